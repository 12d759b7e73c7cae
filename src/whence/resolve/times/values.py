"""An expression and its context to a TIMEX3 value, by rules tried in order.

Values are those of TimeML 1.2.1 (Pustejovsky et al., "ISO-TimeML", LREC 2010) as TimeBank uses
them: a week is 2024-W47, a Friday morning 2024-11-22TMO, a decade 199, a vague span PXY.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from whence.resolve.times import calendar as cal
from whence.resolve.times.context import Reference, Tense
from whence.resolve.times.durations import duration
from whence.resolve.times.words import (
    EASTER,
    HOLIDAYS,
    MONTHS,
    MOVING_HOLIDAYS,
    ORDINALS,
    PARTS_OF_DAY,
    SEASONS,
    WEEKDAYS,
    number,
)


#: Days within which a date told without its year is the nearest one, whatever the tense.
_PLAINLY_NEAR = 100
_FRIDAY = 4


class Context(NamedTuple):
    """What a value may hang on, besides the words themselves."""

    reference: Reference | None
    tense: Tense | None
    #: the last date that the text itself told before, for "the next day"
    anchor: str | None
    #: the last quarter told before: "a year earlier" is then the same quarter
    quarter: str | None = None


_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = "(?P<weekday>" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")s?\b\.?"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_YEAR = r"(?P<year>[12]\d{3})(?![\d,.]*\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WHICH = r"(?P<which>last|past|previous|this past|this coming|next|this|coming|the following|following)"
_PART = r"(?P<part>morning|afternoon|evening|night|overnight|dawn|dusk|midday|noon|midnight)"


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}")


_ISO = _rule(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[t ](?P<clock>\d\d:\d\d))?")
_SLASHED = _rule(r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4}|\d\d)\b")
_MONTH_DAY = _rule(rf"{_MONTH}\s+(?:the\s+)?{_DAY}\b(?!\d|:\d|\s*[ap]\.?m)(?:\s*,?\s*{_YEAR})?")
_DAY_MONTH = _rule(rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:\s*,?\s*{_YEAR})?")
_MONTH_YEAR = _rule(rf"{_MONTH}\s*(?:,|of)?\s*{_YEAR}")
_MONTH_ONLY = _rule(_MONTH)
_OTHER_YEAR = _rule(r"(?P<year>last|next|this|the same|that|the following|the previous) year")
_WEEKDAY_RULE = _rule(rf"(?:{_WHICH}\s+)?(?:week\s+)?{_WEEKDAY}")
_DECADE = re.compile(r"(?:\b|['’])(?P<century>\d\d)?(?P<decade>\d)0['’]?s\b")
_NAMED_DECADE = _rule(r"(?P<name>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)")
_CENTURY = _rule(r"(?P<number>\d{1,2})(?:st|nd|rd|th) century|(?P<word>[a-z]+) century")
_QUARTER = _rule(
    rf"(?:{_YEAR.replace('year', 'before')}\s+)?"
    r"(?:(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|final|last)[- ]+(?:fiscal )?quarter|q(?P<q>[1-4]))"
    rf"(?:.*?{_YEAR})?"
)
_HALF = _rule(rf"(?P<nth>first|second|1st|2nd|latter|last) half(?:.*?{_YEAR})?")
_YEAR_RULE = re.compile(rf"(?<![\d,.:/])(?<!\d-){_YEAR}|['’](?P<short>\d\d)\b")
_DEICTIC = _rule(
    rf"{_WHICH}\s+(?:\w+\s+)?(?P<unit>day|week|weekend|month|quarter|year|decade|century|"
    r"spring|summer|autumn|fall|winter)\b"
)
_SEASON_RULE = _rule(rf"{_SEASON}(?:\s+(?:of\s+)?{_YEAR})?")
_AGO = _rule(
    r"(?P<count>\d[\d,]*|an?|the|several|a few|few|a couple of|couple of|couple)\s+(?:full\s+)?"
    r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade)s?\s+"
    r"(?P<way>ago|earlier|before|previously|later|after|from now|hence|from today)"
)
_IN_UNITS = _rule(
    r"(?:in|within)\s+(?P<count>\d+|an?)\s+(?P<unit>day|week|month|year)s?(?:['’]s?)? time"
)
_BESIDE = _rule(
    r"(?P<way>previous|prior|preceding|following|next|same|that|very)\s+"
    r"(?P<unit>day|night|morning|afternoon|evening|week|month|year)\b"
)
_DAY_BEFORE = _rule(r"day (?P<way>before|after|earlier|later)(?P<named> yesterday| tomorrow)?")
_CLOCK = re.compile(
    r"(?<![\d.])(?P<hour>[01]?\d|2[0-3])(?:(?::|\.)(?P<minute>[0-5]\d))?(?::[0-5]\d)?"
    r"\s*(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?<![\d.])(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d)\b"
    r"|\b(?P<hour3>\d{1,2}) o['’]clock|\b(?P<hour4>[0-2]\d)(?P<minute4>[0-5]\d)(?= ?(?:gmt|utc|hours))"
)
_END_OF = _rule(r"(?:end|start|beginning|middle|rest|remainder|turn|close) of (?:the |this )?(?P<unit>week|month|quarter|year|decade|century)")
_SAME = _rule(r"(?:the|this|that)\s+(?P<how>(?:[a-z]+[\s-]+){0,2})(?P<unit>day|week|weekend|month|quarter|year|decade|century)\b")

_PRESENT = re.compile(
    r"^(?:right |just |even |until |up to |by )?(?:now|nowadays|currently|presently|at present|"
    r"at the moment|at this (?:time|point|moment|stage)|(?:the )?(?:present|current)(?: time| day)?|"
    r"these days|to date|so far|today['’]s|(?:the )?moment|this (?:time|moment|point)|current)$"
)
_PAST = re.compile(
    r"^(?:(?:most |more |very )?recent(?:ly)?|(?:the )?(?:recent |distant |not-too-distant )?past|"
    r"in the past|once|formerly|previously|earlier|lately|long ago|(?:a |some )?(?:long )?time ago|"
    r"(?:several|many|some|a few|few) (?:years|months|days|weeks|decades) (?:ago|earlier|back)|"
    r"(?:the )?former|last time|back then|then|(?:at )?(?:the|that) time|years ago|decades ago|"
    r"(?:days|weeks|months|hours|minutes|centuries) (?:ago|earlier)|(?:just|only) recently)$"
)
_FUTURE = re.compile(
    r"^(?:(?:very |pretty )?soon|shortly|(?:the |in the )?(?:near |foreseeable |distant |immediate )?"
    r"future|(?:the )?(?:short|long|near|medium)[- ]term|eventually|later|some ?day|(?:one|1) day|sooner|"
    r"in due course|from time to time|imminently|before long)$"
)


def value_of(words: str, kind: str, context: Context) -> str | None:
    """The value of an expression in lower case with its numbers in digits; None for none."""
    if kind in ("DURATION", "SET"):
        found = duration(words, kind)
        if found:
            return found
    for rule in _RULES:
        for found in rule(words, context):
            if found:
                return found
    return duration(words, kind)


def _vague(words: str, context: Context) -> Iterator[str | None]:
    for pattern, found in ((_PRESENT, "PRESENT_REF"), (_PAST, "PAST_REF"), (_FUTURE, "FUTURE_REF")):
        if pattern.match(words):
            yield found


def _iso(words: str, context: Context) -> Iterator[str | None]:
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
        yield found and found.isoformat()


def _calendar_day(words: str, context: Context) -> Iterator[str | None]:
    match = _MONTH_DAY.search(words) or _DAY_MONTH.search(words)
    if not match or not 1 <= int(match["day"]) <= 31:
        return
    month, day = MONTHS[match["month"]], int(match["day"])
    year = _told_year(match, words, context)
    if year is None and context.reference:
        year = _nearest_year(month, day, context)
    if year is None:
        yield None if cal.day(2024, month, day) is None else f"XXXX-{month:02}-{day:02}"
        return
    date = cal.day(year, month, day)
    yield date and _with_part(date, words)


def _told_year(match: re.Match[str], words: str, context: Context) -> int | None:
    if match.groupdict().get("year"):
        return int(match["year"])
    later = _YEAR_RULE.search(words, match.end())
    if later and later["year"]:
        return int(later["year"])
    other = _OTHER_YEAR.search(words)
    base = _base(context)
    if other and base:
        step = {"last": -1, "the previous": -1, "next": 1, "the following": 1}
        return base.year + step.get(other["year"], 0)
    return None


def _nearest_year(month: int, day: int, context: Context) -> int | None:
    """The year of a date that is told without one: by tense, else the nearest to the report's."""
    if context.reference is None:
        return None
    date = context.reference.date
    near = [
        found
        for year in (date.year - 1, date.year, date.year + 1)
        if cal.FIRST_YEAR <= year <= cal.LAST_YEAR and (found := cal.day(year, month, min(day, 28)))
    ]
    past = [d for d in near if d <= date or (d.month, day) == (date.month, date.day)]
    future = [d for d in near if d >= date]
    nearest = min(near, key=lambda d: abs((d - date).days))
    if abs((nearest - date).days) > _PLAINLY_NEAR:
        if context.tense == "future" and future:
            return future[0].year
        if context.tense == "past" and past:
            return past[-1].year
    return nearest.year


