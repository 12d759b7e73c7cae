"""What the rules of values share: the context, the patterns, and moving about the calendar."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from whence.resolve.times import calendar as cal
from whence.resolve.times.reference_day import Reference
from whence.resolve.times.tense import Tense
from whence.resolve.times.word_lists import MONTHS, PARTS_OF_DAY, WEEKDAYS

#: Days within which a date given without its year is the nearest one, whatever the tense.
_PLAINLY_NEAR = 100
#: In a history, a month so far before the last one given is most often the next year's.
_OVER_THE_YEAR = 12


#: Unit -> the code points of a date that is precise enough to count such units from.
_PRECISE = {"year": 4, "decade": 4, "century": 4, "month": 7, "quarter": 7}


class Context(NamedTuple):
    """What a value may depend on, besides the words themselves."""

    reference: Reference | None
    tense: Tense | None
    #: the last date that the text itself gave before, for "the next day"
    anchor: str | None
    #: the last quarter given before: "a year earlier" is then the same quarter
    quarter: str | None = None
    #: whether the reference is the date given before, in a text about long past years
    history: bool = False
    #: whether the tense is beyond doubt, as in "the year ended Jan. 31"
    sure: bool = False
    #: the year that the sentence is about where the words give none: "last year, mostly in March"
    year: int | None = None


MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = "(?P<weekday>" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")s?\b\.?"
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
YEAR = r"(?P<year>[12]\d{3})(?![\d,.]*\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
WHICH = (
    r"(?P<which>last|past|previous|this past|this coming|next|this|coming|the following|following)"
)
PART = r"(?P<part>morning|afternoon|evening|night|overnight|dawn|dusk|midday|noon|midnight)"


def rule(pattern: str) -> re.Pattern[str]:
    """A pattern that begins with a word."""
    return re.compile(rf"\b{pattern}")


OTHER_YEAR = rule(r"(?P<year>last|next|this|the same|that|the following|the previous) year")
YEAR_ALONE = re.compile(rf"(?<![\d,.:/])(?<!\d-){YEAR}|['’](?P<short>\d\d)\b")


def base_of(context: Context) -> dt.date | None:
    """The report's own day."""
    return context.reference.date if context.reference else None


def anchor_day(context: Context, unit: str = "year") -> dt.date | None:
    """The date given before, at its first day where it is no day.

    None where it is less precise than the unit that is counted from it.
    """
    if len(context.anchor or "") < _PRECISE.get(unit, len("2024-11-20")):
        return None
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:$|T)", context.anchor or "")
    return cal.day(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None


def stated_year(match: re.Match[str], words: str, context: Context) -> int | None:
    """The year that the words give beside a month or a day, None where they give none."""
    if match.groupdict().get("year"):
        return int(match["year"])
    # After it, or before: "2023 November".
    later = YEAR_ALONE.search(words, match.end()) or YEAR_ALONE.match(words)
    if later and later["year"]:
        return int(later["year"])
    other = OTHER_YEAR.search(words)
    base = base_of(context)
    if other and base:
        step = {"last": -1, "the previous": -1, "next": 1, "the following": 1}
        return base.year + step.get(other["year"], 0)
    return context.year


def nearest_year(month: int, day: int, context: Context, *, whole: bool = False) -> int | None:
    """The year of a date that is given without one: by tense, else the nearest to the report's.

    `whole` is for a month without a day, which looks ahead as often as back where nothing decides.
    """
    if context.reference is None:
        return None
    date = context.reference.date
    if context.history:
        return (
            date.year + (date.month - month > _OVER_THE_YEAR) if date.year < cal.LAST_YEAR else None
        )
    # A leap day may be years away.
    years = 8 if (month, day) == (2, 29) else 1
    near = [
        found
        for year in range(date.year - years, date.year + years + 1)
        if cal.FIRST_YEAR <= year <= cal.LAST_YEAR
        and (found := cal.day(year, month, min(day, 28 if years == 1 else 29)))
    ]
    if not near:
        return None
    past = [d for d in near if d <= date]
    future = [d for d in near if d >= date]
    nearest = min(near, key=lambda d: abs((d - date).days))
    if context.sure or abs((nearest - date).days) > _PLAINLY_NEAR:
        if context.tense == "future" and future:
            return future[0].year
        # A day without a sign is more often past than to come.
        if (context.tense == "past" or (context.tense is None and not whole)) and past:
            return past[-1].year
    return nearest.year


def with_part(date: dt.date, words: str) -> str:
    """The date, with the part of the day in the words."""
    part = re.search(rf"\b{PART}s?\b", words)
    return date.isoformat() + (PARTS_OF_DAY[part["part"]] if part else "")


def day_from(base: dt.date, days: int, words: str) -> str | None:
    """So many days from the base, with the part of the day in the words."""
    date = cal.moved(base, days)
    return None if date is None else with_part(date, words)


def moved_by(base: dt.date, unit: str, count: int) -> str | None:
    """`count` units after the base, as precise as the unit."""
    if unit in ("second", "minute", "hour"):
        return base.isoformat()
    if unit in ("day", "night"):
        date = cal.moved(base, count)
        return None if date is None else date.isoformat() + ("TNI" if unit == "night" else "")
    if unit in ("week", "weekend", "fortnight"):
        week = cal.of_week(cal.moved(base, 7 * count * (2 if unit == "fortnight" else 1)))
        return week and week + ("-WE" if unit == "weekend" else "")
    if unit in ("month", "quarter"):
        found = cal.month_moved(base.year, base.month, count * (3 if unit == "quarter" else 1))
        if found is None:
            return None
        return (
            f"{found[0]:04}-Q{cal.quarter(found[1])}" if unit == "quarter" else cal.of_month(*found)
        )
    if unit == "year":
        return cal.of_year(base.year + count)
    if unit == "decade":
        return f"{base.year // 10 + count:03}" if cal.of_year(base.year + 10 * count) else None
    return f"{base.year // 100 + count:02}" if cal.of_year(base.year + 100 * count) else None


def iso(date: dt.date | None) -> str | None:
    """A day's value."""
    return None if date is None else date.isoformat()
