"""Who will get what, where: the routes laid over the drafts. Pure; what is planned here is what people approve."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.errors import ConfigError
from communique.model import Audience, Destination, Draft
from communique.publish.channel import Channel

_WIDTH = {audience: rank for rank, audience in enumerate(Audience)}
_NAME = re.compile(r"[\w][\w.-]*")


@dataclass(frozen=True, slots=True)
class Route:
    """A channel with the documents and languages it carries; no languages listed means all.

    ``audience`` is who reads there. A document for fewer people than that is refused; the default lets only public
    documents through.
    """

    name: str
    channel: Channel
    documents: tuple[str, ...]
    languages: tuple[str, ...] = ()
    audience: Audience = Audience.PUBLIC

    def carries(self, draft: Draft) -> bool:
        return draft.document in self.documents and (not self.languages or draft.language in self.languages)


def plan(routes: Sequence[Route], drafts: Sequence[Draft]) -> tuple[Destination, ...]:
    """One destination for each draft a route carries, in the order of the routes.

    Raises ``ConfigError`` when a route would carry a document to readers it isn't meant for.
    """
    names = [route.name for route in routes]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"There are two channels named “{name}” in communique.toml. Give each a name of its own.")
    return tuple(
        Destination(route.name, route.channel.kind, draft.document, draft.language, route.channel.targets())
        for route in routes
        for draft in drafts
        if route.carries(draft) and _fits(route, draft)
    )


def delivery_key(event: str, draft: Draft, route: Route) -> str:
    """``event/document/language/channel``. Raises ``ConfigError`` when a character in one of them would blur it."""
    parts = (event, draft.document, draft.language, route.name)
    for part in parts:
        if not _NAME.fullmatch(part):
            raise ConfigError(
                f"The name “{part}” can't stand in the key of a delivery. Use letters, digits, dots and hyphens."
            )
    return "/".join(parts)


def _fits(route: Route, draft: Draft) -> bool:
    if _WIDTH[draft.audience] > _WIDTH[route.audience]:
        raise ConfigError(
            f"The channel “{route.name}” is for the audience “{route.audience.value}”, but the {draft.document} is "
            f"only for “{draft.audience.value}”. Take it off that channel's documents, or set the channel's audience."
        )
    return True
