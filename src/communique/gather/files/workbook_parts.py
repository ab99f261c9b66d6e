"""Looks at the parts of an .xlsx before calamine does: it trusts sizes that a file states, and would end the program.

Three things are changed on the way: stated counts of shared texts are taken out (memory is reserved by them), error
values become text (calamine refuses some, and drops the others without a word), and a sheet whose used cells span
more than a table can need is refused with the address of the cell that lies far out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from communique.gather.files.archive import ensure_plain_xml, parts
from communique.gather.files.content import program
from communique.gather.files.grid import CELL_LIMIT, address
from communique.gather.refusal import Refusal, damaged, too_large

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_UNREAD = re.compile(r"xl/(media|drawings|charts|pivotCache|pivotTables|externalLinks|theme|embeddings)/")
_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.I)
_SHEET = re.compile(rb"<(?:\w+:)?sheetData\b")
_SHARED = re.compile(rb"(<(?:\w+:)?sst\b)[^>]*?(xmlns(?::\w+)?\s*=\s*[\"'][^\"']*[\"'])?[^>]*?(/?>)")
_ERROR = re.compile(rb"(<(?:\w+:)?c\b[^<>]*?\st\s*=\s*)([\"'])e\2")
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]*)([0-9]*)")
_ADDRESSED = re.compile(rb"<(?:\w+:)?(?:c|row)\s+r\s*=")
_CELL_OR_ROW = re.compile(rb"<(?:\w+:)?(?:c|row)[\s>]")


def prepared(name: str, content: bytes) -> dict[str, bytes]:
    """The parts that calamine may see. Raises ``Refusal``."""
    found = parts(name, content, lambda part: part.endswith((".xml", ".rels")) and not _UNREAD.match(part))
    for part, data in found.items():
        ensure_plain_xml(name, data)
        if b"purl.oclc.org/ooxml" in data[:4096] and part.endswith("workbook.xml"):
            raise _strict(name)
        if _SHEET.search(data):
            _ensure_extent(name, data)
            if b'"e"' in data or b"'e'" in data:
                found[part] = _ERROR.sub(rb"\1\2str\2", data)
        elif _WORKSHEET.match(part):
            raise damaged(name, "has a worksheet that is incomplete or damaged", program(name))
        elif b"sst" in data[:2048]:
            found[part] = _SHARED.sub(rb"\1 \2\3", data, count=1)
    if not any(part.lower() == "xl/workbook.xml" for part in found):
        raise damaged(name, "is a Zip archive without a workbook in it", program(name))
    return found


def _strict(name: str) -> Refusal:
    return Refusal(
        "INPUT-04",
        f"{name} is saved as a “Strict Open XML” workbook, which is not read.",
        "Open it in Excel and save it as “Excel Workbook (*.xlsx)”.",
    )


def _ensure_extent(name: str, sheet: bytes) -> None:
    """First a quick look that can only overestimate; the exact one only when that is too much."""
    found = _REFERENCE.findall(sheet)
    rows = {row for _, row in found}
    columns = {column.upper() for column, _ in found}
    if any(len(row) > 7 for row in rows) or any(len(column) > 3 for column in columns):
        raise damaged(name, "names cells that no worksheet has", program(name))
    # Cells without an address stand right of, rows below, the one before.
    without = len(_CELL_OR_ROW.findall(sheet)) - len(_ADDRESSED.findall(sheet))
    height = max((int(row or b"1") for row in rows), default=0)
    width = max((_column(column) for column in columns), default=0)
    if height > LAST_ROW or width > LAST_COLUMN:
        raise damaged(name, "names cells that no worksheet has", program(name))
    if (height + without) * (width + without) > CELL_LIMIT:
        _ensure_exact_extent(name, sheet)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ensure_exact_extent(name: str, sheet: bytes) -> None:
    top = left = LAST_ROW
    bottom = right = -1
    for row, column in _filled(name, sheet):
        top, left = min(top, row), min(left, column)
        bottom, right = max(bottom, row), max(right, column)
        if (bottom - top + 1) * (right - left + 1) > CELL_LIMIT:
            raise too_large(
                name,
                f"has a sheet with entries as far out as cell {address(bottom, right)}: over {CELL_LIMIT:,} cells",
                "Delete the rows and columns outside the table, with all that lies far out in them, and save it again.",
            )


def _filled(name: str, sheet: bytes) -> Iterator[tuple[int, int]]:
    """Row and column, counted from 0, of each cell with something in it."""
    row = own_row = column = 0
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(sheet), ("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if tag == "row" and event == "start":
                row, column = int(element.get("r") or row + 1), 0
            elif tag == "row":
                element.clear()
            elif tag == "c" and event == "start":
                match = _REFERENCE.match(f' r="{element.get("r") or ""}'.encode())
                letters, digits = match.groups() if match else (b"", b"")
                column = _column(letters.upper()) if letters else column + 1
                own_row = int(digits) if digits else row
            elif tag == "c" and len(element):
                yield own_row - 1, column - 1
    except (ElementTree.ParseError, ValueError) as error:
        raise damaged(name, "has a worksheet that is incomplete or damaged", program(name)) from error
