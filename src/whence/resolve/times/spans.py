"""The reader's time expressions corrected by rule, and plain ones that it missed.

The reader's own spans come before what a rule adds; where a pattern is sure of a whole expression,
the parts of it that the reader found become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from whence.records import Mention, Span
from whence.resolve.sentences import Token
from whence.resolve.times.boundaries import AGE, NO_TIME, TRIGGER, put_right
from whence.resolve.times.false_times import Names
from whence.resolve.times.patterns import PLAIN, WHOLE, Pattern, regions
from whence.resolve.times.ranges import sensible, split

#: A rule's expressions are as sure as the rules are right.
_SCORE = 0.9
_AGO = re.compile(r"\b(?:ago|from now)$", re.IGNORECASE)
_SET = re.compile(r"(?:every|each)\b", re.IGNORECASE)
#: Years in a row are an expression each, where no month or day holds them together.
_YEARS = re.compile(
    r"((?:the |early |late |mid-)*(?:1[5-9]|20)\d\d)(?:, |,? and |,? or )(?=(?:1[5-9]|20)\d\d\b)"
)
#: "Mondays", "Tuesday nights": days that come again.
_AGAIN = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:s|s? (?:mornings|afternoons|evenings|nights))",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(?:the |its |a )?(?:first|second|third|fourth)[- ]quarter", re.IGNORECASE)
_ANY_QUARTER = re.compile(
    r"(?:(?:early|late|midway) in )?(?:the )?(?:first|second|third|fourth|final)[- ]quarter",
    re.IGNORECASE,
)
_DAYS_OWN = re.compile(
    r"((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)['’]s\s"
    r"(?!(?:early|late|small)?\s?(?:morning|afternoon|evening|night|hours|noon|dawn)\b)"
)
#: Words of games whose quarters are minutes long.
_GAME = re.compile(
    r"\b(?:touchdowns?|field goals?|\d+-yard|quarterback|halftime|half-time|kickoff|punt|rebounds|"
    r"free throws?|Super Bowl|scoreless|end zone|turnovers)\b"
)
#: Characters on either side in which a report on a game says so, some two sentences. A guess.
_NEAR_GAME = 200
#: A house's number, or its street's: "the 1500 block of Elm Street", "1617 S.E. 17th Street".
_STREET_NUMBER = re.compile(r"(?:the )?\d{3,4}(?: [NS]\.?[EW]?\.?)?(?: \d{1,3}(?:st|nd|rd|th))?")
_BLOCK = re.compile(r"[- ](?:hundred )?block\b")
_STREET = re.compile(
    r"(?: [A-Z0-9][\w.'’]*){0,4}? "
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Court|Place|Way|Highway)\b"
)
#: Words before a house number; after others it is a year: "in 1995 Elm Street was closed".
_BEFORE_STREET_NUMBER = re.compile(r"(?:\b(?:at|to|near|outside|from|into|of)|,|\()\s*$")
#: "the 13th such case" is no day.
_ORDINAL = re.compile(r"(?:the )?\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)
_COUNTED = re.compile(
    r"[- ](?!(?:and|or|of|to|at|in|as|when|where|by|for|but|after|before|with|he|she|it|they)\b)"
    r"[a-z]"
)
#: "in the past week" is the seven days up to now, whatever the calendar's weeks.
_PAST_UNIT = re.compile(r"the past (?:day|week|month|year|decade|century)", re.IGNORECASE)
#: "the year ended March 31" lasts a year and is none of the calendar's.
_BUSINESS_YEAR = re.compile(r"(?:the |a |its )?(?:fiscal |financial )?(?:year|half[- ]year|half)")
_ENDS = re.compile(r"\s+(?:ended|ending)\b")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b|\d{1,2}:\d\d\b", re.IGNORECASE)


class _Places:
    """The stretches of a text that may hold an expression."""

    def __init__(self, text: str, stretches: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._stretches = stretches
        self._words = "\n".join(text[first:last] for first, last in stretches)

    def matches(self, pattern: Pattern) -> Iterator[re.Match[str]]:
        """What a pattern finds in them, in text order."""
        if any(sign in self._words for sign in pattern.signs):
            for first, last in self._stretches:
                yield from pattern.words.finditer(self._text, first, last)


def corrected(
    text: str,
    times: Sequence[Mention],
    tokens: Sequence[Token],
    entities: Sequence[Mention] = (),
) -> list[Mention]:
    """The expressions in text order, without overlaps; `tokens` and `entities` are the text's."""
    names = Names(text, entities, tokens)
    places = _Places(text, regions(text, tokens))
    wholes = [
        Mention(span=Span(*match.span()), type=pattern.kind, score=_SCORE)
        for pattern in WHOLE
        for match in places.matches(pattern)
        if sensible(match.group())
    ]
    found: list[Mention] = []
    named: list[Mention] = []  # parts of names, which hold no shorter expression either
    for mention in sorted(_pieces(text, _joined(times, wholes)), key=_start):
        one = _put_right(text, mention)
        if one and names.hold(one.span.start, one.span.end, read=True):
            named.append(one)
            continue
        if one and (not found or one.span.start >= found[-1].span.end):
            found.append(one)
    missed = _missed(text, [*found, *named], wholes, places, names)
    return [one for whole in sorted([*found, *missed], key=_start) for one in split(text, whole)]


