"""Values that remember what supports them, through tests, comparisons, sums and calls, until they are printed.

A ``Fact`` that is printed leaves marks in the text (see ``marks``). ``templating`` makes facts of whatever a template
reads from a record and hands on what is public here; import from there.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from jinja2 import Undefined
from markupsafe import escape

from communique.errors import TemplateError
from communique.model import Record, Source
from communique.templating.marks import OPEN, marked, unmarked

T = TypeVar("T")


class Fact:
    """A value and what supports it. Behaves like the value in tests and comparisons; prints with its marks."""

    __slots__ = ("sources", "value")

    value: Any
    sources: tuple[Source, ...]

    def __init__(self, value: Any, sources: Iterable[Source] = ()) -> None:
        if isinstance(value, Fact):
            value, sources = value.value, (*value.sources, *sources)
        self.value = value
        listed = tuple(sources)
        self.sources = listed if len(listed) < 2 else tuple(dict.fromkeys(listed))

    def _supported(self) -> bool:
        return bool(self.sources)

    def __str__(self) -> str:
        text = printable(self.value)
        return marked(text, self) if text and self._supported() else text

    def __html__(self) -> str:
        text: str = self.value
        if text.__class__ is not str:
            text = printable(text)
        # Five searches cost a third of what markupsafe needs to find that there is nothing to escape.
        if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
            text = escape(text)
        return marked(text, self) if text and self._supported() else text

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return bool(self.value == raw(other))

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: Any) -> bool:
        return bool(self.value < raw(other))

    def __gt__(self, other: Any) -> bool:
        return bool(self.value > raw(other))

    def __le__(self, other: Any) -> bool:
        return bool(self.value <= raw(other))

    def __ge__(self, other: Any) -> bool:
        return bool(self.value >= raw(other))

    def __len__(self) -> int:
        return len(self.value)

    def __contains__(self, item: Any) -> bool:
        return raw(item) in self.value

    def __getitem__(self, key: Any) -> Any:
        return wrapped(self.value[key], self.sources)

    def __iter__(self) -> Iterator[Any]:
        return (wrapped(item, self.sources) for item in self.value)

    def __add__(self, other: Any) -> Fact:
        return Fact(self.value + raw(other), (*self.sources, *sources_of(other)))

    def __radd__(self, other: Any) -> Fact:
        return Fact(raw(other) + self.value, (*sources_of(other), *self.sources))

    def __sub__(self, other: Any) -> Fact:
        return Fact(self.value - raw(other), (*self.sources, *sources_of(other)))

    def __rsub__(self, other: Any) -> Fact:
        return Fact(raw(other) - self.value, (*sources_of(other), *self.sources))

    def __repr__(self) -> str:
        return f"Fact({self.value!r})"


class FieldFact(Fact):
    """A value from fields of one record. Their sources are looked up only when somebody asks: most tests never do."""

    __slots__ = ("fields", "record")

    def __init__(self, value: Any, record: Record, *fields: str) -> None:
        self.value = value
        self.record = record
        self.fields = fields

    def _supported(self) -> bool:
        return True

    @property
    def sources(self) -> tuple[Source, ...]:  # type: ignore[override]  # a slot in the class above
        record, origins = self.record, self.record.origins
        whole = origins.get("")
        return tuple([Source(record.id, name, origins.get(name) or whole) for name in self.fields])


def fact(record: Record, name: str) -> Fact:
    """A field of a record as a fact, for documents that prepare values in Python."""
    return FieldFact(getattr(record, name), record, name)


def count(items: Iterable[Record], name: str = "") -> Fact:
    """How many records there are, supported by each of them."""
    listed = tuple(items)
    return Fact(len(listed), (item.source(name) for item in listed))


def printable(value: Any) -> str:
    """The text of a value that may be printed as it is; everything else must be put into words first."""
    if value is None:
        raise TemplateError("a value is missing where the template prints it; test for it with “if” first")
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    kind = type(value).__name__
    raise TemplateError(f"a value of kind “{kind}” ({value!r}) must be put into words before it is printed")


def final(value: Any) -> Any:
    """What a template prints, or hands on to be escaped. Raises ``TemplateError`` for what can't be printed."""
    return value if isinstance(value, (Fact, str, Undefined)) else printable(value)


def escaped(value: Any) -> str:
    """What an escaping template puts where a value is printed."""
    if isinstance(value, Fact):
        return value.__html__()
    return str(value) if value.__class__ is int else escape(final(value))


def raw(value: Any) -> Any:
    """The value without what supports it: a fact's own value, or a text without its marks."""
    if isinstance(value, Fact):
        return value.value
    if isinstance(value, str) and OPEN in value:
        return unmarked(value)[0]
    return value


def sources_of(value: Any) -> tuple[Source, ...]:
    """What supports a value that may be a fact, a marked text or neither."""
    if isinstance(value, Fact):
        return value.sources
    if isinstance(value, str) and OPEN in value:
        return unmarked(value)[1]
    return ()


def wrapped(value: Any, sources: tuple[Source, ...]) -> Any:
    """Facts around leaves; records stay records (their fields know their own origin), containers are wrapped per item,
    enumerations become their words.

    ``None`` stays ``None``, so that “is none” can be asked.
    """
    if value is None or not sources or isinstance(value, (Record, Fact, Undefined)):
        return value
    if isinstance(value, enum.Enum):
        value = value.value
    if isinstance(value, (tuple, list)):
        return tuple(wrapped(item, sources) for item in value)
    return Fact(value, sources)


def carrying(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, made to carry the trace: it sees plain values and its result is supported by all it was given.

    Items of a list are handed over as marked text instead, so that “A, B and C” keeps three sources apart.
    """

    def prepared(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [
                str(item) if isinstance(item, Fact) and isinstance(item.value, str) else _raw_item(item)
                for item in value
            ]
        return raw(value)

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        sources = tuple(s for value in (*args, *kwargs.values()) for s in sources_of(value))
        result = function(*(prepared(a) for a in args), **{k: prepared(v) for k, v in kwargs.items()})
        return wrapped(result, sources)

    return call


def plain(test: Any) -> Any:
    """The test of a template (“is string”), made to see plain values."""

    @functools.wraps(test)
    def call(*args: Any) -> Any:
        return test(*(raw(a) for a in args))

    return call


def _raw_item(item: Any) -> Any:
    return item.value if isinstance(item, Fact) else item


def takes_facts(function: Callable[..., T]) -> Callable[..., T]:
    """Marks a function that handles facts itself: it gets them as they are and returns what it returns."""
    vars(function)["takes_facts"] = True
    return function
