"""Numbers, telephone numbers, lists, ids and the words of fixed choices."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gather.cells.choices import (
    CLEARANCE,
    CONSENT,
    LANGUAGE,
    OUTCOME_STATUS,
    PRIORITY,
    SEX,
    YES,
    choice,
    kind_in,
    unsaid,
)
from communique.gather.cells.values import chinese_number, cleaned, given_id, lines, phone, slug, whole
from communique.model import Clearance, Consent, OutcomeStatus, Priority, SessionKind, Sex


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (24, 24),
        (24.0, 24),
        ("24", 24),
        ("24.0", 24),
        ("1,200", 1200),
        ("1 200", 1200),
        ("12,345,678", 12345678),
        ("40 people", 40),
        ("40 participants in total", 40),
        ("40人", 40),
        ("３２名", 32),
        ("៤០នាក់", 40),
        ("4 days", 4),
        ("three-day", 3),
        ("three", 3),
        ("三天", 3),
        ("二十三", 23),
        ("៣ថ្ងៃ", 3),
        (0, 0),
    ],
)
def test_whole_numbers(value: Any, number: int) -> None:
    assert whole(value) == number


@pytest.mark.parametrize(
    "value",
    [
        "not fewer than 15",
        "about 40",
        "over 40",
        "40+",
        "dozens",
        "1.200",
        "12.5",
        12.5,
        -1,
        "",
        "1,20",
        True,
        None,
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_not_one_number(value: Any) -> None:
    assert whole(value) is None


def test_chinese_numbers() -> None:
    assert [chinese_number(text) for text in ("十", "十二", "二十", "二〇二三", "百")] == [10, 12, 20, 2023, None]


def test_telephone_numbers_keep_their_digits() -> None:
    assert phone(8.5512345678e10) == "85512345678"
    assert phone(85512345678) == "85512345678"
    assert phone("85512345678.0") == "85512345678"
    assert phone("8.5512345678E+10") == "85512345678"
    assert phone("+855 12 345 678") == "+855 12 345 678"
    assert phone("012 345 678 / 099 888 777") == "012 345 678 / 099 888 777"
    assert phone(None) == ""


def test_lists() -> None:
    assert lines("- a\n• b\n1. c\n(2) d;\n三、e") == ("a", "b", "c", "d", "e")
    assert lines("a; b；c") == ("a", "b", "c")
    assert lines("a; b\nc") == ("a; b", "c")
    assert lines("3 robots; 2023 plan") == ("3 robots", "2023 plan")
    assert lines("  ") == ()


def test_cleaning_keeps_lines_and_drops_what_nobody_sees() -> None:
    assert cleaned(" ក្រសួង\u200bការងារ \n b\u00a0\u3000c ") == "ក្រសួងការងារ \n b c"


def test_ids_from_contents() -> None:
    assert slug("Opening ceremony") == "opening-ceremony"
    assert slug("The Opening  Ceremony!") == "opening-ceremony"
    assert re.fullmatch("x[0-9a-f]{8}", slug("开幕式"))
    assert slug("开幕式") == slug("开 幕 式") != slug("闭幕式")
    assert slug("ពិធីបើក") != slug("ពិធីបិទ")
    assert len(slug("a very long title " * 20)) <= 48
    assert slug("") == slug("!!!") == ""


def test_ids_as_typed() -> None:
    assert [given_id(text) for text in ("1.0", "1", "A 1", "Q-2", "a_3")] == ["1", "1", "a-1", "q-2", "a-3"]


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("F", Sex.WOMAN),
        ("female", Sex.WOMAN),
        ("W", Sex.WOMAN),
        ("女", Sex.WOMAN),
        ("ស្រី", Sex.WOMAN),
        ("ស", Sex.WOMAN),
        ("02", Sex.WOMAN),
        ("M", Sex.MAN),
        ("Male", Sex.MAN),
        ("男", Sex.MAN),
        ("ប្រុស", Sex.MAN),
        ("ប", Sex.MAN),
        ("01", Sex.MAN),
        ("1", Sex.MAN),
        ("prefer not to say", Sex.NOT_STATED),
        ("99", Sex.NOT_STATED),
        ("Ms.", None),
        ("Mr", None),
        ("女士", None),
        ("លោកស្រី", None),
        ("Dr.", None),
    ],
)
def test_sex_is_what_is_stated_and_never_an_honorific(text: str, sex: Sex | None) -> None:
    assert choice(SEX, text) is sex


def test_other_choices_in_three_languages() -> None:
    assert [choice(YES, text) for text in ("Yes", "✓", "是", "វត្តមាន", "absent", "缺席", "អវត្តមាន", "maybe")] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
        None,
    ]
    assert choice(CONSENT, "已同意") is choice(CONSENT, "signed") is choice(CONSENT, "យល់ព្រម") is Consent.GIVEN
    assert choice(CONSENT, "不同意") is choice(CONSENT, "មិនយល់ព្រម") is Consent.REFUSED
    assert choice(CLEARANCE, "Sent to speaker") is choice(CLEARANCE, "待确认") is Clearance.SENT
    assert choice(CLEARANCE, "not cleared") is Clearance.DRAFT
    assert choice(OUTCOME_STATUS, "ព្រមព្រៀង") is choice(OUTCOME_STATUS, "达成一致") is OutcomeStatus.AGREED
    assert choice(OUTCOME_STATUS, "committed") is None
    assert choice(OUTCOME_STATUS, "建议") is choice(OUTCOME_STATUS, "Suggestion") is OutcomeStatus.PROPOSED
    assert choice(PRIORITY, "urgent") is choice(PRIORITY, "高") is choice(PRIORITY, "ខ្ពស់") is Priority.HIGH
    assert [choice(LANGUAGE, text) for text in ("Khmer", "中文", "អង់គ្លេស", "KH", "Klingon")] == [
        "km",
        "zh",
        "en",
        "km",
        None,
    ]


def test_kinds_that_titles_name() -> None:
    assert kind_in("Tea break") is kind_in("茶歇") is kind_in("Welcome dinner") is SessionKind.BREAK
    assert kind_in("Opening ceremony of the event") is SessionKind.OPENING
    assert kind_in("Curriculum development") is None
    assert kind_in("Arrival of guests") is None


def test_ways_of_saying_nothing() -> None:
    assert all(map(unsaid, ("", "-", "–", "n/a", "N/A", "not stated", "TBC", "不详", "待定", "មិនដឹង")))
    assert not unsaid("no")


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none()))
def test_no_value_raises(value: Any) -> None:
    number = whole(value)
    assert number is None or number >= 0
    assert isinstance(phone(value), str)


@given(st.text())
def test_ids_hold_only_what_ids_may_hold(text: str) -> None:
    assert re.fullmatch("[a-z0-9-]*", slug(text))
    assert len(slug(text)) <= 60
    lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "cleared?",
        "cleared ？",
        "(cleared)",
        "cleared!",
        "“cleared”",
        "cleared...",
        "the cleared",
        "cleared (tbc)",
        "已核准？",
    ],
)
def test_a_word_with_a_mark_beside_it_is_not_the_word(text: str) -> None:
    assert choice(CLEARANCE, text) is None


@pytest.mark.parametrize(
    "text", ["cleared", " Cleared. ", "CLEARED", "ｃｌｅａｒｅｄ", "已核准", "已核准。", "cleared\u200b"]
)
def test_case_width_spaces_and_a_trailing_stop_do_not_count(text: str) -> None:
    assert choice(CLEARANCE, text) is Clearance.CLEARED


def test_hyphens_and_slashes_inside_a_word_are_spelling() -> None:
    assert choice(YES, "No-Show") is choice(YES, "no show") is False
    assert choice(YES, "បាទ/ចាស") is True
    assert choice(OUTCOME_STATUS, "not_stated") is OutcomeStatus.NOT_STATED
