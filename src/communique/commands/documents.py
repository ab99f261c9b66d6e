"""gather, check, draft, trace, rule: what a drafter does, without a server."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from communique import pipeline, terminal
from communique.commands import opening, writing
from communique.errors import InputError
from communique.model import Finding, Origin


def gather(asked: argparse.Namespace) -> int:
    """Says what was understood of an event folder."""
    workspace, event = opening.event(asked)
    gathered = pipeline.gather_event(workspace, event)
    if asked.json:
        terminal.show_json(
            {
                "event": terminal.plain(gathered.event),
                "findings": [terminal.finding_json(finding) for finding in gathered.findings],
                "answers": terminal.plain(gathered.answers),
            }
        )
        return _status(gathered.findings)
    found = gathered.event
    terminal.show(f"{found.title or event} ({event})")
    counts = [
        ("organisations", len(found.organisations)),
        ("people", len(found.people)),
        ("sessions", len(found.sessions)),
        ("site visits", len(found.visits)),
        ("quotations", len(found.quotes)),
        ("outcomes", len(found.outcomes)),
        ("actions", len(found.actions)),
        ("photos", len(found.photos)),
    ]
    terminal.show_table(("understood", "how many"), [(name, str(number)) for name, number in counts])
    if gathered.findings:
        terminal.show_findings(gathered.findings)
    else:
        terminal.show("Everything could be read.")
    terminal.show(f"Next, what contradicts itself or is missing: communique check {event}")
    return _status(gathered.findings)


def check(asked: argparse.Namespace) -> int:
    """Prints every finding; exit status 1 while one of severity error is neither mended nor answered."""
    workspace, event = opening.event(asked)
    findings = pipeline.findings_of(workspace, event)
    if asked.format == "json":
        terminal.show_json([terminal.finding_json(finding) for finding in findings])
    else:
        terminal.show_findings(findings)
    return _status(findings)


def draft(asked: argparse.Namespace) -> int:
    """Writes the documents, trace.json and findings.json into a folder: all of them, or none."""
    workspace, event = opening.event(asked)
    languages = tuple(code.strip() for code in asked.lang.split(",") if code.strip())
    inputs = pipeline.fetch_inputs(workspace, event)
    gathered = pipeline.read_inputs(workspace, inputs)
    findings = pipeline.check_event(workspace, gathered, inputs)
    drafts = pipeline.draft_event(workspace, gathered.event, inputs, languages)
    default = Path.cwd() if workspace.bare else workspace.root
    folder = asked.out or default / "drafts" / event
    names = writing.save_drafts(folder, event, drafts, findings)
    if asked.json:
        terminal.show_json({"folder": str(folder), "files": list(names), "findings": len(findings)})
        return _status(findings)
    terminal.show(f"{len(names)} files in {folder}: {', '.join(names)}")
    blocking = [finding for finding in findings if finding.blocks]
    if blocking:
        terminal.show_findings(blocking, of=findings)
    else:
        terminal.show(f"Findings: {terminal.counted(findings)}")
    return _status(findings)


def trace(asked: argparse.Namespace) -> int:
    """Prints the cells that support a piece of text in a drafted file; exit status 1 when none does."""
    file: Path = asked.file
    beside = file.parent / "trace.json"
    try:
        recorded = json.loads(beside.read_text(encoding="utf-8"))["files"]
        entries = recorded[file.name]["trace"]
    except (OSError, ValueError, TypeError):
        raise InputError(
            f"There is no readable trace.json beside {file}. Make it again with: communique draft EVENT"
        ) from None
    except KeyError:
        raise InputError(f"{beside} does not know {file.name}. Give one of: {', '.join(sorted(recorded))}.") from None
    wanted = asked.find.casefold()
    found = [entry for entry in entries if wanted in entry["text"].casefold()]
    found = found or [entry for entry in entries if entry["text"] and entry["text"].casefold() in wanted]
    if asked.json:
        terminal.show_json(found)
        return 0 if found else 1
    if not found:
        terminal.show(f"No traced text of {file.name} has “{asked.find}” in it.")
        return 1
    for entry in found:
        terminal.show(f"{entry['place']}: {entry['text']}")
        for source in entry["sources"]:
            terminal.show(f"    from {_place(source['place'])}  [{source['record']} {source['field']}]")
    return 0


def _place(place: dict[str, Any] | None) -> str:
    if place is None:
        return "the workspace's own settings"
    origin = Origin(**place)
    return f"{origin}: {origin.text!r}" if origin.text else str(origin)


def rule(asked: argparse.Namespace) -> int:
    """Prints the page of a finding's code: what it finds, why it matters, how to mend it."""
    terminal.show(pipeline.explain(asked.code.upper()))
    return 0


def _status(findings: Sequence[Finding]) -> int:
    return 1 if any(finding.blocks for finding in findings) else 0
