"""Plain texts, lists, numbers, telephone numbers and ids out of cells; dates and times have modules of their own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from communique.gather.table import Value
from communique.register import comparison_key

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_DIGITS = {ord("០") + n: str(n) for n in range(10)}
_BULLET = re.compile(
    r"^(?:[-–—•●▪■◆◦‣·*]\s*|\(?\d{1,2}[.)、]\s*(?=\D)|[（(]?[一二三四五六七八九十]{1,2}[)）、]\s*|[ivx]{1,4}[.)]\s+)"
)
_CHINESE_DIGITS = {character: n for n, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMBER_WORDS = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_UNIT = re.compile(
    r"[\s-]*(?:participants?|people|persons?|women|men|days?|pax|人|名|位|天|日|នាក់|ថ្ងៃ)(?:\s+(?:women|men|in total))?$"
)


def plain(text: str) -> str:
    """The text for parsing: compatibility forms folded, zero-width characters gone, Khmer digits as 0–9, lower case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).translate(_DIGITS)
    return text.strip().lower()


def cleaned(text: str) -> str:
    """The text for keeping: without zero-width space or byte-order marks, inner runs of blanks as one; lines stay.

    A zero-width space helps to break Khmer lines but is no part of what was written; it would hide in names and ids.
    """
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", "").replace("\ufeff", "")
    if "  " in text or "\u00a0" in text or "\t" in text or "\u3000" in text:
        text = re.sub(r"[ \u00a0\t\u3000]+", " ", text)
    return text.strip()


def lines(text: str, *, semicolons: bool = True) -> tuple[str, ...]:
    """The items of a list in one cell: its lines, or a single line split at “;”, without bullets and numbers."""
    parts = [part for part in cleaned(text).splitlines() if part.strip()]
    if len(parts) == 1 and semicolons:
        parts = re.split("[;；]", parts[0])
    return tuple(item for part in parts if (item := _BULLET.sub("", part.strip()).strip().rstrip(";；").strip()))


def whole(value: Value) -> int | None:
    """A whole number that is not negative, from a number, “1,200”, “40 people”, “三天” or “three-day”; None otherwise.

    “1.200” is none: it is 1200 to one reader and 1.2 to another. So are “about 40” and “not fewer than 15”.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if 0 <= value < 10**9 and value == int(value) else None
    if not isinstance(value, str):
        return None
    text = _UNIT.sub("", plain(value))
    if re.fullmatch(r"\d{1,9}(?:\.0+)?", text):
        return int(text.partition(".")[0])
    if re.fullmatch(r"\d{1,3}(?:[, ]\d{3}){1,2}", text):
        return int(re.sub("[, ]", "", text))
    return _NUMBER_WORDS.get(text, chinese_number(text))


def chinese_number(text: str) -> int | None:
    """The value of 三, 十, 十二, 二十三 or of digits read one by one (二〇二三); None for anything else."""
    if text and all(character in _CHINESE_DIGITS for character in text):
        return int("".join(str(_CHINESE_DIGITS[character]) for character in text))
    tens, ten, ones = text.partition("十")
    if ten and len(tens) <= 1 and len(ones) <= 1 and all(character in _CHINESE_DIGITS for character in tens + ones):
        return 10 * _CHINESE_DIGITS.get(tens, 1) + _CHINESE_DIGITS.get(ones, 0)
    return None


def phone(value: Value) -> str:
    """A telephone number as text. Excel keeps 85512345678 as a number: its digits come back, never 8.55e10."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if value == value and abs(value) < 10**18 else ""
    text = cleaned(str(value or ""))
    if re.fullmatch(r"\d+(?:\.\d+)?[eE]\+?\d{1,2}", text):
        try:
            return str(int(Decimal(text)))
        except (InvalidOperation, ValueError):
            return text
    return re.sub(r"^(\+?\d{6,})\.0$", r"\1", text)


def slug(text: str, *, limit: int = 48) -> str:
    """An id made from a text: a–z, 0–9 and hyphens. What has no Latin letters gets a short digest instead."""
    key = comparison_key(text)
    latin = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", latin)
    result = "-".join(words)
    if len(result) > limit:
        result = result[:limit].rsplit("-", 1)[0] if "-" in result[:limit] else result[:limit]
    letters = sum(character.isalnum() for character in key)
    if letters and len("".join(words)) * 2 < letters:
        return "-".join([*filter(None, [result]), "x" + digest(key)])
    return result


def digest(text: str, length: int = 8) -> str:
    """The first characters of the SHA-256 of a text, for ids that must not depend on where a row stands."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def given_id(text: str) -> str:
    """An id as somebody typed it, in the form ids have: “A 1” → a-1, “1.0” → 1."""
    return slug(re.sub(r"^(\d+)\.0+$", r"\1", text.strip()))
