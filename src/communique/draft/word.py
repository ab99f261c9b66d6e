"""Fills in a Word template (.docx) as text: read and checked once, then a few milliseconds per document.

The placeholders are those of docxtpl. Every XML part that people write in (document, headers, footers, notes) is
compiled to a template by ``word_parts``; everything else is kept as it is, compressed once. Documents are
byte-identical for identical input: fixed dates, stored photos, names and ids counted in the order of the text.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from communique.draft import word_contents, word_parts
from communique.draft.word_drawing import Drawings
from communique.draft.word_parts import Part
from communique.errors import TemplateError
from communique.marks import Supported, pieces, tracing
from communique.model import Trace
from communique.templating import Compiled, Templates, line_of, takes_facts

_MEDIA = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WRITTEN = re.compile(
    r'PartName="/([^"]+)"\s+ContentType="'
    + re.escape(_WORD)
    + r'(document\.main|header|footer|footnotes|endnotes)\+xml"|ContentType="'
    + re.escape(_WORD)
    + r'(document\.main|header|footer|footnotes|endnotes)\+xml"\s+PartName="/([^"]+)"'
)
# Characters that XML 1.0 does not allow; Word refuses a file that holds one.
_FORBIDDEN = bytes(code for code in range(32) if code not in (9, 10, 13))
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can hold


@dataclass(frozen=True, slots=True)
class Properties:
    """What Word shows under “Info”: never the clock's date nor the name of whoever ran the program."""

    title: str
    author: str = ""
    language: str = "en-GB"
    day: date | None = None

    def xml(self) -> str:
        stamp = f"{self.day.isoformat()}T00:00:00Z" if self.day else ""
        dated = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
            for name in ("created", "modified")
            if stamp
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(self.title)}</dc:title><dc:creator>{escape(self.author)}</dc:creator>"
            f"<cp:lastModifiedBy>{escape(self.author)}</cp:lastModifiedBy>{dated}"
            f"<dc:language>{self.language}</dc:language></cp:coreProperties>"
        )


@dataclass(frozen=True, slots=True)
class WordFile:
    content: bytes
    trace: tuple[Trace, ...]


class WordTemplate:
    """A .docx template, read, checked and compiled. Raises ``TemplateError`` naming placeholder and paragraph."""

    def __init__(self, path: Path, templates: Templates) -> None:
        self.name = path.name
        members = _members(path)
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
        self._parts = [self._compile(word_parts.part, name, members[name], templates) for name in written]
        styles, numbering = members.get(f"{folder}/styles.xml"), members.get(f"{folder}/numbering.xml")
        self._outline = word_contents.outline(styles, numbering) if styles else word_contents.Outline()
        self._first_id = 1 + max(
            map(int, re.findall(rb'<wp:docPr [^>]*\bid="(\d+)"', b"".join(members.values()))), default=0
        )
        members["[Content_Types].xml"] = _with_picture_types(types).encode()
        changing = {*written, self._relations_name, "docProps/core.xml"}
        self._base = _archive({name: content for name, content in members.items() if name not in changing})

    def _compile(
        self, read: Callable[[str, bytes], Part], name: str, xml: bytes, templates: Templates
    ) -> tuple[Part, Compiled, frozenset[str]]:
        try:
            part = read(name, xml)
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
        """The document and its trace (“paragraph n” counts the paragraphs of the document's main part from 1).

        ``context`` are the names that placeholders may use; ``picture(photo, width, height)`` (in centimetres) and
        ``sequence(name)`` are added. Raises ``TemplateError`` for a name that does not exist and for a missing value.
        """
        drawings, counts = Drawings(self._first_id), Counter[str]()

        @takes_facts
        def sequence(name: str) -> str:
            counts[name] += 1
            return str(counts[name])

        given = {**context, "picture": drawings.picture, "sequence": sequence}
        trace: list[Trace] = []
        made: dict[str, bytes] = {}
        with tracing() as listed:
            for part, compiled, names in self._parts:
                self._check_names(part, names - given.keys())
                marked = self._filled(part, compiled, given)
                if part.name == self._main:
                    marked = word_contents.with_contents(marked, part.contents, self._outline)
                text, found = pieces(_whole(marked))
                label = "" if part.name == self._main else f"{Path(part.name).stem}, "
                trace += _traced(text, found, listed, label)
                made[part.name] = _encoded(text)
                drawings.closed = True  # other parts have relationships of their own
        made[self._relations_name] = self._related(drawings).encode()
        made["docProps/core.xml"] = _encoded(properties.xml())
        return WordFile(_archive({**made, **drawings.files()}, self._base), tuple(trace))

    def _check_names(self, part: Part, missing: frozenset[str]) -> None:
        for index, placeholder in enumerate(part.placeholders):
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


def _members(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise TemplateError(
            f"The template “{path.name}” can't be opened ({error}); save it in Word as .docx."
        ) from error


def _with_picture_types(types: str) -> str:
    for extension in ("jpeg", "png"):
        if f'Extension="{extension}"' not in types:
            entry = f'<Default Extension="{extension}" ContentType="image/{extension}"/>'
            types = re.sub(r"(<Types[^>]*>)", lambda found, entry=entry: found[1] + entry, types, count=1)  # type: ignore[misc]
    return types


def _whole(xml: str) -> str:
    """Word needs a paragraph in every cell and a row in every table, whatever the conditions in the template left."""
    if "</w:tcPr></w:tc>" in xml:
        xml = xml.replace("</w:tcPr></w:tc>", "</w:tcPr><w:p/></w:tc>")
    if "</w:tbl></w:tc>" in xml:
        xml = xml.replace("</w:tbl></w:tc>", "</w:tbl><w:p/></w:tc>")
    if "</w:tblGrid></w:tbl>" in xml:
        xml = re.sub(r"<w:tbl>(?:(?!<w:tbl>|<w:tr[ >]).)*</w:tblGrid></w:tbl>", "", xml, flags=re.S)
    return xml


def _traced(text: str, found: list[tuple[int, int, int]], listed: list[Supported], label: str) -> list[Trace]:
    """One ``Trace`` for each marked piece; counting goes on from the piece before, so that it stays linear."""
    made: list[Trace] = []
    at = paragraph = 0
    place = f"{label}paragraph 0"
    for start, end, mark in found:
        low, high = (at, start) if at <= start else (start, at)
        if step := text.count("<w:p>", low, high) + text.count("<w:p ", low, high):
            paragraph += step if at <= start else -step
            place = f"{label}paragraph {paragraph}"
        at = start
        words = text[start:end]
        if "&" in words:
            words = html.unescape(words)
        made.append(Trace(words, place, listed[mark].sources))
    return made


def _encoded(xml: str) -> bytes:
    """UTF-8 with line breaks and tabs as Word writes them, without what XML does not allow."""
    if "\r" in xml:
        xml = xml.replace("\r\n", "\n").replace("\r", "\n")
    if "\v" in xml or "\u2028" in xml:  # what Excel and Word themselves copy for a line break
        xml = xml.replace("\v", "\n").replace("\u2028", "\n")
    xml = xml.replace("\n", _BREAK).replace("\t", _TAB)
    content = xml.encode("utf-8", "ignore").translate(None, _FORBIDDEN)
    return content.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")


def _archive(files: Mapping[str, bytes], base: bytes = b"") -> bytes:
    """A zip file, or ``base`` with the files added. Photos are stored: deflating makes them no smaller."""
    buffer = io.BytesIO(base)
    with zipfile.ZipFile(buffer, "a" if base else "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 3
            info.external_attr = 0o600 << 16
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".jpeg", ".png")) else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()
