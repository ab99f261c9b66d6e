"""People who are named without being listed, and people under two names or two functions."""

from __future__ import annotations

from typing import Any

from tests.check.events import at, event, found, only, person

from communique.model import Origin, Outcome, Quote, Session, Severity
from communique.register import Register

LISTED = person("Chan Maly", row=2)
AGENDA, QUOTATION = at("E3", "Sok Dara", "Agenda"), at("B2", "Sok Dara", "Quotations")


def speaking(key: str = "sok-dara") -> dict[str, Any]:
    session = Session(id="s", title="Robots", speakers=(key,), origins={"speakers": AGENDA})
    quote = Quote(id="q", text="Yes.", speaker=key, origins={"speaker": QUOTATION})
    return {"sessions": (session,), "quotes": (quote,)}


def test_people_01_finds_somebody_who_is_named_but_not_listed() -> None:
    finding = only("PEOPLE-01", event(people=(LISTED, person("Sok Dara", listed=False)), **speaking()))
    assert finding.message == "Sok Dara is named but is not in the participants' list."
    assert finding.help == "Add them to the list; lecturers who were no participants get the role “speaker”."
    assert (finding.severity, finding.place, finding.related) == (Severity.WARNING, AGENDA, (QUOTATION,))
    assert finding.about == ("Sok Dara",)


def test_people_01_finds_somebody_behind_an_outcome() -> None:
    outcome = Outcome(id="o", text="proposed a visit", by=("sok-dara",), origins={"by": at("C2", sheet="Outcomes")})
    subject = event(people=(LISTED, person("Sok Dara", listed=False)), outcomes=(outcome,))
    assert only("PEOPLE-01", subject).place == at("C2", sheet="Outcomes")


def test_people_01_leaves_the_listed_the_unnamed_and_events_without_a_list() -> None:
    unlisted = person("Sok Dara", listed=False)
    assert found("PEOPLE-01", event(people=(LISTED, person("Sok Dara")), **speaking())) == ()
    assert found("PEOPLE-01", event(people=(LISTED, unlisted))) == ()
    assert found("PEOPLE-01", event(people=(unlisted,), **speaking())) == ()


def test_people_02_finds_another_function_than_in_the_register() -> None:
    cell, line = at("D2", "Acting Project Manager", "Participants"), Origin("register/people.csv", line=4)
    known = person("Sok Dara", function="National Project Coordinator", origins={"function": line})
    here = person("Sok Dara", function="Acting Project Manager", origins={"function": cell})
    finding = only("PEOPLE-02", event(people=(here,)), Register(people=(known,)))
    assert finding.message == (
        "Sok Dara is “Acting Project Manager” here, but “National Project Coordinator” in the register."
    )
    assert finding.help == "Ask which one holds on the day of the event, and correct the other."
    assert (finding.severity, finding.place, finding.related) == (Severity.WARNING, cell, (line,))
    assert finding.about == ("Sok Dara", "Acting Project Manager", "National Project Coordinator")


def test_people_02_leaves_the_same_function_in_another_case_and_what_is_not_stated() -> None:
    register = Register(people=(person("Sok Dara", function="Deputy Director"),))
    cell = {"function": at("D2", sheet="Participants")}
    for function in ("deputy director", ""):
        assert found("PEOPLE-02", event(people=(person("Sok Dara", function=function, origins=cell),)), register) == ()
    assert found("PEOPLE-02", event(people=(person("Chan Maly", function="Dean", origins=cell),)), register) == ()


def test_people_03_finds_a_name_that_differs_by_a_letter() -> None:
    listed = person("Keo Sovannarith", row=5)
    slip = person("Keo Sovanarith", listed=False)
    subject = event(people=(LISTED, listed, slip), **speaking(slip.id))
    finding = only("PEOPLE-03", subject)
    assert (
        finding.message == "“Keo Sovanarith” looks like “Keo Sovannarith” in the participants' list, spelt otherwise."
    )
    assert finding.help == "Use one spelling in every table; if they are two people, add both to the list."
    assert (finding.severity, finding.place) == (Severity.WARNING, AGENDA)
    assert finding.related == (at("A5", sheet="Participants"),)
    assert finding.about == ("Keo Sovanarith", "Keo Sovannarith")
    assert found("PEOPLE-01", subject) == ()


def test_people_03_finds_a_name_that_nearly_is_one_of_the_register() -> None:
    register = Register(people=(person("Keo Sovannarith"),))
    finding = only("PEOPLE-03", event(people=(LISTED, person("Keo Sovanarith", listed=False))), register)
    assert finding.message == "“Keo Sovanarith” looks like “Keo Sovannarith” in the register, spelt otherwise."


def test_people_03_leaves_short_names_two_listed_people_and_exact_matches() -> None:
    subjects = (
        (person("Li Na"), person("Li Nan", listed=False)),
        (person("Keo Sovannarith"), person("Keo Sovanarith")),
        (person("Keo Sovannarith"), person("Keo Chanthavy", listed=False)),
    )
    assert [found("PEOPLE-03", event(people=people)) for people in subjects] == [(), (), ()]
    register = Register(people=(person("Keo Sovannarith"),))
    assert found("PEOPLE-03", event(people=(LISTED, person("Sovannarith Keo", listed=False))), register) == ()


def test_people_04_finds_another_order_and_capitals_in_a_text() -> None:
    subject = event(
        people=(person("Sok Dara"),),
        summary="Mr. Dara Sok opened the day. Mr. SOK Dara closed it. Dara Sok left.",
        background="Dara Sok began in 2019.",
        origins={"summary": at("B10"), "background": at("B9")},
    )
    order, capitals = found("PEOPLE-04", subject)
    assert order.message == "“Dara Sok” is written “Sok Dara” everywhere else."
    assert order.help == "Write the name in the text as it stands in the list."
    assert (order.severity, order.place, order.related) == (Severity.WARNING, at("B9"), (at("B10"),))
    assert order.about == ("Dara Sok", "Sok Dara")
    assert capitals.about == ("SOK Dara", "Sok Dara")


def test_people_04_leaves_the_name_itself_headings_other_people_and_quotations() -> None:
    subject = event(
        people=(person("Sok Dara"), person("Wang Li"), person("Li Wang")),
        summary="Sok Dara met Li Wang and Wang Li. Dara, Sok and others.",
        headline="DARA SOK OPENS THE DAY",
        quotes=(Quote(id="q", text="I am Dara Sok."),),
    )
    assert found("PEOPLE-04", subject) == ()
