"""Actions that will stay undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.check.events import at, event, found, only, person

from communique.check import check
from communique.gather.findings import found as found_input
from communique.model import Action, Severity
from communique.register import Register

ROW = at("A4", sheet="Actions")


def action(title: str = "Send the curriculum", **fields: Any) -> Action:
    values: dict[str, Any] = {"id": "a1", "title": title, "origins": {"": ROW}} | fields
    return Action(**values)


def test_actions_01_finds_an_action_without_owner() -> None:
    finding = only("ACTIONS-01", event(actions=(action(),)))
    assert finding.message == "Nobody is named as the owner of the action “Send the curriculum”."
    assert finding.help == "Name the one person who answers for it in the column Owner."
    assert (finding.severity, finding.place, finding.related) == (Severity.WARNING, ROW, ())
    assert finding.about == ("Send the curriculum",)


def test_actions_01_finds_an_owner_that_is_no_person() -> None:
    cell = at("C4", "NPIC", "Actions")
    finding = only("ACTIONS-01", event(actions=(action(owner_written="NPIC", origins={"owner": cell}),)))
    assert finding.message == (
        "Nobody is named as the owner of the action “Send the curriculum”: “NPIC” is not a known person."
    )
    assert (finding.place, finding.about) == (cell, ("Send the curriculum", "NPIC"))


def test_actions_01_leaves_an_action_with_an_owner() -> None:
    assert found("ACTIONS-01", event(actions=(action(owner="sok-dara"),))) == ()


def test_actions_02_finds_an_action_without_due_date() -> None:
    finding = only("ACTIONS-02", event(actions=(action(),)))
    assert finding.message == "The action “Send the curriculum” has no due date."
    assert finding.help == "Agree on a day with the owner and enter it in the column Due."
    assert (finding.severity, finding.place, finding.about) == (Severity.WARNING, ROW, ("Send the curriculum",))


def test_actions_02_finds_a_time_that_is_no_date() -> None:
    finding = only("ACTIONS-02", event(actions=(action("Hold a competition in the near future"),)))
    assert finding.message == (
        "The action “Hold a competition in the near future” has no due date: “in the near future” is no date."
    )


def test_actions_02_leaves_an_action_with_a_due_date() -> None:
    assert found("ACTIONS-02", event(actions=(action(due=date(2024, 3, 1)),))) == ()


def test_actions_01_and_02_leave_to_gather_what_it_could_not_read() -> None:
    owner, due = at("C4", "A B and C D", "Actions"), at("D4", "soon", "Actions")
    subject = event(actions=(action(owner_written="A B and C D", origins={"": ROW, "owner": owner, "due": due}),))
    asked = [found_input("INPUT-45", "Two names.", owner), found_input("INPUT-32", "No date.", due)]
    assert [f.code for f in check(subject, Register(), gathered=asked) if f.place in (owner, due)] == [
        "INPUT-32",
        "INPUT-45",
    ]
    alone = [finding.code for finding in check(subject, Register()) if finding.place in (owner, due)]
    assert alone == ["ACTIONS-01", "ACTIONS-02"]


def test_actions_03_finds_an_action_due_before_the_event_ended() -> None:
    cell = at("D4", "1 March 2023", "Actions")
    finding = only("ACTIONS-03", event(actions=(action(due=date(2023, 3, 1), origins={"due": cell}),)))
    assert finding.message == (
        "The action “Send the curriculum” is due on 1 March 2023, before the event ended, on 13 December 2023."
    )
    assert (finding.severity, finding.place) == (Severity.WARNING, cell)
    assert finding.related == (at("B4", "13 December 2023"),)
    assert finding.about == ("Send the curriculum", "1 March 2023", "13 December 2023")


def test_actions_03_leaves_an_action_due_on_the_last_day() -> None:
    assert found("ACTIONS-03", event(actions=(action(due=date(2023, 12, 13)), action()))) == ()


def test_actions_04_finds_an_owner_who_is_not_listed_and_one_who_was_absent() -> None:
    absent = person("Sok Dara", row=7, attended=False)
    people = (person("Chan Maly"), absent, person("Kim Sopheap", listed=False))
    actions = (action(owner="sok-dara"), action("Hold a competition", owner="kim-sopheap"))
    first, second = found("ACTIONS-04", event(people=people, actions=actions))
    assert first.message == (
        "Sok Dara, who owns the action “Send the curriculum”, is marked as absent in the participants' list."
    )
    assert (first.severity, first.place, first.related) == (Severity.WARNING, ROW, (at("A7", sheet="Participants"),))
    assert first.about == ("Send the curriculum", "Sok Dara")
    assert second.message == (
        "Kim Sopheap, who owns the action “Hold a competition”, does not stand in the participants' list."
    )
    assert second.related == ()


def test_actions_04_leaves_owners_who_were_there_and_events_without_a_list() -> None:
    listed = event(people=(person("Chan Maly"),), actions=(action(owner="chan-maly"), action()))
    assert found("ACTIONS-04", listed) == ()
    no_list = event(people=(person("Chan Maly", listed=False),), actions=(action(owner="chan-maly"),))
    assert found("ACTIONS-04", no_list) == ()


@pytest.mark.parametrize(
    "title",
    [
        "Strengthen cooperation between the two colleges",
        "To further deepen bilateral ties",
        "Explore other cooperation projects",
        "Continue to promote exchanges",
        "Jointly intensify the partnership",
    ],
)
def test_actions_05_finds_a_vague_action(title: str) -> None:
    finding = only("ACTIONS-05", event(actions=(action(title),)))
    assert finding.message == f"The action “{title}” does not say what will exist when it is done."
    assert finding.help == "Name what will be handed in, held or signed, or fill in the column Done when."
    assert (finding.severity, finding.place, finding.about) == (Severity.WARNING, ROW, (title,))


def test_actions_05_leaves_actions_that_name_a_thing_or_say_when_they_are_done() -> None:
    actions = (
        action("Send NPIC the draft cooperation agreement"),
        action("Strengthen cooperation with NPIC", done_when="Agreement signed"),
        action("Develop 2 exchange programmes"),
        action("Support the trainers with a manual"),
    )
    assert found("ACTIONS-05", event(actions=actions)) == ()
