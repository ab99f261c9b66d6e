"""Internal mail: reviewers are asked, reminders are sent. Notices need no approval; they never carry a document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from communique.config import Workspace
from communique.dossier import Dossier
from communique.errors import ConfigError
from communique.ledger import Ledger
from communique.model import Draft
from communique.notices import review_request
from communique.pipeline import channels, preparing
from communique.publish.channel import Notice


def ask_reviewers(workspace: Workspace, dossier: Dossier, now: datetime) -> tuple[str, ...]:
    """Mails everybody who may review, once per dossier, if ``[review]`` names a channel; returns who was asked."""
    channel = workspace.review.channel
    allowed = {role for roles in workspace.review.roles.values() for role in roles}
    people = [p for p in workspace.people if p.email and (not allowed or allowed & set(p.roles))]
    if not channel or not people:
        return ()
    key = f"{dossier.event}/review-request/{dossier.id}"
    with Ledger(workspace.ledger_url) as ledger:
        if ledger.reminded(key):
            return ()
        notice = review_request(dossier, preparing.templates(workspace, "en"))
        send(workspace, channel, [person.email for person in people], notice, key, "[review]", now)
        ledger.remember(key, now)
    return tuple(person.id for person in people)


def send(
    workspace: Workspace, channel: str, to: Sequence[str], draft: Draft, key: str, where: str, now: datetime
) -> None:
    """Sends a notice through the channel of that name, to other addresses than its documents go to.

    ``where`` is the section of communique.toml that asks for it. Raises ``ConfigError`` when there is no such channel
    or nobody to send to, ``ChannelError`` when the channel refuses.
    """
    mail = channels.route(workspace, channel, where, for_sending=True).channel
    if not to:
        raise ConfigError(f'In communique.toml, {where} has no address to send to. Add: to = ["name@example.org"].')
    text, html = (draft.file(suffix).content.decode() for suffix in (".txt", ".html"))
    mail.notify(Notice(key, now, draft.title, text, html, tuple(to)))
