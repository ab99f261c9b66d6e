"""Gathers an event: the files of its folder become one ``Event``, every value with the cell it came from.

``fetch`` lists and hashes, ``read`` reads. ``READERS`` is the literal table of the kinds of files that hold tables;
what a table is about is decided in ``records``. A file that can't be used becomes one finding and never stops the
others.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from communique.gather import answers as answers_file
from communique.gather.files.content import FILE_LIMIT, PICTURE_LIMIT, ensure_size, old_format, suffix
from communique.gather.findings import explain, found
from communique.gather.inputs import InputFile, Inputs, fetch
from communique.gather.refusal import Refusal
from communique.gather.table import Table
from communique.model import Answer, Event, Finding, Origin
from communique.register import Register

__all__ = ["READERS", "Gathered", "InputFile", "Inputs", "Tables", "explain", "fetch", "read", "read_tables"]

READERS: Mapping[str, str] = {
    ".csv": "files.delimited",
    ".docx": "files.word_table",
    ".ics": "files.ical",
    ".md": "files.markdown",
    ".toml": "files.toml_file",
    ".tsv": "files.delimited",
    ".xlsm": "files.workbook",
    ".xlsx": "files.workbook",
}
PHOTOS = "photos"
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff"})
_OLD_WORKBOOKS = frozenset({".xls", ".xlsb", ".xlt", ".et"})
_OLD_DOCUMENTS = frozenset({".doc", ".dot", ".wps"})
_FOREIGN = frozenset({".numbers", ".pages", ".ods", ".odt", ".fods", ".rtf", ".docm", ".dotx", ".xltx", ".txt"})
_TAKEN = "Tables are taken from .xlsx, .csv, .tsv, .docx, .md, .toml and .ics files, and pictures from photos/."
# What “communique draft” writes, in case it was told to write into the event folder.
_OWN = re.compile(r"(news-release|report|task-list)\.[a-z]{2}\.[a-z]+|trace\.json|findings\.json")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read: the event, what is wrong with its inputs, and the answers people have given to findings."""

    event: Event
    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...]


@dataclass(slots=True)
class Tables:
    """What the files of a folder hold, before anybody knows what it means. ``photos`` is name → file."""

    tables: list[Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    answers: tuple[Answer, ...] = ()
    photos: dict[str, InputFile] = field(default_factory=dict)


def read(inputs: Inputs, register: Register) -> Gathered:
    """The event of the files. Pure but for reading their bytes; every file that can't be used is a finding."""
    from communique.gather import records

    given = read_tables(inputs)
    event, findings = records.build(given.tables, register, inputs.event_id, given.photos)
    return Gathered(event, (*given.findings, *findings), given.answers)


def read_tables(inputs: Inputs) -> Tables:
    """Every table, photo and answer of the files, in the order of their names."""
    given = Tables(findings=list(inputs.findings))
    for file in inputs.files:
        try:
            _take(file, given)
        except Refusal as refusal:
            given.findings.append(found(refusal.code, refusal.message, Origin(file.name), mend=refusal.mend))
    return given


def _take(file: InputFile, given: Tables) -> None:
    folder, _, base = file.name.rpartition("/")
    ending = suffix(file.name)
    if base.casefold().startswith("readme"):
        return
    if _OWN.fullmatch(base):
        _unused(given, file, "is a document that Communiqué made, and is not read as an input")
    elif ending in PICTURES:
        _take_picture(file, given, folder)
    elif folder and (folder.casefold() != PHOTOS or ending not in READERS):
        _unused(given, file, "is in a subfolder and is not used")
    elif file.name == answers_file.FILE:
        given.answers, findings = answers_file.read(file.name, file.read())
        given.findings += findings
    elif ending in READERS:
        _take_tables(file, given, _reader(READERS[ending]))
    elif ending in _OLD_WORKBOOKS:
        raise old_format(file.name, ".xlsx", "Excel")
    elif ending in _OLD_DOCUMENTS:
        raise old_format(file.name, ".docx", "Word")
    elif ending in _FOREIGN:
        message = f"{file.name} is not used, because {ending} files are not read."
        given.findings.append(found("INPUT-15", message, Origin(file.name)))
    else:
        _unused(given, file, "is not used")


def _reader(module: str) -> Callable[[str, bytes], tuple[Table, ...]]:
    read: Callable[[str, bytes], tuple[Table, ...]] = importlib.import_module(f"communique.gather.{module}").read
    return read


def _take_tables(file: InputFile, given: Tables, reader: Callable[[str, bytes], Sequence[Table]]) -> None:
    ensure_size(file.name, file.size, FILE_LIMIT)
    tables = reader(file.name, file.read())
    if not tables:
        message = f"{file.name} has no table in it that could be read."
        given.findings.append(found("INPUT-10", message, Origin(file.name)))
    for table in tables:
        given.tables.append(table)
        given.findings += table.findings


def _take_picture(file: InputFile, given: Tables, folder: str) -> None:
    if folder.partition("/")[0].casefold() != PHOTOS:
        _unused(given, file, "is a picture outside photos/ and is not used")
        return
    ensure_size(file.name, file.size, PICTURE_LIMIT)
    given.photos[file.name] = file


def _unused(given: Tables, file: InputFile, what: str) -> None:
    given.findings.append(found("INPUT-09", f"{file.name} {what}.", Origin(file.name), mend=_TAKEN))
