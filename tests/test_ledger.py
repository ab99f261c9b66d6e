"""The ledger on SQLite, and what a file can do to it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.errors import ConfigError, StoreError
from communique.ledger import Ledger
from tests.ledger_contract import DECISION, DELIVERY, KEY, NOW, LedgerContract

ROOT = Path(__file__).parents[1]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def fresh_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new folder' / 'ledger.db'}"


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with Ledger(url) as opened:
        yield opened


class TestSqlite(LedgerContract):
    pass


def test_write_ahead_log_foreign_keys_and_full_sync(ledger: Ledger) -> None:
    with ledger._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 30000}


def test_tables_hold_plain_words_and_utc_text(ledger: Ledger, file: Path) -> None:
    ledger.record(DECISION)
    ledger.plan(DELIVERY, NOW)
    with sqlite3.connect(file) as plain:
        assert plain.execute("SELECT verdict, decided FROM decisions").fetchall() == [
            ("approve", "2026-11-23T09:30:00.000000+00:00")
        ]
        assert plain.execute("SELECT state, changed FROM deliveries").fetchall() == [
            ("planned", "2026-11-23T09:30:00.000000+00:00")
        ]


def test_a_locked_file_is_one_sentence(ledger: Ledger, file: Path, url: str) -> None:
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with Ledger(url, patience=0.2) as waiting, pytest.raises(StoreError) as caught:
            waiting.record(DECISION)
        assert str(caught.value) == (
            f"While recording a decision in the ledger {file}: another program has held it locked for too long. "
            "Close that program or try again."
        )
        assert caught.value.permanent is False
        assert ledger.decisions("skills") == ()
    finally:
        holder.close()


def _fill(ledger: Ledger) -> None:
    for number in range(500):
        ledger.remember(f"{number} " + "x" * 400, NOW)


def _read_all(url: str) -> None:
    with Ledger(url) as opened:
        opened.audit()
        opened.reminded("1")


def test_a_full_disk_is_one_sentence_and_nothing_is_half_written(ledger: Ledger, file: Path) -> None:
    ledger.record(DECISION)
    with ledger._engine.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    before = len(ledger.audit())
    with pytest.raises(StoreError) as caught:
        _fill(ledger)
    assert str(caught.value) == (
        f"While writing down a reminder in the ledger {file}: the disk is full. "
        "Free some space, then repeat the command; nothing is half-written."
    )
    with sqlite3.connect(file) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        reminders = plain.execute("SELECT count(*) FROM reminders").fetchone()[0]
    # Each reminder has its audit row, or neither is there.
    assert len(ledger.audit()) == before + reminders


def test_a_file_that_may_not_be_written_is_one_sentence() -> None:
    """As somebody without the right: permissions don't bind root, so the program runs as nobody there."""
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as spare:
        folder = Path(made)
        Ledger(f"sqlite:///{folder / 'ledger.db'}").close()
        (folder / "ledger.db").chmod(0o444)
        folder.chmod(0o555)
        script = (
            "import os, sys\n"
            "from communique.errors import StoreError\n"
            "from communique.ledger import Ledger\n"
            "from tests.ledger_contract import DECISION\n"
            # Everything is loaded before the right to read the checkout may be gone with the user.
            "try:\n    Ledger(sys.argv[2]).record(DECISION)\nexcept StoreError:\n    pass\n"
            "if os.getuid() == 0:\n"
            "    os.setgid(65534); os.setuid(65534)\n"
            "try:\n"
            "    Ledger(sys.argv[1], patience=1).record(DECISION)\n"
            "except StoreError as error:\n"
            "    print(error)\n"
        )
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        said = subprocess.run(
            [sys.executable, "-c", script, f"sqlite:///{folder / 'ledger.db'}", f"sqlite:///{spare}/ledger.db"],
            capture_output=True,
            text=True,
            env=environment,
            check=True,
        ).stdout
        folder.chmod(0o755)
    assert said == (
        f"While opening the ledger {folder / 'ledger.db'}: it is read-only. Allow writing to the file and its folder.\n"
    )


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=r"folder .*file/inner can't be made: Not a directory"):
        Ledger(f"sqlite:///{tmp_path / 'file' / 'inner' / 'ledger.db'}")


@pytest.mark.parametrize(
    "content", [b"this is no database, but a letter to the minister " * 100, b"\x89PNG" + b"\0" * 4096]
)
def test_another_file_is_not_a_ledger(file: Path, url: str, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"this file is not a ledger. Move it away, or put back the last copy."):
        Ledger(url)
    assert file.read_bytes() == content


def test_a_damaged_ledger_is_one_sentence(ledger: Ledger, file: Path, url: str) -> None:
    for number in range(50):
        ledger.remember(f"{number} {'x' * 400}", NOW)
    ledger.close()
    content = bytearray(file.read_bytes())
    content[4096 : len(content) - 4096] = b"\xff" * (len(content) - 8192)
    file.write_bytes(bytes(content))
    with pytest.raises(StoreError, match=r"the file is damaged. Put back the last copy of it"):
        _read_all(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://localhost/x", "can be in SQLite or PostgreSQL, not in “mysql”"),
        ("sqlite://", "must be a file: a ledger in memory forgets"),
        ("sqlite:///:memory:", "must be a file: a ledger in memory forgets"),
        ("not a url", "The ledger's URL can't be read"),
        ("postgresql://host:port/x", "The ledger's URL can't be read"),
    ],
)
def test_urls_that_cannot_be_one(url: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        Ledger(url)


def test_an_unreachable_postgresql_shows_no_password() -> None:
    with pytest.raises(StoreError) as caught:
        Ledger("postgresql://dara:hush-hush@127.0.0.1:1/ledger", patience=2)
    assert "While opening the ledger postgresql+psycopg://dara:***@127.0.0.1:1/ledger" in str(caught.value)
    assert "Check that the database server runs" in str(caught.value)
    assert "hush-hush" not in str(caught.value)
    assert caught.value.permanent is False


def test_a_turn_ends_with_its_process(ledger: Ledger, url: str) -> None:
    script = (
        "import os, signal, sys\n"
        "from communique.ledger import Ledger\n"
        "ledger = Ledger(sys.argv[1])\n"
        "ledger.publishing('skills').__enter__()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    killed = subprocess.run([sys.executable, "-c", script, url], env=environment, check=False)
    assert killed.returncode == -9
    with Ledger(url, patience=1) as next_one, next_one.publishing("skills"):
        assert next_one.plan(DELIVERY, NOW).key == KEY
