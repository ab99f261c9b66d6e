"""Drafts, decisions and clocks that the tests of review and publish share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from communique import review
from communique.ledger import Ledger
from communique.model import Approval, Audience, Delivery, Destination, Draft, Rendition, Verdict
from communique.publish import Outcome, Route, plan, publish
from communique.publish.channel import Channel
from communique.review import Reviewer, ReviewPolicy
from communique.templating import Templates

EVENT = "skills-network-2023"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TEMPLATES = Templates(Path(__file__).parents[2] / "templates")
DARA = Reviewer("dara", "Dara Sok", ("communications",))
MEI = Reviewer("mei", "Mei Lin", ("ministry",))
POLICY = ReviewPolicy()

RELEASE = Draft(
    "news-release",
    "en",
    Audience.PUBLIC,
    "Skills network: 广州 meets ភ្នំពេញ",
    (
        Rendition("news-release.en.md", "text/markdown", "# Skills network\n\nGuangzhou – it met.\n".encode()),
        Rendition("news-release.en.html", "text/html", "<p>Guangzhou – it met. 广州</p>\n".encode()),
        Rendition("news-release.en.txt", "text/plain", ".a line that starts with a dot\nGuangzhou – 广州.\n".encode()),
    ),
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REPORT = Draft(
    "report",
    "en",
    Audience.MINISTRY,
    "Report on the skills network",
    (Rendition("report.en.docx", WORD, b"PK\x03\x04" + bytes(range(256)) * 20),),
    reference="SN/2023/7",
)


@dataclass(frozen=True)
class Prepared:
    """What ``publish`` needs to know of a dossier."""

    event: str = EVENT
    id: str = "d" * 64


def changed(draft: Draft, text: bytes = b"changed") -> Draft:
    """The draft with other bytes in its last file."""
    return replace(draft, files=(*draft.files[:-1], replace(draft.files[-1], content=text)))


def record(
    ledger: Ledger,
    draft: Draft,
    routes: Sequence[Route],
    verdict: Verdict = Verdict.APPROVE,
    person: Reviewer = DARA,
    event: str = EVENT,
) -> None:
    """One person's decision, in the ledger."""
    ledger.record(review.decide(event, draft, plan(routes, (draft,)), (), verdict, person, NOW))


def approved(ledger: Ledger, draft: Draft, routes: Sequence[Route], policy: ReviewPolicy = POLICY) -> Approval:
    """The approval that the decisions in the ledger amount to."""
    return review.approval(EVENT, draft, plan(routes, (draft,)), ledger.decisions(EVENT), (), policy)


def signed(ledger: Ledger, draft: Draft, routes: Sequence[Route]) -> Approval:
    """Dara approves it; the approval that comes of it."""
    record(ledger, draft, routes)
    return approved(ledger, draft, routes)


def send(
    ledger: Ledger,
    approvals: Sequence[Approval],
    drafts: Sequence[Draft],
    routes: Sequence[Route],
    now: Callable[[], datetime] = lambda: NOW,
    channels: Sequence[str] = (),
) -> Outcome:
    return publish(approvals, drafts, routes, ledger, now, Prepared(), templates=TEMPLATES, channels=channels)


def run(ledger: Ledger, drafts: Sequence[Draft], routes: Sequence[Route]) -> Outcome:
    """Everybody approves everything, and it is published."""
    return send(ledger, [signed(ledger, draft, routes) for draft in drafts], drafts, routes)


def states(deliveries: Sequence[Delivery]) -> dict[str, str]:
    return {delivery.key.removeprefix(f"{EVENT}/"): delivery.state.value for delivery in deliveries}


def destination(channel: str = "archive", *targets: str, document: str = "news-release") -> Destination:
    return Destination(channel, "files", document, "en", targets or ("/srv/archive/{event}/{file}",))


@dataclass(frozen=True)
class Adapter:
    """``arrived`` counts the items that have arrived; ``broken`` is the channel with no service behind it."""

    channel: Channel
    arrived: Callable[[], int]
    broken: Channel
    secrets: tuple[str, ...]
