"""Compiles country outlines: `python -m training.outlines countries-50m.json [FILE]`.

The outlines are Natural Earth's (1:50 million, public domain, naturalearthdata.com), as the npm
package world-atlas 2.0.2 carries them (ISC licence): `npm pack world-atlas@2.0.2` brings
`package/countries-50m.json`, which is TopoJSON. What is written keeps its arcs, so that a border is
stored once for the two countries that it parts: coordinates in hundredths of a degree, each as the
difference from the one before. The same file gives the same bytes.

    {"arcs": [[lon, lat, dlon, dlat, ...], ...], "countries": {name: [polygon, ...]}}

A polygon is a list of rings, the outer one first; a ring is a list of arcs, joined end to end, of
which ~n is arc n backwards.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src" / "whence" / "data" / "outlines" / "countries.json.gz"
#: Hundredths of a degree: a kilometre, a third of a pixel on the smallest map that is drawn.
_UNITS = 100


def compiled(topology: dict[str, Any]) -> bytes:
    """The file's bytes."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_arc(arc, scale, move) for arc in topology["arcs"]]
    countries = {
        shape["properties"]["name"]: _polygons(shape)
        for shape in topology["objects"]["countries"]["geometries"]
    }
    compact = {"arcs": arcs, "countries": dict(sorted(countries.items()))}
    text = json.dumps(compact, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode("utf-8"), 9, mtime=0)


def _arc(steps: list[list[int]], scale: list[float], move: list[float]) -> list[int]:
    """Quantised steps to rounded ones; a step that rounds to nothing is left out."""
    x = y = 0
    before = (0, 0)
    flat: list[int] = []
    for number, (dx, dy) in enumerate(steps):
        x, y = x + dx, y + dy
        here = (
            round((x * scale[0] + move[0]) * _UNITS),
            round((y * scale[1] + move[1]) * _UNITS),
        )
        if here != before or number == 0:
            flat += [here[0] - before[0], here[1] - before[1]]
        before = here
    return flat


def _polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = shape["arcs"]
    return [shape["arcs"]] if shape["type"] == "Polygon" else polygons


def main() -> None:
    """Writes the file and says how large it is."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    data = compiled(json.loads(source.read_text(encoding="utf-8")))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    print(f"{out}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
