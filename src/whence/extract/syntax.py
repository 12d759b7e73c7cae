"""The words of a text with their syntax, and which mentions are of one entity, from the scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from whence.encoder import Pieces, Pointer, Scores
from whence.records import Antecedent, Span, Word

#: An antecedent less likely than this is not told of.
_LEAST_LIKELY = 0.1
#: A further piece of a token that other tokenizers leave whole ("U.S.", "don't").
_PART = "part"

Ints = npt.NDArray[np.int64]


def words(
    scores: Scores, tags: Sequence[str], relations: Sequence[str], mentions: Sequence[str]
) -> list[Word]:
    """The words of one text in order; the three sequences are the heads' labels.

    Each word's head is the likeliest by itself, but that no circle is left: there the arc that the
    model is least sure of is cut.
    """
    pieces = scores.pieces
    if not len(pieces.ids):
        return []
    relation = scores.heads["relation"].argmax(axis=1)
    begins = pieces.firsts & (relation != relations.index(_PART))
    begins[0] = True
    firsts = np.flatnonzero(begins)
    ends = np.append(firsts[1:], len(pieces.ids)) - 1
    head, sure = _heads(firsts, scores.pointers["arc"])
    root = relations.index("root")
    head[(relation[firsts] == root) | (head == np.arange(len(head)))] = -1
    _cut_circles(head, sure)
    tag = scores.heads["tag"][firsts].argmax(axis=1)
    mention = scores.heads["mention"][firsts].argmax(axis=1)
    starts, stops = pieces.starts[firsts], pieces.ends[_last_of_word(pieces, firsts, ends)]
    return [
        Word(
            span=Span(start, stop),
            tag=tags[t],
            relation=relations[r],
            head=None if h < 0 else h,
            mention=None if m == 0 else mentions[m],
        )
        for start, stop, t, r, h, m in zip(
            starts.tolist(),
            stops.tolist(),
            tag.tolist(),
            relation[firsts].tolist(),
            head.tolist(),
            mention.tolist(),
            strict=True,
        )
    ]


def _last_of_word(pieces: Pieces, firsts: Ints, ends: Ints) -> Ints:
    """The last piece of each word; one that spaces part from its beginning is no part of it."""
    glued = np.concatenate((pieces.starts[1:] <= pieces.ends[:-1], [False]))
    loose = np.flatnonzero(~glued)  # pieces after which there is a space
    first_loose = loose[np.minimum(np.searchsorted(loose, firsts), len(loose) - 1)]
    found: Ints = np.minimum(ends, first_loose)
    return found


def _heads(firsts: Ints, pointers: Sequence[Pointer]) -> tuple[Ints, npt.NDArray[np.float32]]:
    """The index of each word's head among the words, and its log-probability."""
    head = np.arange(len(firsts))
    sure = np.zeros(len(firsts), dtype=np.float32)
    for window, asks, answers in pointers:
        mine = np.arange(*np.searchsorted(firsts, (window.core_start, window.core_end)))
        near = np.arange(*np.searchsorted(firsts, (window.start, window.end)))
        if not len(mine):
            continue
        logits = _logits(asks[firsts[mine] - window.start], answers[firsts[near] - window.start])
        best = logits.argmax(axis=1)
        head[mine] = near[best]
        sure[mine] = logits[np.arange(len(mine)), best]
    return head, sure


def _logits(
    asks: npt.NDArray[np.float16], answers: npt.NDArray[np.float16]
) -> npt.NDArray[np.float32]:
    """Log-probabilities, (asking, answering)."""
    found: npt.NDArray[np.float32] = asks.astype(np.float32) @ answers.astype(np.float32).T
    found -= found.max(axis=1, keepdims=True)
    found -= np.log(np.exp(found).sum(axis=1, keepdims=True))
    return found


def _cut_circles(head: Ints, sure: npt.NDArray[np.float32]) -> None:
    """Makes the least sure word of each circle a root, in place."""
    to = head.tolist()
    seen = [0] * len(to)  # 0 for never, else the number of the walk that came by
    for walk, start in enumerate(range(len(to)), 1):
        at, path = start, []
        while at >= 0 and not seen[at]:
            seen[at] = walk
            path.append(at)
            at = to[at]
        if at >= 0 and seen[at] == walk:
            circle = path[path.index(at) :]
            weakest = min(circle, key=lambda index: float(sure[index]))
            head[weakest] = to[weakest] = -1


def antecedents(scores: Scores, found: Sequence[Word]) -> list[Antecedent]:
    """For each word of a mention's that is no name, words of mentions that may be of its entity."""
    pieces = scores.pieces
    starts = np.array([word.span.start for word in found], dtype=np.int64)
    firsts = np.searchsorted(pieces.starts, starts)
    asking = np.array([w.mention is not None and w.tag != "PROPN" for w in found], dtype=np.bool_)
    result: list[Antecedent] = []
    for window, asks, answers in scores.pointers["antecedent"]:
        begin, end = np.searchsorted(firsts, (window.core_start, window.core_end))
        mine = begin + np.flatnonzero(asking[begin:end])
        first, last = np.searchsorted(firsts, (window.start, window.end))
        if not len(mine) or first == last:
            continue
        likely = np.exp(_logits(asks[firsts[mine] - window.start], answers))
        # What a word's pieces share is the word's.
        edges = np.maximum(firsts[first:last] - window.start, 0)
        of_word = np.add.reduceat(likely, edges, axis=1)
        rows, targets = np.nonzero(of_word >= _LEAST_LIKELY)
        result += [
            Antecedent(
                mention=found[one].span,
                antecedent=found[other].span,
                score=round(min(1.0, score), 3),
            )
            for one, other, score in zip(
                mine[rows].tolist(),
                (first + targets).tolist(),
                of_word[rows, targets].tolist(),
                strict=True,
            )
            if one != other  # its own: the first of its entity
        ]
    return result
