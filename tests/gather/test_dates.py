"""Dates as people write them in three languages, and what settles one that has two readings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gather.cells.dates import Order, column_order, possible_dates, possible_range, settle

TENTH = date(2023, 12, 10)
SPAN = (TENTH, date(2023, 12, 13))


@pytest.mark.parametrize(
    "value",
    [
        TENTH,
        datetime(2023, 12, 10, 9, 30),
        45270,
        45270.0,
        45270.375,
        "45270",
        "20231210",
        "2023-12-10",
        "2023-12-10T09:00:00",
        "2023/12/10",
        "2023.12.10 09:00",
        "10 Dec 2023",
        "10 December 2023",
        "10th December, 2023",
        "10th of December 2023",
        "10-Dec-2023",
        "Sunday, 10 December 2023",
        "Sun 10 Dec 2023",
        "December 10, 2023",
        "Dec. 10 2023",
        "2023 December 10",
        "Day 1: 10 December 2023",
        "Day 1 (Sunday, 10 December 2023)",
        "2023年12月10日",
        "2023年12月10号",
        "2023年12月10日（星期日）",
        "２０２３年１２月１０日",
        "二〇二三年十二月十日",
        "ថ្ងៃទី១០ ខែធ្នូ ឆ្នាំ២០២៣",
        "ថ្ងៃទី ១០ ខែធ្នូ ឆ្នាំ ២០២៣",
        "ថ្ងៃអាទិត្យ ទី១០ ខែធ្នូ ឆ្នាំ២០២៣",
        "ថ្ងៃទី១០\u200bខែធ្នូ\u200bឆ្នាំ២០២៣",
    ],
)
def test_a_date_that_leaves_no_doubt(value: Any) -> None:
    assert settle(possible_dates(value)) == TENTH


@pytest.mark.parametrize("text", ["10/12/2023", "10.12.2023", "10-12-2023", "១០/១២/២០២៣", "10/12/2023 09:00"])
def test_day_and_month_in_either_order_are_both_possible(text: str) -> None:
    possible = possible_dates(text)
    assert {reading.day for reading in possible} == {TENTH, date(2023, 10, 12)}
    assert settle(possible) is None


def test_the_event_settles_a_date_that_only_fits_in_one_order() -> None:
    assert settle(possible_dates("10/12/2023"), None, SPAN) == TENTH
    assert settle(possible_dates("10/12/2023"), None, (date(2023, 10, 11), date(2023, 12, 13))) is None


def test_the_column_settles_a_date_unless_the_event_contradicts_it() -> None:
    assert settle(possible_dates("02/03/2024"), Order.DAY_FIRST) == date(2024, 3, 2)
    assert settle(possible_dates("02/03/2024"), Order.MONTH_FIRST) == date(2024, 2, 3)
    assert settle(possible_dates("10/12/2023"), Order.MONTH_FIRST, SPAN) is None


def test_same_day_and_month_is_no_question() -> None:
    assert settle(possible_dates("12/12/2023")) == date(2023, 12, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10/12/2566", TENTH),
        ("ថ្ងៃទី១០ ខែធ្នូ ព.ស. ២៥៦៦", TENTH),
        ("112/12/10", TENTH),
        ("112年12月10日", TENTH),
        ("民国112年12月10日", TENTH),
        ("10 Dec 23", TENTH),
        ("10/12/23", TENTH),
        ("12月10日", TENTH),
        ("10 December", TENTH),
        ("ថ្ងៃទី១០ ខែធ្នូ", TENTH),
        ("10/12", TENTH),
    ],
)
def test_other_calendars_and_short_years_count_only_within_the_event(text: str, day: date) -> None:
    assert settle(possible_dates(text, SPAN), None, SPAN) == day
    assert settle(possible_dates(text)) is None
    elsewhere = (date(2024, 6, 1), date(2024, 6, 3))
    assert settle(possible_dates(text, elsewhere), None, elsewhere) is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        "next week",
        "31 February 2023",
        "31/02/2023",
        "Dec 2023",
        "2566",
        "10",
        2023,
        -5,
        10**12,
        True,
        None,
        "10 December 2023 (tbc)",
        "soon, 10 December 2023 or later",
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_no_date(value: Any) -> None:
    assert possible_dates(value, SPAN) == ()


@pytest.mark.parametrize(
    "text",
    [
        "10–13 December 2023",
        "10 - 13 December 2023",
        "from 10 to 13 December 2023",
        "December 10-13, 2023",
        "10 December – 13 December 2023",
        "2023年12月10日至13日",
        "2023年12月10日-12月13日",
        "2023年12月10日至2023年12月13日",
        "ចាប់ពីថ្ងៃទី១០ ដល់ថ្ងៃទី១៣ ខែធ្នូ ឆ្នាំ២០២៣",
        "2023-12-10 to 2023-12-13",
    ],
)
def test_ranges(text: str) -> None:
    found = possible_range(text)
    assert found is not None
    assert (settle(found[0]), settle(found[1])) == SPAN


def test_ranges_over_the_turn_of_a_month_and_a_year() -> None:
    found = possible_range("30 November – 2 December 2023")
    assert found is not None
    assert (settle(found[0]), settle(found[1])) == (date(2023, 11, 30), date(2023, 12, 2))
    found = possible_range("30 Dec 2023 – 2 Jan 2024")
    assert found is not None
    assert (settle(found[0]), settle(found[1])) == (date(2023, 12, 30), date(2024, 1, 2))


def test_the_order_of_a_column() -> None:
    assert column_order(["10/12/2023", "13/12/2023"]) is Order.DAY_FIRST
    assert column_order(["10/12/2023", "12/13/2023"]) is Order.MONTH_FIRST
    assert column_order(["13/12/2023", "12/13/2023"]) is None
    assert column_order(["10/12/2023", "11/12/2023", "12/12/2023"]) is None
    assert column_order([], "Date (dd/mm/yyyy)") is Order.DAY_FIRST
    assert column_order([], "Date (MM/DD/YYYY)") is Order.MONTH_FIRST


@given(
    st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.dates(), st.datetimes(), st.times())
)
def test_no_value_raises(value: Any) -> None:
    for reading in possible_dates(value, SPAN):
        assert isinstance(reading.day, date)
    if isinstance(value, str):
        possible_range(value)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_unambiguous_forms_come_back_as_they_were(day: date) -> None:
    for text in (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day.year}年{day.month}月{day.day}日"):
        assert settle(possible_dates(text)) == day
    assert day in {reading.day for reading in possible_dates(f"{day.day}/{day.month}/{day.year}")}
