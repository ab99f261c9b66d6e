"""Mail addresses as settings have them (``Press office <press@example.org>``), and the Message-ID of an item."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_PLAIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_NAMED = re.compile(r'\s*"?(?P<name>[^"<>\x00-\x1f\x7f]*?)"?\s*<(?P<plain>[^<>\s]+)>\s*')


@dataclass(frozen=True, slots=True)
class Address:
    """``name`` may be in any script; ``plain`` is ASCII."""

    name: str
    plain: str


def address_of(written: str) -> Address:
    """Raises ``ValueError`` when it is not one address; control characters and line breaks are never part of one."""
    named = _NAMED.fullmatch(written)
    name, plain = (named["name"].strip(), named["plain"]) if named else ("", written.strip())
    if not _PLAIN.fullmatch(plain) or any(ord(c) < 32 for c in written):
        raise ValueError(
            f"{written!a} is not a mail address; write it as press@example.org or Press <press@example.org>"
        )
    return Address(name, plain)


def message_id(key: str, digest: str, sender: str) -> str:
    """Made of the delivery's key and the draft's digest only: the same item has the same one on every attempt."""
    made = hashlib.sha256(f"{key}\n{digest}".encode()).hexdigest()[:40]
    domain = address_of(sender).plain.rpartition("@")[2] if sender else "localhost"
    return f"<{made}@{domain}>"
