"""What tables say about the event itself: key and value rows, and the lines that stand above other tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.gather.cells.places import origin_of, quoted
from communique.gather.findings import found
from communique.gather.table import Cell, Table
from communique.gather.tables.headers import recognise, texts
from communique.gather.tables.vocabulary import header_key, row_words
from communique.model import Finding

_PAIR = re.compile(r"^\s*([^:：៖]{1,60}?)\s*[:：៖]\s*(\S.*)$", re.S)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said about the event: on the Event sheet, or in the lines above another table."""

    field: str
    language: str
    cell: Cell


def head_entries(rows: Sequence[Sequence[Cell]]) -> Iterator[Entry]:
    """What the lines above a header say about the event: “会议名称：…” in one cell, or a key beside its value."""
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
    """The entries of a table of keys with their values beside them, or of a header row over one row of values.

    The value stands in the column after the key; what stands further right (an example, a note) is not read. A value
    beside an empty key continues the entry above. Keys that are not known are reported as notes.
    """
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    width = max((len(row) for row in rows), default=0)
    down = [_known(row[column].text for row in rows if column < len(row)) for column in range(min(width, 3))]
    if max((_known(texts(row)) for row in rows), default=0) > max(*down, 0, 2):
        return _across(rows)
    column = down.index(max(down)) if down else 0
    entries: list[Entry] = []
    findings: list[Finding] = []
    last: tuple[str, str, bool] | None = None
    for row in rows:
        key, value = _beside(row, column)
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
                message = f"{key.origin}: the entry {quoted(key.text)} is not used; rename it if it should be."
                findings.append(found("INPUT-37", message, origin_of(key)))
    return entries, findings


def _known(listed: Iterable[str]) -> int:
    return sum(bool(text) and recognise(text.rstrip(" :：៖"), "event") is not None for text in listed)


def _beside(row: Sequence[Cell], column: int) -> tuple[Cell, Cell | None]:
    """The key of a row, and the cell to its right if something stands in it."""
    key = row[min(column, len(row) - 1)]
    value = next((cell for cell in row[column + 1 :] if not cell.text or cell.origin != key.origin), None)
    return key, value if value is not None and value.text else None


def _across(rows: Sequence[Sequence[Cell]]) -> tuple[list[Entry], list[Finding]]:
    top = max(range(len(rows)), key=lambda number: (_known(texts(rows[number])), -number))
    entries = []
    for row in rows[top + 1 :]:
        for name, cell in zip(rows[top], row, strict=False):
            if cell.text and (key := recognise(name.text, "event")):
                entries.append(Entry(key[0], key[1], cell))
    return entries, []
