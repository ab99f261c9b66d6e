"""Lists of participants: sex, duplicates, organisations, totals."""

from __future__ import annotations

from typing import Any

import pytest
from tests.gather.sheets import LEFT, UP, built, codes, messages, table

from communique.model import NameOrder, Organisation, OrganisationRole, Origin, Person, Sex
from communique.register import Register

REGISTER = Register(
    [
        Organisation(
            id="mlvt",
            name="Ministry of Labour and Vocational Training",
            acronym="MLVT",
            names={"en": "Ministry of Labour and Vocational Training", "km": "ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ"},
            aliases=("Ministry of Labor and Vocational Training", "MoLVT"),
            country="Cambodia",
            registered=True,
        )
    ],
    [
        Person(
            id="zhang-lifang",
            origins={"sex": Origin("register/people.csv", line=2)},
            display="Zhang Lifang",
            family="Zhang",
            given="Lifang",
            order=NameOrder.FAMILY_FIRST,
            names={"zh": "张丽芳"},
            honorific="Ms.",
            sex=Sex.WOMAN,
            function="Dean",
        )
    ],
)
HEAD = ["No.", "Name", "Sex", "Function", "Organisation", "Telephone"]


def test_a_row_becomes_a_person_with_the_origin_of_every_field() -> None:
    event, findings = built(
        table("Participants", [HEAD, [1.0, "Mr. Enn Vuthy", "M", "Deputy Director", "MLVT", 85512345678.0]]),
        register=REGISTER,
    )
    (person,) = event.people
    assert (person.id, person.display, person.honorific, person.sex) == ("enn-vuthy", "Enn Vuthy", "Mr.", Sex.MAN)
    assert (person.function, person.organisation, person.phone) == ("Deputy Director", "mlvt", "85512345678")
    assert {name: origin.cell for name, origin in person.origins.items()} == {
        "": "B2",
        "display": "B2",
        "honorific": "B2",
        "sex": "C2",
        "function": "D2",
        "organisation": "E2",
        "phone": "F2",
    }
    assert person.origins["display"] == Origin("event.xlsx", "Participants", "B2", 0, "Mr. Enn Vuthy")
    assert findings == ()


def test_organisations_are_joined_by_register_and_keep_what_was_written() -> None:
    event, _ = built(
        table(
            "Participants",
            [
                HEAD,
                [1, "Ann Example", "F", "", "MLVT"],
                [2, "Bo Example", "M", "", "the Ministry of Labor and Vocational Training"],
                [3, "Cy Example", "", "", "ក្រសួងការងារ និងបណ្ដុះបណ្ដាលវិជ្ជាជីវៈ"],
                [4, "Di Example", "", "", "Institute of Examples (IoE)"],
                [5, "Ed Example", "", "", "IoE"],
            ],
        ),
        register=REGISTER,
    )
    ministry, institute = event.organisations
    assert {person.organisation for person in event.people[:3]} == {"mlvt"}
    assert ministry.written == (
        "MLVT",
        "the Ministry of Labor and Vocational Training",
        "ក្រសួងការងារ និងបណ្ដុះបណ្ដាលវិជ្ជាជីវៈ",
    )
    assert ministry.roles == (OrganisationRole.PARTICIPANT,)
    assert ministry.origins["written:MLVT"].cell == "E2"
    assert (institute.id, institute.name, institute.acronym, institute.registered) == (
        "institute-of-examples",
        "Institute of Examples",
        "IoE",
        False,
    )
    assert [person.organisation for person in event.people[3:]] == ["institute-of-examples"] * 2


def test_an_acronym_that_stands_before_its_name_is_the_same_organisation() -> None:
    event, _ = built(
        table(
            "Participants",
            [HEAD, [1, "Ed Example", "", "", "IoE"], [2, "Di Example", "", "", "Institute of Examples (IoE)"]],
        )
    )
    assert [(o.id, o.name, o.acronym) for o in event.organisations] == [
        ("institute-of-examples", "Institute of Examples", "IoE")
    ]


