"""How rare a word is in news at large: the weight that a shared word has as evidence.

A collection's own frequencies would weigh a little better, but then every report added would change
how alike all others are. See docs/decisions/0011-comparing.md.
"""

from __future__ import annotations

import gzip
import math
import re
import unicodedata
import zlib
from pathlib import Path
from typing import Self

from whence.errors import BundleError

_WORD = re.compile(r"[a-z0-9]+")
#: Diacritics, once separated from their letters.
_MARKS = re.compile("[\u0300-\u036f]")
#: Small numbers as words.
NUMBER_WORDS = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
    if n > 1  # "one" is mostly no number
}


class Frequencies:
    """In how many of a number of news reports each word occurs."""

    def __init__(self, documents: int, counts: dict[str, int]) -> None:
        self._documents = documents
        self._counts = counts
        self._rarest = math.log(1 + documents)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens `words.tsv.gz`: the number of documents, then a word and its count a line.

        Raises `BundleError` where it is missing or damaged.
        """
        file = folder / "words.tsv.gz"
        try:
            with gzip.open(file, "rt", encoding="utf-8") as lines:
                documents = int(next(lines))
                counts = {word: int(count) for word, count in (line.split("\t") for line in lines)}
        except (OSError, EOFError, StopIteration, ValueError, zlib.error) as error:
            raise BundleError(f"the word frequencies in {file} cannot be read: {error}") from error
        return cls(documents, counts)

    def weight(self, word: str) -> float:
        """The word's inverse document frequency, natural logarithm (Sparck Jones 1972), from 0."""
        count = self._counts.get(word)
        return self._rarest if count is None else self._rarest - math.log(1 + count)


def words_of(text: str) -> list[str]:
    """The words of a text in order: Latin letters and digits without case and diacritics."""
    return _WORD.findall(folded(text))


def folded(text: str) -> str:
    """The text without case and diacritics."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    return _MARKS.sub("", unicodedata.normalize("NFKD", lower))
