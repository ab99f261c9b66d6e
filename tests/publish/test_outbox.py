"""Each item once, whatever the channel does and however often publish runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest
from tests.publish.cases import EVENT, NOW, RELEASE, REPORT, changed, run, send, signed, states

from communique.errors import ApprovalError, ChannelError, ConfigError, StoreError
from communique.ledger import Ledger
from communique.model import Audience, DeliveryState, Draft, Receipt
from communique.publish import Route, plan
from communique.publish.channel import Links, Message, no_notify, no_retract, no_update
from communique.publish.files import Files
from communique.publish.outbox import Outbox


@dataclass(frozen=True, kw_only=True)
class Fake:
    """A channel that keeps what it is given in ``there`` and fails as told, before or after keeping it."""

    there: dict[str, str] = field(default_factory=dict)
    posted: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    keeps_anyway: bool = False
    blind: bool = False
    refuses: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ("a@example.org", "b@example.org")

    kind: ClassVar[str] = "files"
    places: ClassVar[tuple[str, ...]] = ()
    update = no_update
    retract = no_retract
    notify = no_notify

    def targets(self) -> tuple[str, ...]:
        return self.people

    def compose(self, draft: Draft, links: Links) -> Message:
        return Message(
            links.key, draft.digest, links.event, draft.document, draft.language, links.now, draft.title, draft.files
        )

    def find(self, key: str, digest: str, since: datetime, now: datetime) -> Receipt | None:
        if self.blind:
            raise ChannelError("this service can't be asked", permanent=True, unknown=True)
        return Receipt(key, "found", digest) if self.there.get(key) == digest else None

    def deliver(self, message: Message) -> Receipt:
        if self.errors:
            if self.keeps_anyway:
                self._keep(message)
            raise self.errors.pop(0)
        self._keep(message)
        return Receipt(message.key, f"at {message.key}", message.digest, self.refuses, "as asked")

    def _keep(self, message: Message) -> None:
        self.there[message.key] = message.digest
        self.posted.append(message.key)

    def probe(self) -> str:
        return "fine"


def routes_of(*channels: Fake) -> tuple[Route, ...]:
    names = ("first", "second", "third")
    return tuple(Route(n, c, ("news-release",)) for n, c in zip(names, channels, strict=False))


def test_ledger_is_an_outbox(ledger: Ledger) -> None:
    typed: Outbox = ledger
    assert typed.delivery("nothing") is None


def test_twice_posts_nothing_twice(ledger: Ledger) -> None:
    channel = Fake()
    first = run(ledger, [RELEASE], routes_of(channel))
    second = run(ledger, [RELEASE], routes_of(channel))
    assert channel.posted == [f"{EVENT}/news-release/en/first"]
    assert first.deliveries == second.deliveries
    (delivery,) = second.deliveries
    assert (delivery.state, delivery.address, delivery.detail, delivery.attempts) == (
        DeliveryState.DELIVERED,
        f"at {EVENT}/news-release/en/first",
        "as asked",
        1,
    )
    assert second.problems == ()


def test_routes_go_in_their_order_and_one_failure_does_not_stop_the_others(ledger: Ledger) -> None:
    posted: list[str] = []
    channels = [
        Fake(posted=posted),
        Fake(posted=posted, errors=[ChannelError("the share is full", permanent=True)]),
        Fake(posted=posted),
    ]
    outcome = run(ledger, [RELEASE], routes_of(*channels))
    assert posted == [f"{EVENT}/news-release/en/first", f"{EVENT}/news-release/en/third"]
    assert states(outcome.deliveries) == {
        "news-release/en/first": "delivered",
        "news-release/en/second": "failed",
        "news-release/en/third": "delivered",
    }
    assert outcome.problems == ("second, news-release (en): the share is full",)
    assert outcome.permanent is True
    again = run(ledger, [RELEASE], routes_of(*channels))
    assert again.problems == ()
    assert posted[2:] == [f"{EVENT}/news-release/en/second"]
    assert [delivery.attempts for delivery in again.deliveries] == [1, 2, 1]


def test_everything_is_on_record_before_the_first_leaves(ledger: Ledger) -> None:
    seen: list[dict[str, str]] = []

    class Looking(Fake):
        def deliver(self, message: Message) -> Receipt:
            seen.append(states(ledger.deliveries(EVENT)))
            return Fake.deliver(self, message)

    run(ledger, [RELEASE], routes_of(Looking(), Looking()))
    assert seen == [
        {"news-release/en/first": "sending", "news-release/en/second": "planned"},
        {"news-release/en/first": "delivered", "news-release/en/second": "sending"},
    ]


def test_the_digests_are_computed_again_before_every_delivery(ledger: Ledger) -> None:
    """Where the second channel leads changes while the first is at work: what was approved no longer holds for it."""
    posted: list[str] = []

    class Moving(Fake):
        def targets(self) -> tuple[str, ...]:
            return (f"list-{len(posted)}@example.org",)

    with pytest.raises(ApprovalError, match="it would go elsewhere than was approved"):
        run(ledger, [RELEASE], routes_of(Fake(posted=posted), Moving(posted=posted)))
    assert posted == [f"{EVENT}/news-release/en/first"]
    assert states(ledger.deliveries(EVENT)) == {
        "news-release/en/first": "delivered",
        "news-release/en/second": "planned",
    }


def test_weather_is_not_permanent(ledger: Ledger) -> None:
    outcome = run(ledger, [RELEASE], routes_of(Fake(errors=[ChannelError("later", permanent=False)])))
    assert (outcome.permanent, outcome.problems) == (False, ("first, news-release (en): later",))


@pytest.mark.parametrize("kept", [True, False])
def test_lost_answer_is_looked_up_before_anything_is_sent_again(ledger: Ledger, kept: bool) -> None:
    channel = Fake(errors=[ChannelError("the answer was lost", permanent=False, unknown=True)], keeps_anyway=kept)
    first = run(ledger, [RELEASE], routes_of(channel))
    assert states(first.deliveries) == {"news-release/en/first": "unknown"}
    second = run(ledger, [RELEASE], routes_of(channel))
    assert states(second.deliveries) == {"news-release/en/first": "delivered"}
    assert second.deliveries[0].address == ("found" if kept else f"at {EVENT}/news-release/en/first")
    assert len(channel.posted) == 1


def test_what_nobody_can_tell_waits_for_a_person_with_two_choices(ledger: Ledger) -> None:
    key = f"{EVENT}/news-release/en/first"
    lost = ChannelError("the answer was lost.", permanent=False, unknown=True)
    channel = Fake(errors=[lost], blind=True)
    assert states(run(ledger, [RELEASE], routes_of(channel)).deliveries) == {"news-release/en/first": "unknown"}
    again = run(ledger, [RELEASE], routes_of(channel))
    assert again.problems == (
        "first, news-release (en): nobody can tell whether it arrived: this service can't be asked. Look, then say "
        f"either communique resolve {key} --delivered or, to send it again, "
        f'communique resolve {key} --again (with --as YOU --note "…")',
    )
    assert channel.posted == []
    ledger.resolve(key, delivered=False, person="dara", reason="asked the editor", now=NOW)
    assert run(ledger, [RELEASE], routes_of(channel)).problems == ()
    assert channel.posted == [key]


def test_a_persons_word_that_it_arrived_ends_it(ledger: Ledger) -> None:
    key = f"{EVENT}/news-release/en/first"
    channel = Fake(errors=[ChannelError("lost", permanent=False, unknown=True)], blind=True)
    run(ledger, [RELEASE], routes_of(channel))
    ledger.resolve(key, delivered=True, person="dara", reason="the editor has it", now=NOW)
    outcome = run(ledger, [RELEASE], routes_of(channel))
    assert (outcome.problems, channel.posted) == ((), [])
    last = [entry for entry in ledger.audit(EVENT) if entry.subject == key][-1]
    assert (last.act, last.person, last.detail) == ("delivered", "dara", "the editor has it")


def test_a_mistake_inside_a_channel_is_unknown_and_stops_nothing(ledger: Ledger) -> None:
    channels = Fake(errors=[ZeroDivisionError("oops")]), Fake()
    outcome = run(ledger, [RELEASE], routes_of(*channels))
    assert states(outcome.deliveries) == {"news-release/en/first": "unknown", "news-release/en/second": "delivered"}
    assert "the channel broke off with ZeroDivisionError: oops" in outcome.problems[0]


def test_a_later_version_is_not_sent_under_the_same_key(ledger: Ledger) -> None:
    channel = Fake()
    run(ledger, [RELEASE], routes_of(channel))
    outcome = run(ledger, [changed(RELEASE)], routes_of(channel))
    assert outcome.problems == (
        "first: the news-release (en) was already delivered in an earlier version, so nothing was sent. "
        "Corrections can't be sent yet: tell those who have it yourself.",
    )
    assert len(channel.posted) == 1
    assert outcome.deliveries[0].digest == RELEASE.digest
    assert outcome.deliveries[0].state is DeliveryState.DELIVERED


@pytest.mark.parametrize("kept", [True, False])
def test_after_a_crash_the_old_version_is_looked_up_not_the_new_one(ledger: Ledger, kept: bool) -> None:
    channel = Fake(errors=[ChannelError("lost", permanent=False, unknown=True)], keeps_anyway=kept)
    run(ledger, [RELEASE], routes_of(channel))
    outcome = run(ledger, [changed(RELEASE)], routes_of(channel))
    assert states(outcome.deliveries) == {"news-release/en/first": "delivered"}
    assert len(channel.posted) == 1
    if kept:
        assert outcome.deliveries[0].digest == RELEASE.digest
        (later,) = run(ledger, [changed(RELEASE)], routes_of(channel)).problems
        assert "already delivered in an earlier version" in later
    else:
        assert outcome.deliveries[0].digest == changed(RELEASE).digest


def test_a_recipient_added_after_delivery_is_said(ledger: Ledger) -> None:
    channel = Fake()
    run(ledger, [RELEASE], routes_of(channel))
    more = replace(channel, people=(*channel.people, "c@example.org"))
    outcome = run(ledger, [RELEASE], routes_of(more))
    assert outcome.problems == (
        "first: the news-release (en) was already delivered before c@example.org was added, so nothing was sent to "
        "them. Send it to them yourself.",
    )
    fewer = replace(channel, people=("a@example.org",))
    assert run(ledger, [RELEASE], routes_of(fewer)).problems == ()
    assert len(channel.posted) == 1


def test_refused_recipients_fail_the_run_until_somebody_has_dealt_with_them(ledger: Ledger) -> None:
    channel = Fake(refuses={"b@example.org": "550 no such user"})
    key = f"{EVENT}/news-release/en/first"
    for _ in range(2):
        outcome = run(ledger, [RELEASE], routes_of(channel))
        assert outcome.problems == (
            "first: the news-release (en) reached everybody but b@example.org (550 no such user). "
            f'Send it to them yourself, then say so: communique resolve {key} --delivered --as YOU --note "…"',
        )
        assert states(outcome.deliveries) == {"news-release/en/first": "delivered"}
    ledger.resolve(key, delivered=True, person="dara", reason="sent by hand", now=NOW)
    assert run(ledger, [RELEASE], routes_of(channel)).problems == ()
    assert len(channel.posted) == 1


def test_one_channel_may_be_chosen_under_the_same_approval(ledger: Ledger) -> None:
    first, second = Fake(), Fake()
    routes = routes_of(first, second)
    approval = signed(ledger, RELEASE, routes)
    outcome = send(ledger, [approval], [RELEASE], routes, channels=["second"])
    assert states(outcome.deliveries) == {"news-release/en/second": "delivered"}
    assert first.posted == []
    assert send(ledger, [approval], [RELEASE], routes).problems == ()
    assert (len(first.posted), len(second.posted)) == (1, 1)


@pytest.mark.parametrize(("moment", "posted"), [("plan", 0), ("claim", 0), ("settle", 1)])
def test_a_ledger_that_fails_in_between_is_caught_up_with(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, moment: str, posted: int
) -> None:
    channel = Fake()
    approval = signed(ledger, RELEASE, routes_of(channel))

    def full(*arguments: object, **named: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(ledger, moment, full)
        with pytest.raises(StoreError, match="the disk is full"):
            send(ledger, [approval], [RELEASE], routes_of(channel))
    assert len(channel.posted) == posted
    assert send(ledger, [approval], [RELEASE], routes_of(channel)).problems == ()
    assert len(channel.posted) == 1


def test_plan_lists_destinations_by_route(tmp_path: Path) -> None:
    routes = (
        Route("archive", Files(url=str(tmp_path)), ("report", "news-release"), ("en",), Audience.MINISTRY),
        Route("press", Fake(), ("news-release",), ("zh",)),
    )
    found = plan(routes, (RELEASE, REPORT))
    assert [(d.channel, d.kind, d.document, d.targets) for d in found] == [
        ("archive", "files", "news-release", (f"{tmp_path}/{{event}}/{{file}}",)),
        ("archive", "files", "report", (f"{tmp_path}/{{event}}/{{file}}",)),
    ]


def test_a_document_never_goes_to_a_wider_audience() -> None:
    route = Route("press", Fake(), ("report",))
    with pytest.raises(ConfigError) as caught:
        plan((route,), (REPORT,))
    assert str(caught.value) == (
        "The channel “press” is for the audience “public”, but the report is only for “ministry”. "
        "Take it off that channel's documents, or set the channel's audience."
    )
    internal = replace(REPORT, audience=Audience.INTERNAL)
    with pytest.raises(ConfigError):
        plan((replace(route, audience=Audience.MINISTRY),), (internal,))
    assert len(plan((replace(route, audience=Audience.INTERNAL),), (REPORT, RELEASE))) == 1


def test_two_channels_of_one_name_and_names_with_slashes_are_refused(ledger: Ledger) -> None:
    with pytest.raises(ConfigError, match="two channels named “first”"):
        plan((routes_of(Fake())[0],) * 2, (RELEASE,))
    with pytest.raises(ConfigError, match="can't stand in the key of a delivery"):
        run(ledger, [RELEASE], (Route("a/b", Fake(), ("news-release",)),))
