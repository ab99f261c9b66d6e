"""A small workspace with one event, as files in a folder, for tests that need the whole way."""

from __future__ import annotations

from pathlib import Path

from communique import config
from communique.config import Workspace

EVENT = "harbour-2024"

SETTINGS = """
[house]
name = "Harbour Office"
service = "Harbour News"

[house.contact]
name = "Ilka Brandt"
email = "press@harbour.example"

[[people]]
id = "mara"
name = "Mara Lindqvist"
roles = ["reviewer"]
email = "mara@harbour.example"

[[people]]
id = "jonas"
name = "Jonas Okafor"
roles = ["drafter"]

[review]
approvals = 1

[review.roles]
news-release = ["reviewer"]
report = ["reviewer"]
task-list = ["reviewer"]

[channels.archive]
kind = "files"
url = "published"
documents = ["news-release", "report", "task-list"]
audience = "internal"
"""

EVENT_TOML = """
title = "Training of crane operators"
kind = "workshop"
name = "Crane Operators' Workshop"
start = 2024-05-06
end = 2024-05-07
days_stated = 2
city = "Sihanoukville"
country = "Cambodia"
background = "The port opens a second quay."
summary = "Operators of two ports trained together."
objectives = ["agree on one hand signal code"]
hosts = ["Port Training Centre"]
headline = "Two ports train crane operators together"
"""

FILES = {
    "event.toml": EVENT_TOML,
    "participants.csv": (
        "Honorific,Name,Family name,Sex,Function,Organisation\n"
        "Ms.,Sofia Marchetti,Marchetti,F,Director,Port Training Centre\n"
        "Mr.,Bora Keo,Keo,M,Crane operator,Port Training Centre\n"
    ),
    "agenda.csv": (
        "Date,Start,End,Session,Kind,Speakers,Summary\n"
        "2024-05-06,09:00,10:00,Opening,opening,Sofia Marchetti,\n"
        "2024-05-07,09:00,12:00,Hand signals,lecture,Bora Keo,\n"
    ),
    "outcomes.csv": (
        "Id,Outcome,Status,By\ncode,agreed to use one hand signal code from June 2024,agreed,Port Training Centre\n"
    ),
    "actions.csv": (
        "Id,Action,Owner,Organisation,Due,Priority,Done when,From outcome\n"
        "signs,Print the hand signal cards,Bora Keo,Port Training Centre,2024-06-01,high,"
        "Cards are on every crane,code\n"
    ),
}


def written(root: Path, settings: str = SETTINGS, **environment: str) -> Workspace:
    """The workspace in that folder, its files written, opened."""
    folder = root / "events" / EVENT
    folder.mkdir(parents=True)
    (root / "communique.toml").write_text(settings, encoding="utf-8")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return config.load(root, environment)


def replaced(workspace: Workspace, name: str, before: str, after: str) -> None:
    """Changes one text in one input file; fails when it is not there, so that a test can't change nothing."""
    path = workspace.root / "events" / EVENT / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
