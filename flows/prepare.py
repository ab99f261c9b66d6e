"""After an event: gather → check → draft → store the dossier → ask the reviewers.

The flow ends when reviewers are asked. What they decide is a row in the ledger, from which ``publish`` starts.
It is asynchronous for one reason: at the end of a synchronous flow Prefect waits up to a second for its heartbeat.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import acreate_markdown_artifact

from communique import config, pipeline
from communique.running import artifacts
from communique.running.retrying import worth_repeating


@task(task_run_name="gather and check {event}")
def gather_and_check(workspace: str, event: str) -> int:
    """Reads the folder and applies the rules; returns how many findings stop a sign-off."""
    opened = config.load(Path(workspace), os.environ)
    blocking = [one for one in pipeline.findings_of(opened, event) if one.blocks]
    for finding in blocking:
        get_run_logger().warning("%s: %s (%s)", finding.code, finding.message, finding.place)
    return len(blocking)


@task(task_run_name="draft and store {event}")
def draft_and_store(workspace: str, event: str) -> str:
    """Writes the documents and keeps them; returns the dossier's id."""
    return pipeline.prepare(config.load(Path(workspace), os.environ), event).id


@task(task_run_name="ask the reviewers of {event}", retries=3, retry_condition_fn=worth_repeating)
def ask_reviewers(workspace: str, event: str, dossier: str) -> None:
    """Tells the reviewers by e-mail, once per dossier, when communique.toml names a channel for it."""
    opened = config.load(Path(workspace), os.environ)
    pipeline.ask_reviewers(opened, pipeline.dossier(opened, event, dossier), datetime.now(UTC))


@flow(name="prepare", flow_run_name="prepare {event}")
async def prepare(workspace: str, event: str, retry_seconds: list[float] | None = None) -> str:
    """Drafts one event's documents and asks for their review; returns the id of the dossier.

    Args:
        workspace: the folder that holds communique.toml.
        event: the event's id, which is the name of its folder under events.
        retry_seconds: how long to wait before each new try when the mail server does not answer.
    """
    gather_and_check(workspace, event)
    dossier = draft_and_store(workspace, event)
    opened = config.load(Path(workspace), os.environ)
    stored = pipeline.dossier(opened, event, dossier)
    await acreate_markdown_artifact(
        artifacts.findings_page(stored), key=artifacts.key("findings", event), description=f"Findings: {stored.title}"
    )
    await acreate_markdown_artifact(
        artifacts.drafts_page(stored, opened.dossiers_url),
        key=artifacts.key("drafts", event),
        description=f"Drafts: {stored.title}",
    )
    ask_reviewers.with_options(retry_delay_seconds=retry_seconds or [10, 60, 300])(workspace, event, dossier)
    return dossier
