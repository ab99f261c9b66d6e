"""Agendas and site visits: days, half-days, hours, speakers, hosts."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from tests.gather.sheets import EVENT, LEFT, UP, built, codes, messages, table

from communique.model import HalfDay, Organisation, OrganisationRole, SessionKind
from communique.register import Register

HEAD = ["Date", "Time", "Session", "Speakers", "Room"]
TENTH, ELEVENTH = date(2023, 12, 10), date(2023, 12, 11)


def test_a_session_with_day_hours_and_origins() -> None:
    event, findings = built(
        table(
            "Agenda",
            [
                ["Id", "Date", "Start", "End", "Session", "Kind", "Room", "Summary", "Purpose", "Key points"],
                [
                    "1.0",
                    date(2023, 12, 11),
                    time(9),
                    "9.30",
                    "Curriculum  standards",
                    "Lecture",
                    "Hall A",
                    "It was explained.",
                    "align models",
                    "one thing\nanother thing",
                ],
            ],
        )
    )
    (session,) = event.sessions
    assert (session.id, session.title, session.day) == ("1", "Curriculum standards", ELEVENTH)
    assert (session.start, session.end, session.kind, session.room) == (
        time(9),
        time(9, 30),
        SessionKind.LECTURE,
        "Hall A",
    )
    assert (session.summary, session.purpose, session.points) == (
        "It was explained.",
        "align models",
        ("one thing", "another thing"),
    )
    assert {name: origin.cell for name, origin in session.origins.items()} == {
        "": "E2",
        "title": "E2",
        "day": "B2",
        "start": "C2",
        "end": "D2",
        "kind": "F2",
        "room": "G2",
        "summary": "H2",
        "purpose": "I2",
        "points": "J2",
    }
    assert findings == ()


def test_days_hold_for_the_rows_below_and_as_headings() -> None:
    event, findings = built(
        table(
            "Agenda",
            [
                HEAD,
                ["Sunday, 10 December 2023", "09:00 – 09:30", "Opening ceremony"],
                [None, "09:30 – 10:00", "Tea break"],
                ["Day 2 – Monday 11 December 2023", LEFT, LEFT, LEFT, LEFT],
                [None, "9.00am", "Site visit to a factory"],
            ],
        )
    )
    assert [(s.day, s.start, s.kind) for s in event.sessions] == [
        (TENTH, time(9), SessionKind.OPENING),
        (TENTH, time(9, 30), SessionKind.BREAK),
        (ELEVENTH, time(9), SessionKind.VISIT),
    ]
    assert event.sessions[1].origins["day"].cell == "A2"
    assert event.sessions[0].origins["day"].text == "Sunday, 10 December 2023"
    assert event.sessions[2].origins["day"].cell == "A4"
    assert [s.id for s in event.sessions] == [
        "2023-12-10-opening-ceremony",
        "2023-12-10-tea-break",
        "2023-12-11-site-visit-to-a-factory",
    ]
    assert findings == ()


def test_half_days_in_a_merged_column() -> None:
    event, findings = built(
        table(
            "日程安排",
            [
                ["日期", "时段", "时间", "内容"],
                ["12月11日", "上午", "9:00-10:00", "开幕式"],
                [UP, UP, "10:00-11:30", "专题讲座"],
                [UP, "下午", "2:00-4:00", "参观企业"],
                ["12月12日", "全天", None, "座谈交流"],
            ],
        )
    )
    assert [(s.half_day, s.start, s.end) for s in event.sessions] == [
        (HalfDay.MORNING, time(9), time(10)),
        (HalfDay.MORNING, time(10), time(11, 30)),
        (HalfDay.AFTERNOON, time(14), time(16)),
        (HalfDay.NOT_STATED, None, None),
    ]
    assert [s.day for s in event.sessions] == [ELEVENTH] * 3 + [date(2023, 12, 12)]
    assert findings == ()


def test_half_days_in_the_time_column_and_day_with_time_in_one_cell() -> None:
    event, findings = built(
        table(
            "Agenda",
            [["时间", "活动"], ["12月11日上午9:00", "开幕式"], ["12月11日 下午2:30-4:00", "参观"], ["晚上", "晚宴"]],
        )
    )
    assert [(s.day, s.start, s.half_day) for s in event.sessions] == [
        (ELEVENTH, time(9), HalfDay.MORNING),
        (ELEVENTH, time(14, 30), HalfDay.AFTERNOON),
        (ELEVENTH, None, HalfDay.EVENING),
    ]
    assert findings == ()


def test_a_khmer_agenda() -> None:
    event, findings = built(
        table("កម្មវិធី", [["កាលបរិច្ឆេទ", "ម៉ោង", "ប្រធានបទ"], ["ថ្ងៃទី១១ ខែធ្នូ ឆ្នាំ២០២៣", "៨:០០ – ៩:៣០ ព្រឹក", "ពិធីបើក"]])
    )
    (session,) = event.sessions
    assert (session.day, session.start, session.end, session.kind) == (
        ELEVENTH,
        time(8),
        time(9, 30),
        SessionKind.OPENING,
    )
    assert findings == ()


def test_ambiguous_dates_are_settled_by_the_event_or_asked_about() -> None:
    event, findings = built(table("Agenda", [HEAD, ["11/12/2023", "09:00", "A lecture"]]))
    assert event.sessions[0].day == ELEVENTH
    assert findings == ()
    event, findings = built(
        table("Event", [["Title", "Event"]]), table("Agenda", [HEAD, ["11/12/2023", "09:00", "A lecture"]]), event=False
    )
    assert event.sessions[0].day is None
    assert messages(findings, "INPUT-31") == [
        "event.xlsx, sheet “Agenda”, cell A2: “11/12/2023” can be read as 11 December 2023 or 12 November 2023; "
        "write the month as a word."
    ]
    assert findings[0].about == ("11/12/2023",)


def test_a_column_settles_its_ambiguous_dates() -> None:
    event, findings = built(
        table("Event", [["Title", "Event"]]),
        table("Agenda", [HEAD, ["11/12/2023", "09:00", "A"], ["13/12/2023", "09:00", "B"]]),
        event=False,
    )
    assert [session.day for session in event.sessions] == [ELEVENTH, date(2023, 12, 13)]
    assert findings == ()


def test_a_column_that_contradicts_the_event_is_asked_about() -> None:
    event, findings = built(table("Agenda", [HEAD, ["10/12/2023", "09:00", "A"], ["12/13/2023", "09:00", "B"]]))
    assert [session.day for session in event.sessions] == [None, date(2023, 12, 13)]
    assert codes(findings) == ["INPUT-31"]


def test_a_day_and_its_half_in_one_cell() -> None:
    event, _ = built(table("Agenda", [HEAD, ["11 December 2023, afternoon", None, "A"], ["Morning", None, "B"]]))
    assert [(session.day, session.half_day) for session in event.sessions] == [
        (ELEVENTH, HalfDay.AFTERNOON),
        (ELEVENTH, HalfDay.MORNING),
    ]


def test_an_unreadable_day_does_not_leave_the_session_on_the_day_before() -> None:
    event, findings = built(table("Agenda", [HEAD, ["10 December 2023", "09:00", "A"], ["someday", "09:00", "B"]]))
    assert [session.day for session in event.sessions] == [TENTH, None]
    assert codes(findings) == ["INPUT-32"]


def test_unreadable_and_doubtful_times() -> None:
    event, findings = built(
        table(
            "Agenda", [HEAD, ["10 December 2023", "after lunch", "A"], [None, "2:00 – 3:00", "B"], [None, "TBC", "C"]]
        )
    )
    assert [(session.start, session.end) for session in event.sessions] == [(None, None)] * 3
    assert [finding.code for finding in findings] == ["INPUT-34", "INPUT-34"]
    assert findings[1].message == (
        "event.xlsx, sheet “Agenda”, cell B3: “2:00 – 3:00” may be night or afternoon; write it "
        "with 24 hours, as 14:30."
    )


def test_a_start_that_is_a_whole_moment_gives_the_day_too() -> None:
    event, _ = built(
        table("Agenda", [["Start", "End", "Session"], [datetime(2023, 12, 11, 9), datetime(2023, 12, 11, 10), "A"]])
    )
    assert (event.sessions[0].day, event.sessions[0].start, event.sessions[0].end) == (ELEVENTH, time(9), time(10))


def test_the_name_of_a_table_gives_its_day() -> None:
    event, _ = built(
        table("Day 2 – 11 December 2023", [["Time", "Session", "Speaker"], ["09:00", "A", ""]], file="agenda.docx")
    )
    assert event.sessions[0].day == ELEVENTH
    assert event.sessions[0].origins["day"].text == "Day 2 – 11 December 2023"


def test_speakers_are_found_on_the_list_in_any_order_or_added_as_not_listed() -> None:
    event, findings = built(
        table("Participants", [["Name", "Function"], ["ZHANG Lifang", "Dean"], ["Enn Vuthy", "Director"]]),
        table(
            "Agenda",
            [
                HEAD,
                ["10 December 2023", "09:00", "A", "Ms. Lifang Zhang and Mr. Enn Vuthy"],
                [None, "10:00", "B", "Enn Vuthy; Ms. Ann Example, Dean of the Institute"],
                [None, "11:00", "C", "Ms. Ann Example\nDeputy Director, Institute of Examples"],
                [None, "12:00", "D", "TBC"],
                [None, "13:00", "E", "All participants"],
                [None, "14:00", "F", "Alexander and Anderson"],
            ],
        ),
    )
    spoken = [session.speakers for session in event.sessions]
    assert spoken[:5] == [("lifang-zhang", "enn-vuthy"), ("enn-vuthy", "ann-example"), ("ann-example",), (), ()]
    ann = event.person("ann-example")
    assert (ann.listed, ann.honorific, ann.function) == (False, "Ms.", "Dean of the Institute")
    assert ann.origins[""].cell == "D3"
    assert [event.person(identity).display for identity in spoken[5]] == ["Alexander and Anderson"]
    assert findings == ()


def test_an_organisation_among_the_speakers_is_asked_about() -> None:
    register = Register(
        [Organisation(id="npic", name="National Polytechnic Institute of Cambodia", acronym="NPIC", registered=True)]
    )
    event, findings = built(table("Agenda", [HEAD, ["10 December 2023", "09:00", "A", "NPIC"]]), register=register)
    assert event.sessions[0].speakers == ()
    assert messages(findings, "INPUT-49") == [
        "event.xlsx, sheet “Agenda”, cell D2: “NPIC” is an organisation; name the person who speaks for it."
    ]


def test_one_session_over_two_rows_with_two_speakers() -> None:
    event, _ = built(
        table(
            "Agenda",
            [
                HEAD,
                ["10 December 2023", "09:00", "A", "Ann Example"],
                [UP, UP, UP, "Bo Example"],
                [None, None, None, "Cy Example"],
            ],
        )
    )
    assert [session.speakers for session in event.sessions] == [("ann-example", "bo-example", "cy-example")]


def test_a_cell_merged_over_the_rest_of_the_row_is_the_title_only() -> None:
    event, findings = built(table("Agenda", [HEAD, ["10 December 2023", "12:00", "Lunch", LEFT, LEFT]]))
    (session,) = event.sessions
    assert (session.title, session.speakers, session.room, session.kind) == ("Lunch", (), "", SessionKind.BREAK)
    assert findings == ()


def test_sessions_of_the_same_title_are_told_apart_by_their_hour_and_not_by_their_row() -> None:
    rows: list[list[Any]] = [["10 December 2023", "15:00", "Tea break"], ["10 December 2023", "10:00", "Tea break"]]
    for listed in (rows, rows[::-1]):
        event, _ = built(table("Agenda", [HEAD, *listed]))
        assert {session.start: session.id for session in event.sessions} == {
            time(10): "2023-12-10-tea-break",
            time(15): "2023-12-10-tea-break-2",
        }


def test_a_row_without_a_title_and_a_heading_without_a_day() -> None:
    event, findings = built(
        table(
            "Agenda",
            [
                HEAD,
                ["10 December 2023", "09:00", None, "Ann Example"],
                ["Module 2", LEFT, LEFT, LEFT, LEFT],
                [None, "10:00", "B"],
            ],
        )
    )
    assert [session.title for session in event.sessions] == ["B"]
    assert codes(findings) == ["INPUT-42", "INPUT-37"]


def test_visits_have_hosts_from_the_register_or_made_from_the_inputs() -> None:
    event, findings = built(
        EVENT,
        table(
            "Site visits",
            [
                ["Date", "Place", "Host", "What was shown", "Summary", "Summary (zh)", "Relevance"],
                [
                    "12/12/2023",
                    "a workshop of Example Dynamics Co., Ltd.",
                    "Example Dynamics Co., Ltd.",
                    "- robots\n- a line",
                    "S.",
                    "要。",
                    "R.",
                ],
                [None, None, "Somebody"],
            ],
        ),
        event=False,
    )
    (visit,) = event.visits
    assert (visit.id, visit.day, visit.host) == (
        "a-workshop-of-example-dynamics-co-ltd",
        date(2023, 12, 12),
        "example-dynamics-co-ltd",
    )
    assert (visit.shown, visit.summary, visit.relevance) == (("robots", "a line"), "S.", "R.")
    assert visit.translations == {"summary": {"zh": "要。"}}
    assert event.organisation(visit.host).roles == (OrganisationRole.VISITED,)
    assert codes(findings) == ["INPUT-42"]


@pytest.mark.parametrize(
    ("cell", "spoken"),
    [
        ("Dr. Mirela Oduvan, Mr. Tavone Keosakhan", [("Mirela Oduvan", ""), ("Tavone Keosakhan", "")]),
        ("Mirela Oduvan, Dean, and Mr. Tavone Keosakhan", [("Mirela Oduvan", "Dean"), ("Tavone Keosakhan", "")]),
        ("Mirela Oduvan, Ann Example", [("Mirela Oduvan", ""), ("Ann Example", "")]),
        ("Mr. Dara Sok, High Genius Co., Ltd.", [("Dara Sok", "High Genius Co., Ltd.")]),
        ("Prof. Mirela Oduvan, Professor of Law", [("Mirela Oduvan", "Professor of Law")]),
        ("陈明华先生，李红女士", [("陈明华", ""), ("李红", "")]),
    ],
)
def test_a_form_of_address_or_a_listed_name_begins_the_next_speaker(cell: str, spoken: list[tuple[str, str]]) -> None:
    event, findings = built(
        table("Participants", [["Name"], ["Ann Example"]]),
        table("Agenda", [HEAD, ["10 December 2023", "09:00", "A", cell]]),
    )
    people = [event.person(identity) for identity in event.sessions[0].speakers]
    assert [(person.display, person.function) for person in people] == spoken
    assert findings == ()


@pytest.mark.parametrize(
    "cell",
    [
        "Mirela Oduvan, Tavone Keosakhan",
        "Mirela Oduvan and Tavone Keosakhan",
        "Mirela Oduvan (Dean), Tavone Keosakhan (Director)",
    ],
)
def test_what_may_be_a_second_speaker_is_asked_about(cell: str) -> None:
    _, findings = built(table("Agenda", [HEAD, ["10 December 2023", "09:00", "A", cell]]))
    (message,) = messages(findings, "INPUT-49")
    assert message.endswith("may be two people, but were read as one; write each on a line of its own.")


def test_one_session_in_two_files_is_one_with_what_each_says() -> None:
    head = ["Date", "Time", "Session", "Room", "Speaker"]
    event, findings = built(
        table("Agenda", [head, ["10 December 2023", "09:00", "Opening"], [None, "10:30 – 11:00", "Talk", "Hall"]]),
        table(
            "Agenda",
            [
                head,
                ["10 December 2023", "09:00 – 09:30", "OPENING", "Hall", "Ann Example"],
                [None, "10:30 – 11:30", "Talk", "Aula"],
                ["11 December 2023", "10:30 – 11:30", "Talk", "Hall"],
            ],
            file="agenda.docx",
        ),
    )
    first, talk, other = event.sessions
    assert (first.title, first.end, first.room, first.speakers) == ("Opening", time(9, 30), "Hall", ("ann-example",))
    assert [first.origins[name].file for name in ("start", "end", "room")] == ["event.xlsx", *["agenda.docx"] * 2]
    assert (talk.end, talk.room, other.day) == (time(11), "Hall", ELEVENTH)
    assert messages(findings, "INPUT-52") == [
        "The agenda is in event.xlsx and in agenda.docx; identical items count once."
    ]
    assert [finding.about for finding in findings if finding.code == "INPUT-44"] == [
        ("Hall", "Aula"),
        ("10:30 – 11:00", "10:30 – 11:30"),
    ]


def test_a_merged_day_that_is_not_clear_is_asked_about_once() -> None:
    _, findings = built(
        table("Event", [["Title", "T"]]),
        table("Agenda", [HEAD, ["10/12/2023", "09:00", "A"], [UP, "10:00", "B"], [UP, "11:00", "C"]]),
        event=False,
    )
    assert [finding.place.cell for finding in findings if finding.code == "INPUT-31"] == ["A2"]
