"""Finds fields in the XML of a Word file: captions' numbers (SEQ) and the table of contents (TOC)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def own(paragraph: Any, name: str) -> list[Any]:
    """The elements of that name in a paragraph, without those of paragraphs inside it (text boxes)."""
    return [item for item in paragraph.iter(f"{W}{name}") if next(item.iterancestors(f"{W}p")) is paragraph]


def fields(paragraph: Any) -> Iterator[tuple[list[Any], str, list[Any]]]:
    """The fields of a paragraph: runs up to the separator, field code, and the text elements of the result.

    A table of contents ends in a later paragraph; its result is left out.
    """
    for simple in own(paragraph, "fldSimple"):
        yield [], simple.get(f"{W}instr", ""), list(simple.iter(f"{W}t"))
    runs: list[Any] = []
    results: list[Any] = []
    depth, code, separate = 0, "", False
    for run in own(paragraph, "r"):
        kind = next((item.get(f"{W}fldCharType") for item in run.findall(f"{W}fldChar")), "")
        if kind == "begin":
            depth += 1
            if depth == 1:
                runs, code, results, separate = [], "", [], False
        if depth == 1 and not separate:
            runs.append(run)
            code += "".join(item.text or "" for item in run.findall(f"{W}instrText"))
        elif depth == 1:
            results += run.findall(f"{W}t")
        if depth == 1 and kind == "separate":
            separate = True
            if code.split()[:1] == ["TOC"]:
                yield runs, code, []
        if kind == "end":
            depth -= 1
            if depth == 0:
                yield runs, code, results


def remove_field(first: Any, mark: str) -> None:
    """Removes the paragraphs from the one a field starts in to the one it ends in; the mark is left in their place."""
    depth, after = 0, [first, *first.itersiblings(f"{W}p")]
    parent, index = first.getparent(), first.getparent().index(first)
    for paragraph in after:
        for char in paragraph.iter(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(char.get(f"{W}fldCharType"), 0)
        parent.remove(paragraph)
        if depth <= 0:
            break
    if index:
        parent[index - 1].tail = mark
    else:
        parent.text = mark
