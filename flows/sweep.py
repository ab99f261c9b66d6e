"""On a schedule: events that have ended and have no dossier of their inputs as they are → prepare.

States are compared with today, so that a run that was missed loses nothing. One event that can't be prepared does not
stop the others; the run fails at the end and names it. Asynchronous for the reason given in ``prepare``.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact

from communique import config, pipeline
from communique.errors import InputError
from communique.running import artifacts


@task(task_run_name="look for events that have ended by {today}")
def waiting_events(workspace: str, today: date) -> list[str]:
    """The events to prepare, sorted."""
    return list(pipeline.swept(config.load(Path(workspace), os.environ), today))


@task(task_run_name="prepare {event}")
def prepare_event(workspace: str, event: str) -> str:
    """Drafts one event, stores the dossier, asks the reviewers; returns the dossier's id."""
    opened = config.load(Path(workspace), os.environ)
    dossier = pipeline.prepare(opened, event)
    pipeline.ask_reviewers(opened, dossier, datetime.now(UTC))
    return dossier.id


@flow(name="sweep")
async def sweep(workspace: str, today: date | None = None) -> dict[str, str]:
    """Prepares every event that has ended and waits for it; returns event → dossier id.

    Args:
        workspace: the folder that holds communique.toml.
        today: the day to compare with; today in the workspace's time zone when left out.
    """
    zone = ZoneInfo(config.load(Path(workspace), os.environ).settings.timezone)
    waiting = waiting_events(workspace, today or datetime.now(zone).date())
    states = {event: prepare_event(workspace, event, return_state=True) for event in waiting}
    results = {event: await state.aresult(raise_on_failure=False) for event, state in states.items()}
    await acreate_table_artifact(artifacts.sweep_rows(results), key="sweep", description="Events prepared by the sweep")
    problems = [f"{event}: {result}" for event, result in results.items() if isinstance(result, Exception)]
    if problems:
        raise InputError("These events could not be prepared. " + " ".join(problems))
    return {event: str(result) for event, result in results.items()}
