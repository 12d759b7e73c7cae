"""An expression and its context to a TIMEX3 value, by rules tried in order.

Values are those of TimeML 1.2.1 (Pustejovsky et al., "ISO-TimeML", LREC 2010) as TimeBank uses
them: a week is 2024-W47, a Friday morning 2024-11-22TMO, a decade 199, a vague span PXY.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from whence.resolve.times import calendar as cal
from whence.resolve.times.days import ago, beside, calendar_day, holiday, relative_day, weekday
from whence.resolve.times.durations import duration
from whence.resolve.times.periods import (
    NEW_YEAR,
    before_christ,
    decade,
    deictic,
    latest,
    month_of,
    named_season,
    new_year,
    quarter_of,
    week_of,
    year_before,
    year_of,
)
from whence.resolve.times.value_rule_helpers import MONTH, PART, Context, base_of, iso, rule
from whence.resolve.times.word_lists import PARTS_OF_DAY

_ISO = rule(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[t ](?P<clock>\d\d:\d\d))?")
_ISO_MONTH = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")
_SLASHED = rule(r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4}|\d\d)\b")
_CLOCK = re.compile(
    r"(?<![\d.])(?P<hour>[01]?\d|2[0-3])(?:(?::|\.)(?P<minute>[0-5]\d))?(?::[0-5]\d)?"
    r"\s*(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?<![\d.])(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d)\b"
    r"|\b(?P<hour3>\d{1,2}) o['’]clock|\b(?P<hour4>[0-2]\d)(?P<minute4>[0-5]\d)"
    r"(?= ?(?:gmt|utc|hours))"
    # Such as "4 in the morning", "9 this morning".
    r"|^(?:at |about |around )?(?P<hour5>\d{1,2}) "
    r"(?=(?:(?:in|this) (?:the )?(?:morning|afternoon|evening)|at night)\b)"
)
_AFTER_NOON = re.compile(r"\b(?:evening|afternoon|night|tonight)\b")
#: "last night" is that before the report.
_OF_THE_REPORT = re.compile(r"\b(?:last|this|tonight)\b")
_ATTACKS = re.compile(r"9/11(?:/(?:20)?01)?")
#: From this hour on a clock time of a night is the evening's.
_NIGHT = 5
_PRESENT = re.compile(
    r"^(?:right |just |even |until |up to |by )?(?:now|nowadays|currently|presently|at present|"
    r"at the moment|at this (?:time|point|moment|stage)|"
    r"(?:the )?(?:present|current)(?: time| day)?|these days|to date|so far|"
    r"today['’]s|(?:the )?moment|this (?:time|moment|point)|current)$"
)
_PAST = re.compile(
    r"^(?:(?:most |more |very )?recent(?:ly)?|(?:the )?(?:recent |distant |not-too-distant )?past|"
    r"in the past|once|formerly|previously|earlier|lately|long ago|(?:a |some )?(?:long )?time ago|"
    r"(?:several|many|some|a few|few) (?:years|months|days|weeks|decades) (?:ago|earlier|back)|"
    r"(?:the )?former|last time|back then|then|(?:at )?(?:the|that) time|years ago|decades ago|"
    r"(?:days|weeks|months|hours|minutes|centuries|a generation|generations) (?:ago|earlier)|"
    r"(?:just|only) recently|"
    r"earlier times|(?:in )?(?:recent|past) times)$"
)
#: A month with a number that may be its day; February 30 is no date, and no February either.
_NO_SUCH_DAY = re.compile(
    rf"\b(?:{MONTH}\s+(?:29|3\d)\b|(?:29|3\d)\s+{MONTH.replace('month', 'after')})"
)
_FROM_A_DAY = re.compile(
    r"\b(?:next|last|this|coming|past) (?:day|night|week|weekend|month|quarter|year|decade|century|"
    r"spring|summer|autumn|fall|winter)\b|\b(?:ago|later|earlier|from now)\b|\bweekend\b"
)
_STRETCH = re.compile(
    r"(?:the |in )*(?:more |most )?(?P<way>recent|past|last|coming|next|future)"
    r"(?: (?:few|several|couple of|many))? (?:days|weeks|months|quarters|years|decades)\b"
)
#: A point of a stretch is no stretch: "the beginning of the year".
_EDGE = re.compile(
    r"(?:the )?(?:very )?(?:end|start|beginning|middle|turn|close) of (?:the|this) \w+$"
)
_FUTURE = re.compile(
    r"^(?:(?:very |pretty )?soon|shortly|"
    r"(?:the |in the )?(?:near |foreseeable |distant |immediate )?future|"
    r"(?:the )?(?:short|long|near|medium)[- ]term|eventually|later|a later (?:date|time)|some ?day|"
    r"an? (?:day|week|month|year) or (?:2|so)|sooner|"
    r"in due course|from time to time|imminently|before long)$"
)


def value_of(words: str, kind: str, context: Context) -> str | None:
    """The value of an expression in lower case with its numbers in digits; None for none."""
    if NEW_YEAR.fullmatch(words):
        return next(new_year(words, context), None)
    if kind in ("DURATION", "SET") and not _EDGE.match(words):
        found = duration(words, kind)
        if found:
            return found
    if found := _vague_stretch(words, kind):
        return found
    if _NO_SUCH_DAY.search(words) and not any(calendar_day(words, context)):
        return None
    for each in _RULES:
        for found in each(words, context):
            if found:
                return found
    if kind in ("DURATION", "SET"):
        return duration(words, kind)
    # What counts from a day that is not known, or out of the calendar, is no stretch of time.
    unknown = context.reference is None and not words[:1].isdigit()
    return None if unknown or _FROM_A_DAY.search(words) else duration(words, kind)


def _vague(words: str, context: Context) -> Iterator[str | None]:
    if words == "1 day" and context.tense != "past":
        yield "FUTURE_REF"
    for pattern, found in ((_PRESENT, "PRESENT_REF"), (_PAST, "PAST_REF"), (_FUTURE, "FUTURE_REF")):
        if pattern.match(words):
            yield found


def _iso(words: str, _context: Context) -> Iterator[str | None]:
    if _ATTACKS.fullmatch(words):
        yield "2001-09-11"
        return
    if _ISO_MONTH.fullmatch(words):
        yield words
    if match := _ISO.search(words):
        date = cal.day(int(match["year"]), int(match["month"]), int(match["day"]))
        if date:
            yield date.isoformat() + (f"T{match['clock']}" if match["clock"] else "")
    if match := _SLASHED.search(words):
        year = int(match["year"])
        year += 0 if year > 99 else 2000 if year < 50 else 1900
        first, second = int(match["first"]), int(match["second"])
        # The American order, unless only the other can be.
        found = cal.day(year, first, second) or cal.day(year, second, first)
        yield iso(found)


def _clock(words: str, context: Context) -> Iterator[str | None]:
    match = _CLOCK.search(words)
    if match:
        hour = int(next(filter(None, (match[f"hour{n}"] for n in ("", 2, 3, 4, 5)))))
        minute = match["minute"] or match["minute2"] or match["minute4"] or "00"
        if match["half"]:
            hour = hour % 12 + (12 if match["half"] == "p" else 0)
        elif not match["hour4"] and hour < 12 and _AFTER_NOON.search(words):
            # "2:30 on Sunday night" may be either side of midnight; the hour is left as it is.
            hour += 12 if hour >= _NIGHT or "night" not in words else 0
        clock = f"T{hour:02}:{minute}" if hour < 24 else None
    else:
        part = re.search(rf"\b{PART}s?\b", words)
        clock = PARTS_OF_DAY[part["part"]] if part else None
    if clock is None or (base_of(context) is None and _OF_THE_REPORT.search(words)):
        return
    rest = words if match is None else words[: match.start()] + " " + words[match.end() :]
    day = next((d for d in (_only_day(rest, context)) if d), None)
    if day is None:
        anchored = re.match(r"\d{4}-\d\d-\d\d", context.anchor or "")
        base = base_of(context)
        day = anchored.group() if anchored else base.isoformat() if base else "XXXX-XX-XX"
    yield day + clock


def _only_day(words: str, context: Context) -> Iterator[str]:
    """The day that an expression with a clock time gives too."""
    for each in (_iso, calendar_day, relative_day, beside, weekday, holiday):
        for found in each(words, context):
            if found and re.fullmatch(r"[\dX-]{10}.*", found):
                yield found[:10]


def _digital(words: str, context: Context) -> Iterator[str | None]:
    """Such as "5:30 p.m. on Tuesday": the clock before the day, which it holds."""
    if _CLOCK.search(words):
        yield from _clock(words, context)


def _vague_stretch(words: str, kind: str) -> str | None:
    """Such as "recent weeks", "the coming months", where they are marked as dates."""
    match = _STRETCH.match(words) if kind == "DATE" else None
    if not match:
        return None
    return "FUTURE_REF" if match["way"] in ("coming", "next", "future") else "PAST_REF"


_Rule = Callable[[str, Context], Iterator[str | None]]
_RULES: tuple[_Rule, ...] = (
    _vague, _iso, _digital, before_christ, week_of, latest, year_before, calendar_day, holiday,
    relative_day, ago, beside, weekday, decade, quarter_of, month_of, deictic, named_season,
    year_of, _clock,
)  # fmt: skip
