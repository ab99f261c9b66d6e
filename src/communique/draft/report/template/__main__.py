"""Writes the default Word template of the report to the file named."""

from __future__ import annotations

import sys
from pathlib import Path

from communique.draft.report.template import build

if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
