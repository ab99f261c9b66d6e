"""review, approve, request-changes, answer: what a reviewer does."""

from __future__ import annotations

import argparse

from communique import pipeline, terminal
from communique.commands import opening, writing
from communique.config import Workspace
from communique.dossier import Dossier
from communique.errors import InputError
from communique.model import Audience, Decision, Verdict

_READERS = {Audience.PUBLIC: "the public", Audience.MINISTRY: "ministries", Audience.INTERNAL: "colleagues"}


def review(asked: argparse.Namespace) -> int:
    """Makes the drafts from the inputs as they are now, stores them, and shows what there is to decide."""
    workspace, event = opening.event(asked)
    with terminal.progress(f"Preparing {event} …"):
        dossier = pipeline.show(workspace, event, opening.now(), asked.person or "", asked.note)
    standings = tuple(
        item
        for item in pipeline.standing(workspace, dossier)
        if not asked.document or item.draft.document in asked.document
    )
    if asked.json:
        terminal.show_json(_review_json(dossier, standings))
        return 1 if any(finding.blocks for finding in dossier.findings) else 0
    terminal.show(f"{dossier.title} ({event})")
    terminal.show_findings(dossier.findings)
    folder = workspace.root / "drafts" / event
    writing.save_drafts(folder, event, dossier.drafts, dossier.findings)
    for item in standings:
        one = item.draft
        terminal.show()
        terminal.show(f"{one.document} ({one.language}), for {_READERS[one.audience]}, {one.digest[:12]}")
        for file in one.files:
            terminal.show(f"    read  {folder / file.name}")
        for destination in item.destinations:
            terminal.show(f"    goes  {destination.channel} → {', '.join(destination.targets)}")
        for decision in item.decisions:
            terminal.show(f"    {_said(decision, one.digest)}")
        terminal.show(f"    {'approved by ' + ', '.join(item.approval.people) if item.approval else item.reason}")
    who = f" --as {asked.person}" if asked.person else " --as YOU"
    terminal.show()
    terminal.show(f"Decide on exactly this with: communique approve {event}{who} --seen {dossier.id[:12]}")
    return 1 if any(finding.blocks for finding in dossier.findings) else 0


def _said(decision: Decision, digest: str) -> str:
    verb = "approved" if decision.verdict is Verdict.APPROVE else "asked for changes"
    note = f": {decision.note}" if decision.note else ""
    earlier = "" if decision.digest == digest else " (an earlier version)"
    return f"{decision.person} ({decision.role}) {verb} on {decision.when:%Y-%m-%d %H:%M} UTC{earlier}{note}"


def _review_json(dossier: Dossier, standings: tuple[pipeline.Standing, ...]) -> dict[str, object]:
    return {
        "event": dossier.event,
        "dossier": dossier.id,
        "findings": [terminal.finding_json(finding) for finding in dossier.findings],
        "documents": [
            {
                "document": item.draft.document,
                "language": item.draft.language,
                "digest": item.draft.digest,
                "files": [file.name for file in item.draft.files],
                "destinations": terminal.plain(item.destinations),
                "decisions": terminal.plain(item.decisions),
                "approved": item.approval is not None,
                "reason": item.reason,
            }
            for item in standings
        ],
    }


def approve(asked: argparse.Namespace) -> int:
    return _decide(asked, Verdict.APPROVE)


def request_changes(asked: argparse.Namespace) -> int:
    return _decide(asked, Verdict.REQUEST_CHANGES)


def _decide(asked: argparse.Namespace, verdict: Verdict) -> int:
    """Records the verdict on what the last review showed; an approval needs the inputs to be as they were then."""
    workspace, event = opening.event(asked)
    dossier = pipeline.seen(workspace, event, asked.person, asked.seen)
    decisions = pipeline.decide(workspace, dossier, asked.person, verdict, opening.now(), asked.document, asked.note)
    if asked.json:
        terminal.show_json(terminal.plain(decisions))
        return 0
    for decision in decisions:
        terminal.show(f"{decision.document} ({decision.language}): {_said(decision, decision.digest)}")
    if verdict is Verdict.REQUEST_CHANGES and not asked.note:
        terminal.show("Nobody knows yet what to change: say it the next time with --note, or tell the drafter.")
    _what_is_missing(workspace, dossier)
    return 0


def _what_is_missing(workspace: Workspace, dossier: Dossier) -> None:
    missing = [item for item in pipeline.standing(workspace, dossier) if item.approval is None]
    if missing:
        terminal.show(f"Not yet approved: {', '.join(item.draft.document for item in missing)}.")
    else:
        terminal.show(f"Everything is approved. Send it with: communique publish {dossier.event}")


def answer(asked: argparse.Namespace) -> int:
    """Writes the answer into the event's answers.toml, bound to what the finding says now."""
    workspace, event = opening.event(asked)
    person = workspace.person(asked.person)
    answered = pipeline.answer(workspace, event, asked.code.upper(), asked.reason, person, opening.now().date())
    if not answered:
        raise InputError(
            f"There is no open finding {asked.code.upper()} in “{event}”. See them with: communique check {event}"
        )
    for finding in answered:
        terminal.show(f"answered {finding.code}: {finding.message}")
    return 0
