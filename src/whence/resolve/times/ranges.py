"""Times with two ends: "March 1-3", "between 2015 and 2019", "the week ending 9 February"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from whence.records import Mention, Span
from whence.resolve.times import calendar as cal
from whence.resolve.times.value_rule_helpers import (
    MONTH,
    WEEKDAY,
    YEAR_ALONE,
    Context,
    nearest_year,
    stated_year,
)
from whence.resolve.times.word_lists import MONTHS, PARTS_OF_DAY, WEEKDAYS

Link = Literal["range", "list"]

_SEP = r"(?:\s?[-–—/]\s?|\s(?:to|through|thru|until|till|and)\s)"
_ONE = r"(?P<first>[0-3]?\d)(?:st|nd|rd|th)?"
_OTHER = r"(?P<last>[0-3]?\d)(?:st|nd|rd|th)?"
_YEARS = r"(?:,?\s*(?P<year>[12]\d{3}))?"
_LAST_MONTH = MONTH.replace("?P<month>", "?P<until>")
_DAYS = tuple(
    re.compile(
        rf"(?:.*?\b(?P<part>night|evening|morning|afternoon|weekend)s? of (?:{WEEKDAY},?\s)?)?"
        rf"(?:the\s)?{days}{_YEARS}"
    )
    for days in (
        rf"{MONTH}\s(?:the\s)?{_ONE}{_SEP}(?:the\s)?{_OTHER}\b",
        rf"{_ONE}{_SEP}{_OTHER}\s(?:of\s)?{MONTH}",
        rf"{MONTH}\s{_ONE}{_SEP}{_LAST_MONTH}\s{_OTHER}\b",
        rf"{_ONE}\s{MONTH}{_SEP}{_OTHER}\s{_LAST_MONTH}",
    )
)
_SEASON = r"(?: (?:season|campaign|(?:academic|school|financial|fiscal|tax) year))?"
_TWO_YEARS = re.compile(
    r"(?:the\s)?(?P<first>[12]\d{3})\s?[-–—/]\s?(?P<last>[12]\d{3}|\d\d)"
    rf"{_SEASON}"
)
_TWO_MONTHS = re.compile(rf"{MONTH}\s?[-–—/]\s?{_LAST_MONTH}{_YEARS}")
_WEEK = re.compile(
    r"(?:the )?(?P<unit>week|weekend)\s(?P<way>of|to|from|ending|ended|beginning|starting|"
    rf"commencing)\s(?:on\s)?(?:{WEEKDAY},?\s*)?"
    rf"(?:(?:the\s)?{MONTH}\s(?:the\s)?{_ONE}\b|(?:the\s)?{_ONE.replace('first', 'day')}\s(?:of\s)?"
    rf"{MONTH.replace('?P<month>', '?P<month2>')})?{_YEARS}"
)
_NUMBER = r"[0-3]?\d(?:st|nd|rd|th)?"
_NAME = MONTH.replace("?P<month>", "?:")
_YEAR = r"(?:,?\s*[12]\d{3})?"
_SPLIT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<one>{_NAME}\s{_NUMBER}){_SEP}(?:the\s)?(?P<other>{_NUMBER}{_YEAR})",
        rf"(?P<one>{_NUMBER}){_SEP}(?P<other>{_NUMBER}\s(?:of\s)?{_NAME}{_YEAR})",
        rf"(?P<one>{_NAME})\s?[-–—/]\s?(?P<other>{_NAME}{_YEAR})",
        rf"(?:the\s)?(?P<one>[12]\d{{3}})\s?[-–—/]\s?(?P<other>[12]\d{{3}}|\d\d){_SEASON}",
    )
)
_TO = re.compile(r"\s*(?:to|until|till|through|thru|up to|up until)\s+(?:the )?", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–—/]\s?")
_AND = re.compile(r"\s*(?:,|,?\s(?:and|or|&))\s+(?:(?:on|in)\s)?(?:the )?", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?P<way>from|between)\s+(?:(?:the|about|around|late|early|mid)[ -])*$", re.IGNORECASE
)
#: What is moved from one day to another does not last from the one to the other.
_MOVED = re.compile(
    r"\b(?:moved?|moving|postponed?|delay(?:ed)?|rescheduled?|pushed|shift(?:ed)?|changed?|"
    r"brought forward|put (?:off|back)|deferred|adjourned)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_BARE_DAY = re.compile(r"(?:the )?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?")
_DAY_AND_YEAR = re.compile(rf"{_BARE_DAY.pattern},?\s(?P<year>[12]\d{{3}})")
_TWO_DIGITS = re.compile(r"\d\d")
_YEAR_ONLY = re.compile(r"(?:the )?(?P<year>[12]\d{3})")
_ANY_MONTH = re.compile(rf"\b{MONTH}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PRECISE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?$")
#: Characters before the first of two times in which "from" or "between" is, and between the two.
#: Guesses, not measured.
_NEAR = 90
_FAR = 16  # between them
#: Days; and those of the weekend as Python counts them, from Monday, 0.
_WEEK_LONG = 7
_SATURDAY = 5  # Python's number


class Range(NamedTuple):
    """The value of an expression with two ends, and both, ISO 8601."""

    value: str
    begin: str
    end: str


def sensible(words: str) -> bool:
    """Whether what looks like a range of years is one: "2012–13", and not "2012-05"."""
    match = _TWO_YEARS.fullmatch(words)
    return match is None or _last_year(match) is not None


def split(text: str, mention: Mention) -> Iterator[Mention]:
    """The two ends of a range as an expression each: "March 1" and "3" of "March 1-3".

    The night of 2-3 March is one, and so is what has one end.
    """
    words = mention.span.of(text)
    match = next((m for p in _SPLIT if (m := p.fullmatch(words))), None)
    if match is None or not sensible(words.lower()):
        yield mention
        return
    start = mention.span.start
    for name in ("one", "other"):
        span = Span(start + match.start(name), start + match.end(name))
        yield Mention(span=span, type="DATE", score=mention.score)


def range_of(words: str, context: Context) -> Range | None:
    """The two ends of an expression in lower case; None where it has no two or they are unknown."""
    for each in (_days, _years, _months, _week):
        for found in each(words, context):
            return found
    return None


def _days(words: str, context: Context) -> Iterator[Range]:
    match = next((m for p in _DAYS if (m := p.fullmatch(words))), None)
    if match is None:
        return
    month, first, last = MONTHS[match["month"]], int(match["first"]), int(match["last"])
    until = match.groupdict().get("until")
    last_month = MONTHS[until] if until else month
    if last_month == month and first >= last:
        return
    year = int(match["year"]) if match["year"] else None
    if year is None:
        year = stated_year(match, words, context) or nearest_year(month, first, context)
        over = year is not None and last_month < month
        last_year = year and year + over
    else:
        last_year = year
        year -= last_month < month
    begin = cal.day(year or 0, month, first)
    end = cal.day(last_year or 0, last_month, last)
    if begin and end:
        part = match["part"]
        value = begin.isoformat() + PARTS_OF_DAY.get(part or "", "")
        if part == "weekend" and (week := cal.of_week(begin)):
            value = f"{week}-WE"
        yield Range(value, begin.isoformat(), end.isoformat())


def _last_year(match: re.Match[str]) -> int | None:
    first, last = int(match["first"]), int(match["last"])
    if len(match["last"]) == 2:
        # The second half of "2010-11" may be a month, but years follow each other more often.
        if last <= 12 and last != first % 100 + 1:
            return None
        last += first // 100 * 100
    return last if 0 < last - first <= 200 else None


def _years(words: str, _context: Context) -> Iterator[Range]:
    match = _TWO_YEARS.fullmatch(words)
    last = match and _last_year(match)
    if match and last:
        yield Range(match["first"], match["first"], f"{last:04}")


def _months(words: str, context: Context) -> Iterator[Range]:
    match = _TWO_MONTHS.fullmatch(words)
    if match is None:
        return
    first, last = MONTHS[match["month"]], MONTHS[match["until"]]
    year = int(match["year"]) - (last < first) if match["year"] else None
    year = year or nearest_year(first, 15, context, whole=True)
    if year and first != last:
        begin, end = cal.of_month(year, first), cal.of_month(year + (last < first), last)
        if begin and end:
            yield Range(begin, begin, end)


def _week(words: str, context: Context) -> Iterator[Range]:
    match = _WEEK.fullmatch(words)
    if match is None:
        return
    day = _day_of_week(match, words, context)
    if day is None:
        return
    if match["unit"] == "weekend":
        begin = cal.moved(day, _SATURDAY - day.weekday())
        end = begin and cal.moved(begin, 1)
    elif match["way"] in ("ending", "ended", "to"):
        begin, end = cal.moved(day, 1 - _WEEK_LONG), day
    elif match["way"] == "of":
        begin = cal.moved(day, -day.weekday())
        end = begin and cal.moved(begin, _WEEK_LONG - 1)
    else:
        begin, end = day, cal.moved(day, _WEEK_LONG - 1)
    # The ISO week that most of it lies in.
    week = begin and cal.of_week(cal.moved(begin, _WEEK_LONG // 2))
    if match["unit"] == "weekend":
        week = cal.of_week(begin)
        week = week and f"{week}-WE"
    if week and begin and end:
        yield Range(week, begin.isoformat(), end.isoformat())


def _day_of_week(match: re.Match[str], words: str, context: Context) -> dt.date | None:
    name = match["month"] or match["month2"]
    number = match["first"] or match["day"]
    if name is None:
        if match["weekday"] is None or context.reference is None:
            return None
        back = (context.reference.date.weekday() - WEEKDAYS[match["weekday"]]) % 7
        ahead = context.tense == "future" and back > 0
        return cal.moved(context.reference.date, 7 - back if ahead else -back)
    month, day = MONTHS[name], int(number)
    year = stated_year(match, words, context) or nearest_year(month, day, context)
    return cal.day(year, month, day) if year else None


def link(text: str, one: Mention, other: Mention) -> Link | None:
    """How two expressions in a row relate: as the ends of a range, in a list, not at all."""
    between = text[one.span.end : other.span.start]
    if not between or len(between) > _FAR or "\n" in between:
        return None
    before = text[max(0, one.span.start - _NEAR) : one.span.start]
    way = _FROM.search(before)
    if _TO.fullmatch(between) or _DASH.fullmatch(between):
        moved = way is not None and _MOVED.search(before[: way.start()])
        return None if moved else "range"
    if _AND.fullmatch(between):
        return "range" if way and way["way"].lower() == "between" and "," not in between else "list"
    return None


def of_next(words: str, following: str, linked: Link) -> str:
    """The words with the month and the year of the expression that they belong together with.

    "January and February 2024" has one year for both, "1 and 3 March" one month.
    """
    later, year = _ANY_MONTH.search(following), YEAR_ALONE.search(following)
    if later is None:
        alone = _DAY_AND_YEAR.fullmatch(following) if _ANY_MONTH.search(words) else None
        return f"{words} {alone['year']}" if alone and not YEAR_ALONE.search(words) else words
    if bare := _BARE_DAY.fullmatch(words):
        words = f"{bare['day']} {later['month']}"
    month = _ANY_MONTH.search(words)
    if month is None or YEAR_ALONE.search(words) or year is None or not year["year"]:
        return words
    over = linked == "range" and MONTHS[month["month"]] > MONTHS[later["month"]]
    return f"{words} {int(year['year']) - over}"


def of_last(words: str, before: str) -> str:
    """A day alone with the month and the year of the one before: "March 1 and 3", "2012-13"."""
    if _TWO_DIGITS.fullmatch(words) and (year := _YEAR_ONLY.fullmatch(before)):
        return f"{int(year['year']) // 100:02}{words}"
    bare = _DAY_AND_YEAR.fullmatch(words) or _BARE_DAY.fullmatch(words)
    month, year = _ANY_MONTH.search(before), YEAR_ALONE.search(before)
    if bare is None or month is None:
        return words
    stated = bare.groupdict().get("year") or (year and year["year"])
    return f"{month['month']} {bare['day']}" + (f" {stated}" if stated else "")


def in_order(
    one: str | None, other: str | None, words: tuple[str, str], context: Context
) -> tuple[str, str] | None:
    """The two ends, the one that was counted from the wrong side corrected; None for no range."""
    if not (one and other and _PRECISE.match(one) and _PRECISE.match(other)):
        return None
    if one <= other:
        return one, other
    with_year = [bool(YEAR_ALONE.search(each)) for each in words]
    days = _DAY.match(one), _DAY.match(other)
    if all(each in WEEKDAYS for each in words) and days[0] and days[1]:
        ahead = context.tense == "future"
        moved = cal.moved(
            dt.date.fromisoformat((days[1] if ahead else days[0]).group()), 7 * (1 if ahead else -1)
        )
        if moved is None:
            return None
        return (one, moved.isoformat()) if ahead else (moved.isoformat(), other)
    if not all(_ANY_MONTH.search(each) for each in words) or all(with_year):
        return None
    ahead = with_year[0] or (context.tense == "future" and not with_year[1])
    year = int((other if ahead else one)[:4]) + (1 if ahead else -1)
    pair = (one, f"{year:04}{other[4:]}") if ahead else (f"{year:04}{one[4:]}", other)
    return pair if pair[0] <= pair[1] else None
