"""Quotations that may not be printed yet."""

from __future__ import annotations

from typing import Any

import pytest
from tests.check.events import at, event, found, only, person

from communique.model import Audience, Clearance, Finding, Quote, Severity

ROW = at("A2", sheet="Quotations")
SPEAKER = person("Sok Dara")
WORDS = "We look forward to it."


def quote(text: str = WORDS, **fields: Any) -> Quote:
    values: dict[str, Any] = {
        "id": "q1",
        "text": text,
        "speaker": "sok-dara",
        "clearance": Clearance.CLEARED,
        "origins": {"": ROW},
    }
    return Quote(**values | fields)


def finding(code: str, subject: Quote) -> Finding:
    return only(code, event(quotes=(subject,), people=(SPEAKER,)))


def nothing(code: str, *subjects: Quote) -> bool:
    return found(code, event(quotes=subjects, people=(SPEAKER,))) == ()


def test_quotations_01_finds_a_quotation_without_speaker() -> None:
    result = finding("QUOTATIONS-01", quote(speaker=""))
    assert result.message == "The quotation “We look forward to it.” has no speaker."
    assert result.help == "Name the speaker as in the participants' list, or take the quotation out."
    assert (result.severity, result.place, result.about) == (Severity.ERROR, ROW, (WORDS,))


def test_quotations_01_finds_a_speaker_whom_nobody_knows() -> None:
    cell = at("B2", "the delegate", "Quotations")
    result = finding("QUOTATIONS-01", quote(speaker="", speaker_written="the delegate", origins={"speaker": cell}))
    assert result.message == (
        "The quotation “We look forward to it.” names “the delegate” as its speaker, who is not a known person."
    )
    assert (result.place, result.about) == (cell, (WORDS, "the delegate"))


def test_quotations_01_leaves_a_quotation_with_speaker() -> None:
    assert nothing("QUOTATIONS-01", quote())


@pytest.mark.parametrize(
    ("clearance", "reason"),
    [
        (Clearance.NOT_STATED, "it is not stated whether it has been cleared"),
        (Clearance.DRAFT, "it is still a draft"),
        (Clearance.SENT, "it was sent to the speaker and has not come back"),
    ],
)
def test_quotations_02_finds_a_quotation_that_is_not_cleared(clearance: Clearance, reason: str) -> None:
    result = finding("QUOTATIONS-02", quote(clearance=clearance))
    assert result.message == f"The quotation “We look forward to it.” by Sok Dara is not cleared: {reason}."
    assert result.help == "Ask the speaker's office to release the exact words, and record “cleared” and by whom."
    assert (result.severity, result.place, result.about) == (Severity.ERROR, ROW, (WORDS, clearance.value))


def test_quotations_02_leaves_cleared_and_withdrawn_quotations() -> None:
    assert nothing("QUOTATIONS-02", quote(), quote(clearance=Clearance.WITHDRAWN))


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.MINISTRY, "for the ministries only"),
        (Audience.INTERNAL, "for internal use only"),
        (None, "but for which readers is not stated"),
    ],
)
def test_quotations_03_finds_a_quotation_that_is_not_for_the_public(audience: Audience | None, readers: str) -> None:
    result = finding("QUOTATIONS-03", quote(cleared_for=audience))
    assert result.message == f"The quotation “We look forward to it.” by Sok Dara is cleared, {readers}."
    assert result.help == (
        "Leave it as it is to keep it out of the news release, or write “public” in the column Cleared for."
    )
    assert (result.severity, result.place, result.about) == (Severity.WARNING, ROW, (WORDS, readers))


def test_quotations_03_leaves_quotations_for_the_public_and_those_not_cleared_at_all() -> None:
    assert nothing("QUOTATIONS-03", quote(cleared_for=Audience.PUBLIC), quote(clearance=Clearance.DRAFT))


def test_quotations_04_finds_a_withdrawn_quotation() -> None:
    result = finding("QUOTATIONS-04", quote(clearance=Clearance.WITHDRAWN))
    assert result.message == "The quotation “We look forward to it.” by Sok Dara has been withdrawn."
    assert (result.severity, result.help) == (Severity.ERROR, "Take it out of the inputs.")
    assert (result.place, result.about) == (ROW, (WORDS, "withdrawn"))


def test_quotations_04_leaves_other_quotations() -> None:
    assert nothing("QUOTATIONS-04", quote(), quote(clearance=Clearance.DRAFT))


@pytest.mark.parametrize(
    ("subject", "message"),
    [
        (
            quote("我们期待合作。"),
            "The quotation “我们期待合作。” by Sok Dara is marked as English but is written in another script.",
        ),
        (
            quote(context="Said through an interpreter"),
            "The quotation “We look forward to it.” by Sok Dara came through an interpreter or translator "
            "(“Said through an interpreter”), but is not marked as translated.",
        ),
        (
            quote(translations={"text": {"zh": "我们期待。", "km": "យើង"}}),
            "The quotation “We look forward to it.” by Sok Dara is given in English and Khmer and Chinese, but not "
            "which of them was spoken.",
        ),
    ],
)
def test_quotations_05_finds_a_translation_that_is_not_declared(subject: Quote, message: str) -> None:
    result = finding("QUOTATIONS-05", subject)
    assert result.message == message
    assert result.help == "Fill in Language, and Translated from if the speaker used another language."
    assert (result.severity, result.place, result.about) == (Severity.WARNING, ROW, (subject.text,))


def test_quotations_05_leaves_originals_and_declared_translations() -> None:
    assert nothing(
        "QUOTATIONS-05",
        quote(),
        quote("我们期待合作。", language="zh"),
        quote(context="Through an interpreter", translated_from="km"),
        quote(translations={"text": {"zh": "我们期待。"}}, origins={"language": at("C2", "English")}),
        quote("AI 是未来。"),
    )


def test_quotations_06_finds_a_quotation_without_words() -> None:
    result = finding("QUOTATIONS-06", quote(" "))
    assert result.message == "The quotation by Sok Dara has no words."
    assert (result.severity, result.help) == (
        Severity.ERROR,
        "Enter the words as they were spoken, or take the row out.",
    )
    assert (result.place, result.about) == (ROW, ("Sok Dara",))


def test_quotations_06_leaves_a_quotation_with_words() -> None:
    assert nothing("QUOTATIONS-06", quote())