def _holiday(words: str, context: Context) -> Iterator[str | None]:
    plain = words.replace("’", "'")
    for name in sorted((*HOLIDAYS, *MOVING_HOLIDAYS, *EASTER), key=len, reverse=True):
        if name in plain:
            match = _YEAR_RULE.search(words)
            year = int(match["year"]) if match and match["year"] else None
            base = _base(context)
            if year is None and (other := _OTHER_YEAR.search(words)) and base:
                year = base.year + {"last": -1, "next": 1}.get(other["year"], 0)
            if year is not None:
                date = _holiday_of(name, year)
            elif base:
                date = _holiday_near(name, base, words, context)
            else:
                date = None
            yield date and date.isoformat()
            return


def _holiday_of(name: str, year: int) -> dt.date | None:
    if name in HOLIDAYS:
        return cal.day(year, *HOLIDAYS[name])
    if name in MOVING_HOLIDAYS:
        return cal.nth_weekday(year, *MOVING_HOLIDAYS[name])
    sunday = cal.easter(year) if cal.FIRST_YEAR <= year <= cal.LAST_YEAR else None
    return sunday and cal.moved(sunday, EASTER[name])


def _holiday_near(name: str, base: dt.date, words: str, context: Context) -> dt.date | None:
    near = [d for y in (base.year - 1, base.year, base.year + 1) if (d := _holiday_of(name, y))]
    if words.startswith(("last", "past")) or context.tense == "past":
        near = [d for d in near if d <= base][-1:] or near
    elif words.startswith("next") or context.tense == "future":
        near = [d for d in near if d >= base][:1] or near
    return min(near, key=lambda d: abs((d - base).days)) if near else None


