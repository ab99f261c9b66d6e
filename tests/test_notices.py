"""The internal e-mails: their texts, in both forms, word for word where it matters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from communique import wording
from communique.dossier import Dossier
from communique.follow_up import Raised, due_reminders
from communique.model import (
    Action,
    Answer,
    Audience,
    Destination,
    Draft,
    Finding,
    Origin,
    Rendition,
    Severity,
)
from communique.notices import Line, reminder_digest, review_request
from communique.templating import Templates

TEMPLATES = Templates(Path(__file__).parents[1] / "templates", functions=wording.of("en"))
TODAY = date(2024, 6, 6)


def digest() -> Draft:
    actions = (
        Action(id="signs", title="Print the <hand signal> cards", owner="bora", due=date(2024, 6, 1)),
        Action(id="list", title="Send the list"),
        Action(id="visit", title="Agree a return visit", owner_written="Harbour Office", due=date(2024, 6, 7)),
    )
    raised = [Raised("ports-2024", action, date(2024, 5, 7)) for action in actions]
    owners = {"signs": "Bora Keo", "list": "", "visit": "Harbour Office"}
    found = due_reminders(raised, TODAY, lambda key: False)
    return reminder_digest([Line(r, "Crane operators", owners[r.action.id]) for r in found], TODAY, TEMPLATES)


def test_the_digest_of_a_day() -> None:
    made = digest()
    assert (made.document, made.language, made.audience) == ("reminder", "en", Audience.INTERNAL)
    assert made.title == "Three actions to follow up, 6 June 2024"
    assert made.file(".txt").content.decode() == (
        "Three actions to follow up, 6 June 2024\n\n"
        "OVERDUE\n\n"
        "- Print the <hand signal> cards\n"
        "  Overdue by 5 days (1 June 2024). Owner: Bora Keo.\n"
        '  Crane operators · communique actions done ports-2024/signs --as PERSON --evidence "…"\n\n'
        "DUE\n\n"
        "- Agree a return visit\n"
        "  Due tomorrow (7 June 2024). Owner: Harbour Office.\n"
        '  Crane operators · communique actions done ports-2024/visit --as PERSON --evidence "…"\n\n'
        "DETAILS MISSING: fill them in where the event's actions are listed\n\n"
        "- Send the list\n"
        "  Needs an owner and a date. Owner: not stated.\n"
        '  Crane operators · communique actions done ports-2024/list --as PERSON --evidence "…"\n\n'
        "Each stage of an action is sent once: 7 days before, 1 day before and on the day it is due, then weekly.\n"
        "The whole list: communique actions list\n"
    )


def test_the_digest_in_html_escapes_what_people_wrote() -> None:
    html = digest().file(".html").content.decode()
    assert "<td>Print the &lt;hand signal&gt; cards</td><td>Bora Keo</td><td>1 June 2024</td>" in html
    assert "<td>Send the list</td><td>not stated</td><td>not stated</td><td>needs an owner and a date</td>" in html
    assert html.index("Overdue</h2>") < html.index("Due</h2>") < html.index("Details missing</h2>")


def test_the_same_reminders_give_the_same_bytes() -> None:
    assert digest().digest == digest().digest


def test_a_section_without_lines_is_left_out() -> None:
    action = Action(id="a", title="Send", owner="x", due=TODAY)
    found = due_reminders([Raised("e", action, TODAY)], TODAY, lambda key: False)
    text = reminder_digest([Line(found[0], "E", "X")], TODAY, TEMPLATES).file(".txt").content.decode()
    assert text.startswith(
        "One action to follow up, 6 June 2024\n\nDUE\n\n- Send\n  Due today (6 June 2024). Owner: X.\n"
    )
    assert "OVERDUE" not in text
    assert "MISSING" not in text


def request(*findings: Finding, destinations: tuple[Destination, ...] = ()) -> Draft:
    release = Draft(
        "news-release", "en", Audience.PUBLIC, "Two ports", (Rendition("news-release.en.md", "text/markdown", b""),)
    )
    dossier = Dossier(
        id="ab" * 32,
        event="ports-2024",
        title="Training & cranes",
        drafts=(release,),
        findings=findings,
        actions=(),
        inputs={},
        destinations=destinations,
        ended=None,
    )
    return review_request(dossier, TEMPLATES)


def test_reviewers_are_told_what_there_is_and_what_to_type() -> None:
    made = request()
    assert made.title == "For review: Training & cranes"
    assert made.file(".txt").content.decode() == (
        "Training & cranes\n\n"
        "The drafts of this event are ready for review:\n\n"
        "- news-release (en), for public: Two ports\n\n"
        "To look:    communique review ports-2024\n"
        "To approve: communique approve ports-2024 --as YOU --seen abababababab\n"
        'Otherwise:  communique request-changes ports-2024 --as YOU --seen abababababab --note "…"\n'
    )
    assert '<h1 style="font-size:1.3em">Training &amp; cranes</h1>' in made.file(".html").content.decode()


def test_reviewers_are_told_what_blocks_what_was_answered_and_where_it_goes() -> None:
    place = Origin("event.xlsx", "Event", "B4")
    answer = Answer("DATES-01", (), "One day was for travel.", "Ilka Brandt", "officer", date(2024, 5, 8))
    made = request(
        Finding("QUOTE-01", Severity.ERROR, "Nobody is named.", "Name the speaker.", place),
        Finding("DATES-01", Severity.ERROR, "Three days, four dates.", "Mend it.", place, answer=answer),
        Finding("PHOTO-01", Severity.WARNING, "A photo has no text.", "Write one.", place),
        destinations=(Destination("mail", "smtp", "news-release", "en", ("a@x.example", "b@x.example")),),
    )
    assert (
        "One finding must be mended or answered before anybody can approve:\n\n"
        "- QUOTE-01: Nobody is named.\n  event.xlsx, sheet “Event”, cell B4\n  Name the speaker.\n\n"
        "Answered findings, for you to agree with:\n\n"
        "- DATES-01: Three days, four dates.\n"
        "  Ilka Brandt (officer), 8 May 2024: One day was for travel.\n\n"
        "To be aware of:\n\n"
        "- PHOTO-01: A photo has no text.\n\n"
        "Once approved, they go to:\n\n"
        "- news-release (en) through mail: a@x.example, b@x.example\n"
    ) in made.file(".txt").content.decode()
