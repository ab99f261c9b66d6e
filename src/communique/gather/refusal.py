"""The refusal of one file: what is wrong with it and how to mend it, for the finding that takes the file's place."""

from __future__ import annotations

from communique.errors import InputError


class Refusal(InputError):
    """A file that can't be used. ``message`` and ``mend`` are one sentence each; ``code`` is one of ``file_pages``."""

    def __init__(self, code: str, message: str, mend: str) -> None:
        super().__init__(f"{message} {mend}")
        self.code = code
        self.message = message
        self.mend = mend


def damaged(name: str, detail: str, program: str) -> Refusal:
    """The file breaks off or its inside makes no sense. ``detail`` completes “it …”."""
    return Refusal(
        "INPUT-02",
        f"{name} can't be read: it {detail}.",
        f"Open the file in {program}, save it again under the same name, or ask its author for a fresh copy.",
    )


def too_large(name: str, detail: str, mend: str) -> Refusal:
    """More than a table of an event can need. ``detail`` completes “{name} …”."""
    return Refusal("INPUT-05", f"{name} {detail}.", mend)
