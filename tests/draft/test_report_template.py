"""The report's template: built anew, edited by a ministry, filled in the same way everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from tests.draft import report_event
from tests.draft.report_event import EVENT, PEOPLE
from tests.draft.report_page import ROOT, TEMPLATE, drafted, opened, outline, setting, text_of

from communique.draft import report
from communique.draft.report import template
from communique.errors import TemplateError
from communique.model import (
    Draft,
)


def test_the_committed_template_is_what_the_builder_writes() -> None:
    assert template.build() == TEMPLATE.read_bytes()


def edited(tmp_path: Path, edit: Any) -> Document:
    document = docx.Document(str(TEMPLATE))
    edit(document)
    (tmp_path / "report").mkdir()
    document.save(str(tmp_path / "report" / "en.docx"))
    return opened(drafted(templates=tmp_path))


def between(document: Document, first: str, last: str) -> list[Any]:
    """The blocks of the body from the paragraph with the first text up to, not including, that with the last."""
    found: list[Any] = []
    inside = False
    for block in document.element.body:
        text = "".join(part.text or "" for part in block.iter(qn("w:t")))
        if text == last and inside:
            return found
        inside = inside or text == first
        if inside:
            found.append(block)
    raise KeyError(last)


def test_a_ministry_renames_styles(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.styles["Heading 1"].name = "Ministry Heading"
        document.styles["Table Text"].name = "Ministry Table"

    document = edited(tmp_path, edit)
    renamed = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Ministry Heading"]
    assert renamed[:2] == ["Summary", "Background"]
    assert "1Summary" in text_of(document)


def test_a_ministry_moves_and_removes_sections(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        for block in between(document, "{%p if objectives %}", "{%p if days %}"):
            document.element.body.remove(block)
        outcomes = between(document, "{%p if outcomes %}", "{%p if actions or look_ahead %}")
        target = between(document, "Summary", "{%p if background or programme or framework %}")[0]
        for block in outcomes:
            target.addprevious(block)

    document = edited(tmp_path, edit)
    assert [text for style, text in outline(document) if style == "Heading 1"][:4] == [
        "Outcomes",
        "Summary",
        "Background",
        "Programme",
    ]
    captions = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Caption"]
    assert captions[:2] == ["Table 1. Outcomes by status", "Table 2. The event at a glance"]


def test_word_splits_placeholders_over_runs(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        for paragraph in document.paragraphs:
            if "{" in paragraph.text and not list(paragraph._p.iter(qn("w:fldChar"))):
                text = paragraph.text
                paragraph.clear()  # type: ignore[no-untyped-call]  # python-docx has no type there
                for at in range(0, len(text), 3):
                    paragraph.add_run(text[at : at + 3].replace("'", "’")).italic = at % 2 == 0

    assert text_of(edited(tmp_path, edit)) == text_of(opened(drafted()))


def test_a_spelling_mistake_in_the_template_is_named(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.paragraphs[-1].insert_paragraph_before("Held in {{ plaec }} by {{ hosts }}")

    with pytest.raises(TemplateError) as caught:
        edited(tmp_path, edit)
    assert str(caught.value) == (
        "Template “en.docx”: the placeholder “{{ plaec }}” in the paragraph “Held in {{ plaec }} by {{ hosts }}” asks "
        "for “plaec”, which does not exist. Correct it in Word."
    )


def test_every_name_is_explained_to_those_who_edit_templates() -> None:
    guide = (TEMPLATE.parent / "README.md").read_text(encoding="utf-8")
    for name in report.context(EVENT, setting()):
        assert f"`{name}`" in guide or f"`{name}(" in guide or f"`{name}." in guide, name


SCRIPT = """
import sys
from tests.draft.test_report import drafted
sys.stdout.write(drafted().digest)
"""


def test_bytes_are_the_same_in_other_processes_time_zones_and_hash_seeds(whole: Draft) -> None:
    digests = []
    for zone, seed in (("Asia/Phnom_Penh", "1"), ("America/Los_Angeles", "77")):
        environment = {
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        }
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
        )
        digests.append(done.stdout)
    assert digests == [whole.digest, whole.digest]


def test_the_event_of_these_tests_is_whole() -> None:
    assert {person.organisation for person in PEOPLE if person.organisation} <= {
        item.id for item in EVENT.organisations
    }
    assert report_event.photo(EVENT.photos[3]) is not None
