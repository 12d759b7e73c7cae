"""The reports of a ledger: their versions, readings and bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from whence.errors import LedgerError
from whence.ledger import rows
from whence.ledger.query_types import EVERY_REPORT, Chosen, Stored
from whence.ledger.schema import (
    claim_figures,
    claim_places,
    claims,
    decisions,
    raws,
    readings,
    rejected,
    reports,
    runs,
    sketches,
    tombstones,
)
from whence.ledger.schema import reviewed as reviewed_readings
from whence.ports import Result
from whence.records import Rejected, Report, Run
from whence.records.name_keys import folded

#: Digits of an id that may name a report.
_SHORTEST_PREFIX = 4


def result(connection: Connection, name: str) -> Result:
    """A version with its reading in force, as it was read; raises `LedgerError`."""
    wanted = (
        select(readings.c.body)
        .where(readings.c.report == name)
        .order_by(readings.c.id.desc())
        .limit(1)
    )
    reading, resolution = rows.unpacked_body(connection.execute(wanted).scalar_one())
    return report(connection, name), reading, resolution


def machine(connection: Connection, name: str) -> tuple[Result, int]:
    """A version as it was last read, before decisions, and the run that read it."""
    people = select(reviewed_readings.c.reading)
    wanted = (
        select(readings.c.body, readings.c.run)
        .where(readings.c.report == name, readings.c.id.not_in(people))
        .order_by(readings.c.id.desc())
        .limit(1)
    )
    row = connection.execute(wanted).first()
    if row is None:
        raise LedgerError(f"no report in the ledger has the id {name!r}")
    reading, resolution = rows.unpacked_body(row.body)
    return (report(connection, name), reading, resolution), row.run


def machine_result(connection: Connection, name: str) -> Result:
    """A version as it was last read, before decisions; raises `LedgerError`."""
    return machine(connection, name)[0]


def reviewed(connection: Connection, name: str) -> list[int]:
    """The readings of a version that decisions were applied to."""
    joined = readings.join(reviewed_readings, reviewed_readings.c.reading == readings.c.id)
    wanted = select(readings.c.id).select_from(joined).where(readings.c.report == name)
    return list(connection.execute(wanted).scalars())


def ids_of(connection: Connection, identity: str) -> list[str]:
    """The ids of an identity's versions, oldest first."""
    wanted = select(reports.c.id).where(reports.c.identity == identity).order_by(reports.c.number)
    return list(connection.execute(wanted).scalars())


def identity_of(connection: Connection, named: str) -> str:
    """The identity that an id's beginning, an address or a source names; raises `LedgerError`."""
    for column in (reports.c.url, reports.c.source):
        found = _distinct(connection, column == named)
        if len(found) == 1:
            return found[0]
    if len(named) >= _SHORTEST_PREFIX and named.isalnum():
        found = _distinct(connection, reports.c.id.startswith(named))
        if len(found) == 1:
            return found[0]
        if found:
            raise LedgerError(f"{len(found)} reports begin with {named}: give more of the id")
    raise LedgerError(f"no report in the ledger is called {named!r}")


def versions(connection: Connection, named: str) -> list[Stored]:
    """All versions of a report named by its id's beginning, its address or source, oldest first.

    Raises `LedgerError` where it names none, or several.
    """
    identity = identity_of(connection, named)
    wanted = select(reports).where(reports.c.identity == identity).order_by(reports.c.number)
    return [_stored(row) for row in connection.execute(wanted).mappings()]


def version_named(connection: Connection, named: str) -> str:
    """The id of the version whose id begins so, else of the last of the report so named.

    Raises `LedgerError` where there is none, or where there are several.
    """
    known = versions(connection, named)
    return next((one.id for one in known if one.id.startswith(named)), known[-1].id)


def with_text(connection: Connection, text: str) -> list[Stored]:
    """The versions, of any report, with exactly this text."""
    wanted = select(reports).where(reports.c.text == text).order_by(reports.c.id)
    return [_stored(row) for row in connection.execute(wanted).mappings()]


def report(connection: Connection, name: str) -> Report:
    """A version, by its whole id."""
    row = connection.execute(select(reports).where(reports.c.id == name)).mappings().one()
    return rows.report_of(dict(row))


