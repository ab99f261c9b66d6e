"""Names of organisations: one spelling for each that is registered, and a word on those that are not."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator

from communique.check.evidence import distinct, passages, plain, where
from communique.check.words import Names, keys
from communique.model import Event, Finding, Organisation, Origin, Record, Severity
from communique.register import Register, comparison_key

_SEPARATORS = re.compile("[;；\n、]+")
_LATIN, _HAN, _KHMER = re.compile("[A-Za-zÀ-ɏ]"), re.compile("[\u3400-\u9fff]"), re.compile("[\u1780-\u17ff]")
_BRACKETED = re.compile(r"^(.+?)\s*[(（]([^()（）]+)[)）]$")


def written_in_cells(event: Event, register: Register) -> Iterator[Finding]:
    """A registered organisation written otherwise in a cell.

    What it finds
        A cell for an organisation that has an alias, another case or another hyphen instead of the official
        name or acronym.

    Why it matters
        The documents print the official name whatever the cell says, so nothing is wrong yet. But the next
        person copies from this list.

    How to mend it
        Nothing needs to be done. To be rid of the note, write the official name in the cell.
    """
    places: dict[tuple[str, str], list[Origin]] = defaultdict(list)
    official: dict[str, Organisation] = {}
    for text, place in _cells(event):
        for part in distinct(*(plain(part) for part in _SEPARATORS.split(text))):
            organisation = register.organisation(part)
            if organisation and not _is_official(part, organisation):
                official[organisation.id] = organisation
                places[organisation.id, part].append(place)
    for (key, part), found in places.items():
        yield Finding(
            "NAMES-01",
            Severity.NOTE,
            f"“{part}” is printed as “{official[key].name}”, its official name.",
            "Write the official name in the cell if you want the list to be copied from.",
            found[0],
            tuple(dict.fromkeys(found[1:])),
            (part,),
        )


def written_in_text(event: Event, register: Register) -> Iterator[Finding]:
    """A registered organisation spelt otherwise in a text.

    What it finds
        The name or acronym of a registered organisation, programme or network in a text that is printed as
        it stands, in another spelling (Labor for Labour), case (network for Network) or with another
        hyphen. Quotations are left alone.

    Why it matters
        One body under two spellings in one document looks careless, and to the ministry whose name it is,
        worse.

    How to mend it
        Put the official form into the text. If the other form is the right one, correct the register.
    """
    names = Names[Organisation]((form, body) for body in register.organisations for form in _forms(body))
    places: dict[tuple[str, str], list[Origin]] = defaultdict(list)
    meant: dict[str, Organisation] = {}
    for passage in passages(event):
        for written, organisation in names.found(passage.text):
            if _is_misspelt(plain(written), organisation):
                meant[organisation.id] = organisation
                places[organisation.id, plain(written)].append(passage.place)
    for (key, written), found in places.items():
        body = meant[key]
        form = body.acronym if len(keys(written)) == 1 and len(keys(body.name)) > 1 else body.name
        yield Finding(
            "NAMES-02",
            Severity.WARNING,
            f"“{written}” is officially spelt “{form}”.",
            "Put the official form into the text, or correct the register if the text is right.",
            found[0],
            tuple(place for place in dict.fromkeys(found[1:]) if place != found[0]),
            (written,),
        )


def not_registered(event: Event, register: Register) -> Iterator[Finding]:
    """An organisation that is not in the register.

    What it finds
        An organisation in the inputs that the register does not know, with the registered name it nearly
        matches, if any. Nothing is said when the register is empty.

    Why it matters
        Its name is printed just as it was typed, and it has no Chinese or Khmer form. A near match is
        nearly always a slip of the keyboard.

    How to mend it
        Correct the name in the inputs, or add the organisation to register/organisations.csv.
    """
    if not register.organisations:
        return
    known = {comparison_key(name): body.name for body in register.organisations for name in (body.name, *body.aliases)}
    for organisation in event.organisations:
        if organisation.registered or not organisation.name.strip():
            continue
        near = difflib.get_close_matches(comparison_key(organisation.name), known, n=1, cutoff=0.92)
        suggestion = f"; did you mean “{known[near[0]]}”?" if near else "."
        yield Finding(
            "NAMES-03",
            Severity.NOTE,
            f"“{organisation.name}” is not in the register{suggestion}",
            "Correct the name, or add the organisation to register/organisations.csv.",
            where(organisation, "name"),
            (),
            (organisation.name,),
        )


def no_latin_letters(event: Event, register: Register) -> Iterator[Finding]:
    """A name that only people who read Chinese or Khmer can read.

    What it finds
        A person's name or function, or an organisation's name, without a single Latin letter, for which
        neither the register nor a column of the list gives an English form.

    Why it matters
        It would be printed so in the English documents: a ministry would get a list with a name it can't
        read, and nobody may romanise a name but the person who bears it.

    How to mend it
        Fill in the English name in the list or in the register, as the person or the organisation writes
        it.
    """
    printed: list[tuple[str, Record, str]] = []
    for person in event.people:
        printed += [(person.display, person, "display"), (person.function, person, "function")]
    printed += [(organisation.name, organisation, "name") for organisation in event.organisations]
    places: dict[str, list[Origin]] = defaultdict(list)
    for text, record, field in printed:
        if (flat := plain(text)) and _writing(flat):
            places[flat].append(where(record, field))
    for text, found in places.items():
        yield Finding(
            "NAMES-04",
            Severity.WARNING,
            f"“{text}” is written only in {_writing(text)} and would be printed so in the English documents.",
            "Fill in the English name in the list or in the register.",
            found[0],
            tuple(place for place in dict.fromkeys(found[1:]) if place != found[0]),
            (text,),
        )


def _writing(text: str) -> str:
    """The writing of a text that has letters but no Latin ones; "" for any other."""
    if not any(letter.isalpha() for letter in text) or _LATIN.search(text):
        return ""
    return "Chinese" if _HAN.search(text) else "Khmer" if _KHMER.search(text) else "letters that are not Latin"


def _cells(event: Event) -> Iterator[tuple[str, Origin]]:
    """The text and place of every cell that names organisations."""
    fields: list[tuple[Record, str]] = [(event, "hosts"), (event, "partners"), (event, "guests"), (event, "programme")]
    fields += [(person, "organisation") for person in event.people]
    fields += [(visit, "host") for visit in event.visits]
    fields += [(outcome, name) for outcome in event.outcomes for name in ("by", "partners")]
    fields += [(action, "organisation") for action in event.actions]
    for record, name in fields:
        origin = record.origins.get(name)
        if origin and origin.text:
            yield origin.text, origin


def _official(organisation: Organisation) -> set[str]:
    forms = (organisation.name, organisation.acronym, *organisation.names.values())
    return {plain(form).replace("’", "'") for form in forms if form}


def _is_official(written: str, organisation: Organisation) -> bool:
    """Whether it is an official form, also with “the” before it, its acronym in brackets or its country behind it."""
    forms = _official(organisation)
    text = re.sub("^[Tt]he ", "", written).replace("’", "'")
    if {written, text} & forms or {text.rstrip("."), f"{text}."} & forms:
        return True
    bracketed = _BRACKETED.match(text)
    if bracketed:
        return bracketed[1] in forms and (bracketed[2] in forms or bracketed[2] == organisation.country)
    head, comma, country = text.rpartition(",")
    return bool(comma) and head in forms and country.strip() == organisation.country


def _forms(organisation: Organisation) -> Iterator[str]:
    """What to look for: the official forms, and those aliases that are spellings of the name and not short for it."""
    official = (organisation.name, organisation.acronym, organisation.names.get("en", ""))
    yield from filter(None, official)
    name = " ".join(keys(organisation.name))
    for alias in organisation.aliases:
        parts = keys(alias)
        same_length = len(parts) == len(keys(organisation.name)) > 1
        near = same_length and difflib.SequenceMatcher(None, name, " ".join(parts)).ratio() >= 0.9
        if near or "".join(parts) == name.replace(" ", ""):
            yield alias


def _is_misspelt(written: str, organisation: Organisation) -> bool:
    """Small letters only are ordinary words (“skills network”), capitals only a heading: neither is a slip."""
    if _is_official(written, organisation) or written == written.lower():
        return False
    if len(keys(written)) == 1:
        return sum(letter.isupper() for letter in written) > 1
    return written != written.upper()
