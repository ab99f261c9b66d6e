"""From spans in a rendered text to the trace that is saved: what was printed, on which line and column, and why."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable

from communique.model import Trace
from communique.templating import Rendered


def placed(rendered: Rendered, plain: Callable[[str], str] = str) -> tuple[str, tuple[Trace, ...]]:
    """The text in NFC with one line end at its end, and its trace in reading order; lines and columns count from 1.

    ``plain`` undoes the format's escaping, so that a trace is found by what a reader sees.
    """
    text = unicodedata.normalize("NFC", rendered.text)
    spans = sorted(rendered.spans, key=lambda span: (span.start, -span.end))
    positions = [span.start for span in spans]
    if text != rendered.text:
        positions = [len(unicodedata.normalize("NFC", rendered.text[:position])) for position in positions]
    starts = [0, *(index + 1 for index, letter in enumerate(text) if letter == "\n")]
    traces = []
    for span, position in zip(spans, positions, strict=True):
        line = bisect_right(starts, position)
        words = " ".join(plain(unicodedata.normalize("NFC", span.text)).split())
        traces.append(Trace(words, f"line {line}, column {position - starts[line - 1] + 1}", span.sources))
    return text.rstrip("\n") + "\n", tuple(traces)
