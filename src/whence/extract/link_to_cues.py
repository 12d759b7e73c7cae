"""Sources and contents linked to their cues by the encoder's pointer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from whence.extract.decode_spans import Floats, Ints, Tagged

#: How many windows are linked together, and how many more a span that crosses their end may ask.
_TOGETHER, _BEYOND = 32, 8
#: The log-probability of a cue that a piece's window does not reach.
_OUT_OF_REACH = -12.0
#: What a cue in a span's own line gains. It changes nothing on the reports that training keeps
#: back, and keeps the second half of a quotation, after "he said.", from the next paragraph's cue.
_SAME_LINE = 3.0
#: What a second source at one cue loses: an attribution has one source, joint speakers in one span.
_SECOND_SOURCE = 1.0

#: What a piece costs a span that is looked for, and the least that the whole must gain. Chosen on
#: the reports that training keeps back for such choices.
_TOLL = 0.1
_LEAST_GAIN = 0.3  # chosen with it
#: How likely another's source must point to a cue to be its source too. Low, because a source with
#: two cues splits its pointer between them. Chosen on the same reports.
_LEAST_SHARED = 0.05
#: A second stretch of content less sure than this is left out beside a surer one.
_WEAK = 0.6


class Pointer(NamedTuple):
    """One scored window's pointer: `asks[i] @ answers[j]` says how well piece j suits piece i.

    Offsets are in pieces of the text; the arrays are (end - start, width). Only the pieces of the
    core ask in this window.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    asks: npt.NDArray[np.float16]
    answers: npt.NDArray[np.float16]


class Linked(NamedTuple):
    """One attribution in word pieces; any part may be empty."""

    source: tuple[Tagged, ...]
    cue: tuple[Tagged, ...]
    content: tuple[Tagged, ...]
    score: float  #: 0 to 1: how sure spans and links are


def link(spans: Sequence[Tagged], lines: Ints, pointers: Sequence[Pointer]) -> list[Linked]:
    """The attributions of one text, in the order of their first pieces.

    Each piece of a source or content asks, in the window whose core has it, where its cue begins. A
    span asks with the mean of its pieces, and favours a cue in its own line (`lines` numbers the
    lines of the text by piece).
    """
    cues = [s for s in spans if s.label == "cue"]
    others = [s for s in spans if s.label != "cue"]
    chosen, sure = _choose(others, cues, lines, pointers)
    found = []
    for index, cue in enumerate(cues):
        mine = [i for i, c in enumerate(chosen) if c == index]
        found.append(_linked((cue,), [others[i] for i in mine], [sure[i] for i in mine]))
    # What found no cue in reach stays alone rather than being dropped.
    found += [
        _linked((), [span], [0.5]) for span, c in zip(others, chosen, strict=True) if c is None
    ]
    return sorted(found, key=_begin)


def _choose(
    others: Sequence[Tagged], cues: Sequence[Tagged], lines: Ints, pointers: Sequence[Pointer]
) -> tuple[list[int | None], list[float]]:
    """The cue of each span, and how sure that is."""
    chosen: list[int | None] = [None] * len(others)
    sure = [0.0] * len(others)
    # A long text is linked some windows at a time: no span reaches further than its own window,
    # and the table of all spans by all cues would grow with the square of the text.
    for at in range(0, len(pointers), _TOGETHER):
        group = pointers[at : at + _TOGETHER]
        here = _between(others, group[0].core_start, group[-1].core_end)
        reach = max([others[i].end for i in here], default=0)
        asked = [*group, *(p for p in pointers[at + _TOGETHER :][:_BEYOND] if p.core_start < reach)]
        near = _between(cues, asked[0].start, asked[-1].end)
        if not here or not near:
            continue
        spans, possible = [others[i] for i in here], [cues[i] for i in near]
        best, likely, reachable = _best(spans, possible, lines, asked)
        for i, cue, probability, found in zip(here, best, likely, reachable, strict=True):
            if found:
                chosen[i], sure[i] = near[cue], probability
    return chosen, sure


