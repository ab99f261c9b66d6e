"""Sends one item through one channel at most once, whatever happens in between.

planned → sending → delivered / failed / unknown. ``sending`` is written before the channel is called. Whoever finds it
later (inside the event's turn, so its writer is dead) or finds ``unknown`` asks the channel: what arrived is adopted,
what surely did not is sent again, and what nobody can tell waits for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from communique.errors import ApprovalError, ChannelError, CommuniqueError, StoreError
from communique.model import Delivery, DeliveryState, Draft
from communique.publish.channel import Links, Message, refusals
from communique.publish.plan import Route

if TYPE_CHECKING:
    from communique.templating import Templates


class Outbox(Protocol):
    """Where deliveries are written down. The ledger has these methods; nothing here knows it."""

    def publishing(self, event: str) -> AbstractContextManager[None]: ...

    def delivery(self, key: str) -> Delivery | None: ...

    def plan(self, delivery: Delivery, now: datetime) -> Delivery: ...

    def claim(self, key: str, digest: str, now: datetime) -> bool: ...

    def settle(
        self,
        key: str,
        state: DeliveryState,
        now: datetime,
        *,
        address: str = "",
        detail: str = "",
        refused: Mapping[str, str] | None = None,
    ) -> Delivery: ...


@dataclass(frozen=True, slots=True)
class Item:
    """One draft for one route. ``verify`` raises ``ApprovalError`` unless it may leave, computing all anew."""

    delivery: Delivery
    draft: Draft
    route: Route
    verify: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Result:
    """How an item stands. ``problem`` is the sentence for which the run must fail, "" when all is well.

    ``permanent`` is False when running again later may mend it.
    """

    delivery: Delivery
    problem: str = ""
    permanent: bool = True


def send(item: Item, standing: Delivery, outbox: Outbox, now: Callable[[], datetime], templates: Templates) -> Result:
    """Brings one item, of which ``standing`` is on record, as far as it can get.

    Raises ``ApprovalError`` and, when the outbox can't be written, ``StoreError``.
    """
    key = item.delivery.key
    if standing.state in (DeliveryState.SENDING, DeliveryState.UNKNOWN):
        looked_up = _look_up(item, standing, outbox, now)
        if looked_up.problem:
            return looked_up
        standing = outbox.plan(item.delivery, now())
    if standing.state is DeliveryState.DELIVERED:
        return Result(standing, delivered_problem(standing, item.draft.digest, item.delivery.targets))
    try:
        links = Links(key, item.delivery.event, now(), templates)
        message = item.route.channel.compose(item.draft, links)
    except CommuniqueError as error:
        return _failed(item, outbox, now(), error)
    item.verify()
    if not outbox.claim(key, item.draft.digest, now()):
        standing = outbox.delivery(key) or standing
        problem = f"{key} was taken over by another process while this one was at work; look at: communique status"
        return Result(standing, problem, permanent=False)
    return _attempt(item, message, outbox, now)


def delivered_problem(delivery: Delivery, digest: str, targets: tuple[str, ...]) -> str:
    """What is wrong with a delivered item, seen from what is to be sent now; "" when nothing is."""
    name = f"{delivery.channel}: the {delivery.document} ({delivery.language})"
    if delivery.digest != digest:
        return (
            f"{name} was already delivered in an earlier version, so nothing was sent. Corrections can't be sent "
            "yet: tell those who have it yourself."
        )
    added = [target for target in targets if target not in delivery.targets]
    if added:
        return (
            f"{name} was already delivered before {', '.join(added)} was added, so nothing was sent to them. "
            "Send it to them yourself."
        )
    if delivery.refused:
        return (
            f"{name} reached everybody but {refusals(delivery.refused)}. Send it to them yourself, then say so: "
            f'communique resolve {delivery.key} --delivered --as YOU --note "…"'
        )
    return ""


def _attempt(item: Item, message: Message, outbox: Outbox, now: Callable[[], datetime]) -> Result:
    key = item.delivery.key
    try:
        receipt = item.route.channel.deliver(message)
    except ChannelError as error:
        if error.unknown:
            return _unknown(item.delivery, outbox.settle(key, DeliveryState.UNKNOWN, now(), detail=str(error)), error)
        return _failed(item, outbox, now(), error)
    except CommuniqueError as error:
        return _failed(item, outbox, now(), error)
    except Exception as error:  # noqa: BLE001 - a mistake in one channel must neither stop the others nor send twice
        lost = ChannelError(f"the channel broke off with {type(error).__name__}: {error}", permanent=True, unknown=True)
        return _unknown(item.delivery, outbox.settle(key, DeliveryState.UNKNOWN, now(), detail=str(lost)), lost)
    settled = outbox.settle(
        key,
        DeliveryState.DELIVERED,
        now(),
        address=receipt.address,
        detail=receipt.detail,
        refused=receipt.refused,
    )
    return Result(settled, delivered_problem(settled, item.draft.digest, item.delivery.targets))


def _look_up(item: Item, standing: Delivery, outbox: Outbox, now: Callable[[], datetime]) -> Result:
    """Asks the channel what became of an attempt nobody knows the end of, under the digest it was made with."""
    key = standing.key
    attempted = standing.changed or now()
    try:
        receipt = item.route.channel.find(key, standing.digest, attempted, now())
    except CommuniqueError as error:
        if standing.state is not DeliveryState.UNKNOWN:
            standing = outbox.settle(key, DeliveryState.UNKNOWN, now(), detail=str(error))
        return _unknown(item.delivery, standing, error)
    if receipt is None:
        return Result(outbox.settle(key, DeliveryState.PLANNED, now(), detail="looked up: it had not arrived"))
    found = outbox.settle(
        key, DeliveryState.DELIVERED, now(), address=receipt.address, detail=receipt.detail, refused=receipt.refused
    )
    return Result(found)


def _failed(item: Item, outbox: Outbox, at: datetime, error: CommuniqueError) -> Result:
    if isinstance(error, ApprovalError):
        raise error
    settled = outbox.settle(item.delivery.key, DeliveryState.FAILED, at, detail=str(error))
    permanent = error.permanent if isinstance(error, ChannelError | StoreError) else True
    name = f"{item.route.name}, {item.draft.document} ({item.draft.language})"
    return Result(settled, f"{name}: {error}", permanent)


def _unknown(planned: Delivery, settled: Delivery, error: CommuniqueError) -> Result:
    resolve = f"communique resolve {planned.key}"
    problem = (
        f"{planned.channel}, {planned.document} ({planned.language}): nobody can tell whether it arrived: "
        f"{str(error).rstrip('.')}. Look, then say either {resolve} --delivered or, to send it again, "
        f'{resolve} --again (with --as YOU --note "…")'
    )
    return Result(settled, problem, error.permanent if isinstance(error, ChannelError) else True)
