"""The table behind the task list: what its three formats share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from communique.model import Source, Trace

COLUMNS = (
    "id",
    "action",
    "owner",
    "organisation",
    "due",
    "priority",
    "status",
    "done when",
    "type",
    "from",
    "source",
    "notes",
)
STATUSES = ("open", "in progress", "done", "cancelled")
PRIORITIES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and what supports it; ``stated`` is False where the value is the words “not stated”."""

    value: str | date | None
    sources: tuple[Source, ...] = ()
    stated: bool = True

    @property
    def text(self) -> str:
        """As text, dates in ISO form."""
        return self.value.isoformat() if isinstance(self.value, date) else self.value or ""

    def trace(self, place: str) -> Iterator[Trace]:
        """One line of the trace, if there is something to support."""
        if self.text and self.sources:
            yield Trace(" ".join(self.text.split()), place, self.sources)


@dataclass(frozen=True, slots=True)
class Task:
    """One action: its id and its cells by column, all columns present."""

    id: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Tasks:
    """All actions of an event. ``dated`` stands wherever a format wants a time of writing."""

    event: str
    title: str
    dated: date
    words: Mapping[str, str]
    notes: tuple[str, ...]
    tasks: tuple[Task, ...]
