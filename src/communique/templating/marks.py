"""Marks that carry the trace through any text: the places where a supported value was printed.

A mark is an index between Unicode noncharacters, which can't occur in inputs (``gather`` removes them). The text may be
joined, escaped or folded and still says where each piece came from: ``separated`` takes the marks out again.
They have a meaning only inside ``tracing``. ``templating`` hands on what is public here; import from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple, Protocol

from markupsafe import Markup

from communique.model import Source

OPEN, MIDDLE, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"


class Supported(Protocol):
    """What a mark stands for: a ``facts.Fact``."""

    @property
    def sources(self) -> tuple[Source, ...]: ...


class Span(NamedTuple):
    """``text[start:end]`` of a rendered text, and what supports it."""

    start: int
    end: int
    text: str
    sources: tuple[Source, ...]


class Rendered(NamedTuple):
    text: str
    spans: tuple[Span, ...]


# What the marks of one rendering stand for: a mark is an index into this list.
_tracing: ContextVar[list[Supported]] = ContextVar("tracing")


@contextmanager
def tracing() -> Iterator[list[Supported]]:
    """The scope in which marks have a meaning: one document, from the first ``render_marked`` to ``separated``."""
    listed: list[Supported] = []
    token = _tracing.set(listed)
    try:
        yield listed
    finally:
        _tracing.reset(token)


def marked(text: str, support: Supported) -> str:
    """The text between marks that stand for what supports it."""
    listed = _tracing.get()
    listed.append(support)
    return f"{OPEN}{len(listed) - 1}{MIDDLE}{text}{CLOSE}"


def unmarked(text: str) -> tuple[str, tuple[Source, ...]]:
    """A marked text without its marks, and the sources that were in it, in order of appearance."""
    first, *pieces = text.split(OPEN)
    parts = [first]
    sources: dict[Source, None] = {}
    listed = _tracing.get()
    for piece in pieces:
        index, _, rest = piece.partition(MIDDLE)
        sources.update(dict.fromkeys(listed[int(index)].sources))
        parts.append(rest)
    clean = "".join(parts).replace(CLOSE, "")
    return Markup(clean) if isinstance(text, Markup) else clean, tuple(sources)


def separated(marked: str) -> Rendered:
    """The text without marks, and the spans the marks stood for. Spans that lie in spans are kept, outer one last."""
    text, found = pieces(marked)
    listed = _tracing.get()
    return Rendered(text, tuple([Span(start, end, text[start:end], listed[i].sources) for start, end, i in found]))


def pieces(marked: str) -> tuple[str, list[tuple[int, int, int]]]:
    """The text without marks, and (start, end, mark) of each marked piece, in the order in which they end.

    Splitting is several times faster than a regular expression here, and a report has ten thousand marks.
    """
    first, *rest = marked.split(OPEN)
    parts = [first]
    length = len(first)
    opened: list[tuple[int, int]] = []
    found: list[tuple[int, int, int]] = []
    for piece in rest:
        index, _, text = piece.partition(MIDDLE)
        ends = text.split(CLOSE)
        inner = ends[0]
        if len(ends) == 2:  # nothing lies inside it and it closes nothing else: nearly always
            start, plain = length, ends[1]
            length += len(inner)
            found.append((start, length, int(index)))
            parts += ends
            length += len(plain)
            continue
        opened.append((length, int(index)))
        parts.append(inner)
        length += len(inner)
        for plain in ends[1:]:
            start, mark = opened.pop()
            found.append((start, length, mark))
            parts.append(plain)
            length += len(plain)
    return "".join(parts), found


def relocated(span: Span, offset: int) -> Span:
    """The span, moved by an offset, for texts that are put together from several renderings."""
    return span._replace(start=span.start + offset, end=span.end + offset)
