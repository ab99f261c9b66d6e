"""Where a value stands and how it is quoted in a sentence about it."""

from __future__ import annotations

from communique.gather.table import Cell
from communique.model import Origin

TEXT_LIMIT = 200


def origin_of(cell: Cell) -> Origin:
    """The cell's origin with at most 200 characters of what stood there."""
    origin = cell.origin
    if origin.text and len(origin.text) <= TEXT_LIMIT:
        return origin
    return Origin(origin.file, origin.sheet, origin.cell, origin.line, (origin.text or cell.text)[:TEXT_LIMIT])


def quoted(text: str) -> str:
    """The text in quotation marks on one line, cut after 80 characters."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= 80 else text[:79] + '…'}”"
