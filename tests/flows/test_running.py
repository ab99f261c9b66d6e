"""``communique run`` in processes of its own: from the shell to the documents, and no server left behind."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from communique import pipeline
from communique.errors import StoreError
from communique.running.embedded import EmbeddedServer
from tests.workspaces import EVENT, SETTINGS, replaced, written

ROOT = Path(__file__).parents[2]


def environment() -> dict[str, str]:
    """As a user has it: nothing of Prefect is set."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_") and key != "DO_NOT_TRACK"}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])}


def run(workspace: Path, *words: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "communique", "run", EVENT, "--workspace", str(workspace), *words],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def answer(workspace: Path, *words: str) -> tuple[int, Any]:
    status, printed, _ = run(workspace, "--json", *words)
    return status, json.loads(printed)


def processes_of(workspace: Path) -> list[int]:
    """Processes whose environment names this workspace's Prefect folder."""
    mark = f"PREFECT_HOME={workspace.resolve() / '.communique' / 'prefect'}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                variables = (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            found += [int(entry.name)] if mark in variables else []
    return found


def test_a_run_stops_for_findings_then_for_approval_then_publishes_once(tmp_path: Path) -> None:
    workspace = written(tmp_path)
    replaced(workspace, "event.toml", "days_stated = 2", "days_stated = 5")
    status, said = answer(tmp_path, "--approve-as", "mara")
    assert (status, said["state"], said["next"]) == (1, "blocked", f"communique check {EVENT}")
    assert said["deliveries"] == []
    replaced(workspace, "event.toml", "days_stated = 5", "days_stated = 2")

    status, said = answer(tmp_path)
    assert (status, said["state"], said["next"]) == (0, "waiting", f"communique review {EVENT}")
    assert said["dossier"] == pipeline.dossier(workspace, EVENT).id
    assert not (tmp_path / "published").exists()

    status, said = answer(tmp_path, "--approve-as", "mara")
    assert (status, said["state"], said["next"], said["problems"]) == (0, "published", "", [])
    assert [item["state"] for item in said["deliveries"]] == ["delivered"] * 3
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "published").rglob("*") if path.is_file()}
    assert answer(tmp_path)[1]["state"] == "published"
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "published").rglob("*") if path.is_file()} == files
    assert processes_of(tmp_path) == []
    # Every run is kept in Prefect's own database, where its pages show it.
    with closing(sqlite3.connect(tmp_path / ".communique" / "prefect" / "prefect.db")) as connection:
        rows = connection.execute("SELECT name, state_type FROM flow_run ORDER BY created").fetchall()
    assert rows == [(f"prepare {EVENT}", "COMPLETED")] * 3 + [
        (f"publish {EVENT}", "COMPLETED"),
        (f"prepare {EVENT}", "COMPLETED"),
        (f"publish {EVENT}", "COMPLETED"),
    ]


def test_a_run_whose_channel_fails_says_so_and_nothing_else(tmp_path: Path) -> None:
    mail = '\n[channels.mail]\nkind = "smtp"\nhost = "127.0.0.1"\nport = 1\nsecurity = "none"\n'
    mail += 'sender = "a@harbour.example"\nto = ["b@harbour.example"]\ndocuments = ["news-release"]\n'
    workspace = written(tmp_path, SETTINGS + mail)
    pipeline.prepare(workspace, EVENT)
    status, printed, complained = run(tmp_path, "--approve-as", "mara")
    assert status == 1
    assert "The mail server 127.0.0.1:1" in complained
    assert "Traceback" not in printed + complained
    assert f"Next: communique publish {EVENT}" in printed
    assert (tmp_path / "published" / EVENT / "report.en.docx").is_file()


def test_somebody_unknown_is_refused_before_anything_starts(tmp_path: Path) -> None:
    written(tmp_path)
    status, printed, complained = run(tmp_path, "--approve-as", "nobody")
    assert (status, printed) == (2, "")
    assert complained.startswith("communique: There is no person “nobody” in communique.toml")
    assert not (tmp_path / ".communique" / "prefect").exists()


def test_a_run_that_is_killed_leaves_no_server_behind(tmp_path: Path) -> None:
    written(tmp_path)
    started = subprocess.Popen(
        [sys.executable, "-m", "communique", "run", EVENT, "--workspace", str(tmp_path)],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 60
    while len(servers := [pid for pid in processes_of(tmp_path) if pid != started.pid]) < 1:
        assert time.monotonic() < end, "the server was never started"
        time.sleep(0.05)
    started.send_signal(signal.SIGKILL)
    started.wait()
    while processes_of(tmp_path):
        assert time.monotonic() < end + 60, f"still running: {servers}"
        time.sleep(0.1)


def test_a_server_that_can_not_start_is_said_in_a_sentence(tmp_path: Path) -> None:
    home = tmp_path / "prefect"
    # Prefect's folder exists but its database is a folder too.
    (home / "prefect.db").mkdir(parents=True)
    server = EmbeddedServer({**environment(), "PREFECT_HOME": str(home)}, home)
    server.start()
    with pytest.raises(StoreError, match=r"Prefect's embedded server did not start; .*server\.log says why"):
        server.wait()
    assert (home / "server.log").stat().st_size > 0


def test_a_setting_that_is_missing_is_said_before_prefect_is_started(tmp_path: Path) -> None:
    written(tmp_path, SETTINGS.replace('url = "published"', 'url = { env = "NOT_SET_ANYWHERE" }'))
    status, printed, complaint = run(tmp_path, "--approve-as", "mara")
    assert (status, printed) == (2, "")
    assert "environment variable NOT_SET_ANYWHERE, which is not set" in complaint
    assert not (tmp_path / ".communique" / "prefect").exists()
