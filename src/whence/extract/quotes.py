"""Quotation marks paired: straight, curly, low-high, guillemets, single ones inside double.

Marks are paired paragraph by paragraph; lines that were wrapped at a margin make one paragraph. A
quotation that runs on reopens each paragraph without having closed the one before; whatever else
is odd (a stray apostrophe, a mark never closed) costs at most its own paragraph. Nothing here
raises, whatever the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
#: A line that was wrapped: about as long as a margin allows, and its sentence goes on.
_MARGIN = range(40, 101)
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’'»)\]]*\s*$")
#: Every mark that can open or close, and two shapes that are written with two characters.
_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚']")
_SPACED = re.compile(r'(?<!\S)"(?!\S)')
_DOUBLE_OPEN, _DOUBLE_CLOSE = {"“", "„", "‟", "``"}, {"”", "''"}
_ANGLE = {"«": "»", "‹": "›"}
_OPENS_AFTER = frozenset("([{<—–-/:;,.…“‘„«‹\"'`")
#: Words that begin with an apostrophe; what follows it.
_CLIPPED = re.compile(r"(?:\d0s|(?i:tis|twas|em|n)|till?|cause|bout|round|neath)\b")
#: Of these, the ones that begin no quotation even after a mark that only ever opens (‘90s).
_NEVER_QUOTED = re.compile(r"(?:\d0s|(?i:tis|twas|em))\b")
#: A word that may end in an apostrophe of its own (players', talkin', ol'), and goes on.
_MAY_END_SO = re.compile(r"(?:s|\w\win|\b(?:o|an|th|ol))$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+[\w(]")


#: How many marks ahead are looked at, so that the time grows with the text and no faster.
_FAR = 40
#: Quotations of one kind of mark inside each other: print has two or three levels; the bound is for
#: texts whose marks are damaged.
_DEEPEST = 4


class Quotation(NamedTuple):
    """A quoted stretch of text, its marks included."""

    start: int
    end: int
    depth: int  #: 0 for outermost
    closed: bool  #: False where its paragraph ended first
    opened_with: str  #: "double", "single" or "angle"


class _Mark(NamedTuple):
    start: int
    end: int
    family: str
    can_open: bool
    can_close: bool


class _Lows(NamedTuple):
    """Signs of how a paragraph's marks are meant.

    Where its first low mark of each family is, -1 for nowhere, and whether its straight marks
    between spaces (" so ", as tokenised text has them) come in pairs.
    """

    double: int
    single: int
    spaced_pairs: bool


class Quotations(list[Quotation]):
    """A text's quotations in the order of their starts, outer before inner."""

    def __init__(self, found: Iterable[Quotation] = ()) -> None:
        """Takes quotations in that order."""
        super().__init__(found)
        self._starts = [q.start for q in self]
        #: how far the quotations up to each one reach: what lies beyond cannot be near
        self._reach = list(accumulate((q.end for q in self), max))

    def near(self, start: int, end: int) -> list[Quotation]:
        """Those that share a code point with [start, end), in order."""
        last = bisect_left(self._starts, end)
        first = last
        while first and self._reach[first - 1] > start:
            first -= 1
        return [q for q in self[first:last] if q.end > start]


