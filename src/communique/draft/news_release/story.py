"""What goes into a news release, and in which order: the choices an editor makes before writing a word.

A release is not a list: of many sessions, visits, outcomes and quotations the ones with something to tell are chosen,
by rules that depend on nothing but the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from communique.model import (
    Audience,
    Clearance,
    Event,
    Organisation,
    Outcome,
    OutcomeStatus,
    Person,
    Quote,
    Record,
    Session,
    SessionKind,
    Visit,
)

# How much of each a release of one page and a half has room for.
TOLD_SESSIONS, LECTURERS, VISITS, OUTCOMES, VOICES = 3, 4, 5, 5, 3
_Chosen = TypeVar("_Chosen", bound=Record)
_STATUS_ORDER = tuple(OutcomeStatus)


@dataclass(frozen=True, slots=True)
class Commitment:
    """An outcome, and those of its partners that its own words do not name."""

    outcome: Outcome
    partners: tuple[Organisation | Person, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What the same organisations or people committed to, with one status, in the order of the inputs."""

    by: tuple[Organisation | Person, ...]
    status: str
    commitments: tuple[Commitment, ...]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(commitment.outcome for commitment in self.commitments)

    @property
    def personal(self) -> bool:
        """One person's, who is named again where an organisation would be “it”."""
        return len(self.by) == 1 and isinstance(self.by[0], Person)


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker and what may be quoted of them."""

    speaker: Person
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The chosen records, in the order in which they are told. Breaks and travel are in none of them.

    ``partners`` leaves out the one that is the programme itself; ``visits_here`` and ``visits_elsewhere`` are empty
    when there are too many visits to tell each.
    """

    event: Event
    hosts: tuple[Organisation, ...]
    partners: tuple[Organisation, ...]
    guests: tuple[Organisation, ...]
    openings: tuple[Session, ...]
    lectures: tuple[Session, ...]
    lectures_told: tuple[Session, ...]
    lecturers: tuple[Person, ...]
    more_lecturers: tuple[Person, ...]
    told: tuple[Session, ...]
    closings: tuple[Session, ...]
    visits: tuple[Visit, ...]
    visits_told: tuple[Visit, ...]
    visits_here: tuple[Visit, ...]
    visits_elsewhere: tuple[Visit, ...]
    statements: tuple[Statement, ...]
    voices: tuple[Voice, ...]
    abouts: tuple[Organisation, ...]

    @property
    def guest_countries(self) -> tuple[str, ...]:
        """The countries of the guests, each once; none when one guest's country is not known."""
        if not all(guest.country for guest in self.guests):
            return ()
        return tuple(dict.fromkeys(guest.country for guest in self.guests))

    @property
    def host_names_city(self) -> bool:
        """Whether the place is clear from a host's name, so that the lede need not repeat the dateline."""
        return any(self.event.city and self.event.city in host.name for host in self.hosts)

    @property
    def programme_is_partner(self) -> bool:
        partners = (item for item in self.event.organisations if item.id in self.event.partners)
        return any(item.name == self.event.programme for item in partners)

    def receiver(self, visit: Visit) -> Organisation | None:
        """Who received the visitors, unless the name of the place says so already."""
        for item in self.event.organisations:
            if item.id == visit.host:
                return None if _names(visit.place, item) else item
        return None


