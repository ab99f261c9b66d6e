"""Rows of the ledger as the nouns of ``model`` and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row

from communique.model import Action, Decision, Delivery, DeliveryState, Priority, Verdict


@dataclass(frozen=True, slots=True)
class FollowedAction:
    """An action as the ledger follows it. ``state`` is ``open``, ``done`` or ``dropped`` (no longer in the inputs).

    ``since`` is the last day of its event; ``done_by`` a person's id, ``evidence`` what shows that it was done.
    """

    event: str
    action: Action
    since: date | None
    state: str
    done_by: str
    evidence: str
    changed: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that was done: when, what, to what, by whom ("" for the program itself)."""

    at: datetime
    act: str
    event: str
    subject: str
    person: str
    detail: str


def instant(when: datetime) -> str:
    """A time as the ledger keeps it: UTC, ISO 8601 with microseconds. A time without a zone is a programming error."""
    if when.tzinfo is None:
        raise ValueError("the ledger keeps times with a time zone only")
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def decision_values(decision: Decision) -> dict[str, Any]:
    return {
        "event": decision.event,
        "document": decision.document,
        "language": decision.language,
        "digest": decision.digest,
        "destinations": decision.destinations,
        "verdict": decision.verdict.value,
        "person": decision.person,
        "role": decision.role,
        "decided": instant(decision.when),
        "note": decision.note,
    }


def decision_of(row: Row[Any]) -> Decision:
    return Decision(
        event=row.event,
        document=row.document,
        language=row.language,
        digest=row.digest,
        destinations=row.destinations,
        verdict=Verdict(row.verdict),
        person=row.person,
        role=row.role,
        when=datetime.fromisoformat(row.decided),
        note=row.note,
    )


def delivery_of(row: Row[Any]) -> Delivery:
    return Delivery(
        key=row.key,
        event=row.event,
        document=row.document,
        language=row.language,
        channel=row.channel,
        digest=row.digest,
        destinations=row.destinations,
        state=DeliveryState(row.state),
        address=row.address,
        detail=row.detail,
        attempts=row.attempts,
        changed=datetime.fromisoformat(row.changed),
        targets=tuple(json.loads(row.targets)),
        refused=json.loads(row.refused),
    )


def action_values(action: Action) -> dict[str, Any]:
    return {
        "title": action.title,
        "owner": action.owner,
        "owner_written": action.owner_written,
        "organisation": action.organisation,
        "due": action.due.isoformat() if action.due else "",
        "priority": action.priority.value,
        "done_when": action.done_when,
        "status": action.status,
        "outcome": action.outcome,
        "raised_in": action.raised_in,
        "notes": action.notes,
    }


def action_of(row: Row[Any]) -> FollowedAction:
    action = Action(
        id=row.id,
        title=row.title,
        owner=row.owner,
        owner_written=row.owner_written,
        organisation=row.organisation,
        due=date.fromisoformat(row.due) if row.due else None,
        priority=Priority(row.priority),
        done_when=row.done_when,
        status=row.status,
        outcome=row.outcome,
        raised_in=row.raised_in,
        notes=row.notes,
    )
    since = date.fromisoformat(row.since) if row.since else None
    changed = datetime.fromisoformat(row.changed)
    return FollowedAction(row.event, action, since, row.state, row.done_by, row.evidence, changed)


def audit_of(row: Row[Any]) -> AuditEntry:
    return AuditEntry(datetime.fromisoformat(row.at), row.act, row.event, row.subject, row.person, row.detail)
