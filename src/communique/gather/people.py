"""Participants: one person per row, duplicates joined, names as the register has them, sex only as stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from communique.gather.choices import EMPTY_BOXES, SEX, TICKS, YES, choice
from communique.gather.names import Name, is_honorific, listed, parsed
from communique.gather.organisations import Organisations
from communique.gather.reading import Ids, Reading, quoted, text_of, translations_of
from communique.gather.sheet import Row, Sheet, origin_of
from communique.gather.table import Cell
from communique.gather.values import cleaned, phone
from communique.gather.vocabulary import header_key
from communique.model import NameOrder, OrganisationRole, Origin, Person, Sex
from communique.register import Register, comparison_key, name_key

_COMPARED = ("function", "organisation", "sex", "email", "phone", "country", "role")
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
            elif not any(_names_somebody(row.text(name)) for name in ("name", "family", "given")):
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
        self.reading.report("INPUT-37", f"the heading {quoted(cell.text)} is not used; it names no known organisation.", cell)
        return None

    def _person(self, row: Row, titles: str, heading: Cell | None) -> tuple[Person, bool]:
        name, cell = self._name(row)
        record = self._registered(name, row)
        organisation_cell = row.cells.get("organisation") or heading
        origins = {"": origin_of(cell), "display": origin_of(cell)}
        for field in ("family", "given", "function", "email", "phone", "attended", *_TEXTS):
            if field in row.cells:
                origins[field] = origin_of(row.cells[field])
        honorific = text_of(row, "honorific") or (text_of(row, "title") if titles == "honorific" else "") or name.honorific
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

    def _name(self, row: Row) -> tuple[Name, Cell]:
        family, given = row.cells.get("family"), row.cells.get("given")
        cell = row.cells.get("name") or family or given
        assert cell is not None  # rows without a name were reported before
        if "name" in row.cells:
            several = listed(cell.text)
            if len(several) > 1:
                named = " and ".join(quoted(part) for part in several)
                self.reading.report("INPUT-40", f"two people, {named}, stand in one cell; give each a row.", cell)
            name = parsed(several[0]) if len(several) == 1 else Name(" / ".join(several))
        else:
            name = _joined(family, given, self._given_first)
        forms = {language: parsed(c.text).display for language, c in row.translations.get("name", {}).items()}
        if family and given:
            name = _with_parts(name, family.text, given.text)
        return replace(name, names={**name.names, **forms}) if forms else name, cell

    def completed(self, person: Person, record: Person) -> Person:
        """The person with what the register has: the official names always, other details where the inputs are silent."""
        origins: Mapping[str, Origin] = {
            **{k: v for k, v in record.origins.items() if k in ("function", "honorific", "sex", "organisation")},
            **person.origins,
        }
        if Sex.NOT_STATED not in (person.sex, record.sex) and person.sex is not record.sex:
            stated, known = person.origins.get("sex") or person.origins[""], record.origin("sex")
            message = f"{person.display} is entered as {person.sex.value}, but as {record.sex.value} in the register; correct one."
            self.reading.report("INPUT-50", message, stated, [known] if known else [], (person.display, person.sex.value))
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
            if known is not None and self._same(self._people[known], person, "", ""):
                self.keep(self._merged(self._people[known], person))
                continue
            if number is not None and self._same(new[number][1], person, new[number][0].text("id"), given):
                new[number] = (new[number][0], self._merged(new[number][1], person))
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

    def _same(self, first: Person, second: Person, first_id: str, second_id: str) -> bool:
        """Whether two entries of one name are one person. Different Ids or different sexes say they are two."""
        if first_id and second_id and first_id != second_id:
            return False
        if Sex.NOT_STATED in (first.sex, second.sex) or first.sex is second.sex:
            return True
        message = f"{second.display} is listed as {second.sex.value} here and as {first.sex.value} in {first.origins['']}; "
        message += "they are counted as two people."
        about = (second.display, first.sex.value, second.sex.value)
        self.reading.report("INPUT-39", message, second.origins[""], [first.origins[""]], about)
        return False

    def _merged(self, first: Person, second: Person) -> Person:
        place, before = second.origins[""], first.origins[""]
        message = f"{quoted(place.text)} is listed already, in {before}; the two rows count as one person."
        self.reading.report("INPUT-38", message, place, [before], (before.text, place.text))
        differing = [field for field in _COMPARED if _differs(first, second, field)]
        if differing:
            named = " and ".join(_FIELD_NAMES.get(field, field) for field in differing)
            message = f"{second.display} has another {named} here than in {before}; correct one, or give each row its own Id."
            about = (second.display, *(str(o.text) for p in (first, second) for f in differing if (o := p.origin(f))))
            self.reading.report("INPUT-39", message, place, [before], about)
        filled = {
            field: getattr(second, field)
            for field in ("honorific", *_COMPARED, "family", "given", "notes")
            if getattr(first, field) in ("", Sex.NOT_STATED) and getattr(second, field)
        }
        order = second.order if first.order is NameOrder.NOT_STATED else first.order
        return replace(
            first, **filled, order=order, attended=first.attended or second.attended,
            names={**second.names, **first.names}, origins={**second.origins, **first.origins},
            translations={**second.translations, **first.translations},
        )  # fmt: skip


_FIELD_NAMES = {"email": "e-mail address", "phone": "telephone number"}


def forms_of(person: Person) -> tuple[str, ...]:
    """Every form of the name, for finding the person."""
    parts = f"{person.family} {person.given}" if person.family and person.given else ""
    return (person.display, *person.names.values(), *([parts] if parts else ()))


def _differs(first: Person, second: Person, field: str) -> bool:
    one, other = getattr(first, field), getattr(second, field)
    if isinstance(one, Sex):
        return Sex.NOT_STATED not in (one, other) and one is not other
    return bool(one and other and comparison_key(one) != comparison_key(other))


def _tie(person: Person) -> str:
    """What tells namesakes apart, whatever the order of the rows."""
    return "\x1f".join((person.organisation, person.email, person.phone, person.function, person.display))


def _title_field(sheet: Sheet) -> str:
    """Whether the column “Title” holds forms of address (Mr., Dr.) or functions, by what most of its cells say."""
    _, cells = sheet.column("title")
    honorifics = sum(is_honorific(cell.text) for cell in cells)
    return "honorific" if honorifics * 2 > len(cells) else "function"


def _names_somebody(text: str) -> bool:
    """Whether a name cell names a person; NA and None can be names, a dash or TBC can't."""
    return comparison_key(text) not in ("", "tbc", "tbd", "tba", "待定")


