"""Prints one table and writes ``benchmarks/results.json``; words given as arguments choose the rows with them."""

from __future__ import annotations

import importlib
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import Row

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
WORK = HERE / ".work"

# Modules in this folder. Each has ``rows(work)``, which yields comparisons; ``work`` is a folder to write to.
MODULES = ("commands", "reading", "photos", "word_report", "prefect_run")


def main(arguments: Sequence[str]) -> int:
    """A missed target is said in the table and in the results; a choice of rows replaces those rows in the results."""
    words = [word.lower() for word in arguments]
    WORK.mkdir(exist_ok=True)
    measured: list[Row] = []
    try:
        print(f"{'what':<92}{'ours':>11}{'peer':>11}{'ratio':>8}{'target':>8}")
        for row in _rows(words):
            measured.append(row)
            verdict = "" if row.passes else "  MISSED"
            unit = row.unit.split()[0]
            figures = f"{row.ours:>8.1f} {unit}{row.peer:>8.1f} {unit}{row.ratio:>8.2f}{row.target:>8}"
            print(f"{row.name:<92}{figures}{verdict}", flush=True)
    finally:
        shutil.rmtree(WORK, ignore_errors=True)
    _save(measured, keep_others=bool(words))
    return 0 if measured else 2


def _rows(words: Sequence[str]) -> Iterator[Row]:
    for name in MODULES:
        for comparison in importlib.import_module(f"benchmarks.{name}").rows(WORK):
            if not words or any(word in comparison.name.lower() for word in words):
                yield comparison.measure()


def _save(measured: Sequence[Row], keep_others: bool) -> None:
    new = [row.as_json() for row in measured]
    names = {row.name for row in measured}
    old = json.loads(RESULTS.read_text(encoding="utf-8")) if keep_others and RESULTS.is_file() else []
    rows = sorted([*(row for row in old if row["name"] not in names), *new], key=lambda row: str(row["name"]))
    RESULTS.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
