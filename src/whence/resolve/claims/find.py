"""The claims of a report: the source of each assertion, and how firmly it is made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from whence.records import Attribution, Claim, Entity, Figure, Hedge, Reading, Span, Time
from whence.records.claim import Polarity, Standing
from whence.resolve.claims.hedges import find_hedges
from whence.resolve.claims.modality import CONDITIONS, modality, polarity, subordinate
from whence.resolve.claims.segments import Stretch, stretches
from whence.resolve.sentences import Sentences, Token

#: A clause of fewer tokens is no claim.
_LEAST_WORDS = 3
_OF_NOUNS = frozenset("alleged purported rumoured rumored".split())


def find_claims(
    reading: Reading,
    sentences: Sentences,
    entities: Sequence[Entity],
    times: Sequence[Time],
    figures: Sequence[Figure],
) -> tuple[Claim, ...]:
    """The report's claims in text order, an outer content before what is nested in it.

    A content is its attribution's claim, one a sentence; without a source it is hearsay. What is
    outside every attribution is the outlet's own voice, or hearsay where it says "reportedly".
    `voices` run from the outermost attribution to the content's own.
    """
    contents = [span for a in reading.attributions for span in a.content]
    hedges = find_hedges(sentences, contents)
    by_entity = _Placed((m.span, n) for n, e in enumerate(entities) for m in e.mentions)
    places = {n for n, e in enumerate(entities) if e.type == "place"}
    by_time = _Placed((t.span, n) for n, t in enumerate(times))
    by_figure = _Placed((f.span, n) for n, f in enumerate(figures))
    claims = []
    found = _with_clauses(stretches(reading, sentences), sentences, hedges)
    for stretch in sorted(_innermost(found, reading.attributions), key=_order):
        tokens = sentences.within(stretch.span)
        own = _hedges_in(hedges, stretch.span)
        named = by_entity.within(stretch.span)
        chain = _chain(reading.attributions, stretch.attribution)
        claims.append(
            Claim(
                span=stretch.span,
                standing=_standing(
                    reading.attributions, stretch, _main_hedges(tokens, own, sentences.text)
                ),
                polarity=_said(polarity(tokens), chain, reading.attributions),
                modality=modality(tokens)
                if _is_asserted(chain, reading.attributions)
                else "unasserted",
                voices=chain,
                hedges=own,
                entities=tuple(n for n in named if n not in places),
                times=by_time.within(stretch.span),
                places=tuple(n for n in named if n in places),
                figures=by_figure.within(stretch.span),
            )
        )
    return tuple(claims)


def _innermost(found: Iterable[Stretch], attributions: Sequence[Attribution]) -> Iterable[Stretch]:
    """One stretch a span: what a nested attribution holds whole is not the outer one's again."""
    remaining: dict[Span, Stretch] = {}
    for stretch in found:
        nested = (
            stretch.attribution is not None and attributions[stretch.attribution].parent is not None
        )
        if stretch.span not in remaining or nested:
            remaining[stretch.span] = stretch
    return remaining.values()


def _with_clauses(
    found: Iterable[Stretch], sentences: Sentences, hedges: Sequence[Hedge]
) -> Iterator[Stretch]:
    """Each stretch, and as claims of their own its clauses that say otherwise than it does.

    "The driver, who was not hurt, called the police": no driver was hurt, and the police was
    called. A condition ("if it does not explode") asserts nothing.
    """
    for stretch in found:
        yield stretch
        tokens = sentences.within(stretch.span)
        for first, last in subordinate(tokens):
            clause = tokens[first:last]
            if clause[0].lower in CONDITIONS or len(clause) < _LEAST_WORDS:
                continue
            span = Span(clause[0].start, clause[-1].end)
            denied = polarity(clause[1:]) == "negative" and polarity(tokens) == "positive"
            heard = stretch.attribution is None and any(
                h.kind == "hearsay" for h in _hedges_in(hedges, span)
            )
            if denied or heard:
                yield Stretch(span, stretch.attribution)


def _order(stretch: Stretch) -> tuple[int, int]:
    return stretch.span.start, -stretch.span.end


def _main_hedges(tokens: Sequence[Token], hedges: Sequence[Hedge], text: str) -> list[Hedge]:
    """The hedges that decide whether a claim is hearsay.

    Not those of its subordinate clauses, nor what only holds a noun back: that "the alleged
    gunman was arrested" is no hearsay.
    """
    if not hedges:
        return []
    clauses = [(tokens[i].start, tokens[j - 1].end) for i, j in subordinate(tokens)]
    return [
        h
        for h in hedges
        if h.span.of(text).lower() not in _OF_NOUNS
        and not any(i <= h.span.start < j for i, j in clauses)
    ]


def _standing(
    attributions: Sequence[Attribution], stretch: Stretch, hedges: Sequence[Hedge]
) -> Standing:
    if stretch.attribution is not None:
        return "attributed" if _has_source(attributions, stretch.attribution) else "hearsay"
    return "hearsay" if any(h.kind == "hearsay" for h in hedges) else "own-voice"


def _has_source(attributions: Sequence[Attribution], index: int) -> bool:
    """Whether the content, or one around it, has a source."""
    return any(attributions[i].source for i in _chain(attributions, index))


def _chain(attributions: Sequence[Attribution], index: int | None) -> tuple[int, ...]:
    found: list[int] = []
    while index is not None and index not in found:
        found.insert(0, index)
        index = attributions[index].parent
    return tuple(found)


def _is_asserted(chain: Sequence[int], attributions: Sequence[Attribution]) -> bool:
    """Whether each in the chain says it: a report that another did not say it asserts nothing."""
    return all(attributions[index].asserted for index in chain)


def _said(
    polarity: Polarity, chain: Sequence[int], attributions: Sequence[Attribution]
) -> Polarity:
    """The polarity of what is said: who denies it says that it is not so."""
    denies = sum(
        attributions[index].act == "deny" and attributions[index].kind == "indirect"
        for index in chain
    )
    if denies % 2 == 0:
        return polarity
    return "positive" if polarity == "negative" else "negative"


def _hedges_in(hedges: Sequence[Hedge], span: Span) -> tuple[Hedge, ...]:
    at = bisect_left(hedges, span.start, key=lambda h: h.span.start)
    found = []
    while at < len(hedges) and hedges[at].span.end <= span.end:
        found.append(hedges[at])
        at += 1
    return tuple(found)


class _Placed:
    """Spans with numbers, asked which of them are inside another."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span, _ in self._spans]

    def within(self, outer: Span) -> tuple[int, ...]:
        """The numbers of what is inside the span, each once, in text order."""
        first = bisect_left(self._starts, outer.start)
        last = bisect_left(self._starts, outer.end)
        inside = (number for span, number in self._spans[first:last] if span.end <= outer.end)
        return tuple(dict.fromkeys(inside))
