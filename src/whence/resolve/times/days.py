"""Expressions of one day, or counted from one: dates, holidays, weekdays, "three days later"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from whence.resolve.times import calendar as cal
from whence.resolve.times.value_rule_helpers import (
    DAY,
    MONTH,
    OTHER_YEAR,
    PART,
    WEEKDAY,
    WHICH,
    YEAR,
    YEAR_ALONE,
    Context,
    anchor_day,
    base_of,
    day_from,
    iso,
    moved_by,
    nearest_year,
    rule,
    stated_year,
    with_part,
)
from whence.resolve.times.word_lists import (
    AFTER_THANKSGIVING,
    EASTER,
    HOLIDAYS,
    MONTHS,
    MOVING_HOLIDAYS,
    ORDINALS,
    PARTS_OF_DAY,
    WEEKDAYS,
    number,
)

_MONTH_DAY = rule(rf"{MONTH}\s+(?:the\s+)?{DAY}\b(?!\d|:\d|\s*[ap]\.?m)(?:\s*,?\s*{YEAR})?")
_DAY_MONTH = rule(rf"{DAY}\s+(?:of\s+)?{MONTH}(?:\s*,?\s*{YEAR})?")
#: Such as "March eighth"; digits leave the ordinals as they are.
_WRITTEN_DAY = rule(
    rf"{MONTH}\s+(?:the\s+)?(?P<day>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
    rf"(?=$|,|\s*{YEAR})"
)
_OF_A_MONTH = re.compile(
    r"(?:the )?(?P<day>[0-3]?\d)(?:st|nd|rd|th) of (?P<which>the|this|that|last|next) month"
    r"|the (?P<alone>[0-3]?\d)(?:st|nd|rd|th)"
)
_WEEKDAY_RULE = rule(rf"(?:{WHICH}\s+)?(?:week\s+)?{WEEKDAY}")
_OF_A_WEEK = rule(
    rf"{WEEKDAY}(?:\s+{PART})?,?\s+(?:of\s+)?(?P<week>last|next|this|the previous) week\b"
)
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_NTH_OF_A_MONTH = rule(rf"(?P<nth>{'|'.join(_NTHS)}) {WEEKDAY} (?:in|of) {MONTH}(?:,? {YEAR})?")
#: These are names, and no day of the week that the report was written in.
_NAMED_DAY = re.compile(r"\b(?:super|bloody|black|cyber|fat) \w+day\b")
_AGO_TO_THE_DAY = rule(
    r"(?P<count>\d+|an?)\s+(?P<unit>week|month|year)s? ago,? (?:on )?"
    rf"(?:(?P<today>today|tonight)|{WEEKDAY})"
)
_BEFORE_LAST = rule(r"(?P<unit>night|week|weekend|month|quarter|year|decade) before last\b")
_AGO = rule(
    r"(?:(?P<count>\d[\d,]*|an?|the|several|a few|few|a couple of|couple of|couple)\s+"
    r"(?P<half>and a half\s+)?(?:full\s+)?)?"
    r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|"
    r"century|centurie)s?(?P<after> and a half)?\s+"
    r"(?P<way>ago|earlier|before|previously|later|after|from now|hence|from today)"
)
_IN_UNITS = rule(
    r"(?:in|within)\s+(?P<count>\d+|an?)\s+(?P<unit>day|week|month|year)s?(?:['’]s?)? time"
)
_BESIDE = rule(
    r"(?P<way>previous|prior|preceding|following|next|same|that|very)\s+"
    r"(?P<unit>day|night|morning|afternoon|evening|week|month|year)\b"
)
_DAY_BEFORE = rule(r"day (?P<way>before|after|earlier|later)(?P<named> yesterday| tomorrow)?")


def calendar_day(words: str, context: Context) -> Iterator[str | None]:
    """Such as "November 20": its year by tense and nearness where none is given."""
    match = _MONTH_DAY.search(words) or _DAY_MONTH.search(words) or _WRITTEN_DAY.search(words)
    if not match:
        yield from _day_of_month(words, context)
        return
    if match["day"].isdigit() and not 1 <= int(match["day"]) <= 31:
        return
    month, day = MONTHS[match["month"]], ORDINALS.get(match["day"]) or int(match["day"])
    year = stated_year(match, words, context)
    if year is None and context.reference:
        if words.startswith("last "):
            context = context._replace(tense="past", sure=True)
        year = nearest_year(month, day, context)
    if year is None:
        yield None if cal.day(2024, month, day) is None else f"XXXX-{month:02}-{day:02}"
        return
    date = cal.day(year, month, day)
    yield None if date is None else with_part(date, words)


def _day_of_month(words: str, context: Context) -> Iterator[str | None]:
    """Such as "the 15th", "the 15th of last month"."""
    match = _OF_A_MONTH.fullmatch(words)
    base, anchor = base_of(context), anchor_day(context, "day")
    if not match or base is None:
        return
    day = int(match["day"] or match["alone"])
    if match["which"] in ("last", "next"):
        step = -1 if match["which"] == "last" else 1
    elif match["which"] in ("the", "this") or anchor is None:
        late, early = day > base.day, day < base.day
        alone = match["which"] is None
        step = alone * (late * -(context.tense != "future") + early * (context.tense == "future"))
    else:
        # The month of the day given before, or the next where that is past it.
        base, step = anchor, int(match["which"] is None and day < anchor.day)
    found = cal.month_moved(base.year, base.month, step)
    yield iso(cal.day(*found, day)) if found else None


def holiday(words: str, context: Context) -> Iterator[str | None]:
    """Christmas, Thanksgiving, Easter: of the year given, else the nearest."""
    plain = words.replace("’", "'")
    names = (*HOLIDAYS, *MOVING_HOLIDAYS, *AFTER_THANKSGIVING, *EASTER)
    for name in sorted(names, key=len, reverse=True):
        if re.search(rf"\b{re.escape(name)}(?!\w)", plain):
            match = YEAR_ALONE.search(words)
            year = int(match["year"]) if match and match["year"] else None
            base = base_of(context)
            if year is None and (other := OTHER_YEAR.search(words)) and base:
                year = base.year + {"last": -1, "next": 1}.get(other["year"], 0)
            if year is not None:
                date = _holiday_of(name, year)
            elif base:
                date = _holiday_near(name, base, words, context)
            else:
                date = None
            yield cal.of_week(date) if words.endswith("week") else iso(date)
            return


def _holiday_of(name: str, year: int) -> dt.date | None:
    if name in HOLIDAYS:
        return cal.day(year, *HOLIDAYS[name])
    if name == "election day":
        # The United States': the Tuesday after November's first Monday.
        monday = cal.nth_weekday(year, 11, 0, 1)
        return monday and cal.moved(monday, 1)
    if name in AFTER_THANKSGIVING:
        thursday = cal.nth_weekday(year, *MOVING_HOLIDAYS["thanksgiving"])
        return thursday and cal.moved(thursday, AFTER_THANKSGIVING[name])
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


def relative_day(words: str, context: Context) -> Iterator[str | None]:
    """Such as "yesterday", "tonight", "the day before"."""
    base = base_of(context)
    if base is None:
        return
    if match := _BEFORE_LAST.search(words):
        yield moved_by(base, match["unit"], -2)
        return
    if match := _AGO_TO_THE_DAY.search(words):
        yield _ago_to_the_day(match, base)
        return
    if match := _DAY_BEFORE.search(words):
        step = -1 if match["way"] in ("before", "earlier") else 1
        if match["named"]:
            yield day_from(base, 2 * step, words)
        else:
            yield day_from(anchor_day(context, "day") or base, step, words)
        return
    for word, days in (("yesterday", -1), ("tomorrow", 1), ("today", 0), ("overnight", 0)):
        if re.search(rf"\b{word}\b", words):
            yield day_from(base, days, words)
            return
    if "tonight" in words:
        yield f"{base.isoformat()}TNI"
    elif match := re.search(rf"\blast {PART}\b", words):
        date = cal.moved(base, -1)
        yield None if date is None else f"{date.isoformat()}{PARTS_OF_DAY[match['part']]}"
    elif match := re.search(rf"\bthis {PART}\b", words):
        yield f"{base.isoformat()}{PARTS_OF_DAY[match['part']]}"


def _ago_to_the_day(match: re.Match[str], base: dt.date) -> str | None:
    """Such as "a week ago today", "two weeks ago Tuesday"; of a year ago, its day alone."""
    count = number(match["count"]) or 1
    if match["unit"] == "week":
        back = 0 if match["today"] else (base.weekday() - WEEKDAYS[match["weekday"]]) % 7
        return iso(cal.moved(base, -back - 7 * count))
    months = count * (12 if match["unit"] == "year" else 1)
    moved = cal.month_moved(base.year, base.month, -months)
    if moved is None:
        return None
    return iso(cal.day(*moved, base.day)) if match["today"] else cal.of_month(*moved)


def beside(words: str, context: Context) -> Iterator[str | None]:
    """Such as "the next day", "that year": counted from the date given before."""
    match = _BESIDE.search(words)
    if not match:
        return
    # "next week" is counted from the report, "the next week" and "next morning" from what came
    # before.
    from_report = match["way"] == "next" and match["unit"] in ("week", "month", "year")
    if from_report and not words.startswith("the next"):
        return
    anchor = anchor_day(context, match["unit"]) or base_of(context)
    if anchor is None:
        return
    step = {"previous": -1, "prior": -1, "preceding": -1, "following": 1, "next": 1}
    unit = match["unit"]
    days = step.get(match["way"], 0)
    if unit in PARTS_OF_DAY:
        date = cal.moved(anchor, days)
        yield None if date is None else f"{date.isoformat()}{PARTS_OF_DAY[unit]}"
    else:
        yield moved_by(anchor, unit, days)


def weekday(words: str, context: Context) -> Iterator[str | None]:
    """Such as "on Friday", "last Friday", "next Friday"."""
    match = _WEEKDAY_RULE.search(words)
    base = base_of(context)
    if not match:
        return
    if of_month := _NTH_OF_A_MONTH.search(words):
        month, nth = MONTHS[of_month["month"]], _NTHS[of_month["nth"]]
        year = stated_year(of_month, words, context) or nearest_year(month, 15, context, whole=True)
        day = cal.nth_weekday(year, month, WEEKDAYS[of_month["weekday"]], nth) if year else None
        yield iso(day)
        return
    if _NAMED_DAY.search(words):
        return
    target = WEEKDAYS[match["weekday"]]
    if base and (week := _OF_A_WEEK.search(words)):
        step = {"last": -1, "the previous": -1, "next": 1}.get(week["week"], 0)
        yield day_from(base, 7 * step + target - base.weekday(), words)
        return
    if base is None:
        yield f"XXXX-WXX-{target + 1}"
        return
    which, back = match["which"] or "", (base.weekday() - target) % 7
    if words.endswith("before last"):
        days = -(back or 7) - 7
    elif words.endswith("day week"):  # "on Friday week": not the next Friday, but the one after
        days = (7 - back) % 7 + 7
    elif which in ("last", "past", "this past", "previous"):
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
    yield day_from(base, days, words)


def ago(words: str, context: Context) -> Iterator[str | None]:
    """Such as "three days ago", "two weeks later", "in a month's time"."""
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
    way = match.groupdict().get("way")
    if base_of(context) is None and way in ("earlier", "before", "previously"):
        return  # earlier than the report's own time, which is not known
    base = (anchor_day(context, match["unit"]) if from_anchor else None) or base_of(context)
    count_words = match["count"] or ("" if match.group().startswith(match["unit"] + "s") else "a")
    count = number("a" if count_words == "the" else count_words)
    if count_words in ("a couple of", "couple of", "couple"):
        count = 2
    if count is None:
        # What came "a few weeks later" in a story that is over lies in the past as well.
        over = step < 0 or (from_anchor and context.tense != "future")
        yield "PAST_REF" if over else "FUTURE_REF"
    elif base is not None:
        halved = _halved(match, count)
        if halved is None:
            yield moved_by(base, match["unit"].replace("centurie", "century"), step * count)
        elif found := cal.month_moved(base.year, base.month, step * halved):
            yield cal.of_year(found[0])


def _halved(match: re.Match[str], count: int) -> int | None:
    """The months of so many years and a half; None where no half is given, or not of years."""
    half = match.groupdict().get("half") or match.groupdict().get("after")
    return 12 * count + 6 if half and match["unit"] == "year" else None
