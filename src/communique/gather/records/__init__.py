"""Puts the tables of an event folder together into one Event, every value with the cell it came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from communique.gather.cells.places import origin_of
from communique.gather.findings import found
from communique.gather.records.actions import Actions
from communique.gather.records.event_sheet import EventSheet
from communique.gather.records.organisations import Organisations
from communique.gather.records.people import People
from communique.gather.records.photos import Photos, Picture
from communique.gather.records.programme import Programme, session_index
from communique.gather.records.reading import Reading
from communique.gather.records.references import References
from communique.gather.records.statements import Statements
from communique.gather.records.totals import stated_totals
from communique.gather.records.visits import Visits
from communique.gather.table import Cell, Table
from communique.gather.tables.headers import find_header
from communique.gather.tables.kinds import kind_of
from communique.gather.tables.said import Entry, event_entries
from communique.gather.tables.sheet import Sheet, laid_open
from communique.model import Event, Finding, Origin, Outcome, Visit
from communique.register import Register, comparison_key

_ORGANISATIONS = ("organisation", "host", "by", "partners")


def build(
    tables: Sequence[Table], register: Register, event_id: str, photos: Mapping[str, Picture]
) -> tuple[Event, tuple[Finding, ...]]:
    """The event of these tables, and what could not be read. ``photos`` maps file names to files with a digest.

    Pure, and raises nothing for anything that stands in a table: a value that can't be read is a finding.
    """
    reading = Reading()
    sheets, own = _understood(tables, reading)
    organisations = Organisations(register)
    organisations.prepare(_cells(sheets, own))
    event = EventSheet(reading, organisations)
    event.take(own, [entry for kind in _HEADS for sheet in sheets.get(kind, ()) for entry in sheet.entries])
    event.dates()
    event.fields()
    people = People(register, organisations, reading)
    for sheet in sheets.get("participants", ()):
        people.add(sheet)
    event.totals(stated_totals(sheets.get("participants", ())))
    references = References(people, organisations)
    records = _records(sheets, reading, references, organisations, photos)
    place = _own_place(tables, event_id)
    if not event.values.get("title"):
        message = "The event has no title; fill in “Title” on the Event sheet or in event.toml."
        reading.findings.append(found("INPUT-48", message, place))
    values = {"title": "", **event.values, **records}
    built = Event(
        id=event_id,
        origins={"": place, **event.origins},
        translations=event.translations,
        people=people.records(),
        organisations=organisations.records(),
        **values,
    )
    return built, tuple(reading.findings)


def _own_place(tables: Sequence[Table], event_id: str) -> Origin:
    """Where the event itself is described: its own sheet or file, else its folder."""
    counts = Counter(table.file for table in tables)
    for table in tables:
        if table.rows and table.rows[0] and kind_of(table, alone=counts[table.file] == 1) == "event":
            place = table.rows[0][0].origin
            return Origin(place.file, place.sheet)
    return Origin(event_id)


_HEADS = ("agenda", "participants", "visits", "outcomes", "actions", "quotes")


def _understood(tables: Sequence[Table], reading: Reading) -> tuple[dict[str, list[Sheet]], list[Entry]]:
    """The sheets by kind, in the order of the inputs, and the entries of the event's own tables."""
    counts = Counter(table.file for table in tables)
    sheets: dict[str, list[Sheet]] = {}
    own: list[Entry] = []
    for table in tables:
        if not any(cell.text for row in table.rows for cell in row):
            continue
        kind = kind_of(table, alone=counts[table.file] == 1)
        if kind == "ignored":
            continue
        if kind == "event":
            entries, findings = event_entries(table)
            own += entries
            reading.findings += findings
            continue
        header = find_header(table, kind) if kind else None
        if header is None:
            _report_unknown(table, kind, reading)
            continue
        sheet = laid_open(table, header)
        reading.findings += sheet.findings
        sheets.setdefault(header.kind, []).append(sheet)
    return sheets, own


def _report_unknown(table: Table, kind: str | None, reading: Reading) -> None:
    first = next(cell for row in table.rows for cell in row if cell.text)
    place = Origin(first.origin.file, first.origin.sheet, text=table.name[:200])
    if kind:
        message = f"{place}: no header row was recognised; name the columns as in the fill-in workbook."
        reading.findings.append(found("INPUT-51", message, place))
    else:
        message = f"{place}: what the table “{table.name[:60]}” is about is not known; name it after its contents."
        reading.findings.append(found("INPUT-30", message, origin_of(first)))


def _cells(sheets: Mapping[str, Iterable[Sheet]], own: Iterable[Entry]) -> Iterable[Cell]:
    """Every cell that names organisations."""
    for entry in own:
        if entry.field in ("hosts", "partners", "guests", "programme", "framework"):
            yield entry.cell
    for listed in sheets.values():
        for sheet in listed:
            for row in sheet.rows:
                yield from (row.cells[name] for name in _ORGANISATIONS if name in row.cells)


def _records(
    sheets: Mapping[str, Sequence[Sheet]],
    reading: Reading,
    references: References,
    organisations: Organisations,
    pictures: Mapping[str, Picture],
) -> dict[str, object]:
    """The collections of the event by field name, built in the order in which they refer to each other."""
    programme = Programme(reading, references)
    visits = Visits(reading, organisations)
    statements = Statements(reading, references)
    actions = Actions(reading, references, organisations)
    photos = Photos(reading, pictures)
    takers = {
        "agenda": programme.add,
        "visits": visits.add,
        "quotes": statements.add_quotes,
        "outcomes": statements.add_outcomes,
        "actions": actions.add,
        "photos": photos.add,
    }
    for kind, take in takers.items():
        for sheet in sheets.get(kind, ()):
            take(sheet)
    sessions = programme.sessions()
    seen = visits.visits()
    by_session = session_index(sessions)
    quotes = statements.quotes()
    outcomes = statements.outcomes(by_session)
    return {
        "sessions": sessions,
        "visits": seen,
        "quotes": quotes,
        "outcomes": outcomes,
        "actions": actions.actions(_outcome_index(outcomes), by_session),
        "photos": photos.photos(_visit_index(seen)),
    }


def _outcome_index(outcomes: Iterable[Outcome]) -> dict[str, str]:
    listed = tuple(outcomes)
    return {comparison_key(outcome.text): outcome.id for outcome in listed} | {
        outcome.id: outcome.id for outcome in listed
    }


def _visit_index(visits: Iterable[Visit]) -> dict[str, str]:
    listed = tuple(visits)
    return {comparison_key(visit.place): visit.id for visit in listed} | {visit.id: visit.id for visit in listed}
