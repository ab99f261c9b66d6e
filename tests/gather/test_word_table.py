"""Tables of Word documents, as people make them."""

from __future__ import annotations

import time
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.gather.office_files import document, replaced

from communique.gather.files import word_table
from communique.gather.table import Table


def values(table: Table) -> list[list[object]]:
    return [[cell.value for cell in row] for row in table.rows]


def with_body(xml: str) -> tuple[Table, ...]:
    """The tables of a document whose body is this XML."""

    def fill(made: Any) -> None:
        body = made.element.body
        for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
            body.insert(len(body) - 1, element)

    return word_table.read("agenda.docx", document(fill))


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_cells_names_and_origins() -> None:
    def fill(made: Any) -> None:
        made.add_heading("Programme", 1)
        made.add_paragraph("All times are local.")
        table = made.add_table(3, 3)
        for row, texts in zip(
            table.rows, (("Day", "Time", "Session"), ("Day 1", "09:00", "Opening"), ("", "10:00", "A\nB")), strict=True
        ):
            for target, text in zip(row.cells, texts, strict=True):
                target.text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        made.add_heading("Participants", 2)
        made.add_table(1, 1).cell(0, 0).text = "Name"

    first, second = word_table.read("agenda.docx", document(fill))
    assert (first.name, second.name) == ("Programme", "Participants")
    assert values(first) == [["Day", "Time", "Session"], ["Day 1", "09:00", "Opening"], ["Day 1", "10:00", "A\nB"]]
    assert first.rows[2][1].origin.cell == "table 1, row 3, column 2"
    assert str(second.rows[0][0].origin) == "agenda.docx, table 2, row 1, column 1"
    assert first.rows[2][0].origin.cell == "table 1, row 2, column 1"


def test_cells_merged_across_and_down() -> None:
    across, down, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (table,) = with_body(
        f"<w:tbl><w:tr>{cell('Sex', across)}{cell('Name', down)}</w:tr>"
        f"<w:tr>{cell('F')}{cell('M')}{cell('', goes_on)}</w:tr>"
        f"<w:tr>{cell('x', across + down)}{cell('Li')}</w:tr>"
        f"<w:tr>{cell('', across + goes_on)}{cell('Na')}</w:tr></w:tbl>"
    )
    assert values(table) == [["Sex", "Sex", "Name"], ["F", "M", "Name"], ["x", "x", "Li"], ["x", "x", "Na"]]
    assert table.rows[3][1].origin.cell == "table 1, row 3, column 1"


def test_rows_that_begin_or_end_inside_the_grid() -> None:
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    (table,) = with_body(
        f"<w:tbl><w:tr>{cell('a')}{cell('b')}{cell('c')}</w:tr><w:tr>{before}{cell('d')}</w:tr></w:tbl>"
    )
    assert values(table) == [["a", "b", "c"], [None, "d", None]]
    assert table.rows[1][2].origin.cell == "table 1, row 2, column 3"


def test_tracked_changes_count_as_accepted() -> None:
    runs = (
        '<w:del w:id="1" w:author="x"><w:r><w:delText>old </w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>gone</w:t></w:r></w:moveFrom>'
    )
    deleted = '<w:trPr><w:del w:id="4" w:author="x"/></w:trPr>'
    (table,) = with_body(
        f"<w:tbl><w:tr><w:tc><w:p>{runs}</w:p></w:tc></w:tr><w:tr>{deleted}{cell('row')}</w:tr><w:tr>{cell('last')}</w:tr></w:tbl>"
    )
    assert values(table) == [["new"], ["last"]]


def test_everything_a_cell_can_hold() -> None:
    inner = f"<w:tbl><w:tr>{cell('in')}{cell('side')}</w:tr></w:tbl>"
    content = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>"
        "<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>chosen</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>zhang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>张</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
        f"{inner}<w:p/>"
    )
    (table,) = with_body(f"<w:tbl><w:tr><w:tc>{content}</w:tc></w:tr></w:tbl>")
    assert values(table) == [["a\tb\nc-d\nlink\nchosen\n张\nin\nside"]]


def test_tables_in_content_controls_are_found_and_named_by_the_line_above() -> None:
    (table,) = with_body(
        "<w:p><w:r><w:t>11 December 2023</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:tbl><w:tr>{cell('x')}</w:tr></w:tbl></w:sdtContent></w:sdt>"
    )
    assert (table.name, values(table)) == ("11 December 2023", [["x"]])


def test_heading_styles_are_known_by_name_in_any_language() -> None:
    def fill(made: Any) -> None:
        made.add_paragraph("议程", "Heading 1")
        made.add_paragraph("plain")
        made.add_table(1, 1).cell(0, 0).text = "x"

    content = document(fill)
    for part in ("word/styles.xml", "word/document.xml"):
        content = replaced(content, part, lambda data: data.replace(b'"Heading1"', b'"a3"'))
    (table,) = word_table.read("agenda.docx", content)
    assert table.name == "议程"


def test_a_document_without_tables_has_none() -> None:
    assert word_table.read("letter.docx", document(lambda made: made.add_paragraph("Dear all"))) == ()


def test_a_thousand_rows_take_no_minute() -> None:
    row = "".join(cell(f"text {n}") for n in range(6))
    began = time.perf_counter()
    (table,) = with_body("<w:tbl>" + f"<w:tr>{row}</w:tr>" * 1_000 + "</w:tbl>")
    assert (len(table.rows), table.rows[999][5].value) == (1_000, "text 5")
    # About 0.3 s; Table.cell of python-docx needs ten minutes for as many.
    assert time.perf_counter() - began < 5
