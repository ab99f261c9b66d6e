"""Reads .ics calendars: one table of their events, hours as they were written for the place of the event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from communique.gather.cleaning import clean
from communique.gather.files.content import ensure_text
from communique.gather.files.encoding import decoded
from communique.gather.files.entries import Entry, tabulated
from communique.gather.findings import found
from communique.gather.refusal import Refusal, too_large
from communique.gather.table import Table
from communique.model import Finding, Origin

COLUMNS = ("Date", "Start", "End", "Title", "Room", "Description")
_EVENT_LIMIT = 5_000
_TITLE = 80
_BYTES = 5_000_000
_TEXTS = (("Title", "SUMMARY"), ("Room", "LOCATION"), ("Description", "DESCRIPTION"))
_MEND_DATE = "Correct the entry in the calendar program and export it again."
_BEGIN = re.compile(r"BEGIN[ \t]*:[ \t]*VEVENT[ \t]*", re.I)
_PROPERTY = re.compile(r"([A-Za-z-]+)[;:]")


def read(name: str, content: bytes) -> tuple[Table, ...]:
    """The table of the events that were not cancelled, in the order of the file. Raises ``Refusal``.

    An hour with a zone stays as written. An hour in UTC is turned into the calendar's zone (``X-WR-TIMEZONE``) and
    left out when there is none. Repeating events are reported and not expanded.
    """
    ensure_text(name, content, _BYTES)
    text = decoded(name, content).replace("\r\n", "\n").replace("\r", "\n")
    events = list(_events(name, text))
    places = _places(text)
    if len(places) != len(events):
        places = [{} for _ in events]
    entries: list[Entry] = []
    findings: list[Finding] = []
    for (event, zone), lines in zip(events, places, strict=True):
        if str(event.get("STATUS", "")).upper() != "CANCELLED":
            entry, found_here = _entry(name, event, zone, lines)
            entries.append(entry)
            findings += found_here
    rows = tabulated(name, entries, COLUMNS)
    return (Table(PurePosixPath(name).stem, name, rows, tuple(findings)),) if rows else ()


def _events(name: str, text: str) -> Iterator[tuple[Any, tzinfo | None]]:
    """Each event with the zone of its calendar."""
    import icalendar

    if len(_BEGIN.findall(text)) > _EVENT_LIMIT:
        raise too_large(name, f"has more than {_EVENT_LIMIT:,} entries", "Export the calendar of this event alone.")
    if "BEGIN:VCALENDAR" not in text.upper():
        raise _broken(name, "it is not a calendar")
    if len(re.findall(r"^BEGIN:", text, re.I | re.M)) != len(re.findall(r"^END:", text, re.I | re.M)):
        raise _broken(name, "it breaks off before an entry ends")
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
        listed = [(event, _zone(calendar)) for calendar in calendars for event in calendar.walk("VEVENT")]
    except Exception as error:  # icalendar raises a dozen kinds for the nonsense of calendars
        raise _broken(name, "an entry in it breaks the rules of calendar files") from error
    yield from listed


def _broken(name: str, reason: str) -> Refusal:
    return Refusal(
        "INPUT-08",
        f"{name} can't be read: {reason}.",
        "Export it from the calendar program again, as an .ics file.",
    )


def _zone(calendar: Any) -> tzinfo | None:
    try:
        return ZoneInfo(str(calendar.get("X-WR-TIMEZONE", "")).strip() or "?")
    except (KeyError, ValueError, OSError):
        return None


def _places(text: str) -> list[dict[str, int]]:
    """For each event: property → line, and "" → the line it begins in."""
    places: list[dict[str, int]] = []
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        if _BEGIN.fullmatch(line):
            places.append({"": number})
            depth = 1
        elif depth and line.upper().startswith(("BEGIN:", "END:")):
            depth += 1 if line[0] in "Bb" else -1
        elif depth == 1 and (match := _PROPERTY.match(line)):
            places[-1].setdefault(match[1].upper(), number)
    return places


def _entry(name: str, event: Any, zone: tzinfo | None, lines: dict[str, int]) -> tuple[Entry, list[Finding]]:
    entry = Entry(lines.get("", 0))
    for column, key in _TEXTS:
        value = event.get(key)
        text = value[0] if isinstance(value, list) and value else value
        entry.put(column, clean(str(text or "")).strip(), lines.get(key, entry.line))
    findings: list[Finding] = []
    title = str(entry.values["Title"][0])
    called = f"“{title[:_TITLE]}{'…' if len(title) > _TITLE else ''}”" if title else "an entry without a title"
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if start is None:
        message = f"{name}: {called} has no date that can be read."
        return entry, [found("INPUT-13", message, Origin(name, line=lines.get("DTSTART", entry.line)), mend=_MEND_DATE)]
    if end is None and isinstance(length := _value(event, "DURATION"), timedelta):
        end = _later(start, length)
    at = lines.get("DTSTART", entry.line)
    first, last = _local(start, zone), _local(end, zone)
    if _lacks_zone(start, zone) or _lacks_zone(end, zone):
        message = f"{name}: the hours of {called} are in universal time, and the calendar names no time zone."
        findings.append(found("INPUT-13", message, Origin(name, line=at)))
    entry.put("Date", first.date() if isinstance(first, datetime) else first, at)
    if isinstance(first, datetime) and not _lacks_zone(start, zone):
        entry.put("Start", first.time(), at)
        if isinstance(last, datetime) and not _lacks_zone(end, zone) and last > first:
            entry.put("End", last.time(), lines.get("DTEND", lines.get("DURATION", at)))
    findings += _reported(name, event, called, first, last, at)
    return entry, findings


def _reported(name: str, event: Any, called: str, first: date, last: date | None, line: int) -> Iterator[Finding]:
    place = Origin(name, line=line)
    if event.get("RRULE") or event.get("RDATE"):
        message = f"{name}: {called} repeats, and only its first date, {first:%Y-%m-%d}, is taken."
        yield found("INPUT-12", message, place)
    if last is not None and isinstance(last, datetime) == isinstance(first, datetime) and last < first:
        yield found("INPUT-13", f"{name}: {called} ends before it begins.", place, mend=_MEND_DATE)
    elif last is not None and _days(first, last) > 1:
        message = f"{name}: {called} lasts {_days(first, last)} days, and only the first, {first:%Y-%m-%d}, is taken."
        yield found("INPUT-13", message, place, mend="Make an entry for each day, with the hours of that day.")


def _days(first: date, last: date) -> int:
    """Days that an event touches; the end of an all-day event, and midnight, no longer belong to it."""
    until = last.date() if isinstance(last, datetime) else last
    from_day = first.date() if isinstance(first, datetime) else first
    open_end = isinstance(last, datetime) and (last.hour, last.minute, last.second) != (0, 0, 0)
    return (until - from_day).days + open_end


def _value(event: Any, key: str) -> Any:
    try:
        value = event.get(key)
        return getattr(value[0] if isinstance(value, list) else value, "dt", None)
    except (AttributeError, IndexError, TypeError, ValueError):
        return None


def _moment(event: Any, key: str) -> date | None:
    value = _value(event, key)
    return value if isinstance(value, date) else None


def _later(start: date, length: timedelta) -> date | None:
    try:
        return start + length
    except OverflowError:
        return None


def _lacks_zone(moment: date | None, zone: tzinfo | None) -> bool:
    return isinstance(moment, datetime) and _is_utc(moment) and zone is None


def _is_utc(moment: datetime) -> bool:
    return moment.tzinfo is not None and (moment.tzinfo is UTC or str(moment.tzinfo) in ("UTC", "Etc/UTC"))


def _local(moment: date | None, zone: tzinfo | None) -> Any:
    """The moment on the clocks of the event, without a zone."""
    if not isinstance(moment, datetime):
        return moment
    if _is_utc(moment) and zone is not None:
        try:
            moment = moment.astimezone(zone)
        except OverflowError:
            return moment.replace(tzinfo=None)
    return moment.replace(tzinfo=None)
