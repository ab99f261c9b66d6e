"""The example asks its one question, with both places; the answer in its own files holds while nothing changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from communique import gather, register
from communique.check import check
from communique.model import Finding, Severity

WORKSPACE = Path(__file__).parents[2] / "examples" / "skills-network"
EVENT = "guangzhou-2023"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORKSPACE / "events" / EVENT, tmp_path / EVENT))


def checked(folder: Path) -> tuple[Finding, ...]:
    names = register.load(WORKSPACE / "register")
    gathered = gather.read(gather.fetch(folder), names)
    return check(gathered.event, names, gathered.answers, gathered.findings)


def question(findings: tuple[Finding, ...]) -> Finding:
    (finding,) = (finding for finding in findings if finding.code == "DATES-01")
    return finding


def test_three_days_on_four_dates_are_asked_about_with_both_places_and_answered(folder: Path) -> None:
    findings = checked(folder)
    finding = question(findings)
    assert finding.message == (
        "The event is called three-day, but 10 to 13 December 2023 is four dates, both ends counted."
    )
    assert (finding.place.file, finding.place.sheet, finding.place.text) == ("event.xlsx", "Event", "three-day")
    assert [place.text for place in finding.related[:2]] == ["10 December 2023", "13 December 2023"]
    assert finding.answer is not None
    assert finding.answer.person == "Ines Valmarin"
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == [finding]


def test_without_the_answer_the_question_stops_sign_off(folder: Path) -> None:
    (folder / "answers.toml").unlink()
    assert question(checked(folder)).blocks


def test_an_answer_about_other_texts_is_void_and_the_question_open_again(folder: Path) -> None:
    answers = folder / "answers.toml"
    written = answers.read_text(encoding="utf-8")
    answers.write_text(written.replace('"three-day"', '"two-day"'), encoding="utf-8")
    findings = checked(folder)
    assert question(findings).blocks
    (void,) = (finding for finding in findings if finding.code == "ANSWERS-01")
    assert void.message == (
        "This answer to DATES-01 by Ines Valmarin no longer applies because it is about “two-day” and the inputs now "
        "say “three-day”."
    )
    assert void.place.file == "answers.toml"