def _start(mention: Mention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


def _joined(times: Sequence[Mention], wholes: Sequence[Mention]) -> list[Mention]:
    """The reader's expressions, those that are parts of one whole made one."""
    ahead = _without_overlaps(wholes)[::-1]
    out: list[Mention] = []
    for mention in sorted(times, key=_start):
        start, end = mention.span.start, mention.span.end
        kind, score = mention.type, mention.score
        while ahead and ahead[-1].span.end <= start:
            ahead.pop()
        for whole in reversed(ahead):
            if whole.span.start >= mention.span.end:
                break
            start, end = min(start, whole.span.start), max(end, whole.span.end)
            kind = whole.type if whole.type in ("TIME", "SET") else kind
        if out and start < out[-1].span.end:
            before = out.pop()
            start, end = min(start, before.span.start), max(end, before.span.end)
            kind = "TIME" if "TIME" in (kind, before.type) else before.type
            score = min(score, before.score)
        out.append(Mention(span=Span(start, end), type=kind, score=score))
    return out


def _without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """In text order; of those that overlap, the first given."""
    taken: set[int] = set()
    remaining = []
    for mention in mentions:
        places = range(mention.span.start, mention.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            remaining.append(mention)
    return sorted(remaining, key=_start)


def _pieces(text: str, times: Iterable[Mention]) -> Iterator[Mention]:
    """Each expression, years in a row one by one."""
    for mention in times:
        at = mention.span.start
        for match in _YEARS.finditer(text, at, mention.span.end):
            yield Mention(span=Span(at, match.end(1)), type=mention.type, score=mention.score)
            at = match.end()
        yield Mention(span=Span(at, mention.span.end), type=mention.type, score=mention.score)


def _put_right(text: str, mention: Mention) -> Mention | None:
    start, end = put_right(text, mention.span.start, mention.span.end)
    if (whole := _DAYS_OWN.match(text, start, end)) is not None:
        end = whole.end(1)  # "Saturday's 2-1 defeat"
    words = text[start:end]
    if not words.strip() or NO_TIME.fullmatch(words) or not TRIGGER.search(words):
        return None
    if mention.type == "DURATION" and AGE.match(text, end):
        return None
    if _no_time(text, start, end):
        return None
    kind = mention.type
    if _PAST_UNIT.fullmatch(words) or (_BUSINESS_YEAR.fullmatch(words) and _ENDS.match(text, end)):
        kind = "DURATION"
    elif _SET.match(words) or _AGAIN.fullmatch(words):
        kind = "SET"
    elif (kind == "DURATION" and _AGO.search(words)) or _QUARTER.fullmatch(words):
        kind = "DATE"
    elif kind == "DATE" and _CLOCK.search(words):
        kind = "TIME"
    return Mention(span=Span(start, end), type=kind, score=mention.score)


def _no_time(text: str, start: int, end: int) -> bool:
    """Whether what is around the words makes something else of them."""
    words = text[start:end]
    if _STREET_NUMBER.fullmatch(words):
        housed = _BEFORE_STREET_NUMBER.search(text, max(0, start - 10), start)
        return bool(_BLOCK.match(text, end) or (housed and _STREET.match(text, end)))
    if _ORDINAL.fullmatch(words):
        return bool(_COUNTED.match(text, end))
    near = max(0, start - _NEAR_GAME), end + _NEAR_GAME
    return bool(_ANY_QUARTER.fullmatch(words) and _GAME.search(text, *near))


def _missed(
    text: str,
    found: Sequence[Mention],
    wholes: Sequence[Mention],
    places: _Places,
    names: Names,
) -> Iterator[Mention]:
    covered = bytearray(len(text))
    for mention in found:
        covered[mention.span.start : mention.span.end] = b"\x01" * (
            mention.span.end - mention.span.start
        )
    plain = (
        (*match.span("of" if "of" in pattern.words.groupindex else 0), pattern.kind)
        for pattern in PLAIN
        for match in places.matches(pattern)
    )
    for first, last, kind in chain(((m.span.start, m.span.end, m.type) for m in wholes), plain):
        start, end = put_right(text, first, last)
        if start >= end or any(covered[start:end]) or _no_time(text, start, end):
            continue
        covered[start:end] = b"\x01" * (end - start)
        if not names.hold(start, end, read=False):
            yield Mention(span=Span(start, end), type=kind, score=_SCORE)
