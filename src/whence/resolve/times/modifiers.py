"""TIMEX3's `mod`: which part of a time is meant, or how near to it: "early May", "about 2014"."""

from __future__ import annotations

import re

from whence.records.reading import TimeMod

_AGO = r"\b(?:ago|earlier|before)$"
#: The first that fits what is in the expression itself, in lower case.
_WITHIN: tuple[tuple[re.Pattern[str], TimeMod], ...] = (
    (re.compile(rf"(?:more than|over|at least) .*{_AGO}"), "BEFORE"),
    (re.compile(rf"(?:less than|under|at most) .*{_AGO}"), "AFTER"),
    (
        re.compile(
            r"(?:about|around|almost|nearly|approximately|roughly|circa|some)\b|.* or (?:so|two)$"
        ),
        "APPROX",
    ),
    (re.compile(r"(?:the )?(?:very )?(?:early\b|(?:beginning|start|dawn) of\b)"), "START"),
    (re.compile(r"(?:the )?(?:mid\b|mid-|middle of\b)"), "MID"),
    (re.compile(r"(?:the )?(?:very )?(?:late\b|(?:end|close) of\b)"), "END"),
)
#: The same for what comes right before.
_BEFORE: tuple[tuple[re.Pattern[str], TimeMod], ...] = (
    (
        re.compile(
            r"\b(?:about|around|almost|nearly|approximately|roughly|circa|ca?\.) (?:the )?$"
        ),
        "APPROX",
    ),
    (re.compile(r"\b(?:early|(?:beginning|start) of) (?:(?:in|on) )?(?:the )?$"), "START"),
    (re.compile(r"\b(?:mid[- ]|middle of (?:the )?)$"), "MID"),
    (re.compile(r"\b(?:late|end of) (?:(?:in|on) )?(?:the )?$"), "END"),
)
#: Characters before an expression in which such words are: "the beginning of the" has 20.
_NEAR = 24
#: "concerns about Friday", "demonstrations around Easter": about a day is none near it.
_EXACT = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|\bnext\b|\blast\b"
)


def mod_of(text: str, start: int, end: int) -> TimeMod | None:
    """The `mod` of the expression at the code points [start, end), None for none."""
    words = " ".join(text[start:end].lower().split())
    for pattern, mod in _WITHIN:
        if pattern.match(words):
            return mod
    before = " ".join(text[max(0, start - _NEAR) : start].lower().split()) + " "
    if not text[max(0, start - 1) : start].isspace():
        before = before[:-1]
    for pattern, mod in _BEFORE:
        if pattern.search(before):
            return None if mod == "APPROX" and _EXACT.search(words) else mod
    return None
