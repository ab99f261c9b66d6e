"""The terminal: which words it knows, and where each is carried out.

Nothing heavy is imported before a command is known, so that ``communique --help`` answers at once.
Exit status: 0 fine, 1 findings of severity error, 2 a usage or input error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from communique import __version__
from communique.errors import CommuniqueError

# Word → the function that carries it out.
COMMANDS = {
    "init": "communique.commands.workspace:init",
    "new": "communique.commands.workspace:new",
    "gather": "communique.commands.documents:gather",
    "check": "communique.commands.documents:check",
    "draft": "communique.commands.documents:draft",
    "review": "communique.commands.decisions:review",
    "approve": "communique.commands.decisions:approve",
    "request-changes": "communique.commands.decisions:request_changes",
    "answer": "communique.commands.decisions:answer",
    "plan": "communique.commands.delivery:plan",
    "publish": "communique.commands.delivery:publish",
    "resolve": "communique.commands.delivery:resolve",
    "run": "communique.commands.delivery:run",
    "actions": "communique.commands.workspace:actions",
    "status": "communique.commands.workspace:status",
    "trace": "communique.commands.documents:trace",
    "rule": "communique.commands.documents:rule",
    "doctor": "communique.commands.delivery:doctor",
}


def parser() -> argparse.ArgumentParser:
    """Every word of the command line with its options."""
    top = argparse.ArgumentParser(
        prog="communique",
        description="After an event: a news release, a Word report and a list of actions that agree with each other.",
        epilog="EVENT is an id in the workspace around the current folder, or the path of an event folder.",
    )
    top.add_argument("--version", action="version", version=f"communique {__version__}")
    words = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def word(name: str, text: str, *, event: bool = True, json: bool = False) -> argparse.ArgumentParser:
        one = words.add_parser(name, help=text, description=text)
        one.add_argument(
            "--workspace", type=Path, metavar="DIR", help="the workspace, when it is not the current folder"
        )
        if event:
            one.add_argument("event", metavar="EVENT", help="an event's id or the path of its folder")
        if json:
            one.add_argument("--json", action="store_true", help="print JSON for other programs")
        return one

    def deciding(name: str, text: str) -> argparse.ArgumentParser:
        one = word(name, text, json=True)
        one.add_argument("--as", dest="person", metavar="PERSON", required=name != "review", help="who you are")
        one.add_argument("--document", action="append", default=[], metavar="D", help="only this document (repeatable)")
        one.add_argument("--note", default="", help="a note that is kept with it")
        if name != "review":
            one.add_argument("--seen", default="", metavar="ID", help="the dossier you saw (default: your last review)")
        return one

    one = word("init", "make a workspace: house style, register, a folder for events", event=False)
    one.add_argument("folder", type=Path, metavar="DIR")
    one = word("new", "make an event folder with a workbook to fill in")
    one.add_argument("--title", default="", help="the event's title")
    word("gather", "read an event folder and say what was understood", json=True)
    one = word("check", "find what contradicts itself or is missing")
    one.add_argument("--format", choices=("text", "json"), default="text")
    one = word("draft", "write the three documents, without any server", json=True)
    one.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: drafts/EVENT in the workspace)")
    one.add_argument("--lang", default="", metavar="en,zh,km", help="languages, separated by commas")
    deciding("review", "show findings and drafts, and who still has to sign")
    deciding("approve", "approve what your last review showed you")
    deciding("request-changes", "send what your last review showed you back for changes")
    one = word("answer", "answer a finding with a reason that every approver sees")
    one.add_argument("code", metavar="CODE")
    one.add_argument("--as", dest="person", metavar="PERSON", required=True)
    one.add_argument("--reason", required=True)
    word("plan", "who will get what, where", json=True)
    one = word("publish", "send every approved document to its channels, once", json=True)
    one.add_argument("--channel", action="append", default=[], metavar="NAME", help="only this channel (repeatable)")
    one = word("resolve", "say what became of a delivery whose answer was lost", event=False)
    one.add_argument("key", metavar="KEY")
    either = one.add_mutually_exclusive_group(required=True)
    either.add_argument("--delivered", action="store_true", help="it arrived")
    either.add_argument("--again", action="store_true", help="it did not arrive: send it again")
    one.add_argument("--as", dest="person", metavar="PERSON", required=True)
    one.add_argument("--note", required=True, help="how you know")
    one = word("run", "prepare, approve and publish in one go, with Prefect", json=True)
    one.add_argument("--approve-as", metavar="PERSON", help="approve the drafts as this person")
    one.add_argument("--verbose", action="store_true", help="show Prefect's own log")
    _actions(words)
    word("status", "where every event stands", event=False, json=True)
    one = word("trace", "print the cell that a name, number, date or quotation came from", event=False, json=True)
    one.add_argument("file", type=Path, metavar="FILE", help="a drafted document")
    one.add_argument("--find", required=True, metavar="TEXT")
    one = word("rule", "what a finding's code means and how to mend it", event=False)
    one.add_argument("code", metavar="CODE")
    word("doctor", "try every channel and say what is wrong before anybody waits for it", event=False, json=True)
    return top


def _actions(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "the follow-up actions of all events"
    one = words.add_parser("actions", help=text, description=text)
    one.add_argument("--workspace", type=Path, metavar="DIR")
    inner = one.add_subparsers(dest="what", metavar="list|done|remind", required=True)
    listing = inner.add_parser("list", help="every action with its owner, due date and state")
    listing.add_argument("--event", default="", help="only this event")
    listing.add_argument("--json", action="store_true")
    done = inner.add_parser("done", help="record that an action was carried out")
    done.add_argument("action", metavar="EVENT/ID", help="as actions list prints it")
    done.add_argument("--as", dest="person", metavar="PERSON", required=True)
    done.add_argument("--evidence", required=True, help="what shows that it was done")
    inner.add_parser("remind", help="send the reminders that are due, each once, as the follow-up flow does")


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command line; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    asked = parser().parse_args(arguments)
    module, _, function = COMMANDS[asked.command].partition(":")
    carry_out: Callable[[argparse.Namespace], int] = getattr(import_module(module), function)
    try:
        return carry_out(asked)
    except CommuniqueError as error:
        sys.stderr.write(f"communique: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("communique: stopped.\n")
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone (head, less): not an error, and nothing more may be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
