"""Readers and record builders together, over the files of a folder as officers have them."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import docx
import pytest
import xlsxwriter

from communique import gather, scaffold
from communique.model import Event, HalfDay, NameOrder, OutcomeStatus, Sex
from communique.register import Register


def participants(path: Path) -> None:
    """A sign-in sheet: title, head block, merged two-row header, ticks, the header again on page two, totals."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("签到表")
        sheet.merge_range("A1:G1", "技能发展交流活动 签到表")
        sheet.merge_range("A2:D2", "会议名称：Exchange event on skills")
        sheet.merge_range("E2:G2", "会议时间：2023年12月10日至13日")
        for top in (3, 8):
            for column, header in (
                (0, "No."),
                (1, "Name 姓名"),
                (4, "Organisation 单位"),
                (5, "Function 职务"),
                (6, "Tel."),
            ):
                sheet.merge_range(top, column, top + 1, column, header)
            sheet.merge_range(top, 2, top, 3, "Sex 性别")
            sheet.write_row(top + 1, 2, ["M 男", "F 女"])
        sheet.write_row(5, 0, [1, "Ms. ZHANG Lifang 张丽芳", "", "✓", "Institute", "Dean", 8613812345678])
        sheet.write_row(6, 0, [2, "Enn Vuthy", "√", "", "Ministry", "Deputy Director", "012 345 678"])
        sheet.write_row(7, 0, [3])
        sheet.write_row(10, 0, [4, "Lifang Zhang", "", "x", "Institute", "Dean"])
        sheet.merge_range("A12:B12", "合计 Total")
        sheet.write_row(11, 2, [1, 1])


def agenda(path: Path) -> None:
    """A Word table with a merged day row and the hours of each item."""
    document = docx.Document()
    document.add_heading("Agenda", 1)
    grid = document.add_table(rows=4, cols=4)
    for cell, text in zip(grid.rows[0].cells, ("Time", "Session", "Speakers", "Room"), strict=True):
        cell.text = text
    day = grid.rows[1].cells
    day[0].merge(day[3]).text = "Day 2 – Monday, 11 December 2023"
    for cell, text in zip(
        grid.rows[2].cells, ("上午9:00-10:30", "Special lectures", "Ms. Zhang Lifang\nMr. Vuthy Enn"), strict=False
    ):
        cell.text = text
    for cell, text in zip(grid.rows[3].cells, ("10.30 – 11.00 a.m.", "Tea break"), strict=False):
        cell.text = text
    document.save(str(path))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "an-event"
    folder.mkdir()
    participants(folder / "participants.xlsx")
    agenda(folder / "agenda.docx")
    (folder / "outcomes.csv").write_bytes("成果;状态;提出方\n加强合作;达成一致;Institute\n".encode("gb18030"))
    (folder / "site-visits.md").write_text(
        "# A workshop\n\nHost: Example Co., Ltd.\n\n- robots\n- a line\n\nIt was seen.\n"
    )
    (folder / "actions.toml").write_text('[[action]]\ntitle = "Send the plan"\nowner = "Enn Vuthy"\ndue = 2024-01-31\n')
    (folder / "quotes.csv").write_text("Speaker,Quotation,Clearance\nKeo Example,“Thanks.”,cleared\n")
    with xlsxwriter.Workbook(folder / "event.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Event")
        sheet.write_row(0, 0, ["Title", "Exchange event on skills"])
        sheet.write_row(1, 0, ["City", "Guangzhou"])
        sheet.write_row(2, 0, ["Published on", datetime(2024, 1, 2)])
    return folder


def test_a_folder_of_many_kinds_of_files_is_one_event(folder: Path) -> None:
    gathered = gather.read(gather.fetch(folder), Register())
    event = gathered.event
    assert (event.title, event.city, event.published) == ("Exchange event on skills", "Guangzhou", date(2024, 1, 2))
    assert (event.start, event.end) == (date(2023, 12, 10), date(2023, 12, 13))
    assert event.origins["start"].file == "participants.xlsx"
    assert event.origins["start"].cell == "E2"
    assert (event.women_stated, event.men_stated, event.participants_stated) == (1, 1, None)
    zhang, enn, keo = event.people
    assert (zhang.display, zhang.names, zhang.order) == ("Zhang Lifang", {"zh": "张丽芳"}, NameOrder.FAMILY_FIRST)
    assert (zhang.sex, zhang.honorific, zhang.phone) == (Sex.WOMAN, "Ms.", "8613812345678")
    assert (enn.display, enn.sex, enn.phone) == ("Enn Vuthy", Sex.MAN, "012 345 678")
    assert zhang.origins["sex"].cell == "D6"
    assert (keo.display, keo.listed) == ("Keo Example", False)
    assert [finding.code for finding in gathered.findings] == ["INPUT-38"]


def test_its_tables_refer_to_each_other(folder: Path) -> None:
    event = gather.read(gather.fetch(folder), Register()).event
    lecture, tea = event.sessions
    assert lecture.speakers == tuple(person.id for person in event.people[:2])
    assert (lecture.day, lecture.start, lecture.end, lecture.half_day) == (
        date(2023, 12, 11),
        time(9),
        time(10, 30),
        HalfDay.MORNING,
    )
    assert (tea.start, tea.end) == (time(10, 30), time(11))
    assert lecture.origins["title"].cell == "table 1, row 3, column 2"
    (visit,) = event.visits
    assert (visit.place, visit.shown, visit.summary) == ("A workshop", ("robots", "a line"), "It was seen.")
    assert event.organisation(visit.host).name == "Example Co., Ltd."
    (outcome,) = event.outcomes
    assert (outcome.text, outcome.status, outcome.by) == ("加强合作", OutcomeStatus.AGREED, ("institute",))
    (action,) = event.actions
    assert (action.owner, action.due, action.origins["due"].line) == (event.people[1].id, date(2024, 1, 31), 4)
    assert (event.quotes[0].text, event.quotes[0].speaker) == ("Thanks.", "example-keo")


def test_the_fill_in_workbook_is_understood_and_its_examples_are_ignored(tmp_path: Path) -> None:
    scaffold.new_workspace(tmp_path / "desk")
    scaffold.new_event(tmp_path / "desk", "spring", "Spring exchange")
    gathered = gather.read(gather.fetch(tmp_path / "desk/events/spring"), Register())
    assert gathered.event == Event(id="spring", title="Spring exchange", origins=gathered.event.origins)
    assert list(gathered.event.origins) == ["", "title"]
    assert gathered.findings == ()
