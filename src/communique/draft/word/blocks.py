"""Checks that each “for” and “if” of a Word template ends, and ends where Word's own structure allows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from communique.errors import TemplateError

_WORD = re.compile(r"\{%[-+]?\s*(\w+)(.*?)[-+]?%\}", re.S)
_OPENING = frozenset(("for", "if", "macro", "call", "filter", "with"))


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What somebody typed, the text of the paragraph it stands in, and the element that a block may not leave."""

    text: str
    tag: str
    paragraph: str
    place: Any

    def __str__(self) -> str:
        return f"“{self.text}” in the paragraph “{self.paragraph}”"


def check_blocks(placeholders: Iterable[Placeholder]) -> None:
    """Raises ``TemplateError`` for a block that is not closed, or that starts and ends in different structures.

    A condition that starts in one paragraph and ends in another would leave half a paragraph behind, and Word would
    refuse the whole file.
    """
    opened: list[tuple[str, Placeholder]] = []
    for one in placeholders:
        found = _WORD.fullmatch(one.tag)
        word = found[1] if found else ""
        if word in _OPENING or (word == "set" and found and "=" not in found[2]):
            opened.append((word, one))
        elif word in ("else", "elif") and opened:
            _check_place(opened[-1][1], one)
        elif word.startswith("end"):
            if not opened or opened[-1][0] != word[3:]:
                raise TemplateError(f"The placeholder {one} closes nothing; take it out or add its beginning.")
            _check_place(opened.pop()[1], one)
    if opened:
        word, one = opened[-1]
        raise TemplateError(f"The placeholder {one} is not closed; add one with “end{word}” where it should end.")


def _check_place(first: Placeholder, last: Placeholder) -> None:
    if first.place is last.place or (isinstance(first.place, tuple) and first.place == last.place):
        return
    raise TemplateError(
        f"The placeholder {first} ends with {last}, in another paragraph, row or cell. "
        "For whole paragraphs write “{%p … %}” at both ends, for whole table rows “{%tr … %}”."
    )
