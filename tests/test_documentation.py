"""The pages tell the truth: no dead link, every command they show exists, every command there is they show."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from communique.cli import COMMANDS, parser

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    page
    for page in ROOT.rglob("*.md")
    if not {".venv", "out", "build", "tests", "node_modules", ".communique"} & set(page.relative_to(ROOT).parts)
    and "events" not in page.parts
)
LINK = re.compile(r"\[[^\]]*\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:src|tests|flows|templates|deployments|examples|docs|benchmarks)/[\w./-]+)`")
COMMAND = re.compile(r"^\s*(?:\$ )?(communique [^\n#]+?)\s*(?:#.*)?$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_paths_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    dead = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    dead += [path for path in PATH.findall(text) if "NAME" not in path and not (ROOT / path).exists()]
    assert dead == []


def _shown(page: Path) -> list[str]:
    blocks = re.findall(r"```(?:sh|console|bash)?\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [match for block in blocks for match in COMMAND.findall(block)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_shown_can_be_parsed(page: Path) -> None:
    for line in _shown(page):
        words = shlex.split(line.replace("…", "x"))[1:]
        words = words[: words.index("&&")] if "&&" in words else words
        parser().parse_args(words)  # ends the test when the line can't be parsed


def test_make_words_shown_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        shown = re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(shown) <= targets, page


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"communique {name}" not in text] == []


def test_parser_and_table_know_the_same_commands() -> None:
    words = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert list(words.choices) == list(COMMANDS)


def test_every_dependency_is_explained() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    names = [re.split(r"[<>=\[]", line)[0].lower() for line in project["dependencies"]]
    assert [name for name in names if f"| {name} " not in page] == []


def test_constraints_hold_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []
