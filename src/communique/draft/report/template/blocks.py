"""Writes the building blocks of the report template: paragraphs, captions, tables, contents, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from communique.draft.report.template.styles import SHADE


class Builder:
    """Adds blocks at the end of a document. Text may hold placeholders; ``\\n`` is a line break inside a paragraph."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def p(
        self,
        text: str,
        style: str = "Normal",
        *,
        keep_with_next: bool = False,
        page_break_before: bool = False,
        space_before: int = 0,
    ) -> Any:
        """A paragraph; one that is a placeholder for whole paragraphs gets the style that says so."""
        paragraph = self._document.add_paragraph(style="Placeholder" if text.startswith("{%p") else style)
        if keep_with_next:
            paragraph.paragraph_format.keep_with_next = True
        if page_break_before:
            paragraph.paragraph_format.page_break_before = True
        if space_before:
            paragraph.paragraph_format.space_before = Pt(space_before)
        _put(paragraph, text)
        return paragraph

    def when(self, condition: str, text: str, style: str = "Normal") -> None:
        """A paragraph that is there only if the condition holds."""
        self.p(f"{{%p if {condition} %}}")
        self.p(text, style)
        self.p("{%p endif %}")

    def each(self, name: str, items: str, text: str, style: str = "Normal") -> None:
        """One paragraph for each item."""
        self.p(f"{{%p for {name} in {items} %}}")
        self.p(text, style)
        self.p("{%p endfor %}")

    def gap(self, twips: int) -> None:
        """Empty space of fixed height."""
        self.p("").paragraph_format.space_before = Pt(twips / 20)

    def caption(self, label: str, text: str, above: bool = True) -> None:
        """“Table 1. …” with the number as a field; a table's caption stays with the table.

        The text of a caption below brings its own “. ”, so that a figure of which nothing is known is “Figure 1”.
        """
        paragraph = self.p(f"{label} ", "Caption", keep_with_next=above, space_before=12 if above else 0)
        _field(paragraph, f"SEQ {label} \\* ARABIC", "1")
        _put(paragraph, f". {text}" if above else text)

    def contents(self) -> None:
        """The field of the table of contents; the list of headings is put in while a report is made."""
        paragraph = self.p("", "toc 1")
        _field(paragraph, 'TOC \\o "1-2" \\h \\z \\u', "")

    def header(self, text: str) -> None:
        section = self._document.sections[0]
        section.header.is_linked_to_previous = False
        paragraph = section.header.paragraphs[0]
        paragraph.style = "Header"
        _put(paragraph, text)

    def footer(self, text: str) -> None:
        """The text on the left, “Page 2 of 9” on the right."""
        section = self._document.sections[0]
        section.footer.is_linked_to_previous = False
        paragraph = section.footer.paragraphs[0]
        paragraph.style = "Footer"
        _put(paragraph, f"{text}\tPage ")
        _field(paragraph, "PAGE", "2")
        _put(paragraph, " of ")
        _field(paragraph, "NUMPAGES", "9")

    def details(self, rows: Sequence[tuple[str, str, str]], style: str = "Normal Table") -> None:
        """Two columns, label and text; each row (condition, label, text) is there only if its condition holds."""
        flat: list[tuple[str, ...]] = []
        for condition, label, text in rows:
            flat += [(f"{{%tr if {condition} %}}",), (label, text), ("{%tr endif %}",)]
        self.p(f"{{%p if {' or '.join(f'({condition})' for condition, _, _ in rows)} %}}")
        self.table((4.0, 12.0), (), flat, style=style, bold_first=True)
        self.p("{%p endif %}")

    def table(
        self,
        widths: Sequence[float],
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        style: str = "Report Table",
        numbers: bool = False,
        bold_first: bool = False,
    ) -> None:
        """A table of fixed column widths (centimetres). A row of one cell spans all columns.

        A header is repeated on every page, rows are not split between pages. ``numbers`` aligns all columns but the
        first to the right and makes the last row a row of totals.
        """
        table = self._document.add_table(rows=0, cols=len(widths), style=style)
        _set_widths(table, widths, bool(header))
        if header:
            row = _add_row(table, header, widths, right=numbers)
            row.append(parse_xml(f"<w:trPr {nsdecls('w')}><w:cantSplit/><w:tblHeader/></w:trPr>"))
            for paragraph in row.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()
        for index, texts in enumerate(rows):
            totals = numbers and index == len(rows) - 1
            row = _add_row(table, texts, widths, right=numbers, bold=totals, bold_first=bold_first)
            row.append(parse_xml(f"<w:trPr {nsdecls('w')}><w:cantSplit/></w:trPr>"))
            if header:  # whose cells have the widths already; a long list need not say them again in each row
                _remove_widths(row)
        for row in table._tbl.tr_lst:  # the schema wants the properties in front of the cells
            row.insert(0, row.find(qn("w:trPr")))


def _set_widths(table: Any, widths: Sequence[float], header: bool) -> None:
    table.autofit = False
    properties = table._tbl.tblPr
    for child in properties.findall(qn("w:tblW")):
        properties.remove(child)
    total = sum(round(width * 567) for width in widths)
    properties.insert(1, parse_xml(f'<w:tblW {nsdecls("w")} w:w="{total}" w:type="dxa"/>'))
    look = properties.find(qn("w:tblLook"))
    first, mask = ("1", "0620") if header else ("0", "0600")
    for name, value in (("firstRow", first), ("firstColumn", "0"), ("noHBand", "1"), ("noVBand", "1"), ("val", mask)):
        look.set(qn(f"w:{name}"), value)
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(round(width * 567)))


def _remove_widths(row: Any) -> None:
    for width in list(row.iter(qn("w:tcW"))):
        properties = width.getparent()
        properties.remove(width)
        if len(properties) == 0:
            properties.getparent().remove(properties)


def _add_row(
    table: Any,
    texts: Sequence[str],
    widths: Sequence[float],
    *,
    right: bool,
    bold: bool = False,
    bold_first: bool = False,
) -> Any:
    row = table.add_row()
    cells = list(row.cells)
    spanning = len(texts) == 1
    if spanning and len(cells) > 1:
        cells = [cells[0].merge(cells[-1])]
    for index, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        placeholder = text.startswith("{%tr")
        paragraph.style = "Placeholder" if placeholder else "Table Text"
        if not spanning:
            cell.width = Cm(widths[index])
        elif not placeholder:
            cell._tc.get_or_add_tcPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{SHADE}"/>')
            )
            paragraph.paragraph_format.keep_with_next = True
        if right and index and not placeholder:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _put(paragraph, text, bold=bold or (spanning and not placeholder) or (bold_first and index == 0))
    return row._tr


def _put(paragraph: Any, text: str, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    if bold:
        run.font.bold = run.font.cs_bold = True


def _field(paragraph: Any, code: str, result: str) -> None:
    for kind in ("begin", "code", "separate", "result", "end"):
        run = paragraph.add_run(result if kind == "result" else "")
        if kind == "code":
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {code} </w:instrText>'))
        elif kind != "result":
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
