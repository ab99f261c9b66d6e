"""Reading workbooks with the address of every cell: ours against openpyxl's read-only mode."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path

from benchmarks.measure import Comparison, call
from communique.gather.table import Table

HEADER = ("No.", "Name", "Sex", "Function", "Organisation", "E-mail", "Born", "Registered")


def rows(work: Path) -> Iterator[Comparison]:
    """Two lengths of a list of participants with eight columns, two of them dates."""
    for number, rounds in ((200, 15), (20_000, 3)):
        yield Comparison(
            f"reading .xlsx, {number:,} rows, each value with its cell / openpyxl read_only, the same",
            lambda number=number: call(partial(our_rows, workbook(number)))(),  # type: ignore[misc]  # bound now
            lambda number=number: call(partial(openpyxl_rows, workbook(number)))(),  # type: ignore[misc]  # bound now
            0.25,
            rounds,
        )


@cache
def workbook(number: int) -> bytes:
    """The workbook to read, made when it is first asked for; both readers find all of its rows."""
    content = participants(number)
    if len(our_rows(content)[0].rows) != number + 1 or len(openpyxl_rows(content)) != number:
        raise RuntimeError("the two readers do not read the same rows")
    return content


def our_rows(content: bytes) -> tuple[Table, ...]:
    from communique.gather.files import workbook

    return workbook.read("participants.xlsx", content)


def openpyxl_rows(content: bytes) -> list[dict[str, tuple[object, str]]]:
    """One dictionary per row: header → the value and the address of its cell."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    lines = book.worksheets[0].iter_rows()
    header = [str(cell.value) for cell in next(lines)]
    return [{name: (cell.value, cell.coordinate) for name, cell in zip(header, line, strict=True)} for line in lines]


def participants(number: int) -> bytes:
    """A workbook with that many invented people."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Participants")
        sheet.write_row(0, 0, HEADER)
        for row in range(1, number + 1):
            name, body = f"Family{row % 97} Given{row}", f"Organisation {row % 40}"
            sheet.write_row(row, 0, (row, name, "WM"[row % 2], "Trainer", body, f"p{row}@example.org"))
            born = datetime(1970, 1, 1) + timedelta(days=row % 9000)
            sheet.write_datetime(row, 6, born, day)
            sheet.write_datetime(row, 7, datetime(2023, 12, 1) + timedelta(days=row % 9), day)
    return buffer.getvalue()
