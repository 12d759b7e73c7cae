"""Numbers given as shares of others: "two-thirds of the 90", "all but two of the 14"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.resolve.sentences import Token

_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "nine": 9}
_SHARES = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "tenth": 10, "tenths": 10,
}  # fmt: skip
_ARTICLES = frozenset("the all its their his her our those these".split())
#: First words of what this module reads, beside those of plain numbers.
STARTERS = frozenset({"all", "not", "half", "none", "neither"})


def share_at(tokens: Sequence[Token], at: int, end: int) -> tuple[float, int] | None:
    """A share that "of" follows, and the token of what it is a share of.

    "two-thirds of the | 90", "half of the | 24", "a quarter of a | million".
    """
    lower = tokens[at].lower
    share: float | None = None
    last = at + 1
    first, _, second = lower.partition("-")
    if lower == "half":
        share = 0.5
    elif first in _COUNTS and second in _SHARES:
        share = _COUNTS[first] / _SHARES[second]
    elif lower in _COUNTS and at + 1 < end:
        if tokens[at + 1].text == "-":
            last += 1
        if last < end and tokens[last].lower in _SHARES:
            share = _COUNTS[lower] / _SHARES[tokens[last].lower]
            last += 1
    if share is None:
        return None
    return _whole(tokens, last, end, share)


def _whole(tokens: Sequence[Token], at: int, end: int, share: float) -> tuple[float, int] | None:
    if at + 1 >= end or tokens[at].lower != "of":
        return None
    at += 1
    while at + 1 < end and tokens[at].lower in _ARTICLES:
        at += 1
    for behind in range(at + 1, min(at + _OWNER, end - 1)):
        if tokens[behind].lower in ("'s", "’s"):  # "a third of the camp's 60 residents"
            return share, behind + 1
    return share, at


_OWNER = 4  #: words after which the owner's mark may be


def nobody_at(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """Where the number begins of which "not one of the" or "none of the" counts nobody."""
    for words in ("not one", "not a single one", "none", "neither"):
        split = words.split()
        last = at + len(split)
        if [t.lower for t in tokens[at:last]] == split:
            found = _whole(tokens, last, end, 0)
            return found[1] if found else None
    return None


def not_one_at(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """The token of what is counted after "not one", "not a single": "not a single passenger"."""
    for words in ("not one single", "not a single", "not one", "not a"):
        split = words.split()
        last = at + len(split)
        if [t.lower for t in tokens[at:last]] == split and last < end:
            return last if tokens[last].text.isalpha() and tokens[last].lower != "of" else None
    return None


def all_but_at(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """Where the number begins that "all but" takes away."""
    if tokens[at].lower == "all" and at + 2 < end and tokens[at + 1].lower == "but":
        return at + 2
    return None
