"""Examples to padded batches of labelled windows, cut as the encoder cuts them when it reads."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.corpora import Example
from training.model import LABELS, POINTERS
from whence.encoder.windows import Pieces, Window, cut, pieces_of

CLS, SEP, IGNORE = 101, 102, -100


class Row(NamedTuple):
    """One window, special pieces added; arrays of equal length."""

    ids: np.ndarray
    shapes: np.ndarray
    breaks: np.ndarray
    labels: dict[str, np.ndarray]  #: head -> label index, IGNORE where nobody annotated
    #: pointer -> (targets, 2): piece and a piece that it should point to, positions in the row
    pointers: dict[str, np.ndarray]


class Batch(NamedTuple):
    """Rows of one batch, (rows, length)."""

    ids: Tensor
    shapes: Tensor
    breaks: Tensor
    mask: Tensor
    labels: dict[str, Tensor]
    #: pointer -> (targets, 3): row, piece, and a piece that it should point to
    pointers: dict[str, Tensor]


def windows(example: Example, tokenizer: Tokenizer, size: int, context: int) -> Iterator[Row]:
    """The example's labelled windows."""
    pieces = pieces_of(example.text, tokenizer.encode(example.text, add_special_tokens=False))
    labels = {head: tag(pieces, spans, LABELS[head]) for head, spans in example.spans.items()}
    pointers = {name: _targets(pieces, name, of) for name, of in example.pointers.items()}
    for window in cut(pieces, size, context):
        yield _row(pieces, window, labels, pointers)


def _covered(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """The pieces that overlap the code points [start, end)."""
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    return first, int(np.searchsorted(pieces.starts, end, side="left"))


def tag(pieces: Pieces, spans: list[tuple[int, int, str]], names: tuple[str, ...]) -> np.ndarray:
    """The index of each piece's tag among `names`, (pieces,).

    Heads whose labels are B and I tag spans; the others tag words by their first pieces, and
    what their corpus does not say is ignored.
    """
    if f"B-{names[-1][2:]}" not in names:
        return _tag_words(pieces, spans, names)
    tags = np.zeros(len(pieces.ids), dtype=np.int64)
    for start, end, label in spans:
        first, last = _covered(pieces, start, end)
        if first < last:
            tags[first:last] = names.index(f"I-{label}")
            tags[first] = names.index(f"B-{label}")
    return tags


def _tag_words(
    pieces: Pieces, spans: list[tuple[int, int, str]], names: tuple[str, ...]
) -> np.ndarray:
    tags = np.full(len(pieces.ids), IGNORE, dtype=np.int64)
    for start, end, label in spans:
        tags[word_piece(pieces, start, end)] = names.index(label)
    if "part" in names:  # relations: the rest of a token depends on its first piece
        for start, end, _ in spans:
            for piece in _rest(pieces, start, end):
                if tags[piece] == IGNORE:
                    tags[piece] = names.index("part")
    return tags


def word_piece(pieces: Pieces, start: int, end: int) -> int:
    """The piece that stands for the word [start, end): the first that begins in it.

    A word that begins inside a piece and holds no other beginning ("n't" in a piece "don't")
    shares that piece with the word before.
    """
    first, last = _covered(pieces, start, end)
    begun = first + int(pieces.starts[first] < start) if first < last else first
    return begun if begun < last else min(first, len(pieces.ids) - 1)


def _rest(pieces: Pieces, start: int, end: int) -> range:
    """The pieces of a word after the one that stands for it which begin a word themselves."""
    _, last = _covered(pieces, start, end)
    own = word_piece(pieces, start, end)
    return range(own + 1, last) if pieces.firsts[own + 1 : last].any() else range(0)


def _targets(
    pieces: Pieces, name: str, spans: list[tuple[int, int, tuple[int, int]]]
) -> np.ndarray:
    """(targets, 2): each piece of a span with each piece that it should point to."""
    found = []
    for start, end, target in spans:
        if name == "arc":
            own, to = word_piece(pieces, start, end), word_piece(pieces, *target)
            found.append((own, to))
            found += [(piece, own) for piece in _rest(pieces, start, end) if pieces.firsts[piece]]
            continue
        to_first, to_last = _covered(pieces, *target)
        if name == "link":
            to_last = to_first + 1
        found += [
            (piece, to)
            for piece in range(*_covered(pieces, start, end))
            for to in range(to_first, to_last)
        ]
    return np.array(sorted(set(found)), dtype=np.int64).reshape(-1, 2)


def _inside(pairs: np.ndarray, w: Window, name: str) -> np.ndarray:
    """The pairs that lie in the window, counted in its row.

    A mention whose antecedents all lie outside points to itself, as one does that has none: the
    window is all that a reader sees.
    """
    here = pairs[(pairs[:, 0] >= w.start) & (pairs[:, 0] < w.end)]
    found = here[(here[:, 1] >= w.start) & (here[:, 1] < w.end)]
    if name == "antecedent":
        alone = np.setdiff1d(here[:, 0], found[:, 0])
        found = np.concatenate((found, np.stack((alone, alone), axis=1)))
    return found - w.start + 1


def _row(
    pieces: Pieces, w: Window, labels: dict[str, np.ndarray], pointers: dict[str, np.ndarray]
) -> Row:
    part = slice(w.start, w.end)
    inside = {name: _inside(pairs, w, name) for name, pairs in pointers.items()}

    def padded(inner: np.ndarray, edge: int) -> np.ndarray:
        return np.concatenate(([edge], inner, [edge]))

    ids = np.concatenate(([CLS], pieces.ids[part], [SEP]))
    return Row(
        ids,
        padded(pieces.shapes[part], 0),
        padded(pieces.breaks[part], 0),
        {head: padded(tags[part], IGNORE) for head, tags in labels.items()},
        inside,
    )


def batches(rows: Iterable[Row], size: int, rng: random.Random) -> Iterator[Batch]:
    """Batches of `size` rows of like length, in random order."""
    shuffled = list(rows)
    rng.shuffle(shuffled)
    pool = size * 8
    groups = []
    for at in range(0, len(shuffled), pool):
        near = sorted(shuffled[at : at + pool], key=lambda row: len(row.ids))
        groups += [near[i : i + size] for i in range(0, len(near), size)]
    rng.shuffle(groups)
    for group in groups:
        yield collate(group)


def collate(rows: list[Row]) -> Batch:
    """Pads the rows to the longest among them."""
    length = max(len(row.ids) for row in rows)

    def stack(arrays: list[np.ndarray | None], fill: int) -> Tensor:
        out = np.full((len(rows), length), fill, dtype=np.int64)
        for i, array in enumerate(arrays):
            if array is not None:
                out[i, : len(array)] = array
        return torch.from_numpy(out)

    return Batch(
        stack([r.ids for r in rows], 0),
        stack([r.shapes for r in rows], 0),
        stack([r.breaks for r in rows], 0),
        stack([np.ones_like(r.ids) for r in rows], 0),
        {head: stack([r.labels.get(head) for r in rows], IGNORE) for head in LABELS},
        {name: _pointed(rows, name) for name in POINTERS},
    )


def _pointed(rows: list[Row], name: str) -> Tensor:
    found = [
        np.insert(row.pointers[name], 0, number, axis=1)
        for number, row in enumerate(rows)
        if name in row.pointers
    ]
    stacked = np.concatenate(found) if found else np.zeros((0, 3), dtype=np.int64)
    return torch.from_numpy(stacked)
