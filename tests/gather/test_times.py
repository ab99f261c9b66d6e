"""Hours, ranges of hours and half-days as agendas have them."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gather.cells.times import Slot, half_day, slot
from communique.model import HalfDay

MORNING, AFTERNOON, EVENING = HalfDay.MORNING, HalfDay.AFTERNOON, HalfDay.EVENING


@pytest.mark.parametrize(
    ("value", "start", "end", "half"),
    [
        ("09:00 – 09:30", time(9), time(9, 30), None),
        ("09:00-09:30", time(9), time(9, 30), None),
        ("0900-0930", time(9), time(9, 30), None),
        ("09h00 to 09h30", time(9), time(9, 30), None),
        ("9.00am", time(9), None, MORNING),
        ("9 a.m.", time(9), None, MORNING),
        ("9-10am", time(9), time(10), None),
        ("11.00–12.30pm", time(11), time(12, 30), None),
        ("11.00–1.30pm", time(11), time(13, 30), None),
        ("2.00–3.30pm", time(14), time(15, 30), None),
        ("2 pm – 3.30 pm", time(14), time(15, 30), AFTERNOON),
        ("12:00 am", time(0), None, MORNING),
        ("12 pm – 1 pm", time(12), time(13), AFTERNOON),
        ("noon", time(12), None, None),
        ("14:00 hrs", time(14), None, None),
        ("9:00至9:30", time(9), time(9, 30), None),
        ("上午9:00", time(9), None, MORNING),
        ("上午９：００", time(9), None, MORNING),
        ("上午9点半", time(9, 30), None, MORNING),
        ("上午9:00-11:30", time(9), time(11, 30), MORNING),
        ("上午11:00-1:00", time(11), time(13), MORNING),
        ("上午9:00-下午2:00", time(9), time(14), MORNING),
        ("下午2点30分", time(14, 30), None, AFTERNOON),
        ("下午2:00-4:00", time(14), time(16), AFTERNOON),
        ("中午12:30", time(12, 30), None, None),
        ("晚上8点", time(20), None, EVENING),
        ("ម៉ោង ៩:០០ ព្រឹក", time(9), None, MORNING),
        ("ម៉ោង ២:៣០ រសៀល", time(14, 30), None, AFTERNOON),
        ("ពីម៉ោង ៨:០០ ដល់ម៉ោង ១១:៣០", time(8), time(11, 30), None),
        ("上午", None, None, MORNING),
        ("Afternoon", None, None, AFTERNOON),
        ("ព្រឹក", None, None, MORNING),
        (0.375, time(9), None, None),
        (1400, time(14), None, None),
        (time(9, 30), time(9, 30), None, None),
        (datetime(2023, 12, 10, 9, 30), time(9, 30), None, None),
    ],
)
def test_times(value: Any, start: time | None, end: time | None, half: HalfDay | None) -> None:
    assert slot(value) == Slot(start, end, half or HalfDay.NOT_STATED)


@pytest.mark.parametrize(
    "value", ["9", "9-10", "25:00", "9:75", "TBC", "soon", "", True, None, 5000, -1, 1.5, "10/12/2023"]
)
def test_what_is_no_time(value: Any) -> None:
    assert slot(value) is None


def test_an_hour_that_may_be_night_or_afternoon_is_doubtful_until_the_row_says_which() -> None:
    assert slot("2:00 – 3:30") == Slot(time(2), time(3, 30), doubtful=True)
    assert slot("02:00 – 03:30") == Slot(time(2), time(3, 30))
    assert slot("2:00 – 3:30", AFTERNOON) == Slot(time(14), time(15, 30))


def test_half_days() -> None:
    assert half_day("Day 1, afternoon") is AFTERNOON
    assert half_day("晚上") is EVENING
    assert half_day("全天") is HalfDay.NOT_STATED


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.times(), st.datetimes()))
def test_no_value_raises(value: Any) -> None:
    found = slot(value)
    assert found is None or isinstance(found, Slot)
