"""English dates, times and numbers: “from 10 to 13 December 2023”, “three-day”, “12 women”, “09:00 to 10:30”."""

from __future__ import annotations

from datetime import date, datetime, time


def words(text: str) -> tuple[str, ...]:
    """A word list, written as one line of text."""
    return tuple(text.split())


# Not taken from the calendar module: that one follows the machine's locale.
MONTHS = words("January February March April May June July August September October November December")
WEEKDAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_SMALL = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = words("- - twenty thirty forty fifty sixty seventy eighty ninety")
_IRREGULAR = {"person": "people", "woman": "women", "man": "men", "child": "children", "enquiry": "enquiries"}


def day(value: date, year: bool = True) -> str:
    """“10 December 2023”; without the year “10 December”."""
    text = f"{value.day} {MONTHS[value.month - 1]}"
    return f"{text} {value.year}" if year else text


def date_range(start: date, end: date | None = None) -> str:
    """“10 to 13 December 2023”, “30 November to 2 December 2023”, across years both in full; one day as that day."""
    if end is None or end == start:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day(end)}"
    return f"{day(start, start.year != end.year)} to {day(end)}"


def period(start: date, end: date | None = None) -> str:
    """When something took place: “on 10 December 2023” or “from 10 to 13 December 2023”."""
    return f"on {day(start)}" if end is None or end == start else f"from {date_range(start, end)}"


def weekday(value: date) -> str:
    return WEEKDAYS[value.weekday()]


def weekday_range(start: date, end: date | None = None) -> str:
    """“Sunday to Wednesday”; one day as that weekday."""
    return weekday(start) if end is None or end == start else f"{weekday(start)} to {weekday(end)}"


def half_day(name: str) -> str:
    """“in the morning”, “in the afternoon”, “in the evening”; "" when it is not stated."""
    return f"in the {name}" if name in ("morning", "afternoon", "evening") else ""


def clock(value: time | datetime) -> str:
    """The 24-hour clock: “09:00”."""
    return f"{value.hour:02}:{value.minute:02}"


def hours(start: time, end: time | None = None) -> str:
    """“09:00 to 10:30”; only the start when no end is known."""
    return clock(start) if end is None else f"{clock(start)} to {clock(end)}"


def moment(value: datetime, zone: str = "") -> str:
    """A date with time and zone: “15 December 2023, 09:00 (Asia/Phnom_Penh, UTC+07:00)”; the zone as far as known."""
    offset = value.utcoffset()
    known = [zone] if zone else []
    if offset is not None:
        minutes = int(offset.total_seconds()) // 60
        sign, size = ("−" if minutes < 0 else "+"), abs(minutes)
        known.append(f"UTC{sign}{size // 60:02}:{size % 60:02}" if minutes else "UTC")
    zones = ", ".join(dict.fromkeys(known))
    return f"{day(value.date())}, {clock(value)}" + (f" ({zones})" if zones else "")


def number(value: int) -> str:
    """Under ten in words, 10 to 999,999 in figures with a comma for thousands, round millions as “3 million”."""
    if 0 <= value < 10:
        return _SMALL[value]
    if abs(value) >= 1_000_000 and value % 100_000 == 0:
        millions = f"{value // 1_000_000}.{value % 1_000_000 // 100_000}".removesuffix(".0")
        return f"{millions} million"
    return f"{value:,}".replace("-", "−")


def in_words(value: int) -> str:
    """Any number from 0 to 999,999,999 in words, as it must stand at the start of a sentence."""
    if value < 20:
        return _SMALL[value]
    if value < 100:
        return _TENS[value // 10] + (f"-{_SMALL[value % 10]}" if value % 10 else "")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            head, rest = divmod(value, size)
            joint = " and " if rest < 100 else " "
            return f"{in_words(head)} {name}" + (f"{joint}{in_words(rest)}" if rest else "")
    raise ValueError(value)


def plural(noun: str) -> str:
    """The regular plural, and those irregular ones that lists of participants need."""
    head, _, last = noun.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in tuple("aeiou"):
        last = f"{last[:-1]}ies"
    else:
        last += "s"
    return f"{head} {last}".strip()


def count(value: int, noun: str, several: str = "") -> str:
    """“one woman”, “12 women”, “no visits”: a number with its noun. ``several`` is the plural when it is irregular."""
    if value == 0:
        return f"no {several or plural(noun)}"
    return f"{number(value)} {noun if value == 1 else several or plural(noun)}"


def day_count(value: int) -> str:
    """The adjective “three-day”; “12-day” from ten on."""
    return f"{number(value)}-day"
