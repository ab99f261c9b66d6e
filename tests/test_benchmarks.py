"""The figures: what a row says of itself, and that both sides take turns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from benchmarks.measure import Comparison, Row, call, python


def taking(name: str, times: list[float], turns: list[str]) -> Iterator[float]:
    for seconds in times:
        turns.append(name)
        yield seconds


def test_medians_are_of_alternate_turns_without_the_first() -> None:
    turns: list[str] = []
    ours, peer = taking("ours", [9.0, 0.1, 0.3, 0.2], turns), taking("peer", [9.0, 1.0, 0.5, 0.8], turns)
    row = Comparison("reading", lambda: next(ours), lambda: next(peer), 0.25, rounds=3).measure()
    assert turns == ["ours", "peer"] * 4
    assert row == Row("reading", 200.0, 800.0, 0.25)
    assert row.as_json() == {
        "name": "reading",
        "unit": "ms CPU",
        "target": 0.25,
        "pass": True,
        "ours": 200.0,
        "peer": 800.0,
        "ratio": 0.25,
    }


def test_a_row_above_its_target_does_not_pass() -> None:
    assert Row("reading", 26.0, 100.0, 0.25).as_json()["pass"] is False


def test_processes_and_calls_report_their_cpu_time_and_failures() -> None:
    assert 0 < python("-c", "pass")() < 5
    assert call(lambda: sum(range(200_000)))() > 0
    with pytest.raises(RuntimeError, match=r"ended with status 3: gone"):
        python("-c", "import sys; sys.stderr.write('gone'); sys.exit(3)")()
