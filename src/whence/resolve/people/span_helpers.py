"""Small measures of spans and names that finding speakers needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.records import Attribution, Span
from whence.resolve.people.entities import Member


def place(pair: tuple[int, Member]) -> int:
    """The place of the member."""
    return pair[0]


def start(pair: tuple[Span, Member]) -> Span:
    """The span of the member."""
    return pair[0]


def meets(span: Span, others: Iterable[Span]) -> bool:
    """Whether the span overlaps one of the others."""
    return any(span.overlaps(other) for other in others)


def length(attribution: Attribution) -> int:
    """Code points of the words said."""
    return sum(s.end - s.start for s in attribution.content)


def covering(spans: Iterable[Span], at: int) -> int:
    """How many of the spans hold the code point."""
    return sum(s.start <= at < s.end for s in spans)


def ends_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the longer name ends with the shorter one."""
    shared = min(len(one), len(other))
    return list(one[-shared:]) == list(other[-shared:])
