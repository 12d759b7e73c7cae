"""How a change of attributions changes the claims: their speakers, and new claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from whence.records import Claim, Span
from whence.review.editable_result import Draft, Words


def adopt(draft: Draft, index: int, before: Words | None) -> None:
    """Puts an attribution that is new, or has moved, where it belongs.

    It gets its place among the attributions around it and inside it. Its claims move with it from
    where it was `before`, the claims in its content become its own, those no longer in it return to
    the rest, and a content without a claim becomes one.
    """
    _nest(draft, index)
    contents = draft.attributions[index].content
    for number, claim in enumerate(draft.claims):
        if claim.voices[-1:] == (index,):
            span = _moved(claim.span, before.content if before else (), contents)
            if span != claim.span:
                draft.claims[number] = msgspec.structs.replace(
                    claim, span=span, **_held(draft, span)
                )
    for number, claim in enumerate(draft.claims):
        if index in claim.voices or any(one.covers(claim.span) for one in contents):
            # A source changes whether somebody vouches for it.
            sourced = draft.attributions[index].source
            _revoice(
                draft, number, anew=before is not None and bool(before.source) != bool(sourced)
            )
    for content in contents:
        span = _trimmed(draft.text, content)
        inside = any(
            span.covers(claim.span)
            for number, claim in enumerate(draft.claims)
            if number not in draft.gone_claims and number not in draft.replaced
        )
        if span.start < span.end and not inside:
            _make(draft, index, span)


def _nest(draft: Draft, index: int) -> None:
    own = draft.attributions[index]
    if not own.content:
        return
    above = _innermost(draft, own.content, besides=index)
    draft.attributions[index] = msgspec.structs.replace(own, parent=above)
    for other, one in enumerate(draft.attributions):
        held = (
            one.content
            and _covers(own.content, one.content)
            and _size(own.content) > _size(one.content)
        )
        if other != index and held and draft.parent(other) in (None, above):
            draft.attributions[other] = msgspec.structs.replace(one, parent=index)
        elif one.parent == index and other != index and not held:
            draft.attributions[other] = msgspec.structs.replace(one, parent=above)


def _innermost(draft: Draft, spans: tuple[Span, ...], besides: int | None = None) -> int | None:
    """The attribution with the shortest content around these spans."""
    found = [
        (_size(one.content), n)
        for n, one in enumerate(draft.attributions)
        if n != besides
        and n not in draft.gone_attributions
        and _covers(one.content, spans)
        and (besides is None or _size(one.content) > _size(spans))
    ]
    return min(found)[1] if found else None


def _revoice(draft: Draft, number: int, *, anew: bool) -> None:
    claim = draft.claims[number]
    chain = draft.chain(_innermost(draft, (claim.span,)))
    if chain != claim.voices or anew:
        draft.claims[number] = msgspec.structs.replace(
            claim, voices=chain, standing=draft.standing(claim, chain)
        )


def _make(draft: Draft, index: int, span: Span) -> None:
    """Makes a claim of a content without one."""
    around = [
        (claim.span.end - claim.span.start, number)
        for number, claim in enumerate(draft.claims)
        if claim.span.covers(span) and number not in draft.gone_claims
    ]
    nearest = draft.claims[min(around)[1]] if around else None
    claim = Claim(
        span=span,
        standing="attributed",
        polarity=nearest.polarity if nearest else "positive",
        modality=nearest.modality if nearest else "actual",
        voices=draft.chain(index),
        hedges=tuple(h for h in nearest.hedges if span.covers(h.span)) if nearest else (),
        **_held(draft, span),
    )
    draft.claims.append(
        msgspec.structs.replace(claim, standing=draft.standing(claim, claim.voices))
    )
    made = len(draft.claims) - 1
    draft.made[made] = index, tuple(number for _, number in around)
    for _, number in around:
        if not _says_more(draft, number, index):
            draft.replaced[number] = index


def _held(draft: Draft, span: Span) -> dict[str, Any]:
    """The times, places and figures of a claim in this span."""
    named = [
        n
        for n, one in enumerate(draft.entities)
        if draft.live_entity(n) == n and any(span.covers(m.span) for m in one.mentions)
    ]
    return {
        "entities": tuple(n for n in named if draft.entities[n].type != "place"),
        "places": tuple(n for n in named if draft.entities[n].type == "place"),
        "times": tuple(n for n, one in enumerate(draft.times) if span.covers(one.span)),
        "figures": tuple(n for n, one in enumerate(draft.figures) if span.covers(one.span)),
    }


def _moved(span: Span, before: Sequence[Span], now: Sequence[Span]) -> Span:
    """The span of a claim after its attribution's content moved.

    A claim of the whole content stays that; one that extends beyond the content is cut at it.
    """
    near = max(now, key=lambda one: _overlap(one, span), default=None)
    if near is None or not _overlap(near, span) or (near.covers(span) and span not in before):
        return span
    return near if span in before else Span(max(span.start, near.start), min(span.end, near.end))


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _says_more(draft: Draft, number: int, index: int) -> bool:
    """Whether a claim has words besides those of an attribution in it."""
    words = [*draft.text]
    for part in draft.words_of(index):
        for span in part:
            words[span.start : span.end] = [" "] * (span.end - span.start)
    span = draft.claims[number].span
    return any(letter.isalnum() for letter in words[span.start : span.end])


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _covers(outer: tuple[Span, ...], inner: tuple[Span, ...]) -> bool:
    return bool(inner) and all(any(one.covers(span) for one in outer) for span in inner)


def _size(spans: tuple[Span, ...]) -> int:
    return sum(span.end - span.start for span in spans)
