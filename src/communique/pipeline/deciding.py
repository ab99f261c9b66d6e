"""What people decide: approvals, requests for changes, and answers to findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from communique import draft, review
from communique.config import Person, Workspace
from communique.dossier import Dossier
from communique.errors import ApprovalError, InputError
from communique.gather import answers as answering
from communique.ledger import Ledger
from communique.model import Answer, Approval, Decision, Destination, Draft, Finding, Verdict
from communique.pipeline import preparing


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one document stands: its approval, or the one sentence that says what it lacks."""

    draft: Draft
    destinations: tuple[Destination, ...]
    decisions: tuple[Decision, ...]
    approval: Approval | None
    reason: str


def standing(workspace: Workspace, dossier: Dossier) -> tuple[Standing, ...]:
    """For each document of the dossier: is it approved, by whom, and what is missing otherwise."""
    with Ledger(workspace.ledger_url) as ledger:
        decisions = ledger.decisions(dossier.event)
    found: list[Standing] = []
    for one in dossier.drafts:
        destinations = _destinations_of(one, dossier)
        own = tuple(d for d in decisions if (d.document, d.language) == (one.document, one.language))
        try:
            approval = review.approval(dossier.event, one, destinations, own, dossier.findings, workspace.policy)
            found.append(Standing(one, destinations, own, approval, ""))
        except ApprovalError as missing:
            found.append(Standing(one, destinations, own, None, str(missing)))
    return tuple(found)


def _destinations_of(one: Draft, dossier: Dossier) -> tuple[Destination, ...]:
    return tuple(d for d in dossier.destinations if (d.document, d.language) == (one.document, one.language))


def show(workspace: Workspace, event: str, now: datetime, person: str = "", remark: str = "") -> Dossier:
    """Prepares the event for somebody to look at, and remembers what they were shown: that is what they decide on."""
    reader = workspace.person(person).id if person else ""
    dossier = preparing.prepare(workspace, event)
    with Ledger(workspace.ledger_url) as ledger:
        ledger.show(event, dossier.id, reader, now, remark)
    return dossier


def seen(workspace: Workspace, event: str, person: str, key: str = "") -> Dossier:
    """The dossier with that id, else the one this person was shown last, else the one shown to whoever did not say.

    What others were shown, or what a flow has prepared since, is not what this person saw. Raises ``InputError`` when
    they have not looked at anything.
    """
    preparing.fetch_inputs(workspace, event)
    preparing.needs_workspace(workspace)
    if not key:
        reader = workspace.person(person).id
        with Ledger(workspace.ledger_url) as ledger:
            key = ledger.shown(event, reader) or ledger.shown(event, "")
    if not key:
        raise InputError(
            f"{person} has not looked at “{event}” yet. Look at it first: communique review {event} --as {person}"
        )
    return preparing.dossier(workspace, event, key)


def decide(
    workspace: Workspace,
    dossier: Dossier,
    person: str,
    verdict: Verdict,
    now: datetime,
    documents: Sequence[str] = (),
    note: str = "",
) -> tuple[Decision, ...]:
    """Records one person's verdict on the documents of the dossier they saw: all decisions, or none.

    Raises ``ApprovalError`` when the inputs have changed since that dossier was made, or a finding blocks.
    """
    reviewer = workspace.reviewer(person)
    unknown = sorted(set(documents) - {one.document for one in dossier.drafts})
    if unknown:
        raise InputError(f"There is no document called “{unknown[0]}”. Choose from {', '.join(draft.DOCUMENTS)}.")
    current = preparing.current(workspace, dossier.event)
    decisions = []
    asked = [one for one in dossier.drafts if not documents or one.document in documents]
    if not documents:
        # Somebody who names no document decides on those their role is for, unless there is none.
        asked = [one for one in asked if workspace.policy.role(reviewer, one.document)] or asked
    for one in asked:
        destinations = _destinations_of(one, dossier)
        if one.digest not in {now_made.digest for now_made in current.drafts}:
            raise ApprovalError(
                f"The inputs have changed since the {one.document} was shown. "
                f"Look at it again with: communique review {dossier.event}"
            )
        if destinations != _destinations_of(one, current):
            raise ApprovalError(
                f"The places that the {one.document} goes to have changed since it was shown. "
                f"Look at it again with: communique review {dossier.event}"
            )
        made = review.decide(
            dossier.event, one, destinations, current.findings, verdict, reviewer, now, note, workspace.policy
        )
        decisions.append(made)
    with Ledger(workspace.ledger_url) as ledger:
        ledger.record(*decisions)
    return tuple(decisions)


def answer(
    workspace: Workspace, event: str, code: str, reason: str, person: Person, today: date
) -> tuple[Finding, ...]:
    """Writes the answer to every open finding of that code into the event's answers.toml; returns those findings."""
    findings = preparing.findings_of(workspace, event)
    matching = tuple(finding for finding in findings if finding.code == code and finding.answer is None)
    answers = [
        Answer(code, finding.about, reason, person.name, ", ".join(person.roles) or "no role", today)
        for finding in matching
    ]
    if answers:
        answering.save(preparing.event_folder(workspace, event), answers)
    return matching
