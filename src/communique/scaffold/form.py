"""Makes the fill-in workbook of a new event from its description in ``templates/workspace/event-form.toml``.

xlsxwriter is loaded only when a workbook is made. The same description and title give the same bytes on every day.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from communique.errors import ConfigError

ENTRY_ROWS = 150
HEADER_ROW = 2
ACCENT, PAPER, GREY, LINE = "#1F4E79", "#EAF1F8", "#7F7F7F", "#BFCAD6"
DEFAULT_WIDTH = {"date": 14, "time": 9, "number": 10, "phone": 18, "long": 30, "text": 16}
NUMBER_FORMAT = {"date": "d mmm yyyy", "time": "hh:mm", "number": "0", "phone": "@", "text": "@", "long": "@"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet, or one line of the sheet Event. ``rows`` is the height of a line, in lines of text."""

    header: str
    note: str
    example: str | int | date = ""
    kind: str = "text"
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    strict: bool = True
    width: int = 0
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """``layout`` is “table” (headers across, one record per row) or “fields” (one field per line)."""

    name: str
    title: str
    instruction: str
    columns: tuple[Column, ...]
    layout: str = "table"


@dataclass(slots=True)
class _Writer:
    """The open workbook and the cell formats already made, by their properties."""

    book: Any
    sheets: tuple[Sheet, ...]
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def style(self, **properties: object) -> Any:
        properties = {"font_name": "Calibri", "font_size": 11, "valign": "top"} | properties
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties)
        return self.formats[key]

    def entry(self, column: Column, **properties: object) -> Any:
        return self.style(
            num_format=NUMBER_FORMAT[column.kind],
            valign="top" if column.kind == "long" else "vcenter",
            text_wrap=column.kind == "long",
            align="left",
            indent=1,
            border=1,
            border_color=LINE,
            **properties,
        )


