"""The published shape of a report that was read: `whence.document/1`, as msgspec structs.

All fields are always written. Those with a default were added after the first release: an older
document lacks them, and is still valid.

`python -m whence.export.document` prints the JSON Schema in `docs/schema/document-1.json`. Offsets
are half-open, in Unicode code points of `report.text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from whence.export.schemas import normalized
from whence.records import (
    Attributions,
    Claim,
    Figure,
    Place,
    Reader,
    Reading,
    Report,
    Resolution,
    Span,
)
from whence.records.attribution_chain import asserted, via_entities
from whence.records.claim import (
    Form,
    HedgeKind,
    Modality,
    Polarity,
    Role,
    Standing,
    Status,
)
from whence.records.keys import attribution_key, claim_key, in_text_order, text_order
from whence.records.reading import Act, EntityType, Kind, Stance, TimeMod, TimeType
from whence.records.report import PublishedFrom

SCHEMA: Literal["whence.document/1"] = "whence.document/1"


class ReportOut(msgspec.Struct, frozen=True, kw_only=True):
    """The report as it was taken in. `published_from` says where the date was found.

    `decided` is the number of the last decision of a person that was applied to the reading.
    """

    id: str
    source: str
    title: str | None
    byline: str | None = None
    published: str | None
    published_from: PublishedFrom | None
    publisher: str | None
    url: str | None
    language: str | None
    text: str
    decided: int = 0


class MentionOut(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the text where an entity is named, described or referred to.

    `metonym` marks one that means the government or body there: "Moscow said".
    """

    start: int
    end: int
    form: Form
    metonym: bool = False


class EntityOut(msgspec.Struct, frozen=True, kw_only=True):
    """Someone or something named in the report, with all its mentions."""

    id: str
    type: EntityType
    name: str
    descriptions: tuple[str, ...]
    mentions: tuple[MentionOut, ...]
    place: Place | None


