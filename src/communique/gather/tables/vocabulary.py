"""Looks up the words of vocabulary.toml, by which headers, sheet names and marked rows are recognised."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

from communique.register import comparison_key

# What a row of each table must say to be one.
MAIN: Mapping[str, tuple[str, ...]] = {
    "agenda": ("title",),
    "participants": ("name", "family", "given"),
    "visits": ("place",),
    "quotes": ("text",),
    "outcomes": ("text",),
    "actions": ("title",),
    "photos": ("file",),
}
KINDS = tuple(MAIN)
# Columns that may go on in the next row: one more speaker, one more point.
LISTS = frozenset({"speakers", "points", "shown", "by", "partners"})


@functools.lru_cache(maxsize=8192)
def header_key(text: str) -> str:
    """A header without case, spaces, punctuation and zero-width characters."""
    return "".join(filter(_counts, comparison_key(text)))


def _counts(character: str) -> bool:
    # Khmer vowels and COENG are marks, not letters, and carry the meaning.
    return character.isalnum() or "\u1780" <= character <= "\u17d3" or character == "#"


@functools.cache
def _vocabulary() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))


def _keys(languages: Mapping[str, str]) -> Iterable[str]:
    return filter(None, (header_key(word) for listed in languages.values() for word in listed.split("|")))


@functools.cache
def row_words(name: str) -> frozenset[str]:
    """The keys of the words that mark a kind of row: totals, subtotals, examples, instructions, …"""
    return frozenset(_keys(_vocabulary()["rows"][name]))


@functools.cache
def headers(kind: str) -> Mapping[str, str]:
    """Header key → field for one kind of table. The first field that claims a word has it; canonical headers win."""
    table: dict[str, str] = {}
    fields: Mapping[str, Mapping[str, str]] = _vocabulary()["fields"][kind]
    for field, languages in fields.items():
        table.setdefault(header_key(languages["en"].partition("|")[0]), field)
        table.setdefault(header_key(field), field)
    for field, languages in fields.items():
        for key in _keys(languages):
            table.setdefault(key, field)
    return table


@functools.cache
def table_names() -> Mapping[str, str]:
    """Key of a sheet or file name → kind of table."""
    return {key: kind for kind, languages in _vocabulary()["tables"].items() for key in _keys(languages)}
