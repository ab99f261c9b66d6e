"""What every reader of a file hands over: a table of cells, each with the place it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from communique.model import Finding, Origin

Value = str | int | float | bool | date | datetime | time | None


def written(value: Value) -> str:
    """The value as somebody reads it in the file, for ``Origin.text``."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


class Cell:
    """One value as the file holds it (text is already cleaned of control characters), and where it stood.

    A sheet has many more cells than anybody asks the origin of: ``place`` may be what it is made of instead
    (file, sheet, letters of the column, row), and the ``Origin`` is made when it is first wanted.
    """

    __slots__ = ("_place", "value")

    def __init__(self, value: Value, place: Origin | tuple[str, str, str, int]) -> None:
        self.value = value
        self._place = place

    @property
    def origin(self) -> Origin:
        place = self._place
        if isinstance(place, Origin):
            return place
        file, sheet, column, row = place
        self._place = made = Origin(file, sheet, f"{column}{row}", 0, written(self.value))
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cell) and (self.value, self.origin) == (other.value, other.origin)

    def __hash__(self) -> int:
        return hash((self.value, self.origin))

    def __repr__(self) -> str:
        return f"Cell({self.value!r}, {self.origin!r})"

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