def quotations(text: str) -> Quotations:
    """All quotations of the text."""
    found: list[Quotation] = []
    for start, end in paragraphs(text):
        found += _of_paragraph(text, start, end)
    return Quotations(found)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph starts and ends: a line, or the lines of one that was wrapped."""
    found: list[tuple[int, int]] = []
    joins = False
    for line in _LINE.finditer(text):
        start, end = line.span()
        if joins and text[found[-1][1] : start] in ("\n", "\r\n") and end - start < _MARGIN.stop:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
            joins = False
        # Once wrapped, a line whose sentence happens to end at the margin is wrapped too.
        wrapped = end - start in _MARGIN
        joins = wrapped and (joins or not _SENTENCE_END.search(text, max(start, end - 20), end))
    return found


def _of_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    low_double, low_single = (text.find(mark, start, end) for mark in "„‚")
    spaced = len(_SPACED.findall(text, start, end))
    lows = _Lows(low_double, low_single, spaced_pairs=spaced > 0 and spaced % 2 == 0)
    marks = [
        mark
        for match in _MARK.finditer(text, start, end)
        if (mark := _classified(text, *match.span(), start, end, lows))
    ]
    closers = [i for i, m in enumerate(marks) if m.family == "single" and m.can_close]
    last_single = closers[-1] if closers else -1
    found: list[Quotation] = []
    open_marks: list[_Mark] = []
    for index, mark in enumerate(marks):
        same = [i for i, m in enumerate(open_marks) if m.family == mark.family]
        inner = same[-1] if same else None
        rest = marks[index + 1 : index + _FAR]
        if inner is not None and mark.can_close and not _is_within(text, mark, rest):
            opener = open_marks[inner]
            # Marks of another family left open inside this one were no quotations.
            del open_marks[inner:]
            found.append(Quotation(opener.start, mark.end, inner, True, opener.family))
        elif mark.can_open and (not same or mark.family != "single") and len(same) < _DEEPEST:
            if inner is not None and mark.family == "double" and not _nests(open_marks, rest):
                # Reopened without a close: the earlier one ends where this begins.
                opener = open_marks[inner]
                del open_marks[inner:]
                found.append(_unclosed(text, opener, mark.start, inner))
            if mark.family != "single" or last_single > index or _runs_on(text, mark, start):
                open_marks.append(mark)
    found += [_unclosed(text, m, end, depth) for depth, m in enumerate(open_marks)]
    return sorted(found, key=lambda q: (q.start, -q.end))


def _unclosed(text: str, mark: _Mark, end: int, depth: int) -> Quotation:
    stretch = text[mark.start : end].rstrip()
    return Quotation(mark.start, mark.start + len(stretch), depth, False, mark.family)


def _classified(text: str, start: int, end: int, low: int, high: int, lows: _Lows) -> _Mark | None:
    """What the mark can do in its place, or None where it can only be an apostrophe."""
    mark = text[start:end]
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    opens = (before.isspace() or before in _OPENS_AFTER) and not after.isspace()
    closes = not before.isspace() or after.isspace()
    # A mark of the wrong hand opens where one of the right hand would (”so”, ''so'').
    turned = opens and after.isalnum()
    if mark in _DOUBLE_OPEN:
        # „Low-high“ closes with the mark that opens elsewhere.
        low_high = mark == "“" and 0 <= lows.double < start and not opens
        return _Mark(start, end, "double", not low_high, low_high)
    if mark in _DOUBLE_CLOSE:
        return _Mark(start, end, "double", turned, True)
    if mark == '"':
        spaced = lows.spaced_pairs and before.isspace() and after.isspace()
        return _Mark(start, end, "double", opens or (spaced and end < high), closes)
    if mark in _ANGLE:
        # »So« is the other way round.
        return _Mark(start, end, "angle", True, not before.isspace())
    if mark in _ANGLE.values():
        return _Mark(start, end, "angle", turned, True)
    if mark in {"‘", "‚"}:
        low_high = mark == "‘" and 0 <= lows.single < start and not opens
        if (mark == "‚" and not opens) or _NEVER_QUOTED.match(text, end):
            return None
        return _Mark(start, end, "single", not before.isalnum() and not low_high, low_high)
    # ’ and ' are apostrophes within a word, and before clipped ones.
    if before.isalnum() and after.isalnum():
        return None
    if not before.isalnum() and _CLIPPED.match(text, end):
        return None
    return _Mark(start, end, "single", mark == "'" and opens and after.isalnum(), closes)


def _is_within(text: str, mark: _Mark, rest: list[_Mark]) -> bool:
    """Whether a mark that could close is something else within the quotation.

    So do the apostrophe of a genitive or a clipped word (the players' bus) and an inch mark: words
    follow them, and a likelier closing mark comes before any other quotation opens.
    """
    if not _is_doubtful(text, mark):
        return False
    for later in rest:
        if later.family != mark.family or _is_doubtful(text, later):
            continue
        return later.can_close and not later.can_open
    return False


def _is_doubtful(text: str, mark: _Mark) -> bool:
    before = text[max(0, mark.start - 5) : mark.start]
    if mark.family == "single":
        likely = bool(_MAY_END_SO.search(before))
    else:
        likely = text[mark.start] == '"' and before[-1:].isdigit()
    return likely and bool(_GOES_ON.match(text, mark.end))


def _nests(open_marks: list[_Mark], rest: list[_Mark]) -> bool:
    """Whether a double mark opens a third level, “so ‘as “here” is’ so”: all three close later."""
    if open_marks[-1].family != "single":
        return False
    families = iter(m.family for m in rest if m.can_close)
    return all(wanted in families for wanted in ("double", "single", "double"))


def _runs_on(text: str, mark: _Mark, paragraph_start: int) -> bool:
    """Whether a single mark that is not closed may run on into the next paragraph: ‘ at a head."""
    if text[mark.start] != "‘" or mark.start - paragraph_start > _FAR:
        return False
    return not text[paragraph_start : mark.start].strip()
