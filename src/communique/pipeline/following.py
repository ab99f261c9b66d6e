"""What happens after publication, and where every event stands: actions, reminders, sweep, status."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from communique import follow_up, gather
from communique.config import Person, Workspace
from communique.dossier import Dossiers
from communique.errors import CommuniqueError, InputError
from communique.ledger import FollowedAction, Ledger
from communique.model import DeliveryState, Event, Reminder
from communique.notices import Line, reminder_digest
from communique.pipeline import deciding, noticing, preparing


@dataclass(frozen=True, slots=True)
class Status:
    """Where one event stands, and the command or the person that is next."""

    event: str
    state: str
    next: str


def actions(workspace: Workspace) -> tuple[FollowedAction, ...]:
    """Every action that the ledger follows."""
    preparing.needs_workspace(workspace)
    with Ledger(workspace.ledger_url) as ledger:
        return ledger.actions()


def close_action(workspace: Workspace, event: str, key: str, person: Person, evidence: str, now: datetime) -> None:
    """Records that an action was carried out, by whose word and with what evidence."""
    with Ledger(workspace.ledger_url) as ledger:
        ledger.close_action(event, key, person.id, evidence, now)


def due(workspace: Workspace, ledger: Ledger, today: date) -> tuple[Line, ...]:
    """The reminders that are due and were not sent, with the names that a reader needs."""
    raised = [
        follow_up.Raised(item.event, item.action, item.since, item.state)
        for item in ledger.actions()
        if item.state == "open"
    ]
    found = follow_up.due_reminders(raised, today, ledger.reminded, workspace.follow_up.stages)
    known: dict[str, Event] = {}
    return tuple(_line(workspace, known, reminder) for reminder in found)


def _line(workspace: Workspace, known: dict[str, Event], reminder: Reminder) -> Line:
    if reminder.event not in known:
        try:
            known[reminder.event] = preparing.gather_event(workspace, reminder.event).event
        except InputError:
            # The folder has gone; its actions are still owed.
            known[reminder.event] = Event(id=reminder.event, title=reminder.event)
    event = known[reminder.event]
    owner = reminder.action.owner
    listed = next((person.display for person in event.people if person.id == owner), reminder.action.owner_written)
    return Line(reminder, event.title, listed)


def remind(workspace: Workspace, today: date, now: datetime) -> tuple[Reminder, ...]:
    """Sends one digest of all reminders that are due, if ``[follow_up]`` names a channel; each stage goes once.

    They are remembered after the mail server has accepted the digest: a run that is killed in between may send one
    digest a second time, but never loses one.
    """
    preparing.needs_workspace(workspace)
    settings = workspace.follow_up
    if not settings.channel:
        return ()
    with Ledger(workspace.ledger_url) as ledger:
        lines = due(workspace, ledger, today)
        if lines:
            notice = reminder_digest(lines, today, preparing.templates(workspace, "en"))
            digest = hashlib.sha256("\n".join(line.reminder.key for line in lines).encode()).hexdigest()
            key = f"reminders/{today.isoformat()}/{digest[:12]}"
            noticing.send(workspace, settings.channel, settings.to, notice, key, "[follow_up]", now)
            for line in lines:
                ledger.remember(line.reminder.key, now)
    return tuple(line.reminder for line in lines)


def swept(workspace: Workspace, today: date) -> tuple[str, ...]:
    """Events that have ended and have no dossier made from the inputs as they are now.

    An event that can't be looked at is among them: preparing it says what is wrong, and does not stop the others.
    """
    preparing.needs_workspace(workspace)
    return tuple(event for event in preparing.events(workspace) if _counts(workspace, event, today))


def _counts(workspace: Workspace, event: str, today: date) -> bool:
    try:
        return _wants_preparing(workspace, event, today)
    except CommuniqueError:
        return True


def _wants_preparing(workspace: Workspace, event: str, today: date) -> bool:
    inputs = preparing.fetch_inputs(workspace, event)
    try:
        stored = Dossiers(workspace.dossiers_url).load(event)
        if dict(stored.inputs) == {file.name: file.digest for file in inputs.files}:
            return False
    except InputError:
        pass  # no dossier yet
    end = gather.read(inputs, preparing.register_of(workspace)).event.end
    return end is not None and end < today


def status(workspace: Workspace) -> tuple[Status, ...]:
    """Where every event stands, in the order of their ids."""
    preparing.needs_workspace(workspace)
    return tuple(_said(workspace, event) for event in preparing.events(workspace))


def _said(workspace: Workspace, event: str) -> Status:
    try:
        return _status(workspace, event)
    except CommuniqueError as error:
        return Status(event, "can't be read", str(error))


def _status(workspace: Workspace, event: str) -> Status:
    dossier = preparing.current(workspace, event)
    blocking = [finding for finding in dossier.findings if finding.blocks]
    if blocking:
        return Status(event, "waiting for inputs", f"mend or answer {blocking[0].code}: communique check {event}")
    with Ledger(workspace.ledger_url) as ledger:
        deliveries = ledger.deliveries(event)
        owed = sum(item.state == "open" for item in ledger.actions(event))
    states = {delivery.state for delivery in deliveries}
    if DeliveryState.UNKNOWN in states or DeliveryState.SENDING in states:
        return Status(event, "a delivery is unknown", f"communique publish {event}")
    if DeliveryState.FAILED in states:
        return Status(event, "a delivery failed", f"communique publish {event}")
    missing = [item for item in deciding.standing(workspace, dossier) if item.approval is None]
    if missing:
        return Status(event, "in review", missing[0].reason)
    digests = {(one.document, one.language): one.digest for one in dossier.drafts}
    delivered = [d for d in deliveries if d.state is DeliveryState.DELIVERED]
    if any(digests.get((d.document, d.language), d.digest) != d.digest for d in delivered):
        return Status(event, "an earlier version is out", f"communique plan {event}")
    sent = {(d.document, d.language, d.channel) for d in delivered}
    if any((d.document, d.language, d.channel) not in sent for d in dossier.destinations):
        return Status(event, "approved", f"communique publish {event}")
    if owed:
        return Status(event, f"published, {owed} action{'s' if owed != 1 else ''} open", "communique actions list")
    return Status(event, "done", "")
