"""The event folder: what is listed, what is left out, and what can't be opened."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gather.office_files import sheet

from communique.errors import InputError
from communique.gather import fetch, read_tables
from communique.gather.cleaning import clean
from communique.gather.inputs import Inputs
from communique.model import Severity


def messages(inputs: Inputs) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in read_tables(inputs).findings]


def test_files_are_sorted_and_hashed(tmp_path: Path) -> None:
    folder = tmp_path / "exchange-2023"
    (folder / "photos").mkdir(parents=True)
    for name, content in {"b.csv": b"b", "a.csv": b"aa", "photos/x.jpg": b"x"}.items():
        (folder / name).write_bytes(content)
    for name in (".DS_Store", "~$event.xlsx", "Thumbs.db", ".hidden.csv", "half.tmp"):
        (folder / name).write_bytes(b"x")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "a.csv").write_bytes(b"x")
    inputs = fetch(folder)
    assert inputs.event_id == "exchange-2023"
    assert [(file.name, file.size) for file in inputs.files] == [("a.csv", 2), ("b.csv", 1), ("photos/x.jpg", 1)]
    assert inputs.files[0].digest == hashlib.sha256(b"aa").hexdigest()
    assert inputs.files[0].read() == b"aa"
    assert inputs.findings == ()


def test_a_missing_folder_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        fetch(tmp_path / "nowhere")
    assert str(error.value) == (
        f"There is no event folder “{tmp_path}/nowhere”. Check the name, or make it with communique new."
    )


def test_a_file_that_changes_is_not_half_read(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("Name\nSok\n")
    inputs = fetch(tmp_path)
    (tmp_path / "p.csv").write_text("Name\nSok\nLi\n")
    assert messages(inputs) == [("INPUT-06", "p.csv was changed while it was being read.")]
    (tmp_path / "p.csv").unlink()
    assert messages(inputs) == [("INPUT-06", "p.csv can't be opened: it is not there, or is a link to nothing.")]


def test_links(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.csv").write_text("Name\nx\n")
    folder = tmp_path / "event"
    folder.mkdir()
    (folder / "list.csv").write_text("Name\nSok\n")
    (folder / "inside.csv").symlink_to("list.csv")
    (folder / "out.csv").symlink_to("../outside/secret.csv")
    (folder / "dead.csv").symlink_to("gone.csv")
    (folder / "circle.csv").symlink_to("circle.csv")
    (folder / "tree").symlink_to("../outside")
    inputs = fetch(folder)
    assert [file.name for file in inputs.files] == ["inside.csv", "list.csv"]
    assert messages(inputs) == [
        ("INPUT-06", "circle.csv can't be opened: it is a link to itself."),
        ("INPUT-06", "dead.csv can't be opened: it is not there, or is a link to nothing."),
        ("INPUT-06", "out.csv is a link to something outside the event folder, which is not followed."),
        ("INPUT-06", "tree is a link to something outside the event folder, which is not followed."),
    ]


def test_pipes_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list.csv")
    assert messages(fetch(tmp_path)) == [("INPUT-06", "list.csv is not a file that can be read.")]


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.csv").write_text("Name\n")
    opened = Path.open

    def refused(path: Path, *args: object, **options: object) -> object:
        # As root, which tests may run as, every file can be opened.
        if path.name == "list.csv":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **options)  # type: ignore[call-overload]  # as called

    monkeypatch.setattr(Path, "open", refused)
    assert messages(fetch(tmp_path)) == [("INPUT-06", "list.csv can't be opened: you have no permission to read it.")]


def test_names_in_other_encodings_and_with_odd_characters(tmp_path: Path) -> None:
    names = [
        "名单".encode("gb18030") + b".csv",
        "e\u0301v.csv".encode(),
        b"two\nlines.csv",
        b"\xff\xff.csv",
        "ឈ្មោះ.csv".encode(),
    ]
    for name in names:
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_text("Name\nSok\n")  # noqa: PTH118 - bytes
    given_tables = read_tables(fetch(tmp_path))
    assert sorted(table.file for table in given_tables.tables) == [
        "\\xff\\xff.csv",
        "two lines.csv",
        "év.csv",
        "ឈ្មោះ.csv",
        "名单.csv",
    ]
    assert given_tables.findings == []


def test_which_files_are_used(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "old").mkdir()
    for name in (
        "photos/a.JPG",
        "photos/b.heic",
        "photos/captions.csv",
        "cover.png",
        "letter.pdf",
        "list.numbers",
        "list.xls",
        "minutes.doc",
        "old/list.csv",
        "report.en.docx",
        "trace.json",
        "README.md",
        "photos/notes.txt",
    ):
        (tmp_path / name).write_bytes(b"File,Caption\na.JPG,x\n")
    (tmp_path / "photos" / "c.jpg").write_bytes(b"")
    found = read_tables(fetch(tmp_path))
    assert sorted(found.photos) == ["photos/a.JPG", "photos/b.heic"]
    assert [(table.name, table.file) for table in found.tables] == [("captions", "photos/captions.csv")]
    assert [(finding.code, finding.severity, finding.message) for finding in found.findings] == [
        ("INPUT-09", Severity.NOTE, "cover.png is a picture outside photos/ and is not used."),
        ("INPUT-09", Severity.NOTE, "letter.pdf is not used."),
        ("INPUT-15", Severity.WARNING, "list.numbers is not used, because .numbers files are not read."),
        ("INPUT-04", Severity.ERROR, "list.xls is a file of the old Office format of 1997–2003, which is not read."),
        ("INPUT-04", Severity.ERROR, "minutes.doc is a file of the old Office format of 1997–2003, which is not read."),
        ("INPUT-09", Severity.NOTE, "old/list.csv is in a subfolder and is not used."),
        ("INPUT-01", Severity.ERROR, "photos/c.jpg is empty: it has 0 bytes."),
        ("INPUT-09", Severity.NOTE, "photos/notes.txt is in a subfolder and is not used."),
        ("INPUT-09", Severity.NOTE, "report.en.docx is a document that Communiqué made, and is not read as an input."),
        ("INPUT-09", Severity.NOTE, "trace.json is a document that Communiqué made, and is not read as an input."),
    ]
    assert found.findings[3].help == "Open it in Excel and save it as .xlsx."


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "b.xlsx").write_bytes(sheet([["Name"], ["Sok"]]))
    (tmp_path / "b.csv").write_text("Name\nLi\n")
    found = read_tables(fetch(tmp_path))
    assert [(table.file, table.rows[1][0].value) for table in found.tables] == [("b.csv", "Li"), ("b.xlsx", "Sok")]
    assert [finding.message for finding in found.findings] == ["a.xlsx can't be read: it is incomplete or damaged."]


def test_a_file_of_sixty_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "list.csv").open("wb") as file:
        file.truncate(60_000_000)
    assert messages(fetch(tmp_path)) == [("INPUT-05", "list.csv has 60 MB, and a file with tables may have 50 MB.")]


def test_importing_gather_loads_no_reader() -> None:
    heavy = "docx icalendar python_calamine markdown_it charset_normalizer lxml openpyxl"
    code = f"import sys, communique.gather; print([name for name in {heavy.split()!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x07c", "abc"),
        ("one\r\ntwo\rthree\x0bfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("R&D\xa0Ltd\u202f5", "R&D Ltd 5"),
        ("\ufeffName\ufdd0\ufdef\ufffe\U0001ffff\ud800", "Name"),
        ("e\u0301", "é"),
        ("zero\u200bwidth\u200d", "zerowidth"),
        ("បណ្តុះ\u200bបណ្តាល\u200b", "បណ្តុះ\u200bបណ្តាល"),
        ("និង\u200bB", "និងB"),
        ("\u202eevil\u202c soft\xadhyphen", "evil softhyphen"),
        ("张\u3000丽", "张\u3000丽"),
        ("kept: “—” ✓ 👍 \t\n", "kept: “—” ✓ 👍 \t\n"),
    ],
)
def test_cleaning(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(alphabet=st.characters(), max_size=80))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    codes = {ord(character) for character in once} - {9, 10}
    assert not [code for code in codes if code < 32 or 0xD800 <= code < 0xE000 or 0xFDD0 <= code <= 0xFDEF]
