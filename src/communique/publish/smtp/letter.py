"""Writes a mail as bytes: the same input gives the same bytes, and no text can become a header of its own.

The outer headers are written here instead of by ``email``, whose folding loses spaces between encoded words (the
subject “广州 សួស្តី” came back without one).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from communique.model import Rendition
from communique.publish.smtp.address import Address

_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_FOLD = "\r\n"


def letter(
    *,
    message_id: str,
    sender: Address,
    to: Sequence[Address],
    cc: Sequence[Address],
    subject: str,
    when: datetime,
    text: str,
    html: str,
    files: Sequence[Rendition],
) -> bytes:
    """A whole mail with CRLF line ends: text and HTML as alternatives, the files attached."""
    headers = {
        "From": _mailbox(sender),
        "To": _mailboxes(to),
        "Cc": _mailboxes(cc),
        "Subject": _encoded(one_line(subject), "Subject"),
        "Date": format_datetime(when),
        "Message-ID": message_id,
        # Nobody's out-of-office note is wanted in answer to a machine (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    head = "".join(f"{name}: {value}{_FOLD}" for name, value in headers.items() if value)
    return head.encode("ascii") + _body(text, html, files, message_id).as_bytes()


def one_line(text: str) -> str:
    """The text with every run of control characters, line breaks among them, as one space."""
    return _CONTROLS.sub(" ", text).strip()


def _body(text: str, html: str, files: Sequence[Rendition], message_id: str) -> EmailMessage:
    # 7 bits: every server takes it, and quoted-printable or base64 is chosen by what is shorter.
    body = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    body.set_content(text)
    if html:
        body.add_alternative(html, subtype="html")
    for file in files:
        main, _, sub = file.media_type.partition(";")[0].strip().partition("/")
        if main in ("text", "message", "multipart") or not sub:
            # As bytes, untouched: “text” parts may have their line ends changed on the way.
            main, sub = "application", "octet-stream"
        body.add_attachment(file.content, maintype=main, subtype=sub, filename=one_line(file.name))
    for part in body.iter_attachments():
        # Old mail programs read this name, new ones the UTF-8 name of the Content-Disposition.
        part.set_param("name", ascii_name(part.get_filename() or ""), header="Content-Type")
    made = hashlib.sha256(message_id.encode()).hexdigest()[:24]
    for number, part in enumerate(body.walk()):
        if part.is_multipart():
            # “=_” can't occur in quoted-printable or base64; ``email`` would draw the boundary by lot.
            part.set_boundary(f"=_{made}_{number}")
    return body


def ascii_name(name: str) -> str:
    """A file name of plain ASCII with the same ending; ``document`` where nothing of the name is left."""
    stem, dot, ending = name.rpartition(".")
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", stem or ending).strip("-.") or "document"
    return f"{plain}.{re.sub(r'[^A-Za-z0-9]', '', ending)}" if dot else plain


def _mailboxes(addresses: Sequence[Address]) -> str:
    return f",{_FOLD} ".join(_mailbox(address) for address in addresses)


def _mailbox(address: Address) -> str:
    name = one_line(address.name)
    if not name or (name.isascii() and "=?" not in name):
        return formataddr((name, address.plain))
    return f"{Header(name, 'utf-8', maxlinelen=72).encode(linesep=_FOLD)}{_FOLD} <{address.plain}>"


def _encoded(text: str, name: str) -> str:
    # Plain text is folded at its spaces; a word that has no place on a line must be encoded to be folded.
    plain = text.isascii() and "=?" not in text and all(len(word) <= 60 for word in text.split(" "))
    return Header(text, "us-ascii" if plain else "utf-8", header_name=name).encode(linesep=_FOLD)
