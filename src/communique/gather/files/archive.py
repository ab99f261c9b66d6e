"""Opens Office files (they are Zip archives of XML) so that what is checked is exactly what is parsed.

Each part that is wanted is inflated under a cap and looked at once; ``packed`` puts the same parts into a fresh
archive for the parsing libraries. Entries with two meanings, lying sizes or names outside the archive never reach them.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from communique.gather.files.content import program
from communique.gather.refusal import Refusal, damaged, too_large

ENTRY_LIMIT = 5_000
INFLATED_LIMIT = 250_000_000  # bytes of all parts that are read
RATIO_LIMIT = 250  # inflated to stored, from SMALL bytes on; the XML of real workbooks stays below 60
SMALL = 20_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, OverflowError)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def parts(name: str, content: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Part name → bytes; a part that is not wanted has none. Raises ``Refusal`` for bombs and damaged archives."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            _ensure_bounds(name, entries, wanted)
            return {entry.filename: archive.read(entry) if wanted(entry.filename) else b"" for entry in entries}
    except _BROKEN as error:
        raise damaged(name, "is incomplete or damaged", program(name)) from error


def _ensure_bounds(name: str, entries: list[zipfile.ZipInfo], wanted: Callable[[str], bool]) -> None:
    # zipfile itself stumbles over an entry without a name.
    if (
        not all(entry.filename for entry in entries)
        or len(entries) > ENTRY_LIMIT
        or len({entry.filename for entry in entries}) < len(entries)
    ):
        raise damaged(name, "is put together in a way no Office program does it", program(name))
    read = [entry for entry in entries if wanted(entry.filename)]
    if any(entry.flag_bits & 1 for entry in read):
        raise Refusal(
            "INPUT-03",
            f"{name} is protected by a password, so nothing in it could be read.",
            f"Open it in {program(name)}, take the password off and save it again.",
        )
    if any(entry.compress_type not in _METHODS for entry in read):
        raise damaged(name, "is packed in a way no Office program does it", program(name))
    # zipfile stops at the declared size and then finds the checksum wrong, so the declared size can be relied on.
    size, stored = sum(entry.file_size for entry in read), sum(entry.compress_size for entry in read)
    if size > INFLATED_LIMIT or (size > SMALL and size > RATIO_LIMIT * max(stored, 1)):
        raise too_large(
            name,
            f"would unpack to {size / 1_000_000:.0f} MB, far more than a table needs, and was left closed",
            "Copy the table into a new file and put that in its place.",
        )


def ensure_plain_xml(name: str, part: bytes) -> None:
    """Refuses XML that no Office program writes: with entities of its own, or in UTF-16."""
    if b"\x00" in part or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise damaged(name, "contains XML that no Office program writes", program(name))


def packed(named: Mapping[str, bytes]) -> io.BytesIO:
    """The parts as an archive that is not compressed, for a library that wants a file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in named.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    target.seek(0)
    return target
