"""What an expression is reckoned from: the dateline, the tense of its clause, the dates before it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, NamedTuple

from whence.records import Report
from whence.resolve.sentences import Sentences

Tense = Literal["past", "future"]

_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")

_FUTURE = frozenset(
    """will shall 'll ’ll going plan plans planned planning expect expects expected expecting
        scheduled slated due intend intends upcoming prepare prepares preparing tomorrow""".split()
)
#: These say that something lies ahead, unless a verb in the past stands nearer.
_PAST = frozenset(
    """was were had did ago said told killed died fell rose came went took made began held met
        left won lost struck hit shot found ended started opened closed since after last became saw
        gave got kept led sent spoke stood wrote announced reported""".split()
)
_PARTICIPLES = re.compile(r"[a-z]{2,}ed$")
_NEVER_PAST = frozenset("need indeed speed feed seed bleed breed exceed proceed succeed".split())
#: How many words on either side of an expression tell its tense.
_NEAR = 14
_CLAUSE_ENDS = frozenset(",;:—–()")


class Reference(NamedTuple):
    """The report's own day; `precise` is False where only its month or year is known."""

    date: dt.date
    precise: bool = True


def reference(report: Report) -> Reference | None:
    """The day on which the report was published, as it says; never the machine's clock."""
    if report.published is None:
        return None
    match = _DATE.match(report.published.value)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        return Reference(dt.date(int(year), int(month), int(day or 1)), day is not None)
    except ValueError:
        return None


def tense(sentences: Sentences, start: int, end: int) -> Tense | None:
    """Whether what stands around the code points [start, end) is past or to come.

    The nearest telling word of the sentence decides, one of the same clause before others.
    """
    if not sentences.sentences:
        return None
    sentence = sentences.sentences[sentences.at(start)]
    tokens = sentences.tokens
    first = max(sentence.first, sentences.token_at(start))
    last = min(sentence.last, max(first, sentences.token_at(end)))
    if first > sentence.first and tokens[first - 1].lower in ("until", "till"):
        return "future"
    best: tuple[int, Tense] | None = None
    for step, bounds in (
        (-1, range(first - 1, max(sentence.first, first - _NEAR) - 1, -1)),
        (1, range(last, min(sentence.last, last + _NEAR))),
    ):
        distance = 0
        for index in bounds:
            word = tokens[index].lower
            # What lies behind a comma counts as further away.
            distance += 4 if word in _CLAUSE_ENDS else 1
            told = _told(word)
            if told == "past" and word in ("planned", "expected", "scheduled", "slated"):
                told = "future"
            if told and (best is None or distance + (step > 0) < best[0]):
                best = (distance + (step > 0), told)
                break
    return best[1] if best else None


def _told(word: str) -> Tense | None:
    if word in _FUTURE:
        return "future"
    if word in _PAST or (_PARTICIPLES.match(word) and word not in _NEVER_PAST):
        return "past"
    return None
