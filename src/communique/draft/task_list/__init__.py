"""The follow-up actions as a workbook, as CSV and as calendar tasks: one table of cells, written three ways.

What is not known is a state of its own (“not stated”), never a blank. The words are in
``templates/task-list/<language>.words.txt.j2``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from communique import wording
from communique.draft.setting import Setting
from communique.draft.task_list import csv_file, ics, xlsx
from communique.draft.task_list.tasks import COLUMNS, Cell, Task, Tasks
from communique.model import (
    Action,
    Audience,
    Draft,
    Event,
    Organisation,
    Outcome,
    OutcomeStatus,
    Person,
    Priority,
    Source,
)


def draft(event: Event, setting: Setting) -> Draft:
    """The task list of an event in the setting's language, as .xlsx, .csv and .ics. Raises ``TemplateError``."""
    tasks = _tasks(event, setting)
    name = f"task-list.{setting.language}"
    files = (
        xlsx.render(tasks, f"{name}.xlsx"),
        csv_file.render(tasks, f"{name}.csv"),
        ics.render(tasks, f"{name}.ics"),
    )
    title = f"{tasks.words['title']}: {event.title}"
    return Draft("task-list", setting.language, Audience.INTERNAL, title, files, event.reference)


def _tasks(event: Event, setting: Setting) -> Tasks:
    words = _words(setting)
    notes = setting.templates.render(
        f"task-list/{setting.language}.notes.txt.j2", {**wording.of(setting.language), "event": event}
    )
    rows = _Rows(event, words, wording.of(setting.language))
    return Tasks(
        event=event.id,
        title=event.title,
        # Never the clock: the same event gives the same bytes on any day.
        dated=event.end or event.start or event.published or date(1980, 1, 1),
        words=words,
        notes=tuple(unicodedata.normalize("NFC", notes.text).strip("\n").split("\n")),
        tasks=tuple(rows.task(action) for action in event.actions),
    )


def _words(setting: Setting) -> Mapping[str, str]:
    lines = setting.templates.render(f"task-list/{setting.language}.words.txt.j2", {}).text.splitlines()
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return {name.strip(): text.strip() for name, text in pairs}


@dataclass(frozen=True)
class _Rows:
    """Turns an action into its cells: names for ids, states for what is missing, a source for each value."""

    event: Event
    words: Mapping[str, str]
    grammar: Mapping[str, Callable[..., Any]]

    def task(self, action: Action) -> Task:
        owner = _by_id(self.event.people, action.owner)
        outcome = _by_id(self.event.outcomes, action.outcome)
        values = {
            "id": Cell(action.id, (action.source("id"),)),
            "action": Cell(action.title, (action.source("title"),)),
            "owner": self._owner(action, owner),
            "organisation": self._organisation(action, owner),
            "due": Cell(action.due, (action.source("due"),)),
            "priority": Cell(
                "" if action.priority is Priority.NOT_STATED else action.priority.value, (action.source("priority"),)
            ),
            "status": Cell(action.status or "open", (action.source("status"),)),
            "done when": Cell(action.done_when, (action.source("done_when"),)),
            "type": self._type(outcome),
            "from": self._from(action, outcome),
            "source": Cell(str(action.origin() or ""), (action.source(),)),
            "notes": Cell(action.notes, (action.source("notes"),)),
        }
        return Task(action.id, {column: self._filled(column, values[column]) for column in COLUMNS})

    def _filled(self, column: str, cell: Cell) -> Cell:
        if isinstance(cell.value, str):
            cell = Cell(unicodedata.normalize("NFC", cell.value.replace("\r\n", "\n").strip()), cell.sources)
        if cell.value or column == "notes":
            return cell if cell.value else Cell("")
        return Cell(self.words["not stated"], stated=False)

    def _owner(self, action: Action, owner: Person | None) -> Cell:
        if owner is None:
            return Cell(action.owner_written, (action.source("owner"),))
        return Cell(
            self.grammar["named"](owner.display, owner.honorific), (action.source("owner"), owner.source("display"))
        )

    def _organisation(self, action: Action, owner: Person | None) -> Cell:
        """The action's organisation; where none is given, the one its owner belongs to."""
        source = action.source("organisation")
        found: Organisation | None = _by_id(self.event.organisations, action.organisation)
        if found is None and owner is not None:
            found, source = _by_id(self.event.organisations, owner.organisation), owner.source("organisation")
        return Cell(found.name, (source, found.source("name"))) if found else Cell("")

    def _type(self, outcome: Outcome | None) -> Cell:
        if outcome is None or outcome.status is OutcomeStatus.NOT_STATED:
            return Cell("")
        return Cell(outcome.status.value, (outcome.source("status"),))

    def _from(self, action: Action, outcome: Outcome | None) -> Cell:
        parts: list[str] = []
        sources: list[Source] = []
        if outcome is not None:
            parties = [self._party(key) for key in outcome.by]
            who = self.grammar["listed"]([party for party in parties if party]) or outcome.by_written
            parts.append(f"{self.words['outcome']} {outcome.id}: {f'{who} {outcome.text}'.strip()}")
            sources += [outcome.source("text"), outcome.source("by")]
        session = _by_id(self.event.sessions, action.raised_in)
        if session is not None or action.raised_in:
            parts.append(f"{self.words['session']}: {session.title if session else action.raised_in}")
            sources.append(session.source("title") if session else action.source("raised_in"))
        return Cell("\n".join(parts), tuple(sources))

    def _party(self, key: str) -> str:
        organisation = _by_id(self.event.organisations, key)
        person = _by_id(self.event.people, key)
        return organisation.name if organisation else person.display if person else ""


def _by_id(records: Iterable[Any], key: str) -> Any:
    """The record with that id or None: ids that lead nowhere are the business of ``check``."""
    return next((record for record in records if key and record.id == key), None)
