"""Days and dates that disagree."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.check.events import END, START, at, event, found, only

from communique.model import Action, Photo, Session, SessionKind, Severity, Visit


def test_dates_01_finds_three_days_on_four_dates_and_asks_with_all_places() -> None:
    finding = only("DATES-01", event(days_stated=3, origins={"days_stated": at("B5", "three-day")}))
    assert finding.severity is Severity.ERROR
    assert finding.message == (
        "The event is called three-day, but 10 to 13 December 2023 is four dates, both ends counted."
    )
    assert finding.help == (
        "Which is right? Correct the number or the dates, record the arrival or departure day, or answer in "
        "answers.toml why both stand."
    )
    assert finding.place == at("B5", "three-day")
    assert finding.related == (at("B3", "10 December 2023"), at("B4", "13 December 2023"))
    assert finding.about == ("three-day", "10 December 2023", "13 December 2023")


def test_dates_01_finds_a_number_that_stands_in_a_text_only() -> None:
    subject = event(standfirst="A two-day workshop.", start=START, end=START, origins={"standfirst": at("B9")})
    finding = only("DATES-01", subject)
    assert finding.message == "The event is called two-day, but 10 December 2023 is one date."
    assert (finding.place, finding.about[0]) == (at("B9"), "two-day")


def test_dates_01_finds_one_question_for_one_number_in_two_places() -> None:
    places = {"days_stated": at("B5", "3"), "headline": at("B8")}
    finding = only("DATES-01", event(days_stated=3, headline="A 3-day visit", origins=places))
    assert finding.related == (at("B3", "10 December 2023"), at("B4", "13 December 2023"), at("B8"))
    assert finding.about == ("3", "10 December 2023", "13 December 2023")


@pytest.mark.parametrize(
    "fields",
    [
        {"days_stated": 4},
        {"days_stated": 3, "arrival": START},
        {"days_stated": 3, "departure": END},
        {"days_stated": 2, "arrival": START, "departure": END},
        {"days_stated": 3, "start": None},
        {"days_stated": 3, "end": None},
        {"days_stated": None, "summary": "It was held on one of those days; a day trip followed."},
    ],
)
def test_dates_01_leaves_counts_that_arrival_or_departure_square(fields: dict[str, Any]) -> None:
    assert found("DATES-01", event(**fields)) == ()


def test_dates_01_finds_a_count_that_the_arrival_day_does_not_square() -> None:
    assert only("DATES-01", event(days_stated=2, arrival=START)).about[0] == "two-day"
    assert only("DATES-01", event(days_stated=3, arrival=date(2023, 12, 9))).about[0] == "three-day"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Monday, 10 December 2023", "Monday"),
        ("Tues 10 Dec 2023", "Tuesday"),
        ("2023年12月10日（星期六）", "Saturday"),
        ("12月10日 周三", "Wednesday"),
        ("ថ្ងៃសុក្រ ទី១០ ខែធ្នូ", "Friday"),
    ],
)
def test_dates_02_finds_a_weekday_in_the_cell_of_a_date(text: str, says: str) -> None:
    finding = only("DATES-02", event(origins={"start": at("B3", text)}))
    assert finding.severity is Severity.ERROR
    assert finding.message == f"“{text}” says {says}, but 10 December 2023 is a Sunday."
    assert (finding.place, finding.related, finding.about) == (at("B3", text), (), (text,))


def test_dates_02_finds_a_merged_cell_once_for_all_its_sessions() -> None:
    place = {"day": at("A2", "Day 1, Friday 11 December 2023", "Agenda")}
    sessions = tuple(Session(id=f"s{n}", title=f"S{n}", day=date(2023, 12, 11), origins=place) for n in range(5))
    assert only("DATES-02", event(sessions=sessions)).place == place["day"]


@pytest.mark.parametrize(
    ("summary", "written", "says", "day", "is_a"),
    [
        ("It began on Monday, 10 December 2023.", "Monday, 10 December 2023", "Monday", "10 December 2023", "Sunday"),
        ("See you Sunday 12th December.", "Sunday 12th December", "Sunday", "12 December 2023", "Tuesday"),
        ("On Friday, March 7, 2024 they met.", "Friday, March 7, 2024", "Friday", "7 March 2024", "Thursday"),
    ],
)
def test_dates_02_finds_a_weekday_in_running_text(summary: str, written: str, says: str, day: str, is_a: str) -> None:
    finding = only("DATES-02", event(summary=summary, origins={"summary": at("B10")}))
    assert finding.message == f"“{written}” says {says}, but {day} is a {is_a}."
    assert (finding.place, finding.about) == (at("B10"), (written,))


def test_dates_02_leaves_right_weekdays_ranges_and_dates_of_an_unknown_year() -> None:
    both = at("B3", "Sunday 10 – Wednesday 13 December 2023")
    subject = event(
        summary="From Sunday, 10 December 2023 on. They will meet again on Friday, 31 February. Sunday, 5 May was hot.",
        origins={"start": both, "end": both, "day": at("B7", "monthly")},
        visits=(Visit(id="v", place="a farm", day=date(2023, 12, 11), origins={"day": at("B2", "星期一")}),),
        photos=(Photo(id="p", file="a.jpg", day=date(2023, 12, 11), origins={"day": at("C2", "ថ្ងៃចន្ទ")}),),
        actions=(Action(id="a", title="t", due=date(2023, 12, 17), origins={"due": at("D2", "周日")}),),
    )
    assert found("DATES-02", subject) == ()


def test_dates_03_finds_an_end_before_the_start() -> None:
    finding = only("DATES-03", event(end=date(2023, 10, 12), origins={"end": at("B4", "12/10/2023")}))
    assert finding.message == "The event starts on 10 December 2023 and ends before that, on 12 October 2023."
    assert (finding.severity, finding.help) == (Severity.ERROR, "Correct the start date or the end date.")
    assert (finding.place, finding.related) == (at("B4", "12/10/2023"), (at("B3", "10 December 2023"),))
    assert finding.about == ("10 December 2023", "12/10/2023")


def test_dates_03_leaves_an_event_of_one_day() -> None:
    assert found("DATES-03", event(end=START)) == ()


def test_dates_04_finds_one_wrong_day_once_with_all_its_items() -> None:
    day = date(2022, 12, 11)
    rows = [at(f"A{row}", "11.12.2022", "Agenda") for row in (2, 3)]
    sessions = tuple(
        Session(id=f"s{n}", title=title, day=day, origins={"day": place})
        for n, (title, place) in enumerate(zip(("Opening", "Lecture"), rows, strict=True))
    )
    visit = Visit(id="v", place="the college", day=day, origins={"": at("A5", sheet="Site visits")})
    finding = only("DATES-04", event(sessions=sessions, visits=(visit,)))
    assert finding.message == (
        "“Opening” and 2 other items are dated 11 December 2022, outside the event's dates, 10 to 13 December 2023."
    )
    assert finding.severity is Severity.ERROR
    assert finding.place == rows[0]
    assert finding.related == (
        at("B3", "10 December 2023"),
        at("B4", "13 December 2023"),
        rows[1],
        at("A5", sheet="Site visits"),
    )
    assert finding.about == ("11.12.2022", "11 December 2022", "10 December 2023", "13 December 2023")


def test_dates_04_finds_a_single_visit() -> None:
    visit = Visit(id="v", place="the college", day=date(2023, 12, 14))
    assert only("DATES-04", event(visits=(visit,))).message == (
        "“the college” is dated 14 December 2023, outside the event's dates, 10 to 13 December 2023."
    )


def test_dates_04_leaves_first_and_last_day_travel_and_undated_items() -> None:
    sessions = (
        Session(id="a", title="Opening", day=START),
        Session(id="b", title="Flight", day=date(2023, 12, 9), kind=SessionKind.TRAVEL),
        Session(id="c", title="Tour"),
    )
    assert found("DATES-04", event(sessions=sessions, visits=(Visit(id="v", place="a farm", day=END),))) == ()


def test_dates_05_finds_a_publication_before_the_end() -> None:
    subject = event(published=date(2023, 1, 2), origins={"published": at("B12", "January 2, 2023")})
    finding = only("DATES-05", subject)
    assert finding.message == "The publication date, 2 January 2023, is before the event ended, on 13 December 2023."
    assert (finding.severity, finding.place) == (Severity.WARNING, at("B12", "January 2, 2023"))
    assert finding.related == (at("B4", "13 December 2023"),)
    assert finding.about == ("January 2, 2023", "13 December 2023")


def test_dates_05_leaves_a_publication_on_the_last_day() -> None:
    assert found("DATES-05", event(published=END)) == ()


def test_dates_06_finds_an_embargo_without_a_zone() -> None:
    subject = event(embargo=datetime(2023, 12, 15, 15, 0), origins={"embargo": at("B13", "15 Dec, 3 pm")})
    finding = only("DATES-06", subject)
    assert finding.message == "The embargo ends at 15:00 on 15 December 2023, but in which time zone is not stated."
    assert (finding.severity, finding.place) == (Severity.WARNING, at("B13", "15 Dec, 3 pm"))
    assert finding.about == ("15 Dec, 3 pm",)


def test_dates_06_leaves_an_embargo_with_its_own_or_the_events_zone() -> None:
    assert found("DATES-06", event(embargo=datetime(2023, 12, 15, 15, 0, tzinfo=UTC))) == ()
    assert found("DATES-06", event(embargo=datetime(2023, 12, 15, 15, 0), timezone="Asia/Shanghai")) == ()
    assert found("DATES-06", event()) == ()
