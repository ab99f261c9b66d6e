"""The task list, read back from the workbook, the .csv and the calendar."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import openpyxl
import pytest
from tests.draft.goldens import GOLDEN, made, setting
from tests.draft.seed_event import SEED

from communique.draft import task_list
from communique.model import (
    Action,
    Audience,
    Event,
    Organisation,
    Origin,
    Outcome,
    OutcomeStatus,
    Person,
    Priority,
    Session,
)

HEADER = (
    "Id Action Owner Organisation Due Priority Status Done_when Type From Source Notes".replace(" ", "|").replace(
        "_", " "
    )
).split("|")
PEOPLE = (
    Person(id="sok", display="Sok Sample", honorific="Mr.", organisation="npic"),
    Person(id="li", display="李样本", organisation="gone"),
)
FULL = Event(
    id="kampot-2026",
    title="Exchange & more",
    start=date(2026, 3, 3),
    end=date(2026, 3, 5),
    organisations=(Organisation(id="npic", name="Polytechnic of Examples"),),
    people=PEOPLE,
    sessions=(Session(id="s1", title="Round table"),),
    outcomes=(Outcome(id="o1", text="agreed to share plans", status=OutcomeStatus.AGREED, by=("npic", "sok")),),
    actions=(
        Action(
            id="a1",
            title="Send the plan",
            owner="sok",
            due=date(2026, 4, 30),
            priority=Priority.HIGH,
            done_when="receipt is confirmed",
            status="in progress",
            outcome="o1",
            raised_in="s1",
            notes="first line\nsecond line",
            origins={"": Origin("actions.csv", cell="A2"), "due": Origin("actions.csv", cell="E2")},
        ),
        Action(
            id="a2",
            title='=HYPERLINK("http://example.org")',
            owner_written="Whoever",
            raised_in="the last day",
            priority=Priority.LOW,
            status="done",
            notes="@all +1",
            origins={"": Origin("actions.csv", cell="A3")},
        ),
        Action(id="a3", title="寄送培训计划" * 20, owner="li", priority=Priority.MEDIUM, status="cancelled"),
    ),
)


def content(event: Event, suffix: str) -> bytes:
    return task_list.draft(event, setting()).file(suffix).content


def sheet(event: Event, name: str = "Actions") -> Any:
    return openpyxl.load_workbook(io.BytesIO(content(event, ".xlsx")))[name]


def todos(event: Event) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content(event, ".ics")).walk("VTODO"))


@pytest.mark.parametrize("name", ["task-list.en.csv", "task-list.en.ics"])
def test_golden(name: str) -> None:
    assert made()[name] == (GOLDEN / name).read_bytes()


def test_the_draft_is_internal_and_has_three_files() -> None:
    draft = task_list.draft(SEED, setting())
    assert (draft.document, draft.audience, draft.reference) == ("task-list", Audience.INTERNAL, "EXAMPLE/GZ/2023")
    assert draft.title == f"Follow-up actions: {SEED.title}"
    assert [file.name for file in draft.files] == ["task-list.en.xlsx", "task-list.en.csv", "task-list.en.ics"]


def test_the_workbook_holds_each_cell() -> None:
    rows = [[cell.value for cell in row] for row in sheet(FULL).iter_rows()]
    assert rows[0] == HEADER
    assert rows[1] == [
        "a1",
        "Send the plan",
        "Mr. Sok Sample",
        "Polytechnic of Examples",
        datetime(2026, 4, 30),
        "high",
        "in progress",
        "receipt is confirmed",
        "agreed",
        "Outcome o1: Polytechnic of Examples and Sok Sample agreed to share plans\nSession: Round table",
        "actions.csv, cell A2",
        "first line\nsecond line",
    ]
    unknown = "not stated"
    assert rows[2] == [
        "a2",
        '=HYPERLINK("http://example.org")',
        "Whoever",
        unknown,
        unknown,
        "low",
        "done",
        unknown,
        unknown,
        "Session: the last day",
        "actions.csv, cell A3",
        "@all +1",
    ]
    assert rows[3][2:5] == ["李样本", unknown, unknown]
    assert len(rows) == 4


def test_the_workbook_has_real_dates_and_no_formulas() -> None:
    page = sheet(FULL)
    assert page["E2"].is_date
    assert page["E2"].number_format == "d mmmm yyyy"
    assert page["B3"].data_type == "s"
    assert page["A2"].hyperlink is None


def test_rows_are_as_high_as_their_wrapped_text_needs() -> None:
    """Lines of 15 points; 120 Chinese letters stand 14 a line in a column of 28."""
    page = sheet(replace(FULL, actions=(*FULL.actions, Action(id="name-the-next-projects", title="T"))))
    assert page.row_dimensions[1].height == 30
    assert page.row_dimensions[2].height == 5 * 15 + 3  # four lines of outcome in a column of 24, one of session
    assert page.row_dimensions[4].height == 9 * 15 + 3
    assert page.row_dimensions[5].height == 3 * 15 + 3  # the id, cut at its hyphens
    long = Action(id="a1", title="word " * 2000)
    assert sheet(replace(FULL, actions=(long,))).row_dimensions[2].height == pytest.approx(409, abs=1)
    notes = sheet(FULL, "Notes")
    assert {round(row.height) for row in notes.row_dimensions.values() if row.height} == {18, 33, 48}
    assert notes.column_dimensions["A"].width == pytest.approx(84, abs=1)


def test_the_workbook_is_ready_to_use_and_to_print() -> None:
    page = sheet(FULL)
    assert page.auto_filter.ref == "A1:L4"
    assert page.freeze_panes == "C2"
    lists = {str(rule.sqref): (rule.formula1, rule.errorStyle) for rule in page.data_validations.dataValidation}
    assert lists == {
        "G2:G204": ('"open,in progress,done,cancelled"', "warning"),
        "F2:F204": ('"high,medium,low,not stated"', "warning"),
    }
    marked = {
        str(area.sqref): [rule.formula for rule in rules]
        for area, rules in page.conditional_formatting._cf_rules.items()
    }
    assert marked == {"C2:C204": [['"not stated"']], "E2:E204": [['"not stated"']]}
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (
        "landscape",
        None,
        0,
    )
    assert page.sheet_properties.pageSetUpPr.fitToPage is True
    assert page.print_title_rows == "$1:$1"
    assert page.oddHeader.left.text == "Follow-up actions: Exchange && more"
    assert page.column_dimensions["B"].width == pytest.approx(28, abs=1)
    assert page["B2"].alignment.wrap_text is True


def test_the_notes_explain_the_states() -> None:
    lines = [row[0].value for row in sheet(FULL, "Notes").iter_rows()]
    assert lines[:2] == ["Follow-up actions", "Exchange & more, 3 to 5 March 2026"]
    assert any(line and line.startswith("“not stated” means that") for line in lines)
    assert {"Status", "Priority", "Changes"} <= set(lines)


def test_the_workbook_is_dated_by_the_event() -> None:
    book = openpyxl.load_workbook(io.BytesIO(content(FULL, ".xlsx")))
    assert book.properties.created == datetime(2026, 3, 5)
    assert book.properties.modified == datetime(2026, 3, 5)
    with zipfile.ZipFile(io.BytesIO(content(FULL, ".xlsx"))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_event_gives_the_same_bytes_in_another_process_and_time_zone() -> None:
    script = (
        "from tests.draft.test_task_list import *\n"
        "print([file.digest for file in task_list.draft(FULL, setting()).files])"
    )
    root = GOLDEN.parent.parent
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{root / 'src'}:{root}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, seed in (("Asia/Tokyo", "1"), ("America/Lima", "2"))
    }
    assert answers == {f"{[file.digest for file in task_list.draft(FULL, setting()).files]}\n"}


def test_csv_opens_in_excel_and_runs_nothing() -> None:
    raw = content(FULL, ".csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows[0] == HEADER
    assert rows[1][4] == "2026-04-30"
    assert rows[1][11] == "first line\nsecond line"
    assert rows[2][1] == '\'=HYPERLINK("http://example.org")'
    assert rows[2][11] == "'@all +1"
    assert rows[3][4] == "not stated"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＠"])
def test_every_formula_start_is_made_harmless(start: str) -> None:
    event = replace(FULL, actions=(Action(id="a1", title="x", done_when=f"{start}1+1", notes=f"{start}cmd"),))
    row = list(csv.reader(io.StringIO(content(event, ".csv").decode("utf-8-sig"), newline="")))[1]
    # A leading tab is white space around the text and is gone before.
    guarded = "" if start == "\t" else f"'{start}"
    assert (row[7], row[11]) == (f"{guarded}1+1", f"{guarded}cmd")


def test_calendar_tasks() -> None:
    first, second, third = todos(FULL)
    assert [str(todo["uid"]) for todo in (first, second, third)] == [
        f"kampot-2026-{key}@communique.invalid" for key in ("a1", "a2", "a3")
    ]
    assert {todo["dtstamp"].dt for todo in (first, second, third)} == {datetime(2026, 3, 5, tzinfo=UTC)}
    assert first["due"].dt == date(2026, 4, 30)
    assert "due" not in second
    assert [int(todo["priority"]) for todo in (first, second, third)] == [1, 9, 5]
    assert [str(todo["status"]) for todo in (first, second, third)] == ["IN-PROCESS", "COMPLETED", "CANCELLED"]
    assert str(first["description"]) == (
        "Owner: Mr. Sok Sample\nOrganisation: Polytechnic of Examples\nDone when: receipt is confirmed\nType: agreed\n"
        "From: Outcome o1: Polytechnic of Examples and Sok Sample agreed to share plans\nSession: Round table\n"
        "Source: actions.csv, cell A2\nNotes: first line\nsecond line"
    )
    assert str(second["summary"]) == '=HYPERLINK("http://example.org")'
    assert str(third["summary"]) == "寄送培训计划" * 20


def test_reminders_only_where_something_is_due() -> None:
    first, second, _ = todos(FULL)
    alarms = list(first.walk("VALARM"))
    assert [alarm["trigger"].dt for alarm in alarms] == [timedelta(days=-7), timedelta(days=-1)]
    assert {alarm["trigger"].params["RELATED"] for alarm in alarms} == {"END"}
    assert {str(alarm["description"]) for alarm in alarms} == {"Due soon: Send the plan"}
    assert list(second.walk("VALARM")) == []


def test_open_and_unknown_states_need_action_and_no_priority_is_left_out() -> None:
    event = replace(FULL, actions=(Action(id="a", title="x"), Action(id="b", title="y", status="waiting")))
    assert [str(todo["status"]) for todo in todos(event)] == ["NEEDS-ACTION", "NEEDS-ACTION"]
    assert all("priority" not in todo for todo in todos(event))


def test_calendar_lines_are_folded_between_characters() -> None:
    lines = content(FULL, ".ics").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()


@pytest.mark.parametrize("event", [SEED, FULL], ids=lambda event: event.id)
def test_the_trace_points_at_the_cells(event: Event) -> None:
    draft = task_list.draft(event, setting())
    page = sheet(event)
    for item in draft.file(".xlsx").trace:
        value = page[item.place.removeprefix("Actions!")].value
        text = value.date().isoformat() if isinstance(value, datetime) else str(value)
        assert " ".join(text.split()) == item.text
    rows = list(csv.reader(io.StringIO(content(event, ".csv").decode("utf-8-sig"), newline="")))
    for item in draft.file(".csv").trace:
        row, column = map(int, re.findall(r"\d+", item.place))
        assert " ".join(rows[row - 1][column - 1].split()).removeprefix("'") == item.text
    lines = content(event, ".ics").decode().split("\r\n")
    for item in draft.file(".ics").trace:
        line = lines[int(item.place.removeprefix("line ")) - 1]
        assert re.match(r"(SUMMARY|DUE|PRIORITY|STATUS|DESCRIPTION)[:;]", line)
    places = [item.place for item in draft.file(".xlsx").trace]
    assert len(places) == len(set(places))


def test_due_dates_are_traced_to_their_cell() -> None:
    trace = task_list.draft(FULL, setting()).file(".xlsx").trace
    due = next(item for item in trace if item.place == "Actions!E2")
    assert (due.text, str(due.sources[0].origin)) == ("2026-04-30", "actions.csv, cell E2")


def test_an_event_without_actions_has_an_empty_list() -> None:
    event = replace(FULL, actions=())
    assert [[cell.value for cell in row] for row in sheet(event).iter_rows()] == [HEADER]
    assert content(event, ".csv").decode("utf-8-sig") == ",".join(HEADER) + "\r\n"
    assert todos(event) == []
