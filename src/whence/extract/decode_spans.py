"""Log-probabilities of tags to spans: the likeliest sequence in which every span begins with B.

Viterbi over the words of all texts of a batch at once. A word that is outside any span beyond
doubt splits a text into stretches that cannot touch, so the loop runs over the position in a
stretch and numpy over the stretches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

#: A word is outside beyond doubt where the log-probability of "O" is above this.
_CERTAIN = -1e-2
#: What a transition that cannot be costs: more than all the scores of a text together.
_NEVER = -1e9


class Tagged(NamedTuple):
    """A span of word pieces with a label."""

    first: int
    end: int  #: half-open, in pieces
    label: str
    score: float  #: 0 to 1: geometric mean of its pieces' probabilities


class Tagset:
    """The labels of one head, and what each costs after each."""

    def __init__(self, labels: Sequence[str], transitions: npt.ArrayLike | None = None) -> None:
        """Takes "O", then "B-x" and "I-x" for each x, and what is added where one follows another.

        `transitions[a][b]` is for label b after label a; none are zeros. An I- that follows
        neither its B- nor itself is never taken.
        """
        self.labels = tuple(labels)
        self.outside = self.labels.index("O")
        size = len(self.labels)
        self.transitions = np.zeros((size, size), dtype=np.float32)
        if transitions is not None:
            self.transitions += np.asarray(transitions, dtype=np.float32)
        #: label -> the label that a word's further pieces have
        self.inside = np.arange(size)
        self.goes_on = np.array([name[0] == "I" for name in self.labels])
        self.begins = np.array([name[0] == "B" for name in self.labels])
        for index, name in enumerate(self.labels):
            if name[0] == "B":
                self.inside[index] = self.labels.index("I" + name[1:])
            for before, earlier in enumerate(self.labels):
                if name[0] == "I" and earlier[1:] != name[1:]:
                    self.transitions[before, index] = _NEVER


def decode(
    scores: Sequence[Floats],
    firsts: Sequence[npt.NDArray[np.bool_]],
    barriers: Sequence[npt.NDArray[np.bool_]],
    tagset: Tagset,
) -> list[list[Tagged]]:
    """The spans of each text.

    For each text, `scores` holds log-probabilities (pieces, labels), `firsts` says which pieces
    begin a word, since a span holds whole words, and `barriers` before which of those no span
    goes on.
    """
    if not scores:
        return []
    pieces = [len(s) for s in scores]
    stacked = np.concatenate(scores)
    starts = np.flatnonzero(np.concatenate(firsts))
    ends = np.append(starts[1:], len(stacked))
    offsets = np.cumsum([0, *pieces])
    words = _by_word(stacked, starts, ends, tagset)
    begins = np.searchsorted(starts, offsets)
    closed = np.concatenate((begins[:-1], np.flatnonzero(np.concatenate(barriers)[starts])))
    tags = viterbi(words, closed, tagset)
    found = []
    for number, offset in enumerate(offsets[:-1]):
        part = slice(begins[number], begins[number + 1])
        found.append(_spans(tags[part], words[part], starts[part], ends[part], int(offset), tagset))
    return found


def _by_word(pieces: Floats, starts: Ints, ends: Ints, tagset: Tagset) -> Floats:
    """Log-probabilities (words, labels): a word's tag begins at its first piece and goes on."""
    if not len(starts):
        return np.zeros((0, len(tagset.labels)), dtype=np.float32)
    words = pieces[starts].copy()
    several = np.flatnonzero(ends - starts > 1)
    if len(several):
        running = np.concatenate(
            (np.zeros((1, pieces.shape[1])), np.cumsum(pieces, axis=0, dtype=np.float64))
        )
        rest = running[ends[several]] - running[starts[several] + 1]
        words[several] += rest[:, tagset.inside].astype(np.float32)
    return words


def viterbi(scores: Floats, begins: npt.ArrayLike, tagset: Tagset) -> Ints:
    """The best tag of each word, (words,); none of the words `begins` goes on with a span."""
    count = len(scores)
    tags = np.full(count, tagset.outside, dtype=np.int64)
    starts, sizes = _stretches(scores[:, tagset.outside] < _CERTAIN, begins)
    if not len(starts):
        return tags
    steps = tagset.transitions
    came_from = np.zeros((count, len(tagset.labels)), dtype=np.int8)
    final = np.empty((len(starts), len(tagset.labels)), dtype=np.float32)
    # A stretch begins after "O", and ends before it.
    best = scores[starts] + steps[tagset.outside]
    # How many stretches are longer than t, for each t: they come first.
    alive = np.searchsorted(-sizes, -np.arange(int(sizes[0])), side="left")
    for t in range(1, int(sizes[0])):
        active = int(alive[t])
        final[active : len(best)] = best[active:]
        at = starts[:active] + t
        ways = best[:active, :, None] + steps
        came_from[at] = ways.argmax(axis=1)
        best = ways.max(axis=1) + scores[at]
    final[: len(best)] = best

    tag = (final + steps[:, tagset.outside]).argmax(axis=1)
    for t in range(int(sizes[0]) - 1, -1, -1):
        active = int(alive[t])
        at = starts[:active] + t
        tags[at] = tag[:active]
        tag[:active] = came_from[at, tag[:active]]
    return tags


def _stretches(doubtful: npt.NDArray[np.bool_], begins: npt.ArrayLike) -> tuple[Ints, Ints]:
    """Where each run of doubtful words starts and how long it is, the longest first."""
    begin = np.zeros(len(doubtful) + 1, dtype=np.bool_)
    begin[np.asarray(begins, dtype=np.int64)] = True
    is_start = doubtful & begin[:-1]
    is_start[1:] |= doubtful[1:] & ~doubtful[:-1]
    starts = np.flatnonzero(is_start)
    is_end = doubtful.copy()
    is_end[:-1] &= ~doubtful[1:] | is_start[1:]
    sizes = np.flatnonzero(is_end) - starts + 1
    order = np.argsort(-sizes, kind="stable")
    return starts[order], sizes[order]


def _spans(
    tags: Ints, words: Floats, starts: Ints, ends: Ints, offset: int, tagset: Tagset
) -> list[Tagged]:
    firsts = np.flatnonzero(tagset.begins[tags])
    if not len(firsts):
        return []
    going = np.append(tagset.goes_on[tags], False)
    stops = np.flatnonzero(~going)
    lasts = stops[np.searchsorted(stops, firsts + 1)] - 1
    own = words[np.arange(len(tags)), tags].astype(np.float64)
    running = np.concatenate(([0.0], np.cumsum(own)))
    pieces = ends[lasts] - starts[firsts]
    means = np.exp((running[lasts + 1] - running[firsts]) / pieces)
    return [
        Tagged(first, end, tagset.labels[tag][2:], score)
        for first, end, tag, score in zip(
            (starts[firsts] - offset).tolist(),
            (ends[lasts] - offset).tolist(),
            tags[firsts].tolist(),
            np.minimum(means, 1.0).tolist(),
            strict=True,
        )
    ]
