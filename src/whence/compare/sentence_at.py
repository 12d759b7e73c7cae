"""The line and the sentence around a position in a text."""

from __future__ import annotations

import re

from whence.records import Span

#: Characters: sentences and lines are searched no further than this from a count.
#: A guess.
FURTHEST = 600
_STOP = re.compile(r"[.!?][\"'”’)]*\s|\n")


def line_of(text: str, span: Span) -> Span:
    """The line of a span, or of a long line the part around the span."""
    least = max(0, span.start - FURTHEST)
    start = max(text.rfind("\n", least, span.start) + 1, least)
    end = text.find("\n", span.end, span.end + FURTHEST)
    return Span(start, end if end >= 0 else min(len(text), span.end + FURTHEST))


def sentence_at(text: str, span: Span) -> tuple[str, int]:
    """The words from the stop before a span to the stop after it, and where they begin."""
    line = line_of(text, span)
    before = [m.end() for m in _STOP.finditer(text, line.start, span.start)]
    start = before[-1] if before else line.start
    after = _STOP.search(text, span.end, line.end)
    return text[start : after.start() if after else line.end], start
