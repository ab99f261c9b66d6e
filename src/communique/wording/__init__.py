"""Grammar per language: dates, numbers, lists, names and sentences, for each language that documents are made in.

``of(language)`` gives a language's functions under the names that templates call them by. A function takes and gives
plain text, numbers or dates and knows nothing of the model, so that templates and documents can share it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from communique.errors import ConfigError

# Language code → the module in this folder; its FUNCTIONS is the mapping that templates see.
LANGUAGES = {"en": "en"}


def of(language: str) -> Mapping[str, Callable[..., Any]]:
    """The functions of that language by name. Raises ``ConfigError`` for a language that has no file here."""
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ConfigError(f"There are no documents in the language “{language}” yet. Choose from: {known}.")
    functions: Mapping[str, Callable[..., Any]] = import_module(f"communique.wording.{LANGUAGES[language]}").FUNCTIONS
    return functions
