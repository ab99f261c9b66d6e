"""The channels of a workspace: what ``communique.toml`` says of each, as routes that documents are sent along."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from communique import config, publish
from communique.config import Workspace
from communique.draft import DOCUMENTS
from communique.errors import ConfigError
from communique.model import Audience
from communique.publish.plan import Route
from communique.settings import FILE, Lookups, converted, nearest

CARRIED = ("documents", "languages", "audience")


@dataclass(frozen=True, slots=True)
class _Carried:
    """What a channel carries, and who reads there: a document for fewer people is refused."""

    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    audience: Audience = Audience.PUBLIC


def routes(workspace: Workspace, sending: Collection[str] = ()) -> tuple[Route, ...]:
    """The channels with their documents and languages, in the file's order.

    Planning needs no passwords: but for those named in ``sending``, what the environment lacks is left out.
    """
    return tuple(route(workspace, name, "", for_sending=name in sending) for name in workspace.channels)


def route(workspace: Workspace, name: str, where: str, *, for_sending: bool) -> Route:
    """One channel by name; ``where`` is the section that asks for it. Raises ``ConfigError`` if there is none."""
    if name not in workspace.channels:
        listed = tuple(workspace.channels)
        raise ConfigError(f"In {FILE}, {where} names the channel “{name}”{nearest(name, listed)}")
    return _route(
        workspace, name, workspace.channels[name], Lookups(workspace.environment, workspace.root, strict=for_sending)
    )


def _route(workspace: Workspace, name: str, table: Mapping[str, Any], lookups: Lookups) -> Route:
    where = f"[channels.{name}]"
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in publish.CHANNELS:
        raise ConfigError(f"In {FILE}, {where} has the kind “{kind}”. Choose one of: {', '.join(publish.CHANNELS)}.")
    channel_class = publish.channel_class(kind)
    if "documents" not in table:
        raise ConfigError(
            f'In {FILE}, {where} does not say what it carries. Add, for example: documents = ["news-release"]'
        )
    chosen = converted(_Carried, {key: table[key] for key in CARRIED if key in table}, where)
    settings = {key: value for key, value in table.items() if key not in ("kind", *CARRIED)}
    for key in channel_class.places:
        value = settings.get(key)
        if isinstance(value, str) and value and "://" not in value:
            # A command may be started anywhere; folders and files are meant from the workspace.
            settings[key] = str(workspace.root / value)
    for word in chosen.documents:
        if word not in DOCUMENTS:
            raise ConfigError(f"In {FILE}, {where} documents: there is no “{word}”{nearest(word, tuple(DOCUMENTS))}")
    config.require_languages(chosen.languages, where)
    languages = chosen.languages or workspace.settings.languages
    channel = converted(channel_class, settings, where, lookups)
    return Route(name, channel, chosen.documents, languages, chosen.audience)
