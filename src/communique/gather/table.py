"""What every reader of a file hands over: a table of cells, each with the place it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from communique.model import Finding, Origin

Value = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as the file holds it (text is already cleaned of control characters), and where it stood."""

    value: Value
    origin: Origin

    @property
    def text(self) -> str:
        """The value as text without surrounding space; "" for an empty cell, ``12`` for 12.0."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value).strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangle of cells with whatever stands above the header still in it.

    A merged range is filled: each of its cells has the value and the origin of its top left one. ``name`` is the
    sheet's title, the heading above a Word table or the file's stem; it tells what the table is about. ``findings``
    is what the reader had to leave out of it.
    """

    name: str
    file: str
    rows: tuple[tuple[Cell, ...], ...]
    findings: tuple[Finding, ...] = ()
