"""The folder channel: whole files, each once, nobody else's touched, nothing outside the folder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.publish.cases import EVENT, NOW, RELEASE, TEMPLATES, Adapter, changed

from communique.errors import ChannelError, CommuniqueError, StoreError
from communique.model import Rendition
from communique.publish.channel import Links, Notice
from communique.publish.files import Files
from communique.secret import Secret

KEY = f"{EVENT}/news-release/en/archive"
LINKS = Links(KEY, EVENT, NOW, TEMPLATES)


@pytest.fixture
def channel(tmp_path: Path) -> Files:
    return Files(url=str(tmp_path / "archive"))


def listing(folder: Path) -> dict[str, bytes]:
    """Every file that somebody who opens the folder sees."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: content for name, content in sorted(names.items()) if not name.startswith(".communique/")}


def test_files_lie_under_their_event(channel: Files) -> None:
    receipt = channel.deliver(channel.compose(RELEASE, LINKS))
    assert listing(Path(channel.url)) == {
        f"{EVENT}/news-release.en.html": RELEASE.files[1].content,
        f"{EVENT}/news-release.en.md": RELEASE.files[0].content,
        f"{EVENT}/news-release.en.txt": RELEASE.files[2].content,
    }
    assert receipt.address == f"{channel.url}/{EVENT}/news-release.en.md"
    assert receipt.detail == ", ".join(f"{EVENT}/{file.name}" for file in RELEASE.files)
    assert channel.targets() == (f"{channel.url}/{{event}}/{{file}}",)


def test_another_pattern(channel: Files) -> None:
    channel = replace(channel, pattern="{document}/{language}/{event}-{file}")
    channel.deliver(channel.compose(RELEASE, LINKS))
    assert f"news-release/en/{EVENT}-news-release.en.md" in listing(Path(channel.url))


def test_delivering_again_writes_nothing(channel: Files) -> None:
    channel.deliver(channel.compose(RELEASE, LINKS))
    times = {path: path.stat().st_mtime_ns for path in (Path(channel.url) / EVENT).iterdir()}
    channel.deliver(channel.compose(RELEASE, LINKS))
    assert {path: path.stat().st_mtime_ns for path in (Path(channel.url) / EVENT).iterdir()} == times


def test_found_only_when_every_file_lies_there_whole(channel: Files) -> None:
    assert channel.find(KEY, RELEASE.digest, NOW, NOW) is None
    channel.deliver(channel.compose(RELEASE, LINKS))
    found = channel.find(KEY, RELEASE.digest, NOW, NOW)
    assert found is not None
    assert (found.digest, found.detail.count(", ")) == (RELEASE.digest, 2)
    assert channel.find(KEY, changed(RELEASE).digest, NOW, NOW) is None
    (Path(channel.url) / EVENT / "news-release.en.txt").write_bytes(b"half")
    assert channel.find(KEY, RELEASE.digest, NOW, NOW) is None


def test_somebody_elses_file_of_the_same_name_is_never_overwritten(channel: Files) -> None:
    theirs = Path(channel.url) / EVENT / "news-release.en.html"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")
    with pytest.raises(ChannelError) as caught:
        channel.deliver(channel.compose(RELEASE, LINKS))
    assert str(caught.value) == (
        f"{theirs} exists already and was not written by this channel, or was changed since; it was left as it is. "
        "Move it away or change the channel's pattern, then publish again."
    )
    assert caught.value.permanent
    assert listing(Path(channel.url)) == {f"{EVENT}/news-release.en.html": b"theirs"}


def test_our_file_edited_by_hand_is_theirs_now(channel: Files) -> None:
    channel.deliver(channel.compose(RELEASE, LINKS))
    edited = Path(channel.url) / EVENT / "news-release.en.txt"
    edited.write_bytes(b"edited by hand")
    with pytest.raises(ChannelError, match="changed since"):
        channel.deliver(channel.compose(changed(RELEASE), LINKS))
    assert edited.read_bytes() == b"edited by hand"


def test_our_own_earlier_version_may_be_replaced(channel: Files) -> None:
    channel.deliver(channel.compose(changed(RELEASE, b"first"), LINKS))
    channel.deliver(channel.compose(RELEASE, LINKS))
    assert listing(Path(channel.url))[f"{EVENT}/news-release.en.txt"] == RELEASE.files[2].content


def test_what_a_kill_left_behind_is_cleared(channel: Files) -> None:
    left = Path(channel.url) / EVENT / ".news-release.en.txt.123-456.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    channel.deliver(channel.compose(RELEASE, LINKS))
    assert not left.exists()
    assert sorted(path.name for path in left.parent.iterdir()) == sorted(file.name for file in RELEASE.files)


