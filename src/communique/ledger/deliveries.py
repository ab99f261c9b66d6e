"""Changes of a delivery's state, each one statement that also checks the state it comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from communique.errors import ApprovalError, StoreError
from communique.ledger.audit import note
from communique.ledger.rows import delivery_of, instant
from communique.ledger.tables import decisions, deliveries
from communique.model import Delivery, DeliveryState, Verdict

PLANNED, SENDING, DELIVERED, FAILED, UNKNOWN = (
    DeliveryState.PLANNED,
    DeliveryState.SENDING,
    DeliveryState.DELIVERED,
    DeliveryState.FAILED,
    DeliveryState.UNKNOWN,
)
# State → the states it may come from. Only ``claim`` leads to sending; nothing leads away from delivered.
BEFORE: Mapping[DeliveryState, tuple[DeliveryState, ...]] = {
    PLANNED: (SENDING, UNKNOWN),
    DELIVERED: (SENDING, UNKNOWN),
    FAILED: (PLANNED, SENDING, FAILED),
    UNKNOWN: (SENDING, UNKNOWN),
}


def standing(connection: sa.Connection, key: str) -> Delivery | None:
    row = connection.execute(sa.select(deliveries).where(deliveries.c.key == key)).one_or_none()
    return delivery_of(row) if row is not None else None


def plan(connection: sa.Connection, delivery: Delivery, now: datetime) -> None:
    """A new row, or new digests for one that was not sent yet; anything else is left as it is."""
    bound = {
        "digest": delivery.digest,
        "destinations": delivery.destinations,
        "targets": json.dumps(delivery.targets, ensure_ascii=False),
        "state": PLANNED.value,
        "changed": instant(now),
    }
    if standing(connection, delivery.key) is None:
        last = sa.select(sa.func.coalesce(sa.func.max(deliveries.c.position), 0) + 1)
        position = connection.execute(last.where(deliveries.c.event == delivery.event)).scalar_one()
        names = {name: getattr(delivery, name) for name in ("key", "event", "document", "language", "channel")}
        empty = {"address": "", "detail": "", "attempts": 0, "refused": "{}"}
        connection.execute(deliveries.insert().values(**names, **bound, **empty, position=position))
        changed = True
    else:
        open_ones = deliveries.c.state.in_((PLANNED.value, FAILED.value))
        statement = deliveries.update().where(deliveries.c.key == delivery.key, open_ones).values(**bound)
        changed = connection.execute(statement).rowcount == 1
    if changed:
        note(connection, now, "planned", delivery.event, delivery.key, detail=delivery.digest)


def claim(connection: sa.Connection, key: str, digest: str, now: datetime) -> bool:
    """planned or failed → sending. Raises ``ApprovalError`` when no decision on record allows it."""
    found = standing(connection, key)
    if found is None:
        return False
    _require_decision(connection, found)
    statement = deliveries.update().where(
        deliveries.c.key == key,
        deliveries.c.digest == digest,
        # What was just checked must still be what is bound, whoever plans at the same time.
        deliveries.c.digest == found.digest,
        deliveries.c.destinations == found.destinations,
        deliveries.c.state.in_((PLANNED.value, FAILED.value)),
    )
    attempt = {"state": SENDING.value, "attempts": deliveries.c.attempts + 1, "changed": instant(now)}
    if connection.execute(statement.values(**attempt, address="", detail="", refused="{}")).rowcount != 1:
        return False
    note(connection, now, SENDING.value, found.event, key, detail=digest)
    return True


def change(
    connection: sa.Connection,
    key: str,
    state: DeliveryState,
    now: datetime,
    *,
    person: str = "",
    address: str = "",
    detail: str = "",
    refused: Mapping[str, str] | None = None,
) -> None:
    """Raises ``StoreError`` when the delivery is not in a state that this one may follow."""
    sources = tuple(before.value for before in BEFORE.get(state, ()))
    values = {
        "state": state.value,
        "address": address,
        "detail": detail,
        "refused": json.dumps(dict(refused or {}), ensure_ascii=False),
        "changed": instant(now),
    }
    statement = deliveries.update().where(deliveries.c.key == key, deliveries.c.state.in_(sources)).values(**values)
    done = connection.execute(statement).rowcount
    found = standing(connection, key)
    if done != 1 or found is None:
        now_is = found.state.value if found else "not planned"
        raise StoreError(
            f"The delivery {key} is {now_is} and can't become {state.value}. Look at it with: communique status"
        )
    note(connection, now, state.value, found.event, key, person, detail)


def forget_refusals(connection: sa.Connection, delivery: Delivery, person: str, reason: str, now: datetime) -> None:
    """A person has dealt with the addresses that refused it. The audit keeps who they were."""
    connection.execute(deliveries.update().where(deliveries.c.key == delivery.key).values(refused="{}"))
    addresses = ", ".join(delivery.refused)
    note(connection, now, "refusals settled", delivery.event, delivery.key, person, f"{reason} ({addresses})")


def _require_decision(connection: sa.Connection, delivery: Delivery) -> None:
    """Whoever calls, nothing is sent without an approval on record for exactly this draft and these destinations.

    Who may approve and how many must is ``review``'s to say; this is the lock on the door behind it.
    """
    about = (
        decisions.c.event == delivery.event,
        decisions.c.document == delivery.document,
        decisions.c.language == delivery.language,
    )
    rows = connection.execute(sa.select(decisions).where(*about).order_by(decisions.c.id))
    latest = {row.person: row for row in rows}
    exact = [row for row in latest.values() if row.digest == delivery.digest]
    against = [row.person for row in exact if row.verdict == Verdict.REQUEST_CHANGES.value]
    if against:
        raise ApprovalError(
            f"The {delivery.document} ({delivery.language}) of “{delivery.event}” was not sent: {against[0]} has asked "
            "for changes. Make them, or ask them to approve."
        )
    if not any(row.destinations == delivery.destinations for row in exact):
        raise ApprovalError(
            f"The {delivery.document} ({delivery.language}) of “{delivery.event}” was not sent: nobody's approval of "
            f"exactly this version and its destinations is on record. Review it: communique review {delivery.event}"
        )
