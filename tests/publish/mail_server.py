"""A mail server in the test's own process that keeps what it accepts and fails where it is told to."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = "press", "correct horse"


@dataclass
class Certificates:
    """An authority of the test's own and a certificate for this machine's loopback names."""

    folder: Path
    authority: trustme.CA = field(default_factory=trustme.CA)

    def __post_init__(self) -> None:
        self.file = self.folder / "authority.pem"
        self.authority.cert_pem.write_to_path(str(self.file))

    def server(self, *names: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*(names or ("localhost", "127.0.0.1"))).configure_cert(context)
        return context


class MailServer:
    """``faults`` maps a moment (``MAIL``, ``RCPT address``, ``DATA``) to what happens there: an SMTP answer to give,
    ``hang``, ``drop`` (before the mail is kept) or ``keep and drop`` (after)."""

    def __init__(
        self, folder: Path, context: ssl.SSLContext | None = None, *, tls: bool = False, login: bool = True
    ) -> None:
        self.folder, self.context, self.tls, self.login = folder, context, tls, login
        self.faults: dict[str, str] = {}
        self.envelopes: list[tuple[str, tuple[str, ...]]] = []
        self.delay = 0.0
        self.active: set[int] = set()
        self.port = 0
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def mails(self) -> list[EmailMessage]:
        """What was accepted, in order."""
        return [self._read(path) for path in sorted(self.folder.glob("*.eml"))]

    def raw(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.folder.glob("*.eml"))]

    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails()]

    def wait_idle(self) -> None:
        """Until every connection has ended, so that nothing is half-accepted."""
        end = time.monotonic() + 10
        while self.active and time.monotonic() < end:
            time.sleep(0.01)
        assert not self.active

    @contextmanager
    def running(self) -> Iterator[MailServer]:
        starttls = self.context is not None and not self.tls
        settings: dict[str, Any] = {"timeout": 20, "enable_SMTPUTF8": True}
        if starttls:
            settings |= {"tls_context": self.context, "require_starttls": True}
        if self.login:
            settings |= {
                "authenticator": self._check,
                "auth_required": True,
                "auth_require_tls": self.context is not None and not self.tls,
            }
        loop = asyncio.new_event_loop()
        server = loop.run_until_complete(
            loop.create_server(
                lambda: _Smtp(self, settings, loop), "127.0.0.1", 0, ssl=self.context if self.tls else None
            )
        )
        self.port = server.sockets[0].getsockname()[1]
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()

    def _check(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False)

    def _read(self, path: Path) -> EmailMessage:
        read = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(read, EmailMessage)
        return read

    async def _fault(self, server: SMTP, moment: str) -> str | None:
        fault = self.faults.get(moment)
        if fault == "hang":
            await asyncio.sleep(5)
        if fault in ("drop", "keep and drop"):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 gone"
        return None if fault == "hang" else fault

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's names
        envelope.mail_from = address
        return await self._fault(server, "MAIL") or "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - its name
        answer = await self._fault(server, f"RCPT {address}")
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802 - its name
        if self.faults.get("DATA") not in (None, "keep and drop"):
            return await self._fault(server, "DATA") or "250 OK"
        await asyncio.sleep(self.delay)
        self._count += 1
        # Written beside and moved, as a test may look at any moment.
        part = self.folder / f"{self._count:04d}.part"
        part.write_bytes(envelope.content)
        part.rename(part.with_suffix(".eml"))
        self.envelopes.append((envelope.mail_from, tuple(envelope.rcpt_tos)))
        return await self._fault(server, "DATA") or "250 OK"


class _Smtp(SMTP):
    def __init__(self, kept: MailServer, settings: dict[str, Any], loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(kept, loop=loop, **settings)
        self._kept = kept

    def connection_made(self, transport: Any) -> None:
        self._kept.active.add(id(self))
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._kept.active.discard(id(self))
        super().connection_lost(error)


async def _end(server: asyncio.Server) -> None:
    server.close()
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
