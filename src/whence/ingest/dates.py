"""Dates as news writes them, read by strict patterns: a doubtful date is no date.

Nothing here looks at the clock: a date without a year stays without one, and the same words give
the same date whatever day the program runs. That is why a free-form date parser is not used.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
# Abbreviations that mean one offset wherever they are written. ET, BST, CST and IST do not.
_ZONES = {
    "z": "+00:00",
    "utc": "+00:00",
    "gmt": "+00:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "eet": "+02:00",
    "eest": "+03:00",
    "est": "-05:00",
    "edt": "-04:00",
    "cdt": "-05:00",
    "mst": "-07:00",
    "mdt": "-06:00",
    "pst": "-08:00",
    "pdt": "-07:00",
}

MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"

_TIME = r"""
    (?P<hour>\d{1,2}) (?: [:.h] (?P<minute>\d{2}) (?: : (?P<second>\d{2}) (?:\.\d+)? )? )?
    \s* (?P<half>[ap]\.?\s?m\b\.?)?
    \s* (?P<zone> z\b | [+-]\d{2}:?\d{2}\b | \(?[a-z]{2,4}\)?(?![a-z]) )?
"""
_DATE = rf"""
    (?: {WEEKDAY} ,? \s+ )?
    (?:
        (?P<month1>{MONTH}) \s+ (?P<day1>\d{{1,2}}) (?:st|nd|rd|th)? ,? \s+ (?P<year1>\d{{4}})
      | (?P<day2>\d{{1,2}}) (?:st|nd|rd|th|\.)? \s+ (?:of\s+)? (?P<month2>{MONTH}) ,? \s+
        (?P<year2>\d{{4}})
      | (?P<year3>\d{{4}}) [-/.] (?P<month3>\d{{1,2}}) [-/.] (?P<day3>\d{{1,2}})
      | (?P<day4>\d{{1,2}}) \. (?P<month4>\d{{1,2}}) \. (?P<year4>\d{{4}})
    )
    (?! \d )
