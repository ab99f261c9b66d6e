"""What was gathered: the event, and the people, organisations, sessions, visits and texts that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar

from communique.model.record import Record
from communique.model.states import (
    Audience,
    Clearance,
    Consent,
    HalfDay,
    NameOrder,
    OrganisationRole,
    OutcomeStatus,
    Priority,
    SessionKind,
    Sex,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Record):
    """``name`` is the official English form, ``names`` the official form per language code (``en``, ``zh``, ``km``).

    ``written`` keeps the forms found in the inputs. ``rank`` is the protocol order, 0 when none is recorded.
    ``boilerplate`` is the “About …” paragraph.
    """

    name: str
    acronym: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    country: str = ""
    sector: str = ""
    rank: int = 0
    roles: tuple[OrganisationRole, ...] = ()
    boilerplate: str = ""
    registered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """``display`` is the name as it should be printed in English text, without honorific; it is never split on spaces.

    ``organisation`` is an organisation's id or "". ``attended`` is False for somebody listed but marked absent.
    """

    display: str
    family: str = ""
    given: str = ""
    order: NameOrder = NameOrder.NOT_STATED
    names: Mapping[str, str] = field(default_factory=dict)
    honorific: str = ""
    sex: Sex = Sex.NOT_STATED
    function: str = ""
    organisation: str = ""
    country: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    notes: str = ""
    listed: bool = True
    attended: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Record):
    """One programme item. ``speakers`` are person ids. ``summary`` is prose; ``points`` are a clause each."""

    title: str
    day: date | None = None
    start: time | None = None
    end: time | None = None
    half_day: HalfDay = HalfDay.NOT_STATED
    kind: SessionKind = SessionKind.OTHER
    speakers: tuple[str, ...] = ()
    room: str = ""
    summary: str = ""
    purpose: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """One site visit. ``place`` is a noun phrase that completes “Participants visited …”; ``host`` an organisation id.

    ``shown``: noun phrases of what was seen. ``relevance``: one sentence on why it matters, attributed in the text.
    """

    place: str
    day: date | None = None
    host: str = ""
    shown: tuple[str, ...] = ()
    summary: str = ""
    relevance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Record):
    """Words as spoken, never corrected. ``speaker`` is a person id, or "" when nobody is named."""

    text: str
    speaker: str = ""
    speaker_written: str = ""
    language: str = "en"
    translated_from: str = ""
    clearance: Clearance = Clearance.NOT_STATED
    cleared_by: str = ""
    cleared_for: Audience | None = None
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Record):
    """``text`` completes “<by> …”: it starts with a verb in the past tense (“expressed its commitment to …”).

    ``by`` and ``partners`` are organisation or person ids.
    """

    text: str
    status: OutcomeStatus = OutcomeStatus.NOT_STATED
    by: tuple[str, ...] = ()
    by_written: str = ""
    partners: tuple[str, ...] = ()
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """``owner`` is a person id or ""; an owner that is not stated is a state to fill in, not a blank to hide."""

    title: str
    owner: str = ""
    owner_written: str = ""
    organisation: str = ""
    due: date | None = None
    priority: Priority = Priority.NOT_STATED
    done_when: str = ""
    status: str = "open"
    outcome: str = ""
    raised_in: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo(Record):
    """``file`` is relative to the event folder; ``digest`` is the SHA-256 of its bytes, "" when it is missing."""

    file: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    consent: Consent = Consent.NOT_STATED
    visit: str = ""
    day: date | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    name: str
    function: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""


R = TypeVar("R", bound=Record)


def _by_id(records: tuple[R, ...], key: str) -> R:
    for record in records:
        if record.id == key:
            return record
    raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Everything known of one event. Id-valued fields point into the collections at the end.

    ``days_stated`` is the number in “a three-day event”; ``arrival`` and ``departure`` are travel days inside
    ``start``–``end`` (both ends included). ``objectives`` are infinitive clauses (“strengthen the bond …”).
    ``*_stated`` totals are what somebody wrote, kept apart from what the list adds up to.
    """

    title: str
    kind: str = ""
    name: str = ""
    start: date | None = None
    end: date | None = None
    days_stated: int | None = None
    arrival: date | None = None
    departure: date | None = None
    timezone: str = ""
    city: str = ""
    country: str = ""
    venue: str = ""
    programme: str = ""
    framework: str = ""
    background: str = ""
    summary: str = ""
    objectives: tuple[str, ...] = ()
    look_ahead: str = ""
    headline: str = ""
    standfirst: str = ""
    embargo: datetime | None = None
    published: date | None = None
    source_name: str = ""
    source_url: str = ""
    notes: tuple[str, ...] = ()
    participants_stated: int | None = None
    women_stated: int | None = None
    men_stated: int | None = None
    reference: str = ""
    prepared_by: str = ""
    addressees: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    contact: Contact | None = None
    organisations: tuple[Organisation, ...] = ()
    people: tuple[Person, ...] = ()
    sessions: tuple[Session, ...] = ()
    visits: tuple[Visit, ...] = ()
    quotes: tuple[Quote, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    actions: tuple[Action, ...] = ()
    photos: tuple[Photo, ...] = ()

    def organisation(self, key: str) -> Organisation:
        """The organisation with that id; ``KeyError`` when there is none."""
        return _by_id(self.organisations, key)

    def person(self, key: str) -> Person:
        """The person with that id; ``KeyError`` when there is none."""
        return _by_id(self.people, key)
