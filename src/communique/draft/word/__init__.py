"""Fills in a Word template (.docx) as text: read and checked once, then a few milliseconds per document.

The placeholders are those of docxtpl. Every XML part that people write in (document, headers, footers, notes) is
compiled to a template by ``parts``; everything else is kept as it is, compressed once. Documents are
byte-identical for identical input: fixed dates, stored photos, names and ids counted in the order of the text.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.draft.word import contents, package, parts
from communique.draft.word.drawing import Drawings
from communique.draft.word.package import Properties
from communique.draft.word.parts import Part
from communique.errors import TemplateError
from communique.model import Trace
from communique.templating import Compiled, Templates, line_of, takes_facts
from communique.templating.marks import Supported, pieces, tracing

_MEDIA = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WRITTEN = re.compile(
    r'PartName="/([^"]+)"\s+ContentType="'
    + re.escape(_WORD)
    + r'(document\.main|header|footer|footnotes|endnotes)\+xml"|ContentType="'
    + re.escape(_WORD)
    + r'(document\.main|header|footer|footnotes|endnotes)\+xml"\s+PartName="/([^"]+)"'
)
_NO_ROWS = "</w:tblGrid></w:tbl>"
_LOOK = re.compile(r"<w:p>(<w:pPr>(?:<w:pStyle [^>]*/>)?)?(<w:keepNext/>)?")
# Rows, header and all, of a table that is not cut by the end of a page.
_SHORT = 11


@dataclass(frozen=True, slots=True)
class Filled:
    """One part filled in: its text, the marked pieces (start, end, mark) with what marks mean, and its places' name."""

    text: str
    pieces: list[tuple[int, int, int]]
    supports: list[Supported]
    label: str


@dataclass(frozen=True, slots=True)
class WordFile:
    content: bytes
    parts: tuple[Filled, ...]

    def trace(self) -> tuple[Trace, ...]:
        """One ``Trace`` for each printed value; “paragraph n” counts the paragraphs of the document from 1."""
        return tuple(one for part in self.parts for one in _traced(part))


class WordTemplate:
    """A .docx template, read, checked and compiled. Raises ``TemplateError`` naming placeholder and paragraph."""

    def __init__(self, path: Path, templates: Templates) -> None:
        self.name = path.name
        members = package.members(path)
        types = members.get("[Content_Types].xml", b"").decode()
        found = {match[1] or match[4]: match[2] or match[3] for match in _WRITTEN.finditer(types)}
        main = [name for name, kind in found.items() if kind == "document.main"]
        if len(main) != 1 or main[0] not in members:
            raise TemplateError(f"The template “{path.name}” is not a Word document; save it in Word as .docx.")
        self._main = main[0]
        folder, _, file = self._main.rpartition("/")
        self._relations_name = f"{folder}/_rels/{file}.rels"
        self._relations = members[self._relations_name].decode()
        written = [self._main, *(name for name in found if name != self._main and name in members)]
        styles, numbering = members.get(f"{folder}/styles.xml"), members.get(f"{folder}/numbering.xml")
        self._outline = contents.outline(styles, numbering) if styles else contents.Outline()
        self._parts = [self._compile(name, members[name], templates) for name in written]
        self._first_id = 1 + max(
            map(int, re.findall(rb'<wp:docPr [^>]*\bid="(\d+)"', b"".join(members.values()))), default=0
        )
        members["[Content_Types].xml"] = package.with_picture_types(types).encode()
        changing = {*written, self._relations_name, "docProps/core.xml"}
        self._base = package.archive({name: content for name, content in members.items() if name not in changing})

    def _compile(self, name: str, xml: bytes, templates: Templates) -> tuple[Part, Compiled, frozenset[str]]:
        try:
            part = parts.part(name, xml, self._outline.levels)
        except TemplateError as error:
            raise TemplateError(f"Template “{self.name}”: {error}") from error
        try:
            return part, templates.compile(part.source, self.name), templates.names(part.source)
        except TemplateError as error:
            reason = getattr(error.__cause__, "message", None) or str(error)
            raise self._located(part, line_of(error), f"can't be understood: {str(reason).rstrip('.')}") from error

    def _located(self, part: Part, line: int, problem: str) -> TemplateError:
        placeholder = part.placeholder(line)
        where = f"the placeholder {placeholder}" if placeholder else "a placeholder"
        return TemplateError(f"Template “{self.name}”: {where} {problem}. Correct it in Word.")

    def render(self, context: Mapping[str, Any], properties: Properties) -> WordFile:
        """The document. Placeholders may use the names in ``context``, ``picture(photo, width, height)`` (centimetres)
        and ``sequence(name)``. Raises ``TemplateError`` for a name that does not exist and for a missing value.
        """
        drawings, counts = Drawings(self._first_id), Counter[str]()

        @takes_facts
        def sequence(name: str) -> str:
            counts[name] += 1
            return str(counts[name])

        given = {**context, "picture": drawings.picture, "sequence": sequence}
        filled: list[Filled] = []
        made: dict[str, bytes] = {}
        with tracing() as listed:
            for part, compiled, names in self._parts:
                self._check_names(part, names - given.keys())
                marked = self._filled(part, compiled, given)
                if part.name == self._main:
                    marked = contents.with_contents(marked, part.contents, self._outline)
                text, found = pieces(_kept_together(_whole(marked, part.cells_may_be_empty)))
                label = "" if part.name == self._main else f"{Path(part.name).stem}, "
                filled.append(Filled(text, found, listed, label))
                made[part.name] = package.encoded(text)
                drawings.closed = True  # other parts have relationships of their own
        made[self._relations_name] = self._related(drawings).encode()
        made["docProps/core.xml"] = package.encoded(properties.xml())
        return WordFile(package.archive({**made, **drawings.files()}, self._base), tuple(filled))

    def _check_names(self, part: Part, missing: frozenset[str]) -> None:
        for index, placeholder in enumerate(part.placeholders if missing else ()):
            for name in re.findall(r"\w+", placeholder.tag):
                if name in missing:
                    raise self._located(part, index + 2, f"asks for “{name}”, which does not exist")

    def _filled(self, part: Part, compiled: Compiled, context: Mapping[str, Any]) -> str:
        try:
            return compiled.render_marked(context)
        except TemplateError as error:
            cause = error.__cause__
            absent = re.search(r"has no attribute '(\w+)'", str(cause))
            problem = f"asks for “{absent[1]}”, which does not exist" if absent else f"can't be filled in: {cause}"
            raise self._located(part, line_of(error), problem.rstrip(".")) from error

    def _related(self, drawings: Drawings) -> str:
        added = "".join(
            f'<Relationship Id="{key}" Type="{_MEDIA}" Target="{target}"/>' for key, target in drawings.relations()
        )
        return self._relations.replace("</Relationships>", f"{added}</Relationships>")


