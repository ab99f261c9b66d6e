"""Times of day out of cells: “09:00 – 09:30”, “9.00am”, 上午9:00, ម៉ោង ៩:០០ ព្រឹក, and half-days on their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from communique.gather.cells.values import plain
from communique.gather.table import Value
from communique.model import HalfDay


@dataclass(frozen=True, slots=True)
class Slot:
    """What a time cell says. ``doubtful`` holds the hours that may be night or afternoon (a bare 2:00)."""

    start: time | None = None
    end: time | None = None
    half_day: HalfDay = HalfDay.NOT_STATED
    doubtful: bool = False


_MARKS = (
    ("noon", re.compile(r"中午|正午|ថ្ងៃត្រង់|(?<![a-z])noon(?![a-z])")),
    ("afternoon", re.compile(r"下午|午后|រសៀល|(?<![a-z])afternoon(?![a-z])|(?<![a-z])p\.?\s?m\.?(?![a-z])")),
    ("evening", re.compile(r"晚上|傍晚|晚间|ល្ងាច|យប់|(?<![a-z])evening(?![a-z])|(?<![a-z])night(?![a-z])")),
    ("morning", re.compile(r"上午|早上|早晨|ព្រឹក|(?<![a-z])morning(?![a-z])|(?<![a-z])a\.?\s?m\.?(?![a-z])")),
)
_HALF_DAYS = {
    "morning": HalfDay.MORNING,
    "noon": HalfDay.NOT_STATED,
    "afternoon": HalfDay.AFTERNOON,
    "evening": HalfDay.EVENING,
}
_TO = re.compile(r"\s*(?:-|‐|‑|–|—|−|~|〜|至|到|ដល់|(?<![a-z])(?:to|until|till)(?![a-z]))\s*")
_LEAD = re.compile(r"(?<![a-z])(?:from|at|in the|the)(?![a-z])|ចាប់ពី|ម៉ោង|វេលា|ពេល|ពី|នាទី")
_CLOCK = re.compile(
    r"^(\d{1,2})(?:[:.h៖](\d{2})(?::\d{2})?|(点半)|[点时](?:(\d{1,2})分?)?[整正]?)?(?:h|hrs?|hours|o'clock)?$"
)
_DIGITS = re.compile(r"^(\d{1,2})(\d{2})(?:h|hrs?|hours)?$")


@dataclass(frozen=True, slots=True)
class _Moment:
    hour: int
    minute: int
    mark: str
    complete: bool
    padded: bool


def half_day(text: str) -> HalfDay:
    """The half-day a text names (上午, Afternoon, ព្រឹក); NOT_STATED when it names none."""
    return _HALF_DAYS.get(_mark(plain(text))[0], HalfDay.NOT_STATED)


def _mark(text: str) -> tuple[str, str]:
    """The part of the day that a text names, and the text without it."""
    for mark, pattern in _MARKS:
        if match := pattern.search(text):
            return mark, (text[: match.start()] + " " + text[match.end() :]).strip()
    return "", text


def slot(value: Value, known: HalfDay = HalfDay.NOT_STATED) -> Slot | None:
    """The time or range of times in a cell; None when it is neither. ``known`` is the half-day of the row."""
    if isinstance(value, datetime):
        return Slot(value.time().replace(second=0, microsecond=0, tzinfo=None))
    if isinstance(value, time):
        return Slot(value.replace(second=0, microsecond=0, tzinfo=None))
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    return _from_text(plain(value[:100]), known) if isinstance(value, str) else None


def _from_number(number: float) -> Slot | None:
    """A fraction of a day (Excel), or digits such as 930 and 1400."""
    if 0 < number < 1:
        minutes = round(number * 1440)
        return Slot(time(minutes // 60, minutes % 60)) if minutes < 1440 else None
    if 100 <= number <= 2359 and number == int(number) and int(number) % 100 < 60:
        return Slot(time(int(number) // 100, int(number) % 100))
    return None


def _from_text(text: str, known: HalfDay) -> Slot | None:
    text = re.sub(r"\s*និង\s*(?=\d)", ":", text)
    parts = [part for part in _TO.split(_LEAD.sub(" ", text).strip(" ,;:()")) if part.strip()]
    if len(parts) == 1 and not re.search(r"\d", parts[0]):
        mark, rest = _mark(parts[0])
        if mark == "noon" and not rest:
            return Slot(time(12))
        return Slot(half_day=_HALF_DAYS[mark]) if mark and not rest else None
    if not 1 <= len(parts) <= 2:
        return None
    moments = [_moment(part) for part in parts]
    first, last = moments[0], moments[-1]
    if first is None or last is None:
        return None
    if not (first.complete or last.complete or first.mark or last.mark):
        return None
    return _slot(first, last if len(moments) == 2 else None, known)


def _moment(text: str) -> _Moment | None:
    mark, rest = _mark(text)
    rest = rest.replace(" ", "").strip(",;")
    if not rest:
        return _Moment(12, 0, mark, complete=True, padded=True) if mark == "noon" else None
    if match := _CLOCK.match(rest):
        minute = 30 if match[3] else int(match[2] or match[4] or 0)
        complete = bool(len(rest) > len(match[1]))
        hour = int(match[1])
    elif match := _DIGITS.match(rest):
        hour, minute, complete = int(match[1]), int(match[2]), True
    else:
        return None
    if hour > 23 or minute > 59 or (hour > 12 and mark == "morning"):
        return None
    return _Moment(hour, minute, mark, complete, match[1].startswith("0"))


def _slot(first: _Moment, last: _Moment | None, known: HalfDay) -> Slot | None:
    stated = first.mark or (last.mark if last else "")
    mark = stated or {HalfDay.AFTERNOON: "afternoon", HalfDay.EVENING: "evening", HalfDay.MORNING: "morning"}.get(
        known, ""
    )
    start = _hour(first, first.mark or mark)
    end = _hour(last, last.mark or first.mark or mark) if last else None
    if last and not first.mark and last.mark:
        # “11.00–12.30pm”: the mark belongs to both ends unless the start would then come after the end.
        start = _hour(first, last.mark)
        if end is not None and start is not None and (start, first.minute) > (end, last.minute):
            start = first.hour
    if last and end is not None and start is not None and (end, last.minute) <= (start, first.minute) and end < 12:
        # 上午11:00-1:00: an end without a mark of its own that comes before its start is after noon.
        end = end + 12 if mark and not (last.mark and first.mark) else end
    if start is None or (last and end is None):
        return None
    moments = [first, *([last] if last else [])]
    doubtful = not mark and any(0 < moment.hour < 6 and not moment.padded for moment in moments)
    return Slot(
        time(start, first.minute),
        time(end, last.minute) if last and end is not None else None,
        _HALF_DAYS.get(first.mark, HalfDay.NOT_STATED),
        doubtful,
    )


def _hour(moment: _Moment, mark: str) -> int | None:
    """The hour of 24. 12 am is midnight, 12 in the afternoon noon; 12 at night would be another day and is none."""
    hour = moment.hour
    if mark == "morning":
        return 0 if hour == 12 and moment.mark == "morning" else hour
    if mark == "noon":
        return hour + 12 if 0 < hour <= 2 else hour
    if mark == "afternoon":
        return hour + 12 if hour < 12 else hour
    if mark == "evening":
        return None if hour == 12 or hour < 4 else hour + 12 if hour < 12 else hour
    return hour
