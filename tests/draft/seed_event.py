"""The skills network event as model objects, with the origins its files give it, for tests that need no reading."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from communique.model import (
    Action,
    Audience,
    Clearance,
    Consent,
    Contact,
    Event,
    House,
    NameOrder,
    Organisation,
    OrganisationRole,
    Origin,
    Outcome,
    Person,
    Photo,
    Quote,
    Session,
    SessionKind,
    Sex,
    Visit,
)


def _sheet(file: str, sheet: str, **cells: str) -> Mapping[str, Origin]:
    return {name if name != "row" else "": Origin(file, sheet, cell) for name, cell in cells.items()}


def _agenda(row: int) -> Mapping[str, Origin]:
    columns = {"title": 3, "speakers": 4, "purpose": 5, "summary": 6, "": 3}
    return {
        name: Origin("agenda.docx", cell=f"table 1, row {row}, column {column}") for name, column in columns.items()
    }


def _registered(row: int) -> Mapping[str, Origin]:
    columns = {"": "A", "name": "B", "acronym": "E", "country": "G", "boilerplate": "J"}
    return {name: Origin("register/organisations.csv", cell=f"{column}{row}") for name, column in columns.items()}


def _listed(row: int) -> Mapping[str, Origin]:
    columns = {
        "": "B",
        "display": "B",
        "honorific": "B",
        "family": "B",
        "sex": "C",
        "function": "E",
        "organisation": "F",
    }
    return {name: Origin("participants.xlsx", "Sign-in", f"{column}{row}") for name, column in columns.items()}


ORGANISATIONS = (
    Organisation(
        id="ilo",
        name="International Labour Organization",
        acronym="ILO",
        sector="international organisation",
        rank=1,
        registered=True,
        origins=_registered(2),
    ),
    Organisation(
        id="ilo-china",
        name="ILO-China Partnership Programme",
        sector="programme",
        rank=2,
        registered=True,
        aliases=("ILO/China Partnership Programme",),
        roles=(OrganisationRole.PARTNER,),
        origins=_registered(3),
    ),
    Organisation(
        id="mlvt",
        name="Ministry of Labour and Vocational Training",
        acronym="MLVT",
        country="Cambodia",
        aliases=("Ministry of Labor and Vocational Training",),
        sector="ministry",
        rank=3,
        registered=True,
        roles=(OrganisationRole.GUEST,),
        origins=_registered(4),
    ),
    Organisation(
        id="npic",
        name="National Polytechnic Institute of Cambodia",
        acronym="NPIC",
        country="Cambodia",
        rank=4,
        sector="institute",
        registered=True,
        roles=(OrganisationRole.GUEST,),
        origins=_registered(5),
    ),
    Organisation(
        id="gzittc",
        name="Guangzhou Industry and Trade Technician College",
        acronym="GZITTC",
        country="China",
        rank=5,
        sector="college",
        registered=True,
        roles=(OrganisationRole.HOST,),
        origins=_registered(6),
    ),
    Organisation(
        id="gzvteri",
        name="Guangzhou Vocational and Technical Education Research Institute",
        country="China",
        rank=6,
        sector="institute",
        registered=True,
        origins=_registered(7),
    ),
    Organisation(
        id="high-genius",
        name="Guangzhou High Genius Dynamics Co., Ltd.",
        country="China",
        sector="company",
        registered=True,
        roles=(OrganisationRole.VISITED,),
        origins=_registered(10),
    ),
)
PEOPLE = (
    Person(
        id="zhang-lifang",
        display="Zhang Lifang",
        family="Zhang",
        given="Lifang",
        order=NameOrder.FAMILY_FIRST,
        honorific="Ms.",
        sex=Sex.WOMAN,
        function="Dean",
        organisation="gzvteri",
        country="China",
        role="speaker",
        origins=_listed(6),
    ),
    Person(
        id="enn-vuthy",
        display="Enn Vuthy",
        honorific="Mr.",
        sex=Sex.MAN,
        organisation="mlvt",
        country="Cambodia",
        function="Deputy Director of the Standards and Curriculum Department",
        role="speaker",
        origins=_listed(7),
    ),
    Person(
        id="keovanlay-phanthavong",
        display="Keovanlay Phanthavong",
        family="Phanthavong",
        given="Keovanlay",
        order=NameOrder.GIVEN_FIRST,
        honorific="Ms.",
        sex=Sex.WOMAN,
        function="Acting Project Manager",
        organisation="ilo-china",
        role="speaker",
        origins=_listed(8),
    ),
)
SESSIONS = (
    Session(
        id="arrival", title="Arrival in Guangzhou", day=date(2023, 12, 10), kind=SessionKind.TRAVEL, origins=_agenda(2)
    ),
    Session(
        id="lectures",
        title="Special lectures by experts in skills development",
        kind=SessionKind.LECTURE,
        speakers=("zhang-lifang", "enn-vuthy"),
        purpose="align talent training models with international standards",
        origins=_agenda(3),
    ),
    Session(id="tea", title="Tea break", kind=SessionKind.BREAK, origins=_agenda(4)),
    Session(id="visits", title="Visits at the college", kind=SessionKind.VISIT, origins=_agenda(5)),
    Session(id="industry", title="Industry visits", kind=SessionKind.VISIT, origins=_agenda(7)),
    Session(
        id="review",
        title="Review of the cooperation process and results between GZITTC and NPIC",
        speakers=("keovanlay-phanthavong",),
        origins=_agenda(8),
        summary="Ms. Keovanlay Phanthavong reviewed the cooperation process and results between GZITTC and NPIC. She "
        "pointed to suggestions that would, in her view, be of great help to Cambodia in improving the training of "
        "professional talents.",
    ),
)


def _noted(line: int) -> Mapping[str, Origin]:
    return {"": Origin("site-visits.md", line=line)}


VISITS = (
    Visit(id="achievements", place="exhibits of the college’s achievements", host="gzittc", origins=_noted(5)),
    Visit(id="bases", place="World Skills Competition training bases", host="gzittc", origins=_noted(10)),
    Visit(id="robotics", place="Mobile robotics practical training venues", host="gzittc", origins=_noted(15)),
    Visit(
        id="centres",
        place="industry-education integration centers",
        host="gzittc",
        origins=_noted(20),
        shown=("the collaborative efforts of enterprises and educational institutions",),
    ),
    Visit(
        id="high-genius",
        place="Guangzhou High Genius Dynamics Co., Ltd.",
        host="high-genius",
        origins=_noted(26),
        relevance="With industry visits such as this one the college showed its commitment to the “school-enterprise "
        "dual system” education model in artificial intelligence (AI) and mobile robots.",
    ),
)


def _quote(number: int, text: str) -> Quote:
    cells = {"": f"A{number + 1}", "text": f"C{number + 1}", "speaker": f"B{number + 1}"}
    return Quote(
        id=f"q{number}",
        text=text,
        speaker="keovanlay-phanthavong",
        clearance=Clearance.CLEARED,
        cleared_by="published by the International Labour Organization on 2 January 2024",
        cleared_for=Audience.PUBLIC,
        context="review of the cooperation",
        origins={name: Origin("quotations.csv", cell=cell) for name, cell in cells.items()},
    )


QUOTES = (
    _quote(
        1,
        "Thanks to Guangzhou Industry and Trade Technician College and the National Polytechnic Institute of Cambodia "
        "for fully active participating in the South-South Cooperation Skills Development Network activities.",
    ),
    _quote(
        2,
        "We are very much looking forward to other cooperation projects and competition exchanges between the two "
        "parties in the future.",
    ),
)
OUTCOMES = (
    Outcome(
        id="o1",
        by=("gzittc",),
        partners=("ilo", "mlvt", "npic"),
        text="expressed its commitment to strengthen cooperation with the ILO, the Ministry of Labour and Vocational "
        "Training and NPIC",
        origins={"": Origin("outcomes.csv", cell="A2"), "text": Origin("outcomes.csv", cell="B2")},
    ),
    Outcome(
        id="o2",
        by=("gzittc",),
        text="said that it aims to contribute its expertise in industry and trade to the Skills Development Network "
        "under the South-South Cooperation Framework, and to foster a China-Cambodia community with a shared future in "
        "the new era",
        origins={"": Origin("outcomes.csv", cell="A5"), "text": Origin("outcomes.csv", cell="B5")},
    ),
)
ACTIONS = tuple(
    Action(
        id=f"a{number}",
        title=f"Name the next {what} between GZITTC and NPIC",
        notes=f"Looked forward to in the quotation by Ms. Keovanlay Phanthavong (“{wording}”); nobody was named and no "
        "date was set.",
        origins=_sheet(
            "actions.xlsx", "Next steps", row=f"A{number + 4}", title=f"B{number + 4}", notes=f"G{number + 4}"
        ),
    )
    for number, what, wording in (
        (1, "cooperation projects", "other cooperation projects"),
        (2, "competition exchanges", "competition exchanges"),
    )
)
PHOTOS = (
    Photo(
        id="img-2057",
        file="photos/IMG_2057.jpg",
        caption="Illustration: a training venue for robotics",
        credit="Drawing made for this example",
        alt="Drawing of an orange robot arm.",
        consent=Consent.GIVEN,
        visit="robotics",
        origins={"": Origin("photos/captions.csv", cell="A3")},
    ),
)
EVENT_CELLS = {
    name: Origin("event.xlsx", "Event", f"B{row}")
    for row, name in enumerate(
        (
            "title",
            "kind",
            "start",
            "end",
            "days_stated",
            "timezone",
            "city",
            "country",
            "venue",
            "programme",
            "framework",
            "hosts",
            "partners",
            "guests",
            "headline",
            "standfirst",
            "objectives",
            "background",
            "summary",
            "look_ahead",
            "published",
            "source_name",
        ),
        3,
    )
}
CONTACT = Contact(
    id="contact",
    name="Tomas Arendel",
    function="Communications officer",
    organisation="Example Documentation Desk",
    email="press@documentation-desk.example",
    phone="+44 1632 960017",
    origins={"": Origin("event.xlsx", "Event", "B31")},
)
SEED = Event(
    id="guangzhou-2023",
    title="South-South Cooperation Skills Development Network exchange and cooperation event",
    kind="exchange and cooperation event",
    start=date(2023, 12, 10),
    end=date(2023, 12, 13),
    days_stated=3,
    arrival=date(2023, 12, 10),
    timezone="Asia/Shanghai",
    city="Guangzhou",
    country="China",
    programme="ILO-China Partnership Programme",
    framework="South-South Cooperation Framework",
    headline="Guangzhou college hosts Cambodia-China Skills Development exchange under South-South Cooperation",
    standfirst="Visits, lectures and a review of joint work filled a three-day event that was held with the "
    "ILO-China Partnership Programme for two Cambodian institutions.",
    objectives=(
        "foster skills development exchanges",
        "strengthen the bond between Cambodia and China",
        "contribute to the shared development goals",
    ),
    background="The event was facilitated as a South-South Cooperation initiative. It belongs to the Skills "
    "Development Network under the South-South Cooperation Framework, in which Guangzhou Industry and Trade "
    "Technician College and the National Polytechnic Institute of Cambodia cooperate.",
    summary="The college opened its training bases and practical training venues to its guests, two experts gave "
    "special lectures, and the exchange went on in industry. The cooperation between the two institutions so far was "
    "reviewed, and both further projects and competition exchanges are looked forward to.",
    look_ahead="The collaboration is to prepare the ground for future initiatives and for deeper bilateral ties in "
    "skills development.",
    published=date(2024, 1, 2),
    source_name="International Labour Organization",
    reference="EXAMPLE/GZ/2023",
    hosts=("gzittc",),
    partners=("ilo-china",),
    guests=("mlvt", "npic"),
    contact=CONTACT,
    organisations=ORGANISATIONS,
    people=PEOPLE,
    sessions=SESSIONS,
    visits=VISITS,
    quotes=QUOTES,
    outcomes=OUTCOMES,
    actions=ACTIONS,
    photos=PHOTOS,
    origins={"": Origin("event.xlsx", "Event", "A1"), **EVENT_CELLS},
)
HOUSE = House(
    name="International Labour Organization",
    service="ILO News",
    disclaimer="This text was made from an example workspace, not by the International Labour Organization. The people "
    "of the Example Documentation Desk are invented.",
    report_label="Example report",
)
