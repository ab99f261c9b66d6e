"""Workbooks as Excel, LibreOffice and export programs write them."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter
from tests.gather.office_files import raw_parts, raw_workbook, sheet, zipped
from tests.gather.office_files import workbook as made

from communique.gather.files import workbook
from communique.gather.refusal import Refusal
from communique.gather.table import Table
from communique.model import Origin, Severity


def values(table: Table) -> list[list[object]]:
    return [[cell.value for cell in row] for row in table.rows]


def test_addresses_are_true_when_the_table_begins_elsewhere() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("名单")
        page.write("C4", "姓名")
        page.write("D6", "Sok Dara")

    (table,) = workbook.read("participants.xlsx", made(fill))
    assert table.name == "名单"
    assert values(table) == [["姓名", None], [None, None], [None, "Sok Dara"]]
    assert table.rows[0][0].origin == Origin("participants.xlsx", "名单", "C4", 0, "姓名")
    assert table.rows[2][1].origin == Origin("participants.xlsx", "名单", "D6", 0, "Sok Dara")
    assert table.rows[2][0].origin.cell == "C6"


def test_merged_ranges_are_filled_with_their_first_cell() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.merge_range("A1:B1", "Sex")
        page.write_row("A2", ["F", "M"])
        page.merge_range("C1:C2", "Name")
        page.write_row("A3", ["✓", None, "Li Na"])

    (table,) = workbook.read("p.xlsx", made(fill))
    assert values(table) == [["Sex", "Sex", "Name"], ["F", "M", "Name"], ["✓", None, "Li Na"]]
    assert table.rows[0][1].origin.cell == "A1"
    assert table.rows[1][2].origin.cell == "C1"


def test_a_range_merged_far_beyond_the_table_costs_nothing() -> None:
    content = raw_workbook(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row><row r="2"><c r="B2"><v>7</v></c></row>',
        after='<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>',
    )
    (table,) = workbook.read("p.xlsx", content)
    assert values(table) == [["Title", "Title"], [None, 7.0]]


def test_hidden_sheets_and_empty_sheets_are_left_out() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Participants").write("A1", "Name")
        hidden = book.add_worksheet("Lists")
        hidden.write("A1", "agreed")
        hidden.hide()
        secret = book.add_worksheet("Secret")
        secret.write("A1", "x")
        secret.very_hidden()
        book.add_worksheet("Empty")

    assert [table.name for table in workbook.read("event.xlsx", made(fill))] == ["Participants"]


def test_values_keep_their_kind() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        day, hour = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "hh:mm"})
        moment, length = book.add_format({"num_format": "yyyy-mm-dd hh:mm"}), book.add_format({"num_format": "[h]:mm"})
        page.write_datetime(0, 0, datetime(2023, 12, 10), day)
        page.write_datetime(0, 1, time(9, 30), hour)
        page.write_datetime(0, 2, datetime(2023, 12, 10, 9, 30), moment)
        page.write_datetime(0, 3, timedelta(hours=9, minutes=15), length)
        page.write_datetime(0, 4, timedelta(hours=30), length)
        page.write_boolean(0, 5, True)
        page.write_number(0, 6, 12)
        page.write_string(0, 7, "012 345 678")

    (table,) = workbook.read("p.xlsx", made(fill))
    assert values(table) == [
        [
            date(2023, 12, 10),
            time(9, 30),
            datetime(2023, 12, 10, 9, 30),
            time(9, 15),
            "30:00",
            True,
            12.0,
            "012 345 678",
        ]
    ]
    assert table.rows[0][6].text == "12"
    assert [cell.origin.text for cell in table.rows[0]][:3] == ["2023-12-10", "09:30:00", "2023-12-10 09:30:00"]
    assert table.rows[0][5].origin.text == "TRUE"


def test_dates_of_the_1904_system() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write_datetime(0, 0, datetime(2023, 12, 10), book.add_format({"num_format": "d mmm yyyy"}))

    (table,) = workbook.read("p.xlsx", made(fill, date_1904=True))
    assert values(table) == [[date(2023, 12, 10)]]


def test_text_is_cleaned() -> None:
    (table,) = workbook.read(
        "p.xlsx", sheet([["Name\u200b", "A\r\nB", "R&D\xa0Ltd", "e\u0301", "បណ្តុះ\u200bបណ្តាល", " "]])
    )
    assert values(table) == [["Name", "A\nB", "R&D Ltd", "é", "បណ្តុះ\u200bបណ្តាល"]]


def test_error_values_are_reported_once_and_count_as_empty() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Agenda")
        page.write_row("A1", ["Session", "Room"])
        page.write_formula("B2", "=1/0", None, "#DIV/0!")
        page.write_formula("B3", "=VLOOKUP(1,C1:C2,1)", None, "#N/A")
        page.write_row("A2", ["Opening"])
        page.write_row("A3", ["Lecture"])

    (table,) = workbook.read("agenda.xlsx", made(fill))
    assert values(table) == [["Session", "Room"], ["Opening", None], ["Lecture", None]]
    (finding,) = table.findings
    assert (finding.code, finding.severity) == ("INPUT-11", Severity.WARNING)
    assert finding.message == (
        "agenda.xlsx, sheet “Agenda”: cell B2, like 1 more of this sheet, shows the error #DIV/0! and counts as empty."
    )
    assert finding.place == Origin("agenda.xlsx", "Agenda", "B2", 0, "#DIV/0!")
    assert [origin.cell for origin in finding.related] == ["B3"]


def test_an_error_that_only_new_versions_of_excel_know_does_not_spoil_the_workbook() -> None:
    content = raw_workbook(
        '<row r="1"><c r="A1" t="e"><f>X</f><v>#SPILL!</v></c><c r="B1" t=\'e\'><v>#CALC!</v></c>'
        '<c r="C1"><v>5</v></c></row>'
    )
    (table,) = workbook.read("p.xlsx", content)
    assert values(table) == [[None, None, 5.0]]
    assert table.findings[0].about == ("#SPILL!",)


def test_workbook_written_by_openpyxl() -> None:
    book = openpyxl.Workbook()
    book.active.title = "អ្នកចូលរួម"
    book.active.append(["ល.រ", "ឈ្មោះ"])
    book.active.append([1, "សុខ ដារ៉ា"])
    target = io.BytesIO()
    book.save(target)
    (table,) = workbook.read("p.xlsx", target.getvalue())
    assert (table.name, values(table)) == ("អ្នកចូលរួម", [["ល.រ", "ឈ្មោះ"], [1.0, "សុខ ដារ៉ា"]])


def test_a_styled_empty_cell_far_out_is_no_obstacle() -> None:
    content = raw_workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>')
    (table,) = workbook.read("p.xlsx", content)
    assert values(table) == [[1.0]]


def test_a_stated_number_of_texts_reserves_no_memory() -> None:
    text = '<sst xmlns="urn:x" count="99999999999" uniqueCount="99999999999"><si><t>Name</t></si></sst>'
    content = raw_workbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', extra={"xl/sharedStrings.xml": text})
    assert values(workbook.read("p.xlsx", content)[0]) == [["Name"]]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_far_out_values_are_refused_with_their_address(prefix: str) -> None:
    rows = '<row r="2"><c r="B2"><v>1</v></c></row><row r="900000"><c r="AB900000"><v>1</v></c></row>'
    parts = raw_parts(rows)
    page = parts["xl/worksheets/sheet1.xml"]
    for name in ("row", "sheetData", "c", "v", "worksheet"):
        page = page.replace(f"<{name}", f"<{prefix}{name}").replace(f"</{name}", f"</{prefix}{name}")
    page = page.replace(f"<{prefix}c", f"<{prefix}c")
    if prefix:
        page = page.replace("xmlns=", "xmlns:x=")
    with pytest.raises(Refusal) as refused:
        workbook.read("p.xlsx", zipped({**parts, "xl/worksheets/sheet1.xml": page}))
    assert refused.value.code == "INPUT-05"
    assert refused.value.message == (
        "p.xlsx has a sheet with entries as far out as cell AB900000: over 1,000,000 cells."
    )


def test_strict_open_xml_is_named() -> None:
    parts = raw_parts("")
    strict = parts["xl/workbook.xml"].replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    with pytest.raises(Refusal) as refused:
        workbook.read("p.xlsx", zipped({**parts, "xl/workbook.xml": strict}))
    assert (refused.value.code, refused.value.message) == (
        "INPUT-04",
        "p.xlsx is saved as a “Strict Open XML” workbook, which is not read.",
    )
