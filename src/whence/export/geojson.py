"""`whence export --format geojson`: events as points on a map (RFC 7946), for QGIS and the like.

One FeatureCollection with a Feature an event, written as they come. An event without a known place
has a null geometry, as the RFC allows. Values to colour a map by are flat in `properties`:

- title, type, start, end (ISO 8601 days), place, country (ISO 3166-1), admin1 (ISO 3166-2),
  precision: what the point represents (point, admin1, country, region);
- reports, copies (how many of them reprint another), disputed, sources (the reports as the user
  names them);
- for each role that is counted, `killed`, `killed_low`, `killed_high`: the total's best value and
  bounds under the policy; a part of it ("two of them children") is in no property.

Coordinates are degrees of longitude and latitude (WGS 84), as the RFC asks.
"""

from __future__ import annotations

from typing import Any, TextIO

from whence.export.exporters import TextOfLedger
from whence.export.linked import Node, line
from whence.ports import Holdings
from whence.records.finding import EventSummary

MEDIA_TYPE = "application/geo+json"


class GeoJsonExporter(TextOfLedger):
    """Writes one feature a line inside the collection."""

    counted = "events"

    def write(self, held: Holdings, out: TextIO) -> int:
        """Implements `TextOfLedger.write`."""
        out.write('{"type":"FeatureCollection","features":[')
        count = 0
        for summary in held.summaries():
            out.write(("," if count else "") + "\n" + line(feature(summary)))
            count += 1
        out.write("\n]}\n")
        return count


def feature(summary: EventSummary) -> Node:
    """An event as a Feature."""
    event, place = summary.event, summary.event.where
    properties: dict[str, Any] = {
        "title": event.title,
        "type": event.type,
        "start": event.when.start,
        "end": event.when.end,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "precision": place.precision if place else None,
        "reports": len(summary.members),
        "copies": sum(member.original is not None for member in summary.members),
        "disputed": summary.disputed,
        "sources": [member.source for member in summary.members],
    }
    for figure in event.figures:
        if figure.of is None:
            properties[figure.role] = figure.best
            properties[f"{figure.role}_low"], properties[f"{figure.role}_high"] = (
                figure.low,
                figure.high,
            )
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": place and {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": properties,
    }
