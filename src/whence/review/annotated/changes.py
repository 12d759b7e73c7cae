"""Differences between somebody's annotations and what is in force, as decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET

from whence.ports import Result
from whence.records import Attribution, Change, Decision, Parts, Report, Span, selectors_of
from whence.records.decision import Verb
from whence.records.name_keys import folded
from whence.review.annotated.annotations import Annotated, Item, Marked, covered

_NOTHING = Change()
#: Share of both contents from which an attribution was corrected and no other added.
_SAME = 0.3


def changes(
    result: Result, machine: Result, found: Annotated, who: str, *, accept: bool = False
) -> list[Decision]:
    """The decisions that turn a result, as it is in force, into what somebody annotated.

    `machine` is the result before decisions. With `accept`, what they left unchanged counts as
    accepted. `found.text` is the report's own.
    """
    return [
        *_of_attributions(result, found, who, accept),
        *_of_items(result, machine, found, who, accept),
    ]


def _of_attributions(
    result: Result, found: Annotated, who: str, accept: bool
) -> Iterator[Decision]:
    report, reading, _ = result
    read = [_as_exported(one) if found.cues_only else one for one in reading.attributions]
    pairs = _paired(report.text, read, found.attributions)
    for index, one in enumerate(reading.attributions):
        cue, content = covered(report.text, one.cue), covered(report.text, one.content)
        # What the format cannot express, nobody can have removed.
        complete = cue and content and one.is_said if found.cues_only else cue or content
        if complete and index not in pairs:
            yield _decision(report, who, "reject", one)
    for index, marked in sorted(pairs.items()):
        one = reading.attributions[index]
        change = _change(result, index, read[index], marked)
        if change != Change():
            yield _decision(report, who, "correct", one, change, marked.why)
        elif accept:
            yield _decision(report, who, "accept", one, why=marked.why)
    taken = {id(marked) for marked in pairs.values()}
    for marked in found.attributions:
        if id(marked) not in taken and covered(report.text, marked.content + marked.cue):
            several = marked.speakers if marked.speakers and len(marked.speakers) > 1 else None
            change = _change_with(
                act=marked.act,
                kind=marked.kind,
                speaker=marked.speaker or None,
                speakers=several,
                stance=marked.stance,
                asserted=marked.asserted,
                via=marked.via or None,
            )
            yield _decision(report, who, "add", marked, change, marked.why)


def _paired(text: str, read: Sequence[Attribution], marked: Sequence[Marked]) -> dict[int, Marked]:
    """The attribution that was read for each marked one, the most alike first."""
    ours = [_Words.of(text, one) for one in read]
    theirs = [_Words.of(text, one) for one in marked]
    scored = sorted(
        (-score, index, number)
        for index, one in enumerate(ours)
        for number, other in enumerate(theirs)
        if (score := _likeness(one, other))
    )
    pairs: dict[int, int] = {}
    for _, index, number in scored:
        if index not in pairs and number not in pairs.values():
            pairs[index] = number
    return {index: marked[number] for index, number in pairs.items()}


class _Words(NamedTuple):
    """What identifies an attribution: the positions of its words, and its fields."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    manner: tuple[str | None, str | None]

    @classmethod
    def of(cls, text: str, one: Attribution | Marked) -> _Words:
        return cls(
            covered(text, one.source),
            covered(text, one.cue),
            covered(text, one.content),
            (one.kind, one.act),
        )


def _likeness(one: _Words, other: _Words) -> float:
    """How alike two attributions are, more than 0; 0 where they are different ones."""
    same = one[:3] == other[:3]
    shared = _share(one.content, other.content)
    near = bool(one.cue & other.cue)
    if not (one.cue or one.content) or not (same or near or shared >= _SAME):
        return 0.0
    # The fields distinguish two that have the very same words.
    manner = sum(a == b for a, b in zip(one.manner, other.manner, strict=True)) / 10
    return 3.0 * same + (one.cue == other.cue) + shared + near / 2 + manner


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def _as_exported(one: Attribution) -> Attribution:
    """An attribution in a format that has one stretch for a cue."""
    cue = sorted(span for span in one.cue if span.start < span.end)[:1]
    return msgspec.structs.replace(one, cue=tuple(cue))