def _relative_day(words: str, context: Context) -> Iterator[str | None]:
    base = _base(context)
    if base is None:
        return
    if match := _DAY_BEFORE.search(words):
        step = -1 if match["way"] in ("before", "earlier") else 1
        if match["named"]:
            yield _day(base, 2 * step, words)
        else:
            yield _day(_anchor_day(context) or base, step, words)
        return
    for word, days in (("yesterday", -1), ("tomorrow", 1), ("today", 0), ("overnight", 0)):
        if re.search(rf"\b{word}\b", words):
            yield _day(base, days, words)
            return
    if "tonight" in words:
        yield f"{base.isoformat()}TNI"
    elif re.search(r"\blast night\b", words):
        date = cal.moved(base, -1)
        yield date and f"{date.isoformat()}TNI"
    elif match := re.search(rf"\bthis {_PART}\b", words):
        yield f"{base.isoformat()}{PARTS_OF_DAY[match['part']]}"


def _beside(words: str, context: Context) -> Iterator[str | None]:
    """ "the next day", "the following year", "that day": counted from the date told before."""
    match = _BESIDE.search(words)
    if not match or (match["way"] == "next" and not words.startswith("the next")):
        return
    anchor = _anchor_day(context) or _base(context)
    if anchor is None:
        return
    step = {"previous": -1, "prior": -1, "preceding": -1, "following": 1, "next": 1}
    unit = match["unit"]
    days = step.get(match["way"], 0)
    if unit in PARTS_OF_DAY:
        date = cal.moved(anchor, days)
        yield date and f"{date.isoformat()}{PARTS_OF_DAY[unit]}"
    else:
        yield _unit_moved(anchor, unit, days)


