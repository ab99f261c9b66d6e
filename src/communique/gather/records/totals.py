"""Total rows under a list of participants: what somebody wrote, kept apart from what the list adds up to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.gather.cells.values import plain, whole
from communique.gather.table import Cell
from communique.gather.tables.sheet import Row, Sheet

_WOMEN = re.compile(r"(?:women|female|女性?|ស្រី|f|w)\s*[:：៖=]?\s*(\d+)|(\d+)\s*(?:women|female|females|名?女性?|នាក់ស្រី)")
_MEN = re.compile(r"(?<![a-z])(?:men|male|男性?|ប្រុស|m)\s*[:：៖=]?\s*(\d+)|(\d+)\s*(?:men|male|males|名?男性?|នាក់ប្រុស)")
_ALL = re.compile(r"^\D*?(?:total|合计|总计|共计|总数|总人数|សរុប)\D{0,30}?(\d+)")


def stated_totals(sheets: Iterable[Sheet]) -> dict[str, Cell]:
    """Event field → a cell with the number; nothing when two lists have total rows, whose sum nobody stated."""
    rows = [row for sheet in sheets for row in sheet.totals]
    return _of(rows[0]) if len(rows) == 1 else {}


def _of(row: Row) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for name, field in (("woman", "women_stated"), ("man", "men_stated")):
        cell = row.cells.get(name)
        if cell is not None and whole(cell.value) is not None:
            found[field] = cell
    for name, cell in row.cells.items():
        text = plain(cell.text)
        if name in ("woman", "man", "number") and whole(cell.value) is not None:
            continue
        for field, pattern in (("participants_stated", _ALL), ("women_stated", _WOMEN), ("men_stated", _MEN)):
            match = pattern.search(text)
            if match and field not in found:
                number = next(group for group in match.groups() if group)
                found[field] = Cell(int(number), cell.origin)
        if "participants_stated" not in found and whole(cell.value) is not None and name not in ("phone", "id"):
            found["participants_stated"] = cell
    return found
