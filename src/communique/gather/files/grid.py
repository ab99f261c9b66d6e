"""Puts values that stand in rows and columns into cells that know their address."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from communique.gather.table import Cell, Value

CELL_LIMIT = 1_000_000


@functools.cache
def letters(column: int) -> str:
    """The letters of a column that counts from 0: ``A``, ``Z``, ``AA``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def address(row: int, column: int) -> str:
    """The A1 address of a cell whose row and column count from 0."""
    return f"{letters(column)}{row + 1}"


def laid_out(
    values: Sequence[Sequence[Value]], file: str, *, sheet: str = "", top: int = 0, left: int = 0
) -> list[list[Cell]]:
    """A rectangle of cells: short rows are filled up, empty rows at the end and empty columns at the right are cut.

    ``top`` and ``left`` are the row and column of the first value, counted from 0.
    """
    height = max((number for number, row in enumerate(values, 1) if any(v is not None for v in row)), default=0)
    width = max((_used(row) for row in values[:height]), default=0)
    columns = [letters(left + column) for column in range(width)]
    rows = []
    for number, row in enumerate(values[:height], top + 1):
        padded = [*row[:width], *(None,) * (width - len(row))]
        rows.append([Cell(value, (file, sheet, column, number)) for column, value in zip(columns, padded, strict=True)])
    return rows


def _used(row: Sequence[Value]) -> int:
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return width


def frozen(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(row) for row in rows)
