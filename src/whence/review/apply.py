"""Decisions applied to a result in their order, whichever model read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from msgspec import UNSET, UnsetType

from whence.ports import Result
from whence.records import (
    Attribution,
    Change,
    Claim,
    Decision,
    Figure,
    Selector,
    Span,
    Time,
    in_effect,
)
from whence.records.keys import attribution_key, key_of_span
from whence.records.reading import Kind, TimeType
from whence.review import people
from whence.review.anchor import all_anchored
from whence.review.claims import adopt
from whence.review.editable_result import Draft, Words

#: Share of both from which a content with another boundary counts as the same.
_SAME = 0.8
_OPENING, _CLOSING = "“‘\"'«„", "”’\"'»“"


class Overlay(NamedTuple):
    """A result after people's decisions.

    `decided` has the last decision on each item by the key of an attribution or a claim, else by
    kind and span: "figure:10-12", "time:...", "place:..." and "entity:..." (of the mention that was
    decided on). It includes rejected items. `orphans` are the decisions whose words are gone, or no
    longer what they were decided to be.
    """

    result: Result
    decided: dict[str, Decision]
    orphans: tuple[Decision, ...]


def with_decisions(result: Result, decisions: Sequence[Decision]) -> Overlay:
    """The result after decisions; a later decision wins over an earlier one.

    Takes the decisions of one report, whatever its versions; decisions that were undone, and those
    on events, change nothing.
    """
    applying = _Applying(result)
    applying.draft.decided = max((one.id or 0 for one in decisions), default=0)
    orphans = [
        one for one in in_effect(decisions) if one.target != "event" and not applying.apply(one)
    ]
    return Overlay(applying.draft.finished(), applying.decided(), tuple(orphans))


class _Applying:
    def __init__(self, result: Result) -> None:
        self.draft = Draft(result)
        self._attributions: dict[int, Decision] = {}
        self._others: dict[str, Decision] = {}

    def decided(self) -> dict[str, Decision]:
        report, draft = self.draft.report, self.draft
        found = {
            attribution_key(report, draft.attributions[index]): one
            for index, one in self._attributions.items()
        }
        return self._others | found

    def apply(self, one: Decision) -> bool:
        """Applies a decision to what is there; False where it no longer fits."""
        if one.target == "attribution":
            return self._attribution(one)
        if one.verb == "merge":
            return self._merge(one)
        spans = all_anchored(one.selectors.span, self.draft.text)
        if not spans:
            return False
        span = spans[0]
        key = f"{one.target}:{span.start}-{span.end}"
        if one.target == "claim":
            key = key_of_span(self.draft.report.id, span)
            done = self._claim(one, span)
        elif one.target == "figure":
            done = self._figure(one, span)
        elif one.target == "time":
            done = self._time(one, span)
        else:
            done = self._entity(one, span)
        if done:
            self._others[key] = one
        return done

    def _attribution(self, one: Decision) -> bool:
        draft, change, parts = self.draft, one.change, one.selectors
        words = _words(draft.text, parts.source, parts.cue, parts.content)
        wanted = words and _words(
            draft.text,
            parts.source if change.source is UNSET else change.source,
            parts.cue if change.cue is UNSET else change.cue,
            parts.content if change.content is UNSET else change.content,
        )
        if (
            words is None
            or wanted is None
            or one.verb not in ("accept", "correct", "reject", "add")
        ):
            return False
        index = _found(draft, words)
        if one.verb == "reject":
            if index is None:
                self._others[_key(draft, words)] = one
            else:
                draft.gone_attributions.add(index)
                self._attributions[index] = one
            return True
        if not wanted.content and not wanted.cue:
            return False
        new = index is None
        words_before = None if index is None else draft.words_of(index)
        if index is None:
            index = draft.add_attribution(_attribution_of(draft.text, wanted))
        elif one.verb == "add" or wanted != words:
            self._move(index, _moved(draft.words_of(index), words, wanted, whole=one.verb == "add"))
        draft.gone_attributions.discard(index)
        fields = {
            "act": change.act, "kind": change.kind, "stance": change.stance,
            "asserted": change.asserted,
        }  # fmt: skip
        stance = draft.attributions[index].stance
        draft.attributions[index] = msgspec.structs.replace(
            draft.attributions[index], **{n: v for n, v in fields.items() if v is not UNSET}
        )
        # What was no statement has made no claim yet.
        stated = stance != "statement" == draft.attributions[index].stance
        if draft.words_of(index) != words_before or stated:
            adopt(draft, index, words_before)
        if new and change.speaker is UNSET:
            people.from_source(draft, index)
        people.attribute(draft, index, change, sure=one.verb != "accept")
        self._attributions[index] = one
        return True

    def _move(self, index: int, words: Words) -> None:
        draft = self.draft
        if words != draft.words_of(index):
            draft.former[index].append(draft.words_of(index))
            draft.attributions[index] = msgspec.structs.replace(
                draft.attributions[index], **words._asdict()
            )

    def _merge(self, one: Decision) -> bool:
        ours = all_anchored(one.selectors.one, self.draft.text)
        theirs = all_anchored(one.selectors.other, self.draft.text)
        if not ours or not theirs or one.target not in ("entity", "place"):
            return False
        first = people.of_mention(self.draft, ours[0])
        second = people.of_mention(self.draft, theirs[0])
        if first is None or second is None:
            return False
        people.merge(self.draft, first, second)
        for span in (ours[0], theirs[0]):
            self._others[f"{one.target}:{span.start}-{span.end}"] = one
        return True

    def _entity(self, one: Decision, span: Span) -> bool:
        draft = self.draft
        entity = people.of_mention(draft, span)
        if one.verb == "reject":
            if entity is not None:
                draft.gone_entities.add(entity)
            return True
        if entity is None:
            return False
        if one.verb == "split":
            people.split(draft, entity, span, one.change)
        elif one.verb in ("accept", "correct"):
            people.correct(draft, entity, one.change, span)
        else:
            return False
        return True

    def _claim(self, one: Decision, span: Span) -> bool:
        draft, change = self.draft, one.change
        index = _at(draft.claims, span)
        if one.verb == "reject":
            if index is not None:
                draft.gone_claims.add(index)
            return True
        if index is None or one.verb not in ("accept", "correct"):
            return False
        draft.gone_claims.discard(index)
        names = ("standing", "polarity", "modality")
        changes = _set(change, names)
        if change.modality is not UNSET:
            draft.settled.add(index)
        if changes.get("standing") == "own-voice":
            changes["voices"] = ()
        draft.claims[index] = msgspec.structs.replace(draft.claims[index], **changes)
        return True

    def _figure(self, one: Decision, span: Span) -> bool:
        draft, change = self.draft, one.change
        index = _at(draft.figures, span)
        if one.verb == "reject":
            if index is not None:
                draft.gone_figures.add(index)
            return True
        words = () if change.counted is UNSET else all_anchored(change.counted, draft.text)
        if one.verb not in ("accept", "correct", "add") or words is None:
            return False
        if index is None:
            # Without a role it was not given what the number counts.
            if change.role is UNSET:
                return False
            index = len(draft.figures)
            draft.figures.append(
                Figure(span=span, value=None, low=None, high=None, role=change.role)
            )
            for number, claim in enumerate(draft.claims):
                if claim.span.covers(span):
                    held = (*claim.figures, index)
                    draft.claims[number] = msgspec.structs.replace(claim, figures=held)
        draft.gone_figures.discard(index)
        changes = _set(change, ("value", "low", "high", "role", "main"))
        if change.counted is not UNSET:
            changes["of"] = Span(words[0].start, words[-1].end) if words else None
        draft.figures[index] = msgspec.structs.replace(draft.figures[index], **changes)
        if draft.figures[index].main and change.main is not UNSET:
            draft.totals[draft.figures[index].role] = index
        return True

    def _time(self, one: Decision, span: Span) -> bool:
        draft = self.draft
        index = next((n for n, time in enumerate(draft.times) if time.span == span), None)
        if one.verb == "reject":
            if index is not None:
                draft.gone_times.add(index)
            return True
        if index is None and one.verb == "add":
            index = len(draft.times)
            draft.times.append(Time(span=span, type=_time_type(one.change.time), value=None))
            for number, claim in enumerate(draft.claims):
                if claim.span.covers(span):
                    held = (*claim.times, index)
                    draft.claims[number] = msgspec.structs.replace(claim, times=held)
        if index is None or one.verb not in ("accept", "correct", "add"):
            return False
        draft.gone_times.discard(index)
        names = {"time": "value", "mod": "mod", "begin": "begin", "until": "end"}
        changes = {names[name]: value for name, value in _set(one.change, tuple(names)).items()}
        draft.times[index] = msgspec.structs.replace(draft.times[index], **changes)
        return True


def _time_type(value: str | UnsetType | None) -> TimeType:
    """The TIMEX3 type of a value."""
    if not value or value.endswith("_REF"):
        return "DATE"
    if value.startswith("P"):
        return "DURATION"
    return "TIME" if "T" in value else "DATE"


def _set(change: Change, names: Sequence[str]) -> dict[str, object]:
    values = {name: getattr(change, name) for name in names}
    return {name: value for name, value in values.items() if value is not UNSET}


def _at(items: Sequence[Figure | Claim], span: Span) -> int | None:
    return next((n for n, one in enumerate(items) if one.span == span), None)


def _words(
    text: str,
    source: Sequence[Selector],
    cue: Sequence[Selector],
    content: Sequence[Selector],
) -> Words | None:
    found = [all_anchored(part, text) for part in (source, cue, content)]
    return None if None in found else Words(*(part or () for part in found))


def _key(draft: Draft, words: Words) -> str:
    return attribution_key(draft.report, _attribution_of(draft.text, words))


def _found(draft: Draft, words: Words) -> int | None:
    """The attribution with these words, now or before a correction, or nearly these."""
    numbers = range(len(draft.attributions))
    for index in numbers:
        if draft.words_of(index) == words:
            return index
    for index in numbers:
        if words in draft.former[index]:
            return index
    near = [
        (-share, index)
        for index in numbers
        if draft.attributions[index].cue == words.cue
        and (share := _share(draft.attributions[index].content, words.content)) >= _SAME
    ]
    return min(near)[1] if near else None


def _share(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The share of the larger of two contents that the two have in common."""
    if tuple(one) == tuple(other):
        return 1.0
    ours = {n for span in one for n in range(span.start, span.end)}
    theirs = {n for span in other for n in range(span.start, span.end)}
    return len(ours & theirs) / max(1, len(ours), len(theirs))


def _moved(now: Words, words: Words, wanted: Words, *, whole: bool) -> Words:
    """The spans of an attribution after a correction: what that leaves alone stays.

    All of it is the person's where they added the whole.
    """
    if whole:
        return wanted
    return Words(*(n if w == o else w for n, o, w in zip(now, words, wanted, strict=True)))


def _attribution_of(text: str, words: Words) -> Attribution:
    """An attribution that a person added."""
    return Attribution(**words._asdict(), kind=_kind(text, words.content), act="state", score=1.0)


def _kind(text: str, content: Sequence[Span]) -> Kind:
    """Direct, mixed or indirect, by how much of it is in quotation marks."""
    quoted = [span.of(text).strip() for span in content]
    if quoted and all(q[:1] in _OPENING and q[-1:] in _CLOSING and len(q) > 1 for q in quoted):
        return "direct"
    return "mixed" if any(mark in q for q in quoted for mark in '“”"«»') else "indirect"
