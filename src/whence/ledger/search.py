"""The full-text index over the words of claims, as each database has it.

SQLite: FTS5 over the view `claim_words`, so that no word is kept twice (an external content table,
https://www.sqlite.org/fts5.html#external_content_tables). Words are folded: "Kiev" finds "Kíev".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, text

_WORD = re.compile(r"\w+|\"[^\"]*\"")


def create(connection: Connection) -> None:
    """Makes the empty index."""
    connection.execute(
        text(
            "create virtual table claims_found using fts5(words, content='claim_words',"
            " content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
        )
    )


def add(connection: Connection, words: Sequence[tuple[int, str]]) -> None:
    """Puts claims in: (claim's row, its words)."""
    if words:
        connection.execute(
            text("insert into claims_found(rowid, words) values (:row, :words)"),
            [{"row": row, "words": one} for row, one in words],
        )


def remove(connection: Connection, words: Sequence[tuple[int, str]]) -> None:
    """Takes claims out for good; the words must be those that were put in."""
    if words:
        connection.execute(
            text(
                "insert into claims_found(claims_found, rowid, words)"
                " values ('delete', :row, :words)"
            ),
            [{"row": row, "words": one} for row, one in words],
        )


def merged(connection: Connection) -> None:
    """Rewrites the index, so that nothing is left in it of what was taken out."""
    connection.execute(text("insert into claims_found(claims_found) values ('optimize')"))


def query(words: str) -> str:
    """What a person types as a query: every word or "phrase" must be there, a last star is kept.

    No typed word is an operator: `AND`, `-` and brackets are words or nothing.
    """
    terms = []
    for match in _WORD.finditer(words):
        term = match.group().strip('"')
        if term:
            star = "*" if words[match.end() : match.end() + 1] == "*" else ""
            terms.append('"' + term.replace('"', "") + '"' + star)
    return " ".join(terms)
