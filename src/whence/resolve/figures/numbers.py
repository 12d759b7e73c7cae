"""Numbers in a row of tokens: digits, words, scale words, vague words and ranges, to values.

"1.2 million", "twenty-three", "two dozen", "half a million", "5,00,000", "tens of thousands",
"between 18 and 20". A number has its place and value, not what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from whence.lang import words
from whence.resolve.figures.digits import parted
from whence.resolve.figures.fractions import (
    STARTERS,
    all_but_at,
    nobody_at,
    not_one_at,
    share_at,
)
from whence.resolve.figures.number_words import SCALES, TENS, UNITS, spelt
from whence.resolve.figures.vague_numbers import (
    AFTER,
    BEFORE,
    FEW,
    LONGEST_BEFORE,
    MULTIPLIERS,
    PLURAL_UNITS,
    VAGUE,
    Bound,
    bounded,
    described_couple,
)
from whence.resolve.sentences import Token

#: After "a couple" that is two people, and not some of what follows.
_TWO_BEHIND = frozenset("in from who whose were was named with and , .".split())
#: A scale written onto the digits: "10k", "$5m", "£3bn".
_SUFFIXES: dict[str, float] = {
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "tn": 1_000_000_000_000,
}
#: A unit written onto the digits: "20km".
JOINED_UNITS = frozenset("km kg cm ft lb mi gb mb kw mw ha g p c".split())
_DIGITS = re.compile(r"(\d+(?:[.,]\d+)*)([a-z]*)")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
#: A number with more digits than this is an identifier, or nonsense.
_MOST_DIGITS = 15
#: Sums of money in the news reach some hundred trillion (1e14).
_LARGEST = 1e15
_DASHES = frozenset("-–—")
#: Words before which "N to M" is a change and not a range: "rose from 18 to 27", "by 5 to 37".
_CHANGE = frozenset({"from", "by"})
#: But it is one behind these: "estimates range from 18 to 40".
_SPREAD = words("figures", "spread")
_PERHAPS = frozenset({"perhaps", "possibly", "maybe"})
ZERO = frozenset({"no", "nobody", "none", "no-one", "zero"})
#: After "no" they count nobody as none: "no fewer than 12 have died", "no longer".
_NOT_NONE = frozenset({"fewer", "less", "more", "longer", "later", "sooner"})


class Number(NamedTuple):
    """A number expression: its tokens [first, last), its worth, and what else the words say."""

    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    digits: bool  #: whether it is written in digits
    #: where the words of bound before it begin; `first` where there are none
    opens: int
    suffix: str = ""  #: a unit or an ordinal's ending written onto the digits
    zero: bool = False  #: "no", "nobody", "none"
    vague: bool = False
    bound: Bound | None = None
    whole: float | None = None  #: what it is a share of


def starts_number(token: Token) -> bool:
    """Whether a number may begin at the token: the cheap first look."""
    lower = token.lower
    if lower.isalpha():
        return lower in _STARTERS
    return (
        lower[0].isdigit()
        or lower in ZERO
        or ("-" in lower and lower.split("-")[0] in TENS | UNITS)
    )


_STARTERS = frozenset(
    [
        *UNITS,
        *TENS,
        *VAGUE,
        *ZERO,
        *STARTERS,
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "a",
        "an",
        "half",
        "several",
        "both",
    ]
)


def number_at(tokens: Sequence[Token], at: int, end: int) -> Number | None:
    """The number expression that begins at token `at`, no further than token `end`."""
    lower = tokens[at].lower
    part = _part(tokens, at, end)
    if part is not None:
        return part
    if lower in ZERO:
        last = at + 1
        if lower == "no" and last < end and tokens[last].lower in _NOT_NONE:
            return None
        if lower == "no" and last < end and tokens[last].lower == "one":
            last += 1
        return Number(at, last, 0.0, 0.0, 0.0, False, at, zero=True)
    if lower == "both":
        return Number(at, at + 1, 2.0, 2.0, 2.0, False, at)
    found = _vague(tokens, at, end)
    if found is None:
        found = _single(tokens, at, end)
        if found is None:
            return None
        found = _range(tokens, found, end)
    return _perhaps_more(tokens, _with_bound(tokens, found, end), end)


def _perhaps_more(tokens: Sequence[Token], low: Number, end: int) -> Number:
    """The number with a greater one that may be: "at least 12, and perhaps as many as 20"."""
    at = low.last
    while at < end and tokens[at].lower in {",", "and", "or", "but"}:
        at += 1
    if at == low.last or at >= end or tokens[at].lower not in _PERHAPS or low.value is None:
        return low
    for begin in range(at + 1, min(at + 5, end)):
        high = _single(tokens, begin, end) if starts_number(tokens[begin]) else None
        if high is not None and high.value is not None and high.value > low.value:
            return Number(low.first, high.last, None, low.value, high.value, low.digits, low.opens)
    return low


def _part(tokens: Sequence[Token], at: int, end: int) -> Number | None:
    """A number given as a share of another: "half of the 24", "all but two of the 14"."""
    lower = tokens[at].lower
    nobody = nobody_at(tokens, at, end) if lower in ("not", "none", "neither") else None
    if nobody is not None:
        whole = _single(tokens, nobody, end)
        return Number(at, whole.last, 0.0, 0.0, 0.0, False, at, zero=True) if whole else None
    single = not_one_at(tokens, at, end) if lower == "not" else None
    if single is not None:
        return Number(at, single, 0.0, 0.0, 0.0, False, at, zero=True)
    but = all_but_at(tokens, at, end)
    if but is not None:
        fewer = _single(tokens, but, end)
        if fewer is None or fewer.value is None or fewer.last + 1 >= end:
            return None
        begin = fewer.last
        while begin < end and tokens[begin].lower in ("of", "the", "its", "their", "all"):
            begin += 1
        whole = _single(tokens, begin, end) if begin > fewer.last and begin < end else None
        if whole is None or whole.value is None or whole.value <= fewer.value:
            return None
        value = whole.value - fewer.value
        return Number(at, whole.last, value, value, value, False, at, whole=whole.value)
    share = share_at(tokens, at, end)
    if share is None:
        return None
    whole = _single(tokens, share[1], end)
    if whole is None or not whole.value:
        return None
    value = share[0] * whole.value
    exact = value if value == int(value) else None  # half of 25 is about 12
    return Number(at, whole.last, float(round(value)), exact, exact, False, at, whole=whole.value)


def _single(tokens: Sequence[Token], at: int, end: int) -> Number | None:
    digits = tokens[at].lower[0].isdigit()
    suffix = ""
    if digits:
        written, last = parted(tokens, at, end)
        match = _DIGITS.fullmatch(written)
        value = _written(match.group(1)) if match else None
        if match is None or value is None:
            return None
        suffix = match.group(2)
        if suffix in _SUFFIXES:
            value, suffix = value * _SUFFIXES[suffix], ""
        elif suffix and suffix not in JOINED_UNITS:
            return Number(at, at + 1, None, None, None, True, at, suffix)
        value, last = _scaled(tokens, value, last, end)
    else:
        in_words = spelt(tokens, at, end)
        if in_words is None:
            return None
        value, last = in_words
    if value > _LARGEST:
        return None
    return Number(at, last, value, value, value, digits, at, suffix)


def _written(digits: str) -> float | None:
    """The value of digits with their separators, or None where they are no plain number."""
    if sum(c.isdigit() for c in digits) > _MOST_DIGITS or not digits.isascii():
        return None
    if _PLAIN.fullmatch(digits):
        return float(digits)
    if _WESTERN.fullmatch(digits) or _INDIAN.fullmatch(digits):
        return float(digits.replace(",", ""))
    if _DOTTED.fullmatch(digits):
        return float(digits.replace(".", ""))
    return None


def _scaled(tokens: Sequence[Token], value: float, at: int, end: int) -> tuple[float, int]:
    """The value with the scale words that follow, and the token after them."""
    while at < end and tokens[at].lower in SCALES:
        value, at = value * SCALES[tokens[at].lower], at + 1
    # "2-million", "$1-billion"
    if at + 1 < end and tokens[at].text in _DASHES and tokens[at + 1].lower in SCALES:
        value, at = value * SCALES[tokens[at + 1].lower], at + 2
    return value, at


def _vague(tokens: Sequence[Token], at: int, end: int) -> Number | None:
    lower = tokens[at].lower
    if lower in MULTIPLIERS and at + 2 < end and tokens[at + 1].lower == "of":
        unit = PLURAL_UNITS.get(tokens[at + 2].lower)
        if unit:
            low, high = MULTIPLIERS[lower]
            return _vague_number(at, at + 3, low * unit, high * unit)
    if lower in VAGUE:
        return _vague_number(at, at + 1, *VAGUE[lower])
    if (last := described_couple(tokens, at, end)) is not None:
        return Number(at, last, 2, 2, 2, False, at)
    for length in (3, 2, 1):
        few = " ".join(token.lower for token in tokens[at : min(at + length, end)])
        if few in FEW:
            low, high = FEW[few]
            last = at + len(few.split())
            if last < end and tokens[last].lower in SCALES:
                unit = SCALES[tokens[last].lower]
                return _vague_number(at, last + 1, low * unit, high * unit)
            if few == "a couple" and last < end and tokens[last].lower in _TWO_BEHIND:
                low = high = 2  # "a couple in their eighties, who ..." are husband and wife
                return Number(at, last, 2, low, high, False, at)
            return _vague_number(at, last, low, high)
    return None


def _vague_number(first: int, last: int, low: float, high: float | None) -> Number:
    return Number(first, last, None, low, high, False, first, vague=True)


def _range(tokens: Sequence[Token], low: Number, end: int) -> Number:
    """The number widened to a range where one follows: "18 to 20", "18-20", "two or three"."""
    at = low.last
    if at + 1 >= end or low.value is None or low.suffix:
        return low
    joint = tokens[at].lower
    before = tokens[low.first - 1].lower if low.first else ""
    # "$5-$10 million"
    skip = 1 if tokens[at + 1].text in "$£€" and at + 2 < end else 0
    high = _single(tokens, at + 1 + skip, end) if starts_number(tokens[at + 1 + skip]) else None
    if high is None or high.value is None:
        return low
    value = low.value
    # In "2 to 3 million" the scale holds for both.
    if value < 1_000 <= high.value and high.last - high.first > 1:
        scale = SCALES.get(tokens[high.last - 1].lower, 1.0)
        if scale > 1 and value < high.value / scale:
            value *= scale
    if value >= high.value:
        return low
    joins = (
        (joint in _DASHES and tokens[at].start == tokens[at - 1].end)
        or (joint == "to" and (before not in _CHANGE or _is_spread(tokens, low.first)))
        or (joint == "and" and before == "between")
        or (joint == "or" and high.value <= value * 2)
    )
    if not joins:
        return low
    led = before == "between" or _is_spread(tokens, low.first)
    opens = low.first - 1 if led else low.first
    return Number(low.first, high.last, None, value, high.value, low.digits, opens, high.suffix)


def _is_spread(tokens: Sequence[Token], at: int) -> bool:
    """Whether "range from" is right before the token."""
    return at > 1 and tokens[at - 1].lower == "from" and tokens[at - 2].lower in _SPREAD


def _with_bound(tokens: Sequence[Token], number: Number, end: int) -> Number:
    """The number with the words of bound before and after it read."""
    if number.vague:
        return number
    bound: Bound | None = None
    opens = number.first
    # The currency sign is between the words of bound and the number.
    at = opens - 1 if opens and tokens[opens - 1].text in "$£€¥₹" else opens
    # So does an article: "about a 3 percent chance".
    if at > 1 and tokens[at - 1].lower in ("a", "an") and tokens[at - 2].lower in BEFORE:
        at -= 1
    for length in range(min(LONGEST_BEFORE, at), 0, -1):
        before = " ".join(token.lower for token in tokens[at - length : at])
        if before in BEFORE:
            bound, opens = BEFORE[before], at - length
            break
    for length in (2, 1):
        after = " ".join(
            token.lower for token in tokens[number.last : min(number.last + length, end)]
        )
        if after in AFTER:
            bound = AFTER[after]
            break
    if number.value is None:
        return number._replace(opens=min(opens, number.opens), bound=bound)
    low, high = bounded(number.value, bound)
    return number._replace(low=low, high=high, opens=opens, bound=bound)
