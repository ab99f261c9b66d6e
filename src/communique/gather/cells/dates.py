"""Dates out of cells, in English, Chinese and Khmer: every way a text can be read, and what settles which one it is.

A date is never guessed. ``possible_dates`` lists all readings of a value; ``settle`` takes one only when the value
itself, the other dates of its column, or the dates of the event leave no other.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from communique.gather.cells.values import chinese_number, plain
from communique.gather.table import Value

Span = tuple[date, date]


class Order(enum.Enum):
    """What a numeric date begins with. Everything that leaves no doubt counts as CERTAIN."""

    CERTAIN = "certain"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    YEAR_FIRST = "year first"


@dataclass(frozen=True, slots=True)
class Possible:
    """One reading. ``bound`` readings (other calendars, short or missing years) count only within the event's dates."""

    day: date
    order: Order = Order.CERTAIN
    bound: bool = False


_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_KHMER = ["មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ"]
_MONTHS = {name: n for names in (_ENGLISH, _KHMER) for n, name in enumerate(names, 1)}
_MONTHS |= {name[:3]: n for n, name in enumerate(_ENGLISH, 1)} | {"sept": 9, "កុម្ភះ": 2, "កុម្ភ": 2, "វិច្ឆិការ": 11}
_MONTH = re.compile(r"(?<![a-z])(" + "|".join(sorted(_MONTHS, key=lambda name: -len(name))) + r")(?![a-z])\.?")
_WEEKDAY = re.compile(
    r"(?<![a-z])(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z])\.?"
    r"|(?:星期|礼拜|周)[一二三四五六日天]|(?:ថ្ងៃ)?(?:អាទិត្យ|ចន្ទ|ច័ន្ទ|អង្គារ|ពុធ|ព្រហស្បតិ៍|ព្រហស្បត៍|សុក្រ|សៅរ៍)"
)
_PARTICLE = re.compile(
    r"ចាប់ពី|ថ្ងៃទី|ទី|ថ្ងៃ|ខែ|ឆ្នាំ|គ\.?ស\.?|ព\.?ស\.?|พ\.?ศ\.?|公元|民国|from |(?<=\d)(?:st|nd|rd|th)(?![a-z])"
    r"|(?<![a-z])(?:of|the|b\.e\.?|be|c\.e\.?|ce|a\.d\.?|ad)(?![a-z])"
)
_DAY_NUMBER = re.compile(
    r"^(?:day\s*\d{1,2}|第[一二三四五六七八九十\d]{1,2}[天日]|ថ្ងៃទី\d{1,2}\s*[:៖])\s*[:：៖,\-–—(]?\s*"
)
_CLOCK = re.compile(r"(?:\s+|t)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?m\.?|z|[+-]\d{2}:?\d{2})?$")
_CHINESE_NUMERALS = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日号])")
_CHINESE = re.compile(r"^(?:(\d{2,4})年)?(\d{1,2})月(\d{1,2})[日号]?$")
_TO = r"\s*(?:-|‐|‑|–|—|−|~|〜|至|到|(?<![a-z])to(?![a-z])|ដល់)\s*"
_GAP = r"[\s.,/-]*"
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # 2000-01-01 … 2099-12-31 in Excel's 1900 system


def _bare(text: str) -> str:
    """A text without weekday, particles and time of day, each month name as ``#12#``."""
    text = _CHINESE_NUMERALS.sub(lambda match: str(chinese_number(match[0]) or match[0]), plain(text))
    text = _DAY_NUMBER.sub("", text)
    text = _CLOCK.sub("", _WEEKDAY.sub(" ", text))
    text = _MONTH.sub(lambda match: f" #{_MONTHS[match[1]]}# ", text)
    text = re.sub(r"\(\s*\)|[()]", " ", _PARTICLE.sub(" ", text))
    return re.sub(r"\s+", " ", text).strip(" ,;:៖。.-–—")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _years(text: str | None, span: Span | None) -> tuple[tuple[int, bool], ...]:
    """The years a text can mean, each with whether it counts only within the event's dates."""
    if not text:
        return tuple((year, True) for year in range(span[0].year, span[1].year + 1)) if span else ()
    number = int(text)
    if len(text) == 4:
        return (
            ((number, False),) if 1900 <= number <= 2199 else ((number - 543, True),) if 2440 <= number <= 2740 else ()
        )
    return ((number + 1911, True),) if len(text) == 3 else ((2000 + number, True),) if len(text) == 2 else ()


def _possible(
    year: str | None, month: str, day: str, span: Span | None, order: Order = Order.CERTAIN
) -> Iterable[Possible]:
    for number, bound in _years(year, span):
        found = _day(number, int(month), int(day))
        if found:
            yield Possible(found, order, bound)


def possible_dates(value: Value, span: Span | None = None) -> tuple[Possible, ...]:
    """Every date the value can mean; empty when it is none. ``span`` is needed for dates without a year."""
    if isinstance(value, datetime):
        return (Possible(value.date()),)
    if isinstance(value, date):
        return (Possible(value),)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return ()
    if isinstance(value, str):
        return _in_text(_bare(value[:200]), span)
    return _serial(value)


