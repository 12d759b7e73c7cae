"""Stored summaries of events: written, dropped where an event changes, and listed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from whence.errors import LedgerError
from whence.ledger import event_annotations, pagination, rows, schema
from whence.records.finding import EventSummary
from whence.records.keys import event_id
from whence.records.name_keys import folded

_events, _sketches, _matches = schema.events, schema.sketches, schema.matches
_reports = schema.reports
_ID = re.compile(r"[0-9a-f]{16}")
#: Events of one answer, and names in one query: databases bound the variables of a statement.
_MOST = 1_000


#: Which events come first: of the newest report, of the latest day, of most reports.
Order = Literal["latest", "day", "reports"]
_ORDERS: dict[str, Any] = {
    "latest": _events.c.latest,
    "day": _events.c.started,
    "reports": _events.c.reports,
}


class Listed(NamedTuple):
    """Some events, and the cursor of the rest; None where there are no more."""

    summaries: tuple[EventSummary, ...]
    next: str | None


def store(connection: Connection, summary: EventSummary) -> None:
    """Stores the summary of an event, in place of the last one."""
    event = summary.event
    where = event.where.name if event.where else ""
    row = {
        "id": event.id,
        "disputed": summary.disputed,
        "reports": len(summary.members),
        "latest": max((m.published for m in summary.members), default=""),
        "started": event.when.start or "",
        "folded": folded(f"{event.title} {event.type} {where} {' '.join(event.titles)}"),
        "body": rows.packed(summary),
    }
    connection.execute(delete(_events).where(_events.c.id == event.id))
    connection.execute(insert(_events), row)


def drop_around(connection: Connection, numbers: Sequence[int]) -> None:
    """Drops the summaries of the events of some fingerprints, and of all that are like them."""
    near = select(_matches.c.other).where(_matches.c.one.in_(numbers))
    of_them = select(_sketches.c.event).where(
        or_(_sketches.c.id.in_(numbers), _sketches.c.id.in_(near)), _sketches.c.event.is_not(None)
    )
    connection.execute(delete(_events).where(_events.c.id.in_(of_them)))


def drop(connection: Connection, names: Sequence[str]) -> None:
    """Drops the summaries of some events."""
    for start in range(0, len(names), _MOST):
        some = names[start : start + _MOST]
        connection.execute(delete(_events).where(_events.c.id.in_(some)))


def without_summary(connection: Connection) -> list[str]:
    """The events that have no summary yet."""
    summarized = select(_events.c.id).where(_events.c.id == _sketches.c.event)
    wanted = select(_sketches.c.event).distinct()
    wanted = wanted.where(_sketches.c.event.is_not(None), ~summarized.exists())
    return [str(name) for name in connection.execute(wanted.order_by(_sketches.c.event)).scalars()]


def summary(connection: Connection, name: str) -> EventSummary | None:
    """The summary of an event by its id, or by one that it had; None where no event has it.

    An id is made from an event's first report: a report that is older joins it later, or a new
    version of the first comes in, and it has another.
    """
    wanted = select(_events.c.body)
    body = connection.execute(wanted.where(_events.c.id == name)).scalar()
    if body is None and (now := _now_called(connection, name)):
        body = connection.execute(wanted.where(_events.c.id == now)).scalar()
    return None if body is None else _unpacked(body)


def _now_called(connection: Connection, name: str) -> str | None:
    """The id of the event that has the report from which an id was made."""
    if not _ID.fullmatch(name):
        return None
    every = connection.execute(select(_reports.c.id, _reports.c.identity))
    first = next((identity for report, identity in every if event_id(report) == name), None)
    if first is None:
        return None
    of_it = _sketches.join(_reports, _reports.c.id == _sketches.c.report)
    now = select(_sketches.c.event).select_from(of_it).where(_reports.c.identity == first)
    return connection.execute(now.order_by(_reports.c.number.desc())).scalar()


def event_of(connection: Connection, report: str) -> str | None:
    """The event of a report; None where it was not compared."""
    wanted = select(_sketches.c.event).where(_sketches.c.report == report)
    return connection.execute(wanted).scalar()


def of_reports(connection: Connection, reports: Sequence[str]) -> list[EventSummary]:
    """The summaries of the events of some reports, each once."""
    names = select(_sketches.c.event).where(_sketches.c.report.in_(reports))
    wanted = select(_events.c.body).where(_events.c.id.in_(names)).order_by(_events.c.id)
    return [_unpacked(body) for body in connection.execute(wanted).scalars()]


def every_summary(connection: Connection) -> list[EventSummary]:
    """The summaries of all events, in the order of their ids."""
    wanted = select(_events.c.body).order_by(_events.c.id)
    return [_unpacked(body) for body in connection.execute(wanted).scalars()]


class Wanted(NamedTuple):
    """Which events: with all these words in titles, type or place, and of these days.

    `several` leaves out events of one report.
    """

    words: str = ""
    disputed: bool | None = None
    several: bool = False
    since: str | None = None
    until: str | None = None
    order: Order = "latest"


def listed(
    connection: Connection, chosen: Wanted, *, limit: int = 20, cursor: str | None = None
) -> Listed:
    """Events that fit, in their order; raises `LedgerError` for a cursor of another list."""
    limit = max(1, min(limit, _MOST))
    words, disputed, several, since, until, order = chosen
    column = _ORDERS[order]
    wanted = select(_events.c.id, column.label("place"))
    called = event_annotations.names(connection) if words else {}
    for word in folded(words).split():
        by_people = [event for event, name in called.items() if word in folded(name)]
        in_reports = _events.c.folded.contains(word, autoescape=True)
        wanted = wanted.where(or_(in_reports, _events.c.id.in_(by_people)))
    if disputed is not None:
        wanted = wanted.where(_events.c.disputed == disputed)
    if several:
        wanted = wanted.where(_events.c.reports > 1)
    if since:
        wanted = wanted.where(_events.c.started >= since)
    if until:
        wanted = wanted.where(
            _events.c.started != "",
            func.substr(_events.c.started, 1, len(until)) <= until,
        )
    if cursor is not None:
        # The value in the cursor is text, or in the order by reports a number.
        place, name = pagination.read(cursor, tuple[str | int, str])
        if isinstance(place, int) != (order == "reports"):
            raise LedgerError(f"{cursor!r} is not a cursor for this order")
        wanted = wanted.where(or_(column < place, and_(column == place, _events.c.id > name)))
    wanted = wanted.order_by(column.desc(), _events.c.id).limit(limit + 1)
    found = connection.execute(wanted).all()
    shown = found[:limit]
    bodies = select(_events.c.id, _events.c.body).where(_events.c.id.in_([r.id for r in shown]))
    by_id = {row.id: row.body for row in connection.execute(bodies)}
    more = pagination.written((shown[-1].place, shown[-1].id)) if len(found) > limit else None
    return Listed(tuple(_unpacked(by_id[row.id]) for row in shown), more)


def count(connection: Connection, *, disputed: bool | None = None, several: bool = False) -> int:
    """How many events have summaries."""
    wanted = select(func.count()).select_from(_events)
    if disputed is not None:
        wanted = wanted.where(_events.c.disputed == disputed)
    if several:
        wanted = wanted.where(_events.c.reports > 1)
    return int(connection.execute(wanted).scalar_one())


def _unpacked(body: bytes) -> EventSummary:
    try:
        return msgspec.msgpack.decode(zlib.decompress(body), type=EventSummary)
    except (zlib.error, msgspec.DecodeError) as error:
        raise LedgerError(
            f"an event in the ledger is damaged: {error}; `whence compare --again` makes it again"
        ) from error
