"""People and organisations that other tables name: speakers, owners, quoted people, who stands behind an outcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.gather.cells.choices import unsaid
from communique.gather.cells.names import Name, begins_with_name, is_honorific, listed, parsed, script
from communique.gather.cells.places import origin_of, quoted
from communique.gather.cells.values import cleaned, digest, slug
from communique.gather.records.duplicates import forms_of
from communique.gather.records.organisations import Organisations
from communique.gather.records.people import People
from communique.gather.table import Cell
from communique.model import Origin, Person
from communique.register import comparison_key, name_key

_NOBODY = frozenset(
    map(
        comparison_key,
        [
            "all",
            "all participants",
            "participants",
            "everyone",
            "both sides",
            "both parties",
            "all parties",
            "delegates",
            "speakers",
            "organisers",
            "secretariat",
            "moderator",
            "facilitator",
            "host",
            "guests",
            "to be announced",
            "全体",
            "全体人员",
            "全体参会人员",
            "与会人员",
            "双方",
            "各方",
            "អ្នកចូលរួម",
            "អ្នកចូលរួមទាំងអស់",
            "ទាំងអស់គ្នា",
            "ភាគីទាំងពីរ",
        ],
    )
)
_FUNCTION = re.compile(
    r"\b(?:dean|director|deputy|manager|head|officer|chief|professor|minister|secretary|president|rector|principal|"
    r"coordinator|specialist|engineer|teacher|vice|advis[eo]r|expert|chair\w*|representative|department|institute|college)\b"
    r"|主任|院长|校长|处长|经理|教授|局长|司长|部长|会长|ប្រធាន|នាយក|អនុ|រដ្ឋមន្ត្រី|រដ្ឋលេខាធិការ|អគ្គ",
    re.I,
)
_BODY = re.compile(
    r"\b(?:universit\w*|polytechnic\w*|academy|school|cent(?:re|er)|ministry|bureau|office|association|federation|council|"
    r"commission|committee|organi[sz]ation|agency|embassy|bank|group|company|co|ltd|inc|network|programme|project)\b"
    r"|大学|学院|公司|中心|协会|集团|ក្រសួង|វិទ្យាស្ថាន|សាកលវិទ្យាល័យ|មជ្ឈមណ្ឌល|ក្រុមហ៊ុន",
    re.I,
)
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_NEXT = re.compile(r"(\s*[,，]\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*/\s*|\s+និង\s+)")
_AFTER_NAME = re.compile(r"\s*[,，(（]\s*|\s+[–—-]\s+")


class References:
    """Finds whom a cell names; who is on no list becomes a person of their own, marked as not listed."""

    def __init__(self, people: People, organisations: Organisations) -> None:
        self._people, self._organisations = people, organisations
        self._seen: dict[str, str] = {}

    def person(self, text: str, origin: Origin) -> str:
        """The id of the person a text names, added as not listed when unknown; "" when it names no person."""
        text = " ".join(cleaned(text).split())
        if unsaid(text) or comparison_key(text) in _NOBODY:
            return ""
        if text not in self._seen:
            self._seen[text] = self._find(text) or self._add(text, origin)
        return self._seen[text]

    def known(self, text: str) -> str | None:
        """The id of a person on the list, or named before; None when the text names none of them."""
        return self._find(" ".join(cleaned(text).split()))

    def people(self, cell: Cell | None) -> tuple[str, ...]:
        """The people of a cell: one per line, separated by “;” or “、”, or joined by “and” when both are known."""
        if cell is None:
            return ()
        origin = origin_of(cell)
        found: list[str] = []
        for piece in self.pieces(cell.text):
            if self._organisations.find(piece) is not None and self.known(piece) is None:
                message = f"{quoted(piece)} is an organisation; name the person who speaks for it."
                self._people.reading.report("INPUT-49", message, cell, about=(piece,))
                self._organisations.refer(piece, origin)
            elif identity := self.person(piece, origin):
                found.append(identity)
                self._ask_second(piece, cell)
        return tuple(dict.fromkeys(found))

    def _ask_second(self, piece: str, cell: Cell) -> None:
        """Asks about a second name in what was taken for one person: “Mirela Oduvan, Tavone Keosakhan”."""
        head, *tail = [part.strip() for part in re.split("[,，]", piece)]
        pairs = [f"{head}, {part}" for part in tail] if tail else [head]
        for pair in pairs:
            names = listed(pair)
            if len(names) > 1 and not any(self._no_name(_BRACKETS.sub("", name)) for name in names):
                named = " and ".join(map(quoted, names))
                message = f"{named} may be two people, but were read as one; write each on a line of its own."
                self._people.reading.report("INPUT-49", message, cell, about=(piece,))

    def _no_name(self, text: str) -> bool:
        """Whether a text is a function or an organisation, as far as its words tell."""
        return bool(_FUNCTION.search(text) or _BODY.search(text)) or self._organisations.find(text) is not None

    def pieces(self, text: str) -> tuple[str, ...]:
        """What a cell that may name several people says about each: name, and function if it stands there."""
        if len(listed(text)) == 1 and script(text) != "en" and "\n" in text and re.search("[A-Za-z]", text):
            return (" ".join(text.split()),)
        result: list[str] = []
        for part in re.split(r"\n|[;；、]", cleaned(text)):
            piece = re.sub(r"^[-–—•·*]\s*", "", part.strip()).strip(" ,")
            if not piece:
                continue
            if result and self.known(piece) is None and _FUNCTION.search(_first(piece)):
                result[-1] = f"{result[-1]}, {piece}"
            else:
                result += self._joined(piece)
        return tuple(result)

    def _joined(self, piece: str) -> Sequence[str]:
        """“A and B”, “A / B”, “A, B” as two, when each of them is somebody known, or the next begins with a “Mr.”."""
        if self._people.find((piece,)) is None:
            addressed = self._addressed(piece)
            if len(addressed) > 1:
                return addressed
            for pattern in (r"\s+and\s+|\s*&\s*|\s*/\s*|\s+និង\s+|和", r",?\s+and\s+|,\s*|\s*/\s*"):
                parts = [part.strip() for part in re.split(pattern, piece) if part.strip()]
                if len(parts) > 1 and all(self.known(part) is not None for part in parts):
                    return parts
        return (piece,)

    def _addressed(self, piece: str) -> list[str]:
        """“Dr. A, Dean, Mr. B” before each form of address, and before each name that stands on the list."""
        pieces: list[str] = []
        for number, part in enumerate(_NEXT.split(piece)):
            if number % 2:
                joint = part
                continue
            named = begins_with_name(part) or self._people.find((part.strip(),)) is not None
            if pieces and (not named or is_honorific(pieces[-1])):
                pieces[-1] += joint + part
            else:
                pieces.append(part)
        return [part.strip(" ,，") for part in pieces]

    def _find(self, text: str) -> str | None:
        for candidate in dict.fromkeys((text, _first(text))):
            name = parsed(candidate)
            forms = (candidate, name.display, *name.names.values())
            if (identity := self._people.find(forms)) is not None:
                return identity
            for form in forms:
                record = self._people.register.person(form)
                if record is not None and (identity := self._people.find(forms_of(record))) is not None:
                    return identity
        return None

    def _add(self, text: str, origin: Origin) -> str:
        """A person who is on no list; with the register's details when it knows them."""
        name = parsed(_first(text))
        function = _AFTER_NAME.split(text, maxsplit=1)[1].strip(" )）") if _first(text) != text else ""
        origins = {"": origin, "display": origin}
        origins |= {field: origin for field, value in (("honorific", name.honorific), ("function", function)) if value}
        person = Person(
            id="", origins=origins, display=name.display, family=name.family, given=name.given, order=name.order,
            names=name.names, honorific=name.honorific, function=function or name.remark, listed=False,
        )  # fmt: skip
        record = self._registered(name)
        if record is not None:
            person = self._people.completed(person, record)
        key = name_key(person.display)
        stem = person.id or slug(key) or f"person-{digest(text)}"
        person = replace(person, id=self._people.free_id(stem))
        self._people.keep(person)
        return person.id

    def _registered(self, name: Name) -> Person | None:
        register = self._people.register
        return next((p for form in (name.display, *name.names.values()) if (p := register.person(form))), None)

    def parties(self, cell: Cell | None) -> tuple[str, ...]:
        """Organisations or people: what the list or the register knows as a person is one, all else an organisation."""
        if cell is None:
            return ()
        origin = origin_of(cell)
        found: list[str] = []
        for piece in self._organisations.pieces(cell.text):
            if unsaid(piece):
                continue
            if self._organisations.find(piece) is None and (identity := self._named(piece, origin)):
                found.append(identity)
            elif comparison_key(piece) not in _NOBODY:
                found.append(self._organisations.refer(piece, origin))
        return tuple(dict.fromkeys(filter(None, found)))

    def _named(self, piece: str, origin: Origin) -> str | None:
        """A known person, or one whom the register or an honorific shows to be a person; None for anything else."""
        known = self.known(piece)
        if known is not None:
            return known
        name = parsed(_first(piece))
        if self._registered(name) is None and not name.honorific:
            return None
        return self.person(piece, origin) or None


def _first(text: str) -> str:
    """The text up to what stands behind a name: “, Dean of …”, “(GZITTC)”, “ – Director”."""
    head = _AFTER_NAME.split(text, maxsplit=1)[0].strip()
    if re.search(r"^[\s(（]*[\u3400-\u9fff\u1780-\u17ff]", text[len(head) :].lstrip(" ,")) and "," not in text:
        return text
    return head or text
