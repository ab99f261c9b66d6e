"""The command line as other tools rely on it: files, JSON shapes, exit status, sentences instead of tracebacks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from communique import pipeline
from communique.cli import main
from communique.config import Workspace
from tests.workspaces import EVENT, replaced, written

DOCUMENTS = [
    "findings.json",
    "news-release.en.html",
    "news-release.en.md",
    "news-release.en.txt",
    "report.en.docx",
    "task-list.en.csv",
    "task-list.en.ics",
    "task-list.en.xlsx",
    "trace.json",
]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    opened = written(tmp_path / "office")
    monkeypatch.chdir(opened.root)
    return opened


def test_draft_writes_every_file_and_nothing_else(workspace: Workspace, tmp_path: Path) -> None:
    assert main(["draft", EVENT, "--out", str(tmp_path / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == DOCUMENTS


def test_draft_twice_gives_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("one", "two"):
        main(["draft", EVENT, "--out", str(tmp_path / name)])
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_event_may_be_a_path_from_anywhere(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    folder = workspace.root / "events" / EVENT
    assert main(["draft", str(folder), "--out", str(tmp_path / "out")]) == 0
    assert main(["draft", str(workspace.root), "--out", str(tmp_path / "whole")]) == 0
    assert (tmp_path / "out" / "report.en.docx").read_bytes() == (tmp_path / "whole" / "report.en.docx").read_bytes()


def test_event_folder_outside_a_workspace_can_be_drafted(workspace: Workspace, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    (workspace.root / "events" / EVENT).rename(alone)
    assert main(["draft", str(alone), "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "news-release.en.md").is_file()


def test_event_folder_outside_a_workspace_can_not_be_reviewed(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = tmp_path / "alone"
    (workspace.root / "events" / EVENT).rename(alone)
    assert main(["review", str(alone)]) == 2
    assert "is not in a workspace" in capsys.readouterr().err


def test_check_exit_status_and_json(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", EVENT]) == 0
    replaced(workspace, "event.toml", "days_stated = 2", "days_stated = 3")
    capsys.readouterr()
    assert main(["check", EVENT, "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)
    asked = next(finding for finding in findings if finding["code"] == "DATES-01")
    assert asked["severity"] == "error"
    assert list(asked["place"]) == ["file", "sheet", "cell", "line", "text"]
    assert asked["place"]["file"] == "event.toml"
    assert {place["file"] for place in asked["related"]} == {"event.toml"}
    assert asked["help"]
    assert asked["message"]


def test_answer_lifts_the_error_and_names_the_person(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(workspace, "event.toml", "days_stated = 2", "days_stated = 3")
    assert main(["answer", EVENT, "DATES-01", "--as", "mara", "--reason", "One day of set-up."]) == 0
    capsys.readouterr()
    assert main(["check", EVENT]) == 0
    assert "answered by Mara Lindqvist (reviewer)" in capsys.readouterr().out


def test_answer_to_a_finding_that_is_not_there(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["answer", EVENT, "DATES-01", "--as", "mara", "--reason", "x"]) == 2
    assert "There is no open finding DATES-01" in capsys.readouterr().err


def test_review_approve_publish(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", EVENT]) == 2
    assert main(["approve", EVENT, "--as", "mara"]) == 2  # nobody has shown her anything yet
    assert main(["review", EVENT]) == 0
    assert main(["approve", EVENT, "--as", "mara", "--document", "report", "--note", "Fine."]) == 0
    assert main(["publish", EVENT]) == 1
    assert main(["approve", EVENT, "--as", "mara"]) == 0
    assert main(["publish", EVENT]) == 0
    capsys.readouterr()
    assert main(["publish", EVENT, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {(d["document"], d["state"], d["attempts"]) for d in said["deliveries"]} == {
        ("news-release", "delivered", 1),
        ("report", "delivered", 1),
        ("task-list", "delivered", 1),
    }


def test_approval_is_of_what_this_person_saw(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    main(["review", EVENT, "--as", "mara"])
    replaced(workspace, "event.toml", "Sihanoukville", "Kampot")
    main(["review", EVENT, "--as", "jonas"])
    pipeline.prepare(workspace, EVENT)
    capsys.readouterr()
    assert main(["approve", EVENT, "--as", "mara"]) == 2
    assert "The inputs have changed since the news-release was shown" in capsys.readouterr().err


def test_approval_can_name_the_dossier(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    main(["review", EVENT, "--json"])
    shown = json.loads(capsys.readouterr().out)["dossier"]
    assert main(["approve", EVENT, "--as", "mara", "--seen", shown[:12]]) == 0
    assert main(["approve", EVENT, "--as", "mara", "--seen", "0" * 12]) == 2


def test_review_of_one_document_shows_that_one(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    main(["review", EVENT, "--document", "report", "--json"])
    assert [item["document"] for item in json.loads(capsys.readouterr().out)["documents"]] == ["report"]


def test_request_for_changes_is_shown_with_its_note(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    main(["review", EVENT])
    assert main(["request-changes", EVENT, "--as", "mara", "--document", "report", "--note", "Annex first."]) == 0
    capsys.readouterr()
    main(["review", EVENT])
    assert "mara (reviewer) asked for changes on" in (shown := capsys.readouterr().out)
    assert "Annex first." in shown


def test_plan_names_channel_and_place(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", EVENT, "--json"]) == 0
    planned = json.loads(capsys.readouterr().out)
    assert [(item["document"], item["channel"], item["kind"]) for item in planned] == [
        ("news-release", "archive", "files"),
        ("report", "archive", "files"),
        ("task-list", "archive", "files"),
    ]
    assert main(["plan", EVENT]) == 0
    assert "not approved" in capsys.readouterr().out


def test_trace_prints_the_cell(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["draft", EVENT, "--out", str(tmp_path / "out")])
    capsys.readouterr()
    assert main(["trace", str(tmp_path / "out" / "report.en.docx"), "--find", "Sofia Marchetti"]) == 0
    assert "participants.csv, cell B2" in capsys.readouterr().out
    assert main(["trace", str(tmp_path / "out" / "report.en.docx"), "--find", "Nobody At All"]) == 1
    assert main(["trace", str(tmp_path / "out" / "none.docx"), "--find", "x"]) == 2


def test_rule_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "dates-01"]) == 0
    page = capsys.readouterr().out
    assert [heading in page for heading in ("What it finds", "Why it matters", "How to mend it")] == [True] * 3
    assert main(["rule", "INPUT-31"]) == 0
    assert main(["rule", "NOPE-99"]) == 2


def test_actions_are_listed_and_closed(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    main(["review", EVENT])
    main(["approve", EVENT, "--as", "mara"])
    main(["publish", EVENT])
    capsys.readouterr()
    assert main(["actions", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["event"], row["action"]["id"], row["state"]) for row in rows] == [(EVENT, "signs", "open")]
    assert main(["actions", "done", f"{EVENT}/signs", "--as", "mara", "--evidence", "Photo of crane 4."]) == 0
    capsys.readouterr()
    main(["actions", "list", "--json"])
    row = json.loads(capsys.readouterr().out)[0]
    assert (row["state"], row["done_by"], row["evidence"]) == ("done", "mara", "Photo of crane 4.")


def test_status_follows_the_event(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    def state() -> str:
        capsys.readouterr()
        assert main(["status", "--json"]) == 0
        return str(json.loads(capsys.readouterr().out)[0]["state"])

    assert state() == "in review"
    main(["review", EVENT])
    main(["approve", EVENT, "--as", "mara"])
    assert state() == "approved"
    main(["publish", EVENT])
    assert state() == "published, 1 action open"
    main(["actions", "done", f"{EVENT}/signs", "--as", "mara", "--evidence", "x"])
    assert state() == "done"


def test_doctor_tries_every_channel(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    assert [row["what"] for row in json.loads(capsys.readouterr().out)] == [
        "ledger",
        "dossiers",
        "review",
        "follow-up",
        "channel archive",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["draft", "nowhere"], "There is no event “nowhere”"),
        (["draft", EVENT, "--lang", "xx"], "no documents in the language “xx” yet"),
        (["draft", "some/path"], "There is no folder some/path"),
        (["review", "../office"], ""),
        (["approve", EVENT, "--as", "nobody"], "There is no person “nobody”"),
        (["new", "Bad Name!"], "Bad Name!"),
    ],
)
def test_mistake_is_a_sentence_and_exit_status_2(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    if words[0] == "approve":
        main(["review", EVENT])
    status = main(words)
    said = capsys.readouterr().err
    assert sentence in said
    assert status == (2 if sentence else 0)
    assert "Traceback" not in said


def test_broken_settings_are_named(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace.root / "communique.toml").write_text("[house\n", encoding="utf-8")
    assert main(["status"]) == 2
    assert "communique.toml can't be read" in capsys.readouterr().err


def test_folder_that_can_not_be_written_is_named(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert main(["draft", EVENT, "--out", str(tmp_path / "file" / "out")]) == 2
    assert "could not be written to" in capsys.readouterr().err


def imported_by(*words: str, cwd: Path) -> set[str]:
    """The top-level modules that a command loads."""
    script = (
        "import sys\nfrom communique.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, cwd=cwd, timeout=60)
    loaded = {name.partition(".")[0] for name in done.stderr.splitlines()}
    assert "communique" in loaded, done.stderr
    return loaded


HEAVY = {"prefect", "pydantic", "requests", "docx", "sqlalchemy", "fsspec", "jinja2", "PIL", "xlsxwriter", "icalendar"}


def test_help_loads_nothing_heavy(workspace: Workspace) -> None:
    assert imported_by("--help", cwd=workspace.root) & HEAVY == set()


def test_draft_loads_neither_prefect_nor_the_ledger(workspace: Workspace) -> None:
    loaded = imported_by("draft", EVENT, cwd=workspace.root)
    assert loaded & {"prefect", "pydantic", "sqlalchemy", "requests", "rich", "docxtpl"} == set()
    assert "jinja2" in loaded


def test_plan_tells_what_became_of_each_document(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    def states() -> list[str]:
        capsys.readouterr()
        main(["plan", EVENT])
        return [line.rpartition("  ")[2] for line in capsys.readouterr().out.splitlines()[1:]]

    main(["review", EVENT])
    assert states() == ["not approved"] * 3
    main(["approve", EVENT, "--as", "mara"])
    assert states() == ["approved, to be sent"] * 3
    main(["publish", EVENT])
    assert states() == ["delivered"] * 3
    replaced(workspace, "actions.csv", "every crane", "each crane")
    assert states() == ["delivered", "an earlier version is out", "an earlier version is out"]


def test_second_publish_says_that_nothing_was_sent(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    main(["review", EVENT])
    main(["approve", EVENT, "--as", "mara"])
    main(["publish", EVENT])
    capsys.readouterr()
    assert main(["publish", EVENT]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing was sent: everything had been delivered before."


def test_channel_that_carries_an_unknown_document_is_named(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = workspace.root / "communique.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('documents = ["news-release"', 'documents = ["news"')
    )
    assert main(["plan", EVENT]) == 2
    assert "there is no “news”" in capsys.readouterr().err


def test_doctor_finds_a_policy_that_nobody_can_meet(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    settings = workspace.root / "communique.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("approvals = 1", "approvals = 2"))
    assert main(["doctor"]) == 1
    assert "The news-release needs 2 approvals, but only 1 of the people" in capsys.readouterr().out


def test_reminders_without_a_channel_are_said_to_go_nowhere(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["actions", "remind"]) == 0
    assert "names no channel" in capsys.readouterr().out
