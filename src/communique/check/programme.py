"""Programmes that nobody could have attended: two sessions at once in one room or with one speaker, times reversed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from communique.check.evidence import brief, distinct, where
from communique.model import Event, Finding, Session, SessionKind, Severity
from communique.register import Register, comparison_key
from communique.wording.en_numbers import clock, hours
from communique.wording.en_numbers import day as day_text


def same_room(event: Event, register: Register) -> Iterator[Finding]:
    """Two sessions at once in one room.

    What it finds
        Two items on one day whose times overlap and that have the same room; as a warning, two that overlap
        and have no room at all. Breaks and travel are left alone.

    Why it matters
        The report prints the programme as it took place. One of the two did not, not then.

    How to mend it
        Correct the times, or enter the rooms if the sessions were parallel.
    """
    for first, second in _overlapping(event):
        rooms = {comparison_key(first.room), comparison_key(second.room)}
        if len(rooms) == 1:
            room = f" in {first.room.strip()}" if first.room.strip() else ""
            yield _clash(
                "PROGRAMME-01",
                Severity.ERROR if room else Severity.WARNING,
                f"{_both(first, second)} at the same time{room}: {_times(first, second)}.",
                "Correct the times, or enter the rooms if the sessions were parallel.",
                first,
                second,
            )


def same_speaker(event: Event, register: Register) -> Iterator[Finding]:
    """One speaker in two sessions at once.

    What it finds
        Two items on one day whose times overlap, in different rooms, with the same speaker.

    Why it matters
        Nobody speaks in two rooms. One of the two had somebody else, who is now missing from your report.

    How to mend it
        Correct the times or the speaker of one of the sessions.
    """
    names = {person.id: person.display for person in event.people}
    for first, second in _overlapping(event):
        if comparison_key(first.room) == comparison_key(second.room):
            continue
        for speaker in first.speakers:
            if speaker in second.speakers:
                yield _clash(
                    "PROGRAMME-02",
                    Severity.ERROR,
                    f"{names.get(speaker, speaker)} speaks in two sessions at the same time: {_titled(first)} and "
                    f"{_titled(second)}, {_times(first, second)}.",
                    "Correct the times or the speaker of one of the sessions.",
                    first,
                    second,
                )


def end_before_start(event: Event, register: Register) -> Iterator[Finding]:
    """A session that ends before it starts.

    What it finds
        A session whose end is earlier than, or the same as, its start.

    Why it matters
        It is mostly “2:00” for two in the afternoon. The programme in the report would show it as it
        stands.

    How to mend it
        Correct the times; write the afternoon as 14:00.
    """
    for session in event.sessions:
        if session.start and session.end and session.end <= session.start:
            yield Finding(
                "PROGRAMME-03",
                Severity.ERROR,
                f"The session {brief(session.title)} starts at {clock(session.start)} and ends at "
                f"{clock(session.end)}.",
                "Correct the times; write the afternoon as 14:00.",
                where(session, "end"),
                (where(session, "start"),),
                distinct(session.title, hours(session.start, session.end)),
            )


def no_speaker(event: Event, register: Register) -> Iterator[Finding]:
    """A lecture without a speaker.

    What it finds
        A session of the kind “lecture” for which no speaker is named.

    Why it matters
        Readers of the report want to know who said it, and lecturers want to be named.

    How to mend it
        Enter the name in the column Speakers, or give the session another kind.
    """
    for session in event.sessions:
        if session.kind is SessionKind.LECTURE and not session.speakers:
            yield Finding(
                "PROGRAMME-04",
                Severity.WARNING,
                f"The lecture {brief(session.title)} has no speaker.",
                "Enter the name in the column Speakers, or give the session another kind.",
                where(session, "speakers"),
                (),
                distinct(session.title),
            )


def _overlapping(event: Event) -> Iterator[tuple[Session, Session]]:
    """The pairs of sessions that share time, in the order of the programme."""
    timed = [
        (s.day, s.start, s.end, s)
        for s in event.sessions
        if s.day and s.start and s.end and s.start < s.end and s.kind not in (SessionKind.BREAK, SessionKind.TRAVEL)
    ]
    for (day, start, end, first), (other_day, other_start, other_end, second) in combinations(timed, 2):
        if day == other_day and start < other_end and other_start < end:
            yield first, second


def _titled(session: Session) -> str:
    return brief(session.title)


def _both(first: Session, second: Session) -> str:
    return f"The sessions {_titled(first)} and {_titled(second)} are"


def _times(first: Session, second: Session) -> str:
    """``09:00 to 10:30 and 10:00 to 11:00 on 11 December 2023``; both sessions have day, start and end."""
    spans = [hours(session.start, session.end) for session in (first, second) if session.start]
    return f"{' and '.join(spans)} on {day_text(first.day)}" if first.day else ""


def _clash(code: str, severity: Severity, message: str, help: str, first: Session, second: Session) -> Finding:
    return Finding(
        code,
        severity,
        message,
        help,
        where(second, "start"),
        (where(first, "start"),),
        distinct(*(f"{s.title} {hours(s.start, s.end)}" for s in (first, second) if s.start)),
    )
