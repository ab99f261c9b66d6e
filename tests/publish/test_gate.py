"""Every path to publish without a valid approval, tried one by one: nothing may leave by any of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.publish.cases import (
    DARA,
    EVENT,
    MEI,
    NOW,
    POLICY,
    RELEASE,
    REPORT,
    TEMPLATES,
    approved,
    changed,
    record,
    send,
    signed,
    states,
)

from communique import review
from communique.errors import ApprovalError
from communique.ledger import Ledger
from communique.model import Approval, Delivery, Draft, Finding, Origin, Receipt, Severity, Verdict, destinations_digest
from communique.publish import Route, outbox, plan
from communique.publish.channel import Message
from communique.publish.files import Files
from communique.review import ReviewPolicy

SOURCE = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def routes(folder: Path) -> tuple[Route, ...]:
    return (Route("archive", Files(url=str(folder)), ("news-release",)),)


def refused(
    ledger: Ledger, folder: Path, approval: Approval, draft: Draft, routes: tuple[Route, ...], said: str
) -> None:
    with pytest.raises(ApprovalError, match=said):
        send(ledger, [approval], [draft], routes)
    assert not folder.exists()
    assert all(delivery.attempts == 0 for delivery in ledger.deliveries(EVENT))


def test_no_decision(ledger: Ledger, folder: Path, routes: tuple[Route, ...]) -> None:
    with pytest.raises(ApprovalError, match=r"still needs 1 approval. Review it with: communique review"):
        approved(ledger, RELEASE, routes)
    with pytest.raises(ApprovalError, match="Nothing of “skills-network-2023” is approved"):
        send(ledger, [], [RELEASE], routes)
    assert not folder.exists()


def test_changes_requested_after_approval(ledger: Ledger, folder: Path, routes: tuple[Route, ...]) -> None:
    approval = signed(ledger, RELEASE, routes)
    record(ledger, RELEASE, routes, Verdict.REQUEST_CHANGES)
    with pytest.raises(ApprovalError, match="dara asked for changes"):
        approved(ledger, RELEASE, routes)
    # An approval worked out before that is worth nothing either.
    refused(ledger, folder, approval, RELEASE, routes, "dara has asked for changes")


def test_changes_requested_by_somebody_else(ledger: Ledger, folder: Path, routes: tuple[Route, ...]) -> None:
    approval = signed(ledger, RELEASE, routes)
    record(ledger, RELEASE, routes, Verdict.REQUEST_CHANGES, MEI)
    refused(ledger, folder, approval, RELEASE, routes, "mei has asked for changes")


def test_stale_digest(ledger: Ledger, folder: Path, routes: tuple[Route, ...]) -> None:
    approval = signed(ledger, RELEASE, routes)
    with pytest.raises(ApprovalError, match="the document has changed since dara approved it"):
        approved(ledger, changed(RELEASE), routes)
    refused(ledger, folder, approval, changed(RELEASE), routes, "it is not the version that was approved")


def test_changed_destination(ledger: Ledger, folder: Path, routes: tuple[Route, ...]) -> None:
    approval = signed(ledger, RELEASE, routes)
    elsewhere = (replace(routes[0], channel=Files(url=str(folder.parent / "elsewhere"))),)
    with pytest.raises(ApprovalError, match="where it goes has changed since dara approved it"):
        approved(ledger, RELEASE, elsewhere)
    refused(ledger, folder, approval, RELEASE, elsewhere, "it would go elsewhere than was approved")
    added = (*routes, replace(routes[0], name="second"))
    refused(ledger, folder, approval, RELEASE, added, "it would go elsewhere than was approved")
    assert not (folder.parent / "elsewhere").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"document": "report"}, "no such draft"),
        ({"language": "zh"}, "no such draft"),
        ({"event": "another-event"}, "the approval is for another event, “another-event”"),
        ({"dossier": "e" * 64}, "worked out for another dossier"),
        ({"people": ()}, "names nobody who gave it"),
        ({"digest": "0" * 64}, "not the version that was approved"),
        ({"digest": ""}, "not the version that was approved"),
        ({"destinations": "0" * 64}, "go elsewhere than was approved"),
    ],
)
def test_approval_for_something_else_or_with_made_up_digests(
    ledger: Ledger, folder: Path, routes: tuple[Route, ...], change: dict[str, str], said: str
) -> None:
    approval = signed(ledger, RELEASE, routes)
    refused(ledger, folder, replace(approval, **change), RELEASE, routes, said)  # type: ignore[arg-type]  # parametrised


def test_approval_of_one_document_carries_no_other(ledger: Ledger, folder: Path) -> None:
    routes = (Route("archive", Files(url=str(folder)), ("news-release", "report"), audience=REPORT.audience),)
    approval = signed(ledger, RELEASE, routes)
    outcome = send(ledger, [approval], [RELEASE, REPORT], routes)
    assert states(outcome.deliveries) == {"news-release/en/archive": "delivered"}
    assert not (folder / EVENT / "report.en.docx").exists()
    disguised = replace(approval, document="report", digest=REPORT.digest)
    with pytest.raises(ApprovalError, match="nobody's approval of exactly this version"):
        send(ledger, [replace(disguised, destinations=destinations_digest(plan(routes, (REPORT,))))], [REPORT], routes)
    assert not (folder / EVENT / "report.en.docx").exists()


def test_perfect_forgery_without_a_decision_on_record(ledger: Ledger, folder: Path, routes: tuple[Route, ...]) -> None:
    """Both digests are right, but nobody ever decided: the ledger won't let it be claimed."""
    forged = Approval(
        EVENT, "news-release", "en", RELEASE.digest, destinations_digest(plan(routes, (RELEASE,))), ("dara",)
    )
    refused(ledger, folder, forged, RELEASE, routes, "nobody's approval of exactly this version")


