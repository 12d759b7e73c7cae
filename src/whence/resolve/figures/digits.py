"""Digits written in groups: "2 310", "2'310"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.resolve.sentences import Token

_MONTHS = frozenset(
    """january february march april may june july august september october november december jan
        feb mar apr jun jul aug sep sept oct nov dec""".split()
)


def parted(tokens: Sequence[Token], at: int, end: int) -> tuple[str, int]:
    """Digits written in groups of three, one code point apart, and the token after them.

    "2 310", "2'310", with any kind of space; not the day of a month before a number.
    """
    found, last = tokens[at].text, at + 1
    before = tokens[at - 1].lower.rstrip(".") if at else ""
    if not (found.isdigit() and len(found) <= 3 and found[0] != "0") or before in _MONTHS:
        return found.lower(), last
    while last < end:
        mark = tokens[last]
        begin = last + 1 if mark.text in ("'", "’") and mark.start == tokens[last - 1].end else last
        if begin >= end or len(tokens[begin].text) != 3 or not tokens[begin].text.isdigit():
            break
        if tokens[begin].start - tokens[last - 1].end != 1:
            break
        found, last = found + tokens[begin].text, begin + 1
    return found.lower(), last
