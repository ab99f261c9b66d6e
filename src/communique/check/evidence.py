"""What findings cite: the place of a value, the text that stood there, and the passages that are printed as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.model import Event, Origin, Record

# For a record of which no place is known: the event folder itself.
EVENT_FOLDER = Origin(file=".")

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of the inputs that a document prints as it was written."""

    record: Record
    field: str
    text: str
    place: Origin


def where(record: Record, *fields: str) -> Origin:
    """The place of the first of the fields that has one, else that of the whole record."""
    for name in fields:
        if name in record.origins:
            return record.origins[name]
    if isinstance(record, Event) and record.origin() is None:
        return Origin(file=record.id)
    if record.origin() is None and record.origins:
        return min(record.origins.values(), key=lambda origin: (origin.file, origin.sheet, origin.line, origin.cell))
    return record.origin() or EVENT_FOLDER


def as_written(record: Record, field: str, otherwise: str) -> str:
    """The text that stood in the inputs for this very field; the given rendering when none was kept."""
    origin = record.origins.get(field)
    return origin.text.strip() if origin and origin.text.strip() else otherwise


def brief(text: str, limit: int = 70) -> str:
    """The text in quotation marks on one line, cut at a word when it is long."""
    flat = " ".join(text.split())
    if len(flat) > limit:
        flat = flat[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return f"“{flat}”"


def plain(text: str) -> str:
    """The text without what can't be seen: zero-width characters out, every run of space one space."""
    return " ".join(_INVISIBLE.sub("", text).split())


def distinct(*texts: str) -> tuple[str, ...]:
    """The texts that are not empty, each once, in their order."""
    return tuple(dict.fromkeys(text for text in texts if text))


def passages(event: Event) -> Iterator[Passage]:
    """Every text that is printed as written. Quotations are left out: words as spoken are never corrected."""
    yield from _of(
        event,
        *("title", "name", "programme", "framework", "background", "summary", "objectives", "look_ahead"),
        *("headline", "standfirst", "notes"),
    )
    for person in event.people:
        yield from _of(person, "function")
    for session in event.sessions:
        yield from _of(session, "title", "summary", "purpose", "points")
    for visit in event.visits:
        yield from _of(visit, "place", "shown", "summary", "relevance")
    for outcome in event.outcomes:
        yield from _of(outcome, "text")
    for action in event.actions:
        yield from _of(action, "title", "done_when", "notes")
    for photo in event.photos:
        yield from _of(photo, "caption", "alt")


def _of(record: Record, *fields: str) -> Iterator[Passage]:
    for name in fields:
        value = getattr(record, name)
        for text in (value,) if isinstance(value, str) else value:
            if text.strip():
                yield Passage(record, name, text, where(record, name))
