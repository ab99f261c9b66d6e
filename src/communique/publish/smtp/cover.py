"""The note to which a document is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model import Draft

if TYPE_CHECKING:
    from communique.templating import Templates


def cover(draft: Draft, sender: str, templates: Templates) -> tuple[str, str]:
    """Text and HTML in the draft's language, from ``smtp/cover.<language>``. Raises ``TemplateError``."""
    context = {
        "document": draft.document,
        "title": draft.title,
        "reference": draft.reference,
        "files": [file.name for file in draft.files],
        "sender": sender,
    }
    text, html = (templates.render(f"smtp/cover.{draft.language}.{form}.j2", context).text for form in ("txt", "html"))
    return text, html
