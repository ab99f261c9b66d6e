"""Who has been mentioned so far: full name and function at first, the short form later, acronyms only if used again.

The same state serves sentences from templates and officers' prose, in the order in which a text is read. All results
are text with the trace's marks in it, so they may be joined and escaped further.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from communique.model import Event, Organisation, Person, Record
from communique.templating import Fact, fact, takes_facts

Words = Mapping[str, Callable[..., Any]]
# Text inside quotation marks is somebody's: it is never touched.
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


class Mentions:
    """The mentions of one text in one language. ``worth`` are the ids whose acronym is used again after the first time.

    A document is composed twice: the first time with no ``worth``, to fill ``repeated``, which the second is given.
    """

    def __init__(self, event: Event, words: Words, worth: Iterable[str] = ()) -> None:
        self._event = event
        self._words = words
        self._worth = frozenset(worth)
        self._organisations = {item.id: item for item in event.organisations}
        self._people = {item.id: item for item in event.people}
        self._by_name = _names(event)
        self.seen: frozenset[str] = frozenset()
        self.repeated: Counter[str] = Counter()

    def state(self) -> tuple[frozenset[str], Counter[str]]:
        """What ``restore`` needs to forget the mentions made since."""
        return self.seen, self.repeated.copy()

    def restore(self, state: tuple[frozenset[str], Counter[str]]) -> None:
        self.seen, self.repeated = state

    @takes_facts
    def organisation(self, named: Organisation | Fact | str, article: bool = True) -> str:
        """An organisation by record, id or name, as it stands in a sentence; a name that is no record's is kept."""
        found = self._find(named)
        if found is None:
            raw = named if isinstance(named, Fact) else Fact(named)
            return str(Fact(self._words["the"](raw.value), raw.sources)) if article else str(raw)
        if found.id in self.seen and found.acronym:
            self.repeated[found.id] += 1
            return str(fact(found, "acronym"))
        foreign = found.country and found.country.casefold() != self._event.country.casefold()
        if article and foreign and found.name.startswith("Ministry ") and found.country not in found.name:
            # Nobody knows whose ministry it is otherwise.
            owner = Fact(self._words["possessive"](found.country), (found.source("country"),))
            return f"{owner} {self._full(found, article=False)}"
        return self._full(found, article)

    @takes_facts
    def organisations(self, listed: Iterable[Organisation]) -> list[str]:
        return [self.organisation(item) for item in listed]

    @takes_facts
    def person(self, named: Person | Fact | str, comma: bool = False) -> str:
        """A person: honorific, name and function at first mention; ``comma`` closes the function inside a sentence."""
        key = named.value if isinstance(named, Fact) else named
        found = key if isinstance(key, Person) else self._people[str(key)]
        if found.id in self.seen:
            return self._short(found)
        self.seen |= {found.id}
        return self._introduced(found, comma)

    @takes_facts
    def parties(self, listed: Iterable[Record], comma: bool = False) -> list[str]:
        """Organisations and people mixed; ``comma`` closes a function only in front of what follows the list."""
        items = tuple(listed)
        return [
            self.person(item, comma and item is items[-1]) if isinstance(item, Person) else self.organisation(item)
            for item in items
            if isinstance(item, Person | Organisation)
        ]

    @takes_facts
    def unmentioned(self, listed: Iterable[Record]) -> list[Record]:
        return [item for item in listed if item.id not in self.seen]

    @takes_facts
    def people(self, listed: Iterable[Person], comma: object = False) -> list[str]:
        """Several people; ``comma`` closes the function of the last one."""
        return self.parties(listed, bool(comma))

    @takes_facts
    def prose(self, text: Fact | str) -> str:
        """Somebody's own sentences: names in them are introduced or shortened, quotations stay, all else stays too."""
        whole = text if isinstance(text, Fact) else Fact(text)
        parts: list[str] = []
        position = 0
        for quotation in _QUOTATION.finditer(whole.value):
            parts += [self._rewritten(whole.value[position : quotation.start()]), quotation[0]]
            position = quotation.end()
        parts.append(self._rewritten(whole.value[position:]))
        return str(Fact("".join(parts), whole.sources))

    def _find(self, named: Organisation | Fact | str) -> Organisation | None:
        if isinstance(named, Organisation):
            return named
        key = str(named.value if isinstance(named, Fact) else named)
        found = self._by_name.get(key.removeprefix("the ")) or self._organisations.get(key)
        return found if isinstance(found, Organisation) else None

    def _full(self, found: Organisation, article: bool = True) -> str:
        """The full name, with the acronym in brackets when the text uses it again."""
        self.seen |= {found.id}
        name = str(fact(found, "name"))
        if article:
            before, _, after = self._words["the"](found.name, found.sector).partition(found.name.removeprefix("The "))
            name = f"{before}{Fact(found.name.removeprefix('The '), (found.source('name'),))}{after}"
        introduced = found.acronym != found.name and (found.id in self._worth or self._in_other_names(found))
        return f"{name} ({fact(found, 'acronym')})" if introduced else name

    def _in_other_names(self, found: Organisation) -> bool:
        """Whether the acronym was read already in another name, as in “ILO-China Partnership Programme”."""
        token = re.compile(rf"\b{re.escape(found.acronym)}\b") if found.acronym else re.compile("(?!)")
        others = (item for item in self._event.organisations if item.id != found.id)
        return any(item.id in self.seen and token.search(item.name) for item in others)

    def _named(self, found: Person) -> Fact:
        sources = (found.source("display"), *((found.source("honorific"),) if found.honorific else ()))
        return Fact(self._words["named"](found.display, found.honorific), sources)

    def _short(self, found: Person) -> str:
        short = self._words["later"](found.display, found.honorific, found.family)
        return str(Fact(short, (found.source("family" if found.family else "display"),)))

    def _introduced(self, found: Person, comma: bool) -> str:
        organisation = self._organisations.get(found.organisation)
        function = fact(found, "function")
        if organisation is not None and _mentions(found.function, organisation):
            function, organisation = Fact(self.prose(function)), None
        named = "" if organisation is None else self.organisation(organisation)
        return str(self._words["introduced"](str(self._named(found)), str(function), named, comma))

    def _rewritten(self, text: str) -> str:
        present = [name for name in self._by_name if name in text]
        if not present:
            return text
        names = "|".join(re.escape(name) for name in sorted(present, key=lambda name: (-len(name), name)))
        pattern = re.compile(rf"(?<![\w-])(?P<the>[Tt]he )?(?P<name>{names})(?![\w-])(?P<bracket> \([^()]{{2,15}}\))?")
        return pattern.sub(self._mention, text)

    def _mention(self, match: re.Match[str]) -> str:
        record = self._by_name[match["name"]]
        before, after = match.string[: match.start()], match.string[match.end() :]
        if isinstance(record, Person):
            return self._person_in_prose(record, match, before, after)
        assert isinstance(record, Organisation)
        return self._organisation_in_prose(record, match, before, after)

    def _organisation_in_prose(self, found: Organisation, match: re.Match[str], before: str, after: str) -> str:
        the, name, bracket = match["the"] or "", match["name"], match["bracket"] or ""
        introduced = bool(found.acronym) and bracket == f" ({found.acronym})"
        tail = "" if introduced else bracket
        short = " " not in name
        # “the Cambodian Ministry of …”: the adjective belongs to the name as it was written, and stays with it.
        qualified = not short and not the and re.search(r"[A-Z]\w+ $", before) is not None
        if qualified or (introduced and found.id not in self.seen):
            self.seen |= {found.id}
            return f"{the}{name if introduced else fact(found, 'name')}{bracket}"
        if found.id in self.seen and found.acronym:
            self.repeated[found.id] += 1
            return f"{the if short else ''}{fact(found, 'acronym')}{tail}"
        if short and (tail + after).startswith(("’s", "'s")):
            return match[0]
        named = self._full(found, article=short or bool(the))
        if the[:1] == "T" or not before.strip() or before.rstrip()[-1] in ".!?":
            named = str(self._words["capital"](named))
        return f"{named}{tail}"

    def _person_in_prose(self, found: Person, match: re.Match[str], before: str, after: str) -> str:
        tail = match["bracket"] or ""
        named = match["name"]
        if found.id in self.seen:
            return f"{self._short(found) if found.family else named}{tail}"
        self.seen |= {found.id}
        # With a comma, a bracket or a title next to the name, the officer has said already who it is.
        told = tail or after.startswith((",", "’s", "'s")) or re.search(r"[A-Z]\w{2,} $", before)
        if told:
            return f"{named}{tail}"
        return self._introduced(found, comma=bool(after) and after[0] not in ".;:!?)")


def _names(event: Event) -> dict[str, Record]:
    """Each form under which somebody may be named in prose; forms that two records share are left out."""
    found: dict[str, Record] = {}
    shared: set[str] = set()

    def put(name: str, record: Record) -> None:
        if len(name) > 1 and found.setdefault(name, record) is not record:
            shared.add(name)

    for organisation in event.organisations:
        for name in (organisation.name, organisation.acronym, *organisation.aliases, *organisation.written):
            put(name, organisation)
    for person in event.people:
        put(person.display, person)
        if person.honorific:
            put(f"{person.honorific} {person.display}", person)
    return {name: record for name, record in found.items() if name not in shared}


def _mentions(text: str, organisation: Organisation) -> bool:
    forms = [organisation.name, *([organisation.acronym] if organisation.acronym else [])]
    return any(re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text) for form in forms)
