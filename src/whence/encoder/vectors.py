"""Vectors of short texts: the mean of their word pieces' rows, without running a model."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from whence.errors import BundleError


class WordVectors:
    """A row for each word piece of the tokenizer, in int8 with a scale."""

    def __init__(
        self,
        rows: npt.NDArray[np.int8],
        scale: npt.NDArray[np.float16],
        tokenizer: Tokenizer,
    ) -> None:
        self._rows, self._scale, self._tokenizer = rows, scale.astype(np.float32), tokenizer

    @classmethod
    def open(cls, folder: Path, tokenizer: Path) -> Self:
        """Opens `vectors.npz`; raises `BundleError` where it or the tokenizer cannot be read."""
        file = folder / "vectors.npz"
        try:
            with np.load(file) as held:
                rows, scale = held["rows"], held["scale"]
            made = Tokenizer.from_file(str(tokenizer))
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise BundleError(f"the word vectors in {file} cannot be read: {error}") from error
        except Exception as error:
            # The tokenizer's library has no exception of its own.
            raise BundleError(f"{tokenizer} cannot be read: {error}") from error
        if made.get_vocab_size() != len(rows):
            raise BundleError(f"{file} has {len(rows)} rows for another tokenizer")
        made.no_truncation()
        return cls(rows, scale, made)

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One unit row a text, (texts, width); zero for a text without words."""
        found = np.zeros((len(texts), self._rows.shape[1]), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for number, encoding in enumerate(encodings):
            if ids := encoding.ids:
                mean = (self._rows[ids] * self._scale[ids]).mean(axis=0)
                found[number] = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return found