def every_version(connection: Connection, *, not_read_by: str | None = None) -> list[str]:
    """The ids of all versions, or of those that a reader, by its digest, has not read."""
    wanted = select(reports.c.id).order_by(reports.c.id)
    if not_read_by is not None:
        read = select(readings.c.report).where(readings.c.bundle == not_read_by)
        wanted = wanted.where(reports.c.id.not_in(read))
    return [str(name) for name in connection.execute(wanted).scalars()]


def every_report(connection: Connection) -> Iterator[str]:
    """The ids of all reports' last versions, in the order in which they were added."""
    yield from connection.execute(
        select(reports.c.id).where(last_version()).order_by(reports.c.run, reports.c.id)
    ).scalars()


def every_run(connection: Connection) -> Iterator[tuple[int, Run]]:
    """The runs that wrote to the ledger, by number."""
    for row in connection.execute(select(runs).order_by(runs.c.id)).mappings():
        fields = ("began", "command", "version", "settings", "bundle")
        yield row["id"], Run(**{name: row[name] for name in fields})


def runs_of(connection: Connection, name: str) -> tuple[int, int]:
    """The numbers of the runs that added a version, and that made its reading in force."""
    wanted = (
        select(reports.c.run, readings.c.run.label("read"))
        .join(readings, readings.c.report == reports.c.id)
        .where(reports.c.id == name)
        .order_by(readings.c.id.desc())
        .limit(1)
    )
    row = connection.execute(wanted).one()
    return row.run, row.read


def every_rejected(connection: Connection) -> Iterator[Rejected]:
    """The documents that gave no report, in the order in which they were added."""
    for row in connection.execute(select(rejected).order_by(rejected.c.id)).mappings():
        names = ("source", "stage", "code", "detail")
        yield Rejected(**{name: row[name] for name in names})


def stamp(connection: Connection) -> tuple[int, int, int, int]:
    """A value that changes whenever a reading or decision does, or a report is compared."""
    read = connection.execute(select(func.max(readings.c.id))).scalar() or 0
    decided = connection.execute(select(func.max(decisions.c.id))).scalar() or 0
    gone = connection.execute(select(func.count()).select_from(tombstones)).scalar_one()
    compared = connection.execute(select(func.max(sketches.c.id))).scalar() or 0
    return int(read), int(decided), int(gone), int(compared)


def count_reports(connection: Connection, chosen: Chosen = EVERY_REPORT) -> int:
    """How many reports there are, each counted once whatever its versions."""
    counted = select(func.count()).select_from(reports)
    if chosen == EVERY_REPORT:
        return int(connection.execute(counted.where(reports.c.number == 1)).scalar_one())
    return int(connection.execute(counted.where(last_version(), *_fitting(chosen))).scalar_one())


def spread(connection: Connection) -> tuple[int, int]:
    """How many outlets the reports are from, and over how many days."""
    day = func.nullif(func.substr(reports.c.published_utc, 1, 10), "")
    row = connection.execute(
        select(
            func.count(reports.c.publisher.distinct()).label("outlets"),
            func.count(day.distinct()).label("days"),
        )
    ).one()
    return int(row.outlets), int(row.days)


def first_day(connection: Connection) -> str | None:
    """The day of the earliest report that has one."""
    wanted = select(func.min(reports.c.published_utc)).where(reports.c.published_utc != "")
    found = connection.execute(wanted).scalar()
    return str(found)[:10] if found else None


def newest(
    connection: Connection,
    *,
    limit: int = 20,
    after: tuple[str, str] | None = None,
    chosen: Chosen = EVERY_REPORT,
    oldest_first: bool = False,
) -> list[Stored]:
    """The last versions of reports, the newest published first; after (moment, id) if given."""
    wanted = _ids_of(chosen)
    if after is not None:
        day, name = after
        behind = ">" if oldest_first else "<"
        wanted = wanted.where(
            or_(
                reports.c.published_utc.op(behind)(day),
                and_(reports.c.published_utc == day, reports.c.id.op(behind)(name)),
            )
        )
    order = (reports.c.published_utc, reports.c.id)
    wanted = wanted.order_by(*(order if oldest_first else (one.desc() for one in order)))
    return _stored_as(connection, list(connection.execute(wanted.limit(limit)).scalars()))


