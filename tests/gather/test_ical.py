"""Calendars as Outlook, Google and Apple export them."""

from __future__ import annotations

from datetime import date, time

import pytest

from communique.gather.files import ical
from communique.gather.refusal import Refusal
from communique.gather.table import Table
from communique.model import Origin


def read(*events: str, head: str = "") -> Table:
    lines = [*head.splitlines(), *(f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events)]
    (table,) = ical.read(
        "agenda.ics", "\r\n".join("\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]).split("\n")).encode()
    )
    return table


def values(table: Table) -> list[list[object]]:
    return [[cell.value for cell in row] for row in table.rows]


def test_columns_and_lines() -> None:
    table = read(
        "UID:1\nDTSTART;TZID=Asia/Shanghai:20231211T090000\nDTEND;TZID=Asia/Shanghai:20231211T103000\n"
        "SUMMARY:Special lecture\\, part one\nLOCATION:Hall A\nDESCRIPTION:First\\nsecond long\n er line"
    )
    assert table.name == "agenda"
    assert values(table) == [
        ["Date", "Start", "End", "Title", "Room", "Description"],
        [date(2023, 12, 11), time(9), time(10, 30), "Special lecture, part one", "Hall A", "First\nsecond longer line"],
    ]
    assert table.rows[1][0].origin == Origin("agenda.ics", line=4, text="2023-12-11")
    assert table.rows[1][3].origin.line == 6
    assert table.findings == ()


@pytest.mark.parametrize(
    ("head", "start"),
    [("X-WR-TIMEZONE:Asia/Shanghai", time(9)), ("X-WR-TIMEZONE:Asia/Phnom_Penh", time(8))],
)
def test_universal_time_becomes_the_time_of_the_calendars_zone(head: str, start: time) -> None:
    table = read("DTSTART:20231211T010000Z\nDURATION:PT30M\nSUMMARY:Opening", head=head)
    assert values(table)[1][:3] == [date(2023, 12, 11), start, start.replace(minute=30)]


def test_universal_time_without_a_zone_is_asked_about() -> None:
    table = read("DTSTART:20231211T010000Z\nDTEND:20231211T020000Z\nSUMMARY:Opening")
    assert values(table)[1][:4] == [date(2023, 12, 11), None, None, "Opening"]
    (finding,) = table.findings
    assert (finding.code, finding.place.line) == ("INPUT-13", 3)
    assert finding.message == (
        "agenda.ics: the hours of “Opening” are in universal time, and the calendar names no time zone."
    )


def test_hours_stay_as_written_whatever_their_zone() -> None:
    table = read(
        "DTSTART;TZID=Asia/Tokyo:20231211T090000\nSUMMARY:a",
        "DTSTART;TZID=Made/Up:20231211T090000\nSUMMARY:b",
        "DTSTART:20231211T090000\nSUMMARY:c",
        head="X-WR-TIMEZONE:Asia/Shanghai",
    )
    assert [row[1] for row in values(table)[1:]] == [time(9)] * 3


def test_days_without_hours() -> None:
    table = read("DTSTART;VALUE=DATE:20231210\nDTEND;VALUE=DATE:20231211\nSUMMARY:Arrival")
    assert values(table)[1][:4] == [date(2023, 12, 10), None, None, "Arrival"]
    assert table.findings == ()


def test_several_days_repetitions_and_reversed_ends_are_reported() -> None:
    table = read(
        "DTSTART;VALUE=DATE:20231210\nDTEND;VALUE=DATE:20231214\nSUMMARY:Exchange",
        "DTSTART:20231211T090000\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:Breakfast",
        "DTSTART:20231211T100000\nDTEND:20231211T090000\nSUMMARY:Lecture",
        "SUMMARY:Nowhen",
    )
    assert [(finding.code, finding.message) for finding in table.findings] == [
        ("INPUT-13", "agenda.ics: “Exchange” lasts 4 days, and only the first, 2023-12-10, is taken."),
        ("INPUT-12", "agenda.ics: “Breakfast” repeats, and only its first date, 2023-12-11, is taken."),
        ("INPUT-13", "agenda.ics: “Lecture” ends before it begins."),
        ("INPUT-13", "agenda.ics: “Nowhen” has no date that can be read."),
    ]
    assert len(table.rows) == 5


def test_cancelled_events_are_left_out_and_alarms_are_no_events() -> None:
    alarm = "BEGIN:VALARM\nTRIGGER:-PT15M\nDESCRIPTION:soon\nEND:VALARM"
    table = read(
        "DTSTART:20231211T080000\nSTATUS:CANCELLED\nSUMMARY:Off", f"DTSTART:20231211T090000\n{alarm}\nSUMMARY:On"
    )
    assert [row[3] for row in values(table)] == ["Title", "On"]
    assert table.rows[1][5].value is None
    assert table.rows[1][3].origin.line == 13


def test_a_calendar_that_breaks_off() -> None:
    with pytest.raises(Refusal) as refused:
        ical.read("agenda.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VCALENDAR\r\n")
    assert (refused.value.code, refused.value.message) == (
        "INPUT-08",
        "agenda.ics can't be read: it breaks off before an entry ends.",
    )
