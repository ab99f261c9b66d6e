"""Counts who took part, by organisation and by sex as stated. What nobody recorded is None, never zero."""

from __future__ import annotations

from collections.abc import Sequence

from communique.draft.report.facts import Lookup
from communique.draft.report.views import Known, ParticipantsView, SeatsView
from communique.model import Event, Person, Sex
from communique.templating import Fact, FieldFact


def attendees(event: Event) -> tuple[Person, ...]:
    """Those on the list who came, in the order of the list."""
    return tuple(person for person in event.people if person.listed and person.attended)


def participants(known: Lookup) -> ParticipantsView:
    """The numbers that the organisers stated, and apart from them those of the list: it may not name everybody."""
    event = known.event
    people = attendees(event)
    absent = [person for person in event.people if person.listed and not person.attended]
    total, *sexes = (_stated(event, name) for name in ("participants_stated", "women_stated", "men_stated"))
    if not people:
        return ParticipantsView(total, sexes[0], sexes[1], None, None, None, None, None, None, ())
    rows = _rows(known, people)
    women, men, not_stated = _by_sex(known, people)
    groups = [row for row in rows if row.organisation is not None]
    return ParticipantsView(
        stated=total,
        women_stated=sexes[0],
        men_stated=sexes[1],
        total=known.count(people),
        women=women,
        men=men,
        not_stated=not_stated,
        organisations=Fact(len(groups), (s for row in groups if row.organisation for s in row.organisation.sources)),
        absent=known.count(absent, "attended") if absent else None,
        rows=rows,
    )


def _stated(event: Event, name: str) -> Known:
    value = getattr(event, name)
    return None if value is None else FieldFact(value, event, name)


def _rows(known: Lookup, people: Sequence[Person]) -> tuple[SeatsView, ...]:
    """One row for each organisation in the order of the list; those without one come last."""
    groups: dict[str, list[Person]] = {}
    for person in people:
        groups.setdefault(person.organisation if person.organisation in known.organisations else "", []).append(person)
    rows = []
    for key in sorted(groups, key=lambda key: not key):
        members = groups[key]
        women, men, not_stated = _by_sex(known, members)
        name = known.organisation(key, members[0], "organisation")
        rows.append(SeatsView(name, women, men, not_stated, known.count(members)))
    return tuple(rows)


def _by_sex(known: Lookup, people: Sequence[Person]) -> tuple[Known, Known, Known]:
    """Women, men, not stated. Where no sex at all is stated, the number of women is not known to be zero."""
    women, men, not_stated = (
        known.count([person for person in people if person.sex is sex], "sex")
        for sex in (Sex.WOMAN, Sex.MAN, Sex.NOT_STATED)
    )
    if not women and not men:
        return None, None, not_stated
    return women, men, not_stated
