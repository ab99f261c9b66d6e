"""Follow-up actions that will stay undone: nobody answers for them, no date, nothing to measure them by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.check.evidence import as_written, brief, distinct, where
from communique.model import Action, Event, Finding, Severity
from communique.register import Register
from communique.wording.en_numbers import day as day_text

# “Strengthen the cooperation”: a verb of degree with an object that nobody can hand in.
_VAGUE = re.compile(
    r"^(?:to\s+)?(?:continue\s+(?:to\s+)?|further\s+|jointly\s+)*"
    r"(?:strengthen|deepen|enhance|promote|foster|improve|explore|expand|build|boost|intensif|consolidat|develop|support|"
    r"continu|maintain)\w*\b.{0,60}\b"
    r"(?:cooperation|co-operation|collaboration|ties|relations?|relationships?|partnerships?|exchanges?|friendship|"
    r"dialogue|links|bonds?|communication)\b",
    re.IGNORECASE,
)
_SOMETIME = re.compile(
    r"\b(?:in the (?:near )?future|soon|as soon as possible|in due course|when(?:ever)? possible"
    r"|at a later (?:date|stage)|next year|in the coming (?:months|years))\b",
    re.IGNORECASE,
)


def no_owner(event: Event, register: Register) -> Iterator[Finding]:
    """An action without an owner.

    What it finds
        An action for which no person answers. An organisation alone is no owner: an organisation does not
        read reminders.

    Why it matters
        What belongs to everybody is done by nobody. The list goes out with “owner: not stated”, which
        everybody sees.

    How to mend it
        Name one person in the column Owner who was there and has said yes. It may be filled in after the
        documents are out.
    """
    for action in event.actions:
        if not action.owner:
            written = action.owner_written.strip()
            named = f": “{written}” is not a known person" if written else ""
            yield Finding(
                "ACTIONS-01",
                Severity.WARNING,
                f"Nobody is named as the owner of the action {brief(action.title)}{named}.",
                "Name the one person who answers for it in the column Owner.",
                where(action, "owner", "owner_written"),
                (),
                distinct(action.title, written),
            )


def no_due_date(event: Event, register: Register) -> Iterator[Finding]:
    """An action without a due date.

    What it finds
        An action that has no due date, also when its text says “soon” or “in the future”.

    Why it matters
        Without a date nobody is ever late, so nobody is ever reminded, and the next report repeats the
        promise.

    How to mend it
        Agree on a day with the owner and enter it in the column Due. The day of the next meeting is better
        than none.
    """
    for action in event.actions:
        if action.due is None:
            sometime = _SOMETIME.search(f"{action.title} {action.done_when}")
            instead = f": “{sometime[0]}” is no date" if sometime else ""
            yield Finding(
                "ACTIONS-02",
                Severity.WARNING,
                f"The action {brief(action.title)} has no due date{instead}.",
                "Agree on a day with the owner and enter it in the column Due.",
                where(action, "due"),
                (),
                distinct(action.title),
            )


def due_before_end(event: Event, register: Register) -> Iterator[Finding]:
    """An action due before the event ended.

    What it finds
        A due date earlier than the last day of the event at which the action was agreed.

    Why it matters
        The owner gets a reminder for something overdue on the first day. Usually the year is wrong.

    How to mend it
        Correct the due date. What was already done during the event is no follow-up: take it out.
    """
    last = event.end or event.start
    for action in event.actions:
        if action.due and last and action.due < last:
            yield Finding(
                "ACTIONS-03",
                Severity.WARNING,
                f"The action {brief(action.title)} is due on {day_text(action.due)}, before the event ended, on "
                f"{day_text(last)}.",
                "Correct the due date, or take the action out if it was done during the event.",
                where(action, "due"),
                (where(event, "end", "start"),),
                distinct(
                    action.title,
                    as_written(action, "due", day_text(action.due)),
                    as_written(event, "end" if event.end else "start", day_text(last)),
                ),
            )


def owner_not_present(event: Event, register: Register) -> Iterator[Finding]:
    """An action given to somebody who was not there.

    What it finds
        An owner who is not on the participants' list, or is marked in it as absent. Nothing is said when
        there is no list.

    Why it matters
        An action assigned to an absent person can stay open for ever: nobody asked, and perhaps nobody has
        told them.

    How to mend it
        Give it to somebody who was present, or ask the person and add them to the list.
    """
    people = {person.id: person for person in event.people}
    if not any(person.listed for person in event.people):
        return
    for action in event.actions:
        owner = people.get(action.owner)
        if owner and not (owner.listed and owner.attended):
            state = "is marked as absent" if owner.listed else "does not stand"
            yield Finding(
                "ACTIONS-04",
                Severity.WARNING,
                f"{owner.display}, who owns the action {brief(action.title)}, {state} in the participants' list.",
                "Give it to somebody who was present, or ask the person and add them to the list.",
                where(action, "owner"),
                (where(owner, "attended"),) if owner.listed else (),
                distinct(action.title, owner.display),
            )


def vague(event: Event, register: Register) -> Iterator[Finding]:
    """An action that nobody could tick off.

    What it finds
        An action that only strengthens, deepens or explores cooperation, ties or exchanges, with no
        definition of done.

    Why it matters
        It will be neither done nor not done. Six months later nobody can say whether the event led to
        anything.

    How to mend it
        Say what will be on the table: a plan sent, a visit held, a curriculum adopted, how many and with
        whom. Or fill in the column Done when.
    """
    for action in event.actions:
        if _is_vague(action):
            yield Finding(
                "ACTIONS-05",
                Severity.WARNING,
                f"The action {brief(action.title)} does not say what will exist when it is done.",
                "Name what will be handed in, held or signed, or fill in the column Done when.",
                where(action, "title"),
                (),
                distinct(action.title),
            )


def _is_vague(action: Action) -> bool:
    return (
        not action.done_when.strip()
        and bool(_VAGUE.search(action.title.strip()))
        and not re.search("[0-9]", action.title)
    )
