"""The difference of two texts: what stayed, what came, what went.

By paragraphs first, then by words within those that changed. What occurs once in both texts is
aligned (patience diff), in time proportional to the texts; only between those is each word compared
with each, and no more than `MOST` pairs in all. Whatever would take more is shown whole, as gone
and come, and counted: a small edit of a repetitive text must not keep a server busy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
#: Pairs of words, or of paragraphs, that are compared: a fifth of a second.
MOST = 300_000
#: Depth of the search for words that occur once, between those found before.
_DEEP = 20
#: Changed paragraphs in a row that are compared one by one.
_PAIRED = 2_000
#: Stretches that are shown; the rest is shown as two.
STRETCHES = 4_000


class Stretch(NamedTuple):
    """Words of a difference: kept, added or removed."""

    kind: str
    words: str


class Difference(NamedTuple):
    """Two texts as one; `whole` places are shown whole, since comparing them was too much work."""

    stretches: tuple[Stretch, ...]
    whole: int


class _Run(NamedTuple):
    """Pieces of one text and of the other between two that are the same in both."""

    a: int
    b: int
    c: int
    d: int


def difference(before: str, after: str, work: Work | None = None) -> Difference:
    """The steps from one text to the other, within the work that is left.

    Stretches "kept" and "went" make the first text, "kept" and "came" the second, exactly.
    """
    work = work or Work()
    before_words = work.whole
    ours, theirs = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Stretch] = []
    for kind, a, b in _pieces(ours, theirs, work):
        if kind == "kept":
            found.append(Stretch("kept", "".join(a)))
            continue
        for old, new in _pairs(a, b):
            for inner, x, y in _pieces(_WORDS.findall(old), _WORDS.findall(new), work):
                if inner == "kept":
                    found.append(Stretch("kept", "".join(x)))
                    continue
                found += [Stretch("went", "".join(x))] if x else []
                found += [Stretch("came", "".join(y))] if y else []
    stretches = list(_joined(found))
    if len(stretches) > STRETCHES:
        rest, stretches = stretches[STRETCHES:], stretches[:STRETCHES]
        for kind, other in (("went", "came"), ("came", "went")):
            words = "".join(one.words for one in rest if one.kind != other)
            stretches += [Stretch(kind, words)] if words else []
        work.whole += 1
    return Difference(tuple(stretches), work.whole - before_words)


class Work:
    """The work that is left, for one difference or for all of a page."""

    def __init__(self, most: int = MOST) -> None:
        self.left = most
        self.whole = 0  #: places that are shown whole

    def may(self, pairs: int) -> bool:
        """Whether so many pairs may be compared; if so they are subtracted."""
        if pairs > self.left:
            return False
        self.left -= pairs
        return True


def _pairs(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Paragraphs that changed, each with what it may have become.

    With as many on both sides they are paired one by one: edited lines of a ticker each stay in
    their place.
    """
    if 1 < len(a) == len(b) <= _PAIRED:
        yield from zip(a, b, strict=True)
    else:
        yield "".join(a), "".join(b)


def _pieces(
    ours: Sequence[str], theirs: Sequence[str], work: Work
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """What is the same in both ("kept") and what is between, in order."""
    i = j = 0
    for a, b in _matches(ours, theirs, work):
        if i < a or j < b:
            yield "changed", ours[i:a], theirs[j:b]
        yield "kept", ours[a : a + 1], theirs[b : b + 1]
        i, j = a + 1, b + 1
    if i < len(ours) or j < len(theirs):
        yield "changed", ours[i:], theirs[j:]


def _matches(ours: Sequence[str], theirs: Sequence[str], work: Work) -> list[tuple[int, int]]:
    """Pairs of equal places, rising in both."""
    found: list[tuple[int, int]] = []
    waiting = [(_Run(0, len(ours), 0, len(theirs)), 0)]
    while waiting:
        run, deep = waiting.pop()
        a, b, c, d = run
        while a < b and c < d and ours[a] == theirs[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and ours[b - 1] == theirs[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        once = _once(ours, theirs, _Run(a, b, c, d)) if deep < _DEEP else []
        if once:
            found += once
            edges = [(a - 1, c - 1), *once, (b, d)]
            waiting += [
                (_Run(x + 1, y, p + 1, q), deep + 1)
                for (x, p), (y, q) in pairwise(edges)
                if x + 1 < y and p + 1 < q
            ]
        elif work.may((b - a) * (d - c)):
            found += _longest(ours, theirs, _Run(a, b, c, d))
        else:
            work.whole += 1
    return sorted(found)


def _once(ours: Sequence[str], theirs: Sequence[str], run: _Run) -> list[tuple[int, int]]:
    """The places of what occurs once in each, as many as rise in both; never white space."""
    a, b, c, d = run
    here, there = Counter(ours[a:b]), Counter(theirs[c:d])
    of = {theirs[n]: n for n in range(c, d)}
    both = [
        (n, of[ours[n]])
        for n in range(a, b)
        if here[ours[n]] == 1 and there[ours[n]] == 1 and not ours[n].isspace()
    ]
    return _rising(both)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of the pairs that rise in their second, too (patience sorting)."""
    tops: list[int] = []  # the least second that ends a rise of each length
    last: list[int] = []  # which pair that is
    before: list[int] = []
    for n, (_, second) in enumerate(pairs):
        at = bisect_left(tops, second)
        before.append(last[at - 1] if at else -1)
        tops[at : at + 1] = [second]
        last[at : at + 1] = [n]
    found = []
    n = last[-1] if last else -1
    while n >= 0:
        found.append(pairs[n])
        n = before[n]
    return found[::-1]


def _longest(ours: Sequence[str], theirs: Sequence[str], run: _Run) -> list[tuple[int, int]]:
    """The longest list of equal pairs that rise in both, each compared with each."""
    a, b, c, d = run
    rows = [[0] * (d - c + 1)]
    for x in range(b - 1, a - 1, -1):
        under, row, mine = rows[-1], [0] * (d - c + 1), ours[x]
        for y in range(d - c - 1, -1, -1):
            row[y] = under[y + 1] + 1 if mine == theirs[c + y] else max(under[y], row[y + 1])
        rows.append(row)
    rows.reverse()
    found = []
    x = y = 0
    while x < b - a and y < d - c:
        if ours[a + x] == theirs[c + y]:
            found.append((a + x, c + y))
            x, y = x + 1, y + 1
        elif rows[x + 1][y] >= rows[x][y + 1]:
            x += 1
        else:
            y += 1
    return found


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Neighbours of a kind as one; between two that are kept, "went" comes before "came"."""
    went: list[str] = []
    came: list[str] = []
    same: list[str] = []

    def joined() -> Iterator[Stretch]:
        for kind, words in (("kept", same), ("went", went), ("came", came)):
            if words:
                yield Stretch(kind, "".join(words))
                words.clear()

    for kind, words in stretches:
        if kind == "kept" and (went or came):
            yield from joined()
        {"kept": same, "went": went, "came": came}[kind].append(words)
    yield from joined()
