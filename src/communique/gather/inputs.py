"""Lists the files of an event folder with the digest of their bytes. Nothing is read for its meaning here."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.errors import InputError
from communique.gather.cleaning import clean
from communique.gather.findings import found
from communique.gather.refusal import Refusal
from communique.model import Finding, Origin

FILE_COUNT_LIMIT = 5_000
_LEFT_OUT = frozenset({"thumbs.db", "desktop.ini", "__macosx", "node_modules", "__pycache__"})
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file. ``name`` is relative to the folder, with “/”; ``digest`` is SHA-256 in hexadecimal."""

    name: str
    size: int
    digest: str
    path: Path

    def read(self) -> bytes:
        """The bytes that ``digest`` is of. Raises ``InputError`` when the file is gone or was changed meanwhile."""
        try:
            with self.path.open("rb") as file:
                content = file.read(self.size + 1)
        except OSError as error:
            raise _unreadable(self.name, error) from error
        if hashlib.sha256(content).hexdigest() != self.digest:
            raise Refusal(
                "INPUT-06",
                f"{self.name} was changed while it was being read.",
                "Close it in other programs, let it finish copying, and start again.",
            )
        return content


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of an event, sorted by name. ``findings`` are about those that could not even be opened."""

    folder: Path
    event_id: str
    files: tuple[InputFile, ...]
    findings: tuple[Finding, ...] = ()


def fetch(folder: Path) -> Inputs:
    """Lists and hashes the files below the folder, hidden files and those of other programs' own left out.

    Links that lead out of the folder are not followed. Raises ``InputError`` when the folder can't be listed.
    """
    if not folder.is_dir():
        called = clean(str(folder))
        raise InputError(f"There is no event folder “{called}”. Check the name, or make it with communique new.")
    root = folder.resolve()
    files: list[InputFile] = []
    findings: list[Finding] = []
    for number, path in enumerate(_paths(root, findings), 1):
        if number > FILE_COUNT_LIMIT:
            called = clean(str(folder))
            raise InputError(f"“{called}” holds more than {FILE_COUNT_LIMIT:,} files. Name the folder of one event.")
        name = shown(path.relative_to(root))
        try:
            files.append(_hashed(name, path, root))
        except Refusal as refusal:
            findings.append(found(refusal.code, refusal.message, Origin(name), mend=refusal.mend))
    return Inputs(
        root,
        clean(root.name),
        tuple(sorted(files, key=lambda file: (file.name, os.fsencode(file.path)))),
        tuple(sorted(findings, key=lambda finding: (finding.place.file, finding.code))),
    )


def shown(path: Path) -> str:
    """A relative path that can be printed: names in other encodings than UTF-8 are read as GB18030 if they are that."""
    parts = []
    for part in path.parts:
        raw = os.fsencode(part)
        for encoding in ("utf-8", "gb18030"):
            try:
                text = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                text = raw.decode("ascii", "backslashreplace")
        parts.append(clean(text).replace("\n", " ").replace("\t", " ") or "unnamed")
    return "/".join(parts)


def _paths(root: Path, findings: list[Finding]) -> Iterator[Path]:
    def unlisted(error: OSError) -> None:
        path = Path(os.fsdecode(error.filename or ""))
        if path == root:
            raise InputError(f"The event folder “{clean(str(root))}” can't be listed: {_reason(error)}.") from error
        refusal = _unreadable(shown(path.relative_to(root)), error)
        findings.append(found(refusal.code, refusal.message, Origin(shown(path.relative_to(root))), mend=refusal.mend))

    for parent, folders, names in os.walk(root, onerror=unlisted):
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in linked and not _is_left_out(name))
        for name in sorted([*names, *linked]):
            if not _is_left_out(name):
                yield Path(parent, name)


def _is_left_out(name: str) -> bool:
    """Hidden files, the lock files of Office and LibreOffice, and what systems leave behind."""
    return name.startswith((".", "~$")) or name.lower() in _LEFT_OUT or name.lower().endswith((".tmp", ".crdownload"))


def _hashed(name: str, path: Path, root: Path) -> InputFile:
    try:
        target = path.resolve(strict=True)
        if path.is_symlink() and (not target.is_relative_to(root) or target.is_dir()):
            raise Refusal(
                "INPUT-06",
                f"{name} is a link to something outside the event folder, which is not followed.",
                "Put the file itself into the folder.",
            )
        if not stat.S_ISREG(target.stat().st_mode):
            raise Refusal("INPUT-06", f"{name} is not a file that can be read.", "Delete it or move it elsewhere.")
        digest, size = hashlib.sha256(), 0
        with target.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except (OSError, RuntimeError) as error:
        # RuntimeError: a link that leads to itself.
        raise _unreadable(name, error) from error
    return InputFile(name, size, digest.hexdigest(), target)


def _unreadable(name: str, error: Exception) -> Refusal:
    return Refusal(
        "INPUT-06",
        f"{name} can't be opened: {_reason(error)}.",
        "Copy the file itself into the event folder, and let everybody of the team read it.",
    )


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "you have no permission to read it"
    if isinstance(error, FileNotFoundError):
        return "it is not there, or is a link to nothing"
    return (getattr(error, "strerror", None) or "it is a link to itself").lower()
