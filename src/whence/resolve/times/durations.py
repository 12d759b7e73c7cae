"""Stretches of time and what comes again: DURATION and SET values."""

from __future__ import annotations

import re

from whence.resolve.times.word_lists import (
    CLOCK_UNITS,
    MONTHS,
    SEASONS,
    SIZES,
    UNITS,
    WEEKDAYS,
    number,
)

_UNIT = (
    r"(?P<unit>second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|"
    r"century|centurie|millennium)s?\b"
)
_LENGTH = re.compile(
    r"(?P<count>\d[\d,]*(?:\.\d+)?|\ban?\b|\bhalf an?\b|\bthe\b|\bseveral\b|\bfew\b|\bmany\b|"
    r"\bcouple(?: of)?\b|\bdozens? of\b|\bhundreds of\b)"
    r"(?P<half>[- ](?:1/2|and a half))?[- ]+"
    r"(?:(?:more|full|straight|consecutive|long|whole|another|past|last|next|first|"
    r"coming|additional|or so|fiscal|calendar|business|working)[- ]+)*"
    + _UNIT
    + r"(?P<after>[- ]and[- ]a[- ]half)?"
)
_BARE = re.compile(r"\b" + _UNIT)
_HALF = re.compile(r"\bhalf[- ](?:an?[- ]|of[- ])?" + _UNIT)

#: "the second consecutive year" lasts a year and no second.
_NTH = re.compile(
    r"(?<!every )(?<!each )(?<!\d )(?<!\d-)\bsecond(?=[ -](?:\w+[ -])?"
    + _UNIT.replace("?P<unit>", "?:")
    + ")"
)

_OFTEN = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W",
    "bi-weekly": "P2W", "bimonthly": "P2M", "bi-monthly": "P2M", "biannual": "P6M",
    "biannually": "P6M", "semi-annual": "P6M", "semi-annually": "P6M", "semiannually": "P6M",
    "monthly": "P1M", "quarterly": "P3M", "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y",
    "hourly": "PT1H", "biennial": "P2Y", "semiannual": "P6M", "everyday": "P1D",
}  # fmt: skip
_OFTEN_WORD = re.compile(r"\b(" + "|".join(sorted(_OFTEN, key=len, reverse=True)) + r")\b")
_EVERY = re.compile(
    r"\b(?:every|each|per|an?|once an?|twice an?|times an?)\s+"
    r"(?:(?:other|second)\s+)?(?:(?P<count>\d+)\s+)?" + _UNIT
)
_OTHER = re.compile(r"\bevery (?:other|second) ")
_WEEKLY = re.compile(
    r"\b(?:(?:every|each|on)\s+)?(?P<weekday>"
    + "|".join(w for w in WEEKDAYS if w.endswith("day"))
    + r")s?\b"
    r"(?:\s+(?P<part>morning|afternoon|evening|night)s?)?"
)
#: Parts of each day, and each weekend: "every morning", "weekends".
_DAY_PARTS = re.compile(
    r"\b(?:(?:every|each)\s+(?P<part>morning|afternoon|evening|night|weekend)"
    r"|(?P<parts>mornings|afternoons|evenings|nights|weekends))\b"
)
_DATED = re.compile(
    rf"\b(?:every|each)\s+(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?\s+"
    r"(?P<day>[0-3]?\d)\b"
)
_DAY_OF_MONTH = re.compile(r"\bthe (?P<day>[0-3]?\d)(?:st|nd|rd|th) of (?:every|each) month\b")
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_YEARLY = re.compile(r"\b(?:every|each)\s+(?P<season>spring|summer|autumn|fall|winter)")
_MONTHLY = re.compile(
    rf"\b(?:every|each)\s+(?P<month>{'|'.join(m for m in MONTHS if len(m) > 3 or m == 'may')})\b"
)