def _change(result: Result, index: int, one: Attribution, marked: Marked) -> Change:
    """The difference between a marked attribution and one that was read."""
    text = result[0].text
    values: dict[str, Any] = {}
    for part in ("source", "cue", "content"):
        spans: tuple[Span, ...] = getattr(marked, part)
        if covered(text, getattr(one, part)) != covered(text, spans):
            values[part] = selectors_of(text, spans)
    values |= {
        name: getattr(marked, name)
        for name in ("kind", "act", "stance", "asserted")
        if getattr(marked, name) not in (None, getattr(one, name))
    }
    resolution = result[2]
    speaking = tuple(speaker.entity for speaker in resolution.all_speakers(index))
    several = marked.speakers is not None and (len(marked.speakers) > 1 or len(speaking) > 1)
    if several and marked.speakers and not _are(result, speaking, marked.speakers):
        values["speakers"] = marked.speakers
    elif marked.speaker is not None and not _called(result, index, marked.speaker):
        values["speaker"] = marked.speaker
    if marked.via is not None and not _are(result, resolution.passed_on(index), marked.via):
        values["via"] = marked.via
    return Change(**values)


def _are(result: Result, entities: Sequence[int], names: Sequence[str]) -> bool:
    """Whether the entities have these names, one by one."""
    return len(entities) == len(names) and all(
        folded(name) in _names(result, entity) for entity, name in zip(entities, names, strict=True)
    )


def _called(result: Result, index: int, name: str) -> bool:
    """Whether an attribution's speaker has this name anywhere in the report."""
    speaker = result[2].speaker(index)
    if speaker is None:
        return not name.strip()
    return folded(name) in _names(result, speaker.entity)


def _names(result: Result, index: int) -> set[str]:
    """All names of an entity in the report."""
    report, _, resolution = result
    entity = resolution.entities[index]
    names = {folded(one.span.of(report.text)) for one in entity.mentions if one.form == "name"}
    return names | {folded(entity.name)}


def _change_with(**values: Any) -> Change:
    return Change(**{name: UNSET if value is None else value for name, value in values.items()})


def _decision(
    report: Report,
    who: str,
    verb: Verb,
    words: Attribution | Marked,
    change: Change = _NOTHING,
    why: str = "",
) -> Decision:
    text = report.text
    return Decision(
        report=report.id,
        target="attribution",
        verb=verb,
        selectors=Parts(
            source=selectors_of(text, words.source),
            cue=selectors_of(text, words.cue),
            content=selectors_of(text, words.content),
        ),
        change=change,
        why=why,
        who=who,
    )


def _of_items(
    result: Result, machine: Result, found: Annotated, who: str, accept: bool
) -> Iterator[Decision]:
    if found.items is None:
        return
    ours = {(one.target, one.span): one for one in _items(result)}
    theirs = {(one.target, one.span): one for one in found.items}
    before = {(one.target, one.span): one for one in _items(machine)}
    for key, one in ours.items():
        # A claim that attributions by decision made is missing from the file because it did not
        # exist yet.
        if key not in theirs and (one.target != "claim" or key in before):
            yield _of_item(result[0], who, "reject", one, Change())
    for key, one in theirs.items():
        known = ours.get(key)
        if known is None:
            # A time, a claim or an entity cannot be added: it would have no attribution.
            if one.target == "figure":
                yield _of_item(result[0], who, "add", one, one.change)
            continue
        if one.target == "claim" and one == before.get(key):
            continue  # unchanged; its value now follows from the attributions
        values = {
            name: value
            for name in Change.__struct_fields__
            # What is missing from the file stays as it is.
            if (value := getattr(one.change, name)) is not UNSET
            and value != getattr(known.change, name)
        }
        if values:
            yield _of_item(result[0], who, "correct", one, Change(**values))
        elif accept:
            yield _of_item(result[0], who, "accept", one, Change())


def _items(result: Result) -> Iterator[Item]:
    """What is in force, in the form of a corrected document."""
    _, _, resolution = result
    for figure in resolution.figures:
        change = Change(value=figure.value, low=figure.low, high=figure.high, role=figure.role)
        yield Item(target="figure", span=figure.span, change=change)
    for time in resolution.times:
        change = Change(time=time.value, mod=time.mod, begin=time.begin, until=time.end)
        yield Item(target="time", span=time.span, change=change)
    for claim in resolution.claims:
        change = Change(standing=claim.standing, polarity=claim.polarity, modality=claim.modality)
        yield Item(target="claim", span=claim.span, change=change)
    for entity in resolution.entities:
        for mention in entity.mentions[:1]:
            change = Change(
                name=entity.name, type=entity.type, place=entity.place, metonym=mention.metonym
            )
            yield Item(target="entity", span=mention.span, change=change)


def _of_item(report: Report, who: str, verb: Verb, one: Item, change: Change) -> Decision:
    return Decision(
        report=report.id,
        target=one.target,
        verb=verb,
        selectors=Parts(span=selectors_of(report.text, (one.span,))),
        change=change,
        who=who,
    )
