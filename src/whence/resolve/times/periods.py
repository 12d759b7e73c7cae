"""Expressions of longer stretches of the calendar: weeks, months, quarters, years, decades."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from whence.resolve.times import calendar as cal
from whence.resolve.times.value_rule_helpers import (
    DAY,
    MONTH,
    OTHER_YEAR,
    SEASON,
    WHICH,
    YEAR,
    YEAR_ALONE,
    Context,
    base_of,
    moved_by,
    nearest_year,
    rule,
    stated_year,
)
from whence.resolve.times.word_lists import MONTHS, ORDINALS, SEASONS

#: Python counts the days of the week from Monday, 0.
_FRIDAY = 4
#: From September on "the new year" is the next one. A guess, not measured.
_AUTUMN = 9
#: That year, not "New Year's Day".
NEW_YEAR = re.compile(r"(?:early (?:in )?|late )?(?:the )?new year")
_MONTH_YEAR = rule(rf"{MONTH}\s*(?:,|of)?\s*{YEAR}")
_MONTH_ONLY = rule(MONTH)
_DECADE = re.compile(r"(?:\b|['’])(?P<century>\d\d)?(?P<decade>\d)0['’]?s\b")
_NAMED_DECADE = rule(
    r"(?P<name>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
)
_CENTURY = rule(r"(?P<number>\d{1,2})(?:st|nd|rd|th) century|(?P<word>[a-z]+) century")
_QUARTER = rule(
    rf"(?:{YEAR.replace('year', 'before')}(?:['’]s)?\s+)?"
    r"(?:(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|final|last)[- ]+"
    r"(?:fiscal )?quarter|q(?P<q>[1-4]))"
    rf"(?:.*?{YEAR})?"
)
_HALF = rule(
    r"(?P<nth>first|second|1st|2nd|latter|last) half"
    rf"(?! of (?:the |this |that |last |next )?(?:week|month|decade|century|"
    rf"day|season|game|{MONTH}|['’]?\d+s))"
    rf"(?:.*?{YEAR})?"
)
_DEICTIC = rule(
    rf"{WHICH}\s+(?:\w+\s+)?(?P<unit>day|week|weekend|month|quarter|year|decade|century|"
    r"spring|summer|autumn|fall|winter)\b"
)
_SEASON_RULE = rule(rf"{SEASON}(?:\s+(?:of\s+)?{YEAR})?")
_END_OF = rule(
    r"(?:end|start|beginning|middle|rest|remainder|turn|close|half) of (?:the |this )?"
    r"(?P<unit>week|month|quarter|year|decade|century)"
)
_SAME = rule(
    r"(?:the|this|that)\s+(?P<how>(?:[a-z]+[\s-]+){0,2})(?P<unit>day|week|weekend|month|quarter|year|decade|century)\b"
)
_BEFORE_CHRIST = rule(r"(?P<year>\d{1,4})(?P<decade>s)? b\.?c\b")
_LATEST = re.compile(
    r"(?:the|this|that|its) (?:latest|same|most recent) (?:fiscal )?(?:period|quarter)|that quarter"
)
_WEEK_OF = rule(rf"week (?:of|beginning|ending|starting) {MONTH}\s+{DAY}\b")
#: How many units on from the report's own.
_STEPS = {
    "last": -1, "past": -1, "previous": -1, "this past": -1, "next": 1, "coming": 1,
    "this coming": 1, "following": 1, "the following": 1,
}  # fmt: skip
#: The same quarter of another year: "the 1988 quarter", "the corresponding period last year".
_LIKE_QUARTER = re.compile(
    r"(?:(?P<year>[12]\d{3})|last year['’]s) (?:quarter|period)\b|"
    r"(?:corresponding|same|comparable|like) (?:quarter|period) "
    r"(?:of )?(?:the )?(?:last|previous) year"
)
_YEAR_AGO = re.compile(r"\b(?:a|the|1)?[ -]?year[- ](?:ago|earlier|before)\b")


def deictic(words: str, context: Context) -> Iterator[str | None]:
    """Such as "last week", "this summer", "next year", "the end of the month"."""
    base = base_of(context)
    if base is None or YEAR_ALONE.search(words):
        return
    if match := _DEICTIC.search(words):
        step = _STEPS.get(match["which"], 0)
        if match["unit"] in SEASONS:
            yield _season(match["unit"], base, step, context)
        elif not re.search(r"\d", match.group()):
            yield moved_by(base, match["unit"], step)
    elif match := _END_OF.search(words) or _SAME.search(words):
        how = match.groupdict().get("how") or ""
        last = "latest" in how or (match["unit"] == "quarter" and not words.startswith("this"))
        # On a Monday "the weekend" is the one just past.
        gone = match["unit"] == "weekend" and base.weekday() < _FRIDAY and context.tense != "future"
        # So is the week of which something is said to have been earlier.
        gone = gone or (
            match["unit"] == "week" and words.startswith("earlier") and base.weekday() == 0
        )
        back = (last and "current" not in how) or (gone and not words.startswith("this"))
        yield moved_by(base, match["unit"], -1 if back else 0)
    elif re.search(r"\byear[- ]?end\b", words):
        yield cal.of_year(base.year)


def new_year(words: str, context: Context) -> Iterator[str | None]:
    """The year that "the new year" begins: in autumn the next, in spring the one that is new."""
    base = base_of(context)
    if base is not None and NEW_YEAR.fullmatch(words):
        yield cal.of_year(base.year + (base.month >= _AUTUMN))


def _season(name: str, base: dt.date, step: int, context: Context) -> str | None:
    if context.history and step == 0:
        return f"{base.year:04}-{SEASONS[name]}"
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[SEASONS[name]]
    over = base.month >= middle + 2
    year = base.year
    if step < 0 or (step == 0 and context.tense == "past"):
        year -= 0 if over else 1
    elif step > 0 or (step == 0 and context.tense == "future"):
        year += 1 if over else 0
    return f"{year:04}-{SEASONS[name]}" if cal.of_year(year) else None


def named_season(words: str, context: Context) -> Iterator[str | None]:
    """Such as "the summer of 2019", "winter"."""
    match = _SEASON_RULE.search(words)
    if not match:
        return
    base = base_of(context)
    if match["year"]:
        yield f"{match['year']}-{SEASONS[match['season']]}"
    elif base is not None:
        yield _season(match["season"], base, 0, context)


def month_of(words: str, context: Context) -> Iterator[str | None]:
    """Such as "November", "last May", "July 2024"."""
    match = _MONTH_YEAR.search(words) or _MONTH_ONLY.search(words)
    if not match:
        return
    month = MONTHS[match["month"]]
    year = stated_year(match, words, context)
    base = base_of(context)
    if year is None and base is not None:
        which = re.search(
            r"\b(last|next|this past|past|this coming|this)\s+\S+$", words[: match.end()]
        )
        if which and which[1] in ("last", "past", "this past"):
            year = base.year - (month >= base.month)
        elif which and which[1] == "this":
            year = base.year
        elif which:
            year = base.year + (month <= base.month)
        elif month == base.month:
            year = base.year
        else:
            year = nearest_year(month, 15, context, whole=True)
    yield f"XXXX-{month:02}" if year is None else cal.of_month(year, month)


def quarter_of(words: str, context: Context) -> Iterator[str | None]:
    """Such as "the first quarter of 2023", "the second half"."""
    base = base_of(context)
    for pattern, letter, count in ((_QUARTER, "Q", 4), (_HALF, "H", 2)):
        match = pattern.search(words)
        if not match:
            continue
        nth = match["nth"]
        if letter == "Q" and nth == "last" and words.endswith("quarter"):
            continue  # the one before this, and not the year's fourth
        part = int(match["q"]) if letter == "Q" and match["q"] else _nth(nth, count)
        stated = match["year"] or match.groupdict().get("before")
        if stated:
            yield f"{stated}-{letter}{part}"
        elif base is not None:
            year = base.year
            if (other := OTHER_YEAR.search(words)) and other["year"] in ("last", "next"):
                year += 1 if other["year"] == "next" else -1
            elif context.tense != "future" and (part - 1) * (12 // count) + 1 > base.month:
                year -= 1
            yield f"{year:04}-{letter}{part}" if cal.of_year(year) else None


def _nth(word: str, count: int) -> int:
    if word in ("final", "last", "latter"):
        return count
    return ORDINALS.get(word, 0) or int(word[0])


def decade(words: str, context: Context) -> Iterator[str | None]:
    """Such as "the 1990s", "the eighties", "the 20th century"."""
    if match := _DECADE.search(words):
        century = match["century"] or ("20" if int(match["decade"]) < 3 else "19")
        yield f"{century}{match['decade']}"
    elif match := _NAMED_DECADE.search(words):
        names = "twenties thirties forties fifties sixties seventies eighties nineties".split()
        yield f"19{names.index(match['name']) + 2}"
    elif match := _CENTURY.search(words):
        nth = int(match["number"]) if match["number"] else ORDINALS.get(match["word"])
        base = base_of(context)
        if nth:
            yield f"{nth - 1:02}"
        elif base is not None and match["word"] in ("this", "last", "next") and base.year >= 100:
            yield f"{base.year // 100 + {'last': -1, 'next': 1}.get(match['word'], 0):02}"


def before_christ(words: str, _context: Context) -> Iterator[str | None]:
    """Such as "494 BC", "the 460s BC"."""
    match = _BEFORE_CHRIST.search(words)
    if match:
        year = f"BC{int(match['year']):04}"
        yield year[:-1] if match["decade"] else year


def latest(words: str, context: Context) -> Iterator[str | None]:
    """Such as "the latest period", "that quarter": the quarter given before."""
    if context.quarter and _LATEST.fullmatch(words):
        yield context.quarter


def week_of(words: str, context: Context) -> Iterator[str | None]:
    """Such as "the week of March 6"."""
    match = _WEEK_OF.search(words)
    if match and (
        year := stated_year(match, words, context)
        or nearest_year(MONTHS[match["month"]], int(match["day"]), context)
    ):
        yield cal.of_week(cal.day(year, MONTHS[match["month"]], int(match["day"])))


def year_of(words: str, _context: Context) -> Iterator[str | None]:
    """Such as "2014", "’98"."""
    if match := YEAR_ALONE.search(words):
        short = match["short"]
        yield match["year"] or f"{'20' if int(short) < 30 else '19'}{short}"


def year_before(words: str, context: Context) -> Iterator[str | None]:
    """Such as "a year earlier", "the year-ago quarter" where a quarter is spoken of."""
    if not context.quarter:
        return
    year = int(context.quarter[:4])
    if quarter := _LIKE_QUARTER.search(words):
        year = int(quarter["year"]) if quarter["year"] else year - 1
    elif _YEAR_AGO.search(words):
        year -= 1
    else:
        return
    yield f"{year:04}{context.quarter[4:]}" if cal.of_year(year) else None
