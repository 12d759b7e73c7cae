"""Corrections of entities: who speaks, who is who, where a place is."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
from msgspec import UNSET

from whence.records import Change, Entity, Place, Reference, Span, Speaker
from whence.records.name_keys import folded
from whence.records.reading import EntityType
from whence.review.editable_result import Draft


def of_mention(draft: Draft, span: Span) -> int | None:
    """The entity with a mention at exactly this span."""
    for number, entity in enumerate(draft.entities):
        live = draft.live_entity(number)
        if live is not None and any(one.span == span for one in entity.mentions):
            return live
    return None


def attribute(draft: Draft, index: int, change: Change, *, sure: bool = True) -> None:
    """Gives an attribution the speakers in a change, and those who pass its words on.

    A speaker who already has that name is left as they are; with `sure`, the score becomes 1.
    """
    if change.via is not UNSET:
        names = (name for name in change.via if name.strip())
        draft.via[index] = tuple(_meant(draft, name, "organization") for name in names)
    if change.speakers is not UNSET:
        names = (name for name in change.speakers if name.strip())
        found = dict.fromkeys(_meant(draft, name, "person") for name in names)
        all_ = [_as_sure(draft, index, entity, sure=sure) for entity in found]
        draft.speakers[index] = all_[0] if all_ else None
        draft.others[index] = tuple(all_[1:])
        return
    if change.speaker is UNSET:
        return
    if not change.speaker.strip():
        draft.speakers[index] = None
        draft.others[index] = ()
        return
    kind = None if change.speaker_type is UNSET else change.speaker_type
    entity = _called(draft, change.speaker, kind)
    if entity is None:
        entity = _new(draft, change.speaker, kind or "person")
    elif kind is not None and draft.entities[entity].type != kind:
        draft.entities[entity] = msgspec.structs.replace(draft.entities[entity], type=kind)
    now = draft.speakers[index]
    if sure or now is None or draft.live_entity(now.entity) != entity:
        draft.speakers[index] = Speaker(entity=entity, score=1.0)
        draft.others[index] = ()


def _meant(draft: Draft, name: str, kind: EntityType) -> int:
    """The entity with a name, else a new one of a kind."""
    found = _called(draft, name, None)
    return _new(draft, name, kind) if found is None else found


def _as_sure(draft: Draft, index: int, entity: int, *, sure: bool) -> Speaker:
    """A speaker with the score that was read, unless a person vouches for it."""
    for one in (draft.speakers[index], *draft.others[index]):
        if not sure and one is not None and draft.live_entity(one.entity) == entity:
            return one
    return Speaker(entity=entity, score=1.0)


def from_source(draft: Draft, index: int) -> None:
    """Gives an attribution without a speaker the entity that its source mentions."""
    for span in draft.attributions[index].source:
        inside = [
            (-(mention.span.end - mention.span.start), live)
            for number, entity in enumerate(draft.entities)
            if (live := draft.live_entity(number)) is not None
            for mention in entity.mentions
            if span.covers(mention.span)
        ]
        if inside:
            draft.speakers[index] = Speaker(entity=min(inside)[1], score=1.0)
            return


def correct(draft: Draft, entity: int, change: Change, at: Span | None = None) -> None:
    """Changes a name, type or place; for the mention `at`, whether it is a metonym."""
    changes: dict[str, object] = {}
    if change.name is not UNSET and change.name.strip():
        changes |= {"name": change.name.strip(), "named": True}
    if change.type is not UNSET:
        changes["type"] = change.type
    if change.place is not UNSET:
        changes["place"] = change.place
        if isinstance(change.place, Place):
            changes["type"] = "place"
    if change.metonym is not UNSET:
        changes["mentions"] = tuple(
            msgspec.structs.replace(one, metonym=change.metonym) if one.span == at else one
            for one in draft.entities[entity].mentions
        )
    draft.entities[entity] = msgspec.structs.replace(draft.entities[entity], **changes)


def merge(draft: Draft, one: int, other: int) -> None:
    """Merges two entities into the first."""
    if one == other:
        return
    ours, theirs = draft.entities[one], draft.entities[other]
    named = theirs if theirs.named and not ours.named else ours
    draft.entities[one] = msgspec.structs.replace(
        ours,
        name=named.name,
        named=named.named,
        type=named.type,
        descriptions=tuple(dict.fromkeys(ours.descriptions + theirs.descriptions)),
        mentions=_in_order(ours.mentions + theirs.mentions),
        place=ours.place or theirs.place,
    )
    draft.merged[other] = one


def split(draft: Draft, entity: int, span: Span, change: Change) -> None:
    """Makes a mention an entity of its own, who then speaks where that mention is the source."""
    whole = draft.entities[entity]
    taken = tuple(one for one in whole.mentions if one.span == span)
    left = tuple(one for one in whole.mentions if one.span != span)
    if not left:
        correct(draft, entity, change)
        return
    draft.entities.append(
        Entity(
            type=whole.type,
            name=span.of(draft.text),
            named=any(one.form == "name" for one in taken),
            descriptions=(),
            mentions=tuple(msgspec.structs.replace(one, score=1.0) for one in taken[:1]),
        )
    )
    new = len(draft.entities) - 1
    correct(draft, new, change)
    draft.entities[entity] = msgspec.structs.replace(whole, mentions=left)
    for index, speaker in enumerate(draft.speakers):
        meant = any(one.covers(span) for one in draft.attributions[index].source)
        if not meant:
            continue
        if speaker is not None and draft.live_entity(speaker.entity) == entity:
            draft.speakers[index] = Speaker(entity=new, score=1.0)
        draft.others[index] = tuple(
            Speaker(entity=new, score=1.0) if draft.live_entity(one.entity) == entity else one
            for one in draft.others[index]
        )
    for number, claim in enumerate(draft.claims):
        if not claim.span.covers(span):
            continue
        still = any(claim.span.covers(one.span) for one in left)
        named = [
            n for n in claim.entities + claim.places if still or draft.live_entity(n) != entity
        ]
        draft.claims[number] = msgspec.structs.replace(claim, entities=(*named, new), places=())


def _called(draft: Draft, name: str, kind: EntityType | None) -> int | None:
    """The entity with this name or a mention of it; one of that type before others."""
    wanted = folded(name)
    found = []
    for number, entity in enumerate(draft.entities):
        live = draft.live_entity(number)
        if live is None:
            continue
        by_name = folded(entity.name) == wanted
        if by_name or any(
            one.form == "name" and folded(one.span.of(draft.text)) == wanted
            for one in entity.mentions
        ):
            other = kind is not None and draft.entities[live].type != kind
            found.append((other, not by_name, live))
    return min(found)[2] if found else None


def _new(draft: Draft, name: str, kind: EntityType) -> int:
    name = " ".join(name.split())
    words = r"\s+".join(map(re.escape, name.split()))
    spans = [
        Span(one.start(), one.end()) for one in re.finditer(rf"(?<!\w){words}(?!\w)", draft.text)
    ]
    mentions = (Reference(span=span, form="name", score=1.0) for span in spans)
    draft.entities.append(
        Entity(type=kind, name=name, named=True, descriptions=(), mentions=_in_order(mentions))
    )
    return len(draft.entities) - 1


def _in_order(mentions: Iterable[Reference]) -> tuple[Reference, ...]:
    by_span = {one.span: one for one in mentions}
    return tuple(by_span[span] for span in sorted(by_span))
