"""TOML files, and the lines that tomllib does not tell."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gather import answers
from communique.gather.files import toml_file
from communique.gather.files.toml_lines import lines
from communique.gather.refusal import Refusal
from communique.model import Answer, Origin

EVENT = """\
title = "Exchange"          # a comment with [brackets] and = signs
start = 2023-12-10
objectives = [
  "one",
  "two]",
]
background.en = "Because."
background.zh = "因为。"
summary = \"\"\"
First line
not_a_key = 1
\"\"\"
"look ahead" = 'C:\\x = 1'

[contact]
name = "Sok Dara"

[[visit]]
place = "College"
start = 09:30:00

[[visit]]
place = "Company"
shown = ["a", "b"]

[visit.summary]
zh = "参观"
"""


def test_keys_and_values_with_their_lines() -> None:
    event, visits = toml_file.read("event.toml", EVENT.encode())
    assert event.name == "event"
    assert [(key.value, value.value, value.origin.line) for key, value in event.rows] == [
        ("title", "Exchange", 1),
        ("start", date(2023, 12, 10), 2),
        ("objectives", "one\ntwo]", 3),
        ("background", "Because.", 7),
        ("background.zh", "因为。", 8),
        ("summary", "First line\nnot_a_key = 1", 9),
        ("look ahead", "C:\\x = 1", 13),
        ("contact.name", "Sok Dara", 16),
    ]
    assert event.rows[1][1].origin == Origin("event.toml", line=2, text="2023-12-10")
    assert visits.name == "visit"
    assert [[cell.value for cell in row] for row in visits.rows] == [
        ["place", "start", "shown", "summary.zh"],
        ["College", time(9, 30), None, None],
        ["Company", None, "a\nb", "参观"],
    ]
    assert [cell.origin.line for cell in visits.rows[2]] == [23, 22, 24, 27]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\n[b]\nc = [ # ]\n 1,\n]\nd = 2\n", {("a",): 1, ("b",): 2, ("b", "c"): 3, ("b", "d"): 6}),
        ("a.b = 1\na.c = {x = '}'}\n", {("a",): 1, ("a", "b"): 1, ("a", "c"): 2}),
        (
            "[[a]]\n[[a.b]]\nc = 1\n[[a]]\n[[a.b]]\n",
            {("a", 0): 1, ("a", 0, "b", 0): 2, ("a", 0, "b", 0, "c"): 3, ("a", 1): 4, ("a", 1, "b", 0): 5},
        ),
        ("\"x.y\" = '''\n[z]\n'''\n[ \"k\" . l ]\n", {("x.y",): 1, ("k", "l"): 4}),
        ('a = "\\""\r\nb = 1\r\n', {("a",): 1, ("b",): 2}),
    ],
)
def test_lines(text: str, place: dict[tuple[str | int, ...], int]) -> None:
    assert lines(text) == place


@given(st.text(max_size=300))
def test_lines_of_any_text_ends(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines(text).values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = Exchange", "line 1 has no value, or a text without quotation marks"),
        ('a = 1\nb = "x\n', "line 2 leaves a quotation mark open, or has a character that is not allowed"),
        ("a = 1\na = 2\nc = 3\n", "line 2 gives a key that was given before"),
        ("[[visit]\n", "line 1 begins a section and does not close its brackets with ]]"),
        ("title\n", "line 1 has no “=” after its key"),
        ("a = [1,\n2", "line 2, at the end, opens a bracket that is never closed"),
        ("a = " + "[" * 3_000 + "]" * 3_000, "in one place it goes down into more levels than an event can need"),
        ("a.b.c.d.e.f.g.h.i.j = 1", "line 1 goes down into more levels than an event can need"),
    ],
)
def test_mistakes_name_the_line(text: str, message: str) -> None:
    with pytest.raises(Refusal) as refused:
        toml_file.read("event.toml", text.encode())
    assert (refused.value.code, refused.value.message) == ("INPUT-08", f"event.toml can't be read: {message}.")


def test_numbers_no_spreadsheet_can_hold_become_text() -> None:
    ((_, plain), (_, huge), (_, none)) = toml_file.read("event.toml", f"a = 12\nb = {10**40}\nc = nan\n".encode())[
        0
    ].rows
    assert (plain.value, huge.value, none.value) == (12, "1" + "0" * 40, "nan")


ANSWER = """\
[[answer]]
code = "DATES-01"
about = ["three-day", "13 December 2023"]
reason = "The tenth was the day of arrival."
person = "Demo Reviewer"
role = "programme officer"
date = 2023-12-15
"""


def test_answers() -> None:
    assert answers.read("answers.toml", ANSWER.encode()) == (
        (
            Answer(
                "DATES-01",
                ("three-day", "13 December 2023"),
                "The tenth was the day of arrival.",
                "Demo Reviewer",
                "programme officer",
                date(2023, 12, 15),
                Origin("answers.toml", line=1),
            ),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('reason = "The tenth was the day of arrival."', "", "“reason” is missing or is no text"),
        ('person = "Demo Reviewer"', 'person = " "', "“person” is missing or is no text"),
        (
            "date = 2023-12-15",
            'date = "soon"',
            "“date” must be a date without quotation marks, as in date = 2023-12-15",
        ),
        ("date = 2023-12-15", "date = 2023-12-15\nwhy = 1", "“why” is not something an answer has"),
        (
            'about = ["three-day", "13 December 2023"]',
            'about = "three-day"',
            '“about” must list the texts that the finding is about, as in about = ["three-day"]',
        ),
    ],
)
def test_incomplete_answers_are_findings(before: str, after: str, problem: str) -> None:
    given_answers, (finding,) = answers.read("answers.toml", ("\n" + ANSWER.replace(before, after)).encode())
    assert given_answers == ()
    assert (finding.code, finding.message) == ("INPUT-14", f"answers.toml, line 2: {problem}.")
