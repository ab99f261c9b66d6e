"""init, new, status, actions: the workspace, its events, and what is still to be done."""

from __future__ import annotations

import argparse

from communique import pipeline, terminal
from communique.commands import opening
from communique.config import Workspace
from communique.errors import InputError


def init(asked: argparse.Namespace) -> int:
    """Makes a workspace; never overwrites a file that is there."""
    from communique import scaffold

    made = scaffold.new_workspace(asked.folder)
    terminal.show(f"{asked.folder} is a workspace now ({len(made)} files made).")
    terminal.show(f"Next: cd {asked.folder} && communique new EVENT, then fill in events/EVENT/event.xlsx")
    return 0


def new(asked: argparse.Namespace) -> int:
    """Makes an event folder with a workbook to fill in."""
    from communique import scaffold

    workspace = opening.workspace(asked)
    made = scaffold.new_event(workspace.root, asked.event, asked.title)
    terminal.show(f"events/{asked.event} is ready ({len(made)} files made).")
    terminal.show(f"Next: fill in events/{asked.event}/event.xlsx, then communique check {asked.event}")
    return 0


def status(asked: argparse.Namespace) -> int:
    """Where every event stands and who is next."""
    workspace = opening.workspace(asked)
    rows = pipeline.status(workspace)
    if asked.json:
        terminal.show_json(terminal.plain(rows))
        return 0
    if not rows:
        terminal.show("There is no event yet. Make one with: communique new EVENT")
        return 0
    terminal.show_table(
        ("event", "state", "next"),
        [(row.event, row.state, row.next) for row in rows],
    )
    return 0


def actions(asked: argparse.Namespace) -> int:
    """Lists the follow-up actions, records that one is done, or sends the reminders that are due."""
    workspace = opening.workspace(asked)
    if asked.what == "done":
        person = workspace.person(asked.person)
        event, _, action = asked.action.partition("/")
        if not action:
            raise InputError(
                f"Give the action as EVENT/ID, as “communique actions list” prints it, not “{asked.action}”."
            )
        pipeline.close_action(workspace, event, action, person, asked.evidence, opening.now())
        terminal.show(f"{asked.action} is done.")
        return 0
    if asked.what == "remind":
        sent = pipeline.remind(workspace, opening.now().date(), opening.now())
        for reminder in sent:
            terminal.show(f"{reminder.event}/{reminder.action.id}: {reminder.stage}")
        terminal.show(f"{len(sent)} reminders were sent." if sent else _nothing_sent(workspace))
        return 0
    rows = [row for row in pipeline.actions(workspace) if asked.event in ("", row.event)]
    if asked.json:
        terminal.show_json(terminal.plain(rows))
        return 0
    if not rows:
        terminal.show("There are no actions yet: they are listed once an event has been published.")
        return 0
    table = [
        (
            f"{row.event}/{row.action.id}",
            row.action.title,
            row.action.owner_written or row.action.owner or "not stated",
            row.action.due.isoformat() if row.action.due else "not stated",
            row.state,
        )
        for row in rows
    ]
    terminal.show_table(("action", "what", "owner", "due", "state"), table)
    return 0


def _nothing_sent(workspace: Workspace) -> str:
    if not workspace.follow_up.channel:
        return "No reminder was sent: communique.toml names no channel for them under [follow_up]."
    return "No reminder is due that was not sent before."
