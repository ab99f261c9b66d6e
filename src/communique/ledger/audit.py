"""The audit: one row for everything that was decided, sent, settled or closed. Rows are only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from communique.ledger.rows import instant
from communique.ledger.tables import audit


def note(
    connection: Connection, at: datetime, act: str, event: str, subject: str, person: str = "", detail: str = ""
) -> None:
    """Adds one row, in the transaction of the change that it is about; ``person`` is "" for the program itself."""
    values = {"at": instant(at), "act": act, "event": event, "subject": subject, "person": person, "detail": detail}
    connection.execute(audit.insert().values(**values))