def test_forgery_from_a_decision_about_another_event(ledger: Ledger, folder: Path, routes: tuple[Route, ...]) -> None:
    record(ledger, RELEASE, routes, event="another-event")
    forged = Approval(
        EVENT, "news-release", "en", RELEASE.digest, destinations_digest(plan(routes, (RELEASE,))), ("dara",)
    )
    refused(ledger, folder, forged, RELEASE, routes, "nobody's approval of exactly this version")


def test_blocking_finding(ledger: Ledger, routes: tuple[Route, ...]) -> None:
    finding = Finding("DATES-01", Severity.ERROR, "Three days, four dates.", "Answer it.", Origin("event.xlsx"))
    with pytest.raises(ApprovalError, match="DATES-01 must be mended or answered first"):
        review.decide(EVENT, RELEASE, plan(routes, (RELEASE,)), (finding,), Verdict.APPROVE, DARA, NOW, "")
    record(ledger, RELEASE, routes)
    with pytest.raises(ApprovalError, match="DATES-01 must be mended or answered first"):
        review.approval(EVENT, RELEASE, plan(routes, (RELEASE,)), ledger.decisions(EVENT), (finding,), POLICY)


def test_missing_role(ledger: Ledger, routes: tuple[Route, ...]) -> None:
    policy = ReviewPolicy(roles={"news-release": ("ministry",)})
    record(ledger, RELEASE, routes)
    with pytest.raises(ApprovalError, match="by ministry: dara approved as communications, who may not"):
        approved(ledger, RELEASE, routes, policy)
    with pytest.raises(ApprovalError, match="Dara Sok can't decide on the news-release"):
        review.decide(EVENT, RELEASE, (), (), Verdict.APPROVE, DARA, NOW, "", policy)


def test_too_few_approvers_and_one_person_twice(ledger: Ledger, routes: tuple[Route, ...]) -> None:
    two = ReviewPolicy(approvals=2)
    record(ledger, RELEASE, routes)
    with pytest.raises(ApprovalError, match="still needs 1 more of 2 approvals"):
        approved(ledger, RELEASE, routes, two)
    record(ledger, RELEASE, routes)
    with pytest.raises(ApprovalError, match="still needs 1 more of 2 approvals"):
        approved(ledger, RELEASE, routes, two)
    record(ledger, RELEASE, routes, person=MEI)
    assert approved(ledger, RELEASE, routes, two).people == ("dara", "mei")


def test_direct_calls_of_the_outbox(ledger: Ledger, folder: Path, routes: tuple[Route, ...]) -> None:
    approval = signed(ledger, RELEASE, routes)
    good = outbox.Item(
        delivery=_delivery(routes, approval, changed(RELEASE)),
        draft=changed(RELEASE),
        route=routes[0],
        verify=lambda: None,
    )
    standing = ledger.plan(good.delivery, NOW)
    with pytest.raises(ApprovalError, match="nobody's approval of exactly this version"):
        outbox.send(good, standing, ledger, lambda: NOW, TEMPLATES)
    with pytest.raises(ApprovalError):
        ledger.claim(good.delivery.key, changed(RELEASE).digest, NOW)
    # The row is bound to the approved draft, the bytes are others: the claim names a digest that isn't bound.
    ledger.plan(replace(good.delivery, digest=RELEASE.digest), NOW)
    result = outbox.send(good, standing, ledger, lambda: NOW, TEMPLATES)
    assert "taken over by another process" in result.problem
    assert not folder.exists()
    assert states(ledger.deliveries(EVENT)) == {"news-release/en/archive": "planned"}


