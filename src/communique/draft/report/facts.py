"""Looks up and words what a report needs of one event: names, dates, counts. What is not known stays None."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from communique.draft.report.views import Facts, Known, PersonView
from communique.model import Event, HalfDay, Organisation, Origin, Person, Record, Session, Source
from communique.templating import Fact, FieldFact

# A total is supported by each record it counts; beyond so many, by the lists they stand in.
_NAMED_ONE_BY_ONE = 40


class Lookup:
    """One event in one language. ``words`` are the functions of ``wording.of(language)``."""

    def __init__(self, event: Event, words: Mapping[str, Callable[..., Any]], language: str) -> None:
        self.event = event
        self.words = words
        self.language = language
        self.organisations = {item.id: item for item in event.organisations}
        self.people = {item.id: item for item in event.people}

    def said(self, record: Record, name: str) -> Known:
        """A text field in the report's language, as written; None when it is empty."""
        text = record.translations.get(name, {}).get(self.language) or getattr(record, name)
        return FieldFact(text, record, name) if text else None

    def paragraphs(self, record: Record, name: str) -> Facts:
        """A text field cut at its line breaks."""
        whole = self.said(record, name)
        parts = re.split(r"\s*\n\s*", whole.value.strip()) if whole else []
        return tuple(FieldFact(part, record, name) for part in parts if part)

    def items(self, record: Record, name: str) -> Facts:
        """The texts of a field that holds several."""
        return tuple(FieldFact(text, record, name) for text in getattr(record, name) if text)

    def day(self, record: Record, name: str, value: date | None = None) -> Known:
        """“10 December 2023”."""
        value = value or getattr(record, name)
        return FieldFact(self.words["day"](value), record, name) if value else None

    def weekday(self, value: date, sources: Iterable[Source]) -> Fact:
        """“Sunday, 10 December 2023”."""
        return Fact(f"{self.words['weekday'](value)}, {self.words['day'](value)}", sources)

    def dates(self) -> Known:
        """“10 to 13 December 2023”, as far as the first and the last day are known."""
        event = self.event
        if event.start is None:
            return self.day(event, "end")
        text = self.words["date_range"](event.start, event.end)
        return FieldFact(text, event, "start", *(("end",) if event.end else ()))

    def time(self, session: Session) -> Known:
        """“09:00–10:30”, “from 09:00” being “09:00”; otherwise the half day, if that is known."""
        clock = self.words["clock"]
        if session.start and session.end:
            return FieldFact(f"{clock(session.start)}–{clock(session.end)}", session, "start", "end")
        if session.start:
            return FieldFact(clock(session.start), session, "start")
        if session.half_day is HalfDay.NOT_STATED:
            return None
        return FieldFact(str(self.words["capital"](session.half_day.value)), session, "half_day")

    def place(self) -> Known:
        """“Guangzhou, China”."""
        event = self.event
        fields = [name for name in ("city", "country") if getattr(event, name)]
        if event.city == event.country:
            fields = fields[:1]
        text = ", ".join(getattr(event, name) for name in fields)
        return FieldFact(text, event, *fields) if text else None

    def official(self, organisation: Organisation) -> str:
        return organisation.names.get(self.language) or organisation.name

    def organisation(self, key: str, user: Record, field: str) -> Known:
        """The official name, supported by the record that names it and by the organisation's own."""
        found = self.organisations.get(key)
        if found is None:
            return None
        return Fact(self.official(found), (user.source(field), found.source("name")))

    def with_acronym(self, key: str, field: str) -> Known:
        """“Guangzhou Industry and Trade Technician College (GZITTC)”, of the event's own hosts, partners and guests."""
        name = self.organisation(key, self.event, field)
        acronym = self.organisations[key].acronym if name else ""
        if name is None or not acronym or acronym == name.value:
            return name
        return Fact(f"{name.value} ({acronym})", (*name.sources, self.organisations[key].source("acronym")))

    def short(self, key: str, user: Record, field: str) -> Known:
        """The acronym where there is one: narrow columns; the list of abbreviations explains it."""
        found = self.organisations.get(key)
        if found is None or not found.acronym:
            return self.organisation(key, user, field)
        return Fact(found.acronym, (user.source(field), found.source("acronym")))

    def name(self, person: Person) -> Fact:
        display = person.names.get(self.language) or person.display
        if not person.honorific:
            return FieldFact(display, person, "display")
        return FieldFact(self.words["named"](display, person.honorific), person, "honorific", "display")

    def person(self, person: Person) -> PersonView:
        """Somebody in a list: function and organisation in columns of their own."""
        organisation = self.organisations.get(person.organisation)
        return PersonView(
            name=self.name(person),
            function=self.said(person, "function"),
            organisation=FieldFact(self.official(organisation), person, "organisation") if organisation else None,
            country=self.said(person, "country"),
        )

    def speaker(self, key: str) -> PersonView:
        """Somebody in a sentence: with the phrase that says who it is."""
        person = self.people[key]
        view = self.person(person)
        return PersonView(view.name, view.function, view.organisation, view.country, self._position(person))

    def again(self, key: str) -> PersonView:
        """Somebody who was named in full right before: “Ms. Phanthavong”."""
        person = self.people[key]
        display = person.names.get(self.language) or person.display
        short = self.words["later"](display, person.honorific, person.family)
        fields = ("honorific", "family") if person.honorific and person.family else ("display",)
        return PersonView(FieldFact(short, person, *fields), None, None, None)

    def _position(self, person: Person) -> Known:
        organisation = self.organisations.get(person.organisation)
        named = self.words["the"](self.official(organisation), organisation.sector) if organisation else ""
        text = self.words["position"](person.function, named)
        sources = [person.source("function")] if person.function else []
        if organisation:
            sources += [person.source("organisation"), organisation.source("name")]
        return Fact(text, sources) if text else None

    def parties(self, keys: Sequence[str], user: Record, field: str, written: str = "") -> Known:
        """Organisations and people in words (“A, B and C”), or what was written when nobody could be found."""
        named: list[Fact] = []
        for key in keys:
            found = self.name(self.people[key]) if key in self.people else self.organisation(key, user, field)
            if found is not None:
                named.append(found)
        if not named:
            text = getattr(user, written) if written else ""
            return FieldFact(text, user, written) if text else None
        text = str(self.words["listed"]([item.value for item in named]))
        return Fact(text, [user.source(field), *(source for item in named for source in item.sources)])

    def count(self, records: Sequence[Record], field: str = "") -> Fact:
        """How many there are, supported by each of them, or by their lists when there are many."""
        if len(records) <= _NAMED_ONE_BY_ONE:
            return Fact(len(records), (record.source(field) for record in records))
        places = [record.origin(field) for record in records]
        lists = dict.fromkeys((place.file, place.sheet) for place in places if place)
        return Fact(len(records), (Source(self.event.id, field, Origin(*one)) for one in lists))
