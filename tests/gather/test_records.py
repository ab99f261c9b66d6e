"""The event sheet, quotations, outcomes, actions, photos, and any values at all."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gather.sheets import EVENT, LEFT, File, built, codes, messages, table

from communique.gather.findings import PAGES, explain
from communique.gather.records import build
from communique.gather.records.statements import unquoted
from communique.gather.tables.vocabulary import KINDS
from communique.model import (
    Audience,
    Clearance,
    Consent,
    Event,
    Organisation,
    OrganisationRole,
    Origin,
    OutcomeStatus,
    Person,
    Priority,
    Sex,
)
from communique.register import Register

REGISTER = Register(
    [
        Organisation(
            id="gzittc", name="Guangzhou Industry and Trade Technician College", acronym="GZITTC", registered=True
        ),
        Organisation(id="npic", name="National Polytechnic Institute of Cambodia", acronym="NPIC", registered=True),
        Organisation(id="ilo-china", name="ILO-China Partnership Programme", sector="programme", registered=True),
    ],
    [Person(id="zhang-lifang", display="Zhang Lifang", sex=Sex.WOMAN)],
)


def event_of(*rows: list[Any], register: Register = REGISTER) -> tuple[Event, list[str]]:
    event, findings = built(table("Event", rows), register=register, event=False)
    return event, [finding.message for finding in findings]


def test_the_event_sheet() -> None:
    event, findings = event_of(
        ["Title", "Exchange  event"],
        ["Kind of event", "workshop"],
        ["Start date", "10/12/2023"],
        ["End date", "13/12/2023"],
        ["Number of days", "three-day"],
        ["Arrival day", "10 December"],
        ["Departure day", "13 Dec 23"],
        ["Time zone", "Asia/Shanghai"],
        ["City", "Guangzhou, China"],
        ["Programme", "ILO/China Partnership Programme"],
        ["Objectives", "- foster exchange\n- strengthen the bond"],
        ["Embargo", "15 December 2023, 10:00 (UTC+7)"],
        ["Notes to editors", "One note; with a semicolon."],
        ["Participants in total", "1,200"],
        ["Women", 15.0],
        ["Hosts", "GZITTC"],
        ["Guests", "NPIC\nInstitute of Examples"],
        ["Partners", "GZITTC and NPIC"],
        ["Contact name", "Ann Example"],
        ["Contact telephone", 85512345678.0],
        ["Contact e-mail", "mailto:a@example.org"],
        ["Title (zh)", "交流活动"],
        ["Venue", "n/a"],
    )
    assert findings == []
    assert (event.id, event.title, event.kind) == ("an-event", "Exchange event", "workshop")
    assert (event.start, event.end) == (date(2023, 12, 10), date(2023, 12, 13))
    assert (event.arrival, event.departure) == (event.start, event.end)
    assert (event.days_stated, event.participants_stated, event.women_stated, event.men_stated) == (3, 1200, 15, None)
    assert (event.city, event.country, event.venue) == ("Guangzhou", "China", "")
    assert event.objectives == ("foster exchange", "strengthen the bond")
    assert event.notes == ("One note; with a semicolon.",)
    assert event.embargo == datetime(2023, 12, 15, 10, tzinfo=timezone(timedelta(hours=7)))
    assert (event.hosts, event.guests, event.partners) == (
        ("gzittc",),
        ("npic", "institute-of-examples"),
        ("gzittc", "npic"),
    )
    assert event.organisation("gzittc").roles == (OrganisationRole.HOST, OrganisationRole.PARTNER)
    assert event.organisation("ilo-china").written == ("ILO/China Partnership Programme",)
    assert event.contact is not None
    assert (event.contact.name, event.contact.phone, event.contact.email) == (
        "Ann Example",
        "85512345678",
        "a@example.org",
    )
    assert event.translations == {"title": {"zh": "交流活动"}}
    assert event.origins["start"].cell == "B3"
    assert event.origins["start"].text == "10/12/2023"
    assert event.origins["objectives"].cell == "B11"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Dates", "10–13 December 2023"),
        ("会议时间", "2023年12月10日至13日"),
        ("កាលបរិច្ឆេទ", "ថ្ងៃទី១០ ដល់ថ្ងៃទី១៣ ខែធ្នូ ឆ្នាំ២០២៣"),
        ("Dates", "10/12/2023 - 13/12/2023"),
    ],
)
def test_the_dates_of_the_event_as_a_range(key: str, value: str) -> None:
    event, findings = event_of(["Title", "A"], [key, value])
    assert (event.start, event.end) == (date(2023, 12, 10), date(2023, 12, 13))
    assert findings == []


def test_entries_that_exist_in_another_language_only_are_what_was_written() -> None:
    event, findings = event_of(
        ["Title (zh)", "交流活动"], ["Objectives (zh)", "促进交流\n加强合作"], ["Background (km)", "សាវតារ"]
    )
    assert (event.title, event.objectives, event.background) == ("交流活动", ("促进交流", "加强合作"), "សាវតារ")
    assert event.translations == {}
    assert findings == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("GZITTC, NPIC and ILO-China Partnership Programme", ("gzittc", "npic", "ilo-china")),
        ("GZITTC；NPIC", ("gzittc", "npic")),
        ("GZITTC、NPIC", ("gzittc", "npic")),
        ("Example Dynamics Co., Ltd.", ("example-dynamics-co-ltd",)),
        ("GZITTC and Friends", ("gzittc-and-friends",)),
        ("Guangzhou Industry and Trade Technician College", ("gzittc",)),
    ],
)
def test_several_organisations_in_one_cell(text: str, ids: tuple[str, ...]) -> None:
    event, _ = event_of(["Title", "A"], ["Hosts", text])
    assert event.hosts == ids


def test_ambiguous_dates_of_the_event_itself_are_asked_about() -> None:
    event, findings = event_of(["Title", "A"], ["Start date", "10/12/2023"], ["End date", "12/12/2023"])
    assert event.start is None
    assert event.end == date(2023, 12, 12)
    assert findings == [
        "event.xlsx, sheet “Event”, cell B2: “10/12/2023” can be read as 10 December 2023 or 12 October 2023; "
        "write the month as a word."
    ]


def test_years_of_other_calendars_are_asked_about_on_the_event_sheet() -> None:
    event, findings = event_of(["Title", "A"], ["Start date", "10 December 2566"])
    assert event.start is None
    assert findings == [
        "event.xlsx, sheet “Event”, cell B2: the year of “10 December 2566” is not clear; write "
        "the whole date in the common era."
    ]


def test_numbers_in_prose_stay_a_question() -> None:
    event, findings = event_of(
        ["Title", "A"], ["Participants in total", "not fewer than 15, but unlikely to be more than 20"]
    )
    assert event.participants_stated is None
    assert findings == [
        "event.xlsx, sheet “Event”, cell B2: “not fewer than 15, but unlikely to be more than 20” is not one number; "
        "write it in figures or leave it empty."
    ]


@pytest.mark.parametrize(
    ("text", "embargo"),
    [
        (datetime(2023, 12, 15, 10), datetime(2023, 12, 15, 10)),
        ("2023-12-15 10:00", datetime(2023, 12, 15, 10)),
        ("15 DEC 2023, 10:00", datetime(2023, 12, 15, 10)),
        ("15 December 2023, 2 pm ICT", datetime(2023, 12, 15, 14)),
        ("15 December 2023 at 14:00 GMT+0", datetime(2023, 12, 15, 14, tzinfo=UTC)),
        ("2023年12月15日 14:00", datetime(2023, 12, 15, 14)),
    ],
)
def test_embargo(text: object, embargo: datetime) -> None:
    event, findings = event_of(["Title", "A"], ["Embargo", text])
    assert event.embargo == embargo
    assert findings == []


def test_an_embargo_without_an_hour_is_asked_about() -> None:
    event, findings = event_of(["Title", "A"], ["Embargo", "15 December 2023"])
    assert event.embargo is None
    assert "gives no hour" in findings[0]


def test_a_missing_title_is_an_error() -> None:
    _, findings = event_of(["City", "Guangzhou"])
    assert findings == ["The event has no title; fill in “Title” on the Event sheet or in event.toml."]


def test_two_places_that_contradict_each_other() -> None:
    event, findings = built(
        table("Event", [["City", "Shenzhen"]], file="more.xlsx"), table("Event", [["City", "Guangzhou"]])
    )
    assert event.city == "Shenzhen"
    assert codes(findings) == ["INPUT-44"]
    assert findings[0].about == ("Shenzhen", "Guangzhou")
    assert findings[0].related[0].file == "more.xlsx"


def test_the_head_of_a_list_fills_what_the_event_sheet_leaves_open() -> None:
    rows: list[list[Any]] = [
        ["活动地点：广州", LEFT],
        ["日期：2023年12月11日", LEFT],
        ["姓名", "职务"],
        ["张三", "院长"],
    ]
    event, findings = built(table("签到表", rows))
    assert event.city == "广州"
    assert event.end == date(2023, 12, 13)
    assert findings == ()


def test_quotations() -> None:
    event, findings = built(
        table(
            "Quotations",
            [
                [
                    "Id",
                    "Speaker",
                    "Quotation",
                    "Quotation (zh)",
                    "Language",
                    "Translated from",
                    "Clearance",
                    "Cleared by",
                    "Cleared for",
                ],
                [
                    "q1",
                    "Ms. Zhang Lifang",
                    "“Thanks for fully active participating.”",
                    "感谢",
                    "English",
                    "Chinese",
                    "cleared",
                    "Ann",
                    "public",
                ],
                ["q2", "Nobody Known", "We “look” forward", None, None, None, "sent"],
                [None, None, "谢谢大家"],
                [None, "Ann Example", None],
                ["q5", "Zhang Lifang; Ann Example", "Both", None, "Klingon", None, "perhaps"],
            ],
        ),
        register=REGISTER,
    )
    first, second, third, fourth, fifth = event.quotes
    assert (first.id, first.text, first.speaker) == ("q1", "Thanks for fully active participating.", "zhang-lifang")
    assert (first.language, first.translated_from, first.clearance) == ("en", "zh", Clearance.CLEARED)
    assert (first.cleared_by, first.cleared_for) == ("Ann", Audience.PUBLIC)
    assert first.translations == {"text": {"zh": "感谢"}}
    assert first.origins["text"].text == "“Thanks for fully active participating.”"
    assert (second.text, second.speaker, second.clearance) == ("We “look” forward", "known-nobody", Clearance.SENT)
    assert not event.person("known-nobody").listed
    assert (third.speaker, third.language, third.clearance) == ("", "zh", Clearance.NOT_STATED)
    assert (fourth.text, fourth.speaker) == ("", "ann-example")
    assert (fifth.speaker, fifth.speaker_written) == ("", "Zhang Lifang; Ann Example")
    assert codes(findings) == ["INPUT-40", "INPUT-36", "INPUT-36"]


def test_marks_inside_a_quotation_are_kept() -> None:
    assert unquoted("“a”") == unquoted("«a»") == unquoted("「a」") == unquoted('"a"') == "a"
    assert unquoted("“a” and “b”") == "“a” and “b”"
    assert unquoted("the “b”") == "the “b”"


def test_outcomes_and_actions_with_what_they_refer_to() -> None:
    event, findings = built(
        table("Agenda", [["Id", "Date", "Session"], ["s1", "10 December 2023", "Review"]]),
        table(
            "Outcomes",
            [
                ["Id", "Outcome", "Status", "By", "With", "Session"],
                ["o1", "expressed its commitment", "agreed", "GZITTC", "NPIC\nthe Institute", "Review"],
                [None, "proposed an exchange", "committed", "Ms. Zhang Lifang", None, "Nowhere"],
            ],
        ),
        table(
            "Actions",
            [
                [
                    "Id",
                    "Action",
                    "Owner",
                    "Organisation",
                    "Due",
                    "Priority",
                    "Done when",
                    "Status",
                    "From outcome",
                    "Raised in",
                ],
                [
                    "a1",
                    "Send the plan",
                    "Lifang Zhang",
                    "GZITTC",
                    "31/01/2024",
                    "high",
                    "it is sent",
                    "in progress",
                    "o1",
                    "s1",
                ],
                [None, "Name projects", None, None, None, None, None, None, None, "corridor"],
                [None, "Ask", "NPIC", None, "05/02/2024", None, None, "done", "o9"],
                [None, "Share", "Zhang Lifang; Ann Example", None, "2566-01-31", "very"],
            ],
        ),
        register=REGISTER,
    )
    first, second = event.outcomes
    assert (first.status, first.by, first.by_written, first.session) == (
        OutcomeStatus.AGREED,
        ("gzittc",),
        "GZITTC",
        "s1",
    )
    assert first.partners == ("npic", "institute")
    assert (second.status, second.by, second.session) == (OutcomeStatus.NOT_STATED, ("zhang-lifang",), "")
    one, two, three, four = event.actions
    assert (one.owner, one.organisation, one.due) == ("zhang-lifang", "gzittc", date(2024, 1, 31))
    assert (one.priority, one.status, one.outcome, one.raised_in) == (Priority.HIGH, "in progress", "o1", "s1")
    assert (two.id, two.owner, two.due, two.status, two.raised_in) == ("name-projects", "", None, "open", "corridor")
    assert (three.owner, three.organisation, three.owner_written, three.due) == ("", "npic", "NPIC", date(2024, 2, 5))
    assert (four.owner, four.owner_written, four.due) == ("", "Zhang Lifang; Ann Example", None)
    assert codes(findings) == ["INPUT-36", "INPUT-46", "INPUT-46", "INPUT-45", "INPUT-33", "INPUT-36"]
    assert messages(findings, "INPUT-46")[0] == (
        "event.xlsx, sheet “Outcomes”, cell F3: there is no session “Nowhere”; write its Id or its exact title."
    )


def test_a_due_date_is_not_settled_by_the_days_of_the_event() -> None:
    event, findings = built(table("Actions", [["Action", "Owner", "Due"], ["Do", "", "10/12/2023"]]))
    assert event.actions[0].due is None
    assert codes(findings) == ["INPUT-31"]


def test_an_id_that_is_used_twice() -> None:
    event, findings = built(table("Actions", [["Id", "Action"], ["1", "Do"], [1.0, "Do more"]]))
    assert [action.id for action in event.actions] == ["1", "1-2"]
    assert messages(findings, "INPUT-41") == [
        "event.xlsx, sheet “Actions”, cell A3: the Id “1” is used already, in event.xlsx, sheet “Actions”, cell A2; "
        "give each row its own."
    ]


def test_photos_are_joined_with_their_files() -> None:
    event, findings = built(
        table("Site visits", [["Id", "Place"], ["v1", "the workshop"]]),
        table(
            "captions",
            [
                ["File", "Caption", "Credit", "Alt text", "Consent", "Site visit", "Date"],
                ["IMG_1.JPG", "Talks", "Ann", "People talk.", "yes", "v1", "2023-12-11"],
                ["img_2", "More talks", None, None, "不同意", "The Workshop"],
                ["img_9.jpg", "Missing"],
            ],
            file="photos/captions.csv",
        ),
        photos={"photos/img_1.jpg": File("d1"), "photos/IMG_2.png": File("d2"), "photos/other.jpg": File("d3")},
    )
    one, two, three, other = event.photos
    assert (one.id, one.file, one.digest, one.consent, one.visit, one.day) == (
        "img-1",
        "photos/img_1.jpg",
        "d1",
        Consent.GIVEN,
        "v1",
        date(2023, 12, 11),
    )
    assert (two.file, two.digest, two.consent, two.visit) == ("photos/IMG_2.png", "d2", Consent.REFUSED, "v1")
    assert (three.file, three.digest) == ("img_9.jpg", "")
    assert (other.id, other.file, other.digest, other.caption) == ("other", "photos/other.jpg", "d3", "")
    assert other.origins[""].file == "photos/other.jpg"
    assert codes(findings) == ["INPUT-47"]


def test_tables_that_nobody_understands() -> None:
    _, findings = built(
        table("Notes", [["something", "else"], ["a", "b"]], file="notes.xlsx"),
        table("Participants", [["a", "b"], ["c", "d"]], file="participants.xlsx"),
        table("Lists", [["yes", "no"]]),
        table("Empty", [[None, None]]),
    )
    assert codes(findings) == ["INPUT-30", "INPUT-51"]
    assert findings[0].place.file == "notes.xlsx"
    assert findings[1].message == (
        "participants.xlsx, sheet “Participants”: no header row was recognised; name the columns "
        "as in the fill-in workbook."
    )


def test_the_same_tables_give_the_same_event() -> None:
    tables = [EVENT, table("Participants", [["Name", "Organisation"], ["Ann Example", "A"], ["Bo Example", "B"]])]
    assert pickle.dumps(build(tables, REGISTER, "e", {})) == pickle.dumps(build(tables, REGISTER, "e", {}))


def test_every_code_has_a_page_with_three_headings() -> None:
    assert list(PAGES) == sorted(PAGES)
    for code in PAGES:
        page = explain(code)
        assert page.index("What it finds") < page.index("Why it matters") < page.index("How to mend it")


VALUES = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.sampled_from(
        [
            LEFT,
            "Name",
            "Title",
            "Start date",
            "Sex",
            "M",
            "F",
            "10/12/2023",
            "2566-01-01",
            "Total",
            "✓",
            "a;b",
            "Ann Example and Bo Example",
            "GZITTC",
            "09:00 – 09:30",
            "上午9:00",
            "Date",
            "Session",
            "Action",
            "()",
            "，",
        ]
    ),
)
HEADERS = {
    "Event": ["Title", "Dates"],
    "Agenda": ["Date", "Time", "Session", "Speakers", "Half day", "Kind"],
    "Participants": ["Name", "Family name", "Given name", "Sex", "Organisation", "Telephone"],
    "Site visits": ["Place", "Date", "Host", "What was shown"],
    "Quotations": ["Speaker", "Quotation", "Language", "Clearance"],
    "Outcomes": ["Id", "Outcome", "By", "Session"],
    "Actions": ["Action", "Owner", "Due", "Status", "From outcome"],
    "captions": ["File", "Caption", "Consent", "Date"],
}
KEYS = [
    "Title",
    "Dates",
    "Start date",
    "End date",
    "Number of days",
    "Embargo",
    "City",
    "Hosts",
    "Objectives",
    "Women",
    "Contact telephone",
]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_tables_raise(data: st.DataObject) -> None:
    assert len(HEADERS) == len(KINDS) + 1
    tables = []
    for name, header in HEADERS.items():
        rows = data.draw(st.lists(st.lists(VALUES, min_size=1, max_size=6), max_size=4))
        safe: list[list[Any]] = [
            [None if cell == LEFT and not column else cell for column, cell in enumerate(row)] for row in rows
        ]
        if name == "Event":
            safe = [[key, row[0] if row[0] != LEFT else None] for key, row in zip(KEYS, safe * 11, strict=False)]
        else:
            safe = [header, *safe]
        tables.append(table(name, safe))
    event, findings = build(tables, REGISTER, "e", {"photos/a.jpg": File("d")})
    known = {organisation.id for organisation in event.organisations}
    people = {person.id for person in event.people}
    assert len(known) == len(event.organisations)
    assert len(people) == len(event.people)
    assert {person.organisation for person in event.people} <= known | {""}
    assert {speaker for session in event.sessions for speaker in session.speakers} <= people
    assert {party for outcome in event.outcomes for party in (*outcome.by, *outcome.partners)} <= people | known
    assert {finding.code for finding in findings} <= set(PAGES)
    assert all(
        origin.text == "" or len(origin.text) <= 200 for person in event.people for origin in person.origins.values()
    )


@pytest.mark.parametrize("doubt", ["?", "tbc", "TBC", "to be confirmed", "待定"])
def test_what_is_still_open_is_asked_about_in_a_column_of_choices(doubt: str) -> None:
    event, findings = built(table("Actions", [["Action", "Priority"], ["Send it", doubt]]))
    assert event.actions[0].priority is Priority.NOT_STATED
    assert messages(findings, "INPUT-36") == [
        f"event.xlsx, sheet “Actions”, cell B2: “{doubt}” is no priority; use one of: high, medium, low, not stated."
    ]


def test_a_question_mark_is_never_a_yes() -> None:
    event, findings = built(
        table(
            "Quotations",
            [["Speaker", "Quotation", "Clearance", "Cleared for"], ["A B", "Hello.", "cleared?", "public?"]],
        ),
        table("Outcomes", [["Outcome", "Status"], ["agreed to meet", "agreed?"]]),
        table("Actions", [["Action", "Status"], ["Send it", "finished?"]]),
        table("Participants", [["Name", "Sex", "Attended"], ["A B", "f?", "no?"], ["C D", "-", "n/a"]]),
        table("Captions", [["File", "Caption", "Consent"], ["a.jpg", "A", "yes?"]], file="photos/captions.csv"),
        photos={"photos/a.jpg": File("0")},
    )
    assert (event.quotes[0].clearance, event.quotes[0].cleared_for) == (Clearance.NOT_STATED, None)
    assert event.outcomes[0].status is OutcomeStatus.NOT_STATED
    assert event.actions[0].status == "open"
    assert (event.people[0].sex, event.people[0].attended) == (Sex.NOT_STATED, True)
    assert event.photos[0].consent is Consent.NOT_STATED
    assert sorted(finding.about[0] for finding in findings if finding.code == "INPUT-36") == [
        "agreed?", "cleared?", "f?", "finished?", "no?", "public?", "yes?",
    ]  # fmt: skip


def test_an_event_without_title_points_at_its_own_sheet_or_at_its_folder() -> None:
    captions = table("captions", [["File", "Caption"], ["a.jpg", "A"]], file="photos/captions.csv")
    own = table("Event", [["Time zone", "Asia/Phnom_Penh"], ["City", "Kampot"]])
    event, findings = built(captions, own, event=False)
    (finding,) = (finding for finding in findings if finding.code == "INPUT-48")
    assert finding.place == event.origins[""] == Origin("event.xlsx", "Event")
    event, findings = built(captions, event=False)
    (finding,) = (finding for finding in findings if finding.code == "INPUT-48")
    assert finding.place == event.origins[""] == Origin("an-event")


@pytest.mark.parametrize("key", ["Start date", "Dates"])
def test_a_date_of_the_event_that_cannot_be_read_keeps_its_cell(key: str) -> None:
    event, findings = built(table("Event", [["Title", "T"], [key, "next spring"]]), event=False)
    assert (event.start, event.origins["start"].cell) == (None, "B2")
    assert [finding.place for finding in findings if finding.code == "INPUT-32"] == [event.origins["start"]]


def test_what_stands_in_two_files_counts_once() -> None:
    rows = {
        "Site visits": [["Date", "Place", "Host"], ["11 December 2023", "a farm", "Example Co., Ltd."]],
        "Quotations": [["Speaker", "Quotation"], ["A B", "“Hello.”"]],
        "Outcomes": [["Outcome", "By"], ["agreed to meet", "A B"]],
        "Actions": [["Action", "Owner"], ["Send it", "A B"]],
    }
    sheets = [table(name, listed) for name, listed in rows.items()]
    again = [table(name, listed, file="notes.docx") for name, listed in rows.items()]
    event, findings = built(*sheets, *again)
    assert [len(x) for x in (event.visits, event.quotes, event.outcomes, event.actions)] == [1, 1, 1, 1]
    assert messages(findings, "INPUT-52") == [
        "The site visits are in event.xlsx and in notes.docx; identical items count once.",
        "The quotations are in event.xlsx and in notes.docx; identical items count once.",
        "The outcomes are in event.xlsx and in notes.docx; identical items count once.",
        "The actions are in event.xlsx and in notes.docx; identical items count once.",
    ]
    twice, findings = built(table("Actions", [*rows["Actions"], *rows["Actions"][1:]]))
    assert (len(twice.actions), messages(findings, "INPUT-52")) == (2, [])
