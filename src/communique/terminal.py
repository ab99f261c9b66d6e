"""What a person at a terminal sees: progress while something runs, findings, tables. The home of rich.

Colours and spinners appear only on a terminal; into a file or a pipe go plain lines, and with ``--json`` nothing else.
"""

from __future__ import annotations

import dataclasses
import enum
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, TextIO

from communique.model import Finding, Origin, Severity

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.NOTE: "36"}


def show(text: str = "") -> None:
    """One line to standard output."""
    sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    """One line to standard error."""
    sys.stderr.write(text + "\n")


def coloured(text: str, codes: str, stream: TextIO | None = None) -> str:
    stream = stream or sys.stdout
    return f"\x1b[{codes}m{text}\x1b[0m" if stream.isatty() else text


@contextmanager
def progress(text: str) -> Iterator[None]:
    """A spinner while something takes its time, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield


@contextmanager
def stages(*, quiet: bool = False) -> Iterator[Callable[[str, str], None]]:
    """A spinner whose text follows the stages of a long command; call what it yields with (stage, sentence).

    Finished stages stay on the screen with a tick. Without a terminal, or when ``quiet``, nothing is printed.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda stage, text: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    finished: list[str] = []
    with console.status("") as status:

        def begin(stage: str, text: str) -> None:
            if finished:
                console.print(f"[green]✓[/green] {finished[-1]}", highlight=False)
            finished.append(text)
            status.update(f"{text} …")

        yield begin
    if finished:
        console.print(f"[green]✓[/green] {finished[-1]}", highlight=False)


def show_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Aligned columns; on a terminal they are folded to its width, in a pipe each row is one line."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in headings:
            table.add_column(heading, overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        Console().print(table)
        return
    widths = [max(len(row[n]) for row in (headings, *rows)) for n in range(len(headings))]
    for row in (headings, *rows):
        show("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def show_findings(findings: Sequence[Finding], of: Sequence[Finding] | None = None) -> None:
    """Each finding with its places and its help, errors first; then a line that counts them, or all they are ``of``."""
    order = list(Severity)
    for finding in sorted(findings, key=lambda one: (order.index(one.severity), one.answer is not None)):
        label = coloured(f"{finding.severity.value} {finding.code}", _COLOURS[finding.severity])
        show(f"{label}: {finding.message}")
        for place in (finding.place, *finding.related):
            show(f"    at {place}" + (f": {_short(place.text)}" if place.text else ""))
        if finding.answer is not None:
            answer = finding.answer
            show(f"    answered by {answer.person} ({answer.role}), {answer.day.isoformat()}: {answer.reason}")
        elif finding.help:
            show(f"    → {finding.help}")
    show(counted(findings if of is None else of))


def counted(findings: Sequence[Finding]) -> str:
    """“1 error to mend or answer, 1 error answered, 2 warnings, no notes”."""
    blocking = sum(finding.blocks for finding in findings)
    answered = sum(finding.answer is not None for finding in findings)
    parts = [_number(blocking, "error") + " to mend or answer" if blocking else "no errors to mend"]
    if answered:
        parts.append(_number(answered, "finding") + " answered")
    for severity in (Severity.WARNING, Severity.NOTE):
        number = sum(finding.severity is severity and finding.answer is None for finding in findings)
        parts.append(_number(number, severity.value))
    return ", ".join(parts) + "."


def _number(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _short(text: str, limit: int = 90) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= limit else f"“{line[:limit]}…”"


def place_json(place: Origin | None) -> dict[str, Any] | None:
    """A place as other tools read it: file, sheet, cell, line, text."""
    return None if place is None else dataclasses.asdict(place)


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as other tools read it: code, severity, message, help, place; related places and the answer if any."""
    result: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "place": place_json(finding.place),
        "related": [place_json(place) for place in finding.related],
        "about": list(finding.about),
        "answer": None,
    }
    if finding.answer is not None:
        result["answer"] = plain(finding.answer)
    return result


def plain(value: Any) -> Any:
    """Records, enumerations, dates and mappings as JSON knows them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def as_json(value: Any) -> str:
    """JSON text with a line break at its end; letters of every script stay readable."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def show_json(value: Any) -> None:
    sys.stdout.write(as_json(value))
