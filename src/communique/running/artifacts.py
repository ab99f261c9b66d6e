"""What Prefect's own pages show of an event: findings, drafts and deliveries as Markdown and as rows. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from communique.dossier import Dossier
from communique.model import Delivery, DeliveryState, Finding, Reminder, Severity


def key(kind: str, event: str) -> str:
    """An artifact's key: Prefect takes small letters, digits and dashes, event ids may hold any letters."""
    slug = re.sub(r"[^a-z0-9]+", "-", event.casefold()).strip("-")
    if slug != event:
        # Two ids must not share a page: what the slug left out is kept as a digest.
        slug = f"{slug}-{hashlib.sha256(event.encode()).hexdigest()[:8]}".lstrip("-")
    return f"{kind}-{slug}"


def findings_page(dossier: Dossier) -> str:
    """The findings as a Markdown table, those that stop a sign-off first."""
    blocking = sum(finding.blocks for finding in dossier.findings)
    state = "None stops a sign-off."
    if blocking:
        state = f"{blocking} of them must be mended or answered before anybody can approve."
    lines = [f"# {_text(dossier.title)}: findings", "", f"{len(dossier.findings)} findings. {state}", ""]
    if dossier.findings:
        lines += ["| severity | code | where | what | what to do |", "|---|---|---|---|---|"]
        order = list(Severity)
        listed = sorted(dossier.findings, key=lambda one: (not one.blocks, order.index(one.severity)))
        lines += [_row(_severity(one), one.code, str(one.place), one.message, _remedy(one)) for one in listed]
    return "\n".join(lines) + "\n"


def _severity(finding: Finding) -> str:
    return finding.severity.value if finding.answer is None else f"{finding.severity.value}, answered"


def _remedy(finding: Finding) -> str:
    answer = finding.answer
    return finding.help if answer is None else f"Answered by {answer.person}, {answer.day.isoformat()}: {answer.reason}"


def drafts_page(dossier: Dossier, place: str) -> str:
    """The drafts with their digests and paths, then the text of the news release. ``place`` is the dossiers' folder."""
    lines = [f"# {_text(dossier.title)}: drafts", "", f"Dossier {dossier.id}", ""]
    lines += ["| document | audience | file | digest (SHA-256) | path |", "|---|---|---|---|---|"]
    lines += [
        _row(
            f"{one.document} ({one.language})",
            one.audience.value,
            file.name,
            file.digest,
            f"{place.rstrip('/')}/objects/{file.digest}",
        )
        for one in dossier.drafts
        for file in one.files
    ]
    for one in dossier.drafts:
        if one.document == "news-release":
            lines += ["", "---", "", one.file(".md").content.decode()]
    return "\n".join(lines) + "\n"


def delivery_rows(deliveries: Sequence[Delivery]) -> list[dict[str, str]]:
    """A row per delivery for a table: document, channel, state, where it is now, what was said."""
    return [
        {
            "document": f"{one.document} ({one.language})",
            "channel": one.channel,
            "state": one.state.value,
            "where": one.address,
            "detail": one.detail,
        }
        for one in deliveries
    ]


def unknown(deliveries: Sequence[Delivery]) -> tuple[str, ...]:
    """A sentence that names the deliveries of which nobody knows whether they arrived; empty when there are none."""
    keys = ", ".join(one.key for one in deliveries if one.state is DeliveryState.UNKNOWN)
    if not keys:
        return ()
    return (f"Nobody knows whether these arrived: {keys}. Look at the service, then say so with: communique resolve",)


def sweep_rows(results: Mapping[str, str | Exception]) -> list[dict[str, str]]:
    """A row per event that a sweep looked at: the dossier's id, or why there is none."""
    return [
        {"event": event, "state": "failed" if isinstance(result, Exception) else "prepared", "result": str(result)}
        for event, result in results.items()
    ]


def reminder_rows(reminders: Sequence[Reminder]) -> list[dict[str, str]]:
    """A row per reminder: what it is about and why today."""
    return [
        {
            "event": one.event,
            "action": one.action.title,
            "due": one.action.due.isoformat() if one.action.due else "not stated",
            "reminder": one.stage,
        }
        for one in reminders
    ]


def _row(*cells: str) -> str:
    return "| " + " | ".join(_text(cell) for cell in cells) + " |"


def _text(value: str) -> str:
    """Text that stays text inside a Markdown table: no markup, no cell borders, no line breaks."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(value.split()))
