"""The four flows on Prefect's test server: what they return, what they leave in its pages, and how they fail."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from prefect.artifacts import Artifact
from prefect.client.schemas.objects import State
from prefect.testing.utilities import prefect_test_harness

from communique import bundled, pipeline, publish
from communique.config import Workspace
from communique.model import DeliveryState, Verdict
from communique.running import artifacts
from tests.workspaces import EVENT, SETTINGS, written

NOW = datetime(2024, 5, 8, 9, 0, tzinfo=UTC)
NOTICES = """
[channels.office]
kind = "recording"
folder = "office"
documents = ["task-list"]
audience = "internal"
"""
FOLLOW_UP = '\n[follow_up]\nchannel = "office"\nto = ["office@harbour.example"]\n'
SECOND = """
[channels.second]
kind = "recording"
folder = "second"
fails = "{fails}"
documents = ["news-release"]
"""


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[None]:
    with prefect_test_harness():
        yield


@pytest.fixture(autouse=True)
def _recording(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {**publish.CHANNELS, "recording": "tests.flows.recording:Recording"}
    monkeypatch.setattr(publish, "CHANNELS", kinds)


def ran(name: str, **parameters: Any) -> State[Any]:
    """The state in which a run of that flow ended, as Prefect keeps it."""
    flow = getattr(bundled.load_flow(name), name)
    state: State[Any] = asyncio.run(flow(**parameters, return_state=True))
    return state


def finished(name: str, **parameters: Any) -> Any:
    """What the flow returned; fails when it did not end well."""
    state = ran(name, **parameters)
    assert (state.name, state.message) == ("Completed", None)
    return asyncio.run(state.aresult())


def artifact(key: str) -> Any:
    found = asyncio.run(Artifact.aget(key))
    assert found is not None, key
    return found.data


def approved(workspace: Workspace) -> None:
    pipeline.decide(workspace, pipeline.prepare(workspace, EVENT), "mara", Verdict.APPROVE, NOW)


def attempts(workspace: Workspace, folder: str) -> list[str]:
    path = workspace.root / folder / "attempts"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def notices(workspace: Workspace) -> list[str]:
    path = workspace.root / "office" / "notices"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_prepare_keeps_the_dossier_shows_it_and_asks_the_reviewers_once(tmp_path: Path) -> None:
    settings = SETTINGS.replace("approvals = 1", 'approvals = 1\nchannel = "office"') + NOTICES
    workspace = written(tmp_path, settings)
    identity = finished("prepare", workspace=str(tmp_path), event=EVENT)
    dossier = pipeline.dossier(workspace, EVENT)
    assert identity == dossier.id
    assert [draft.document for draft in dossier.drafts] == ["news-release", "report", "task-list"]
    assert artifact(f"findings-{EVENT}") == artifacts.findings_page(dossier)
    page = artifact(f"drafts-{EVENT}")
    for draft in dossier.drafts:
        for file in draft.files:
            path = Path(workspace.dossiers_url) / "objects" / file.digest
            assert path.read_bytes() == file.content
            assert f"| {file.digest} | {path} |" in page.replace("\\_", "_")
    assert dossier.drafts[0].file(".md").content.decode() in page
    assert notices(workspace) == ["mara@harbour.example: For review: Training of crane operators"]
    assert finished("prepare", workspace=str(tmp_path), event=EVENT) == identity
    assert len(notices(workspace)) == 1


def test_prepare_of_an_event_that_is_not_there_fails_with_the_sentence(tmp_path: Path) -> None:
    written(tmp_path)
    state = ran("prepare", workspace=str(tmp_path), event="nowhere")
    assert state.name == "Failed"
    assert "InputError: There is no event “nowhere”" in str(state.message)


def test_publish_serves_every_channel_once_and_shows_the_deliveries(tmp_path: Path) -> None:
    workspace = written(tmp_path, SETTINGS + SECOND.format(fails="never"))
    approved(workspace)
    keys = finished("publish", workspace=str(tmp_path), event=EVENT)
    assert sorted(keys) == sorted(row.key for row in pipeline_deliveries(workspace))
    assert len(attempts(workspace, "second")) == 1
    rows = json.loads(artifact(f"deliveries-{EVENT}"))
    assert sorted((row["document"], row["channel"], row["state"]) for row in rows) == [
        ("news-release (en)", "archive", "delivered"),
        ("news-release (en)", "second", "delivered"),
        ("report (en)", "archive", "delivered"),
        ("task-list (en)", "archive", "delivered"),
    ]
    finished("publish", workspace=str(tmp_path), event=EVENT)
    assert len(attempts(workspace, "second")) == 1


def test_publish_without_an_approval_fails_and_sends_nothing(tmp_path: Path) -> None:
    workspace = written(tmp_path, SETTINGS + SECOND.format(fails="never"))
    state = ran("publish", workspace=str(tmp_path), event=EVENT)
    assert state.name == "Failed"
    assert "ApprovalError" in str(state.message)
    assert attempts(workspace, "second") == []
    assert not (tmp_path / "published").exists()


@pytest.mark.parametrize(("fails", "tries"), [("permanently", 1), ("for now", 4)])
def test_a_channel_that_fails_fails_the_run_after_the_others_were_served(
    tmp_path: Path, fails: str, tries: int
) -> None:
    # The failing channel comes first, so that the other one is served only if a failure does not stop the run.
    head, mark, tail = SETTINGS.partition("[channels.archive]")
    workspace = written(tmp_path, head + SECOND.format(fails=fails) + mark + tail)
    approved(workspace)
    state = ran("publish", workspace=str(tmp_path), event=EVENT, retry_seconds=[0.01, 0.02, 0.03])
    assert state.name == "Failed"
    assert "ChannelError" in str(state.message)
    assert "The test's channel is down." in str(state.message)
    assert len(attempts(workspace, "second")) == tries
    states = {(row.document, row.channel): row.state for row in pipeline_deliveries(workspace)}
    assert states == {
        ("news-release", "second"): DeliveryState.FAILED,
        ("news-release", "archive"): DeliveryState.DELIVERED,
        ("report", "archive"): DeliveryState.DELIVERED,
        ("task-list", "archive"): DeliveryState.DELIVERED,
    }
    assert (tmp_path / "published" / EVENT / "news-release.en.html").is_file()
    rows = json.loads(artifact(f"deliveries-{EVENT}"))
    assert {row["state"] for row in rows if row["channel"] == "second"} == {"failed"}


def test_sweep_prepares_what_has_ended_once(tmp_path: Path) -> None:
    workspace = written(tmp_path)
    assert finished("sweep", workspace=str(tmp_path), today=date(2024, 5, 7)) == {}
    found = finished("sweep", workspace=str(tmp_path), today=date(2024, 5, 8))
    assert found == {EVENT: pipeline.dossier(workspace, EVENT).id}
    assert json.loads(artifact("sweep")) == [{"event": EVENT, "state": "prepared", "result": found[EVENT]}]
    assert finished("sweep", workspace=str(tmp_path), today=date(2024, 5, 8)) == {}
    folder = tmp_path / "events" / EVENT
    (folder / "event.toml").write_text(
        (folder / "event.toml").read_text(encoding="utf-8").replace("second quay", "third quay"), encoding="utf-8"
    )
    again = finished("sweep", workspace=str(tmp_path), today=date(2024, 5, 9))
    assert list(again) == [EVENT]
    assert again != found


def test_sweep_prepares_the_others_when_one_can_not_be_prepared_and_names_it(tmp_path: Path) -> None:
    workspace = written(tmp_path)
    broken = tmp_path / "events" / "broken-2024"
    broken.mkdir()
    for file in (tmp_path / "events" / EVENT).iterdir():
        (broken / file.name).write_bytes(file.read_bytes())
    # Its place in the store is taken by a file: whatever the sweep tries with this event fails.
    place = Path(workspace.dossiers_url) / "events" / "broken-2024"
    place.parent.mkdir(parents=True)
    place.write_text("not a folder", encoding="utf-8")
    state = ran("sweep", workspace=str(tmp_path), today=date(2024, 6, 1))
    assert state.name == "Failed"
    assert "broken-2024" in str(state.message)
    assert EVENT not in str(state.message)
    assert pipeline.dossier(workspace, EVENT).event == EVENT
    rows = {row["event"]: row["state"] for row in json.loads(artifact("sweep"))}
    assert rows == {"broken-2024": "failed", EVENT: "prepared"}


def test_follow_up_sends_one_digest_and_no_reminder_twice(tmp_path: Path) -> None:
    workspace = written(tmp_path, SETTINGS + NOTICES + FOLLOW_UP)
    approved(workspace)
    finished("publish", workspace=str(tmp_path), event=EVENT)
    assert finished("follow_up", workspace=str(tmp_path), today=date(2024, 5, 20)) == []
    # Nothing ran on the days before: on the day itself only that stage is sent.
    rows = finished("follow_up", workspace=str(tmp_path), today=date(2024, 6, 1))
    expected = {"event": EVENT, "action": "Print the hand signal cards", "due": "2024-06-01", "reminder": "due today"}
    assert rows == [expected]
    assert json.loads(artifact("reminders")) == [expected]
    assert notices(workspace) == ["office@harbour.example: One action to follow up, 1 June 2024"]
    assert finished("follow_up", workspace=str(tmp_path), today=date(2024, 6, 1)) == []
    assert len(notices(workspace)) == 1


def test_follow_up_tries_again_and_remembers_only_what_was_sent(tmp_path: Path) -> None:
    workspace = written(tmp_path, SETTINGS + NOTICES + FOLLOW_UP)
    approved(workspace)
    finished("publish", workspace=str(tmp_path), event=EVENT)
    sent = len(attempts(workspace, "office"))
    settings = tmp_path / "communique.toml"
    settings.write_text(SETTINGS + NOTICES + 'fails = "for now"\n' + FOLLOW_UP, encoding="utf-8")
    seconds = [0.01, 0.02, 0.03]
    state = ran("follow_up", workspace=str(tmp_path), today=date(2024, 6, 1), retry_seconds=seconds)
    assert (state.name, len(attempts(workspace, "office")) - sent) == ("Failed", 4)
    settings.write_text(SETTINGS + NOTICES + FOLLOW_UP, encoding="utf-8")
    rows = finished("follow_up", workspace=str(tmp_path), today=date(2024, 6, 2))
    assert [row["reminder"] for row in rows] == ["overdue by 1 day"]


def pipeline_deliveries(workspace: Workspace) -> Any:
    from communique.ledger import Ledger

    with Ledger(workspace.ledger_url) as ledger:
        return ledger.deliveries(EVENT)
