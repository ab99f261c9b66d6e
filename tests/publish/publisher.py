"""A publisher that runs as a process of its own and can be killed at any of its steps.

It counts the steps: both sides of every change in the ledger, of every call of a channel, of every file written and
moved, and of the moments of an SMTP dialogue that decide whether a mail has left.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from tests.publish import imap_server, mail_server
from tests.publish.cases import EVENT, RELEASE, REPORT, approved, record, send, states

from communique.ledger import Ledger
from communique.model import Audience
from communique.publish import Route
from communique.publish.files import Files
from communique.publish.smtp import Smtp, submission
from communique.publish.smtp.mailbox import Sent
from communique.secret import Secret
from communique.storage import Store

# Processes start from a server that has everything imported: real processes, without a second of start-up each.
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.publish.publisher"])

WATCHED: tuple[tuple[Any, str], ...] = (
    (Ledger, "plan"),
    (Ledger, "claim"),
    (Ledger, "settle"),
    (Files, "deliver"),
    (Files, "find"),
    (Smtp, "deliver"),
    (Smtp, "find"),
    (Store, "save"),
    (Path, "replace"),
    (submission, "_name_recipients"),
    (submission, "_final_answer"),
)


@dataclass(frozen=True)
class Place:
    """Where one publisher works; plain values, as they are handed to another process."""

    folder: Path
    smtp_port: int = 0
    imap_port: int = 0
    authority: str = ""

    @property
    def ledger_url(self) -> str:
        return f"sqlite:///{self.folder / 'ledger.db'}"

    def routes(self) -> tuple[Route, ...]:
        files = Route(
            "archive", Files(url=str(self.folder / "archive")), ("news-release", "report"), (), Audience.MINISTRY
        )
        if not self.smtp_port:
            return (files,)
        sent = Sent(
            host="localhost",
            port=self.imap_port,
            username=imap_server.USER,
            password=Secret(imap_server.PASSWORD),
            settle_seconds=60,
        )
        smtp = Smtp(
            host="localhost",
            port=self.smtp_port,
            username=mail_server.USER,
            password=Secret(mail_server.PASSWORD),
            sender="press@example.org",
            to=("editor@example.org",),
            authority=self.authority,
            timeout=5,
            sent=sent if self.imap_port else None,
        )
        return (files, Route("press", smtp, ("news-release",)))


@dataclass(frozen=True)
class Report:
    """What a publisher that was not killed says at its end."""

    states: dict[str, str]
    problems: tuple[str, ...]
    steps: tuple[str, ...]


def decide(place: Place) -> None:
    """Somebody approves both documents."""
    with Ledger(place.ledger_url) as ledger:
        for draft in (RELEASE, REPORT):
            record(ledger, draft, place.routes())


def run(place: Place, kill_at: int = 0, hours: float = 0) -> Report | None:
    """Publishes in a new process, which dies by SIGKILL at that step (0: never); None when it did.

    ``hours`` is how far its clock is ahead.
    """
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_main, args=(place, kill_at, hours, theirs, None))
    process.start()
    theirs.close()
    try:
        report: Report | None = ours.recv()
    except EOFError:
        report = None
    process.join(30)
    assert process.exitcode == (0 if report else -signal.SIGKILL)
    return report


def run_together(place: Place, count: int) -> list[Report]:
    """Publishes in several processes that start at the same moment."""
    barrier = PROCESSES.Barrier(count)
    pipes = [PROCESSES.Pipe(duplex=False) for _ in range(count)]
    running = [PROCESSES.Process(target=_main, args=(place, 0, 0, theirs, barrier)) for _, theirs in pipes]
    for process in running:
        process.start()
    reports: list[Report] = [ours.recv() for ours, _ in pipes]
    for process in running:
        process.join(30)
    assert [process.exitcode for process in running] == [0] * count
    return reports


def _main(place: Place, kill_at: int, hours: float, answer: Connection, barrier: Barrier | None) -> None:
    steps: list[str] = []

    def step(name: str) -> None:
        steps.append(name)
        if len(steps) == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    for owner, name in WATCHED:
        setattr(owner, name, _watched(getattr(owner, name), f"{owner.__name__.rpartition('.')[2]}.{name}", step))
    with Ledger(place.ledger_url, patience=20) as ledger:
        routes = place.routes()
        approvals = [replace(approved(ledger, draft, routes)) for draft in (RELEASE, REPORT)]
        if barrier is not None:
            barrier.wait(20)
        outcome = send(
            ledger, approvals, [RELEASE, REPORT], routes, now=lambda: datetime.now(UTC) + timedelta(hours=hours)
        )
        answer.send(Report(states(outcome.deliveries), outcome.problems, tuple(steps)))


def _watched(function: Callable[..., Any], name: str, step: Callable[[str], None]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        step(f"before {name}")
        result = function(*arguments, **named)
        step(f"after {name}")
        return result

    return call


def settle_by_hand(place: Place, arrived: bool) -> None:
    """The documented choice for what nobody can tell: a person looks, and says."""
    with Ledger(place.ledger_url) as ledger:
        key = f"{EVENT}/news-release/en/press"
        ledger.resolve(key, delivered=arrived, person="dara", reason="asked the editor", now=datetime.now(UTC))
