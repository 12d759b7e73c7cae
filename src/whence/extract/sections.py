"""Long texts taken in sections, so that memory does not grow with the longest report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.records import Span

#: Characters read at once. A news report is some five thousand; this is for what is not quite one.
LONGEST = 50_000
#: Where a section may end, best first.
_ENDS = tuple(
    re.compile(pattern) for pattern in (r"\n[^\S\n]*\n\s*", r"\n\s*", r"[.!?]\s+", r"\s+")
)


def sections(text: str, longest: int = LONGEST) -> list[Span]:
    """The text in spans of at most `longest`, which together cover it.

    Each ends at a paragraph's end where its second half has one, else at a line's, a sentence's or
    a word's. The spans depend on the text alone.
    """
    found, start = [], 0
    while len(text) - start > longest:
        end = _end(text, start + longest // 2, start + longest)
        found.append(Span(start, end))
        start = end
    return [*found, Span(start, len(text))]


def _end(text: str, low: int, high: int) -> int:
    for pattern in _ENDS:
        ends = [match.end() for match in pattern.finditer(text, low, high)]
        if ends:
            return ends[-1]
    return high


def together(
    parts: Sequence[tuple[int, Span]], longest: int = LONGEST
) -> Iterator[list[tuple[int, Span]]]:
    """The parts in groups of at most `longest` characters, in order, none empty."""
    group: list[tuple[int, Span]] = []
    size = 0
    for part in parts:
        length = part[1].end - part[1].start
        if group and size + length > longest:
            yield group
            group, size = [], 0
        group.append(part)
        size += length
    if group:
        yield group
