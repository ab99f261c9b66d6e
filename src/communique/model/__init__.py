"""The nouns every stage shares. All are frozen; states are enumerations; every value knows where it was read.

A ``Record`` carries ``origins``: field name → ``Origin``. The key ``""`` is the place of the whole record (its row,
its heading), which ``Record.origin`` falls back to. Text that a person wrote is kept as it was written; names of
organisations are joined by id, never by spelling.
"""

from __future__ import annotations

from communique.model.deliveries import (
    Approval,
    Decision,
    Delivery,
    DeliveryState,
    Destination,
    Receipt,
    Reminder,
    Verdict,
    destinations_digest,
)
from communique.model.drafts import Answer, Draft, Finding, House, Rendition, Severity, Trace
from communique.model.event import Action, Contact, Event, Organisation, Outcome, Person, Photo, Quote, Session, Visit
from communique.model.record import Origin, Record, Source
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

__all__ = [
    "Action",
    "Answer",
    "Approval",
    "Audience",
    "Clearance",
    "Consent",
    "Contact",
    "Decision",
    "Delivery",
    "DeliveryState",
    "Destination",
    "Draft",
    "Event",
    "Finding",
    "HalfDay",
    "House",
    "NameOrder",
    "Organisation",
    "OrganisationRole",
    "Origin",
    "Outcome",
    "OutcomeStatus",
    "Person",
    "Photo",
    "Priority",
    "Quote",
    "Receipt",
    "Record",
    "Reminder",
    "Rendition",
    "Session",
    "SessionKind",
    "Severity",
    "Sex",
    "Source",
    "Trace",
    "Verdict",
    "Visit",
    "destinations_digest",
]
