"""What becomes of drafts: decisions, approvals, destinations, deliveries and receipts; and reminders of actions."""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from communique.model.event import Action


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
