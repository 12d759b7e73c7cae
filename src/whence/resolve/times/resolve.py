"""The reading's time expressions, in text order, each with its value."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import cast

import msgspec

from whence.records import Mention, Reading, Report, Span, Time
from whence.records.reading import TimeType
from whence.resolve.sentences import Sentences
from whence.resolve.times.listed import is_about, is_ahead, is_beside, is_joined
from whence.resolve.times.modifiers import mod_of
from whence.resolve.times.posts import posts_of
from whence.resolve.times.ranges import Range, in_order, link, of_last, of_next, range_of
from whence.resolve.times.reference_day import Reference, is_history, reference
from whence.resolve.times.spans import corrected
from whence.resolve.times.tense import TenseFound, tense
from whence.resolve.times.value_rule_helpers import Context, anchor_day
from whence.resolve.times.values import value_of
from whence.resolve.times.word_lists import digits
from whence.syntax import Tree

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
#: "One day after the attack" lasts a day; which one it is depends on the attack.
_LENGTH = re.compile(r"(?:\d+|an?) (?:day|night|week|month|year|hour|minute|decade)s?")
_FROM_AN_EVENT = re.compile(r"\s+(?:after|before|prior to|into|following|since)\s+[^\W\d_]")
#: Counted from the end of what came before.
_ONWARD = re.compile(r"\b(?:next|following|later|after)\b")
_AMOUNTS = frozenset("0123456789XT")
_YEAR = re.compile(r"\d{4}$")
_ANCHORS = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T.*)?)?)?$")


def resolve_times(report: Report, reading: Reading, sentences: Sentences) -> tuple[Time, ...]:
    """TIMEX3 types and values of the reading's expressions, counted from `report.published`.

    The value is None where neither the words nor the dateline say. The same report gives the same
    values on whatever day it is read. A range has its ends too; where each of them is an expression
    of its own ("from Monday to Wednesday"), they are given with the first.
    """
    return tuple(_Times(report, _merged(report.text, reading, sentences), sentences).resolved())


class _Times:
    """The expressions of a report on the way to their values, each knowing those before it."""

    def __init__(self, report: Report, mentions: list[Mention], sentences: Sentences) -> None:
        self._text = report.text
        self._mentions = mentions
        self._sentences = sentences
        self._day = reference(report)
        self._history = is_history(report.text, self._day)
        self._links = [link(report.text, one, other) for one, other in pairwise(mentions)] + [None]
        self._words = self._completed()
        self._tree = Tree(report.text, sentences.words)
        self._posts = posts_of(report.text)
        self._tenses: list[TenseFound] = []
        self._anchor: str | None = None
        self._last_day: str | None = None  # where the anchor is a range, its last day
        self._anchored_in = 0  # the sentence that the anchor is in
        self._quarter: tuple[str, int] | None = None
        self._year: tuple[Span, int] | None = None  # the last year given, and where

    def resolved(self) -> list[Time]:
        """The times in text order."""
        found: list[Time] = []
        contexts = []
        for index, mention in enumerate(self._mentions):
            words = self._words[index]
            context = self._context(index)
            contexts.append(context)
            both, value = None, None
            kind = mention.type
            if _LENGTH.fullmatch(words) and _FROM_AN_EVENT.match(self._text, mention.span.end):
                kind = "DURATION"
            if len(words) <= _LONGEST:
                both = _range(words, context)
                value = both.value if both else _value(words, kind, context)
            kind = _type(kind, value)
            if both and kind in ("DURATION", "SET"):
                kind = "DATE"
            found.append(
                Time(
                    span=mention.span,
                    type=cast("TimeType", kind),
                    value=value,
                    mod=mod_of(self._text, mention.span.start, mention.span.end),
                    begin=both.begin if both else None,
                    end=both.end if both else None,
                )
            )
            self._remember(found[-1], words, index)
        for index, linked in enumerate(self._links[:-1]):
            if linked == "range":
                found[index : index + 2] = self._joined(index, found, contexts[index])
        return found

    def _completed(self) -> list[str]:
        """The words of each, with the month and the year of its neighbours."""
        words = [_words(self._text, mention) for mention in self._mentions]
        for index in range(len(words) - 2, -1, -1):
            if linked := self._links[index]:
                words[index] = of_next(words[index], words[index + 1], linked)
        for index in range(1, len(words)):
            if self._links[index - 1]:
                words[index] = of_last(words[index], words[index - 1])
        return words

    def _context(self, index: int) -> Context:
        mention, words = self._mentions[index], self._words[index]
        quarter = self._quarter
        start = mention.span.start
        near = quarter[0] if quarter and start - quarter[1] < _QUARTER_REACH else None
        found = self._tense(index)
        self._tenses.append(found)
        here = self._sentences.at(start)
        if self._day is None and here - self._anchored_in > (mention.type != "TIME"):
            self._anchor = None
        anchor = self._anchor
        if anchor and self._last_day and _ONWARD.search(words):
            anchor = self._last_day
        post = next((p for p in self._posts if p.start <= start < p.end), None)
        if post:
            return Context(post.day, found.tense, None, sure=found.sure)
        context = Context(self._day, found.tense, anchor, near, sure=found.sure)
        context = context._replace(year=self._year_of(mention.span, found))
        # A weekday in a history is the report's own, unless a day was given before it.
        if self._history and (
            before := anchor_day(context, "day" if _WEEKDAY.fullmatch(words) else "year")
        ):
            context = context._replace(
                reference=Reference(before, before), tense="past", history=True
            )
        if mention.type == "TIME" and index + 1 < len(self._mentions):
            context = context._replace(anchor=self._day_after(index, context))
        return context

    def _year_of(self, span: Span, found: TenseFound) -> int | None:
        """The year that its sentence is about, unless its tense is against that."""
        if self._year is None or not is_about(self._sentences, self._year[0], span):
            return None
        year, now = self._year[1], self._day.date.year if self._day else None
        if now is None:
            return year
        behind = year < now and found == TenseFound("future", sure=True)
        before = year > now and found == TenseFound("past", sure=True)
        return None if behind or before else year

    def _tense(self, index: int) -> TenseFound:
        """Whether it is past or to come: as the first of a list of dates, else by its own words."""
        span = self._mentions[index].span
        found = tense(self._sentences, span.start, span.end)
        if is_ahead(self._tree, span):
            return TenseFound("future", sure=True)
        if not index or found.sure:
            return found
        before, linked = self._mentions[index - 1].span, self._links[index - 1]
        # "November 5 and 6": the words of the second are those of the first but for the day.
        alone = linked and self._words[index] != _words(self._text, self._mentions[index])
        if alone or (linked and is_joined(self._tree, before, span)):
            return self._tenses[-1]
        ahead = self._tenses[-1].tense == "future" and found.tense is None
        return self._tenses[-1] if ahead and is_beside(self._tree, before, span) else found

    def _day_after(self, index: int, context: Context) -> str | None:
        """The day of "10 p.m. on Wednesday" where the two are marked apart, else the last given.

        So too of the first end of "from 10 p.m. to 11 p.m. on Wednesday".
        """
        time, following = self._mentions[index : index + 2]
        between = self._text[time.span.end : following.span.start].strip(" ,.)").lower()
        beside = between in ("", "on") and following.span.start - time.span.end < _APART
        if beside or (self._links[index] == "range" and following.type == "TIME"):
            if beside is False and index + 2 < len(self._mentions):
                context = context._replace(anchor=self._day_after(index + 1, context))
            value = value_of(self._words[index + 1], following.type, context)
            if value and re.match(r"\d{4}-\d\d-\d\d", value):
                return value
        return context.anchor

    def _remember(self, time: Time, words: str, index: int) -> None:
        """Remembers what later expressions are counted from."""
        value, dated = time.value, time.type in ("DATE", "TIME")
        if value and index and self._links[index - 1] == "range" and (self._anchor or "") < value:
            self._last_day = value  # "the 12th" is counted from the first, "the next day" not
        elif value and dated and _ANCHORS.match(value):
            self._anchor, self._last_day = value, time.end
            self._anchored_in = self._sentences.at(time.span.start)
        elif value is None and self._day is None and dated:
            self._anchor = None  # what follows may be counted from a day that is not known
        if value and dated and _YEAR.match(value):
            self._year = time.span, int(value)
        if value and _QUARTERS.match(value) and not _YEAR_AGO.search(words):
            self._quarter = value, time.span.end

    def _joined(self, index: int, found: list[Time], context: Context) -> list[Time]:
        """Two expressions that are the ends of a range, the first with both of them."""
        one, other = found[index : index + 2]
        dated = all(t.type in ("DATE", "TIME") and not t.begin for t in (one, other))
        words = self._words[index], self._words[index + 1]
        ends = in_order(one.value, other.value, words, context) if dated else None
        if ends is None:
            return [one, other]
        one = msgspec.structs.replace(one, value=ends[0], begin=ends[0], end=ends[1])
        return [one, msgspec.structs.replace(other, value=ends[1])]


def _range(words: str, context: Context) -> Range | None:
    """The range; where the report's day is not known, only what is so on any that it may be."""
    found, day = range_of(words, context), context.reference
    if found and day is not None and day.date != day.last:
        last = context._replace(reference=Reference(day.last, day.last))
        return found if range_of(words, last) == found else None
    return found


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
    # "Friday" and "May 3" are no days of a report without a day of its own.
    return None if kind != "SET" and value and value.startswith("XXXX") else value


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


def _type(kind: str, value: str | None) -> str:
    """The type, corrected where the value is of another."""
    if not value:
        return kind
    if kind == "DURATION" and value[:1].isdigit():
        kind = "DATE"
    return "DURATION" if kind == "DATE" and value[0] == "P" and value[1] in _AMOUNTS else kind
