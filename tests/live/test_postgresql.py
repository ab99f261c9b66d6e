"""The ledger on a real PostgreSQL: the whole contract, and what only a server can do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.ledger_contract import DECISION, DELIVERY, DIGEST, KEY, NOW, LedgerContract
from tests.live.programs import free_port, need, quietly, wait_until

from communique.errors import StoreError
from communique.ledger import Ledger
from communique.model import DeliveryState

pytestmark = pytest.mark.live


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A cluster of its own on a free port of loopback; yields the URL of its server without a database."""
    initdb, postgres, dropped = (
        need("initdb", "postgresql"),
        need("postgres", "postgresql"),
        need("setpriv", "util-linux"),
    )
    folder = Path(tempfile.mkdtemp(prefix="communique-postgresql-"))
    # PostgreSQL refuses to run as root.
    as_other = [dropped, "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    if as_other:
        shutil.chown(folder, "postgres", "postgres")
    data, log, port = folder / "data", folder / "log", free_port()
    log.touch()
    (folder / "password").write_text("hush")
    (folder / "password").chmod(0o644)
    try:
        made = [*as_other, initdb, "-D", str(data), "-U", "keeper", "-A", "scram-sha-256", "--no-sync"]
        quietly([*made, f"--pwfile={folder / 'password'}", "--encoding=UTF8", "--locale=C"], log)
        settings = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder, "fsync": "off"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with log.open("ab") as stream:
            server = subprocess.Popen(
                [*as_other, postgres, "-D", str(data), *options],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )
        url = f"postgresql://keeper:hush@127.0.0.1:{port}"
        try:
            wait_until(lambda: _answers(url), "a first answer from PostgreSQL")
            yield url
        finally:
            # Fast shutdown: connections that tests left open are ended too.
            server.send_signal(signal.SIGINT)
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers(url: str) -> bool:
    try:
        _say(url, "SELECT 1")
    except sa.exc.OperationalError:
        return False
    return True


def _say(url: str, statement: str) -> None:
    engine = sa.create_engine(
        f"{url.replace('postgresql', 'postgresql+psycopg')}/postgres", isolation_level="AUTOCOMMIT"
    )
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


_count = iter(range(1, 10_000))


@pytest.fixture
def url(cluster: str) -> str:
    return _database(cluster)


@pytest.fixture
def fresh_url(cluster: str) -> str:
    return _database(cluster)


def _database(cluster: str) -> str:
    name = f"ledger_{next(_count)}"
    _say(cluster, f"CREATE DATABASE {name}")
    return f"{cluster}/{name}"


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with Ledger(url) as opened:
        yield opened


class TestPostgresql(LedgerContract):
    pass


def test_a_turn_ends_with_its_connection(ledger: Ledger, url: str, cluster: str) -> None:
    """A publisher whose connection dies has lost its turn, and can't write any more as if it had it."""
    ledger.record(DECISION)
    with ledger.publishing("skills"):
        ledger.plan(DELIVERY, NOW)
        assert ledger.claim(KEY, DIGEST, NOW)
        _say(cluster, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'ledger_%%'")
        with pytest.raises(StoreError, match="While settling a delivery in the ledger"):
            ledger.settle(KEY, DeliveryState.DELIVERED, NOW)
    with Ledger(url) as second, second.publishing("skills"):
        found = second.delivery(KEY)
        assert found is not None
        assert found.state is DeliveryState.SENDING
        assert second.settle(KEY, DeliveryState.UNKNOWN, NOW).state is DeliveryState.UNKNOWN
    # The first ledger works again after that, with a connection of its own.
    with ledger.publishing("skills"):
        assert ledger.settle(KEY, DeliveryState.PLANNED, NOW).state is DeliveryState.PLANNED


def test_what_one_writes_in_its_turn_another_sees_at_once(ledger: Ledger, url: str) -> None:
    ledger.record(DECISION)
    seen: list[DeliveryState | None] = []

    def look() -> None:
        with Ledger(url) as other:
            found = other.delivery(KEY)
            seen.append(found.state if found else None)

    with ledger.publishing("skills"):
        ledger.plan(DELIVERY, NOW)
        ledger.claim(KEY, DIGEST, NOW)
        thread = threading.Thread(target=look)
        thread.start()
        thread.join(10)
    assert seen == [DeliveryState.SENDING]


def test_a_locked_row_is_one_sentence(ledger: Ledger, url: str) -> None:
    ledger.record(DECISION)
    ledger.plan(DELIVERY, NOW)
    with ledger._engine.begin() as holder:
        holder.exec_driver_sql("SELECT * FROM deliveries FOR UPDATE")
        with (
            Ledger(url, patience=0.3) as waiting,
            pytest.raises(StoreError, match="held it locked for too long") as caught,
        ):
            waiting.claim(KEY, DIGEST, NOW)
    assert caught.value.permanent is False


def test_wrong_passwords_and_names_are_sentences_without_them(cluster: str) -> None:
    with pytest.raises(StoreError, match="the server refused the user name or the password") as caught:
        Ledger(f"{cluster.replace('hush', 'wrong-and-secret')}/postgres", patience=2)
    assert "wrong-and-secret" not in str(caught.value)
    assert caught.value.permanent
    with pytest.raises(StoreError, match='database "nowhere" does not exist') as caught:
        Ledger(f"{cluster}/nowhere", patience=2)
    assert caught.value.permanent
