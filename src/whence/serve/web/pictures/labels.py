"""Places labels without overlap, and breaks names into lines.

There is no font on the server to measure with; widths are estimated, a little too wide.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

Box = tuple[float, float, float, float]  #: left, top, right, bottom
_NARROW = frozenset("fijlrtI.,:;'’|!()[] ")
_BROAD = frozenset("mwMW@%—")


def width_of(text: str, size: int = 12) -> float:
    """About how wide a text is in a sans serif font, in pixels."""
    return size * sum(_share(c) for c in text)


def _share(char: str) -> float:
    if char in _NARROW:
        return 0.33
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return 0.86 if char in _BROAD else 0.68 if char.isupper() else 0.57


def broken(text: str, width: float, lines: int = 2, size: int = 12) -> tuple[str, ...]:
    """The text in at most so many lines of that width; an ellipsis ends the last if it is cut."""
    rows: list[str] = []
    rest = text
    while rest and len(rows) < lines:
        last = len(rows) == lines - 1
        if width_of(rest, size) <= width:
            rows.append(rest)
            return tuple(rows)
        cut = _fits(rest, width - (width_of("…", size) if last else 0), size)
        if last:
            rows.append(rest[:cut].rstrip(" ,;:-–") + "…")
            return tuple(rows)
        space = rest.rfind(" ", 0, cut + 1)
        cut = space if space > 0 else cut
        rows.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return tuple(rows)


def _fits(text: str, width: float, size: int) -> int:
    """How many characters of the text fit the width; one at least."""
    used = 0.0
    for number, char in enumerate(text):
        used += size * _share(char)
        if used > width:
            return max(1, number)
    return len(text)


def apart(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """Middles near the wanted ones at which labels of these heights do not overlap.

    With the least movement in all (by squares): labels that would overlap form a pile, whose middle
    is the mean of its labels' wanted ones. Where they do not all fit, they run over the bottom.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    piles: list[tuple[float, list[int]]] = []  # top edge, labels
    for i in order:
        pile = [i]
        edge = _edge(pile, wanted, heights, top, bottom)
        while piles and piles[-1][0] + math.fsum(heights[j] for j in piles[-1][1]) > edge:
            pile = piles.pop()[1] + pile
            edge = _edge(pile, wanted, heights, top, bottom)
        piles.append((edge, pile))
    middles = [0.0] * len(wanted)
    for edge, pile in piles:
        at = edge
        for i in pile:
            middles[i] = at + heights[i] / 2
            at += heights[i]
    return middles


def _edge(
    pile: Sequence[int],
    wanted: Sequence[float],
    heights: Sequence[float],
    top: float,
    bottom: float,
) -> float:
    """The top edge of a pile: the mean of its labels' wanted ones."""
    above = 0.0
    edges = []
    for i in pile:
        edges.append(wanted[i] - heights[i] / 2 - above)
        above += heights[i]
    return max(top, min(math.fsum(edges) / len(edges), bottom - above))


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
