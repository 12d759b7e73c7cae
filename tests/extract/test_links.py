"""Sources and contents to their cues, by a pointer made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from whence.extract import link_to_cues
from whence.extract.decode_spans import Floats, Tagged
from whence.extract.link_to_cues import Linked, Pointer

WIDTH = 16


def link(
    spans: Sequence[Tagged], pointers: Sequence[Pointer], breaks: Sequence[int] = ()
) -> list[Linked]:
    """All in one line of 40 pieces, if no `breaks` say where others begin."""
    return link_to_cues.link(spans, lines(40, breaks), pointers)


def lines(count: int, breaks: Sequence[int] = ()) -> np.ndarray:
    begins = np.zeros(count, dtype=np.int64)
    begins[list(breaks)] = 1
    return np.cumsum(begins)


def find_sources(
    linked: Sequence[Linked],
    inside: Floats,
    pointers: Sequence[Pointer],
    breaks: Sequence[int] = (),
) -> list[Linked]:
    """`inside` is the probability of a source; contents are never found again."""
    count = len(inside)
    of_role = {"source": inside, "content": np.zeros(count, dtype=np.float32)}
    firsts = np.ones(count, dtype=np.bool_)
    return link_to_cues.find_missing(linked, of_role, firsts, lines(count, breaks), pointers)


def tagged(first: int, end: int, label: str, score: float = 0.9) -> Tagged:
    return Tagged(first, end, label, score)


def pointer(
    count: int,
    wishes: dict[int, int],
    *,
    window: tuple[int, int, int, int] | None = None,
    strength: float = 20.0,
) -> Pointer:
    """A pointer in which piece `i` looks for piece `wishes[i]`, and the others for nothing."""
    start, end, core_start, core_end = window or (0, count, 0, count)
    targets = sorted(set(wishes.values()))
    asks = np.zeros((end - start, WIDTH), dtype=np.float16)
    answers = np.zeros((end - start, WIDTH), dtype=np.float16)
    for column, target in enumerate(targets):
        if start <= target < end:
            answers[target - start, column] = 1
    for piece, target in wishes.items():
        if start <= piece < end:
            asks[piece - start, targets.index(target)] = strength
    return Pointer(start, end, core_start, core_end, asks, answers)


def places(found: Sequence[Linked]) -> list[tuple[list[int], list[int], list[int]]]:
    """First pieces of source, cue and content of each."""
    return [
        ([s.first for s in one.source], [s.first for s in one.cue], [s.first for s in one.content])
        for one in found
    ]


SOURCE, CUE, CONTENT = tagged(0, 2, "source"), tagged(2, 3, "cue"), tagged(3, 8, "content")
AGAIN = (tagged(10, 12, "source"), tagged(12, 13, "cue"), tagged(13, 18, "content"))


def test_each_span_is_linked_to_the_cue_it_points_to() -> None:
    wishes = {
        **dict.fromkeys((0, 1, *range(3, 8)), 2),
        **dict.fromkeys((10, 11, *range(13, 18)), 12),
    }
    found = link([SOURCE, CUE, CONTENT, *AGAIN], [pointer(20, wishes)])
    assert places(found) == [([0], [2], [3]), ([10], [12], [13])]
    assert all(0 < one.score <= 1 for one in found)


def test_a_split_quotation_is_one_attribution() -> None:
    rest = tagged(10, 15, "content")
    wishes = dict.fromkeys((0, 1, *range(3, 8), *range(10, 15)), 2)
    found = link([SOURCE, CUE, CONTENT, rest], [pointer(20, wishes)])
    assert places(found) == [([0], [2], [3, 10])]


def test_the_mean_of_a_spans_pieces_decides() -> None:
    wishes = {3: 12, **dict.fromkeys(range(4, 8), 2)}
    found = link([CUE, CONTENT, AGAIN[1]], [pointer(20, wishes)])
    assert ([], [2], [3]) in places(found)


def test_a_cue_without_a_content_and_a_content_far_from_a_cue_stay() -> None:
    assert places(link([CUE], [pointer(20, {})])) == [([], [2], [])]
    assert places(link([CONTENT], [pointer(20, {})])) == [([], [], [3])]
    apart = [pointer(20, {}, window=(0, 10, 0, 10)), pointer(20, {}, window=(10, 20, 10, 20))]
    assert places(link([CUE, AGAIN[2]], apart)) == [([], [2], []), ([], [], [13])]


def test_nothing_to_link() -> None:
    assert link([], []) == []
    assert link([], [pointer(20, {})]) == []
    assert find_sources([], np.zeros(0, dtype=np.float32), []) == []


def test_a_span_across_two_cores_asks_in_both() -> None:
    long, cue = tagged(6, 14, "content"), tagged(16, 17, "cue")
    # In the first window it looks for the one cue, in the second for both alike.
    windows = [
        pointer(20, dict.fromkeys(range(6, 8), 16), window=(0, 18, 0, 8)),
        pointer(20, dict.fromkeys(range(8, 14), 2), window=(2, 20, 8, 20)),
    ]
    assert places(link([CUE, long, cue], windows)) == [([], [2], [6]), ([], [16], [])]


def test_a_second_source_goes_to_a_cue_that_has_none() -> None:
    # Both sources look, one of them barely, for the same cue.
    wishes = {0: 2, 1: 2, 10: 2, 11: 2, **dict.fromkeys(range(3, 8), 2)}
    wanted = pointer(20, wishes, strength=1.0)
    strong = wanted.asks.copy()
    strong[:2] *= 20
    answers = wanted.answers.copy()
    answers[12, 0] = 0.9  # the second cue is nearly as good
    found = link(
        [SOURCE, CUE, CONTENT, *AGAIN[:2]], [wanted._replace(asks=strong, answers=answers)]
    )
    assert places(found) == [([0], [2], [3]), ([10], [12], [])]


def test_a_cue_in_the_same_line_is_favoured() -> None:
    # The content looks for both cues about as much; the second is in its line.
    wishes = dict.fromkeys(range(3, 8), 2)
    wanted = pointer(20, wishes, strength=1.0)
    answers = wanted.answers.copy()
    answers[12, 0] = 0.9
    both = [wanted._replace(answers=answers)]
    assert places(link([CUE, CONTENT, AGAIN[1]], both)) == [([], [2], [3]), ([], [12], [])]
    assert places(link([CUE, CONTENT, AGAIN[1]], both, breaks=[3])) == [
        ([], [2], []),
        ([], [12], [3]),
    ]


def test_attributions_are_in_text_order() -> None:
    wishes = {**dict.fromkeys(range(3, 8), 12), **dict.fromkeys(range(13, 18), 2)}
    found = link([CUE, CONTENT, *AGAIN[1:]], [pointer(20, wishes)])
    begins = [min(s.first for s in (*f.source, *f.cue, *f.content)) for f in found]
    assert begins == sorted(begins)


def test_a_source_that_was_missed_is_found_again() -> None:
    linked = link([CUE, CONTENT], [pointer(20, dict.fromkeys(range(3, 8), 2))])
    wishes = dict.fromkeys((0, 1, *range(3, 8)), 2)
    inside = np.zeros(20, dtype=np.float32)
    inside[:2] = 0.45
    (found,) = find_sources(linked, inside, [pointer(20, wishes)])
    assert places([found]) == [([0], [2], [3])]
    assert found.source[0].end == 2
    assert 0 < found.source[0].score <= 1
    # Unlikely pieces, or pieces that look elsewhere, make no source.
    assert find_sources(linked, inside * np.float32(0.1), [pointer(20, wishes)]) == linked
    assert find_sources(linked, inside, [pointer(20, {0: 15, 1: 15})]) == linked


def test_a_source_is_found_again_only_among_free_pieces() -> None:
    linked = link([SOURCE, CUE, CONTENT], [pointer(20, dict.fromkeys((0, 1, *range(3, 8)), 2))])
    assert find_sources(linked, np.ones(20, dtype=np.float32), [pointer(20, {})]) == linked
    alone = link([CUE], [pointer(20, {})])
    # A cue without a content is too little to go looking for.
    assert find_sources(alone, np.ones(20, dtype=np.float32), [pointer(20, {})]) == alone


@pytest.mark.parametrize("seed", range(30))
def test_no_span_is_in_two_attributions_whatever_the_pointer_says(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 40))
    edges = np.unique(rng.integers(0, count + 1, size=12)).tolist()
    labels = rng.choice(["source", "cue", "content"], size=len(edges))
    spans = [
        tagged(a, b, str(name), float(rng.random()))
        for a, b, name in zip(edges[:-1], edges[1:], labels, strict=False)
    ]
    half = count // 2
    cuts = [(0, count, 0, count)] if seed % 2 else [(0, half + 1, 0, half), (0, count, half, count)]
    windows = []
    for start, end, core_start, core_end in cuts:
        size = (min(end, count) - start, WIDTH)
        asks, answers = (rng.normal(size=size).astype(np.float16) for _ in range(2))
        windows.append(Pointer(start, min(end, count), core_start, core_end, asks, answers))
    found = link(spans, windows)
    held = [s for one in found for s in (*one.source, *one.cue, *one.content)]
    assert len(held) == len(set(held))
    # Only a content that is unsure beside a surer one may be left out.
    assert all(s.label == "content" and s.score < 0.6 for s in set(spans) - set(held))
    assert set(held) <= set(spans)
    assert all(0 <= one.score <= 1 and len(one.cue) <= 1 for one in found)
    more = find_sources(found, rng.random(count).astype(np.float32), windows)
    assert [one.content for one in more] == [one.content for one in found]
    for one in more:
        for source in one.source:
            assert 0 <= source.first < source.end <= count
