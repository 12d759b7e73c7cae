"""Numbers in words, "three hundred and fifty thousand", to their values."""

from __future__ import annotations

from collections.abc import Sequence

from whence.resolve.sentences import Token

UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES: dict[str, float] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "tn": 1_000_000_000_000,
}


def spelt(tokens: Sequence[Token], at: int, end: int) -> tuple[float, int] | None:
    """A number in words, such as "three hundred and fifty thousand", and the token after it."""
    lower = tokens[at].lower
    if lower == "half":
        if at + 2 < end and tokens[at + 1].lower == "a" and tokens[at + 2].lower in SCALES:
            return SCALES[tokens[at + 2].lower] / 2, at + 3
        return None
    if lower == "a":
        if at + 1 < end and tokens[at + 1].lower in SCALES and len(tokens[at + 1].lower) > 2:
            return _words(tokens, at + 1, end, 1.0)
        return None
    return _words(tokens, at, end, None)


def _words(
    tokens: Sequence[Token], at: int, end: int, first: float | None
) -> tuple[float, int] | None:
    total, group = 0.0, first
    smallest = float("inf")  # each scale word must be smaller than the one before
    last = at
    while at < end:
        lower = tokens[at].lower
        value = _below_hundred(lower)
        if value is not None:
            # "two three" are two numbers; "twenty three" and "hundred five" are one.
            if group and not (
                group % 100 == 0 or (group % 10 == 0 and group % 100 >= 20 and value < 10)
            ):
                break
            group = (group or 0.0) + value
        elif lower in {"hundred", "dozen"} and (group is None or group < 100):
            group = (group if group is not None else 1.0) * SCALES[lower]
        elif lower in SCALES and len(lower) > 2 and SCALES[lower] < smallest:
            smallest = SCALES[lower]
            total, group = total + (group if group is not None else 1.0) * smallest, None
        elif _is_and_a_half(tokens, at, end) and group is not None:
            scale = SCALES[tokens[at + 3].lower]
            return total + (group + 0.5) * scale, at + 4
        elif lower == "and" and (total or (group and group % 100 == 0)) and group != 0:
            if at + 1 >= end or _below_hundred(tokens[at + 1].lower) is None:
                break
            if group is None and total and smallest > 1_000:
                break
            at += 1
            continue
        else:
            break
        at += 1
        last = at
    if group is None and not total:
        return None
    return total + (group or 0.0), last


def _is_and_a_half(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether "and a half million" is there."""
    words = [token.lower for token in tokens[at : min(at + 4, end)]]
    return words[:3] == ["and", "a", "half"] and words[3:] != [] and words[3] in SCALES


def _below_hundred(word: str) -> int | None:
    if word in UNITS:
        return UNITS[word]
    if word in TENS:
        return TENS[word]
    tens, dash, unit = word.partition("-")
    if dash and tens in TENS and 1 <= UNITS.get(unit, 0) <= 9:
        return TENS[tens] + UNITS[unit]
    return None
