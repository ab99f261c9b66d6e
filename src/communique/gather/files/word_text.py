"""The text of a piece of a Word document as a reader sees it with all tracked changes accepted."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# Deleted and moved-away text, properties, phonetic guides, drawings with their text boxes, and second renderings.
_PASSED_OVER = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tcPr", "trPr", "tblPr", "rt")}
    | {f"{W}{name}" for name in ("drawing", "pict", "object")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)


def text_of(element: Any) -> str:
    """Paragraphs become lines; those of a table inside a cell too."""
    pieces: list[str] = []
    # A list of what is still to be read instead of recursion: nesting is bounded by the file only.
    waiting: list[Any] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        tag = item.tag
        if tag in _PASSED_OVER or not isinstance(tag, str):
            continue
        if tag == W + "t":
            pieces.append(item.text or "")
        elif tag in _CHARACTERS:
            pieces.append(_CHARACTERS[tag])
        else:
            if tag == W + "p":
                waiting.append("\n")
            waiting.extend(reversed(item))
    return "".join(pieces).strip("\n")


def is_gone(element: Any, properties: str) -> bool:
    """Whether a tracked change has deleted the row or cell."""
    found = element.find(W + properties)
    return found is not None and any(found.find(W + kind) is not None for kind in ("del", "cellDel"))


def heading_styles(document: Any) -> dict[str, int]:
    """Style id → level of the heading styles and of those based on them; a title is level 0.

    Ids are translated with the language of Word, names of built-in styles are not: “heading 1” is always called so.
    """
    based: dict[str, str] = {}
    levels: dict[str, int] = {}
    try:
        styles = list(document.styles.element)
    except (KeyError, AttributeError, ValueError):
        return {}
    for style in styles:
        name, parent = style.find(W + "name"), style.find(W + "basedOn")
        key = style.get(W + "styleId")
        if key is None or name is None:
            continue
        written = (name.get(W + "val") or "").lower()
        level = written.removeprefix("heading ")
        if written == "title":
            levels[key] = 0
        elif level != written and level.isdecimal() and len(level) == 1:
            levels[key] = int(level)
        elif parent is not None:
            based[key] = parent.get(W + "val") or ""
    for key, parent_key in based.items():
        seen = {key}
        while parent_key in based and parent_key not in seen:
            seen.add(parent_key)
            parent_key = based[parent_key]
        if parent_key in levels:
            levels[key] = levels[parent_key]
    return levels
