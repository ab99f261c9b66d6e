"""Opens the ledger's database, SQLite or PostgreSQL, and says in one sentence what goes wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from communique.errors import ConfigError, StoreError
from communique.ledger import tables

# Any fixed number: one lock per ledger while its tables are made.
_MAKING_TABLES = 0x636F6D6D


def open_engine(url: str, patience: float) -> sa.Engine:
    """An engine on an up-to-date ledger; ``patience`` is how many seconds a write waits for others.

    Raises ``ConfigError`` for a URL that can't be one, ``StoreError`` for a database that can't be used.
    """
    try:
        address = sa.make_url(url)
        if address.drivername in ("postgres", "postgresql"):
            address = address.set(drivername="postgresql+psycopg")
        dialect = address.get_backend_name()
        if dialect not in ("sqlite", "postgresql"):
            raise ConfigError(f"The ledger can be in SQLite or PostgreSQL, not in “{dialect}”. Change its URL.")
        engine = _sqlite(address, patience) if dialect == "sqlite" else _postgresql(address, patience)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise ConfigError(
            "The ledger's URL can't be read. Write it as sqlite:////folder/ledger.db or postgresql://user@host/database."
        ) from error
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"The ledger's URL asks for PostgreSQL, but the package {error.name} is not installed. "
            "Install it with: pip install 'communique[postgresql]'"
        ) from error
    try:
        with said(engine, "opening"):
            _bring_up(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _sqlite(address: sa.URL, patience: float) -> sa.Engine:
    path = Path(address.database or "")
    if not address.database or address.database == ":memory:":
        raise ConfigError("The ledger must be a file: a ledger in memory forgets what was sent. Name one in its URL.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The ledger's folder {path.parent} can't be made: {error.strerror}. Check the workspace."
        ) from error
    # Transactions are begun by hand below: Python's driver would begin them too late to wait for another writer.
    engine = sa.create_engine(address, connect_args={"timeout": patience, "isolation_level": None})

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode=WAL")
        # A delivery written down as being sent must survive a power cut.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _postgresql(address: sa.URL, patience: float) -> sa.Engine:
    milliseconds = int(patience * 1000)
    return sa.create_engine(
        address,
        # A connection that died while nobody used it is replaced before it is used.
        pool_pre_ping=True,
        connect_args={"connect_timeout": max(2, int(patience)), "options": f"-c lock_timeout={milliseconds}"},
    )


def _bring_up(engine: sa.Engine) -> None:
    """Makes the tables on first use. A ledger of a later version is refused."""
    with engine.connect().execution_options(reads=True) as connection:
        found = None
        if sa.inspect(connection).has_table(tables.schema.name):
            found = connection.execute(sa.select(tables.schema.c.version)).scalar()
    if found is None:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MAKING_TABLES)))
            tables.metadata.create_all(connection)
            found = connection.execute(sa.select(tables.schema.c.version)).scalar()
            if found is None:
                connection.execute(tables.schema.insert().values(version=tables.VERSION))
                found = tables.VERSION
    if found != tables.VERSION:
        raise StoreError(
            f"The ledger {shown(engine)} was written by another version of Communiqué (its tables are version {found}, "
            f"this program knows {tables.VERSION}). Install the version that wrote it or a later one."
        )


def shown(engine: sa.Engine) -> str:
    """Where the ledger is, without a password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def said(engine: sa.Engine, doing: str) -> Iterator[None]:
    """Turns a failure of the database into one sentence that names the ledger."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        # What fails while a connection is made comes from the driver as it is.
        sentence, permanent = _sentence(error.orig if isinstance(error, DBAPIError) else error)
        raise StoreError(f"While {doing} the ledger {shown(engine)}: {sentence}", permanent=permanent) from error
    except SQLAlchemyError as error:
        raise StoreError(f"While {doing} the ledger {shown(engine)}: {_first_line(error)}.") from error


# SQLite's words → what they mean for the person in front of it, and whether waiting cannot help.
_MEANINGS: tuple[tuple[str, str, bool], ...] = (
    ("database is locked", "another program has held it locked for too long. Close that program or try again.", False),
    ("readonly database", "it is read-only. Allow writing to the file and its folder.", True),
    ("disk is full", "the disk is full. Free some space, then repeat the command; nothing is half-written.", True),
    ("disk i/o error", "the disk gave an error. Check the disk or the share it is on, then repeat the command.", True),
    ("unable to open", "it can't be opened. Check that its folder exists and may be written to.", True),
    ("not a database", "this file is not a ledger. Move it away, or put back the last copy.", True),
    ("malformed", "the file is damaged. Put back the last copy of it.", True),
)


def _sentence(error: BaseException | None) -> tuple[str, bool]:
    text = _first_line(error)
    if isinstance(error, sqlite3.Error):
        for words, meaning, permanent in _MEANINGS:
            if words in text.casefold():
                return meaning, permanent
        return f"{text}.", True
    # SQLSTATE classes: 28 log-in refused, 3D no such database, 42501 not allowed; the rest may pass.
    state = getattr(error, "sqlstate", None) or ""
    if "authentication failed" in text or state.startswith("28"):
        return "the server refused the user name or the password. Correct the ledger's URL.", True
    if "does not exist" in text or state.startswith(("3D", "42")):
        return f"{text}. Correct the ledger's URL, or ask whoever runs the database.", True
    if state == "55P03":
        return "another program has held it locked for too long. Try again.", False
    return f"{text}. Check that the database server runs, then repeat the command.", False


def _first_line(error: BaseException | None) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[0].rstrip(".")
