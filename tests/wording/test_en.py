"""English dates, numbers, lists and names as an editor writes them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import wording
from communique.errors import ConfigError

EN = wording.of("en")
A, B, C = "the Ministry of Labour and Training", "NPIC", "X Co., Ltd."


@pytest.mark.parametrize(
    ("name", "given_", "expected"),
    [
        ("day", (date(2023, 12, 10),), "10 December 2023"),
        ("date_range", (date(2023, 12, 10), date(2023, 12, 13)), "10 to 13 December 2023"),
        ("date_range", (date(2023, 11, 30), date(2023, 12, 2)), "30 November to 2 December 2023"),
        ("date_range", (date(2023, 12, 30), date(2024, 1, 2)), "30 December 2023 to 2 January 2024"),
        ("date_range", (date(2023, 12, 10), date(2023, 12, 10)), "10 December 2023"),
        ("period", (date(2023, 12, 10), date(2023, 12, 13)), "from 10 to 13 December 2023"),
        ("period", (date(2023, 12, 10), None), "on 10 December 2023"),
        ("weekday", (date(2023, 12, 10),), "Sunday"),
        ("weekday_range", (date(2023, 12, 10), date(2023, 12, 13)), "Sunday to Wednesday"),
        ("half_day", ("morning",), "in the morning"),
        ("half_day", ("not stated",), ""),
        ("clock", (time(9, 5),), "09:05"),
        ("hours", (time(9, 0), time(10, 30)), "09:00 to 10:30"),
        ("hours", (time(9, 0), None), "09:00"),
        (
            "moment",
            (datetime(2023, 12, 15, 9, 0, tzinfo=timezone(timedelta(hours=-3, minutes=-30))), ""),
            "15 December 2023, 09:00 (UTC−03:30)",
        ),
        ("moment", (datetime(2023, 12, 15, 9, 0), "Asia/Phnom_Penh"), "15 December 2023, 09:00 (Asia/Phnom_Penh)"),
    ],
)
def test_dates_and_times(name: str, given_: tuple[Any, ...], expected: str) -> None:
    assert EN[name](*given_) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "zero"),
        (9, "nine"),
        (10, "10"),
        (999, "999"),
        (31688, "31,688"),
        (999_999, "999,999"),
        (1_500_000, "1.5 million"),
        (3_000_000, "3 million"),
        (1_234_567, "1,234,567"),
    ],
)
def test_numbers_in_running_text(value: int, expected: str) -> None:
    assert EN["number"](value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (13, "thirteen"),
        (42, "forty-two"),
        (100, "one hundred"),
        (115, "one hundred and fifteen"),
        (2001, "two thousand and one"),
        (31688, "thirty-one thousand six hundred and eighty-eight"),
        (1_000_000, "one million"),
    ],
)
def test_numbers_in_words(value: int, expected: str) -> None:
    assert EN["in_words"](value) == expected


@pytest.mark.parametrize(
    ("value", "noun", "expected"),
    [
        (1, "woman", "one woman"),
        (12, "woman", "12 women"),
        (2, "other institution", "two other institutions"),
        (0, "visit", "no visits"),
        (3, "country", "three countries"),
        (2, "branch", "two branches"),
        (2, "day", "two days"),
        (1250, "person", "1,250 people"),
    ],
)
def test_counts_with_nouns(value: int, noun: str, expected: str) -> None:
    assert EN["count"](value, noun) == expected


def test_day_counts_are_adjectives() -> None:
    assert [EN["day_count"](value) for value in (1, 3, 12)] == ["one-day", "three-day", "12-day"]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "", "C"], "A and C"),
        (["A", "B, Dean of D", "C"], "A; B, Dean of D; and C"),
        (["A, Dean of D", "B, Dean of E"], "A, Dean of D, and B, Dean of E"),
        (["X Co., Ltd.", "B"], "X Co., Ltd. and B"),
        (["A", "X Co., Ltd.", "B"], "A, X Co., Ltd. and B"),
        (["A", A, B], f"A, {A}, and {B}"),
    ],
)
def test_lists(items: list[str], expected: str) -> None:
    assert EN["listed"](items) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("three-day workshop", "a three-day workshop"),
        ("exchange visit", "an exchange visit"),
        ("hour", "an hour"),
        ("university", "a university"),
        ("unusual visit", "an unusual visit"),
        ("one-day visit", "a one-day visit"),
        ("European visit", "a European visit"),
        ("NPIC workshop", "an NPIC workshop"),
        ("UN workshop", "a UN workshop"),
        ("18-day course", "an 18-day course"),
        ("11-day course", "an 11-day course"),
        ("80-day tour", "an 80-day tour"),
        ("12-day course", "a 12-day course"),
    ],
)
def test_indefinite_article(phrase: str, expected: str) -> None:
    assert EN["a"](phrase) == expected


@pytest.mark.parametrize(
    ("name", "sector", "expected"),
    [
        ("Ministry of Labour", "", "the Ministry of Labour"),
        ("National Polytechnic Institute of Cambodia", "institute", "the National Polytechnic Institute of Cambodia"),
        ("ILO-China Partnership Programme", "", "the ILO-China Partnership Programme"),
        ("The World Bank", "", "the World Bank"),
        ("NPIC", "", "NPIC"),
        ("Guangzhou Industry and Trade Technician College", "", "Guangzhou Industry and Trade Technician College"),
        ("Guangzhou High Genius Dynamics Co., Ltd.", "", "Guangzhou High Genius Dynamics Co., Ltd."),
        ("Institute of Robots", "company", "Institute of Robots"),
        ("", "", ""),
    ],
)
def test_definite_article_before_names(name: str, sector: str, expected: str) -> None:
    assert EN["the"](name, sector) == expected


def test_possessives() -> None:
    names = ("Cambodia", "United Nations", "Laos", "Philippines")
    assert [EN["possessive"](name) for name in names] == ["Cambodia’s", "United Nations’", "Laos’s", "Philippines’"]


def test_people() -> None:
    assert EN["named"]("Zhang Lifang", "Ms.") == "Ms. Zhang Lifang"
    assert EN["later"]("Zhang Lifang", "Ms.", "Zhang") == "Ms. Zhang"
    assert EN["later"]("Enn Vuthy", "Mr.", "") == "Mr. Enn Vuthy"
    assert EN["later"]("Wahyudi") == "Wahyudi"


@pytest.mark.parametrize(
    ("function", "organisation", "expected"),
    [
        ("Deputy Director", "the Institute", "Deputy Director of the Institute"),
        ("Lecturer", "NPIC", "Lecturer at NPIC"),
        ("Minister", "the Ministry of Tourism", "Minister of Tourism"),
        ("Minister", "Cambodia’s Ministry of Tourism", "Cambodia’s Minister of Tourism"),
        ("Secretary of State", "the Ministry of Tourism", "Secretary of State at the Ministry of Tourism"),
        ("Head of NPIC", "NPIC", "Head of NPIC"),
        ("Dean.", "", "Dean"),
        ("Water Chemist", "the Institute of Hydrology", "Water Chemist at the Institute of Hydrology"),
        ("Water chemist", "RTC", "Water chemist at RTC"),
        ("Technician", "the Institute of Hydrology", "Technician at the Institute of Hydrology"),
        ("", "NPIC", "NPIC"),
    ],
)
def test_positions(function: str, organisation: str, expected: str) -> None:
    assert EN["position"](function, organisation) == expected


def test_introductions() -> None:
    assert EN["introduced"]("Ms. A", "Dean", "the B") == "Ms. A, Dean of the B"
    assert EN["introduced"]("Ms. A", "Dean", "the B", True) == "Ms. A, Dean of the B,"
    assert EN["introduced"]("Ms. A", "", "NPIC", True) == "Ms. A of NPIC"
    assert EN["introduced"]("Ms. A") == "Ms. A"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  the ILO   agreed ", "The ILO agreed."),
        ("they visited X Co., Ltd.", "They visited X Co., Ltd."),
        ("they visited X Co., Ltd. ,", "They visited X Co., Ltd."),
        ("12 women took part", "Twelve women took part."),
        ("31,688 people came", "Thirty-one thousand six hundred and eighty-eight people came."),
        ("10 December 2023 was a Sunday", "10 December 2023 was a Sunday."),
        ("was it late?", "Was it late?"),
        ("“we start.”", "“We start.”"),
        ("“we start”", "“We start”."),
        ("", ""),
    ],
)
def test_sentences_are_finished(text: str, expected: str) -> None:
    assert EN["sentence"](text) == expected


def test_marks_of_the_trace_are_looked_through() -> None:
    marked = "\ufdd07\ufdd112\ufdd2 women met at \ufdd08\ufdd1X Co., Ltd.\ufdd2"
    assert EN["sentence"](marked) == "\ufdd07\ufdd1twelve\ufdd2 women met at \ufdd08\ufdd1X Co., Ltd.\ufdd2".replace(
        "twelve", "Twelve"
    )
    assert EN["a"]("\ufdd01\ufdd1exchange\ufdd2") == "an \ufdd01\ufdd1exchange\ufdd2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To foster exchanges.", "foster exchanges"),
        ("Align models", "align models"),
        ("AI skills are built", "AI skills are built"),
        ("compare;", "compare"),
    ],
)
def test_clauses(text: str, expected: str) -> None:
    assert EN["clause"](text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms. Zhang spoke. It ended", ["Ms. Zhang spoke.", "It ended."]),
        ("They saw X Co., Ltd. in Guangzhou.", ["They saw X Co., Ltd. in Guangzhou."]),
        ("They saw X Co., Ltd. The end.", ["They saw X Co., Ltd.", "The end."]),
        ("J. Smith came. “Why?” No", ["J. Smith came.", "“Why?”", "No."]),
        ("One\n\nTwo", ["One.", "Two."]),
        ("- One\n- Two", ["One.", "Two."]),
        ("One line\nwrapped", ["One line wrapped."]),
        ("", []),
    ],
)
def test_prose_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    assert EN["sentences"](text) == expected


def test_quotations() -> None:
    assert EN["quoted"]("We  begin.") == "“We begin.”"
    assert EN["quoted"]("We begin.", True) == "“We begin,”"
    assert EN["quoted"]("Why not?", True) == "“Why not?”"
    assert EN["quoted"]('The "dual" one and “two”') == "“The ‘dual’ one and ‘two’”"


def test_phrases_inside_a_sentence() -> None:
    assert EN["within"]("The foundry.") == "the foundry"
    assert EN["within"]("X Co., Ltd.") == "X Co., Ltd."
    assert EN["within"]("Angkor") == "Angkor"


def test_titles_and_nouns() -> None:
    assert EN["head_noun"]("exchange and cooperation event") == "event"
    assert EN["head_noun"]("workshop on skills") == "workshop"
    assert EN["event_title"]("Skills Network exchange and cooperation event") == "noun"
    assert EN["event_title"]("Regional Forum on Skills") == "name"
    assert EN["event_title"]("Enhancing the Exchange") == ""
    assert EN["event_title"]("Learning Together") == ""


def test_whether_an_outcome_says_its_status() -> None:
    assert EN["says"]("agreed", "agreed to share") is True
    assert EN["says"]("agreed", "expressed its wish") is False
    assert EN["says"]("requested", "asked for tools") is True
    assert EN["says"]("proposed", "put forward a plan") is True
    assert EN["says"]("", "did something") is True


def test_language_names() -> None:
    assert [EN["language_name"](code) for code in ("zh", "km", "Tamil")] == ["Chinese", "Khmer", "Tamil"]


def test_a_language_without_a_file_is_refused_in_one_sentence() -> None:
    with pytest.raises(ConfigError) as refused:
        wording.of("xx")
    assert str(refused.value) == "There are no documents in the language “xx” yet. Choose from: en."


@given(st.dates(), st.integers(min_value=0, max_value=400))
def test_every_range_names_both_days_and_years_once(start: date, length: int) -> None:
    end = min(start + timedelta(days=length), date.max) if (date.max - start).days >= length else start
    text = EN["date_range"](start, end)
    assert text.count(str(start.year)) >= 1
    assert text.endswith(f" {end.year}")
    assert text.startswith(str(start.day))


@given(st.text(alphabet="ab .,;:!?”’()", max_size=40))
def test_a_finished_sentence_is_finished_once(text: str) -> None:
    finished = EN["sentence"](text)
    assert EN["sentence"](finished) == finished
    assert not finished or EN["stopped"](finished) == finished
