"""The reading's time expressions, in text order, each with its value."""

from __future__ import annotations

import re
from typing import cast

from whence.records import Mention, Reading, Report, Span, Time
from whence.records.reading import TimeType
from whence.resolve.sentences import Sentences
from whence.resolve.times.context import Reference, is_history, reference
from whence.resolve.times.reckoning import Context, anchor_day
from whence.resolve.times.spans import corrected
from whence.resolve.times.tense import tense
from whence.resolve.times.values import value_of
from whence.resolve.times.words import digits

_SPACES = re.compile(r"\s+")
#: Longer than any time expression; what a strange text may make a tagger span.
_LONGEST = 120
#: Most code points between a clock time and its day.
_APART = 6
_QUARTERS = re.compile(r"\d{4}-Q\d$")
#: Code points after a quarter within which "a year earlier" is taken to mean its like.
_QUARTER_REACH = 600
_WEEKDAY = re.compile(
    r"(?:\w+ )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+)?", re.IGNORECASE
)
_MONTH_FIRST = re.compile(r"[A-Z][a-z]{2,8}\.? \d|\d{1,2} [A-Z]|the \d{1,2}(?:st|nd|rd|th)")
#: The quarter that it names is no measure for the next "a year earlier".
_YEAR_AGO = re.compile(r"\byear[- ](?:ago|earlier)\b")
_AMOUNTS = frozenset("0123456789XT")
_ANCHORS = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T.*)?)?)?$")


def resolve_times(report: Report, reading: Reading, sentences: Sentences) -> tuple[Time, ...]:
    """TIMEX3 types and values of the reading's expressions, reckoned from `report.published`.

    The value is None where neither the words nor the dateline tell. The same report gives the
    same values on whatever day it is read.
    """
    day = reference(report)
    history = is_history(report.text, day)
    found: list[Time] = []
    anchor: str | None = None
    told_in = 0  # the sentence that the anchor stands in
    quarter: tuple[str, int] | None = None
    merged = _merged(report.text, reading, sentences)
    for index, mention in enumerate(merged):
        words = _words(report.text, mention)
        near = quarter[0] if quarter and mention.span.start - quarter[1] < _QUARTER_REACH else None
        told = tense(sentences, mention.span.start, mention.span.end)
        here = sentences.at(mention.span.start)
        if day is None and here - told_in > (mention.type != "TIME"):
            anchor = None
        context = Context(day, told.tense, anchor, near, sure=told.sure)
        # A weekday in a history is the report's own, unless a day was told before it.
        if history and (
            before := anchor_day(context, "day" if _WEEKDAY.fullmatch(words) else "year")
        ):
            context = context._replace(
                reference=Reference(before, before), tense="past", history=True
            )
        if mention.type == "TIME" and index + 1 < len(merged):
            context = context._replace(
                anchor=_day_after(report.text, mention, merged[index + 1], context)
            )
        value = _value(words, mention.type, context) if len(words) <= _LONGEST else None
        kind = _type(mention.type, value)
        found.append(Time(span=mention.span, type=cast("TimeType", kind), value=value))
        if value and kind in ("DATE", "TIME") and _ANCHORS.match(value):
            anchor, told_in = value, here
        elif value is None and day is None and kind in ("DATE", "TIME"):
            anchor = None  # what follows may be counted from a day that is not known
        if value and _QUARTERS.match(value) and not _YEAR_AGO.search(words):
            quarter = value, mention.span.end
    return tuple(found)


def _value(words: str, kind: str, context: Context) -> str | None:
    """The value; where the report's day is not known, only what is so on any that it may be."""
    value = value_of(words, kind, context)
    day = context.reference
    if day is not None and day.date == day.last:
        return value
    if day is not None:
        other = value_of(words, kind, context._replace(reference=Reference(day.last, day.last)))
        if value == other:
            return value
        value = value_of(words, kind, context._replace(reference=None))
    # "Friday" and "May 3" are no days of a report that does not tell its own.
    return None if kind != "SET" and value and value.startswith("XXXX") else value


def _day_after(text: str, time: Mention, following: Mention, context: Context) -> str | None:
    """The day of "10 p.m. on Wednesday" where the two are marked apart, else the last one told."""
    between = text[time.span.end : following.span.start].strip(" ,.)").lower()
    if between in ("", "on") and following.span.start - time.span.end < _APART:
        value = value_of(_words(text, following), following.type, context)
        if value and re.match(r"\d{4}-\d\d-\d\d", value):
            return value
    return context.anchor


def _merged(text: str, reading: Reading, sentences: Sentences) -> list[Mention]:
    """In text order; a weekday and the date that follows it after a comma are one expression."""
    found: list[Mention] = []
    for mention in corrected(text, reading.times, sentences.tokens, reading.entities):
        if found:
            before = found[-1]
            between = text[before.span.end : mention.span.start]
            if (
                between.strip() in (",", "")
                and len(between) <= 2
                and _WEEKDAY.fullmatch(before.span.of(text))
                and _MONTH_FIRST.match(mention.span.of(text))
            ):
                span = Span(before.span.start, mention.span.end)
                found[-1] = Mention(span=span, type="DATE", score=min(before.score, mention.score))
                continue
        found.append(mention)
    return found


def _words(text: str, mention: Mention) -> str:
    return digits(_SPACES.sub(" ", mention.span.of(text).lower()).strip(" .,;"))


def _type(told: str, value: str | None) -> str:
    """The type, put right where the value is of another."""
    if not value:
        return told
    if told == "DURATION" and value[:1].isdigit():
        told = "DATE"
    return "DURATION" if told == "DATE" and value[0] == "P" and value[1] in _AMOUNTS else told
