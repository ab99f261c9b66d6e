"""Quotations that may not be printed yet: without a speaker, without clearance, or not said to be a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.check.evidence import brief, distinct, where
from communique.model import Audience, Clearance, Event, Finding, Quote, Severity
from communique.register import Register

_INTERPRETED = re.compile(r"\b(?:translat|interpret)|翻译|翻譯|口译|បកប្រែ", re.IGNORECASE)
_HAN, _KHMER, _LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[\u1780-\u17ff]"), re.compile("[A-Za-z]")
_SCRIPTS = {"en": _LATIN, "zh": _HAN, "km": _KHMER}
_LANGUAGES = {"en": "English", "zh": "Chinese", "km": "Khmer"}


def no_speaker(event: Event, register: Register) -> Iterator[Finding]:
    """A quotation without a speaker.

    What it finds
        A quotation for which nobody is named as the speaker.

    Why it matters
        Words in quotation marks are somebody's words. Without a name they can't be checked, cleared or
        attributed, and no editor prints them.

    How to mend it
        Write the speaker's name in the Speaker column, as it stands in the participants' list. If nobody
        knows who said it, take the quotation out.
    """
    for quote in _with_words(event):
        if not quote.speaker:
            written = quote.speaker_written.strip()
            who = f"names “{written}” as its speaker, who is not a known person" if written else "has no speaker"
            yield Finding(
                "QUOTATIONS-01",
                Severity.ERROR,
                f"The quotation {brief(quote.text)} {who}.",
                "Name the speaker as in the participants' list, or take the quotation out.",
                where(quote, "speaker", "speaker_written"),
                (),
                distinct(quote.text, written),
            )


def no_clearance(event: Event, register: Register) -> Iterator[Finding]:
    """A quotation that its speaker has not cleared.

    What it finds
        A quotation whose clearance is not stated, is a draft, or has been asked for and not yet given.

    Why it matters
        A minister who reads words in the paper that the office never released does not speak to you again.
        What was said in the room was not always said for print.

    How to mend it
        Send the speaker's office the exact words, and when it agrees write “cleared”, and by whom, in the
        Clearance columns.
    """
    states = {
        Clearance.NOT_STATED: "it is not stated whether it has been cleared",
        Clearance.DRAFT: "it is still a draft",
        Clearance.SENT: "it was sent to the speaker and has not come back",
    }
    for quote in _with_words(event):
        if quote.clearance in states:
            yield Finding(
                "QUOTATIONS-02",
                Severity.ERROR,
                f"The quotation {_said(event, quote)} is not cleared: {states[quote.clearance]}.",
                "Ask the speaker's office to release the exact words, and record “cleared” and by whom.",
                where(quote, "clearance"),
                (),
                distinct(quote.text, quote.clearance.value),
            )


def narrow_clearance(event: Event, register: Register) -> Iterator[Finding]:
    """A quotation not cleared for the public.

    What it finds
        A quotation that was cleared for the ministries, for internal use, or without saying for which readers.

    Why it matters
        It is kept out of the news release. If it was meant for it, nobody notices that it is missing; and if it
        was not, somebody who copies it from the report breaks a promise.

    How to mend it
        Nothing, if it was meant so. Otherwise ask for it to be cleared for the public and write “public” in the
        column Cleared for.
    """
    readers = {
        None: "but for which readers is not stated",
        Audience.MINISTRY: "for the ministries only",
        Audience.INTERNAL: "for internal use only",
    }
    for quote in _with_words(event):
        if quote.clearance is Clearance.CLEARED and quote.cleared_for in readers:
            yield Finding(
                "QUOTATIONS-03",
                Severity.WARNING,
                f"The quotation {_said(event, quote)} is cleared, {readers[quote.cleared_for]}.",
                "Leave it as it is to keep it out of the news release, or write “public” in the column Cleared for.",
                where(quote, "cleared_for"),
                (),
                distinct(quote.text, readers[quote.cleared_for]),
            )


def withdrawn(event: Event, register: Register) -> Iterator[Finding]:
    """A quotation that was withdrawn.

    What it finds
        A quotation that its speaker has taken back and that still stands among the inputs.

    Why it matters
        Printing it would be worse than never having asked. As long as it lies in the folder somebody may
        use it.

    How to mend it
        Take its row out. If there is a newer wording, enter it as a quotation of its own and have it
        cleared.
    """
    for quote in _with_words(event):
        if quote.clearance is Clearance.WITHDRAWN:
            yield Finding(
                "QUOTATIONS-04",
                Severity.ERROR,
                f"The quotation {_said(event, quote)} has been withdrawn.",
                "Take it out of the inputs.",
                where(quote, "clearance"),
                (),
                distinct(quote.text, quote.clearance.value),
            )


def translation_not_said(event: Event, register: Register) -> Iterator[Finding]:
    """A translated quotation that does not say so.

    What it finds
        A quotation given in several languages without a word on which was spoken; one whose context speaks
        of an interpreter; one written in another script than the language it is marked with.

    Why it matters
        A translation is not what the speaker said. Readers are told so, and the speaker's office is asked
        about the original.

    How to mend it
        Fill in Language with the language of the text, and Translated from with the language that was
        spoken.
    """
    for quote in _with_words(event):
        reason = _translation(quote)
        if reason:
            yield Finding(
                "QUOTATIONS-05",
                Severity.WARNING,
                f"The quotation {_said(event, quote)} {reason}.",
                "Fill in Language, and Translated from if the speaker used another language.",
                where(quote, "language"),
                (),
                distinct(quote.text),
            )


def _translation(quote: Quote) -> str:
    """What speaks for a translation that is not declared, as the end of a sentence; "" when nothing does."""
    script = _SCRIPTS.get(quote.language)
    if script and not script.search(quote.text) and any(other.search(quote.text) for other in _SCRIPTS.values()):
        return f"is marked as {_LANGUAGES[quote.language]} but is written in another script"
    if quote.translated_from:
        return ""
    if _INTERPRETED.search(quote.context):
        return f"came through an interpreter or translator ({brief(quote.context)}), but is not marked as translated"
    codes = sorted(set(quote.translations.get("text", {})) - {quote.language})
    others = [_LANGUAGES.get(code, code) for code in codes]
    if others and "language" not in quote.origins:
        language = _LANGUAGES.get(quote.language, quote.language)
        return f"is given in {' and '.join([language, *others])}, but not which of them was spoken"
    return ""


def no_words(event: Event, register: Register) -> Iterator[Finding]:
    """A quotation without words.

    What it finds
        A row of the quotations table that names a speaker, or a clearance, but has no text.

    Why it matters
        It would be printed as a pair of quotation marks with nothing between them.

    How to mend it
        Enter the words as they were spoken, or take the row out.
    """
    for quote in event.quotes:
        if not quote.text.strip():
            speaker = _speaker(event, quote)
            yield Finding(
                "QUOTATIONS-06",
                Severity.ERROR,
                f"The quotation{f' by {speaker}' if speaker else ''} has no words.",
                "Enter the words as they were spoken, or take the row out.",
                where(quote, "text"),
                (),
                distinct(speaker),
            )


def _with_words(event: Event) -> list[Quote]:
    return [quote for quote in event.quotes if quote.text.strip()]


def _speaker(event: Event, quote: Quote) -> str:
    names = {person.id: person.display for person in event.people}
    return names.get(quote.speaker, quote.speaker_written.strip())


def _said(event: Event, quote: Quote) -> str:
    speaker = _speaker(event, quote)
    return f"{brief(quote.text)} by {speaker}" if speaker else brief(quote.text)
