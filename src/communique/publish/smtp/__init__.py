"""Sends a document by e-mail: a news release in the mail itself, a report attached to a cover note.

One envelope per delivery. The Message-ID is made of the delivery's key and the draft's digest, so the same item has
the same one on every attempt, and can be looked up in a mailbox that keeps copies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from communique.errors import ChannelError
from communique.model import Draft, Receipt, Rendition
from communique.publish.channel import Links, Message, Notice, no_find, no_retract, no_update, refusals
from communique.publish.smtp.address import address_of, message_id
from communique.publish.smtp.cover import cover
from communique.publish.smtp.mailbox import Sent
from communique.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """``security`` is ``starttls``, ``tls`` or ``none``; ``authority`` a file of certificates to trust as well.

    ``prefix`` stands before each subject. ``attach`` lists the documents that are attached to a cover note; others
    are the mail's own text. ``sent`` is a mailbox that gets a copy of each mail, to look lost answers up in.
    """

    host: str
    sender: str
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    port: int = 0
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: Secret | None = None
    prefix: str = ""
    attach: tuple[str, ...] = ("report", "task-list")
    authority: str = ""
    timeout: float = 30.0
    sent: Sent | None = None

    kind: ClassVar[str] = "smtp"
    places: ClassVar[tuple[str, ...]] = ("authority",)
    update = no_update
    retract = no_retract

    def __post_init__(self) -> None:
        from communique.publish.smtp.secure import require_no_open_password

        require_no_open_password(self.host, self.security, bool(self.username or self.password))
        for written in (self.sender, *self.to, *self.cc):
            if written:
                address_of(written)
        if self.timeout <= 0:
            raise ValueError("the timeout must be a number of seconds above 0")

    def targets(self) -> tuple[str, ...]:
        copies = (self.sent.address,) if self.sent is not None and self.sent.address else ()
        return (*self.to, *self.cc, *copies)

    def compose(self, draft: Draft, links: Links) -> Message:
        suffixes = {file.name.rpartition(".")[2] for file in draft.files}
        if draft.document not in self.attach and {"txt", "html"} <= suffixes:
            text, html = (draft.file(suffix).content.decode() for suffix in (".txt", ".html"))
            files: tuple[Rendition, ...] = ()
        else:
            files = draft.files
            text, html = cover(draft, address_of(self.sender).name if self.sender else "", links.templates)
        return Message(
            key=links.key,
            digest=draft.digest,
            event=links.event,
            document=draft.document,
            language=draft.language,
            now=links.now,
            subject=f"{self.prefix} {draft.title}".strip(),
            files=files,
            text=text,
            html=html,
        )

    def find(self, key: str, digest: str, since: datetime, now: datetime) -> Receipt | None:
        """Searches the mailbox that keeps copies. Until ``settle_seconds`` after the attempt, absent proves nothing."""
        if self.sent is None:
            no_find(self, key, digest, since, now)
        wanted = message_id(key, digest, self.sender)
        if self.sent.has(wanted, self.authority):
            return Receipt(key, wanted, digest, detail=f"found in the mailbox {self.sent.folder}")
        settled = since + timedelta(seconds=self.sent.settle_seconds)
        if now < settled:
            raise ChannelError(
                f"the mailbox {self.sent.folder} has no copy yet; publish again after {settled:%H:%M:%S %Z}",
                permanent=False,
                unknown=True,
            )
        return None

    def deliver(self, message: Message) -> Receipt:
        copy = self.sent.address if self.sent is not None else ""
        return self._post(
            message, message_id(message.key, message.digest, self.sender), message.digest, self.to, self.cc, copy
        )

    def notify(self, notice: Notice) -> Receipt:
        digest = hashlib.sha256(f"{notice.subject}\n{notice.text}\n{notice.html}".encode()).hexdigest()
        to, cc = (notice.to, ()) if notice.to else (self.to, self.cc)
        return self._post(notice, message_id(notice.key, digest, self.sender), digest, to, cc, "")

    def probe(self) -> str:
        from communique.publish.smtp.submission import try_out

        try_out(self)
        also = ""
        if self.sent is not None:
            self.sent.has(message_id("probe", "", self.sender), self.authority)
            also = f", and the mailbox {self.sent.folder} can be searched"
        return f"The mail server {self.host} takes mail from {self.sender}{also}."

    def _post(
        self, content: Message | Notice, id: str, digest: str, to: Sequence[str], cc: Sequence[str], copy: str
    ) -> Receipt:
        from communique.publish.smtp.letter import letter
        from communique.publish.smtp.submission import submit

        if not self.sender or not (to or cc):
            raise ChannelError(
                "The mail has no sender or nobody to go to. Set sender and to of the channel.", permanent=True
            )
        sender, named = address_of(self.sender), {written: address_of(written) for written in (*to, *cc)}
        mail = letter(
            message_id=id,
            sender=sender,
            to=[named[written] for written in to],
            cc=[named[written] for written in cc],
            subject=content.subject,
            when=content.now,
            text=content.text,
            html=content.html,
            files=content.files if isinstance(content, Message) else (),
        )
        recipients = tuple(dict.fromkeys(address.plain for address in named.values()))
        refused = submit(self, sender.plain, recipients, copy, mail)
        detail = f"refused: {refusals(refused)}" if refused else ""
        return Receipt(content.key, id, digest, refused, detail)
