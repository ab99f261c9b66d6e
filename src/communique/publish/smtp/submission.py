"""The SMTP dialogue, step by step, because each step fails differently.

Until the server has said 354 nothing can have been accepted, nor while the mail is still being written: without its
last line it is no mail (RFC 5321, 4.1.1.4). Once that line is out and the answer is lost, nobody knows.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.errors import ChannelError
from communique.publish.smtp.session import before_data, refusal, said, session

if TYPE_CHECKING:
    from communique.publish.smtp import Smtp


def submit(settings: Smtp, sender: str, recipients: Sequence[str], copy: str, mail: bytes) -> dict[str, str]:
    """Sends one envelope; returns the addresses that were refused while others were accepted, with the reasons.

    ``copy`` is an address that must be accepted for anything to be sent ("" for none). Raises ``ChannelError``.
    """
    with session(settings) as (smtp, where):
        with before_data(where):
            _expect(where, "the sender", smtp.mail(sender))
            refused = _name_recipients(smtp, where, recipients)
            if copy and copy not in recipients:
                _expect(where, f"the copy to {copy}", smtp.rcpt(copy))
            code, answer = smtp.docmd("DATA")
            if code != 354:
                raise refusal(where, "the mail", code, answer)
            # The doubled dots and the last line are the protocol's (RFC 5321, 4.5.2).
            smtp.send(re.sub(rb"(?m)^\.", b"..", mail.removesuffix(b"\r\n")) + b"\r\n.\r\n")
        _expect(where, "the mail", _final_answer(smtp, where))
    return refused


def try_out(settings: Smtp) -> None:
    """Connects and logs in, and sends nothing. Raises ``ChannelError``."""
    with session(settings) as (smtp, where), before_data(where):
        _expect(where, "the greeting", smtp.noop())


def _name_recipients(smtp: smtplib.SMTP, where: str, recipients: Sequence[str]) -> dict[str, str]:
    """Names them all; those refused, unless that is everybody."""
    answers = {recipient: smtp.rcpt(recipient) for recipient in recipients}
    refused = {address: answer for address, answer in answers.items() if answer[0] not in (250, 251)}
    if len(refused) == len(answers):
        # Worth trying again if one of them may be accepted later.
        address, (code, answer) = min(refused.items(), key=lambda item: item[1][0])
        named = address if len(refused) == 1 else f"all {len(refused)} addresses, {address} among them"
        raise refusal(where, named, code, answer)
    return {address: f"{code} {said(answer)}" for address, (code, answer) in refused.items()}


def _final_answer(smtp: smtplib.SMTP, where: str) -> tuple[int, bytes]:
    """What became of the mail: 2xx, 4xx or 5xx. Anything else, or nothing, leaves it unknown."""
    try:
        code, answer = smtp.getreply()
        if code // 100 in (2, 4, 5):
            return code, answer
        lost = f"it said “{said(answer)}”"
    except (OSError, smtplib.SMTPException) as error:
        lost = type(error).__name__
    raise ChannelError(f"{where} got the whole mail, but its answer was lost ({lost}).", permanent=False, unknown=True)


def _expect(where: str, what: str, answer: tuple[int, bytes]) -> None:
    code, text = answer
    if not 200 <= code < 300:
        raise refusal(where, what, code, text)
