"""The .docx file around its parts: reading and writing the archive, text as XML may hold it, the file's properties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from communique.errors import TemplateError

# Characters that XML 1.0 does not allow; Word refuses a file that holds one.
_FORBIDDEN = bytes(code for code in range(32) if code not in (9, 10, 13))
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can hold


@dataclass(frozen=True, slots=True)
class Properties:
    """What Word shows under “Info”: never the clock's date nor the name of whoever ran the program."""

    title: str
    author: str = ""
    language: str = "en-GB"
    day: date | None = None

    def xml(self) -> str:
        title, author = (escape(" ".join(text.split()), quote=False) for text in (self.title, self.author))
        stamp = f"{self.day.isoformat()}T00:00:00Z" if self.day else ""
        dated = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
            for name in ("created", "modified")
            if stamp
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
            f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>{dated}"
            f"<dc:language>{self.language}</dc:language></cp:coreProperties>"
        )


def members(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as opened:
            return {info.filename: opened.read(info) for info in opened.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise TemplateError(
            f"The template “{path.name}” can't be opened ({error}); save it in Word as .docx."
        ) from error


def with_picture_types(types: str) -> str:
    for extension in ("jpeg", "png"):
        if f'Extension="{extension}"' not in types:
            entry = f'<Default Extension="{extension}" ContentType="image/{extension}"/>'
            types = types.replace("</Types>", f"{entry}</Types>")
    return types


def encoded(xml: str) -> bytes:
    """UTF-8 with line breaks and tabs as Word writes them, without what XML does not allow."""
    if "\r" in xml:
        xml = xml.replace("\r\n", "\n").replace("\r", "\n")
    if "\v" in xml or "\u2028" in xml:  # what Excel and Word themselves copy for a line break
        xml = xml.replace("\v", "\n").replace("\u2028", "\n")
    xml = xml.replace("\n", _BREAK).replace("\t", _TAB)
    if "\ufffe" in xml or "\uffff" in xml:
        xml = xml.replace("\ufffe", "").replace("\uffff", "")
    return xml.encode("utf-8", "ignore").translate(None, _FORBIDDEN)


def archive(files: Mapping[str, bytes], base: bytes = b"") -> bytes:
    """A zip file, or ``base`` with the files added. Photos are stored: deflating makes them no smaller."""
    buffer = io.BytesIO(base)
    with zipfile.ZipFile(buffer, "a" if base else "w") as written:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 3
            info.external_attr = 0o600 << 16
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".jpeg", ".png")) else zipfile.ZIP_DEFLATED
            written.writestr(info, content, compresslevel=9 if not base else 3)
    return buffer.getvalue()
