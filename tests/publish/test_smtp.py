"""The mail channel against a server that fails in every way a mail server can."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest
from tests.publish.cases import EVENT, NOW, RELEASE, REPORT, TEMPLATES, Adapter
from tests.publish.imap_server import ImapServer
from tests.publish.mail_server import Certificates, MailServer

from communique.errors import ChannelError
from communique.model import Audience, Draft, Rendition
from communique.publish.channel import Links, Message, Notice
from communique.publish.smtp import Smtp
from communique.publish.smtp.address import address_of
from communique.publish.smtp.letter import ascii_name, letter
from communique.publish.smtp.mailbox import Sent
from communique.secret import Secret

KEY = f"{EVENT}/news-release/en/press"
LINKS = Links(KEY, EVENT, NOW, TEMPLATES)


def failure(channel: Smtp, message: Message | None = None) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        channel.deliver(message or channel.compose(RELEASE, LINKS))
    return caught.value


def text_of(part: MIMEPart | None) -> str:
    """The text of a part; mail has its own line ends."""
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


def kinds(error: ChannelError) -> tuple[bool, bool]:
    return error.permanent, error.unknown


def test_release_is_the_mail_itself_in_text_and_html(server: MailServer, smtp: Smtp) -> None:
    receipt = smtp.deliver(smtp.compose(RELEASE, LINKS))
    (mail,) = server.mails()
    assert mail["Subject"] == "[Skills] Skills network: 广州 meets ភ្នំពេញ"
    assert mail["From"] == "ភ្នំពេញ Press <press@example.org>"
    assert mail["To"] == "Editor <editor@example.org>, desk@example.org"
    assert mail["Cc"] == "archive@example.org"
    assert mail["Date"] == "Mon, 23 Nov 2026 09:30:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == receipt.address
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    text, html = map(text_of, mail.iter_parts())
    assert text == RELEASE.file(".txt").content.decode()
    assert html == RELEASE.file(".html").content.decode()
    assert server.envelopes == [
        ("press@example.org", ("editor@example.org", "desk@example.org", "archive@example.org"))
    ]
    assert receipt.refused == {}


def test_report_is_attached_byte_for_byte_to_a_cover_note(server: MailServer, smtp: Smtp) -> None:
    smtp.deliver(smtp.compose(REPORT, LINKS))
    (mail,) = server.mails()
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "report.en.docx"
    assert attached.get_content() == REPORT.files[0].content
    assert attached.get_content_type() == REPORT.files[0].media_type
    assert text_of(mail.get_body(("plain",))).startswith(
        "Dear colleagues,\n\nPlease find attached “Report on the skills network” (reference SN/2023/7).\n\n"
        "Attached file:\n- report.en.docx\n"
    )
    assert "<li>report.en.docx</li>" in text_of(mail.get_body(("html",)))


def test_documents_to_attach_can_be_chosen(server: MailServer, smtp: Smtp) -> None:
    smtp = replace(smtp, attach=("news-release",))
    smtp.deliver(smtp.compose(RELEASE, LINKS))
    (mail,) = server.mails()
    assert [part.get_filename() for part in mail.iter_attachments()] == [file.name for file in RELEASE.files]
    assert [part.get_payload(decode=True) for part in mail.iter_attachments()] == [f.content for f in RELEASE.files]


def test_the_same_item_is_the_same_bytes_and_the_same_message_id(server: MailServer, smtp: Smtp) -> None:
    first = smtp.deliver(smtp.compose(REPORT, LINKS))
    second = smtp.deliver(smtp.compose(REPORT, LINKS))
    other = smtp.deliver(replace(smtp.compose(REPORT, LINKS), digest="0" * 64))
    assert first.address == second.address != other.address
    one, two, _ = server.raw()
    assert one == two


def test_attachment_name_in_another_script_has_an_ascii_twin(server: MailServer, smtp: Smtp) -> None:
    draft = replace(REPORT, files=(replace(REPORT.files[0], name="报告 2023.docx"),))
    smtp.deliver(smtp.compose(draft, LINKS))
    (mail,) = server.mails()
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "报告 2023.docx"
    assert attached["Content-Type"].params["name"] == "2023.docx"
    assert ascii_name("កម្ពុជា.docx") == "document.docx"
    assert ascii_name("plain.en.docx") == "plain.en.docx"


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Bcc: x@evil.example", "Bcc: x@evil.example"),
        ("A\r\nBcc: x@evil.example", "A Bcc: x@evil.example"),
        ("A\nSubject: b", "A Subject: b"),
        ("A\u2028Bcc: b", "A Bcc: b"),
        ("A\r\n\r\n<script>", "A <script>"),
        ("广州\r\nBcc: x@evil.example", "广州 Bcc: x@evil.example"),
    ],
)
def test_no_text_becomes_a_header(server: MailServer, smtp: Smtp, title: str, subject: str) -> None:
    smtp.deliver(smtp.compose(replace(RELEASE, title=title), LINKS))
    (mail,) = server.mails()
    known = ["From", "To", "Cc", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type", "MIME-Version"]
    assert sorted(mail.keys()) == sorted(known)
    assert mail["Subject"] == f"[Skills] {subject}"
    assert len(server.envelopes[0][1]) == 3


@pytest.mark.parametrize(
    "written",
    ["a@b\r\nBcc: c@d", "two@a.org, three@a.org", "nobody", "a b@c.org", "x@y <a@b>\n", "Ünï@example.org", "a@-b", ""],
)
def test_what_is_not_one_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not a mail address"):
        address_of(written)


def test_settings_refuse_bad_addresses_and_timeouts() -> None:
    with pytest.raises(ValueError, match="is not a mail address"):
        Smtp(host="localhost", sender="press@example.org", to=("a@b\nBcc: c@d",))
    with pytest.raises(ValueError, match="timeout"):
        Smtp(host="localhost", sender="press@example.org", timeout=0)


@pytest.mark.parametrize("title", ["广州 សួស្តី " * 12, "x" * 300, "word " * 60, "=?utf-8?b?broken?=", "a  b", "é" * 200])
def test_any_title_comes_back_as_it_was(title: str) -> None:
    name = "ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ Office of the Minister"
    content = letter(
        message_id="<a@b>",
        sender=address_of("press@example.org"),
        to=[address_of(f"{name} <a@example.org>")],
        cc=[],
        subject=title,
        when=NOW,
        text="x",
        html="",
        files=(),
    )
    # Read with RFC 2047's own rules: the newer parser of ``email`` puts spaces into names of several encoded words.
    mail = message_from_bytes(content.replace(b"\r\n ", b" "), policy=policy.compat32)
    assert str(make_header(decode_header(mail["Subject"]))) == title.strip()
    read, plain = parseaddr(mail["To"])
    assert (str(make_header(decode_header(read))), plain) == (name, "a@example.org")
    assert str(message_from_bytes(content, policy=policy.default)["Subject"]) == title.strip()
    assert max(len(line) for line in content.splitlines()) < 79


def test_lines_that_start_with_a_dot_arrive(server: MailServer, smtp: Smtp) -> None:
    dots = replace(RELEASE, files=(*RELEASE.files[:2], Rendition("a.txt", "text/plain", b".\n..\n.end\n")))
    smtp.deliver(smtp.compose(dots, LINKS))
    (mail,) = server.mails()
    assert text_of(mail.get_body(("plain",))) == ".\n..\n.end\n"


@pytest.mark.parametrize(
    ("moment", "fault", "permanent", "said"),
    [
        ("MAIL", "451 4.3.0 busy", False, "refused the sender: 451 4.3.0 busy. Nothing was sent; try again later."),
        ("MAIL", "550 5.7.1 not you", True, "refused the sender: 550 5.7.1 not you. Correct it"),
        ("DATA", "452 4.3.1 no room", False, "refused the mail: 452 4.3.1 no room"),
        ("DATA", "552 5.3.4 too big", True, "refused the mail: 552 5.3.4 too big"),
        ("MAIL", "drop", False, "Nothing was sent; try again later."),
        ("MAIL", "hang", False, "did not answer in time. Nothing was sent"),
    ],
)
def test_refusals_say_what_and_whether_to_try_again(
    server: MailServer, smtp: Smtp, moment: str, fault: str, permanent: bool, said: str
) -> None:
    server.faults[moment] = fault
    error = failure(replace(smtp, timeout=0.5))
    assert said in str(error)
    assert kinds(error) == (permanent, False)
    assert server.mails() == []


@pytest.mark.parametrize(("fault", "kept"), [("drop", 0), ("keep and drop", 1), ("hang", 0)])
def test_a_lost_answer_after_the_mail_is_unknown(server: MailServer, smtp: Smtp, fault: str, kept: int) -> None:
    server.faults["DATA"] = fault
    error = failure(replace(smtp, timeout=0.5))
    assert "got the whole mail, but its answer was lost" in str(error)
    assert kinds(error) == (False, True)
    assert len(server.mails()) == kept


@contextmanager
def scripted(smtp: Smtp, last: bytes | None) -> Iterator[Smtp]:
    """A channel to a server that accepts everything; after the whole mail it says ``last``, or it never reads it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"220 hello\r\n")
                for answer in (b"250 hello", b"250 ok", b"250 ok", b"250 ok", b"250 ok", b"354 go on"):
                    connection.recv(4096)
                    connection.sendall(answer + b"\r\n")
                content = connection.recv(4096)
                while last is not None and not content.endswith(b"\r\n.\r\n"):
                    content += connection.recv(4096)
                connection.sendall(last or b"")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = listener.getsockname()[1]
        yield replace(smtp, port=port, security="none", username="", password=None, timeout=5)
        thread.join(5)


