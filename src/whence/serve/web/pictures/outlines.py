"""The countries' outlines, cropped to the part that a map shows.

They ship in `data/outlines`, compiled from Natural Earth (public domain) by `training.outlines`.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import msgspec

Spot = tuple[float, float]  #: longitude and latitude, or pixels
Ring = tuple[Spot, ...]  #: closed: the last spot is the first
Box = tuple[float, float, float, float]  #: west, south, east, north
#: Share of the largest part from which a country's other parts are shown: Sulawesi, not Alaska.
_MAIN = 0.2


class Polygon(msgspec.Struct, frozen=True, kw_only=True):
    """Rings, the outer one first, and the box of that one."""

    rings: tuple[Ring, ...]
    box: Box


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country's name, as Natural Earth has it, and its polygons, the largest first."""

    name: str
    polygons: tuple[Polygon, ...]


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """All of them. Read once, in about 60 ms, when the first map is drawn."""
    packed = files("whence") / "data" / "outlines" / "countries.json.gz"
    topology = json.loads(gzip.decompress(packed.read_bytes()))
    arcs = [_unpacked(arc) for arc in topology["arcs"]]
    found = []
    for name, polygons in topology["countries"].items():
        joined = [[_joined(ring, arcs) for ring in rings] for rings in polygons]
        # Natural Earth draws the pole as a ring; on a flat map it is a line.
        shapes = [_polygon([ring for ring in rings if area(ring)]) for rings in joined]
        shapes.sort(key=lambda shape: -_size(shape.box))
        found.append(Country(name=name, polygons=tuple(shapes)))
    return tuple(found)


def _unpacked(arc: Sequence[int]) -> list[Spot]:
    spots = []
    x = y = 0
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        spots.append((x / 100, y / 100))
    return spots


def _joined(ring: Sequence[int], arcs: Sequence[list[Spot]]) -> Ring:
    """Arcs end to end; the last spot of each is the first of the next."""
    spots: list[Spot] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        spots += arc[1:] if spots else arc
    return tuple(_unwound(spots))


def _unwound(spots: Sequence[Spot]) -> list[Spot]:
    """A ring without jumps: over 180 degrees the longitudes go on.

    Antarctica's coast goes once round the world; it is closed by way of the pole.
    """
    unwound: list[Spot] = []
    turn = 0.0
    for number, (lon, lat) in enumerate(spots):
        leap = lon - spots[number - 1][0] if number else 0.0
        turn -= 360.0 * (leap > 180) - 360.0 * (leap < -180)
        unwound.append((lon + turn, lat))
    if unwound[0] != unwound[-1]:
        pole = math.copysign(90.0, unwound[0][1])
        unwound += [(unwound[-1][0], pole), (unwound[0][0], pole), unwound[0]]
    return unwound


def _polygon(rings: Sequence[Ring]) -> Polygon:
    xs, ys = zip(*rings[0], strict=True)
    return Polygon(rings=tuple(rings), box=(min(xs), min(ys), max(xs), max(ys)))


def _size(box: Box) -> float:
    middle = math.radians((box[1] + box[3]) / 2)
    return (box[2] - box[0]) * (box[3] - box[1]) * math.cos(middle)


def at(lon: float, lat: float) -> Country | None:
    """The country around a point, if there is one."""
    for country, polygon, turn in cropped((lon, lat, lon, lat)):
        if _inside(polygon.rings, lon - turn, lat):
            return country
    return None


def _inside(rings: Sequence[Ring], x: float, y: float) -> bool:
    """By the even-odd rule over all rings, so that a hole is outside."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside


def main_parts(country: Country) -> tuple[Box, ...]:
    """The boxes of a country's larger parts, which a map of it must show.

    Islands far away, and overseas parts, would leave the country itself a speck.
    """
    sizes = [
        area(polygon.rings[0]) * math.cos(math.radians((polygon.box[1] + polygon.box[3]) / 2))
        for polygon in country.polygons
    ]
    return tuple(
        polygon.box
        for polygon, size in zip(country.polygons, sizes, strict=True)
        if size >= _MAIN * max(sizes)
    )


def cropped(box: Box) -> Iterator[tuple[Country, Polygon, float]]:
    """Polygons that reach into the box: the country of each, and how far they are moved east.

    The box may go beyond 180 degrees; what is there belongs to the other side, moved by a whole
    turn.
    """
    west, south, east, north = box
    for country in countries():
        for polygon in country.polygons:
            left, low, right, high = polygon.box
            if low > north or high < south:
                continue
            for turn in (-360.0, 0.0, 360.0):
                if left + turn <= east and right + turn >= west:
                    yield country, polygon, turn


def clipped(ring: Sequence[Spot], box: Box) -> list[Spot]:
    """The part of a closed ring inside a box, closed, or nothing (Sutherland and Hodgman 1974)."""
    spots = list(ring[:-1])
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        spots_left: list[Spot] = []
        for number, here in enumerate(spots):
            before = spots[number - 1]
            is_in = sign * here[axis] >= sign * limit
            if is_in != (sign * before[axis] >= sign * limit):
                spots_left.append(_crossing(before, here, axis, limit))
            if is_in:
                spots_left.append(here)
        spots = spots_left
    return [*spots, spots[0]] if len(spots) >= 3 else []


def _crossing(one: Spot, other: Spot, axis: int, limit: float) -> Spot:
    share = (limit - one[axis]) / (other[axis] - one[axis])
    across = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (limit, across) if axis == 0 else (across, limit)


def thinned(ring: Sequence[Spot], least: float) -> list[Spot]:
    """A closed ring without points that hardly show: too near the last one or a line.

    Nothing where no shape is left.
    """
    spots_left: list[Spot] = []
    for spot in ring[:-1]:
        if spots_left and math.dist(spot, spots_left[-1]) < least:
            continue
        if len(spots_left) > 1 and _strays(spots_left[-2], spots_left[-1], spot) < least / 2:
            spots_left.pop()
        spots_left.append(spot)
    return [*spots_left, spots_left[0]] if len(spots_left) >= 3 else []


def _strays(one: Spot, between: Spot, other: Spot) -> float:
    """How far a point is from the line through two others."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = math.hypot(dx, dy)
    cross = dx * (between[1] - one[1]) - dy * (between[0] - one[0])
    return abs(cross) / length if length else math.dist(one, between)


def area(ring: Sequence[Spot]) -> float:
    """The area of a closed ring, whichever way round it goes."""
    pairs = pairwise(ring)
    return abs(math.fsum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def centre(ring: Sequence[Spot]) -> Spot:
    """The centroid of a closed ring that has an area."""
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        twice += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return (x / (3 * twice), y / (3 * twice)) if twice else ring[0]
