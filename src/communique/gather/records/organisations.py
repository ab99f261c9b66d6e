"""The organisations of one event: matched with the register, else made from the inputs; never joined by guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from communique.gather.cells.choices import unsaid
from communique.gather.cells.names import script
from communique.gather.cells.places import origin_of
from communique.gather.cells.values import cleaned, lines, slug
from communique.gather.table import Cell
from communique.model import Organisation, OrganisationRole, Origin
from communique.register import Register, comparison_key

_WITH_ACRONYM = re.compile(r"^(?P<name>.{4,}?)\s*[(（](?P<acronym>[A-Z][A-Za-z&/-]{1,14})[)）]$", re.S)


@dataclass(slots=True)
class _Known:
    """An organisation so far. ``written`` maps each form found in the inputs to the first place of it."""

    record: Organisation
    written: dict[str, Origin] = field(default_factory=dict)
    roles: dict[OrganisationRole, None] = field(default_factory=dict)


class Organisations:
    """Collects what the tables say about organisations, in the order of first sight."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._known: dict[str, _Known] = {}
        self._ids: dict[str, str] = {}
        self._acronyms: dict[str, str] = {}

    def prepare(self, cells: Iterable[Cell]) -> None:
        """Learns the acronyms that cells introduce (“Name (ACRONYM)”), whichever of the two stands first."""
        for text in {cell.text for cell in cells}:
            for piece in lines(text):
                if match := _WITH_ACRONYM.match(piece):
                    names = self._acronyms.setdefault(comparison_key(match["acronym"]), match["name"].strip())
                    if comparison_key(names) != comparison_key(match["name"]):
                        self._acronyms[comparison_key(match["acronym"])] = ""

    def find(self, text: str) -> str | None:
        """The id of an organisation that the register or an earlier cell knows; nothing is added."""
        registered = self._register.organisation(text)
        return registered.id if registered else self._ids.get(comparison_key(text))

    def refer(self, text: str, origin: Origin, role: OrganisationRole | None = None) -> str:
        """The id of the organisation that a text names, which is added when it is new; "" for no text."""
        text = " ".join(cleaned(text).split())
        if unsaid(text):
            return ""
        key = comparison_key(text)
        identity = self._ids.get(key)
        if identity is None:
            identity = self._ids[key] = self._new(text, origin)
        known = self._known[identity]
        known.written.setdefault(text, origin)
        if role:
            known.roles.setdefault(role)
        return identity

    def refer_all(self, cell: Cell | None, role: OrganisationRole | None = None) -> tuple[str, ...]:
        """The ids of all organisations in a cell, one per line, separated by “;”, or in a list of known names."""
        if cell is None:
            return ()
        found = (self.refer(piece, origin_of(cell), role) for piece in self.pieces(cell.text))
        return tuple(dict.fromkeys(identity for identity in found if identity))

    def pieces(self, text: str) -> tuple[str, ...]:
        """The names in a cell. Commas and “and” are part of names, unless what they separate is known on each side."""
        result: list[str] = []
        for line in lines(text):
            pieces = [line]
            if self.find(line) is None:
                for pattern in (r"\s+and\s+|\s*&\s*|\s+និង\s+", r",?\s+and\s+|,\s+|\s*&\s*|\s+និង\s+", r"、|和|，"):
                    parts = [part.strip() for part in re.split(pattern, line) if part.strip()]
                    if len(parts) > 1 and all(self.find(part) is not None for part in parts):
                        pieces = parts
                        break
            result += pieces
        return tuple(result)

    def mention(self, text: str, origin: Origin) -> None:
        """Notes an organisation that is named without a part in the event, if the register has it."""
        if text and self._register.organisation(text):
            self.refer(text, origin)

    def translate(self, identity: str, forms: Iterable[tuple[str, str]]) -> None:
        """Adds names in other languages, which only matter for organisations that are not in the register."""
        known = self._known.get(identity)
        if known and not known.record.registered:
            names = dict(forms) | dict(known.record.names)
            known.record = replace(known.record, names=names)

    def _new(self, text: str, origin: Origin) -> str:
        record = self._register.organisation(text)
        if record is None:
            match = _WITH_ACRONYM.match(text)
            name = match["name"].strip() if match else self._acronyms.get(comparison_key(text)) or text
            record = self._register.organisation(name)
            acronym = match["acronym"] if match else text if name != text else ""
            if record is None and (same := self._ids.get(comparison_key(name))) is not None:
                return self._with_acronym(same, acronym)
            record = record or self._made(name, acronym, origin)
            self._ids.setdefault(comparison_key(name), record.id)
        self._known.setdefault(record.id, _Known(record))
        return record.id

    def _with_acronym(self, identity: str, acronym: str) -> str:
        known = self._known[identity]
        if acronym and not known.record.acronym and not known.record.registered:
            known.record = replace(known.record, acronym=acronym)
        return identity

    def _made(self, name: str, acronym: str, origin: Origin) -> Organisation:
        language = script(name)
        stem = slug(name)
        taken = {organisation.id for organisation in self._register.organisations} | self._known.keys()
        number, identity = 1, stem or "organisation"
        while identity in taken:
            number += 1
            identity = f"{stem}-{number}"
        names = {language: name} if language != "en" else {}
        return Organisation(id=identity, origins={"": origin, "name": origin}, name=name, acronym=acronym, names=names)

    def records(self) -> tuple[Organisation, ...]:
        """All organisations; ``origins["written:FORM"]`` is the first place of each form that was written."""
        return tuple(
            replace(
                known.record,
                written=tuple(known.written),
                roles=tuple(known.roles),
                origins={**known.record.origins, **{f"written:{form}": place for form, place in known.written.items()}},
            )
            for known in self._known.values()
        )
