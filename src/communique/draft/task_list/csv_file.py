"""The task list as CSV: UTF-8 with a byte order mark for Excel, ISO dates, and no cell that runs as a formula."""

from __future__ import annotations

import csv
import io

from communique.draft.task_list.tasks import COLUMNS, Tasks
from communique.model import Rendition, Trace

# A spreadsheet program takes text that begins so for a formula; the last four are the full-width forms.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(tasks: Tasks, name: str) -> Rendition:
    """The rows under one header row; lines end in CR LF, as RFC 4180 wants."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([tasks.words[f"column {column}"] for column in COLUMNS])
    trace: list[Trace] = []
    for row, task in enumerate(tasks.tasks, 2):
        writer.writerow([_harmless(task.cells[column].text) for column in COLUMNS])
        for column, key in enumerate(COLUMNS, 1):
            trace += task.cells[key].trace(f"row {row}, column {column}")
    return Rendition(name, "text/csv", text.getvalue().encode("utf-8-sig"), tuple(trace))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