def _weekday(words: str, context: Context) -> Iterator[str | None]:
    match = _WEEKDAY_RULE.search(words)
    base = _base(context)
    if not match:
        return
    target = WEEKDAYS[match["weekday"]]
    if base is None:
        yield f"XXXX-WXX-{target + 1}"
        return
    which, back = match["which"] or "", (base.weekday() - target) % 7
    if which in ("last", "past", "this past", "previous"):
        days = -(back or 7)
    elif which in ("next", "this coming", "coming", "the following", "following"):
        days = (target - base.weekday()) % 7 or 7
        # "next Friday" on a Monday is most often that of next week; "this coming" never is.
        days += 7 if which == "next" and days < 4 and target > base.weekday() else 0
    elif " a week ago" in f" {words}" or "a week earlier" in words:
        days = -back - 7
    elif context.tense == "future" and back:
        days = 7 - back
    else:
        days = -back
    yield _day(base, days, words)


def _ago(words: str, context: Context) -> Iterator[str | None]:
    match = _AGO.search(words)
    step = -1
    if match:
        if match["way"] in ("later", "after", "from now", "hence", "from today"):
            step = 1
        from_anchor = match["way"] in ("earlier", "before", "previously", "later", "after")
    else:
        match = _IN_UNITS.search(words)
        step, from_anchor = 1, False
    if not match:
        return
    base = (_anchor_day(context) if from_anchor else None) or _base(context)
    count = number("a" if match["count"] == "the" else match["count"])
    if match["count"] in ("a couple of", "couple of", "couple"):
        count = 2
    if count is None:
        yield "PAST_REF" if step < 0 else "FUTURE_REF"
    elif base is not None:
        yield _unit_moved(base, match["unit"], step * count)


def _deictic(words: str, context: Context) -> Iterator[str | None]:
    """ "last week", "this summer", "next year", "the end of the month"."""
    base = _base(context)
    if base is None or _YEAR_RULE.search(words):
        return
    if match := _DEICTIC.search(words):
        step = {"last": -1, "past": -1, "previous": -1, "this past": -1, "next": 1, "coming": 1,
                "this coming": 1, "following": 1, "the following": 1}.get(match["which"], 0)  # fmt: skip
        if match["unit"] in SEASONS:
            yield _season(match["unit"], base, step, context)
        elif not re.search(r"\d", match.group()):
            yield _unit_moved(base, match["unit"], step)
    elif match := _END_OF.search(words) or _SAME.search(words):
        how = match.groupdict().get("how") or ""
        last = "latest" in how or (match["unit"] == "quarter" and not words.startswith("this"))
        # On a Monday "the weekend" is the one just past.
        gone = match["unit"] == "weekend" and base.weekday() < _FRIDAY and context.tense != "future"
        back = (last and "current" not in how) or (gone and not words.startswith("this"))
        yield _unit_moved(base, match["unit"], -1 if back else 0)
    elif re.search(r"\byear[- ]?end\b", words):
        yield cal.of_year(base.year)


