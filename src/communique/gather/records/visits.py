"""Site visits: the place, who received the participants, what was shown and why it matters."""

from __future__ import annotations

from communique.gather.cells.values import lines
from communique.gather.records.organisations import Organisations
from communique.gather.records.reading import Ids, Reading, counted_once, origins_of, text_of, translations_of
from communique.gather.tables.sheet import Row, Sheet
from communique.model import OrganisationRole, Visit
from communique.register import comparison_key


class Visits:
    """Reads the tables of site visits."""

    def __init__(self, reading: Reading, organisations: Organisations) -> None:
        self._reading, self._organisations = reading, organisations
        self._rows: list[tuple[Row, Sheet]] = []

    def add(self, sheet: Sheet) -> None:
        for row in sheet.rows:
            if text_of(row, "place"):
                self._rows.append((row, sheet))
            elif row.heading is None:
                self._reading.report("INPUT-42", "this visit has no place; fill it in or delete the row.", row.place())

    def visits(self) -> tuple[Visit, ...]:
        """All visits in the order of the inputs."""
        days = [self._reading.date(row.cells.get("day"), sheet, "day") for row, sheet in self._rows]
        keys = ((row, (comparison_key(row.text("place")), day)) for (row, _), day in zip(self._rows, days, strict=True))
        kept = counted_once(self._reading, "The site visits are", keys)
        self._rows = [self._rows[number] for number in kept]
        ids = Ids(self._reading, "visit").assign((row, text_of(row, "place"), row.text("day")) for row, _ in self._rows)
        return tuple(self._visit(identity, *item) for identity, item in zip(ids, self._rows, strict=True))

    def _visit(self, identity: str, row: Row, sheet: Sheet) -> Visit:
        day = self._reading.date(row.cells.get("day"), sheet, "day")
        hosts = self._organisations.refer_all(row.cells.get("host"), OrganisationRole.VISITED)
        return Visit(
            id=identity, origins=origins_of(row, "place", "day", "host", "shown", "summary", "relevance"),
            translations=translations_of(row, "place", "shown", "summary", "relevance"),
            place=" ".join(text_of(row, "place").split()), day=day, host=hosts[0] if hosts else "",
            shown=lines(text_of(row, "shown")), summary=text_of(row, "summary"), relevance=text_of(row, "relevance"),
        )  # fmt: skip
