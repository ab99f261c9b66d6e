"""Numbers of participants that do not add up: the stated totals, the parts they are made of, and the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.check.evidence import as_written, distinct, where
from communique.model import Event, Finding, Person, Severity, Sex
from communique.register import Register
from communique.wording.en_numbers import count

# Roles of people who are on the list without being counted as participants.
_NOT_COUNTED = re.compile(
    r"speaker|lectur|expert|resource|trainer|facilitat|moderat|interpret|translat|organi[sz]er|secretariat|support|staff"
    r"|host|observer|press|media|讲|专家|翻译|工作人员|主办",
    re.IGNORECASE,
)


def parts_of_total(event: Event, register: Register) -> Iterator[Finding]:
    """Women and men against the total.

    What it finds
        Stated numbers of women and men that do not add up to the stated number of participants. A rest is
        in order when the list has as many people whose sex is not stated.

    Why it matters
        Both numbers stand side by side in the report's table, and ministries copy them into their own
        statistics.

    How to mend it
        Count again and correct the number that is wrong. If the sex of some participants is not known,
        leave it empty in the list: they are shown as “not stated”.
    """
    total, women, men = event.participants_stated, event.women_stated, event.men_stated
    if total is None or women is None or men is None or max(women, men) > total:
        return
    unknown = sum(1 for person in _present(event) if person.sex is Sex.NOT_STATED)
    if women + men in (total, total - unknown):
        return
    yield Finding(
        "NUMBERS-01",
        Severity.ERROR,
        f"{count(women, 'woman')} and {count(men, 'man')} make {women + men}, but {total} participants are stated.",
        "Correct the number that is wrong.",
        where(event, "participants_stated"),
        (where(event, "women_stated"), where(event, "men_stated")),
        _written(event, "participants_stated", "women_stated", "men_stated"),
    )


def list_length(event: Event, register: Register) -> Iterator[Finding]:
    """The participants' list against the stated total.

    What it finds
        A stated number of participants that the list does not bear out: it is neither the number of those
        who attended, nor of those left without speakers, interpreters, organisers and guests of such kind.
        Whoever is marked as absent is not counted.

    Why it matters
        The release prints the number and the report prints the list. Anybody can count.

    How to mend it
        Complete the list, mark who was absent, or correct the number.
    """
    listed, present = _listed(event), _present(event)
    total = event.participants_stated
    if total is None or not listed:
        return
    counted = [person for person in present if not _NOT_COUNTED.search(person.role)]
    if total in {len(present), len(counted)}:
        return
    absent = f", {len(present)} of them marked as present" if len(present) != len(listed) else ""
    names = "one name" if len(listed) == 1 else f"{len(listed)} names"
    yield Finding(
        "NUMBERS-02",
        Severity.ERROR,
        f"The number of participants is stated as {total}, but the list has {names}{absent}.",
        "Complete the list, mark who was absent, or correct the number.",
        where(event, "participants_stated"),
        (where(listed[0], ""),),
        (*_written(event, "participants_stated"), f"{len(listed)} listed", *_attended(listed, present)),
    )


def women_and_men_listed(event: Event, register: Register) -> Iterator[Finding]:
    """Stated numbers of women and men against the list.

    What it finds
        A stated number of women (or men) smaller than the number marked so in the list, or larger than it
        could be even if everybody whose sex is not stated were one. Whoever is marked as absent is not
        counted.

    Why it matters
        The table of participants is made from the list, the sentence in the summary from the stated number:
        they would contradict each other in one document.

    How to mend it
        Correct the number, or the Sex column of the list. It is never worked out from a name.
    """
    listed, present = _listed(event), _present(event)
    if not any(person.sex is not Sex.NOT_STATED for person in present):
        return
    unknown = sum(1 for person in present if person.sex is Sex.NOT_STATED)
    for field, sex, word in (("women_stated", Sex.WOMAN, "women"), ("men_stated", Sex.MAN, "men")):
        stated = getattr(event, field)
        most = sum(1 for person in present if person.sex is sex)
        least = sum(1 for person in present if person.sex is sex and not _NOT_COUNTED.search(person.role))
        if stated is None or least <= stated <= most + unknown:
            continue
        rest = f" and {unknown} whose sex is not stated" if unknown else ""
        rest += " among those who attended" if len(present) != len(listed) else ""
        yield Finding(
            "NUMBERS-03",
            Severity.ERROR,
            f"The number of {word} is stated as {stated}, but the list has {most}{rest}.",
            "Correct the number or the Sex column of the list.",
            where(event, field),
            (where(next(person for person in present if person.sex is not Sex.NOT_STATED), "sex"),),
            (*_written(event, field), f"{most} listed", f"{unknown} not stated", *_attended(listed, present)),
        )


def part_above_total(event: Event, register: Register) -> Iterator[Finding]:
    """More women, or more men, than participants.

    What it finds
        A stated number of women or of men that is larger than the stated total.

    Why it matters
        A part can't be larger than the whole; usually two cells were swapped.

    How to mend it
        Look whether the numbers stand in the right cells, and correct the wrong one.
    """
    for field, word in (("women_stated", "women"), ("men_stated", "men")):
        part = getattr(event, field)
        if part is not None and event.participants_stated is not None and part > event.participants_stated:
            yield Finding(
                "NUMBERS-04",
                Severity.ERROR,
                f"The number of {word} is stated as {part}, more than the {event.participants_stated} participants "
                "in total.",
                "Look whether the numbers stand in the right cells, and correct the wrong one.",
                where(event, field),
                (where(event, "participants_stated"),),
                _written(event, field, "participants_stated"),
            )


def _listed(event: Event) -> list[Person]:
    return [person for person in event.people if person.listed]


def _present(event: Event) -> list[Person]:
    return [person for person in event.people if person.listed and person.attended]


def _attended(listed: Sequence[Person], present: Sequence[Person]) -> tuple[str, ...]:
    """What an answer depends on besides the list, when somebody on it was absent."""
    return (f"{len(present)} attended",) if len(present) != len(listed) else ()


def _written(event: Event, *fields: str) -> tuple[str, ...]:
    """What the inputs say, each number with its field: “12” alone would not tell women from men."""
    labels = {"participants_stated": "participants", "women_stated": "women", "men_stated": "men"}
    return distinct(*(f"{as_written(event, name, str(getattr(event, name)))} {labels[name]}" for name in fields))
