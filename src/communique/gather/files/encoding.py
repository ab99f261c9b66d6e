"""Finds the encoding of a text file: UTF-8, UTF-16, GB18030 or Windows-1252 for certain, or it asks.

What Excel writes as “CSV” depends on the country of the computer, and nothing in the file says which. The two that
matter here are told apart by how Chinese text looks in GB18030: pairs of high bytes, most of them in the rows of
the common characters. Anything else is named by charset-normalizer and refused, because a guess would print wrong
names.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from communique.gather.refusal import Refusal, damaged

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8_PIECE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# A character of GB 18030: punctuation (A1–A3) and common characters (B0–D7) of GB 2312, the less common ones (D8–F7),
# the additions of GBK, or a byte that is part of none.
_GB_PAIR = re.compile(
    rb"(?P<common>[\xa1-\xa3\xb0-\xd7][\xa1-\xfe])|(?P<rare>[\xd8-\xf7][\xa1-\xfe])"
    rb"|(?P<added>[\x81-\xfe][\x40-\x7e\x80-\xfe])|(?P<odd>[\x80-\xff])"
)
_SAMPLE = 200_000
# What charset-normalizer finds only by the frequency of letters; anything rarer here would be a wrong guess.
_LIKELY = {
    "big5": "traditional Chinese, Big5",
    "big5hkscs": "traditional Chinese, Big5",
    "cp950": "traditional Chinese, Big5",
    "cp932": "Japanese, Shift JIS",
    "shift_jis": "Japanese, Shift JIS",
    "cp949": "Korean",
    "euc_kr": "Korean",
    "cp1251": "Cyrillic, Windows-1251",
    "cp1258": "Vietnamese, Windows-1258",
    "cp874": "Thai",
    "tis_620": "Thai",
}


def decoded(name: str, content: bytes) -> str:
    """The text of a file, without a byte order mark. Raises ``Refusal`` when the encoding can't be told for certain."""
    encoding, mark = _encoding(name, content)
    try:
        text = content[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, mark + error.start) + 1
        raise damaged(name, f"is cut off or damaged in line {line}", "the program it was made with") from error
    controls = len(_CONTROL.findall(text[:_SAMPLE]))
    if controls > 2 and controls * 20 > len(text[:_SAMPLE]):
        raise damaged(name, "holds no text but the data of some other kind of file", "the program it was made with")
    return text


def _encoding(name: str, content: bytes) -> tuple[str, int]:
    """The codec, and how many bytes of byte order mark come first."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, len(mark)
    sample = content[:_SAMPLE]
    wide = _utf16_without_mark(sample)
    if wide:
        return wide, 0
    # One accented letter at the very end may be one of Windows-1252 as well as half of one of UTF-8.
    if _decodes(content, "utf-8") and (_UTF8_PIECE.search(content) or not _HIGH.search(content)):
        return "utf-8", 0
    _refuse_mixture(name, content)
    kinds = Counter(match.lastgroup for match in _GB_PAIR.finditer(sample))
    if kinds["common"] * 10 >= kinds.total() * 6 and kinds["odd"] * 5 <= kinds.total() and _decodes(content, "gb18030"):
        return "gb18030", 0
    # Accented letters of western languages stand alone between plain ones: no pairs of two high bytes.
    if kinds["odd"] + kinds["added"] >= kinds["common"] + kinds["rare"] and _is_western(content):
        return "cp1252", 0
    raise _uncertain(name, sample)


def _utf16_without_mark(sample: bytes) -> str:
    """UTF-16 shows by NUL bytes at even (big-endian) or odd places: commas, digits and line ends have one each."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if (even + odd) * 50 < len(sample):
        return ""
    if odd > 9 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 9 * odd else ""


def _decodes(content: bytes, encoding: str) -> bool:
    """A last character that is cut off is no reason against an encoding."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(content, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_mixture(name: str, content: bytes) -> None:
    """Mostly UTF-8 with a few wrong bytes: two files were pasted together, or the file is damaged."""
    high = len(_HIGH.findall(content))
    in_utf8 = sum(len(piece) for piece in _UTF8_PIECE.findall(content))
    if in_utf8 * 10 < high * 7:
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refusal(
            "INPUT-07",
            f"{name} can't be read: line {line} is written in another encoding than the rest of the file.",
            "Open the file, correct that line, and save it as “CSV UTF-8” or as plain text in UTF-8.",
        ) from error


def _is_western(content: bytes) -> bool:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = [character for character in text if character > "\x7f"]
    letters = sum(character.isalpha() or character in "‘’“”–—…€°·•«»§©®™\xa0´" for character in high)
    return letters * 10 >= len(high) * 8


def _uncertain(name: str, sample: bytes) -> Refusal:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    likely = _LIKELY.get(best.encoding, "") if best else ""
    guess = f" (it may be {likely})" if likely else ""
    return Refusal(
        "INPUT-07",
        f"{name} can't be read: the encoding of its letters can't be told for certain{guess}.",
        "Open the file and save it as “CSV UTF-8”, as plain text in UTF-8, or as an Excel workbook.",
    )
