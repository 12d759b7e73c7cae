"""Permanent keys of findings: attributions, claims and all else; their order.

A key is made from the report and the spans alone, so a better model that finds the same words gives
the same key, and people's decisions on it stay.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.records.claim import Claim, Entity, Figure, Time
from whence.records.ids import digest
from whence.records.reading import Attribution, Reading
from whence.records.report import Report
from whence.records.span import Span


def text_order(attributions: Sequence[Attribution]) -> list[int]:
    """Indices of the attributions by where each begins, an outer one before those inside it."""
    depths = [_depth(attributions, index) for index in range(len(attributions))]
    return sorted(range(len(attributions)), key=lambda i: (*_extent(attributions[i], depths[i]), i))


def in_text_order(reading: Reading) -> tuple[Attribution, ...]:
    """The reading's attributions in `text_order`.

    `parent` counts in the new order and always points back: one that the reading does not have, or
    that would make a circle, becomes None, so that a walk up the tree always ends.
    """
    old = reading.attributions
    order = text_order(old)
    new = {index: position for position, index in enumerate(order)}
    found: list[Attribution] = []
    for position, index in enumerate(order):
        parent = old[index].parent
        place = None if parent is None else new.get(parent)
        if place is not None and place >= position:
            place = None
        found.append(msgspec.structs.replace(old[index], parent=place))
    return tuple(found)


def spans(attribution: Attribution) -> tuple[Span, ...]:
    """Every span of the attribution: source, cue, content."""
    return attribution.source + attribution.cue + attribution.content


def attribution_key(report: Report, attribution: Attribution) -> str:
    """Digest of the report's id and the attribution's spans: the same from any bundle."""
    parts = (attribution.source, attribution.cue, attribution.content)
    return digest(report.id, *(" ".join(f"{s.start}-{s.end}" for s in part) for part in parts))


def claim_key(report: Report, claim: Claim) -> str:
    """Digest of the report's id and the claim's span."""
    return key_of_span(report.id, claim.span)


def key_of_span(report: str, span: Span) -> str:
    """The key of the claim in a span of a report, by its id."""
    return digest(report, "claim", f"{span.start}-{span.end}")


def entity_key(report: Report, entity: Entity) -> str:
    """Digest of the report's id, the entity's first mention and its name."""
    first = entity.mentions[0].span if entity.mentions else Span(0, 0)
    return digest(report.id, "entity", f"{first.start}-{first.end}", entity.name)


def figure_key(report: Report, figure: Figure) -> str:
    """Digest of the report's id and the figure's span."""
    return digest(report.id, "figure", f"{figure.span.start}-{figure.span.end}")


def time_key(report: Report, time: Time) -> str:
    """Digest of the report's id and the time's span."""
    return digest(report.id, "time", f"{time.span.start}-{time.span.end}")


def once(taken: dict[str, int], name: str) -> str:
    """The name, with a number after it where it is taken: two things of the same words are two."""
    count = taken[name] = taken.get(name, 0) + 1
    return name if count == 1 else f"{name}:{count}"


def _extent(attribution: Attribution, depth: int) -> tuple[int, int, int, int]:
    """The sort key: the first word, then how deep it is nested, then its cue and its end."""
    found = spans(attribution)
    first = min((s.start for s in found), default=0)
    cue = min((s.start for s in attribution.cue), default=first)
    return (first, depth, cue, -max((s.end for s in found), default=0))


def _depth(attributions: Sequence[Attribution], index: int) -> int:
    """How many attributions are around this one; a broken reading's circle ends after one turn."""
    seen = {index}
    parent = attributions[index].parent
    while parent is not None and 0 <= parent < len(attributions) and parent not in seen:
        seen.add(parent)
        parent = attributions[parent].parent
    return len(seen) - 1


def event_id(first: str) -> str:
    """The id of an event, from that of its first report."""
    return digest("event", first)[:16]
