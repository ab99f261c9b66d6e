"""Cuts a Markdown text into headings, paragraphs, bullets, quotations and tables, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.token import Token

# “Host: …”, “**Host**: …”, “主办：…”: some words without the punctuation of a sentence, then a colon and a space.
_KEYED = re.compile(r"([^\W\d_][^:：.!?。！？;；\"“”]{0,58}?)\s*(?:[:：]\s*$|:\s+|：\s*)(.*)", re.S)
_WORDS = 6
# A line that begins so is a sentence, as in “We saw three things: …”, and no key.
_SENTENCES = frozenset(
    ("we", "they", "he", "she", "it", "i", "you", "there", "here", "this", "these", "those", "and", "but")
)
DASHES = ("—", "–", "―", "--")
_FENCE = re.compile(r"\A---\n(.*?\n)---(?=\n|\Z)", re.S)


@dataclass(frozen=True, slots=True)
class Block:
    """``lines`` are texts with their line numbers; ``rows`` those of a table; ``depth`` the nesting of a bullet."""

    kind: str
    line: int
    text: str = ""
    level: int = 0
    depth: int = 0
    lines: tuple[tuple[str, int], ...] = ()
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def keyed(text: str) -> tuple[str, str] | None:
    """Key and value of a line; None when it is prose."""
    match = _KEYED.fullmatch(text.strip())
    if match is None:
        return None
    words = match[1].lower().split()
    if len(words) > _WORDS or words[0] in _SENTENCES:
        return None
    return match[1].strip(), match[2].strip()


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text in their order. Code blocks count as paragraphs, HTML is left out."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    # A block of keys between dashes at the head of a file would otherwise be taken for a heading.
    tokens = parser.parse(_FENCE.sub(lambda match: f"\n{match[1]}\n", text, count=1))
    walk = _Walk()
    for token in tokens:
        yield from walk.take(token)


class _Walk:
    """Follows the opening and closing tokens of markdown-it."""

    def __init__(self) -> None:
        self.bullets = -1
        self.quote: list[tuple[str, int]] | None = None
        self.quotes = 0
        self.quote_line = 0
        self.rows: list[tuple[int, list[str]]] | None = None
        self.heading = 0
        self.table_line = 0

    def take(self, token: Token) -> Iterator[Block]:
        line = (token.map[0] if token.map else 0) + 1
        if token.type == "heading_open":
            self.heading = int(token.tag[1:])
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            self.bullets += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.bullets -= 1
        elif token.type.startswith("blockquote"):
            yield from self._quotation(token, line)
        elif token.type.startswith(("table", "tr")):
            yield from self._table(token, line)
        elif token.type == "inline":
            yield from self._text(token, line)
        elif token.type in ("code_block", "fence"):
            yield self._block(tuple((text, line + n) for n, text in enumerate(token.content.splitlines())), line)

    def _quotation(self, token: Token, line: int) -> Iterator[Block]:
        self.quotes += token.nesting
        if token.nesting == 1 and self.quotes == 1:
            self.quote, self.quote_line = [], line
        elif self.quotes == 0 and self.quote is not None:
            said, self.quote = self.quote, None
            if said:
                yield Block("quote", self.quote_line, lines=tuple(said))

    def _table(self, token: Token, line: int) -> Iterator[Block]:
        if token.type == "table_open":
            self.rows, self.table_line = [], line
        elif token.type == "tr_open" and self.rows is not None:
            self.rows.append((line, []))
        elif token.type == "table_close" and self.rows:
            rows, self.rows = self.rows, None
            yield Block("table", self.table_line, rows=rows)

    def _text(self, token: Token, line: int) -> Iterator[Block]:
        lines = tuple((text, line + n) for n, text in enumerate(_plain(token.children or []).split("\n")))
        lines = tuple((text.strip(), number) for text, number in lines if text.strip())
        if self.rows is not None and self.rows:
            self.rows[-1][1].append(" ".join(text for text, _ in lines))
        elif self.heading:
            yield Block("heading", line, " ".join(text for text, _ in lines), self.heading)
            self.heading = 0
        elif self.quote is not None:
            self.quote += _spoken(lines)
        elif lines:
            yield self._block(lines, line)

    def _block(self, lines: tuple[tuple[str, int], ...], line: int) -> Block:
        text = " ".join(text for text, _ in lines)
        kind = "paragraph" if self.bullets < 0 else "bullet"
        return Block(kind, line, text, depth=max(self.bullets, 0), lines=lines)


def _spoken(lines: tuple[tuple[str, int], ...]) -> Iterator[tuple[str, int]]:
    """A paragraph of a quotation in one piece, however its lines were broken; a last line “— Name” stays apart."""
    attribution = lines[-1:] if len(lines) and lines[-1][0].startswith(DASHES) else ()
    said = lines[: len(lines) - len(attribution)]
    if said:
        yield " ".join(text for text, _ in said), said[0][1]
    yield from attribution


def _plain(tokens: list[Any]) -> str:
    """The text of inline tokens without its marks of emphasis; pictures by their alternative text."""
    pieces = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif token.type in ("text", "code_inline", "text_special", "image"):
            pieces.append(token.content)
    return "".join(pieces)
