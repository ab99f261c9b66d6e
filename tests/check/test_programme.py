"""Programmes that nobody could have attended."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from tests.check.events import at, event, found, only, person

from communique.model import Session, SessionKind, Severity

DAY = date(2023, 12, 11)


def session(title: str, start: str, end: str, row: int = 2, **fields: Any) -> Session:
    values: dict[str, Any] = {
        "id": title.lower(),
        "title": title,
        "day": DAY,
        "start": time.fromisoformat(start),
        "end": time.fromisoformat(end),
        "origins": {"start": at(f"B{row}", sheet="Agenda"), "end": at(f"C{row}", sheet="Agenda")},
    }
    return Session(**values | fields)


def test_programme_01_finds_two_sessions_in_one_room() -> None:
    sessions = (
        session("Robots", "09:00", "10:30", 2, room="Hall A"),
        session("Panel", "10:00", "11:00", 3, room="hall a"),
    )
    finding = only("PROGRAMME-01", event(sessions=sessions))
    assert finding.message == (
        "The sessions “Robots” and “Panel” are at the same time in Hall A: 09:00 to 10:30 and 10:00 to 11:00 on "
        "11 December 2023."
    )
    assert finding.help == "Correct the times, or enter the rooms if the sessions were parallel."
    assert (finding.severity, finding.place) == (Severity.ERROR, at("B3", sheet="Agenda"))
    assert finding.related == (at("B2", sheet="Agenda"),)
    assert finding.about == ("Robots 09:00 to 10:30", "Panel 10:00 to 11:00")


def test_programme_01_finds_sessions_without_rooms_as_a_warning() -> None:
    sessions = (session("Robots", "09:00", "10:30"), session("Panel", "10:00", "11:00", 3))
    finding = only("PROGRAMME-01", event(sessions=sessions))
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "The sessions “Robots” and “Panel” are at the same time: 09:00 to 10:30 and 10:00 to 11:00 on 11 December 2023."
    )


def test_programme_01_leaves_parallel_rooms_breaks_other_days_and_sessions_that_touch() -> None:
    sessions = (
        session("Robots", "09:00", "10:30", room="A"),
        session("Panel", "09:00", "10:30", room="B"),
        session("Tea", "10:00", "10:15", room="A", kind=SessionKind.BREAK),
        session("Closing", "10:30", "11:00", room="A"),
        session("Opening", "09:00", "10:30", room="A", day=date(2023, 12, 12)),
        session("Tour", "09:00", "10:30", room="A", day=None),
        session("Reversed", "10:00", "09:00", room="A"),
    )
    assert found("PROGRAMME-01", event(sessions=sessions)) == ()


def test_programme_02_finds_one_speaker_in_two_rooms() -> None:
    sessions = (
        session("Robots", "09:00", "10:30", 2, room="A", speakers=("chan-maly", "sok-dara")),
        session("Panel", "10:00", "11:00", 3, room="B", speakers=("sok-dara",)),
    )
    finding = only("PROGRAMME-02", event(sessions=sessions, people=(person("Sok Dara"),)))
    assert finding.message == (
        "Sok Dara speaks in two sessions at the same time: “Robots” and “Panel”, 09:00 to 10:30 and 10:00 to 11:00 on "
        "11 December 2023."
    )
    assert finding.help == "Correct the times or the speaker of one of the sessions."
    assert (finding.severity, finding.place) == (Severity.ERROR, at("B3", sheet="Agenda"))
    assert finding.related == (at("B2", sheet="Agenda"),)
    assert finding.about == ("Robots 09:00 to 10:30", "Panel 10:00 to 11:00")


def test_programme_02_leaves_different_speakers_and_what_the_room_already_says() -> None:
    sessions = (
        session("Robots", "09:00", "10:30", room="A", speakers=("sok-dara",)),
        session("Panel", "09:00", "10:30", room="B", speakers=("chan-maly",)),
        session("Talk", "10:00", "11:00", room="A", speakers=("sok-dara",)),
        session("Later", "11:00", "12:00", room="B", speakers=("sok-dara",)),
    )
    assert found("PROGRAMME-02", event(sessions=sessions)) == ()


def test_programme_03_finds_a_session_that_ends_before_it_starts() -> None:
    finding = only("PROGRAMME-03", event(sessions=(session("Robots", "13:00", "02:00"),)))
    assert finding.message == "The session “Robots” starts at 13:00 and ends at 02:00."
    assert finding.help == "Correct the times; write the afternoon as 14:00."
    assert (finding.severity, finding.place) == (Severity.ERROR, at("C2", sheet="Agenda"))
    assert (finding.related, finding.about) == ((at("B2", sheet="Agenda"),), ("Robots", "13:00 to 02:00"))


def test_programme_03_leaves_sessions_in_order_or_without_an_end() -> None:
    open_ended = Session(id="b", title="B", day=DAY, start=time(9, 0))
    assert found("PROGRAMME-03", event(sessions=(session("A", "09:00", "09:01"), open_ended))) == ()


def test_programme_04_finds_a_lecture_without_speaker() -> None:
    lecture = session("Robots", "09:00", "10:00", kind=SessionKind.LECTURE, origins={"": at("A2", sheet="Agenda")})
    finding = only("PROGRAMME-04", event(sessions=(lecture,)))
    assert finding.message == "The lecture “Robots” has no speaker."
    assert finding.help == "Enter the name in the column Speakers, or give the session another kind."
    assert (finding.severity, finding.place) == (Severity.WARNING, at("A2", sheet="Agenda"))
    assert finding.about == ("Robots",)


def test_programme_04_leaves_lectures_with_speaker_and_other_sessions() -> None:
    lecture = session("Robots", "09:00", "10:00", kind=SessionKind.LECTURE, speakers=("sok-dara",))
    assert found("PROGRAMME-04", event(sessions=(lecture, session("Panel", "10:00", "11:00")))) == ()
