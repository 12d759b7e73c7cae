"""What vague number words and words of bound mean.

Event data sets (UCDP's Georeferenced Event Dataset, the Global Terrorism Database) keep a low and a
high estimate beside the best one and fix by rule what a vague word is worth, so that two coders
write down the same numbers. So does this one:

- A plural unit ("dozens", "hundreds") is at least two of the unit, and less than the next unit
  that a writer would have turned to: "dozens" is 24 to 99, "hundreds" 200 to 999.
- "Several" of a unit is three to nine of it, "a few" two to five, "a couple" two or three.
- A vague word has no best value.
- "At least", "more than": the given value is the low bound, the high one is open. "Up to",
  "nearly", "fewer than": it is the high bound, the low one is open. "About": both are open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from whence.resolve.sentences import Token

Bound = Literal["least", "most", "about"]

#: vague word -> (low, high); None is open
VAGUE: dict[str, tuple[float, float | None]] = {
    "tens": (20, 99),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "lakhs": (200_000, 999_999),
    "millions": (2_000_000, 999_999_999),
    "crores": (20_000_000, 999_999_999),
    "billions": (2_000_000_000, 999_999_999_999),
    "trillions": (2_000_000_000_000, None),
}
#: "tens of thousands": vague word -> factors on the unit that follows "of"
MULTIPLIERS: dict[str, tuple[float, float]] = {
    "tens": (20, 99),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
}
#: the unit inside "tens of thousands"
PLURAL_UNITS: dict[str, float] = {
    "hundreds": 100,
    "thousands": 1_000,
    "millions": 1_000_000,
    "billions": 1_000_000_000,
    "trillions": 1_000_000_000_000,
}
#: vague words that take a unit ("several hundred") or are alone ("several people")
FEW: dict[str, tuple[float, float]] = {
    "several": (3, 9),
    "a few": (2, 5),
    "a couple": (2, 3),
    "a couple of": (2, 3),
    "a handful of": (3, 6),
}

_LEAST = """at least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum of
more than|greater than|higher than|over|above|well over|upwards of|upward of|in excess of|exceeding
exceeds|exceeded|topped|surpassed|beyond|as few as|as little as"""
_MOST = """up to|as many as|as much as|as high as|at most|no more than|not more than|a maximum of
maximum of|nearly|almost|close to|just under|under|below|less than|fewer than|lower than"""
_ABOUT = """about|around|approximately|approx|roughly|some|an estimated|estimated|estimated at|circa
perhaps|more or less|near|somewhere around"""


def _phrases(listed: str, bound: Bound) -> dict[str, Bound]:
    return {phrase: bound for line in listed.splitlines() for phrase in line.split("|")}


#: words before a number -> which bound it then is
BEFORE: dict[str, Bound] = (
    _phrases(_LEAST, "least") | _phrases(_MOST, "most") | _phrases(_ABOUT, "about")
)
#: words in the longest of them
LONGEST_BEFORE = max(len(words.split()) for words in BEFORE)

#: words after a number -> which bound it then is
AFTER: dict[str, Bound] = {
    "or more": "least",
    "plus": "least",
    "+": "least",
    "and counting": "least",
    "or so": "about",
    "or fewer": "most",
    "or less": "most",
}


def bounded(value: float, bound: Bound | None) -> tuple[float | None, float | None]:
    """Low and high of a value with a word of bound, or of an exact one."""
    if bound is None:
        return value, value
    return (value if bound == "least" else None), (value if bound == "most" else None)


_DESCRIBING = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})


def described_couple(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """Past "an elderly couple", "a retired Dutch couple": two people."""
    if tokens[at].lower not in ("a", "an"):
        return None
    last = at + 1
    while last < end and (word := tokens[last].word) is not None and word.tag in _DESCRIBING:
        if tokens[last].lower == "couple":
            return last + 1 if last > at + 1 and tokens[last + 1 : last + 2] else None
        last += 1
    return None
