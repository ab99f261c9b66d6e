"""Binds people's decisions to exactly what they saw, and says whether a document may leave. Pure; stores nothing.

``approval`` is the only maker of an ``Approval``. It is computed from the decisions each time it is needed and never
stored: what changed since simply has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from communique.errors import ApprovalError
from communique.model import Approval, Decision, Destination, Draft, Finding, Verdict, destinations_digest
from communique.review.policy import Reviewer, ReviewPolicy

__all__ = ["ReviewPolicy", "Reviewer", "approval", "decide", "destinations_digest"]

_ANY_ROLE = ReviewPolicy()


def decide(
    event: str,
    draft: Draft,
    destinations: Sequence[Destination],
    findings: Sequence[Finding],
    verdict: Verdict,
    person: Reviewer,
    when: datetime,
    note: str = "",
    policy: ReviewPolicy = _ANY_ROLE,
) -> Decision:
    """One person's decision on what they were shown, bound to its digest and that of the document's destinations.

    Raises ``ApprovalError`` when the person may not decide on this document, and for an approval while findings block.
    """
    role = policy.role(person, draft.document)
    if role is None:
        allowed = " or ".join(policy.roles.get(draft.document, ())) or "of any kind"
        raise ApprovalError(
            f"{person.name} can't decide on the {_named(draft)} of “{event}”: that takes the role {allowed}. "
            "Ask somebody who has it, or change the roles in communique.toml."
        )
    if verdict is Verdict.APPROVE:
        _require_no_blocking(event, draft, findings)
    bound = destinations_digest(_own(draft, destinations))
    return Decision(event, draft.document, draft.language, draft.digest, bound, verdict, person.id, role, when, note)


def approval(
    event: str,
    draft: Draft,
    destinations: Sequence[Destination],
    decisions: Sequence[Decision],
    findings: Sequence[Finding],
    policy: ReviewPolicy,
    dossier: str = "",
) -> Approval:
    """Leave to publish this draft to its destinations. Raises ``ApprovalError`` saying what is missing.

    ``decisions`` are in the order they were recorded; the latest of each person on this document counts. A request
    for changes holds while the draft it was made about is the current one.
    """
    _require_no_blocking(event, draft, findings)
    bound = destinations_digest(_own(draft, destinations))
    about = (event, draft.document, draft.language)
    latest = {d.person: d for d in decisions if (d.event, d.document, d.language) == about}
    for decision in latest.values():
        if decision.verdict is Verdict.REQUEST_CHANGES and decision.digest == draft.digest:
            said = f" (“{decision.note}”)" if decision.note else ""
            raise ApprovalError(
                f"The {_named(draft)} of “{event}” can't leave: {decision.person} asked for changes{said}. "
                "Make them, then have it approved again."
            )
    approvals = [d for d in latest.values() if d.verdict is Verdict.APPROVE]
    valid = [
        d
        for d in approvals
        if (d.digest, d.destinations) == (draft.digest, bound) and policy.allows(d.role, draft.document)
    ]
    if len(valid) < policy.approvals:
        raise ApprovalError(_missing(event, draft, bound, approvals, valid, policy))
    people = tuple(d.person for d in valid)
    return Approval(event, draft.document, draft.language, draft.digest, bound, people, dossier)


def _require_no_blocking(event: str, draft: Draft, findings: Sequence[Finding]) -> None:
    blocking = [finding for finding in findings if finding.blocks]
    if blocking:
        more = f" and {len(blocking) - 1} more" if len(blocking) > 1 else ""
        raise ApprovalError(
            f"The {_named(draft)} of “{event}” can't be approved: {blocking[0].code}{more} must be mended or answered "
            f"first ({blocking[0].message.rstrip('.')}). See: communique check {event}"
        )


def _missing(
    event: str,
    draft: Draft,
    bound: str,
    approvals: Sequence[Decision],
    valid: Sequence[Decision],
    policy: ReviewPolicy,
) -> str:
    roles = " or ".join(policy.roles.get(draft.document, ()))
    wanted = f"{policy.approvals - len(valid)} more of {policy.approvals}" if valid else str(policy.approvals)
    sentence = f"The {_named(draft)} of “{event}” still needs {wanted} approval{'s' if policy.approvals > 1 else ''}"
    sentence += f" by {roles}" if roles else ""
    why = [_lost(d, draft, bound) for d in approvals if d not in valid]
    return f"{sentence}{': ' + '; '.join(why) if why else ''}. Review it with: communique review {event}"


def _lost(decision: Decision, draft: Draft, bound: str) -> str:
    """Why an approval that was given does not count (any more)."""
    if decision.digest != draft.digest:
        return f"the document has changed since {decision.person} approved it"
    if decision.destinations != bound:
        return f"where it goes has changed since {decision.person} approved it"
    return f"{decision.person} approved as {decision.role}, who may not approve this document"


def _own(draft: Draft, destinations: Sequence[Destination]) -> tuple[Destination, ...]:
    return tuple(d for d in destinations if (d.document, d.language) == (draft.document, draft.language))


def _named(draft: Draft) -> str:
    return f"{draft.document} ({draft.language})"
