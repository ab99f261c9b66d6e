"""Makes small Office files in memory: proper ones through the libraries, and crooked ones part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8"?>'


def workbook(fill: Callable[[xlsxwriter.Workbook], Any], **options: Any) -> bytes:
    """A workbook that ``fill`` writes into."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **options}) as book:
        fill(book)
    return target.getvalue()


def sheet(rows: list[list[Any]], title: str = "Participants") -> bytes:
    """A workbook of one sheet."""

    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet(title)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)

    return workbook(fill)


def document(fill: Callable[[Any], Any]) -> bytes:
    """A Word document that ``fill`` adds to."""
    made, target = docx.Document(), io.BytesIO()
    fill(made)
    made.save(target)
    return target.getvalue()


def agenda() -> bytes:
    """A Word document with one table of two columns."""

    def fill(made: Any) -> None:
        made.add_heading("Programme", 1)
        table = made.add_table(2, 2)
        for row, texts in zip(table.rows, (("Time", "Session"), ("09:00 – 09:30", "Opening")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    return document(fill)


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, compress_type=method)
    return target.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(content: bytes, part: str, change: bytes | Callable[[bytes], bytes]) -> bytes:
    """The same archive with one part changed, or put in its place."""
    parts = unzipped(content)
    return zipped({**parts, part: change if isinstance(change, bytes) else change(parts[part])})


def raw_parts(rows: str, *, before: str = "", after: str = "", book: str = "", extra: Any = None) -> dict[str, Any]:
    """The parts of a workbook whose only sheet “S” has these ``<row>`` elements."""
    relation = f"{OFFICE}/"
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{relation}officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}<sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{relation}worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{relation}styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{relation}sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'{XML}<styleSheet xmlns="{MAIN}"><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'{XML}<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>Name</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'{XML}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}'
        "</worksheet>",
        **(extra or {}),
    }


def raw_workbook(rows: str, **options: Any) -> bytes:
    return zipped(raw_parts(rows, **options))
