"""Finds out what a table is about: by its name, by the name of its file, or by its headers."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from communique.gather.table import Table
from communique.gather.tables.headers import LOOK_AT, find_header, recognise
from communique.gather.tables.vocabulary import KINDS, header_key, table_names


def named_kind(name: str) -> str | None:
    """The kind of table that a sheet, heading or file name says it is; None when it says none."""
    key = header_key(re.sub(r"[\d_.]+", " ", name))
    names = table_names()
    if key in names:
        return names[key]
    inside = [
        word for word, kind in names.items() if kind != "ignored" and len(word) >= _shortest(word) and word in key
    ]
    return names[max(inside, key=lambda word: (len(word), word))] if inside else None


def _shortest(word: str) -> int:
    return 5 if word.isascii() else 2


def kind_of(table: Table, *, alone: bool) -> str | None:
    """What a table is about: by its name, then by its file's name, then by its headers; None when nothing tells.

    ``alone`` says that the file holds no other table, so that the file's name speaks for this one.
    """
    stem = PurePosixPath(table.file).stem
    by_name = named_kind(table.name)
    if by_name == "ignored" or (by_name and (by_name == "event" or find_header(table, by_name))):
        return by_name
    by_file = named_kind(stem)
    if by_file and (alone or by_file != "event") and (by_file in ("event", "ignored") or find_header(table, by_file)):
        return by_file
    return by_headers(table) or by_name or (by_file if alone else None)


def by_headers(table: Table) -> str | None:
    """The kind whose vocabulary fits the table's header best; None when two fit equally well or none does."""
    scores = {kind: header.score for kind in KINDS if (header := find_header(table, kind))}
    if keys(table) >= 3 and keys(table) * 2 > max(scores.values(), default=0):
        return "event"
    best = [kind for kind, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 and scores[best[0]] >= 5 else None


def keys(table: Table) -> int:
    """How many different entries of the event stand one below the other, in the column that has most of them."""
    columns = [[row[column].text for row in table.rows[:LOOK_AT] if column < len(row)] for column in range(3)]
    return max(len({named[0] for text in listed if (named := recognise(text, "event"))}) for listed in columns)
