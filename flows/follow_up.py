"""On a schedule: the reminders that are due, in one e-mail, each stage of an action once.

The ledger knows what was sent, so that a missed run is caught up with and a second run on a day sends nothing.
Asynchronous for the reason given in ``prepare``.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact

from communique import config, pipeline
from communique.running import artifacts
from communique.running.retrying import worth_repeating


@task(task_run_name="reminders due on {today}", retries=3, retry_condition_fn=worth_repeating)
def send_reminders(workspace: str, today: date) -> list[dict[str, str]]:
    """Sends what is due and returns a row for each reminder sent."""
    opened = config.load(Path(workspace), os.environ)
    return artifacts.reminder_rows(pipeline.remind(opened, today, datetime.now(UTC)))


@flow(name="follow-up")
async def follow_up(
    workspace: str, today: date | None = None, retry_seconds: list[float] | None = None
) -> list[dict[str, str]]:
    """Reminds of the actions that are due, overdue, or lack an owner or a date; returns a row for each.

    Args:
        workspace: the folder that holds communique.toml.
        today: the day to compare with; today in the workspace's time zone when left out.
        retry_seconds: how long to wait before each new try when the mail server does not answer.
    """
    zone = ZoneInfo(config.load(Path(workspace), os.environ).settings.timezone)
    sending = send_reminders.with_options(retry_delay_seconds=retry_seconds or [60, 300, 1800])
    rows = sending(workspace, today or datetime.now(zone).date())
    await acreate_table_artifact(rows, key="reminders", description="Reminders sent")
    return rows
