"""What people record for events: a name, a note, a status, a grade, figures of their own.

A decision on an event lists the reports it had. It belongs to the event that most of them are in
now, so that it holds when reports are read again, join the event, or leave it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, get_args

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection, select

from whence.ledger import decisions
from whence.ledger.schema import reports, sketches
from whence.records import Decision, in_effect
from whence.records.finding import EventSummary, Recorded, RecordedWhat

#: Reports of an event that are listed; the earliest.
_MOST = 100
#: Identities in one statement: databases limit its parameters.
_MANY = 500
_WORDS = tuple(what for what in get_args(RecordedWhat) if what != "figure")


def of_events(
    connection: Connection, events: Collection[str] | None = None, *, upto: int | None = None
) -> list[tuple[str, Recorded]]:
    """What is recorded for some events, or for all, each with the event's id.

    With `upto`, only by the decisions up to that number.
    """
    every = decisions.of_events(connection)
    counted = [one for one in every if upto is None or (one.id or 0) <= upto]
    made = [one for one in in_effect(counted) if one.verb == "correct"]
    if not made:
        return []
    where = _events_of(connection, sorted({name for one in made for name in one.reports}))
    last: dict[tuple[str, Any], Recorded] = {}
    for one in made:
        event = _of_most(one.reports, where)
        if event is not None and (events is None or event in events):
            for key, value_set in _recorded(one):
                last[event, key] = value_set
    return [(event, one) for (event, _), one in last.items() if one.what == "figure" or one.words]


def event_of(connection: Connection, identities: Sequence[str]) -> str | None:
    """The event that most of some reports are about now; None where none of them is about one."""
    return _of_most(identities, _events_of(connection, sorted(set(identities))))


def _of_most(identities: Sequence[str], where: Mapping[str, str]) -> str | None:
    found = Counter(where[name] for name in identities if name in where)
    return min(found, key=lambda name: (-found[name], name), default=None)


def names(connection: Connection) -> dict[str, str]:
    """The names that people gave to events, by the events' ids."""
    return {event: one.words for event, one in of_events(connection) if one.what == "name"}


def onto(connection: Connection, summaries: Sequence[EventSummary]) -> list[EventSummary]:
    """The same events, each with what people recorded for it."""
    held: dict[str, list[Recorded]] = {}
    for event, one in of_events(connection, {summary.event.id for summary in summaries}):
        held.setdefault(event, []).append(one)
    return [
        msgspec.structs.replace(
            summary,
            event=msgspec.structs.replace(summary.event, recorded=tuple(held[summary.event.id])),
        )
        if summary.event.id in held
        else summary
        for summary in summaries
    ]


def _recorded(one: Decision) -> Iterator[tuple[Any, Recorded]]:
    """What one decision sets, each under the key that a later one would replace."""
    change = one.change
    by: dict[str, Any] = {"who": one.who, "at": one.at, "decision": one.id or 0}
    for what in _WORDS:
        value_set = getattr(change, what)
        if value_set is not UNSET:
            yield what, Recorded(what=what, words=value_set, **by)
    if change.role is not UNSET:
        bounds: dict[str, Any] = {name: None if v is UNSET else v for name, v in _bounds(one)}
        of = None if change.of is UNSET else change.of
        yield (
            ("figure", change.role, of),
            Recorded(what="figure", role=change.role, of=of, **bounds, **by),
        )


def _bounds(one: Decision) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(one.change, name)) for name in ("value", "low", "high"))


def _events_of(connection: Connection, identities: Sequence[str]) -> dict[str, str]:
    """The event that each of some reports is in now, by their identities."""
    found: dict[str, str] = {}
    joined = reports.join(sketches, sketches.c.report == reports.c.id)
    for start in range(0, len(identities), _MANY):
        wanted = (
            select(reports.c.identity, sketches.c.event)
            .select_from(joined)
            .where(reports.c.identity.in_(identities[start : start + _MANY]))
            .where(sketches.c.event.is_not(None))
        )
        found |= {row.identity: row.event for row in connection.execute(wanted)}
    return found


def identities(connection: Connection, summary: EventSummary) -> tuple[str, ...]:
    """The identities of an event's reports, the earliest first."""
    ids = [member.report for member in summary.members][:_MOST]
    wanted = select(reports.c.id, reports.c.identity).where(reports.c.id.in_(ids))
    of = {row.id: row.identity for row in connection.execute(wanted)}
    return tuple(dict.fromkeys(of[name] for name in ids if name in of))
