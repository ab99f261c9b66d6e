"""Turns one XML part of a Word file into template source: the placeholders that somebody typed in Word become tags.

Word cuts typed text into runs where it likes, turns quotes into smart quotes and escapes what XML needs; all this is
undone inside placeholders and only there. ``{%p … %}``, ``{%tr … %}``, ``{%tc … %}`` and ``{%r … %}`` replace the
paragraph, table row, cell or run they stand in (the notation of docxtpl, which users know). It is done once per
template, with lxml; a document is then rendered as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from communique.draft.word.blocks import Placeholder, check_blocks
from communique.draft.word.fields import W, fields, own, remove_field
from communique.errors import TemplateError

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Noncharacters stand for a tag until the XML is text again: XML allows them and no document holds them.
_HOLD = "\ufdd3{}\ufdd4"
_HELD = re.compile("\ufdd3([0-9]+)\ufdd4")
CONTENTS = "\ufdd5"  # the place of the table of contents
HEADING, STYLE_ENDS = "\ufdd6", "\ufdd7"  # around the style's id, in a paragraph that the contents list

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_BLOCK = re.compile(r"(\{[{%#])(p|tr|tc|r)\s(.*)", re.S)
_LEFT_OVER = re.compile(r"\{[{%#]|[}%]\}")
_TYPED = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"}
    | {"\u00a0": " ", "\u202f": " ", "\u200b": None}
)


@dataclass(frozen=True, slots=True)
class Part:
    """``source`` has exactly one line break in each tag, so that line n + 2 is the placeholder with index n."""

    name: str
    source: str
    placeholders: tuple[Placeholder, ...]
    contents: str = ""
    cells_may_be_empty: bool = False

    def placeholder(self, line: int) -> Placeholder | None:
        index = min(line - 2, len(self.placeholders) - 1)
        return self.placeholders[index] if index >= 0 else None


def part(name: str, xml: bytes, headings: Mapping[str, int]) -> Part:
    """The template source of one part. ``headings`` are style ids with their outline levels, from 0.

    Raises ``TemplateError`` naming the placeholder and its paragraph.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(xml, parser)
    for element in root.iter():
        element.text, element.tail = _one_line(element.text), _one_line(element.tail)
        if element.tag in (f"{W}p", f"{W}tr"):
            element.attrib.clear()  # Word's own marks of who edited what: they may not be there twice
    reading = _Reading()
    contents = reading.take_contents(root)
    for paragraph in root.iter(f"{W}p"):
        reading.number_captions(paragraph)
        reading.read_paragraph(paragraph)
    reading.read_attributes(root)
    reading.replace_blocks()
    listed = _listed(contents, headings)
    for paragraph in root.iter(f"{W}p"):
        paragraph.text = paragraph.text or ""  # “<w:p></w:p>”, so that all paragraphs start alike
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in listed:
            bare = paragraph.find(f"{W}pPr/{W}numPr/{W}numId[@{W}val='0']") is not None
            look: Any = style.getparent()
            look.tail = f"{HEADING}{style.get(f'{W}val')}{' bare' if bare else ''}{STYLE_ENDS}{look.tail or ''}"
    text = etree.tostring(root, encoding="unicode")
    order = [reading.placeholders[int(found[1])] for found in _HELD.finditer(text)]
    check_blocks(order)
    source = _HELD.sub(lambda found: reading.placeholders[int(found[1])].tag, text)
    return Part(
        name,
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{source}',
        tuple(order),
        contents,
        reading.cells_may_be_empty or root.find(f".//{W}tc//{W}tbl") is not None,
    )


def _listed(contents: str, headings: Mapping[str, int]) -> frozenset[str]:
    """The styles of headings that the field of the contents asks for (“1-2”, or 1 to 3 when it does not say)."""
    levels = re.search(r'\\o\s*(?:"|&quot;)\s*(\d)\s*-\s*(\d)', contents)
    first, last = (int(levels[1]), int(levels[2])) if levels else (1, 3)
    return frozenset(style for style, level in headings.items() if contents and first <= level + 1 <= last)


def _one_line(text: str | None) -> str | None:
    # Line breaks in the XML mean nothing to Word; taken out here, those in a document come from values only.
    return re.sub(r"[\r\n\t]+", " ", text) if text else text


