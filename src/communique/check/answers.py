"""Lays people's answers beside the findings they answer, and says which answers no longer apply and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from communique.check.evidence import brief, plain
from communique.model import Answer, Finding, Origin, Severity


def answered(findings: Sequence[Finding], answers: Sequence[Answer]) -> tuple[Finding, ...]:
    """The findings with the answers that hold: same code, about the same texts. Of two answers the later one counts."""
    by_subject = {_subject(answer.code, answer.about): answer for answer in sorted(answers, key=lambda a: a.day)}
    return tuple(replace(finding, answer=by_subject.get(_subject(finding.code, finding.about))) for finding in findings)


def _subject(code: str, about: Iterable[str]) -> tuple[str, frozenset[str]]:
    return code, frozenset(plain(text) for text in about)


def void_answers(findings: Sequence[Finding], answers: Sequence[Answer]) -> Iterator[Finding]:
    """An answer that no longer applies.

    What it finds
        An answer in answers.toml whose question is not asked any more, or whose question is now about other
        texts than those the answer names.

    Why it matters
        Somebody took responsibility for particular words and numbers. They have changed, so the name under
        the answer does not stand for the new ones: the question is open again.

    How to mend it
        If the new question has the same answer, let the person give it again for the new texts. Otherwise
        take the answer out.
    """
    subjects = {_subject(finding.code, finding.about) for finding in findings}
    for answer in answers:
        if _subject(answer.code, answer.about) not in subjects:
            yield Finding(
                "ANSWERS-01",
                Severity.WARNING,
                f"This answer to {answer.code} by {answer.person} no longer applies because "
                f"{_reason(answer, findings)}.",
                "Have the question answered again for the new texts, or take the answer out.",
                answer.origin or Origin(file="answers.toml"),
                tuple(finding.place for finding in findings if finding.code == answer.code),
                answer.about,
            )


def _reason(answer: Answer, findings: Sequence[Finding]) -> str:
    asked = [set(map(plain, finding.about)) for finding in findings if finding.code == answer.code]
    if not asked:
        return f"the inputs no longer give rise to {answer.code}"
    about = set(map(plain, answer.about))
    nearest = max(asked, key=lambda texts: len(texts & about))
    gone, new = sorted(about - nearest), sorted(nearest - about)
    parts = [f"it is about {_listed(gone)}"] if gone else []
    parts += [f"the inputs now say {_listed(new)}"] if new else []
    return " and ".join(parts)


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(brief(text, 40) for text in texts)
