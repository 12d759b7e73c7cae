"""The places of an event: a small map with the countries' outlines.

Equirectangular, true to scale at the middle's latitude: at this size no projection is better, and
what is straight stays straight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
from markupsafe import Markup

from whence.records.claim import Place
from whence.serve.web.pictures import outlines
from whence.serve.web.pictures.labels import Box, broken, overlap, width_of
from whence.serve.web.pictures.render import draw
from whence.serve.web.pictures.sanitize import Caption, Mark, said
from whence.serve.web.pictures.spec import Canvas, Dot, Shape, Spot, Stroke, Words

_LEAST = 8.0  #: degrees across, of latitude: half a day's drive round a city
_AROUND = 0.35  #: of the places' own extent, left free at each side
_AROUND_COUNTRY = 0.08  #: the same, where countries are in view: they have a margin already
_REGION = 16.0  #: degrees across, for what is no country and no town
#: More names than these cover each other.
_MOST_NAMED = 8
#: Keeps the picture small; more dots run into each other.
_MOST_MARKED = 200
_MOST_COUNTRIES = 5  #: named for readers who do not know the outlines
_BEYOND = 3.0  #: pixels: outlines are cut where the cut is invisible
_SIZE, _SMALL = 12, 10  #: pixels of places' names, and of countries': the smallest that read well
_SPECK = 1.0  #: square pixels: what is smaller is not drawn
#: Points of outlines in all, about 12 bytes each, and the pixels between them.
_MOST_SPOTS = 2400
#: The finest first; more than three pixels apart would look like corners.
_FINENESS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)


def event_map(places: Sequence[Place], *, width: int = 320, height: int = 240) -> Markup | None:
    """The places as SVG, or None where there is no place to show or it cannot be drawn."""
    shown: dict[tuple[str, float, float], Place] = {}
    for place in places:
        if _on_earth(place):
            shown.setdefault((place.name, place.lat, place.lon), place)
    if not shown:
        return None
    return draw(_spec(tuple(shown.values())[:_MOST_MARKED], width, height))


@lru_cache(maxsize=32)  # a map of the whole world is a tenth of a second's work before it is drawn
def _spec(places: tuple[Place, ...], width: int, height: int) -> dict[str, object]:
    return _Map(places, width, height).spec()


def _on_earth(place: Place) -> bool:
    """Whether it has coordinates; zero degrees of both mean none."""
    return (
        math.isfinite(place.lat)
        and math.isfinite(place.lon)
        and abs(place.lat) <= 90
        and abs(place.lon) <= 360
        and (place.lat, place.lon) != (0.0, 0.0)
    )


class _View(msgspec.Struct, frozen=True, kw_only=True):
    """What part of the world is shown, and how large."""

    lon: float  #: of the middle
    lat: float
    across: float  #: pixels to the degree of longitude
    up: float  #: pixels to the degree of latitude
    width: int
    height: int

    def at(self, lon: float, lat: float) -> Spot:
        """A spot's pixels."""
        return (
            self.width / 2 + (lon - self.lon) * self.across,
            self.height / 2 - (lat - self.lat) * self.up,
        )

    def near(self, lon: float) -> float:
        """The same longitude in the turn that is nearest to the middle."""
        return self.lon + (lon - self.lon + 180) % 360 - 180

    def box(self) -> outlines.Box:
        """West, south, east, north of what is shown, and a little beyond."""
        across = (self.width / 2 + _BEYOND) / self.across
        up = (self.height / 2 + _BEYOND) / self.up
        return (self.lon - across, self.lat - up, self.lon + across, self.lat + up)


