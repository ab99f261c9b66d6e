"""The register of a workspace: official names per language, acronyms, aliases, protocol order, and how names compare.

``register/organisations.csv`` has the columns id, name_en, name_zh, name_km, acronym, aliases (separated by “;”),
country, sector, rank, about; ``register/people.csv`` has id, name_en, name_zh, name_km, family, given, order,
honorific, sex, function, organisation. Programmes and networks are organisations of the sector “programme” or
“network”. Everything that compares names does it with ``comparison_key`` or ``name_key``.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from communique.errors import InputError
from communique.model import NameOrder, Organisation, Origin, Person, Record, Sex

ORGANISATIONS, PEOPLE = "register/organisations.csv", "register/people.csv"
LANGUAGES = ("en", "zh", "km")

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_SPACED = "-‐‑‒–—―−/\\_·・|,;:、。()[]{}"
_DROPPED = ".!?'\"‘’“”„«»"
_FOLDED = str.maketrans(
    {**dict.fromkeys(_INVISIBLE), **dict.fromkeys(_SPACED, " "), **dict.fromkeys(_DROPPED, ""), "&": " and "}
)
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")
_BRACKETED = re.compile(r"^(?P<outer>[^()（）]+?)\s*[(（](?P<inner>[^()（）]+)[)）]$")

_SEXES = {
    "": Sex.NOT_STATED,
    "not stated": Sex.NOT_STATED,
    **dict.fromkeys(("woman", "female", "f", "女", "ស្រី"), Sex.WOMAN),
    **dict.fromkeys(("man", "male", "m", "男", "ប្រុស"), Sex.MAN),
}
_ORDERS = {
    "": NameOrder.NOT_STATED,
    "not stated": NameOrder.NOT_STATED,
    **dict.fromkeys(("family first", "family"), NameOrder.FAMILY_FIRST),
    **dict.fromkeys(("given first", "given"), NameOrder.GIVEN_FIRST),
}


@functools.lru_cache(maxsize=65536)
def comparison_key(text: str) -> str:
    """The text as names are compared: without case, width, punctuation, zero-width characters or a leading “the”.

    Hyphens, slashes and dashes count as spaces. Khmer COENG DA and COENG TA, which look the same, are one (the
    ministry's own name is written both ways), and spaces between Chinese characters (张　三) do not count.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    if not folded.isascii():
        folded = folded.replace("\u17d2\u178a", "\u17d2\u178f").replace("\u17b1\u17d2\u1799", "\u17b2\u17d2\u1799")
    words = folded.split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    joined = " ".join(words)
    return joined if joined.isascii() else _BETWEEN_HAN.sub("", joined)


@functools.lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """The key of a personal name, the same in either order of its parts."""
    return " ".join(sorted(comparison_key(text).split()))


R = TypeVar("R", bound=Record)


def _index(pairs: Iterable[tuple[str, R]]) -> dict[str, R | None]:
    """Key → record; None where two records claim one key, because choosing would be a guess."""
    index: dict[str, R | None] = {}
    for key, record in pairs:
        if key:
            known = index.setdefault(key, record)
            if known is not None and known.id != record.id:
                index[key] = None
    return index


class Register:
    """The organisations and people whose official names are known. Look-ups never guess: two matches are none."""

    def __init__(self, organisations: Iterable[Organisation] = (), people: Iterable[Person] = ()) -> None:
        self.organisations = tuple(organisations)
        self.people = tuple(people)
        self._organisations = _index((comparison_key(n), o) for o in self.organisations for n in _names_of(o))
        self._people = _index(
            (name_key(name), person)
            for person in self.people
            for name in (person.display, *person.names.values(), f"{person.family} {person.given}")
        )
        self._ids = {organisation.id: organisation for organisation in self.organisations}

    def organisation(self, text: str) -> Organisation | None:
        """The organisation of that name, alias, acronym or id; None when none or more than one answers to it.

        “Name (ACRONYM)” and “Name, Country” are understood when both parts agree.
        """
        key = comparison_key(text)
        if key in self._organisations:
            return self._organisations[key]
        if text in self._ids:
            return self._ids[text]
        if match := _BRACKETED.match(text.strip()):
            outer = self._organisations.get(comparison_key(match["outer"]))
            inner = self._organisations.get(comparison_key(match["inner"]))
            return outer if inner is None or inner is outer else inner if outer is None else None
        head, comma, tail = text.rpartition(",")
        named = self._organisations.get(comparison_key(head)) if comma else None
        return named if named and comparison_key(named.country) == comparison_key(tail) else None

    def person(self, text: str) -> Person | None:
        """The person of that name in any language, in either order; None when none or more than one has it."""
        return self._people.get(name_key(text))


def _names_of(organisation: Organisation) -> tuple[str, ...]:
    return (organisation.name, organisation.acronym, *organisation.names.values(), *organisation.aliases)


def load(folder: Path) -> Register:
    """Reads both files from the register folder; a missing file counts as empty.

    Raises ``InputError`` naming file and line when a file can't be decoded, lacks a column or has a wrong value.
    """
    organisations = [_organisation(row) for row in _rows(folder / "organisations.csv", ORGANISATIONS)]
    known = Register(organisations)
    return Register(organisations, [_person(row, known) for row in _rows(folder / "people.csv", PEOPLE)])


class _Row:
    """One line of a register file: its values by column, and a way to complain about them."""

    def __init__(self, file: str, line: int, values: Mapping[str, str]) -> None:
        self.file, self.line, self._values = file, line, values

    def __getitem__(self, column: str) -> str:
        return self._values.get(column, "")

    def refuse(self, sentence: str) -> InputError:
        return InputError(f"The register can't be read: {self.file}, line {self.line}, {sentence}.")

    def origins(self) -> dict[str, Origin]:
        given = {column: Origin(self.file, line=self.line, text=text[:200]) for column, text in self._values.items()}
        return {"": Origin(self.file, line=self.line), **given}

    def names(self) -> dict[str, str]:
        return {language: self[f"name_{language}"] for language in LANGUAGES if self[f"name_{language}"]}


def _rows(path: Path, file: str) -> list[_Row]:
    if not path.is_file():
        return []
    try:
        text = _decoded(path.read_bytes(), file)
    except OSError as error:
        raise InputError(f"The register can't be read: {file}, {error.strerror}; check who may open it.") from error
    first = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count))
    rows: list[_Row] = []
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        for needed in ("id", "name_en"):
            if needed not in header:
                raise InputError(f"The register can't be read: {file}, line 1, there is no column “{needed}”; add it.")
        start = reader.line_num + 1
        for cells in reader:
            values = {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=False) if cell.strip()}
            if values:
                rows.append(_Row(file, start, values))
            start = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"The register can't be read: {file}, line {reader.line_num}, {error}; mend it.") from error
    _require_ids(rows)
    return rows


