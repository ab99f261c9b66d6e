"""Who may approve what, which decision counts, and what a change voids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from communique import review
from communique.errors import ApprovalError
from communique.model import (
    Answer,
    Approval,
    Audience,
    Decision,
    Destination,
    Draft,
    Finding,
    Origin,
    Rendition,
    Severity,
    Verdict,
)
from communique.review import Reviewer, ReviewPolicy, destinations_digest

EVENT = "skills"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DARA, MEI = Reviewer("dara", "Dara Sok", ("press", "editor")), Reviewer("mei", "Mei Lin", ("ministry",))
RELEASE = Draft("news-release", "en", Audience.PUBLIC, "T", (Rendition("n.md", "text/markdown", b"one"),))
REPORT = Draft("report", "en", Audience.MINISTRY, "R", (Rendition("r.docx", "application/x", b"two"),))
PLAN = (
    Destination("archive", "files", "news-release", "en", ("/srv",)),
    Destination("press", "smtp", "news-release", "en", ("a@example.org", "b@example.org")),
    Destination("archive", "files", "report", "en", ("/srv",)),
)
APPROVE, CHANGES = Verdict.APPROVE, Verdict.REQUEST_CHANGES


def decided(draft: Draft = RELEASE, verdict: Verdict = APPROVE, person: Reviewer = DARA, note: str = "") -> Decision:
    return review.decide(EVENT, draft, PLAN, (), verdict, person, NOW, note)


def approval(
    decisions: Sequence[Decision],
    draft: Draft = RELEASE,
    plan: Sequence[Destination] = PLAN,
    findings: Sequence[Finding] = (),
    policy: ReviewPolicy | None = None,
) -> Approval:
    return review.approval(EVENT, draft, plan, decisions, findings, policy or ReviewPolicy(), "dossier")


def lacking(decisions: Sequence[Decision], **named: Any) -> str:
    with pytest.raises(ApprovalError) as caught:
        approval(decisions, **named)
    return str(caught.value)


def test_a_decision_is_bound_to_what_was_seen() -> None:
    assert decided(note="fine") == Decision(
        EVENT,
        "news-release",
        "en",
        RELEASE.digest,
        destinations_digest(PLAN[:2]),
        APPROVE,
        "dara",
        "press",
        NOW,
        "fine",
    )


def test_an_approval_says_who_and_what() -> None:
    assert approval([decided(), decided(person=MEI)]) == Approval(
        EVENT, "news-release", "en", RELEASE.digest, destinations_digest(PLAN[:2]), ("dara", "mei"), "dossier"
    )


def test_nobody_has_decided() -> None:
    assert lacking([]) == (
        "The news-release (en) of “skills” still needs 1 approval. Review it with: communique review skills"
    )


def test_changing_one_document_voids_its_approval_and_only_that() -> None:
    decisions = [decided(), decided(REPORT, person=MEI)]
    changed = replace(RELEASE, title="Other")
    assert "the document has changed since dara approved it" in lacking(decisions, draft=changed)
    assert approval(decisions, draft=REPORT).people == ("mei",)


@pytest.mark.parametrize(
    "changed",
    [
        replace(RELEASE, title="Other"),
        replace(RELEASE, audience=Audience.INTERNAL),
        replace(RELEASE, files=(replace(RELEASE.files[0], content=b"One"),)),
        replace(RELEASE, files=(replace(RELEASE.files[0], name="m.md"),)),
        replace(RELEASE, files=RELEASE.files * 2),
        replace(RELEASE, files=()),
    ],
)
def test_any_change_of_the_draft_voids_the_approval(changed: Draft) -> None:
    assert "the document has changed since dara approved it" in lacking([decided()], draft=changed)


@pytest.mark.parametrize(
    "plan",
    [
        PLAN[:1],
        (replace(PLAN[0], targets=("/elsewhere",)), *PLAN[1:]),
        (PLAN[0], replace(PLAN[1], targets=(*PLAN[1].targets, "c@example.org"))),
        (PLAN[0], replace(PLAN[1], targets=("a@example.org",))),
        (PLAN[0], replace(PLAN[1], targets=("a@example.org,b@example.org",))),
        (PLAN[0], replace(PLAN[1], channel="other")),
        (PLAN[0], replace(PLAN[1], kind="files")),
        (*PLAN, Destination("third", "files", "news-release", "en", ("/x",))),
    ],
)
def test_any_change_of_its_destinations_voids_the_approval(plan: tuple[Destination, ...]) -> None:
    assert "where it goes has changed since dara approved it" in lacking([decided()], plan=plan)


@pytest.mark.parametrize(
    "plan",
    [
        PLAN[:2],
        tuple(reversed(PLAN)),
        (PLAN[0], replace(PLAN[1], targets=("b@example.org", "a@example.org"))),
        (*PLAN, Destination("third", "files", "report", "en", ("/x",))),
        (*PLAN, Destination("third", "files", "news-release", "zh", ("/x",))),
    ],
)
def test_their_order_and_other_documents_destinations_do_not(plan: tuple[Destination, ...]) -> None:
    assert approval([decided()], plan=plan).people == ("dara",)


def test_the_latest_decision_of_a_person_counts() -> None:
    assert lacking([decided(), decided(verdict=CHANGES, note="the date")]) == (
        "The news-release (en) of “skills” can't leave: dara asked for changes (“the date”). "
        "Make them, then have it approved again."
    )
    assert approval([decided(verdict=CHANGES), decided()]).people == ("dara",)


def test_the_latest_is_the_one_recorded_last_whatever_the_clock_said() -> None:
    earlier_clock = replace(decided(verdict=CHANGES), when=datetime(2020, 1, 1, tzinfo=UTC))
    assert "dara asked for changes" in lacking([decided(), earlier_clock])


def test_changes_asked_for_by_one_stop_the_approval_of_another() -> None:
    assert "mei asked for changes" in lacking([decided(), decided(verdict=CHANGES, person=MEI)])


def test_changes_asked_of_an_earlier_version_are_past() -> None:
    earlier = decided(replace(RELEASE, title="Earlier"), CHANGES, MEI)
    assert approval([earlier, decided()]).people == ("dara",)
    assert "still needs 1 approval." in lacking([earlier])


def test_an_approval_followed_by_one_of_another_version_is_past() -> None:
    other = replace(RELEASE, title="Other")
    assert "the document has changed since dara approved it" in lacking([decided(), decided(other)])


@pytest.mark.parametrize(
    "decision",
    [
        replace(decided(), event="another"),
        replace(decided(), document="report"),
        replace(decided(), language="zh"),
    ],
)
def test_decisions_on_something_else_do_not_count(decision: Decision) -> None:
    assert "still needs 1 approval." in lacking([decision])


def test_two_approvers_are_two_people() -> None:
    two = ReviewPolicy(approvals=2)
    assert lacking([decided(), decided()], policy=two) == (
        "The news-release (en) of “skills” still needs 1 more of 2 approvals. Review it with: communique review skills"
    )
    assert lacking([], policy=two).startswith("The news-release (en) of “skills” still needs 2 approvals.")
    assert approval([decided(), decided(), decided(person=MEI)], policy=two).people == ("dara", "mei")


def test_roles_by_document() -> None:
    policy = ReviewPolicy(roles={"report": ("ministry",), "news-release": ("editor", "ministry")})
    with pytest.raises(ApprovalError) as caught:
        review.decide(EVENT, REPORT, PLAN, (), APPROVE, DARA, NOW, "", policy)
    assert str(caught.value) == (
        "Dara Sok can't decide on the report (en) of “skills”: that takes the role ministry. "
        "Ask somebody who has it, or change the roles in communique.toml."
    )
    # The role that the policy asks for is recorded, not the person's first.
    assert review.decide(EVENT, RELEASE, PLAN, (), APPROVE, DARA, NOW, "", policy).role == "editor"
    assert "by editor or ministry: dara approved as press, who may not approve" in lacking([decided()], policy=policy)


def test_somebody_without_any_role_may_not_decide() -> None:
    with pytest.raises(ApprovalError, match="Guest can't decide on the news-release"):
        review.decide(EVENT, RELEASE, PLAN, (), APPROVE, Reviewer("guest", "Guest"), NOW, "")


def test_a_document_whose_roles_are_an_empty_list_is_open_to_nobody() -> None:
    with pytest.raises(ApprovalError):
        review.decide(EVENT, RELEASE, PLAN, (), APPROVE, DARA, NOW, "", ReviewPolicy(roles={"news-release": ()}))


def test_blocking_findings_stop_approvals_but_not_requests_for_changes() -> None:
    error = Finding("DATES-01", Severity.ERROR, "Three days, four dates.", "Answer it.", Origin("event.xlsx"))
    findings = (error, replace(error, severity=Severity.WARNING), replace(error, code="NAMES-02"))
    with pytest.raises(ApprovalError) as caught:
        review.decide(EVENT, RELEASE, PLAN, findings, APPROVE, DARA, NOW, "")
    assert str(caught.value) == (
        "The news-release (en) of “skills” can't be approved: DATES-01 and 1 more must be mended or answered first "
        "(Three days, four dates). See: communique check skills"
    )
    assert review.decide(EVENT, RELEASE, PLAN, findings, CHANGES, DARA, NOW, "").verdict is CHANGES
    assert "DATES-01 and 1 more must be mended" in lacking([decided()], findings=findings)
    answer = Answer("DATES-01", (), "Travel day", "Dara", "press", date(2026, 1, 1))
    answered = (replace(error, answer=answer), replace(error, severity=Severity.WARNING))
    assert approval([decided()], findings=answered).people == ("dara",)


def test_a_policy_without_approvals_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one person must approve"):
        ReviewPolicy(approvals=0)
