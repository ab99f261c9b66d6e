"""The rows of a table by field, without what only dresses it: blank, total, example and repeated header rows.

What stands above the header (会议名称: …) is kept as entries about the event; totals and headings are kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.gather.cells.places import origin_of, quoted
from communique.gather.findings import found
from communique.gather.table import Cell, Table
from communique.gather.tables.dressing import header_texts, is_dressing, is_heading, is_total
from communique.gather.tables.headers import Column, Header
from communique.gather.tables.said import Entry, head_entries
from communique.gather.tables.vocabulary import LISTS, MAIN
from communique.model import Finding, Origin

_MINOR = frozenset({"number", "id"})
_HAN, _KHMER = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u1780-\u17ff]")


@dataclass(slots=True)
class Row:
    """One record's cells by field; ``heading`` instead for a row that is a heading between records."""

    cells: dict[str, Cell] = field(default_factory=dict)
    translations: dict[str, dict[str, Cell]] = field(default_factory=dict)
    heading: Cell | None = None

    def text(self, name: str) -> str:
        cell = self.cells.get(name)
        return cell.text if cell else ""

    def place(self, *names: str) -> Origin:
        """Where the first of these fields stands, or the row's first cell."""
        cell = next((self.cells[name] for name in names if name in self.cells), None)
        foreign = (other for forms in self.translations.values() for other in forms.values())
        cell = cell or self.heading or next(iter(self.cells.values()), None) or next(foreign)
        return origin_of(cell)


@dataclass(slots=True)
class Sheet:
    """A table that is understood. ``totals`` are the rows of sums, ``entries`` what its head says about the event."""

    kind: str
    table: Table
    header: Header
    rows: list[Row] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def column(self, name: str) -> tuple[str, list[Cell]]:
        """The header text of a field's main column and all its cells."""
        header = next((c.header for c in self.header.columns if c.field == name and not c.language), "")
        return header, [row.cells[name] for row in self.rows if name in row.cells]

    @property
    def place(self) -> Origin:
        """Where the header stands."""
        row = self.table.rows[self.header.top]
        return next((cell.origin for cell in row if cell.text), row[0].origin)


def laid_open(table: Table, header: Header) -> Sheet:
    """The table's rows by field. Unknown columns and headings that are left out are reported as notes."""
    sheet = Sheet(header.kind, table, header)
    sheet.entries = list(head_entries(table.rows[: header.top]))
    repeated = header_texts(table, header)
    single = len(header.columns) < 3
    for cells in table.rows[header.bottom + 1 :]:
        filled = [cell for cell in cells if cell.text]
        if not filled or is_dressing(filled, cells, repeated, header):
            continue
        if is_total(filled, header):
            sheet.totals.append(_row(cells, header))
        elif not single and is_heading(cells, filled, header):
            sheet.rows.append(Row(heading=filled[0]))
        else:
            row = _row(cells, header)
            if row.cells.keys() - _MINOR:
                _add(sheet, row)
    _report_unknown(sheet)
    return sheet


def _row(cells: Sequence[Cell], header: Header) -> Row:
    row = Row()
    spread: dict[Origin, str] = {}
    for column in header.columns:
        if column.index >= len(cells):
            continue
        cell = cells[column.index]
        if not cell.text:
            continue
        before = spread.get(cell.origin)
        if before is not None:
            # One cell merged over several columns says one thing: the record's main entry if that is among them.
            if column.field in MAIN[header.kind] and not column.language and before not in MAIN[header.kind]:
                row.cells.pop(before, None)
                row.cells[column.field] = cell
            continue
        if _take(row, column, cell):
            spread[cell.origin] = column.field
    for name in MAIN[header.kind]:
        if name not in row.cells and name in row.translations:
            # The main entry exists in another language only: then that is what was written.
            row.cells[name] = next(iter(row.translations[name].values()))
    return row


def _take(row: Row, column: Column, cell: Cell) -> bool:
    """Puts the cell where its column says; True when it became the main cell of its field."""
    language = column.language
    if language == "?":
        language = "zh" if _HAN.search(cell.text) else "km" if _KHMER.search(cell.text) else ""
        if not language and column.field in row.cells:
            return False
    if language:
        row.translations.setdefault(column.field, {}).setdefault(language, cell)
        return False
    row.cells[column.field] = cell
    return True


def _add(sheet: Sheet, row: Row) -> None:
    """Adds the row, or joins it to the one before when it only continues it (a merged main cell, one more speaker)."""
    before = next((r for r in reversed(sheet.rows[-1:]) if r.heading is None), None)
    main = next((name for name in MAIN[sheet.kind] if name in row.cells), "")
    if before is None:
        sheet.rows.append(row)
    elif (main and main in before.cells and before.cells[main].origin == row.cells[main].origin) or (
        not main and row.cells.keys() <= LISTS and not row.translations
    ):
        _join(before, row)
    else:
        sheet.rows.append(row)


def _join(before: Row, row: Row) -> None:
    for name, cell in row.cells.items():
        known = before.cells.get(name)
        if known is None:
            before.cells[name] = cell
        elif known.origin != cell.origin and name not in _MINOR:
            before.cells[name] = Cell(f"{known.text}\n{cell.text}", known.origin)


def _report_unknown(sheet: Sheet) -> None:
    header, rows = sheet.header, sheet.table.rows
    named: set[Origin] = set()
    for index in header.unknown:
        # The heading itself, or the one further left that spans the column.
        name = next(
            row[column]
            for column in range(index, -1, -1)
            for row in reversed(rows[header.top : header.bottom + 1])
            if column < len(row) and row[column].text
        )
        if name.origin in named:
            continue
        if any(index < len(row) and row[index].text for row in rows[header.bottom + 1 :]):
            message = f"{name.origin}: the column {quoted(name.text)} is not used; rename it if it should be."
            sheet.findings.append(found("INPUT-37", message, origin_of(name)))
            named.add(name.origin)
