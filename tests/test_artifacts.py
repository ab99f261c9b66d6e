"""What Prefect's pages show: exact Markdown and rows, and keys that Prefect takes."""

from __future__ import annotations

import re
from datetime import date

from communique.dossier import Dossier
from communique.model import (
    Action,
    Answer,
    Audience,
    Delivery,
    DeliveryState,
    Draft,
    Finding,
    Origin,
    Reminder,
    Rendition,
    Severity,
)
from communique.running import artifacts

PLACE = Origin("event.xlsx", "Event", "B4")
ANSWER = Answer("DATES-01", (), "One day was for travel.", "Ilka Brandt", "officer", date(2024, 5, 8))
RELEASE = Draft(
    "news-release", "en", Audience.PUBLIC, "Ports", (Rendition("news-release.en.md", "text/markdown", b"# Ports\n"),)
)


def dossier(*findings: Finding) -> Dossier:
    return Dossier(
        id="ab" * 32,
        event="ports",
        title="Ports | *and* <cranes>",
        drafts=(RELEASE,),
        findings=findings,
        actions=(),
        inputs={},
        destinations=(),
        ended=None,
    )


def test_findings_that_stop_a_sign_off_come_first_and_markup_stays_text() -> None:
    warning = Finding("PHOTO-01", Severity.WARNING, "No text\nfor a photo", "Write one", PLACE)
    answered = Finding("DATES-01", Severity.ERROR, "3 days | 4 dates", "Mend it", PLACE, answer=ANSWER)
    error = Finding("QUOTE-01", Severity.ERROR, "Nobody is named", "Name the speaker", PLACE)
    assert artifacts.findings_page(dossier(warning, answered, error)) == (
        "# Ports \\| \\*and\\* \\<cranes\\>: findings\n\n"
        "3 findings. 1 of them must be mended or answered before anybody can approve.\n\n"
        "| severity | code | where | what | what to do |\n|---|---|---|---|---|\n"
        "| error | QUOTE-01 | event.xlsx, sheet “Event”, cell B4 | Nobody is named | Name the speaker |\n"
        "| error, answered | DATES-01 | event.xlsx, sheet “Event”, cell B4 | 3 days \\| 4 dates "
        "| Answered by Ilka Brandt, 2024-05-08: One day was for travel. |\n"
        "| warning | PHOTO-01 | event.xlsx, sheet “Event”, cell B4 | No text for a photo | Write one |\n"
    )


def test_no_findings_is_said() -> None:
    assert artifacts.findings_page(dossier()).endswith("0 findings. None stops a sign-off.\n\n")


def test_drafts_are_listed_with_digest_and_path_and_the_release_is_shown() -> None:
    digest = RELEASE.files[0].digest
    page = artifacts.drafts_page(dossier(), "/srv/dossiers/")
    assert f"| news-release (en) | public | news-release.en.md | {digest} | /srv/dossiers/objects/{digest} |\n" in page
    assert page.endswith("\n---\n\n# Ports\n\n")


def test_keys_are_what_prefect_takes_and_no_two_events_share_one() -> None:
    events = ("ports-2024", "Ports-2024", "ports_2024", "ports 2024", "កំពង់ផែ", "港口", "-")
    keys = [artifacts.key("findings", event) for event in events]
    assert keys[0] == "findings-ports-2024"
    assert len(set(keys)) == len(events)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)


def test_rows_of_deliveries_and_the_sentence_about_unknown_ones() -> None:
    sent = Delivery("k1", "ports", "report", "en", "mail", "d", state=DeliveryState.DELIVERED, address="<1@x>")
    lost = Delivery("k2", "ports", "report", "en", "post", "d", state=DeliveryState.UNKNOWN, detail="no answer")
    assert artifacts.delivery_rows((sent, lost)) == [
        {"document": "report (en)", "channel": "mail", "state": "delivered", "where": "<1@x>", "detail": ""},
        {"document": "report (en)", "channel": "post", "state": "unknown", "where": "", "detail": "no answer"},
    ]
    assert artifacts.unknown((sent,)) == ()
    assert artifacts.unknown((sent, lost)) == (
        "Nobody knows whether these arrived: k2. Look at the service, then say so with: communique resolve",
    )


def test_rows_of_a_sweep_and_of_reminders() -> None:
    assert artifacts.sweep_rows({"a": "id", "b": OSError("gone")}) == [
        {"event": "a", "state": "prepared", "result": "id"},
        {"event": "b", "state": "failed", "result": "gone"},
    ]
    dated = Reminder(Action(id="x", title="Print", due=date(2024, 6, 1)), "ports", "due today", "k")
    undated = Reminder(Action(id="y", title="Send"), "ports", "needs a date", "k")
    assert artifacts.reminder_rows((dated, undated)) == [
        {"event": "ports", "action": "Print", "due": "2024-06-01", "reminder": "due today"},
        {"event": "ports", "action": "Send", "due": "not stated", "reminder": "needs a date"},
    ]
