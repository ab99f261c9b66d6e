"""Weekdays written beside dates that fall on another weekday, in cells and in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from communique.check.evidence import distinct, passages
from communique.model import Event, Finding, Origin, Record, Severity
from communique.register import Register
from communique.wording.en_numbers import MONTHS, WEEKDAYS
from communique.wording.en_numbers import day as day_text

_DAYS = [name[:3].lower() for name in WEEKDAYS]
_MONTHS = [name[:3].lower() for name in MONTHS]
_SHORT = r"mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun"
_ENGLISH = re.compile(rf"\b({_SHORT})(?:day)?\b", re.IGNORECASE)
_CHINESE = re.compile("(?:星期|周|週|礼拜|禮拜)([一二三四五六日天])")
_KHMER = re.compile("ថ្ងៃ(?:ទី)?(ចន្ទ|អង្គារ|ពុធ|ព្រហស្បតិ៍|សុក្រ|សៅរ៍|អាទិត្យ)")
_KHMER_DAYS = ("ចន្ទ", "អង្គារ", "ពុធ", "ព្រហស្បតិ៍", "សុក្រ", "សៅរ៍", "អាទិត្យ")

_WEEKDAY = rf"\b(?P<weekday>{_SHORT})(?:day)?\b\.?,?\s+(?:the\s+)?"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>[12][0-9]{3}))?\b"
_IN_TEXT = (
    re.compile(rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_DAY}{_YEAR}", re.IGNORECASE),
)


def weekday(event: Event, register: Register) -> Iterator[Finding]:
    """A weekday that does not belong to its date.

    What it finds
        A weekday written in the cell of a date, or before a date in a text, that is not the weekday of that
        date. English, Chinese and Khmer weekdays are known.

    Why it matters
        One of the two is wrong, and a reader who plans by it comes on the wrong day. The weekday is often
        the right one: it was remembered, while the date was typed.

    How to mend it
        Look at a calendar and correct the weekday or the date.
    """
    seen = set()
    for text, written, day, place in (*_cells(event), *_texts(event)):
        if (place, text, day) in seen:
            continue
        seen.add((place, text, day))
        yield Finding(
            "DATES-02",
            Severity.ERROR,
            f"“{' '.join(text.split())}” says {WEEKDAYS[written]}, but {day_text(day)} is a {WEEKDAYS[day.weekday()]}.",
            "Correct the weekday or the date.",
            place,
            (),
            distinct(text),
        )


Wrong = tuple[str, int, date, Origin]


def _cells(event: Event) -> Iterator[Wrong]:
    for record, field, day in _dated(event):
        origin = record.origins.get(field)
        written = _weekdays(origin.text) if origin else []
        # “Sunday 10 – Wednesday 13 December” stands behind both dates: one of its weekdays must fit.
        if origin and day and written and day.weekday() not in written:
            yield origin.text, written[0], day, origin


def _dated(event: Event) -> Iterator[tuple[Record, str, date | None]]:
    for field in ("start", "end", "arrival", "departure", "published"):
        yield event, field, getattr(event, field)
    yield from ((session, "day", session.day) for session in event.sessions)
    yield from ((visit, "day", visit.day) for visit in event.visits)
    yield from ((photo, "day", photo.day) for photo in event.photos)
    for action in event.actions:
        yield action, "due", action.due


def _weekdays(text: str) -> list[int]:
    """The weekdays written in a text, Monday being 0."""
    found = [_short(match[1]) for match in _ENGLISH.finditer(text)]
    found += ["一二三四五六日天".index(match[1]) % 7 if match[1] != "天" else 6 for match in _CHINESE.finditer(text)]
    found += [_KHMER_DAYS.index(match[1]) for match in _KHMER.finditer(text)]
    return found


def _short(name: str) -> int:
    return _DAYS.index(name[:3].lower())


def _texts(event: Event) -> Iterator[Wrong]:
    for passage in passages(event):
        for pattern in _IN_TEXT:
            for match in pattern.finditer(passage.text):
                day = _date(match, event)
                if day and day.weekday() != _short(match["weekday"]):
                    yield match[0], _short(match["weekday"]), day, passage.place


def _date(match: re.Match[str], event: Event) -> date | None:
    """The date that a text names; without a year only one that can be the event's own."""
    month, number = _MONTHS.index(match["month"].lower()) + 1, int(match["day"])
    years = [int(match["year"])] if match["year"] else [day.year for day in (event.start, event.end) if day]
    for year in years:
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if match["year"] or (event.start and event.start <= day <= (event.end or event.start)):
            return day
    return None
