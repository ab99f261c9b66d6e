"""The table of rules: sorted codes, a page for each, a test that it finds and one that it leaves alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from communique.check import RULES, explain

ROOT = Path(__file__).parents[2]
HEADINGS = ("What it finds", "Why it matters", "How to mend it")


def test_codes_are_sorted_unique_and_well_formed() -> None:
    source = ast.parse((ROOT / "src/communique/check/__init__.py").read_text(encoding="utf-8"))
    (table,) = (
        node.value for node in source.body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "RULES"
    )
    assert isinstance(table, ast.Dict)
    written = [str(key.value) for key in table.keys if isinstance(key, ast.Constant)]
    assert written == sorted(set(written)) == list(RULES)
    assert all(re.fullmatch("[A-Z]+-[0-9]{2}", code) for code in written)
    assert len(set(RULES.values())) == len(RULES)


@pytest.mark.parametrize("code", [*RULES, "ANSWERS-01"])
def test_page_has_a_title_and_the_three_headings_with_text_under_each(code: str) -> None:
    lines = explain(code).splitlines()
    assert re.fullmatch(rf"{code}: \S.*\.", lines[0])
    assert [line for line in lines[1:] if line and not line.startswith("    ")] == list(HEADINGS)
    for heading in HEADINGS:
        assert lines[lines.index(heading) + 1].startswith("    ")


def test_pages_fit_a_terminal() -> None:
    assert max(len(line) for code in RULES for line in explain(code).splitlines()) <= 110


def test_other_codes_are_unknown() -> None:
    with pytest.raises(KeyError):
        explain("DATES-99")


def test_every_rule_has_a_test_that_it_finds_and_one_that_it_leaves_alone() -> None:
    names = [
        node.name
        for path in (ROOT / "tests/check").glob("test_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    for code in RULES:
        prefix = f"test_{code.lower().replace('-', '_')}"
        for verb in ("finds", "leaves"):
            assert any(name.startswith(f"{prefix}_{verb}") for name in names), f"{prefix}_{verb}…"