def duration(words: str, kind: str) -> str | None:
    """The value of a stretch of time, or, for the type SET, of what comes again."""
    words = _NTH.sub("2nd", words)
    if kind == "SET":
        found = _again(words)
        if found:
            return found
    match = _LENGTH.search(words)
    if match:
        return _value(match)
    if match := _HALF.search(words):
        smaller = {
            "hour": "PT30M",
            "day": "PT12H",
            "year": "P6M",
            "decade": "P5Y",
            "century": "P50Y",
        }
        return smaller.get(match["unit"], "P0.5" + UNITS.get(match["unit"], "D"))
    if match := _BARE.search(words):
        several = match.group().endswith("s") and match["unit"] != "centurie"
        unit = "century" if match["unit"] == "centurie" else match["unit"]
        if several or match["unit"] == "centurie":
            return _written("X", unit)
        return _written("1", unit)
    return _OFTEN.get(words.strip())


def _again(words: str) -> str | None:
    if match := _OFTEN_WORD.search(words):
        return _OFTEN[match[1]]
    if match := _DATED.search(words):
        return f"XXXX-{MONTHS[match['month']]:02}-{int(match['day']):02}"
    if match := _DAY_OF_MONTH.search(words):
        return f"XXXX-XX-{int(match['day']):02}"
    if match := _MONTHLY.search(words):
        return f"XXXX-{MONTHS[match['month']]:02}"
    if match := _YEARLY.search(words):
        return f"XXXX-{SEASONS[match['season']]}"
    if match := _WEEKLY.search(words):
        part = _PARTS.get(match["part"] or "", "")
        return f"XXXX-WXX-{WEEKDAYS[match['weekday']] + 1}{part}"
    if match := _DAY_PARTS.search(words):
        part = match["part"] or match["parts"][:-1]
        return "XXXX-WXX-WE" if part == "weekend" else f"XXXX-XX-XX{_PARTS[part]}"
    if match := _EVERY.search(words):
        count = number(match["count"] or "1") or 1
        return _written(str(count * (2 if _OTHER.search(words) else 1)), match["unit"])
    return None


def _value(match: re.Match[str]) -> str | None:
    unit = "century" if match["unit"] == "centurie" else match["unit"]
    word = match["count"]
    if word in ("several", "few", "many") or word.startswith(("dozen", "hundred")):
        return _written("X", unit)
    if word == "the":
        return _written("X" if match.group().endswith("s") else "1", unit)
    half = bool(match["half"] or match["after"])
    if "half" in word:
        return "PT30M" if unit == "hour" else "P6M" if unit == "year" else None
    if word.startswith("couple"):
        return _written("2", unit)
    if "." in word:
        whole, part = word.replace(",", "").split(".", 1)
        letter = UNITS[unit]
        number_of = f"{whole}.{part}"
        return (
            f"P{'T' if unit in CLOCK_UNITS else ''}{number_of}{letter}" if len(word) < 8 else None
        )
    count = number(word)
    if count is None:
        return None
    if half:
        return _and_a_half(count, unit)
    return _written(str(count), unit)


#: Units whose half is a whole number of a smaller one.
_HALVES = {
    "year": "P{}Y6M", "day": "P{}DT12H", "night": "P{}DT12H", "hour": "PT{}H30M",
    "minute": "PT{}M30S",
}  # fmt: skip


def _and_a_half(count: int, unit: str) -> str:
    """The value of so many units and half of one."""
    if unit in _HALVES:
        return _HALVES[unit].format(count)
    halves = (2 * count + 1) * SIZES.get(unit, 1)
    number_of = str(halves // 2) + (".5" if halves % 2 else "")
    return f"P{'T' if unit in CLOCK_UNITS else ''}{number_of}{UNITS[unit]}"


def _written(count: str, unit: str) -> str:
    if count != "X":
        count = str(int(count) * SIZES.get(unit, 1))
    elif unit in ("decade", "century"):
        return "PXE" if unit == "decade" else "PXC"
    return f"P{'T' if unit in CLOCK_UNITS else ''}{count}{UNITS[unit]}"
