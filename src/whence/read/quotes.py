"""Quotation marks paired: straight, curly, low-high, guillemets, single ones inside double.

Marks are paired paragraph by paragraph. A quotation that runs on reopens each paragraph without
having closed the one before; whatever else is odd (a stray apostrophe, a mark never closed) costs
at most its own paragraph. Nothing here raises, whatever the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
#: Every mark that can open or close, and two shapes that are written with two characters.
_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚']")
_DOUBLE_OPEN, _DOUBLE_CLOSE = {"“", "„", "‟", "``"}, {"”", "''"}
_ANGLE = {"«": "»", "‹": "›"}
_OPENS_AFTER = frozenset("([{<—–-/:;,.…“‘„«‹\"'`")
#: Words that begin with an apostrophe; what follows it.
_CLIPPED = re.compile(r"(?:\d0s|tis|twas|til|till|em|cause|bout|round|n|neath)\b", re.IGNORECASE)


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


def quotations(text: str) -> list[Quotation]:
    """All quotations, in the order of their starts, outer before inner."""
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found += _of_paragraph(text, paragraph.start(), paragraph.end())
    return found


def _of_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    marks = [
        mark
        for match in _MARK.finditer(text, start, end)
        if (mark := _classified(text, match.start(), match.end(), start, end))
    ]
    found: list[Quotation] = []
    open_marks: list[_Mark] = []
    for index, mark in enumerate(marks):
        inner = next((i for i, m in enumerate(open_marks) if m.family == mark.family), None)
        if inner is not None and mark.can_close and not _is_apostrophe(text, mark, marks[index:]):
            opener = open_marks[inner]
            # Marks of another family left open inside this one were no quotations.
            del open_marks[inner:]
            found.append(Quotation(opener.start, mark.end, inner, True, opener.family))
        elif mark.can_open and (inner is None or mark.family != "single"):
            if inner is not None and mark.family == "double":
                # Reopened without a close: the earlier one ends where this begins.
                opener = open_marks[inner]
                del open_marks[inner:]
                found.append(_unclosed(text, opener, mark.start, inner))
            if mark.family != "single" or _runs(text, mark, marks[index + 1 :], start):
                open_marks.append(mark)
    found += [_unclosed(text, m, end, depth) for depth, m in enumerate(open_marks)]
    return sorted(found, key=lambda q: (q.start, -q.end))


def _unclosed(text: str, mark: _Mark, end: int, depth: int) -> Quotation:
    stretch = text[mark.start : end].rstrip()
    return Quotation(mark.start, mark.start + len(stretch), depth, False, mark.family)


def _classified(text: str, start: int, end: int, low: int, high: int) -> _Mark | None:
    """What the mark can do where it stands, or None where it can only be an apostrophe."""
    mark = text[start:end]
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    opens = (before.isspace() or before in _OPENS_AFTER) and not after.isspace()
    closes = not before.isspace() or after.isspace()
    if mark in _DOUBLE_OPEN:
        # „Low-high“ closes with the mark that opens elsewhere.
        low_high = mark == "“" and "„" in text[low:start] and not opens
        return _Mark(start, end, "double", not low_high, low_high)
    if mark in _DOUBLE_CLOSE:
        return _Mark(start, end, "double", False, True)
    if mark == '"':
        # 6'2" and 19" are measures, unless a quotation is there to be closed.
        return _Mark(start, end, "double", opens, closes)
    if mark in _ANGLE or mark in _ANGLE.values():
        return _Mark(start, end, "angle", mark in _ANGLE, mark in _ANGLE.values())
    if mark in {"‘", "‚"}:
        if mark == "‚" and not opens:
            return None
        return _Mark(start, end, "single", not before.isalnum(), False)
    # ’ and ' are apostrophes within a word, and before clipped ones.
    if before.isalnum() and after.isalnum():
        return None
    if not before.isalnum() and _CLIPPED.match(text, end):
        return None
    return _Mark(start, end, "single", mark == "'" and opens and after.isalnum(), closes)


def _is_apostrophe(text: str, mark: _Mark, rest: list[_Mark]) -> bool:
    """Whether a single mark that could close is the one of a plural's genitive (the players' bus).

    It is where it follows an s, words follow it, and a likelier closing mark comes before any
    other quotation opens.
    """
    if mark.family != "single" or not mark.start or text[mark.start - 1] not in "sS":
        return False
    if not re.match(r"\s+[\w(]", text[mark.end : mark.end + 3]):
        return False
    for later in rest[1:]:
        if later.family != "single":
            continue
        if later.can_open and not later.can_close:
            return False
        if later.can_close:
            return True
    return False


def _runs(text: str, mark: _Mark, rest: list[_Mark], paragraph_start: int) -> bool:
    """Whether a single mark that could open begins a quotation.

    It does where it is closed later in its paragraph; a ‘ at the paragraph's head may also run on
    into the next one.
    """
    if any(m.family == "single" and m.can_close for m in rest):
        return True
    return text[mark.start] == "‘" and not text[paragraph_start : mark.start].strip()
