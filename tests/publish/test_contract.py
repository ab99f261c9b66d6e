"""What every channel in ``CHANNELS`` must do, the same tests for each.

The test of a channel, ``test_<kind>.py``, has a function ``adapted``: a configured channel with a service behind it,
one without, and what has arrived so far (see ``cases.Adapter``).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import pytest
from tests.publish.cases import EVENT, NOW, RELEASE, TEMPLATES, Adapter, changed, record, run, send, signed, states

from communique.errors import ChannelError
from communique.ledger import Ledger
from communique.model import Draft, Receipt
from communique.publish import CHANNELS, Route, channel_class
from communique.publish.channel import Channel, Links, Message, Notice

METHODS = ("targets", "compose", "find", "deliver", "update", "retract", "notify", "probe")


@pytest.fixture(params=sorted(CHANNELS))
def adapter(request: pytest.FixtureRequest, tmp_path: Path) -> Adapter:
    made: Adapter = import_module(f"tests.publish.test_{request.param}").adapted(request, tmp_path)
    return made


def routes(channel: Channel) -> tuple[Route, ...]:
    return (Route("here", channel, ("news-release",)),)


KEY = f"{EVENT}/news-release/en/here"
LINKS = Links(KEY, EVENT, NOW, TEMPLATES)


@pytest.mark.parametrize("kind", sorted(CHANNELS))
def test_class_is_frozen_and_has_every_member_by_name(kind: str) -> None:
    found = channel_class(kind)
    assert found.kind == kind
    assert _settings(found) >= set(found.places)
    assert [name for name in METHODS if not callable(getattr(found, name, None))] == []


def test_targets_show_no_secret_and_need_no_service(adapter: Adapter) -> None:
    assert adapter.broken.targets()
    shown = repr(adapter.channel) + " ".join(adapter.channel.targets())
    assert [secret for secret in adapter.secrets if secret in shown] == []


def test_compose_is_pure_and_carries_key_and_digest(adapter: Adapter) -> None:
    message = adapter.broken.compose(RELEASE, LINKS)
    assert message == adapter.broken.compose(RELEASE, LINKS)
    assert (message.key, message.digest, message.event) == (KEY, RELEASE.digest, EVENT)
    assert adapter.arrived() == 0


def test_deliver_puts_it_there_and_find_finds_exactly_it(adapter: Adapter) -> None:
    later = NOW + timedelta(days=1)
    assert adapter.channel.find(KEY, RELEASE.digest, NOW, later) is None
    receipt = adapter.channel.deliver(adapter.channel.compose(RELEASE, LINKS))
    assert (receipt.key, receipt.digest, dict(receipt.refused), bool(receipt.address)) == (
        KEY,
        RELEASE.digest,
        {},
        True,
    )
    assert adapter.arrived() == 1
    found = adapter.channel.find(KEY, RELEASE.digest, NOW, later)
    assert found is not None
    assert (found.key, found.address, found.digest) == (receipt.key, receipt.address, receipt.digest)
    assert adapter.channel.find(KEY, changed(RELEASE).digest, NOW, later) is None
    assert adapter.channel.find(f"{KEY}-2", RELEASE.digest, NOW, later) is None


def test_a_service_that_is_not_there_is_a_sentence(adapter: Adapter) -> None:
    for act in (adapter.broken.probe, lambda: adapter.broken.deliver(adapter.broken.compose(RELEASE, LINKS))):
        with pytest.raises(ChannelError) as caught:
            act()
        assert str(caught.value).endswith(".")
        assert caught.value.unknown is False


def test_probe_says_one_sentence_and_leaves_nothing(adapter: Adapter) -> None:
    said = adapter.channel.probe()
    assert said.endswith(".")
    assert "\n" not in said
    assert adapter.arrived() == 0


def test_publish_twice_arrives_once(adapter: Adapter, ledger: Ledger) -> None:
    for _ in range(2):
        outcome = run(ledger, [RELEASE], routes(adapter.channel))
        assert (outcome.problems, states(outcome.deliveries)) == ((), {"news-release/en/here": "delivered"})
        assert adapter.arrived() == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_around_delivery_arrives_once(adapter: Adapter, ledger: Ledger, moment: str) -> None:
    """The process dies with the item written down as being sent: before the service had it, or after."""
    approval = signed(ledger, RELEASE, routes(adapter.channel))
    crashing = (Route("here", _crashing(adapter.channel, moment), ("news-release",)),)
    with pytest.raises(_Crash):
        send(ledger, [approval], [RELEASE], crashing)
    assert states(ledger.deliveries(EVENT)) == {"news-release/en/here": "sending"}
    assert adapter.arrived() == (moment == "after")
    outcome = send(ledger, [approval], [RELEASE], routes(adapter.channel), now=lambda: NOW + timedelta(hours=1))
    assert (outcome.problems, states(outcome.deliveries)) == ((), {"news-release/en/here": "delivered"})
    assert adapter.arrived() == 1


def test_nothing_leaves_for_a_changed_draft(adapter: Adapter, ledger: Ledger) -> None:
    run(ledger, [RELEASE], routes(adapter.channel))
    record(ledger, changed(RELEASE), routes(adapter.channel))
    outcome = run(ledger, [changed(RELEASE)], routes(adapter.channel))
    assert "was already delivered in an earlier version" in outcome.problems[0]
    assert adapter.arrived() == 1


def _settings(kind: Any) -> set[str]:
    """The names of a frozen dataclass's fields; whatever else it is given fails."""
    assert kind.__dataclass_params__.frozen
    return {item.name for item in dataclasses.fields(kind)}


class _Crash(BaseException):
    """As final as a kill: nothing in the program catches it."""


def _crashing(inner: Channel, moment: str) -> Channel:
    """The channel, dying in ``deliver``. It is of the same kind, as another would need another approval."""

    class Same(_Crashing):
        kind: ClassVar[str] = inner.kind

    return Same(inner, moment)


@dataclass(frozen=True)
class _Crashing:
    inner: Channel
    moment: str

    kind: ClassVar[str] = "files"
    places: ClassVar[tuple[str, ...]] = ()

    def targets(self) -> tuple[str, ...]:
        return self.inner.targets()

    def compose(self, draft: Draft, links: Links) -> Message:
        return self.inner.compose(draft, links)

    def find(self, key: str, digest: str, since: datetime, now: datetime) -> Receipt | None:
        return self.inner.find(key, digest, since, now)

    def deliver(self, message: Message) -> Receipt:
        if self.moment == "after":
            self.inner.deliver(message)
        raise _Crash

    def update(self, receipt: Receipt, message: Message) -> Receipt:
        return self.inner.update(receipt, message)

    def retract(self, receipt: Receipt, note: str) -> Receipt:
        return self.inner.retract(receipt, note)

    def notify(self, notice: Notice) -> Receipt:
        return self.inner.notify(notice)

    def probe(self) -> str:
        return self.inner.probe()
