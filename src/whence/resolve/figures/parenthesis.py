"""What stands beside a phrase, between dashes, commas or brackets, and parts it from its verb."""

from __future__ import annotations

from collections.abc import Sequence

from whence.resolve.figures.phrases import OPENERS
from whence.resolve.sentences import Token

DASHES = frozenset("—–―")
#: Marks over which no subject is looked for.
BREAKS = frozenset(';:—–()[]“”"!?')
_FAR, _FAR_COMMAS = 40, 26


def before_dashes(tokens: Sequence[Token], at: int, low: int) -> int:
    """The token after what a parenthesis between dashes, which ends before `at`, follows."""
    for back in range(at - 2, max(low, at - _FAR), -1):
        if tokens[back].lower in DASHES:
            commas = tokens[back - 2].lower == "," and tokens[back - 1].text.isdigit()
            return back - 2 if commas else back
    return at


def before_commas(tokens: Sequence[Token], at: int, low: int) -> int:
    """The token after what a parenthesis between commas or brackets, which ends there, follows."""
    for back in range(at - 2, max(low, at - _FAR_COMMAS) - 1, -1):
        lower = tokens[back].lower
        if lower in {",", "("}:
            # "Roe, 34, of Leeds, died": a chain of them
            return at if tokens[back + 1].lower in {"and", "but"} else back
        if lower in BREAKS:
            return at
    return at - 1


def before_modifiers(tokens: Sequence[Token], at: int, low: int) -> int:
    """The token where a phrase begins whose number or name is at `at`.

    "her two brothers", "20-year-old Gustav Pell".
    """
    while at > low:
        if tokens[at - 1].lower in OPENERS:
            at -= 1
        elif at - 2 > low and tokens[at - 1].lower.endswith("-old") and tokens[at - 2].text == "-":
            at -= 3
        else:
            break
    return at


def before_joint(tokens: Sequence[Token], at: int, low: int) -> int:
    """The token after what "and" or a comma joins on to the phrase at `at`; `at` for neither.

    An age between commas is passed over: "a boy, 4, and his mother".
    """
    if at <= low or tokens[at - 1].lower not in {"and", ",", "&"}:
        return at
    at -= 1
    while at > low and tokens[at - 1].lower == ",":
        at -= 1
    aged = at - 1 > low and tokens[at - 1].text.isdigit() and tokens[at - 2].lower == ","
    return at - 2 if aged else at
