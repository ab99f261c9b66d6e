"""What the ledger must do in every database; run on SQLite by ``test_ledger``, on PostgreSQL by ``live``."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from communique.errors import ApprovalError, InputError, StoreError
from communique.ledger import Ledger
from communique.model import Action, Decision, Delivery, DeliveryState, Priority, Verdict

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DIGEST, OTHER, WHERE = "a" * 64, "b" * 64, "d" * 64
KEY = "skills/report/en/press"
DELIVERY = Delivery(
    KEY, "skills", "report", "en", "press", DIGEST, WHERE, targets=("编辑 <editor@example.org>", "desk@example.org")
)
DECISION = Decision("skills", "report", "en", DIGEST, WHERE, Verdict.APPROVE, "dara", "press", NOW, "好, ល្អ")
ACTION = Action(
    id="a-1",
    title="Send the curricula",
    owner="dara",
    organisation="mlvt",
    due=date(2026, 12, 1),
    priority=Priority.HIGH,
)


class LedgerContract:
    def test_decisions_come_back_as_recorded(self, ledger: Ledger) -> None:
        second = replace(DECISION, verdict=Verdict.REQUEST_CHANGES, note="", when=NOW - timedelta(days=1))
        for decision in (DECISION, second, replace(DECISION, event="another")):
            ledger.record(decision)
        assert ledger.decisions("skills") == (DECISION, second)
        assert ledger.decisions("nothing") == ()

    def test_times_are_kept_as_utc(self, ledger: Ledger) -> None:
        local = NOW.astimezone(timezone(timedelta(hours=7)))
        ledger.record(replace(DECISION, when=local))
        (found,) = ledger.decisions("skills")
        assert found.when == NOW
        assert found.when.utcoffset() == timedelta(0)
        with pytest.raises(ValueError, match="time zone"):
            ledger.record(replace(DECISION, when=datetime(2026, 11, 23)))

    def test_plan_claim_settle(self, ledger: Ledger) -> None:
        ledger.record(DECISION)
        assert ledger.plan(DELIVERY, NOW) == replace(DELIVERY, changed=NOW)
        assert ledger.delivery("nothing") is None
        later = NOW + timedelta(seconds=1)
        assert ledger.claim(KEY, DIGEST, later)
        sending = replace(DELIVERY, state=DeliveryState.SENDING, attempts=1, changed=later)
        assert ledger.delivery(KEY) == sending
        refused = {"desk@example.org": "550 没有"}
        settled = ledger.settle(KEY, DeliveryState.DELIVERED, later, address="<1@x>", detail="ok", refused=refused)
        assert settled == replace(sending, state=DeliveryState.DELIVERED, address="<1@x>", detail="ok", refused=refused)
        assert ledger.deliveries("skills") == (settled,)

    def test_a_claim_is_given_once(self, ledger: Ledger) -> None:
        ledger.record(DECISION)
        ledger.plan(DELIVERY, NOW)
        assert [ledger.claim(KEY, OTHER, NOW), ledger.claim(KEY, DIGEST, NOW), ledger.claim(KEY, DIGEST, NOW)] == [
            False,
            True,
            False,
        ]
        assert ledger.claim("nothing", DIGEST, NOW) is False

    def test_a_claim_is_given_once_to_many_at_the_same_time(self, ledger: Ledger, url: str) -> None:
        ledger.record(DECISION)
        ledger.plan(DELIVERY, NOW)
        given: list[bool] = []
        barrier = threading.Barrier(8)

        def ask() -> None:
            with Ledger(url) as own:
                barrier.wait(10)
                given.append(own.claim(KEY, DIGEST, NOW))

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(given) == [False] * 7 + [True]

    @pytest.mark.parametrize(
        "decisions",
        [
            (),
            (replace(DECISION, event="another"),),
            (replace(DECISION, document="news-release"),),
            (replace(DECISION, language="zh"),),
            (replace(DECISION, digest=OTHER),),
            (replace(DECISION, destinations=OTHER),),
            (DECISION, replace(DECISION, verdict=Verdict.REQUEST_CHANGES)),
            (DECISION, replace(DECISION, verdict=Verdict.REQUEST_CHANGES, person="mei")),
            (DECISION, replace(DECISION, digest=OTHER)),
        ],
    )
    def test_no_claim_without_a_decision_that_stands(self, ledger: Ledger, decisions: tuple[Decision, ...]) -> None:
        for decision in decisions:
            ledger.record(decision)
        ledger.plan(DELIVERY, NOW)
        with pytest.raises(ApprovalError, match="was not sent"):
            ledger.claim(KEY, DIGEST, NOW)
        assert ledger.deliveries("skills")[0].state is DeliveryState.PLANNED

    def test_states_only_follow_their_order(self, ledger: Ledger) -> None:
        """Every pair of states: which changes ``settle`` makes, and that it refuses all others."""
        ledger.record(DECISION)
        allowed = set()
        for number, source in enumerate(DeliveryState):
            for target in DeliveryState:
                key = f"skills/report/en/{number}-{target.name.lower()}"
                self._bring(ledger, key, source)
                if (said := self._refusal(ledger, key, target)) is None:
                    allowed.add((source.value, target.value))
                else:
                    assert f"is {source.value} and can't become {target.value}" in said
                    assert ledger.delivery(key).state is source  # type: ignore[union-attr]  # it was planned
        assert allowed == {
            ("planned", "failed"),
            ("sending", "planned"),
            ("sending", "delivered"),
            ("sending", "failed"),
            ("sending", "unknown"),
            ("failed", "failed"),
            ("unknown", "planned"),
            ("unknown", "delivered"),
            ("unknown", "unknown"),
        }

    def _refusal(self, ledger: Ledger, key: str, state: DeliveryState) -> str | None:
        try:
            ledger.settle(key, state, NOW)
        except StoreError as error:
            return str(error)
        return None

    def _bring(self, ledger: Ledger, key: str, state: DeliveryState) -> None:
        ledger.plan(replace(DELIVERY, key=key), NOW)
        if state is not DeliveryState.PLANNED:
            assert ledger.claim(key, DIGEST, NOW)
            if state is not DeliveryState.SENDING:
                ledger.settle(key, state, NOW)

    def test_planning_again_binds_only_what_was_not_sent(self, ledger: Ledger) -> None:
        ledger.record(DECISION)
        new = replace(DELIVERY, digest=OTHER, destinations=OTHER, targets=("new",))
        for number, state in enumerate(DeliveryState):
            key = f"skills/report/en/{number}"
            self._bring(ledger, key, state)
            stands = ledger.plan(replace(new, key=key), NOW)
            if state in (DeliveryState.PLANNED, DeliveryState.FAILED):
                assert (stands.state, stands.digest, stands.targets) == (DeliveryState.PLANNED, OTHER, ("new",))
            else:
                assert (stands.state, stands.digest, stands.targets) == (state, DIGEST, DELIVERY.targets)

    def test_deliveries_keep_the_order_of_the_plan(self, ledger: Ledger) -> None:
        keys = [f"skills/report/en/{name}" for name in ("zebra", "archive", "mail")]
        for key in keys:
            ledger.plan(replace(DELIVERY, key=key), NOW)
        ledger.plan(replace(DELIVERY, key=keys[0]), NOW)
        assert [delivery.key for delivery in ledger.deliveries("skills")] == keys

    def test_resolving_takes_a_person_and_a_reason(self, ledger: Ledger) -> None:
        ledger.record(DECISION)
        self._bring(ledger, KEY, DeliveryState.UNKNOWN)
        with pytest.raises(InputError, match="how they know"):
            ledger.resolve(KEY, delivered=True, person="dara", reason=" ", now=NOW)
        found = ledger.resolve(KEY, delivered=False, person="dara", reason="not in their inbox", now=NOW)
        assert found.state is DeliveryState.PLANNED
        assert ledger.claim(KEY, DIGEST, NOW)
        # Found in the middle of sending: its process is dead, or the turn could not have been taken.
        found = ledger.resolve(KEY, delivered=True, person="mei", reason="they have it", now=NOW)
        assert found.state is DeliveryState.DELIVERED
        with pytest.raises(InputError, match="is delivered; there is nothing to settle by hand"):
            ledger.resolve(KEY, delivered=False, person="mei", reason="again!", now=NOW)
        with pytest.raises(InputError, match="There is no delivery nothing"):
            ledger.resolve("nothing", delivered=False, person="mei", reason="x", now=NOW)
        told = [(entry.act, entry.person, entry.detail) for entry in ledger.audit("skills") if entry.person]
        assert told[1:] == [("planned", "dara", "not in their inbox"), ("delivered", "mei", "they have it")]

    def test_refusals_dealt_with_by_hand(self, ledger: Ledger) -> None:
        ledger.record(DECISION)
        ledger.plan(DELIVERY, NOW)
        ledger.claim(KEY, DIGEST, NOW)
        ledger.settle(KEY, DeliveryState.DELIVERED, NOW, address="<1@x>", refused={"desk@example.org": "550"})
        found = ledger.resolve(KEY, delivered=True, person="dara", reason="by post", now=NOW)
        assert (found.state, found.refused, found.address) == (DeliveryState.DELIVERED, {}, "<1@x>")
        last = ledger.audit("skills")[-1]
        assert (last.act, last.detail) == ("refusals settled", "by post (desk@example.org)")

    def test_everything_is_audited_in_order(self, ledger: Ledger) -> None:
        ledger.record(DECISION)
        ledger.plan(DELIVERY, NOW)
        ledger.claim(KEY, DIGEST, NOW)
        ledger.settle(KEY, DeliveryState.FAILED, NOW, detail="no room")
        ledger.remember("skills/a-1/due", NOW)
        entries = [(e.act, e.subject, e.person, e.detail) for e in ledger.audit("skills")]
        assert entries == [
            ("approve", "report/en", "dara", f"{DIGEST} {WHERE} 好, ល្អ"),
            ("planned", KEY, "", DIGEST),
            ("sending", KEY, "", DIGEST),
            ("failed", KEY, "", "no room"),
            ("reminded", "skills/a-1/due", "", ""),
        ]
        assert [entry.at for entry in ledger.audit()] == [NOW] * 5

    def test_actions_follow_the_inputs_and_the_people(self, ledger: Ledger) -> None:
        second = Action(id="a-2", title="Second")
        ledger.save_actions("skills", [ACTION, second], NOW, date(2023, 12, 13))
        (first, other) = ledger.actions()
        assert (first.action, first.state, first.since, first.event) == (ACTION, "open", date(2023, 12, 13), "skills")
        assert (other.action, other.done_by, other.evidence) == (second, "", "")
        ledger.close_action("skills", "a-1", "dara", "letter of 3 May", NOW + timedelta(days=1))
        reworded = replace(ACTION, title="Send all curricula")
        ledger.save_actions("skills", [reworded], NOW)
        (first, other) = ledger.actions("skills")
        assert (first.action.title, first.state, first.done_by, first.evidence) == (
            "Send all curricula",
            "done",
            "dara",
            "letter of 3 May",
        )
        assert other.state == "dropped"
        ledger.save_actions("skills", [second, reworded], NOW)
        assert [(item.action.id, item.state) for item in ledger.actions("skills")] == [("a-2", "open"), ("a-1", "done")]
        with pytest.raises(InputError, match="There is no action “a-9” in “skills”"):
            ledger.close_action("skills", "a-9", "dara", "x", NOW)

    def test_saving_the_same_actions_changes_nothing(self, ledger: Ledger) -> None:
        ledger.save_actions("skills", [ACTION], NOW)
        before = ledger.actions(), ledger.audit()
        ledger.save_actions("skills", [ACTION], NOW + timedelta(days=1))
        assert (ledger.actions(), ledger.audit()) == before

    def test_reminders_are_remembered_once(self, ledger: Ledger) -> None:
        assert not ledger.reminded("skills/a-1/due")
        ledger.remember("skills/a-1/due", NOW)
        ledger.remember("skills/a-1/due", NOW)
        assert ledger.reminded("skills/a-1/due")
        assert len(ledger.audit()) == 1

    def test_one_publisher_at_a_time_per_event(self, ledger: Ledger, url: str) -> None:
        with Ledger(url, patience=0.3) as second:
            with ledger.publishing("skills"), ledger.publishing("skills"):
                with pytest.raises(StoreError, match="Somebody else is publishing the event “skills”") as caught:
                    second.publishing("skills").__enter__()
                assert caught.value.permanent is False
                with second.publishing("another"):
                    second.plan(DELIVERY, NOW)
            with second.publishing("skills"):
                assert second.deliveries("skills")[0].key == KEY

    def test_a_turn_waits_for_the_one_before(self, ledger: Ledger, url: str) -> None:
        order: list[str] = []
        inside = threading.Event()

        def first() -> None:
            with Ledger(url) as own, own.publishing("skills"):
                inside.set()
                own.plan(DELIVERY, NOW)
                order.append("first")

        thread = threading.Thread(target=first)
        thread.start()
        inside.wait(10)
        with ledger.publishing("skills"):
            order.append("second")
        thread.join(10)
        assert order == ["first", "second"]

    def test_a_failure_inside_a_turn_ends_it(self, ledger: Ledger, url: str) -> None:
        with pytest.raises(ZeroDivisionError), ledger.publishing("skills"):
            raise ZeroDivisionError
        with Ledger(url, patience=1) as second, second.publishing("skills"), ledger.publishing("another"):
            pass

    def test_opening_again_keeps_everything(self, ledger: Ledger, url: str) -> None:
        ledger.record(DECISION)
        with Ledger(url) as again:
            assert again.decisions("skills") == (DECISION,)

    def test_many_may_open_a_new_ledger_at_once(self, url: str, fresh_url: str) -> None:
        failures: list[Exception] = []
        barrier = threading.Barrier(6)

        def open_it() -> None:
            barrier.wait(10)
            try:
                Ledger(fresh_url).close()
            except StoreError as error:
                failures.append(error)

        threads = [threading.Thread(target=open_it) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert failures == []

    def test_a_ledger_of_a_later_version_is_left_alone(self, ledger: Ledger, url: str) -> None:
        with ledger._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE ledger_schema SET version = 99")
        with pytest.raises(StoreError, match="its tables are version 99, this program knows 1"):
            Ledger(url)
