"""A word without its ending."""

from __future__ import annotations

#: Letters that are left of a word without its ending, at least. A guess.
_STEM = 3


def stem(word: str) -> str:
    """A word without its inflection: "exchanged", "exchange" are one."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word
