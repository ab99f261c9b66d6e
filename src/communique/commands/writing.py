"""Writes drafts into a folder for people to read: the documents, trace.json and findings.json, all of them or none."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from communique import terminal
from communique.errors import InputError
from communique.model import Draft, Finding


def save_drafts(folder: Path, event: str, drafts: Sequence[Draft], findings: Sequence[Finding]) -> tuple[str, ...]:
    """Writes every file of the drafts with their trace and the findings; returns the names written."""
    contents = {file.name: file.content for one in drafts for file in one.files}
    contents["trace.json"] = terminal.as_json(trace_json(event, drafts)).encode()
    contents["findings.json"] = terminal.as_json([terminal.finding_json(finding) for finding in findings]).encode()
    save_all(folder, contents)
    return tuple(contents)


def save_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Writes the files so that a reader never sees half of one: each is completed beside its place, then moved."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as made:
            for name, content in contents.items():
                (Path(made) / name).write_bytes(content)
            for name in contents:
                (Path(made) / name).replace(folder / name)
    except OSError as error:
        raise InputError(
            f"The documents could not be written to {folder}: {error.strerror}. Choose another folder with --out."
        ) from error


def trace_json(event: str, drafts: Sequence[Draft]) -> dict[str, Any]:
    """For every file: its digest and each supported piece of text with the cells it came from."""
    files = {}
    for one in drafts:
        for file in one.files:
            entries = [
                {
                    "text": entry.text,
                    "place": entry.place,
                    "sources": [
                        {"record": s.record, "field": s.field, "place": terminal.place_json(s.origin)}
                        for s in entry.sources
                    ],
                }
                for entry in file.trace
            ]
            files[file.name] = {
                "document": one.document,
                "language": one.language,
                "sha256": file.digest,
                "trace": entries,
            }
    return {"event": event, "files": files}
