"""The Word report of events that lack much, hold much, or hold odd things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from tests.draft.report_event import EVENT
from tests.draft.report_page import drafted, opened, outline, rows, setting, text_of

from communique.draft import DOCUMENTS, draft
from communique.model import (
    Action,
    Clearance,
    Consent,
    Event,
    House,
    Organisation,
    Origin,
    Outcome,
    Person,
    Photo,
    Quote,
    Session,
    SessionKind,
    Sex,
    Source,
    Visit,
)


def test_an_event_of_which_almost_nothing_is_known() -> None:
    draft = drafted(Event(id="e", title="A & B <c> {{ x }}"), house=House())
    document = opened(draft)
    assert outline(document) == [("Heading 1", "Summary"), ("Heading 1", "Participants")]
    text = text_of(document)
    assert "The number of participants was not recorded." in text
    assert "None" not in text
    assert [one.text for one in draft.files[0].trace] == ["A & B <c> {{ x }}", "A & B <c> {{ x }}"]
    assert (
        next(p.text for p in document.paragraphs if p.style is not None and p.style.name == "Cover Label") == "Report"
    )


def test_numbers_stated_without_a_list() -> None:
    event = Event(id="e", title="T", participants_stated=24, women_stated=11, men_stated=13)
    text = text_of(opened(drafted(event)))
    assert "Participants\nTwenty-four people took part, 11 of them women and 13 men. No list was supplied." in text
    men = text_of(opened(drafted(replace(event, women_stated=None, men_stated=1))))
    assert "Twenty-four people took part, one of them a man. No list was supplied." in men
    total = text_of(opened(drafted(replace(event, women_stated=None, men_stated=None))))
    assert "Twenty-four people took part. No list was supplied." in total
    sexes = text_of(opened(drafted(replace(event, participants_stated=None))))
    assert "The number of participants was not recorded.\nThe organisers state 11 women and 13 men." in sexes


def test_numbers_stated_stand_apart_from_those_of_the_list() -> None:
    event = replace(EVENT, participants_stated=12, women_stated=7, men_stated=5)
    document = opened(drafted(event))
    assert (
        "Twelve people took part, seven of them women and five men; the list names eight people from five "
        "organisations: three women, three men and two people whose sex is not stated. One person on the list did not "
        "attend.\n" in text_of(document)
    )
    assert rows(document, "Dates")[3] == ["Participants", "12 (women 7, men 5); the list names 8"]
    assert rows(document, "Organisation")[-1] == ["Total", "3", "3", "2", "8"]


def test_zero_is_known_and_unknown_is_not_zero() -> None:
    people = tuple(Person(id=f"p{at}", display=f"Person {at}", sex=Sex.NOT_STATED) for at in range(2))
    found = rows(opened(drafted(Event(id="e", title="T", people=people))), "Organisation")
    assert found[1:] == [
        ["Organisation not recorded", "not recorded", "not recorded", "2", "2"],
        ["Total", "not recorded", "not recorded", "2", "2"],
    ]
    women = tuple(replace(person, sex=Sex.WOMAN) for person in people)
    assert rows(opened(drafted(Event(id="e", title="T", people=women))), "Organisation")[-1] == [
        "Total",
        "2",
        "0",
        "0",
        "2",
    ]
    stated = Event(id="e", title="T", people=people, women_stated=1, men_stated=1)
    assert rows(opened(drafted(stated)), "Organisation")[-1] == ["Total", "not recorded", "not recorded", "2", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "A&B <c>",
        "{{ evil }}{% x %}",
        "😀 👩‍🔬",
        "مرحبا بالعالم",
        "ក្រសួងការងារ",
        "广州市工贸技师学院",
        "N" * 400,
        "a\x0bb\x00\x01c",
    ],
)
def test_any_text_in_any_field(text: str) -> None:
    shown = text.replace("\x0b", "").replace("\x00", "").replace("\x01", "")
    organisation = Organisation(id="o", name=text, acronym=text[:9])
    person = Person(id="p", display=text, honorific="Ms.", function=text, organisation="o")
    event = Event(
        id="e",
        title=text,
        city=text,
        reference=text,
        hosts=("o",),
        organisations=(organisation,),
        people=(person,),
        sessions=(
            Session(id="s", title=text, speakers=("p",), summary=text, points=(text,), kind=SessionKind.LECTURE),
        ),
        visits=(Visit(id="v", place=text, host="o", shown=(text,)),),
        quotes=(Quote(id="q", text=text, speaker="p", clearance=Clearance.CLEARED),),
        outcomes=(Outcome(id="oc", text=text, by=("o",)),),
        actions=(Action(id="a", title=text, owner="p", organisation="o"),),
        photos=(Photo(id="ph", file="photos/training.jpg", caption=text, alt=text, visit="v", consent=Consent.GIVEN),),
    )
    document = opened(drafted(event))
    assert text_of(document).count(shown) >= 10
    title = next(p for p in document.paragraphs if p.style is not None and p.style.name == "Title")
    assert title.text == shown if "\x0b" not in text else title.text == "a\nbc"


def test_two_thousand_participants() -> None:
    organisations = tuple(Organisation(id=f"o{at}", name=f"Institute {at}") for at in range(50))
    people = tuple(
        Person(
            id=f"p{at}",
            display=f"Person {at}",
            organisation=f"o{at % 50}",
            sex=Sex.WOMAN if at % 2 else Sex.MAN,
            origins={"": Origin("list.xlsx", "Sheet1", f"A{at + 2}")},
        )
        for at in range(2000)
    )
    draft = drafted(Event(id="e", title="T", organisations=organisations, people=people))
    document = opened(draft)
    assert rows(document, "Organisation")[-1] == ["Total", "1000", "1000", "0", "2000"]
    assert len(document.tables[-1]._tbl.tr_lst) == 2001
    assert document.tables[-1].rows[2000].cells[1].text == "Person 1999"
    total = [one for one in draft.files[0].trace if one.text == "2000"]
    assert total[-1].sources == (Source("e", "", Origin("list.xlsx", "Sheet1")),)


def test_sessions_without_hours_keep_the_order_of_an_agenda_that_follows_the_clock() -> None:
    day = date(2024, 5, 6)
    sessions = (
        Session(id="b", title="Second by clock", day=day, start=time(14)),
        Session(id="a", title="First by clock", day=day, start=time(9)),
    )
    event = Event(id="e", title="T", sessions=sessions)
    assert [row[1] for row in rows(opened(drafted(event)), "Time")[2:]] == ["First by clock", "Second by clock"]
    untimed = replace(event, sessions=(*sessions, Session(id="c", title="Some time", day=day)))
    titles = [row[1] for row in rows(opened(drafted(untimed)), "Time")[2:]]
    assert titles == ["Some time", "First by clock", "Second by clock"]
    kept = replace(event, sessions=(sessions[1], Session(id="c", title="Some time", day=day), sessions[0]))
    assert [row[1] for row in rows(opened(drafted(kept)), "Time")[2:]] == [
        "First by clock",
        "Some time",
        "Second by clock",
    ]
    visited = replace(event, visits=(Visit(id="v", place="the foundry", day=day),))
    assert [row[1] for row in rows(opened(drafted(visited)), "Time")[2:]] == [
        "Site visit: the foundry",
        "First by clock",
        "Second by clock",
    ]


def quoted_by(event: Event) -> list[str]:
    """Headings and quotations of the proceedings, in their order."""
    styles = ("Heading 2", "Quote", "Quote Source")
    return [p.text for p in opened(drafted(event)).paragraphs if p.style is not None and p.style.name in styles]


def spoken(key: str, context: str = "", speaker: str = "p") -> Quote:
    return Quote(id=key, text=f"Words {key}.", speaker=speaker, context=context, clearance=Clearance.CLEARED)


def test_a_quotation_stands_under_a_session_only_when_it_is_known_to_be_from_it() -> None:
    people = (Person(id="p", display="Dara Example", family="Example", honorific="Ms.", function="Dean"),)
    sessions = (
        Session(id="opening", title="Opening", speakers=("p",)),
        Session(id="dinner", title="Opening dinner", speakers=("p",)),
    )
    event = Event(id="e", title="T", people=people, sessions=sessions)
    assert quoted_by(replace(event, quotes=(spoken("1"), spoken("2", "in the corridor")))) == [
        "Statements",
        "“Words 1.”",
        "Ms. Dara Example, Dean",
        "“Words 2.”",
        "Ms. Example (in the corridor)",
    ]
    named = replace(event, quotes=(spoken("1", "toast at the  opening Dinner"), spoken("2", "OPENING")))
    assert quoted_by(named) == [
        "Opening",
        "“Words 2.”",
        "Ms. Dara Example, Dean",
        "Opening dinner",
        "“Words 1.”",
        "Ms. Dara Example, Dean (toast at the  opening Dinner)",
    ]
    only = replace(event, sessions=sessions[:1], quotes=(spoken("1", "aside"), spoken("2", "aside")))
    assert quoted_by(only) == ["Opening", "“Words 1.”", "Ms. Dara Example, Dean (aside)", "“Words 2.”", "Ms. Example"]


def test_a_photo_without_caption_has_the_place_of_its_visit_or_its_number_alone() -> None:
    event = Event(
        id="e",
        title="T",
        visits=(Visit(id="v", place="the foundry"),),
        photos=(
            Photo(id="1", file="photos/training.jpg", visit="v", consent=Consent.GIVEN),
            Photo(id="2", file="photos/tall.jpg", consent=Consent.GIVEN),
            Photo(id="3", file="photos/group.png", credit="The office", consent=Consent.GIVEN),
        ),
    )
    paragraphs = opened(drafted(event)).paragraphs
    captions = [p.text for p in paragraphs if p.style is not None and p.style.name == "Caption"]
    assert captions[-3:] == ["Figure 1. The foundry.", "Figure 2", "Figure 3. Credit: The office."]


def test_short_tables_are_not_cut_and_long_ones_leave_no_row_alone() -> None:
    def kept(document: Document, header: str) -> list[bool]:
        table = next(table for table in document.tables if table.rows[0].cells[0].text == header)
        return [
            all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p")))
            for row in table._tbl.tr_lst
        ]

    people = tuple(Person(id=f"p{at}", display=f"Person {at}") for at in range(11))
    assert kept(opened(drafted(Event(id="e", title="T", people=people[:10]))), "No.") == [True] * 10 + [False]
    long = kept(opened(drafted(Event(id="e", title="T", people=people))), "No.")
    assert long == [True, *[False] * 9, True, False]


def test_what_keeps_rows_together_stands_where_the_schema_wants_it(document: Document) -> None:
    looks = [
        [child.tag.rpartition("}")[2] for child in look]
        for look in document.element.body.iter(qn("w:pPr"))
        if look.find(qn("w:keepNext")) is not None
    ]
    assert len(looks) > 100
    assert all(look.count("keepNext") == 1 for look in looks)
    assert all(look.index("keepNext") == look.count("pStyle") for look in looks)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_without_a_title_every_document_has_the_events_name_or_id(document: str) -> None:
    nameless = Event(id="kampot-2026", title=" ")
    assert draft(nameless, setting(), document).title.endswith("kampot-2026")
    named = replace(nameless, name="Exchange", origins={"name": Origin("event.xlsx", "Event", "B3")})
    made = draft(named, setting(), document)
    assert made.title.endswith("Exchange")
    if document == "report":
        title = next(one for one in made.files[0].trace if one.text == "Exchange")
        assert title.sources == (Source("kampot-2026", "title", Origin("event.xlsx", "Event", "B3")),)
