"""Tells the rows that only dress a table from those that hold something: examples, totals, headings, numbering."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from communique.gather.table import Cell, Table
from communique.gather.tables.headers import Header
from communique.gather.tables.vocabulary import LISTS, MAIN, header_key, row_words

_TOTAL = re.compile(r"^\s*(?:grand\s+)?(?:total|合计|总计|共计|សរុប)(?![a-z])", re.I)


def header_texts(table: Table, header: Header) -> Mapping[int, set[str]]:
    result: dict[int, set[str]] = {}
    for row in table.rows[header.top : header.bottom + 1]:
        for index, cell in enumerate(row):
            if cell.text:
                result.setdefault(index, set()).add(cell.text)
    return result


def is_dressing(
    filled: Sequence[Cell], cells: Sequence[Cell], repeated: Mapping[int, set[str]], header: Header
) -> bool:
    """Whether a row is an example, an instruction, a subtotal, a repeated header, or numbers its columns."""
    first = filled[0].text
    if len(first) <= 60 and _may_mark(first):
        key = header_key(first)
        if key in row_words("examples") or key in row_words("subtotals") or key in row_words("instructions"):
            return True
        if re.match(r"\s*(?:example\b|例[如:：]|示例|ឧទាហរណ៍)", first, re.I):
            return True
    for column in header.columns:
        if (
            column.field == "id"
            and column.index < len(cells)
            and cells[column.index].text.lower().startswith("example")
        ):
            return True
    if len(filled) < 2:
        return False
    if all(cell.text in repeated.get(index, ()) for index, cell in enumerate(cells) if cell.text):
        return True
    if len(filled) > 2 and all(_number(cell) == n for n, cell in enumerate(filled, 1)):
        return True
    return (
        len(first) <= 20
        and not first.isdigit()
        and all(header_key(cell.text) in row_words("schema_words") for cell in filled)
    )


@functools.cache
def _beginnings() -> frozenset[str]:
    return frozenset(
        word[:2] for name in ("examples", "subtotals", "instructions", "totals") for word in row_words(name)
    )


def _may_mark(text: str) -> bool:
    """Whether a text begins like a word that marks a row; nearly all others need no closer look."""
    start = text[:2].casefold()
    return start in _beginnings() or not start.isalnum() or not start.isascii()


def _number(cell: Cell) -> int | None:
    match = re.fullmatch(r"[(（]?(\d{1,2})[)）]?", cell.text)
    return int(match[1]) if match else None


def is_total(filled: Sequence[Cell], header: Header) -> bool:
    for cell in filled[:2]:
        text = cell.text
        if (
            len(text) <= 60
            and _may_mark(text)
            and (header_key(text) in row_words("totals") or (header.kind == "participants" and _TOTAL.match(text)))
        ):
            return True
    return False


def is_heading(cells: Sequence[Cell], filled: Sequence[Cell], header: Header) -> bool:
    """Whether a row is one text over several columns, or, in a programme or a list of people, one at its left edge."""
    first = filled[0]
    if any(cell.origin != first.origin for cell in filled):
        return False
    if len(filled) > 1:
        return True
    index = cells.index(first)
    if header.kind not in ("agenda", "participants") or index > min(column.index for column in header.columns):
        return False
    named = next((column for column in header.columns if column.index == index), None)
    if named is not None and named.field == "number" and re.fullmatch(r"\W*[\w០-៩]{1,4}\W*", first.text):
        return False  # a line that was numbered in advance and never filled in
    return named is None or (named.field not in MAIN[header.kind] and named.field not in LISTS)