class _Land(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a country, in pixels: its outline, and the holes in it."""

    country: str
    rings: list[list[Spot]]


class _Map:
    def __init__(self, places: Sequence[Place], width: int, height: int) -> None:
        self._places = places
        self._countries = {
            number: country
            for number, place in enumerate(places)
            if place.precision == "country" and (country := outlines.at(place.lon, place.lat))
        }
        self._view = _view(self._boxes(), width, height)
        self._taken: list[Box] = []

    def spec(self) -> dict[str, object]:
        """All of it, the lowest layer first."""
        view = self._view
        canvas = Canvas(view.width, view.height)
        land = self._land()
        meant = {country.name for country in self._countries.values()}
        canvas.shapes(
            Shape(polygons=pieces, fill=fill, edge="var(--muted)")
            for fill, is_meant in (("var(--land)", False), ("var(--land-here)", True))
            if (pieces := [p.rings for p in land if (p.country in meant) == is_meant])
        )
        canvas.strokes([self._frame()])
        marks = {}
        dots, targets, spots = [], [], []
        for number, place in enumerate(self._places):
            x, y = view.at(view.near(place.lon), place.lat)
            spots.append((x, y))
            point = place.precision == "point"
            radius = 3.5 if point else 7
            self._taken.append((x - radius, y - radius, x + radius, y + radius))
            colour = "var(--ink)"
            dots.append(
                Dot(x=x, y=y, colour=colour, fill=colour, radius=radius - 1)
                if point
                else Dot(x=x, y=y, colour=colour, radius=radius - 1)
            )
            key = f"mark-{number}"
            marks[key] = Mark(title=said(place.name))
            targets.append(Dot(x=x, y=y, colour="none", radius=radius + 4, key=key))
        names = list(self._names(spots))
        canvas.words(self._country_names(land))
        canvas.dots(dots)
        canvas.words(names)
        canvas.dots(targets)
        return canvas.spec(Caption(kind="map", label=self._label(), marks=marks))

    def _boxes(self) -> list[outlines.Box]:
        """The area that must be in view for each place; of an empty name only the point."""
        boxes = []
        alone = all(place.precision == "region" for place in self._places)
        for number, place in enumerate(self._places):
            country = self._countries.get(number)
            if country is not None:
                boxes += list(outlines.main_parts(country))
            else:
                wide = place.precision == "country" or alone
                half = _REGION / 2 if wide else 0.0
                flat = half / max(0.2, math.cos(math.radians(place.lat)))
                lon, lat = place.lon, place.lat
                boxes.append((lon - flat, lat - half, lon + flat, lat + half))
        return boxes

    def _land(self) -> list[_Land]:
        """The land in view, as fine as a small file allows."""
        view = self._view
        pieces = []
        for country, polygon, turn in outlines.cropped(view.box()):
            west, south, east, north = polygon.box
            if (east - west) * view.across * (north - south) * view.up >= _SPECK:
                rings = [[view.at(lon + turn, lat) for lon, lat in r] for r in polygon.rings]
                pieces.append(_Land(country=country.name, rings=rings))
        found: list[_Land] = []
        for least in _FINENESS:
            found = list(self._coarser(pieces, least))
            if sum(len(ring) for piece in found for ring in piece.rings) <= _MOST_SPOTS:
                break
        return found

    def _coarser(self, pieces: Sequence[_Land], least: float) -> Iterator[_Land]:
        view = self._view
        window = (-_BEYOND, -_BEYOND, view.width + _BEYOND, view.height + _BEYOND)
        for piece in pieces:
            drawn = []
            for pixels in piece.rings:
                cut = outlines.clipped(outlines.thinned(pixels, least), window)
                if cut and outlines.area(cut) >= _SPECK * 2 * least:
                    drawn.append([(round(x, 1), round(y, 1)) for x, y in cut])
                elif not drawn:
                    break
            if drawn:
                yield _Land(country=piece.country, rings=drawn)

    def _frame(self) -> Stroke:
        right, bottom = self._view.width - 0.5, self._view.height - 0.5
        corners = ((0.5, 0.5), (right, 0.5), (right, bottom), (0.5, bottom), (0.5, 0.5))
        return Stroke(spots=corners, colour="var(--line)")

    def _names(self, spots: Sequence[Spot]) -> Iterator[Words]:
        """Names beside their marks, in the first free place; else the mark alone."""
        named = 0
        for place, (x, y) in zip(self._places, spots, strict=True):
            if named == _MOST_NAMED:
                return
            text = "".join(broken(said(place.name), self._view.width * 0.5, lines=1))
            words = self._free(text, x, y, 0 if place.precision == "point" else 3)
            if words is not None and text:
                named += 1
                yield words

    def _free(self, text: str, x: float, y: float, more: int) -> Words | None:
        wide = width_of(text, _SIZE)
        away = 6 + more
        for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            left = x + dx * away - (0 if dx > 0 else wide if dx < 0 else wide / 2)
            middle = y + dy * (away + 6 if dx == 0 else away)
            box = (left, middle - 7, left + wide, middle + 7)
            if self._is_free(box):
                self._taken.append(box)
                return Words(x=left, y=middle, text=text, size=_SIZE, halo="var(--paper)")
        return None

    def _is_free(self, box: Box) -> bool:
        inside = (
            box[0] >= 3
            and box[1] >= 3
            and box[2] <= self._view.width - 3
            and box[3] <= self._view.height - 3
        )
        return inside and not any(overlap(box, taken) for taken in self._taken)

    def _country_names(self, land: Sequence[_Land]) -> Iterator[Words]:
        """The largest countries' names, where they fit."""
        seen: dict[str, list[Spot]] = {}
        for piece in land:
            if outlines.area(piece.rings[0]) > outlines.area(seen.get(piece.country, [])):
                seen[piece.country] = piece.rings[0]
        meant = {place.name for place in self._places}
        named = 0
        for name in sorted(seen, key=lambda name: (-outlines.area(seen[name]), name)):
            x, y = outlines.centre(seen[name])
            half = width_of(name, _SMALL) / 2
            box = (x - half, y - 6, x + half, y + 6)
            xs = [spot[0] for spot in seen[name]]
            is_wide = max(xs) - min(xs) > 2 * half * 0.9
            if name in meant or not is_wide or not self._is_free(box):
                continue
            self._taken.append(box)
            yield Words(x=x, y=y, text=name, anchor="middle", size=_SMALL, colour="var(--muted)")
            named += 1
            if named == _MOST_COUNTRIES:
                return

    def _label(self) -> str:
        names = [said(place.name) for place in self._places if said(place.name)]
        more = len(names) - _MOST_NAMED
        listed = ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        return f"Map: {listed}." if listed else "Map."


def _view(boxes: Sequence[outlines.Box], width: int, height: int) -> _View:
    """The smallest part of the world with all the boxes, and a margin around them."""
    west, east = _span([(box[0], box[2]) for box in boxes])
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    south, north = max(south, -90.0), min(north, 90.0)
    lat = (south + north) / 2
    # Near the poles a degree of longitude is nothing; the map goes no nearer than this.
    flat = max(0.2, math.cos(math.radians(lat)))
    wide, high = (east - west) * flat, north - south
    # Boxes have their own margin; points need some for their names.
    around = _AROUND if max(wide, high) < 4 * _LEAST else _AROUND_COUNTRY
    wide, high = wide * (1 + 2 * around), high * (1 + 2 * around)
    up = min(width / max(wide, _LEAST), height / max(high, _LEAST * height / width))
    # No more than one turn of the world across.
    up = max(up, width / 360 / flat)
    half = height / 2 / up
    lat = min(max(lat, -90 + half), 90 - half) if half < 90 else 0.0
    return _View(
        lon=(west + east) / 2, lat=lat, across=up * flat, up=up, width=width, height=height
    )


def _span(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The shortest way round the world that covers all spans of longitude."""
    ordered = sorted((west % 360, west % 360 + east - west) for west, east in spans)
    reach = ordered[0][1]
    widest, start = -math.inf, 0.0
    for west, east in ordered[1:]:
        if west - reach > widest:
            widest, start = west - reach, west
        reach = max(reach, east)
    if ordered[0][0] + 360 - reach >= widest:
        west, east = ordered[0][0], reach
    else:
        west, east = start, start + 360 - widest
    if east - west >= 360:
        return (-180.0, 180.0)
    return (west, east)
