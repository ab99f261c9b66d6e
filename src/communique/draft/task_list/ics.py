"""The task list as calendar tasks (VTODO, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from communique.draft.task_list.tasks import Task, Tasks
from communique.model import Rendition, Trace

# .invalid leads nowhere (RFC 2606); the id must be unique, not reachable.
DOMAIN = "communique.invalid"
PRIORITY = {"high": 1, "medium": 5, "low": 9}
STATUS = {"open": "NEEDS-ACTION", "in progress": "IN-PROCESS", "done": "COMPLETED", "cancelled": "CANCELLED"}
REMINDERS = (timedelta(days=-7), timedelta(days=-1))
_TOLD = ("owner", "organisation", "done when", "type", "from", "source", "notes")
# Property → the columns it is made of, for the trace.
_PROPERTIES = {
    "SUMMARY": ("action",),
    "DUE": ("due",),
    "PRIORITY": ("priority",),
    "STATUS": ("status",),
    "DESCRIPTION": _TOLD,
}


def render(tasks: Tasks, name: str) -> Rendition:
    """One VTODO per action; DUE, and reminders before it, only where a date is stated."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//communique//task list//EN")
    calendar.add("version", "2.0")
    for task in tasks.tasks:
        calendar.add_component(_todo(icalendar, tasks, task))
    content: bytes = calendar.to_ical()
    return Rendition(name, "text/calendar", content, tuple(_trace(content, tasks.tasks)))


def _todo(icalendar: Any, tasks: Tasks, task: Task) -> Any:
    cells = task.cells
    todo = icalendar.Todo()
    todo.add("uid", f"{tasks.event}-{task.id}@{DOMAIN}")
    todo.add("dtstamp", datetime.combine(tasks.dated, time(), UTC))
    todo.add("summary", cells["action"].text)
    todo.add("description", _description(tasks, task))
    todo.add("status", STATUS.get(cells["status"].text, STATUS["open"]))
    if cells["priority"].text in PRIORITY:
        todo.add("priority", PRIORITY[cells["priority"].text])
    due = cells["due"].value
    if isinstance(due, date):
        todo.add("due", due)
        for before in REMINDERS:
            todo.add_component(_alarm(icalendar, before, f"{tasks.words['alarm']}: {cells['action'].text}"))
    return todo


def _alarm(icalendar: Any, before: timedelta, text: str) -> Any:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    # A task without a start has only an end to count back from.
    alarm.add("trigger", before, parameters={"RELATED": "END"})
    return alarm


def _description(tasks: Tasks, task: Task) -> str:
    lines = [f"{tasks.words[f'description {key}']}: {task.cells[key].text}" for key in _TOLD if task.cells[key].text]
    return "\n".join(lines)


def _trace(content: bytes, tasks: Iterable[Task]) -> Iterable[Trace]:
    """Where each property of a task begins; lines are those of the file, folded lines counted."""
    waiting = iter(tasks)
    task: Task | None = None
    for number, line in enumerate(content.decode().split("\r\n"), 1):
        if line == "BEGIN:VTODO":
            task = next(waiting)
        elif line in ("BEGIN:VALARM", "END:VTODO"):
            # The alarms come last in a task, and have a description of their own.
            task = None
        if task is None:
            continue
        for column in _PROPERTIES.get(line.split(":")[0].split(";")[0], ()):
            yield from task.cells[column].trace(f"line {number}")
