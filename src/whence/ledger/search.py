"""Full-text search of claims: what is typed to a query, hits marked, the index of the database.

Each database has its own index: `fts5` or `tsvector`, which have the same three functions,
`create`, `add` and `remove`, and `matching` for queries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Select

from whence.ledger import fts5, tsvector
from whence.ledger.tokenize import WORD, Term, words_of
from whence.records.name_keys import folded

#: Marks around a hit in highlighted words; no report's text has them.
HIT, END = "\ue010", "\ue011"
_TYPED = re.compile(r"(?:\"([^\"]*)\"|([^\s\"]+))(\*?)")


class Index(Protocol):
    """A full-text index over the claims' words."""

    def create(self, connection: Connection) -> None:
        """Creates it, empty."""

    def add(self, connection: Connection, words: Sequence[tuple[int, str]]) -> None:
        """Adds claims: (claim's row, its words)."""

    def remove(self, connection: Connection, words: Sequence[tuple[int, str]]) -> None:
        """Removes claims for good; the words must be those that were added."""

    def merged(self, connection: Connection) -> None:
        """Rewrites it, so that nothing removed is left in it."""

    def matching(self, wanted: Select[Any], terms: Sequence[Term]) -> Select[Any]:
        """Limits a query of claims to those with every term."""


def index_of(connection: Connection) -> Index:
    """The index for a connection's database."""
    return tsvector if connection.dialect.name == "postgresql" else fts5


def terms_of(typed: str) -> list[Term]:
    """What a person types as terms: every word or "phrase" must occur; a final star is kept.

    No typed word is an operator: `AND`, `-` and brackets are words or nothing.
    """
    found = []
    for phrase, word, star in _TYPED.findall(typed):
        goes_on = bool(star) or word.endswith("*")
        words = words_of(phrase or word)
        # Joined words are searched as a phrase: "al-Assad" is two words side by side.
        if words:
            found.append(Term(tuple(words), goes_on))
    return found


def marked(text: str, terms: Sequence[Term]) -> str:
    """The text with a mark before and after each hit."""
    if not terms:
        return text
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
