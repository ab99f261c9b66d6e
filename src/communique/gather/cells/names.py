"""Personal names out of cells: honorifics, capitals, scripts. A name is never split on its spaces.

What a spelling itself states is used (“ZHANG Lifang” marks the family name and its place); nothing else is derived:
not the order of the parts, and never the sex.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from communique.gather.cells.values import cleaned
from communique.model import NameOrder
from communique.register import name_key

_ENGLISH = re.compile(
    r"^(?:(?:h\.\s?e\.?|h\.e|his excellency|her excellency|mr|ms|mrs|miss|mdm|madame?|dr|prof|professor|"
    r"assoc(?:iate)?\.?\s+prof(?:essor)?|asst\.?\s+prof|samdech|neak oknha|oknha|lok chumteav|lok srey)"
    r"(?:\.\s*|\s+)|(?:hon|eng|ir|ven|arch)\.\s*)+",
    re.I,
)
_ENGLISH_AFTER = re.compile(r"[\s,]*[(（]?(?<![a-z])(mr|ms|mrs|miss|dr|prof)\.?[)）]?$", re.I)
_CHINESE_AFTER = re.compile(r"[\s(（]*(先生|女士|小姐|阁下|博士|教授)[)）]?$")
_KHMER = re.compile(
    r"^(?:(?:ឯកឧត្តមបណ្ឌិត|ឯកឧត្តម|ឯ\.ឧ\.?|លោកជំទាវ|លោកស្រី|អ្នកស្រី|អ្នកនាង|អ្នកឧកញ៉ា|ឧកញ៉ា|សម្តេច)\s*|"
    r"(?:លោក|កញ្ញា|បណ្ឌិត|សាស្ត្រាចារ្យ)[\s\u200b]+)+"
)
_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*")
HAN, KHMER, LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u1780-\u17ff]"), re.compile(r"[A-Za-zÀ-ɏ]")
_RUNS = {
    "zh": re.compile(r"[\u3400-\u9fff][\u3400-\u9fff·\s]*[\u3400-\u9fff]|[\u3400-\u9fff]"),
    "km": re.compile(r"[\u1780-\u17ff][\u1780-\u17ff\u200b\s]*[\u1780-\u17ff]"),
}
_SEPARATORS = re.compile(
    r"\s*(?:\n|[;；/&、]|(?<=\s)and(?=\s)|(?<=\s)និង(?=\s)|(?<=[\u3400-\u9fff])和(?=[\u3400-\u9fff]{2}))\s*"
)
_WORD = re.compile(r"[^\W\d_]+", re.U)


@dataclass(frozen=True, slots=True)
class Name:
    """``display`` is without honorific; ``names`` are the forms in other scripts; ``remark`` stood in brackets."""

    display: str
    honorific: str = ""
    family: str = ""
    given: str = ""
    order: NameOrder = NameOrder.NOT_STATED
    names: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""


def script(text: str) -> str:
    """The language code whose script the text is in: zh, km, or en for anything else."""
    return "zh" if HAN.search(text) else "km" if KHMER.search(text) else "en"


def without_honorific(text: str) -> tuple[str, str]:
    """The honorific as it was written, and the name without it: “Ms. Zhang Lifang”, 张三女士, លោកស្រី …"""
    for pattern in (_ENGLISH, _KHMER):
        match = pattern.match(text)
        if match and text[match.end() :].strip():
            return match[0].strip(), text[match.end() :].strip()
    for pattern in (_CHINESE_AFTER, _ENGLISH_AFTER):
        match = pattern.search(text)
        if match and LETTERS.search(text[: match.start()]):
            return match[0].strip(" ,()（）"), text[: match.start()].strip(" ,")
    return "", text


LETTERS = re.compile(r"[^\W\d_]")


def is_honorific(text: str) -> bool:
    """Whether a text is nothing but a form of address."""
    stripped = text.strip()
    forms = (_ENGLISH.fullmatch(f"{stripped} "), _CHINESE_AFTER.fullmatch(stripped), _KHMER.fullmatch(f"{stripped} "))
    return bool(stripped) and any(forms)


def begins_with_name(text: str) -> bool:
    """Whether a text is a name with its form of address: “Mr. Tavone Keosakhan”, 李女士; not “Professor of Law”."""
    text = text.strip()
    honorific, name = without_honorific(text)
    if honorific in ("先生", "女士", "小姐", "阁下"):
        return HAN.search(name) is not None and len(name) <= 4
    if not honorific or not text.startswith(honorific):
        return False
    words = name.split()
    # Professors and engineers are functions as well: only two capitals behind the word make it a form of address.
    needed = 2 if re.match("assoc|asst|prof|eng|hon|arch|ir|ven", honorific, re.I) else 1
    return len(words) >= needed and all(word[:1].isupper() or script(word) != "en" for word in words[:needed])


def parsed(text: str) -> Name:
    """A name cell that holds one person."""
    honorific, rest = without_honorific(" ".join(cleaned(text).split()))
    remarks: list[str] = []
    names: dict[str, str] = {}
    for inner in _BRACKETS.findall(rest):
        if is_honorific(inner) and not honorific:
            honorific = inner.strip()
        elif script(inner) != "en" and not remarks and script(inner) != script(_BRACKETS.sub("", rest)):
            names[script(inner)] = inner.strip()
        elif inner.strip():
            remarks.append(inner.strip())
    outside = _BRACKETS.sub(" ", rest).strip() or rest
    outside, others = _scripts_apart(outside)
    names = {**others, **names}
    if not honorific:
        honorific, outside = without_honorific(outside)
    for language, form in names.items():
        also, names[language] = without_honorific(form)
        honorific = honorific or also
    display, family, given, order = _capitals(outside)
    if script(display) != "en":
        names.setdefault(script(display), display)
    return Name(display, honorific, family, given, order, names, "; ".join(remarks))


def _scripts_apart(text: str) -> tuple[str, dict[str, str]]:
    """“张丽芳 Zhang Lifang” as the Latin form and the forms in other scripts."""
    if not LATIN.search(text):
        return text, {}
    others: dict[str, str] = {}
    for language, pattern in _RUNS.items():
        runs = pattern.findall(text)
        if len(runs) == 1:
            others[language] = runs[0].strip()
            text = text.replace(runs[0], " ")
    return " ".join(text.split()).strip(" ,;/-–"), others


def _capitals(display: str) -> tuple[str, str, str, NameOrder]:
    """Display, family, given and order, as far as capitals tell: “ZHANG Lifang” is family first, “Lifang ZHANG” not."""
    if not LATIN.search(display):
        return display, "", "", NameOrder.NOT_STATED
    words = display.split()
    capital = [_is_capital(word) for word in words]
    if not any(capital):
        return display, "", "", NameOrder.NOT_STATED
    lowered = [_title_case(word) if flag else word for word, flag in zip(words, capital, strict=True)]
    family = " ".join(word for word, flag in zip(lowered, capital, strict=True) if flag).rstrip(",")
    given = " ".join(word for word, flag in zip(lowered, capital, strict=True) if not flag)
    joined = " ".join(lowered)
    count = sum(capital)
    if all(flag or len(_letters(word)) < 2 for word, flag in zip(words, capital, strict=True)):
        return joined, "", "", NameOrder.NOT_STATED
    if all(capital[:count]):
        return joined.replace(",", ""), family, given, NameOrder.FAMILY_FIRST
    if all(capital[-count:]):
        return joined, family, given, NameOrder.GIVEN_FIRST
    return joined, "", "", NameOrder.NOT_STATED


def _letters(word: str) -> str:
    return "".join(character for character in word if character.isalpha())


def _is_capital(word: str) -> bool:
    return word.isupper() and "." not in word and len(_letters(word)) >= 2


def _title_case(word: str) -> str:
    return _WORD.sub(lambda match: match[0][:1] + match[0][1:].lower(), word)


def listed(text: str) -> tuple[str, ...]:
    """The names of several people in one cell, one after the other; one name when it only holds one.

    Two forms of one name, in two scripts or two orders, are one person.
    """
    parts = [part.strip() for part in _SEPARATORS.split(cleaned(text)) if part.strip()]
    if len(parts) == 1 and text.count(",") == 1:
        parts = [part.strip() for part in text.split(",")]
        if not all(_is_full(part) for part in parts):
            return (text.strip(),)
    if len(parts) < 2 or not all(_is_full(part) for part in parts):
        return (text.strip(),) if text.strip() else ()
    scripts = [script(part) for part in parts]
    keys = {name_key(without_honorific(part)[1]) for part in parts}
    if len(set(scripts)) == len(scripts) or len(keys) == 1:
        return (" ".join(parts) if len(keys) > 1 else parts[0],)
    return tuple(parts)


def _is_full(text: str) -> bool:
    """Whether a piece looks like a whole name: two words, a Chinese name of two to four characters, or an honorific."""
    honorific, name = without_honorific(_BRACKETS.sub(" ", text).strip())
    if honorific:
        return bool(name)
    if HAN.search(name) and not LATIN.search(name):
        return 2 <= len(name.replace(" ", "")) <= 4
    words = name.split()
    return (
        2 <= len(words) <= 5
        and not re.search(r"\d", name)
        and all(word[:1].isupper() or script(word) != "en" for word in words)
    )
