"""Photos that can't be printed as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.check.events import at, event, found, only

from communique.model import Consent, Photo, Severity

ROW = at("A2", sheet="Photos")
COMPLETE = Photo(
    id="p1",
    file="photos/lab.jpg",
    caption="Trainees at the lab",
    credit="Lim Sotheary / NPIC",
    alt="Two trainees bend over a robot arm",
    consent=Consent.GIVEN,
    digest="00",
    origins={"": ROW},
)


@pytest.mark.parametrize(
    ("code", "field", "message", "help"),
    [
        (
            "PHOTOS-01",
            "alt",
            "The photo “photos/lab.jpg” has no alternative text.",
            "Say in one sentence what can be seen, in the column Alt text.",
        ),
        (
            "PHOTOS-02",
            "credit",
            "The photo “photos/lab.jpg” has no credit.",
            "Write the photographer and the organisation in the column Credit.",
        ),
        (
            "PHOTOS-03",
            "caption",
            "The photo “photos/lab.jpg” has no caption.",
            "Write in one sentence who is doing what, where and when.",
        ),
    ],
)
def test_missing_texts(code: str, field: str, message: str, help: str) -> None:
    values: dict[str, Any] = {field: " "}
    finding = only(code, event(photos=(replace(COMPLETE, **values),)))
    assert (finding.message, finding.help) == (message, help)
    assert (finding.severity, finding.place, finding.about) == (Severity.WARNING, ROW, ("photos/lab.jpg",))


def test_photos_01_finds_the_cell_of_the_alternative_text() -> None:
    cell = at("D2", sheet="Photos")
    assert only("PHOTOS-01", event(photos=(replace(COMPLETE, alt="", origins={"alt": cell}),))).place == cell


def test_photos_02_finds_the_cell_of_the_credit() -> None:
    cell = at("C2", sheet="Photos")
    assert only("PHOTOS-02", event(photos=(replace(COMPLETE, credit="", origins={"credit": cell}),))).place == cell


def test_photos_03_finds_the_cell_of_the_caption() -> None:
    cell = at("B2", sheet="Photos")
    assert only("PHOTOS-03", event(photos=(replace(COMPLETE, caption="", origins={"caption": cell}),))).place == cell


def test_photos_01_leaves_a_complete_photo() -> None:
    assert found("PHOTOS-01", event(photos=(COMPLETE,))) == ()


def test_photos_02_leaves_a_complete_photo() -> None:
    assert found("PHOTOS-02", event(photos=(COMPLETE,))) == ()


def test_photos_03_leaves_a_complete_photo() -> None:
    assert found("PHOTOS-03", event(photos=(COMPLETE,))) == ()


def test_photos_04_finds_consent_that_is_not_stated() -> None:
    finding = only("PHOTOS-04", event(photos=(replace(COMPLETE, consent=Consent.NOT_STATED),)))
    assert finding.message == (
        "Whether the people in the photo “photos/lab.jpg” agreed to be shown is not stated; the report leaves it out."
    )
    assert finding.help == "Ask them, then write “given” in the column Consent to have it printed, or “refused”."
    assert (finding.severity, finding.place, finding.about) == (Severity.WARNING, ROW, ("photos/lab.jpg",))


def test_photos_04_leaves_given_and_refused() -> None:
    assert found("PHOTOS-04", event(photos=(COMPLETE, replace(COMPLETE, consent=Consent.REFUSED)))) == ()


def test_photos_05_finds_refused_consent() -> None:
    finding = only("PHOTOS-05", event(photos=(replace(COMPLETE, consent=Consent.REFUSED),)))
    assert finding.message == (
        "Somebody in the photo “photos/lab.jpg” (“Trainees at the lab”) has refused to be shown."
    )
    assert (finding.severity, finding.help) == (Severity.ERROR, "Take the photo out of the folder, or replace it.")
    assert (finding.place, finding.about) == (ROW, ("photos/lab.jpg", "Trainees at the lab"))


def test_photos_05_leaves_given_and_not_stated() -> None:
    assert found("PHOTOS-05", event(photos=(COMPLETE, replace(COMPLETE, consent=Consent.NOT_STATED)))) == ()
