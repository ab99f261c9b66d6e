"""The Word report: made from an event with the default template, reopened with python-docx."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from tests.draft.report_event import EVENT
from tests.draft.report_page import drafted, opened, outline, rows, text_of

from communique.draft import report
from communique.model import (
    Audience,
    Draft,
    Event,
    Origin,
    Session,
    SessionKind,
    Source,
)


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