@pytest.mark.parametrize("mark", ["✓", "√", "x", "X", 1, 1.0, "■", "☑", True, "v"])
def test_tick_columns(mark: object) -> None:
    rows: list[list[Any]] = [
        ["Name", "Sex", LEFT, "Function"],
        [UP, "M", "F", UP],
        ["Ann Example", None, mark, "Dean"],
        ["Bo Example", mark, None, "Dean"],
    ]
    event, findings = built(table("Participants", rows))
    assert [person.sex for person in event.people] == [Sex.WOMAN, Sex.MAN]
    assert event.people[0].origins["sex"].cell == "C3"
    assert findings == ()


def test_two_ticks_or_a_strange_mark_are_asked_about() -> None:
    rows: list[list[Any]] = [
        ["Name", "Sex", LEFT, "Function"],
        [UP, "M", "F", UP],
        ["Ann Example", "x", "x", "Dean"],
        ["Bo Example", "maybe", None, "Dean"],
    ]
    event, findings = built(table("Participants", rows))
    assert [person.sex for person in event.people] == [Sex.NOT_STATED] * 2
    assert codes(findings) == ["INPUT-43", "INPUT-43"]
    assert findings[0].place.cell == "C3"
    assert findings[0].related[0].cell == "B3"


def test_the_honorific_never_decides_the_sex() -> None:
    event, findings = built(
        table("Participants", [HEAD, [1, "Ms. Ann Example", "", "", ""], [2, "张三女士", "Ms.", "", ""]])
    )
    assert [person.sex for person in event.people] == [Sex.NOT_STATED] * 2
    assert messages(findings, "INPUT-36") == [
        "event.xlsx, sheet “Participants”, cell C3: “Ms.” is no sex; use one of: woman, man, not stated."
    ]


def test_codes_for_the_sex() -> None:
    event, _ = built(
        table("Participants", [HEAD, [1, "Ann Example", "02"], [2, "Bo Example", "01"], [3, "Cy Example", 1.0]])
    )
    assert [person.sex for person in event.people] == [Sex.WOMAN, Sex.MAN, Sex.MAN]


def test_the_register_gives_the_display_form_and_fills_what_is_not_stated() -> None:
    event, findings = built(table("Participants", [HEAD, [1, "LIFANG Zhang", "", "", ""]]), register=REGISTER)
    (person,) = event.people
    assert (person.id, person.display, person.order) == ("zhang-lifang", "Zhang Lifang", NameOrder.FAMILY_FIRST)
    assert (person.sex, person.function, person.honorific) == (Sex.WOMAN, "Dean", "Ms.")
    assert person.origins["sex"] == Origin("register/people.csv", line=2)
    assert person.origins["display"].text == "LIFANG Zhang"
    assert findings == ()


def test_a_chinese_name_is_found_in_the_register() -> None:
    event, _ = built(table("名单", [["姓名", "职务"], ["张 丽 芳", "院长"]]), register=REGISTER)
    assert (event.people[0].id, event.people[0].display, event.people[0].function) == (
        "zhang-lifang",
        "Zhang Lifang",
        "院长",
    )


def test_the_list_and_the_register_disagree() -> None:
    event, findings = built(table("Participants", [HEAD, [1, "Zhang Lifang", "M", "", ""]]), register=REGISTER)
    assert event.people[0].sex is Sex.MAN
    assert messages(findings, "INPUT-50") == [
        "event.xlsx, sheet “Participants”, cell C2: Zhang Lifang is entered as man, but as woman "
        "in the register; correct one."
    ]


def test_duplicates_in_another_order_and_case_are_joined_with_a_note() -> None:
    event, findings = built(
        table(
            "Participants",
            [
                HEAD,
                [1, "Zhang Lifang", "", "Dean", "Institute", ""],
                [2, "Lifang ZHANG", "F", "Dean", "Institute", "12"],
            ],
        )
    )
    (person,) = event.people
    assert (person.display, person.sex, person.phone, person.order) == (
        "Zhang Lifang",
        Sex.WOMAN,
        "12",
        NameOrder.GIVEN_FIRST,
    )
    assert messages(findings, "INPUT-38") == [
        "event.xlsx, sheet “Participants”, cell B3: “Lifang ZHANG” is listed already, in event.xlsx, "
        "sheet “Participants”, cell B2; the two rows count as one person."
    ]
    assert codes(findings) == ["INPUT-38"]
    assert findings[0].related == (person.origins[""],)


