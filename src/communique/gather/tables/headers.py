"""Finds the header of a table and what its columns mean, by vocabulary: header rows under titles, merged headers.

A header may take several rows (“Sex” over “M | F”), be in any of three languages or in two at once (“Name 姓名”),
name a language (“Title (zh)”, “label::English (en)”) or a group (“participant/sex”, as KoboToolbox exports it).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.gather.cells.choices import LANGUAGE, choice
from communique.gather.table import Cell, Table
from communique.gather.tables.vocabulary import MAIN, header_key, headers

LOOK_AT = 60  # rows in which a header is looked for
_ANY = "(?:" + "|".join(("zh", "cn", "km", "kh", "en", "lo", "th", "vi", "fr")) + ")"
_SUFFIXES = (
    re.compile(r"^(?P<stem>.+?)::(?P<language>.+)$", re.S),
    re.compile(r"^(?P<stem>.+?)[\s_.-]*[(（\[](?:in\s+)?(?P<language>[^()（）\[\]]{2,20})[)）\]]\s*\*?$", re.S),
    re.compile(rf"^(?P<stem>.+?)[\s._-]+(?P<language>{_ANY})$", re.I | re.S),
    re.compile(r"^(?P<stem>.+?)\s+in\s+(?P<language>[a-z]{4,10})$", re.I),
    re.compile(r"^(?P<language>english|chinese|khmer|latin|中文|英文|柬文|高棉文|拼音)\s*(?P<stem>.+)$", re.I),
    re.compile(r"^(?P<stem>.+?)\s*(?:ជា)?(?P<language>ភាសា(?:អង់គ្លេស|ចិន|ខ្មែរ)|ឡាតាំង|អក្សរឡាតាំង)$"),
)
_LATIN_FORMS = {"latin", "pinyin", "拼音", "roman", "ឡាតាំង", "អក្សរឡាតាំង", "romanised", "romanized"}
_PARTS = re.compile(r"\s*[/\n|()（）\[\]]\s*|\s+[–—-]\s+")
_SCRIPTS = re.compile(r"[A-Za-z][A-Za-z .&'’/-]*|[\u3400-\u9fff]+|[\u1780-\u17ff -]+")
_KOBO = re.compile(r"^[a-z0-9_]+(?:/[a-z0-9_]+)+$", re.I)
_UNTOLD = "?"  # a second column of one field: the script of each cell tells its language


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds. ``language`` is "" for the main column of its field."""

    index: int
    field: str
    language: str
    header: str


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (``top`` to ``bottom``, both included) and the columns that were recognised."""

    kind: str
    top: int
    bottom: int
    columns: tuple[Column, ...]
    unknown: tuple[int, ...]
    score: int


@functools.lru_cache(maxsize=16384)
def recognise(text: str, kind: str) -> tuple[str, str, bool] | None:
    """The field and language a header text names, and whether the whole text was needed for it; None if unknown."""
    if not text or len(text) > 90:
        return None
    table = headers(kind)
    whole = re.sub(r"^\s*label::", "", text)
    if field := table.get(header_key(whole)):
        return field, "", True
    for pattern in _SUFFIXES:
        if match := pattern.match(whole.strip()):
            language = _language(match["language"])
            if language and (named := recognise(match["stem"], kind)):
                return named[0], language, True
    if _KOBO.match(text):
        return recognise(text.rpartition("/")[2], kind)
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if len(parts) < 2:
        parts = [part for part in _SCRIPTS.findall(text) if part.strip()]
    if len(text) <= 60 and len(parts) > 1:
        for part in parts:
            if field := table.get(header_key(part)):
                return field, "", False
    return None


def _language(text: str) -> str:
    inner = re.search(r"[(（]([a-z]{2})[)）]", text)
    if text.strip().casefold() in _LATIN_FORMS:
        return "en"
    return choice(LANGUAGE, inner[1] if inner else text) or ""


def texts(row: Sequence[Cell]) -> list[str]:
    """The texts of a row, each horizontally merged range counted once (its other cells are "")."""
    result: list[str] = []
    before: Cell | None = None
    for cell in row:
        text = cell.text
        result.append("" if text and before is not None and cell.origin == before.origin else text)
        before = cell if text else None
    return result


def _score(row: Sequence[Cell], kind: str) -> int:
    fields: dict[str, int] = {}
    for text in texts(row):
        if text and (named := recognise(text, kind)):
            fields[named[0]] = max(fields.get(named[0], 0), 2 if named[2] else 1)
    return sum(fields.values()) + sum(field in MAIN[kind] for field in fields)


def find_header(table: Table, kind: str) -> Header | None:
    """The header of the table, read as that kind; None when no row looks like one."""
    scores = [_score(row, kind) for row in table.rows[:LOOK_AT]]
    best = max(scores, default=0)
    if best < 3:
        return None
    top = bottom = scores.index(best)
    while top > 0 and _joined(table.rows[top - 1], table.rows[top]):
        top -= 1
    while bottom + 1 < min(len(table.rows), LOOK_AT) and _continues(table, top, bottom + 1, kind):
        bottom += 1
    columns, unknown = _columns(table, top, bottom, kind)
    if not any(column.field in MAIN[kind] for column in columns):
        return None
    return Header(kind, top, bottom, columns, unknown, best)


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a vertically merged cell ties two rows together."""
    return any(a.value is not None and a.text and a.origin == b.origin for a, b in zip(upper, lower, strict=False))


