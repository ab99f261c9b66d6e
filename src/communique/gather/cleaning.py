"""Cleans every text that comes in, in one place: what can't be seen must not be able to tell two texts apart.

Control characters and Unicode noncharacters go (Word refuses the former, the trace uses the latter as marks), every
kind of line end becomes one newline, no-break spaces become spaces, and the composed form (NFC) is used. Zero-width
characters stay only between two Khmer letters, where they mark the ends of words.
"""

from __future__ import annotations

import re
import unicodedata

_NEWLINES = "\r\x0b\x0c\x85\u2028\u2029"
_SPACES = "\xa0\u2007\u202f"
_ZERO_WIDTH = "\u200b-\u200d"
# Soft hyphen, direction marks, word joiner and invisible operators, byte order mark, annotation and tag characters.
_INVISIBLE = "\xad\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_DROPPED = f"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_INVISIBLE}{_NONCHARACTERS}\ud800-\udfff"

_SUSPECT = re.compile(f"[{_NEWLINES}{_SPACES}{_ZERO_WIDTH}{_DROPPED}]")
_DROP = re.compile(f"[{_DROPPED}]+")
_BREAK = re.compile(f"\r\n|[{_NEWLINES}]")
_SPACE = re.compile(f"[{_SPACES}]")
_HIDDEN = re.compile(f"[{_ZERO_WIDTH}]+")
_KHMER = re.compile("[\u1780-\u17ff\u19e0-\u19ff]")


def is_clean(text: str) -> bool:
    """True when ``clean`` would give the same text back."""
    if text.isascii() and text.isprintable():
        return True
    return _SUSPECT.search(text) is None and unicodedata.is_normalized("NFC", text)


def clean(text: str) -> str:
    """The text without what nobody can see. Cleaning twice changes nothing more."""
    if is_clean(text):
        return text
    text = _DROP.sub("", text)
    text = _BREAK.sub("\n", text)
    text = _SPACE.sub(" ", text)
    text = _HIDDEN.sub(_only_in_khmer, text)
    return unicodedata.normalize("NFC", text)


def _only_in_khmer(match: re.Match[str]) -> str:
    text = match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return match[0] if _KHMER.match(before) and _KHMER.match(after) else ""
