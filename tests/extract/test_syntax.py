"""Words with heads and tags from scores made by hand, and antecedents distinguished from guesses."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.encoder import Pieces, Pointer, Scores
from whence.encoder.windows import Window
from whence.extract.decode_syntax import antecedents, words
from whence.records import Word

TAGS = ("NOUN", "VERB", "PUNCT")
RELATIONS = ("root", "nsubj", "obj", "punct", "part")
MENTIONS = ("O", "person", "other")
TEXT = "Ada Venn left. She denied it."
#: Of each piece: tag, relation, head (number of a piece), mention.
PIECES = (
    ("NOUN", "nsubj", 2, "person"),
    ("NOUN", "part", 0, "O"),
    ("VERB", "root", 2, "O"),
    ("PUNCT", "punct", 2, "O"),
    ("NOUN", "nsubj", 5, "person"),
    ("VERB", "root", 5, "O"),
    ("NOUN", "obj", 5, "other"),
    ("PUNCT", "punct", 5, "O"),
)


def sure(chosen: list[int], count: int) -> np.ndarray:
    """Log-probabilities that leave no doubt, (pieces, labels)."""
    return np.where(np.arange(count) == np.array(chosen)[:, None], 0.0, -20.0).astype(np.float32)


def pointing(heads: list[int], size: int, windows: list[Window]) -> tuple[Pointer, ...]:
    """Each piece points to one, as far as its window reaches: one-hot answers, scaled asks."""
    found = []
    for w in windows:
        answers = np.eye(size, dtype=np.float16)[w.start : w.end]
        asks = np.stack([np.eye(size)[h] * 20 for h in heads[w.start : w.end]]).astype(np.float16)
        found.append(Pointer(w, asks, answers))
    return tuple(found)


def scores(
    text: str = TEXT,
    pieces: tuple[tuple[str, str, int, str], ...] = PIECES,
    antecedent: dict[int, int] | None = None,
    windows: list[Window] | None = None,
) -> Scores:
    spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    count = len(spans)
    whole = windows or [Window(0, count, 0, count)]
    known = antecedent or {}
    starts = np.array([a for a, _ in spans], dtype=np.int32)
    ends = np.array([b for _, b in spans], dtype=np.int32)
    nothing = np.zeros(count, dtype=np.int64)
    return Scores(
        Pieces(nothing, starts, ends, nothing, nothing, np.ones(count, dtype=np.bool_)),
        {
            "tag": sure([TAGS.index(p[0]) for p in pieces], len(TAGS)),
            "relation": sure([RELATIONS.index(p[1]) for p in pieces], len(RELATIONS)),
            "mention": sure([MENTIONS.index(p[3]) for p in pieces], len(MENTIONS)),
        },
        {
            "arc": pointing([p[2] for p in pieces], count, whole),
            "antecedent": pointing([known.get(n, n) for n in range(count)], count, whole),
        },
    )


def parse(found: Scores, text: str = TEXT) -> list[Word]:
    return words(text, found, TAGS, RELATIONS, MENTIONS)


def test_words_with_their_syntax() -> None:
    found = parse(scores())
    shown = [(w.span.of(TEXT), w.relation, w.head, w.mention) for w in found]
    assert shown == [
        ("Ada", "nsubj", 2, "person"),
        # "Venn" is taken for a further piece of the same word, but a space parts them.
        ("Venn", RELATIONS[0], None, None),
        ("left", "root", None, None),
        (".", "punct", 2, None),
        ("She", "nsubj", 5, "person"),
        ("denied", "root", None, None),
        ("it", "obj", 5, "other"),
        (".", "punct", 5, None),
    ]


def test_a_circle_is_cut_where_the_model_is_least_sure() -> None:
    circle = scores(
        "one two three",
        (("NOUN", "nsubj", 1, "O"), ("VERB", "obj", 2, "O"), ("NOUN", "obj", 0, "O")),
    )
    (pointer,) = circle.pointers["arc"]
    pointer.asks[1] *= 0.1  # "two" is the least sure
    assert [w.head for w in parse(circle)] == [1, None, 0]


def test_a_circle_is_opened_to_the_second_best_head_where_there_is_one() -> None:
    circle = scores(
        "one two three four",
        (
            ("NOUN", "nsubj", 1, "O"),
            ("VERB", "obj", 2, "O"),
            ("NOUN", "obj", 0, "O"),
            ("VERB", "root", 3, "O"),
        ),
    )
    (pointer,) = circle.pointers["arc"]
    pointer.asks[1] += 12 * pointer.answers[3]  # "two" could depend on "four" nearly as well
    assert [w.head for w in parse(circle)] == [1, 3, 0, None]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_negation_is_a_word_with_its_n(mark: str) -> None:
    text = f"didn{mark}t go"
    found = parse(
        scores(
            text,
            (
                ("VERB", "nsubj", 3, "O"),
                ("NOUN", "obj", 3, "O"),
                ("NOUN", "part", 1, "O"),
                ("VERB", "root", 3, "O"),
            ),
        ),
        text,
    )
    assert [w.span.of(text) for w in found] == ["did", f"n{mark}t", "go"]


def test_a_word_that_points_to_itself_is_a_root() -> None:
    found = parse(scores("alone", (("NOUN", "obj", 0, "O"),)))
    assert found[0].head is None


def test_antecedents_of_mentions_alone() -> None:
    read = scores(antecedent={4: 0, 5: 2})
    found = antecedents(read, parse(read))
    pairs = [(a.mention.of(TEXT), a.antecedent.of(TEXT)) for a in found]
    # "denied" is no mention, so what it points to is left out.
    # "it" points to itself: it is the first of its entity.
    assert pairs == [("She", "Ada")]
    assert all(a.score == pytest.approx(1, abs=0.01) for a in found)


def test_pieces_of_one_word_add_up() -> None:
    text = "Ada-Venn left. She denied it."
    glued = (("NOUN", "nsubj", 3, "person"), ("PUNCT", "part", 0, "O"), ("NOUN", "part", 0, "O"))
    rest = tuple((tag, relation, head + 1, mention) for tag, relation, head, mention in PIECES[2:])
    read = scores(text, (*glued, *rest), antecedent={5: 0})
    (pointer,) = read.pointers["antecedent"]
    pointer.asks[5] = 20 * (pointer.answers[0] + pointer.answers[2])  # "Ada" or "Venn" alike
    (she,) = [a for a in antecedents(read, parse(read, text)) if a.mention.of(text) == "She"]
    assert she.antecedent.of(text) == "Ada-Venn"
    assert she.score == pytest.approx(1, abs=0.01)


def test_unlikely_antecedents_are_left_out() -> None:
    read = scores()
    (pointer,) = read.pointers["antecedent"]
    pointer.asks[:] = 0  # every piece is as likely as any other: an eighth
    assert {a.score for a in antecedents(read, parse(read))} <= {0.125, 0.25}


def test_windows_point_within_themselves() -> None:
    two = [Window(0, 6, 0, 4), Window(2, 8, 4, 8)]
    whole, parts = parse(scores()), parse(scores(windows=two))
    assert parts == whole


def test_no_words() -> None:
    nothing, edges = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)
    empty = Scores(
        Pieces(nothing, edges, edges, nothing, nothing, nothing.astype(np.bool_)), {}, {}
    )
    assert parse(empty) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(TAGS),
            st.sampled_from(RELATIONS),
            st.integers(0, 11),
            st.sampled_from(MENTIONS),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_scores_give_trees_over_the_text(drawn: list[tuple[str, str, int, str]]) -> None:
    text = " ".join("w" * (n % 3 + 1) for n in range(len(drawn)))
    pieces = tuple((t, r, h % len(drawn), m) for t, r, h, m in drawn)
    found = parse(scores(text, pieces))
    for index, word in enumerate(found):
        assert word.span.of(text).strip("w") == ""
        at, steps = word.head, 0
        while at is not None:
            assert 0 <= at < len(found)
            at, steps = found[at].head, steps + 1
            assert steps <= len(found), f"word {index} hangs in a circle"
