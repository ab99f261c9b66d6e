"""From what somebody typed to an opened workspace and an event in it."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from communique import config
from communique.config import Workspace
from communique.errors import ConfigError, InputError
from communique.settings import FILE


def now() -> datetime:
    """The terminal's clock; the stages get the time as an argument."""
    return datetime.now(UTC)


def workspace(asked: argparse.Namespace) -> Workspace:
    """The workspace named by ``--workspace``, else the one around the current folder."""
    start = (asked.workspace or Path.cwd()).absolute()
    root = _root_above(start)
    if root is None:
        raise ConfigError(
            f"{start} is not in a workspace: there is no {FILE} in it or above it. Make one with: communique init DIR"
        )
    return config.load(root, os.environ)


def event(asked: argparse.Namespace) -> tuple[Workspace, str]:
    """The event that was named, by id or by path, with its workspace.

    The path of a workspace with a single event means that event. A folder outside any workspace is opened bare.
    """
    named = Path(asked.event)
    if asked.workspace is not None or not named.is_dir():
        if named.name != asked.event:
            raise InputError(f"There is no folder {named}. Give an event's id, or the path of its folder.")
        return workspace(asked), asked.event
    folder = named.absolute()
    if (folder / FILE).is_file():
        opened = config.load(folder, os.environ)
        found = sorted(item.name for item in (opened.root / "events").glob("[!.]*") if item.is_dir())
        if len(found) != 1:
            listed = ", ".join(found) or "none yet"
            raise InputError(f"{folder} is a workspace; name one of its events ({listed}).")
        return opened, found[0]
    folder = folder.resolve()
    root = _root_above(folder)
    if root is not None and folder.parent == root / "events":
        return config.load(root, os.environ), folder.name
    return Workspace(root=folder.parent, environment=os.environ, bare=True), folder.name


def _root_above(start: Path) -> Path | None:
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE).is_file():
            return folder
    return None
