"""The few IMAP commands that a look-up of a Message-ID uses, over TLS, answered from a folder of mails."""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path

USER, PASSWORD = "archive", "battery staple"


class _Session(socketserver.StreamRequestHandler):
    server: ImapServer

    def handle(self) -> None:
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, command, rest = (*line.split(" ", 2), "")[:3]
            answer = self._answer(command.upper(), rest)
            self._say(f"{tag} {answer}")
            if command.upper() == "LOGOUT":
                return

    def _answer(self, command: str, rest: str) -> str:
        if command == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1")
        elif command == "LOGIN" and rest != f'{USER} "{PASSWORD}"':
            return "NO [AUTHENTICATIONFAILED] wrong user or password"
        elif command == "EXAMINE":
            if rest != '"INBOX"':
                return "NO no such mailbox"
            self._say("* 0 EXISTS")
        elif command == "SEARCH":
            wanted = re.fullmatch(r'HEADER Message-ID "(<.*>)"', rest)
            assert wanted is not None, rest
            ids = [
                message_from_bytes(path.read_bytes())["Message-ID"] for path in sorted(self.server.mails.glob("*.eml"))
            ]
            found = [str(number) for number, known in enumerate(ids, 1) if known == wanted[1]]
            self._say(" ".join(["* SEARCH", *found]))
        elif command == "LOGOUT":
            self._say("* BYE")
        return "OK done"

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class ImapServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, mails: Path, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mails, self.context = mails, context
        self.port: int = self.server_address[1]

    def get_request(self) -> tuple[ssl.SSLSocket, object]:
        connection, address = super().get_request()
        return self.context.wrap_socket(connection, server_side=True), address

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks off (a bad certificate) is no failure of the test's server."""

    @contextmanager
    def running(self) -> Iterator[ImapServer]:
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            thread.join(10)
            self.server_close()