def test_a_mail_broken_off_while_it_is_written_was_surely_not_sent(smtp: Smtp) -> None:
    """The server says 354 and is gone; 40 MB don't fit into any buffer, so the last line can't have left."""
    with scripted(smtp, None) as channel:
        heavy = replace(REPORT, files=(replace(REPORT.files[0], content=b"x" * 40_000_000),))
        error = failure(channel, channel.compose(heavy, LINKS))
    assert kinds(error) == (False, False)
    assert "Nothing was sent; try again later." in str(error)


@pytest.mark.parametrize(
    ("last", "unknown", "permanent"),
    [
        (b"451 4.3.0 try later\r\n", False, False),
        (b"554 5.7.1 looks like spam\r\n", False, True),
        (b"354 what?\r\n", True, False),
        (b"nonsense\r\n", True, False),
        (b"25", True, False),
        (b"250-half an answer\r\n", True, False),
        (b"", True, False),
        (b"250 " + b"x" * 10_000 + b"\r\n", True, False),
    ],
)
def test_only_a_clear_answer_to_the_whole_mail_counts(smtp: Smtp, last: bytes, unknown: bool, permanent: bool) -> None:
    with scripted(smtp, last) as channel:
        error = failure(channel)
    assert (error.unknown, error.permanent) == (unknown, permanent)


