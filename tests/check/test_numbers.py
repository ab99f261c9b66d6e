"""Numbers of participants that do not add up."""

from __future__ import annotations

from typing import Any

from tests.check.events import at, event, found, only, person

from communique.model import Event, Person, Severity, Sex

CELLS = {
    "participants_stated": at("B20", "24"),
    "women_stated": at("B21", "10"),
    "men_stated": at("B22", "12"),
}


def people(*sexes: Sex, **fields: Any) -> tuple[Person, ...]:
    return tuple(person(f"Person {n}", row=n + 2, sex=sex, **fields) for n, sex in enumerate(sexes))


def stated(total: int | None = None, women: int | None = None, men: int | None = None, **fields: Any) -> Event:
    return event(participants_stated=total, women_stated=women, men_stated=men, origins=CELLS, **fields)


def test_numbers_01_finds_parts_that_do_not_make_the_total() -> None:
    finding = only("NUMBERS-01", stated(24, 10, 12))
    assert finding.message == "10 women and 12 men make 22, but 24 participants are stated."
    assert (finding.severity, finding.help) == (Severity.ERROR, "Correct the number that is wrong.")
    assert finding.place == CELLS["participants_stated"]
    assert finding.related == (CELLS["women_stated"], CELLS["men_stated"])
    assert finding.about == ("24 participants", "10 women", "12 men")


def test_numbers_01_leaves_a_rest_that_the_list_explains_and_parts_that_are_not_stated() -> None:
    unknown = people(*[Sex.WOMAN] * 10, *[Sex.MAN] * 12, *[Sex.NOT_STATED] * 2)
    assert found("NUMBERS-01", stated(24, 10, 12, people=unknown)) == ()
    assert found("NUMBERS-01", stated(22, 10, 12)) == ()
    assert found("NUMBERS-01", stated(24, 10)) == ()
    assert found("NUMBERS-01", stated(8, 10, 12)) == ()  # the part above the total is said once, by NUMBERS-04


def test_numbers_02_finds_a_list_of_another_length() -> None:
    listed = (*people(Sex.WOMAN, Sex.MAN), person("Sok Dara", row=4, attended=False))
    finding = only("NUMBERS-02", stated(24, people=listed))
    assert (
        finding.message
        == "The number of participants is stated as 24, but the list has 3 names, 2 of them marked as present."
    )
    assert finding.help == "Complete the list, mark who was absent, or correct the number."
    assert finding.severity is Severity.ERROR
    assert (finding.place, finding.related) == (at("B20", "24"), (at("A2", sheet="Participants"),))
    assert finding.about == ("24 participants", "3 listed", "2 attended")


def test_numbers_02_and_03_find_a_total_that_counts_the_absent() -> None:
    listed = (*people(*[Sex.WOMAN] * 4, *[Sex.MAN] * 3), person("Sok Dara", row=9, sex=Sex.MAN, attended=False))
    subject = stated(8, 4, 4, people=listed)
    assert only("NUMBERS-02", subject).message == (
        "The number of participants is stated as 8, but the list has 8 names, 7 of them marked as present."
    )
    finding = only("NUMBERS-03", subject)
    assert finding.message == "The number of men is stated as 4, but the list has 3 among those who attended."
    assert finding.about == ("12 men", "3 listed", "0 not stated", "7 attended")
    assert found("NUMBERS-02", stated(7, 4, 3, people=listed)) == ()
    assert found("NUMBERS-03", stated(7, 4, 3, people=listed)) == ()


def test_numbers_02_finds_a_list_of_one() -> None:
    assert only("NUMBERS-02", stated(2, people=people(Sex.MAN))).message == (
        "The number of participants is stated as 2, but the list has one name."
    )


def test_numbers_02_leaves_totals_without_the_absent_the_speakers_or_any_list() -> None:
    absent, speaker = person("A B", attended=False), person("C D", role="Guest speaker")
    listed = (*people(Sex.WOMAN, Sex.MAN), absent, speaker)
    assert [found("NUMBERS-02", stated(total, people=listed)) for total in (3, 2)] == [(), ()]
    assert found("NUMBERS-02", stated(9, people=(person("A B", listed=False),))) == ()


def test_numbers_03_finds_women_and_men_that_the_list_contradicts() -> None:
    listed = people(Sex.WOMAN, Sex.WOMAN, Sex.MAN, Sex.NOT_STATED)
    women, men = found("NUMBERS-03", stated(women=1, men=3, people=listed))
    assert women.message == "The number of women is stated as 1, but the list has 2 and 1 whose sex is not stated."
    assert men.message == "The number of men is stated as 3, but the list has 1 and 1 whose sex is not stated."
    assert (men.severity, men.place, men.related) == (
        Severity.ERROR,
        at("B22", "12"),
        (at("A2", sheet="Participants"),),
    )
    assert men.about == ("12 men", "1 listed", "1 not stated")


def test_numbers_03_leaves_numbers_that_the_list_allows() -> None:
    listed = people(Sex.WOMAN, Sex.WOMAN, Sex.MAN, Sex.NOT_STATED)
    assert found("NUMBERS-03", stated(women=3, men=2, people=listed)) == ()
    assert found("NUMBERS-03", stated(women=9, men=9, people=people(Sex.NOT_STATED))) == ()
    speaker = (*people(Sex.WOMAN), person("A B", sex=Sex.WOMAN, role="Lecturer"))
    assert found("NUMBERS-03", stated(women=1, people=speaker)) == ()


def test_numbers_04_finds_a_part_above_the_total() -> None:
    finding = only("NUMBERS-04", stated(8, 10, 3))
    assert finding.message == "The number of women is stated as 10, more than the 8 participants in total."
    assert (finding.severity, finding.place) == (Severity.ERROR, at("B21", "10"))
    assert (finding.related, finding.about) == ((at("B20", "24"),), ("10 women", "24 participants"))


def test_numbers_04_leaves_a_part_that_is_all() -> None:
    assert found("NUMBERS-04", stated(10, 10, 0)) == ()
    assert found("NUMBERS-04", stated(women=10)) == ()
