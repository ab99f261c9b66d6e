"""The page of one code of findings: what it finds, why it matters, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Page:
    """What one code means. ``mend`` is one sentence and also serves as the finding's help."""

    severity: Severity
    title: str
    finds: str
    why: str
    mend: str

    def __str__(self) -> str:
        parts = (("What it finds", self.finds), ("Why it matters", self.why), ("How to mend it", self.mend))
        return f"{self.title}\n" + "".join(f"\n{heading}\n{text}\n" for heading, text in parts)
