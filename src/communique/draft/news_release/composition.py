"""A text in the making: blocks of marked text in order, written by one template and dressed later by others.

The template calls ``put`` for a block and ``s`` for a sentence; whatever comes out empty is not there at all, so that
no section, heading or sentence is ever printed for something that is not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from communique.draft.news_release.mentions import Mentions, Words
from communique.model import Record, Session
from communique.templating import Fact, takes_facts, unmarked

UNDER_HEADINGS = ("about", "contact", "note")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Block:
    """``kind`` says what it is (headline, paragraph, note …); ``lead`` stands before the text (a dateline)."""

    kind: str
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring blocks of one kind: a list of notes, the lines of an address."""

    kind: str
    blocks: tuple[Block, ...]


class Composition:
    """Collects the blocks that a template puts. All texts in it are marked, so it lives inside ``tracing``."""

    def __init__(self, words: Words, mentions: Mentions, common: frozenset[str] = frozenset()) -> None:
        self._words = words
        self._mentions = mentions
        self._common = common
        self._lead = self._heading = ""
        self._told: set[str] = set()
        self._body = ""
        self.blocks: list[Block] = []

    def groups(self) -> tuple[Group, ...]:
        return tuple(Group(kind, tuple(blocks)) for kind, blocks in groupby(self.blocks, key=lambda block: block.kind))

    @takes_facts
    def put(self, kind: str, caller: Callable[[], str]) -> str:
        """Adds a block, if there is text. A “dateline” waits for the next paragraph, a “heading” for its section."""
        text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", caller()).strip())
        if kind == "dateline":
            self._lead = text
        elif kind == "heading":
            self._heading = text
        elif unmarked(text)[0]:
            if self._heading and kind in UNDER_HEADINGS:
                self.blocks.append(Block("heading", self._heading))
            self._heading = ""
            self.blocks.append(Block(kind, text, self._lead if kind == "paragraph" else ""))
            if kind == "paragraph":
                self._lead = ""
                self._body += f" {unmarked(text)[0]}"
            self._told.update(_content(text))
        return ""

    @takes_facts
    def s(self, caller: Callable[[], str]) -> str:
        """A sentence: capital, one stop, a space after it. Nothing when there is nothing to say."""
        text = caller()
        return f"{self._words['sentence'](text)} " if unmarked(text)[0].strip() else ""

    def told(self, text: str) -> bool:
        """Whether the paragraphs so far have these words; the headline does not count."""
        return text.casefold() in self._body.casefold()

    @takes_facts
    def tell(self, text: Fact | str, most: int = 2, fresh: bool = False) -> str:
        """The first sentences of somebody's prose; with ``fresh`` only those that say something new in this text."""
        value, sources = (text.value, text.sources) if isinstance(text, Fact) else (text, ())
        kept: list[str] = []
        for sentence in self._words["sentences"](value):
            content = _content(sentence)
            stale = fresh and content and len(content & self._told) >= 0.75 * len(content)
            if len(kept) < most and not stale:
                prose = self._mentions.prose(Fact(sentence, sources))
                kept.append(self._words["stopped"](self._words["capital"](prose)))
        return " ".join(kept) + (" " if kept else "")

    @takes_facts
    def sole(self, sessions: Iterable[Session]) -> bool:
        """Whether all that is said of these sessions is one sentence."""
        return sum(len(self._words["sentences"](session.summary)) for session in sessions) == 1

    @takes_facts
    def clauses(self, texts: Iterable[Fact]) -> list[str]:
        """Infinitive clauses, each once, ready to be listed."""
        made = dict.fromkeys(str(self._words["clause"](text.value)) for text in texts)
        sources = {str(self._words["clause"](text.value)): text.sources for text in texts}
        return [self._mentions.prose(Fact(text, sources[text])) for text in made if text]

    @takes_facts
    def phrases(self, texts: Iterable[Fact]) -> list[str]:
        """Noun phrases inside a sentence: “Mobile robots” gets a small letter if “mobile” occurs elsewhere."""
        made = []
        for text in texts:
            phrase = self._words["within"](text.value)
            first = re.split(r"\W", phrase, maxsplit=1)[0]
            if first[1:].islower() and first.lower() in self._common:
                phrase = phrase[:1].lower() + phrase[1:]
            if phrase:
                made.append(self._mentions.prose(Fact(phrase, text.sources)))
        return made

    @takes_facts
    def fitting(self, limit: int, write: Callable[..., str], choices: Sequence[Sequence[Any]]) -> str:
        """The first of several versions of a sentence that has at most so many words, or the last one.

        Acronyms in brackets are not counted: nobody reads them aloud.
        """
        for choice in choices[:-1]:
            state = self._mentions.state()
            text = write(*choice)
            if len(re.sub(r"\([^()]*\)", "", unmarked(text)[0]).split()) <= limit:
                return text
            self._mentions.restore(state)
        return write(*choices[-1])


@takes_facts
def backed(text: str, records: Iterable[Record], name: str) -> Fact:
    """Words of the template's that stand for a field of these records."""
    return Fact(text, tuple(record.source(name) for record in records))


@takes_facts
def pluck(records: Iterable[Record], name: str) -> list[Fact]:
    """One text field of several records; where it is a tuple its items; empty ones are left out."""
    found: list[Fact] = []
    for record in records:
        value = getattr(record, name)
        items = value if isinstance(value, tuple) else (value,)
        found += [Fact(item, (record.source(name),)) for item in items if item]
    return found


def _content(text: str) -> set[str]:
    """The longer words of a text, for comparing what two texts say."""
    return {word.casefold() for word in _WORD.findall(unmarked(text)[0])}


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that somebody wrote with a small first letter: evidence that they are not names."""
    return frozenset(word for text in texts for word in re.findall(r"\b[^\W\d_A-Z]\w+", text))
