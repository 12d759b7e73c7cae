"""A plot of one count over time: a stepped line for each source."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from itertools import islice

import msgspec
from markupsafe import Markup

from whence.compare.counting_policy import words_of_value
from whence.records.finding import EventFigure, Point, Version
from whence.serve.web.pictures.axes import TimeAxis, ValueAxis, day, number_of
from whence.serve.web.pictures.labels import apart, broken, width_of
from whence.serve.web.pictures.render import draw
from whence.serve.web.pictures.sanitize import Caption, Mark, address, said
from whence.serve.web.pictures.spec import SOLID, Canvas, Dot, Shape, Spot, Stroke, Words

_HEIGHT = 190  #: of the plot area, where the labels do not need more
_TOP, _LEFT = 12, 12  #: pixels of margin, so that no label is cut off
_LEFTMOST = 28  #: half of the first date is left of its tick
_AXIS = 26  #: under the plot area: the dates
_AXIS_MORE = 42  #: with a row for the breaks' lengths, and for the key
_SIDE = 8  #: between the plot area's edge and the first mark
_LEADER = 14  #: pixels from a line's end to its label
_LINE = 14  #: from one line of a label to the next
#: A plot that is less wide has its names below it, not beside it.
_NARROW = 480
_SAMPLE = 34  #: of a line, before its name below the plot
#: Sources that get a line. The table beside the plot has them all.
_MOST = 12
_LARGEST = 1e15  #: a larger value is a misreading
#: Patterns of lines, for readers who do not see the colours.
_DASHES: tuple[tuple[int, ...], ...] = (
    SOLID, (7, 3), (2, 3), (8, 3, 2, 3), (12, 4), (4, 2), (10, 3, 2, 2, 2, 3), (1, 4),
)  # fmt: skip
_NOBODY = "(no source)"  #: comparing's name for an outlet's own words
_NEUTRAL = "var(--muted)"
_CROSS = "M-1,-1L1,1M1,-1L-1,1"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")
_UNDONE = frozenset({"withdrawn", "denied"})


class _Dot(msgspec.Struct, frozen=True, kw_only=True):
    """A version at the time at which a source first gave it."""

    time: dt.datetime
    number: int
    version: Version

    @property
    def undone(self) -> bool:
        return not _UNDONE.isdisjoint(self.version.state)

    @property
    def height(self) -> float:
        """The height of its mark; for a range its middle."""
        bounds = self.bounds
        if self.version.value is not None:
            return self.version.value
        return bounds[0] / 2 + bounds[-1] / 2

    @property
    def bounds(self) -> tuple[float, ...]:
        """Those of value, low and high that are known, the least first."""
        version = self.version
        ends = (version.value,) if version.value is not None else (version.low, version.high)
        return tuple(sorted(x for x in ends if x is not None))

    @property
    def is_band(self) -> bool:
        return self.version.value is None and len(self.bounds) == 2


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """One source's versions, in time, and how they are drawn."""

    source: str
    dots: tuple[_Dot, ...]
    colour: str
    dash: tuple[int, ...]


def figure_plot(
    figure: EventFigure,
    course: Sequence[Point],
    hues: Mapping[str, int],
    links: Mapping[int, str] | None = None,
    *,
    width: int = 660,
) -> Markup | None:
    """The figure's plot as SVG, or None where fewer than two versions are dated or none is drawn.

    `hues` gives a source its hue, 1 to 8; others are neutral. `links` gives a version's index the
    address that its mark leads to. The sources are named at their lines' ends, or below a plot that
    is too narrow for that.
    """
    lines = _lines(figure.versions, course, hues)
    if sum(len(line.dots) for line in lines) < 2:
        return None
    return draw(_Plot(figure, lines, links or {}, width).spec())


