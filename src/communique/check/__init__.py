"""Checks an event: what contradicts itself, what is missing, what may not be printed yet. It changes nothing.

``RULES`` is the table of codes; one file holds one family of rules. A rule's docstring is the page that ``explain``
returns.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from communique.check import (
    actions,
    completeness,
    dates,
    names,
    numbers,
    outcomes,
    people,
    photos,
    programme,
    quotations,
    weekdays,
)
from communique.check.answers import answered, void_answers
from communique.model import Answer, Event, Finding, Origin, Severity
from communique.register import Register

Rule = Callable[[Event, Register], Iterable[Finding]]

RULES: Mapping[str, Rule] = {
    "ACTIONS-01": actions.no_owner,
    "ACTIONS-02": actions.no_due_date,
    "ACTIONS-03": actions.due_before_end,
    "ACTIONS-04": actions.owner_not_present,
    "ACTIONS-05": actions.vague,
    "COMPLETENESS-01": completeness.no_dates,
    "COMPLETENESS-02": completeness.no_place,
    "COMPLETENESS-03": completeness.no_host,
    "COMPLETENESS-04": completeness.no_contact,
    "COMPLETENESS-05": completeness.long_headline,
    "COMPLETENESS-06": completeness.no_summary,
    "DATES-01": dates.days_stated,
    "DATES-02": weekdays.weekday,
    "DATES-03": dates.end_before_start,
    "DATES-04": dates.outside_event,
    "DATES-05": dates.published_before_end,
    "DATES-06": dates.embargo_zone,
    "NAMES-01": names.written_in_cells,
    "NAMES-02": names.written_in_text,
    "NAMES-03": names.not_registered,
    "NAMES-04": names.no_latin_letters,
    "NUMBERS-01": numbers.parts_of_total,
    "NUMBERS-02": numbers.list_length,
    "NUMBERS-03": numbers.women_and_men_listed,
    "NUMBERS-04": numbers.part_above_total,
    "OUTCOMES-01": outcomes.nobody,
    "OUTCOMES-02": outcomes.firmness,
    "PEOPLE-01": people.not_listed,
    "PEOPLE-02": people.other_function,
    "PEOPLE-03": people.two_spellings,
    "PEOPLE-04": people.other_order,
    "PHOTOS-01": photos.no_description,
    "PHOTOS-02": photos.no_credit,
    "PHOTOS-03": photos.no_caption,
    "PHOTOS-04": photos.consent_not_stated,
    "PHOTOS-05": photos.consent_refused,
    "PROGRAMME-01": programme.same_room,
    "PROGRAMME-02": programme.same_speaker,
    "PROGRAMME-03": programme.end_before_start,
    "PROGRAMME-04": programme.no_speaker,
    "QUOTATIONS-01": quotations.no_speaker,
    "QUOTATIONS-02": quotations.no_clearance,
    "QUOTATIONS-03": quotations.narrow_clearance,
    "QUOTATIONS-04": quotations.withdrawn,
    "QUOTATIONS-05": quotations.translation_not_said,
    "QUOTATIONS-06": quotations.no_words,
}

# What a rule would say again about a cell that gather could not read. Code of the rule → codes of gather.
_SAID_BY_GATHER: Mapping[str, frozenset[str]] = {
    "ACTIONS-01": frozenset({"INPUT-45"}),
    "ACTIONS-02": frozenset({"INPUT-31", "INPUT-32", "INPUT-33"}),
    "COMPLETENESS-01": frozenset({"INPUT-31", "INPUT-32", "INPUT-33"}),
}

_SEVERITIES = [Severity.ERROR, Severity.WARNING, Severity.NOTE]


def check(
    event: Event, register: Register, answers: Sequence[Answer] = (), gathered: Sequence[Finding] = ()
) -> tuple[Finding, ...]:
    """All findings: errors first, then by code and place; ``answers`` are people's, from answers.toml.

    Findings of ``gather``, handed in as ``gathered``, are returned among them and can be answered as well. What they
    say about a cell is not said again by a rule that only misses its value.
    """
    said = {(finding.code, finding.place) for finding in gathered}
    found = [
        *gathered,
        *(
            finding
            for rule in RULES.values()
            for finding in rule(event, register)
            if not any((code, finding.place) in said for code in _SAID_BY_GATHER.get(finding.code, ()))
        ),
    ]
    found = [_about_something(finding) for finding in found]
    return tuple(sorted((*answered(found, answers), *void_answers(found, answers)), key=_order))


def _about_something(finding: Finding) -> Finding:
    """A finding that quotes no texts is about its place and what stands there.

    Otherwise an answer could not be bound to it, or one answer would hold for every finding of that code.
    """
    if finding.about:
        return finding
    place = finding.place
    return replace(finding, about=(str(place), place.text) if place.text else (str(place),))


def _order(finding: Finding) -> tuple[int, str, tuple[str, str, int, list[tuple[int, str]]], str]:
    return _SEVERITIES.index(finding.severity), finding.code, _place_order(finding.place), finding.message


def _place_order(place: Origin) -> tuple[str, str, int, list[tuple[int, str]]]:
    """Cells in the order of rows: A9 before A10, B2 before A3."""
    parts = [
        (int(number), "") if number else (0, letters)
        for number, letters in re.findall(r"([0-9]+)|([^0-9]+)", place.cell)
    ]
    if re.fullmatch("[A-Z]+[0-9]+", place.cell):
        parts.reverse()
    return place.file, place.sheet, place.line, parts


def explain(code: str) -> str:
    """The page of a rule: a title, then What it finds, Why it matters, How to mend it. ``KeyError`` for other codes."""
    page = void_answers if code == "ANSWERS-01" else RULES[code]
    return f"{code}: {inspect.cleandoc(page.__doc__ or '')}\n"
