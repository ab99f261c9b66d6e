"""Small events for the tests of the rules, each value with the cell it would have come from."""

from __future__ import annotations

from datetime import date
from typing import Any

from communique.check import RULES
from communique.model import Event, Finding, Organisation, Origin, Person
from communique.register import Register

START, END = date(2023, 12, 10), date(2023, 12, 13)


def at(cell: str, text: str = "", sheet: str = "Event") -> Origin:
    """A cell of the event's workbook."""
    return Origin("event.xlsx", sheet, cell, text=text)


def event(**fields: Any) -> Event:
    """An event from 10 to 13 December 2023 with the fields given; its row is A1 of the sheet Event."""
    origins = {"": at("A1"), "start": at("B3", "10 December 2023"), "end": at("B4", "13 December 2023")}
    origins |= fields.pop("origins", {})
    values: dict[str, Any] = {"id": "exchange", "title": "Exchange visit", "start": START, "end": END}
    values |= {"origins": origins, **fields}
    return Event(**values)


def person(display: str, row: int = 2, **fields: Any) -> Person:
    """A row of the participants' list."""
    key = display.lower().replace(" ", "-")
    origins = {"": at(f"A{row}", sheet="Participants"), **fields.pop("origins", {})}
    values: dict[str, Any] = {"id": key, "display": display, "origins": origins}
    values.update(fields)
    return Person(**values)


MINISTRY = Organisation(
    id="mlvt",
    name="Ministry of Labour and Vocational Training",
    acronym="MLVT",
    aliases=("Ministry of Labour",),
    country="Cambodia",
    registered=True,
)
NETWORK = Organisation(
    id="network", name="South-South Cooperation Skills Development Network", sector="network", registered=True
)
REGISTER = Register((MINISTRY, NETWORK))


def found(code: str, subject: Event, register: Register | None = None) -> tuple[Finding, ...]:
    """What the rule of that code finds; the register is empty unless given."""
    return tuple(RULES[code](subject, register or Register()))


def only(code: str, subject: Event, register: Register | None = None) -> Finding:
    """The one finding of that rule."""
    (finding,) = found(code, subject, register)
    assert finding.code == code
    return finding
