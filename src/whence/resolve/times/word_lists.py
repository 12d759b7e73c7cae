"""The words of the calendar, and numbers written as words."""

from __future__ import annotations

import re

_MONTHS = "january february march april may june july august september october november december"
MONTHS: dict[str, int] = {}
for _number, _name in enumerate(_MONTHS.split(), 1):
    MONTHS[_name] = MONTHS[_name[:3]] = _number
MONTHS["sept"] = 9  # the one month that style books cut to four letters

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAYS: dict[str, int] = {}
for _number, _name in enumerate(_WEEKDAYS.split()):
    WEEKDAYS[_name] = WEEKDAYS[_name[:3]] = _number
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

#: Unit -> the letter of ISO 8601's durations; those of less than a day come after a T.
UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W",
    "fortnight": "W", "weekend": "D", "month": "M", "quarter": "M", "year": "Y", "decade": "Y",
    "century": "Y", "millennium": "Y",
}  # fmt: skip
CLOCK_UNITS = frozenset({"second", "minute", "hour"})
#: How many of its letter a unit is, where that is not one.
SIZES = {"fortnight": 2, "quarter": 3, "decade": 10, "century": 100, "millennium": 1000}

PARTS_OF_DAY = {
    "morning": "TMO", "dawn": "TMO", "mornings": "TMO", "afternoon": "TAF", "afternoons": "TAF",
    "evening": "TEV", "dusk": "TEV", "evenings": "TEV", "night": "TNI", "nights": "TNI",
    "overnight": "TNI", "midday": "T12:00", "noon": "T12:00", "midnight": "T24:00",
}  # fmt: skip

#: Holidays on one day of the year, (month, day).
HOLIDAYS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "new year's": (1, 1),
    "christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25),
    "boxing day": (12, 26), "valentine's day": (2, 14), "st. patrick's day": (3, 17),
    "halloween": (10, 31), "independence day": (7, 4), "fourth of july": (7, 4),
    "veterans day": (11, 11), "armistice day": (11, 11), "may day": (5, 1), "epiphany": (1, 6),
    "guy fawkes night": (11, 5), "groundhog day": (2, 2), "bastille day": (7, 14),
    "juneteenth": (6, 19), "earth day": (4, 22), "july fourth": (7, 4), "july 4th": (7, 4),
}  # fmt: skip
#: Holidays on the nth weekday of a month, (month, weekday, n); -1 is the last.
MOVING_HOLIDAYS = {
    "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1), "martin luther king day": (1, 0, 3), "columbus day": (10, 0, 2),
    "mother's day": (5, 6, 2), "father's day": (6, 6, 3), "presidents' day": (2, 0, 3),
    "election day": (11, 0, 1),
}  # fmt: skip
AFTER_THANKSGIVING = {"black friday": 1, "cyber monday": 4}
#: Days from Easter Sunday.
EASTER = {
    "easter": 0, "easter sunday": 0, "good friday": -2, "easter monday": 1, "palm sunday": -7,
    "ash wednesday": -46, "pentecost": 49, "maundy thursday": -3, "holy saturday": -1,
    "shrove tuesday": -47, "whit monday": 50,
}  # fmt: skip

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS: dict[str, int] = {word: number for number, word in enumerate(_ONES)}
NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINALS: dict[str, int] = {word: number for number, word in enumerate(_ORDINALS, 1)}
ORDINALS |= {"thirtieth": 30}

#: Parts of large units, in the smaller ones that they are given in.
_PARTS_OF_UNITS = (
    (re.compile(r"\b(?:(?:a|1) )?quarter(?:[- ]| of a )century\b"), "25 years"),
    (re.compile(r"\bthree[- ]quarters of a century\b"), "75 years"),
    (re.compile(r"\b(?:half a|a half[- ]?|half-)\s?century\b"), "50 years"),
    (re.compile(r"\ba century and a half\b"), "150 years"),
    (re.compile(r"\ba decade and a half\b"), "15 years"),
    (re.compile(r"\bhalf a year\b"), "6 months"),
    (re.compile(r"\bhalf(?:[- ]| a )dozen\b"), "6"),
)
#: At most so many digits are a number of units; more is nobody's date.
_MOST_DIGITS = 6


def digits(text: str) -> str:
    """The lower-case text with its number words in digits.

    "two and a half years" keeps its half, "nineteen ninety-four" is 1994, "second" stays, since
    it is a unit too.
    """
    for pattern, smaller in _PARTS_OF_UNITS:
        text = pattern.sub(smaller, text)
    out: list[str] = []
    run: list[str] = []
    parts = re.findall(r"[a-z]+|[^a-z]+", text)
    for at, part in enumerate(parts):
        if part in NUMBERS or (part in _SCALES and (run or _before_a(out))):
            if part in _SCALES and not run and _before_a(out):
                del out[-2:]
                run.append("one")
            run.append(part)
        elif run and part.strip(" -") in ("", "and") and _goes_on(parts, at, part):
            continue
        else:
            if run:
                out.append(str(_value(run)))
                run = []
            out.append(part)
    if run:
        out.append(str(_value(run)))
    return "".join(out)


def _before_a(out: list[str]) -> bool:
    return len(out) >= 2 and out[-1] == " " and out[-2] == "a"


def _goes_on(parts: list[str], at: int, part: str) -> bool:
    following = parts[at + 1] if at + 1 < len(parts) else ""
    if part == "and":
        following = parts[at + 2] if at + 2 < len(parts) else ""
        return following in NUMBERS and at > 1 and parts[at - 2] in _SCALES
    if following == "and":
        return at > 0 and parts[at - 1] in _SCALES and _goes_on(parts, at + 1, "and")
    return following in NUMBERS or following in _SCALES


def _value(words: list[str]) -> int:
    """The number that the words say; two pairs side by side are a year ("nineteen eighty")."""
    numbers = [NUMBERS.get(word, _SCALES.get(word, 0)) for word in words]
    if (
        len(numbers) >= 2
        and 10 < numbers[0] < 21
        and numbers[1] > 9
        and not set(words) & {*_SCALES}
    ):
        return numbers[0] * 100 + sum(numbers[1:])
    total = current = 0
    for word in words:
        if word in ("dozen", "hundred"):
            current = max(1, current) * _SCALES[word]
        elif word == "thousand":
            total, current = total + max(1, current) * 1000, 0
        else:
            current += NUMBERS[word]
    return total + current


def number(word: str) -> int | None:
    """The number of a word in digits, "a" as one; None for no number or one far too long."""
    if word in ("a", "an", "one"):
        return 1
    plain = word.replace(",", "")
    if plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS:
        return int(plain)
    return NUMBERS.get(word)