@pytest.mark.parametrize("event", ["..", "a/b", "../../etc", "/etc", "", ".", "a\nb", "a\\b", " a", "con:x"])
def test_nothing_escapes_the_folder_by_an_events_name(channel: Files, tmp_path: Path, event: str) -> None:
    with pytest.raises(CommuniqueError, match="can't be used for a file"):
        channel.deliver(channel.compose(RELEASE, replace(LINKS, event=event)))
    assert listing(tmp_path) == {}


@pytest.mark.parametrize("name", ["../x.txt", "/etc/x", "a/../../x", "x\x00", "..", "a/b.txt"])
def test_nothing_escapes_the_folder_by_a_files_name(channel: Files, tmp_path: Path, name: str) -> None:
    draft = replace(RELEASE, files=(Rendition(name, "text/plain", b"x"),))
    with pytest.raises(CommuniqueError, match="can't be used for a file"):
        channel.deliver(channel.compose(draft, LINKS))
    assert listing(tmp_path) == {}


@pytest.mark.parametrize("key", ["../../x", "a/../../b/c", "/x"])
def test_nothing_escapes_the_folder_by_a_key(channel: Files, key: str) -> None:
    with pytest.raises(StoreError, match="can't be used for a file"):
        channel.find(key, RELEASE.digest, NOW, NOW)


@pytest.mark.parametrize("pattern", ["{event}", "", "{file.__class__}", "{0}/{file}", "{file}/{secret}", "{file"])
def test_patterns_are_checked_when_the_workspace_is_opened(pattern: str) -> None:
    with pytest.raises(ValueError, match="the pattern"):
        Files(url="/srv/archive", pattern=pattern)


def test_two_files_under_one_name_are_refused(channel: Files) -> None:
    draft = replace(RELEASE, files=(RELEASE.files[0], RELEASE.files[0]))
    with pytest.raises(ChannelError, match="would get one name"):
        channel.deliver(channel.compose(draft, LINKS))


def test_a_note_changed_by_hand_is_said(channel: Files) -> None:
    channel.deliver(channel.compose(RELEASE, LINKS))
    note = Path(channel.url) / ".communique" / f"{KEY}.json"
    assert list(json.loads(note.read_text())["versions"]) == [RELEASE.digest]
    note.write_text("[]")
    with pytest.raises(ChannelError, match=r"was changed by hand\. Delete it\."):
        channel.deliver(channel.compose(RELEASE, LINKS))


def test_passwords_and_users_in_an_address_are_not_shown() -> None:
    channel = Files(url="sftp://dara:secret@files.example.org/press", password=Secret("hidden"))
    assert channel.targets() == ("sftp://files.example.org/press/{event}/{file}",)
    assert "hidden" not in repr(channel)


def test_a_protocol_nobody_knows_is_one_sentence() -> None:
    with pytest.raises(CommuniqueError, match="The folder nonsense://x can't be used"):
        Files(url="nonsense://x").probe()


def test_a_folder_that_is_a_file_is_one_sentence(channel: Files) -> None:
    Path(channel.url).write_text("x")
    with pytest.raises(ChannelError, match="Check the folder and try again"):
        channel.probe()
    with pytest.raises(ChannelError, match="Check the folder and try again"):
        channel.deliver(channel.compose(RELEASE, LINKS))


def test_any_file_system_will_do() -> None:
    channel = Files(url="memory://archive-of-this-test")
    channel.deliver(channel.compose(RELEASE, LINKS))
    assert channel.find(KEY, RELEASE.digest, NOW, NOW) is not None
    assert channel.probe() == "The folder memory://archive-of-this-test can be written and read."


def test_what_a_folder_cannot_do_is_said_by_name(channel: Files) -> None:
    with pytest.raises(ChannelError, match="kind files can't send notices"):
        channel.notify(Notice("k", NOW, "s", "t"))


def adapted(request: pytest.FixtureRequest, tmp_path: Path) -> Adapter:
    """For the contract that all channels keep."""
    archive, occupied = tmp_path / "archive", tmp_path / "occupied"
    occupied.write_text("a file where a folder should be")

    def arrived() -> int:
        found = {path.name: path.read_bytes() for path in archive.rglob("news-release.*")}
        whole = {file.name: file.content for file in RELEASE.files}
        assert all(content == whole[name] for name, content in found.items())
        return int(found == whole)

    return Adapter(Files(url=str(archive), password=Secret("hush")), arrived, Files(url=str(occupied)), ("hush",))
