"""Texts in, scores by word piece out: windows cut, run and stitched."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from whence.encoder.bundle import Bundle
from whence.encoder.runtime_version import runtime
from whence.encoder.session import Session
from whence.encoder.windows import Pieces, Window, cut, pieces_of
from whence.errors import BundleError

_CLS, _SEP = "[CLS]", "[SEP]"


class Pointer(NamedTuple):
    """One pointer in one window: `asks[i] @ answers[j]` says how likely j is what i looks for.

    Both are (pieces of the window, width), context included. Vectors of two windows must not be
    multiplied: a pointer counts positions within its own.
    """

    window: Window
    asks: npt.NDArray[np.float16]
    answers: npt.NDArray[np.float16]


class Scores(NamedTuple):
    """The model's scores for one text."""

    pieces: Pieces
    heads: dict[str, npt.NDArray[np.float32]]  #: head -> log-probabilities (pieces, labels)
    pointers: dict[str, tuple[Pointer, ...]]  #: pointer -> one a window, in order


class Encoder:
    """One model in memory. Safe to share between threads; open once, use often."""

    def __init__(self, bundle: Bundle, threads: int | None = None) -> None:
        """`threads` None takes the cores that this process may use."""
        self.bundle = bundle
        self.labels = bundle.manifest.heads
        try:
            self._tokenizer = Tokenizer.from_file(str(bundle.tokenizer))
        except Exception as error:  # tokenizers raises nothing narrower
            raise BundleError(f"{bundle.tokenizer} cannot be loaded: {error}") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._cls = self._special(_CLS)
        self._sep = self._special(_SEP)
        self._session = Session(bundle.model)
        self.runtime = runtime()
        self.pointers = bundle.manifest.pointers
        wanted = {*self.labels, *(output for name in self.pointers for output in _outputs(name))}
        found = self._session.widths
        if set(found) != wanted or any(found[h] != len(names) for h, names in self.labels.items()):
            raise BundleError(f"{bundle.model} gives {found}, which its manifest does not mention")
        self._threads = max(1, threads or _cores())
        self._pool = ThreadPoolExecutor(self._threads) if self._threads > 1 else None

    @classmethod
    def open(cls, folder: Path, threads: int | None = None) -> Encoder:
        """The encoder of a bundle's folder, its files checked; raises `BundleError`."""
        bundle = Bundle.open(folder)
        bundle.verify()
        return cls(bundle, threads)

    def score(
        self,
        texts: Sequence[str],
        *,
        only: Collection[str] | None = None,
        known: Sequence[Pieces | None] = (),
    ) -> list[Scores]:
        """Scores of each text, in order. A text's scores depend on nothing but the text.

        `only` names the heads and pointers that are wanted; None is all of them. `known` are the
        texts' pieces from `Pieces.between`; without any, all are cut anew.
        """
        heads = [name for name in self.labels if only is None or name in only]
        chosen = [name for name in self.pointers if only is None or name in only]
        cutting = self.bundle.manifest
        pieces = self._pieces(texts, known)
        windows = [cut(p, cutting.window, cutting.context) for p in pieces]
        jobs = [(i, n, w) for i, of_text in enumerate(windows) for n, w in enumerate(of_text)]
        stitched = [self._empty(heads, len(p.ids)) for p in pieces]
        pointers: list[dict[str, list[Pointer | None]]] = [
            {name: [None] * len(of_text) for name in chosen} for of_text in windows
        ]

        def run(job: tuple[int, int, Window]) -> None:
            index, number, window = job
            for name, pointer in self._run(pieces[index], window, stitched[index], chosen):
                pointers[index][name][number] = pointer

        if self._pool is None or len(jobs) == 1:
            for job in jobs:
                run(job)
        else:
            # The longest first, so that no thread ends alone on a long window.
            jobs.sort(key=lambda job: job[2].start - job[2].end)
            list(self._pool.map(run, jobs))
        return [
            Scores(p, out, {name: tuple(filter(None, of)) for name, of in found.items()})
            for p, out, found in zip(pieces, stitched, pointers, strict=True)
        ]

    def windows(self, texts: Sequence[str]) -> list[tuple[npt.NDArray[np.int64], ...]]:
        """The inputs that `score` would run, for measuring what the model alone costs."""
        cutting = self.bundle.manifest
        return [
            self._inputs(p, w)
            for p in self._pieces(texts)
            for w in cut(p, cutting.window, cutting.context)
        ]

    def _pieces(self, texts: Sequence[str], known: Sequence[Pieces | None] = ()) -> list[Pieces]:
        found = list(known) or [None] * len(texts)
        fresh = [number for number, pieces in enumerate(found) if pieces is None]
        encodings = self._tokenizer.encode_batch(
            [texts[number] for number in fresh], add_special_tokens=False
        )
        for number, encoding in zip(fresh, encodings, strict=True):
            found[number] = pieces_of(texts[number], encoding)
        return [pieces for pieces in found if pieces is not None]

    def _special(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise BundleError(f"{self.bundle.tokenizer} has no {token}")
        return int(found)

    def _empty(self, heads: Sequence[str], count: int) -> dict[str, npt.NDArray[np.float32]]:
        return {head: np.zeros((count, len(self.labels[head])), dtype=np.float32) for head in heads}

    def _inputs(self, pieces: Pieces, window: Window) -> tuple[npt.NDArray[np.int64], ...]:
        part = slice(window.start, window.end)
        return (
            np.concatenate(([self._cls], pieces.ids[part], [self._sep])),
            np.concatenate(([0], pieces.shapes[part], [0])),
            np.concatenate(([0], pieces.breaks[part], [0])),
        )

    def _run(
        self,
        pieces: Pieces,
        window: Window,
        into: dict[str, npt.NDArray[np.float32]],
        chosen: Sequence[str],
    ) -> Iterator[tuple[str, Pointer]]:
        """Scores one window: its core's log-probabilities go `into`, its pointers come back."""
        wanted = [*into, *(output for name in chosen for output in _outputs(name))]
        ids, shapes, breaks = self._inputs(pieces, window)
        outputs = self._session.run(ids, shapes, breaks, wanted)
        found = dict(zip(wanted, outputs, strict=True))
        # 1 is for [CLS], which comes before the window's first piece.
        core = slice(window.core_start - window.start + 1, window.core_end - window.start + 1)
        for head, scores in into.items():
            scores[window.core_start : window.core_end] = found[head][core]
        for name in chosen:
            asks, answers = (found[output][1:-1].astype(np.float16) for output in _outputs(name))
            yield name, Pointer(window, asks, answers)


def _outputs(pointer: str) -> tuple[str, str]:
    """The names of the model's outputs that make a pointer."""
    return f"{pointer}_asks", f"{pointer}_answers"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
