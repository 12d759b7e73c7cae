"""What an expression is counted from: the report's own day, or the dates of a history."""

from __future__ import annotations

import calendar as standard
import datetime as dt
import re
from typing import NamedTuple

from whence.records import Report
from whence.resolve.times import calendar as cal
from whence.resolve.times.word_lists import MONTHS

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")

_LINE = re.compile(r"[^\n]*\S[^\n]*")
#: Lines that are a report's head: headline, deck, byline and the date.
_FIRST_LINES = 4
#: Characters in which those lines are, so that a text without line breaks is not searched whole.
_HEAD = 1000
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE_ALONE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    rf"(?:(?P<month>{_NAMES})\.? (?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}}) (?P<month2>{_NAMES})\.?)"
    r",? (?P<year>\d{4})\.?"
)


class Reference(NamedTuple):
    """The report's own day, or the first and the last day that it may be."""

    date: dt.date
    last: dt.date


def reference(report: Report) -> Reference | None:
    """The day on which the report was published, as it says; never the machine's clock.

    In the report's own zone: where a dateline has an offset from UTC, "today" is the day there.
    """
    if report.published is None:
        return _dateline(report.text)
    match = _DATE.match(report.published.value)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    first = cal.day(year or 0, month or 1, day or 1)
    if first is None:
        return None
    if day:
        return Reference(first, first)
    length = standard.monthrange(first.year, month or 12)[1]
    return Reference(first, first.replace(month=month or 12, day=length))


def _dateline(text: str) -> Reference | None:
    """The date alone on one of a text's first lines, as a report's own does."""
    for line in _LINE.findall(text[:_HEAD])[:_FIRST_LINES]:
        match = _DATE_ALONE.fullmatch(line.strip().lower())
        if match:
            month = MONTHS[match["month"] or match["month2"]]
            found = cal.day(int(match["year"]), month, int(match["day"] or match["day2"]))
            return Reference(found, found) if found else None
    return None


#: A year in the text, and what only a report on its own day says.
_YEAR = re.compile(
    r"(?=\d)(?:(?<![\d,.:$£€#-])\b(?:1\d{3}|20\d\d)\b(?![\d,.]*\d)|\b\d{2,3} BCE?\b)"
)
_OF_THE_DAY = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|(?:last|this|next) (?:week|month)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
#: So many years long past make a text a history, where little in it speaks of its own day.
_MANY_YEARS = 7


def is_history(text: str, day: Reference | None) -> bool:
    """Whether the text is about long past years, each date counted from those before it.

    That a report was published later says nothing of which year its "in March" is, then. A report
    without a day of its own is no history: that a plant opened in 1959 dates nothing else.
    """
    if day is None:
        return False
    years = [int(match.group().split()[0]) for match in _YEAR.finditer(text)]
    past = sum(year < day.date.year - 1 for year in years)
    return past >= _MANY_YEARS and past >= 4 * (
        len(years) - past + sum(1 for _ in _OF_THE_DAY.finditer(text))
    )
