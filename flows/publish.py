"""An approved dossier → its channels → receipts. Fails when a channel failed; the other channels are served first.

What may be repeated is decided by the ledger, never by Prefect: a task that runs again finds delivered what was
delivered, and looks up at the service what may have been. Asynchronous for the reason given in ``prepare``: otherwise
Prefect waits up to a second for its heartbeat thread at the end of the run.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import acreate_table_artifact

from communique import config, pipeline
from communique.errors import ApprovalError, ChannelError
from communique.running import artifacts
from communique.running.retrying import worth_repeating


@task(task_run_name="approvals of {event}")
def approved_channels(workspace: str, event: str) -> list[str]:
    """The channels that something approved goes to. Raises ``ApprovalError`` when nothing is approved."""
    opened = config.load(Path(workspace), os.environ)
    standings = pipeline.standing(opened, pipeline.current(opened, event))
    for item in standings:
        if item.approval is None:
            get_run_logger().warning("%s (%s) is held back: %s", item.draft.document, item.draft.language, item.reason)
    if all(item.approval is None for item in standings):
        raise ApprovalError(standings[0].reason if standings else f"The event “{event}” has nothing to publish.")
    wanted = {one.channel for item in standings if item.approval is not None for one in item.destinations}
    return [name for name in opened.channels if name in wanted]


@task(task_run_name="publish {event} to {channel}", retries=3, retry_condition_fn=worth_repeating)
def publish_to(workspace: str, event: str, channel: str) -> list[str]:
    """Sends what is approved to one channel, each item once; returns the keys of the deliveries."""
    opened = config.load(Path(workspace), os.environ)
    published = pipeline.publish(opened, event, lambda: datetime.now(UTC), [channel])
    if published.problems:
        raise ChannelError(" ".join(published.problems), permanent=published.permanent)
    return [delivery.key for delivery in published.deliveries]


@flow(name="publish", flow_run_name="publish {event}")
async def publish(
    workspace: str, event: str, channels: list[str] | None = None, retry_seconds: list[float] | None = None
) -> list[str]:
    """Sends one event's approved documents to their channels; returns the keys of the deliveries.

    Args:
        workspace: the folder that holds communique.toml.
        event: the event's id, which is the name of its folder under events.
        channels: only these channels; all when left out.
        retry_seconds: how long to wait before each new try when a service does not answer.
    """
    wanted = [name for name in approved_channels(workspace, event) if channels is None or name in channels]
    sending = publish_to.with_options(retry_delay_seconds=retry_seconds or [30, 120, 600])
    states = [sending(workspace, event, name, return_state=True) for name in wanted]
    deliveries = pipeline.deliveries(config.load(Path(workspace), os.environ), event)
    await acreate_table_artifact(
        artifacts.delivery_rows(deliveries), key=artifacts.key("deliveries", event), description=f"Deliveries: {event}"
    )
    results = [await state.aresult(raise_on_failure=False) for state in states]
    problems = dict.fromkeys(str(result) for result in results if isinstance(result, Exception))
    if problems:
        raise ChannelError(" ".join([*problems, *artifacts.unknown(deliveries)]), permanent=False)
    return [key for result in results if not isinstance(result, Exception) for key in result]
