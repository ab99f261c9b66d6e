"""A small mail server on loopback for the example: STARTTLS and a log-in, each message kept as an .eml file.

It delivers nothing anywhere. The certificate is made for the run; the sender is told to trust that one only.
"""

from __future__ import annotations

import logging
import secrets
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True)
class MailServer:
    """``environment`` is what the example's communique.toml reads: port, user, password, certificate authority."""

    environment: dict[str, str]


class _Keeping:
    """Keeps each accepted message as a numbered file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        number = len(list(self.folder.glob("*.eml"))) + 1
        content = envelope.content
        (self.folder / f"{number:03}.eml").write_bytes(content if isinstance(content, bytes) else b"")
        return "250 kept"


@contextmanager
def running_mail_server(folder: Path, private: Path) -> Iterator[MailServer]:
    """Runs until the block ends. ``folder`` receives the messages, ``private`` the certificate and its key."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    password = secrets.token_urlsafe(16)
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    authority.cert_pem.write_to_path(str(private / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)

    def may_enter(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        right = isinstance(given, LoginPassword) and (given.login, given.password) == (b"demo", password.encode())
        return AuthResult(success=right)

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]  # aiosmtpd can't be asked to choose one
    controller = Controller(
        _Keeping(folder),
        hostname="127.0.0.1",
        port=port,
        tls_context=context,
        require_starttls=True,
        authenticator=may_enter,
        auth_required=True,
    )
    controller.start()
    try:
        yield MailServer(
            {
                "COMMUNIQUE_DEMO_SMTP_PORT": str(port),
                "COMMUNIQUE_DEMO_SMTP_USER": "demo",
                "COMMUNIQUE_DEMO_SMTP_PASSWORD": password,
                "COMMUNIQUE_DEMO_SMTP_CA": str(private / "ca.pem"),
            }
        )
    finally:
        controller.stop()
