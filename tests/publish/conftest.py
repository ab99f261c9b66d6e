"""A ledger in a file, certificates, and mail servers for the tests of publish."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.publish import imap_server, mail_server
from tests.publish.imap_server import ImapServer
from tests.publish.mail_server import Certificates, MailServer

from communique.ledger import Ledger
from communique.publish.smtp import Smtp
from communique.publish.smtp.mailbox import Sent
from communique.secret import Secret


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}", patience=5) as opened:
        yield opened


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def server(tmp_path: Path, certificates: Certificates) -> Iterator[MailServer]:
    """STARTTLS and log-in required."""
    with MailServer(tmp_path / "mails", certificates.server()).running() as running:
        yield running


@pytest.fixture
def smtp(server: MailServer, certificates: Certificates) -> Smtp:
    return Smtp(
        host="localhost",
        port=server.port,
        username=mail_server.USER,
        password=Secret(mail_server.PASSWORD),
        sender="ភ្នំពេញ Press <press@example.org>",
        to=("Editor <editor@example.org>", "desk@example.org"),
        cc=("archive@example.org",),
        prefix="[Skills]",
        authority=str(certificates.file),
        timeout=2,
    )


@pytest.fixture
def mailbox(server: MailServer, certificates: Certificates) -> Iterator[ImapServer]:
    with ImapServer(server.folder, certificates.server()).running() as running:
        yield running


@pytest.fixture
def sent(mailbox: ImapServer) -> Sent:
    return Sent(
        host="localhost",
        port=mailbox.port,
        username=imap_server.USER,
        password=Secret(imap_server.PASSWORD),
        settle_seconds=60,
    )
