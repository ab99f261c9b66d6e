"""What is made of an event: findings and the answers to them, and drafts with the trace of what supports them."""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass
from datetime import date

from communique.model.event import Contact
from communique.model.record import Origin, Source
from communique.model.states import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """House style: who publishes, and how its texts are dressed.

    ``service`` stands in the dateline's brackets (“ILO News”). ``about`` are boilerplates of the publisher itself;
    those of other organisations come from the register.
    """

    name: str = ""
    service: str = ""
    about: str = ""
    contact: Contact | None = None
    disclaimer: str = ""
    credit: str = ""
    end_mark: str = "###"
    report_label: str = ""


class Severity(enum.Enum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Answer:
    """A named person's reason why a finding stands as it is; void once the values it is about have changed."""

    code: str
    about: tuple[str, ...]
    reason: str
    person: str
    role: str
    day: date
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend or to answer. ``message`` says what is wrong, ``help`` what to do, for a programme officer.

    ``related`` are the other places of a contradiction. ``about`` are the input texts that it is about: an
    ``Answer`` holds only while they stay as they were.
    """

    code: str
    severity: Severity
    message: str
    help: str
    place: Origin
    related: tuple[Origin, ...] = ()
    about: tuple[str, ...] = ()
    answer: Answer | None = None

    @property
    def blocks(self) -> bool:
        """Errors stop sign-off until the inputs are mended or a named person has answered."""
        return self.severity is Severity.ERROR and self.answer is None


@dataclass(frozen=True, slots=True)
class Trace:
    """One supported piece of an output file: the text, where it stands, and what supports it.

    ``place`` is readable: ``line 12, column 5``, ``paragraph 31`` or ``Actions!B4``.
    """

    text: str
    place: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a document. ``name`` is the file name, e.g. ``news-release.en.html``."""

    name: str
    media_type: str
    content: bytes
    trace: tuple[Trace, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """One document in one language, with all its renditions: they are signed off and sent as one."""

    document: str
    language: str
    audience: Audience
    title: str
    files: tuple[Rendition, ...]
    reference: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 over title, audience, file names and file digests; what an approval is bound to."""
        lines = [self.document, self.language, self.audience.value, self.title]
        lines += [f"{file.name} {file.digest}" for file in self.files]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def file(self, suffix: str) -> Rendition:
        """The rendition whose name ends so (``.html``); ``KeyError`` when there is none."""
        for rendition in self.files:
            if rendition.name.endswith(suffix):
                return rendition
        raise KeyError(suffix)
