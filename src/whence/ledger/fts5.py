"""SQLite's full-text index, over the view `claim_words`, so that no word is stored twice.

An external content table: https://www.sqlite.org/fts5.html#external_content_tables
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, literal_column, text

from whence.ledger.schema import claims
from whence.ledger.tokenize import Term


def create(connection: Connection) -> None:
    """Makes the empty index."""
    connection.execute(
        text(
            "create virtual table claims_found using fts5(words, content='claim_words',"
            " content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
        )
    )


def add(connection: Connection, words: Sequence[tuple[int, str]]) -> None:
    """Adds claims: (claim's row, its words)."""
    if words:
        connection.execute(
            text("insert into claims_found(rowid, words) values (:row, :words)"),
            [{"row": row, "words": one} for row, one in words],
        )


def remove(connection: Connection, words: Sequence[tuple[int, str]]) -> None:
    """Removes claims for good; the words must be those that were added."""
    if words:
        connection.execute(
            text(
                "insert into claims_found(claims_found, rowid, words)"
                " values ('delete', :row, :words)"
            ),
            [{"row": row, "words": one} for row, one in words],
        )


def merged(connection: Connection) -> None:
    """Rewrites the index, so that nothing removed is left in it."""
    connection.execute(text("insert into claims_found(claims_found) values ('optimize')"))


def matching(wanted: Select[Any], terms: Sequence[Term]) -> Select[Any]:
    """Limits a query of claims to those with every term."""
    return (
        wanted.select_from(text("claims_found"))
        .where(literal_column("claims_found.rowid") == claims.c.id)
        .where(text("claims_found match :match").bindparams(match=_written(terms)))
    )


def are_common(connection: Connection, terms: Sequence[Term], least: int) -> bool:
    """Whether at least so many claims have every term, in force or not."""
    wanted = text(
        "select count(*) from (select rowid from claims_found where claims_found match :match"
        " limit :least)"
    ).bindparams(match=_written(terms), least=least)
    return int(connection.execute(wanted).scalar_one()) >= least


def every_row(connection: Connection, terms: Sequence[Term]) -> list[int]:
    """The claims that have every term, in force or not, in the order of their rows."""
    wanted = text("select rowid from claims_found where claims_found match :match order by rowid")
    return list(connection.execute(wanted.bindparams(match=_written(terms))).scalars())


def _written(terms: Sequence[Term]) -> str:
    return " ".join(f'"{" ".join(term.words)}"{"*" if term.open else ""}' for term in terms)
