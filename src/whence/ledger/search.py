"""Claims found by their words: what is typed, made a query; hits, marked; the index, chosen.

The index is the database's own: `fts5` or `tsvector`, which hold the same three things, `create`,
`add` and `remove`, and `matching` for queries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Select

from whence.ledger import fts5, tsvector
from whence.ledger.rows import folded
from whence.ledger.tokenize import WORD, Term, words_of

#: Marks around a hit in highlighted words; no report's text holds them.
HIT, END = "\ue010", "\ue011"
_TYPED = re.compile(r"(?:\"([^\"]*)\"|([^\s\"]+))(\*?)")


class Index(Protocol):
    """A full-text index over the claims' words."""

    def create(self, connection: Connection) -> None:
        """Makes it, empty."""

    def add(self, connection: Connection, words: Sequence[tuple[int, str]]) -> None:
        """Puts claims in: (claim's row, its words)."""

    def remove(self, connection: Connection, words: Sequence[tuple[int, str]]) -> None:
        """Takes claims out for good; the words must be those that were put in."""

    def merged(self, connection: Connection) -> None:
        """Rewrites it, so that nothing is left of what was taken out."""

    def matching(self, wanted: Select[Any], terms: Sequence[Term]) -> Select[Any]:
        """Keeps of a query of claims those that hold every term."""


def index_of(connection: Connection) -> Index:
    """The index that this database has."""
    return tsvector if connection.dialect.name == "postgresql" else fts5


def terms_of(typed: str) -> list[Term]:
    """What a person types as terms: every word or "phrase" must be there, a last star is kept.

    No typed word is an operator: `AND`, `-` and brackets are words or nothing.
    """
    found = []
    for phrase, word, star in _TYPED.findall(typed):
        goes_on = bool(star) or word.endswith("*")
        words = words_of(phrase or word)
        # What is written in one piece is looked for so: "al-Assad" is two words side by side.
        if words:
            found.append(Term(tuple(words), goes_on))
    return found


def marked(text: str, terms: Sequence[Term]) -> str:
    """The text with a mark before and after each hit."""
    spans = [(match.start(), match.end(), folded(match.group())) for match in WORD.finditer(text)]
    hits = sorted(hit for term in terms for hit in _hits(spans, term))
    parts: list[str] = []
    at = 0
    for start, end in hits:
        if start >= at:
            parts += [text[at:start], HIT, text[start:end], END]
            at = end
    return "".join((*parts, text[at:]))


def _hits(spans: list[tuple[int, int, str]], term: Term) -> Iterator[tuple[int, int]]:
    size = len(term.words)
    for first in range(len(spans) - size + 1):
        words = tuple(word for _, _, word in spans[first : first + size])
        same = words[:-1] == term.words[:-1]
        last = words[-1].startswith(term.words[-1]) if term.open else words[-1] == term.words[-1]
        if same and last:
            yield spans[first][0], spans[first + size - 1][1]
