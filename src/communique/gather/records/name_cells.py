"""The name of one row of a list: from its name column, or from columns for the family and the given name."""

from __future__ import annotations

from dataclasses import replace

from communique.gather.cells.names import Name, listed, parsed
from communique.gather.cells.places import quoted
from communique.gather.records.reading import Reading
from communique.gather.table import Cell
from communique.gather.tables.sheet import Row
from communique.model import NameOrder
from communique.register import comparison_key


def names_somebody(text: str) -> bool:
    """Whether a name cell names a person; NA and None can be names, a dash or TBC can't."""
    return comparison_key(text) not in ("", "tbc", "tbd", "tba", "待定")


def name_of(row: Row, reading: Reading, *, given_first: bool) -> tuple[Name, Cell]:
    """The name of a row and the cell it stands in. ``given_first``: the sheet calls the given name the first name."""
    family, given = row.cells.get("family"), row.cells.get("given")
    cell = row.cells.get("name") or family or given
    assert cell is not None  # rows without a name were reported before
    if "name" in row.cells:
        several = listed(cell.text)
        if len(several) > 1:
            named = " and ".join(quoted(part) for part in several)
            reading.report("INPUT-40", f"two people, {named}, stand in one cell; give each a row.", cell)
        name = parsed(several[0]) if len(several) == 1 else Name(" / ".join(several))
    else:
        name = _joined(family, given, given_first=given_first)
    forms = {language: parsed(c.text).display for language, c in row.translations.get("name", {}).items()}
    if family and given:
        name = _with_parts(name, family.text, given.text)
    return replace(name, names={**name.names, **forms}) if forms else name, cell


def _joined(family: Cell | None, given: Cell | None, *, given_first: bool) -> Name:
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
