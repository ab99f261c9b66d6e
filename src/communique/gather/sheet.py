"""The rows of a table by field, without what only dresses it: blank, total, numbering, example and repeated header rows.

What stands above the header (会议名称: …) is kept as entries about the event; totals and headings are kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from communique.gather.findings import found
from communique.gather.headers import Column, Header, recognise, texts
from communique.gather.table import Cell, Table
from communique.gather.vocabulary import MAIN, header_key, row_words
from communique.model import Finding, Origin

TEXT_LIMIT = 200
_LISTS = frozenset({"speakers", "points", "shown", "by", "partners"})
_MINOR = frozenset({"number", "id"})
_PAIR = re.compile(r"^\s*([^:：៖]{1,60}?)\s*[:：៖]\s*(\S.*)$", re.S)
_TOTAL = re.compile(r"^\s*(?:grand\s+)?(?:total|合计|总计|共计|សរុប)(?![a-z])", re.I)
_HAN, _KHMER = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u1780-\u17ff]")


def origin_of(cell: Cell) -> Origin:
    """The cell's origin with at most 200 characters of what stood there."""
    origin = cell.origin
    if origin.text and len(origin.text) <= TEXT_LIMIT:
        return origin
    return Origin(origin.file, origin.sheet, origin.cell, origin.line, (origin.text or cell.text)[:TEXT_LIMIT])


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
        cell = cell or self.heading or next(iter(self.cells.values()))
        return origin_of(cell)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said about the event: on the Event sheet, or in the lines above another table."""

    field: str
    language: str
    cell: Cell


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
    repeated = _header_texts(table, header)
    single = len(header.columns) < 3
    for cells in table.rows[header.bottom + 1 :]:
        filled = [cell for cell in cells if cell.text]
        if not filled or _is_dressing(filled, cells, repeated, header):
            continue
        if _is_total(filled, header):
            sheet.totals.append(_row(cells, header))
        elif not single and _is_heading(cells, filled, header):
            sheet.rows.append(Row(heading=filled[0]))
        else:
            row = _row(cells, header)
            if row.cells.keys() - _MINOR:
                _add(sheet, row)
    _report_unknown(sheet)
    return sheet


def _header_texts(table: Table, header: Header) -> Mapping[int, set[str]]:
    result: dict[int, set[str]] = {}
    for row in table.rows[header.top : header.bottom + 1]:
        for index, cell in enumerate(row):
            if cell.text:
                result.setdefault(index, set()).add(cell.text)
    return result


def _is_dressing(
    filled: Sequence[Cell], cells: Sequence[Cell], repeated: Mapping[int, set[str]], header: Header
) -> bool:
    """Whether a row is an example, an instruction, a subtotal, a repeated header, or numbers its columns."""
    first = filled[0].text
    if len(first) <= 60:
        key = header_key(first)
        if key in row_words("examples") or key in row_words("subtotals") or key in row_words("instructions"):
            return True
        if re.match(r"\s*(?:example\b|例[如:：]|示例|ឧទាហរណ៍)", first, re.I):
            return True
    for column in header.columns:
        if column.field == "id" and column.index < len(cells) and cells[column.index].text.lower().startswith("example"):
            return True
    if len(filled) < 2:
        return False
    if all(cell.text in repeated.get(index, ()) for index, cell in enumerate(cells) if cell.text):
        return True
    if len(filled) > 2 and all(_number(cell) == n for n, cell in enumerate(filled, 1)):
        return True
    return len(first) <= 20 and all(header_key(cell.text) in row_words("schema_words") for cell in filled)


def _number(cell: Cell) -> int | None:
    match = re.fullmatch(r"[(（]?(\d{1,2})[)）]?", cell.text)
    return int(match[1]) if match else None


def _is_total(filled: Sequence[Cell], header: Header) -> bool:
    for cell in filled[:2]:
        text = cell.text
        if len(text) <= 60 and (
            header_key(text) in row_words("totals") or (header.kind == "participants" and _TOTAL.match(text))
        ):
            return True
    return False


def _is_heading(cells: Sequence[Cell], filled: Sequence[Cell], header: Header) -> bool:
    """Whether a row is one text over several columns, or one text where no record's main entry stands."""
    first = filled[0]
    if any(cell.origin != first.origin for cell in filled):
        return False
    if len(filled) > 1:
        return True
    index = cells.index(first)
    named = next((column for column in header.columns if column.index == index), None)
    return named is None or (named.field not in MAIN[header.kind] and named.field not in _LISTS)


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
    elif main and main in before.cells and before.cells[main].origin == row.cells[main].origin:
        _join(before, row)
    elif not main and row.cells.keys() <= _LISTS and not row.translations:
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
    for index in header.unknown:
        name = next(
            row[index] for row in reversed(rows[header.top : header.bottom + 1]) if index < len(row) and row[index].text
        )
        if any(index < len(row) and row[index].text for row in rows[header.bottom + 1 :]):
            message = f"{name.origin}: the column “{_short(name.text)}” is not used; rename it if it should be."
            sheet.findings.append(found("INPUT-37", message, origin_of(name)))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def head_entries(rows: Sequence[Sequence[Cell]]) -> Iterator[Entry]:
    """What the lines above a header say about the event: “会议名称：…” in one cell, or a key and its value beside it."""
    for row in rows:
        cells = [cell for cell, text in zip(row, texts(row), strict=True) if text]
        skip = False
        for number, cell in enumerate(cells):
            if skip:
                skip = False
                continue
            paired = list(_pairs(cell))
            yield from paired
            key = recognise(cell.text.rstrip(" :：៖"), "event")
            if not paired and key and key[2] and number + 1 < len(cells) and not _is_key(cells[number + 1]):
                yield Entry(key[0], key[1], cells[number + 1])
                skip = True


