"""Keeps compiled templates from one process to the next: compiling them is a third of drafting an event."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Any

import jinja2


class KeptCode(jinja2.FileSystemBytecodeCache):
    """Compiled templates in a folder of the user's own below the system's temporary one; jinja checks whose it is.

    Two texts of one name must not take turns in one file, so a text's digest is part of its file's name.
    """

    def get_bucket(self, environment: Any, name: str, filename: str | None, source: str) -> Any:
        return super().get_bucket(
            environment, name, f"{filename} {hashlib.sha256(source.encode()).hexdigest()}", source
        )


@functools.cache
def kept_code() -> KeptCode | None:
    """None where no such folder can be had: templates are then compiled in each process."""
    # What is kept depends on how ``environment`` compiles, not only on the template.
    compiler = hashlib.sha256(Path(__file__).with_name("environment.py").read_bytes()).hexdigest()[:12]
    try:
        return KeptCode(pattern=f"communique_{compiler}_%s.cache")
    except (OSError, RuntimeError):
        return None
