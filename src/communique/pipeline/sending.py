"""What is approved goes to its channels, each document once; and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from communique import publish as publishing
from communique.config import Person, Workspace
from communique.dossier import Dossiers
from communique.draft import DOCUMENTS
from communique.errors import ApprovalError, CommuniqueError, ConfigError
from communique.ledger import Ledger
from communique.model import Delivery, DeliveryState
from communique.pipeline import channels as routing
from communique.pipeline import preparing
from communique.pipeline.deciding import Standing, standing


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish run did: the deliveries it was about, what went wrong, and the documents held back.

    ``permanent`` is False when running again later may mend every problem. ``earlier`` are the keys of what had been
    delivered before this run.
    """

    deliveries: tuple[Delivery, ...]
    problems: tuple[str, ...]
    permanent: bool
    held: tuple[Standing, ...]
    earlier: frozenset[str] = frozenset()


def publish(workspace: Workspace, event: str, now: Callable[[], datetime], channels: Sequence[str] = ()) -> Published:
    """Sends every approved document to its channels; what is not approved is held back and named.

    Raises ``ApprovalError`` when nothing at all may go. Failures of channels are in the result, not raised: one
    failing channel does not stop the others.
    """
    dossier = preparing.prepare(workspace, event)
    unknown = sorted(set(channels) - set(workspace.channels))
    if unknown:
        known = ", ".join(workspace.channels) or "none"
        raise ConfigError(f"There is no channel “{unknown[0]}” in communique.toml (it has {known}).")
    found = standing(workspace, dossier)
    approvals = tuple(item.approval for item in found if item.approval is not None)
    held = tuple(item for item in found if item.approval is None)
    if not approvals:
        raise ApprovalError(held[0].reason if held else f"The event “{event}” has nothing to publish.")
    routes = routing.routes(workspace, sending=channels or tuple(workspace.channels))
    texts = preparing.templates(workspace, "en")
    with Ledger(workspace.ledger_url) as ledger:
        earlier = {d.key for d in ledger.deliveries(event) if d.state is DeliveryState.DELIVERED}
        outcome = publishing.publish(
            approvals, dossier.drafts, routes, ledger, now, dossier, templates=texts, channels=channels
        )
        ledger.save_actions(event, dossier.actions, now(), dossier.ended)
    before = frozenset(d.key for d in outcome.deliveries if d.key in earlier)
    return Published(outcome.deliveries, outcome.problems, outcome.permanent, held, before)


def deliveries(workspace: Workspace, event: str) -> tuple[Delivery, ...]:
    """What was sent of an event, or is to be, in the order of the channels."""
    with Ledger(workspace.ledger_url) as ledger:
        return ledger.deliveries(event)


def resolve(workspace: Workspace, key: str, delivered: bool, person: Person, note: str, now: datetime) -> None:
    """Records what a person found out about a delivery whose answer was lost."""
    with Ledger(workspace.ledger_url) as ledger:
        ledger.resolve(key, delivered=delivered, person=person.id, reason=note, now=now)


def probe(workspace: Workspace) -> tuple[tuple[str, bool, str], ...]:
    """What would fail later, tried now: (what, is it fine, what it says) for the ledger, the dossiers, each channel."""
    preparing.needs_workspace(workspace)
    tried = {
        "ledger": partial(_ledger_says, workspace),
        "dossiers": partial(_dossiers_say, workspace),
        "review": partial(_review_says, workspace),
        "follow-up": partial(_follow_up_says, workspace),
    }
    tried |= {f"channel {name}": partial(_channel_says, workspace, name) for name in workspace.channels}
    return tuple(_tried(what, act) for what, act in tried.items())


def _ledger_says(workspace: Workspace) -> str:
    with Ledger(workspace.ledger_url):
        return "opened"


def _dossiers_say(workspace: Workspace) -> str:
    return f"{len(Dossiers(workspace.dossiers_url).events())} events"


def _review_says(workspace: Workspace) -> str:
    """Whether enough people have a role that may approve each document, and the reviewers can be asked."""
    policy = workspace.policy
    for document in DOCUMENTS:
        able = [person.id for person in workspace.people if policy.role(workspace.reviewer(person.id), document)]
        if len(able) < policy.approvals:
            raise ConfigError(
                f"The {document} needs {policy.approvals} approval{'s' if policy.approvals > 1 else ''}, but only "
                f"{len(able)} of the people in communique.toml may give one. Add people, or change [review]."
            )
    if workspace.review.channel:
        routing.route(workspace, workspace.review.channel, "[review]", for_sending=False)
    return "every document can be approved"


def _follow_up_says(workspace: Workspace) -> str:
    settings = workspace.follow_up
    if not settings.channel:
        return "no channel is named, so no reminders are sent"
    routing.route(workspace, settings.channel, "[follow_up]", for_sending=False)
    if not settings.to:
        raise ConfigError('In communique.toml, [follow_up] has nobody to send reminders to. Add: to = ["…"].')
    return f"reminders go through {settings.channel}"


def _channel_says(workspace: Workspace, name: str) -> str:
    return routing.route(workspace, name, "", for_sending=True).channel.probe()


def _tried(what: str, act: Callable[[], str]) -> tuple[str, bool, str]:
    try:
        return what, True, act()
    except CommuniqueError as error:
        return what, False, str(error)
