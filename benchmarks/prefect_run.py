"""``communique run`` on the example against a bare Prefect flow with as many tasks, both on an embedded server.

Measured by the clock, because somebody waits for it, and because what is measured is mostly two processes that load at
the same time. Both have a database that is current: the first round, which migrates it, is not counted.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Row

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "skills-network"
EVENT = "guangzhou-2023"
# As many as “communique run” has with one channel: three in prepare, two in publish (see bare_flow.py).
SETTINGS = """
[house]
name = "Benchmark"

[[people]]
id = "reviewer"
name = "Reviewer"
roles = ["reviewer"]

[channels.archive]
kind = "files"
url = "published"
documents = ["news-release", "report", "task-list"]
audience = "internal"
"""


@dataclass(frozen=True, slots=True)
class ByTheClock:
    """Two cold commands in turn, in seconds of waiting."""

    name: str
    ours: Sequence[str]
    peer: Sequence[str]
    ours_environment: Mapping[str, str]
    peer_environment: Mapping[str, str]
    target: float
    rounds: int

    def measure(self) -> Row:
        pairs = [
            (_waited(self.ours, self.ours_environment), _waited(self.peer, self.peer_environment))
            for _ in range(self.rounds + 1)
        ][1:]
        first, second = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
        return Row(self.name, first, second, self.target, unit="ms wall")


def rows(work: Path) -> Iterator[ByTheClock]:
    """prepare → approve → publish of the example's three documents, from the shell to the files."""
    workspace = _workspace(work / "prefect-run")
    yield ByTheClock(
        "communique run, example, cold, embedded server / bare Prefect flow of 5 tasks",
        [
            *(sys.executable, "-m", "communique", "run", EVENT),
            *("--workspace", str(workspace), "--approve-as", "reviewer", "--json"),
        ],
        [sys.executable, str(ROOT / "benchmarks" / "peers" / "bare_flow.py")],
        _environment(workspace / ".communique" / "prefect"),
        _environment(work / "prefect-bare"),
        0.7,
        5,
    )


def _workspace(folder: Path) -> Path:
    """A copy of the example's inputs whose only channel is a folder: the mail server is not what is measured."""
    for name in ("events", "register"):
        shutil.copytree(EXAMPLE / name, folder / name, dirs_exist_ok=True)
    (folder / "communique.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def _environment(home: Path) -> dict[str, str]:
    """The same quiet Prefect for both, each with a database of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {
        **kept,
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "ERROR",
    }


def _waited(arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    """Seconds from start to end. ``RuntimeError`` with its last lines when it fails."""
    start = time.perf_counter()
    done = subprocess.run(list(arguments), env=dict(environment), capture_output=True, check=False)
    waited = time.perf_counter() - start
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace")[-800:]
        raise RuntimeError(f"{' '.join(arguments)} ended with status {done.returncode}: {said}")
    return waited
