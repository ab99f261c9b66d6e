"""Templates and the trace: hands on what is public in ``environment``, ``facts`` and ``marks``; import from here."""

from __future__ import annotations

from communique.templating.environment import Compiled, Templates, line_of
from communique.templating.facts import Fact, FieldFact, carrying, count, fact, takes_facts
from communique.templating.marks import CLOSE, MIDDLE, OPEN, Rendered, Span, relocated, separated, tracing, unmarked

__all__ = [
    "CLOSE",
    "MIDDLE",
    "OPEN",
    "Compiled",
    "Fact",
    "FieldFact",
    "Rendered",
    "Span",
    "Templates",
    "carrying",
    "count",
    "fact",
    "line_of",
    "relocated",
    "separated",
    "takes_facts",
    "tracing",
    "unmarked",
]
