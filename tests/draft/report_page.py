"""Drafts a report and opens it again, for the tests of the report."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from tests.draft.report_event import EVENT, photo

from communique import wording
from communique.draft import report
from communique.draft.setting import Setting
from communique.model import (
    Draft,
    Event,
    House,
)
from communique.templating import Templates

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "report" / "en.docx"
HOUSE = House(name="Skills Network Secretariat", report_label="Event report", disclaimer="It commits nobody.")


def setting(templates: Path = ROOT / "templates", house: House = HOUSE) -> Setting:
    return Setting(templates=Templates(templates, functions=wording.of("en")), house=house, photo=photo)


def drafted(event: Event = EVENT, **more: Any) -> Draft:
    return report.draft(event, setting(**more))


def opened(draft: Draft) -> Document:
    return docx.Document(io.BytesIO(draft.files[0].content))


def text_of(document: Document) -> str:
    """All text, tables too, a line per paragraph."""
    return "\n".join(
        "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


def outline(document: Document) -> list[tuple[str, str]]:
    styles = ("Heading 1", "Heading 2", "Heading 3", "Annex Heading")
    return [(p.style.name, p.text) for p in document.paragraphs if p.style is not None and p.style.name in styles]


def rows(document: Document, header: str) -> list[list[str]]:
    """The cells of the table whose first cell is that text; a merged cell once."""
    for table in document.tables:
        if table.rows[0].cells[0].text == header:
            return [
                ["\n".join(p.text for p in cell.paragraphs) for cell in dict.fromkeys(row.cells)] for row in table.rows
            ]
    raise KeyError(header)
