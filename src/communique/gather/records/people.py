"""Participants: one person per row, duplicates joined, names as the register has them, sex only as stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from communique.gather.cells.choices import EMPTY_BOXES, SEX, TICKS, YES, choice
from communique.gather.cells.names import Name, is_honorific
from communique.gather.cells.places import origin_of, quoted
from communique.gather.cells.values import cleaned, phone
from communique.gather.records.duplicates import forms_of, is_same, merged
from communique.gather.records.name_cells import name_of, names_somebody
from communique.gather.records.organisations import Organisations
from communique.gather.records.reading import Ids, Reading, text_of, translations_of
from communique.gather.table import Cell
from communique.gather.tables.sheet import Row, Sheet
from communique.gather.tables.vocabulary import header_key
from communique.model import OrganisationRole, Origin, Person, Sex
from communique.register import Register, name_key

_TEXTS = ("country", "role", "notes")


class People:
    """The people of one event, found by any form of their name."""

    def __init__(self, register: Register, organisations: Organisations, reading: Reading) -> None:
        self.register, self.organisations, self.reading = register, organisations, reading
        self._people: dict[str, Person] = {}
        self._keys: dict[str, str] = {}
        self._ids = Ids(reading, "person")
        self._given_first = False

    def records(self) -> tuple[Person, ...]:
        return tuple(self._people.values())

    def __getitem__(self, identity: str) -> Person:
        return self._people[identity]

    def find(self, names: Iterable[str]) -> str | None:
        """The id of the person with one of these names, in either order and any case."""
        return next((self._keys[key] for name in names if (key := name_key(name)) in self._keys), None)

    def keep(self, person: Person) -> None:
        """Adds or replaces a person and remembers the forms of the name."""
        self._people[person.id] = person
        for form in forms_of(person):
            if key := name_key(form):
                self._keys.setdefault(key, person.id)

    def free_id(self, stem: str) -> str:
        """An id that nobody has yet."""
        number, identity = 1, stem
        while identity in self._people:
            number += 1
            identity = f"{stem}-{number}"
        return identity

    def add(self, sheet: Sheet) -> None:
        """Adds the rows of one participants' table."""
        drafts: list[tuple[Row, Person, bool]] = []
        titles = _title_field(sheet)
        self._given_first = header_key(sheet.column("given")[0]) in ("firstname", "forename")
        heading: Cell | None = None
        for row in sheet.rows:
            if row.heading is not None:
                heading = self._heading(row.heading)
            elif not any(names_somebody(row.text(name)) for name in ("name", "family", "given")):
                missing = "this row names nobody; fill in the name or delete the row."
                self.reading.report("INPUT-42", missing, row.place("number"))
            else:
                person, registered = self._person(row, titles, heading)
                drafts.append((row, person, registered))
        self._take(drafts)

    def _heading(self, cell: Cell) -> Cell | None:
        """A heading between rows: the organisation of those below when it is a known one, else a note."""
        if self.organisations.find(cell.text) is not None:
            return cell
        self.reading.report(
            "INPUT-37", f"the heading {quoted(cell.text)} is not used; it names no known organisation.", cell
        )
        return None

    def _person(self, row: Row, titles: str, heading: Cell | None) -> tuple[Person, bool]:
        name, cell = name_of(row, self.reading, given_first=self._given_first)
        record = self._registered(name, row)
        organisation_cell = row.cells.get("organisation") or heading
        origins = {"": origin_of(cell), "display": origin_of(cell)}
        for field in ("family", "given", "function", "email", "phone", "attended", *_TEXTS):
            if field in row.cells:
                origins[field] = origin_of(row.cells[field])
        honorific = (
            text_of(row, "honorific") or (text_of(row, "title") if titles == "honorific" else "") or name.honorific
        )
        function = text_of(row, "function") or (text_of(row, "title") if titles == "function" else "") or name.remark
        for field, value, column in (("honorific", honorific, "honorific"), ("function", function, "function")):
            if value and field not in origins:
                source = row.cells.get(column) or (row.cells.get("title") if titles == field else None)
                origins[field] = origin_of(source) if source else origins[""]
        organisation = ""
        if organisation_cell is not None:
            origins["organisation"] = origin_of(organisation_cell)
            organisation = self.organisations.refer(
                organisation_cell.text, origins["organisation"], OrganisationRole.PARTICIPANT
            )
            if "organisation" in row.translations:
                self.organisations.translate(
                    organisation, ((k, cleaned(c.text)) for k, c in row.translations["organisation"].items())
                )
        sex = self._sex(row, origins)
        attended = self.reading.choice(row.cells.get("attended"), YES, True, "answer")
        person = Person(
            id="", origins=origins, translations=translations_of(row, "function", "country", "role", "notes"),
            display=name.display, family=name.family, given=name.given, order=name.order, names=name.names,
            honorific=honorific, sex=sex, function=function, organisation=organisation, attended=attended,
            country=text_of(row, "country"), role=text_of(row, "role"), notes=text_of(row, "notes"),
            email=text_of(row, "email").removeprefix("mailto:"),
            phone=phone(row.cells["phone"].value) if "phone" in row.cells else "",
        )  # fmt: skip
        return (self.completed(person, record), True) if record else (person, False)

    def _registered(self, name: Name, row: Row) -> Person | None:
        forms = [name.display, *name.names.values()]
        return next((person for form in forms if (person := self.register.person(form))), None)

    def completed(self, person: Person, record: Person) -> Person:
        """The person with the register's official names, and its other details where the inputs are silent."""
        origins: Mapping[str, Origin] = {
            **{k: v for k, v in record.origins.items() if k in ("function", "honorific", "sex", "organisation")},
            **person.origins,
        }
        if Sex.NOT_STATED not in (person.sex, record.sex) and person.sex is not record.sex:
            stated, known = person.origins.get("sex") or person.origins[""], record.origin("sex")
            said, recorded = person.sex.value, record.sex.value
            message = f"{person.display} is entered as {said}, but as {recorded} in the register; correct one."
            self.reading.report(
                "INPUT-50", message, stated, [known] if known else [], (person.display, person.sex.value)
            )
        organisation = person.organisation
        if not organisation and record.organisation and (place := record.origin("organisation")):
            organisation = self.organisations.refer(record.organisation, place)
        return replace(
            person, id=person.id or record.id, origins=origins, display=record.display, family=record.family,
            given=record.given, order=record.order, names={**person.names, **record.names},
            honorific=person.honorific or record.honorific, function=person.function or record.function,
            sex=record.sex if person.sex is Sex.NOT_STATED else person.sex, organisation=organisation,
        )  # fmt: skip

    def _sex(self, row: Row, origins: dict[str, Origin]) -> Sex:
        woman, man = (self._ticked(row.cells.get(name)) for name in ("woman", "man"))
        if woman and man:
            message = "both boxes for the sex are ticked; leave one tick."
            self.reading.report("INPUT-43", message, row.cells["woman"], [origin_of(row.cells["man"])])
        elif woman or man:
            origins["sex"] = origin_of(row.cells["woman" if woman else "man"])
            return Sex.WOMAN if woman else Sex.MAN
        cell = row.cells.get("sex")
        sex = self.reading.choice(cell, SEX, Sex.NOT_STATED, "sex")
        if cell is not None:
            origins["sex"] = origin_of(cell)
        return sex

    def _ticked(self, cell: Cell | None) -> bool:
        if cell is None:
            return False
        text = cell.text.casefold()
        # A row may repeat the word of its column (F under F) instead of ticking it.
        if text in TICKS or choice(SEX, text) in (Sex.WOMAN, Sex.MAN):
            return True
        if text not in EMPTY_BOXES:
            self.reading.report("INPUT-43", f"{quoted(cell.text)} is no tick; leave one tick, or write the sex.", cell)
        return False

    def _take(self, drafts: Sequence[tuple[Row, Person, bool]]) -> None:
        """Joins the drafts with whom they repeat and gives the others their ids."""
        new: list[tuple[Row, Person]] = []
        places: dict[str, int] = {}
        for row, person, registered in drafts:
            keys = [key for form in forms_of(person) if (key := name_key(form))]
            known = self.find(forms_of(person))
            number = next((places[key] for key in keys if key in places), None)
            given = row.text("id")
            if known is not None and is_same(self.reading, self._people[known], person, "", ""):
                self.keep(merged(self.reading, self._people[known], person))
                continue
            if number is not None and is_same(self.reading, new[number][1], person, new[number][0].text("id"), given):
                new[number] = (new[number][0], merged(self.reading, new[number][1], person))
            else:
                new.append((row, replace(person, id=person.id if registered and not given else "")))
                number = len(new) - 1
            for key in keys:
                places.setdefault(key, number)
        self._identify(new)

    def _identify(self, new: Sequence[tuple[Row, Person]]) -> None:
        unnamed = [(row, person) for row, person in new if not person.id]
        ids = iter(self._ids.assign((row, name_key(person.display), _tie(person)) for row, person in unnamed))
        for _, person in new:
            identity = person.id or next(ids)
            self.keep(replace(person, id=self.free_id(identity)))


def _tie(person: Person) -> str:
    """What tells namesakes apart, whatever the order of the rows."""
    return "\x1f".join((person.organisation, person.email, person.phone, person.function, person.display))


def _title_field(sheet: Sheet) -> str:
    """Whether the column “Title” holds forms of address (Mr., Dr.) or functions, by what most of its cells say."""
    _, cells = sheet.column("title")
    honorifics = sum(is_honorific(cell.text) for cell in cells)
    return "honorific" if honorifics * 2 > len(cells) else "function"
