"""The moment until which nothing may be published: a date, an hour and perhaps an offset, written in one cell."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from communique.gather.cells.dates import possible_dates, settle
from communique.gather.cells.places import quoted
from communique.gather.cells.times import slot
from communique.gather.records.reading import Reading
from communique.gather.table import Cell

_CLOCK = re.compile(
    r"(?<![\d.])\d{1,2}[:.]\d{2}(?![\d.])(?:\s*[ap]\.?m\.?)?|(?<!\d)\d{1,2}\s*[ap]\.?m\.?(?![a-z])", re.I
)
_OFFSET = re.compile(r"\(?(?:gmt|utc)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?\)?", re.I)
_ZONE = re.compile(r"\b(?:local time|hours|hrs|at|[A-Z]{2,5}(?: time)?|[A-Z][a-z]+ time)\b|北京时间|ម៉ោង|[,，()]")


def embargo_of(cell: Cell, reading: Reading) -> datetime | None:
    """The moment in the cell, with an offset when it gives one (UTC+7); None, with a finding, when it is no moment."""
    value = cell.value
    if isinstance(value, datetime):
        return value
    text = cell.text
    offset = _OFFSET.search(text)
    rest = _OFFSET.sub(" ", text)
    clock = _CLOCK.search(rest)
    if clock is None:
        reading.report("INPUT-34", f"{quoted(text)} gives no hour; write it as 2023-12-15 10:00.", cell)
        return None
    words = f"{rest[: clock.start()]} {rest[clock.end() :]}".strip(" ,")
    # Only when it can't be read as it stands: DEC is a month and ICT a zone.
    possible = possible_dates(words) or possible_dates(_ZONE.sub(" ", words).strip())
    day, moment = settle(possible), slot(clock[0])
    if day is None:
        reading.ask_date(cell, possible)
    elif moment is None or moment.start is None:
        reading.report("INPUT-34", f"{quoted(text)} has no readable hour; write it as 2023-12-15 10:00.", cell)
    else:
        return datetime.combine(day, moment.start, _zone(offset))
    return None


def _zone(match: re.Match[str] | None) -> timezone | None:
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset >= timedelta(hours=24):
        return None
    return timezone(-offset if match[1] == "-" else offset)
