"""Puts the paragraphs and bullets under a heading into the columns of its row."""

from __future__ import annotations

from collections.abc import Sequence

from communique.gather.files.entries import Entry
from communique.gather.files.markdown_blocks import Block, keyed

HEADING, SUMMARY, QUOTATION, SPEAKER, POINTS = "Heading", "Summary", "Quotation", "Speaker", "Points"


def fill(entry: Entry, found: Sequence[Block], column: str) -> list[Block]:
    """Fills the columns and gives back the quotations. ``column`` is what a heading has named for all of it, or ""."""
    quotations: list[Block] = []
    awaiting, depth, has_bullets = "", -1, False
    for block in found:
        if block.kind == "quote":
            quotations.append(block)
            awaiting = ""
        elif block.kind == "bullet" and awaiting and block.depth > depth and not _is_key(block, column):
            entry.put(awaiting, block.text, block.line)
            has_bullets = True
        elif block.kind in ("paragraph", "bullet"):
            # “What was shown:” waits for the bullets that follow, or for a paragraph if there are none.
            before = awaiting if block.kind == "paragraph" and not has_bullets else ""
            rest = column or (SUMMARY if block.kind == "paragraph" else POINTS)
            awaiting = _take(entry, block, before, rest)
            depth = block.depth if block.kind == "bullet" else -1
            has_bullets = False
    return quotations


def _is_key(block: Block, column: str) -> bool:
    """A bullet “Key: value” of the outermost level begins a new column, unless a heading has named one."""
    return block.depth == 0 and not column and keyed(block.lines[0][0]) is not None


def _take(entry: Entry, block: Block, before: str, rest: str) -> str:
    """Reads the lines of a paragraph or bullet; gives back the column whose value is still to come, or ""."""
    column, awaiting = before, ""
    loose: list[str] = []
    for text, line in block.lines:
        pair = keyed(text) if not loose else None
        if pair:
            column = _known(entry, pair[0])
            awaiting = "" if pair[1] else column
            if pair[1]:
                entry.put(column, pair[1], line)
            else:
                entry.values.setdefault(column, ("", line))
        elif column:
            # A value that goes on in the next line of its paragraph.
            value, at = entry.values[column]
            entry.values[column] = (f"{value} {text}".strip(), at if value else line)
            awaiting = ""
        else:
            loose.append(text)
    if loose:
        entry.put(_known(entry, rest), " ".join(loose), block.line)
    return awaiting


def _known(entry: Entry, column: str) -> str:
    """The column as it was first written, whatever its case now."""
    folded = column.casefold()
    return next((known for known in entry.values if known.casefold() == folded), column)
