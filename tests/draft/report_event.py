"""An event for the tests of the Word report. All people but the three of the seed article are invented."""

from __future__ import annotations

import io
from datetime import date, time
from functools import cache
from typing import Any

from communique.model import (
    Action,
    Audience,
    Clearance,
    Consent,
    Contact,
    Event,
    HalfDay,
    Organisation,
    Origin,
    Outcome,
    OutcomeStatus,
    Person,
    Photo,
    Priority,
    Quote,
    Session,
    SessionKind,
    Sex,
    Visit,
)


def at(sheet: str, cell: str, text: str = "") -> dict[str, Origin]:
    return {"": Origin("event.xlsx", sheet, cell, text=text)}


def in_event(**cells: str) -> dict[str, Origin]:
    return {name: Origin("event.xlsx", "Event", cell) for name, cell in cells.items()}


COLLEGE = Organisation(
    id="gzittc",
    name="Guangzhou Industry and Trade Technician College",
    acronym="GZITTC",
    country="China",
    sector="college",
    origins={"": Origin("register/organisations.csv", line=2)},
)
MINISTRY = Organisation(
    id="mlvt",
    name="Ministry of Labour and Vocational Training",
    acronym="MLVT",
    country="Cambodia",
    sector="ministry",
    origins={"": Origin("register/organisations.csv", line=3)},
)
NPIC = Organisation(
    id="npic",
    name="National Polytechnic Institute of Cambodia",
    acronym="NPIC",
    country="Cambodia",
    sector="institute",
    origins={"": Origin("register/organisations.csv", line=4)},
)
RESEARCH = Organisation(
    id="gvteri",
    name="Guangzhou Vocational and Technical Education Research Institute",
    country="China",
    origins={"": Origin("register/organisations.csv", line=5)},
)
PROGRAMME = Organisation(
    id="ilo-china",
    name="ILO-China Partnership Programme",
    sector="programme",
    origins={"": Origin("register/organisations.csv", line=6)},
)
DYNAMICS = Organisation(
    id="high-genius",
    name="Guangzhou High Genius Dynamics Co., Ltd.",
    sector="company",
    origins={"": Origin("register/organisations.csv", line=7)},
)


def person(
    number: int, display: str, honorific: str, sex: Sex, function: str, organisation: str, **more: Any
) -> Person:
    row = number + 4
    cells = {
        "honorific": f"B{row}",
        "display": f"C{row}",
        "sex": f"D{row}",
        "function": f"E{row}",
        "organisation": f"F{row}",
    }
    return Person(
        id=f"p{number}",
        display=display,
        honorific=honorific,
        sex=sex,
        function=function,
        organisation=organisation,
        origins={name: Origin("event.xlsx", "Participants", cell) for name, cell in cells.items()},
        **more,
    )


W, M, N = Sex.WOMAN, Sex.MAN, Sex.NOT_STATED
PEOPLE = (
    person(1, "Zhang Lifang", "Ms.", W, "Dean", "gvteri", family="Zhang"),
    person(2, "Enn Vuthy", "Mr.", M, "Deputy Director of the Standards and Curriculum Department", "mlvt"),
    person(3, "Keovanlay Phanthavong", "Ms.", W, "Acting Project Manager", "ilo-china"),
    person(4, "Sok Pisey", "Ms.", W, "Lecturer", "npic", email="pisey@example.org", phone="+855 00 000 000"),
    person(5, "Chan Rithy", "Mr.", M, "Head of the Mechatronics Department", "npic"),
    person(6, "Liu Wenhao", "Mr.", M, "Deputy Principal", "gzittc", family="Liu"),
    person(7, "He Yuxin", "", N, "Interpreter", ""),
    person(8, "Long Dara", "Dr.", N, "", "mlvt"),
    person(9, "Absent Person", "Mr.", M, "Adviser", "mlvt", attended=False),
)

