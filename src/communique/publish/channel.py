"""What every channel is: a frozen settings class with the methods of ``Channel``. Nothing is inherited.

What a service can't do is said by name at the top of its class (``update = no_update``), never by silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NoReturn, Protocol

from communique.errors import ChannelError
from communique.model import Draft, Receipt, Rendition

if TYPE_CHECKING:
    from communique.templating import Templates


@dataclass(frozen=True, slots=True)
class Links:
    """What ties a message to its delivery: the key, the event's id, the time, and the templates for cover notes."""

    key: str
    event: str
    now: datetime
    templates: Templates


@dataclass(frozen=True, slots=True)
class Message:
    """One document as a channel will send it. ``digest`` is that of the draft. A channel uses what it needs of it."""

    key: str
    digest: str
    event: str
    document: str
    language: str
    now: datetime
    subject: str
    files: tuple[Rendition, ...]
    text: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A few lines to colleagues (a reminder, a request to review). It has no files: no document leaves this way."""

    key: str
    now: datetime
    subject: str
    text: str
    html: str = ""
    to: tuple[str, ...] = ()


class Channel(Protocol):
    """The settings are dataclass fields, named as in ``communique.toml``; ``places`` are those that hold paths."""

    kind: ClassVar[str]
    places: ClassVar[tuple[str, ...]]

    def targets(self) -> tuple[str, ...]:
        """The addresses or the folder behind it, as an approver is to see them; never a password."""
        ...

    def compose(self, draft: Draft, links: Links) -> Message:
        """The draft as it will be sent. Pure; raises ``TemplateError`` only."""
        ...

    def find(self, key: str, digest: str, since: datetime, now: datetime) -> Receipt | None:
        """What an attempt at ``since`` left at the service, or None when it surely left nothing.

        Raises ``ChannelError`` when the service can't tell (yet).
        """
        ...

    def deliver(self, message: Message) -> Receipt:
        """Sends it. Raises ``ChannelError``, with ``unknown`` when it may have arrived all the same."""
        ...

    def update(self, receipt: Receipt, message: Message) -> Receipt: ...

    def retract(self, receipt: Receipt, note: str) -> Receipt: ...

    def notify(self, notice: Notice) -> Receipt:
        """Sends a few lines to colleagues. Raises ``ChannelError``."""
        ...

    def probe(self) -> str:
        """One sentence saying that the service can be used. Raises ``ChannelError`` saying why it can't."""
        ...


def no_find(self: Channel, key: str, digest: str, since: datetime, now: datetime) -> NoReturn:
    raise ChannelError(
        f"A channel of the kind {self.kind} can't look up what it has sent.", permanent=True, unknown=True
    )


def no_update(self: Channel, receipt: Receipt, message: Message) -> NoReturn:
    raise ChannelError(f"What was sent through a channel of the kind {self.kind} can't be changed.", permanent=True)


def no_retract(self: Channel, receipt: Receipt, note: str) -> NoReturn:
    raise ChannelError(f"What was sent through a channel of the kind {self.kind} can't be taken back.", permanent=True)


def no_notify(self: Channel, notice: Notice) -> NoReturn:
    raise ChannelError(
        f"A channel of the kind {self.kind} can't send notices. Name an e-mail channel instead.", permanent=True
    )


def refusals(refused: Mapping[str, str]) -> str:
    """``a@x (why); b@y (why)``, for sentences."""
    return "; ".join(f"{address} ({reason})" for address, reason in refused.items())
