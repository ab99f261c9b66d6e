"""Puts entries of text files (a calendar event, a Markdown heading, a TOML section) into the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.gather.table import Cell, Value, written
from communique.model import Origin


@dataclass(slots=True)
class Entry:
    """One row to be: column → (value, line). ``line`` is where the entry begins, counted from 1."""

    line: int
    values: dict[str, tuple[Value, int]] = field(default_factory=dict)

    def put(self, column: str, value: Value, line: int) -> None:
        """Sets a column; text for a column that has some already is added as a further line."""
        before = self.values.get(column)
        if before is not None and isinstance(before[0], str) and isinstance(value, str):
            value, line = "\n".join(filter(None, (before[0], value))), before[1]
        self.values[column] = (value, line)


def tabulated(file: str, entries: Sequence[Entry], columns: Sequence[str] = ()) -> tuple[tuple[Cell, ...], ...]:
    """A header row and a row for each entry. ``columns`` come first, further ones in the order they appear."""
    listed = dict.fromkeys(columns, 0)
    for entry in entries:
        for column, (_, line) in entry.values.items():
            listed[column] = listed.get(column) or line
    if not entries or not listed:
        return ()
    header = tuple(Cell(column, Origin(file, line=line, text=column)) for column, line in listed.items())
    return (header, *(tuple(_cell(file, entry, column) for column in listed) for entry in entries))


def _cell(file: str, entry: Entry, column: str) -> Cell:
    value, line = entry.values.get(column, (None, entry.line))
    value = None if value == "" else value
    return Cell(value, Origin(file, line=line, text=written(value)))
