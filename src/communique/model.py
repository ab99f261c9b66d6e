"""The nouns every stage shares. All are frozen; states are enumerations; every value knows where it was read.

A ``Record`` carries ``origins``: field name → ``Origin``. The key ``""`` is the place of the whole record (its row,
its heading), which ``Record.origin`` falls back to. Text that a person wrote is kept as it was written; names of
organisations are joined by id, never by spelling.
"""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read. ``file`` is relative to the event folder, with forward slashes.

    ``cell`` is A1 style for workbooks and delimited files (row 1 is the file's first line) and
    ``table 1, row 3, column 2`` for a Word table; ``line`` counts from 1 in text files. ``text`` is what stood there.
    """

    file: str
    sheet: str = ""
    cell: str = ""
    line: int = 0
    text: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet “{self.sheet}”")
        if self.cell:
            parts.append(self.cell if " " in self.cell else f"cell {self.cell}")
        if self.line:
            parts.append(f"line {self.line}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Source:
    """What supports a piece of an output: one field of one record, and the place it was read."""

    record: str
    field: str
    origin: Origin | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every noun has: an id that survives rewording and reordering, and the origin of each field.

    ``translations`` is field → language code → text, for fields that the inputs give in several languages.
    """

    id: str
    origins: Mapping[str, Origin] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def origin(self, name: str = "") -> Origin | None:
        """The place where the field was read, or that of the whole record."""
        return self.origins.get(name) or self.origins.get("")

    def source(self, name: str = "") -> Source:
        return Source(self.id, name, self.origin(name))


class Sex(enum.Enum):
    """Only as stated in the inputs; never derived from a name."""

    WOMAN = "woman"
    MAN = "man"
    NOT_STATED = "not stated"


class NameOrder(enum.Enum):
    FAMILY_FIRST = "family first"
    GIVEN_FIRST = "given first"
    NOT_STATED = "not stated"


class HalfDay(enum.Enum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NOT_STATED = "not stated"


class SessionKind(enum.Enum):
    OPENING = "opening"
    LECTURE = "lecture"
    DISCUSSION = "discussion"
    VISIT = "visit"
    CLOSING = "closing"
    BREAK = "break"
    TRAVEL = "travel"
    OTHER = "other"


class OrganisationRole(enum.Enum):
    """What an organisation did at the event."""

    HOST = "host"
    PARTNER = "partner"
    GUEST = "guest"
    VISITED = "visited"
    PARTICIPANT = "participant"


class Clearance(enum.Enum):
    """Whether the speaker (or the speaker's office) has released a quotation."""

    CLEARED = "cleared"
    SENT = "sent to speaker"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    NOT_STATED = "not stated"


class OutcomeStatus(enum.Enum):
    AGREED = "agreed"
    REQUESTED = "requested"
    PROPOSED = "proposed"
    NOT_STATED = "not stated"


class Priority(enum.Enum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_STATED = "not stated"


class Consent(enum.Enum):
    GIVEN = "given"
    REFUSED = "refused"
    NOT_STATED = "not stated"


class Audience(enum.Enum):
    """Who a document is for, from widest to narrowest."""

    PUBLIC = "public"
    MINISTRY = "ministry"
    INTERNAL = "internal"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """House style: who publishes, and how its texts are dressed.

    ``service`` stands in the dateline's brackets (“ILO News”). ``about`` are boilerplates of the publisher itself;
    those of other organisations come from the register.
    """

    name: str = ""
    service: str = ""
    about: str = ""
    contact: Contact | None = None
    disclaimer: str = ""
    credit: str = ""
    end_mark: str = "###"
    report_label: str = ""


class Severity(enum.Enum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Answer:
    """A named person's reason why a finding stands as it is; void once the values it is about have changed."""

    code: str
    about: tuple[str, ...]
    reason: str
    person: str
    role: str
    day: date
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend or to answer. ``message`` says what is wrong, ``help`` what to do, for a programme officer.

    ``related`` are the other places of a contradiction. ``about`` are the input texts that it is about: an
    ``Answer`` holds only while they stay as they were.
    """

    code: str
    severity: Severity
    message: str
    help: str
    place: Origin
    related: tuple[Origin, ...] = ()
    about: tuple[str, ...] = ()
    answer: Answer | None = None

    @property
    def blocks(self) -> bool:
        """Errors stop sign-off until the inputs are mended or a named person has answered."""
        return self.severity is Severity.ERROR and self.answer is None


@dataclass(frozen=True, slots=True)
class Trace:
    """One supported piece of an output file: the text, where it stands, and what supports it.

    ``place`` is readable: ``line 12, column 5``, ``paragraph 31`` or ``Actions!B4``.
    """

    text: str
    place: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a document. ``name`` is the file name, e.g. ``news-release.en.html``."""

    name: str
    media_type: str
    content: bytes
    trace: tuple[Trace, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """One document in one language, with all its renditions: they are signed off and sent as one."""

    document: str
    language: str
    audience: Audience
    title: str
    files: tuple[Rendition, ...]
    reference: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 over title, audience, file names and file digests; what an approval is bound to."""
        lines = [self.document, self.language, self.audience.value, self.title]
        lines += [f"{file.name} {file.digest}" for file in self.files]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def file(self, suffix: str) -> Rendition:
        """The rendition whose name ends so (``.html``); ``KeyError`` when there is none."""
        for rendition in self.files:
            if rendition.name.endswith(suffix):
                return rendition
        raise KeyError(suffix)


class Verdict(enum.Enum):
    APPROVE = "approve"
    REQUEST_CHANGES = "request changes"


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided about one document, bound to what they saw: its digest and that of its destinations."""

    event: str
    document: str
    language: str
    digest: str
    destinations: str
    verdict: Verdict
    person: str
    role: str
    when: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Leave to publish one document in one language to one set of destinations. Only ``review`` makes one."""

    event: str
    document: str
    language: str
    digest: str
    destinations: str
    people: tuple[str, ...]
    dossier: str = ""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where one document in one language is to go: a channel and the addresses or folder behind it."""

    channel: str
    kind: str
    document: str
    language: str
    targets: tuple[str, ...]


def destinations_digest(destinations: Iterable[Destination]) -> str:
    """SHA-256 over channels, kinds and targets, in any order; what an approval is bound to besides the draft's digest.

    It stands here because review (which approves) and publish (which verifies) must compute the very same.
    """
    listed = sorted([d.channel, d.kind, d.document, d.language, *sorted(d.targets)] for d in destinations)
    return hashlib.sha256(json.dumps(listed, ensure_ascii=True).encode()).hexdigest()


class DeliveryState(enum.Enum):
    """planned → sending → delivered | failed | unknown (the answer was lost: look it up, never repeat blindly)."""

    PLANNED = "planned"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One document in one language through one channel. ``key`` is event/document/language/channel.

    ``digest`` is that of the draft, ``destinations`` that of the plan it was approved for. ``targets`` are the
    addresses behind the channel when it was sent; ``refused`` those of them that the service did not take, and why.
    """

    key: str
    event: str
    document: str
    language: str
    channel: str
    digest: str
    destinations: str = ""
    state: DeliveryState = DeliveryState.PLANNED
    address: str = ""
    detail: str = ""
    attempts: int = 0
    changed: datetime | None = None
    targets: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a service answered: where the item is now, and who refused it.

    ``address`` is a URL, a path or a Message-ID; ``refused`` maps an address to the service's reason.
    """

    key: str
    address: str
    digest: str
    refused: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One action that somebody should be told about today. ``stage`` names why (``due in 7 days``, ``overdue``)."""

    action: Action
    event: str
    stage: str
    key: str
    days: int = 0
