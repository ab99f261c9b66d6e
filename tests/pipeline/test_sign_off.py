"""Sign-off over the whole way: what voids an approval and what does not, and that nothing leaves without one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from communique import config, pipeline
from communique.config import Workspace
from communique.errors import ApprovalError, ConfigError, InputError
from communique.model import DeliveryState, Verdict
from tests.workspaces import EVENT, SETTINGS, replaced, written

NOW = datetime(2024, 5, 8, 9, 0, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return written(tmp_path)


def approve_all(workspace: Workspace) -> None:
    dossier = pipeline.prepare(workspace, EVENT)
    pipeline.decide(workspace, dossier, "mara", Verdict.APPROVE, NOW)


def approved(workspace: Workspace) -> set[str]:
    standings = pipeline.standing(workspace, pipeline.current(workspace, EVENT))
    return {item.draft.document for item in standings if item.approval}


def published_files(workspace: Workspace) -> list[str]:
    folder = workspace.root / "published"
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []
    return sorted(path.name for path in files if ".communique" not in path.relative_to(folder).parts)


def test_nothing_is_published_without_a_decision(workspace: Workspace) -> None:
    with pytest.raises(ApprovalError, match="still needs 1 approval"):
        pipeline.publish(workspace, EVENT, lambda: NOW)
    assert published_files(workspace) == []


def test_approved_documents_are_published_once(workspace: Workspace) -> None:
    approve_all(workspace)
    first = pipeline.publish(workspace, EVENT, lambda: NOW)
    before = {path: path.stat().st_mtime_ns for path in (workspace.root / "published").rglob("*") if path.is_file()}
    second = pipeline.publish(workspace, EVENT, lambda: NOW)
    after = {path: path.stat().st_mtime_ns for path in (workspace.root / "published").rglob("*") if path.is_file()}
    assert [d.state for d in first.deliveries] == [DeliveryState.DELIVERED] * 3
    assert first.problems == second.problems == ()
    assert before == after
    assert [d.attempts for d in second.deliveries] == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "before", "after", "left"),
    [
        ("event.toml", "Two ports train crane operators together", "Ports train together", {"report", "task-list"}),
        ("actions.csv", "Cards are on every crane", "Cards hang on every crane", {"news-release"}),
        ("event.toml", "2024-05-07", "2024-05-08", set()),
    ],
)
def test_changed_input_voids_the_approvals_of_what_it_changes_only(
    workspace: Workspace, name: str, before: str, after: str, left: set[str]
) -> None:
    approve_all(workspace)
    assert approved(workspace) == {"news-release", "report", "task-list"}
    replaced(workspace, name, before, after)
    assert approved(workspace) == left


def test_changed_back_input_has_its_approval_back(workspace: Workspace) -> None:
    approve_all(workspace)
    replaced(workspace, "actions.csv", "every crane", "each crane")
    replaced(workspace, "actions.csv", "each crane", "every crane")
    assert approved(workspace) == {"news-release", "report", "task-list"}


def test_partly_approved_event_sends_that_part_and_names_the_rest(workspace: Workspace) -> None:
    dossier = pipeline.prepare(workspace, EVENT)
    pipeline.decide(workspace, dossier, "mara", Verdict.APPROVE, NOW, ["report"])
    published = pipeline.publish(workspace, EVENT, lambda: NOW)
    assert published_files(workspace) == ["report.en.docx"]
    assert [item.draft.document for item in published.held] == ["news-release", "task-list"]


def test_approval_of_what_was_shown_is_refused_when_the_inputs_moved_on(workspace: Workspace) -> None:
    shown = pipeline.prepare(workspace, EVENT)
    replaced(workspace, "event.toml", "Sihanoukville", "Kampot")
    with pytest.raises(ApprovalError, match="have changed since the news-release was shown"):
        pipeline.decide(workspace, shown, "mara", Verdict.APPROVE, NOW)
    assert approved(workspace) == set()


def test_changed_destination_voids_every_approval(workspace: Workspace) -> None:
    approve_all(workspace)
    (workspace.root / "communique.toml").write_text(SETTINGS.replace('"published"', '"elsewhere"'), encoding="utf-8")
    moved = config.load(workspace.root, {})
    assert approved(moved) == set()
    with pytest.raises(ApprovalError, match="where it goes has changed since mara approved it"):
        pipeline.publish(moved, EVENT, lambda: NOW)
    assert published_files(workspace) == []
    assert not (workspace.root / "elsewhere").exists()


def test_request_for_changes_takes_an_approval_back(workspace: Workspace) -> None:
    approve_all(workspace)
    dossier = pipeline.prepare(workspace, EVENT)
    pipeline.decide(workspace, dossier, "mara", Verdict.REQUEST_CHANGES, NOW, ["news-release"], "Shorter.")
    assert approved(workspace) == {"report", "task-list"}


def test_somebody_without_the_role_can_not_approve(workspace: Workspace) -> None:
    with pytest.raises(ApprovalError, match="Jonas Okafor can't decide on the news-release"):
        pipeline.decide(workspace, pipeline.prepare(workspace, EVENT), "jonas", Verdict.APPROVE, NOW)


def test_unknown_person_document_and_channel_are_named(workspace: Workspace) -> None:
    dossier = pipeline.prepare(workspace, EVENT)
    with pytest.raises(ConfigError, match=r"no person “nobody” in communique.toml; it lists mara, jonas"):
        pipeline.decide(workspace, dossier, "nobody", Verdict.APPROVE, NOW)
    with pytest.raises(InputError, match="no document called “speech”"):
        pipeline.decide(workspace, dossier, "mara", Verdict.APPROVE, NOW, ["speech"])
    approve_all(workspace)
    with pytest.raises(ConfigError, match=r"no channel “fax” in communique.toml \(it has archive\)"):
        pipeline.publish(workspace, EVENT, lambda: NOW, ["fax"])


def test_error_blocks_approval_until_it_is_answered(workspace: Workspace) -> None:
    replaced(workspace, "event.toml", "days_stated = 2", "days_stated = 3")
    dossier = pipeline.prepare(workspace, EVENT)
    with pytest.raises(ApprovalError, match="DATES-01 must be mended or answered"):
        pipeline.decide(workspace, dossier, "mara", Verdict.APPROVE, NOW)
    answered = pipeline.answer(
        workspace, EVENT, "DATES-01", "The 5th was “set-up”.", workspace.person("mara"), NOW.date()
    )
    assert [finding.code for finding in answered] == ["DATES-01"]
    approve_all(workspace)
    assert approved(workspace) == {"news-release", "report", "task-list"}
    given = next(f.answer for f in pipeline.prepare(workspace, EVENT).findings if f.code == "DATES-01")
    assert given is not None
    assert (given.person, given.role, given.reason) == ("Mara Lindqvist", "reviewer", "The 5th was “set-up”.")


def test_answer_is_void_when_what_it_is_about_changes(workspace: Workspace) -> None:
    replaced(workspace, "event.toml", "days_stated = 2", "days_stated = 3")
    pipeline.answer(workspace, EVENT, "DATES-01", "Set-up.", workspace.person("mara"), NOW.date())
    replaced(workspace, "event.toml", "days_stated = 3", "days_stated = 4")
    findings = pipeline.prepare(workspace, EVENT).findings
    assert [f.code for f in findings if f.blocks] == ["DATES-01"]
    assert [f.code for f in findings if f.code == "ANSWERS-01"] == ["ANSWERS-01"]


def test_dossier_of_the_same_inputs_is_the_same(workspace: Workspace) -> None:
    first, second = pipeline.prepare(workspace, EVENT), pipeline.prepare(workspace, EVENT)
    assert first.id == second.id
    assert [file.content for one in first.drafts for file in one.files] == [
        file.content for one in second.drafts for file in one.files
    ]


def test_broken_picture_is_a_finding_and_the_report_goes_without_it(workspace: Workspace) -> None:
    photos = workspace.root / "events" / EVENT / "photos"
    photos.mkdir()
    (photos / "quay.jpg").write_bytes(b"no picture at all")
    (photos / "captions.csv").write_text("File,Caption,Credit,Alt text\nquay.jpg,The quay,M. L.,A quay\n", "utf-8")
    found = [f for f in pipeline.findings_of(workspace, EVENT) if f.code == "INPUT-17"]
    assert [(f.place.file, f.message) for f in found] == [
        ("photos/quay.jpg", "photos/quay.jpg can't be opened as a picture, so the report leaves it out.")
    ]
    assert [one.document for one in pipeline.prepare(workspace, EVENT).drafts] == [
        "news-release",
        "report",
        "task-list",
    ]


def test_answer_to_one_file_does_not_answer_another(workspace: Workspace) -> None:
    """A finding that quotes no text is about its place: the answer can be written, holds, and holds for that only."""
    folder = workspace.root / "events" / EVENT
    (folder / "old.csv").write_bytes(b"")
    answered = pipeline.answer(workspace, EVENT, "INPUT-01", "A left-over.", workspace.person("mara"), NOW.date())
    assert [(f.place.file, f.about) for f in answered] == [("old.csv", ("old.csv",))]
    assert [f for f in pipeline.findings_of(workspace, EVENT) if f.blocks] == []
    (folder / "participants-2.csv").write_bytes(b"")
    blocking = [f for f in pipeline.findings_of(workspace, EVENT) if f.blocks]
    assert [(f.code, f.place.file) for f in blocking] == [("INPUT-01", "participants-2.csv")]
