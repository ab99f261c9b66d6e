"""gather → check → draft → a stored dossier.

``prepare`` makes the dossier from the inputs each time (the same inputs give the same dossier), so that an approval
is always compared with what the inputs say now, never with what they said once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from communique import bundled, check, draft, gather, register, wording
from communique.config import Workspace
from communique.draft import pictures
from communique.draft.setting import Setting
from communique.errors import ConfigError, InputError
from communique.gather import Gathered, Inputs
from communique.gather import findings as inputs_findings
from communique.model import Draft, Event, Finding, Origin, Photo
from communique.settings import nearest
from communique.templating import Templates

if TYPE_CHECKING:
    from communique.dossier import Dossier


def event_folder(workspace: Workspace, event: str) -> Path:
    """Where the event's inputs are; an event folder outside any workspace stands by itself."""
    return workspace.root / event if workspace.bare else workspace.root / "events" / event


def events(workspace: Workspace) -> tuple[str, ...]:
    """The ids of all events in the workspace, sorted."""
    folder = workspace.root / "events"
    if not folder.is_dir():
        return ()
    return tuple(sorted(item.name for item in folder.iterdir() if item.is_dir() and not item.name.startswith(".")))


def fetch_inputs(workspace: Workspace, event: str) -> Inputs:
    """The event's files. Raises ``InputError`` listing the events there are when this one is not among them."""
    folder = event_folder(workspace, event)
    if not event or folder.name != event or not folder.is_dir():
        listed = ", ".join(events(workspace)) or "none yet"
        raise InputError(
            f"There is no event “{event}” in {workspace.root} (it has {listed}). Make one with: communique new EVENT"
        )
    return gather.fetch(folder)


def gather_event(workspace: Workspace, event: str) -> Gathered:
    """Reads the event folder."""
    return read_inputs(workspace, fetch_inputs(workspace, event))


def read_inputs(workspace: Workspace, inputs: Inputs) -> Gathered:
    """The files as an ``Event``, organisations and people joined with the workspace's register."""
    return gather.read(inputs, register_of(workspace))


def register_of(workspace: Workspace) -> register.Register:
    """The workspace's register of organisations and people."""
    return register.load(workspace.root / "register")


def check_event(workspace: Workspace, gathered: Gathered, inputs: Inputs) -> tuple[Finding, ...]:
    """What the reading found, which pictures can't be used, what the rules found; answers are attached to all."""
    found = (*gathered.findings, *_unusable_photos(gathered.event, inputs))
    return check.check(gathered.event, register_of(workspace), gathered.answers, found)


def findings_of(workspace: Workspace, event: str) -> tuple[Finding, ...]:
    """Everything there is to say about the event's inputs as they are now."""
    inputs = fetch_inputs(workspace, event)
    return check_event(workspace, read_inputs(workspace, inputs), inputs)


def _unusable_photos(event: Event, inputs: Inputs) -> Iterator[Finding]:
    originals = _originals(inputs)
    for photo in event.photos:
        content = originals(photo)
        if content is not None and pictures.prepared(content) is None:
            message = f"{photo.file} can't be opened as a picture, so the report leaves it out."
            yield inputs_findings.found("INPUT-17", message, Origin(photo.file))


def _originals(inputs: Inputs) -> Callable[[Photo], bytes | None]:
    """Gives the bytes of a photo, or None when its file is not there."""
    files = {file.name: file for file in inputs.files}

    def photo(record: Photo) -> bytes | None:
        return files[record.file].read() if record.file in files else None

    return photo


def explain(code: str) -> str:
    """The page of a finding's code. Raises ``InputError`` listing the codes when there is none."""
    for explained in (check.explain, inputs_findings.explain):
        try:
            return explained(code)
        except KeyError:
            continue
    raise InputError(f"There is no rule “{code}”{nearest(code, tuple(sorted((*check.RULES, *inputs_findings.PAGES))))}")


def draft_event(
    workspace: Workspace, event: Event, inputs: Inputs, languages: Sequence[str] = (), documents: Sequence[str] = ()
) -> tuple[Draft, ...]:
    """The documents named (all by default) in the languages named (by default those of the workspace)."""
    drafts: list[Draft] = []
    for language in languages or workspace.settings.languages:
        drafts += draft.draft_all(event, _setting(workspace, inputs, language), documents)
    return tuple(drafts)


def _setting(workspace: Workspace, inputs: Inputs, language: str) -> Setting:
    texts = templates(workspace, language)
    return Setting(templates=texts, house=workspace.house, photo=_originals(inputs), language=language)


def templates(workspace: Workspace, language: str) -> Templates:
    """The templates, the workspace's own before the bundled ones, with the grammar of that language."""
    folders = (workspace.root / "templates", bundled.folder("templates"))
    return Templates(*folders, functions=wording.of(language))


def current(workspace: Workspace, event: str) -> Dossier:
    """gather → check → draft, as the inputs are now; nothing is stored, and the id is empty."""
    from communique import publish
    from communique.dossier import Dossier
    from communique.pipeline import channels

    needs_workspace(workspace)
    inputs = fetch_inputs(workspace, event)
    gathered = read_inputs(workspace, inputs)
    drafts = draft_event(workspace, gathered.event, inputs)
    return Dossier(
        id="",
        event=event,
        title=gathered.event.title or event,
        drafts=drafts,
        findings=check_event(workspace, gathered, inputs),
        actions=gathered.event.actions,
        inputs={file.name: file.digest for file in inputs.files},
        destinations=publish.plan(channels.routes(workspace), drafts),
        ended=gathered.event.end,
    )


def prepare(workspace: Workspace, event: str) -> Dossier:
    """gather → check → draft → stored. Storing the same again changes nothing."""
    from communique.dossier import Dossiers

    made = current(workspace, event)
    values = {item.name: getattr(made, item.name) for item in fields(made) if item.name != "id"}
    return Dossiers(workspace.dossiers_url).save(**values)


def dossier(workspace: Workspace, event: str, key: str | None = None) -> Dossier:
    """A stored dossier by its id, or the event's newest."""
    from communique.dossier import Dossiers

    needs_workspace(workspace)
    return Dossiers(workspace.dossiers_url).load(event, key)


def needs_workspace(workspace: Workspace) -> None:
    """Raises ``ConfigError`` for an event folder that stands alone: nothing may be decided or sent there."""
    if workspace.bare:
        raise ConfigError(
            f"{workspace.root} is not in a workspace: there is no communique.toml above it. "
            "Make one with: communique init DIR, and move the event folder into its events folder"
        )
