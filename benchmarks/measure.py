"""Measures two ways of doing one thing, turn by turn in one run, in CPU seconds; the ratio of the medians counts.

Absolute times differ from machine to machine and hour to hour; turns taken alternately meet the same weather.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Measured = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``ours`` and ``peer`` are medians in ``unit``; the row passes when ratio ≤ target."""

    name: str
    ours: float
    peer: float
    target: float
    unit: str = "ms CPU"

    @property
    def ratio(self) -> float:
        return self.ours / self.peer if self.peer else float("inf")

    @property
    def passes(self) -> bool:
        return self.ratio <= self.target

    def as_json(self) -> dict[str, str | float | bool]:
        figures = {"ours": self.ours, "peer": self.peer, "ratio": self.ratio}
        rounded = {name: float(f"{value:.4g}") for name, value in figures.items()}
        return {"name": self.name, "unit": self.unit, "target": self.target, "pass": self.passes, **rounded}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A row that is still to be measured: ours and the peer in turn, once to warm up, then ``rounds`` times each."""

    name: str
    ours: Measured
    peer: Measured
    target: float
    rounds: int

    def measure(self) -> Row:
        pairs = [(self.ours(), self.peer()) for _ in range(self.rounds + 1)][1:]
        first, second = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
        return Row(self.name, first, second, self.target)


def command(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Measured:
    """A cold process: its user and system seconds. ``RuntimeError`` with its last lines when it fails."""

    # Installed libraries come compiled; where byte code may not be written, ours would be compiled in every process.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def measured() -> float:
        process = subprocess.Popen(
            list(arguments), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**inherited, **(environment or {})}
        )
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        if process.returncode:
            raise RuntimeError(f"{' '.join(arguments)} ended with status {process.returncode}: {said.decode()[-800:]}")
        return used.ru_utime + used.ru_stime

    return measured


def python(*arguments: str, environment: Mapping[str, str] | None = None) -> Measured:
    """A cold process of this Python."""
    return command([sys.executable, *arguments], environment)


def call(function: Callable[[], object]) -> Measured:
    """A call in this process, with garbage collected before and not during it."""

    def measured() -> float:
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            function()
            return time.process_time() - start
        finally:
            gc.enable()

    return measured
