"""Shapes at pixels as one Vega specification.

Positions are settled before the drawing, in plain numbers that a test can check; there is nothing
to scale. Written for Vega itself: Vega-Lite would be compiled to it first, which takes longer than
the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from whence.serve.web.pictures.sanitize import Caption

_SCHEMA = "https://vega.github.io/schema/vega/v5.json"
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
        self._data: list[dict[str, Any]] = []
        self._marks: list[dict[str, Any]] = []

    def strokes(self, strokes: Iterable[Stroke]) -> None:
        """Adds lines."""
        rows = [{"p": _path(s.spots), "c": s.colour, "w": s.width, "d": s.dash} for s in strokes]
        fields = {"path": "p", "stroke": "c", "strokeWidth": "w", "strokeDash": "d"}
        self._add("path", rows, fields, {"strokeJoin": "round"})

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
        fields = {
            "x": "x", "y": "y", "stroke": "c", "fill": "f", "shape": "s", "size": "z",
            "description": "m",
        }  # fmt: skip
        self._add("symbol", rows, fields, {"strokeWidth": 1.75})

    def words(self, lines: Iterable[Words]) -> None:
        """Adds text."""
        kinds: dict[tuple[Anchor, int, bool], list[dict[str, Any]]] = {}
        for line in lines:
            row = {"x": _px(line.x), "y": _px(line.y), "t": line.text, "c": line.colour}
            row["h"] = line.halo
            kinds.setdefault((line.anchor, line.size, line.bold), []).append(row)
        fields = {"x": "x", "y": "y", "text": "t", "fill": "c", "stroke": "h"}
        for (anchor, size, bold), rows in kinds.items():
            values: dict[str, Any] = {"align": _ALIGN[anchor], "baseline": "middle"}
            values["fontSize"] = size
            if bold:
                values["fontWeight"] = 600
            if any(row["h"] != "none" for row in rows):
                values |= {"strokeWidth": 3, "strokeOpacity": 0.8, "strokeJoin": "round"}
            self._add("text", rows, fields, values)

    def shapes(self, shapes: Iterable[Shape]) -> None:
        """Adds filled polygons."""
        rows = [
            {
                "p": "".join(f"{_path(ring)}Z" for rings in shape.polygons for ring in rings),
                "f": shape.fill,
                "o": shape.opacity,
                "e": shape.edge,
            }
            for shape in shapes
        ]
        fields = {"path": "p", "fill": "f", "fillOpacity": "o", "stroke": "e"}
        self._add("path", rows, fields, {"strokeWidth": 0.75, "strokeOpacity": 0.5})

    def spec(self, caption: Caption) -> dict[str, Any]:
        """The whole specification, with its description."""
        return {
            "$schema": _SCHEMA,
            "width": self.width,
            "height": self.height,
            "padding": 0,
            "autosize": "none",
            "background": None,
            "usermeta": msgspec.to_builtins(caption),
            "data": [*self._data],
            "marks": [*self._marks],
        }

    def _add(
        self,
        kind: str,
        rows: list[dict[str, Any]],
        fields: Mapping[str, str],
        values: Mapping[str, Any],
    ) -> None:
        if not rows:
            return
        name = f"rows{len(self._data)}"
        self._data.append({"name": name, "values": rows})
        drawn = {channel: {"field": field} for channel, field in fields.items()}
        drawn |= {channel: {"value": value} for channel, value in values.items()}
        self._marks.append({"type": kind, "from": {"data": name}, "encode": {"enter": drawn}})


def _path(spots: Sequence[Spot]) -> str:
    """Spots as the `d` of a path, each joined to the next."""
    return "M" + "L".join(f"{_px(x):g},{_px(y):g}" for x, y in spots)


def _px(number: float) -> float:
    return round(number, 1)