def test_duplicates_in_another_script_are_joined() -> None:
    event, findings = built(table("Participants", [HEAD, [1, "Zhang Lifang 张丽芳", "", ""], [2, "张丽芳", "女", ""]]))
    assert [(person.display, person.sex) for person in event.people] == [("Zhang Lifang", Sex.WOMAN)]
    assert codes(findings) == ["INPUT-38"]


def test_duplicates_that_differ_are_a_warning_with_both_values() -> None:
    event, findings = built(
        table(
            "Participants", [HEAD, [1, "Ann Example", "F", "Coordinator", ""], [2, "EXAMPLE Ann", "F", "Manager", ""]]
        )
    )
    assert len(event.people) == 1
    assert codes(findings) == ["INPUT-38", "INPUT-39"]
    assert findings[1].about == ("Example Ann", "Coordinator", "Manager")
    assert "another function here than in event.xlsx, sheet “Participants”, cell B2" in findings[1].message


def test_namesakes_of_different_sex_or_id_are_two_people() -> None:
    event, findings = built(table("Participants", [HEAD, [1, "Sok Dara", "M", "", "A"], [2, "Sok Dara", "F", "", "B"]]))
    assert sorted(person.id for person in event.people) == ["dara-sok", "dara-sok-2"]
    assert codes(findings) == ["INPUT-39"]
    event, findings = built(
        table("Participants", [["Id", "Name", "Function"], ["p1", "Sok Dara", "Dean"], ["p2", "Sok Dara", "Dean"]])
    )
    assert [person.id for person in event.people] == ["p1", "p2"]
    assert findings == ()


def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    rows: list[list[Any]] = [
        [1, "Sok Dara", "M", "", "A"],
        [2, "Sok Dara", "F", "", "B"],
        [3, "Ann Example", "", "", ""],
    ]
    first, _ = built(table("Participants", [HEAD, *rows]))
    second, _ = built(table("Participants", [HEAD, *reversed(rows)]))
    assert {(p.id, p.sex, p.organisation) for p in first.people} == {
        (p.id, p.sex, p.organisation) for p in second.people
    }


def test_two_people_in_one_cell_are_asked_about() -> None:
    event, findings = built(table("Participants", [HEAD, [1, "Ann Example / Bo Example", "", "", ""]]))
    assert event.people[0].display == "Ann Example / Bo Example"
    assert messages(findings, "INPUT-40") == [
        "event.xlsx, sheet “Participants”, cell B2: two people, “Ann Example” and “Bo Example”, "
        "stand in one cell; give each a row."
    ]


def test_family_and_given_names_in_columns_of_their_own() -> None:
    event, _ = built(table("Participants", [["Family name", "Given name", "Sex"], ["ZHANG", "Lifang", "F"]]))
    person = event.people[0]
    assert (person.display, person.family, person.given, person.order) == (
        "Zhang Lifang",
        "Zhang",
        "Lifang",
        NameOrder.FAMILY_FIRST,
    )
    event, _ = built(table("Participants", [["Last name", "First name", "Sex"], ["Doe", "Ann", "F"]]))
    assert (event.people[0].display, event.people[0].order) == ("Ann Doe", NameOrder.GIVEN_FIRST)


def test_the_title_column_is_an_honorific_or_a_function_by_what_it_holds() -> None:
    event, _ = built(
        table(
            "Participants",
            [["Title", "Name", "Country"], ["Mr.", "Ann Example", "Laos"], ["Dr.", "Bo Example", "Laos"]],
        )
    )
    assert [(person.honorific, person.function) for person in event.people] == [("Mr.", ""), ("Dr.", "")]
    event, _ = built(table("Participants", [["Name", "Title", "Country"], ["Ms. Ann Example", "Director", "Laos"]]))
    assert [(person.honorific, person.function) for person in event.people] == [("Ms.", "Director")]


