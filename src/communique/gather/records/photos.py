"""Photos and their captions: every picture of the folder is one, with the row that describes it when there is one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Protocol

from communique.gather.cells.choices import CONSENT
from communique.gather.cells.places import quoted
from communique.gather.records.reading import Ids, Reading, origins_of, text_of, translations_of
from communique.gather.records.statements import referred
from communique.gather.tables.sheet import Row, Sheet
from communique.model import Consent, Origin, Photo


class Picture(Protocol):
    """What is known of a picture's file here: the SHA-256 of its bytes, in hexadecimal."""

    @property
    def digest(self) -> str: ...


class Photos:
    """Joins the rows of captions tables with the files of the folder (name relative to the event folder → file)."""

    def __init__(self, reading: Reading, files: Mapping[str, Picture]) -> None:
        self._reading, self._files = reading, files
        self._names = _index(files)
        self._rows: list[tuple[Row, Sheet]] = []

    def add(self, sheet: Sheet) -> None:
        self._rows += [(row, sheet) for row in sheet.rows if row.heading is None and text_of(row, "file")]

    def photos(self, visits: Mapping[str, str]) -> tuple[Photo, ...]:
        """The described photos in the order of the table, then the others by name; ``visits`` maps ids and places."""
        ids = Ids(self._reading, "photo")
        named = [(row, _stem(row.text("file")), row.text("caption")) for row, _ in self._rows]
        given = ids.assign(named)
        photos = [self._photo(identity, *item, visits) for identity, item in zip(given, self._rows, strict=True)]
        seen = {photo.file for photo in photos}
        others = [name for name in sorted(self._files) if name not in seen]
        taken = {photo.id for photo in photos}
        for name, identity in zip(others, ids.assign((Row(), _stem(name), name) for name in others), strict=True):
            number, key = 1, identity
            while key in taken:
                number += 1
                key = f"{identity}-{number}"
            taken.add(key)
            photos.append(Photo(id=key, origins={"": Origin(name)}, file=name, digest=self._files[name].digest))
        return tuple(photos)

    def _photo(self, identity: str, row: Row, sheet: Sheet, visits: Mapping[str, str]) -> Photo:
        written = text_of(row, "file").replace("\\", "/")
        name = self._found(written)
        if name is None:
            message = f"{quoted(written)} is not among the files in photos/; add the picture or correct the name."
            self._reading.report("INPUT-47", message, row.cells["file"])
        return Photo(
            id=identity, origins=origins_of(row, "file", "caption", "credit", "alt", "consent", "visit", "day"),
            translations=translations_of(row, "caption", "alt", "credit"), file=name or written,
            caption=text_of(row, "caption"), credit=text_of(row, "credit"), alt=text_of(row, "alt"),
            consent=self._reading.choice(row.cells.get("consent"), CONSENT, Consent.NOT_STATED, "answer about consent"),
            visit=referred(self._reading, row, "visit", visits, "site visit"),
            day=self._reading.date(row.cells.get("day"), sheet, "day"), digest=self._files[name].digest if name else "",
        )  # fmt: skip

    def _found(self, written: str) -> str | None:
        """The file that is meant: by its path or name in any case, or by its name without the ending."""
        name = written.casefold().removeprefix("./")
        return self._names.get(name) or self._names.get(f"photos/{name}")


def _index(files: Mapping[str, Picture]) -> dict[str, str]:
    """Path, name and stem in small letters → path; what would fit two files fits none."""
    index: dict[str, str] = {}
    for name in files:
        path = PurePosixPath(name.casefold())
        for key in dict.fromkeys((str(path), path.name, path.stem)):
            index[key] = "" if index.get(key, name) != name else name
    for name in files:
        index[name.casefold()] = name
    return {key: name for key, name in index.items() if name}


def _stem(name: str) -> str:
    return re.sub(r"[_/\\]+", " ", PurePosixPath(name.replace("\\", "/")).stem)
