"""Whole files or nothing, inside one folder, with failures in one sentence."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fsspec.implementations.local import LocalFileSystem

from communique.errors import CommuniqueError, ConfigError, StoreError
from communique.secret import Secret
from communique.storage import Store, public_address, safe_name


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return Store(tmp_path / "store" if request.param == "folder" else f"memory://{tmp_path.name}-store")


def test_what_is_saved_is_read_again(store: Store) -> None:
    address = store.save("events/a/报告.docx", b"\x00one")
    assert address == f"{store.address}/events/a/报告.docx"
    assert store.read("events/a/报告.docx") == b"\x00one"
    store.save("events/a/报告.docx", b"two")
    assert store.read("events/a/报告.docx") == b"two"
    assert store.exists("events/a/报告.docx")
    assert not store.exists("events/a/other")


def test_a_missing_file(store: Store) -> None:
    assert store.read_if_there("nothing") is None
    with pytest.raises(StoreError, match=r"There is no file .*/nothing. It may have been moved or deleted by hand."):
        store.read("nothing")


def test_names_are_sorted_and_without_hidden_ones(store: Store) -> None:
    for name in ("b/2", "a", "b/1", ".hidden/x", "b/.part"):
        store.save(name, b"x")
    assert store.names() == ("a", "b/1", "b/2")
    assert store.names("b") == ("b/1", "b/2")
    assert store.names("nowhere") == ()


def test_an_empty_store_has_no_names(store: Store) -> None:
    assert store.names() == ()


@pytest.mark.parametrize(
    "name", ["", "..", "../x", "/x", "a//b", "a/../b", "a/./b", "a\\b", "a\0b", "a\nb", " a", "a /b", "a:b", "a*"]
)
def test_no_name_leaves_the_folder(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match="can't be used for a file"):
        safe_name(name)
    with pytest.raises(StoreError):
        store.save(name, b"x")
    with pytest.raises(StoreError):
        store.read_if_there(name)
    assert store.names() == ()


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    store.save("a.txt", b"old")

    def full(*arguments: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    for owner, name in ((Path, "replace"), (LocalFileSystem, "open")):
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, full)
            with pytest.raises(StoreError) as caught:
                store.save("a.txt", b"new")
        assert str(caught.value) == (
            f"While writing {tmp_path}/a.txt: no space left on device. Check the folder and try again."
        )
        assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
        assert store.read("a.txt") == b"old"


def test_readers_never_see_half_a_file(tmp_path: Path) -> None:
    store = Store(tmp_path)
    contents = [bytes([number]) * 200_000 for number in (1, 2)]
    store.save("a", contents[0])
    seen: set[bytes] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(store.read("a"))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        store.save("a", contents[number % 2])
    stop.set()
    reader.join(10)
    assert seen <= set(contents)


def test_many_writers_of_one_name(tmp_path: Path) -> None:
    store = Store(tmp_path)
    threads = [threading.Thread(target=store.save, args=("a", bytes([number]) * 50_000)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    content = store.read("a")
    assert content == content[:1] * 50_000
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_a_killed_write_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in (".a[1].txt.12-34.part", "a[1].txt", ".a1.txt.12-34.part", "b.part"):
        (tmp_path / name).write_bytes(b"x")
    store.clear_interrupted("a[1].txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a1.txt.12-34.part", "a[1].txt", "b.part"]


def test_relative_folders_are_from_where_the_program_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Store("kept").save("a", b"x")
    assert (tmp_path / "kept" / "a").read_bytes() == b"x"


def test_brackets_and_spaces_in_the_folders_name(tmp_path: Path) -> None:
    store = Store(tmp_path / "Ministry [new] 100% #1 文件")
    store.save("x/a", b"x")
    assert store.names() == ("x/a",)
    assert store.read("x/a") == b"x"


def test_a_folder_where_a_file_is_wanted_and_a_file_where_a_folder_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").write_text("x")
    store = Store(tmp_path)
    for act in (lambda: store.read("a"), lambda: store.save("a", b"x"), lambda: store.save("b/c", b"x")):
        with pytest.raises(StoreError, match=r"^While (reading|writing) .*Check the folder and try again.$"):
            act()


def test_addresses_are_shown_without_log_in() -> None:
    assert public_address("sftp://dara:hush@host:2222/press?key=1") == "sftp://host:2222/press"
    assert public_address("/srv/a@b/c") == "/srv/a@b/c"


def test_missing_packages_and_unknown_protocols_are_said() -> None:
    with pytest.raises(ConfigError, match="The folder s3://bucket/x needs a package that is not installed"):
        Store("s3://bucket/x", {"key": "a", "secret": Secret("hush")})
    with pytest.raises(CommuniqueError, match="The folder carrier-pigeon://x can't be used"):
        Store("carrier-pigeon://x")


def test_probe_leaves_nothing(store: Store, tmp_path: Path) -> None:
    assert store.probe() == f"The folder {store.address} can be written and read."
    left = list((tmp_path / "store").iterdir()) if (tmp_path / "store").exists() else store.names()
    assert not left