def _season(name: str, base: dt.date, step: int, context: Context) -> str | None:
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[SEASONS[name]]
    over = base.month >= middle + (2 if SEASONS[name] != "WI" else 2)
    year = base.year
    if step < 0 or (step == 0 and context.tense == "past"):
        year -= 0 if over else 1
    elif step > 0 or (step == 0 and context.tense == "future"):
        year += 1 if over else 0
    return f"{year:04}-{SEASONS[name]}" if cal.of_year(year) else None


def _named_season(words: str, context: Context) -> Iterator[str | None]:
    match = _SEASON_RULE.search(words)
    if not match:
        return
    base = _base(context)
    if match["year"]:
        yield f"{match['year']}-{SEASONS[match['season']]}"
    elif base is not None:
        yield _season(match["season"], base, 0, context)


def _month(words: str, context: Context) -> Iterator[str | None]:
    match = _MONTH_YEAR.search(words) or _MONTH_ONLY.search(words)
    if not match:
        return
    month = MONTHS[match["month"]]
    year = _told_year(match, words, context)
    base = _base(context)
    if year is None and base is not None:
        which = re.search(r"\b(last|next|this past|past|this coming)\s+\S+$", words[: match.end()])
        if which and which[1] in ("last", "past", "this past"):
            year = base.year - (month >= base.month)
        elif which:
            year = base.year + (month <= base.month)
        elif month == base.month:
            year = base.year
        else:
            year = _nearest_year(month, 15, context)
    yield f"XXXX-{month:02}" if year is None else cal.of_month(year, month)


