"""Shapes at pixels as one Vega-Lite specification.

Positions are settled before the drawing, in plain numbers that a test can check; Vega's scales are
one pixel to the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from whence.serve.web.pictures.sanitize import Caption

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
Spot = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
#: A line without gaps, in the terms of a dash pattern.
SOLID = (1, 0)
_ALIGN = {"start": "left", "middle": "center", "end": "right"}


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A line of text, its middle level with `y`."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    size: int = 12
    bold: bool = False
    colour: str = "var(--ink)"
    halo: str = "none"  #: the colour of an edge that separates it from its background


class Stroke(msgspec.Struct, frozen=True, kw_only=True):
    """A line through spots."""

    spots: tuple[Spot, ...]
    colour: str
    width: float = 1
    dash: tuple[int, ...] = SOLID


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """A mark: a shape's name, or its path within -1 to 1; `key` names it in the `Caption`."""

    x: float
    y: float
    colour: str
    fill: str = "none"
    shape: str = "circle"
    radius: float = 4
    key: str | None = None


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """Polygons that are filled: each a list of closed rings, the outer one first."""

    polygons: Sequence[Sequence[Sequence[Spot]]]
    fill: str
    opacity: float = 1
    edge: str = "none"


class Canvas:
    """Collects layers, the lowest first."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._layers: list[dict[str, Any]] = []

    def strokes(self, strokes: Iterable[Stroke]) -> None:
        """Adds lines."""
        rows = [
            {"k": k, "i": i, "x": _px(x), "y": _px(y), "c": s.colour, "w": s.width, "d": s.dash}
            for k, s in enumerate(strokes)
            for i, (x, y) in enumerate(s.spots)
        ]
        encoding = {
            "detail": {"field": "k", "type": "nominal"},
            "order": {"field": "i", "type": "quantitative"},
            "stroke": _as_it_is("c"),
            "strokeWidth": _as_it_is("w"),
            "strokeDash": _as_it_is("d"),
        }
        self._add(rows, {"type": "line", "strokeJoin": "round"}, encoding)

    def dots(self, dots: Iterable[Dot]) -> None:
        """Adds marks."""
        rows = [
            {
                "x": _px(d.x),
                "y": _px(d.y),
                "c": d.colour,
                "f": d.fill,
                "s": d.shape,
                # Vega sizes a shape by the square around it, and a path of one's own by its scale.
                "z": (3.1416 if d.shape == "circle" else 4) * d.radius**2,
                "m": d.key or "",
            }
            for d in dots
        ]
        encoding = {
            "stroke": _as_it_is("c"),
            "fill": _as_it_is("f"),
            "shape": _as_it_is("s"),
            "size": _as_it_is("z"),
            "description": _as_it_is("m"),
        }
        self._add(rows, {"type": "point", "strokeWidth": 1.75, "opacity": 1}, encoding)

    def words(self, lines: Iterable[Words]) -> None:
        """Adds text."""
        kinds: dict[tuple[Anchor, int, bool], list[dict[str, Any]]] = {}
        for line in lines:
            row = {"x": _px(line.x), "y": _px(line.y), "t": line.text, "c": line.colour}
            row["h"] = line.halo
            kinds.setdefault((line.anchor, line.size, line.bold), []).append(row)
        for (anchor, size, bold), rows in kinds.items():
            mark = {"type": "text", "align": _ALIGN[anchor], "baseline": "middle", "fontSize": size}
            if bold:
                mark["fontWeight"] = 600
            if any(row["h"] != "none" for row in rows):
                mark |= {"strokeWidth": 3, "strokeOpacity": 0.8, "strokeJoin": "round"}
            self._add(rows, mark, {**_TEXT, "text": _as_it_is("t")})

    def shapes(self, shapes: Iterable[Shape]) -> None:
        """Adds filled polygons."""
        rows = [
            {
                "type": "Feature",
                "geometry": {"type": "MultiPolygon", "coordinates": shape.polygons},
                "f": shape.fill,
                "o": shape.opacity,
                "e": shape.edge,
            }
            for shape in shapes
        ]
        if not rows:
            return
        self._layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "geoshape", "strokeWidth": 0.75, "strokeOpacity": 0.5},
                "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
                "encoding": {
                    "fill": _as_it_is("f"),
                    "fillOpacity": _as_it_is("o"),
                    "stroke": _as_it_is("e"),
                },
            }
        )

    def spec(self, caption: Caption) -> dict[str, Any]:
        """The whole specification, with its description."""
        return {
            "$schema": _SCHEMA,
            "width": self.width,
            "height": self.height,
            "padding": 0,
            "autosize": "none",
            "background": None,
            "view": {"stroke": None},
            "usermeta": msgspec.to_builtins(caption),
            "layer": [*self._layers],
        }

    def _add(
        self, rows: list[dict[str, Any]], mark: dict[str, Any], more: Mapping[str, Any]
    ) -> None:
        if rows:
            across = {**_AXIS, "field": "x", "scale": {**_PLAIN, "domain": [0, self.width]}}
            down = {**_AXIS, "field": "y", "scale": {**_PLAIN, "domain": [self.height, 0]}}
            layer = {"data": {"values": rows}, "mark": mark}
            self._layers.append({**layer, "encoding": {"x": across, "y": down, **more}})


_AXIS = {"type": "quantitative", "axis": None}
_PLAIN = {"nice": False, "zero": False}


def _as_it_is(field: str) -> dict[str, Any]:
    """A field whose values are pixels, not data to find a scale for."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


_TEXT = {"fill": _as_it_is("c"), "stroke": _as_it_is("h")}


def _px(number: float) -> float:
    return round(number, 1)
