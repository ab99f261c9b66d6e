"""Makes the binary and oddly encoded input files of examples/skills-network again.

    python -m examples.make_skills_network [FOLDER]

Run from the top of the repository. Without FOLDER the files in the example itself are replaced. What is readable as
text (notes, quotations, captions, answers, settings, register) is kept in the example as it is and not made here.
"""

from __future__ import annotations

import io
import sys
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

HERE = Path(__file__).resolve().parent / "skills-network"
EVENT = "events/guangzhou-2023"
MADE = datetime(2023, 12, 15, 9, 0)
COLLEGE = "Guangzhou Industry and Trade Technician College"

# Two columns as an officer keeps them: the words on the left, what is known on the right.
ABOUT: tuple[tuple[str, str], ...] = (
    ("Title", "South-South Cooperation Skills Development Network exchange and cooperation event"),
    ("Kind of event", "exchange and cooperation event"),
    ("Start date", "10 December 2023"),
    ("End date", "13 December 2023"),
    ("Number of days", "three-day"),
    ("Time zone", "Asia/Shanghai"),
    ("City", "Guangzhou"),
    ("Country", "China"),
    ("Venue", ""),
    ("Programme", "ILO/China Partnership Programme"),
    ("Framework", "South-South Cooperation Framework"),
    ("Hosts", "GZITTC"),
    ("Partners", "ILO/China Partnership Programme"),
    ("Guests", "Ministry of Labor and Vocational Training\nNPIC"),
    (
        "Headline",
        "Guangzhou college hosts Cambodia-China Skills Development exchange under South-South Cooperation",
    ),
    (
        "Standfirst",
        "Visits, lectures and a review of joint work filled a three-day event that was held with the ILO-China "
        "Partnership Programme for two Cambodian institutions.",
    ),
    (
        "Objectives",
        "foster skills development exchanges\nstrengthen the bond between Cambodia and China\n"
        "contribute to the shared development goals",
    ),
    (
        "Background",
        "The event was facilitated as a South-South Cooperation initiative. It belongs to the Skills Development Network under "
        "the South-South Cooperation Framework, in which Guangzhou Industry and Trade Technician College and the National "
        "Polytechnic Institute of Cambodia cooperate.",
    ),
    (
        "Summary",
        "The college opened its training bases and practical training venues to its guests, two experts gave special "
        "lectures, and the exchange went on in industry. The cooperation between the two institutions so far was "
        "reviewed, and both further projects and competition exchanges are looked forward to.",
    ),
    (
        "Look ahead",
        "The collaboration is to prepare the ground for future initiatives and for deeper bilateral ties in skills development.",
    ),
    ("Published on", "2 January 2024"),
    ("Source name", "International Labour Organization"),
    ("Source address", ""),
    ("Participants in total", "not stated"),
    ("Reference", "EXAMPLE/GZ/2023"),
    ("Prepared by", "Ines Valmarin, Example Documentation Desk"),
    (
        "Addressees",
        "Ministry of Labour and Vocational Training of Cambodia\nNational Polytechnic Institute of Cambodia",
    ),
    ("Contact name", "Tomas Arendel"),
    ("Contact function", "Communications officer"),
    ("Contact organisation", "Example Documentation Desk"),
    ("Contact e-mail", "press@documentation-desk.example"),
    ("Contact telephone", "+44 1632 960017"),
)

# No., name, woman, man, function, organisation, country, role, telephone, e-mail.
PEOPLE: tuple[tuple[Any, ...], ...] = (
    (1, "Ms. Zhang Lifang", "✓", "", "Dean", "Guangzhou Vocational and Technical Education Research Institute", "China", "speaker", "", ""),
    (2, "Mr. Enn Vuthy", "", "✓", "Deputy Director of the Standards and Curriculum Department", "Ministry of Labor and Vocational Training", "Cambodia", "speaker", "", ""),
    (3, "Ms. Keovanlay\u200b Phanthavong", "✓", "", "Acting Project Manager", "ILO/China Partnership Programme", "", "speaker", "", ""),
    (4, "Ms. Ines Valmarin", "✓", "", "Rapporteur", "Example Documentation Desk", "", "documentation", 441632960011, "i.valmarin@documentation-desk.example"),
    (5, "Mr. Tomas Arendel", "", "✓", "Communications officer", "Example Documentation Desk", "", "documentation", 441632960017, "press@documentation-desk.example"),
    (6, "VUTHY Enn", "", "✓", "", "MLVT", "Cambodia", "speaker", "", ""),
    (7, "Lian Corvey", "", "", "Illustrator", "Example Documentation Desk", "", "documentation", "+44 1632 960023", ""),
)  # fmt: skip

# Day, time, item, speakers, purpose, what was noted. A day or an item that repeats the one above is merged with it.
PROGRAMME: tuple[tuple[str, ...], ...] = (
    ("Sunday 10 December 2023", "", "Arrival in Guangzhou", "", "", ""),
    ("not stated", "", "Special lectures by experts in skills development", "Ms. Zhang Lifang\nMr. Enn Vuthy",
     "align talent training models with international standards", ""),
    ("not stated", "10:30 – 10:45", "Tea break", "", "", ""),
    ("not stated", "", "Visits at the college", "", "", ""),
    ("not stated", "15:30 – 15:45", "Tea break", "", "", ""),
    ("not stated", "", "Industry visits", "", "", ""),
    ("not stated", "", "Review of the cooperation process and results between GZITTC and NPIC", "Ms. Keovanlay Phanthavong", "",
     "Ms. Keovanlay Phanthavong reviewed the cooperation process and results between GZITTC and NPIC. She pointed to "
     "suggestions that would, in her view, be of great help to Cambodia in improving the training of professional talents."),
)  # fmt: skip

