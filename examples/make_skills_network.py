"""Makes the binary and oddly encoded input files of examples/skills-network again.

    python -m examples.make_skills_network [FOLDER]

Run from the top of the repository. Without FOLDER the files in the example itself are replaced. What they say is in
``skills_network_inputs.toml``. Notes, quotations, captions, answers, settings and register are not made here: they are
text and are kept in the example as they are.
"""

from __future__ import annotations

import io
import sys
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.shared import Cm
from examples import drawings

HERE = Path(__file__).resolve().parent
EVENT = "events/guangzhou-2023"
MADE = datetime(2023, 12, 15, 9, 0)
SIGN_IN = ("No.", "Name", "Sex", "", "Function", "Organisation", "Country", "Role", "Telephone", "E-mail", "Signature")
WIDTHS = (6, 28, 5, 5, 32, 38, 12, 15, 18, 36, 16)
Inputs = Mapping[str, Any]


def _workbook(fill: Callable[[Any, Inputs], None], inputs: Inputs) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"author": "Example", "created": MADE})
    fill(book, inputs)
    book.close()
    return content.getvalue()


def _event(book: Any, inputs: Inputs) -> None:
    """Two columns as an officer keeps them: the words on the left, what is known on the right."""
    page = book.add_worksheet("Event")
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    page.write(0, 0, "Event sheet", book.add_format({"bold": True, "font_size": 14}))
    label = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, (key, value) in enumerate(inputs["event"].items(), 2):
        page.write_string(row, 0, key, label)
        page.write_string(row, 1, value, wrapped)


def _participants(book: Any, inputs: Inputs) -> None:
    """A sign-in sheet: head block, two header rows with “Sex” over two tick columns, a total row."""
    page = book.add_worksheet("Sign-in")
    head = book.add_format({"bold": True, "font_size": 14, "align": "center"})
    cell = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True})
    bold = book.add_format({"border": 1, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDE6EE"})
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.merge_range("A1:K1", "Sign-in sheet 签到表", head)
    page.merge_range("A2:K2", "Speakers and documentation desk only. This is not the list of participants.", cell)
    for column, text in enumerate(SIGN_IN):
        if text == "Sex":
            page.merge_range(3, 2, 3, 3, text, bold)
        elif text:
            page.merge_range(3, column, 4, column, text, bold)
    page.write_row(4, 2, ("F", "M"), bold)
    details = ("function", "organisation", "country", "role", "telephone", "email", "signature")
    for row, person in enumerate(inputs["person"], 5):
        ticks = ["✓" if person.get("sex") == column else "" for column in "FM"]
        page.write_row(row, 0, [row - 4, person["name"], *ticks, *(person.get(key, "") for key in details)], cell)
    last = 5 + len(inputs["person"])
    page.merge_range(last, 0, last, 1, "Total", bold)
    page.write_row(last, 2, (inputs["total"]["women"], inputs["total"]["men"]), bold)
    page.freeze_panes(5, 2)


def _actions(book: Any, inputs: Inputs) -> None:
    page = book.add_worksheet("Next steps")
    page.write(0, 0, "What is to follow")
    page.write(1, 0, "Owner and date: to be filled in by the two institutions")
    page.write_row(3, 0, list(inputs["action"][0]), book.add_format({"bold": True, "bottom": 1}))
    for row, action in enumerate(inputs["action"], 4):
        page.write_row(row, 0, list(action.values()))
    page.set_column(1, 1, 60)
    page.set_column(6, 6, 90)


def _agenda(inputs: Inputs) -> bytes:
    """A Word table in which items of one day share a merged cell."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    document.add_heading("Agenda", level=1)
    document.add_paragraph("Outline of the programme. The days of the items were not recorded.")
    table = document.add_table(rows=1, cols=6, style="Table Grid")
    headers = ("Day", "Time", "Session", "Speakers", "Purpose", "Summary")
    for cell, text in zip(table.rows[0].cells, headers, strict=True):
        cell.text = text
        cell.paragraphs[0].runs[0].bold = True
    days: dict[str, Any] = {}
    for session in inputs["session"]:
        cells = table.add_row().cells
        for cell, key in zip(cells[1:], ("time", "title", "speakers", "purpose", "summary"), strict=True):
            cell.text = session.get(key, "")
        if session["day"] in days:
            days[session["day"]].merge(cells[0])
        else:
            cells[0].text = session["day"]
            days[session["day"]] = cells[0]
    document.core_properties.author = "Example"
    document.core_properties.created = document.core_properties.modified = MADE
    content = io.BytesIO()
    document.save(content)
    return _undated(content.getvalue())


def _undated(content: bytes) -> bytes:
    """The zip again with one fixed date for all its parts: python-docx writes the time of saving."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (2023, 12, 15, 9, 0, 0))
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _outcomes(inputs: Inputs) -> bytes:
    """As a Chinese spreadsheet program saves it: semicolons, GB18030."""
    rows = [list(inputs["outcome"][0]), *(list(outcome.values()) for outcome in inputs["outcome"])]
    lines = (";".join(f'"{value}"' if "\n" in value else value for value in row) for row in rows)
    return "".join(f"{line}\r\n" for line in lines).encode("gb18030")


def files() -> Mapping[str, bytes]:
    """The files made here, by their names relative to the workspace."""
    inputs = tomllib.loads((HERE / "skills_network_inputs.toml").read_text(encoding="utf-8"))
    made = {
        "event.xlsx": _workbook(_event, inputs),
        "participants.xlsx": _workbook(_participants, inputs),
        "agenda.docx": _agenda(inputs),
        "outcomes.csv": _outcomes(inputs),
        "actions.xlsx": _workbook(_actions, inputs),
    }
    made |= {f"photos/{name}": drawings.photo(name) for name in drawings.SCENES}
    return {f"{EVENT}/{name}": content for name, content in made.items()}


def save(folder: Path) -> None:
    for name, content in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    save(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "skills-network")
