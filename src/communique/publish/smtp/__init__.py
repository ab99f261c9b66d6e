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
from communique.publish.smtp.address import address_of
from communique.publish.smtp.mailbox import Sent
from communique.secret import Secret

_PORTS = {"starttls": 587, "tls": 465, "none": 25}


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
            context = {
                "document": draft.document,
                "title": draft.title,
                "reference": draft.reference,
                "files": [file.name for file in files],
                "sender": address_of(self.sender).name if self.sender else "",
            }
            text, html = (
                links.templates.render(f"smtp/cover.{draft.language}.{form}.j2", context).text
                for form in ("txt", "html")
            )
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
        message_id = self._message_id(key, digest)
        if self.sent.has(message_id, self.authority):
            return Receipt(key, message_id, digest, detail=f"found in the mailbox {self.sent.folder}")
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
            message, self._message_id(message.key, message.digest), message.digest, self.to, self.cc, copy
        )

    def notify(self, notice: Notice) -> Receipt:
        digest = hashlib.sha256(f"{notice.subject}\n{notice.text}\n{notice.html}".encode()).hexdigest()
        to, cc = (notice.to, ()) if notice.to else (self.to, self.cc)
        return self._post(notice, self._message_id(notice.key, digest), digest, to, cc, "")

    def probe(self) -> str:
        from communique.publish.smtp.submission import try_out

        try_out(self, self._port)
        also = ""
        if self.sent is not None:
            self.sent.has(self._message_id("probe", ""), self.authority)
            also = f", and the mailbox {self.sent.folder} can be searched"
        return f"The mail server {self.host} takes mail from {self.sender}{also}."

    @property
    def _port(self) -> int:
        return self.port or _PORTS[self.security]

    def _post(
        self, content: Message | Notice, message_id: str, digest: str, to: Sequence[str], cc: Sequence[str], copy: str
    ) -> Receipt:
        from communique.publish.smtp.letter import letter
        from communique.publish.smtp.submission import submit

        if not self.sender or not (to or cc):
            raise ChannelError(
                "The mail has no sender or nobody to go to. Set sender and to of the channel.", permanent=True
            )
        sender, named = address_of(self.sender), {written: address_of(written) for written in (*to, *cc)}
        mail = letter(
            message_id=message_id,
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
        refused = submit(self, self._port, sender.plain, recipients, copy, mail)
        detail = f"refused: {refusals(refused)}" if refused else ""
        return Receipt(content.key, message_id, digest, refused, detail)

    def _message_id(self, key: str, digest: str) -> str:
        made = hashlib.sha256(f"{key}\n{digest}".encode()).hexdigest()[:40]
        domain = address_of(self.sender).plain.rpartition("@")[2] if self.sender else "localhost"
        return f"<{made}@{domain}>"
