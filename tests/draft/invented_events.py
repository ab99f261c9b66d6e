"""Invented events that pull a release to its edges: nothing known, one visit, twelve visits, three hundred sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from communique.model import (
    Audience,
    Clearance,
    Event,
    House,
    Organisation,
    Origin,
    Outcome,
    OutcomeStatus,
    Person,
    Quote,
    Session,
    SessionKind,
    Sex,
    Visit,
)

PLAIN = House(name="Workplace Learning Office", about="The office helps workshops and schools to train together")
BARE = Event(id="bare", title="Learning Together")


def _at(row: int) -> dict[str, Origin]:
    return {"": Origin("event.xlsx", "Event", f"A{row}")}


def _quote(key: str, speaker: str, text: str, **more: Any) -> Quote:
    release: dict[str, Any] = {"clearance": Clearance.CLEARED, "cleared_for": Audience.PUBLIC, "origins": _at(4)}
    return Quote(id=key, speaker=speaker, text=text, **(release | more))


ORGANISATIONS = (
    Organisation(
        id="rtc",
        name="Riverside Training Centre",
        acronym="RTC",
        country="Cambodia",
        boilerplate="The centre trains instructors",
        rank=2,
        origins=_at(2),
    ),
    Organisation(
        id="kwa",
        name="Kampot Workshop Association",
        acronym="KWA",
        country="Cambodia",
        boilerplate="The association speaks for workshops.",
        rank=1,
        origins=_at(3),
    ),
    Organisation(id="mot", name="Ministry of Travel", country="Lao PDR", origins=_at(4)),
    Organisation(id="vtc", name="Vientiane Technical College", country="Lao PDR", origins=_at(5)),
    Organisation(id="castings", name="Riverside Castings Co., Ltd.", country="Cambodia", origins=_at(6)),
)
PEOPLE = (
    Person(
        id="dara",
        display="Dara Example",
        family="Example",
        honorific="Ms.",
        function="Lecturer",
        organisation="rtc",
        sex=Sex.WOMAN,
        origins=_at(7),
    ),
    Person(
        id="sokha", display="Sokha Model", honorific="H.E.", function="Minister", organisation="mot", origins=_at(8)
    ),
    Person(id="nimol", display="Nimol Sample", origins=_at(9)),
    Person(id="rith", display="Rith Pattern", organisation="kwa", origins=_at(10)),
    Person(id="absent", display="Chan Absent", organisation="kwa", attended=False, origins=_at(11)),
)
WORKSHOP = Event(
    id="kampot-2026",
    title="Regional Exchange on Workplace Learning",
    kind="workshop",
    name="Workplace Learning Exchange",
    start=date(2026, 3, 3),
    end=date(2026, 3, 5),
    days_stated=3,
    city="Kampot",
    country="Cambodia",
    timezone="Asia/Phnom_Penh",
    programme="Workplace Learning Programme",
    embargo=datetime(2026, 3, 6, 9, 0, tzinfo=timezone(timedelta(hours=7))),
    hosts=("rtc",),
    guests=("kwa",),
    partners=("mot",),
    participants_stated=24,
    women_stated=13,
    objectives=("Compare how apprentices are trained.", "to agree on a common plan"),
    notes=("The centre has trained instructors since 2019",),
    source_name="Workplace Learning Programme",
    source_url="https://example.org/a_b",
    organisations=ORGANISATIONS,
    people=PEOPLE,
    sessions=(
        Session(id="s1", title="Opening", kind=SessionKind.OPENING, summary="H.E. Sokha Model opened the workshop."),
        Session(id="tea", title="Tea break", kind=SessionKind.BREAK, summary="Tea was served."),
        Session(
            id="s2",
            title="Training apprentices",
            kind=SessionKind.LECTURE,
            speakers=("dara", "nimol", "rith", "absent", "nobody"),
            summary="Three ways of training apprentices were compared.",
        ),
    ),
    visits=(
        Visit(
            id="v1",
            place="The Riverside foundry",
            host="castings",
            shown=("a training corner beside the furnace", "the apprentices’ test pieces"),
            summary="Apprentices showed how they prepare a mould.",
            relevance="The visit showed that training can happen beside production.",
        ),
    ),
    quotes=(
        _quote("q1", "sokha", 'We learn "with our hands" first!'),
        _quote("q2", "dara", "It begins here.", translated_from="km"),
        _quote("q3", "dara", "It goes on."),
        _quote("q4", "rith", "NOT CLEARED", clearance=Clearance.DRAFT),
        _quote("q5", "rith", "FOR THE MINISTRY", cleared_for=Audience.MINISTRY),
        _quote("q6", "rith", "FOR NOBODY SAID", cleared_for=None),
        _quote("q7", "rith", "第一", language="zh"),
    ),
    outcomes=(
        Outcome(id="o1", text="agreed to share their training plans", status=OutcomeStatus.AGREED, by=("rtc", "kwa")),
        Outcome(
            id="o2", text="asked for a list of tools", status=OutcomeStatus.REQUESTED, by=("kwa",), partners=("rtc",)
        ),
        Outcome(
            id="o3",
            text="Expressed its wish to host the next exchange.",
            status=OutcomeStatus.PROPOSED,
            by=("vtc",),
            partners=("kwa",),
        ),
        Outcome(id="o4", text="promised a report", status=OutcomeStatus.AGREED, by=("dara",)),
        Outcome(id="o5", text="promised a second report", status=OutcomeStatus.AGREED, by=("dara",)),
        Outcome(id="o6", text="was promised by nobody", status=OutcomeStatus.AGREED),
    ),
    origins=_at(1),
)
CROWDED = replace(
    WORKSHOP,
    title="Learning Together",
    embargo=None,
    guests=("kwa", "vtc", "mot"),
    look_ahead="A second exchange is planned for 2027",
    visits=tuple(
        Visit(id=f"v{number}", place=f"workshop number {number}", summary=f"Machine {number} was shown.")
        for number in range(1, 13)
    ),
    people=PEOPLE
    + tuple(
        Person(id=f"p{number}", display=f"Speaker {number}", honorific="Mr.", function="Director, Planning")
        for number in range(1, 301)
    ),
    sessions=tuple(
        Session(
            id=f"s{number}",
            title=f"Session {number}",
            kind=(SessionKind.DISCUSSION, SessionKind.LECTURE)[number % 2],
            speakers=(f"p{number}",),
            summary=f"Point {number} was made. It was discussed. It was noted. It was kept.",
        )
        for number in range(1, 301)
    ),
)
