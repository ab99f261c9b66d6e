"""Finds names in running text whatever their case, hyphens and spelling family (labour, labor), in one walk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, TypeVar

_WORD = re.compile(r"&|[^\W_]+")
# What may stand between two words of one name: no comma and no stop, except behind a company's “Co.” and the like.
_JOINT = re.compile(r"(?:(?:(?<=Co)|(?<=Ltd)|(?<=Inc)|(?<=St))[.,]+)?[\s\-‐‑–—/'’]*")
_AMERICAN = {
    "labor": "labour",
    "program": "programme",
    "programs": "programmes",
    "center": "centre",
    "centers": "centres",
    "defense": "defence",
    "&": "and",
}

T = TypeVar("T")


def word_key(word: str) -> str:
    """One word as it is compared: without case, and the same for British and American spelling."""
    folded = word.casefold()
    return _AMERICAN.get(folded, folded.replace("isation", "ization"))


def keys(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(word_key(match[0]) for match in _WORD.finditer(text))


class Names(Generic[T]):
    """Names to look for, each standing for something. Where two overlap, the longer one is found."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._names: dict[str, dict[tuple[str, ...], T]] = {}
        for name, meant in names:
            if parts := keys(name):
                self._names.setdefault(parts[0], {}).setdefault(parts, meant)
        for first, forms in self._names.items():
            self._names[first] = dict(sorted(forms.items(), key=lambda form: -len(form[0])))

    def found(self, text: str) -> Iterator[tuple[str, T]]:
        """Each name as it is written in the text, and what it stands for, from left to right."""
        words = list(_WORD.finditer(text))
        folded = [word_key(word[0]) for word in words]
        position = 0
        while position < len(words):
            for parts, meant in self._names.get(folded[position], {}).items():
                last = position + len(parts)
                if tuple(folded[position:last]) == parts and _joined(text, words[position:last]):
                    yield text[words[position].start() : words[last - 1].end()], meant
                    position = last - 1
                    break
            position += 1


def _joined(text: str, words: list[re.Match[str]]) -> bool:
    return all(_JOINT.fullmatch(text, before.end(), after.start()) for before, after in pairwise(words))
