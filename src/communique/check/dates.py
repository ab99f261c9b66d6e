"""Days and dates that disagree: the number of days, the order of dates, days outside the event, the embargo."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from communique.check.evidence import as_written, brief, distinct, where
from communique.model import Event, Finding, Origin, SessionKind, Severity
from communique.register import Register
from communique.wording.en_numbers import clock, date_range, day_count, in_words
from communique.wording.en_numbers import day as day_text

_COUNTS = [in_words(number) for number in range(20)]
_DAY_COUNT = re.compile(rf"\b({'|'.join(_COUNTS[1:])}|[1-9][0-9]?)[- ]day\b", re.IGNORECASE)


def days_stated(event: Event, register: Register) -> Iterator[Finding]:
    """The number of days stated against the dates.

    What it finds
        A number of days (“three-day”) that is not the number of dates from the first to the last, both
        counted, even when the arrival and departure days are left out.

    Why it matters
        It is the first sum a reader does. “A three-day event from 10 to 13 December” is four dates: a
        journalist asks, and the release has to be corrected in public. Nobody but you knows whether the
        first day was the journey.

    How to mend it
        Correct whichever is wrong. If a day was for travel only, record it as the arrival or departure day.
        If both are right for another reason, answer the question in answers.toml with the reason and your
        name.
    """
    if event.start is None or event.end is None or event.end < event.start:
        return
    dates = (event.end - event.start).days + 1
    travel = {day for day in (event.arrival, event.departure) if day and event.start <= day <= event.end}
    for days, text, places in _day_counts(event):
        if dates - len(travel) <= days <= dates:
            continue
        first, last = as_written(event, "start", day_text(event.start)), as_written(event, "end", day_text(event.end))
        yield Finding(
            "DATES-01",
            Severity.ERROR,
            f"The event is called {day_count(days)}, but {date_range(event.start, event.end)} is {_dates(dates)}.",
            "Which is right? Correct the number or the dates, record the arrival or departure day, or answer in "
            "answers.toml why both stand.",
            places[0],
            tuple(dict.fromkeys((where(event, "start"), where(event, "end"), *places[1:]))),
            distinct(text, first, last),
        )


def _day_counts(event: Event) -> Iterator[tuple[int, str, list[Origin]]]:
    """Each number of days that is stated, how its first place writes it, and all its places."""
    texts: dict[int, str] = {}
    places: dict[int, list[Origin]] = defaultdict(list)
    if event.days_stated is not None:
        texts[event.days_stated] = as_written(event, "days_stated", day_count(event.days_stated))
        places[event.days_stated].append(where(event, "days_stated"))
    for field in ("title", "name", "headline", "standfirst", "summary"):
        for match in _DAY_COUNT.finditer(getattr(event, field)):
            word = match[1].lower()
            days = _COUNTS.index(word) if word in _COUNTS else int(word)
            texts.setdefault(days, match[0])
            if where(event, field) not in places[days]:
                places[days].append(where(event, field))
    for days, text in texts.items():
        yield days, text, places[days]


def _dates(number: int) -> str:
    return "one date" if number == 1 else f"{in_words(number)} dates, both ends counted"


def end_before_start(event: Event, register: Register) -> Iterator[Finding]:
    """The event ends before it starts.

    What it finds
        A last day that is earlier than the first day.

    Why it matters
        Every document prints the dates in its first lines, and day and month in the wrong order look just
        like this.

    How to mend it
        Correct the start date or the end date. Write the month as a word if day and month may have been
        swapped.
    """
    if event.start and event.end and event.end < event.start:
        yield Finding(
            "DATES-03",
            Severity.ERROR,
            f"The event starts on {day_text(event.start)} and ends before that, on {day_text(event.end)}.",
            "Correct the start date or the end date.",
            where(event, "end"),
            (where(event, "start"),),
            distinct(as_written(event, "start", day_text(event.start)), as_written(event, "end", day_text(event.end))),
        )


def outside_event(event: Event, register: Register) -> Iterator[Finding]:
    """A session or a site visit outside the event's dates.

    What it finds
        Items of the programme and site visits dated before the first or after the last day of the event.
        Travel is left alone.

    Why it matters
        The report prints the programme by day. A day that is not part of the event is nearly always a wrong
        month or year copied from the last agenda.

    How to mend it
        Correct the date of the item, or the dates of the event. A visit that really took place outside the
        event does not belong to its documents.
    """
    if event.start is None or event.end is None or event.end < event.start:
        return
    items = [(s.day, s, s.title) for s in event.sessions if s.kind is not SessionKind.TRAVEL]
    strays: dict[date, list[tuple[str, str, Origin]]] = defaultdict(list)
    for day, record, name in [*items, *((v.day, v, v.place) for v in event.visits)]:
        if day and not event.start <= day <= event.end:
            strays[day].append((name, as_written(record, "day", day_text(day)), where(record, "day")))
    for day, found in sorted(strays.items()):
        others = {1: "", 2: " and one other item"}.get(len(found), f" and {len(found) - 1} other items")
        yield Finding(
            "DATES-04",
            Severity.ERROR,
            f"{brief(found[0][0])}{others} {'is' if len(found) == 1 else 'are'} dated {day_text(day)}, outside the "
            f"event's dates, {date_range(event.start, event.end)}.",
            "Correct the date of the item or the dates of the event.",
            found[0][2],
            tuple(dict.fromkeys((where(event, "start"), where(event, "end"), *(place for _, _, place in found[1:])))),
            distinct(
                *(text for _, text, _ in found),
                as_written(event, "start", day_text(event.start)),
                as_written(event, "end", day_text(event.end)),
            ),
        )


def published_before_end(event: Event, register: Register) -> Iterable[Finding]:
    """Published before the event ended.

    What it finds
        A publication date that is earlier than the last day of the event.

    Why it matters
        The documents report in the past tense. Printed with an earlier date they tell of things that had
        not happened.

    How to mend it
        Correct the publication date or the end date. For an advance notice under embargo, leave the date
        out.
    """
    last = event.end or event.start
    if event.published and last and event.published < last:
        yield Finding(
            "DATES-05",
            Severity.WARNING,
            f"The publication date, {day_text(event.published)}, is before the event ended, on {day_text(last)}.",
            "Correct the publication date or the end date.",
            where(event, "published"),
            (where(event, "end", "start"),),
            distinct(
                as_written(event, "published", day_text(event.published)),
                as_written(event, "end" if event.end else "start", day_text(last)),
            ),
        )


def embargo_zone(event: Event, register: Register) -> Iterator[Finding]:
    """An embargo without a time zone.

    What it finds
        A time before which nothing may be published, when neither the embargo nor the event says in which
        time zone.

    Why it matters
        “15:00” comes seven hours earlier in Guangzhou than in Geneva: somebody will publish in good faith,
        too soon.

    How to mend it
        Write the zone behind the time (“15:00 UTC+8”), or fill in the event's time zone (“Asia/Shanghai”).
    """
    if event.embargo and event.embargo.tzinfo is None and not event.timezone:
        moment = f"{clock(event.embargo)} on {day_text(event.embargo.date())}"
        yield Finding(
            "DATES-06",
            Severity.WARNING,
            f"The embargo ends at {moment}, but in which time zone is not stated.",
            "Write the time zone behind the time, or fill in the event's time zone.",
            where(event, "embargo"),
            (),
            distinct(as_written(event, "embargo", moment)),
        )
