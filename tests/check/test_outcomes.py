"""Outcomes that nobody stands behind, or of which nobody can tell how firm they are."""

from __future__ import annotations

from tests.check.events import at, event, found, only

from communique.model import Outcome, OutcomeStatus, Severity

ROW = at("A2", sheet="Outcomes")
TEXT = "expressed its commitment to strengthen cooperation"


def test_outcomes_01_finds_an_outcome_without_who() -> None:
    outcome = Outcome(id="o1", text=TEXT, status=OutcomeStatus.AGREED, origins={"": ROW})
    finding = only("OUTCOMES-01", event(outcomes=(outcome,)))
    assert finding.message == f"The outcome “{TEXT}” has nobody behind it."
    assert finding.help == "Name the organisation or person in the column By, or take the outcome out."
    assert (finding.severity, finding.place, finding.related) == (Severity.ERROR, ROW, ())
    assert finding.about == (TEXT,)


def test_outcomes_01_finds_somebody_whom_nobody_knows() -> None:
    cell = at("C2", "both sides", "Outcomes")
    outcome = Outcome(id="o1", text=TEXT, by_written="both sides", origins={"by": cell})
    finding = only("OUTCOMES-01", event(outcomes=(outcome,)))
    assert finding.message == f"The outcome “{TEXT}” is by “both sides”, whom nobody knows."
    assert (finding.place, finding.about) == (cell, (TEXT, "both sides"))


def test_outcomes_01_leaves_an_outcome_with_who() -> None:
    assert found("OUTCOMES-01", event(outcomes=(Outcome(id="o1", text=TEXT, by=("gzittc",)),))) == ()


def test_outcomes_02_finds_an_outcome_whose_status_is_not_stated() -> None:
    finding = only("OUTCOMES-02", event(outcomes=(Outcome(id="o1", text=TEXT, by=("gzittc",), origins={"": ROW}),)))
    assert finding.message == f"Whether the outcome “{TEXT}” was agreed, requested or proposed is not stated."
    assert finding.help == "Write “agreed”, “requested” or “proposed” in the column Status."
    assert (finding.severity, finding.place, finding.about) == (Severity.WARNING, ROW, (TEXT,))


def test_outcomes_02_leaves_each_status() -> None:
    states = (OutcomeStatus.AGREED, OutcomeStatus.REQUESTED, OutcomeStatus.PROPOSED)
    outcomes = tuple(Outcome(id=state.value, text=TEXT, status=state) for state in states)
    assert found("OUTCOMES-02", event(outcomes=outcomes)) == ()
