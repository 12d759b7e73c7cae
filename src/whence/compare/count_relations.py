"""How two counts of one role relate: a pure function; a conflict is what nothing else explains.

Same, admitted by bounds, a sum of parts, one that includes another, an earlier and a later count;
only two exact totals of sources that do not draw on each other, given of one time, are in conflict.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from whence.records.amounts import in_figures, is_exact, size_of
from whence.records.claim import Role
from whence.records.finding import RelationKind

#: Hours after which a count may include what has happened since. A guess.
_AT_ONCE = dt.timedelta(hours=3)
#: "About" allows this share more or less. A guess.
_ABOUT = 0.1


class Bounds(NamedTuple):
    """A value as it was given: None where there is no number, or no bound."""

    value: float | None
    low: float | None
    high: float | None

    @property
    def size(self) -> float:
        """One number to compare by."""
        return size_of(self)

    @property
    def exact(self) -> bool:
        """Whether it is one number, neither a bound nor about."""
        return is_exact(self)

    def range(self) -> tuple[float, float]:
        """The least and the most that it allows."""
        if self.value is not None and self.low is None and self.high is None:
            return (1 - _ABOUT) * self.value, (1 + _ABOUT) * self.value
        low = self.low if self.low is not None else 0.0
        return low, self.high if self.high is not None else float("inf")

    def words(self) -> str:
        """The value as people write it, without "at least"."""
        return in_figures(self.size)


class Beside(NamedTuple):
    """Other counts in the reports of an event, which may explain the difference between two."""

    parts: Collection[float] = ()  #: of those who are counted in this role
    dead: Collection[float] = ()  #: where the hurt are counted
    doer: bool = False  #: whether a report counts the attacker in


class Related(NamedTuple):
    """What two counts are to each other, and why."""

    kind: RelationKind
    reason: str


def reconciled(role: Role, one: Bounds, other: Bounds, beside: Beside) -> Related | None:
    """What explains the difference between two counts, from any source at any time, or None."""
    if one == other or (one.value is not None and one.value == other.value):
        return Related("same", "the same number")
    (low, high), (least, most) = one.range(), other.range()
    if low <= most and least <= high:
        return Related("admitted", "the bounds of the one admit the other")
    less, more = sorted((one, other), key=lambda b: b.size)
    rest = more.size - less.size
    if less.size in beside.parts and rest in beside.parts:
        return Related("sum", f"{less.words()} and {in_figures(rest)} make the {more.words()}")
    if role == "injured" and rest in beside.dead:
        return Related("contains", f"{more.words()} counts the {in_figures(rest)} dead as well")
    if role == "killed" and rest == 1 and beside.doer:
        return Related("contains", f"{more.words()} counts the attacker as well")
    return None


def is_rounded(rounded: Bounds, exact: Bounds) -> bool:
    """Whether the one may be the other as people round: "nearly 2,400", "about 80" of 78.

    Args:
        rounded: A value that is not given as exact.
        exact: One that is.

    Returns:
        True where the exact one lies between the round numbers beside the other.
    """
    value = rounded.value
    if not value or rounded.exact or rounded.low is not None or not exact.exact:
        return False
    unit = 1
    while value % (10 * unit) == 0:
        unit *= 10
    step = min(unit, _ABOUT * value)
    if rounded.high is not None:
        return value - step <= exact.size < value
    return abs(value - exact.size) <= step / 2


def at_once(one: str, other: str) -> bool:
    """Whether two reports came out so close together that the later knows nothing newer.

    Unknown for a report without an hour.
    """
    try:
        first, second = dt.datetime.fromisoformat(one), dt.datetime.fromisoformat(other)
    except ValueError:
        return False
    if not (_has_hour(one) and _has_hour(other)):
        return False
    return abs(first - second) <= _AT_ONCE


def _has_hour(moment: str) -> bool:
    return len(moment) > 10 and not moment[11:].startswith("00:00:00")
