"""Sends approved documents to their channels, each once. ``CHANNELS`` is the list of kinds there are.

``publish`` accepts nothing but an ``Approval``, and believes it only after computing both digests it is bound to,
again before every single item.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from communique.errors import ApprovalError
from communique.model import Approval, Delivery, Destination, Draft, destinations_digest
from communique.publish.channel import Channel
from communique.publish.outbox import Item, Outbox, send
from communique.publish.plan import Route, delivery_key, plan

if TYPE_CHECKING:
    from communique.templating import Templates

__all__ = ["CHANNELS", "Outcome", "Route", "channel_class", "plan", "publish"]

# Kind → where its settings class is. Nothing is imported before a workspace asks for it.
CHANNELS: Mapping[str, str] = {
    "files": "communique.publish.files:Files",
    "smtp": "communique.publish.smtp:Smtp",
}


class Prepared(Protocol):
    """What is being published: the dossier, of which only the id and the event are needed."""

    @property
    def id(self) -> str: ...

    @property
    def event(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did. It must fail at the end when there are ``problems``: one sentence for each item that has one.

    ``permanent`` is False when running again later may mend every one of them.
    """

    deliveries: tuple[Delivery, ...]
    problems: tuple[str, ...] = ()
    permanent: bool = False


def channel_class(kind: str) -> type[Channel]:
    """The settings class of a kind in ``CHANNELS``; ``KeyError`` when there is none."""
    module, _, name = CHANNELS[kind].partition(":")
    found: type[Channel] = getattr(import_module(module), name)
    return found


def publish(
    approvals: Sequence[Approval],
    drafts: Sequence[Draft],
    routes: Sequence[Route],
    outbox: Outbox,
    now: Callable[[], datetime],
    dossier: Prepared,
    *,
    templates: Templates,
    channels: Collection[str] = (),
) -> Outcome:
    """Sends each approved draft along every route that carries it, in the order of the routes.

    ``routes`` are all of the workspace's, because an approval covers all destinations of its document; ``channels``
    narrows what is sent now. Drafts without an approval stay where they are. Raises ``ApprovalError`` before anything
    is sent when there is no approval at all or one does not hold; failures of channels are in the outcome.
    """
    if not approvals:
        raise ApprovalError(
            f"Nothing of “{dossier.event}” is approved. Review it with: communique review {dossier.event}"
        )
    pairs = [(approval, _draft_of(approval, drafts)) for approval in approvals]
    for approval, draft in pairs:
        _verify(approval, draft, routes, dossier)
    with outbox.publishing(dossier.event):
        items = [
            _item(approval, draft, route, routes, dossier)
            for route in routes
            for approval, draft in pairs
            if route.carries(draft) and (not channels or route.name in channels)
        ]
        # All of it is on record before the first of it leaves.
        standing = [outbox.plan(item.delivery, now()) for item in items]
        results = [send(item, known, outbox, now, templates) for item, known in zip(items, standing, strict=True)]
    failed = [result for result in results if result.problem]
    return Outcome(
        tuple(result.delivery for result in results),
        tuple(result.problem for result in failed),
        any(result.permanent for result in failed),
    )


def _draft_of(approval: Approval, drafts: Sequence[Draft]) -> Draft:
    for draft in drafts:
        if (draft.document, draft.language) == (approval.document, approval.language):
            return draft
    raise ApprovalError(
        f"There is an approval for the {approval.document} ({approval.language}), but no such draft. "
        "Prepare the event again."
    )


def _item(approval: Approval, draft: Draft, route: Route, routes: Sequence[Route], dossier: Prepared) -> Item:
    delivery = Delivery(
        key=delivery_key(dossier.event, draft, route),
        event=dossier.event,
        document=draft.document,
        language=draft.language,
        channel=route.name,
        digest=draft.digest,
        destinations=destinations_digest(_destinations(draft, routes)),
        targets=route.channel.targets(),
    )
    return Item(delivery, draft, route, lambda: _verify(approval, draft, routes, dossier))


def _destinations(draft: Draft, routes: Sequence[Route]) -> tuple[Destination, ...]:
    return plan(routes, (draft,))


def _verify(approval: Approval, draft: Draft, routes: Sequence[Route], dossier: Prepared) -> None:
    """Computes what the approval is bound to and compares. Raises ``ApprovalError`` with what differs."""
    name = f"The {draft.document} ({draft.language}) of “{dossier.event}”"
    again = f"Review it again with: communique review {dossier.event}"
    if approval.event != dossier.event:
        raise ApprovalError(f"{name} was not sent: the approval is for another event, “{approval.event}”. {again}")
    if approval.dossier not in ("", dossier.id):
        raise ApprovalError(f"{name} was not sent: the approval was worked out for another dossier. {again}")
    if not approval.people:
        raise ApprovalError(f"{name} was not sent: the approval names nobody who gave it. {again}")
    if approval.digest != draft.digest:
        raise ApprovalError(f"{name} was not sent: it is not the version that was approved. {again}")
    if approval.destinations != destinations_digest(_destinations(draft, routes)):
        raise ApprovalError(f"{name} was not sent: it would go elsewhere than was approved. {again}")
