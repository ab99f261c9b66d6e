"""The programme: sessions with their days and hours, from rows under day headings, half-days and merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from communique.gather.cells.choices import SESSION_KIND, kind_in
from communique.gather.cells.dates import possible_dates, settle
from communique.gather.cells.places import origin_of, quoted
from communique.gather.cells.times import Slot, half_day, slot
from communique.gather.cells.values import cleaned, lines
from communique.gather.records.reading import Ids, Reading, counted_once, origins_of, text_of, translations_of
from communique.gather.records.references import References
from communique.gather.table import Cell
from communique.gather.tables.sheet import Row, Sheet
from communique.model import HalfDay, Origin, Session, SessionKind
from communique.register import comparison_key

_DAY_AND_TIME = re.compile(
    r"^(?P<day>.*?(?:\d{4}|[日号]|[a-z]{3,9}))[\s,]+(?P<time>.*\d.*)$|^(?P<day2>.*?[日号])(?P<time2>.+)$", re.I
)


_HALF_DAY = re.compile(
    r"上午|下午|晚上|早上|中午|傍晚|(?<![a-z])(?:morning|afternoon|evening|[ap]\.?m\.?)(?![a-z])|ព្រឹក|រសៀល|ល្ងាច|យប់", re.I
)


@dataclass(slots=True)
class _Context:
    """What the rows above said and still holds: the day and the half-day, each with its place."""

    day: date | None = None
    day_origin: Origin | None = None
    half: HalfDay = HalfDay.NOT_STATED
    half_origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """A row with its hours read."""

    row: Row
    day: date | None
    slot: Slot
    origins: dict[str, Origin]


class Programme:
    """Reads agenda tables, all of them before any id is given, so that the ids do not depend on their order."""

    def __init__(self, reading: Reading, references: References) -> None:
        self._reading, self._references = reading, references
        self._items: list[_Item] = []

    def add(self, sheet: Sheet) -> None:
        context = _Context()
        self._from_name(sheet, context)
        for row in sheet.rows:
            if row.heading is not None:
                self._heading(row.heading, context)
                continue
            self._row(row, sheet, context)

    def _from_name(self, sheet: Sheet, context: _Context) -> None:
        """The day that the table's own name gives (“Day 1 – 10 December 2023”), for rows that give none."""
        for cell in [entry.cell for entry in sheet.entries if entry.field == "dates"]:
            self._day(cell, context)
        place = sheet.place
        text = re.sub(
            r"^\D*?(?:agenda|programme|program|schedule|日程|议程|កម្មវិធី)\W+", "", sheet.table.name, flags=re.I
        )
        day = settle(possible_dates(text, self._reading.span), None, self._reading.span)
        if day:
            origin = Origin(place.file, place.sheet, place.cell, place.line, sheet.table.name[:200])
            context.day, context.day_origin = day, origin

    def _day(self, cell: Cell, context: _Context) -> bool:
        span = self._reading.span
        day = settle(possible_dates(cell.value, span), None, span)
        if day:
            context.day, context.day_origin = day, origin_of(cell)
            context.half, context.half_origin = HalfDay.NOT_STATED, None
        return day is not None

    def _heading(self, cell: Cell, context: _Context) -> None:
        """A heading is a day, a half-day, both, or something the programme has no place for."""
        text = cell.text
        half = half_day(text)
        rest = _HALF_DAY.sub(" ", text).strip(" ,;-–—()")
        day = self._day(Cell(rest if isinstance(cell.value, str) else cell.value, cell.origin), context)
        if half is not HalfDay.NOT_STATED and (day or not rest.strip(" :：")):
            context.half, context.half_origin = half, origin_of(cell)
        elif not day:
            self._heading_without_day(cell)

    def _heading_without_day(self, cell: Cell) -> None:
        kind = kind_in(cell.text)
        if kind in (SessionKind.BREAK, SessionKind.OPENING, SessionKind.CLOSING):
            return  # “Lunch” across the table: dressing, like the breaks that drafts leave out
        possible = possible_dates(cell.text, self._reading.span)
        if possible:
            self._reading.ask_date(cell, possible)
        else:
            self._reading.report(
                "INPUT-37", f"the heading {quoted(cell.text)} is not used; give it a row of its own.", cell
            )

    def _row(self, row: Row, sheet: Sheet, context: _Context) -> None:
        title = text_of(row, "title")
        self._dated(row, sheet, context)
        if half := row.cells.get("half_day"):
            context.half, context.half_origin = half_day(half.text), origin_of(half)
        hours = self._hours(row, context)
        if not title:
            if row.cells.keys() & {"speakers", "summary", "points", "purpose"} or hours.start:
                self._reading.report(
                    "INPUT-42", "this row has no title; fill it in or delete the row.", row.place("start", "time")
                )
            return
        origins = origins_of(row, "title", "room", "summary", "purpose", "points", "speakers", "kind")
        for name, cell in (
            ("start", row.cells.get("start") or row.cells.get("time")),
            ("end", row.cells.get("end") or row.cells.get("time")),
        ):
            if cell is not None and getattr(hours, name) is not None:
                origins[name] = origin_of(cell)
        if context.day and context.day_origin:
            origins["day"] = context.day_origin
        if hours.half_day is not HalfDay.NOT_STATED:
            place = row.cells.get("half_day") or row.cells.get("time") or row.cells.get("start")
            stated = context.half_origin if hours.half_day is context.half else None
            if place_origin := stated or (origin_of(place) if place else None):
                origins["half_day"] = place_origin
        self._items.append(_Item(row, context.day, hours, origins))

    def _dated(self, row: Row, sheet: Sheet, context: _Context) -> None:
        """Takes the row's day into the context; rows without one belong to the day above."""
        cell = row.cells.get("day")
        if cell is None:
            start = row.cells.get("start") or row.cells.get("time")
            if start is not None and isinstance(start.value, datetime) and start.value.year > 1900:
                self._day(Cell(start.value.date(), start.origin), context)
            return
        half = half_day(cell.text) if isinstance(cell.value, str) else HalfDay.NOT_STATED
        if half is not HalfDay.NOT_STATED:
            rest = _HALF_DAY.sub(" ", cell.text).strip(" ,;-–()")
            if not rest:
                context.half, context.half_origin = half, origin_of(cell)
                return
            cell = Cell(rest, cell.origin)
        day = self._reading.date(cell, sheet, "day")
        if day != context.day:
            context.half, context.half_origin = HalfDay.NOT_STATED, None
        # An unreadable day must not leave the session on the day of the row above.
        context.day, context.day_origin = day, origin_of(cell)
        if half is not HalfDay.NOT_STATED:
            context.half, context.half_origin = half, origin_of(cell)

    def _hours(self, row: Row, context: _Context) -> Slot:
        cell = row.cells.get("time")
        if cell is None and "start" in row.cells:
            first = self._slot(row.cells["start"], context)
            last = self._slot(row.cells["end"], context) if "end" in row.cells else Slot()
            half = first.half_day if first.half_day is not HalfDay.NOT_STATED else context.half
            return Slot(first.start, last.start or first.end, half)
        found = self._slot(cell, context) if cell is not None else Slot()
        half = found.half_day if found.half_day is not HalfDay.NOT_STATED else context.half
        if cell is not None and found.start is None and found.half_day is not HalfDay.NOT_STATED:
            context.half, context.half_origin = found.half_day, origin_of(cell)
        return Slot(found.start, found.end, half)

    def _slot(self, cell: Cell, context: _Context) -> Slot:
        """The hours in a cell, with a finding when they can't be read or may be night or afternoon."""
        if comparison_key(cell.text) in ("", "tbc", "tbd", "tba", "all day", "全天", "ពេញមួយថ្ងៃ"):
            return Slot()
        found = slot(cell.value, context.half)
        if found is None and isinstance(cell.value, str) and (match := _DAY_AND_TIME.match(cell.text)):
            day, hours = match["day"] or match["day2"], match["time"] or match["time2"]
            found = slot(hours, context.half)
            if found is None or not self._day(Cell(day, cell.origin), context):
                found = None
        if found is None:
            self._reading.report(
                "INPUT-34", f"{quoted(cell.text)} is not a time; write it as 09:00 or 09:00 – 09:30.", cell
            )
            return Slot()
        if found.doubtful:
            message = f"{quoted(cell.text)} may be night or afternoon; write it with 24 hours, as 14:30."
            self._reading.report("INPUT-34", message, cell)
            return Slot(half_day=found.half_day)
        return found

    def sessions(self) -> tuple[Session, ...]:
        """All sessions in the order of the inputs; what stands in two tables with one day and start is one session."""
        items = self._items
        keys = (
            (item.row, (item.day or number, item.slot.start, comparison_key(item.row.text("title"))))
            for number, item in enumerate(items)
        )
        kept = counted_once(self._reading, "The agenda is", keys)
        self._items = [self._with(items[first], [items[n] for n in others]) for first, others in kept.items()]
        ids = Ids(self._reading, "session").assign(
            (item.row, f"{item.day or ''} {cleaned(item.row.text('title'))}", _tie(item)) for item in self._items
        )
        return tuple(self._session(identity, item) for identity, item in zip(ids, self._items, strict=True))

    def _with(self, item: _Item, others: Sequence[_Item]) -> _Item:
        """The item with the end, the half-day and the places that only its repetitions give."""
        hours, origins = item.slot, dict(item.origins)
        for other in others:
            if hours.end and other.slot.end and hours.end != other.slot.end:
                first, again = origins["end"], other.origins["end"]
                message = f"{quoted(again.text)} contradicts {quoted(first.text)} in {first}; make them say the same."
                self._reading.report("INPUT-44", message, again, [first], (first.text, again.text))
            half = other.slot.half_day if hours.half_day is HalfDay.NOT_STATED else hours.half_day
            hours = Slot(hours.start, hours.end or other.slot.end, half)
            origins = {**other.origins, **origins}
        return _Item(item.row, item.day, hours, origins)

    def _session(self, identity: str, item: _Item) -> Session:
        row, title = item.row, cleaned(item.row.text("title"))
        kind = self._reading.choice(row.cells.get("kind"), SESSION_KIND, SessionKind.OTHER, "kind of session")
        if "kind" not in row.cells and (named := kind_in(title)):
            kind, item.origins["kind"] = named, origin_of(row.cells["title"])
        return Session(
            id=identity, origins=item.origins, title=" ".join(title.split()), day=item.day, start=item.slot.start,
            translations=translations_of(row, "title", "room", "summary", "purpose", "points"),
            end=item.slot.end, half_day=item.slot.half_day, kind=kind, room=text_of(row, "room"),
            speakers=self._references.people(row.cells.get("speakers")), summary=text_of(row, "summary"),
            purpose=text_of(row, "purpose"), points=lines(text_of(row, "points")),
        )  # fmt: skip


def _tie(item: _Item) -> str:
    start: time | None = item.slot.start
    return "\x1f".join((str(start or ""), item.slot.half_day.value, item.row.text("room"), item.row.text("speakers")))


def session_index(sessions: Sequence[Session]) -> dict[str, str]:
    """Id or title key → session id; titles that stand twice are left out."""
    index: dict[str, str] = {}
    for session in sessions:
        key = comparison_key(session.title)
        index[key] = "" if key in index else session.id
    return {key: value for key, value in index.items() if value} | {session.id: session.id for session in sessions}
