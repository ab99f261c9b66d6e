"""Where the templates and the flows are: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder ``templates`` or ``flows`` that belongs to this copy of the program."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent.parent / name


def load_flow(name: str) -> ModuleType:
    """The flow module of that name (``prepare``), loaded from its file as Prefect's own entrypoints do."""
    qualified = f"communique_flows_{name}"
    if qualified in sys.modules:
        return sys.modules[qualified]
    path = folder("flows") / f"{name}.py"
    spec = importlib.util.spec_from_file_location(qualified, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[qualified] = module
    spec.loader.exec_module(module)
    return module
