"""The reader's time expressions put right by rule, and plain ones that it missed.

What a rule adds is what TimeBank's and AQUAINT's annotators mark nine times in ten or more, counted
on the part of them that may be looked at: a weekday, a month with its day, a year, "last week",
"three days ago", "now". The reader's own spans stand before any of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.records import Mention, Span

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|April|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_ANY_MONTH = rf"(?:{_MONTH}|March|May)"
_YEAR = r"(?:1[89]|20)\d\d"
_NOT_A_NUMBER = r"(?![\d,]*\d)(?!\s+(?:people|men|women|children|votes|shares|million|billion))"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_PART = r"(?:morning|afternoon|evening|night)"
_WHEN = r"(?:[Ee]arly|[Ll]ate|[Ll]ast|[Nn]ext|[Tt]his)"
_COUNT = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a|an|several|a few|"
    r"a couple of)"
)
_UNIT = r"(?:day|week|month|year|decade|hour|minute)"

#: Type -> what is marked so, the longest alternatives first.
_PLAIN = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("TIME", rf"\b{_WEEKDAY} {_PART}\b|\b(?:tonight|last night|this {_PART})\b"
                 r"|\b[01]?\d(?:[:.][0-5]\d)? ?[ap]\.?m\b\.?"),
        ("DATE", rf"\b(?:{_WHEN} )?(?:{_WEEKDAY},? )?{_ANY_MONTH} {_DAY}\b(?!\d|:|,\d)(?:,? {_YEAR}\b)?"),
        ("DATE", rf"\b{_DAY} {_ANY_MONTH}(?: {_YEAR}\b)?"),
        ("DATE", rf"\b(?:(?:[Ee]arly|[Ll]ate|[Ll]ast|[Nn]ext) )?{_ANY_MONTH},? {_YEAR}\b"),
        ("DATE", rf"\b(?:{_WHEN} )?{_WEEKDAY}\b"),
        ("DATE", rf"\b(?:{_WHEN} )?{_MONTH}(?![-\w])"),
        ("DATE", r"\b(?:[Yy]esterday|[Tt]omorrow|[Tt]oday|[Nn]ow)\b"),
        ("DATE", r"\b(?:[Ll]ast|[Nn]ext|[Tt]his) (?:week|month|year|quarter|summer|spring|fall|"
                 r"winter|weekend|decade|century)\b"),
        ("DATE", rf"\b{_COUNT} {_UNIT}s? (?:ago|earlier|later)\b"),
        ("DATE", r"\b(?:19|20)\d0s\b|['’][2-9]0s\b"),
        ("DATE", rf"\b(?:the )?(?:first|second|third|fourth)[- ]quarter\b(?: of {_YEAR})?"),
        ("DATE", rf"(?<![\d,.:/$£€#-])\b{_YEAR}\b{_NOT_A_NUMBER}"),
        ("DURATION", rf"\b(?:the )?(?:past|last|next) {_COUNT} {_UNIT}s?\b"),
    )
)  # fmt: skip
#: A rule's expressions are as sure as the rules are right.
_SCORE = 0.9
_AFTER = re.compile(r"\s(?:ago|earlier|from now)\b")
_BEFORE = re.compile(r"\b(?:early|late|last|next|this|mid)[\s-]$", re.IGNORECASE)
#: Ordinary words that are no time by themselves, whatever the tagger says of them.
_NO_TIME = re.compile(
    r"^(?:the|of|in|on|a|an|and|at|by|or|to|for|last|next|this|,|\.)$", re.IGNORECASE
)
_LONGEST_EDGE = 8


def corrected(text: str, times: Sequence[Mention]) -> list[Mention]:
    """The expressions in text order, without overlaps."""
    kept = [
        _widened(text, mention)
        for mention in sorted(times, key=_start)
        if not _NO_TIME.match(mention.span.of(text).strip())
    ]
    found: list[Mention] = []
    for mention in kept:
        if not found or mention.span.start >= found[-1].span.end:
            found.append(mention)
    return _with_missed(text, found)


def _start(mention: Mention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


def _widened(text: str, mention: Mention) -> Mention:
    """With "ago" after it and "early" before it, which belong to it."""
    start, end = mention.span.start, mention.span.end
    after = _AFTER.match(text, end)
    if after and mention.type in ("DATE", "DURATION", "TIME"):
        end = after.end()
    before = _BEFORE.search(text[max(0, start - _LONGEST_EDGE) : start])
    if before:
        start -= len(before.group())
    kind = "DATE" if after and mention.type == "DURATION" else mention.type
    return Mention(span=Span(start, end), type=kind, score=mention.score)


def _with_missed(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The expressions and, between them, the plain ones that overlap none."""
    return sorted([*found, *_missed(text, found)], key=_start)


def _missed(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    covered = bytearray(len(text))
    for mention in found:
        covered[mention.span.start : mention.span.end] = b"\x01" * (
            mention.span.end - mention.span.start
        )
    for kind, pattern in _PLAIN:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(covered[start:end]):
                covered[start:end] = b"\x01" * (end - start)
                yield Mention(span=Span(start, end), type=kind, score=_SCORE)