def some_and_count(connection: Connection, chosen: Chosen, limit: int) -> tuple[list[Stored], int]:
    """The newest of the reports that are chosen, and how many they are, in one search."""
    order = (reports.c.published_utc.desc(), reports.c.id.desc())
    ids = list(connection.execute(_ids_of(chosen).order_by(*order)).scalars())
    return _stored_as(connection, ids[:limit]), len(ids)


def _ids_of(chosen: Chosen) -> Select[Any]:
    # Found by an index alone, before the rows with their texts are read.
    return select(reports.c.id).where(last_version(), *_fitting(chosen))


def _stored_as(connection: Connection, ids: list[str]) -> list[Stored]:
    found = connection.execute(select(reports).where(reports.c.id.in_(ids))).mappings()
    by_id = {row["id"]: _stored(row) for row in found}
    return [by_id[one] for one in ids if one in by_id]


def _fitting(chosen: Chosen) -> Iterator[ColumnElement[bool]]:
    for word in chosen.words.lower().split():
        yield func.lower(reports.c.title).contains(word, autoescape=True)
    if chosen.publisher:
        yield func.lower(reports.c.publisher).contains(chosen.publisher.lower(), autoescape=True)
    if chosen.since:
        yield reports.c.published_utc >= chosen.since
    if chosen.until:
        day = func.substr(reports.c.published_utc, 1, len(chosen.until))
        yield and_(reports.c.published_utc != "", day <= chosen.until)
    if chosen.place:
        place = claim_places.c
        named = or_(
            place.folded == folded(chosen.place),
            place.country == chosen.place.upper(),
            place.admin1 == chosen.place.upper(),
        )
        yield reports.c.id.in_(_holding(claim_places, named))
    if chosen.role:
        yield reports.c.id.in_(_holding(claim_figures, claim_figures.c.role == chosen.role))


def _holding(table: Table, condition: ColumnElement[bool]) -> Select[Any]:
    """The versions with a claim that has such a row, in any reading."""
    return (
        select(readings.c.report)
        .select_from(
            table.join(claims, claims.c.id == table.c.claim).join(
                readings, readings.c.id == claims.c.reading
            )
        )
        .where(condition)
    )


def words_at(connection: Connection, name: str, start: int, end: int) -> str:
    """The words of a version between two offsets."""
    cut = func.substr(reports.c.text, start + 1, end - start)
    return str(connection.execute(select(cut).where(reports.c.id == name)).scalar() or "")


def moment(connection: Connection, name: str) -> str:
    """The moment that a version is ordered by; empty where it has no date."""
    wanted = select(reports.c.published_utc).where(reports.c.id == name)
    return str(connection.execute(wanted).scalar_one())


def raw(connection: Connection, name: str) -> bytes | None:
    """The bytes with a digest, as they came."""
    blob = connection.execute(select(raws.c.bytes).where(raws.c.digest == name)).scalar()
    try:
        return None if blob is None else zlib.decompress(blob)
    except zlib.error as error:
        raise LedgerError(f"the bytes of a report in the ledger are damaged: {error}") from error


def counts(connection: Connection) -> dict[str, int]:
    """How many of each there are."""
    tables = {
        "reports": reports, "readings": readings, "claims": claims, "rejected": rejected,
        "runs": runs, "forgotten": tombstones,
    }  # fmt: skip
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in tables.items()
    }


def _stored(row: Any) -> Stored:
    return Stored(
        id=row["id"],
        number=row["number"],
        source=row["source"],
        title=row["title"],
        published=row["published"],
        publisher=row["publisher"],
        url=row["url"],
    )


def _distinct(connection: Connection, condition: Any) -> list[str]:
    wanted = select(reports.c.identity).where(condition).distinct()
    return [str(identity) for identity in connection.execute(wanted).scalars()]


def last_version() -> ColumnElement[bool]:
    """The condition that the report has no later version."""
    later = reports.alias("later")
    replaced = select(later.c.id).where(
        later.c.identity == reports.c.identity, later.c.number > reports.c.number
    )
    return ~replaced.exists()
