"""The SMTP dialogue, step by step, because each step fails differently.

Until the server has said 354 nothing can have been accepted, nor while the mail is still being written: without its
last line it is no mail (RFC 5321, 4.1.1.4). Once that line is out and the answer is lost, nobody knows.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from communique.errors import ChannelError
from communique.publish.smtp.secure import connection_failure, require_no_open_password, tls_context

if TYPE_CHECKING:
    from communique.publish.smtp import Smtp


def submit(settings: Smtp, port: int, sender: str, recipients: Sequence[str], copy: str, mail: bytes) -> dict[str, str]:
    """Sends one envelope; returns the addresses that were refused while others were accepted, with the reasons.

    ``copy`` is an address that must be accepted for anything to be sent ("" for none). Raises ``ChannelError``.
    """
    where = f"The mail server {settings.host}:{port}"
    with _session(settings, port, where) as smtp:
        with _before_data(where):
            _expect(where, "the sender", smtp.mail(sender))
            refused = _name_recipients(smtp, where, recipients)
            if copy and copy not in recipients:
                _expect(where, f"the copy to {copy}", smtp.rcpt(copy))
            code, answer = smtp.docmd("DATA")
            if code != 354:
                raise _refusal(where, "the mail", code, answer)
            # The doubled dots and the last line are the protocol's (RFC 5321, 4.5.2).
            smtp.send(re.sub(rb"(?m)^\.", b"..", mail.removesuffix(b"\r\n")) + b"\r\n.\r\n")
        _expect(where, "the mail", _final_answer(smtp, where))
    return refused


def try_out(settings: Smtp, port: int) -> None:
    """Connects and logs in, and sends nothing. Raises ``ChannelError``."""
    where = f"The mail server {settings.host}:{port}"
    with _session(settings, port, where) as smtp, _before_data(where):
        _expect(where, "the greeting", smtp.noop())


@contextmanager
def _session(settings: Smtp, port: int, where: str) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted as set and logged in, ended politely whatever happens."""
    with _before_data(where):
        smtp = _connected(settings, port)
    try:
        with _before_data(where):
            _secured_and_logged_in(smtp, settings, where)
        yield smtp
    finally:
        try:
            smtp.quit()
        except (OSError, smtplib.SMTPException):
            # The mail's fate is settled by now; a server that hangs up first changes nothing.
            smtp.close()


def _connected(settings: Smtp, port: int) -> smtplib.SMTP:
    if settings.security == "tls":
        context = tls_context(settings.authority)
        return smtplib.SMTP_SSL(settings.host, port, timeout=settings.timeout, context=context)
    return smtplib.SMTP(settings.host, port, timeout=settings.timeout)


def _secured_and_logged_in(smtp: smtplib.SMTP, settings: Smtp, where: str) -> None:
    smtp.ehlo_or_helo_if_needed()
    if settings.security == "starttls":
        if not smtp.has_extn("starttls"):
            raise ChannelError(
                f"{where} offers no encryption (STARTTLS). Nothing was sent; set the right port or security.",
                permanent=True,
            )
        smtp.starttls(context=tls_context(settings.authority))
        smtp.ehlo()
    if not settings.username:
        return
    if not settings.password:
        raise ChannelError(f"{where} needs the password of {settings.username}, and none is set.", permanent=True)
    try:
        require_no_open_password(settings.host, settings.security, True)
    except ValueError as error:
        raise ChannelError(f"{where}: {error}.", permanent=True) from error
    try:
        smtp.login(settings.username, settings.password.reveal())
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code < 500:
            raise
        raise ChannelError(
            f"{where} refused the user name “{settings.username}” or the password ({error.smtp_code}). Correct them.",
            permanent=True,
        ) from None


def _name_recipients(smtp: smtplib.SMTP, where: str, recipients: Sequence[str]) -> dict[str, str]:
    """Names them all; those refused, unless that is everybody."""
    answers = {recipient: smtp.rcpt(recipient) for recipient in recipients}
    refused = {address: answer for address, answer in answers.items() if answer[0] not in (250, 251)}
    if len(refused) == len(answers):
        # Worth trying again if one of them may be accepted later.
        address, (code, answer) = min(refused.items(), key=lambda item: item[1][0])
        named = address if len(refused) == 1 else f"all {len(refused)} addresses, {address} among them"
        raise _refusal(where, named, code, answer)
    return {address: f"{code} {_text(answer)}" for address, (code, answer) in refused.items()}


def _final_answer(smtp: smtplib.SMTP, where: str) -> tuple[int, bytes]:
    try:
        return smtp.getreply()
    except (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException) as error:
        raise ChannelError(
            f"{where} got the whole mail, but its answer was lost ({type(error).__name__}).",
            permanent=False,
            unknown=True,
        ) from error


def _expect(where: str, what: str, answer: tuple[int, bytes]) -> None:
    code, text = answer
    if not 200 <= code < 300:
        raise _refusal(where, what, code, text)


def _refusal(where: str, what: str, code: int, answer: bytes) -> ChannelError:
    advice = "Correct it, then publish again." if code >= 500 else "Nothing was sent; try again later."
    return ChannelError(f"{where} refused {what}: {code} {_text(answer)}. {advice}", permanent=code >= 500)


def _text(answer: bytes) -> str:
    return " ".join(answer.decode("utf-8", "replace").split()).rstrip(".")


@contextmanager
def _before_data(where: str) -> Iterator[None]:
    """Failures up to the last byte of the mail: it has surely not been accepted."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        answer = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        raise _refusal(where, "the connection", error.smtp_code, answer) from error
    except smtplib.SMTPNotSupportedError as error:
        raise ChannelError(
            f"{where} can't do what is asked of it: {error}. Check its settings.", permanent=True
        ) from error
    except smtplib.SMTPServerDisconnected as error:
        cause = error.__context__
        if isinstance(cause, OSError) and not isinstance(cause, smtplib.SMTPException):
            raise connection_failure(where, cause) from error
        raise ChannelError(f"{where} hung up. Nothing was sent; try again later.", permanent=False) from error
    except smtplib.SMTPException as error:
        raise ChannelError(f"{where}: {error}. Check its settings.", permanent=True) from error
    except OSError as error:
        raise connection_failure(where, error) from error