def _lines(
    versions: Sequence[Version], course: Sequence[Point], hues: Mapping[str, int]
) -> list[_Line]:
    by_source: dict[str, list[_Dot]] = {}
    for point in course:
        time = _time(point.published)
        if time is None or not 0 <= point.version < len(versions):
            continue
        dot = _Dot(time=time, number=point.version, version=versions[point.version])
        if dot.bounds and all(math.isfinite(x) and abs(x) < _LARGEST for x in dot.bounds):
            by_source.setdefault(point.source, []).append(dot)
    lines = []
    for number, (source, dots) in enumerate(islice(by_source.items(), _MOST)):
        hue = hues.get(source, 0)
        line = _Line(
            source="unattributed" if source == _NOBODY else said(source) or "(no name)",
            dots=tuple(sorted(dots, key=lambda t: (t.time, t.number))),
            colour=f"var(--hue-{hue})" if 1 <= hue <= 8 else _NEUTRAL,
            dash=_DASHES[number % len(_DASHES)],
        )
        lines.append(line)
    return lines


def _time(published: str | None) -> dt.datetime | None:
    """A report's time; without a zone it is UTC, as in the ledger."""
    try:
        time = dt.datetime.fromisoformat(published or "")
        return time.replace(tzinfo=dt.UTC) if time.tzinfo is None else time.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


