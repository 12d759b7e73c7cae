"""Tags to spans: Viterbi against every sequence there is, and what a span may be."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.extract import decode_spans as module
from whence.extract.decode_spans import Floats, Tagged, Tagset, viterbi

LABELS = ("O", "B-a", "I-a", "B-b", "I-b")
#: A word whose "O" is likelier than this is taken as outside without a look at its neighbours.
CERTAIN = module._CERTAIN


def decode(
    scores: list[Floats],
    firsts: list[np.ndarray],
    tagset: Tagset,
    barriers: list[np.ndarray] | None = None,
) -> list[list[Tagged]]:
    """Without barriers, if none are given."""
    return module.decode(scores, firsts, barriers or [f & False for f in firsts], tagset)


def normalised(logits: Floats) -> Floats:
    """Log-probabilities of logits, (words, labels)."""
    top = logits - logits.max(axis=1, keepdims=True)
    found: Floats = (top - np.log(np.exp(top).sum(axis=1, keepdims=True))).astype(np.float32)
    return found


@st.composite
def random_scores(draw: st.DrawFn, most: int = 6) -> Floats:
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    words = draw(st.integers(0, most))
    # From nearly flat to nearly sure; a few words are outside beyond doubt.
    logits = rng.normal(size=(words, len(LABELS))) * draw(st.sampled_from([0.1, 1.0, 4.0, 12.0]))
    logits[:, 0] += draw(st.sampled_from([-3.0, 0.0, 3.0]))
    logits[rng.random(words) < draw(st.sampled_from([0.0, 0.3])), 0] += 60
    return normalised(logits.astype(np.float32))


@st.composite
def tagsets(draw: st.DrawFn) -> Tagset:
    if draw(st.booleans()):
        return Tagset(LABELS)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return Tagset(LABELS, rng.normal(size=(len(LABELS), len(LABELS))).tolist())


def allowed(tags: tuple[int, ...]) -> bool:
    """Whether every I- comes after its B- or itself."""
    names = ["O", *(LABELS[t] for t in tags)]
    return all(
        after[0] != "I" or (before[0] in "BI" and before[1:] == after[1:])
        for before, after in itertools.pairwise(names)
    )


def worth(scores: Floats, tags: tuple[int, ...], tagset: Tagset) -> float:
    """The score of one sequence; a text begins behind an "O" and ends before one."""
    path = [tagset.outside, *tags, tagset.outside]
    steps = sum(float(tagset.transitions[a, b]) for a, b in itertools.pairwise(path))
    return steps + sum(float(scores[at, tag]) for at, tag in enumerate(tags))


def best_of_all(scores: Floats, tagset: Tagset) -> float:
    choices = [
        (tagset.outside,) if row[tagset.outside] >= CERTAIN else range(len(LABELS))
        for row in scores
    ]
    return max(worth(scores, t, tagset) for t in itertools.product(*choices) if allowed(t))


@given(random_scores(), tagsets())
def test_viterbi_finds_what_trying_everything_finds(scores: Floats, tagset: Tagset) -> None:
    tags = tuple(int(t) for t in viterbi(scores, [0], tagset))
    assert allowed(tags)
    assert worth(scores, tags, tagset) == pytest.approx(best_of_all(scores, tagset), abs=1e-3)


@given(st.lists(random_scores(most=4), min_size=1, max_size=4), tagsets())
def test_texts_in_one_batch_are_read_as_if_alone(texts: list[Floats], tagset: Tagset) -> None:
    begins = np.cumsum([0, *map(len, texts)])[:-1]
    together = viterbi(np.concatenate(texts), begins, tagset)
    alone = [viterbi(text, [0], tagset) for text in texts]
    assert together.tolist() == np.concatenate(alone).tolist()


@given(st.lists(random_scores(most=4), min_size=1, max_size=4), tagsets())
def test_a_barrier_splits_a_text_in_two(texts: list[Floats], tagset: Tagset) -> None:
    whole = np.concatenate(texts)
    firsts = np.ones(len(whole), dtype=np.bool_)
    barriers = np.zeros(len(whole), dtype=np.bool_)
    for begin in np.cumsum([0, *map(len, texts)])[:-1]:
        barriers[begin : begin + 1] = True
    (together,) = decode([whole], [firsts], tagset, [barriers])
    alone = decode(texts, [firsts[: len(t)] for t in texts], tagset)
    shifts = np.cumsum([0, *map(len, texts)])
    expected = [
        (s.first + shift, s.end + shift, s.label)
        for found, shift in zip(alone, shifts, strict=False)
        for s in found
    ]
    assert [s[:3] for s in together] == expected


@st.composite
def pieces(draw: st.DrawFn) -> tuple[Floats, np.ndarray]:
    scores = draw(random_scores(most=12))
    firsts = np.array([True, *draw(st.lists(st.booleans(), min_size=11, max_size=11))])
    return scores, firsts[: len(scores)]


@given(st.lists(pieces(), max_size=4), tagsets())
def test_spans_hold_whole_words_in_order_and_never_touch_twice(
    texts: list[tuple[Floats, np.ndarray]], tagset: Tagset
) -> None:
    found = decode([s for s, _ in texts], [f for _, f in texts], tagset)
    assert len(found) == len(texts)
    for spans, (scores, firsts) in zip(found, texts, strict=True):
        at = 0
        for span in spans:
            assert at <= span.first < span.end <= len(scores)
            at = span.end
            assert firsts[span.first]
            assert span.end == len(scores) or firsts[span.end]
            assert span.label in ("a", "b")
            assert 0 <= span.score <= 1


@given(st.lists(pieces(), min_size=1, max_size=4), tagsets())
def test_decoding_a_batch_is_decoding_each(
    texts: list[tuple[Floats, np.ndarray]], tagset: Tagset
) -> None:
    together = decode([s for s, _ in texts], [f for _, f in texts], tagset)
    alone = [decode([s], [f], tagset)[0] for s, f in texts]
    for one, other in zip(together, alone, strict=True):
        assert [s[:3] for s in one] == [s[:3] for s in other]
        assert [s.score for s in one] == pytest.approx([s.score for s in other], abs=1e-6)


def test_nothing_to_decode() -> None:
    tagset = Tagset(LABELS)
    empty = np.zeros((0, len(LABELS)), dtype=np.float32)
    no_words = np.zeros(0, dtype=np.bool_)
    assert decode([], [], tagset) == []
    assert decode([empty], [no_words], tagset) == [[]]
    one = sure("B-a")
    firsts = np.array([True])
    found = decode([empty, one, empty], [no_words, firsts, no_words], tagset)
    assert [[s[:3] for s in spans] for spans in found] == [[], [(0, 1, "a")], []]


def sure(*names: str) -> Floats:
    logits = np.zeros((len(names), len(LABELS)), dtype=np.float32)
    logits[np.arange(len(names)), [LABELS.index(n) for n in names]] = 6
    return normalised(logits)


def spans_of(*names: str) -> list[tuple[int, int, str]]:
    (found,) = decode([sure(*names)], [np.ones(len(names), dtype=np.bool_)], Tagset(LABELS))
    return [(s.first, s.end, s.label) for s in found]


def test_adjacent_spans_of_one_label_stay_separate() -> None:
    assert spans_of("B-a", "I-a", "B-a", "O", "B-b") == [(0, 2, "a"), (2, 3, "a"), (4, 5, "b")]
    assert spans_of("B-a", "B-b", "I-b") == [(0, 1, "a"), (1, 3, "b")]


def test_a_span_reaches_the_end_of_its_text_and_no_further() -> None:
    texts = [sure("O", "B-a", "I-a"), sure("O", "O"), sure("B-b")]
    firsts = [np.ones(len(t), dtype=np.bool_) for t in texts]
    found = decode(texts, firsts, Tagset(LABELS))
    assert [[(s.first, s.end, s.label) for s in spans] for spans in found] == [
        [(1, 3, "a")],
        [],
        [(0, 1, "b")],
    ]


def test_an_inside_without_its_beginning_is_mended_or_dropped() -> None:
    for first, end, label in spans_of("O", "I-a", "I-a", "O", "I-b"):
        assert label in ("a", "b")
        assert first < end


def test_a_word_of_several_pieces_is_one_vote() -> None:
    scores = sure("B-a", "I-a", "I-a", "O")
    firsts = np.array([True, False, False, True])
    (found,) = decode([scores], [firsts], Tagset(LABELS))
    assert [(s.first, s.end, s.label) for s in found] == [(0, 3, "a")]
    # One piece that disagrees does not cut the word.
    scores = sure("B-a", "O", "I-a", "O")
    (found,) = decode([scores], [firsts], Tagset(LABELS))
    assert [(s.first, s.end) for s in found] == [(0, 3)]


def test_the_score_is_the_geometric_mean_of_the_pieces() -> None:
    scores = sure("O", "B-a", "I-a", "O")
    (found,) = decode([scores], [np.ones(4, dtype=np.bool_)], Tagset(LABELS))
    expected = float(np.exp((scores[1, 1] + scores[2, 2]) / 2))
    assert [s[:3] for s in found] == [(1, 3, "a")]
    assert found[0].score == pytest.approx(expected, rel=1e-5)


def test_transitions_decide_between_equal_scores() -> None:
    scores = normalised(np.array([[0.0, 0.4, -9, -9, -9]] * 2, dtype=np.float32))
    rare = np.zeros((5, 5))
    rare[:, 1] = -5
    assert viterbi(scores, [0], Tagset(LABELS)).tolist() == [1, 1]
    assert viterbi(scores, [0], Tagset(LABELS, rare)).tolist() == [0, 0]
