"""Honorifics, capitals and scripts of personal names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gather.cells.names import Name, is_honorific, listed, parsed, without_honorific
from communique.model import NameOrder

FAMILY, GIVEN, UNKNOWN = NameOrder.FAMILY_FIRST, NameOrder.GIVEN_FIRST, NameOrder.NOT_STATED


@pytest.mark.parametrize(
    ("text", "honorific", "name"),
    [
        ("Ms. Zhang Lifang", "Ms.", "Zhang Lifang"),
        ("Mr Enn Vuthy", "Mr", "Enn Vuthy"),
        ("MS. ZHANG", "MS.", "ZHANG"),
        ("H.E. Sok Example", "H.E.", "Sok Example"),
        ("H. E. Dr. Sok Example", "H. E. Dr.", "Sok Example"),
        ("Assoc. Prof. Ana Example", "Assoc. Prof.", "Ana Example"),
        ("Zhang Lifang (Ms.)", "Ms.", "Zhang Lifang"),
        ("张三女士", "女士", "张三"),
        ("张三（先生）", "先生", "张三"),
        ("លោកស្រី សុខ ចាន់", "លោកស្រី", "សុខ ចាន់"),
        ("ឯកឧត្តម ហេង សួរ", "ឯកឧត្តម", "ហេង សួរ"),
        ("លោក សុខ ចាន់", "លោក", "សុខ ចាន់"),
        ("HE Ping", "", "HE Ping"),
        ("Eng Sokha", "", "Eng Sokha"),
        ("Hon Dara", "", "Hon Dara"),
        ("Drew Example", "", "Drew Example"),
        ("Msafiri Example", "", "Msafiri Example"),
        ("Mr.", "", "Mr."),
    ],
)
def test_honorifics_are_taken_off_and_family_names_that_look_like_one_are_not(
    text: str, honorific: str, name: str
) -> None:
    assert without_honorific(text) == (honorific, name)


@pytest.mark.parametrize(
    ("text", "display", "family", "given", "order"),
    [
        ("ZHANG Lifang", "Zhang Lifang", "Zhang", "Lifang", FAMILY),
        ("ZHANG, Lifang", "Zhang Lifang", "Zhang", "Lifang", FAMILY),
        ("Lifang ZHANG", "Lifang Zhang", "Zhang", "Lifang", GIVEN),
        ("OUYANG Ning Xi", "Ouyang Ning Xi", "Ouyang", "Ning Xi", FAMILY),
        ("Mary-Ann O'NEILL", "Mary-Ann O'Neill", "O'Neill", "Mary-Ann", GIVEN),
        ("ZHANG LIFANG", "Zhang Lifang", "", "", UNKNOWN),
        ("Zhang Lifang", "Zhang Lifang", "", "", UNKNOWN),
        ("Enn  Vuthy ", "Enn Vuthy", "", "", UNKNOWN),
        ("K. Phanthavong", "K. Phanthavong", "", "", UNKNOWN),
        ("PHANTHAVONG K.", "Phanthavong K.", "", "", UNKNOWN),
        ("Wahyudi", "Wahyudi", "", "", UNKNOWN),
    ],
)
def test_capitals_mark_the_family_name(text: str, display: str, family: str, given: str, order: NameOrder) -> None:
    assert parsed(text) == Name(display, "", family, given, order)


def test_a_name_in_two_scripts_is_one_name() -> None:
    assert parsed("Zhang Lifang (张丽芳)") == Name("Zhang Lifang", names={"zh": "张丽芳"})
    assert parsed("张丽芳 Zhang Lifang") == Name("Zhang Lifang", names={"zh": "张丽芳"})
    assert parsed("Ms. Zhang Lifang 张丽芳女士") == Name("Zhang Lifang", "Ms.", names={"zh": "张丽芳"})
    assert parsed("អេន វុទ្ធី Enn Vuthy") == Name("Enn Vuthy", names={"km": "អេន វុទ្ធី"})
    assert parsed("张丽芳") == Name("张丽芳", names={"zh": "张丽芳"})


def test_other_brackets_are_a_remark() -> None:
    assert parsed("Ann Example (MLVT)") == Name("Ann Example", remark="MLVT")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Example and Bo Example",
        "Ann Example / Bo Example",
        "Ann Example\nBo Example",
        "Ann Example & Bo Example",
        "Ann Example, Bo Example",
        "Ms. Ann; Mr. Bo",
        "张三、李四",
        "សុខ ចាន់ និង ហេង សួរ",
    ],
)
def test_two_people_in_one_cell(text: str) -> None:
    assert len(listed(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Ann Example",
        "Zhang, Lifang",
        "Ann Example, Director",
        "Zhang Lifang / Lifang ZHANG",
        "Zhang Lifang\n张丽芳",
        "Zhang Lifang / 张丽芳",
        "Alexander Anderson",
        "Ann Example / Director",
    ],
)
def test_one_person_in_one_cell(text: str) -> None:
    assert len(listed(text)) == 1


def test_forms_of_address_on_their_own() -> None:
    assert all(map(is_honorific, ("Mr.", "Ms", "Dr.", "H.E.", "女士", "លោកស្រី", "លោក")))
    assert not any(map(is_honorific, ("Director", "Ann", "", "院长")))


@given(st.text())
def test_no_name_raises_or_vanishes(text: str) -> None:
    name = parsed(text)
    assert name.display or not text.strip() or not any(map(str.isalnum, text))
    listed(text)