SESSIONS = (
    Session(
        id="arrival",
        title="Arrival of the Cambodian delegation",
        day=date(2023, 12, 10),
        half_day=HalfDay.AFTERNOON,
        kind=SessionKind.TRAVEL,
        origins=at("Agenda", "A2"),
    ),
    Session(
        id="opening",
        title="Opening",
        day=date(2023, 12, 11),
        start=time(9),
        end=time(9, 30),
        kind=SessionKind.OPENING,
        speakers=("p6",),
        room="Hall 1",
        summary="The Deputy Principal welcomed the delegation and introduced the college.",
        origins=at("Agenda", "A3"),
    ),
    Session(
        id="lecture-zhang",
        title="Lecture on vocational education in Guangdong",
        day=date(2023, 12, 11),
        start=time(9, 30),
        end=time(11),
        kind=SessionKind.LECTURE,
        speakers=("p1",),
        room="Hall 1",
        purpose="to align talent training models with international standards",
        points=("standards are revised every three years", "enterprises take part in the revision"),
        origins=at("Agenda", "A4"),
    ),
    Session(
        id="break",
        title="Tea break",
        day=date(2023, 12, 11),
        start=time(11),
        end=time(11, 15),
        kind=SessionKind.BREAK,
        origins=at("Agenda", "A5"),
    ),
    Session(
        id="lecture-enn",
        title="Lecture on qualifications in Cambodia",
        day=date(2023, 12, 11),
        start=time(11, 15),
        end=time(12),
        kind=SessionKind.LECTURE,
        speakers=("p2",),
        summary="Mr. Enn set out how standards and curricula are developed.\nQuestions were taken afterwards.",
        origins=at("Agenda", "A6"),
    ),
    Session(
        id="closing",
        title="Review of cooperation and closing",
        day=date(2023, 12, 13),
        half_day=HalfDay.MORNING,
        kind=SessionKind.CLOSING,
        speakers=("p3", "p6"),
        summary="The cooperation process and its results were reviewed.",
        origins=at("Agenda", "A7"),
    ),
    Session(id="dinner", title="Dinner", kind=SessionKind.OTHER, origins=at("Agenda", "A8")),
)

VISITS = (
    Visit(
        id="training-base",
        place="the college’s WorldSkills Competition training bases",
        day=date(2023, 12, 12),
        host="gzittc",
        shown=("the exhibition of the college’s achievements", "mobile robotics practical training venues"),
        summary="Trainers explained how competitors are selected and prepared.",
        relevance="the delegation saw how competition standards enter everyday teaching",
        origins=at("Site visits", "A2"),
    ),
    Visit(
        id="high-genius",
        place="Guangzhou High Genius Dynamics Co., Ltd.",
        day=date(2023, 12, 12),
        host="high-genius",
        summary="Participants saw the “school-enterprise dual system” at work in AI and mobile robots.",
        origins=at("Site visits", "A3"),
    ),
)

QUOTES = (
    Quote(
        id="q1",
        text="We are very much looking forward to other cooperation projects.",
        speaker="p3",
        clearance=Clearance.CLEARED,
        cleared_for=Audience.PUBLIC,
        origins=at("Quotations", "B2"),
    ),
    Quote(
        id="q2",
        text="Not released words.",
        speaker="p6",
        clearance=Clearance.DRAFT,
        origins=at("Quotations", "B3"),
    ),
    Quote(
        id="q3",
        text="For internal eyes.",
        speaker="p6",
        clearance=Clearance.CLEARED,
        cleared_for=Audience.INTERNAL,
        origins=at("Quotations", "B4"),
    ),
    Quote(
        id="q4",
        text="Our students will remember this week.",
        speaker="p5",
        translated_from="km",
        clearance=Clearance.CLEARED,
        cleared_for=Audience.MINISTRY,
        context="on the way to the airport",
        origins=at("Quotations", "B5"),
    ),
)

OUTCOMES = (
    Outcome(
        id="o1",
        text="expressed its commitment to strengthen cooperation in skills development",
        status=OutcomeStatus.AGREED,
        by=("gzittc",),
        partners=("mlvt", "npic"),
        origins=at("Outcomes", "A2"),
    ),
    Outcome(
        id="o2",
        text="asked for places in the next robotics course",
        status=OutcomeStatus.REQUESTED,
        by=("npic",),
        origins=at("Outcomes", "A3"),
    ),
    Outcome(
        id="o3",
        text="proposed a joint competition",
        status=OutcomeStatus.PROPOSED,
        by_written="the delegation",
        origins=at("Outcomes", "A4"),
    ),
    Outcome(id="o4", text="offered to share teaching material", origins=at("Outcomes", "A5")),
)

ACTIONS = (
    Action(
        id="a1",
        title="Send the list of training equipment",
        owner="p6",
        organisation="gzittc",
        due=date(2024, 1, 31),
        priority=Priority.HIGH,
        done_when="the list is with NPIC",
        origins=at("Actions", "A2"),
    ),
    Action(id="a2", title="Plan competition exchanges between the two parties", origins=at("Actions", "A3")),
    Action(
        id="a3",
        title="Translate the mobile robotics syllabus into Khmer",
        owner_written="Curriculum team",
        organisation="npic",
        due=date(2024, 3, 15),
        priority=Priority.MEDIUM,
        origins=at("Actions", "A4"),
    ),
)

