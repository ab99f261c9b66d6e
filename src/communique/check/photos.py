"""Photos that can't be printed as they are: no description, credit or caption, or consent."""

from __future__ import annotations

from collections.abc import Iterator

from communique.check.evidence import brief, distinct, where
from communique.model import Consent, Event, Finding, Severity
from communique.register import Register


def no_description(event: Event, register: Register) -> Iterator[Finding]:
    """A photo without alternative text.

    What it finds
        A photo that has no alternative text.

    Why it matters
        Readers who can't see the picture have it read out to them; without the text they hear a file name.
        Most ministries and all United Nations sites require it.

    How to mend it
        Say in one sentence what can be seen, in the column Alt text: who, doing what, where. Don't repeat
        the caption.
    """
    for photo in event.photos:
        if not photo.alt.strip():
            yield Finding(
                "PHOTOS-01",
                Severity.WARNING,
                f"The photo “{photo.file}” has no alternative text.",
                "Say in one sentence what can be seen, in the column Alt text.",
                where(photo, "alt"),
                (),
                distinct(photo.file),
            )


def no_credit(event: Event, register: Register) -> Iterator[Finding]:
    """A photo without a credit.

    What it finds
        A photo for which nobody is named as the photographer or the owner.

    Why it matters
        A picture belongs to whoever took it. Newspapers can't run it without a credit, and claims arrive
        years later.

    How to mend it
        Write the photographer and the organisation in the column Credit.
    """
    for photo in event.photos:
        if not photo.credit.strip():
            yield Finding(
                "PHOTOS-02",
                Severity.WARNING,
                f"The photo “{photo.file}” has no credit.",
                "Write the photographer and the organisation in the column Credit.",
                where(photo, "credit"),
                (),
                distinct(photo.file),
            )


def no_caption(event: Event, register: Register) -> Iterator[Finding]:
    """A photo without a caption.

    What it finds
        A photo that has no caption.

    Why it matters
        In a year nobody knows who stands there. A picture without a caption says that something took place,
        not what.

    How to mend it
        Write who is doing what, where and when, in one sentence. From left to right if people are named.
    """
    for photo in event.photos:
        if not photo.caption.strip():
            yield Finding(
                "PHOTOS-03",
                Severity.WARNING,
                f"The photo “{photo.file}” has no caption.",
                "Write in one sentence who is doing what, where and when.",
                where(photo, "caption"),
                (),
                distinct(photo.file),
            )


def consent_not_stated(event: Event, register: Register) -> Iterator[Finding]:
    """A photo whose consent is not stated.

    What it finds
        A photo for which it is not recorded whether the people in it agreed to be shown. The report leaves it
        out until consent is stated.

    Why it matters
        Trainees and workers have a right to their picture, and minors even more so. A photo that has been
        posted can't be taken back.

    How to mend it
        Ask, then write “given” in the column Consent to have the photo printed, or “refused”. If nobody can be
        recognised, write “given”.
    """
    for photo in event.photos:
        if photo.consent is Consent.NOT_STATED:
            yield Finding(
                "PHOTOS-04",
                Severity.WARNING,
                f"Whether the people in the photo “{photo.file}” agreed to be shown is not stated; "
                "the report leaves it out.",
                "Ask them, then write “given” in the column Consent to have it printed, or “refused”.",
                where(photo, "consent"),
                (),
                distinct(photo.file),
            )


def consent_refused(event: Event, register: Register) -> Iterator[Finding]:
    """A photo whose consent was refused.

    What it finds
        A photo marked “refused”: somebody in it does not want to be shown.

    Why it matters
        They said no. There is no news value in a workshop photo that outweighs this.

    How to mend it
        Take the photo out of the folder and its row out of the captions, or replace it.
    """
    for photo in event.photos:
        if photo.consent is Consent.REFUSED:
            about = f" ({brief(photo.caption)})" if photo.caption.strip() else ""
            yield Finding(
                "PHOTOS-05",
                Severity.ERROR,
                f"Somebody in the photo “{photo.file}”{about} has refused to be shown.",
                "Take the photo out of the folder, or replace it.",
                where(photo, "consent"),
                (),
                distinct(photo.file, photo.caption),
            )