def choose(event: Event, language: str = "en") -> Story:
    """The story of an event in a language. Ids that no record has are passed over: ``check`` reports them."""
    organisations = {item.id: item for item in event.organisations}
    people = {item.id: item for item in event.people if item.attended}
    lectures = _of_kind(event.sessions, SessionKind.LECTURE)
    lecturers = _found((key for session in lectures for key in session.speakers), people)
    few = len(lecturers) <= LECTURERS + 1
    here = tuple(visit for visit in event.visits if visit.host not in organisations or visit.host in event.hosts)
    elsewhere = tuple(visit for visit in event.visits if visit.host in organisations and visit.host not in event.hosts)
    if sum(1 for visit in here if visit.shown) == 1:
        # “A, B and C, where they saw …” is true only of the last.
        here = tuple(sorted(here, key=lambda visit: bool(visit.shown)))
    each = len(event.visits) <= VISITS
    return Story(
        event=event,
        hosts=_found(event.hosts, organisations),
        partners=tuple(item for item in _found(event.partners, organisations) if item.name != event.programme),
        guests=_found(event.guests, organisations),
        openings=_with_prose(_of_kind(event.sessions, SessionKind.OPENING))[:1],
        lectures=lectures,
        lectures_told=_with_prose(lectures)[:TOLD_SESSIONS],
        lecturers=lecturers if few else lecturers[:LECTURERS],
        more_lecturers=() if few else lecturers[LECTURERS:],
        told=_with_prose(_of_kind(event.sessions, SessionKind.DISCUSSION, SessionKind.OTHER))[:TOLD_SESSIONS],
        closings=_with_prose(_of_kind(event.sessions, SessionKind.CLOSING))[:1],
        visits=event.visits,
        visits_told=tuple(visit for visit in event.visits if visit.summary)[:2],
        visits_here=here if each else (),
        visits_elsewhere=elsewhere if each else (),
        statements=_statements(event, {**organisations, **people}),
        voices=_voices(event, people, language),
        abouts=_abouts(event),
    )


def _found(keys: Iterable[str], records: dict[str, _Chosen]) -> tuple[_Chosen, ...]:
    return tuple(records[key] for key in dict.fromkeys(keys) if key in records)


def _of_kind(sessions: Iterable[Session], *kinds: SessionKind) -> tuple[Session, ...]:
    return tuple(session for session in sessions if session.kind in kinds)


def _with_prose(sessions: Iterable[Session]) -> tuple[Session, ...]:
    return tuple(session for session in sessions if session.summary)


def _statements(event: Event, parties: dict[str, Organisation | Person]) -> tuple[Statement, ...]:
    """Outcomes that have an author, the agreed ones first when there are too many for a release."""
    named = [outcome for outcome in event.outcomes if _found(outcome.by, parties)]
    if len(named) > OUTCOMES:
        named = sorted(named, key=lambda outcome: _STATUS_ORDER.index(outcome.status))[:OUTCOMES]
    grouped: dict[tuple[tuple[str, ...], OutcomeStatus], list[Outcome]] = {}
    for outcome in named:
        grouped.setdefault((outcome.by, outcome.status), []).append(outcome)
    return tuple(
        Statement(
            _found(by, parties),
            "" if status is OutcomeStatus.NOT_STATED else status.value,
            tuple(Commitment(outcome, _unnamed(outcome, parties)) for outcome in outcomes),
        )
        for (by, status), outcomes in grouped.items()
    )


def _unnamed(outcome: Outcome, parties: dict[str, Organisation | Person]) -> tuple[Organisation | Person, ...]:
    partners = _found((key for key in outcome.partners if key not in outcome.by), parties)
    return tuple(party for party in partners if not _names(outcome.text, party))


def _names(text: str, party: Organisation | Person) -> bool:
    """Whether a text names the party in one of its forms."""
    if isinstance(party, Person):
        return party.display in text
    forms = (party.name, *party.aliases, *party.written)
    acronym = rf"(?<![\w-]){re.escape(party.acronym)}(?![\w-])" if party.acronym else "(?!)"
    return any(form in text for form in forms) or re.search(acronym, text) is not None


def _voices(event: Event, people: dict[str, Person], language: str) -> tuple[Voice, ...]:
    """Quotations that somebody has released for the public in the release's language, by speaker; never any others."""
    spoken: dict[str, list[Quote]] = {}
    for quote in event.quotes:
        released = quote.clearance is Clearance.CLEARED and quote.cleared_for is Audience.PUBLIC
        if released and quote.speaker in people and quote.language in ("", language) and quote.text.strip():
            spoken.setdefault(quote.speaker, []).append(quote)
    return tuple(Voice(people[key], tuple(quotes)) for key, quotes in list(spoken.items())[:VOICES])


def _abouts(event: Event) -> tuple[Organisation, ...]:
    """Those who took part by name and have a boilerplate, in protocol order; without a rank they come last."""
    active = {*event.hosts, *event.partners, *event.guests}
    listed = [item for item in event.organisations if item.boilerplate and item.id in active]
    return tuple(sorted(listed, key=lambda item: (item.rank == 0, item.rank)))
