"""Turns tables of ``communique.toml`` into settings classes, strictly: what is wrong is a sentence that names the key.

A value may be named by where it is, ``{ env = "NAME" }`` or ``{ file = "path" }``; a ``Secret`` may only be named so.
"""

from __future__ import annotations

import dataclasses
import difflib
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from communique.errors import ConfigError
from communique.secret import Secret

FILE = "communique.toml"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lookups:
    """Where named values are looked up. Without ``strict``, what isn't there is left to the setting's default."""

    environment: Mapping[str, str] = dataclasses.field(repr=False)
    folder: Path
    strict: bool = True

    def value(self, named: Mapping[str, Any], where: str) -> str | None:
        """The text behind ``{ env = … }`` or ``{ file = … }``; None when it is missing and that is allowed now."""
        if "env" in named:
            name = str(named["env"])
            if name in self.environment:
                return self.environment[name]
            problem = f"the environment variable {name}, which is not set"
        else:
            path = self.folder / str(named["file"])
            try:
                return path.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                problem = f"the file {path}, which can't be read ({getattr(error, 'strerror', None) or 'not UTF-8'})"
        if self.strict:
            raise ConfigError(f"In {FILE}, {where} is to be taken from {problem}.")
        return None


def converted(kind: type[T], table: Any, where: str, lookups: Lookups | None = None) -> T:
    """The table as an instance of the dataclass. Raises ``ConfigError`` for unknown keys, wrong types, missing ones."""
    import msgspec

    if not isinstance(table, Mapping):
        raise ConfigError(f"In {FILE}, {where} must be a section with keys of its own.")
    values = _resolved(kind, table, where, lookups)
    try:
        return msgspec.convert(values, kind, dec_hook=_secret)
    except msgspec.ValidationError as error:
        # msgspec says “Expected `int`, got `str` - at `$.port`”.
        message, _, place = str(error).replace("`", "").partition(" - at $.")
        raise ConfigError(f"In {FILE}, {where}{' ' + place if place else ''}: {message}.") from error
    except (ValueError, TypeError) as error:
        raise ConfigError(f"In {FILE}, {where}: {error}") from error


def _resolved(kind: Any, table: Mapping[str, Any], where: str, lookups: Lookups | None) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    fields = {item.name: item for item in dataclasses.fields(kind)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in fields:
            raise ConfigError(f"In {FILE}, {where} has an unknown key “{key}”{nearest(key, tuple(fields))}")
        inner = _dataclass_in(hints[key])
        if isinstance(value, Mapping) and set(value) in ({"env"}, {"file"}):
            text = lookups.value(value, f"{where} {key}") if lookups else None
            if text is not None:
                values[key] = _coerced(hints[key], text, f"{where} {key}")
            elif _is_required(fields[key]):
                values[key] = _coerced(hints[key], "", f"{where} {key}")
        elif inner is not None and isinstance(value, Mapping):
            values[key] = _resolved(inner, value, f"{where[:-1]}.{key}]", lookups)
        else:
            values[key] = value
    return values


def nearest(key: str, known: tuple[str, ...]) -> str:
    """“; did you mean …?” for a misspelt word, or the list of what there is."""
    near = difflib.get_close_matches(key, known, n=1)
    return f"; did you mean “{near[0]}”?" if near else f"; it takes {', '.join(known) or 'nothing'}."


def _coerced(hint: Any, text: str, where: str) -> Any:
    """Text from outside as the setting's type: a ``Secret``, a number, or text."""
    import msgspec

    if Secret in (hint, *typing.get_args(hint)):
        return Secret(text)
    try:
        return msgspec.convert(text, hint, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigError(f"In {FILE}, {where}: {str(error).replace('`', '')}.") from error


def _dataclass_in(hint: Any) -> Any:
    for candidate in (hint, *typing.get_args(hint)):
        if isinstance(candidate, type) and dataclasses.is_dataclass(candidate):
            return candidate
    return None


def _is_required(item: dataclasses.Field[Any]) -> bool:
    return item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING


def _secret(kind: type[Any], value: Any) -> Any:
    if kind is not Secret:
        raise NotImplementedError(kind)
    if not isinstance(value, Secret):
        raise ValueError('a secret is not written here; say where it is: { env = "NAME" } or { file = "path" }')
    return value
