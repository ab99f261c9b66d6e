"""Which reminders are due on a day: exact stages, exact keys, nothing lost by a missed run and nothing said twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from communique.follow_up import Raised, Stages, due_reminders
from communique.model import Action, Reminder

EVENT = "2023-12-guangzhou"
ENDED = date(2023, 12, 13)
DUE = date(2024, 3, 29)


def action(**fields: object) -> Action:
    values: dict[str, object] = {"id": "exchange-plan", "title": "Agree the plan", "owner": "chan-dara", "due": DUE}
    return Action(**{**values, **fields})  # type: ignore[arg-type]  # fields by name


def raised(one: Action, state: str = "open", event: str = EVENT) -> Raised:
    return Raised(event, one, ENDED, state)


def due(one: Action, today: date, sent: set[str] | None = None, state: str = "open") -> tuple[Reminder, ...]:
    return due_reminders([raised(one, state)], today, (sent or set()).__contains__)


def said(one: Action, today: date, sent: set[str] | None = None) -> list[tuple[str, str, int]]:
    return [(r.stage, r.key.removeprefix(f"{EVENT}/exchange-plan/"), r.days) for r in due(one, today, sent)]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (8, []),
        (7, [("due in 7 days", "due 2024-03-29/7 before", 7)]),
        (5, [("due in 5 days", "due 2024-03-29/7 before", 5)]),
        (2, [("due in 2 days", "due 2024-03-29/7 before", 2)]),
        (1, [("due tomorrow", "due 2024-03-29/1 before", 1)]),
        (0, [("due today", "due 2024-03-29/on the day", 0)]),
        (-1, [("overdue by 1 day", "due 2024-03-29/on the day", -1)]),
        (-6, [("overdue by 6 days", "due 2024-03-29/on the day", -6)]),
        (-7, [("overdue by 7 days", "due 2024-03-29/overdue 1", -7)]),
        (-13, [("overdue by 13 days", "due 2024-03-29/overdue 1", -13)]),
        (-14, [("overdue by 14 days", "due 2024-03-29/overdue 2", -14)]),
        (-365, [("overdue by 365 days", "due 2024-03-29/overdue 52", -365)]),
    ],
)
def test_the_stage_reached_on_each_day(before: int, expected: list[tuple[str, str, int]]) -> None:
    assert said(action(), DUE - timedelta(days=before)) == expected


def test_a_run_every_day_sends_each_stage_once_on_its_own_day() -> None:
    sent: set[str] = set()
    days: list[tuple[int, str]] = []
    for offset in range(-10, 16):
        for reminder in due(action(), DUE + timedelta(days=offset), sent):
            days.append((offset, reminder.stage))
            sent.add(reminder.key)
    assert days == [
        (-7, "due in 7 days"),
        (-1, "due tomorrow"),
        (0, "due today"),
        (7, "overdue by 7 days"),
        (14, "overdue by 14 days"),
    ]


def test_two_runs_on_one_day_send_nothing_twice() -> None:
    first = due(action(), DUE)
    assert [r.stage for r in first] == ["due today"]
    assert due(action(), DUE, {r.key for r in first}) == ()


def test_after_missed_runs_only_the_latest_stage_is_sent() -> None:
    sent = {f"{EVENT}/exchange-plan/due 2024-03-29/7 before"}
    assert said(action(), DUE + timedelta(days=9), sent) == [("overdue by 9 days", "due 2024-03-29/overdue 1", -9)]


def test_the_stages_that_were_passed_over_do_not_come_back() -> None:
    # Nothing ran until the day itself: the “7 days before” and “1 day before” stages are never sent afterwards.
    sent = {r.key for r in due(action(), DUE)}
    later = [due(action(), DUE + timedelta(days=n), sent) for n in range(1, 7)]
    assert later == [()] * 6


def test_a_new_due_date_is_reminded_of_anew() -> None:
    sent = {r.key for r in due(action(), DUE)}
    moved = action(due=DUE + timedelta(days=7))
    assert said(moved, DUE, sent) == [("due in 7 days", "due 2024-04-05/7 before", 7)]


@pytest.mark.parametrize(
    ("fields", "lacking"),
    [
        ({"owner": "", "due": None}, "needs an owner and a date"),
        ({"due": None}, "needs a date"),
        ({"owner": "", "due": date(2030, 1, 1)}, "needs an owner"),
        ({"owner": "", "owner_written": "  ", "due": None}, "needs an owner and a date"),
        ({"owner": "", "owner_written": "the training office", "due": None}, "needs a date"),
    ],
)
def test_missing_details_are_asked_for_three_days_after_the_event_then_weekly(
    fields: dict[str, object], lacking: str
) -> None:
    one = action(**fields)
    sent: set[str] = set()
    asked: list[tuple[int, str, str]] = []
    for offset in range(20):
        for reminder in due(one, ENDED + timedelta(days=offset), sent):
            asked.append((offset, reminder.stage, reminder.key))
            sent.add(reminder.key)
    root = f"{EVENT}/exchange-plan/details"
    assert asked == [(3, lacking, f"{root}/0"), (10, lacking, f"{root}/1"), (17, lacking, f"{root}/2")]


def test_without_a_date_of_the_event_missing_details_are_asked_for_at_once_then_weekly() -> None:
    one = Raised(EVENT, action(due=None), None)
    sent: set[str] = set()
    asked: list[int] = []
    # The periods are fixed in the calendar: this is the first day of the one that 4 January 2024 lies in.
    first = date.fromordinal(date(2024, 1, 4).toordinal() // 7 * 7)
    for offset in range(16):
        for reminder in due_reminders([one], first + timedelta(days=offset), sent.__contains__):
            asked.append(offset)
            sent.add(reminder.key)
    assert asked == [0, 7, 14]


def test_an_action_without_owner_is_reminded_of_its_date_as_well() -> None:
    one = action(owner="")
    assert said(one, DUE) == [("needs an owner", "details/14", 0), ("due today", "due 2024-03-29/on the day", 0)]


@pytest.mark.parametrize("word", ["done", "Closed", "COMPLETED", "cancelled", "canceled", "dropped"])
def test_what_is_finished_is_left_alone(word: str) -> None:
    assert due(action(), DUE, state=word) == ()
    assert due(action(status=word), DUE) == ()


def test_work_in_progress_is_still_reminded_of() -> None:
    assert [r.stage for r in due(action(status="in progress"), DUE, state="in progress")] == ["due today"]


def test_most_urgent_first_and_what_has_no_date_last() -> None:
    listed = [
        raised(action(id="no-date", due=None)),
        raised(action(id="soon", due=DUE + timedelta(days=6))),
        raised(action(id="late", due=DUE - timedelta(days=30))),
        raised(action(id="today")),
        Raised("2023-01-other", action(id="today"), ENDED),
    ]
    expected = [(EVENT, "late"), ("2023-01-other", "today"), (EVENT, "today"), (EVENT, "soon"), (EVENT, "no-date")]
    for order in (listed, listed[::-1]):
        found = due_reminders(order, DUE, lambda key: False)
        assert [(r.event, r.action.id) for r in found] == expected


def test_other_stages_can_be_chosen() -> None:
    stages = Stages(before=(30, 3), every=2, after_event=0)
    found = [
        (offset, r.stage, r.key.rpartition("/")[2])
        for offset in (-31, -30, -4, -3, 0, 1, 2, 5)
        for r in due_reminders([raised(action())], DUE + timedelta(days=offset), lambda key: False, stages)
    ]
    assert found == [
        (-30, "due in 30 days", "30 before"),
        (-4, "due in 4 days", "30 before"),
        (-3, "due in 3 days", "3 before"),
        (0, "due today", "on the day"),
        (1, "overdue by 1 day", "on the day"),
        (2, "overdue by 2 days", "overdue 1"),
        (5, "overdue by 5 days", "overdue 2"),
    ]
    undated = due_reminders([raised(action(due=None))], ENDED, lambda key: False, stages)
    assert [r.stage for r in undated] == ["needs a date"]


@pytest.mark.parametrize("wrong", [{"every": 0}, {"before": (0,)}, {"after_event": -1}])
def test_stages_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="at least"):
        Stages(**wrong)  # type: ignore[arg-type]  # fields by name
