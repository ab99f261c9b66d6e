"""English sentences: lists, capitals, full stops, clauses, and prose cut into sentences.

Functions that finish composed text may be given text with the trace's invisible marks in it (a noncharacter, digits,
a noncharacter): they look through them, and keep them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.wording import en_numbers

MARK = "(?:\ufdd0[0-9]+\ufdd1|\ufdd2)"
MARKS = re.compile(MARK)
_FIRST = re.compile(f"^((?:{MARK}|[“‘(])*)(\\w)")
_LEADING_NUMBER = re.compile(f"^((?:{MARK})*)([0-9][0-9,]*)((?:{MARK})*) (?=(?:{MARK})*[a-z])")
_STOPPED = re.compile(f"[.!?…:](?:[”’]|{MARK})*$")
_LOOSE_END = re.compile(f"[\\s,;]+((?:{MARK}|[\\s,;])*)$")
_MONTH_NEXT = re.compile(f"^(?:{MARK}|[0-9, ]|to |and )*(?:{'|'.join(en_numbers.MONTHS)})")
# A stop after one of these does not end a sentence, and neither does one after a single initial.
_ABBREVIATIONS = frozenset(
    en_numbers.words("Mr. Mrs. Ms. Dr. Prof. H.E. St. Jr. Sr. No. Co. e.g. i.e. vs. Gen. Col. Hon. Rev. approx. fig.")
)
# These may end one: they do unless a small letter follows.
_MAY_END = frozenset(en_numbers.words("Ltd. Inc. Corp. al. etc."))
_BREAK = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][”’)])\s+")


def listed(items: Iterable[object], conjunction: str = "and") -> str:
    """“A”, “A and B”, “A, B and C”; semicolons when items hold commas, one comma more when they hold “and”."""
    parts = [item for item in (str(item).strip() for item in items) if item]
    if len(parts) < 2:
        return "".join(parts)
    plain = [MARKS.sub("", part) for part in parts]
    first, rest = plain[0], plain[:-1]
    if len(parts) > 2 and any("," in re.sub(r", Ltd\.?$", "", part) for part in plain):
        return "; ".join(part.rstrip(",") for part in parts[:-1]) + f"; {conjunction} {parts[-1]}"
    # “A, B and C and D” is read as four things; “A, B and C, and D” is not.
    comma = "," if len(rest) > 1 and any(f" {conjunction} " in part for part in plain[-2:]) else ""
    if len(rest) == 1 and "," in first and not first.endswith((",", "Ltd.")):
        comma = ","
    return ", ".join(parts[:-1]) + f"{comma} {conjunction} {parts[-1]}"


def capital(text: object) -> str:
    """The text with its first letter in upper case; the rest stays (“the ILO” → “The ILO”)."""
    return _FIRST.sub(lambda m: m[1] + m[2].upper(), str(text), count=1)


def stopped(text: object) -> str:
    """The text with a full stop unless it ends in one already (“… Co., Ltd.” gets no second one)."""
    kept = _LOOSE_END.sub(lambda m: "".join(MARKS.findall(m[0])), str(text))
    return kept if not MARKS.sub("", kept) or _STOPPED.search(kept) else f"{kept}."


def sentence(text: object) -> str:
    """A whole sentence: white space folded, number in front in words, first letter upper case, one stop at the end."""
    folded = re.sub(r"\s+", " ", str(text)).strip()
    if not _MONTH_NEXT.match(folded):
        folded = _LEADING_NUMBER.sub(_in_words, folded)
    return stopped(capital(folded))


def _in_words(match: re.Match[str]) -> str:
    value = int(match[2].replace(",", ""))
    return match[0] if value > 999_999 else f"{match[1]}{en_numbers.in_words(value)}{match[3]} "


def clause(text: str) -> str:
    """An infinitive clause for “aimed to …”: no leading “to”, no final stop, small first letter unless it is a name."""
    text = re.sub(r"\s+", " ", text).strip().rstrip(".;, ")
    text = re.sub(r"^to\s+", "", text, flags=re.IGNORECASE)
    first = text.split(" ", 1)[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def sentences(text: str) -> list[str]:
    """Prose cut at the ends of sentences, never after “Ms.” or inside “Co., Ltd.”; a blank line or bullet ends one."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-•*] )", text):
        held = ""
        for piece in _BREAK.split(re.sub(r"\s+", " ", paragraph).strip(" -•*")):
            if held and _goes_on(held, piece):
                held = f"{held} {piece}"
                continue
            found.append(held)
            held = piece
        found.append(held)
    return [stopped(item) for item in found if item]


def _goes_on(before: str, after: str) -> bool:
    last = before.split(" ")[-1].lstrip("“‘(")
    if last in _ABBREVIATIONS or re.fullmatch(r"[A-Z]\.", last):
        return True
    return last in _MAY_END and (after[:1].islower() or after[:1] in ",;(")


# The trace's marks stay where they are, so that every name in a finished sentence keeps its own source.
for _function in (capital, sentence, stopped, listed):
    vars(_function)["takes_facts"] = True
