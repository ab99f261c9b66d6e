"""Delimited text files in the encodings and dialects of three countries' computers."""

from __future__ import annotations

import codecs

import pytest

from communique.gather.files import delimited
from communique.gather.refusal import Refusal
from communique.model import Origin

CHINESE = "姓名,单位\n张三,广州工贸技师学院\n"
SHORT = "姓名\n李娜\n"
WESTERN = "Name,Organisation\nJosé Müller,Université “Léon”\n"
KHMER = "ឈ្មោះ,ស្ថាប័ន\nសុខ ដារ៉ា,ក្រសួង\n"


def read(content: bytes, name: str = "participants.csv") -> list[list[object]]:
    (table,) = delimited.read(name, content)
    return [[cell.value for cell in row] for row in table.rows]


@pytest.mark.parametrize("text", [CHINESE, SHORT, WESTERN, KHMER])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_unicode_with_and_without_mark(text: str, encoding: str, mark: bytes) -> None:
    assert read(mark + text.encode(encoding)) == [line.split(",") for line in text.splitlines()]


@pytest.mark.parametrize(
    "text",
    [
        CHINESE,
        SHORT,
        "序号,姓名,性别\n1,张 三,男\n2,Sok Dara,女\n",
        "姓名;职务\n朱镕;院长\n李喆;主任\n",
        "No.,Name\n1,李娜\n",
    ],
)
def test_gb18030_of_short_chinese_files(text: str) -> None:
    delimiter = ";" if ";" in text else ","
    assert read(text.encode("gb18030")) == [line.split(delimiter) for line in text.splitlines()]


@pytest.mark.parametrize(
    "text",
    [
        WESTERN,
        "Name\nZoë\n",
        "Name,Town\nJosé,São Paulo\n",
        "Name;Ort\nJürgen Groß;Köln\n",
        "Name,Note\nAnne,“yes” – sure\n",
    ],
)
def test_windows_1252_of_western_files(text: str) -> None:
    delimiter = ";" if ";" in text else ","
    assert read(text.encode("cp1252")) == [line.split(delimiter) for line in text.splitlines()]


def test_last_letter_of_a_western_file_is_accented() -> None:
    assert read("Name\nJosé".encode("cp1252")) == [["Name"], ["José"]]


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1251", "Имя;Страна\nПривет;Мир\n"), ("big5", "姓名,單位\n陳大文,國際勞工組織辦事處\n")]
)
def test_other_encodings_are_asked_about(encoding: str, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text.encode(encoding))
    assert refused.value.code == "INPUT-07"
    assert refused.value.message.startswith("participants.csv can't be read: the encoding of its letters can't be told")


def test_two_encodings_in_one_file_name_the_line() -> None:
    with pytest.raises(Refusal) as refused:
        read("姓名\n张三李四\n".encode() + "Müller\n".encode("cp1252"))
    assert refused.value.message == (
        "participants.csv can't be read: line 3 is written in another encoding than the rest of the file."
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_the_one_that_cuts_rows_alike(delimiter: str) -> None:
    rows = [
        ["Name", "Function", "Notes"],
        ["Li Na", "Dean, School of Robotics; Guangzhou", "a|b"],
        ["Sok", "Clerk", ""],
    ]
    lines = [delimiter.join(f'"{text}"' if delimiter in text else text for text in row) for row in rows]
    expected = [[text or None for text in row] for row in rows]
    assert read("\n".join(lines).encode()) == expected


def test_title_rows_above_do_not_hide_the_delimiter() -> None:
    text = "List of participants, Guangzhou\n\nNo.;Name;Function\n1;Sok Dara;Deputy Director, Standards\n2;Li Na;Dean\n"
    assert read(text.encode())[2:] == [
        ["No.", "Name", "Function"],
        ["1", "Sok Dara", "Deputy Director, Standards"],
        ["2", "Li Na", "Dean"],
    ]


def test_first_line_of_excel_names_the_delimiter() -> None:
    assert read(b"sep=;\r\nName;Organisation\r\nSok;x,y,z\r\n") == [
        [None, None],
        ["Name", "Organisation"],
        ["Sok", "x,y,z"],
    ]


def test_quoted_newlines_and_addresses() -> None:
    (table,) = delimited.read("outcomes.csv", b'Outcome,By\r\n"first line\r\nsecond ""line""",GZITTC\r\nx,y\r\n')
    assert table.name == "outcomes"
    assert table.rows[1][0].value == 'first line\nsecond "line"'
    assert table.rows[2][1].origin == Origin("outcomes.csv", "", "B3", 0, "y")


def test_blank_rows_count_and_short_rows_are_filled_up() -> None:
    (table,) = delimited.read("a.csv", b"a,b,c\n\n1\n")
    assert [[cell.value for cell in row] for row in table.rows] == [["a", "b", "c"], [None] * 3, ["1", None, None]]
    assert table.rows[2][2].origin.cell == "C3"


def test_tabs_of_a_tsv_with_one_column() -> None:
    assert read(b"Name\nSok, Dara\n", "list.tsv") == [["Name"], ["Sok, Dara"]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'a,b\n1,"x\n2,y\n', "the quotation marks in the entry that begins in line 2 don't match."),
        (b'a,b\n1,"x "y" z"\n', "the quotation marks in line 2 don't match."),
    ],
)
def test_quotation_marks_that_do_not_match(content: bytes, message: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(content)
    assert (refused.value.code, refused.value.message) == ("INPUT-08", f"participants.csv can't be read: {message}")
