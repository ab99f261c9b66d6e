"""What was drafted and found for one event, kept by content: the same inputs give the same dossier, stored once.

Every file lies under the digest of its bytes, the manifest under the digest of its own; loading computes them again,
so a file that was edited or damaged on disk is never taken for what somebody approved.

    objects/<sha256>              a file of a document, or its trace
    events/<event>/<id>.json      the manifest; <id> is the digest of its bytes
    events/<event>/newest         the id of the dossier that was saved last
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from communique.errors import InputError, StoreError
from communique.model import Action, Audience, Destination, Draft, Finding, Rendition, Trace
from communique.storage import Store

T = TypeVar("T")
_ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Dossier:
    """One state of one event. ``inputs`` is file name → SHA-256; ``id`` is the digest of the manifest.

    ``ended`` is the event's last day, from which its actions are followed up.
    """

    id: str
    event: str
    title: str
    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    inputs: Mapping[str, str]
    destinations: tuple[Destination, ...]
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    media_type: str
    digest: str
    trace: str


@dataclass(frozen=True, slots=True)
class _Draft:
    document: str
    language: str
    audience: Audience
    title: str
    reference: str
    files: tuple[_File, ...]


@dataclass(frozen=True, slots=True)
class _Manifest:
    event: str
    title: str
    drafts: tuple[_Draft, ...]
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    destinations: tuple[Destination, ...]
    inputs: dict[str, str] = field(default_factory=dict)
    ended: date | None = None
    format: int = 1


class Dossiers:
    """All dossiers of a workspace, in a folder or at any fsspec URL. Failures are ``StoreError``."""

    def __init__(self, url: str | Path) -> None:
        self._store = Store(url)

    def save(
        self,
        *,
        event: str,
        title: str,
        drafts: Sequence[Draft],
        findings: Sequence[Finding],
        actions: Sequence[Action],
        inputs: Mapping[str, str],
        destinations: Sequence[Destination],
        ended: date | None = None,
    ) -> Dossier:
        """Stores it and makes it the event's newest. Saving the same again writes nothing."""
        listed = tuple(self._save_draft(draft) for draft in drafts)
        manifest = _Manifest(
            event,
            title,
            listed,
            tuple(findings),
            tuple(actions),
            tuple(destinations),
            dict(sorted(inputs.items())),
            ended,
        )
        content = _encoded(manifest)
        key = hashlib.sha256(content).hexdigest()
        # The manifest comes after what it lists, the pointer after the manifest: a kill between leaves the old state.
        self._save_new(_manifest_name(event, key), content)
        if self._store.read_if_there(_newest_name(event)) != key.encode():
            self._store.save(_newest_name(event), key.encode())
        return Dossier(
            key,
            event,
            title,
            tuple(drafts),
            manifest.findings,
            manifest.actions,
            manifest.inputs,
            manifest.destinations,
            ended,
        )

    def load(self, event: str, id: str | None = None) -> Dossier:
        """The dossier whose id is or begins so, or the event's newest. Raises ``InputError`` when there is none.

        Raises ``StoreError`` when a file is not, byte for byte, what was stored.
        """
        key = self._full(event, id) if id is not None else self._newest(event)
        content = self._store.read_if_there(_manifest_name(event, key)) if _ID.fullmatch(key) else None
        if content is None:
            raise InputError(
                f"There is no dossier {key[:12]} of the event “{event}”. Make one with: communique review {event}"
            )
        self._verify(_manifest_name(event, key), key, content)
        manifest = _decoded(content, _Manifest, self._store.where(_manifest_name(event, key)))
        if manifest.event != event:
            raise StoreError(
                f"The dossier {self._store.where(_manifest_name(event, key))} belongs to the event “{manifest.event}”, "
                f"not “{event}”. Make it again with: communique review {event}"
            )
        drafts = tuple(self._load_draft(draft) for draft in manifest.drafts)
        return Dossier(
            key,
            event,
            manifest.title,
            drafts,
            manifest.findings,
            manifest.actions,
            manifest.inputs,
            manifest.destinations,
            manifest.ended,
        )

    def events(self) -> tuple[str, ...]:
        """The events that have a dossier, sorted."""
        names = self._store.names("events")
        return tuple(sorted(name.split("/")[1] for name in names if name.endswith("/newest")))

    def _full(self, event: str, id: str) -> str:
        """The whole id, when one dossier of the event begins with what was given (at least eight characters of it)."""
        if len(id) < 8 or _ID.fullmatch(id):
            return id
        names = self._store.names(f"events/{event}")
        found = [name.rpartition("/")[2].removesuffix(".json") for name in names if name.endswith(".json")]
        matching = [key for key in found if key.startswith(id)]
        return matching[0] if len(matching) == 1 else id

    def _newest(self, event: str) -> str:
        key = self._store.read_if_there(_newest_name(event))
        if key is None:
            raise InputError(
                f"The event “{event}” has not been drafted for review yet. Do so with: communique review {event}"
            )
        return key.decode(errors="replace").strip()

    def _save_draft(self, draft: Draft) -> _Draft:
        files = tuple(
            _File(file.name, file.media_type, self._save_object(file.content), self._save_object(_encoded(file.trace)))
            for file in draft.files
        )
        return _Draft(draft.document, draft.language, draft.audience, draft.title, draft.reference, files)

    def _save_object(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        self._save_new(f"objects/{digest}", content)
        return digest

    def _save_new(self, name: str, content: bytes) -> None:
        # Compared by content, not by name alone: a file damaged on disk is mended by the next save.
        if self._store.read_if_there(name) != content:
            self._store.save(name, content)

    def _load_draft(self, draft: _Draft) -> Draft:
        files = tuple(
            Rendition(
                file.name,
                file.media_type,
                self._object(file.digest),
                _decoded(self._object(file.trace), tuple[Trace, ...], file.name),
            )
            for file in draft.files
        )
        return Draft(draft.document, draft.language, draft.audience, draft.title, files, draft.reference)

    def _object(self, digest: str) -> bytes:
        content = self._store.read(f"objects/{digest}")
        self._verify(f"objects/{digest}", digest, content)
        return content

    def _verify(self, name: str, digest: str, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != digest:
            raise StoreError(
                f"The stored file {self._store.where(name)} is not what was saved: it was edited or damaged. "
                "Make the dossier again with: communique review EVENT"
            )


def _manifest_name(event: str, key: str) -> str:
    return f"events/{event}/{key}.json"


def _newest_name(event: str) -> str:
    return f"events/{event}/newest"


def _encoded(value: Any) -> bytes:
    import msgspec

    return msgspec.json.encode(value, order="sorted")


def _decoded(content: bytes, kind: type[T], where: str) -> T:
    import msgspec

    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(
            f"The dossier file {where} was written by another version of Communiqué and can't be read: {error}. "
            "Make the dossier again with: communique review EVENT"
        ) from error
