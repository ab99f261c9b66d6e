"""The states that the nouns of an event may be in, as the inputs state them; what is not stated says so."""

from __future__ import annotations

import enum


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
