"""One publisher per event at a time: a lock that the operating system or the database lets go when its holder dies.

Inside it, a delivery found in the state *sending* was left by a process that is dead, and nobody else is asking.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import filelock
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from communique.errors import StoreError


@contextmanager
def turn(engine: sa.Engine, event: str, patience: float) -> Iterator[sa.Connection | None]:
    """Waits up to ``patience`` seconds for the event's turn; raises ``StoreError`` when another holds it longer.

    On PostgreSQL the connection that holds the lock is handed over: what is written inside must go through it, so
    that a publisher who has lost the lock can't write any more.
    """
    if engine.dialect.name == "sqlite":
        with _file_turn(str(engine.url.database), event, patience):
            yield None
    else:
        with _advisory_turn(engine, event) as connection:
            yield connection


@contextmanager
def _file_turn(database: str, event: str, patience: float) -> Iterator[None]:
    lock = filelock.FileLock(f"{database}.{quote(event, safe='')}.lock")
    try:
        lock.acquire(timeout=patience)
    except filelock.Timeout:
        raise _busy(event) from None
    except OSError as error:
        raise StoreError(
            f"The lock beside the ledger {database} can't be written: {error.strerror}. Allow writing there."
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _advisory_turn(engine: sa.Engine, event: str) -> Iterator[sa.Connection]:
    number = int.from_bytes(hashlib.sha256(f"communique publishing {event}".encode()).digest()[:8], signed=True)
    with engine.connect() as connection:
        try:
            connection.execute(sa.select(sa.func.pg_advisory_lock(number)))
            connection.commit()
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") == "55P03":
                raise _busy(event) from None
            raise
        try:
            yield connection
        finally:
            if connection.invalidated:
                # The session is gone, and the lock with it.
                connection.close()
            else:
                connection.rollback()
                connection.execute(sa.select(sa.func.pg_advisory_unlock(number)))
                connection.commit()


def _busy(event: str) -> StoreError:
    return StoreError(
        f"Somebody else is publishing the event “{event}” at this moment. Wait until that has ended, then try again.",
        permanent=False,
    )