class _Plot:
    def __init__(
        self, figure: EventFigure, lines: list[_Line], links: Mapping[int, str], width: int
    ) -> None:
        self._figure = figure
        self._lines = lines
        self._links = links
        self._width = width
        self._marks: dict[str, Mark] = {}
        self._all_dots = [dot for line in lines for dot in line.dots]
        self._narrow = width < _NARROW
        self._numbers = max(width_of(_short(line.dots[-1].version)) for line in lines)
        margin = width - _SAMPLE if self._narrow else width * 0.32
        names = [broken(line.source, margin - self._numbers - 6) for line in lines]
        self._names = names
        high = sum(len(name) * _LINE + 4 for name in names)
        self._field = _HEIGHT if self._narrow else max(_HEIGHT, high)
        self._below = high + _LINE if self._narrow else 0
        values = [x for dot in self._all_dots for x in dot.bounds]
        self._y = ValueAxis(values, self._field)
        ticks = max(width_of(tick.label, 11) for tick in self._y.ticks)
        self._from = max(_LEFT + ticks, _LEFTMOST)
        widest = max(width_of(row) for name in names for row in name)
        beside = min(margin, self._numbers + 6 + widest) + _LEADER
        self._to = width - (_SIDE if self._narrow else beside)
        self._x = TimeAxis([dot.time for dot in self._all_dots], self._to - self._from - 2 * _SIDE)

    def spec(self) -> dict[str, object]:
        """All of it, the lowest layer first."""
        key = self._key()
        foot = _AXIS_MORE if self._x.breaks or (len(key) > 1 and not self._narrow) else _AXIS
        under = _TOP + self._field + foot
        rows = self._below + len(key) * 17 if self._narrow else 0
        canvas = Canvas(self._width, math.ceil(under + rows))
        self._axes(canvas)
        canvas.shapes(self._bands())
        canvas.strokes(self._strokes())
        if self._narrow:
            self._legend(canvas, under + _LINE / 2)
        else:
            self._ends(canvas)
        canvas.dots(self._dots())
        for row, (dot, words) in enumerate(key):
            y = _TOP + self._field + 14 + row * 17
            x = self._to + _LEADER + self._numbers
            if self._narrow:
                x, y = _SAMPLE + self._numbers, under + self._below + row * 17
            canvas.dots([msgspec.structs.replace(dot, x=x - 5, y=y)])
            canvas.words([Words(x=x + 6, y=y, text=words, size=11, colour=_NEUTRAL)])
        canvas.dots(self._targets())
        kind = "plot narrow" if self._narrow else "plot"
        return canvas.spec(Caption(kind=kind, label=self._label(), marks=self._marks))

    def _at(self, time: dt.datetime) -> float:
        return self._from + _SIDE + self._x.at(time)

    def _level(self, value: float) -> float:
        return _TOP + self._y.at(value)

    def _axes(self, canvas: Canvas) -> None:
        foot = _TOP + self._field
        grid = [
            Stroke(
                spots=((self._from, _TOP + tick.at), (self._to, _TOP + tick.at)),
                colour="var(--line)",
            )
            for tick in self._y.ticks
        ]
        words = [
            Words(x=self._from - 8, y=_TOP + tick.at, text=tick.label, anchor="end", size=11,
                  colour="var(--muted)")
            for tick in self._y.ticks
        ]  # fmt: skip
        for tick in self._x.ticks:
            x = self._from + _SIDE + tick.at
            grid.append(Stroke(spots=((x, foot), (x, foot + 5)), colour="var(--muted)"))
            words.append(
                Words(x=x, y=foot + 14, text=tick.label, anchor="middle", size=11,
                      colour="var(--muted)")
            )  # fmt: skip
        for gap in self._x.breaks:
            middle = self._from + _SIDE + (gap.start + gap.end) / 2
            for x in (middle - 3, middle + 3):
                slash = ((x - 3, foot + 6), (x + 3, foot - 6))
                grid.append(Stroke(spots=slash, colour="var(--muted)", width=1.25))
            words.append(
                Words(x=middle, y=foot + 31, text=gap.label, anchor="middle", size=11,
                      colour="var(--muted)")
            )  # fmt: skip
        canvas.strokes(grid)
        canvas.words(words)

    def _bands(self) -> list[Shape]:
        shapes = []
        for line in self._lines:
            for dot, end in self._stretches(line):
                if dot.is_band and not dot.undone:
                    left, right = self._at(dot.time), max(end, self._at(dot.time) + 3)
                    low, high = (self._level(x) for x in dot.bounds)
                    # In the other direction a ring would be the whole world but the band.
                    ring = [(left, low), (left, high), (right, high), (right, low), (left, low)]
                    rounded = [(round(x, 1), round(y, 1)) for x, y in ring]
                    shapes.append(Shape(polygons=[[rounded]], fill=line.colour, opacity=0.16))
        return shapes

    def _stretches(self, line: _Line) -> list[tuple[_Dot, float]]:
        """Each version with the pixel up to which it was the source's last."""
        ends = [self._at(dot.time) for dot in line.dots[1:]]
        last = line.dots[-1]
        is_current = not last.undone and "superseded" not in last.version.state
        ends.append(self._to if is_current else self._at(last.time))
        return list(zip(line.dots, ends, strict=True))

    def _strokes(self) -> list[Stroke]:
        strokes = []
        for line in self._lines:
            run: list[Spot] = []
            runs = [run]
            for dot, end in self._stretches(line):
                if dot.undone:
                    run = []
                    runs.append(run)
                elif dot.is_band:
                    left = self._at(dot.time)
                    levels = [self._level(x) for x in dot.bounds]
                    runs += [[(left, y), (end, y)] for y in levels]
                    runs.append([(left, levels[0]), (left, levels[1])])
                    run = []
                    runs.append(run)
                else:
                    level = self._level(dot.height)
                    run += [(self._at(dot.time), level), (end, level)]
            strokes += [
                Stroke(spots=tuple(spots), colour=line.colour, width=1.75, dash=line.dash)
                for spots in runs
                if len(set(spots)) > 1
            ]
        return strokes

    def _ends(self, canvas: Canvas) -> None:
        """Each line's name and last value beside its end, and a leader to it."""
        ends = [self._level(line.dots[-1].height) for line in self._lines]
        heights = [len(name) * _LINE + 4.0 for name in self._names]
        middles = apart(ends, heights, _TOP - 6, _TOP + self._field + 6)
        leaders, words = [], []
        for line, name, end, middle, height in zip(
            self._lines, self._names, ends, middles, heights, strict=True
        ):
            reach = self._stretches(line)[-1][1]
            first = middle - height / 2 + 2 + _LINE / 2
            if reach < self._to:
                bare = ((reach + 7, end), (self._to, end))
                leaders.append(Stroke(spots=bare, colour=_NEUTRAL, dash=(1, 3)))
            elbow = ((self._to, end), (self._to + _LEADER - 4, first))
            leaders.append(Stroke(spots=elbow, colour=line.colour))
            x = self._to + _LEADER
            value = _short(line.dots[-1].version)
            words.append(Words(x=x + self._numbers, y=first, text=value, anchor="end", bold=True))
            words += [
                Words(x=x + self._numbers + 6, y=first + row * _LINE, text=text)
                for row, text in enumerate(name)
            ]
        canvas.strokes(leaders)
        canvas.words(words)

    def _legend(self, canvas: Canvas, top: float) -> None:
        """Each line's pattern, last value and name in rows below the plot, the highest first."""
        order = sorted(range(len(self._lines)), key=lambda n: -self._lines[n].dots[-1].height)
        samples, words = [], []
        for number in order:
            line, name = self._lines[number], self._names[number]
            spots = ((0.0, top), (_SAMPLE - 10.0, top))
            samples.append(Stroke(spots=spots, colour=line.colour, width=1.75, dash=line.dash))
            x = _SAMPLE + self._numbers
            value = _short(line.dots[-1].version)
            words.append(Words(x=x, y=top, text=value, anchor="end", bold=True))
            words += [
                Words(x=x + 6, y=top + row * _LINE, text=text) for row, text in enumerate(name)
            ]
            top += len(name) * _LINE + 4
        canvas.strokes(samples)
        canvas.words(words)

    def _dots(self) -> list[Dot]:
        behind, front = [], []
        for line in self._lines:
            for dot in line.dots:
                x, y = self._at(dot.time), self._level(dot.height)
                if dot.version.copies:
                    behind.append(
                        Dot(x=x + 5, y=y, colour=line.colour, fill="var(--paper)", radius=4)
                    )
                if dot.undone:
                    front.append(Dot(x=x, y=y, colour=line.colour, shape=_CROSS, radius=5))
                else:
                    front.append(Dot(x=x, y=y, colour=line.colour, fill=line.colour, radius=3))
        return behind + front

    def _key(self) -> list[tuple[Dot, str]]:
        """The key of the marks that are used and do not explain themselves."""
        key = []
        if any(dot.version.copies for dot in self._all_dots):
            key.append((Dot(x=0, y=0, colour=_NEUTRAL), "reprinted"))
        undone = {x for dot in self._all_dots for x in dot.version.state if x in _UNDONE}
        if undone:
            words = " or ".join(sorted(undone, reverse=True))
            key.append((Dot(x=0, y=0, colour=_NEUTRAL, shape=_CROSS), words))
        return key

    def _targets(self) -> list[Dot]:
        """Invisible areas round each mark, larger than it, for the pointer."""
        dots = []
        for line in self._lines:
            for dot in line.dots:
                key = f"mark-{len(self._marks)}"
                href = address(self._links.get(dot.number))
                self._marks[key] = Mark(title=_title(line.source, dot), href=href)
                dots.append(
                    Dot(x=self._at(dot.time), y=self._level(dot.height), radius=10, key=key,
                        colour="none")
                )  # fmt: skip
        return dots

    def _label(self) -> str:
        figure = self._figure
        what = f"{figure.of} {figure.role}" if figure.of else figure.role
        times = [dot.time for dot in self._all_dots]
        ends = "; ".join(
            f"{line.source} {words_of_value(line.dots[-1].version)}"
            + (", taken back or denied" if line.dots[-1].undone else "")
            for line in self._lines
        )
        cut = f" The axis begins at {self._y.ticks[0].label}." if self._y.cut else ""
        return (
            f"Plot of the number {what} by time of report, {day(min(times))} to {day(max(times))}."
            f" Latest: {ends}.{cut}"
        )


def _short(version: Version) -> str:
    """The value as it is written beside a line's end: 1.1bn, ≥ 340, 10–20."""
    words = words_of_value(version).replace("at least ", "≥\u202f").replace("up to ", "≤\u202f")
    words = words.replace("about ", "~").replace(" to ", "–")
    return _NUMBER.sub(lambda number: number_of(float(number[0].replace(",", ""))), words)


def _title(source: str, dot: _Dot) -> str:
    parts = [words_of_value(dot.version), source, day(dot.time)]
    parts += [state for state in dot.version.state if state in _UNDONE]
    if dot.version.copies:
        copies = dot.version.copies
        parts.append("1 copy" if copies == 1 else f"{number_of(copies)} copies")
    return ", ".join(parts)
