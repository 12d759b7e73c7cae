"""The words of a text with their syntax, and which mentions are of one entity, from the scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from whence.encoder import Pieces, Pointer, Scores
from whence.extract.parse_repairs import repaired
from whence.records import Antecedent, Span, Word

#: Probability: a less likely antecedent is left out.
_LEAST_LIKELY = 0.1
#: A further piece of a token that other tokenizers leave whole ("U.S.", "don't").
_PART = "part"

#: A logit far below any that the model gives: a root is chosen only where the parse has one.
_NEVER = -1e4
_HYPHENS = frozenset("-–—")
_NEGATIONS = ("n't", "n’t")

Ints = npt.NDArray[np.int64]
Offsets = npt.NDArray[np.int32]


def words(
    text: str,
    scores: Scores,
    tags: Sequence[str],
    relations: Sequence[str],
    mentions: Sequence[str],
) -> list[Word]:
    """The words of one text in order; the three sequences are the heads' labels.

    Each word's head is the likeliest by itself, but that no circle is left: of one the arc is
    changed that loses least by it.
    """
    pieces = scores.pieces
    if not len(pieces.ids):
        return []
    relation = _relations(text, scores, relations.index(_PART))
    begins = pieces.firsts & (relation != relations.index(_PART))
    begins[0] = True
    firsts = np.flatnonzero(begins)
    ends = np.append(firsts[1:], len(pieces.ids)) - 1
    root = relations.index("root")
    head, sure = _heads(firsts, scores.pointers["arc"], relation[firsts] == root)
    head[(relation[firsts] == root) | (head == np.arange(len(head)))] = -1
    _cut_circles(head, sure)
    tag = scores.heads["tag"][firsts].argmax(axis=1)
    mention = scores.heads["mention"][firsts].argmax(axis=1)
    starts, stops = pieces.starts[firsts], pieces.ends[_last_of_word(pieces, firsts, ends)]
    _part_negations(starts, stops, text)
    return repaired(
        text,
        [
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
        ],
    )


def _relations(text: str, scores: Scores, part: int) -> Ints:
    """Each piece's likeliest relation; no later part of a word follows a space or hyphen.

    Treebanks part "17-year-old" at its hyphens.
    """
    likely = scores.heads["relation"]
    found: Ints = likely.argmax(axis=1)
    pieces = scores.pieces
    loose = np.concatenate(([True], pieces.starts[1:] > pieces.ends[:-1]))
    parts = np.flatnonzero(found == part)
    hyphened = [
        at
        for at in parts
        if at and found[at - 1] != part
        and text[pieces.starts[at - 1] : pieces.ends[at - 1]] in _HYPHENS
    ]  # fmt: skip
    for at in {*np.flatnonzero(loose & pieces.firsts & (found == part)), *hyphened}:
        others = likely[at].copy()
        others[part] = -np.inf
        found[at] = others.argmax()
    return found


def _part_negations(starts: Offsets, stops: Offsets, text: str) -> None:
    """Moves the n of "didn't" to the word that it negates with, as treebanks have it, in place."""
    for at in np.flatnonzero((starts[1:] == stops[:-1]) & (stops[1:] - starts[1:] == 2)):
        negation = text[starts[at + 1] - 1 : stops[at + 1]].lower()
        if negation in _NEGATIONS and stops[at] - starts[at] > 1:
            starts[at + 1] -= 1
            stops[at] -= 1


def _last_of_word(pieces: Pieces, firsts: Ints, ends: Ints) -> Ints:
    """The last piece of each word; one that spaces part from its beginning is no part of it."""
    glued = np.concatenate((pieces.starts[1:] <= pieces.ends[:-1], [False]))
    loose = np.flatnonzero(~glued)  # pieces after which there is a space
    first_loose = loose[np.minimum(np.searchsorted(loose, firsts), len(loose) - 1)]
    found: Ints = np.minimum(ends, first_loose)
    return found


def _heads(
    firsts: Ints, pointers: Sequence[Pointer], roots: npt.NDArray[np.bool_]
) -> tuple[Ints, npt.NDArray[np.float32]]:
    """The index of each word's head among the words, and its log-probability.

    `roots` are the words whose relation is a root's: no other word is its own head, though the
    likeliest arc may say so.
    """
    head = np.arange(len(firsts))
    sure = np.zeros(len(firsts), dtype=np.float32)
    for window, asks, answers in pointers:
        mine = np.arange(*np.searchsorted(firsts, (window.core_start, window.core_end)))
        near = np.arange(*np.searchsorted(firsts, (window.start, window.end)))
        if not len(mine):
            continue
        logits = _logits(asks[firsts[mine] - window.start], answers[firsts[near] - window.start])
        own = np.arange(len(mine)), mine - near[0]
        logits[own] = np.where(roots[mine], logits[own], _NEVER)
        best = logits.argmax(axis=1)
        _open_circles(best, logits, int(mine[0] - near[0]))
        head[mine] = near[best]
        sure[mine] = logits[np.arange(len(mine)), best]
    return head, sure


def _open_circles(best: Ints, logits: npt.NDArray[np.float32], offset: int) -> None:
    """Gives one word of each circle its best head outside, in place.

    That is the step by which Chu and Liu (1965) and Edmonds (1967) open a circle: the word is the
    one that loses least. `best` are columns of `logits`, whose row i is column i + `offset`.
    """
    for _ in range(len(best)):
        circle = _circle(best, offset)
        if not circle:
            return
        below = _leading_to(best, circle, offset)
        open_to = np.ones(logits.shape[1], dtype=np.bool_)
        open_to[[row + offset for row in below]] = False
        gain, row, column = -np.inf, circle[0], circle[0] + offset
        for one in circle:
            choice = np.where(open_to, logits[one], -np.inf)
            choice[one + offset] = logits[one, one + offset]  # to be a root itself
            found = int(choice.argmax())
            if choice[found] - logits[one, best[one]] > gain:
                gain, row, column = float(choice[found] - logits[one, best[one]]), one, found
        best[row] = column


def _circle(best: Ints, offset: int) -> list[int]:
    """The rows of a circle of more than one word, or none."""
    to = [int(column) - offset for column in best]
    seen = [0] * len(to)
    for walk, start in enumerate(range(len(to)), 1):
        at, path = start, []
        while 0 <= at < len(to) and not seen[at]:
            seen[at] = walk
            path.append(at)
            if to[at] == at:
                break
            at = to[at]
        else:
            if 0 <= at < len(to) and seen[at] == walk:
                return path[path.index(at) :]
    return []


def _leading_to(best: Ints, circle: list[int], offset: int) -> set[int]:
    """The rows from which the heads lead into the circle, its own among them."""
    found = set(circle)
    grown = True
    while grown:
        fresh = {
            row for row in range(len(best)) if row not in found and int(best[row]) - offset in found
        }
        grown = bool(fresh)
        found |= fresh
    return found


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