def _between(spans: Sequence[Tagged], start: int, end: int) -> list[int]:
    """The indices of the spans that begin in [start, end)."""
    return [i for i, span in enumerate(spans) if start <= span.first < end]


def _best(
    others: Sequence[Tagged], cues: Sequence[Tagged], lines: Ints, pointers: Sequence[Pointer]
) -> tuple[list[int], list[float], list[bool]]:
    """For each span its cue, how sure that is, and whether it had any cue in reach."""
    scores, reachable = _scores(others, cues, pointers)
    lowest = lines[[span.first for span in others]]
    highest = lines[[span.end - 1 for span in others]]
    of_cue = lines[[cue.first for cue in cues]]
    own = (lowest[:, None] <= of_cue) & (of_cue <= highest[:, None])
    scores += np.where(own, _SAME_LINE, 0.0)
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    best = scores.argmax(axis=1)
    _spread_sources(others, scores, best)
    return best.tolist(), likely[np.arange(len(others)), best].tolist(), reachable.tolist()


def _scores(
    others: Sequence[Tagged], cues: Sequence[Tagged], pointers: Sequence[Pointer]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Mean log-probability of each cue for each span, (spans, cues), over the span's pieces.

    Also which spans have a cue in reach at all.
    """
    firsts = np.array([s.first for s in others])
    ends = np.array([s.end for s in others])
    begins = np.array([c.first for c in cues])
    totals = np.full((len(others), len(cues)), _OUT_OF_REACH)
    reachable = np.zeros(len(others), dtype=np.bool_)
    for window in pointers:
        low = np.maximum(firsts, window.core_start)
        high = np.minimum(ends, window.core_end)
        here = np.flatnonzero(low < high)
        near = np.flatnonzero((window.start <= begins) & (begins < window.end))
        if not len(here) or not len(near):
            continue
        first, end = low[here, None], high[here, None]
        count = end - first
        asking = np.arange(first.min(), end.max())
        # Sums by a product with zeros and ones: half floats are whole multiples of 2**-24, so in
        # float64 their sums are exact in whatever order.
        held = ((first <= asking) & (asking < end)).astype(float)
        queries = held @ window.asks[asking - window.start].astype(float)
        logits = (queries / count) @ window.answers[begins[near] - window.start].T.astype(float)
        top = logits.max(axis=1, keepdims=True)
        logits -= top + np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
        share = count / (ends - firsts)[here, None]
        totals[here[:, None], near] += share * (np.maximum(logits, _OUT_OF_REACH) - _OUT_OF_REACH)
        reachable[here] = True
    return totals, reachable


def _spread_sources(
    others: Sequence[Tagged], scores: npt.NDArray[np.float64], best: npt.NDArray[np.int64]
) -> None:
    """Of two sources at one cue, the less sure one goes to a cue without any, if one is near it."""
    sources = [i for i, s in enumerate(others) if s.label == "source"]
    for _ in range(2):
        taken: dict[int, int] = {}
        for i in sorted(sources, key=lambda i: -scores[i, best[i]]):
            cue = int(best[i])
            if cue not in taken:
                taken[cue] = i
                continue
            free = scores[i].copy()
            free[list(taken)] = -np.inf
            other = int(free.argmax())
            if free[other] > scores[i, cue] - _SECOND_SOURCE:
                best[i] = other
                taken[other] = i


def find_missing(
    linked: Sequence[Linked],
    inside: Mapping[str, Floats],
    firsts: npt.NDArray[np.bool_],
    lines: Ints,
    pointers: Sequence[Pointer],
) -> list[Linked]:
    """The same attributions, each that lacks a source or content given the likeliest, if any is.

    First among the pieces that belong to nothing: `inside` is each piece's probability of
    belonging to a "source" and to a "content", `firsts` says which begin a word. A source is then
    looked for among the sources of others in the same line (`lines` numbers the lines of the text
    by piece): in "Pell denied it, adding that ..." both cues have one source.
    """
    free = np.ones(len(lines), dtype=np.bool_)
    for one in linked:
        for span in (*one.source, *one.cue, *one.content):
            free[span.first : span.end] = False
    given = [span for one in linked for span in one.source]
    return [
        _completed(one, inside, free, given, firsts, lines, pointers)
        if one.cue and not (one.source and one.content)
        else one
        for one in linked
    ]


def _completed(
    one: Linked,
    inside: Mapping[str, Floats],
    free: npt.NDArray[np.bool_],
    given: Sequence[Tagged],
    firsts: npt.NDArray[np.bool_],
    lines: Ints,
    pointers: Sequence[Pointer],
) -> Linked:
    """One attribution with what it lacks; pieces that it takes are `free` no more."""
    cue = one.cue[0].first
    pointer = next(p for p in pointers if cue < p.core_end)
    line = slice(
        max(pointer.start, int(np.searchsorted(lines, lines[cue], side="left"))),
        min(pointer.end, int(np.searchsorted(lines, lines[cue], side="right"))),
    )
    to_cue = _to_cue(cue, pointer, line)
    own = free[line].copy()

    def run(role: str) -> Tagged | None:
        worth = inside[role][line] * to_cue[line.start - pointer.start : line.stop - pointer.start]
        found = _free_run(np.where(own, worth, -np.inf), role)
        if found is None:
            return None
        own[found.first : found.end] = False
        first, end = found.first + line.start, found.end + line.start
        while not firsts[first]:
            first -= 1
        while end < len(firsts) and not firsts[end]:
            end += 1
        free[first:end] = False
        return found._replace(first=first, end=end)

    if not one.content and (content := run("content")):
        one = one._replace(content=(content,))
    if one.content and not one.source:
        near = [s for s in given if lines[s.first] == lines[cue]]
        source = run("source") or _shared_source(near, to_cue, pointer)
        one = one._replace(source=(source,)) if source else one
    return one


def _to_cue(cue: int, pointer: Pointer, line: slice) -> Floats:
    """How likely each piece of the window points to the cue at piece `cue`; 0 beyond its line."""
    likely = np.zeros(pointer.end - pointer.start, dtype=np.float32)
    rows = slice(line.start - pointer.start, line.stop - pointer.start)
    logits = pointer.asks[rows].astype(np.float32) @ pointer.answers.astype(np.float32).T
    logits = np.exp(logits - logits.max(axis=1, keepdims=True))
    likely[rows] = logits[:, cue - pointer.start] / logits.sum(axis=1)
    return likely


def _free_run(worth: Floats, role: str) -> Tagged | None:
    """The run of pieces with the greatest sum of worth, less a toll a piece, if it is enough.

    Kadane's algorithm for the maximum subarray.
    """
    best, start, end = 0.0, 0, 0
    total, begin = 0.0, 0
    for at, value in enumerate((worth - _TOLL).tolist()):
        if total <= 0.0:
            total, begin = 0.0, at
        total += value
        if total > best:
            best, start, end = total, begin, at + 1
    if best < _LEAST_GAIN:
        return None
    return Tagged(start, end, role, min(1.0, best / (end - start) + _TOLL))


def _shared_source(given: Sequence[Tagged], to_cue: Floats, pointer: Pointer) -> Tagged | None:
    """The source of another attribution that points to this cue too, if any does."""
    best, chosen = _LEAST_SHARED, None
    for source in given:
        if pointer.start <= source.first and source.end <= pointer.end:
            likely = float(to_cue[source.first - pointer.start : source.end - pointer.start].mean())
            if likely > best:
                best, chosen = likely, source
    return chosen


def _linked(cue: tuple[Tagged, ...], parts: Sequence[Tagged], sure: Sequence[float]) -> Linked:
    scores = [c.score for c in cue] + [p.score * s for p, s in zip(parts, sure, strict=True)]
    content = [p for p in parts if p.label == "content"]
    if any(p.score >= _WEAK for p in content):
        content = [p for p in content if p.score >= _WEAK]
    source = tuple(p for p in parts if p.label == "source")
    # `np.mean`, but for its checks, which take longer than the sum.
    return Linked(source, cue, tuple(content), float(np.add.reduce(scores)) / len(scores))


def _begin(linked: Linked) -> int:
    return min(s.first for s in (*linked.source, *linked.cue, *linked.content))
