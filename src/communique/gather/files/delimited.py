"""Reads .csv and .tsv files of any usual encoding and delimiter: one table, named after the file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import PurePosixPath

from communique.gather.cleaning import clean, is_clean
from communique.gather.files.content import ensure_text, suffix
from communique.gather.files.encoding import decoded
from communique.gather.files.grid import CELL_LIMIT, frozen, laid_out
from communique.gather.refusal import Refusal, too_large
from communique.gather.table import Table

_DELIMITERS = ",;\t|"
_SAMPLE_RECORDS = 200
_SAMPLE_CHARACTERS = 200_000
# Excel reads, hides and obeys a first line that says so.
_STATED = re.compile("sep=(.)\n")


def read(name: str, content: bytes) -> tuple[Table, ...]:
    """One table; row 1 is the first record of the file. Raises ``Refusal``."""
    ensure_text(name, content)
    text = decoded(name, content).replace("\r\n", "\n").replace("\r", "\n")
    stated = _STATED.match(text)
    delimiter = stated[1] if stated else "\t" if suffix(name) == ".tsv" else _delimiter(text)
    records = _records(name, text, delimiter)
    if stated:
        records[0] = []
    tidy = is_clean(text)
    values = [[(field if tidy else clean(field)) if field.strip() else None for field in record] for record in records]
    rows = laid_out(values, name)
    return (Table(PurePosixPath(name).stem, name, frozen(rows)),) if rows else ()


def _delimiter(text: str) -> str:
    """The character that cuts most records into the same number of fields; of several such, the one that cuts most."""
    sample = text[:_SAMPLE_CHARACTERS]
    best, best_score = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        lengths = Counter[int]()
        try:
            for number, record in enumerate(csv.reader(io.StringIO(sample, newline="\n"), delimiter=delimiter)):
                if number == _SAMPLE_RECORDS:
                    break
                if any(field.strip() for field in record):
                    lengths[len(record)] += 1
        except csv.Error:
            continue
        several = {length: count for length, count in lengths.items() if length > 1}
        if several:
            fields, count = max(several.items(), key=lambda item: (item[1], item[0]))
            score = (round(count / lengths.total(), 2), fields)
            if score > best_score:
                best, best_score = delimiter, score
    return best


def _records(name: str, text: str, delimiter: str) -> list[list[str]]:
    """Strict on purpose: a quotation mark that is never closed would swallow the rest of the file without a word."""
    records: list[list[str]] = []
    widest = ended = 0
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            records.append(record)
            ended = reader.line_num
            widest = max(widest, len(record))
            if widest * len(records) > CELL_LIMIT:
                raise too_large(
                    name,
                    f"has more than {CELL_LIMIT:,} cells, which is more than a table of an event can need",
                    "Delete the rows and columns that are not needed, and save it again.",
                )
    except csv.Error as error:
        if '"' not in text:
            # The only other thing the module refuses is a field of more than 131,072 characters.
            raise too_large(
                name,
                f"has an entry in line {ended + 1} that is longer than a table can hold",
                "Shorten it, or check that the file is a table at all.",
            ) from error
        raise _unbalanced(name, ended + 1, reader.line_num) from error
    return records


def _unbalanced(name: str, first: int, last: int) -> Refusal:
    where = f"line {first}" if first >= last else f"the entry that begins in line {first}"
    return Refusal(
        "INPUT-08",
        f"{name} can't be read: the quotation marks in {where} don't match.",
        "Write a quotation mark that belongs to the text twice, or save the table from Excel as “CSV UTF-8”.",
    )
