"""English wording: United Nations style with British spelling (day month year, “A, B and C”, words under ten).

The table at the end is what templates see. Dates and numbers are in ``en_numbers``, lists and sentences in
``en_sentences``; this module has the articles, names and functions of people and organisations. Rules are those of
the UN Editorial Manual (no article before an acronym, no capitals for emphasis) as far as its public pages give them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from communique.wording import en_numbers, en_sentences
from communique.wording.en_sentences import MARKS

_COMPANY = re.compile(r"(?:\b(?:Co|Ltd|Inc|Corp|LLC|PLC|GmbH|S\.A|Pte|Limited|Company|Corporation|Group)\b\.?,?\s*)+$")
_TAKES_THE = frozenset(
    en_numbers.words(
        "academy administration agency alliance association authority board bureau centre center chamber coalition "
        "commission committee confederation council department directorate division embassy federation forum "
        "foundation framework fund group initiative institute league ministry network office organisation "
        "organization partnership programme program project secretariat section society union unit"
    )
)
_AT = frozenset(
    en_numbers.words(
        "adviser advisor analyst assistant associate consultant engineer expert fellow instructor interpreter "
        "lecturer officer professor researcher scholar scientist specialist student teacher trainee trainer"
    )
)
_AT_ENDINGS = ("ist", "ician")  # chemist, physicist, technician
_EVENT_NOUNS = frozenset(
    en_numbers.words(
        "ceremony conference consultation course dialogue event exchange exhibition fair festival forum gathering "
        "launch meeting mission retreat roundtable seminar session summit symposium tour training visit webinar "
        "workshop"
    )
)
_STATUS_VERBS = {
    "agreed": r"\b(?:agree|adopt|endors|approv|decid|sign(?:ed|ing)\b)",
    "requested": r"\b(?:request|ask|invit|appeal|call(?:ed|ing) (?:on|for)\b)",
    "proposed": r"\b(?:propos|suggest|recommend|put forward)",
}
_LANGUAGE_NAMES = {"en": "English", "zh": "Chinese", "km": "Khmer", "lo": "Lao", "vi": "Vietnamese", "th": "Thai"}
_SMALL_VOWEL = re.compile(r"^(?:eu|one\b|once\b|uni(?!n|m)|use|usa|uti|ubi)", re.I)


def article(phrase: object) -> str:
    """“a” or “an”, by the sound the phrase starts with: “an hour”, “a university”, “an NPIC workshop”, “an 18-day”."""
    plain = MARKS.sub("", str(phrase)).lstrip("“‘(")
    first = re.split(r"[\s-]", plain, maxsplit=1)[0]
    if re.match(r"(?:8|11\b|18\b|11,|18,)", plain):
        return "an"
    if first.isupper() and len(first) > 1:
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    if re.match(r"(?:hour|honest|honou?r|heir)", first, re.I):
        return "an"
    return "an" if first[:1].lower() in tuple("aeiou") and not _SMALL_VOWEL.match(first) else "a"


def a(phrase: object) -> str:
    """The phrase with its indefinite article: “a three-day workshop”, “an exchange visit”."""
    return f"{article(phrase)} {phrase}"


def the(name: str, sector: str = "") -> str:
    """A name as it stands in a sentence: “the Ministry of …”, but no article for a company or an acronym.

    A name with “of” or “for” in it takes one, and so does one that ends in a word for a public body (Institute,
    Network). A college or a university named after a place does not.
    """
    words = name.split()
    if not words:
        return name
    if words[0].lower() == "the":
        return f"the {' '.join(words[1:])}"
    if "compan" in sector.lower() or _COMPANY.search(name) or (len(words) == 1 and name.upper() == name):
        return name
    if {"of", "for", "on"} & set(words[1:]) or words[-1].lower() in _TAKES_THE:
        return f"the {name}"
    return name


def possessive(name: str) -> str:
    """“Cambodia’s”, “the United Nations’”, “Laos’s”: an apostrophe alone only after a plural that ends in s."""
    plural = re.search(r"(?:Nations|States|Philippines|Islands|Netherlands|[a-z]ers|[a-z]ions)$", name)
    return f"{name}’" if plural else f"{name}’s"


def named(display: str, honorific: str = "") -> str:
    """A person in full: “Ms. Keovanlay Phanthavong”."""
    return f"{honorific} {display}".strip()


def later(display: str, honorific: str = "", family: str = "") -> str:
    """A person at later mentions: “Ms. Zhang” when a family name is recorded, otherwise in full again."""
    return f"{honorific} {family}".strip() if honorific and family else named(display, honorific)


def position(function: str, organisation: str = "") -> str:
    """“Deputy Director of the Institute”, “Lecturer at NPIC”, “Minister of Tourism”; either part may be missing.

    ``organisation`` comes with its article. A function that already names the organisation is left as it is.
    """
    function, bare = re.sub(r"[.,\s]+$", "", function), MARKS.sub("", organisation).removeprefix("the ")
    lowered = MARKS.sub("", function).casefold()
    if not organisation or not function or bare.casefold() in lowered:
        return function or organisation
    if re.search(r"(?:^|’s )Ministry of ", bare) and lowered in ("minister", "vice minister", "deputy minister"):
        return organisation.removeprefix("the ").replace("Ministry", MARKS.sub("", function), 1)
    works_at = lowered.split()[-1] in _AT or lowered.endswith(_AT_ENDINGS) or lowered.startswith("secretary of state")
    preposition = "at" if works_at else "of"
    return f"{function} {preposition} {organisation}"


def introduced(name: str, function: str = "", organisation: str = "", comma: bool = False) -> str:
    """A person at first mention: “Ms. A, Dean of the B”; ``comma`` closes the function inside a sentence."""
    if not function:
        return f"{name} of {organisation}" if organisation else name
    return f"{name}, {position(function, organisation)}{',' if comma else ''}"


def quoted(text: str, comma: bool = False) -> str:
    """In double quotation marks, those inside as single ones; ``comma`` ends it for “…,” said X."""
    text = re.sub(r"\s+", " ", text).strip().replace("“", "‘").replace("”", "’")
    text = re.sub(r'"([^"]*)"', r"‘\1’", text)
    if comma and not text.endswith(("?", "!", "…")):
        text = f"{text.rstrip('.,;')},"
    return f"“{text}”"


def within(text: str) -> str:
    """A noun phrase inside a sentence: no final stop (“Co., Ltd.” keeps its own), its first article small."""
    text = re.sub(r"\s+", " ", text).strip()
    if not re.search(r"(?:Ltd|Inc|Corp|Co)\.$", text):
        text = text.rstrip(".;,")
    return re.sub(r"^(The|An?) ", lambda m: m[0].lower(), text)


def says(status: str, text: str) -> bool:
    """Whether an outcome’s own words tell its status: “agreed to …” does, “expressed its wish to …” does not."""
    return bool(re.search(_STATUS_VERBS[status], text, re.IGNORECASE)) if status in _STATUS_VERBS else True


def language_name(code: str) -> str:
    """“Chinese” for “zh”; a language that is written out stays as it is."""
    return _LANGUAGE_NAMES.get(code.lower(), code)


def head_noun(phrase: str) -> str:
    """The noun a phrase is about: “event” of “exchange and cooperation event”, “workshop” of “workshop on skills”."""
    words = re.split(r" (?:of|on|for|to|in|about|with|between|under|at) ", phrase.strip())[0].split()
    return words[-1].lower() if words else ""


def event_title(title: str) -> str:
    """How a title fits a sentence: “noun” (… exchange event), “name” (Regional Forum on Skills), "" (a slogan)."""
    first = title.split(" ", 1)[0].lower()
    head = re.split(r"(?<=\w) (?:of|on|for|to|in|about|with|between|under) |[:–—]", title.strip())[0].split()
    if not head or head[-1].lower() not in _EVENT_NOUNS or first.endswith("ing"):
        return ""
    return "noun" if head[-1].islower() and title.split()[-1] == head[-1] else "name"


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "a": a,
    "article": article,
    "capital": en_sentences.capital,
    "clause": en_sentences.clause,
    "clock": en_numbers.clock,
    "count": en_numbers.count,
    "date_range": en_numbers.date_range,
    "day": en_numbers.day,
    "day_count": en_numbers.day_count,
    "event_title": event_title,
    "half_day": en_numbers.half_day,
    "head_noun": head_noun,
    "hours": en_numbers.hours,
    "in_words": en_numbers.in_words,
    "introduced": introduced,
    "language_name": language_name,
    "later": later,
    "listed": en_sentences.listed,
    "moment": en_numbers.moment,
    "named": named,
    "number": en_numbers.number,
    "period": en_numbers.period,
    "position": position,
    "possessive": possessive,
    "quoted": quoted,
    "says": says,
    "sentence": en_sentences.sentence,
    "sentences": en_sentences.sentences,
    "stopped": en_sentences.stopped,
    "the": the,
    "weekday": en_numbers.weekday,
    "weekday_range": en_numbers.weekday_range,
    "within": within,
}
# These keep the trace's marks in what they are given, so that the parts of a phrase keep their own sources.
for _function in (a, article):
    vars(_function)["takes_facts"] = True
