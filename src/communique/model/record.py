"""What every noun has: an id, and for each value the place where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read. ``file`` is relative to the event folder, with forward slashes.

    ``cell`` is A1 style for workbooks and delimited files (row 1 is the file's first line) and
    ``table 1, row 3, column 2`` for a Word table; ``line`` counts from 1 in text files. ``text`` is what stood there.
    """

    file: str
    sheet: str = ""
    cell: str = ""
    line: int = 0
    text: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet “{self.sheet}”")
        if self.cell:
            parts.append(self.cell if " " in self.cell else f"cell {self.cell}")
        if self.line:
            parts.append(f"line {self.line}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Source:
    """What supports a piece of an output: one field of one record, and the place it was read."""

    record: str
    field: str
    origin: Origin | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every noun has: an id that survives rewording and reordering, and the origin of each field.

    ``translations`` is field → language code → text, for fields that the inputs give in several languages.
    """

    id: str
    origins: Mapping[str, Origin] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def origin(self, name: str = "") -> Origin | None:
        """The place where the field was read, or that of the whole record."""
        return self.origins.get(name) or self.origins.get("")

    def source(self, name: str = "") -> Source:
        return Source(self.id, name, self.origin(name))
