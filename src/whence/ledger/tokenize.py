"""Cuts and folds words as both indexes do, and makes terms of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from whence.records.name_keys import folded

# Letters, digits and combining accents, as both indexes cut words.
WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")


class Term(NamedTuple):
    """Words that must be next to each other; with `open`, the last may go on."""

    words: tuple[str, ...]
    open: bool


def words_of(text: str) -> list[str]:
    """The words of a text as an index has them: folded, so that "Kiev" finds "Kíev"."""
    return [folded(match.group()) for match in WORD.finditer(text)]
