"""Who is reviewing which report, so that two people do not do the same work."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, delete, insert, select

from whence.errors import LedgerError
from whence.ledger import reports
from whence.ledger.query_types import Assignment
from whence.ledger.schema import assignments
from whence.ledger.schema import reports as reports_table


def take(connection: Connection, identity: str, who: str, *, over: bool = False) -> None:
    """Assigns a report to somebody; with `over` also one that is somebody else's.

    Raises `LedgerError` where it is somebody else's.
    """
    now = by_identity(connection).get(identity)
    if now == who:
        return
    if now is not None and not over:
        raise LedgerError(f"{now} is reviewing this report")
    erase(connection, identity)
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    connection.execute(insert(assignments).values(identity=identity, who=who, at=at))


def erase(connection: Connection, identity: str) -> None:
    """Makes a report nobody's."""
    connection.execute(delete(assignments).where(assignments.c.identity == identity))


def by_identity(connection: Connection) -> dict[str, str]:
    """Who is reviewing what, by the reports' identities."""
    rows = connection.execute(select(assignments.c.identity, assignments.c.who))
    return {row.identity: row.who for row in rows}


def listed(connection: Connection, identity: str | None = None) -> list[Assignment]:
    """All assignments, or one report's, by name, then by time."""
    some = [identity] if identity is not None else list(by_identity(connection))
    if not some:
        return []
    joined = assignments.join(reports_table, reports_table.c.identity == assignments.c.identity)
    wanted = (
        select(
            reports_table.c.id,
            reports_table.c.title,
            reports_table.c.source,
            assignments.c.who,
            assignments.c.at,
        )
        .select_from(joined)
        .where(reports.last_version(), reports_table.c.identity.in_(some))
        .order_by(assignments.c.who, assignments.c.at, reports_table.c.id)
    )
    return [
        Assignment(report=row.id, title=row.title or row.source, who=row.who, at=row.at)
        for row in connection.execute(wanted)
    ]
