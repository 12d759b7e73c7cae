"""A text cut at every boundary of its marked spans: correct however they overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

import msgspec

from whence.records import Block, Span

Mark = TypeVar("Mark")

_BREAKS = re.compile(r"[\r\n]+")


class Piece(msgspec.Struct, Generic[Mark], frozen=True):
    """A stretch of text in which no span begins or ends. `marks` are in the order given."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def pieces(
    length: int, layers: Iterable[tuple[Span, Mark]], cuts: Iterable[int] = ()
) -> list[Piece[Mark]]:
    """The whole of a text of `length` code points in pieces, none empty, in order.

    Spans are clipped to the text; `cuts` are more places to cut at.
    """
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    marks: list[Mark] = []
    for span, mark in layers:
        start, end = max(0, span.start), min(length, span.end)
        if start >= end:
            continue
        begins.setdefault(start, []).append(len(marks))
        ends.setdefault(end, []).append(len(marks))
        marks.append(mark)
    edges = sorted({0, length, *begins, *ends, *(c for c in cuts if 0 < c < length)})
    active: dict[int, None] = {}
    found: list[Piece[Mark]] = []
    for start, end in pairwise(edges):
        for index in ends.get(start, ()):
            del active[index]
        for index in begins.get(start, ()):
            active[index] = None
        found.append(Piece(start, end, tuple(marks[i] for i in sorted(active))))
    return found


def paragraphs(text: str, blocks: Sequence[Block] = ()) -> Iterator[tuple[int, int]]:
    """(start, end) of each run of text without a line break, blank ones left out.

    Line breaks inside one of the blocks, as in text wrapped at a fixed width, do not separate.
    """
    covers = sorted((b.span.start, b.span.end) for b in blocks)
    at = start = 0
    for match in _BREAKS.finditer(text):
        while at < len(covers) and covers[at][1] <= match.start():
            at += 1
        if at < len(covers) and covers[at][0] < match.start() and match.end() < covers[at][1]:
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
