"""The dossier: the same again is the same, and what is loaded is, byte for byte, what was stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from communique.dossier import Dossier, Dossiers
from communique.errors import InputError, StoreError
from communique.model import (
    Action,
    Answer,
    Audience,
    Destination,
    Draft,
    Finding,
    Origin,
    Priority,
    Rendition,
    Severity,
    Source,
    Trace,
)
from communique.storage import Store

ORIGIN = Origin("participants.xlsx", "名单", "B7", text="Enn Vuthy ")
TRACE = Trace("Enn Vuthy", "line 3, column 5", (Source("person-enn-vuthy", "display", ORIGIN), Source("x", "y", None)))
DRAFT = Draft(
    "news-release",
    "en",
    Audience.PUBLIC,
    "ភ្នំពេញ – 广州",
    (
        Rendition("news-release.en.md", "text/markdown", "# ភ្នំពេញ\n".encode(), (TRACE,)),
        Rendition("news-release.en.html", "text/html", bytes(range(256))),
    ),
    "REF/1",
)
ANSWER = Answer("DATES-01", ("three-day",), "Travel", "Dara", "press", date(2023, 12, 15), ORIGIN)
FINDING = Finding("DATES-01", Severity.ERROR, "Three days", "Answer", ORIGIN, (ORIGIN,), ("three-day",), ANSWER)
ACTION = Action(
    id="a-1", title="Send", due=date(2026, 1, 2), priority=Priority.HIGH, origins={"": ORIGIN, "due": ORIGIN}
)
CONTENT: dict[str, Any] = {
    "event": "skills",
    "title": "Skills network",
    "drafts": (DRAFT,),
    "findings": (FINDING,),
    "actions": (ACTION,),
    "inputs": {"event.xlsx": "1" * 64, "agenda.docx": "2" * 64},
    "destinations": (Destination("archive", "files", "news-release", "en", ("/srv/{event}/{file}",)),),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "dossiers"


def save(folder: Path | str, **changes: Any) -> Dossier:
    return Dossiers(folder).save(**(CONTENT | changes))


def stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", ["folder", "memory"])
def test_loaded_is_what_was_saved(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "dossiers" if kind == "folder" else f"memory://{tmp_path.name}"
    saved = save(place)
    loaded = Dossiers(place).load("skills")
    assert loaded == saved
    assert (loaded.drafts, loaded.findings, loaded.actions) == ((DRAFT,), (FINDING,), (ACTION,))
    assert (dict(loaded.inputs), loaded.destinations) == (CONTENT["inputs"], CONTENT["destinations"])
    assert loaded.drafts[0].digest == DRAFT.digest


def test_the_same_again_is_a_no_op(folder: Path) -> None:
    first = save(folder)
    before = stamps(folder)
    second = save(folder, inputs=dict(reversed(CONTENT["inputs"].items())))
    assert first.id == second.id
    assert stamps(folder) == before


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"},
        {"drafts": (replace(DRAFT, title="x"),)},
        {"drafts": (replace(DRAFT, files=(replace(DRAFT.files[0], content=b"x"),)),)},
        {"drafts": (replace(DRAFT, files=(replace(DRAFT.files[0], trace=()), DRAFT.files[1])),)},
        {"findings": ()},
        {"findings": (replace(FINDING, answer=None),)},
        {"actions": ()},
        {"inputs": {}},
        {"destinations": ()},
    ],
)
def test_any_change_is_another_dossier_and_both_can_be_loaded(folder: Path, change: dict[str, Any]) -> None:
    first = save(folder)
    second = save(folder, **change)
    assert first.id != second.id
    assert Dossiers(folder).load("skills") == second
    assert Dossiers(folder).load("skills", first.id) == first


def test_going_back_to_earlier_inputs_makes_that_the_newest(folder: Path) -> None:
    first = save(folder)
    save(folder, title="Other")
    save(folder)
    assert Dossiers(folder).load("skills").id == first.id


def test_files_are_kept_once_however_many_dossiers_have_them(folder: Path) -> None:
    save(folder)
    save(folder, title="Other")
    save(folder, event="another")
    contents = [path.read_bytes() for path in (folder / "objects").iterdir()]
    assert len(contents) == len(set(contents)) == 4


def test_events_that_have_one(folder: Path) -> None:
    assert Dossiers(folder).events() == ()
    save(folder, event="b-2023")
    save(folder, event="a-2023")
    assert Dossiers(folder).events() == ("a-2023", "b-2023")


def test_no_dossier_is_one_sentence(folder: Path) -> None:
    with pytest.raises(InputError, match="The event “skills” has not been drafted for review yet"):
        Dossiers(folder).load("skills")
    save(folder)
    for wrong in ("0" * 64, "..", "../../etc/passwd", ""):
        with pytest.raises(InputError, match="There is no dossier"):
            Dossiers(folder).load("skills", wrong)


def test_every_stored_file_is_verified(folder: Path) -> None:
    """Whatever single byte is changed in whatever file: one sentence, and saving again mends it."""
    saved = save(folder)
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "newest"):
        whole = path.read_bytes()
        for damaged in (whole + b" ", whole[:-1], b"\xff" + whole[1:], b""):
            path.write_bytes(damaged)
            with pytest.raises(StoreError) as caught:
                Dossiers(folder).load("skills")
            assert str(caught.value) == (
                f"The stored file {path} is not what was saved: it was edited or damaged. "
                "Make the dossier again with: communique review EVENT"
            )
            assert save(folder) == saved
            assert Dossiers(folder).load("skills") == saved


def test_a_missing_object_is_one_sentence(folder: Path) -> None:
    save(folder)
    (folder / "objects" / DRAFT.files[0].digest).unlink()
    with pytest.raises(StoreError, match=r"There is no file .*It may have been moved or deleted by hand."):
        Dossiers(folder).load("skills")


def test_a_pointer_that_was_edited_is_one_sentence(folder: Path) -> None:
    save(folder)
    for text in ("nonsense", "../../x", "\udcff", ""):
        (folder / "events" / "skills" / "newest").write_bytes(text.encode("utf-8", "surrogateescape"))
        with pytest.raises(InputError, match="There is no dossier"):
            Dossiers(folder).load("skills")


def test_a_manifest_of_another_event_is_refused(folder: Path) -> None:
    saved = save(folder)
    other = folder / "events" / "other"
    other.mkdir()
    (other / f"{saved.id}.json").write_bytes((folder / "events" / "skills" / f"{saved.id}.json").read_bytes())
    with pytest.raises(StoreError, match="belongs to the event “skills”, not “other”"):
        Dossiers(folder).load("other", saved.id)


@pytest.mark.parametrize("event", ["..", "a/b", "/etc", ""])
def test_an_event_cannot_leave_the_folder(folder: Path, event: str) -> None:
    with pytest.raises((StoreError, InputError)):
        save(folder, event=f"{event}/../..")
    assert not (folder / "events").exists()


def test_interrupted_before_the_pointer_the_old_one_stands(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = save(folder)
    writes: list[str] = []
    real = Store.save

    def until(self: Store, name: str, content: bytes) -> str:
        if name.endswith("newest"):
            raise KeyboardInterrupt
        writes.append(name)
        return real(self, name, content)

    monkeypatch.setattr(Store, "save", until)
    with pytest.raises(KeyboardInterrupt):
        save(folder, title="Other", drafts=(replace(DRAFT, title="Other"),))
    assert [name.partition("/")[0] for name in writes] == ["events"]
    assert Dossiers(folder).load("skills") == first
