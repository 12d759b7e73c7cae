"""PostgreSQL's full-text index: a table of the claims' words with a GIN index.

The words are cut and folded here and given with their positions, so that a search finds the same as
in SQLite: PostgreSQL's own parser has other words for "al-Assad" or "18.5".
https://www.postgresql.org/docs/current/datatype-textsearch.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, literal_column, text

from whence.ledger.schema import claims
from whence.ledger.tokenize import Term, words_of

# The database's limits: 2 kB for a word, 14 bits for a position, 1 MB in all.
_LONGEST, _LAST, _MOST = 400, 16_383, 20_000


def create(connection: Connection) -> None:
    """Makes the empty index."""
    connection.execute(
        text(
            "create table claims_found"
            " (claim bigint primary key references claims (id), words tsvector not null)"
        )
    )
    connection.execute(text("create index claims_found_words on claims_found using gin (words)"))


def add(connection: Connection, words: Sequence[tuple[int, str]]) -> None:
    """Adds claims: (claim's row, its words)."""
    if words:
        connection.execute(
            text("insert into claims_found (claim, words) values (:row, cast(:words as tsvector))"),
            [{"row": row, "words": _vector(one)} for row, one in words],
        )


def remove(connection: Connection, words: Sequence[tuple[int, str]]) -> None:
    """Removes claims for good."""
    if words:
        connection.execute(
            text("delete from claims_found where claim = :row"), [{"row": row} for row, _ in words]
        )


def merged(connection: Connection) -> None:
    """Does nothing: it is rewritten with the tables, once the transaction is over."""


def matching(wanted: Select[Any], terms: Sequence[Term]) -> Select[Any]:
    """Limits a query of claims to those with every term."""
    query = " & ".join(_query(term) for term in terms)
    return (
        wanted.select_from(text("claims_found"))
        .where(literal_column("claims_found.claim") == claims.c.id)
        .where(text("claims_found.words @@ cast(:match as tsquery)").bindparams(match=query))
    )


def _vector(words: str) -> str:
    found = enumerate(words_of(words)[:_MOST], start=1)
    return " ".join(f"'{word[:_LONGEST]}':{min(place, _LAST)}" for place, word in found)


def _query(term: Term) -> str:
    words = [f"'{word[:_LONGEST]}'" for word in term.words]
    return "(" + " <-> ".join(words) + (":*" if term.open else "") + ")"
