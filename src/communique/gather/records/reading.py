"""Turns the cells of rows into values, and collects a finding for each that can't be read.

One ``Reading`` serves one event: it knows the dates of the event, which settle dates that have two readings.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import TypeVar

from communique.gather.cells.choices import choice, left_empty, unsaid
from communique.gather.cells.dates import Order, Possible, Span, column_order, possible_dates, settle
from communique.gather.cells.places import origin_of, quoted
from communique.gather.cells.values import cleaned, digest, given_id, slug, whole
from communique.gather.findings import found
from communique.gather.table import Cell
from communique.gather.tables.sheet import Row, Sheet
from communique.model import Finding, Origin
from communique.register import comparison_key
from communique.wording import en_numbers

T = TypeVar("T")


class Reading:
    """Findings so far, and the first and last day of the event once they are known."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.span: Span | None = None
        self._orders: dict[tuple[int, str], Order | None] = {}
        self.reported: set[tuple[str, Origin, str]] = set()

    def report(
        self, code: str, message: str, cell: Cell | Origin, related: Iterable[Origin] = (), about: Iterable[str] = ()
    ) -> None:
        """Adds a finding about one cell; ``message`` says what is wrong, the place is put in front of it."""
        place = origin_of(cell) if isinstance(cell, Cell) else cell
        about = tuple(about) or ((place.text,) if place.text else ())
        # A merged cell belongs to several rows, and what is wrong with it is said once.
        if (code, place, message) in self.reported:
            return
        self.reported.add((code, place, message))
        self.findings.append(found(code, f"{place}: {message}", place, related=related, about=about))

    def date(self, cell: Cell | None, sheet: Sheet | None = None, name: str = "", *, due: bool = False) -> date | None:
        """The date in a cell, or None with a finding that asks. The dates of the event do not settle a due date."""
        if cell is None or (isinstance(cell.value, str) and unsaid(cell.text)):
            return None
        span = None if due else self.span
        possible = possible_dates(cell.value, span)
        settled = settle(possible, None, None)
        if settled is None and possible and sheet is not None:
            settled = settle(possible, self._order(sheet, name), span)
        elif settled is None:
            settled = settle(possible, None, span)
        if settled is None:
            self.ask_date(cell, possible)
        return settled

    def _order(self, sheet: Sheet, name: str) -> Order | None:
        key = (id(sheet), name)
        if key not in self._orders:
            header, cells = sheet.column(name)
            self._orders[key] = column_order((cell.value for cell in cells), header)
        return self._orders[key]

    def ask_date(self, cell: Cell, possible: Iterable[Possible]) -> None:
        """The finding for a date that is not settled."""
        readings = tuple(possible)
        free = list(dict.fromkeys(reading.day for reading in readings if not reading.bound))
        text = quoted(cell.text)
        if len(free) > 1:
            named = " or ".join(en_numbers.day(day) for day in free)
            self.report("INPUT-31", f"{text} can be read as {named}; write the month as a word.", cell)
        elif readings or _looks_dated(cell.text):
            self.report("INPUT-33", f"the year of {text} is not clear; write the whole date in the common era.", cell)
        else:
            self.report("INPUT-32", f"{text} is not a date; write it as 10 December 2023 or 2023-12-10.", cell)

    def number(self, cell: Cell | None) -> int | None:
        """A whole number, or None with a finding when the cell says something else."""
        if cell is None or unsaid(cell.text):
            return None
        number = whole(cell.value)
        if number is None:
            self.report(
                "INPUT-35", f"{quoted(cell.text)} is not one number; write it in figures or leave it empty.", cell
            )
        return number

    def choice(self, cell: Cell | None, table: Mapping[str, T], fallback: T, what: str) -> T:
        """The choice whose word a cell holds; the fallback, with a finding, when it holds anything else."""
        if cell is None or not cell.text:
            return fallback
        value = choice(table, cell.text)
        if value is None and not left_empty(cell.text):
            listed = ", ".join(dict.fromkeys(str(getattr(c, "value", c)) for c in table.values()))
            self.report("INPUT-36", f"{quoted(cell.text)} is no {what}; use one of: {listed}.", cell)
        return fallback if value is None else value


def _looks_dated(text: str) -> bool:
    """Whether a text would be a date if only its year were known."""
    return any(possible_dates(text, (date(year, 1, 1), date(year, 12, 31))) for year in (2024,))


