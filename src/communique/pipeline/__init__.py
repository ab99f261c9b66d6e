"""The stages put together, each as one call on an opened workspace: what the terminal and the flows both use.

``preparing`` gather → check → draft → a stored dossier · ``deciding`` what people decide about it · ``sending`` what is
approved goes to its channels · ``noticing`` internal mail · ``following`` actions, reminders, sweep and status.

Each name is loaded from its module when it is first asked for: drafting needs neither the ledger nor a channel.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.pipeline.deciding import Standing, answer, decide, seen, show, standing
    from communique.pipeline.following import Status, actions, close_action, remind, status, swept
    from communique.pipeline.noticing import ask_reviewers
    from communique.pipeline.preparing import (
        check_event,
        current,
        dossier,
        draft_event,
        event_folder,
        events,
        explain,
        fetch_inputs,
        findings_of,
        gather_event,
        prepare,
        read_inputs,
    )
    from communique.pipeline.sending import Published, deliveries, probe, publish, resolve

_HOMES = {
    "deciding": ("Standing", "answer", "decide", "seen", "show", "standing"),
    "following": ("Status", "actions", "close_action", "remind", "status", "swept"),
    "noticing": ("ask_reviewers",),
    "preparing": (
        "check_event",
        "current",
        "dossier",
        "draft_event",
        "event_folder",
        "events",
        "explain",
        "fetch_inputs",
        "findings_of",
        "gather_event",
        "prepare",
        "read_inputs",
    ),
    "sending": ("Published", "deliveries", "probe", "publish", "resolve"),
}

__all__ = [
    "Published",
    "Standing",
    "Status",
    "actions",
    "answer",
    "ask_reviewers",
    "check_event",
    "close_action",
    "current",
    "decide",
    "deliveries",
    "dossier",
    "draft_event",
    "event_folder",
    "events",
    "explain",
    "fetch_inputs",
    "findings_of",
    "gather_event",
    "prepare",
    "probe",
    "publish",
    "read_inputs",
    "remind",
    "resolve",
    "seen",
    "show",
    "standing",
    "status",
    "swept",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"communique.pipeline.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