def test_one_refused_recipient_does_not_stop_the_others(server: MailServer, smtp: Smtp) -> None:
    server.faults["RCPT desk@example.org"] = "550 5.1.1 no such user"
    receipt = smtp.deliver(smtp.compose(RELEASE, LINKS))
    assert receipt.refused == {"desk@example.org": "550 5.1.1 no such user"}
    assert receipt.detail == "refused: desk@example.org (550 5.1.1 no such user)"
    assert server.envelopes == [("press@example.org", ("editor@example.org", "archive@example.org"))]


@pytest.mark.parametrize(
    ("answers", "permanent"),
    [(("550 no", "550 no", "550 no"), True), (("550 no", "450 later", "550 no"), False)],
)
def test_when_everybody_is_refused_nothing_is_sent(
    server: MailServer, smtp: Smtp, answers: tuple[str, ...], permanent: bool
) -> None:
    for name, answer in zip(("editor", "desk", "archive"), answers, strict=True):
        server.faults[f"RCPT {name}@example.org"] = answer
    error = failure(smtp)
    assert kinds(error) == (permanent, False)
    assert server.mails() == []


def test_wrong_password_is_permanent_and_never_printed(server: MailServer, smtp: Smtp) -> None:
    error = failure(replace(smtp, password=Secret("wrong-and-secret")))
    assert f"localhost:{server.port} refused the user name “press” or the password (535). Correct them." in str(error)
    assert kinds(error) == (True, False)
    assert "wrong-and-secret" not in repr(smtp) + str(error) + repr(error.__cause__)


def test_no_password_set_is_said(smtp: Smtp) -> None:
    assert "needs the password of press, and none is set" in str(failure(replace(smtp, password=None)))


