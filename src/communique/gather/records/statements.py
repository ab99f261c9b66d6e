"""What was said and what was agreed: quotations word for word, and outcomes with who stands behind them."""

from __future__ import annotations

from collections.abc import Mapping

from communique.gather.cells.choices import AUDIENCE, CLEARANCE, LANGUAGE, OUTCOME_STATUS
from communique.gather.cells.names import script
from communique.gather.cells.places import origin_of, quoted
from communique.gather.cells.values import cleaned, digest, given_id
from communique.gather.records.reading import Ids, Reading, counted_once, origins_of, text_of, translations_of
from communique.gather.records.references import References
from communique.gather.tables.sheet import Row, Sheet
from communique.model import Audience, Clearance, Outcome, OutcomeStatus, Quote
from communique.register import comparison_key, name_key

_MARKS = (("“", "”"), ("「", "」"), ("『", "』"), ("«", "»"), ("„", "“"), ('"', '"'))


def unquoted(text: str) -> str:
    """The words without one pair of quotation marks around the whole; marks inside belong to what was said."""
    text = text.strip()
    for opening, closing in _MARKS:
        inner = text[len(opening) : -len(closing)]
        if len(text) > 2 and text.startswith(opening) and text.endswith(closing):
            return text if opening in inner or closing in inner else inner.strip()
    return text


class Statements:
    """Reads the tables of quotations and of outcomes."""

    def __init__(self, reading: Reading, references: References) -> None:
        self._reading, self._references = reading, references
        self._quotes: list[Row] = []
        self._outcomes: list[Row] = []

    def add_quotes(self, sheet: Sheet) -> None:
        self._quotes += [row for row in sheet.rows if row.heading is None and row.cells.keys() & {"text", "speaker"}]

    def add_outcomes(self, sheet: Sheet) -> None:
        for row in sheet.rows:
            if text_of(row, "text"):
                self._outcomes.append(row)
            elif row.heading is None:
                self._reading.report("INPUT-42", "this outcome has no text; fill it in or delete the row.", row.place())

    def quotes(self) -> tuple[Quote, ...]:
        """All quotations. One without words is kept, for the check to report with its speaker."""
        keys = (
            (row, (comparison_key(unquoted(cleaned(row.text("text")))), name_key(row.text("speaker"))))
            for row in self._quotes
        )
        self._quotes = [self._quotes[n] for n in counted_once(self._reading, "The quotations are", keys)]
        ids = Ids(self._reading, "quotation").assign(
            (
                row,
                f"{name_key(row.text('speaker'))[:30]} {digest(comparison_key(row.text('text')), 6)}",
                row.text("context"),
            )
            for row in self._quotes
        )
        return tuple(self._quote(identity, row) for identity, row in zip(ids, self._quotes, strict=True))

    def _quote(self, identity: str, row: Row) -> Quote:
        speaker = row.cells.get("speaker")
        speakers = self._references.people(speaker)
        if speaker is not None and len(speakers) > 1:
            self._reading.report("INPUT-40", f"{quoted(speaker.text)} names several speakers; name one.", speaker)
        text = unquoted(cleaned(row.text("text")))
        spoken = self._language(row, "language") or script(text)
        audience: Audience | None = None
        if "cleared_for" in row.cells:
            audience = self._reading.choice(row.cells["cleared_for"], _AUDIENCE, None, "audience")
        names = ("speaker", "language", "translated_from", "clearance", "cleared_by", "cleared_for", "context")
        return Quote(
            id=identity, origins=origins_of(row, "text", *names, speaker_written="speaker"), text=text,
            translations=translations_of(row, "text", "context"),
            speaker=speakers[0] if len(speakers) == 1 else "", speaker_written=text_of(row, "speaker"), language=spoken,
            translated_from=self._language(row, "translated_from"),
            clearance=self._reading.choice(row.cells.get("clearance"), CLEARANCE, Clearance.NOT_STATED, "clearance"),
            cleared_by=text_of(row, "cleared_by"), cleared_for=audience, context=text_of(row, "context"),
        )  # fmt: skip

    def _language(self, row: Row, name: str) -> str:
        return self._reading.choice(row.cells.get(name), LANGUAGE, "", "language")

    def outcomes(self, sessions: Mapping[str, str]) -> tuple[Outcome, ...]:
        """All outcomes in the order of the inputs; ``sessions`` maps ids and titles to session ids."""
        keys = ((row, (comparison_key(row.text("text")), comparison_key(row.text("by")))) for row in self._outcomes)
        self._outcomes = [self._outcomes[n] for n in counted_once(self._reading, "The outcomes are", keys)]
        ids = Ids(self._reading, "outcome").assign(
            (row, text_of(row, "text"), row.text("by")) for row in self._outcomes
        )
        return tuple(self._outcome(identity, row, sessions) for identity, row in zip(ids, self._outcomes, strict=True))

    def _outcome(self, identity: str, row: Row, sessions: Mapping[str, str]) -> Outcome:
        return Outcome(
            id=identity, origins=origins_of(row, "text", "status", "by", "partners", "session", by_written="by"),
            translations=translations_of(row, "text"), text=" ".join(text_of(row, "text").split()),
            status=self._reading.choice(row.cells.get("status"), OUTCOME_STATUS, OutcomeStatus.NOT_STATED, "status"),
            by=self._references.parties(row.cells.get("by")), by_written=text_of(row, "by"),
            partners=self._references.parties(row.cells.get("partners")),
            session=referred(self._reading, row, "session", sessions, "session"),
        )  # fmt: skip


_AUDIENCE: dict[str, Audience | None] = dict(AUDIENCE)


def referred(reading: Reading, row: Row, name: str, index: Mapping[str, str], what: str) -> str:
    """The id that a cell refers to by id or by title; "" with a finding when nothing answers to it."""
    cell, text = row.cells.get(name), text_of(row, name)
    if cell is None or not text:
        return ""
    for key in (text, given_id(text), comparison_key(text)):
        if key in index:
            return index[key]
    reading.report("INPUT-46", f"there is no {what} {quoted(text)}; write its Id or its exact title.", origin_of(cell))
    return ""
