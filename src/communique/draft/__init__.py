"""Drafts the documents: each is a function from the event and its setting to a ``Draft``, and knows no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from communique.draft.setting import Setting
from communique.errors import InputError
from communique.model import Draft, Event

# Document → the package in this folder whose ``draft`` makes it. Modules are loaded when asked for.
DOCUMENTS = {
    "news-release": "news_release",
    "report": "report",
    "task-list": "task_list",
}


def draft(event: Event, setting: Setting, document: str) -> Draft:
    """One document in the setting's language. Raises ``InputError`` for a document that does not exist."""
    if document not in DOCUMENTS:
        raise InputError(f"There is no document called “{document}”. Choose from {', '.join(DOCUMENTS)}.")
    module = import_module(f"communique.draft.{DOCUMENTS[document]}")
    made: Draft = module.draft(_titled(event), setting)
    return made


def _titled(event: Event) -> Event:
    """With a title in any case: without one the event's name, or else its id, stands there in every document."""
    if event.title.strip():
        return event
    source = "name" if event.name.strip() else "id"
    origin = event.origin(source)
    origins = {**event.origins, **({"title": origin} if origin else {})}
    return replace(event, title=getattr(event, source).strip(), origins=origins)


def draft_all(event: Event, setting: Setting, documents: Sequence[str] = ()) -> tuple[Draft, ...]:
    """The documents named, or all of them, in the order of the table."""
    return tuple(draft(event, setting, name) for name in (documents or DOCUMENTS))


__all__ = ["DOCUMENTS", "Setting", "draft", "draft_all"]
