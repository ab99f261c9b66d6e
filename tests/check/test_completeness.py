"""What an editor misses first."""

from __future__ import annotations

import pytest
from tests.check.events import at, event, found, only

from communique.check import check
from communique.gather.findings import found as input_finding
from communique.model import Contact, Event, Origin, Severity
from communique.register import Register


def test_completeness_01_finds_an_event_without_dates() -> None:
    finding = only("COMPLETENESS-01", event(start=None, end=None, origins={"start": at("B3")}))
    assert finding.message == "No date is given for the event."
    assert finding.help == "Enter Start date and End date."
    assert (finding.severity, finding.place, finding.about) == (Severity.ERROR, at("B3"), ())


def test_completeness_01_leaves_a_date_that_gather_could_not_read_to_gather() -> None:
    cell = at("B3", "10/12/2023")
    subject = event(start=None, end=None, origins={"start": cell})
    asked = input_finding("INPUT-31", "It can be read in two ways.", cell)
    codes = [finding.code for finding in check(subject, Register(), gathered=[asked])]
    assert (codes[0], "COMPLETENESS-01" in codes) == ("INPUT-31", False)
    elsewhere = input_finding("INPUT-31", "It can be read in two ways.", at("C9", "10/12/2023"))
    assert "COMPLETENESS-01" in [finding.code for finding in check(subject, Register(), gathered=[elsewhere])]


def test_completeness_01_leaves_an_event_of_one_day() -> None:
    assert found("COMPLETENESS-01", event(end=None)) == ()


@pytest.mark.parametrize(
    ("fields", "message", "help"),
    [
        ({"country": "China"}, "No city is given for the event.", "Enter City."),
        ({"city": "Guangzhou"}, "No country is given for the event.", "Enter Country."),
        ({}, "No place is given for the event.", "Enter City and Country."),
    ],
)
def test_completeness_02_finds_an_event_without_a_place(fields: dict[str, str], message: str, help: str) -> None:
    finding = only("COMPLETENESS-02", event(**fields))
    assert (finding.message, finding.help) == (message, help)
    assert (finding.severity, finding.place) == (Severity.WARNING, at("A1"))


def test_completeness_02_leaves_a_city_with_its_country() -> None:
    assert found("COMPLETENESS-02", event(city="Guangzhou", country="China")) == ()


def test_completeness_03_finds_an_event_without_a_host() -> None:
    finding = only("COMPLETENESS-03", event())
    assert finding.message == "No host is given for the event."
    assert finding.help == "Enter the organisation in Hosts."
    assert (finding.severity, finding.place) == (Severity.WARNING, at("A1"))


def test_completeness_03_leaves_an_event_with_a_host() -> None:
    assert found("COMPLETENESS-03", event(hosts=("gzittc",))) == ()


def test_completeness_04_finds_that_there_is_no_contact_and_one_that_cannot_be_reached() -> None:
    finding = only("COMPLETENESS-04", event())
    assert finding.message == "No contact is given for the event, so only the house contact can be printed."
    assert finding.help == "Enter Contact name with Contact e-mail or Contact telephone."
    assert (finding.severity, finding.place) == (Severity.NOTE, at("A1"))
    contact = Contact(id="contact", name="Lim Sotheary", origins={"name": at("B30", "Lim Sotheary")})
    finding = only("COMPLETENESS-04", event(contact=contact))
    assert finding.message == "The contact Lim Sotheary has neither an e-mail address nor a telephone number."
    assert (finding.place, finding.about) == (at("B30", "Lim Sotheary"), ("Lim Sotheary",))


def test_completeness_04_leaves_a_contact_with_an_address() -> None:
    contact = Contact(id="contact", name="Lim Sotheary", email="lim@example.org")
    assert found("COMPLETENESS-04", event(contact=contact)) == ()


@pytest.mark.parametrize(
    ("headline", "message"),
    [
        (
            "Enhancing Cambodia-China Skills Development Cooperation Under the South-South Cooperation Skills "
            "Development Network",
            "The headline “Enhancing Cambodia-China Skills Development Cooperation Under the …” has 12 words and 116 "
            "characters.",
        ),
        ("a b c d e f g h i j k l m", "The headline “a b c d e f g h i j k l m” has 13 words and 25 characters."),
    ],
)
def test_completeness_05_finds_a_long_headline(headline: str, message: str) -> None:
    finding = only("COMPLETENESS-05", event(headline=headline, origins={"headline": at("B8")}))
    assert finding.message == message
    assert finding.help == "Shorten it to at most 12 words and 100 characters: who did what."
    assert (finding.severity, finding.place, finding.about) == (Severity.WARNING, at("B8"), (headline,))


def test_completeness_05_leaves_twelve_words_of_a_hundred_characters() -> None:
    headline = " ".join(["eightlet"] * 10 + ["four", "four"])
    assert (len(headline.split()), len(headline)) == (12, 99)
    assert found("COMPLETENESS-05", event(headline=headline + "r")) == ()
    assert found("COMPLETENESS-05", event()) == ()


@pytest.mark.parametrize(
    ("fields", "message", "help"),
    [
        ({"background": "Since 2019."}, "The event has no summary.", "Write it on the Event sheet or in event.toml."),
        ({"summary": "They met."}, "The event has no background.", "Write it on the Event sheet or in event.toml."),
        ({}, "The event has no summary and no background.", "Write both on the Event sheet or in event.toml."),
    ],
)
def test_completeness_06_finds_a_missing_text(fields: dict[str, str], message: str, help: str) -> None:
    finding = only("COMPLETENESS-06", event(**fields))
    assert (finding.message, finding.help) == (message, help)
    assert (finding.severity, finding.place) == (Severity.WARNING, at("A1"))


def test_completeness_06_leaves_an_event_with_both() -> None:
    assert found("COMPLETENESS-06", event(summary="They met.", background="Since 2019.")) == ()


def test_place_is_the_event_folder_when_nothing_was_read() -> None:
    findings = check(Event(id="empty", title="T"), Register())
    assert {finding.place for finding in findings} == {Origin(file="empty")}
    assert [finding.code for finding in findings] == [
        "COMPLETENESS-01",
        "COMPLETENESS-02",
        "COMPLETENESS-03",
        "COMPLETENESS-06",
        "COMPLETENESS-04",
    ]
