"""A connection to a mail server: encrypted as set, logged in, and ended politely whatever happens."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from communique.errors import ChannelError
from communique.publish.smtp.secure import connection_failure, require_no_open_password, tls_context

if TYPE_CHECKING:
    from communique.publish.smtp import Smtp

_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@contextmanager
def session(settings: Smtp) -> Iterator[tuple[smtplib.SMTP, str]]:
    """The connection, and how to name the server in a sentence. Raises ``ChannelError``."""
    port = settings.port or _PORTS[settings.security]
    where = f"The mail server {settings.host}:{port}"
    with before_data(where):
        smtp = _connected(settings, port)
    try:
        with before_data(where):
            _secured_and_logged_in(smtp, settings, where)
        yield smtp, where
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


@contextmanager
def before_data(where: str) -> Iterator[None]:
    """Failures up to the last byte of the mail: it has surely not been accepted."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        answer = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        raise refusal(where, "the connection", error.smtp_code, answer) from error
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


def refusal(where: str, what: str, code: int, answer: bytes) -> ChannelError:
    """The error for an answer that is not what was hoped for: 5xx is final, 4xx may pass."""
    advice = "Correct it, then publish again." if code >= 500 else "Nothing was sent; try again later."
    return ChannelError(f"{where} refused {what}: {code} {said(answer)}. {advice}", permanent=code >= 500)


def said(answer: bytes) -> str:
    return " ".join(answer.decode("utf-8", "replace").split()).rstrip(".")
