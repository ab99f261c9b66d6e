"""Reads .xlsx workbooks: one table per visible sheet, merged ranges filled, each cell with its true address."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from communique.gather.cleaning import clean
from communique.gather.files import workbook_parts
from communique.gather.files.archive import packed
from communique.gather.files.content import ensure_office, program
from communique.gather.files.grid import frozen, laid_out
from communique.gather.findings import found
from communique.gather.refusal import damaged
from communique.gather.table import Cell, Table, Value
from communique.model import Finding, Origin

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ERROR = re.compile(r"#((NULL|DIV/0|VALUE|REF|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY)!|NAME\?|N/A|GETTING_DATA)")
_SHOWN = 20


def read(name: str, content: bytes) -> tuple[Table, ...]:
    """The visible sheets that have anything in them, in their order. Raises ``Refusal``."""
    ensure_office(name, content)
    book = _opened(name, packed(workbook_parts.prepared(name, content)))
    tables = []
    for title, values, top, left, merged in _sheets(name, book):
        rows = laid_out(values, name, sheet=clean(title).strip(), top=top, left=left)
        _fill(rows, merged, top, left)
        if rows:
            kept, findings = _without_errors(rows)
            tables.append(Table(clean(title).strip(), name, frozen(kept), findings))
    return tuple(tables)


def _opened(name: str, file: Any) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(file)
    except BaseException as error:
        raise _understood(name, error) from error


def _understood(name: str, error: BaseException) -> BaseException:
    """A failure of calamine as a refusal. A panic in Rust code is no ``Exception``; an interrupt stays what it is."""
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return damaged(name, "is a workbook with contradictory or missing parts", program(name))
    return error


def _sheets(
    name: str, book: CalamineWorkbook
) -> Iterable[tuple[str, list[list[Value]], int, int, list[tuple[tuple[int, int], tuple[int, int]]]]]:
    """Title, values, first row, first column (from 0) and merged ranges of each visible sheet that is not empty."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for metadata in book.sheets_metadata:
        if metadata.visible != SheetVisibleEnum.Visible or metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet: CalamineSheet = book.get_sheet_by_name(metadata.name)
            start, merged = sheet.start, sheet.merged_cell_ranges or []
            raw = sheet.to_python() if start else []
        except BaseException as error:
            raise _understood(name, error) from error
        if start and raw:
            yield metadata.name, [list(map(_value, row)) for row in raw], start[0], start[1], merged


def _value(raw: Any) -> Value:
    kind = type(raw)
    if kind is str:
        return (clean(raw) or None) if raw and not raw.isspace() else None
    if kind is float:
        return raw if math.isfinite(raw) else str(raw)
    if isinstance(raw, timedelta):
        return _duration(raw)
    return raw  # type: ignore[no-any-return]  # calamine gives nothing else but bool, int, date, datetime and time


def _duration(raw: timedelta) -> Value:
    """A time of day that is formatted as a duration, ``[h]:mm``; longer ones stay text: ``30:00``."""
    seconds = round(raw.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, second = divmod(rest, 60)
    if seconds >= 0 and hours < 24:
        return time(hours, minutes, second)
    return f"{'-' if seconds < 0 else ''}{hours}:{minutes:02}" + (f":{second:02}" if second else "")


def _fill(
    rows: list[list[Cell]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]], top: int, left: int
) -> None:
    """Each cell of a merged range becomes its top left one, as far as the range lies in the used part of the sheet."""
    height, width = len(rows), len(rows[0]) if rows else 0
    for (first_row, first_column), (last_row, last_column) in merged:
        row, column = first_row - top, first_column - left
        if not (0 <= row < height and 0 <= column < width):
            continue
        cell = rows[row][column]
        for line in rows[row : min(last_row - top + 1, height)]:
            end = max(min(last_column - left + 1, width), column)
            line[column:end] = [cell] * (end - column)


def _without_errors(rows: list[list[Cell]]) -> tuple[list[list[Cell]], tuple[Finding, ...]]:
    """Cells with an error value count as empty, and one finding per sheet says where they are."""
    wrong: dict[Origin, str] = {
        cell.origin: cell.value
        for row in rows
        for cell in row
        if isinstance(cell.value, str) and cell.value[:1] == "#" and _ERROR.fullmatch(cell.value)
    }
    if not wrong:
        return rows, ()
    kept = [[Cell(None, cell.origin) if cell.origin in wrong else cell for cell in row] for row in rows]
    place, error = next(iter(wrong.items()))
    more = f", like {len(wrong) - 1} more of this sheet," if len(wrong) > 1 else ""
    where = f"{place.file}, sheet “{place.sheet}”"
    message = f"{where}: cell {place.cell}{more} shows the error {error} and counts as empty."
    return kept, (found("INPUT-11", message, place, related=list(wrong)[1:_SHOWN], about=(error,)),)
