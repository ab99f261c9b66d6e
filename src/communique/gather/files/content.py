"""Tells from its bytes what a file really is, and refuses one whose name promises something else."""

from __future__ import annotations

import re

from communique.gather.refusal import Refusal, damaged, too_large

FILE_LIMIT = 50_000_000  # bytes of one file with tables
TEXT_LIMIT = 2_000_000  # bytes of a .toml or .md file: some thousand pages
PICTURE_LIMIT = 200_000_000  # bytes of one photo

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Zip archive or an Office file"),
    (b"PK\x05\x06", "an empty Zip archive"),
    (_OLE, "an Office file of the old format"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "a Rich Text file"),
    (b"SQLite format 3\x00", "a database"),
)
_WEB_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S)
_XML = re.compile(rb"\s*<\?xml\b")
_PROGRAMS = {".xlsx": "Excel", ".xlsm": "Excel", ".docx": "Word", ".ics": "the calendar program"}


def kind(content: bytes) -> str:
    """What the bytes are, as a noun with its article; "" when they show nothing particular."""
    for magic, name in _MAGIC:
        if content.startswith(magic):
            return name
    head = content[:4096].lstrip(b"\xef\xbb\xbf")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "a picture (WebP)"
    if _WEB_PAGE.match(head):
        return "a web page (HTML)"
    return "an XML file" if _XML.match(head) else ""


def program(name: str) -> str:
    """The program that people open such a file with."""
    return _PROGRAMS.get(suffix(name), "its program")


def suffix(name: str) -> str:
    """``.xlsx`` of ``a/B.XLSX``; "" when there is none."""
    stem, dot, last = name.rpartition("/")[2].rpartition(".")
    return f".{last.lower()}" if dot and stem else ""


def ensure_office(name: str, content: bytes) -> None:
    """Refuses what is not a Zip-based Office file: encrypted, of the old format, or something else altogether."""
    ensure_size(name, len(content), FILE_LIMIT)
    if content.startswith(b"PK\x03\x04"):
        return
    if content.startswith(_OLE):
        raise _old_or_locked(name, content)
    found = kind(content)
    if not found:
        raise damaged(name, f"is not a file that {program(name)} has written", program(name))
    raise _misnamed(name, found)


def ensure_text(name: str, content: bytes, limit: int = FILE_LIMIT) -> None:
    """Refuses a file that is named as text but is a picture, an archive, an Office file or a web page."""
    ensure_size(name, len(content), limit)
    found = kind(content)
    if found:
        raise _misnamed(name, found)


def ensure_size(name: str, size: int, limit: int) -> None:
    """Refuses 0 bytes and more bytes than the limit."""
    if not size:
        raise Refusal(
            "INPUT-01",
            f"{name} is empty: it has 0 bytes.",
            "Copy the file into the folder again; it was probably not copied or downloaded to its end.",
        )
    if size > limit:
        raise too_large(
            name,
            f"has {_megabytes(size)}, and a file with tables may have {_megabytes(limit)}",
            "Take pictures and sheets that are not needed out of it, and save it again.",
        )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"


def _misnamed(name: str, found: str) -> Refusal:
    ending = suffix(name)
    return Refusal(
        "INPUT-02",
        f"{name} can't be read: its name ends in {ending}, but its contents are {found}.",
        f"Open it in the program it was made with and save it as {ending}, or give it its right name.",
    )


def _old_or_locked(name: str, content: bytes) -> Refusal:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Refusal(
            "INPUT-03",
            f"{name} is protected by a password, so nothing in it could be read.",
            f"Open it in {program(name)}, take the password off under File, Info, and save it again.",
        )
    return old_format(name, suffix(name), program(name))


def old_format(name: str, wanted: str, application: str) -> Refusal:
    """A file of Office 97–2003, whatever its name says."""
    return Refusal(
        "INPUT-04",
        f"{name} is a file of the old Office format of 1997–2003, which is not read.",
        f"Open it in {application} and save it as {wanted}.",
    )
