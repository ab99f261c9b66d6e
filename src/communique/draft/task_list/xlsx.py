"""The task list as a workbook: filters, drop-downs, real dates, printable on A4."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from unicodedata import east_asian_width

from communique.draft.task_list.tasks import COLUMNS, PRIORITIES, STATUSES, Cell, Tasks
from communique.model import Rendition, Trace

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# In characters; together they fit the width of A4 in print that can still be read.
WIDTHS = (12, 28, 16, 20, 17, 10, 11, 22, 10, 24, 17, 24)
NOTES_WIDTH = 84  # what A4 upright holds without being made smaller
LINE, HIGHEST = 15, 409  # points: a line of the workbook's own font, and the most that Excel allows a row
A4 = 9
CELL_LIMIT = 32_767
# Lines that may be added by hand and still get the drop-downs.
ROOM = 200


def render(tasks: Tasks, name: str) -> Rendition:
    """A sheet of actions and a sheet of notes. The same tasks give the same bytes on any day, in any time zone."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime.combine(tasks.dated, time())
    book.set_properties({"title": tasks.words["title"], "subject": tasks.title, "created": made})
    trace = _actions(book, tasks)
    _notes(book, tasks)
    book.close()
    return Rendition(name, MEDIA_TYPE, content.getvalue(), trace)


def _actions(book: Any, tasks: Tasks) -> tuple[Trace, ...]:
    sheet_name = tasks.words["sheet actions"]
    sheet = book.add_worksheet(sheet_name)
    head = book.add_format(
        {
            "bold": True,
            "bg_color": "#1F3864",
            "font_color": "#FFFFFF",
            "border": 1,
            "text_wrap": True,
            "valign": "top",
        }
    )
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"})
    dated = book.add_format(
        {"num_format": "d mmmm yyyy", "align": "left", "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    )
    for column, (key, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, tasks.words[f"column {key}"], head)
    sheet.set_row(0, 2 * LINE)  # the second line is where the buttons of the filter are
    trace: list[Trace] = []
    for row, task in enumerate(tasks.tasks, 1):
        texts = ("" if isinstance(task.cells[key].value, date) else task.cells[key].text for key in COLUMNS)
        sheet.set_row(row, _height(zip(texts, WIDTHS, strict=True)))
        for column, key in enumerate(COLUMNS):
            cell = task.cells[key]
            _put(sheet, row, column, cell, dated if key == "due" else body)
            trace += cell.trace(f"{sheet_name}!{_letter(column)}{row + 1}")
    _equip(book, sheet, tasks)
    return tuple(trace)


def _height(cells: Iterable[tuple[str, int]]) -> int:
    """Points that a row needs for its texts in columns so many characters wide.

    Programs don't measure wrapped text when they open a file, so it is estimated: a width is counted in digits, a
    letter is a little narrower, a Chinese one twice as wide. Words are not cut unless they are longer than a line.
    """
    lines = (sum(_lines(line, width) for line in text.split("\n")) for text, width in cells)
    return min(LINE * max(lines, default=1) + 3, HIGHEST)


def _lines(text: str, width: int) -> int:
    found, used = 1, 0.0
    for word in re.split(r"(?<=-)| ", text):
        size = sum(2 if east_asian_width(letter) in "WF" else 0.95 for letter in word)
        if used and used + size > width:
            found, used = found + 1, 0.0
        more, rest = divmod(used + size, width)
        found, used = found + int(more), rest + (not word.endswith("-"))
    return found


def _put(sheet: Any, row: int, column: int, cell: Cell, form: Any) -> None:
    if isinstance(cell.value, date):
        sheet.write_datetime(row, column, datetime.combine(cell.value, time()), form)
    elif cell.text:
        text = cell.text if len(cell.text) <= CELL_LIMIT else f"{cell.text[: CELL_LIMIT - 1]}…"
        sheet.write_string(row, column, text, form)
    else:
        sheet.write_blank(row, column, None, form)


def _equip(book: Any, sheet: Any, tasks: Tasks) -> None:
    """Everything about the sheet that is not a cell: filter, frozen header, lists to choose from, colour, paper."""
    last = len(tasks.tasks)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(1, 2)
    unknown = tasks.words["not stated"]
    for key, choices in (("status", STATUSES), ("priority", (*PRIORITIES, unknown))):
        column = COLUMNS.index(key)
        # A warning, not a refusal: a ministry may have states of its own.
        rule = {"validate": "list", "source": list(choices), "error_type": "warning", "ignore_blank": True}
        sheet.data_validation(1, column, last + ROOM, column, rule)
    missing = book.add_format({"bg_color": "#FFF2CC", "font_color": "#7F6000", "italic": True})
    for key in ("owner", "due"):
        column = COLUMNS.index(key)
        rule = {"type": "cell", "criteria": "==", "value": f'"{unknown}"', "format": missing}
        # As a condition, so that the colour goes when somebody fills the cell in.
        sheet.conditional_format(1, column, last + ROOM, column, rule)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    heading = f"{tasks.words['title']}: {tasks.title}".replace("&", "&&")
    sheet.set_header(f"&L{heading[:200]}")
    sheet.set_footer(f"&R{tasks.words['page']}")


def _notes(book: Any, tasks: Tasks) -> None:
    sheet = book.add_worksheet(tasks.words["sheet notes"])
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"text_wrap": True, "bold": True, "valign": "top"})
    sheet.set_column(0, 0, NOTES_WIDTH)
    above = ""
    for row, line in enumerate(tasks.notes):
        if line:
            sheet.write_string(row, 0, line, plain if above else bold)
            sheet.set_row(row, _height([(line, NOTES_WIDTH)]))
        above = line
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _letter(column: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]
