"""Answers hold while the inputs they are about stay as they were; afterwards they are findings themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.check.events import at, event

from communique.check import check
from communique.model import Answer, Event, Finding, Origin, Severity
from communique.register import Register

ABOUT = ("three-day", "10 December 2023", "13 December 2023")
ANSWER = Answer(
    code="DATES-01",
    about=ABOUT,
    reason="10 December was the day of arrival.",
    person="Lim Sotheary",
    role="programme officer",
    day=date(2023, 12, 15),
    origin=Origin("answers.toml", line=1),
)


def three_days(text: str = "three-day") -> Event:
    return event(days_stated=3, origins={"days_stated": at("B5", text)})


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings if finding.code in ("DATES-01", "ANSWERS-01")]


def test_an_answer_lifts_the_block_in_whatever_order_it_lists_the_texts() -> None:
    answer = replace(ANSWER, about=(ABOUT[2], ABOUT[0], f" {ABOUT[1]} "))
    findings = check(three_days(), Register(), [answer])
    assert codes(findings) == ["DATES-01"]
    (finding,) = (finding for finding in findings if finding.code == "DATES-01")
    assert finding.answer == answer
    assert not finding.blocks
    assert [finding.blocks for finding in check(three_days(), Register()) if finding.code == "DATES-01"] == [True]


def test_the_later_of_two_answers_counts() -> None:
    later = replace(ANSWER, day=date(2023, 12, 20), reason="It was the day of departure.")
    findings = check(three_days(), Register(), [later, ANSWER])
    assert [finding.answer for finding in findings if finding.code == "DATES-01"] == [later]


def test_an_answer_is_void_when_its_texts_changed() -> None:
    findings = check(three_days("3 days"), Register(), [ANSWER])
    assert codes(findings) == ["DATES-01", "ANSWERS-01"]
    (void,) = (finding for finding in findings if finding.code == "ANSWERS-01")
    assert void.message == (
        "This answer to DATES-01 by Lim Sotheary no longer applies because it is about “three-day” and the inputs now "
        "say “3 days”."
    )
    assert void.help == "Have the question answered again for the new texts, or take the answer out."
    assert (void.severity, void.place, void.about) == (Severity.WARNING, Origin("answers.toml", line=1), ABOUT)
    assert void.related == (at("B5", "3 days"),)
    assert [finding.answer for finding in findings if finding.code == "DATES-01"] == [None]


def test_an_answer_is_void_when_its_question_is_gone() -> None:
    findings = check(event(days_stated=4), Register(), [replace(ANSWER, origin=None)])
    (void,) = (finding for finding in findings if finding.code == "ANSWERS-01")
    assert void.message == (
        "This answer to DATES-01 by Lim Sotheary no longer applies because the inputs no longer give rise to DATES-01."
    )
    assert (void.place, void.related) == (Origin("answers.toml"), ())


def test_findings_of_the_reading_are_listed_and_answered_among_the_others() -> None:
    place = at("C3", "10/12/2023")
    read = Finding("INPUT-31", Severity.ERROR, "Ambiguous.", "Write the month.", place, (), ("10/12/2023",))
    answer = replace(ANSWER, code="INPUT-31", about=("10/12/2023",))
    findings = check(three_days(), Register(), [answer], [read])
    assert findings[:2] == (findings[0], replace(read, answer=answer))
    assert codes(findings) == ["DATES-01"]


def test_order_is_errors_first_then_code_then_place_row_by_row() -> None:
    places = [at("B10"), at("A9"), at("A10"), at("AA9"), Origin("a.md", line=7), Origin("a.md", line=12)]
    read = [Finding("INPUT-99", Severity.NOTE, "m", "h", place) for place in places]
    ordered = [finding.place for finding in check(event(), Register(), (), read) if finding.code == "INPUT-99"]
    assert ordered == [
        Origin("a.md", line=7),
        Origin("a.md", line=12),
        at("A9"),
        at("AA9"),
        at("A10"),
        at("B10"),
    ]
    severities = [finding.severity for finding in check(three_days(), Register(), (), read)]
    assert severities == sorted(severities, key=list(Severity).index)
