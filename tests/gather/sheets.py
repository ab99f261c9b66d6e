"""Builds tables by hand, as the readers hand them over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.gather.files.grid import address
from communique.gather.records import build
from communique.gather.table import Cell, Table, written
from communique.model import Event, Finding, Origin
from communique.register import Register

LEFT, UP = "<", "^"  # a cell that a merged range continues into


def table(name: str, rows: Sequence[Sequence[Any]], file: str = "") -> Table:
    """A sheet whose cells know their addresses; ``<`` and ``^`` repeat the cell to the left or above (merged)."""
    file = file or "event.xlsx"
    cells: list[list[Cell]] = []
    width = max((len(row) for row in rows), default=0)
    for number, row in enumerate(rows):
        line: list[Cell] = []
        for column, value in enumerate([*row, *(None,) * (width - len(row))]):
            if value == LEFT:
                line.append(line[-1])
            elif value == UP:
                line.append(cells[-1][column])
            else:
                line.append(Cell(value, Origin(file, name, address(number, column), 0, written(value))))
        cells.append(line)
    return Table(name, file, tuple(map(tuple, cells)))


@dataclass(frozen=True)
class File:
    digest: str


EVENT = table(
    "Event",
    [["Title", "Exchange event"], ["Start date", "10 December 2023"], ["End date", "13 December 2023"]],
)


def built(
    *tables: Table, register: Register | None = None, photos: Mapping[str, File] | None = None, event: bool = True
) -> tuple[Event, tuple[Finding, ...]]:
    """The event of some tables, beside an Event sheet with title and dates unless ``event`` is False."""
    return build([*([EVENT] if event else []), *tables], register or Register(), "an-event", photos or {})


def messages(findings: Sequence[Finding], code: str) -> list[str]:
    return [finding.message for finding in findings if finding.code == code]


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]
