"""The Word report: made from an event with the default template, reopened with python-docx."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from tests.draft import report_event
from tests.draft.report_event import EVENT, PEOPLE, photo

from communique import wording
from communique.draft import DOCUMENTS, draft, report
from communique.draft.report import template
from communique.draft.setting import Setting
from communique.errors import TemplateError
from communique.model import (
    Action,
    Audience,
    Clearance,
    Consent,
    Draft,
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
from communique.templating import Templates

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "report" / "en.docx"
HOUSE = House(name="Skills Network Secretariat", report_label="Event report", disclaimer="It commits nobody.")


def setting(templates: Path = ROOT / "templates", house: House = HOUSE) -> Setting:
    return Setting(templates=Templates(templates, functions=wording.of("en")), house=house, photo=photo)


def drafted(event: Event = EVENT, **more: Any) -> Draft:
    return report.draft(event, setting(**more))


def opened(draft: Draft) -> Document:
    return docx.Document(io.BytesIO(draft.files[0].content))


@pytest.fixture(scope="module")
def whole() -> Draft:
    return drafted()


@pytest.fixture(scope="module")
def document(whole: Draft) -> Document:
    return opened(whole)


def text_of(document: Document) -> str:
    """All text, tables too, a line per paragraph."""
    return "\n".join(
        "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


def outline(document: Document) -> list[tuple[str, str]]:
    styles = ("Heading 1", "Heading 2", "Heading 3", "Annex Heading")
    return [(p.style.name, p.text) for p in document.paragraphs if p.style is not None and p.style.name in styles]


def rows(document: Document, header: str) -> list[list[str]]:
    """The cells of the table whose first cell is that text; a merged cell once."""
    for table in document.tables:
        if table.rows[0].cells[0].text == header:
            return [
                ["\n".join(p.text for p in cell.paragraphs) for cell in dict.fromkeys(row.cells)] for row in table.rows
            ]
    raise KeyError(header)


def test_the_draft_says_what_it_is(whole: Draft) -> None:
    assert (whole.document, whole.language, whole.audience) == ("report", "en", Audience.MINISTRY)
    assert (whole.title, whole.reference) == (EVENT.title, "ILO-CN/2023/17")
    assert [file.name for file in whole.files] == ["report.en.docx"]
    assert whole.files[0].media_type == report.MEDIA_TYPE


def test_headings(document: Document) -> None:
    assert outline(document) == [
        ("Heading 1", "Summary"),
        ("Heading 1", "Background"),
        ("Heading 1", "Objectives"),
        ("Heading 1", "Programme"),
        ("Heading 1", "Participants"),
        ("Heading 1", "Proceedings"),
        ("Heading 2", "Opening"),
        ("Heading 2", "Lecture on vocational education in Guangdong"),
        ("Heading 2", "Lecture on qualifications in Cambodia"),
        ("Heading 2", "Review of cooperation and closing"),
        ("Heading 2", "Statements"),
        ("Heading 1", "Site visits"),
        ("Heading 2", "The college’s WorldSkills Competition training bases"),
        ("Heading 2", "Guangzhou High Genius Dynamics Co., Ltd."),
        ("Heading 1", "Outcomes"),
        ("Heading 1", "Follow-up"),
        ("Annex Heading", "List of participants"),
        ("Annex Heading", "Photographs"),
    ]


def test_the_table_of_contents_has_the_numbered_headings(document: Document) -> None:
    links: list[Any] = [link for paragraph in document.paragraphs for link in paragraph._p.iter(qn("w:hyperlink"))]
    entries = [" ".join(part.text or "" for part in link.iter(qn("w:t"))) for link in links]
    assert entries == [
        "1 Summary",
        "2 Background",
        "3 Objectives",
        "4 Programme",
        "5 Participants",
        "6 Proceedings",
        "6.1 Opening",
        "6.2 Lecture on vocational education in Guangdong",
        "6.3 Lecture on qualifications in Cambodia",
        "6.4 Review of cooperation and closing",
        "6.5 Statements",
        "7 Site visits",
        "7.1 The college’s WorldSkills Competition training bases",
        "7.2 Guangzhou High Genius Dynamics Co., Ltd.",
        "8 Outcomes",
        "9 Follow-up",
        "Annex A List of participants",
        "Annex B Photographs",
    ]
    styles = [link.getparent().find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) for link in links]
    assert styles[5:8] == ["TOC1", "TOC2", "TOC2"]


def test_the_cover(document: Document) -> None:
    styled = {p.style.name: p.text for p in reversed(document.paragraphs) if p.style is not None}
    assert styled["Cover House"] == "Skills Network Secretariat"
    assert styled["Cover Label"] == "Event report"
    assert styled["Title"] == EVENT.title
    assert styled["Subtitle"] == "Enhancing Cambodia-China skills development cooperation"
    assert styled["Cover Note"] == "It commits nobody."
    assert rows(document, "Host") == [
        ["Host", "Guangzhou Industry and Trade Technician College (GZITTC)"],
        ["In cooperation with", "ILO-China Partnership Programme"],
        [
            "Guests",
            "Ministry of Labour and Vocational Training (MLVT)\nNational Polytechnic Institute of Cambodia (NPIC)",
        ],
        [
            "Addressed to",
            "Ministry of Labour and Vocational Training, Cambodia\nGuangdong Department of Human Resources",
        ],
        ["Prepared by", "Communications Unit"],
        ["Reference", "ILO-CN/2023/17"],
        ["Date of report", "2 January 2024"],
        ["Contact", "Sun Meili, Communications Officer\noffice@example.org"],
    ]


def test_headers_footers_and_page_numbers(document: Document) -> None:
    section = document.sections[0]
    assert section.different_first_page_header_footer is True
    assert section.header.paragraphs[0].text == EVENT.title
    assert section.footer.paragraphs[0].text == "ILO-CN/2023/17\tPage 2 of 9"
    codes = [code.text.strip() for code in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)


def test_the_event_at_a_glance(document: Document) -> None:
    assert rows(document, "Dates") == [
        ["Dates", "10 to 13 December 2023"],
        ["Place", "Guangzhou Industry and Trade Technician College, Guangzhou, China"],
        ["Host", "Guangzhou Industry and Trade Technician College (GZITTC)"],
        ["Participants listed", "8 (women 3, men 3, not stated 2)"],
        ["Site visits", "2"],
        ["Outcomes", "1 agreed, 1 requested, 1 proposed, 1 of status not stated"],
        ["Follow-up actions", "3, 1 without an owner, 1 without a due date"],
    ]


def test_background_and_objectives(document: Document) -> None:
    text = text_of(document)
    assert "Skills systems in both countries change fast.\nThe network links institutions" in text
    assert "under the ILO-China Partnership Programme, within the South-South Cooperation Framework." in text
    bullets = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "List Bullet"]
    assert bullets[:2] == ["foster skills development exchanges;", "strengthen the bond between the two nations."]


def test_the_programme_by_day(document: Document) -> None:
    assert rows(document, "Time") == [
        ["Time", "Session", "Speakers"],
        ["Sunday, 10 December 2023 · day of arrival"],
        ["Afternoon", "Arrival of the Cambodian delegation", "–"],
        ["Monday, 11 December 2023"],
        ["09:00–09:30", "Opening (Hall 1)", "Mr. Liu Wenhao"],
        ["09:30–11:00", "Lecture on vocational education in Guangdong (Hall 1)", "Ms. Zhang Lifang"],
        ["11:00–11:15", "Tea break", "–"],
        ["11:15–12:00", "Lecture on qualifications in Cambodia", "Mr. Enn Vuthy"],
        ["Tuesday, 12 December 2023"],
        ["not recorded", "Site visit: the college’s WorldSkills Competition training bases", "–"],
        ["not recorded", "Site visit: Guangzhou High Genius Dynamics Co., Ltd.", "–"],
        ["Wednesday, 13 December 2023"],
        ["Morning", "Review of cooperation and closing", "Ms. Keovanlay Phanthavong\nMr. Liu Wenhao"],
        ["Date not recorded"],
        ["not recorded", "Dinner", "–"],
    ]


def test_a_day_without_sessions_is_said_only_when_the_day_of_each_session_is_known() -> None:
    session = Session(id="s", title="Lecture", day=date(2024, 5, 6), kind=SessionKind.LECTURE)
    event = Event(id="e", title="T", start=date(2024, 5, 6), end=date(2024, 5, 7), sessions=(session,))
    assert rows(opened(drafted(event)), "Time")[1:] == [
        ["Monday, 6 May 2024"],
        ["not recorded", "Lecture", "not recorded"],
        ["Tuesday, 7 May 2024 · no sessions recorded"],
    ]
    undated = replace(event, sessions=(replace(session, day=None),), departure=date(2024, 5, 7))
    assert rows(opened(drafted(undated)), "Time")[1:] == [
        ["Tuesday, 7 May 2024 · day of departure"],
        ["Date not recorded"],
        ["not recorded", "Lecture", "not recorded"],
    ]


def test_participants_by_organisation_and_sex(document: Document) -> None:
    assert rows(document, "Organisation") == [
        ["Organisation", "Women", "Men", "Not stated", "Total"],
        ["Guangzhou Vocational and Technical Education Research Institute", "1", "0", "0", "1"],
        ["Ministry of Labour and Vocational Training", "0", "1", "1", "2"],
        ["ILO-China Partnership Programme", "1", "0", "0", "1"],
        ["National Polytechnic Institute of Cambodia", "1", "1", "0", "2"],
        ["Guangzhou Industry and Trade Technician College", "0", "1", "0", "1"],
        ["Organisation not recorded", "not recorded", "not recorded", "1", "1"],
        ["Total", "3", "3", "2", "8"],
    ]
    assert (
        "The list names eight people from five organisations: three women, three men and two people whose "
        "sex is not stated. One person on the list did not attend." in text_of(document)
    )


def test_proceedings(document: Document) -> None:
    text = text_of(document)
    assert (
        "Lecture on vocational education in Guangdong\nMonday, 11 December 2023 · 09:30–11:00 · Hall 1\n"
        "Speaker: Ms. Zhang Lifang, Dean of the Guangzhou Vocational and Technical Education Research Institute\n"
        "The session aimed to align talent training models with international standards.\nKey points:\n"
        "Standards are revised every three years.\nEnterprises take part in the revision.\n" in text
    )
    assert "Mr. Enn set out how standards and curricula are developed.\nQuestions were taken afterwards." in text


def test_only_released_quotations_with_speaker_and_translation(document: Document) -> None:
    quoted = [p.text for p in document.paragraphs if p.style is not None and p.style.name in ("Quote", "Quote Source")]
    assert quoted == [
        "“We are very much looking forward to other cooperation projects.”",
        "Ms. Keovanlay Phanthavong, Acting Project Manager of the ILO-China Partnership Programme",
        "“Our students will remember this week.”",
        "Mr. Chan Rithy, Head of the Mechatronics Department of the National Polytechnic Institute of Cambodia "
        "(on the way to the airport); translated from Khmer",
    ]


def test_photos_captions_credits_and_alternative_texts(document: Document, whole: Draft) -> None:
    inline = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert inline == ["A group around a table with a small robot", "The entrance", "The group"]
    captions = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Caption"]
    assert captions == [
        "Table 1. The event at a glance",
        "Table 2. Programme by day",
        "Table 3. Participants by organisation",
        "Figure 1. Participants at a mobile robotics training venue. Credit: GZITTC.",
        "Figure 2. The entrance.",
        "Table 4. Outcomes by status",
        "Table 5. Follow-up actions",
        "Table 6. Participants",
        "Figure 3. Group photograph.",
    ]
    shape = document.inline_shapes[0]
    assert (round(shape.width.cm, 2), round(shape.height.cm, 2)) == (13.0, 8.12)


def test_outcomes_are_kept_apart(document: Document) -> None:
    assert rows(document, "By") == [
        ["By", "Outcome", "With"],
        ["Agreed"],
        [
            "Guangzhou Industry and Trade Technician College",
            "Expressed its commitment to strengthen cooperation in skills development.",
            "Ministry of Labour and Vocational Training and National Polytechnic Institute of Cambodia",
        ],
        ["Requested"],
        ["National Polytechnic Institute of Cambodia", "Asked for places in the next robotics course.", "–"],
        ["Proposed"],
        ["The delegation", "Proposed a joint competition.", "–"],
        ["Status not stated"],
        ["not stated", "Offered to share teaching material.", "–"],
    ]


def test_follow_up(document: Document) -> None:
    tables = [table for table in document.tables if table.rows[0].cells[1].text == "Action"]
    assert [[cell.text for cell in row.cells] for row in tables[0].rows] == [
        ["No.", "Action", "Owner", "Organisation", "Due", "Priority"],
        [
            "1",
            "Send the list of training equipment\nDone when: the list is with NPIC",
            "Mr. Liu Wenhao",
            "GZITTC",
            "31 January 2024",
            "High",
        ],
        [
            "2",
            "Plan competition exchanges between the two parties",
            "not stated",
            "not stated",
            "not stated",
            "not stated",
        ],
        [
            "3",
            "Translate the mobile robotics syllabus into Khmer",
            "Curriculum team",
            "NPIC",
            "15 March 2024",
            "Medium",
        ],
    ]
    assert "still to be settled: one action without an owner, one action without a due date." in text_of(document)


def test_the_list_of_participants_has_no_telephone_nor_address(document: Document) -> None:
    table = document.tables[-1]
    found = [[cell.text for cell in row.cells] for row in table.rows]
    assert found[0] == ["No.", "Name", "Function", "Organisation"]
    assert found[4] == ["4", "Ms. Sok Pisey", "Lecturer", "National Polytechnic Institute of Cambodia"]
    assert found[7:] == [
        ["7", "He Yuxin", "Interpreter", "not recorded"],
        ["8", "Dr. Long Dara", "not recorded", "Ministry of Labour and Vocational Training"],
    ]
    everything = text_of(document)
    assert "pisey@example.org" not in everything
    assert "+855" not in everything
    assert "Absent Person" not in everything


def test_tables_repeat_their_header_and_do_not_split_rows(document: Document) -> None:
    headed = [
        table for table in document.tables if table.rows[0].cells[0].text in ("Time", "Organisation", "By", "No.")
    ]
    assert len(headed) == 5
    for table in headed:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert table.style is not None
        assert table.style.name == "Report Table"
        layout = table._tbl.tblPr.find(qn("w:tblLayout"))
        assert layout is not None
        assert layout.get(qn("w:type")) == "fixed"
    for table in document.tables:
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)
        assert sum(int(str(column.get(qn("w:w")))) for column in table._tbl.tblGrid.gridCol_lst) <= 9074


def test_nothing_of_the_template_is_left(document: Document, whole: Draft) -> None:
    with zipfile.ZipFile(io.BytesIO(whole.files[0].content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith(".xml") and name.startswith("word/") and "theme" not in name:
                text = archive.read(name).decode()
                assert not any(mark in text for mark in ("{{", "{%", "%}", "}}", "None", "\ufdd0", "\ufdd5", "\ufdd6"))
    assert not [p for p in document.paragraphs if p.style is not None and p.style.name == "Placeholder"]


def test_every_style_names_fonts_and_sizes_for_every_script(document: Document) -> None:
    for style in document.styles.element.style_lst:
        if style.get(qn("w:type")) != "paragraph":
            continue
        look = style.find(qn("w:rPr"))
        fonts = look.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi")} == {"Calibri"}
        assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:cs"))) == ("SimSun", "Khmer OS Siemreap")
        assert look.find(qn("w:sz")).get(qn("w:val")) == look.find(qn("w:szCs")).get(qn("w:val"))
        assert (look.find(qn("w:b")) is None) == (look.find(qn("w:bCs")) is None)
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert [language.get(qn(f"w:{slot}")) for slot in ("val", "eastAsia", "bidi")] == ["en-GB", "zh-CN", "km-KH"]


def test_properties(document: Document) -> None:
    core = document.core_properties
    assert (core.title, core.author, core.language) == (EVENT.title, "Communications Unit", "en-GB")
    assert core.created is not None
    assert core.created.date() == date(2024, 1, 2)


def test_every_value_is_traced_to_its_paragraph_and_cell(whole: Draft, document: Document) -> None:
    trace = whole.files[0].trace
    paragraphs = [
        "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    ]
    for one in trace:
        if one.place.startswith("paragraph "):
            shown = paragraphs[int(one.place.removeprefix("paragraph ")) - 1]
            alternatives = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
            first = one.text.split("\n")[0]
            assert first in shown or one.text in alternatives or one.text.capitalize() in shown, one
    vuthy = next(one for one in trace if one.text == "Mr. Enn Vuthy")
    assert vuthy.sources == (
        Source("p2", "honorific", Origin("event.xlsx", "Participants", "B6")),
        Source("p2", "display", Origin("event.xlsx", "Participants", "C6")),
    )
    texts = {one.text for one in trace}
    for value in (
        "10 to 13 December 2023",
        "31 January 2024",
        "Sunday, 10 December 2023",
        "09:00–09:30",
        "eight people",
    ):
        assert value in texts
    assert "“We are very much looking forward to other cooperation projects.”" in texts
    assert {one.place for one in trace if "header" in one.place} == {"header1, paragraph 1"}


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


def test_the_committed_template_is_what_the_builder_writes() -> None:
    assert template.build() == TEMPLATE.read_bytes()


def edited(tmp_path: Path, edit: Any) -> Document:
    document = docx.Document(str(TEMPLATE))
    edit(document)
    (tmp_path / "report").mkdir()
    document.save(str(tmp_path / "report" / "en.docx"))
    return opened(drafted(templates=tmp_path))


def between(document: Document, first: str, last: str) -> list[Any]:
    """The blocks of the body from the paragraph with the first text up to, not including, that with the last."""
    found: list[Any] = []
    inside = False
    for block in document.element.body:
        text = "".join(part.text or "" for part in block.iter(qn("w:t")))
        if text == last and inside:
            return found
        inside = inside or text == first
        if inside:
            found.append(block)
    raise KeyError(last)


def test_a_ministry_renames_styles(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.styles["Heading 1"].name = "Ministry Heading"
        document.styles["Table Text"].name = "Ministry Table"

    document = edited(tmp_path, edit)
    renamed = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Ministry Heading"]
    assert renamed[:2] == ["Summary", "Background"]
    assert "1Summary" in text_of(document)


def test_a_ministry_moves_and_removes_sections(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        for block in between(document, "{%p if objectives %}", "{%p if days %}"):
            document.element.body.remove(block)
        outcomes = between(document, "{%p if outcomes %}", "{%p if actions or look_ahead %}")
        target = between(document, "Summary", "{%p if background or programme or framework %}")[0]
        for block in outcomes:
            target.addprevious(block)

    document = edited(tmp_path, edit)
    assert [text for style, text in outline(document) if style == "Heading 1"][:4] == [
        "Outcomes",
        "Summary",
        "Background",
        "Programme",
    ]
    captions = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Caption"]
    assert captions[:2] == ["Table 1. Outcomes by status", "Table 2. The event at a glance"]


def test_word_splits_placeholders_over_runs(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        for paragraph in document.paragraphs:
            if "{" in paragraph.text and not list(paragraph._p.iter(qn("w:fldChar"))):
                text = paragraph.text
                paragraph.clear()  # type: ignore[no-untyped-call]  # python-docx has no type there
                for at in range(0, len(text), 3):
                    paragraph.add_run(text[at : at + 3].replace("'", "’")).italic = at % 2 == 0

    assert text_of(edited(tmp_path, edit)) == text_of(opened(drafted()))


def test_a_spelling_mistake_in_the_template_is_named(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.paragraphs[-1].insert_paragraph_before("Held in {{ plaec }} by {{ hosts }}")

    with pytest.raises(TemplateError) as caught:
        edited(tmp_path, edit)
    assert str(caught.value) == (
        "Template “en.docx”: the placeholder “{{ plaec }}” in the paragraph “Held in {{ plaec }} by {{ hosts }}” asks "
        "for “plaec”, which does not exist. Correct it in Word."
    )


def test_every_name_is_explained_to_those_who_edit_templates() -> None:
    guide = (TEMPLATE.parent / "README.md").read_text(encoding="utf-8")
    for name in report.context(EVENT, setting()):
        assert f"`{name}`" in guide or f"`{name}(" in guide or f"`{name}." in guide, name


SCRIPT = """
import sys
from tests.draft.test_report import drafted
sys.stdout.write(drafted().digest)
"""


def test_bytes_are_the_same_in_other_processes_time_zones_and_hash_seeds(whole: Draft) -> None:
    digests = []
    for zone, seed in (("Asia/Phnom_Penh", "1"), ("America/Los_Angeles", "77")):
        environment = {
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        }
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
        )
        digests.append(done.stdout)
    assert digests == [whole.digest, whole.digest]


def test_the_event_of_these_tests_is_whole() -> None:
    assert {person.organisation for person in PEOPLE if person.organisation} <= {
        item.id for item in EVENT.organisations
    }
    assert report_event.photo(EVENT.photos[3]) is not None
