"""The one database: decisions, deliveries, actions, and an audit of everything done to them.

A delivery is written down before it is attempted. Its state changes in single statements that also check the state
it comes from (``deliveries.BEFORE``), so that two processes can never both send it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Self

import sqlalchemy as sa

from communique.errors import InputError
from communique.ledger import actions, database, deliveries, rows, tables, turns
from communique.ledger.audit import note
from communique.ledger.rows import AuditEntry, FollowedAction, instant
from communique.model import Action, Decision, Delivery, DeliveryState

__all__ = ["AuditEntry", "FollowedAction", "Ledger"]


class Ledger:
    """``url`` is an SQLAlchemy URL of SQLite or PostgreSQL. Failures of the database are ``StoreError``.

    ``patience`` is how many seconds a write, or a publisher, waits for another one to finish. Use it from one thread.
    """

    def __init__(self, url: str, patience: float = 30.0) -> None:
        self._patience = patience
        self._engine = database.open_engine(url, patience)
        self._turns: set[str] = set()
        self._held: sa.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    # --- decisions

    def record(self, *decisions: Decision) -> None:
        """Writes down what somebody decided: all of it, or nothing.

        Earlier decisions stay; the latest one of each person counts.
        """
        with self._writing("recording a decision in") as connection:
            for one in decisions:
                connection.execute(tables.decisions.insert().values(**rows.decision_values(one)))
                subject = f"{one.document}/{one.language}"
                detail = f"{one.digest} {one.destinations} {one.note}".strip()
                note(connection, one.when, one.verdict.value, one.event, subject, one.person, detail)

    def decisions(self, event: str) -> tuple[Decision, ...]:
        """The event's decisions in the order they were recorded."""
        table = tables.decisions
        query = sa.select(table).where(table.c.event == event).order_by(table.c.id)
        return tuple(map(rows.decision_of, self._rows(query)))

    def show(self, event: str, dossier: str, person: str, now: datetime, remark: str = "") -> None:
        """Writes down that somebody was shown a dossier; ``person`` is "" when they did not say who they are."""
        with self._writing("noting a review in") as connection:
            note(connection, now, "shown", event, dossier, person, remark)

    def shown(self, event: str, person: str) -> str:
        """The id of the dossier that this person was shown last, "" when there is none."""
        table = tables.audit
        query = sa.select(table.c.subject).where(
            table.c.act == "shown", table.c.event == event, table.c.person == person
        )
        found = self._rows(query.order_by(table.c.id.desc()).limit(1))
        return str(found[0].subject) if found else ""

    # --- deliveries

    @contextmanager
    def publishing(self, event: str) -> Iterator[None]:
        """The event's turn to publish: one process at a time. May be entered again inside itself."""
        if event in self._turns:
            yield
            return
        with database.said(self._engine, "taking turns at"), turns.turn(self._engine, event, self._patience) as held:
            outer, self._held = self._held, held or self._held
            self._turns.add(event)
            try:
                yield
            finally:
                self._held = outer
                self._turns.discard(event)

    def deliveries(self, event: str) -> tuple[Delivery, ...]:
        """The event's deliveries in the order they were planned."""
        table = tables.deliveries
        query = sa.select(table).where(table.c.event == event).order_by(table.c.position, table.c.key)
        return tuple(map(rows.delivery_of, self._rows(query)))

    def delivery(self, key: str) -> Delivery | None:
        found = self._rows(sa.select(tables.deliveries).where(tables.deliveries.c.key == key))
        return rows.delivery_of(found[0]) if found else None

    def plan(self, delivery: Delivery, now: datetime) -> Delivery:
        """Writes down what is about to be sent and returns what stands.

        What was planned or failed before takes the new digests; what is sending, delivered or unknown stays as it is.
        """
        with self._writing("planning a delivery in") as connection:
            deliveries.plan(connection, delivery, now)
        return self._standing(delivery.key)

    def claim(self, key: str, digest: str, now: datetime) -> bool:
        """planned or failed → sending, in one step; False when somebody else has it or it is bound to another digest.

        Raises ``ApprovalError`` when no approval on record covers exactly this draft and these destinations, or
        somebody who saw this draft asked for changes.
        """
        with self._writing("claiming a delivery in") as connection:
            return deliveries.claim(connection, key, digest, now)

    def settle(
        self,
        key: str,
        state: DeliveryState,
        now: datetime,
        *,
        address: str = "",
        detail: str = "",
        refused: Mapping[str, str] | None = None,
    ) -> Delivery:
        """Writes down what became of it. Raises ``StoreError`` when it can't have become that."""
        with self._writing("settling a delivery in") as connection:
            deliveries.change(connection, key, state, now, address=address, detail=detail, refused=refused)
        return self._standing(key)

    def resolve(self, key: str, *, delivered: bool, person: str, reason: str, now: datetime) -> Delivery:
        """A person's word on a delivery whose answer was lost: it arrived, or it is to be sent again.

        ``delivered`` also says that the addresses which refused a delivery were dealt with. Audited with person and
        reason. Raises ``InputError`` when there is no such delivery or nothing about it is open.
        """
        if not reason.strip():
            raise InputError(f"To settle {key} somebody must say how they know. Add a note.")
        with self.publishing(self._standing(key).event), self._writing("settling a delivery in") as connection:
            found = deliveries.standing(connection, key)
            if found is not None and delivered and found.state is DeliveryState.DELIVERED and found.refused:
                deliveries.forget_refusals(connection, found, person, reason, now)
            elif found is not None and found.state in (DeliveryState.UNKNOWN, DeliveryState.SENDING):
                state = DeliveryState.DELIVERED if delivered else DeliveryState.PLANNED
                deliveries.change(connection, key, state, now, person=person, address=found.address, detail=reason)
            else:
                state_now = found.state.value if found is not None else "not planned"
                raise InputError(f"The delivery {key} is {state_now}; there is nothing to settle by hand.")
        return self._standing(key)

    # --- actions, reminders, audit

    def save_actions(self, event: str, listed: Sequence[Action], now: datetime, since: date | None = None) -> None:
        """Takes over an event's actions as the inputs have them now; what was closed here stays closed.

        An action that the inputs no longer have is dropped, and open again when it comes back. ``since`` is the
        event's last day.
        """
        with self._writing("saving actions in") as connection:
            actions.save(connection, event, listed, now, since)

    def actions(self, event: str = "") -> tuple[FollowedAction, ...]:
        """All actions, or an event's, in the order of the inputs."""
        table = tables.actions
        query = sa.select(table).order_by(table.c.event, table.c.position, table.c.id)
        return tuple(map(rows.action_of, self._rows(query.where(table.c.event == event) if event else query)))

    def close_action(self, event: str, id: str, person: str, evidence: str, now: datetime) -> None:
        """Records that an action was carried out, by whose word and what shows it. ``InputError`` if there is none."""
        with self._writing("closing an action in") as connection:
            if not actions.close(connection, event, id, person, evidence, now):
                raise InputError(
                    f"There is no action “{id}” in “{event}”. See: communique actions list --event {event}"
                )

    def reminded(self, key: str) -> bool:
        return bool(self._rows(sa.select(tables.reminders).where(tables.reminders.c.key == key)))

    def remember(self, key: str, now: datetime) -> None:
        """Writes down that a reminder was sent; doing so twice changes nothing."""
        with self._writing("writing down a reminder in") as connection:
            table = tables.reminders
            if connection.execute(sa.select(table).where(table.c.key == key)).one_or_none() is None:
                connection.execute(table.insert().values(key=key, sent=instant(now)))
                note(connection, now, "reminded", key.partition("/")[0], key)

    def audit(self, event: str = "") -> tuple[AuditEntry, ...]:
        """Everything that was done, or done to one event, in the order it happened."""
        table = tables.audit
        query = sa.select(table).order_by(table.c.id)
        return tuple(map(rows.audit_of, self._rows(query.where(table.c.event == event) if event else query)))

    # --- the database

    @contextmanager
    def _writing(self, doing: str) -> Iterator[sa.Connection]:
        """One transaction: all is kept, or nothing. Inside a turn on PostgreSQL it uses the turn's own connection."""
        with database.said(self._engine, doing):
            if self._held is not None:
                with self._held.begin():
                    yield self._held
            else:
                with self._engine.begin() as connection:
                    yield connection

    def _rows(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with database.said(self._engine, "reading"), self._engine.connect().execution_options(reads=True) as connection:
            return connection.execute(query).all()

    def _standing(self, key: str) -> Delivery:
        found = self.delivery(key)
        if found is None:
            raise InputError(f"There is no delivery {key}. Look at the keys with: communique plan EVENT")
        return found
