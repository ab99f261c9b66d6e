"""Reads the tables of .docx files: merged cells filled, each table named by the heading above it.

The XML is walked once per table. ``Table.cell`` of python-docx builds a list of all cells for every call, which takes
minutes for a few hundred rows, and it shows text that a tracked change has deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from communique.gather.cleaning import clean
from communique.gather.files.archive import ensure_plain_xml, packed, parts
from communique.gather.files.content import ensure_office
from communique.gather.files.grid import CELL_LIMIT
from communique.gather.files.word_text import W, heading_styles, is_gone, text_of
from communique.gather.refusal import Refusal, damaged, too_large
from communique.gather.table import Cell, Table
from communique.model import Origin

_COLUMN_LIMIT = 500  # Word itself allows 63
_CAPTION_LIMIT = 120


def read(name: str, content: bytes) -> tuple[Table, ...]:
    """The tables in the order of the document. Cells are called “table 1, row 3, column 2”. Raises ``Refusal``."""
    ensure_office(name, content)
    document = _opened(name, content)
    styles = heading_styles(document)
    tables = []
    for number, (title, element) in enumerate(_tables(document.element.body, styles), 1):
        rows = _rows(name, number, element)
        if rows:
            tables.append(Table(title or PurePosixPath(name).stem, name, rows))
    return tuple(tables)


def _opened(name: str, content: bytes) -> Any:
    found = parts(name, content, lambda part: part.endswith((".xml", ".rels")))
    for part, data in found.items():
        ensure_plain_xml(name, data)
        if b"purl.oclc.org/ooxml" in data and part == "_rels/.rels":
            raise Refusal(
                "INPUT-04",
                f"{name} is saved as a “Strict Open XML” document, which is not read.",
                "Open it in Word and save it as “Word Document (*.docx)”.",
            )
    import docx

    try:
        document = docx.Document(packed(found))
        if document.element.body is None:
            raise ValueError("no body")
    except Exception as error:  # python-docx and lxml raise a dozen kinds for broken packages
        raise damaged(name, "is not a complete Word document", "Word") from error
    return document


def _tables(body: Any, styles: dict[str, int]) -> Iterator[tuple[str, Any]]:
    """Each table that is not inside another one, with the heading above it or else the line just before it."""
    heading = before = ""
    for element in _blocks(body):
        if element.tag == W + "tbl":
            yield heading or before, element
            before = ""
            continue
        text = " ".join(text_of(element).split())
        if not text:
            continue
        if element.find(f"{W}pPr/{W}outlineLvl") is not None or _style(element) in styles:
            heading, before = text, ""
        elif len(text) <= _CAPTION_LIMIT:
            before = text


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also inside content controls and tracked insertions."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml"):
            yield from _blocks(child)


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(W + "val"))


def _rows(name: str, number: int, table: Any) -> tuple[tuple[Cell, ...], ...]:
    grid: list[list[Cell]] = []
    widest = 0
    for row in _children(table, "tr"):
        if is_gone(row, "trPr"):
            continue
        above = grid[-1] if grid else []
        grid.append(_row(name, number, len(grid) + 1, row, above))
        widest = max(widest, len(grid[-1]))
        if widest > _COLUMN_LIMIT or widest * len(grid) > CELL_LIMIT:
            raise too_large(
                name,
                f"has a table of more than {_COLUMN_LIMIT} columns or {CELL_LIMIT:,} cells",
                "Put it into an Excel workbook, or split it.",
            )
    for line, cells in enumerate(grid, 1):
        cells += [_cell(name, number, line, column, "") for column in range(len(cells) + 1, widest + 1)]
    while grid and all(cell.value is None for cell in grid[-1]):
        grid.pop()
    return tuple(tuple(cells) for cells in grid)


def _children(parent: Any, kind: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == W + kind:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _children(child, kind)


def _row(name: str, number: int, line: int, row: Any, above: list[Cell]) -> list[Cell]:
    cells = [_cell(name, number, line, column, "") for column in range(1, _number(row, "trPr", "gridBefore", 0) + 1)]
    for element in _children(row, "tc"):
        column = len(cells)
        span = _number(element, "tcPr", "gridSpan", 1)
        if _continues(element, "vMerge") and column < len(above):
            cells += above[column : column + span]
            continue
        if _continues(element, "hMerge") and cells:
            cells += [cells[-1]] * span
            continue
        text = "" if is_gone(element, "tcPr") else text_of(element)
        cells += [_cell(name, number, line, column + 1, text)] * span
    return cells


def _cell(name: str, table: int, row: int, column: int, text: str) -> Cell:
    value = clean(text).strip()
    return Cell(value or None, Origin(name, cell=f"table {table}, row {row}, column {column}", text=value))


def _number(element: Any, properties: str, kind: str, default: int) -> int:
    found = element.find(f"{W}{properties}/{W}{kind}")
    digits = "" if found is None else found.get(W + "val") or ""
    return min(int(digits), _COLUMN_LIMIT) if digits.isdecimal() and len(digits) < 10 else default


def _continues(cell: Any, kind: str) -> bool:
    """Whether the cell continues the merged one above (or, in old files, the one to its left)."""
    merge = cell.find(f"{W}tcPr/{W}{kind}")
    return merge is not None and merge.get(W + "val") != "restart"