def test_a_server_without_starttls_gets_nothing(tmp_path: Path, smtp: Smtp) -> None:
    with MailServer(tmp_path / "open", login=False).running() as plain:
        error = failure(replace(smtp, port=plain.port))
        assert "offers no encryption (STARTTLS). Nothing was sent" in str(error)
        assert kinds(error) == (True, False)
        assert plain.mails() == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_another_authority_or_name_is_refused(
    tmp_path: Path, smtp: Smtp, certificates: Certificates, security: str
) -> None:
    tls = security == "tls"
    smtp = replace(smtp, security=security)  # type: ignore[arg-type]  # parametrised
    for context, authority in (
        (certificates.server(), ""),
        (certificates.server("mail.example.org"), str(certificates.file)),
    ):
        with MailServer(tmp_path / "tls", context, tls=tls).running() as running:
            error = failure(replace(smtp, port=running.port, authority=authority))
            assert "shows a certificate that can't be trusted" in str(error)
            assert kinds(error) == (True, False)
            assert running.mails() == []


def test_tls_from_the_first_byte(tmp_path: Path, smtp: Smtp, certificates: Certificates) -> None:
    with MailServer(tmp_path / "tls", certificates.server(), tls=True).running() as running:
        smtp = replace(smtp, port=running.port, security="tls")
        smtp.deliver(smtp.compose(RELEASE, LINKS))
        assert len(running.mails()) == 1


def test_tls_spoken_to_a_plain_port_is_said(server: MailServer, smtp: Smtp) -> None:
    error = failure(replace(smtp, security="tls"))
    assert "doesn't speak TLS as expected" in str(error)
    assert kinds(error) == (True, False)


def test_an_authority_file_that_is_no_good_is_said(tmp_path: Path, smtp: Smtp) -> None:
    error = failure(replace(smtp, authority=str(tmp_path / "missing.pem")))
    assert "missing.pem can't be used" in str(error)
    assert error.permanent


def test_a_password_never_leaves_this_machine_unencrypted() -> None:
    for host in ("mail.example.org", "10.0.0.1"):
        with pytest.raises(ValueError, match="unencrypted; set security to starttls or tls"):
            Smtp(host=host, sender="a@example.org", security="none", username="press", password=Secret("x"))
        with pytest.raises(ValueError, match="unencrypted"):
            Sent(host=host, username="press", password=Secret("x"), security="none")
    for host in ("localhost", "127.0.0.1", "::1"):
        Smtp(host=host, sender="a@example.org", security="none", username="press", password=Secret("x"))


def test_open_server_on_this_machine_when_asked_for(tmp_path: Path, smtp: Smtp) -> None:
    with MailServer(tmp_path / "open").running() as plain:
        smtp = replace(smtp, port=plain.port, security="none")
        smtp.deliver(smtp.compose(RELEASE, LINKS))
        assert len(plain.mails()) == 1


def test_nobody_listening_and_unknown_names_are_told_apart(smtp: Smtp) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    refused = failure(replace(smtp, port=port))
    assert f"The mail server localhost:{port} refuses connections: nothing listens there." in str(refused)
    assert kinds(refused) == (False, False)
    nowhere = failure(replace(smtp, host="no-such-host.invalid"))
    assert "The mail server no-such-host.invalid" in str(nowhere)
    assert "can't be found by name" in str(nowhere)


def test_no_recipients_is_said(smtp: Smtp) -> None:
    assert "no sender or nobody to go to" in str(failure(replace(smtp, to=(), cc=())))


def test_found_in_the_mailbox_after_a_lost_answer(server: MailServer, smtp: Smtp, sent: Sent) -> None:
    smtp = replace(smtp, sent=replace(sent, address="copies@example.org"))
    server.faults["DATA"] = "keep and drop"
    assert failure(replace(smtp, timeout=0.5)).unknown
    receipt = smtp.find(KEY, RELEASE.digest, NOW, NOW)
    assert receipt is not None
    assert receipt.address == server.ids()[0]
    assert receipt.detail == "found in the mailbox INBOX"
    assert server.envelopes[0][1][-1] == "copies@example.org"
    assert "copies" not in str(server.mails()[0])
    assert smtp.targets()[-1] == "copies@example.org"


