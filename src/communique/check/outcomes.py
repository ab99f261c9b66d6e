"""Outcomes that nobody stands behind, or of which nobody can tell how firm they are."""

from __future__ import annotations

from collections.abc import Iterator

from communique.check.evidence import brief, distinct, where
from communique.model import Event, Finding, OutcomeStatus, Severity
from communique.register import Register


def nobody(event: Event, register: Register) -> Iterator[Finding]:
    """An outcome without who.

    What it finds
        An outcome or commitment for which no organisation or person is named.

    Why it matters
        “It was agreed to strengthen cooperation” binds nobody, and in the release it would be the
        publisher's own promise. Every commitment is attributed to who made it.

    How to mend it
        Write who agreed, asked or proposed in the column By. If nobody did, it is no outcome: take it out.
    """
    for outcome in event.outcomes:
        if not outcome.by:
            written = outcome.by_written.strip()
            who = f"is by “{written}”, whom nobody knows" if written else "has nobody behind it"
            yield Finding(
                "OUTCOMES-01",
                Severity.ERROR,
                f"The outcome {brief(outcome.text)} {who}.",
                "Name the organisation or person in the column By, or take the outcome out.",
                where(outcome, "by", "by_written"),
                (),
                distinct(outcome.text, written),
            )


def firmness(event: Event, register: Register) -> Iterator[Finding]:
    """An outcome whose status is not stated.

    What it finds
        An outcome that is not marked as agreed, requested or proposed.

    Why it matters
        A proposal reported as an agreement embarrasses both delegations; the report keeps the three apart.

    How to mend it
        Write “agreed”, “requested” or “proposed” in the column Status. When in doubt, ask the host.
    """
    for outcome in event.outcomes:
        if outcome.status is OutcomeStatus.NOT_STATED:
            yield Finding(
                "OUTCOMES-02",
                Severity.WARNING,
                f"Whether the outcome {brief(outcome.text)} was agreed, requested or proposed is not stated.",
                "Write “agreed”, “requested” or “proposed” in the column Status.",
                where(outcome, "status"),
                (),
                distinct(outcome.text),
            )
