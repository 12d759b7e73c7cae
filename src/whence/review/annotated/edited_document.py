"""A `whence.document/1` that somebody changed: everything in the export, as corrected.

It is read for each attribution with its speaker, kind and act, and the values of figures, times,
claims, and of entities with their places. Whatever is missing from the changed file was removed.
Ids join the parts within the file; they need not be those of the export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from whence.records import Change, Place, Span
from whence.records.claim import Modality, Polarity, Role, Standing
from whence.records.reading import Act, EntityType, Kind, Stance, TimeMod
from whence.review.annotated.annotations import Annotated, Item, Marked, Unread, span_in


class _Report(msgspec.Struct):
    text: str
    id: str = ""
    source: str = ""
    decided: int | None = None


class _Stretch(msgspec.Struct):
    start: int
    end: int


class _Mention(_Stretch):
    metonym: bool | None = None


class _Entity(msgspec.Struct):
    id: str
    type: EntityType
    name: str
    mentions: list[_Mention]
    place: Place | None = None


class _Time(_Stretch):
    value: str | None = None
    # Missing from documents of older versions, as other fields below.
    mod: TimeMod | UnsetType | None = UNSET
    begin: str | UnsetType | None = UNSET
    until: str | UnsetType | None = UNSET


class _Figure(_Stretch):
    role: Role
    value: float | None = None
    low: float | None = None
    high: float | None = None


class _Attribution(msgspec.Struct):
    content: list[_Stretch]
    source: list[_Stretch] = []
    cue: list[_Stretch] = []
    kind: Kind | None = None
    act: Act | None = None
    speaker: str | None = None
    speakers: list[str] | None = None
    stance: Stance | None = None
    asserted: bool | None = None
    via: list[str] | None = None


class _Claim(_Stretch):
    standing: Standing
    polarity: Polarity
    modality: Modality


class _Document(msgspec.Struct):
    schema: Literal["whence.document/1"]
    report: _Report
    entities: list[_Entity]
    times: list[_Time]
    figures: list[_Figure]
    attributions: list[_Attribution]
    claims: list[_Claim]


def parse(found: dict[str, Any], *, source: str) -> Annotated:
    """The report from one document; raises `Unread`."""
    try:
        document = msgspec.convert(found, _Document)
    except msgspec.ValidationError as error:
        raise Unread(f"it is not a whence.document/1: {error}") from error
    text = document.report.text
    names = {one.id: one.name for one in document.entities}
    for one in document.attributions:
        for what, ids in (
            ("speaker", [one.speaker] if one.speaker is not None else []),
            ("speaker", one.speakers or []),
            ("via", one.via or []),
        ):
            for entity in ids:
                if entity not in names:
                    raise Unread(f"the {what} {entity} is not one of its entities")
    return Annotated(
        source=source,
        name=document.report.id or document.report.source,
        text=text,
        attributions=tuple(
            Marked(
                source=_spans(text, one.source, f"attribution {n}"),
                cue=_spans(text, one.cue, f"attribution {n}"),
                content=_spans(text, one.content, f"attribution {n}"),
                kind=one.kind,
                act=one.act,
                speaker="" if one.speaker is None else names[one.speaker],
                speakers=_named(one.speakers, names),
                stance=one.stance,
                asserted=one.asserted,
                via=_named(one.via, names),
            )
            for n, one in enumerate(document.attributions, 1)
        ),
        items=tuple(_items(text, document)),
        decided=document.report.decided,
    )


def _items(text: str, document: _Document) -> Iterator[Item]:
    for n, figure in enumerate(document.figures, 1):
        yield Item(
            target="figure",
            span=_span(text, figure, f"figure {n}"),
            change=Change(value=figure.value, low=figure.low, high=figure.high, role=figure.role),
        )
    for n, time in enumerate(document.times, 1):
        span = _span(text, time, f"time {n}")
        change = Change(time=time.value, mod=time.mod, begin=time.begin, until=time.until)
        yield Item(target="time", span=span, change=change)
    for n, claim in enumerate(document.claims, 1):
        yield Item(
            target="claim",
            span=_span(text, claim, f"claim {n}"),
            change=Change(
                standing=claim.standing, polarity=claim.polarity, modality=claim.modality
            ),
        )
    for n, entity in enumerate(document.entities, 1):
        for mention in entity.mentions[:1]:
            yield Item(
                target="entity",
                span=_span(text, mention, f"entity {n}"),
                change=Change(
                    name=entity.name,
                    type=entity.type,
                    place=entity.place,
                    metonym=UNSET if mention.metonym is None else mention.metonym,
                ),
            )


def _named(ids: list[str] | None, names: Mapping[str, str]) -> tuple[str, ...] | None:
    return None if ids is None else tuple(names[one] for one in ids)


def _spans(text: str, found: list[_Stretch], where: str) -> tuple[Span, ...]:
    return tuple(_span(text, one, where) for one in found)


def _span(text: str, one: _Stretch, where: str) -> Span:
    return span_in(text, one.start, one.end, None, where)
