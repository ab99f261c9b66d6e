"""Puts a document's files into a folder: on this machine, on a share, in an object store (any fsspec URL).

Beside them, in ``.communique/``, it keeps a hidden note per delivery of what it is about to write. By that note it
finds what an interrupted run left, and tells its own files from those of other people, which it never overwrites.
"""

from __future__ import annotations

import hashlib
import json
import string
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from communique.errors import ChannelError, StoreError
from communique.model import Draft, Receipt
from communique.publish.channel import Links, Message, no_notify, no_retract, no_update
from communique.secret import Secret
from communique.storage import Store, public_address, safe_name

_NOTE = ".communique/{}.json"
_PLACEHOLDERS = frozenset({"event", "document", "language", "file"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """``url`` is a folder or any fsspec URL, ``pattern`` the name of each file below it.

    ``username`` and ``password`` (for S3: access key and secret key) and further ``options`` go to the file system.
    """

    url: str
    pattern: str = "{event}/{file}"
    username: str = ""
    password: Secret | None = None
    options: dict[str, str] | None = None

    kind: ClassVar[str] = "files"
    places: ClassVar[tuple[str, ...]] = ("url",)
    update = no_update
    retract = no_retract
    notify = no_notify

    def __post_init__(self) -> None:
        try:
            names = {name for _, name, _, _ in string.Formatter().parse(self.pattern) if name is not None}
        except ValueError as error:
            raise ValueError(f"the pattern “{self.pattern}” can't be read: {error}") from error
        if "file" not in names or not names <= _PLACEHOLDERS:
            raise ValueError(
                f"the pattern “{self.pattern}” must contain {{file}}, "
                "and may contain {event}, {document} and {language}"
            )

    def targets(self) -> tuple[str, ...]:
        return (f"{public_address(self.url).rstrip('/')}/{self.pattern}",)

    def compose(self, draft: Draft, links: Links) -> Message:
        return Message(
            key=links.key,
            digest=draft.digest,
            event=links.event,
            document=draft.document,
            language=draft.language,
            now=links.now,
            subject=draft.title,
            files=draft.files,
        )

    def find(self, key: str, digest: str, since: datetime, now: datetime) -> Receipt | None:
        """The files of that version, if every one of them lies there whole."""
        store = self._store()
        files = _noted(store, key).get(digest, {})
        if not files or any(_digest_there(store, name) != expected for name, expected in files.items()):
            return None
        return Receipt(key, store.where(next(iter(files))), digest, detail=", ".join(files))

    def deliver(self, message: Message) -> Receipt:
        """Writes every file, each whole or not at all. What lies there already as it should be is left alone."""
        try:
            return self._deliver(self._store(), message)
        except StoreError as error:
            raise ChannelError(str(error), permanent=error.permanent) from error

    def probe(self) -> str:
        try:
            return self._store().probe()
        except StoreError as error:
            raise ChannelError(str(error), permanent=error.permanent) from error

    def _deliver(self, store: Store, message: Message) -> Receipt:
        files = {self._name(message, file.name): file for file in message.files}
        if len(files) < len(message.files):
            raise ChannelError(
                f"Two files of the {message.document} would get one name by the pattern “{self.pattern}”. Change it.",
                permanent=True,
            )
        noted = _noted(store, message.key)
        ours = {(name, digest) for version in noted.values() for name, digest in version.items()}
        missing = {}
        for name, file in files.items():
            there = _digest_there(store, name)
            if there is not None and there != file.digest and (name, there) not in ours:
                raise ChannelError(
                    f"{store.where(name)} exists already and was not written by this channel, or was changed since; it "
                    "was left as it is. Move it away or change the channel's pattern, then publish again.",
                    permanent=True,
                )
            if there != file.digest:
                missing[name] = file
        noted[message.digest] = {name: file.digest for name, file in files.items()}
        note = json.dumps({"versions": noted}, ensure_ascii=False, indent=1)
        store.clear_interrupted(_NOTE.format(message.key))
        store.save(_NOTE.format(message.key), note.encode())
        for name, file in missing.items():
            store.clear_interrupted(name)
            store.save(name, file.content)
            if _digest_there(store, name) != file.digest:
                raise ChannelError(f"{store.where(name)} did not arrive whole. Publish again.", permanent=False)
        return Receipt(message.key, store.where(next(iter(files))), message.digest, detail=", ".join(files))

    def _name(self, message: Message, file: str) -> str:
        parts = {"event": message.event, "document": message.document, "language": message.language, "file": file}
        if any("/" in part for part in parts.values()):
            raise ChannelError(f"“{message.event}/{file}” can't be used for a file: a “/” too many.", permanent=True)
        return safe_name(self.pattern.format(**parts))

    def _store(self) -> Store:
        names = ("key", "secret") if self.url.startswith(("s3:", "s3a:")) else ("username", "password")
        log_in = {names[0]: self.username, names[1]: self.password}
        return Store(self.url, {**(self.options or {}), **{name: value for name, value in log_in.items() if value}})


def _noted(store: Store, key: str) -> dict[str, dict[str, str]]:
    """Draft digest → file name → file digest, as written down before each attempt."""
    content = store.read_if_there(_NOTE.format(key))
    if content is None:
        return {}
    try:
        versions: dict[str, dict[str, str]] = json.loads(content)["versions"]
        return {digest: dict(files) for digest, files in versions.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{store.where(_NOTE.format(key))} was changed by hand. Delete it.") from error


def _digest_there(store: Store, name: str) -> str | None:
    content = store.read_if_there(name)
    return hashlib.sha256(content).hexdigest() if content is not None else None
