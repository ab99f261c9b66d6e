"""``deployments/communique.toml`` is what it says: every setting there is, each with its note, and it can be opened."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from communique import config
from communique.model import Audience, Contact, House
from communique.pipeline import channels
from communique.publish.files import Files
from communique.publish.smtp import Smtp
from communique.publish.smtp.mailbox import Sent

COMPLETE = Path(__file__).parents[1] / "deployments" / "communique.toml"
TEXT = COMPLETE.read_text(encoding="utf-8")
TABLES = tomllib.loads(TEXT)
EVERY_CHANNEL = {"kind", "documents", "languages", "audience"}


def keys(kind: type[Any], *without: str) -> set[str]:
    return {item.name for item in dataclasses.fields(kind)} - set(without)


def written(section: str) -> set[str]:
    """The keys under a heading, also those that stand there as a note (``# password = …``)."""
    found: set[str] = set()
    inside = False
    for line in TEXT.splitlines():
        if line.startswith("["):
            inside = line.split("#")[0].strip() in (f"[{section}]", f"[[{section}]]")
        elif inside and (match := re.match(r"(?:# )?([a-z_]+) = ", line)):
            found.add(match[1])
    return found


def test_every_section_and_every_setting_is_there_and_none_that_does_not_exist() -> None:
    assert set(TABLES) == set(config.SECTIONS)
    assert written("house") == keys(House, "contact")
    assert written("house.contact") == keys(Contact, "id", "origins", "translations")
    assert written("workspace") == keys(config.WorkspaceSettings)
    assert written("people") == keys(config.Person)
    assert written("review") == keys(config.ReviewSettings, "roles")
    assert set(TABLES["review"]["roles"]) == {"news-release", "report", "task-list"}
    assert written("channels.archive") == keys(Files, "options") | EVERY_CHANNEL
    assert "[channels.archive.options]" in TEXT
    assert written("channels.office-mail") == keys(Smtp, "sent") | EVERY_CHANNEL
    assert written("channels.office-mail.sent") == keys(Sent)
    assert written("follow_up") == keys(config.FollowUpSettings)


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        (Files, "channels.archive"),
        (Smtp, "channels.office-mail"),
        (Sent, "channels.office-mail.sent"),
        (House, "house"),
        (config.WorkspaceSettings, "workspace"),
        (config.ReviewSettings, "review"),
        (config.FollowUpSettings, "follow_up"),
    ],
)
def test_the_defaults_are_the_ones_that_are_named(kind: type[Any], section: str) -> None:
    text = TEXT.partition(f"[{section}]\n")[2].partition("\n[")[0]
    named = dict(re.findall(r"(?m)^(\w+) = .*Default: (.+?)$", text))
    named.update(re.findall(r"(?m)^(url|host|sender|username) = .*(Needed)", text))
    fields = {item.name: item for item in dataclasses.fields(kind)}
    said = {name: note for name, note in named.items() if name in fields}
    assert said
    for name, note in said.items():
        default = fields[name].default
        if note == "Needed":
            assert default is dataclasses.MISSING, name
        elif note.startswith(("none", "nobody", "SQLite")):
            assert default in ("", (), None), name
        elif isinstance(default, int | float) and not default:
            assert re.match(r"\d+ for ", note), name  # the port depends on the security
        elif isinstance(default, int | float):
            assert float(note) == default, name
        elif isinstance(default, tuple):
            assert note in (str(list(default)).replace("'", '"'), "these two"), name
        else:
            assert note == default, name


def test_it_is_opened_as_it_stands_and_its_channels_are_made(tmp_path: Path) -> None:
    (tmp_path / "communique.toml").write_text(TEXT, encoding="utf-8")
    environment = {"COMMUNIQUE_LEDGER": "postgresql://db.example/communique", "COMMUNIQUE_MAIL_USER": "office"}
    workspace = config.load(tmp_path, environment)
    assert workspace.ledger_url == "postgresql://db.example/communique"
    assert [person.id for person in workspace.people] == ["thida", "anders"]
    routes = {route.name: route for route in channels.routes(workspace)}
    assert {name: route.audience for name, route in routes.items()} == {
        "archive": Audience.INTERNAL,
        "office-mail": Audience.INTERNAL,
    }
    mail = routes["office-mail"].channel
    assert isinstance(mail, Smtp)
    assert (mail.username, mail.port, mail.sent is not None) == ("office", 587, True)


def test_no_password_stands_in_it() -> None:
    for match in re.finditer(r"(?m)^(?:# )?password = (.*)$", TEXT):
        assert re.match(r'\{ (?:env|file) = "[^"]+" \}', match[1])