def _whole(xml: str, cells: bool) -> str:
    """Word needs a paragraph in every cell and a row in every table, whatever the conditions in the template left."""
    if cells:
        for end in ("</w:tcPr>", "<w:tc>", "</w:tbl>"):
            xml = xml.replace(f"{end}</w:tc>", f"{end}<w:p></w:p></w:tc>")
    while (at := xml.find(_NO_ROWS)) >= 0:
        xml = xml[: xml.rindex("<w:tbl>", 0, at)] + xml[at + len(_NO_ROWS) :]
    return xml


def _kept_together(xml: str) -> str:
    """Short tables stay on one page; of a longer one the last row is never alone on the next page.

    Word has no such property of a table: each row but the last asks to stay with the next. How many rows there are is
    known only now. A table with another inside it is left as it is.
    """
    parts: list[str] = []
    at = 0
    while (start := xml.find("<w:tbl>", at)) >= 0:
        end = xml.find("</w:tbl>", start)
        last = xml.rfind("<w:tr>", start, end)
        long = xml.count("<w:tr>", start, end) > _SHORT
        first = xml.rfind("<w:tr>", start, last) if long else start
        parts.append(xml[at:first])
        if xml.find("<w:tbl>", start + 1, end) >= 0 or last < 0:
            parts.append(xml[first:end])
        else:
            parts += [_LOOK.sub(_keeping, xml[first:last]), xml[last:end]]
        at = end
    return "".join([*parts, xml[at:]])


def _keeping(paragraph: re.Match[str]) -> str:
    """The schema wants the property right after the style, and once."""
    if paragraph[2]:
        return paragraph[0]
    return f"{paragraph[0]}<w:keepNext/>" if paragraph[1] else "<w:p><w:pPr><w:keepNext/></w:pPr>"


def _traced(part: Filled) -> list[Trace]:
    """Counting goes on from the piece before, so that it stays linear."""
    made: list[Trace] = []
    at = paragraph = 0
    place = f"{part.label}paragraph 0"
    for start, end, mark in part.pieces:
        low, high = (at, start) if at <= start else (start, at)
        if step := part.text.count("<w:p>", low, high):
            paragraph += step if at <= start else -step
            place = f"{part.label}paragraph {paragraph}"
        at = start
        words = part.text[start:end]
        if "&" in words:
            words = html.unescape(words)
        made.append(Trace(words, place, part.supports[mark].sources))
    return made
