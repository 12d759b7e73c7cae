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
from training.model import LABELS
from whence.encoder.windows import Pieces, Window, cut, pieces_of

CLS, SEP, IGNORE = 101, 102, -100


class Row(NamedTuple):
    """One window, special pieces added; arrays of equal length."""

    ids: np.ndarray
    shapes: np.ndarray
    breaks: np.ndarray
    labels: dict[str, np.ndarray]  #: head -> label index, IGNORE where nobody annotated
    links: np.ndarray  #: position of the first piece of the piece's cue, or IGNORE


class Batch(NamedTuple):
    """Rows of one batch, (rows, length)."""

    ids: Tensor
    shapes: Tensor
    breaks: Tensor
    mask: Tensor
    labels: dict[str, Tensor]
    links: Tensor


def windows(example: Example, tokenizer: Tokenizer, size: int, context: int) -> Iterator[Row]:
    """The example's labelled windows."""
    pieces = pieces_of(example.text, tokenizer.encode(example.text, add_special_tokens=False))
    labels = {head: tag(pieces, spans, LABELS[head]) for head, spans in example.spans.items()}
    links = _link(pieces, example.links)
    for window in cut(pieces, size, context):
        yield _row(pieces, window, labels, links)


def _covered(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """The pieces that overlap the code points [start, end)."""
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    return first, int(np.searchsorted(pieces.starts, end, side="left"))


def tag(pieces: Pieces, spans: list[tuple[int, int, str]], names: tuple[str, ...]) -> np.ndarray:
    """The index of each piece's tag among `names`, (pieces,)."""
    tags = np.zeros(len(pieces.ids), dtype=np.int64)
    for start, end, label in spans:
        first, last = _covered(pieces, start, end)
        if first < last:
            tags[first:last] = names.index(f"I-{label}")
            tags[first] = names.index(f"B-{label}")
    return tags


def _link(pieces: Pieces, links: list[tuple[int, int, int]]) -> np.ndarray:
    to = np.full(len(pieces.ids), IGNORE, dtype=np.int64)
    for start, end, cue in links:
        first, last = _covered(pieces, start, end)
        to[first:last] = _covered(pieces, cue, cue + 1)[0]
    return to


def _row(pieces: Pieces, w: Window, labels: dict[str, np.ndarray], links: np.ndarray) -> Row:
    part = slice(w.start, w.end)
    to = links[part] - w.start
    to = np.where((to >= 0) & (to < w.end - w.start), to + 1, IGNORE)

    def padded(inner: np.ndarray, edge: int) -> np.ndarray:
        return np.concatenate(([edge], inner, [edge]))

    ids = np.concatenate(([CLS], pieces.ids[part], [SEP]))
    return Row(
        ids,
        padded(pieces.shapes[part], 0),
        padded(pieces.breaks[part], 0),
        {head: padded(tags[part], IGNORE) for head, tags in labels.items()},
        padded(to, IGNORE),
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
        stack([r.links for r in rows], IGNORE),
    )
