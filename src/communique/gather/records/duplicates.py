"""Entries of one name: whether they are one person, and how two entries become one."""

from __future__ import annotations

from dataclasses import replace

from communique.gather.cells.names import script
from communique.gather.cells.places import quoted
from communique.gather.records.reading import Reading
from communique.model import NameOrder, Person, Sex
from communique.register import comparison_key

_COMPARED = ("function", "organisation", "sex", "email", "phone", "country", "role")
_FIELD_NAMES = {"email": "e-mail address", "phone": "telephone number"}


def forms_of(person: Person) -> tuple[str, ...]:
    """Every form of the name, for finding the person."""
    parts = f"{person.family} {person.given}" if person.family and person.given else ""
    return (person.display, *person.names.values(), *([parts] if parts else ()))


def is_same(reading: Reading, first: Person, second: Person, first_id: str, second_id: str) -> bool:
    """Whether two entries of one name are one person. Different Ids or different sexes say they are two."""
    if first_id and second_id and first_id != second_id:
        return False
    if Sex.NOT_STATED in (first.sex, second.sex) or first.sex is second.sex:
        return True
    message = f"{second.display} is listed as {second.sex.value} here and as {first.sex.value} in {first.origins['']}; "
    message += "they are counted as two people."
    about = (second.display, first.sex.value, second.sex.value)
    reading.report("INPUT-39", message, second.origins[""], [first.origins[""]], about)
    return False


def merged(reading: Reading, first: Person, second: Person) -> Person:
    """The two entries as one person, the first one winning, with a note and, where they differ, a warning."""
    place, before = second.origins[""], first.origins[""]
    message = f"{quoted(place.text)} is listed already, in {before}; the two rows count as one person."
    reading.report("INPUT-38", message, place, [before], (before.text, place.text))
    differing = [field for field in _COMPARED if _differs(first, second, field)]
    if differing:
        named = " and ".join(_FIELD_NAMES.get(field, field) for field in differing)
        message = (
            f"{second.display} has another {named} here than in {before}; correct one, or give each row its own Id."
        )
        about = (second.display, *(str(o.text) for p in (first, second) for f in differing if (o := p.origin(f))))
        reading.report("INPUT-39", message, place, [before], about)
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


def _differs(first: Person, second: Person, field: str) -> bool:
    one, other = getattr(first, field), getattr(second, field)
    if isinstance(one, Sex):
        return Sex.NOT_STATED not in (one, other) and one is not other
    if field == "country" and script(one) != script(other):
        return False  # 老挝 and Lao PDR: names in two scripts can't be compared, and no list of countries is kept here
    return bool(one and other and comparison_key(one) != comparison_key(other))
