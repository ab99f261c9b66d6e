"""What an editor misses first: dates, place, host, contact, what it was about; and headlines that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from communique.check.evidence import brief, distinct, where
from communique.model import Event, Finding, Severity
from communique.register import Register

HEADLINE_WORDS, HEADLINE_CHARACTERS = 12, 100


def no_dates(event: Event, register: Register) -> Iterator[Finding]:
    """An event without dates.

    What it finds
        An event for which no first day is recorded.

    Why it matters
        When is the second question every reader has, and without a date nothing can be filed.

    How to mend it
        Enter Start date and End date on the Event sheet or in event.toml.
    """
    if event.start is None:
        message, help = "No date is given for the event.", "Enter Start date and End date."
        yield _missing(event, "COMPLETENESS-01", Severity.ERROR, "start", message, help)


def no_place(event: Event, register: Register) -> Iterator[Finding]:
    """An event without a place.

    What it finds
        An event for which the city, or the country, is not recorded.

    Why it matters
        The news release begins with it: GUANGZHOU, China. Without it there is no dateline.

    How to mend it
        Enter City and Country on the Event sheet or in event.toml.
    """
    lacking = [name for name in ("city", "country") if not getattr(event, name).strip()]
    if lacking:
        what = {"city": "No city is", "country": "No country is"}[lacking[0]] if len(lacking) == 1 else "No place is"
        help = f"Enter {' and '.join(name.capitalize() for name in lacking)}."
        yield _missing(event, "COMPLETENESS-02", Severity.WARNING, lacking[0], f"{what} given for the event.", help)


def no_host(event: Event, register: Register) -> Iterator[Finding]:
    """An event without a host.

    What it finds
        An event for which no host organisation is recorded.

    Why it matters
        Who held it is the first thing a release says, and the host is the first to read it.

    How to mend it
        Enter the organisation in Hosts on the Event sheet, by its official name.
    """
    if not event.hosts:
        message, help = "No host is given for the event.", "Enter the organisation in Hosts."
        yield _missing(event, "COMPLETENESS-03", Severity.WARNING, "hosts", message, help)


def no_contact(event: Event, register: Register) -> Iterator[Finding]:
    """An event without a contact.

    What it finds
        An event with no contact of its own, or one that has neither an e-mail address nor a telephone
        number. It is a note, because the house contact in communique.toml is printed instead when there is
        one.

    Why it matters
        A journalist with a question calls within the hour or not at all.

    How to mend it
        Enter Contact name with Contact e-mail or Contact telephone: somebody who answers on the day of
        publication.
    """
    contact = event.contact
    if contact is None or not contact.name.strip():
        yield Finding(
            "COMPLETENESS-04",
            Severity.NOTE,
            "No contact is given for the event, so only the house contact can be printed.",
            "Enter Contact name with Contact e-mail or Contact telephone.",
            where(event, "contact"),
        )
    elif not contact.email.strip() and not contact.phone.strip():
        yield Finding(
            "COMPLETENESS-04",
            Severity.NOTE,
            f"The contact {contact.name} has neither an e-mail address nor a telephone number.",
            "Enter Contact e-mail or Contact telephone.",
            where(contact, "name") if contact.origins else where(event, "contact"),
            (),
            distinct(contact.name),
        )


def long_headline(event: Event, register: Register) -> Iterator[Finding]:
    """A headline that is too long.

    What it finds
        A headline of more than 12 words or more than 100 characters.

    Why it matters
        Search pages cut it off, mail programs cut it off, and nobody reads it to the end. Readers decide in
        six words.

    How to mend it
        Say who did what with one verb. Names of programmes and networks belong in the sentence below it.
    """
    words, characters = len(event.headline.split()), len(event.headline.strip())
    if words > HEADLINE_WORDS or characters > HEADLINE_CHARACTERS:
        yield Finding(
            "COMPLETENESS-05",
            Severity.WARNING,
            f"The headline {brief(event.headline)} has {words} words and {characters} characters.",
            f"Shorten it to at most {HEADLINE_WORDS} words and {HEADLINE_CHARACTERS} characters: who did what.",
            where(event, "headline"),
            (),
            distinct(event.headline),
        )


def no_summary(event: Event, register: Register) -> Iterator[Finding]:
    """An event without a summary or a background.

    What it finds
        An event for which neither a summary nor a background is written, and, for the report, one that
        lacks either.

    Why it matters
        The minister reads the summary. The background tells readers from elsewhere why the event was held
        at all.

    How to mend it
        Write three sentences of summary (what was done, what came of it) and two of background (which
        programme, since when).
    """
    lacking = [name for name in ("summary", "background") if not getattr(event, name).strip()]
    if lacking:
        what = " and no ".join(lacking)
        yield _missing(
            event,
            "COMPLETENESS-06",
            Severity.WARNING,
            lacking[0],
            f"The event has no {what}.",
            f"Write {'both' if len(lacking) == 2 else 'it'} on the Event sheet or in event.toml.",
        )


def _missing(event: Event, code: str, severity: Severity, field: str, message: str, help: str) -> Finding:
    return Finding(code, severity, message, help, where(event, field))
