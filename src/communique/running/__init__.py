"""``communique run``: prepare → approval → publish in one go, through the Prefect flows on an embedded server.

Prefect is imported by the flow modules only. What it reads from the environment is put there before that, and whatever
the user has set already stays: with ``PREFECT_API_URL`` set, the runs go to that server and none is started.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from communique import bundled
from communique.config import Workspace
from communique.dossier import Dossier, Dossiers
from communique.errors import ChannelError
from communique.model import Delivery, Verdict
from communique.pipeline import channels
from communique.running.embedded import EmbeddedServer

# Seconds between tries while somebody watches; the deployments wait longer.
RETRY_SECONDS = (1.0, 3.0, 9.0)
Progress = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended. ``problems`` are sentences; ``next`` is the command that comes next, "" when nothing is left.

    ``state`` is ``published``, ``blocked`` (findings to mend or answer), ``waiting`` (nothing is approved), ``partly``
    (some documents are not approved and were held back) or ``failed`` (a channel failed).
    """

    state: str
    dossier: Dossier
    deliveries: tuple[Delivery, ...] = ()
    problems: tuple[str, ...] = ()
    next: str = ""


def run(
    workspace: Workspace,
    event: str,
    *,
    environment: MutableMapping[str, str],
    now: Callable[[], datetime],
    approve_as: str | None = None,
    progress: Progress = lambda stage, text: None,
    verbose: bool = False,
) -> Outcome:
    """Prepares, approves when a person is named, and publishes. ``environment`` is the process's own: Prefect reads it.

    ``progress`` is told each stage as it begins (``start``, ``prepare``, ``approve``, ``publish``) with a sentence.
    Raises what the stages raise for inputs, settings and stores; a channel that failed is told in the outcome.
    """
    person = workspace.person(approve_as) if approve_as else None
    from communique import pipeline

    # A wrong event, setting or missing password is said at once, not after Prefect has been started for it.
    pipeline.fetch_inputs(workspace, event)
    channels.routes(workspace, sending=tuple(workspace.channels) if person else ())
    progress("start", "Starting Prefect")
    start_prefect(workspace.root, environment, verbose=verbose)
    progress("prepare", f"Preparing {event}: gather, check, draft")
    identity = _finished("prepare", workspace, event)
    dossier = Dossiers(workspace.dossiers_url).load(event, identity)
    blocking = [finding for finding in dossier.findings if finding.blocks]
    if blocking:
        problems = tuple(f"{finding.code}: {finding.message} ({finding.place})" for finding in blocking)
        return Outcome("blocked", dossier, problems=problems, next=f"communique check {event}")
    if person is not None:
        progress("approve", f"Approving as {person.name}")
        pipeline.decide(workspace, dossier, person.id, Verdict.APPROVE, now(), note="approved with communique run")
    held = [one for one in pipeline.standing(workspace, dossier) if one.approval is None]
    reasons = tuple(dict.fromkeys(one.reason for one in held))
    review = f"communique review {event}"
    if len(held) == len(dossier.drafts):
        return Outcome("waiting", dossier, problems=reasons, next=review)
    progress("publish", f"Publishing {event}")
    failure = ""
    try:
        _finished("publish", workspace, event)
    except ChannelError as error:
        failure = str(error)
    deliveries = pipeline.deliveries(workspace, event)
    if failure:
        return Outcome("failed", dossier, deliveries, (failure, *reasons), f"communique publish {event}")
    return Outcome("partly" if held else "published", dossier, deliveries, reasons, review if held else "")


def _finished(name: str, workspace: Workspace, event: str) -> Any:
    """What the flow of that name returns, once it has run in this process."""
    flow = getattr(bundled.load_flow(name), name)
    return asyncio.run(flow(workspace=str(workspace.root), event=event, retry_seconds=list(RETRY_SECONDS)))


def start_prefect(root: Path, environment: MutableMapping[str, str], *, verbose: bool) -> None:
    """Makes Prefect ready: its settings, a server unless one is given, the flow modules. Does it once per process.

    Raises ``StoreError`` when the server does not start.
    """
    if "prefect" in sys.modules:
        # Prefect has read its settings already; whoever imported it has chosen its server as well.
        return
    environment.update({key: value for key, value in _settings(root, verbose).items() if key not in environment})
    server = None
    if "PREFECT_API_URL" not in environment:
        server = EmbeddedServer(environment, Path(environment["PREFECT_HOME"]))
        server.start()
        environment["PREFECT_API_URL"] = server.url
    # While the server starts: these imports take as long as it does.
    for name in ("prepare", "publish"):
        bundled.load_flow(name)
    if server is not None:
        server.wait()


def _settings(root: Path, verbose: bool) -> dict[str, str]:
    settings = {
        "PREFECT_HOME": str(root / ".communique" / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # A run that somebody watches fails with a sentence on the terminal; its log can be read in Prefect's pages.
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO" if verbose else "CRITICAL",
    }
    return settings if verbose else {**settings, "PREFECT_SERVER_LOGGING_LEVEL": "ERROR"}
