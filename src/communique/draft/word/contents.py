"""Fills the table of contents of a Word file with the headings that the document turned out to have.

Word fills the field in again, with page numbers, when somebody updates it; until then the list of headings is already
there. Headings are found by the outline levels of the template's own styles, so renamed and moved ones are found too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape
from typing import Any

from lxml import etree

from communique.draft.word.fields import W
from communique.draft.word.parts import CONTENTS, HEADING, STYLE_ENDS

_END = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br)/>")


@dataclass(frozen=True, slots=True)
class Numbering:
    """How one level of a numbered heading is written: ``text`` is Word's pattern (“%1.%2”), ``kind`` its digits."""

    list_id: str
    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Style id → outline level from 0, and its numbering; ``entries`` are the ids of the styles “toc 1”, “toc 2” …"""

    levels: dict[str, int] = field(default_factory=dict)
    numbering: dict[str, Numbering] = field(default_factory=dict)
    entries: dict[int, str] = field(default_factory=dict)


def outline(styles: bytes, numbering: bytes | None) -> Outline:
    """What the template's styles say about headings, following “based on”."""
    lists = _lists(numbering)
    root: Any = etree.fromstring(styles)
    by_id = {item.get(f"{W}styleId"): item for item in root.iter(f"{W}style") if item.get(f"{W}type") == "paragraph"}
    found = Outline()
    style: Any
    for key, style in by_id.items():
        name = style.find(f"{W}name").get(f"{W}val").lower()
        if contents := re.fullmatch(r"toc (\d)", name):
            found.entries[int(contents[1]) - 1] = key
        level = _inherited(style, by_id, "outlineLvl")
        if level is None or int(level) > 8:
            continue
        found.levels[key] = int(level)
        list_id = _inherited(style, by_id, "numPr/numId")
        if list_id is not None and list_id in lists:
            at = int(_inherited(style, by_id, "numPr/ilvl") or 0)
            kinds = tuple(kind for kind, _ in lists[list_id][: at + 1])
            found.numbering[key] = Numbering(list_id, lists[list_id][at][1], kinds)
    return found


def _inherited(style: Any, by_id: dict[str, Any], path: str) -> str | None:
    seen: list[Any] = []
    while style is not None and style not in seen:
        seen.append(style)
        item = style.find("/".join(f"{W}{step}" for step in ("pPr", *path.split("/"))))
        if item is not None:
            value: str = item.get(f"{W}val")
            return value
        parent = style.find(f"{W}basedOn")
        style = by_id.get(parent.get(f"{W}val")) if parent is not None else None
    return None


def _lists(numbering: bytes | None) -> dict[str | None, list[tuple[str, str]]]:
    """List id → (number format, text pattern) per level."""
    if numbering is None:
        return {}
    root: Any = etree.fromstring(numbering)
    patterns = {
        item.get(f"{W}abstractNumId"): [
            (level.find(f"{W}numFmt").get(f"{W}val"), level.find(f"{W}lvlText").get(f"{W}val"))
            for level in item.findall(f"{W}lvl")
        ]
        for item in root.findall(f"{W}abstractNum")
    }
    return {
        item.get(f"{W}numId"): patterns.get(item.find(f"{W}abstractNumId").get(f"{W}val"), [])
        for item in root.findall(f"{W}num")
    }


def with_contents(xml: str, start: str, known: Outline) -> str:
    """The document with its headings bookmarked and listed where ``CONTENTS`` stands; ``start`` begins the field.

    A heading in front of the contents, on a cover, is none of its entries.
    """
    place = xml.find(CONTENTS)
    if place < 0:
        return xml
    parts = [re.sub(f"{HEADING}[^{STYLE_ENDS}]*{STYLE_ENDS}", "", xml[:place]), ""]
    entries: list[str] = []
    counter = _Counter()
    # By positions, not by splitting: the text after the last heading may be megabytes.
    at = place + len(CONTENTS)
    while (mark := xml.find(HEADING, at)) >= 0:
        head = xml.index(STYLE_ENDS, mark) + 1
        end = xml.index("</w:p>", head)
        parts.append(xml[at:mark])
        at = head
        style, _, bare = xml[mark + 1 : head - 1].partition(" ")
        text = "".join(" " if word[2] else word[1] for word in _TEXT.finditer(xml, head, end)).strip()
        if not text:
            continue
        number = counter.number(known.numbering[style]) if style in known.numbering and not bare else ""
        key, name = 90_000 + len(entries), f"_Toc{len(entries) + 1:08}"
        parts += [f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>', xml[head:end], f'<w:bookmarkEnd w:id="{key}"/>']
        at = end
        look = known.entries.get(known.levels[style], "")
        entries.append(_entry(look, start if not entries else "", name, number, text))
    parts[1] = ("".join(entries) or f"<w:p>{start}</w:p>") + _END
    parts.append(xml[at:])
    return "".join(parts)


def _entry(style: str, start: str, anchor: str, number: str, text: str) -> str:
    look = f'<w:pPr><w:pStyle w:val="{escape(style)}"/></w:pPr>' if style else ""
    label = f"<w:r><w:t>{number}</w:t></w:r><w:r><w:tab/></w:r>" if number else ""
    return (
        f'<w:p>{look}{start}<w:hyperlink w:anchor="{anchor}" w:history="1">{label}'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink></w:p>'
    )


class _Counter:
    """Counts headings as Word does: a heading starts the levels below it again."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[int]] = {}

    def number(self, style: Numbering) -> str:
        counts = self._counts.setdefault(style.list_id, Counter())
        level = len(style.kinds) - 1
        counts[level] += 1
        for below in [key for key in counts if key > level]:
            del counts[below]
        text = style.text
        for index, kind in enumerate(style.kinds):
            text = text.replace(f"%{index + 1}", _digits(counts[index] or 1, kind))
        return text.strip()


def _digits(number: int, kind: str) -> str:
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "upperLetter" else letter.lower()
    if kind in ("upperRoman", "lowerRoman"):
        signs = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
        roman = ""
        for value, sign in signs:
            roman += sign * (number // value)
            number %= value
        return roman if kind == "upperRoman" else roman.lower()
    return str(number)
