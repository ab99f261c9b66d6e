"""The ledger's tables. Times are UTC ISO text (they sort, and read the same in every database); states are words."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

# Raised by one with every change of a table; ``database.open_engine`` refuses a ledger that is newer than it knows.
VERSION = 1

metadata = MetaData()

schema = Table("ledger_schema", metadata, Column("version", Integer, nullable=False))

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("event", String(200), nullable=False),
    Column("document", String(100), nullable=False),
    Column("language", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("destinations", String(64), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("person", String(200), nullable=False),
    Column("role", String(200), nullable=False),
    Column("decided", String(40), nullable=False),
    Column("note", Text, nullable=False),
    Index("decisions_event", "event"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("key", String(500), primary_key=True),
    # The order in which they were planned: the order of the routes.
    Column("position", Integer, nullable=False),
    Column("event", String(200), nullable=False),
    Column("document", String(100), nullable=False),
    Column("language", String(20), nullable=False),
    Column("channel", String(100), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("destinations", String(64), nullable=False),
    Column("state", String(20), nullable=False),
    Column("address", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("changed", String(40), nullable=False),
    Column("targets", Text, nullable=False),  # JSON list
    Column("refused", Text, nullable=False),  # JSON object
    Index("deliveries_event", "event"),
)

actions = Table(
    "actions",
    metadata,
    Column("event", String(200), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("owner_written", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("due", String(10), nullable=False),  # ISO date or ""
    Column("priority", String(20), nullable=False),
    Column("done_when", Text, nullable=False),
    Column("status", Text, nullable=False),  # as the inputs have it
    Column("outcome", Text, nullable=False),
    Column("raised_in", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("since", String(10), nullable=False),  # the event's last day, ISO, or ""
    Column("state", String(20), nullable=False),  # open · done · dropped
    Column("done_by", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("changed", String(40), nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("key", String(500), primary_key=True),
    Column("sent", String(40), nullable=False),
)

# Only ever added to.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("act", String(40), nullable=False),
    Column("event", String(200), nullable=False),
    Column("subject", String(500), nullable=False),
    Column("person", String(200), nullable=False),
    Column("detail", Text, nullable=False),
    Index("audit_event", "event"),
)