def test_a_heading_that_names_an_organisation_holds_for_the_rows_below() -> None:
    rows: list[list[Any]] = [
        HEAD,
        ["MLVT", LEFT, LEFT, LEFT, LEFT, LEFT],
        [1, "Ann Example"],
        ["Others", *[LEFT] * 5],
        [2, "Bo Example"],
    ]
    event, findings = built(table("Participants", rows), register=REGISTER)
    assert [person.organisation for person in event.people] == ["mlvt", ""]
    assert codes(findings) == ["INPUT-37"]


def test_attendance_and_rows_without_a_name() -> None:
    event, findings = built(
        table(
            "Participants",
            [
                ["Name", "Function", "Attended"],
                ["Ann Example", "Dean", "no"],
                ["Bo Example", "Dean", "✓"],
                [None, "Dean", "yes"],
            ],
        )
    )
    assert [person.attended for person in event.people] == [False, True]
    assert codes(findings) == ["INPUT-42"]


def test_translated_columns() -> None:
    event, _ = built(
        table(
            "Participants",
            [
                ["Name", "Name (zh)", "Function", "Function (zh)", "Organisation", "Organisation (zh)"],
                ["Zhang San", "张三", "Dean", "院长", "Institute", "研究所"],
            ],
        )
    )
    person = event.people[0]
    assert person.names == {"zh": "张三"}
    assert person.translations == {"function": {"zh": "院长"}}
    assert event.organisations[0].names == {"zh": "研究所"}


def test_the_total_row_states_numbers_that_the_event_sheet_does_not() -> None:
    rows: list[list[Any]] = [
        ["No.", "Name", "Sex", LEFT, "Function"],
        [UP, UP, "M", "F", UP],
        [1, "Ann Example", None, "✓", "Dean"],
        ["Total", LEFT, 12, 15, None],
    ]
    event, _ = built(table("Participants", rows))
    assert (event.men_stated, event.women_stated, event.participants_stated) == (12, 15, None)
    assert event.origins["women_stated"].cell == "D4"
    assert len(event.people) == 1


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["合计", "27人", None], (27, None, None)),
        (["Total: 27 (women: 15, men: 12)", None, None], (27, 15, 12)),
        (["សរុប ២៧ នាក់ ស្រី ១៥", None, None], (27, 15, None)),
        (["Total", "27", None], (27, None, None)),
    ],
)
def test_total_rows_in_three_languages(row: list[Any], expected: tuple[int | None, ...]) -> None:
    event, _ = built(
        table("Participants", [["Name", "Organisation", "Function"], ["Ann Example", "Institute", "Dean"], row])
    )
    assert (event.participants_stated, event.women_stated, event.men_stated) == expected
    assert len(event.people) == 1


def test_a_khmer_list() -> None:
    rows: list[list[Any]] = [
        ["ល.រ", "គោត្តនាម-នាម", "ភេទ", "តួនាទី", "ស្ថាប័ន", "លេខទូរស័ព្ទ"],
        ["១", "លោកស្រី សុខ ចាន់", "ស", "ប្រធាន", "MLVT", "០១២ ៣៤៥"],
    ]
    event, findings = built(table("បញ្ជីឈ្មោះ", rows), register=REGISTER)
    person = event.people[0]
    assert (person.display, person.honorific, person.sex, person.organisation) == ("សុខ ចាន់", "លោកស្រី", Sex.WOMAN, "mlvt")
    assert person.names == {"km": "សុខ ចាន់"}
    assert findings == ()


def test_one_country_in_two_scripts_is_no_contradiction() -> None:
    rows = [["Name", "Country"], ["Ann Example", "Lao PDR"], ["Ann Example", "老挝"]]
    assert codes(built(table("Participants", rows))[1]) == ["INPUT-38"]
    rows[2][1] = "Cambodia"
    assert codes(built(table("Participants", rows))[1]) == ["INPUT-38", "INPUT-39"]