def test_retry_after_failure_with_a_changed_draft(ledger: Ledger, folder: Path, routes: tuple[Route, ...]) -> None:
    approval = signed(ledger, RELEASE, routes)
    folder.write_text("a file where the folder should be")
    outcome = send(ledger, [approval], [RELEASE], routes)
    assert states(outcome.deliveries) == {"news-release/en/archive": "failed"}
    folder.unlink()
    with pytest.raises(ApprovalError, match="not the version that was approved"):
        send(ledger, [approval], [changed(RELEASE)], routes)
    assert not folder.exists()
    # Approved anew, it may go.
    outcome = send(ledger, [signed(ledger, changed(RELEASE), routes)], [changed(RELEASE)], routes)
    assert outcome.problems == ()
    assert (folder / EVENT / "news-release.en.txt").read_bytes() == b"changed"


def test_resume_after_crash_with_a_changed_draft(ledger: Ledger, folder: Path, routes: tuple[Route, ...]) -> None:
    approval = signed(ledger, RELEASE, routes)
    delivery = _delivery(routes, approval, RELEASE)
    ledger.plan(delivery, NOW)
    assert ledger.claim(delivery.key, RELEASE.digest, NOW)
    # … and the process is dead. The draft has changed since.
    with pytest.raises(ApprovalError, match="not the version that was approved"):
        send(ledger, [approval], [changed(RELEASE)], routes)
    assert not folder.exists()
    assert states(ledger.deliveries(EVENT)) == {"news-release/en/archive": "sending"}


def test_decision_recorded_while_publishing_stops_what_has_not_left(ledger: Ledger, tmp_path: Path) -> None:
    class Interrupting(Files):
        def deliver(self, message: Message) -> Receipt:
            receipt = Files.deliver(self, message)
            record(ledger, RELEASE, both, Verdict.REQUEST_CHANGES, MEI)
            return receipt

    both = (
        Route("first", Interrupting(url=str(tmp_path / "first")), ("news-release",)),
        Route("second", Files(url=str(tmp_path / "second")), ("news-release",)),
    )
    with pytest.raises(ApprovalError, match="mei has asked for changes"):
        send(ledger, [signed(ledger, RELEASE, both)], [RELEASE], both)
    assert (tmp_path / "first").exists()
    assert not (tmp_path / "second").exists()
    assert states(ledger.deliveries(EVENT)) == {
        "news-release/en/first": "delivered",
        "news-release/en/second": "planned",
    }


def test_approval_is_made_in_one_place() -> None:
    """Only ``review.approval`` calls the constructor, in the package, the flows and what is deployed."""
    found = [
        str(path.relative_to(SOURCE))
        for folder in ("src", "flows", "deployments", "examples")
        for path in sorted((SOURCE / folder).rglob("*.py"))
        for _ in re.findall(r"\bApproval\(", path.read_text(encoding="utf-8").replace("class Approval(", ""))
    ]
    assert found == ["src/communique/review/__init__.py"]
    replaced = [
        str(path.relative_to(SOURCE))
        for path in sorted((SOURCE / "src").rglob("*.py"))
        if re.search(r"replace\(\s*(self\.)?approval\b", path.read_text(encoding="utf-8"))
    ]
    assert replaced == []


def test_no_document_leaves_but_through_publish() -> None:
    """Only the outbox calls a channel's ``deliver``, and nothing but ``publish`` calls the outbox's ``send``."""
    callers = {
        name: sorted(
            str(path.relative_to(SOURCE / "src/communique"))
            for folder in ("src", "flows")
            for path in (SOURCE / folder).rglob("*.py")
            if re.search(pattern, path.read_text(encoding="utf-8"))
        )
        for name, pattern in {"deliver": r"\.deliver\(", "send": r"import [^\n]*\bsend\b|outbox\.send"}.items()
    }
    assert callers == {"deliver": ["publish/outbox.py"], "send": ["publish/__init__.py"]}


def _delivery(routes: tuple[Route, ...], approval: Approval, draft: Draft) -> Delivery:
    return Delivery(
        key=f"{EVENT}/news-release/en/archive",
        event=EVENT,
        document="news-release",
        language="en",
        channel="archive",
        digest=draft.digest,
        destinations=approval.destinations,
        targets=routes[0].channel.targets(),
    )
