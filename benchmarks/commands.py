"""Whole commands in cold processes: the help text, and the example's documents from shell to files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Comparison, python

ROOT = Path(__file__).parents[1]
EVENT = ROOT / "examples" / "skills-network" / "events" / "guangzhou-2023"


def rows(work: Path) -> Iterator[Comparison]:
    """``communique --help`` against an empty Python, ``communique draft`` against a script with the usual libraries."""
    yield Comparison(
        "communique --help / python -c pass", python("-m", "communique", "--help"), python("-c", "pass"), 4.0, 15
    )
    template, script = work / "peer-report.docx", ROOT / "benchmarks" / "peers" / "documents.py"

    def peer() -> float:
        if not template.exists():
            python(str(script), "--make-template", str(template))()
        return python(str(script), str(EVENT), str(template), str(work / "peer"))()

    yield Comparison(
        "communique draft, example, cold / docxtpl + openpyxl + icalendar script",
        python("-m", "communique", "draft", str(EVENT), "--out", str(work / "ours")),
        peer,
        0.6,
        9,
    )