def _require_ids(rows: Iterable[_Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if not re.fullmatch(r"[a-z0-9-]+", row["id"]):
            raise row.refuse(f"the id “{row['id']}” may only hold a–z, 0–9 and hyphens; give the line such an id")
        if not row["name_en"]:
            raise row.refuse("the English name is missing; fill in name_en")
        if row["id"] in seen:
            raise row.refuse(f"the id “{row['id']}” is used in line {seen[row['id']]} already; give one a new id")
        seen[row["id"]] = row.line


def _decoded(content: bytes, file: str) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"The register can't be read: {file} is in an unknown encoding; save it as “CSV UTF-8”.")


def _organisation(row: _Row) -> Organisation:
    rank = row["rank"]
    if rank and not re.fullmatch(r"[0-9]{1,6}", rank):
        raise row.refuse(f"the rank “{rank}” is not a whole number; write 1, 2, 3 … or leave it empty")
    origins = row.origins()
    origins.update(
        {
            field: origins[column]
            for column, field in (("name_en", "name"), ("about", "boilerplate"))
            if column in origins
        }
    )
    return Organisation(
        id=row["id"], origins=origins, name=row["name_en"], names=row.names(), acronym=row["acronym"],
        aliases=tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip()), country=row["country"],
        sector=row["sector"].lower(), rank=int(rank or 0), boilerplate=row["about"], registered=True,
    )  # fmt: skip


def _person(row: _Row, known: Register) -> Person:
    sex, order = row["sex"].casefold(), row["order"].casefold().replace("-", " ")
    if sex not in _SEXES:
        raise row.refuse(f"the sex “{row['sex']}” is not known; write woman or man, or leave it empty")
    if order not in _ORDERS:
        raise row.refuse(f"the order “{row['order']}” is not known; write “family first” or “given first”")
    organisation = known.organisation(row["organisation"]) if row["organisation"] else None
    if row["organisation"] and organisation is None:
        raise row.refuse(f"the organisation “{row['organisation']}” is not in {ORGANISATIONS}; add it there first")
    origins = row.origins()
    if "name_en" in origins:
        origins["display"] = origins["name_en"]
    return Person(
        id=row["id"], origins=origins, display=row["name_en"], family=row["family"], given=row["given"],
        order=_ORDERS[order], names=row.names(), honorific=row["honorific"], sex=_SEXES[sex],
        function=row["function"], organisation=organisation.id if organisation else "",
    )  # fmt: skip
