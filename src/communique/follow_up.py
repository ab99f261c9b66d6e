"""Chases the actions: open actions and today's date in, the reminders that are due out. Pure; sends nothing.

Stages of an action with a date: 7 days before, 1 day before, on the day, then every 7 days. An action without an
owner or without a date is asked about 3 days after its event, then every 7 days. A reminder's key names the action
and the stage, so that each stage is sent once; it holds the due date as well, so that an action with a new date is
reminded of anew. States are compared with today: after days without a run only the latest stage of an action is
due, and its wording is that of today (“overdue by 3 days”), not of the day that was missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from communique.model import Action, Reminder

CLOSED = frozenset({"done", "closed", "completed", "cancelled", "canceled", "dropped"})


@dataclass(frozen=True, slots=True)
class Stages:
    """When reminders fall due, in days: ``before`` the due date, ``every`` so many after it, ``after_event`` ended."""

    before: tuple[int, ...] = (7, 1)
    every: int = 7
    after_event: int = 3

    def __post_init__(self) -> None:
        if self.every < 1 or self.after_event < 0 or any(days < 1 for days in self.before):
            raise ValueError("days before a due date and between reminders are at least 1, after an event at least 0")


@dataclass(frozen=True, slots=True)
class Raised:
    """An action, the event that raised it, and the event's last day: missing details are asked for after that.

    ``since`` is None when no date of the event is known; missing details are then asked for at once, and weekly.
    """

    event: str
    action: Action
    since: date | None
    state: str = "open"


def due_reminders(
    raised: Iterable[Raised], today: date, reminded: Callable[[str], bool], stages: Stages | None = None
) -> tuple[Reminder, ...]:
    """The reminders to send today, most urgent first; ``reminded`` says whether a key was sent before.

    ``Reminder.days`` counts from today to the due date: negative when it has passed, 0 when there is none.
    """
    found: list[Reminder] = []
    for item in raised:
        if item.state.casefold() in CLOSED or item.action.status.casefold() in CLOSED:
            continue
        found += [r for r in _reached(item, today, stages or Stages()) if not reminded(r.key)]
    return tuple(sorted(found, key=lambda r: (r.action.due is None, r.days, r.event, r.action.id, r.key)))


def _reached(item: Raised, today: date, stages: Stages) -> Iterator[Reminder]:
    """The latest stage that the action has reached, at most one for its date and one for what it lacks."""
    action = item.action
    root = f"{item.event}/{action.id}"
    days = (action.due - today).days if action.due else 0
    if action.due and (step := _date_stage(days, stages)):
        yield Reminder(action, item.event, _wording(days), f"{root}/due {action.due.isoformat()}/{step}", days)
    if (step := _details_stage(item.since, today, stages)) and (lacking := _lacking(action)):
        yield Reminder(action, item.event, f"needs {lacking}", f"{root}/details/{step}", days)


def _date_stage(days: int, stages: Stages) -> str:
    """The name of the latest stage reached with so many days left, "" before the first one."""
    if days <= 0:
        weeks = -days // stages.every
        return f"overdue {weeks}" if weeks else "on the day"
    reached = [before for before in stages.before if days <= before]
    return f"{min(reached)} before" if reached else ""


def _details_stage(since: date | None, today: date, stages: Stages) -> str:
    """The name of the period in which missing details are asked for, "" before the first one."""
    if since is None:
        return f"day {today.toordinal() // stages.every * stages.every}"
    waited = (today - since).days - stages.after_event
    return str(waited // stages.every) if waited >= 0 else ""


def _wording(days: int) -> str:
    if days == 0:
        return "due today"
    if days == 1:
        return "due tomorrow"
    if days > 0:
        return f"due in {days} days"
    return "overdue by 1 day" if days == -1 else f"overdue by {-days} days"


def _lacking(action: Action) -> str:
    """What has to be filled in. An owner who is named but not on the list (``owner_written``) counts as stated."""
    owner = bool(action.owner or action.owner_written.strip())
    if owner:
        return "" if action.due else "a date"
    return "an owner" if action.due else "an owner and a date"
