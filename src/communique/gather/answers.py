"""Reads and adds to ``answers.toml``: the reasons that named persons gave for findings that stand as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from communique.errors import InputError
from communique.gather.cleaning import clean
from communique.gather.files.toml_file import parsed
from communique.gather.files.toml_lines import lines
from communique.gather.findings import found
from communique.model import Answer, Finding, Origin

FILE = "answers.toml"
_TEXTS = ("code", "reason", "person", "role")
_SHAPE = "an answer begins with [[answer]], in two pairs of brackets"
_KNOWN = frozenset({*_TEXTS, "about", "date"})


def read(name: str, content: bytes) -> tuple[tuple[Answer, ...], tuple[Finding, ...]]:
    """The answers, and a finding for each entry that can't be one. Raises ``Refusal`` when the file is no TOML."""
    text, document = parsed(name, content)
    places = lines(text)
    entries = document.get("answer", [])
    answers: list[Answer] = []
    findings: list[Finding] = []
    for key in document:
        if key != "answer":
            place = Origin(name, line=places.get((key,), 0), text=clean(key))
            findings.append(_wrong(place, f"“{clean(key)}” is not an [[answer]]"))
    if not isinstance(entries, list):
        findings.append(_wrong(Origin(name, line=places.get(("answer",), 0)), _SHAPE))
        entries = []
    for number, entry in enumerate(entries):
        place = Origin(name, line=places.get(("answer", number), 0))
        problem = _problem(entry)
        if problem:
            findings.append(_wrong(place, problem))
        else:
            answers.append(_answer(entry, place))
    return tuple(answers), tuple(findings)


def _answer(entry: Mapping[str, Any], place: Origin) -> Answer:
    code, reason, person, role = (clean(entry[key]).strip() for key in _TEXTS)
    day = entry["date"]
    return Answer(
        code=code.upper(),
        about=tuple(clean(text) for text in entry["about"]),
        reason=reason,
        person=person,
        role=role,
        day=day.date() if isinstance(day, datetime) else day,
        origin=place,
    )


def _problem(entry: Any) -> str:
    """What is missing or of a wrong kind, to complete “answer in line 3: …”; "" when nothing is."""
    if not isinstance(entry, Mapping):
        return _SHAPE
    for key in _TEXTS:
        if not isinstance(entry.get(key), str) or not clean(entry[key]).strip():
            return f"“{key}” is missing or is no text"
    about = entry.get("about")
    if not isinstance(about, list) or not about or not all(isinstance(text, str) for text in about):
        return '“about” must list the texts that the finding is about, as in about = ["three-day"]'
    if not isinstance(entry.get("date"), date):
        return "“date” must be a date without quotation marks, as in date = 2023-12-15"
    unknown = [clean(key) for key in entry if key not in _KNOWN]
    return f"“{unknown[0]}” is not something an answer has" if unknown else ""


def _wrong(place: Origin, problem: str) -> Finding:
    where = f"{place.file}, line {place.line}" if place.line else place.file
    return found("INPUT-14", f"{where}: {problem}.", place)


def save(folder: Path, answers: Sequence[Answer]) -> Path:
    """Adds the answers at the end of the event's file, whose other lines stay as they are. Raises ``InputError``."""
    path = folder / FILE
    try:
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        text = before.rstrip("\n") + "\n\n" if before.strip() else ""
        written = path.with_name(f".{FILE}.part")
        written.write_text(text + "\n".join(map(_entry, answers)), encoding="utf-8")
        written.replace(path)
    except (OSError, UnicodeDecodeError) as error:
        problem = f"The answer could not be written to {path}: {error}."
        raise InputError(f"{problem} Allow writing there, then repeat it.") from error
    return path


def _entry(answer: Answer) -> str:
    # JSON's strings are TOML's basic strings, except that TOML wants DEL escaped as well; cleaning has removed it.
    lines = [
        "[[answer]]",
        f"code = {_quoted(answer.code)}",
        f"about = [{', '.join(map(_quoted, answer.about))}]",
        f"reason = {_quoted(answer.reason)}",
        f"person = {_quoted(answer.person)}",
        f"role = {_quoted(answer.role)}",
        f"date = {answer.day.isoformat()}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(clean(text), ensure_ascii=False)
