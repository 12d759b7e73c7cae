"""People's decisions as rows that are only ever added; only `forget` removes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update

from whence.errors import LedgerError
from whence.ledger.database import insert_row
from whence.ledger.schema import decisions
from whence.records import Decision, in_effect
from whence.records.name_keys import folded


def stored(connection: Connection, decision: Decision) -> int:
    """Adds a decision; returns its number."""
    row = {
        "identity": decision.identity,
        "target": decision.target,
        "verb": decision.verb,
        "who": decision.who,
        "at": decision.at,
        "undoes": decision.undoes,
        "body": msgspec.json.encode(msgspec.structs.replace(decision, id=None)).decode(),
    }
    return insert_row(connection, decisions, row)


def by_number(connection: Connection, number: int) -> Decision:
    """One decision; raises `LedgerError` where no decision has this number."""
    found = _read(connection.execute(_WANTED.where(decisions.c.id == number)))
    if not found:
        raise LedgerError(f"no decision in the ledger has the number {number}")
    return found[0]


def of_report(connection: Connection, identity: str) -> list[Decision]:
    """All decisions of a report, in their order, what was undone and the undoing too."""
    wanted = _WANTED.where(decisions.c.identity == identity).order_by(decisions.c.id)
    return _read(connection.execute(wanted))


def of_events(connection: Connection) -> list[Decision]:
    """All decisions on events, in their order."""
    return _across(connection, "event")


def of_people(connection: Connection) -> list[Decision]:
    """All decisions on who is who in every report, in their order."""
    return _across(connection, "person")


def _across(connection: Connection, target: str) -> list[Decision]:
    of_none = decisions.c.identity.is_(None), decisions.c.target == target
    return _read(connection.execute(_WANTED.where(*of_none).order_by(decisions.c.id)))


def latest(connection: Connection, limit: int, before: int | None = None) -> list[Decision]:
    """The last decisions, the newest first; `before` goes on from a number."""
    wanted = _WANTED.order_by(decisions.c.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(decisions.c.id < before)
    return _read(connection.execute(wanted))


def event_pairs(connection: Connection) -> dict[tuple[str, str], bool]:
    """The pairs of identities that people joined (True) or separated (False), the lesser first.

    If a pair has several decisions, the last one holds.
    """
    found = {}
    for one in in_effect(of_events(connection)):
        if one.verb != "correct" and len(one.reports) == 2:
            found[min(one.reports), max(one.reports)] = one.verb == "same-event"
    return found


def name_pairs(connection: Connection) -> dict[tuple[str, str], bool]:
    """The pairs of folded names that by decision are one person (True) or two, the lesser first.

    If a pair has several decisions, the last one holds.
    """
    found = {}
    for one in in_effect(of_people(connection)):
        names = {folded(name) for name in one.names}
        if len(names) == 2:
            found[min(names), max(names)] = one.verb == "merge"
    return found


def identities(connection: Connection, among: Sequence[str] | None = None) -> list[str]:
    """The identities of reports with decisions."""
    wanted = select(decisions.c.identity).where(decisions.c.identity.is_not(None)).distinct()
    if among is not None:
        wanted = wanted.where(decisions.c.identity.in_(among))
    return sorted(connection.execute(wanted).scalars())


def erase(connection: Connection, identity: str) -> None:
    """Deletes every decision that is about a report, or names it.

    Decisions on an event of other reports stay, without this one.
    """
    connection.execute(delete(decisions).where(decisions.c.identity == identity))
    made = of_events(connection)
    joining = {one.id for one in made if one.verb == "correct" and len(one.reports) > 1}
    for one in made:
        if identity not in one.reports:
            continue
        row = decisions.c.id == one.id
        if one.id not in joining and one.undoes not in joining:
            connection.execute(delete(decisions).where(row))
            continue
        left = tuple(report for report in one.reports if report != identity)
        body = msgspec.json.encode(msgspec.structs.replace(one, id=None, reports=left)).decode()
        connection.execute(update(decisions).where(row).values(body=body))


_WANTED = select(decisions.c.id, decisions.c.body)


def _read(found: Iterable[Any]) -> list[Decision]:
    try:
        return [
            msgspec.structs.replace(msgspec.json.decode(body, type=Decision), id=number)
            for number, body in found
        ]
    except msgspec.DecodeError as error:
        raise LedgerError(f"a decision in the ledger is damaged: {error}") from error
