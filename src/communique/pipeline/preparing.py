"""gather → check → draft → a stored dossier.

``prepare`` makes the dossier from the inputs each time (the same inputs give the same dossier), so that an approval
is always compared with what the inputs say now, never with what they said once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from communique import bundled, check, draft, gather, register, wording
from communique.config import Workspace
from communique.draft.setting import Setting
from communique.errors import ConfigError, InputError
from communique.gather import Gathered, Inputs
from communique.gather import findings as inputs_findings
from communique.model import Destination, Draft, Event, Finding, Photo
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
    return gather.read(inputs, known(workspace))


def known(workspace: Workspace) -> register.Register:
    """The workspace's register of organisations and people."""
    return register.load(workspace.root / "register")


def check_event(workspace: Workspace, gathered: Gathered) -> tuple[Finding, ...]:
    """What the reading found, then what the rules found; answers are attached to both."""
    return check.check(gathered.event, known(workspace), gathered.answers, gathered.findings)


def explain(code: str) -> str:
    """The page of a finding's code. Raises ``InputError`` listing the codes when there is none."""
    for explained in (check.explain, inputs_findings.explain):
        try:
            return explained(code)
        except KeyError:
            continue
    codes = ", ".join((*check.RULES, *inputs_findings.PAGES))
    raise InputError(f"There is no rule “{code}”. The codes are: {codes}.")


def draft_event(
    workspace: Workspace, event: Event, inputs: Inputs, languages: Sequence[str] = (), documents: Sequence[str] = ()
) -> tuple[Draft, ...]:
    """The documents named (all by default) in the languages named (by default those of the workspace)."""
    drafts: list[Draft] = []
    for language in languages or workspace.settings.languages:
        drafts += draft.draft_all(event, _setting(workspace, inputs, language), documents)
    return tuple(drafts)


def _setting(workspace: Workspace, inputs: Inputs, language: str) -> Setting:
    files = {file.name: file for file in inputs.files}

    def photo(record: Photo) -> bytes | None:
        return files[record.file].read() if record.file in files else None

    return Setting(templates=templates(workspace, language), house=workspace.house, photo=photo, language=language)


def templates(workspace: Workspace, language: str) -> Templates:
    """The templates, the workspace's own before the bundled ones, with the grammar of that language."""
    folders = (workspace.root / "templates", bundled.folder("templates"))
    return Templates(*folders, functions=wording.of(language))


def current(workspace: Workspace, event: str) -> Dossier:
    """gather → check → draft, as the inputs are now; nothing is stored, and the id is empty."""
    from communique import publish
    from communique.dossier import Dossier

    needs_workspace(workspace)
    inputs = fetch_inputs(workspace, event)
    gathered = read_inputs(workspace, inputs)
    drafts = draft_event(workspace, gathered.event, inputs)
    return Dossier(
        id="",
        event=event,
        title=gathered.event.title or event,
        drafts=drafts,
        findings=check_event(workspace, gathered),
        actions=gathered.event.actions,
        inputs={file.name: file.digest for file in inputs.files},
        destinations=publish.plan(workspace.routes(), drafts),
        ended=gathered.event.end,
    )


def prepare(workspace: Workspace, event: str, *, shown: bool = True) -> Dossier:
    """gather → check → draft → stored. Storing the same again changes nothing.

    What is ``shown`` is what a decision is about: only ``review`` and the prepare flow show a dossier to people.
    """
    from communique.dossier import Dossiers

    made = current(workspace, event)
    values = {item.name: getattr(made, item.name) for item in fields(made) if item.name != "id"}
    return Dossiers(workspace.dossiers_url).save(**values, shown=shown)


def plan(workspace: Workspace, event: str) -> tuple[Destination, ...]:
    """Who will get what, where, as things stand now."""
    return current(workspace, event).destinations


def latest_dossier(workspace: Workspace, event: str) -> Dossier:
    """The dossier that people were shown last. Raises ``InputError`` when there is none yet."""
    fetch_inputs(workspace, event)
    return dossier(workspace, event)


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