def test_absent_proves_something_only_when_mail_has_settled(mailbox: ImapServer, smtp: Smtp, sent: Sent) -> None:
    smtp = replace(smtp, sent=sent)
    with pytest.raises(ChannelError, match="has no copy yet; publish again after 09:31:00 UTC") as caught:
        smtp.find(KEY, RELEASE.digest, NOW, NOW + timedelta(seconds=59))
    assert kinds(caught.value) == (False, True)
    assert smtp.find(KEY, RELEASE.digest, NOW, NOW + timedelta(seconds=60)) is None


def test_nothing_is_sent_when_the_copy_is_refused(server: MailServer, smtp: Smtp, sent: Sent) -> None:
    """Otherwise a look-up would say “absent” of a mail that arrived."""
    server.faults["RCPT copies@example.org"] = "550 5.1.1 no such user"
    error = failure(replace(smtp, sent=replace(sent, address="copies@example.org")))
    assert "refused the copy to copies@example.org: 550 5.1.1 no such user" in str(error)
    assert server.mails() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": Secret("no")}, "could not be searched as archive"),
        ({"password": None}, "needs the password of archive"),
        ({"folder": "Elsewhere"}, "has no folder “Elsewhere”"),
        ({"port": 1}, "refuses connections: nothing listens there. Check host and port"),
    ],
)
def test_a_mailbox_that_cannot_be_searched_leaves_it_unknown(
    smtp: Smtp, sent: Sent, wrong: dict[str, Any], said: str
) -> None:
    smtp = replace(smtp, sent=replace(sent, **wrong))
    with pytest.raises(ChannelError) as caught:
        smtp.find(KEY, RELEASE.digest, NOW, NOW + timedelta(days=1))
    assert said in str(caught.value)
    assert caught.value.unknown


def test_a_mailbox_with_a_certificate_of_its_own_is_not_believed(smtp: Smtp, sent: Sent) -> None:
    with pytest.raises(ChannelError, match="can't be trusted") as caught:
        replace(smtp, authority="", sent=sent).find(KEY, RELEASE.digest, NOW, NOW + timedelta(days=1))
    assert caught.value.unknown


def test_without_a_mailbox_nothing_can_be_looked_up(smtp: Smtp) -> None:
    with pytest.raises(ChannelError, match="can't look up what it has sent") as caught:
        smtp.find(KEY, RELEASE.digest, NOW, NOW + timedelta(days=1))
    assert caught.value.unknown


def test_a_notice_goes_to_its_own_people(server: MailServer, smtp: Smtp) -> None:
    smtp.notify(Notice("reminder/1", NOW, "Due tomorrow", "Please…", "<p>Please…</p>", ("owner@example.org",)))
    (mail,) = server.mails()
    assert (mail["Subject"], mail["To"], mail["Cc"]) == ("Due tomorrow", "owner@example.org", None)
    assert list(mail.iter_attachments()) == []


def test_default_ports_follow_the_security(smtp: Smtp) -> None:
    ports = []
    for security in ("starttls", "tls", "none"):
        error = failure(replace(smtp, port=0, security=security, host="127.0.0.1", timeout=1))
        ports.append(str(error).split("127.0.0.1:")[1].split(" ")[0])
    assert ports == ["587", "465", "25"]


def test_every_script_in_the_draft_survives(server: MailServer, smtp: Smtp) -> None:
    text = "“…” – 广东省 កម្ពុជា é\n" * 40
    draft = Draft(
        "news-release",
        "en",
        Audience.PUBLIC,
        "T",
        (Rendition("a.txt", "text/plain", text.encode()), Rendition("a.html", "text/html", text.encode())),
    )
    smtp.deliver(smtp.compose(draft, LINKS))
    mail: EmailMessage = server.mails()[0]
    assert [text_of(part) for part in mail.iter_parts()] == [text, text]
    assert all(byte < 128 for byte in server.raw()[0])


def adapted(request: pytest.FixtureRequest, tmp_path: Path) -> Adapter:
    """For the contract that all channels keep."""
    server: MailServer = request.getfixturevalue("server")
    sent: Sent = request.getfixturevalue("sent")
    channel: Smtp = replace(request.getfixturevalue("smtp"), sent=replace(sent, settle_seconds=0))
    return Adapter(channel, lambda: len(server.mails()), replace(channel, port=1), ("correct horse", "battery staple"))
