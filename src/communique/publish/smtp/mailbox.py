"""An IMAP mailbox that gets a copy of every mail sent, in which a Message-ID is looked up after a lost answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from communique.errors import ChannelError
from communique.publish.smtp.address import address_of
from communique.publish.smtp.secure import connection_failure, require_no_open_password, tls_context
from communique.secret import Secret

if TYPE_CHECKING:
    import imaplib

_PORTS = {"tls": 993, "starttls": 143, "none": 143}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """``address`` gets a blind copy of each mail; leave it out when the server keeps what was sent in ``folder``.

    A mail that is not there ``settle_seconds`` after the attempt was surely not sent: longer than mail takes here.
    """

    host: str
    username: str
    password: Secret | None = None
    port: int = 0
    security: Literal["tls", "starttls", "none"] = "tls"
    folder: str = "INBOX"
    address: str = ""
    timeout: float = 30.0
    settle_seconds: float = 600.0

    def __post_init__(self) -> None:
        require_no_open_password(self.host, self.security, True)
        if self.address and address_of(self.address).name:
            raise ValueError(f"the address for copies is written without a name: {address_of(self.address).plain}")

    def has(self, message_id: str, authority: str) -> bool:
        """Whether a mail of that Message-ID is there. Raises ``ChannelError`` when the mailbox can't be searched."""
        import imaplib

        port = self.port or _PORTS[self.security]
        where = f"The mailbox server {self.host}:{port}"
        try:
            imap = self._connected(port, authority)
            try:
                return self._search(imap, message_id, where)
            finally:
                self._leave(imap)
        except imaplib.IMAP4.error as error:
            raise ChannelError(
                f"{where} could not be searched as {self.username}: {_text(error)}. Check the mailbox settings.",
                permanent=True,
                unknown=True,
            ) from error
        except OSError as error:
            failure = connection_failure(where, error)
            raise ChannelError(str(failure), permanent=failure.permanent, unknown=True) from error

    def _connected(self, port: int, authority: str) -> imaplib.IMAP4:
        import imaplib

        if self.security == "tls":
            return imaplib.IMAP4_SSL(self.host, port, ssl_context=tls_context(authority), timeout=self.timeout)
        imap = imaplib.IMAP4(self.host, port, timeout=self.timeout)
        if self.security == "starttls":
            imap.starttls(tls_context(authority))
        return imap

    def _search(self, imap: imaplib.IMAP4, message_id: str, where: str) -> bool:
        if not self.password:
            raise ChannelError(
                f"{where} needs the password of {self.username}, and none is set.", permanent=True, unknown=True
            )
        imap.login(self.username, self.password.reveal())
        status, _ = imap.select(f'"{self.folder}"', readonly=True)
        if status != "OK":
            raise ChannelError(f"{where} has no folder “{self.folder}”. Correct it.", permanent=True, unknown=True)
        status, found = imap.search(None, "HEADER", "Message-ID", f'"{message_id}"')
        if status != "OK":
            raise ChannelError(f"{where} could not search “{self.folder}”.", permanent=False, unknown=True)
        return any(part for part in found if part)

    def _leave(self, imap: imaplib.IMAP4) -> None:
        try:
            imap.logout()
        except (OSError, imap.error):
            # The question is answered; how the server says goodbye changes nothing.
            imap.shutdown()


def _text(error: Exception) -> str:
    argument = error.args[0] if error.args else ""
    text = argument.decode("utf-8", "replace") if isinstance(argument, bytes) else str(argument)
    return " ".join(text.split()).rstrip(".")
