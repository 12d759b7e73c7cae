"""The published shape of a report read: `whence.document/1`, as msgspec structs.

`python -m whence.export.document` prints the JSON Schema that `docs/schema/document-1.json` keeps.
Offsets are half-open, in Unicode code points of `report.text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, cast

import msgspec

from whence.records import Attribution, Mention, Reader, Reading, Report, Span, digest
from whence.records.reading import Act, EntityType, Kind, TimeType
from whence.records.report import PublishedFrom

SCHEMA: Literal["whence.document/1"] = "whence.document/1"

Role = Literal[
    "killed", "injured", "missing", "captured", "detained", "displaced", "evacuated", "rescued",
    "affected", "attendance", "money", "percentage", "count", "measure",
]  # fmt: skip


class ReportOut(msgspec.Struct, frozen=True, kw_only=True):
    """The report as it was taken in. `published_from` says where the date was found."""

    id: str
    source: str
    title: str | None
    published: str | None
    published_from: PublishedFrom | None
    publisher: str | None
    url: str | None
    language: str | None
    text: str


class MentionOut(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the text where an entity is named, described or referred to."""

    start: int
    end: int
    form: Literal["name", "nominal", "pronoun"]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where on earth a place is; `geonames` is its GeoNames id."""

    name: str
    country: str | None
    admin1: str | None
    geonames: int | None
    lat: float
    lon: float
    precision: Literal["point", "admin1", "country", "region"]


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Someone or something named in the report, with all its mentions."""

    id: str
    type: EntityType
    name: str
    descriptions: tuple[str, ...]
    mentions: tuple[MentionOut, ...]
    place: Place | None


class TimeOut(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 type, and its value once it is resolved."""

    id: str
    start: int
    end: int
    type: TimeType
    value: str | None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number that counts or measures something."""

    id: str
    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    role: Role
    unit: str | None
    of: Span | None
    main: bool
    background: bool
    part_of: str | None
    implied: bool
    status: Literal["civilian", "combatant", "unknown"]
    people: tuple[str, ...]


class AttributionOut(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what. `key` outlives the bundle: it is made of the report and the spans alone."""

    id: str
    key: str
    kind: Kind
    act: Act
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None
    parent: str | None
    score: float


class Hedge(msgspec.Struct, frozen=True, kw_only=True):
    """Words by which a text holds back from its own assertion."""

    start: int
    end: int
    kind: Literal["hearsay", "doubt", "distance", "approximation"]


class ClaimOut(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion, with who stands behind it."""

    id: str
    key: str
    start: int
    end: int
    standing: Literal["attributed", "hearsay", "own-voice"]
    polarity: Literal["positive", "negative"]
    modality: Literal["actual", "possible", "future", "conditional"]
    voices: tuple[str, ...]
    hedges: tuple[Hedge, ...]
    entities: tuple[str, ...]
    times: tuple[str, ...]
    places: tuple[str, ...]
    figures: tuple[str, ...]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A report and all that was read in it."""

    schema: Literal["whence.document/1"]
    report: ReportOut
    entities: tuple[Entity, ...]
    times: tuple[TimeOut, ...]
    figures: tuple[Figure, ...]
    attributions: tuple[AttributionOut, ...]
    claims: tuple[ClaimOut, ...]
    reader: Reader


def document(report: Report, reading: Reading) -> Document:
    """The report and its reading in the published shape."""
    attributions = in_text_order(reading)
    return Document(
        schema=SCHEMA,
        report=_report(report),
        entities=tuple(_entities(report, reading)),
        times=tuple(_times(reading)),
        # Figures and claims are the resolve stage's work; until it exists the arrays stand empty,
        # so that a program written against the schema today reads tomorrow's documents too.
        figures=(),
        attributions=tuple(
            AttributionOut(
                id=f"A{number}",
                key=key(report, attribution),
                kind=attribution.kind,
                act=attribution.act,
                source=attribution.source,
                cue=attribution.cue,
                content=attribution.content,
                # Which entity a source is ("he", "the ministry") is likewise resolve's to say.
                speaker=None,
                parent=None if attribution.parent is None else f"A{attribution.parent + 1}",
                score=attribution.score,
            )
            for number, attribution in enumerate(attributions, 1)
        ),
        claims=(),
        reader=reading.reader,
    )


def in_text_order(reading: Reading) -> tuple[Attribution, ...]:
    """The reading's attributions by where each begins, an outer one before what it holds.

    `parent` counts in the new order and always points back: one that the reading does not have,
    or that would make a circle, becomes None, so that what walks the tree always ends.
    """
    old = reading.attributions
    depths = [_depth(old, index) for index in range(len(old))]
    order = sorted(range(len(old)), key=lambda i: (*_extent(old[i], depths[i]), i))
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


def key(report: Report, attribution: Attribution) -> str:
    """Digest of the report's id and the attribution's spans: the same from any bundle."""
    parts = (attribution.source, attribution.cue, attribution.content)
    return digest(report.id, *(" ".join(f"{s.start}-{s.end}" for s in part) for part in parts))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one document."""
    found = msgspec.json.schema(Document)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **found}


def _extent(attribution: Attribution, depth: int) -> tuple[int, int, int, int]:
    """What to sort by: the first word, then how deep it is nested, then its cue and its end."""
    found = spans(attribution)
    first = min((s.start for s in found), default=0)
    cue = min((s.start for s in attribution.cue), default=first)
    return (first, depth, cue, -max((s.end for s in found), default=0))


def _depth(attributions: Sequence[Attribution], index: int) -> int:
    """How many attributions hold this one; a circle in a broken reading is left after one turn."""
    seen = {index}
    parent = attributions[index].parent
    while parent is not None and 0 <= parent < len(attributions) and parent not in seen:
        seen.add(parent)
        parent = attributions[parent].parent
    return len(seen) - 1


def _report(report: Report) -> ReportOut:
    published = report.published
    return ReportOut(
        id=report.id,
        source=report.origin.source,
        title=report.title,
        published=published.value if published else None,
        published_from=published.found_in if published else None,
        publisher=report.publisher,
        url=report.url,
        language=report.language,
        text=report.text,
    )


def _entities(report: Report, reading: Reading) -> Iterator[Entity]:
    """One entity for the mentions of one exact name and type.

    That "Zelensky" and "Volodymyr Zelensky" are one man is for resolve to find; it will also fill
    `descriptions`, `place` and the mentions that are no names.
    """
    groups: dict[tuple[str, str], list[Mention]] = {}
    for mention in sorted(reading.entities, key=lambda m: m.span):
        name = " ".join(mention.span.of(report.text).split())
        groups.setdefault((mention.type, name), []).append(mention)
    for number, ((kind, name), mentions) in enumerate(groups.items(), 1):
        yield Entity(
            id=f"E{number}",
            type=cast("EntityType", kind),
            name=name,
            descriptions=(),
            mentions=tuple(
                MentionOut(start=m.span.start, end=m.span.end, form="name") for m in mentions
            ),
            place=None,
        )


def _times(reading: Reading) -> Iterator[TimeOut]:
    for number, time in enumerate(sorted(reading.times, key=lambda t: t.span), 1):
        yield TimeOut(
            id=f"T{number}",
            start=time.span.start,
            end=time.span.end,
            type=cast("TimeType", time.type),
            value=None,  # resolve reckons it from `published`
        )


if __name__ == "__main__":
    print(msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode())  # noqa: T201
