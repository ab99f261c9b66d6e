"""The event itself: what its own sheet says, and then what the lines above the other tables say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from communique.gather.cells.choices import unsaid
from communique.gather.cells.dates import Order, Possible, column_order, possible_dates, possible_range, settle
from communique.gather.cells.names import script
from communique.gather.cells.places import origin_of, quoted
from communique.gather.cells.values import cleaned, lines, phone, whole
from communique.gather.records.embargo import embargo_of
from communique.gather.records.organisations import Organisations
from communique.gather.records.reading import Reading
from communique.gather.table import Cell
from communique.gather.tables.said import Entry
from communique.model import Contact, OrganisationRole, Origin
from communique.register import comparison_key

DATES = ("start", "end", "arrival", "departure", "published")
NUMBERS = ("days_stated", "participants_stated", "women_stated", "men_stated")
LISTS = ("objectives", "notes", "addressees")
PARTIES = {"hosts": OrganisationRole.HOST, "partners": OrganisationRole.PARTNER, "guests": OrganisationRole.GUEST}
# What may be taken from above other tables: a list of participants says where and when, not what the summary is.
_FROM_HEADS = frozenset(
    {
        "title",
        "kind",
        "dates",
        "start",
        "end",
        "city",
        "country",
        "venue",
        "programme",
        "hosts",
        "partners",
        *NUMBERS[1:],
    }
)


class EventSheet:
    """Builds the fields of the event. ``dates`` must be called first: the other tables need the event's days."""

    def __init__(self, reading: Reading, organisations: Organisations) -> None:
        self._reading, self._organisations = reading, organisations
        self._first: dict[str, Cell] = {}
        self._lists: dict[str, list[Cell]] = {}
        self._foreign: dict[tuple[str, str], Cell] = {}
        self.values: dict[str, Any] = {}
        self.origins: dict[str, Origin] = {}
        self.translations: dict[str, dict[str, str]] = {}

    def take(self, entries: Iterable[Entry], heads: Iterable[Entry]) -> None:
        """Takes the entries of the event's own tables and then those from above other tables."""
        for entry in entries:
            self._take(entry, own=True)
        for entry in heads:
            if entry.field in _FROM_HEADS:
                self._take(entry, own=False)
        for name, forms in list(self.translations.items()):
            if name not in self._first and name not in self._lists:
                cell = self._foreign[name, next(iter(forms))]
                del self.translations[name]
                if name in LISTS or name in PARTIES:
                    self._lists[name] = [cell]
                else:
                    self._first[name] = cell

    def _take(self, entry: Entry, *, own: bool) -> None:
        cell = entry.cell
        if isinstance(cell.value, str) and unsaid(cell.text):
            return
        if entry.language not in ("", "en"):
            self._foreign.setdefault((entry.field, entry.language), cell)
            self.translations.setdefault(entry.field, {}).setdefault(entry.language, cleaned(cell.text))
        elif entry.field in LISTS or entry.field in PARTIES:
            listed = self._lists.setdefault(entry.field, [])
            if own or not listed:
                listed.append(cell)
        elif entry.field not in self._first:
            self._first[entry.field] = cell
        else:
            self._again(entry, own=own)

    def _again(self, entry: Entry, *, own: bool) -> None:
        """An entry that is there already: another language, the same again, or a contradiction."""
        first, cell = self._first[entry.field], entry.cell
        language = script(cell.text)
        if language not in ("en", script(first.text)):
            self.translations.setdefault(entry.field, {}).setdefault(language, cleaned(cell.text))
        elif entry.field == "country" and language != script(first.text):
            return  # 老挝 and Lao PDR: names in two scripts can't be compared
        elif entry.field in ("dates", "start", "end") and not own:
            return  # the day of a sign-in sheet is not the event's
        elif comparison_key(first.text) != comparison_key(cell.text):
            message = f"{quoted(cell.text)} contradicts {quoted(first.text)} in {first.origin}; make them say the same."
            self._reading.report("INPUT-44", message, cell, [origin_of(first)], (first.text, cell.text))

    def dates(self) -> None:
        """Reads the dates and tells the reading the first and last day of the event."""
        cells = {name: self._first[name] for name in DATES if name in self._first}
        order = column_order(cell.value for cell in cells.values())
        ends = self._range(order)
        for name in ("start", "end"):
            if name in cells:
                self._date(name, cells[name], order)
            elif name in ends:
                self._keep(name, ends[name], self._first["dates"])
        start, end = self.values.get("start"), self.values.get("end")
        if "start" in cells and "end" not in cells and "end" not in ends:
            end = start
        if start and end and start <= end:
            self._reading.span = (start, end)
        for name in DATES[2:]:
            if name in cells:
                self._date(name, cells[name], order)

    def _date(self, name: str, cell: Cell, order: Order | None) -> None:
        span = self._reading.span if name in ("arrival", "departure") else None
        possible = possible_dates(cell.value, span)
        settled = settle(possible, order, span)
        if settled is None:
            self._reading.ask_date(cell, possible)
            self.origins[name] = origin_of(cell)  # what misses the day points at the cell that should give it
        else:
            self._keep(name, settled, cell)

    def _range(self, order: Order | None) -> dict[str, date]:
        """The ends that “10–13 December 2023” gives; a single date is a day on which the event both starts and ends."""
        cell = self._first.get("dates")
        if cell is None:
            return {}
        found = possible_range(cell.text) if isinstance(cell.value, str) else None
        possible: Sequence[Possible] = possible_dates(cell.value) if found is None else ()
        first, last = found or (possible, possible)
        order = order or column_order([*_numeric(first), *_numeric(last)])
        start, end = settle(first, order), settle(last, order)
        if start is None or end is None:
            if "start" not in self._first:
                self._reading.ask_date(cell, [*first, *last] if start is None else last)
                self.origins["start"] = origin_of(cell)
            return {}
        given = self.values
        return {name: day for name, day in (("start", start), ("end", end)) if name not in given}

    def _keep(self, name: str, value: Any, cell: Cell) -> None:
        self.values[name] = value
        self.origins[name] = origin_of(cell)

    def fields(self) -> None:
        """Reads everything but the dates."""
        self._place()
        for name, cell in self._first.items():
            if name in NUMBERS:
                number = self._reading.number(cell)
                if number is not None:
                    self._keep(name, number, cell)
            elif name == "embargo":
                moment = embargo_of(cell, self._reading)
                if moment is not None:
                    self._keep(name, moment, cell)
            elif name not in DATES and name != "dates" and not name.startswith("contact_") and name not in self.values:
                self._keep(name, cleaned(cell.text), cell)
                if name in ("programme", "framework", "source_name"):
                    self._organisations.mention(cleaned(cell.text), origin_of(cell))
        for name, cells in self._lists.items():
            role = PARTIES.get(name)
            if role:
                found = [identity for cell in cells for identity in self._organisations.refer_all(cell, role)]
                self._keep(name, tuple(dict.fromkeys(found)), cells[0])
            else:
                items = (item for cell in cells for item in lines(cell.text, semicolons=name == "objectives"))
                self._keep(name, tuple(items), cells[0])
        self._contact()

    def _place(self) -> None:
        """“Guangzhou, China” in the city is the city and, when it is not given, the country."""
        cell = self._first.get("city")
        if cell and cell.text.count(",") == 1 and "country" not in self._first:
            city, _, country = cell.text.partition(",")
            self._keep("city", cleaned(city), cell)
            self._keep("country", cleaned(country), cell)

    def _contact(self) -> None:
        cells = {
            name.removeprefix("contact_"): cell for name, cell in self._first.items() if name.startswith("contact_")
        }
        if not cells:
            return
        origins = {name: origin_of(cell) for name, cell in cells.items()}
        origins[""] = next(iter(origins.values()))
        texts = {name: cleaned(cell.text) for name, cell in cells.items()}
        self.values["contact"] = Contact(
            id="contact", origins=origins, name=texts.get("name", ""), function=texts.get("function", ""),
            organisation=texts.get("organisation", ""), email=texts.get("email", "").removeprefix("mailto:"),
            phone=phone(cells["phone"].value) if "phone" in cells else "",
        )  # fmt: skip
        self.origins["contact"] = origins[""]
        if "organisation" in cells:
            self._organisations.mention(texts["organisation"], origins["organisation"])

    def totals(self, stated: dict[str, Cell]) -> None:
        """Takes the numbers of a list's total row where the event's own sheet gives none."""
        for name, cell in stated.items():
            number = whole(cell.value)
            if name not in self.values and name not in self._first and number is not None:
                self._keep(name, number, cell)


def _numeric(possible: Sequence[Possible]) -> list[str]:
    """The clear numeric dates of a range, as evidence for the order of its other end."""
    orders = {reading.order for reading in possible}
    if len(orders) != 1 or len(possible) != 1:
        return []
    day = possible[0].day
    return {
        Order.DAY_FIRST: [f"{day.day}/{day.month}/{day.year}"],
        Order.MONTH_FIRST: [f"{day.month}/{day.day}/{day.year}"],
    }.get(possible[0].order, [])