def _quarter(words: str, context: Context) -> Iterator[str | None]:
    base = _base(context)
    for pattern, letter, count in ((_QUARTER, "Q", 4), (_HALF, "H", 2)):
        match = pattern.search(words)
        if not match:
            continue
        nth = match["nth"]
        part = int(match["q"]) if letter == "Q" and match["q"] else _nth(nth, count)
        year_told = match["year"] or match.groupdict().get("before")
        if year_told:
            yield f"{year_told}-{letter}{part}"
        elif base is not None:
            year = base.year
            if (other := _OTHER_YEAR.search(words)) and other["year"] in ("last", "next"):
                year += 1 if other["year"] == "next" else -1
            elif context.tense != "future" and (part - 1) * (12 // count) + 1 > base.month:
                year -= 1
            yield f"{year:04}-{letter}{part}" if cal.of_year(year) else None


def _nth(word: str, count: int) -> int:
    if word in ("final", "last", "latter"):
        return count
    return ORDINALS.get(word, 0) or int(word[0])


def _decade(words: str, context: Context) -> Iterator[str | None]:
    if match := _DECADE.search(words):
        century = match["century"] or ("20" if int(match["decade"]) < 3 else "19")
        yield f"{century}{match['decade']}"
    elif match := _NAMED_DECADE.search(words):
        names = "twenties thirties forties fifties sixties seventies eighties nineties".split()
        yield f"19{names.index(match['name']) + 2}"
    elif match := _CENTURY.search(words):
        nth = int(match["number"]) if match["number"] else ORDINALS.get(match["word"])
        base = _base(context)
        if nth:
            yield f"{nth - 1:02}"
        elif base is not None and match["word"] in ("this", "last", "next"):
            yield f"{base.year // 100 + {'last': -1, 'next': 1}.get(match['word'], 0):02}"


def _year(words: str, context: Context) -> Iterator[str | None]:
    if match := _YEAR_RULE.search(words):
        short = match["short"]
        yield match["year"] or f"{'20' if int(short) < 30 else '19'}{short}"


def _clock(words: str, context: Context) -> Iterator[str | None]:
    match = _CLOCK.search(words)
    if match:
        hour = int(match["hour"] or match["hour2"] or match["hour3"] or match["hour4"])
        minute = match["minute"] or match["minute2"] or match["minute4"] or "00"
        if match["half"]:
            hour = hour % 12 + (12 if match["half"] == "p" else 0)
        elif match["hour3"] and re.search(r"evening|afternoon|night", words) and hour < 12:
            hour += 12
        clock = f"T{hour:02}:{minute}" if hour < 24 else None
    else:
        part = re.search(rf"\b{_PART}s?\b", words)
        clock = PARTS_OF_DAY[part["part"]] if part else None
    if clock is None:
        return
    rest = words if match is None else words[: match.start()] + " " + words[match.end() :]
    day = next((d for d in (_only_day(rest, context)) if d), None)
    if day is None:
        anchored = re.match(r"\d{4}-\d\d-\d\d", context.anchor or "")
        base = _base(context)
        day = anchored.group() if anchored else base.isoformat() if base else "XXXX-XX-XX"
    yield day + clock


def _only_day(words: str, context: Context) -> Iterator[str]:
    """The day that an expression with a clock time tells too."""
    for rule in (_iso, _calendar_day, _relative_day, _beside, _weekday, _holiday):
        for found in rule(words, context):
            if found and re.fullmatch(r"[\dX-]{10}.*", found):
                yield found[:10]


def _digital(words: str, context: Context) -> Iterator[str | None]:
    """ "5:30 p.m. on Tuesday": the clock before the day, which it holds."""
    if _CLOCK.search(words):
        yield from _clock(words, context)


def _year_before(words: str, context: Context) -> Iterator[str | None]:
    """ "a year earlier", "the year-ago quarter" where a quarter is spoken of."""
    if context.quarter and _YEAR_AGO.search(words):
        year = int(context.quarter[:4]) - 1
        yield f"{year:04}{context.quarter[4:]}" if cal.of_year(year) else None


_YEAR_AGO = re.compile(r"\b(?:a|the|1)?[ -]?year[- ](?:ago|earlier|before)\b")
_Rule = Callable[[str, Context], Iterator[str | None]]
_RULES: tuple[_Rule, ...] = (
    _vague, _iso, _digital, _year_before, _calendar_day, _holiday, _ago, _relative_day, _beside, _weekday, _decade, _quarter, _month,
    _deictic, _named_season, _year, _clock,
)  # fmt: skip


def _base(context: Context) -> dt.date | None:
    return context.reference.date if context.reference else None


def _anchor_day(context: Context) -> dt.date | None:
    """The date told before, at its first day where it is no day."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:$|T)", context.anchor or "")
    return cal.day(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None


def _with_part(date: dt.date, words: str) -> str:
    """The date, with the part of the day that the words tell."""
    part = re.search(rf"\b{_PART}s?\b", words)
    return date.isoformat() + (PARTS_OF_DAY[part["part"]] if part else "")


def _day(base: dt.date, days: int, words: str) -> str | None:
    date = cal.moved(base, days)
    return date and _with_part(date, words)


def _unit_moved(base: dt.date, unit: str, count: int) -> str | None:
    """`count` units after the base, as precise as the unit."""
    if unit in ("second", "minute", "hour"):
        return base.isoformat()
    if unit in ("day", "night"):
        date = cal.moved(base, count)
        return date and date.isoformat() + ("TNI" if unit == "night" else "")
    if unit in ("week", "weekend", "fortnight"):
        week = cal.of_week(cal.moved(base, 7 * count * (2 if unit == "fortnight" else 1)))
        return week and week + ("-WE" if unit == "weekend" else "")
    if unit in ("month", "quarter"):
        found = cal.month_moved(base.year, base.month, count * (3 if unit == "quarter" else 1))
        if found is None:
            return None
        return f"{found[0]:04}-Q{cal.quarter(found[1])}" if unit == "quarter" else cal.of_month(*found)
    if unit == "year":
        return cal.of_year(base.year + count)
    if unit == "decade":
        return f"{base.year // 10 + count:03}" if cal.of_year(base.year + 10 * count) else None
    return f"{base.year // 100 + count:02}" if cal.of_year(base.year + 100 * count) else None