class Ids:
    """Gives every record of one table an id; the written one when there is one, else one made from its contents.

    Records whose contents give the same id are told apart by ``tie`` and not by where they stand in the table.
    """

    def __init__(self, reading: Reading, prefix: str) -> None:
        self._reading, self._prefix = reading, prefix
        self._written: dict[str, Origin] = {}

    def assign(self, rows: Iterable[tuple[Row, str, str]]) -> list[str]:
        """Ids for (row, content, tie) in the order given."""
        listed = list(rows)
        ids = [self._given(row) for row, _, _ in listed]
        taken = {key for key in ids if key}
        clashing: dict[str, list[tuple[str, int]]] = {}
        for number, (_, content, tie) in enumerate(listed):
            if not ids[number]:
                stem = slug(content) or f"{self._prefix}-{digest(content)}"
                clashing.setdefault(stem, []).append((tie, number))
        for stem in sorted(clashing):
            for position, (_, number) in enumerate(sorted(clashing[stem]), 1):
                ids[number] = _free(stem, taken, position)
                taken.add(ids[number])
        return ids

    def _given(self, row: Row) -> str:
        cell = row.cells.get("id")
        key = given_id(cell.text) if cell else ""
        if not cell or not key:
            return ""
        if key in self._written:
            message = f"the Id {quoted(cell.text)} is used already, in {self._written[key]}; give each row its own."
            self._reading.report("INPUT-41", message, cell, [self._written[key]])
            key = _free(key, self._written)
        self._written[key] = origin_of(cell)
        return key


def counted_once(reading: Reading, what: str, rows: Iterable[tuple[Row, tuple[object, ...]]]) -> dict[int, list[int]]:
    """Number of each row to keep → numbers of the rows of other tables that repeat it; the rows come with their keys.

    A row kept gains the cells that only its repetition has. Within one table nothing is a repetition. There is one
    note for each pair of places, and a warning (INPUT-44) for each cell that contradicts the one kept.
    """
    listed = [(row, key, (row.place().file, row.place().sheet)) for row, key in rows]
    kept: dict[int, list[int]] = {}
    waiting: dict[tuple[object, ...], list[int]] = {}
    for number, (row, key, place) in enumerate(listed):
        same = (n for n in waiting.get(key, ()) if place not in {listed[m][2] for m in (n, *kept[n])})
        first = next(same, None)
        if first is None:
            kept[number] = []
            waiting.setdefault(key, []).append(number)
            continue
        kept[first].append(number)
        _fill(reading, listed[first][0], row)
        places = [Origin(*listed[first][2]), Origin(*place)]
        named = [str(p) if places[0].file == places[1].file else p.file for p in places]
        message = f"{what} in {named[0]} and in {named[1]}; identical items count once."
        if ("INPUT-52", places[1], message) not in reading.reported:
            reading.reported.add(("INPUT-52", places[1], message))
            reading.findings.append(found("INPUT-52", message, places[1], related=places[:1], about=tuple(named)))
    return kept


def _fill(reading: Reading, first: Row, second: Row) -> None:
    """Adds to the first row what only the second says, and reports what the second says otherwise."""
    for name, cell in second.cells.items():
        known = first.cells.setdefault(name, cell)
        written = str(known.value), str(cell.value)
        if known is not cell and name in _COMPARED and comparison_key(written[0]) != comparison_key(written[1]):
            message = f"{quoted(cell.text)} contradicts {quoted(known.text)} in {known.origin}; make them say the same."
            reading.report("INPUT-44", message, cell, [origin_of(known)], (known.text, cell.text))
    for name, forms in second.translations.items():
        first.translations[name] = {**forms, **first.translations.get(name, {})}


# Times, days and numbers are written in many ways and compared by their own readers, if at all.
_COMPARED = frozenset(
    ("speakers", "room", "host", "clearance", "cleared_by", "cleared_for", "status", "by", "partners", "owner")
)


def _free(stem: str, taken: Container[str], number: int = 1) -> str:
    """The stem itself, or the stem with the first free number from ``number`` on."""
    key = stem if number == 1 else f"{stem}-{number}"
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def origins_of(row: Row, main: str, *names: str, **renamed: str) -> dict[str, Origin]:
    """Field → origin for the row: ``main`` is also the place of the whole record; ``renamed`` maps field=column."""
    origins = {"": row.place(main)}
    for name in (main, *names):
        if name in row.cells:
            origins[name] = origin_of(row.cells[name])
    for name, column in renamed.items():
        if column in row.cells:
            origins[name] = origin_of(row.cells[column])
    return origins


def translations_of(row: Row, *names: str, **renamed: str) -> dict[str, dict[str, str]]:
    """Field → language → text for the columns that give a text in other languages."""
    listed = {**{name: name for name in names}, **renamed}
    return {
        name: {language: cleaned(cell.text) for language, cell in row.translations[column].items()}
        for name, column in listed.items()
        if column in row.translations
    }


def text_of(row: Row, name: str) -> str:
    """The text of a field as it is kept: cleaned, "" when there is none or when it only says that nothing is known."""
    text = row.text(name)
    return "" if not text or (len(text) < 20 and unsaid(text)) else cleaned(text)
