"""What a document needs besides the event: templates, house style, the language, and the pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from communique.model import House, Photo
from communique.templating import Templates


@dataclass(frozen=True, slots=True)
class Setting:
    """``photo`` gives the original bytes of a photo, or None when its file is not there."""

    templates: Templates
    house: House
    photo: Callable[[Photo], bytes | None]
    language: str = "en"
