"""Follow-up actions: what is to be done, by whom, by when. What is not stated stays a state to be filled in."""

from __future__ import annotations

from collections.abc import Mapping

from communique.gather.cells.choices import ACTION_STATUS, PRIORITY
from communique.gather.cells.places import origin_of, quoted
from communique.gather.cells.values import given_id
from communique.gather.records.organisations import Organisations
from communique.gather.records.reading import Ids, Reading, counted_once, origins_of, text_of, translations_of
from communique.gather.records.references import References
from communique.gather.records.statements import referred
from communique.gather.tables.sheet import Row, Sheet
from communique.model import Action, Priority
from communique.register import comparison_key


class Actions:
    """Reads the tables of actions."""

    def __init__(self, reading: Reading, references: References, organisations: Organisations) -> None:
        self._reading, self._references, self._organisations = reading, references, organisations
        self._rows: list[tuple[Row, Sheet]] = []

    def add(self, sheet: Sheet) -> None:
        for row in sheet.rows:
            if text_of(row, "title"):
                self._rows.append((row, sheet))
            elif row.heading is None:
                self._reading.report("INPUT-42", "this row names no action; fill it in or delete the row.", row.place())

    def actions(self, outcomes: Mapping[str, str], sessions: Mapping[str, str]) -> tuple[Action, ...]:
        """All actions in the order of the inputs; the mappings lead from ids and titles to ids."""
        keys = (
            (row, tuple(comparison_key(row.text(name)) for name in ("title", "owner", "organisation")))
            for row, _ in self._rows
        )
        self._rows = [self._rows[n] for n in counted_once(self._reading, "The actions are", keys)]
        ids = Ids(self._reading, "action").assign(
            (row, text_of(row, "title"), f"{row.text('organisation')} {row.text('owner')}") for row, _ in self._rows
        )
        return tuple(
            self._action(identity, row, sheet, outcomes, sessions)
            for identity, (row, sheet) in zip(ids, self._rows, strict=True)
        )

    def _action(
        self, identity: str, row: Row, sheet: Sheet, outcomes: Mapping[str, str], sessions: Mapping[str, str]
    ) -> Action:
        owner, by_owner = self._owner(row)
        organisations = self._organisations.refer_all(row.cells.get("organisation"))
        names = ("owner", "organisation", "due", "priority", "done_when", "status", "outcome", "raised_in", "notes")
        origins = origins_of(row, "title", *names, owner_written="owner")
        if not organisations and by_owner:
            origins["organisation"] = origins["owner"]
        raised = text_of(row, "raised_in")
        return Action(
            id=identity, origins=origins, translations=translations_of(row, "title", "done_when", "notes"),
            title=" ".join(text_of(row, "title").split()), owner=owner, owner_written=text_of(row, "owner"),
            organisation=organisations[0] if organisations else by_owner,
            due=self._reading.date(row.cells.get("due"), sheet, "due", due=True),
            priority=self._reading.choice(row.cells.get("priority"), PRIORITY, Priority.NOT_STATED, "priority"),
            done_when=text_of(row, "done_when"),
            status=self._reading.choice(row.cells.get("status"), ACTION_STATUS, "open", "status"),
            outcome=referred(self._reading, row, "outcome", outcomes, "outcome"),
            raised_in=sessions.get(given_id(raised)) or sessions.get(comparison_key(raised)) or raised,
            notes=text_of(row, "notes"),
        )  # fmt: skip

    def _owner(self, row: Row) -> tuple[str, str]:
        """The owner's id, or the id of the organisation that stands in the owner's place."""
        cell, text = row.cells.get("owner"), text_of(row, "owner")
        if cell is None or not text:
            return "", ""
        if self._references.known(text) is None and self._organisations.find(text) is not None:
            return "", self._organisations.refer(text, origin_of(cell))
        pieces = self._references.pieces(text)
        if len(pieces) > 1:
            named = " and ".join(quoted(piece) for piece in pieces)
            self._reading.report(
                "INPUT-45", f"{named} can't both own the action; name the one who answers for it.", cell
            )
            return "", ""
        return self._references.person(text, origin_of(cell)), ""
