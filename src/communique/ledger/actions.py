"""Actions as the ledger follows them: taken over from the inputs, closed by people, dropped when these drop them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from communique.ledger.audit import note
from communique.ledger.rows import action_values, instant
from communique.ledger.tables import actions
from communique.model import Action


def save(connection: sa.Connection, event: str, listed: Sequence[Action], now: datetime, since: date | None) -> None:
    """Takes over the list; what was closed here stays closed, what the inputs no longer have is dropped."""
    known = {row.id: row for row in connection.execute(sa.select(actions).where(actions.c.event == event))}
    for position, action in enumerate(listed):
        row = known.pop(action.id, None)
        values = action_values(action) | {
            "position": position,
            "since": since.isoformat() if since else "",
            "state": "done" if row is not None and row.state == "done" else "open",
        }
        if row is None:
            made = {"event": event, "id": action.id, "done_by": "", "evidence": "", "changed": instant(now)}
            connection.execute(actions.insert().values(**values, **made))
            note(connection, now, "action added", event, action.id, detail=action.title)
        elif any(getattr(row, name) != value for name, value in values.items()):
            _update(connection, event, action.id, values, now)
            note(connection, now, "action changed", event, action.id, detail=action.title)
    for key, row in known.items():
        if row.state == "open":
            _update(connection, event, key, {"state": "dropped"}, now)
            note(connection, now, "action dropped", event, key, detail=row.title)


def close(connection: sa.Connection, event: str, id: str, person: str, evidence: str, now: datetime) -> bool:
    """Marks it done, with by whose word and what shows it; False when there is no such action."""
    done = {"state": "done", "done_by": person, "evidence": evidence}
    if not _update(connection, event, id, done, now):
        return False
    note(connection, now, "action done", event, id, person, evidence)
    return True


def _update(connection: sa.Connection, event: str, id: str, values: Mapping[str, Any], now: datetime) -> bool:
    statement = actions.update().where(actions.c.event == event, actions.c.id == id)
    return connection.execute(statement.values(**values, changed=instant(now))).rowcount == 1