PHOTOS = (
    Photo(
        id="ph1",
        file="photos/training.jpg",
        caption="Participants at a mobile robotics training venue",
        credit="GZITTC",
        alt="A group around a table with a small robot",
        visit="training-base",
        consent=Consent.GIVEN,
        origins=at("Photos", "A2"),
    ),
    Photo(
        id="ph2",
        file="photos/tall.jpg",
        caption="The entrance",
        visit="high-genius",
        consent=Consent.GIVEN,
        origins=at("Photos", "A3"),
    ),
    Photo(
        id="ph3",
        file="photos/group.png",
        caption="Group photograph",
        alt="The group",
        consent=Consent.GIVEN,
        origins=at("Photos", "A4"),
    ),
    Photo(id="ph4", file="photos/broken.jpg", caption="Broken", consent=Consent.GIVEN, origins=at("Photos", "A5")),
    Photo(id="ph5", file="photos/group.png", caption="Refused", consent=Consent.REFUSED, origins=at("Photos", "A6")),
    Photo(id="ph6", file="photos/missing.jpg", caption="Missing", consent=Consent.GIVEN, origins=at("Photos", "A7")),
    Photo(id="ph7", file="photos/group.png", caption="Nobody was asked", origins=at("Photos", "A8")),
)

EVENT = Event(
    id="skills-network",
    title="South-South Cooperation Skills Development Network exchange and cooperation event",
    kind="exchange and cooperation event",
    name="Enhancing Cambodia-China skills development cooperation",
    start=date(2023, 12, 10),
    end=date(2023, 12, 13),
    days_stated=3,
    arrival=date(2023, 12, 10),
    city="Guangzhou",
    country="China",
    venue="Guangzhou Industry and Trade Technician College",
    programme="ILO-China Partnership Programme",
    framework="South-South Cooperation Framework",
    background="Skills systems in both countries change fast.\n\nThe network links institutions that face this change.",
    summary="Experts from Cambodia and China exchanged experience of skills development for three days.",
    objectives=("foster skills development exchanges", "strengthen the bond between the two nations"),
    look_ahead="The collaboration sets the stage for future initiatives.",
    published=date(2024, 1, 2),
    reference="ILO-CN/2023/17",
    prepared_by="Communications Unit",
    addressees=("Ministry of Labour and Vocational Training, Cambodia", "Guangdong Department of Human Resources"),
    hosts=("gzittc",),
    partners=("ilo-china",),
    guests=("mlvt", "npic"),
    contact=Contact(
        id="contact",
        name="Sun Meili",
        function="Communications Officer",
        email="office@example.org",
        origins=at("Event", "B30"),
    ),
    organisations=(COLLEGE, MINISTRY, NPIC, RESEARCH, PROGRAMME, DYNAMICS),
    people=PEOPLE,
    sessions=SESSIONS,
    visits=VISITS,
    quotes=QUOTES,
    outcomes=OUTCOMES,
    actions=ACTIONS,
    photos=PHOTOS,
    origins=in_event(
        title="B2", start="B5", end="B6", arrival="B8", city="B11", country="B12", summary="B16", reference="B25"
    ),
)


@cache
def image(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **saved: Any) -> bytes:
    """A picture with some structure in it, so that turning and cropping can be seen."""
    from PIL import Image, ImageDraw

    drawn = Image.new("RGB", (width, height), (196, 209, 222))
    draw = ImageDraw.Draw(drawn)
    draw.polygon([(0, height), (width // 3, height // 3), (width * 2 // 3, height)], fill=(72, 101, 129))
    draw.polygon([(width // 3, height), (width * 3 // 4, height // 2), (width, height)], fill=(98, 125, 152))
    draw.ellipse([width * 3 // 4, height // 10, width * 7 // 8, height // 10 + width // 8], fill=(240, 180, 41))
    buffer = io.BytesIO()
    drawn.convert(mode).save(buffer, kind, **saved)
    return buffer.getvalue()


def photo(record: Photo) -> bytes | None:
    """The files behind the photos above."""
    return {
        "photos/training.jpg": image(2400, 1500),
        "photos/tall.jpg": image(900, 1600),
        "photos/group.png": image(640, 400, "PNG"),
        "photos/broken.jpg": image(640, 400)[:700],
        "photos/refused.jpg": image(64, 40),
    }.get(record.file)
