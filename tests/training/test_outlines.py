"""The outlines: TopoJSON to one file, the same for the same."""

from __future__ import annotations

import gzip
import json
from typing import Any

from training.outlines import compiled

#: Two squares of a degree that share a side; quantised to a thousandth.
TOPOLOGY: dict[str, Any] = {
    "transform": {"scale": [0.001, 0.001], "translate": [10.0, 50.0]},
    "arcs": [
        [[1000, 0], [0, 1000]],
        [[1000, 1000], [-1000, 0], [0, -1000], [1000, 0]],
        [[1000, 0], [1000, 0], [1, 1], [0, 999], [-1001, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "West"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"name": "East"}},
            ]
        }
    },
}


def test_arcs_are_stored_as_differences_in_hundredths_of_degrees() -> None:
    data = json.loads(gzip.decompress(compiled(TOPOLOGY)))
    assert data["arcs"][0] == [1100, 5000, 0, 100]
    # A step of a thousandth rounds to nothing and is left out.
    assert data["arcs"][2] == [1100, 5000, 100, 0, 0, 100, -100, 0]


def test_every_country_has_polygons_of_rings_of_arcs() -> None:
    data = json.loads(gzip.decompress(compiled(TOPOLOGY)))
    assert data["countries"] == {"East": [[[2, -1]]], "West": [[[0, 1]]]}


def test_the_same_gives_the_same_bytes() -> None:
    assert compiled(TOPOLOGY) == compiled(json.loads(json.dumps(TOPOLOGY)))
