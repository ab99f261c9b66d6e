"""Reads .md notes: one row per heading, with columns from its “Key: value” lines, bullets, paragraphs and quotations.

    # Site visits                       → the table's name, when headings of a lower level follow
    ## Mobile robotics training base    → column Heading
    Date: 11 December 2023              → column Date
    What was shown:                     → column What was shown, a line for each bullet
    - an assembly line
    The host explained …                → column Summary
    > Words as spoken                   → column Quotation; a last line “— Name” is its Speaker

A heading below a row names a column too. “Key: value” lines before the first row hold for all rows that do not say
otherwise. Tables in pipe notation are tables as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from communique.gather.cleaning import clean
from communique.gather.files.content import TEXT_LIMIT, ensure_text
from communique.gather.files.encoding import decoded
from communique.gather.files.entries import Entry, tabulated
from communique.gather.files.markdown_blocks import DASHES, Block, blocks, keyed
from communique.gather.files.markdown_fields import HEADING, POINTS, QUOTATION, SPEAKER, SUMMARY, fill
from communique.gather.findings import found
from communique.gather.table import Cell, Table, Value
from communique.model import Finding, Origin


@dataclass(slots=True)
class _Part:
    """A heading with what stands under it. Level 0 is the file itself."""

    level: int
    title: str
    line: int
    blocks: list[Block] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)


def read(name: str, content: bytes) -> tuple[Table, ...]:
    """One table per group of headings, and one per pipe table. Raises ``Refusal``."""
    ensure_text(name, content, TEXT_LIMIT)
    stem = PurePosixPath(name).stem
    root = _Part(0, stem, 1)
    above = [root]
    for block in blocks(clean(decoded(name, content))):
        if block.kind != "heading":
            above[-1].blocks.append(block)
            continue
        while above[-1].level >= block.level:
            above.pop()
        part = _Part(block.level, block.text, block.line)
        above[-1].parts.append(part)
        above.append(part)
    return tuple(_tables(name, root, stem, {}))


def _tables(name: str, group: _Part, title: str, given: dict[str, tuple[Value, int]]) -> Iterator[Table]:
    """The rows of a group are its parts; a part that is a group itself follows as a table of its own."""
    yield from _pipe_tables(name, title, group.blocks)
    if not group.parts:
        rows = tabulated(name, _row(group, {}))
        if rows:
            yield Table(title, name, rows)
        return
    general = Entry(group.line)
    fill(general, group.blocks, "")
    shared = given | {column: value for column, value in general.values.items() if column not in (SUMMARY, POINTS)}
    rows_to_be: list[Entry] = []
    later: list[Table] = []
    for part in group.parts:
        if _is_group(part, len(group.parts)):
            later += _tables(name, part, part.title, shared)
        else:
            rows_to_be += _row(part, shared)
            later += _pipe_tables(name, part.title, [block for piece in _all(part) for block in piece.blocks])
    if rows_to_be:
        yield Table(title, name, tabulated(name, rows_to_be, (HEADING,)), _unused(name, general))
    yield from later


def _is_group(part: _Part, siblings: int) -> bool:
    """A heading over headings that has no entries of its own, or the one title of the file over rows with entries."""
    if not part.parts:
        return False
    return not _has_entries(part) or (siblings == 1 and any(_has_entries(child) for child in part.parts))


def _has_entries(part: _Part) -> bool:
    """Whether a heading has “Key: value” lines of its own, which makes it a row and no title over rows."""
    return any(keyed(line) for block in part.blocks if block.kind in ("paragraph", "bullet") for line, _ in block.lines)


def _unused(name: str, general: Entry) -> tuple[Finding, ...]:
    findings = []
    for column in (SUMMARY, POINTS):
        if column in general.values:
            line = general.values[column][1]
            message = f"{name}, line {line}: the text before the first entry is not used."
            findings.append(found("INPUT-16", message, Origin(name, line=line)))
    return tuple(findings)


def _all(part: _Part) -> Iterator[_Part]:
    waiting = [part]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += reversed(current.parts)


def _pipe_tables(name: str, title: str, listed: list[Block]) -> Iterator[Table]:
    for block in listed:
        if block.kind == "table":
            width = max(len(row) for _, row in block.rows)
            padded = [(line, [*row, *[""] * (width - len(row))]) for line, row in block.rows]
            yield Table(title, name, tuple(tuple(_cell(name, line, text) for text in row) for line, row in padded))


def _cell(name: str, line: int, text: str) -> Cell:
    return Cell(text or None, Origin(name, line=line, text=text))


def _row(part: _Part, shared: dict[str, tuple[Value, int]]) -> list[Entry]:
    """The row of a heading; one row for each further quotation when there is no prose under it that they belong to."""
    entry = Entry(part.line)
    quotations = fill(entry, part.blocks, "")
    for child in part.parts:
        # A deeper heading names a column for everything under it.
        for piece in _all(child):
            quotations += fill(entry, piece.blocks, child.title)
    if not entry.values and not quotations and (not part.level or any(b.kind == "table" for b in part.blocks)):
        return []
    if part.level:
        entry.values[HEADING] = (part.title, part.line)
    for column, value in shared.items():
        entry.values.setdefault(column, value)
    entries = [entry]
    for number, block in enumerate(quotations):
        if number and SUMMARY not in entry.values:
            entries.append(Entry(block.line, {k: v for k, v in entry.values.items() if k not in (QUOTATION, SPEAKER)}))
        _quote(entries[-1], block)
    return entries


def _quote(entry: Entry, block: Block) -> None:
    said = list(block.lines)
    if len(said) > 1 and said[-1][0].startswith(DASHES):
        speaker, line = said.pop()
        entry.values.setdefault(SPEAKER, (speaker.lstrip("".join(DASHES) + " "), line))
    entry.put(QUOTATION, "\n".join(text for text, _ in said), block.line)
