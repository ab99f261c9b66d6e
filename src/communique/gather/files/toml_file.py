"""Reads .toml files: a table for each array of tables, and one of keys and values for what stands outside of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import PurePosixPath
from typing import Any

from communique.gather.cleaning import clean
from communique.gather.files.content import TEXT_LIMIT, ensure_text
from communique.gather.files.encoding import decoded
from communique.gather.files.entries import Entry, tabulated
from communique.gather.files.toml_lines import Path, lines
from communique.gather.refusal import Refusal
from communique.gather.table import Cell, Table, Value
from communique.model import Origin

_DEPTH = 8  # of tables in tables; an event needs two
# What tomllib says → what it means, to complete “line 3 …”.
_REASONS = (
    ("Cannot overwrite", "gives a key that was given before"),
    ("Cannot declare", "begins a section that was begun before"),
    ("Cannot mutate", "adds to a section that is complete already"),
    ("Invalid value", "has no value, or a text without quotation marks"),
    ("Unterminated string", "leaves a quotation mark open"),
    ("Expected '='", "has no “=” after its key"),
    ("Expected ']]'", "begins a section and does not close its brackets with ]]"),
    ("Expected ']'", "begins a section and does not close its bracket with ]"),
    ("Unclosed array", "opens a bracket that is never closed"),
    ("Invalid statement", "is neither a key with a value nor a section"),
    ("Illegal character", "leaves a quotation mark open, or has a character that is not allowed"),
    ("Expected newline", "goes on after its value has ended"),
    ("Invalid date", "has a date that does not exist"),
    ("recursion", "goes down into more levels than an event can need"),
    ("integer string", "has a number that is too long"),
)


def read(name: str, content: bytes) -> tuple[Table, ...]:
    """``[[visit]]`` becomes the table “visit”; keys outside of arrays a table of two columns, named after the file.

    Keys inside a section are written ``section.key``, a language as ``background.zh``; lists become lines. Raises
    ``Refusal`` with the line of a mistake.
    """
    text, document = parsed(name, content)
    places = lines(text)
    pairs: list[tuple[str, Value, int]] = []
    tables: list[Table] = []
    _collect(name, (), document, places, pairs, tables)
    if pairs:
        rows = tuple(
            (Cell(key, Origin(name, line=line, text=key)), Cell(value, Origin(name, line=line, text=_shown(value))))
            for key, value, line in pairs
        )
        tables.insert(0, Table(PurePosixPath(name).stem, name, rows))
    return tuple(tables)


def parsed(name: str, content: bytes) -> tuple[str, dict[str, Any]]:
    """The text and what it says. Raises ``Refusal``."""
    ensure_text(name, content, TEXT_LIMIT)
    text = decoded(name, content).replace("\r\n", "\n")
    try:
        return text, tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _mistake(name, str(error), text) from error


def _mistake(name: str, reason: str, text: str) -> Refusal:
    stated = re.search(r"at line (\d+)", reason)
    last = text.rstrip().count("\n") + 1
    where = f"line {stated[1]}" if stated else f"line {last}, at the end," if "at end" in reason else "in one place it"
    what = next((words for sign, words in _REASONS if sign in reason), "breaks the rules of TOML")
    message = f"{name} can't be read: {where} {what}."
    return Refusal("INPUT-08", message, "Correct the line; texts stand in quotation marks, and no key is given twice.")


def _collect(
    name: str,
    path: Path,
    section: Mapping[str, Any],
    places: Mapping[Path, int],
    pairs: list[tuple[str, Value, int]],
    tables: list[Table],
) -> None:
    for key, value in section.items():
        here = (*path, key)
        line = places.get(here, places.get(path, 0))
        if isinstance(value, dict):
            _ensure_depth(name, here, line)
            _collect(name, here, value, places, pairs, tables)
        elif _is_array_of_tables(value):
            entries = [_entry(name, (*here, number), item, places, line) for number, item in enumerate(value)]
            rows = tabulated(name, entries)
            if rows:
                tables.append(Table(clean(".".join(map(str, here))), name, rows))
        else:
            pairs.append((_column(here), _value(value), line))


def _is_array_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _ensure_depth(name: str, path: Path, line: int) -> None:
    if len(path) > _DEPTH:
        raise _mistake(name, f"recursion (at line {line or 1}", "")


def _entry(name: str, path: Path, section: Mapping[str, Any], places: Mapping[Path, int], line: int) -> Entry:
    entry = Entry(places.get(path, line))
    for here, value in _leaves(name, path, section, entry.line):
        entry.put(_column(here[len(path) :]), _value(value), places.get(here, entry.line))
    return entry


def _leaves(name: str, path: Path, section: Mapping[str, Any], line: int) -> Iterator[tuple[Path, Any]]:
    for key, value in section.items():
        here = (*path, key)
        if isinstance(value, dict):
            _ensure_depth(name, here, line)
            yield from _leaves(name, here, value, line)
        else:
            yield here, value


def _column(path: Path) -> str:
    """``background.en`` is the text itself; other languages keep their code."""
    parts = [str(part) for part in path]
    if len(parts) > 1 and parts[-1] == "en":
        parts.pop()
    return clean(".".join(parts)).strip()


def _value(value: Any) -> Value:
    if isinstance(value, list):
        return "\n".join(_shown(_value(item)) for item in value if not isinstance(item, dict)) or None
    if isinstance(value, str):
        return clean(value).strip() or None
    if isinstance(value, bool | date | datetime | time):
        return value
    if isinstance(value, int) and abs(value) < 10**15:
        return value
    if isinstance(value, float) and abs(value) < 10**15:
        return value
    return clean(str(value)) or None


def _shown(value: Value) -> str:
    return "" if value is None else str(value)
