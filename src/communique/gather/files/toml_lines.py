"""Finds the lines of the keys of a TOML text, which ``tomllib`` does not tell. The text is known to be valid."""

from __future__ import annotations

import re
import tomllib
from typing import Any

Path = tuple[str | int, ...]

# One piece of a value: a string of any of the four kinds, a comment, a bracket, or what stands between.
_PIECE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|[\[\]{}\n]|[^\"'\#\[\]{}\n]+",
    re.S,
)
_HEADER = re.compile(r"[ \t]*(\[\[?)((?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^\]\"'\n])+)\]\]?")
_KEY = re.compile(r"[ \t]*((?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[A-Za-z0-9_.\-\t ])+)=")


def lines(text: str) -> dict[Path, int]:
    """Path of keys (and positions in arrays of tables, from 0) → line, counted from 1."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    section: Path = ()
    position, line = 0, 1
    while position < len(text):
        if header := _HEADER.match(text, position):
            section = _section(_keys(header[2]), header[1] == "[[", counts)
            found.setdefault(section, line)
            end = _end_of_line(text, header.end())
        elif key := _KEY.match(text, position):
            path = section
            for part in _keys(key[1]):
                path = (*path, part)
                found.setdefault(path, line)
            end = _end_of_value(text, key.end())
        else:
            end = _end_of_line(text, position)
        line += text.count("\n", position, end)
        position = end
    return found


def _keys(written: str) -> tuple[str, ...]:
    """The parts of a dotted key, with quotation marks and escapes resolved as TOML does."""
    if not set(written) & set("\"'"):
        return tuple(part.strip() for part in written.split("."))
    document: Any
    try:
        document = tomllib.loads(f"{written} = 0")
    except ValueError:
        return (written.strip(),)
    parts: list[str] = []
    while isinstance(document, dict):
        ((key, document),) = document.items()
        parts.append(key)
    return tuple(parts)


def _section(keys: tuple[str, ...], is_item: bool, counts: dict[Path, int]) -> Path:
    """The path of a header: arrays of tables on the way stand for their last item."""
    path: Path = ()
    for number, key in enumerate(keys, 1):
        path = (*path, key)
        if is_item and number == len(keys):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _end_of_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def _end_of_value(text: str, position: int) -> int:
    depth = 0
    while piece := _PIECE.match(text, position):
        position = piece.end()
        if piece[0] in ("[", "{"):
            depth += 1
        elif piece[0] in ("]", "}"):
            depth -= 1
        elif piece[0] == "\n" and depth <= 0:
            break
    return position if text[position - 1] == "\n" else _end_of_line(text, position)
