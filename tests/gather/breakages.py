"""Some four hundred files that are broken in a way somebody has met: case → file name and bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.gather.breakages_office import SHEET, WORD, archives, documents, worksheets
from tests.gather.breakages_text import CSV, ICS, NOTES, TOML, calendars, delimited, texts
from tests.gather.office_files import zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 200


def corpus() -> dict[str, tuple[str, bytes]]:
    """Case → (file name, bytes). The same on every run."""
    cases: dict[str, tuple[str, bytes]] = {}
    for part in (_truncated, _flipped, _misnamed, archives, worksheets, documents, delimited, calendars, texts):
        for case, name, content in part():
            assert case not in cases, case
            cases[case] = (name, content)
    return cases


def _truncated() -> Iterator[tuple[str, str, bytes]]:
    for name, content in (("p.xlsx", SHEET), ("a.docx", WORD)):
        for tenth in range(10):
            yield f"cut-{name}-{tenth}", name, content[: len(content) * tenth // 10]
        for less in (1, 4, 21, 22, 23, 60):
            yield f"cut-{name}-less-{less}", name, content[:-less]
    for name, content in (("p.csv", CSV), ("a.ics", ICS), ("event.toml", TOML), ("visits.md", NOTES)):
        for share in (1, 2, 3, 4):
            yield f"cut-{name}-{share}", name, content[: len(content) * share // 5]


def _flipped() -> Iterator[tuple[str, str, bytes]]:
    chance = random.Random(20231210)
    for name, content in (("p.xlsx", SHEET), ("a.docx", WORD), ("p.csv", CSV), ("a.ics", ICS), ("visits.md", NOTES)):
        for number in range(8):
            changed = bytearray(content)
            for _ in range(1 + number * 2):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            yield f"flip-{name}-{number}", name, bytes(changed)


def _misnamed() -> Iterator[tuple[str, str, bytes]]:
    page = b"<!DOCTYPE html><html><body><table><tr><td>Name</td></tr></table></body></html>"
    things = {"png": PNG, "pdf": b"%PDF-1.7\n...", "html": page, "ole": OLE + b"\x00" * 600, "rtf": b"{\\rtf1 x}"}
    things |= {
        "zip": zipped({"a.txt": "a"}),
        "gzip": b"\x1f\x8b\x08" + b"\x00" * 30,
        "nothing": b"",
        "nul": b"\x00" * 900,
    }
    things["locked"] = OLE + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500
    for kind, content in things.items():
        for ending in ("xlsx", "docx", "csv", "ics", "toml", "md"):
            yield f"{kind}-as-{ending}", f"participants.{ending}", content
    for ending in ("xls", "doc", "xlsb", "et", "wps"):
        yield f"old-{ending}", f"list.{ending}", OLE + b"\x00" * 600
    yield "docx-as-xlsx", "p.xlsx", WORD
    yield "xlsx-as-docx", "a.docx", SHEET
