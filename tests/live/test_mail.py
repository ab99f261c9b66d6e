"""The mail channel on real Postfix and Dovecot: what arrives, read back over IMAP, and what the servers refuse."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP

import pytest
from tests.live import mail as live
from tests.live.mail import Mail
from tests.live.programs import wait_until
from tests.publish.cases import EVENT, NOW, RELEASE, REPORT, TEMPLATES, run, send, signed, states

from communique.errors import ChannelError
from communique.ledger import Ledger
from communique.model import DeliveryState
from communique.publish import Route
from communique.publish.channel import Links
from communique.publish.smtp import Smtp, submission
from communique.publish.smtp.mailbox import Sent
from communique.secret import Secret

pytestmark = pytest.mark.live
LINKS = Links(f"{EVENT}/news-release/en/press", EVENT, NOW, TEMPLATES)
LATER = NOW + timedelta(hours=1)


@pytest.fixture(scope="module")
def servers() -> Iterator[Mail]:
    with live.running() as started:
        yield started


@pytest.fixture
def channel(servers: Mail) -> Smtp:
    for user in live.USERS:
        _empty(servers, user)
    sent = Sent(
        host="localhost",
        port=servers.imap_port,
        security="starttls",
        username="archive",
        password=Secret("archive-pass"),
        address="archive@example.test",
        settle_seconds=60,
    )
    return Smtp(
        host="localhost",
        port=servers.port,
        username="press",
        password=Secret("press-pass"),
        sender="Press <press@example.test>",
        to=("ទ្រី Chair <chair@example.test>", "dara@example.test"),
        authority=str(servers.authority),
        timeout=10,
        sent=sent,
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened


def _opened(servers: Mail, user: str) -> imaplib.IMAP4:
    imap = imaplib.IMAP4("localhost", servers.imap_port, timeout=10)
    imap.starttls(ssl.create_default_context(cafile=str(servers.authority)))
    imap.login(user, f"{user}-pass")
    imap.select("INBOX")
    return imap


def _empty(servers: Mail, user: str) -> None:
    imap = _opened(servers, user)
    if imap.search(None, "ALL")[1][0]:
        imap.store("1:*", "+FLAGS", "\\Deleted")
        imap.expunge()
    imap.logout()


def inbox(servers: Mail, user: str) -> list[EmailMessage]:
    imap = _opened(servers, user)
    found = []
    for number in imap.search(None, "ALL")[1][0].split():
        (_, content), *_ = imap.fetch(number, "(BODY.PEEK[])")[1]  # type: ignore[misc]  # typed too loosely
        read = message_from_bytes(content, policy=policy.default)  # type: ignore[arg-type]  # likewise
        assert isinstance(read, EmailMessage)
        found.append(read)
    imap.logout()
    return found


def arrived(servers: Mail, user: str, count: int = 1) -> list[EmailMessage]:
    """The mails of the user, as soon as there are so many; delivery takes a moment after the answer."""
    wait_until(lambda: len(inbox(servers, user)) >= count, f"mail for {user}")
    found = inbox(servers, user)
    assert len(found) == count
    return found


def failure(channel: Smtp) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        channel.deliver(channel.compose(RELEASE, LINKS))
    return caught.value


def test_published_documents_arrive_whole_and_once(servers: Mail, channel: Smtp, ledger: Ledger) -> None:
    routes = (Route("press", channel, ("news-release", "report"), (), REPORT.audience),)
    for _ in range(2):
        outcome = run(ledger, [RELEASE, REPORT], routes)
        assert outcome.problems == ()
    for user in ("chair", "dara", "archive"):
        mails = {str(mail["Subject"]): mail for mail in arrived(servers, user, 2)}
        assert sorted(mails) == sorted([RELEASE.title, REPORT.title])
        (attached,) = mails[REPORT.title].iter_attachments()
        assert (attached.get_filename(), attached.get_content()) == ("report.en.docx", REPORT.files[0].content)
        text, html = (part.get_content().replace("\r\n", "\n") for part in mails[RELEASE.title].iter_parts())
        assert (text, html) == (RELEASE.file(".txt").content.decode(), RELEASE.file(".html").content.decode())
        assert str(mails[RELEASE.title]["To"]) == "ទ្រី Chair <chair@example.test>, dara@example.test"
        assert {delivery.address for delivery in outcome.deliveries} == {str(m["Message-ID"]) for m in mails.values()}


def test_a_lost_answer_is_found_in_the_archive(
    servers: Mail, channel: Smtp, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    routes = (Route("press", channel, ("news-release",)),)
    approval = signed(ledger, RELEASE, routes)
    clock = [datetime.now(UTC)]

    real = submission._final_answer

    def losing(session: SMTP, where: str) -> tuple[int, bytes]:
        real(session, where)
        raise ChannelError("the answer was lost", permanent=False, unknown=True)

    with monkeypatch.context() as patched:
        patched.setattr(submission, "_final_answer", losing)
        outcome = send(ledger, [approval], [RELEASE], routes, now=lambda: clock[0])
    assert states(outcome.deliveries) == {"news-release/en/press": "unknown"}
    arrived(servers, "archive")
    clock[0] += timedelta(hours=1)
    outcome = send(ledger, [approval], [RELEASE], routes, now=lambda: clock[0])
    assert outcome.problems == ()
    assert outcome.deliveries[0].state is DeliveryState.DELIVERED
    assert outcome.deliveries[0].detail == "found in the mailbox INBOX"
    arrived(servers, "chair")


def test_what_never_left_is_surely_absent(servers: Mail, channel: Smtp) -> None:
    assert channel.find(LINKS.key, RELEASE.digest, NOW, LATER) is None
    with pytest.raises(ChannelError, match="has no copy yet"):
        channel.find(LINKS.key, RELEASE.digest, NOW, NOW)


def test_one_unknown_recipient_of_two(servers: Mail, channel: Smtp) -> None:
    receipt = replace(channel, cc=("nobody@example.test",)).deliver(channel.compose(RELEASE, LINKS))
    assert list(receipt.refused) == ["nobody@example.test"]
    assert receipt.refused["nobody@example.test"].startswith(
        "550 5.1.1 <nobody@example.test>: Recipient address rejected"
    )
    arrived(servers, "dara")


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("nobody@example.test", "550 5.1.1 <nobody@example.test>"),
        ("a@elsewhere.test", "<a@elsewhere.test>: Relay access denied"),
    ],
)
def test_unknown_and_outside_recipients_alone(channel: Smtp, to: str, said: str) -> None:
    error = failure(replace(channel, to=(to,)))
    assert said in str(error)
    assert (error.permanent, error.unknown) == (True, False)


def test_a_copy_that_cannot_be_kept_stops_the_mail(servers: Mail, channel: Smtp) -> None:
    assert channel.sent is not None
    error = failure(replace(channel, sent=replace(channel.sent, address="nobody@example.test")))
    assert "refused the copy to nobody@example.test: 550 5.1.1" in str(error)
    assert inbox(servers, "chair") == []


def test_a_mail_that_is_too_large(servers: Mail, channel: Smtp) -> None:
    heavy = replace(REPORT, files=(replace(REPORT.files[0], content=bytes(range(256)) * 20_000),))
    with pytest.raises(ChannelError, match=r"552 5\.3\.4") as caught:
        channel.deliver(channel.compose(heavy, LINKS))
    assert (caught.value.permanent, caught.value.unknown) == (True, False)
    assert inbox(servers, "chair") == []


def test_wrong_password_and_no_log_in(channel: Smtp) -> None:
    wrong = failure(replace(channel, password=Secret("wrong")))
    assert "refused the user name “press” or the password (535)" in str(wrong)
    without = failure(replace(channel, username="", password=None))
    assert "554 5.7.1 <chair@example.test>" in str(without)
    assert wrong.permanent
    assert without.permanent


def test_log_in_is_not_offered_in_the_open(channel: Smtp) -> None:
    error = failure(replace(channel, security="none"))
    assert "can't do what is asked of it: SMTP AUTH extension not supported by server." in str(error)
    assert error.permanent


def test_another_authority_is_not_trusted(channel: Smtp) -> None:
    assert "shows a certificate that can't be trusted" in str(failure(replace(channel, authority="")))


def test_mailbox_problems_are_unknown(channel: Smtp) -> None:
    assert channel.sent is not None
    for sent, said in (
        (replace(channel.sent, password=Secret("wrong")), "could not be searched as archive"),
        (replace(channel.sent, folder="Nowhere"), "has no folder “Nowhere”"),
    ):
        with pytest.raises(ChannelError, match=said) as caught:
            replace(channel, sent=sent).find(LINKS.key, RELEASE.digest, NOW, LATER)
        assert caught.value.unknown


def test_probe(servers: Mail, channel: Smtp) -> None:
    assert channel.probe() == (
        "The mail server localhost takes mail from Press <press@example.test>, and the mailbox INBOX can be searched."
    )
    assert inbox(servers, "archive") == []
