"""plan, publish, resolve, run, doctor: what goes where, and whether it arrived."""

from __future__ import annotations

import argparse
import os
from collections.abc import Collection

from communique import pipeline, terminal
from communique.commands import opening
from communique.model import Delivery, DeliveryState, Draft


def plan(asked: argparse.Namespace) -> int:
    """Shows who will get what, where, before anything goes."""
    workspace, event = opening.event(asked)
    dossier = pipeline.current(workspace, event)
    standings = pipeline.standing(workspace, dossier)
    sent = {(d.document, d.language, d.channel): d for d in pipeline.deliveries(workspace, event)}
    if asked.json:
        terminal.show_json(terminal.plain(dossier.destinations))
        return 0
    rows = [
        (
            f"{item.draft.document} ({item.draft.language})",
            destination.channel,
            destination.kind,
            ", ".join(_filled_in(target, event, item.draft) for target in destination.targets),
            _state(item, sent.get((item.draft.document, item.draft.language, destination.channel))),
        )
        for item in standings
        for destination in item.destinations
    ]
    if not rows:
        terminal.show("Nothing goes anywhere: communique.toml has no channel for these documents.")
        return 0
    terminal.show_table(("document", "channel", "kind", "to", "state"), rows)
    return 0


def _filled_in(target: str, event: str, draft: Draft) -> str:
    """A folder's pattern as what will be there: ``published/{event}/{file}`` → ``published/x/report.en.docx``."""
    names = [file.name for file in draft.files]
    shown = names[0] if len(names) == 1 else f"{draft.document}.{draft.language}.*"
    words = {"event": event, "document": draft.document, "language": draft.language, "file": shown}
    for word, text in words.items():
        target = target.replace(f"{{{word}}}", text)
    return target


def _state(item: pipeline.Standing, delivery: Delivery | None) -> str:
    if delivery is not None and delivery.state is DeliveryState.DELIVERED:
        return "delivered" if delivery.digest == item.draft.digest else "an earlier version is out"
    if delivery is not None and delivery.state is not DeliveryState.PLANNED:
        return f"{delivery.state.value} ({delivery.key})"
    return "approved, to be sent" if item.approval else "not approved"


def publish(asked: argparse.Namespace) -> int:
    """Sends what is approved; exit status 1 when a channel failed or a document was held back."""
    workspace, event = opening.event(asked)
    with terminal.progress(f"Publishing {event} …"):
        published = pipeline.publish(workspace, event, opening.now, asked.channel)
    if asked.json:
        terminal.show_json(
            {
                "deliveries": terminal.plain(published.deliveries),
                "problems": list(published.problems),
                "held": [{"document": item.draft.document, "reason": item.reason} for item in published.held],
            }
        )
    else:
        show_deliveries(published.deliveries, published.earlier)
        if published.deliveries and not published.problems and len(published.earlier) == len(published.deliveries):
            terminal.show("Nothing was sent: everything had been delivered before.")
        for item in published.held:
            terminal.show(f"{item.draft.document} ({item.draft.language}) was held back: {item.reason}")
        for problem in published.problems:
            terminal.complain(f"communique: {problem}")
    return 1 if published.problems or published.held else 0


def show_deliveries(deliveries: tuple[Delivery, ...], earlier: Collection[str] = ()) -> None:
    """One line per delivery: its key, its state (``earlier``: delivered by a run before), and where it is now."""
    rows = [
        (d.key, "delivered before" if d.key in earlier else d.state.value, d.address or d.detail) for d in deliveries
    ]
    if rows:
        terminal.show_table(("delivery", "state", "where"), rows)


def resolve(asked: argparse.Namespace) -> int:
    """Records what a person found out about a delivery whose answer was lost."""
    workspace = opening.workspace(asked)
    person = workspace.person(asked.person)
    pipeline.resolve(workspace, asked.key, asked.delivered, person, asked.note, opening.now())
    if asked.delivered:
        terminal.show(f"{asked.key} is recorded as delivered.")
    else:
        terminal.show(f"{asked.key} will be sent again by: communique publish {asked.key.partition('/')[0]}")
    return 0


def run(asked: argparse.Namespace) -> int:
    """prepare → approve → publish with Prefect's embedded server, in one go."""
    from communique import running

    workspace, event = opening.event(asked)
    with terminal.stages(quiet=asked.json) as progress:
        outcome = running.run(
            workspace,
            event,
            environment=os.environ,
            now=opening.now,
            approve_as=asked.approve_as or "",
            progress=progress,
            verbose=asked.verbose,
        )
    if asked.json:
        terminal.show_json(
            {
                "state": outcome.state,
                "dossier": outcome.dossier.id,
                "findings": [terminal.finding_json(finding) for finding in outcome.dossier.findings],
                "deliveries": terminal.plain(outcome.deliveries),
                "problems": list(outcome.problems),
                "next": outcome.next,
            }
        )
    else:
        terminal.show(f"{outcome.dossier.title}: {outcome.state}.")
        terminal.show(f"Findings: {terminal.counted(outcome.dossier.findings)}")
        show_deliveries(outcome.deliveries)
        for problem in outcome.problems:
            terminal.complain(f"communique: {problem}")
        if outcome.next:
            terminal.show(f"Next: {outcome.next}")
    # Waiting is what was asked for unless somebody was named to approve.
    return 0 if outcome.state == "published" or (outcome.state == "waiting" and not asked.approve_as) else 1


def doctor(asked: argparse.Namespace) -> int:
    """Tries the ledger, the dossiers and every channel; exit status 1 when one of them would fail."""
    workspace = opening.workspace(asked)
    results = pipeline.probe(workspace)
    if asked.json:
        terminal.show_json([{"what": what, "fine": fine, "says": says} for what, fine, says in results])
    else:
        terminal.show_table(("what", "state", "says"), [(w, "fine" if fine else "BROKEN", s) for w, fine, s in results])
    return 0 if all(fine for _, fine, _ in results) else 1