def _joined(family: Cell | None, given: Cell | None, given_first: bool) -> Name:
    """A name from its two columns, in the order in which the sheet has them; a *first* name comes first anyway."""
    if family is None or given is None:
        return parsed("".join(cell.text for cell in (family, given) if cell))
    first_family = not given_first and _column(family) < _column(given)
    order = NameOrder.FAMILY_FIRST if first_family else NameOrder.GIVEN_FIRST
    parts = (family.text, given.text) if first_family else (given.text, family.text)
    name = parsed(" ".join(parts))
    return replace(name, order=order)


def _column(cell: Cell) -> tuple[int, str, int]:
    letters = "".join(character for character in cell.origin.cell if character.isalpha())
    number = cell.origin.cell.rpartition(" ")[2]
    return (len(letters), letters, int(number) if number.isdigit() else cell.origin.line)


def _with_parts(name: Name, family: str, given: str) -> Name:
    """The name with its parts from their own columns, and the order that the whole name shows."""
    family, given = parsed(family).display, parsed(given).display
    key = comparison_key(name.display)
    order = name.order
    if key == comparison_key(f"{family} {given}"):
        order = NameOrder.FAMILY_FIRST
    elif key == comparison_key(f"{given} {family}"):
        order = NameOrder.GIVEN_FIRST
    return replace(name, family=family, given=given, order=order)