def load(path: Path) -> tuple[Sheet, ...]:
    """The sheets described in the file. Raises ``ConfigError`` naming it when it can't be used."""
    try:
        described = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return tuple(_sheet(item) for item in described["sheet"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        reason = f"“{error.args[0]}” is missing" if isinstance(error, KeyError) else str(error)
        raise ConfigError(
            f"The description of the fill-in workbook, {path}, can't be used: {reason}. "
            "Mend it, or delete it to get the one that comes with the program."
        ) from error


def _column(item: Mapping[str, Any]) -> Column:
    return Column(**{**item, "choices": tuple(item.get("choices", ()))})


def _sheet(item: Mapping[str, Any]) -> Sheet:
    columns = tuple(_column(column) for column in item["column"])
    for column in columns:
        if column.kind not in NUMBER_FORMAT:
            raise TypeError(f"the column “{column.header}” has the unknown kind “{column.kind}”")
    return Sheet(item["name"], item["title"], item["instruction"], columns, item.get("layout", "table"))


def workbook(sheets: tuple[Sheet, ...], title: str = "") -> bytes:
    """The workbook as bytes; ``title`` is filled in as the event's."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    # The date is part of the file's properties; a fixed one keeps two workbooks equal.
    book.set_properties({"title": title or "Event", "created": datetime(2024, 1, 1)})
    writer = _Writer(book, sheets)
    for sheet in sheets:
        page = _page(writer, sheet)
        if sheet.layout == "fields":
            _write_fields(writer, page, sheet, title)
        else:
            _write_table(writer, page, sheet)
    book.close()
    return content.getvalue()


def _page(writer: _Writer, sheet: Sheet) -> Any:
    page = writer.book.add_worksheet(sheet.name)
    page.hide_gridlines(2)
    page.set_paper(9)
    page.set_landscape()
    page.set_margins(0.5, 0.5, 0.6, 0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_ROW)
    page.set_footer("&L&8&A&R&8&P / &N")
    page.set_tab_color(ACCENT)
    page.set_default_row(18)
    page.set_row(0, 26)
    page.set_row(1, 20)
    page.write_string(0, 0, sheet.title, writer.style(bold=True, font_size=16, font_color=ACCENT, valign="vcenter"))
    page.write_string(1, 0, sheet.instruction, writer.style(italic=True, font_color=GREY, valign="vcenter"))
    page.set_row(HEADER_ROW, 24)
    page.set_comments_author("Communiqué")
    return page


def _header(writer: _Writer, page: Any, position: int, text: str) -> None:
    style = writer.style(
        bold=True, font_color="#FFFFFF", bg_color=ACCENT, border=1, border_color=ACCENT, valign="vcenter", indent=1
    )
    page.write_string(HEADER_ROW, position, text, style)


def _note(page: Any, row: int, position: int, text: str) -> None:
    height = 39 + 17 * (len(text) // 34)
    page.write_comment(row, position, text, {"width": 250, "height": height, "font_size": 9, "font_name": "Calibri"})


def _write_table(writer: _Writer, page: Any, sheet: Sheet) -> None:
    first, last = HEADER_ROW + 2, HEADER_ROW + 1 + ENTRY_ROWS
    height = 1
    for position, column in enumerate(sheet.columns):
        width = column.width or DEFAULT_WIDTH[column.kind]
        page.set_column(position, position, width)
        _header(writer, page, position, column.header)
        _note(page, HEADER_ROW, position, column.note)
        _write_example(writer, page, HEADER_ROW + 1, position, column)
        height = max(height, _lines(str(column.example), width))
        for row in range(first, last + 1):
            page.write_blank(row, position, None, writer.entry(column))
        _validate(writer, page, (first, position, last, position), column)
    page.set_row(HEADER_ROW + 1, 16 * height + 3)
    page.freeze_panes(HEADER_ROW + 1, 0)


def _lines(text: str, width: int) -> int:
    return sum(1 + len(line) // max(width, 1) for line in text.split("\n"))


def _write_fields(writer: _Writer, page: Any, sheet: Sheet, title: str) -> None:
    for position, (text, width) in enumerate((("Field", 24), ("Your entry", 66), ("Example", 58))):
        page.set_column(position, position, width)
        _header(writer, page, position, text)
    for row, column in enumerate(sheet.columns, HEADER_ROW + 1):
        page.set_row(row, 16 * max(column.rows, _lines(str(column.example), 58)) + 3)
        upright = "top" if column.kind == "long" else "vcenter"
        label = writer.style(
            bold=True, bg_color=PAPER, border=1, border_color=LINE, align="left", indent=1, valign=upright
        )
        page.write_string(row, 0, column.header, label)
        _note(page, row, 0, column.note)
        if title and column.header == "Title":
            page.write_string(row, 1, title, writer.entry(column))
        else:
            page.write_blank(row, 1, None, writer.entry(column))
        _write_example(writer, page, row, 2, column)
        _validate(writer, page, (row, 1, row, 1), column)
    page.freeze_panes(HEADER_ROW + 1, 1)


def _write_example(writer: _Writer, page: Any, row: int, position: int, column: Column) -> None:
    style = writer.entry(column, italic=True, font_color=GREY, bg_color="#F2F2F2")
    example: Any = column.example
    if example == "":
        page.write_blank(row, position, None, style)
    elif isinstance(example, date):
        page.write_datetime(row, position, datetime.combine(example, time()), style)
    elif column.kind == "time":
        page.write_datetime(row, position, time.fromisoformat(str(example)), style)
    elif isinstance(example, int):
        page.write_number(row, position, example, style)
    else:
        page.write_string(row, position, example, style)


def _validate(writer: _Writer, page: Any, area: tuple[int, int, int, int], column: Column) -> None:
    rule: dict[str, Any]
    if column.choices:
        rule = {"validate": "list", "source": list(column.choices), "error_message": "Choose one of the list."}
    elif column.choices_from:
        rule = {"validate": "list", "source": _range(writer.sheets, column.choices_from)}
    elif column.kind == "date":
        rule = {
            "validate": "date", "criteria": "between", "minimum": date(1990, 1, 1), "maximum": date(2100, 12, 31),
            "error_message": "Write a date, for example 3 Mar 2026. If you do not know it, leave the cell empty.",
        }  # fmt: skip
    elif column.kind == "time":
        rule = {
            "validate": "time", "criteria": "between", "minimum": time(0, 0), "maximum": time(23, 59),
            "error_message": "Write a time from 00:00 to 23:59, for example 09:30.",
        }  # fmt: skip
    elif column.kind == "number":
        rule = {
            "validate": "integer", "criteria": ">=", "value": 0,
            "error_message": "Write a whole number. If nobody counted, leave the cell empty.",
        }  # fmt: skip
    else:
        return
    # “information” lets another word in after a question; “stop” does not.
    rule |= {"error_title": column.header, "error_type": "stop" if column.strict else "information"}
    page.data_validation(*area, rule)


def _range(sheets: tuple[Sheet, ...], reference: str) -> str:
    """``Participants.Name`` as the cells in which entries of that column stand, for a drop-down list."""
    name, _, header = reference.partition(".")
    for sheet in sheets:
        for position, column in enumerate(sheet.columns):
            if (sheet.name, column.header) == (name, header):
                letter = chr(ord("A") + position)
                return f"='{name}'!${letter}${HEADER_ROW + 3}:${letter}${HEADER_ROW + 2 + ENTRY_ROWS}"
    raise ConfigError(
        f"In the fill-in workbook, choices_from names the column “{reference}”, which no sheet has; mend it."
    )