"""
_MOMENT = re.compile(
    rf"(?<![\w]) {_DATE} (?: (?: t | ,?\s*(?:at|[|•·–—-])?\s* | \s*\(\s* ) {_TIME} \)? )?",
    re.VERBOSE | re.IGNORECASE,
)
# The time before the date: "5:00 p.m. EST, November 24, 2024".
_TIME_FIRST = re.compile(
    rf"(?<![\w]) {_TIME} ,? \s+ (?:on\s+)? {_DATE}", re.VERBOSE | re.IGNORECASE
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z)?")


#: What may come before a date: "Published:", "Mo, ".
_LABEL = re.compile(
    r"(?i)^(?:(?:first\s+|last\s+)?(?:published|posted|created|date|on)\b\s*(?:on\b|at\b)?\s*:?\s*)+"
    r"|^(?:mo|tu|we|th|fr|sa|su|di|mi|do|so|lun|mar|mer|jeu|ven|sam|dim)[.,]+\s+(?=\d)"
)
_NO_YEAR = re.compile(
    rf"(?i)\b(?:(?P<month1>{MONTH})\s+(?P<day1>\d{{1,2}})|(?P<day2>\d{{1,2}})\s+(?P<month2>{MONTH}))"
    r"(?:st|nd|rd|th)?(?!\w|,?\s+\d{4})"
)
_EPOCH = re.compile(r"(?:/Date\()?(?P<number>\d{9,10}|\d{12,13})(?:[+-]\d{4})?(?:\)/)?")
_FIRST_SECOND, _LAST_SECOND = 315_532_800, 7_258_118_400  # 1980 to 2200
_FIGURES = re.compile(r"(?P<first>\d{1,2})[/-](?P<second>\d{1,2})[/-](?P<year>\d{4})(?!\d)")
_YEAR_LAST = re.compile(
    rf"(?i)(?P<day>(?:{WEEKDAY},?\s+)?{MONTH}\s+\d{{1,2}}),?\s+"
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)\s+(?:(?P<zone>[A-Z]{1,4}|[+-]\d{4})\s+)?(?P<year>\d{4})"
)

_Clock = tuple[int, int, int | None]  # hour, minute and, if given, second


class Moment(NamedTuple):
    """A date found in a text: its place and its value in ISO 8601."""

    start: int
    end: int
    value: str


def find(text: str) -> Moment | None:
    """The first full date (day, month, year) in a short text, with its time where it has one."""
    found = (
        next(filter(None, map(_moment, pattern.finditer(text))), None)
        for pattern in (_TIME_FIRST, _MOMENT)
    )
    return min(filter(None, found), default=None)


def parse(text: str) -> str | None:
    """ISO 8601 for a text that is a date and nothing else, as precise as the text; else None.

    Reads ISO 8601 itself, `20241124`, mail dates, seconds or milliseconds since 1970, dates as
    news and feeds write them, and days in figures where only one order can be ("29/06/2016").
    """
    text = _LABEL.sub("", text.strip()).strip()
    compact = _COMPACT.fullmatch(text)
    if compact:
        year, month, day, hour, minute, second, zulu = compact.groups()
        clock = (int(hour), int(minute), int(second) if second else None) if hour else None
        return _iso((int(year), int(month), int(day)), clock, "+00:00" if zulu else None)
    if epoch := _EPOCH.fullmatch(text):
        return of_seconds(int(epoch["number"]))
    text = _year_last(_in_figures(text))
    moment = find(text)
    if moment and not re.search(r"\w", text[: moment.start] + text[moment.end :]):
        return moment.value
    return None


def day_before(text: str, touched: str) -> str | None:
    """The last day on or before `touched` (ISO 8601) that a text without a year means.

    A page that was changed on 9 March 2025 and says "Published 5 March" came out on 2025-03-05.
    """
    match = _NO_YEAR.search(text)
    if match is None:
        return None
    name, number = match["month1"] or match["month2"], match["day1"] or match["day2"]
    year = int(touched[:4])
    for each in (year, year - 1):
        found = _iso((each, _MONTHS[name.rstrip(".").lower()], int(number)), None, None)
        if found and found <= touched[:10]:
            return found
    return None


def of_seconds(number: float) -> str | None:
    """ISO 8601 in UTC for seconds or milliseconds since 1970; None where that gives no likely day.

    Only days from 1980 on are likely: machines have not counted the seconds of older news.
    """
    seconds = number / 1000 if number > _LAST_SECOND else number
    if not _FIRST_SECOND <= seconds <= _LAST_SECOND:
        return None
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC).isoformat()


def _in_figures(text: str) -> str:
    """Day, month and year in figures as year, month and day, where only one order can be."""
    match = _FIGURES.match(text)
    if match is None:
        return text
    first, second = int(match["first"]), int(match["second"])
    if first > 12 >= second or first == second:
        day, month = first, second
    elif second > 12 >= first:
        month, day = first, second
    else:
        return text  # the third of April or the fourth of March
    return f"{match['year']}-{month:02}-{day:02}{text[match.end() :]}"


def _year_last(text: str) -> str:
    """`Wed Jun 29 12:00:00 +0000 2016` with its year beside its day."""
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return text
    return f"{match['day']}, {match['year']} {match['clock']} {match['zone'] or ''}".strip()


def _moment(match: re.Match[str]) -> Moment | None:
    """The moment that a match spells, or None where no such day or time exists."""
    part = match.groupdict()
    year, month, day = next(
        (part[f"year{i}"], part[f"month{i}"], part[f"day{i}"]) for i in "1234" if part[f"year{i}"]
    )
    number = int(month) if month.isdigit() else _MONTHS[month.rstrip(".").lower()]
    date = (int(year), number, int(day))
    end = match.end()
    zone = _zone(part["zone"])
    # A word after the time that is no zone ("5 pm in") is not part of the date.
    if part["zone"] and zone is None and part["zone"].strip("()").lower() not in _VAGUE_ZONES:
        end = match.start("zone") if match.end("zone") == end else end
    clock = _clock(part)
    if clock and not (clock[0] < 24 and clock[1] < 60 and (clock[2] or 0) < 60):
        clock = None
    if clock is None and part["hour"]:
        # "November 24, 2024 18 dead": the number after the date is no time of day.
        if match.re is _TIME_FIRST:
            return None
        end, zone = match.start("hour"), None
    value = _iso(date, clock, zone if clock else None)
    if value is None:
        return None
    words = match.string[match.start() : end]
    words = words.rstrip(" \t,|•·–—-(") if clock is None else words.rstrip()
    return Moment(match.start(), match.start() + len(words), value)


#: Zone words without a single offset: part of the date's words, but not of its value.
_VAGUE_ZONES = frozenset({"et", "ct", "mt", "pt", "bst", "cst", "ist", "msk", "jst", "kst", "aest"})


def _zone(word: str | None) -> str | None:
    if not word:
        return None
    if word[0] in "+-":
        return f"{word[:3]}:{word[-2:]}"
    return _ZONES.get(word.strip("()").lower())


def _clock(part: dict[str, str | None]) -> _Clock | None:
    """Hours, minutes and, if given, seconds; None where the digits are no time of day."""
    if not part["hour"] or not (part["minute"] or part["half"]):
        return None
    hour, minute = int(part["hour"]), int(part["minute"] or 0)
    second = int(part["second"]) if part["second"] else None
    if part["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if part["half"][0] in "pP" else 0)
    return hour, minute, second


def _iso(date: tuple[int, int, int], clock: _Clock | None, zone: str | None) -> str | None:
    try:
        day = dt.date(*date)
        time = dt.time(clock[0], clock[1], clock[2] or 0) if clock else dt.time()
    except ValueError:
        return None
    if not 1600 <= day.year <= 2200:
        return None
    if clock is None:
        return day.isoformat()
    precision = "minutes" if clock[2] is None else "seconds"
    return f"{day.isoformat()}T{time.isoformat(precision)}{zone or ''}"


def is_part(text: str) -> bool:
    """Whether a text is only a part of a date: "Dec", "Tuesday, 3"."""
    return bool(_PART.fullmatch(text.strip())) and any(c.isalpha() for c in text)


_PART = re.compile(rf"(?i)(?:(?:{MONTH}|{WEEKDAY}|\d+(?:st|nd|rd|th)?)[\s,.]*)+")
