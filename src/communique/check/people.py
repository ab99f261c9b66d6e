"""People who are named without being listed, and people under two names or two functions."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations

from communique.check.evidence import distinct, passages, plain, where
from communique.check.words import Names
from communique.model import Event, Finding, Origin, Person, Severity
from communique.register import Register, comparison_key, name_key


def not_listed(event: Event, register: Register) -> Iterator[Finding]:
    """Somebody who is named but not on the list.

    What it finds
        A speaker, or somebody quoted or behind an outcome, who is not on the participants' list. Owners of
        actions have a rule of their own (ACTIONS-04). Nothing is said when there is no list.

    Why it matters
        The number of participants is counted from the list, and the person will look for their name in the
        annex.

    How to mend it
        Add them to the list with function and organisation. Lecturers who were no participants: with the
        role “speaker”.
    """
    if not any(person.listed for person in event.people):
        return
    named = _named(event)
    for person in event.people:
        if not person.listed and person.id in named and _lookalike(person, event.people, register) is None:
            places = named[person.id]
            yield Finding(
                "PEOPLE-01",
                Severity.WARNING,
                f"{person.display} is named but is not in the participants' list.",
                "Add them to the list; lecturers who were no participants get the role “speaker”.",
                places[0],
                tuple(dict.fromkeys(place for place in places[1:] if place != places[0])),
                (person.display,),
            )


def other_function(event: Event, register: Register) -> Iterator[Finding]:
    """Somebody with another function than in the register.

    What it finds
        A person whose function in the inputs is not the one that the register has for them.

    Why it matters
        People are promoted, and registers grow old. A release that gives a director last year's title is
        noticed first by the director.

    How to mend it
        Ask which one holds on the day of the event. Correct the inputs, or the register in
        register/people.csv.
    """
    for person in event.people:
        known = register.person(person.display)
        if not known or not person.function.strip() or not known.function.strip():
            continue
        if "function" in person.origins and comparison_key(person.function) != comparison_key(known.function):
            yield Finding(
                "PEOPLE-02",
                Severity.WARNING,
                f"{person.display} is “{plain(person.function)}” here, but “{known.function}” in the register.",
                "Ask which one holds on the day of the event, and correct the other.",
                where(person, "function"),
                (where(known, "function"),),
                distinct(person.display, person.function, known.function),
            )


def two_spellings(event: Event, register: Register) -> Iterator[Finding]:
    """One person under two spellings.

    What it finds
        Somebody who is named in the inputs but not on the list, while the list or the register has a name
        that differs by a letter or two.

    Why it matters
        They would appear as two people, one of them misspelt, and the misspelt one is usually the guest of
        honour.

    How to mend it
        Ask for the right spelling and use it in every table. If they are two people, add both to the list.
    """
    named = _named(event)
    for person in event.people:
        like = None if person.listed else _lookalike(person, event.people, register)
        if like is not None:
            places = named.get(person.id) or [where(person, "display")]
            listed = "the participants' list" if like.listed and like in event.people else "the register"
            yield Finding(
                "PEOPLE-03",
                Severity.WARNING,
                f"“{person.display}” looks like “{like.display}” in {listed}, spelt otherwise.",
                "Use one spelling in every table; if they are two people, add both to the list.",
                places[0],
                (where(like, "display"),),
                distinct(person.display, like.display),
            )


def other_order(event: Event, register: Register) -> Iterator[Finding]:
    """A name in another order in a text.

    What it finds
        The name of a person in a text that is printed as it stands, with its parts in another order or in
        capitals.

    Why it matters
        Chinese and Khmer names have the family name first, Lao names last. A reader who meets both orders
        takes them for two people, and one of the two has been called by the wrong name.

    How to mend it
        Write the name in the text as it stands in the register, or in the list.
    """
    official = {person.display for person in event.people}
    names = Names[Person]((form, person) for person in event.people for form in _orders(person.display))
    places: dict[tuple[str, str], list[Origin]] = defaultdict(list)
    for passage in passages(event):
        for written, person in names.found(passage.text):
            if plain(written) not in official and written != written.upper() and not written.islower():
                places[plain(written), person.display].append(passage.place)
    for (written, display), found in places.items():
        yield Finding(
            "PEOPLE-04",
            Severity.WARNING,
            f"“{written}” is written “{display}” everywhere else.",
            "Write the name in the text as it stands in the list.",
            found[0],
            tuple(dict.fromkeys(place for place in found[1:] if place != found[0])),
            (written, display),
        )


def _orders(display: str) -> Iterable[str]:
    """The name with its parts in every order; long names only turned round (family name first, or last)."""
    parts = plain(display).split()
    if not 2 <= len(parts) <= 3:
        return {" ".join(parts): 0, " ".join([parts[-1], *parts[:-1]]): 0} if len(parts) > 3 else ()
    return dict.fromkeys(" ".join(order) for order in permutations(parts))


def _named(event: Event) -> dict[str, list[Origin]]:
    """Person id → the places where they speak, are quoted or stand behind an outcome."""
    places: dict[str, list[Origin]] = defaultdict(list)
    for session in event.sessions:
        for key in session.speakers:
            places[key].append(where(session, "speakers"))
    for quote in event.quotes:
        places[quote.speaker].append(where(quote, "speaker"))
    for outcome in event.outcomes:
        for key in outcome.by:
            places[key].append(where(outcome, "by"))
    return places


def _lookalike(person: Person, people: Iterable[Person], register: Register) -> Person | None:
    """Somebody listed or registered who shares a part of the name while the whole is nearly the same."""
    key = name_key(person.display)
    parts = set(key.split())
    if len(key) < 8 or len(parts) < 2:
        return None
    for other in (*(one for one in people if one.listed), *register.people):
        other_key = name_key(other.display)
        if other_key == key:
            return None
        if parts & set(other_key.split()) and difflib.SequenceMatcher(None, key, other_key).ratio() >= 0.9:
            return other
    return None
