"""The newest claims with common words, found without sorting all claims that have them.

SQLite looks up every hit's report and sorts them all before it gives the first. For words that
thousands of claims have, it is asked for the hits alone, and those of the newest reports are taken,
report by report, until there are enough. The answer is the same.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from whence.ledger import fts5, search
from whence.ledger.conditions import fitting, in_force
from whence.ledger.query_types import Filters
from whence.ledger.schema import claims, readings, reports

_COMMON = 2_000  #: claims
_AT_ONCE = 100  #: reports
_MOST = 2_000  #: reports; after that the usual way is as good


class _Rows(NamedTuple):
    """The rows of a report's claims: those of one reading follow each other."""

    first: int
    last: int


def newest(connection: Connection, filters: Filters, limit: int) -> list[int] | None:
    """The rows of the newest claims that fit; None where the usual query must find them."""
    terms = search.terms_of(filters.words)
    if connection.dialect.name != "sqlite" or not terms:
        return None
    if not fts5.are_common(connection, terms, _COMMON):
        return None
    every = fts5.every_row(connection, terms)
    found: list[int] = []
    for some in _walked(connection):
        hits = [n for r in some for n in every[bisect_left(every, r.first) : bisect(every, r.last)]]
        found += _that_fit(connection, filters, hits)
        if len(found) >= limit:
            return found[:limit]
        if len(some) < _AT_ONCE:
            return found
    return None


def _walked(connection: Connection) -> Iterator[list[_Rows]]:
    """The claims' rows of each report in force, the newest first, some reports at once."""
    reported = (
        select(readings.c.id)
        .select_from(reports.join(readings, readings.c.report == reports.c.id))
        .where(in_force())
        .order_by(reports.c.published_utc.desc(), reports.c.id.desc())
    )
    for start in range(0, _MOST, _AT_ONCE):
        some = list(connection.execute(reported.limit(_AT_ONCE).offset(start)).scalars())
        wanted = (
            select(claims.c.reading, func.min(claims.c.id), func.max(claims.c.id))
            .where(claims.c.reading.in_(some))
            .group_by(claims.c.reading)
        )
        rows = {reading: _Rows(*ends) for reading, *ends in connection.execute(wanted)}
        # A report without claims has no rows, and counts as one that was searched.
        yield [rows.get(reading, _Rows(1, 0)) for reading in some]


def _that_fit(connection: Connection, filters: Filters, hits: list[int]) -> list[int]:
    """Those of some claims that fit in everything, the newest first."""
    if not hits:
        return []
    wanted = (
        select(claims.c.id)
        .select_from(
            claims.join(readings, readings.c.id == claims.c.reading).join(
                reports, reports.c.id == readings.c.report
            )
        )
        .where(claims.c.id.in_(hits), in_force(), *fitting(filters))
        .order_by(reports.c.published_utc.desc(), reports.c.id.desc(), claims.c.number)
    )
    return list(connection.execute(wanted).scalars())