OUTCOMES: tuple[tuple[str, ...], ...] = (
    ("编号", "成果", "状态", "提出方", "合作方"),
    ("o1", "expressed its commitment to strengthen cooperation with the ILO, the Ministry of Labour and Vocational Training and NPIC",
     "", "广州市工贸技师学院", "ILO\nMinistry of Labor and Vocational Training\nNPIC"),
    ("o2", "said that it aims to contribute its expertise in industry and trade to the Skills Development Network under the "
     "South-South Cooperation Framework, and to foster a China-Cambodia community with a shared future in the new era",
     "", "广州市工贸技师学院", ""),
)  # fmt: skip

ACTIONS: tuple[tuple[str, ...], ...] = (
    ("a1", "Name the next cooperation projects between GZITTC and NPIC", "", "", "", "",
     "Looked forward to in the quotation by Ms. Keovanlay Phanthavong (“other cooperation projects”); nobody was named and no date was set."),
    ("a2", "Name the next competition exchanges between GZITTC and NPIC", "", "", "", "",
     "Looked forward to in the quotation by Ms. Keovanlay Phanthavong (“competition exchanges”); nobody was named and no date was set."),
)  # fmt: skip


def _workbook(fill: Callable[[Any], None]) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"author": "Example", "created": MADE})
    fill(book)
    book.close()
    return content.getvalue()


def _event(book: Any) -> None:
    page = book.add_worksheet("Event")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    page.write(0, 0, "Event sheet", book.add_format({"bold": True, "font_size": 14}))
    for row, (key, value) in enumerate(ABOUT, 2):
        page.write_string(row, 0, key, book.add_format({"bold": True, "valign": "top"}))
        page.write_string(row, 1, value, wrapped)


def _participants(book: Any) -> None:
    """A sign-in sheet: head block, two header rows with “Sex” over two tick columns, a total row, a line below."""
    page = book.add_worksheet("Sign-in")
    head = book.add_format({"bold": True, "font_size": 14, "align": "center"})
    cell = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True})
    bold = book.add_format({"border": 1, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDE6EE"})
    for column, width in enumerate((6, 26, 5, 5, 30, 36, 12, 15, 18, 34, 16)):
        page.set_column(column, column, width)
    page.merge_range("A1:K1", "Sign-in sheet 签到表", head)
    page.merge_range("A2:K2", "Speakers and documentation desk only. This is not the list of participants.", cell)
    header = (
        "No.",
        "Name",
        "Sex",
        "",
        "Function",
        "Organisation",
        "Country",
        "Role",
        "Telephone",
        "E-mail",
        "Signature",
    )
    for column, text in enumerate(header):
        if text == "Sex":
            page.merge_range(3, 2, 3, 3, text, bold)
        elif text:
            page.merge_range(3, column, 4, column, text, bold)
    page.write(4, 2, "F", bold)
    page.write(4, 3, "M", bold)
    for row, values in enumerate(PEOPLE, 5):
        for column, value in enumerate((*values, "")):
            page.write(row, column, value, cell)
    last = 5 + len(PEOPLE)
    page.merge_range(last, 0, last, 1, "Total", bold)
    page.write(last, 2, sum(1 for person in PEOPLE if person[2]), bold)
    # Number 6 is number 2 again, in another order and case.
    page.write(last, 3, sum(1 for person in PEOPLE if person[3]) - 1, bold)
    page.freeze_panes(5, 2)


def _actions(book: Any) -> None:
    page = book.add_worksheet("Next steps")
    page.write(0, 0, "What is to follow")
    page.write(1, 0, "Owner and date: to be filled in by the two institutions")
    for column, text in enumerate(("Id", "Action", "Owner", "Organisation", "Due", "Priority", "Notes")):
        page.write(3, column, text, book.add_format({"bold": True, "bottom": 1}))
    for row, values in enumerate(ACTIONS, 4):
        for column, value in enumerate(values):
            page.write_string(row, column, value)
    page.set_column(1, 1, 60)
    page.set_column(6, 6, 90)


def _agenda() -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    document.add_heading("Agenda", level=1)
    document.add_paragraph("Outline of the programme. The days of the items were not recorded.")
    table = document.add_table(rows=1, cols=6, style="Table Grid")
    for cell, text in zip(
        table.rows[0].cells, ("Day", "Time", "Session", "Speakers", "Purpose", "Summary"), strict=True
    ):
        cell.text = text
        cell.paragraphs[0].runs[0].bold = True
    first: dict[str, Any] = {}
    for values in PROGRAMME:
        cells = table.add_row().cells
        for cell, text in zip(cells[1:], values[1:], strict=True):
            cell.text = text
        if values[0] in first:
            first[values[0]].merge(cells[0])
        else:
            cells[0].text = values[0]
            first[values[0]] = cells[0]
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
            new.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _outcomes() -> bytes:
    """As a Chinese spreadsheet program saves it: semicolons, GB18030."""
    lines = [";".join(f'"{value}"' if "\n" in value or ";" in value else value for value in row) for row in OUTCOMES]
    return ("\r\n".join(lines) + "\r\n").encode("gb18030")


def files() -> Mapping[str, bytes]:
    """The files made here, by their names relative to the workspace."""
    made = {
        f"{EVENT}/event.xlsx": _workbook(_event),
        f"{EVENT}/participants.xlsx": _workbook(_participants),
        f"{EVENT}/agenda.docx": _agenda(),
        f"{EVENT}/outcomes.csv": _outcomes(),
        f"{EVENT}/actions.xlsx": _workbook(_actions),
    }
    return made | {f"{EVENT}/photos/{name}": drawings.photo(name) for name in drawings.SCENES}


def save(folder: Path) -> None:
    for name, content in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    save(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
