"""`whence export --format training`: people's decisions on attributions, as training data.

One JSON object a reviewed report, of the shape that PolNeAR's are brought to, with two more lists
of stretches: what people looked at, and what a machine read and nobody looked at, which is neither
right nor wrong. `training.corpora.reviewed` reads it.
"""

from __future__ import annotations

from typing import Any, TextIO

import msgspec

from whence.export.exporters import TextOfLedger
from whence.ports import Holdings, Result, ReviewedResult
from whence.records import Attribution, Span
from whence.records.keys import attribution_key, spans

Row = dict[str, Any]
SCHEMA = "whence.training/1"


class TrainingExporter(TextOfLedger):
    """Writes one object a line."""

    def write(self, held: Holdings, out: TextIO) -> int:
        """Implements `TextOfLedger.write`."""
        count = 0
        for machine, reviewed in held.reviewed():
            row = training_row(machine, reviewed)
            if row is not None:
                out.write(msgspec.json.encode(row).decode() + "\n")
                count += 1
        return count


def training_row(machine: Result, reviewed: ReviewedResult) -> Row | None:
    """A report after decisions; None where none is on an attribution.

    `machine` is the result before decisions; rejected attributions are taken from it.
    """
    report, reading, resolution = reviewed.result
    attributions, looked, left = [], [], []
    for index, one in enumerate(reading.attributions):
        speaker = resolution.speaker(index)
        decision = reviewed.decided.get(attribution_key(report, one))
        if decision is None:
            left.append(_extent(one))
            continue
        looked.append(_extent(one))
        attributions.append(
            {
                "source": _pairs(one.source),
                "cue": _pairs(one.cue),
                "content": _pairs(one.content),
                "kind": one.kind,
                "act": one.act,
                "speaker": resolution.entities[speaker.entity].name if speaker else None,
                "speakers": [
                    resolution.entities[s.entity].name for s in resolution.all_speakers(index)
                ],
                "stance": one.stance,
                "asserted": one.asserted,
                "via": [resolution.entities[n].name for n in resolution.passed_on(index)],
                "decided": decision.verb,
            }
        )
    for one in machine[1].attributions:
        decision = reviewed.decided.get(attribution_key(report, one))
        if decision is not None and decision.verb == "reject":
            looked.append(_extent(one))
    if not looked:
        return None
    return {
        "schema": SCHEMA,
        "id": report.id,
        "title": report.title,
        "published": report.published.value if report.published else None,
        "publisher": report.publisher,
        "text": report.text,
        "attributions": attributions,
        "silver_entities": [
            [mention.span.start, mention.span.end, "PERSON", None]
            for entity in resolution.entities
            for mention in entity.mentions
            if entity.type == "person" and mention.form == "name"
        ],
        "looked_at": sorted(looked),
        "left": sorted(left),
    }


def _pairs(found: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in found]


def _extent(one: Attribution) -> list[int]:
    """From the first of an attribution's words to the last."""
    found = spans(one)
    return [min((s.start for s in found), default=0), max((s.end for s in found), default=0)]