def _continues(table: Table, top: int, row: int, kind: str) -> bool:
    """Whether the row still belongs to the header: all it says is a field, a half of “Sex” or part of a merged cell."""
    above, cells = table.rows[row - 1], table.rows[row]
    said = [
        (column, cell)
        for column, cell in enumerate(cells)
        if cell.text and not (column < len(above) and cell.origin == above[column].origin)
    ]
    if not said:
        return _joined(above, cells)
    parents = _parents(table, top, row - 1)
    new = sum(_meaning([*parents[column], cell.text], kind) is not None for column, cell in said)
    repeated = sum(cell.text in parents[column] for column, cell in said)
    # A first row of data can hold a word that is also a header (F, M), but never only such words under their parents.
    return new == len(said) and repeated < len(said) and any(_halves(parents[c], x.text, kind) for c, x in said)


def _halves(parents: Sequence[str], text: str, kind: str) -> bool:
    """Whether a text under these parents names a column that the parents alone do not."""
    upper = next((named for parent in reversed(parents) if (named := recognise(parent, kind))), None)
    lower = _meaning([*parents, text], kind)
    if upper is None:
        return lower is not None and lower[0] not in ("woman", "man")
    return lower is not None and (lower[0] in ("woman", "man") if upper[0] == "sex" else lower[:2] != upper[:2])


def _parents(table: Table, top: int, bottom: int) -> list[list[str]]:
    """For each column the header texts above, a heading over several columns counting for each of them."""
    width = max((len(row) for row in table.rows[top : bottom + 1]), default=0)
    width = max(width, len(table.rows[bottom + 1]) if bottom + 1 < len(table.rows) else 0)
    result: list[list[str]] = [[] for _ in range(width)]
    for number in range(top, bottom + 1):
        row = table.rows[number]
        last = ""
        for column in range(width):
            text = row[column].text if column < len(row) else ""
            # In a file without merged cells a heading stands once, and the cells it spans are empty.
            last = text or last
            inherited = not text and number < bottom + 1 and not any(result[column])
            listed = text or (last if inherited and number == top and _spans(table, number, column) else "")
            if listed and listed not in result[column]:
                result[column].append(listed)
    return result


def _spans(table: Table, number: int, column: int) -> bool:
    """Whether an empty header cell has a heading below it, so that the heading to its left spans it."""
    below = table.rows[number + 1] if number + 1 < len(table.rows) else ()
    return column < len(below) and bool(below[column].text)


def _meaning(listed: Sequence[str], kind: str) -> tuple[str, str] | None:
    """The field and language that a column's header texts, upper ones first, name together."""
    *upper, last = listed
    above = next((named for text in reversed(upper) if (named := recognise(text, kind))), None)
    below = recognise(last, kind)
    if below and below[0] in ("woman", "man"):
        return (below[0], "") if not upper or (above and above[0] == "sex") else None
    if below:
        return below[0], below[1]
    if above and (language := _language(last)):
        return above[0], language
    if upper and (named := recognise(f"{upper[-1]} {last}", kind)) and named[2]:
        return named[0], named[1]
    return None


def _columns(table: Table, top: int, bottom: int, kind: str) -> tuple[tuple[Column, ...], tuple[int, ...]]:
    listed = [(index, texts) for index, texts in enumerate(_parents(table, top, bottom)) if texts]
    meanings = {index: _meaning(texts, kind) for index, texts in listed}
    found: list[Column] = []
    taken: set[tuple[str, str]] = set()
    # A reader's own column “Heading” gives way to a column that says what it holds.
    for index, texts in sorted(listed, key=lambda item: item[1] == ["Heading"]):
        named = meanings[index]
        if named is not None:
            field, language = named
            found.append(Column(index, field, _UNTOLD if named in taken else language, " ".join(texts)))
            taken.add(named)
    columns = sorted((_with_main(column, taken) for column in found), key=lambda c: (c.language == _UNTOLD, c.index))
    return tuple(columns), tuple(index for index, _ in listed if meanings[index] is None)


def _with_main(column: Column, taken: set[tuple[str, str]]) -> Column:
    """An English column is the main one; the column beside it that names no language is told by its script."""
    if column.language == "en":
        return Column(column.index, column.field, "", column.header)
    if column.language == "" and (column.field, "en") in taken:
        return Column(column.index, column.field, _UNTOLD, column.header)
    return column
