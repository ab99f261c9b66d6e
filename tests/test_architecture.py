"""The rules of the tree that the contracts in ``.importlinter`` can't express, read from the syntax of every module."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from communique.publish import CHANNELS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "communique"

# Library → the modules that import it, and no others. A name that ends in “.” stands for everything in that package.
HOMES: dict[str, tuple[str, ...]] = {
    "PIL": ("draft.pictures",),
    "charset_normalizer": ("gather.files.encoding",),
    "docx": (
        "draft.report.template",
        "draft.report.template.blocks",
        "draft.report.template.styles",
        "gather.files.word_table",
    ),
    "email": ("publish.smtp.",),
    "filelock": ("ledger.turns",),
    "fsspec": ("storage",),
    "icalendar": ("draft.task_list.ics", "gather.files.ical"),
    "imaplib": ("publish.smtp.",),
    "jinja2": ("templating.compiled", "templating.environment", "templating.facts"),
    "lxml": ("draft.word.contents", "draft.word.parts"),
    "markdown_it": ("gather.files.markdown_blocks",),
    "markupsafe": ("draft.word.drawing", "templating.facts", "templating.marks"),
    "msgspec": ("dossier", "settings"),
    "python_calamine": ("gather.files.workbook",),
    "rich": ("terminal",),
    "smtplib": ("publish.smtp.",),
    "sqlalchemy": ("ledger.",),
    "xlsxwriter": ("draft.task_list.xlsx", "scaffold.form"),
}

# Where the outside world enters: call → the modules that may make it.
OUTSIDE = {
    "datetime.now": {"commands.opening"},
    "datetime.today": set(),
    "datetime.utcnow": set(),
    "date.today": set(),
    "time.time": set(),
    "time.time_ns": set(),
    "time.monotonic": {"running.embedded"},  # how long to wait for a server to answer
    "time.perf_counter": set(),
    "os.environ": {"commands.delivery", "commands.opening"},
    "os.getenv": set(),
    "random": set(),
    "uuid.uuid4": set(),
}

NO_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc", "core", "stuff"}

LINES, CHANNEL_LINES = 250, 150
# Longer on purpose, each with the reason why it is still one idea.
LONGER: dict[str, str] = {}

# What stands in publish/ without being a channel.
PUBLISHING = {"channel", "outbox", "plan"}
# Channels that hand the documents on as they are and so have no text of their own.
WITHOUT_TEMPLATE = {"files"}


@cache
def modules() -> dict[str, tuple[Path, ast.Module]]:
    """Every module of the package by its name below ``communique``, parsed; a package stands for its ``__init__``."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = (path, ast.parse(path.read_text(encoding="utf-8")))
    return found


