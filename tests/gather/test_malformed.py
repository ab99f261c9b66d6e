"""Whatever lies in an event folder, it is answered with sentences: no traceback, no crash, no long wait."""

from __future__ import annotations

import random
import resource
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.gather import breakages
from tests.gather.breakages_office import SHEET, WORD
from tests.gather.breakages_text import CSV, ICS, NOTES, TOML
from tests.gather.office_files import unzipped, zipped

from communique.gather import READERS, Gathered, fetch, read, read_tables
from communique.register import Register

CASES = breakages.corpus()
SECONDS = 20.0  # for the slowest case on a busy machine; most take some milliseconds
MEGABYTES = 1_200  # of memory that one process may ever have used, all cases together
# Words of a program's insides, which no officer should ever see.
INSIDES = (
    "Traceback",
    "Exception",
    "Error(",
    "error:",
    "NoneType",
    "<class",
    "0x",
    "object at",
    "calamine",
    "lxml",
    "b'",
)

PROPER = {
    "p.xlsx": SHEET,
    "a.docx": WORD,
    "p.csv": CSV,
    "a.ics": ICS,
    "visits.md": NOTES,
    "event.toml": TOML,
}


def gathered(folder: Path, name: str, content: bytes) -> Gathered:
    (folder / name).write_bytes(content)
    return read(fetch(folder), Register())


def assert_sentences(result: Gathered) -> None:
    for finding in result.findings:
        for sentence in (finding.message, finding.help):
            assert sentence.strip() == sentence
            assert len(sentence) > 10
            assert sentence.endswith((".", "?")), sentence
            assert not [word for word in INSIDES if word in sentence], sentence
            assert "\n" not in sentence, sentence
        assert finding.place.file
        if "INPUT-01" <= finding.code <= "INPUT-29":
            assert finding.place.file in finding.message


def test_there_are_more_than_two_hundred_cases() -> None:
    assert len(CASES) > 350


@pytest.mark.parametrize("case", CASES)
def test_broken_file_becomes_sentences(case: str, tmp_path: Path) -> None:
    name, content = CASES[case]
    began = time.monotonic()
    result = gathered(tmp_path, name, content)
    assert time.monotonic() - began < SECONDS
    assert_sentences(result)
    # A file that gave nothing is named: it never looks as if all were well.
    given_tables = read_tables(fetch(tmp_path))
    assert given_tables.tables or name in [finding.place.file for finding in given_tables.findings]


def test_memory_stayed_small() -> None:
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 < MEGABYTES


UNUSABLE = {
    "nothing-as-xlsx": ("INPUT-01", "participants.xlsx is empty: it has 0 bytes."),
    "png-as-xlsx": (
        "INPUT-02",
        "participants.xlsx can't be read: its name ends in .xlsx, but its contents are a picture (PNG).",
    ),
    "html-as-csv": (
        "INPUT-02",
        "participants.csv can't be read: its name ends in .csv, but its contents are a web page (HTML).",
    ),
    "cut-p.xlsx-5": ("INPUT-02", "p.xlsx can't be read: it is incomplete or damaged."),
    "locked-as-xlsx": ("INPUT-03", "participants.xlsx is protected by a password, so nothing in it could be read."),
    "locked-as-docx": ("INPUT-03", "participants.docx is protected by a password, so nothing in it could be read."),
    "entry-locked": ("INPUT-03", "p.xlsx is protected by a password, so nothing in it could be read."),
    "ole-as-xlsx": (
        "INPUT-04",
        "participants.xlsx is a file of the old Office format of 1997–2003, which is not read.",
    ),
    "old-xls": ("INPUT-04", "list.xls is a file of the old Office format of 1997–2003, which is not read."),
    "bomb-ratio": (
        "INPUT-05",
        "p.xlsx would unpack to 60 MB, far more than a table needs, and was left closed.",
    ),
    "far-out": (
        "INPUT-05",
        "p.xlsx has a sheet with entries as far out as cell XFD1048576: over 1,000,000 cells.",
    ),
    "laughs": ("INPUT-02", "p.xlsx can't be read: it contains XML that no Office program writes."),
    "outside-docx": ("INPUT-02", "a.docx can't be read: it contains XML that no Office program writes."),
    "csv-mixed": (
        "INPUT-07",
        "p.csv can't be read: line 3 is written in another encoding than the rest of the file.",
    ),
    "csv-open-quote": (
        "INPUT-08",
        "p.csv can't be read: the quotation marks in the entry that begins in line 2 don't match.",
    ),
    "ics-no-end": ("INPUT-08", "a.ics can't be read: it breaks off before an entry ends."),
    "toml-twice": ("INPUT-08", "event.toml can't be read: line 2, at the end, gives a key that was given before."),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_sentence_of_an_unusable_file(case: str, tmp_path: Path) -> None:
    result = gathered(tmp_path, *CASES[case])
    code, message = UNUSABLE[case]
    assert (code, message) in [(finding.code, finding.message) for finding in result.findings]


@given(ending=st.sampled_from(sorted(READERS)), content=st.binary(max_size=2_000))
@example(ending=".csv", content=b"\xff\xfe")
@example(ending=".toml", content=b"[\x00")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes(ending: str, content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert_sentences(gathered(tmp_path_factory.mktemp("any"), f"list{ending}", content))


@given(
    name=st.sampled_from(sorted(PROPER)),
    seed=st.integers(0, 2**32),
    changes=st.integers(1, 30),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mutated_files(name: str, seed: int, changes: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(seed)
    content = bytearray(PROPER[name])
    for _ in range(changes):
        at = chance.randrange(len(content) + 1)
        match chance.randrange(4):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + chance.randrange(40)]
            case 2:
                content[at:at] = content[at : at + chance.randrange(40)]
            case _:
                content[at:at] = chance.choice((b"\x00", b'"', b"<", b"&", b"\n", b"\xff", b"\xed\xa0\x80", b"]]>"))
    assert_sentences(gathered(tmp_path_factory.mktemp("mutated"), name, bytes(content)))


@given(name=st.sampled_from(["p.xlsx", "a.docx"]), seed=st.integers(0, 2**32), changes=st.integers(1, 12))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mutated_parts(name: str, seed: int, changes: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Inside a sound archive, so that the XML is reached."""
    chance = random.Random(seed)
    parts = {part: bytearray(data) for part, data in unzipped(PROPER[name]).items()}
    for _ in range(changes):
        data = parts[chance.choice(sorted(parts))]
        numbers = [at for at, byte in enumerate(data) if 48 <= byte <= 57] or [0]
        match chance.randrange(4):
            case 0:
                at = chance.choice(numbers)
                data[at : at + 1] = chance.choice((b"-1", b"0", b"99999999999", b"1e9", b"", b"x", b"&#1;"))
            case 1:
                at = chance.randrange(len(data) + 1)
                del data[at : at + chance.randrange(60)]
            case 2:
                at = chance.randrange(len(data) + 1)
                data[at:at] = data[at : at + chance.randrange(200)]
            case _:
                at = chance.randrange(len(data) + 1)
                data[at : at + 1] = bytes([chance.randrange(256)])
    content = zipped({part: bytes(data) for part, data in parts.items()})
    assert_sentences(gathered(tmp_path_factory.mktemp("parts"), name, content))


@given(
    text=st.text(alphabet=st.characters(codec="utf-8"), max_size=600),
    ending=st.sampled_from([".md", ".csv", ".toml", ".ics"]),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text(text: str, ending: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert_sentences(gathered(tmp_path_factory.mktemp("text"), f"notes{ending}", text.encode()))
