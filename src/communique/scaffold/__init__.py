"""Makes a new workspace and new event folders. Nothing that is there already is ever overwritten."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from communique import bundled
from communique.errors import InputError
from communique.scaffold import form

SETTINGS = "communique.toml"
EVENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def new_workspace(folder: Path) -> tuple[Path, ...]:
    """Makes the folder a workspace that works at once; gives the files made, in order.

    Files of the same name that are there stay as they are. Raises ``InputError`` when the folder is a workspace
    already, is a file, or can't be written to.
    """
    if (folder / SETTINGS).exists():
        raise InputError(
            f"{folder} is a workspace already ({SETTINGS} is in it); nothing was changed. "
            "Make an event in it with “communique new”, or choose another folder."
        )
    contents = {path: content for path, content in _copies("new").items() if not (folder / path).exists()}
    # The settings file comes last: a folder in which writing stopped half-way is not taken for a workspace.
    settings = contents.pop(SETTINGS)
    made = _save(folder, contents | {SETTINGS: settings}, "make a workspace in")
    _make_folder(folder / "events", "make a workspace in")
    return made


def new_event(workspace_root: Path, event_id: str, title: str = "") -> tuple[Path, ...]:
    """Makes ``events/<event_id>`` with a workbook to fill in and a table for photo captions; gives the files made.

    A workspace may describe its own workbook in ``templates/workspace/event-form.toml``. Raises ``InputError`` when
    the id can't be one, the event is there already, or the folder is no workspace or can't be written to.
    """
    check_event_id(event_id)
    if not (workspace_root / SETTINGS).is_file():
        raise InputError(
            f"{workspace_root} is no workspace: there is no {SETTINGS} in it. Make one with “communique init”."
        )
    folder = workspace_root / "events" / event_id
    if folder.exists():
        raise InputError(
            f"The event “{event_id}” is there already, in {folder}; nothing was changed. Choose another id."
        )
    own = workspace_root / "templates" / "workspace" / "event-form.toml"
    described = own if own.is_file() else bundled.folder("templates") / "workspace" / "event-form.toml"
    workbook = form.workbook(form.load(described), " ".join(title.split()))
    return _save(folder, {"event.xlsx": workbook, **_copies("event")}, f"make the event “{event_id}” in")


def check_event_id(text: str) -> None:
    """Raises ``InputError`` with a suggestion when the text can't name an event: it becomes a folder and an address."""
    if EVENT_ID.fullmatch(text):
        return
    suggestion = re.sub(r"[^a-z0-9]+", "-", text.casefold())[:64].strip("-") or "guangzhou-2023"
    raise InputError(
        f"“{text}” can't be an event's id: it may hold only a–z, 0–9 and hyphens, up to 64 of them, and begins with a "
        f"letter or digit. Use for example “{suggestion}”."
    )


def _copies(name: str) -> Mapping[str, bytes]:
    """The files under ``templates/workspace/<name>`` by relative path, in order."""
    root = bundled.folder("templates") / "workspace" / name
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _save(folder: Path, contents: Mapping[str, bytes], doing: str) -> tuple[Path, ...]:
    made = []
    for name, content in contents.items():
        path = folder / name
        _make_folder(path.parent, doing)
        try:
            with path.open("xb") as file:
                file.write(content)
        except OSError as error:
            raise InputError(f"Could not {doing} {folder}: {path.name} can't be written ({error.strerror}).") from error
        made.append(path)
    return tuple(made)


def _make_folder(folder: Path, doing: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"Could not {doing} {folder}: {error.strerror}. Choose a folder that you may write to."
        ) from error