def _serial(number: float) -> tuple[Possible, ...]:
    """A day as Excel counts it, from 30 December 1899, when the cell lost its date format."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return ()
    return (Possible(date(1899, 12, 30) + timedelta(days=int(number))),)


def _in_text(text: str, span: Span | None) -> tuple[Possible, ...]:
    if match := _CHINESE.match(text.replace(" ", "")):
        return tuple(_possible(match[1], match[2], match[3], span))
    if "#" in text:
        return tuple(_with_month_name(text, span))
    if re.fullmatch(r"\d{8}", text):
        return tuple(_possible(text[:4], text[4:6], text[6:], span))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _serial(float(text))
    if match := re.fullmatch(r"(\d{1,4})\s?[./ -]\s?(\d{1,2})\s?[./ -]\s?(\d{1,4})", text):
        return tuple(_numeric(match[1], match[2], match[3], span))
    if match := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})", text):
        day_first = _possible(None, match[2], match[1], span, Order.DAY_FIRST)
        return (*day_first, *_possible(None, match[1], match[2], span, Order.MONTH_FIRST))
    return ()


def _with_month_name(text: str, span: Span | None) -> Iterable[Possible]:
    if match := re.fullmatch(rf"(\d{{1,2}}){_GAP}#(\d+)#(?:{_GAP}(\d{{2,4}}))?", text):
        return _possible(match[3], match[2], match[1], span)
    if match := re.fullmatch(rf"#(\d+)#{_GAP}(\d{{1,2}})(?:[\s,./-]+(\d{{2,4}}))?", text):
        return _possible(match[3], match[1], match[2], span)
    if match := re.fullmatch(rf"(\d{{4}}){_GAP}#(\d+)#{_GAP}(\d{{1,2}})", text):
        return _possible(match[1], match[2], match[3], span)
    return ()


def _numeric(first: str, second: str, third: str, span: Span | None) -> Iterable[Possible]:
    if len(first) >= 3:
        if len(third) <= 2:
            yield from _possible(first, second, third, span, Order.YEAR_FIRST)
        return
    yield from _possible(third, second, first, span, Order.DAY_FIRST)
    yield from _possible(third, first, second, span, Order.MONTH_FIRST)
    if len(third) <= 2 and len(first) == 2:
        yield from _possible(first, second, third, span, Order.YEAR_FIRST)


def possible_range(text: str) -> tuple[tuple[Possible, ...], tuple[Possible, ...]] | None:
    """First and last day of “10–13 December 2023”, “December 10 to 13, 2023”, “2023年12月10日至13日”, or None."""
    bare = _bare(text[:200])
    close = bare.replace(" ", "")
    if match := re.fullmatch(
        rf"(?:(\d{{4}})年)?(\d+)月(\d+)[日号]?{_TO}(?:(\d{{4}})年)?(?:(\d+)月)?(\d+)[日号]", close
    ):
        year, month = match[4] or match[1], match[5] or match[2]
        return _ends(match[1] or year, match[2], match[3], year, month, match[6])
    year = r"(?:[\s,./-]*(\d{4}))"
    if match := re.fullmatch(rf"(\d{{1,2}})\s*(?:#(\d+)#)?{year}?{_TO}(\d{{1,2}})\s*#(\d+)#{year}", bare):
        return _ends(match[3] or match[6], match[2] or match[5], match[1], match[6], match[5], match[4])
    if match := re.fullmatch(rf"#(\d+)#\s*(\d{{1,2}}){year}?{_TO}(?:#(\d+)#)?\s*(\d{{1,2}}){year}", bare):
        return _ends(match[3] or match[6], match[1], match[2], match[6], match[4] or match[1], match[5])
    halves = re.split(r"\s+(?:-|–|—|~|to|ដល់|至|到)\s+|至|到|~|ដល់", bare)
    if (
        len(halves) == 2
        and (first := _in_text(halves[0].strip(), None))
        and (last := _in_text(halves[1].strip(), None))
    ):
        return first, last
    return None


def _ends(
    first_year: str | None, first_month: str, first: str, last_year: str | None, last_month: str, last: str
) -> tuple[tuple[Possible, ...], tuple[Possible, ...]] | None:
    ends = tuple(_possible(first_year, first_month, first, None)), tuple(_possible(last_year, last_month, last, None))
    return ends if all(ends) else None


def column_order(values: Iterable[Value], header: str = "") -> Order | None:
    """The order that the dates of a column share: as its header says (dd/mm/yyyy), or as its clear dates show.

    A date is clear when only one order makes it a date (13/12/2023). None when there is no clear one, or when they
    contradict each other.
    """
    if match := re.search(r"d{1,2}[./ -]m{1,3}[./ -]y|m{1,2}[./ -]d{1,2}[./ -]y", plain(header)):
        return Order.DAY_FIRST if match[0].startswith("d") else Order.MONTH_FIRST
    seen: set[Order] = set()
    for value in values:
        if isinstance(value, str):
            orders = {possible.order for possible in possible_dates(value) if not possible.bound}
            if len(orders) == 1:
                seen |= orders & {Order.DAY_FIRST, Order.MONTH_FIRST}
    return seen.pop() if len(seen) == 1 else None


def settle(possible: Sequence[Possible], order: Order | None = None, span: Span | None = None) -> date | None:
    """The one date that is left when the column's order and the event's dates are taken into account, else None."""
    free = {reading.day for reading in possible if not reading.bound}
    if len(free) == 1 and all(reading.day in free for reading in possible):
        return free.pop()
    by_column = {reading.day for reading in possible if reading.order is order and not reading.bound}
    by_event = {reading.day for reading in possible if span and span[0] <= reading.day <= span[1]}
    if len(by_column) == 1:
        # The column says one thing and the event's dates another: that is a question, not an answer.
        return None if by_event and by_event != by_column else by_column.pop()
    return by_event.pop() if len(by_event) == 1 else None
