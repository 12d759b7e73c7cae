"""Scores depend on the text alone: not on its neighbours, their order, or the threads."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from tests.readings import PORT
from whence.encoder import Encoder, Scores

SENTENCES = (
    "The mayor of Port Sulla said that the harbour would open again on Monday.",
    "“We heard two explosions,” she told reporters, “and then the lights went out.”",
    "According to the ministry, at least 18 people were killed.\n",
    "Dockworkers accused the company of hiding the list.\n\n",
)
#: Several windows long, and of no length that the windows' sizes divide.
LONG = " ".join(itertools.islice(itertools.cycle(SENTENCES), 61))
TEXTS = (PORT, "", SENTENCES[1], LONG, " \n\t", "He said no.", "👩\u200d🚀 said: \u200fשלום")


@pytest.fixture(scope="module")
def alone(encoder: Encoder) -> list[Scores]:
    return [encoder.score([text])[0] for text in TEXTS]


def same(one: Scores, other: Scores) -> None:
    """Bit for bit."""
    for left, right in zip(one.pieces, other.pieces, strict=True):
        np.testing.assert_array_equal(left, right)
    assert list(one.heads) == list(other.heads)
    for head, scores in one.heads.items():
        assert scores.tobytes() == other.heads[head].tobytes()
    assert list(one.pointers) == list(other.pointers)
    for name, pointers in one.pointers.items():
        for mine, yours in zip(pointers, other.pointers[name], strict=True):
            assert mine.window == yours.window
            assert mine.asks.tobytes() == yours.asks.tobytes()
            assert mine.answers.tobytes() == yours.answers.tobytes()


def test_the_neighbours_in_a_batch_change_nothing(encoder: Encoder, alone: list[Scores]) -> None:
    for one, other in zip(alone, encoder.score(TEXTS), strict=True):
        same(one, other)


def test_order_changes_nothing(encoder: Encoder, alone: list[Scores]) -> None:
    for one, other in zip(alone, reversed(encoder.score(TEXTS[::-1])), strict=True):
        same(one, other)


def test_threads_change_nothing(bundle: Path, alone: list[Scores]) -> None:
    two = Encoder.open(bundle, threads=2)
    for one, other in zip(alone, two.score(TEXTS), strict=True):
        same(one, other)
    same(alone[3], two.score([LONG])[0])


def test_pieces_known_before_and_heads_left_out_change_nothing(
    encoder: Encoder, alone: list[Scores]
) -> None:
    first, second = SENTENCES[1], "He said no."
    text = f"{SENTENCES[0]} {first}\n\n{second}"
    whole = encoder.score([text])[0].pieces
    starts = text.index(first), text.index(second)
    known = [whole.between(s, s + len(t)) for s, t in zip(starts, (first, second), strict=True)]
    assert None not in known
    found = encoder.score(
        [first, PORT, second], only={"attribution", "link"}, known=[known[0], None, known[1]]
    )
    for one, other in zip(found, (alone[2], alone[0], alone[5]), strict=True):
        heads = {"attribution": other.heads["attribution"]}
        same(one, Scores(other.pieces, heads, {"link": other.pointers["link"]}))


def test_no_texts(encoder: Encoder) -> None:
    assert encoder.score([]) == []


@pytest.mark.parametrize("text", ["", " \n\t", "\u200f"])
def test_an_empty_text(encoder: Encoder, text: str) -> None:
    (found,) = encoder.score([text])
    assert len(found.pieces.ids) == 0
    assert found.pointers == dict.fromkeys(encoder.pointers, ())
    assert {h: s.shape for h, s in found.heads.items()} == {
        head: (0, len(labels)) for head, labels in encoder.labels.items()
    }


def test_every_piece_of_a_long_text_is_scored(alone: list[Scores]) -> None:
    found = alone[TEXTS.index(LONG)]
    assert all(len(windows) > 2 for windows in found.pointers.values())
    for scores in found.heads.values():
        np.testing.assert_allclose(np.exp(scores).sum(axis=1), 1, atol=1e-4)


def test_each_core_is_what_its_window_alone_gives(encoder: Encoder, alone: list[Scores]) -> None:
    """Stitching takes each piece's scores from the window whose core it is in."""
    found = alone[TEXTS.index(LONG)]
    inputs = encoder.windows([LONG])
    for (ids, shapes, breaks), pointer in zip(inputs, found.pointers["link"], strict=True):
        window = pointer.window
        np.testing.assert_array_equal(ids[1:-1], found.pieces.ids[window.start : window.end])
        assert len(ids) == len(shapes) == len(breaks) == window.end - window.start + 2
        outputs = dict(
            zip(encoder._session.widths, encoder._session.run(ids, shapes, breaks), strict=True)
        )
        core = slice(window.core_start - window.start + 1, window.core_end - window.start + 1)
        for head, scores in found.heads.items():
            expected = outputs[head][core]
            assert scores[window.core_start : window.core_end].tobytes() == expected.tobytes()
        assert len(pointer.asks) == len(pointer.answers) == window.end - window.start


def test_windows_of_one_text_follow_one_another(alone: list[Scores]) -> None:
    found = alone[TEXTS.index(LONG)]
    for pointers in found.pointers.values():
        ends = [p.window.core_end for p in pointers]
        assert [p.window.core_start for p in pointers] == [0, *ends[:-1]]
        assert ends[-1] == len(found.pieces.ids)