def imports(tree: ast.Module) -> Iterator[str]:
    """The top-level names of all libraries imported anywhere in a module, also those imported by name at run time."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield str(node.args[0].value if isinstance(node.args[0], ast.Constant) else "").partition(".")[0]


def home_of(name: str, library: str) -> str:
    """The home that a module counts as: a package whose modules share a library counts as one."""
    packages = [home for home in HOMES[library] if home.endswith(".")]
    return next((home for home in packages if f"{name}.".startswith(home)), name)


@pytest.mark.parametrize("library", HOMES)
def test_library_is_imported_in_its_home_modules_only(library: str) -> None:
    users = {home_of(name, library) for name, (_, tree) in modules().items() if library in imports(tree)}
    assert users == set(HOMES[library])


def test_every_library_has_a_home() -> None:
    used = {library for _, tree in modules().values() for library in imports(tree)}
    assert used - set(sys.stdlib_module_names) - {"communique", ""} <= set(HOMES)


def test_prefect_is_imported_by_flows_only() -> None:
    assert [name for name, (_, tree) in modules().items() if "prefect" in imports(tree)] == []
    flows = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "flows").glob("*.py")}
    assert {"prepare", "publish", "sweep", "follow_up"} <= {
        name for name, tree in flows.items() if "prefect" in imports(tree)
    }


def test_flows_know_the_pipeline_and_not_the_stages() -> None:
    stages = {"gather", "check", "draft", "review", "publish", "storage", "templating", "wording"}
    for path in (ROOT / "flows").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "communique":
                assert not stages & {alias.name for alias in node.names}, path.name
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("communique."):
                assert (node.module or "").split(".")[1] not in stages, path.name


@pytest.mark.parametrize("outside", OUTSIDE)
def test_clock_and_environment_enter_at_the_edge_only(outside: str) -> None:
    owner, _, member = outside.partition(".")
    reading = set()
    for name, (_, tree) in modules().items():
        for node in ast.walk(tree):
            if (not member and isinstance(node, ast.Import) and owner in {alias.name for alias in node.names}) or (
                member and isinstance(node, ast.Attribute) and ast.unparse(node).endswith(outside)
            ):
                reading.add(name)
            elif (
                member and isinstance(node, ast.ImportFrom) and node.module == owner and owner in ("os", "time", "uuid")
            ):
                reading |= {name} if member in {alias.name for alias in node.names} else set()
    assert reading == OUTSIDE[outside]


def test_no_module_is_named_for_nothing() -> None:
    assert [name for name in modules() if set(name.split(".")) & NO_NAMES] == []


@pytest.mark.parametrize("name", [name for name in modules() if name not in LONGER])
def test_module_is_one_idea_long(name: str) -> None:
    path, _ = modules()[name]
    kinds = {module.removeprefix("communique.").partition(":")[0] for module in CHANNELS.values()}
    channel = any(f"{name}.".startswith(f"{kind}.") for kind in kinds)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= (CHANNEL_LINES if channel else LINES)


def test_exceptions_for_length_are_still_needed() -> None:
    lengths = {name: len(modules()[name][0].read_text(encoding="utf-8").splitlines()) for name in LONGER}
    assert [name for name, length in lengths.items() if length <= LINES] == []


def test_every_module_says_what_it_does() -> None:
    others = (path for folder in ("flows", "benchmarks", "tests") for path in (ROOT / folder).rglob("*.py"))
    paths = [*(path for path, _ in modules().values()), *others]
    silent = [path for path in paths if path.name != "__init__.py" or path.read_text("utf-8").strip()]
    silent = [path for path in silent if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert "\n".join(str(path.relative_to(ROOT)) for path in silent) == ""


def test_channels_are_listed_tested_and_have_their_template() -> None:
    assert list(CHANNELS) == sorted(CHANNELS)
    here = {name.split(".")[1] for name in modules() if name.startswith("publish.")} - PUBLISHING
    assert here == {module.removeprefix("communique.publish.").partition(":")[0] for module in CHANNELS.values()}
    for kind, target in CHANNELS.items():
        assert re.fullmatch(rf"communique\.publish\.{kind}:[A-Z][A-Za-z]+", target)
        tests = [
            *(ROOT / "tests/publish").glob(f"test_{kind}*.py"),
            *(ROOT / f"tests/publish/{kind}").glob("test_*.py"),
        ]
        assert tests, f"no test for the channel “{kind}”"
        templates = [*(ROOT / "templates" / kind).glob("*.j2")]
        assert bool(templates) is (kind not in WITHOUT_TEMPLATE), kind


def test_suppressions_carry_their_reason() -> None:
    """The reason stands behind the suppression, or in the comment above it."""
    bare = []
    suppression = re.compile(r"#\s*(?:type:\s*ignore(?:\[[a-z, -]+\])?|noqa(?::\s*[A-Z0-9, ]+)?|pragma:[a-z ]+)(.*)")
    for folder in ("src", "flows", "tests", "benchmarks", "examples"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            above = ""
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                match = suppression.search(line)
                explained = match and (re.search("[a-z]{3}", match[1]) or above.startswith("#"))
                if match and not explained and path != Path(__file__):
                    bare.append(f"{path.relative_to(ROOT)}:{number}")
                above = line.strip()
    assert "\n".join(bare) == ""


def test_only_review_makes_an_approval() -> None:
    makers = defaultdict(list)
    for folder in (PACKAGE, ROOT / "flows", ROOT / "examples"):
        for path in sorted(folder.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                renamed = isinstance(node, ast.alias) and node.name == "Approval" and node.asname
                called = isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Approval"
                if isinstance(node, (ast.alias, ast.Call)) and (renamed or called):
                    makers[path.relative_to(ROOT).parts[:3]].append(node.lineno)
    assert list(makers) == [("src", "communique", "review")]
    assert len(makers["src", "communique", "review"]) == 1
