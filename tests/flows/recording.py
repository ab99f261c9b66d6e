"""A channel for tests that keeps what it is given in a folder, or fails as it is told to and counts how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Literal

from communique.errors import ChannelError
from communique.model import Draft, Receipt
from communique.publish.channel import Links, Message, Notice, no_retract, no_update


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """``folder`` gets a line in ``attempts`` per try and a file per notice."""

    folder: str
    fails: Literal["never", "permanently", "for now"] = "never"

    kind: ClassVar[str] = "recording"
    places: ClassVar[tuple[str, ...]] = ("folder",)
    update = no_update
    retract = no_retract

    def targets(self) -> tuple[str, ...]:
        return (self.folder,)

    def compose(self, draft: Draft, links: Links) -> Message:
        return Message(
            key=links.key,
            digest=draft.digest,
            event=links.event,
            document=draft.document,
            language=draft.language,
            now=links.now,
            subject=draft.title,
            files=draft.files,
        )

    def find(self, key: str, digest: str, since: datetime, now: datetime) -> Receipt | None:
        return None

    def deliver(self, message: Message) -> Receipt:
        self._attempt(message.key)
        return Receipt(message.key, f"{self.folder}/{message.document}", message.digest)

    def notify(self, notice: Notice) -> Receipt:
        self._attempt(notice.key)
        with (Path(self.folder) / "notices").open("a", encoding="utf-8") as notices:
            notices.write(f"{', '.join(notice.to)}: {notice.subject}\n")
        return Receipt(notice.key, self.folder, "")

    def probe(self) -> str:
        return "It records."

    def _attempt(self, key: str) -> None:
        Path(self.folder).mkdir(parents=True, exist_ok=True)
        with (Path(self.folder) / "attempts").open("a", encoding="utf-8") as attempts:
            attempts.write(f"{key}\n")
        if self.fails != "never":
            raise ChannelError("The test's channel is down.", permanent=self.fails == "permanently")