def _is_key(cell: Cell) -> bool:
    named = recognise(cell.text.rstrip(" :：៖"), "event")
    return named is not None and named[2]


def _pairs(cell: Cell) -> Iterator[Entry]:
    for piece in re.split(r"\n|\t|[ \u3000]{2,}", cell.text):
        match = _PAIR.match(piece)
        if match and (key := recognise(match[1], "event")) and key[2]:
            yield Entry(key[0], key[1], Cell(match[2].strip(), cell.origin))


def event_entries(table: Table) -> tuple[list[Entry], list[Finding]]:
    """The entries of a key/value table (column A key, column B value), or of a header row over one row of values.

    A value under an empty key continues the entry above. Keys that are not known are reported as notes.
    """
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    down = sum(bool(row and row[0].text and recognise(row[0].text.rstrip(" :：៖"), "event")) for row in rows)
    across = max((sum(recognise(text, "event") is not None for text in texts(row)) for row in rows), default=0)
    if across > max(down, 2):
        return _across(rows)
    entries: list[Entry] = []
    findings: list[Finding] = []
    last: tuple[str, str, bool] | None = None
    for row in rows:
        key = row[0]
        value = next((cell for cell in row[1:] if cell.text and cell.origin != key.origin), None)
        if not key.text:
            if value is not None and last:
                entries.append(Entry(last[0], last[1], value))
            continue
        last = recognise(key.text.rstrip(" :：៖"), "event")
        if last and value is not None:
            entries.append(Entry(last[0], last[1], value))
        elif last is None:
            paired = list(_pairs(key))
            entries += paired
            if value is not None and not paired and header_key(key.text) not in row_words("key_headings"):
                message = f"{key.origin}: the entry “{_short(key.text)}” is not used; rename it if it should be."
                findings.append(found("INPUT-37", message, origin_of(key)))
    return entries, findings


def _across(rows: Sequence[Sequence[Cell]]) -> tuple[list[Entry], list[Finding]]:
    top = max(range(len(rows)), key=lambda n: (sum(recognise(t, "event") is not None for t in texts(rows[n])), -n))
    entries = []
    for row in rows[top + 1 :]:
        for name, cell in zip(rows[top], row, strict=False):
            if cell.text and (key := recognise(name.text, "event")):
                entries.append(Entry(key[0], key[1], cell))
    return entries, []