class _Reading:
    """One pass over one part: the placeholders found so far, and the elements that their tags will replace."""

    def __init__(self) -> None:
        self.placeholders: list[Placeholder] = []
        self._blocks: dict[Any, tuple[str, list[str]]] = {}
        self.cells_may_be_empty = False

    def _hold(self, text: str, tag: str, paragraph: str, place: Any) -> str:
        start = 3 if tag[2:3] in ("-", "+") else 2
        shown = paragraph.strip() if len(paragraph) <= 160 else paragraph.strip()[:157] + "…"
        self.placeholders.append(Placeholder(text, f"{tag[:start]}\n{tag[start:]}", shown, place))
        return _HOLD.format(len(self.placeholders) - 1)

    def read_paragraph(self, paragraph: Any) -> None:
        texts = own(paragraph, "t")
        whole = "".join(item.text or "" for item in texts)
        if not _LEFT_OVER.search(whole):
            return
        if left := _LEFT_OVER.search(_TAG.sub("", whole)):
            raise TemplateError(f"A placeholder is not complete (“{left[0]}” stands alone) in the paragraph “{whole}”.")
        blocks: list[tuple[Any, str]] = []
        # From the last to the first, so that the places of those still to be read don't change.
        for found in reversed(list(_TAG.finditer(whole))):
            first, *others = _covered(texts, found.start(), found.end())
            item, start, end = first
            before, after = (item.text or "")[:start], (item.text or "")[end:]
            held = self._read_tag(found[0], whole, item, blocks)
            item.text = f"{before}{held}{after}"
            if not _HELD.fullmatch(item.text):  # white space around a value on its own means nothing
                item.set(SPACE, "preserve")
            for other, start, end in others:
                other.text = (other.text or "")[:start] + (other.text or "")[end:]
                other.set(SPACE, "preserve")
        for element, held in reversed(blocks):
            self._blocks.setdefault(element, (whole, []))[1].append(held)

    def _read_tag(self, text: str, paragraph: str, item: Any, blocks: list[tuple[Any, str]]) -> str:
        typed = text.translate(_TYPED)
        if typed.startswith("{#"):
            return ""
        block = _BLOCK.fullmatch(typed)
        run = item.getparent()
        if block is None:
            return self._hold(text, typed, paragraph, run.getparent())
        tag = f"{block[1]} {block[3]}"
        if block[2] == "r" or block[1] == "{{":  # nothing is gained by taking out the run, nor the paragraph of a value
            return self._hold(text, tag, paragraph, run.getparent())
        element = next(item.iterancestors(f"{W}{block[2]}"), None)
        if element is None:
            kind = {"tr": "table row", "tc": "table cell"}[block[2]]
            raise TemplateError(f"The placeholder “{text}” stands in no {kind}, in the paragraph “{paragraph}”.")
        blocks.append((element, self._hold(text, tag, paragraph, element.getparent())))
        return ""

    def replace_blocks(self) -> None:
        inner_first = sorted(self._blocks, key=lambda element: -sum(1 for _ in element.iterancestors()))
        for element in inner_first:
            paragraph, held = self._blocks[element]
            if rest := "".join(element.itertext()).strip():
                words = _HELD.sub(lambda found: self.placeholders[int(found[1])].text, rest)
                kind = {f"{W}p": "paragraph", f"{W}tr": "table row", f"{W}tc": "cell"}[element.tag]
                raise TemplateError(
                    f"The {kind} of the placeholder in “{paragraph}” is taken out of the document with it, "
                    f"and “{words}” would be lost. Give the placeholder a {kind} of its own."
                )
            self.cells_may_be_empty |= element.getparent().tag == f"{W}tc"
            parent, index, tail = element.getparent(), element.getparent().index(element), element.tail or ""
            parent.remove(element)
            if index:
                parent[index - 1].tail = (parent[index - 1].tail or "") + "".join(held) + tail
            else:
                parent.text = (parent.text or "") + "".join(held) + tail

    def read_attributes(self, root: Any) -> None:
        """Alternative texts and field codes may hold placeholders too; a line break in them would break the XML."""
        for element in root.iter(etree.Element):
            for name, value in element.attrib.items():
                if "{{" in value or "{%" in value:
                    element.set(name, self._flat(value, (element, name)))
            if element.tag == f"{W}instrText" and element.text and "{{" in element.text:
                element.text = self._flat(element.text, element)

    def _flat(self, whole: str, place: Any) -> str:
        def hold(found: re.Match[str]) -> str:
            typed = found[0].translate(_TYPED)
            if typed.startswith("{{"):
                typed = "{{ (" + typed[2:-2] + r') | replace("\n", " ") | replace("\t", " ") }}'
            return self._hold(found[0], typed, whole, place)

        return _TAG.sub(hold, whole)

    def number_captions(self, paragraph: Any) -> None:
        """“Figure 1”: the number in a SEQ field is counted while the document is made, so that it needs no update."""
        for _, code, results in fields(paragraph):
            words = code.split()
            if len(words) > 1 and words[0].upper() == "SEQ" and results:
                for item in results[1:]:
                    item.text = ""
                results[0].text = self._hold(code.strip(), f'{{{{ sequence("{words[1]}") }}}}', code.strip(), paragraph)

    def take_contents(self, root: Any) -> str:
        """Takes the table of contents out, leaves ``CONTENTS`` in its place, and returns the start of its field."""
        for paragraph in root.iter(f"{W}p"):
            for begin, code, _ in fields(paragraph):
                if code.split()[:1] == ["TOC"]:
                    start = "".join(etree.tostring(run, encoding="unicode", with_tail=False) for run in begin)
                    remove_field(paragraph, CONTENTS)
                    return start
        return ""


def _covered(texts: list[Any], start: int, end: int) -> Iterator[tuple[Any, int, int]]:
    """The text elements that a stretch of their joined text lies in, with the part of each."""
    at = 0
    for item in texts:
        length = len(item.text or "")
        if at < end and start < at + length:
            yield item, max(start - at, 0), min(end - at, length)
        at += length
