"""The internal e-mails: reviewers are asked, reminders are sent as one digest. Pure: their texts as a ``Draft``.

A ``Draft`` carries its texts; it goes out as a ``Notice``, which can hold no files, through the channel that
``communique.toml`` names for it. Notices are internal: they need no approval and may carry internal names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from communique.dossier import Dossier
from communique.model import Audience, Draft, Reminder, Rendition
from communique.templating import Templates

_MEDIA = {"html": "text/html; charset=utf-8", "txt": "text/plain; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder with the names that a reader needs: the event's title, and the owner as written, "" if not stated."""

    reminder: Reminder
    title: str
    owner: str = ""


def review_request(dossier: Dossier, templates: Templates, language: str = "en") -> Draft:
    """Asks the reviewers to look at one dossier: what there is, what was found, which commands come next."""
    context = {
        "dossier": dossier,
        "blocking": tuple(finding for finding in dossier.findings if finding.blocks),
        "answered": tuple(finding for finding in dossier.findings if finding.answer is not None),
        "open": tuple(finding for finding in dossier.findings if finding.answer is None and not finding.blocks),
    }
    return _notice("review-request", f"{dossier.event} {dossier.id[:12]}", context, templates, language)


def reminder_digest(lines: Sequence[Line], today: date, templates: Templates, language: str = "en") -> Draft:
    """All reminders of one day in one e-mail, by what they ask for: overdue, due, details missing."""
    context: Mapping[str, object] = {
        "today": today,
        "total": len({(line.reminder.event, line.reminder.action.id) for line in lines}),
        "overdue": tuple(line for line in lines if _is_dated(line) and line.reminder.days < 0),
        "coming": tuple(line for line in lines if _is_dated(line) and line.reminder.days >= 0),
        "lacking": tuple(line for line in lines if not _is_dated(line)),
    }
    return _notice("reminder", today.isoformat(), context, templates, language)


def _is_dated(line: Line) -> bool:
    return not line.reminder.stage.startswith("needs ")


def _notice(name: str, reference: str, context: Mapping[str, object], templates: Templates, language: str) -> Draft:
    subject = templates.render(f"{name}/subject.txt.j2", context).text.strip()
    files = tuple(
        Rendition(
            f"{name}.{language}.{kind}",
            _MEDIA[kind],
            templates.render(f"{name}/{name}.{kind}.j2", {**context, "subject": subject}).text.encode(),
        )
        for kind in ("html", "txt")
    )
    return Draft(name, language, Audience.INTERNAL, subject, files, reference)
