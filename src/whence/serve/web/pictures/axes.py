"""Axes of plots: times and values to pixels, with few ticks at round places.

A report months later would squeeze the days that matter into a corner. So a gap between reports
that is much longer than all the rest is drawn as a break of one width, labelled with its length.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from whence.serve.web.pictures.labels import width_of

_DAY = 86400.0  #: seconds
_HOUR = 3600.0  #: seconds
_BREAK = 56.0  #: pixels
#: More breaks would leave little of the axis.
_MOST_BREAKS = 3
#: Ratio of a gap to all other time from which it is a break.
_LONG = 2.0
_GAP = 10.0  #: pixels between two ticks' labels


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """A place on an axis and what is written there."""

    at: float
    label: str


class Break(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the time axis that represents more time than its width."""

    start: float
    end: float
    label: str


class TimeAxis:
    """Times to pixels from 0 to the width, whole days at both ends."""

    def __init__(self, times: Sequence[dt.datetime], width: float) -> None:
        seconds = sorted({t.timestamp() for t in times})
        self._parts = _parts(seconds)
        breaks = len(self._parts) - 1
        whole = math.fsum(end - start for start, end in self._parts)
        self._is_long = whole > 2 * _DAY
        self._scale = (width - breaks * _BREAK) / whole
        self._starts: list[float] = []
        at = 0.0
        for start, end in self._parts:
            self._starts.append(at)
            at += (end - start) * self._scale + _BREAK

    def at(self, time: dt.datetime) -> float:
        """The pixel of a time that the axis was made for."""
        moment = time.timestamp()
        number = max(0, bisect_right([start for start, _ in self._parts], moment) - 1)
        return self._starts[number] + (moment - self._parts[number][0]) * self._scale

    @property
    def breaks(self) -> tuple[Break, ...]:
        """Where time is left out."""
        found = []
        for number in range(1, len(self._parts)):
            days = round((self._parts[number][0] - self._parts[number - 1][1]) / _DAY)
            end = self._starts[number]
            found.append(Break(start=end - _BREAK, end=end, label=f"{days:,} days"))
        return tuple(found)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Round times with their labels, without overlap; the first has the year."""
        chosen: list[Tick] = []
        step = self._step()
        firsts = {start for start, _ in self._parts}
        candidates = [t for start, end in self._parts for t in _times(start, end, step)]
        for moment in (*sorted(firsts), *candidates):
            time = dt.datetime.fromtimestamp(moment, dt.UTC)
            tick = Tick(at=self.at(time), label=_label(time, step, moment == min(firsts)))
            if all(_clear(tick, other) for other in chosen):
                chosen.append(tick)
        return tuple(sorted(chosen, key=lambda tick: tick.at))

    def _step(self) -> str:
        pixels = self._scale * _DAY
        for name, days, needed in _STEPS:
            if pixels * days >= needed and not (self._is_long and days < 1):
                return name
        return _STEPS[-1][0]


#: Steps by name, how many days each has, and the width of its label.
_STEPS = (
    ("6h", 0.25, 60),
    ("12h", 0.5, 60),
    ("1d", 1, 60),
    ("2d", 2, 60),
    ("7d", 7, 60),
    ("14d", 14, 60),
    ("1m", 30, 70),
    ("3m", 91, 70),
    ("12m", 365, 60),
    ("60m", 1826, 60),
    ("240m", 7305, 60),
)


def _parts(seconds: Sequence[float]) -> list[tuple[float, float]]:
    """The stretches of time that are drawn to scale: each from a day's beginning."""
    gaps = sorted(
        ((after - before, number) for number, (before, after) in enumerate(pairwise(seconds))),
        reverse=True,
    )
    rest = math.fsum(gap for gap, _ in gaps)
    cuts = []
    for gap, number in gaps[:_MOST_BREAKS]:
        rest -= gap
        if gap <= _LONG * max(rest, 2 * _DAY) or len(seconds) < 3:
            break
        cuts.append(number)
    parts = []
    start = 0
    for cut in (*sorted(cuts), len(seconds) - 1):
        first, last = seconds[start], seconds[cut]
        midnight = first - first % _DAY
        parts.append((midnight, max(last, midnight + _DAY)))
        start = cut + 1
    return parts


def _times(start: float, end: float, step: str) -> Iterator[float]:
    count, unit = int(step[:-1]), step[-1]
    if unit == "m":
        date = dt.datetime.fromtimestamp(start, dt.UTC)
        month = date.year * 12 + date.month - 1
        month += -month % count
        while month // 12 <= dt.MAXYEAR:
            moment = dt.datetime(month // 12, month % 12 + 1, 1, tzinfo=dt.UTC).timestamp()
            if moment > end:
                return
            if moment >= start:
                yield moment
            month += count
        return
    moment = start
    while moment <= end:
        yield moment
        moment += count * (_HOUR if unit == "h" else _DAY)


def _label(time: dt.datetime, step: str, first: bool) -> str:
    if step.endswith("h") and time.hour:
        return f"{time:%H:%M}"
    if first:
        return day(time)
    if step in {"12m", "60m", "240m"}:
        return str(time.year)
    if step.endswith("m"):
        return f"{_MONTHS[time.month - 1]} {time.year}"
    return f"{time.day} {_MONTHS[time.month - 1]}"


#: Our own names: those of `strftime` depend on the locale.
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def day(time: dt.datetime) -> str:
    """A date as the page writes it: 4 Sep 2025."""
    return f"{time.day} {_MONTHS[time.month - 1]} {time.year}"


def _clear(tick: Tick, other: Tick) -> bool:
    needed = (width_of(tick.label, 11) + width_of(other.label, 11)) / 2 + _GAP
    return abs(tick.at - other.at) >= needed


class ValueAxis:
    """Values to pixels, 0 at the top; the axis begins at zero unless that flattens everything."""

    def __init__(self, values: Sequence[float], height: float) -> None:
        low, high = min(values), max(values)
        #: On an axis from zero a difference of less than a tenth is hardly visible.
        self.cut = low > 0 and 0 < high - low < high / 10
        if not self.cut:
            low, high = min(low, 0.0), max(high, 0.0)
        if high == low:
            high = low + 1
        step = _nice((high - low) / 4, whole=all(v == int(v) for v in values))
        self._low = math.floor(low / step) * step
        self._high = math.ceil(high / step) * step
        self._step = step
        self._height = height

    def at(self, value: float) -> float:
        """The pixel of a value."""
        return self._height * (1 - (value - self._low) / (self._high - self._low))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Round values with their labels, the lowest first."""
        count = round((self._high - self._low) / self._step)
        values = [self._low + number * self._step for number in range(count + 1)]
        return tuple(Tick(at=self.at(value), label=number_of(value)) for value in values)


def _nice(step: float, *, whole: bool) -> float:
    """The next step up that is 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    nice = next(m * power for m in (1, 2, 5, 10) if m * power >= step * 0.999)
    return max(1.0, nice) if whole else nice


def number_of(value: float) -> str:
    """A value as an axis writes it: 20, 2,300, 620m, 50.5, with a minus sign."""
    size = abs(value)
    sign = "−" if value < 0 else ""
    for least, unit in ((1e15, ""), (1e9, "bn"), (1e6, "m")):
        if size >= least:
            return f"{sign}{size:.0e}" if not unit else f"{sign}{size / least:,.4g}{unit}"
    return f"{sign}{size:,.0f}" if size == int(size) else f"{sign}{size:,.6g}"