class TimeOut(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 type, and its value once it is resolved.

    `mod` is TIMEX3's own ("early May" has START). A range runs from the value `begin` to the value
    `until`, both included; `start` and `end` are the offsets of the words.
    """

    id: str
    start: int
    end: int
    type: TimeType
    value: str | None
    mod: TimeMod | None = None
    begin: str | None = None
    until: str | None = None


class FigureOut(msgspec.Struct, frozen=True, kw_only=True):
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
    status: Status
    people: tuple[str, ...]


class AttributionOut(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what. `key` outlives the bundle: it is made of the report and the spans alone.

    `speakers` are all that speak, in the order of the text, and `speaker` the first of them; `via`
    are those who pass the words on. `asserted` is false where the source does not assert it, which
    is no denial; `stance` distinguishes a statement, an attitude and a deed. Where it is not
    asserted, or no statement, it must not be shown as somebody's words.

    `score` is how sure the reader is of the attribution, `speaker_score` how sure it is that the
    speaker is this entity; both are 0 to 1.
    """

    id: str
    key: str
    kind: Kind
    act: Act
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None
    speaker_score: float | None
    parent: str | None
    score: float
    speakers: tuple[str, ...] = ()
    stance: Stance = "statement"
    asserted: bool = True
    via: tuple[str, ...] = ()


class HedgeOut(msgspec.Struct, frozen=True, kw_only=True):
    """Words that qualify an assertion."""

    start: int
    end: int
    kind: HedgeKind


class ClaimOut(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion, with who says it, and how.

    `speaker`, `act` and `cue`, the cue's words, are those of the innermost attribution, the last of
    `voices`. `asserted` is false where somebody in the chain does not assert it, or denies that the
    next one did; `via` are all who pass the words on, the nearest first.
    """

    id: str
    key: str
    start: int
    end: int
    standing: Standing
    polarity: Polarity
    modality: Modality
    voices: tuple[str, ...]
    hedges: tuple[HedgeOut, ...]
    entities: tuple[str, ...]
    times: tuple[str, ...]
    places: tuple[str, ...]
    figures: tuple[str, ...]
    speaker: str | None = None
    act: Act | None = None
    cue: str | None = None
    asserted: bool = True
    via: tuple[str, ...] = ()


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A report and all that was read in it."""

    schema: Literal["whence.document/1"]
    report: ReportOut
    entities: tuple[EntityOut, ...]
    times: tuple[TimeOut, ...]
    figures: tuple[FigureOut, ...]
    attributions: tuple[AttributionOut, ...]
    claims: tuple[ClaimOut, ...]
    reader: Reader


def document(report: Report, reading: Reading, resolution: Resolution) -> Document:
    """The report and all that was read in it, in the published shape."""
    order = text_order(reading.attributions)
    place = {old: f"A{number}" for number, old in enumerate(order, 1)}
    said = Attributions(report, reading, resolution)
    return Document(
        schema=SCHEMA,
        report=_report(report, reading.decided),
        entities=tuple(_entities(resolution)),
        times=tuple(
            TimeOut(
                id=f"T{number}",
                start=time.span.start,
                end=time.span.end,
                type=time.type,
                value=time.value,
                mod=time.mod,
                begin=time.begin,
                until=time.end,
            )
            for number, time in enumerate(resolution.times, 1)
        ),
        figures=tuple(_figure(number, f) for number, f in enumerate(resolution.figures, 1)),
        attributions=tuple(_attributions(report, reading, resolution, order)),
        claims=tuple(
            _claim(report, number, claim, place, resolution, said)
            for number, claim in enumerate(resolution.claims, 1)
        ),
        reader=reading.reader,
    )


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one document."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Document)))
    found = normalized(plain)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **found}


def _report(report: Report, decided: int) -> ReportOut:
    published = report.published
    return ReportOut(
        id=report.id,
        source=report.origin.source,
        title=report.title,
        byline=report.byline,
        published=published.value if published else None,
        published_from=published.found_in if published else None,
        publisher=report.publisher,
        url=report.url,
        language=report.language,
        text=report.text,
        decided=decided,
    )


def _entities(resolution: Resolution) -> Iterator[EntityOut]:
    for number, entity in enumerate(resolution.entities, 1):
        yield EntityOut(
            id=f"E{number}",
            type=entity.type,
            name=entity.name,
            descriptions=entity.descriptions,
            mentions=tuple(
                MentionOut(start=m.span.start, end=m.span.end, form=m.form, metonym=m.metonym)
                for m in entity.mentions
            ),
            place=entity.place,
        )


def _figure(number: int, figure: Figure) -> FigureOut:
    return FigureOut(
        id=f"F{number}",
        start=figure.span.start,
        end=figure.span.end,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        role=figure.role,
        unit=figure.unit,
        of=figure.of,
        main=figure.main,
        background=figure.background,
        part_of=None if figure.part_of is None else f"F{figure.part_of + 1}",
        implied=figure.implied,
        status=figure.status,
        people=figure.people,
    )


def _attributions(
    report: Report, reading: Reading, resolution: Resolution, order: Sequence[int]
) -> Iterator[AttributionOut]:
    for number, attribution in enumerate(in_text_order(reading), 1):
        old = order[number - 1]
        speaker = resolution.speaker(old)
        yield AttributionOut(
            id=f"A{number}",
            key=attribution_key(report, attribution),
            kind=attribution.kind,
            act=attribution.act,
            source=attribution.source,
            cue=attribution.cue,
            content=attribution.content,
            speaker=f"E{speaker.entity + 1}" if speaker else None,
            speaker_score=speaker.score if speaker else None,
            parent=None if attribution.parent is None else f"A{attribution.parent + 1}",
            score=attribution.score,
            speakers=_named(s.entity for s in resolution.all_speakers(old)),
            stance=attribution.stance,
            asserted=attribution.asserted,
            via=_named(resolution.passed_on(old)),
        )


def _claim(
    report: Report,
    number: int,
    claim: Claim,
    voices: Mapping[int, str],
    resolution: Resolution,
    said: Attributions,
) -> ClaimOut:
    chain = said.of_claim(claim)
    speaker = resolution.speaker(claim.voices[-1]) if claim.voices else None
    return ClaimOut(
        id=f"C{number}",
        key=claim_key(report, claim),
        start=claim.span.start,
        end=claim.span.end,
        standing=claim.standing,
        polarity=claim.polarity,
        modality=claim.modality,
        voices=tuple(voices[index] for index in claim.voices),
        hedges=tuple(
            HedgeOut(start=h.span.start, end=h.span.end, kind=h.kind) for h in claim.hedges
        ),
        entities=_named(claim.entities),
        times=tuple(f"T{index + 1}" for index in claim.times),
        places=_named(claim.places),
        figures=tuple(f"F{index + 1}" for index in claim.figures),
        speaker=f"E{speaker.entity + 1}" if speaker else None,
        act=chain[-1].act if chain else None,
        cue=chain[-1].cue if chain else None,
        asserted=asserted(chain),
        via=_named(via_entities(resolution, claim.voices)),
    )


def _named(entities: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"E{index + 1}" for index in entities)


if __name__ == "__main__":
    print(msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode())  # noqa: T201
