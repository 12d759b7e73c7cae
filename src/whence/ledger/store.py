"""The ledger's one writer: whole reports in, one transaction each, and out for good."""

from __future__ import annotations

import datetime as dt
import zlib
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from whence.errors import LedgerError
from whence.ledger import comparisons, feeds, rows, schema, search, trace
from whence.ledger.accounts import SqlAccounts
from whence.ledger.comparisons import SqlComparisons
from whence.ledger.engine import Writing, engine_of, overwrite, shown, told, writing
from whence.ledger.migrations import bring_up, version_of
from whence.ports import Result
from whence.records import (
    Entity,
    Kept,
    Reading,
    Rejected,
    Report,
    Resolution,
    Run,
    Watched,
    digest,
)

#: Names whose rows are remembered, so that they need not be looked for.
_REMEMBERED = 5_000


class SqlLedger:
    """A ledger that is open. Not to be shared between threads; processes may share its file."""

    def __init__(self, place: str, *, create: bool = False) -> None:
        """Opens the ledger at a path or a database's URL; `create` makes one where there is none.

        Raises `LedgerError` and its kinds.
        """
        self.place = shown(place)  #: without a password
        self._engine = engine_of(place, create=create)
        self._run: int | None = None
        #: rows of names by (type, named, name), of this transaction's past ones
        self._names: dict[tuple[str, bool, str], int] = {}
        self.version = schema.VERSION
        try:
            self._bring_up(create=create)
        except BaseException:
            self._engine.dispose()
            raise

    def _bring_up(self, *, create: bool) -> None:
        # Looked at first, so that who only reads need not wait for a writer.
        with told(), self.reading() as connection:
            found = version_of(connection)
        if found is None and not create:
            raise LedgerError(f"there is no ledger in {self.place}; `whence add` makes one")
        if found != schema.VERSION:
            with told(), self._writing() as connection:
                bring_up(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets the file go."""
        self._engine.dispose()

    def reading(self) -> Connection:
        """A connection for the queries in `ask` and `trace`; close it, or use it in a `with`."""
        return self._engine.connect()

    def try_writing(self) -> None:
        """Raises `LedgerError` where nothing can be written."""
        with told(), self._writing() as connection:
            connection.execute(delete(schema.runs).where(schema.runs.c.id < 0))

    def comparisons(self) -> SqlComparisons:
        """What was found by comparing the reports."""
        return SqlComparisons(self._engine)

    def accounts(self) -> SqlAccounts:
        """Who may use a server over this ledger; unlike it, to be shared between threads."""
        return SqlAccounts(self._engine)

    def begin(self, run: Run) -> None:
        """Says on whose behalf the next rows are written."""
        with told(), self._writing() as connection:
            self._run = _insert(connection, schema.runs, msgspec.structs.asdict(run))

    def has(self, report: Report) -> bool:
        """Whether this very version of the report is there, read by some bundle."""
        with told(), self.reading() as connection:
            return _exists(connection, report.id)

    def is_forgotten(self, report: Report) -> bool:
        """Whether the report was forgotten, in whatever version."""
        table = schema.tombstones
        wanted = select(table.c.identity).where(table.c.identity == _identity(report))
        with told(), self.reading() as connection:
            return connection.execute(wanted).first() is not None

    def add(self, result: Result, raw: bytes | None = None) -> Kept:
        """Keeps a report with its reading, whole or not at all; one that is there is left alone.

        `raw` are the bytes that it came as. Raises `LedgerError` before `begin`, and where the
        report was forgotten.
        """
        report, _, resolution = result
        with told(), self._writing() as connection:
            if _exists(connection, report.id):
                return Kept.known(report)
            if connection.execute(
                select(schema.tombstones.c.identity).where(
                    schema.tombstones.c.identity == _identity(report)
                )
            ).first():
                raise LedgerError(f"{report.origin.source} was forgotten and may not come back")
            before = _versions(connection, _identity(report))
            if raw is not None:
                _keep_raw(connection, report.origin.raw_digest, raw)
            connection.execute(
                insert(schema.reports).values(**rows.report_row(report, before + 1, self._told()))
            )
            self._add_reading(connection, result)
        return Kept.of(report, "changed" if before else "added", len(resolution.claims))

    def reread(self, result: Result) -> bool:
        """Adds a newer reading of a report that is there; False where it is as the one in force."""
        report, reading, resolution = result
        table = schema.readings
        last = (
            select(table.c.bundle, table.c.body)
            .where(table.c.report == report.id)
            .order_by(table.c.id.desc())
            .limit(1)
        )
        with told(), self._writing() as connection:
            row = connection.execute(last).first()
            same = row is not None and row.bundle == reading.reader.bundle
            if row is not None and same and _is_as(row.body, reading, resolution):
                return False
            comparisons.drop(connection, [report.id])  # made of the reading before
            self._add_reading(connection, result)
        return True

    def reject(self, rejected: Rejected) -> None:
        """Keeps a document that gave no report, once."""
        origin = rejected.origin
        row = {
            "source": rejected.source,
            "stage": rejected.stage,
            "code": rejected.code,
            "detail": rejected.detail,
            "raw_digest": origin.raw_digest if origin else "",
            "run": self._told(),
        }
        with told():
            try:
                with self._writing() as connection:
                    connection.execute(insert(schema.rejected).values(**row))
            except IntegrityError:
                return  # it was rejected so before

    def watched(self, feed: str) -> Watched:
        """How the feed at an address stood when it was last asked."""
        with told(), self.reading() as connection:
            return feeds.watched(connection, feed)

    def watch(self, feed: str, state: Watched) -> None:
        """Keeps how a feed stands now."""
        with told(), self._writing() as connection:
            feeds.watch(connection, feed, state)

    def forget(self, prefix: str, reason: str) -> list[str]:
        """Erases a report in all its versions and leaves a tombstone; gives their ids.

        Text, bytes, readings, claims and index entries are gone and their pages in the file
        overwritten. `prefix` is the beginning of one version's id, or its address or source.
        """
        with told(), self._writing() as connection:
            identity = trace.identity_of(connection, prefix)
            table = schema.reports
            of_it = connection.execute(
                select(table.c.id, table.c.raw_digest).where(table.c.identity == identity)
            ).all()
            for report, _ in of_it:
                _erase(connection, report)
            # Whoever spoke in it alone is not named any more.
            spoken = select(schema.speakers.c.name)
            connection.execute(delete(schema.names).where(schema.names.c.id.not_in(spoken)))
            self._names.clear()
            for _, raw in of_it:
                used = select(func.count()).select_from(table).where(table.c.raw_digest == raw)
                if not connection.execute(used).scalar_one():
                    connection.execute(delete(schema.raws).where(schema.raws.c.digest == raw))
            connection.execute(
                insert(schema.tombstones).values(
                    identity=identity,
                    reason=reason,
                    forgotten_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                )
            )
            search.index_of(connection).merged(connection)
        with told():
            overwrite(self._engine)
        return [report for report, _ in of_it]

    def _add_reading(self, connection: Connection, result: Result) -> None:
        try:
            self._add_rows(connection, result)
        except BaseException:
            self._names.clear()  # what this transaction made is made no more
            raise

    def _add_rows(self, connection: Connection, result: Result) -> None:
        report, reading, resolution = result
        row = {
            "report": report.id,
            "bundle": reading.reader.bundle,
            "run": self._told(),
            "body": rows.body(reading, resolution),
        }
        number = _insert(connection, schema.readings, row)
        speakers = {
            index: self._add_speaker(connection, number, resolution.entities[index])
            for index in rows.speakers_of(resolution)
        }
        # The one writer holds its lock: numbers given here are nobody else's.
        first = 1 + (connection.execute(select(func.max(schema.claims.c.id))).scalar() or 0)
        for table, found in (
            (schema.claims, rows.claim_rows(resolution, number, first, speakers)),
            (schema.claim_places, list(rows.place_rows(resolution, first))),
            (schema.claim_figures, list(rows.figure_rows(resolution, first))),
        ):
            if found:
                connection.execute(insert(table), found)
        words = [(first + n, c.span.of(report.text)) for n, c in enumerate(resolution.claims)]
        search.index_of(connection).add(connection, words)

    def _add_speaker(self, connection: Connection, reading: int, entity: Entity) -> int:
        row = rows.name_row(entity)
        key = row["type"], row["named"], row["name"]
        if key not in self._names:
            table = schema.names
            known = connection.execute(
                select(table.c.id).where(
                    table.c.type == entity.type,
                    table.c.named == entity.named,
                    table.c.name == entity.name,
                )
            ).scalar()
            self._names[key] = _insert(connection, table, row) if known is None else known
            if len(self._names) > _REMEMBERED:
                self._names.pop(next(iter(self._names)))
        told_of = "; ".join(entity.descriptions)
        made = {"reading": reading, "name": self._names[key], "descriptions": told_of}
        return _insert(connection, schema.speakers, made)

    def _writing(self) -> Writing:
        return writing(self._engine)

    def _told(self) -> int:
        if self._run is None:
            raise LedgerError("nothing is written to a ledger before `begin`")
        return self._run


def _insert(connection: Connection, table: Table, row: rows.Row) -> int:
    """Inserts one row; gives its number."""
    key = connection.execute(insert(table), row).inserted_primary_key
    if key is None:
        raise LedgerError(f"the database does not tell the row it made in {table.name}")
    return int(key[0])


def _is_as(body: bytes, reading: Reading, resolution: Resolution) -> bool:
    """Whether a packed reading is this one."""
    try:
        # Unpacked, since what is alike need not be packed to the same bytes.
        return rows.unpacked_body(body) == rows.kept_of(reading, resolution)
    except LedgerError:
        return False  # a damaged one is what reading again is for


def _identity(report: Report) -> str:
    return report.identity or report.id


def _exists(connection: Connection, report: str) -> bool:
    wanted = select(schema.reports.c.id).where(schema.reports.c.id == report)
    return connection.execute(wanted).first() is not None


def _versions(connection: Connection, identity: str) -> int:
    wanted = select(func.max(schema.reports.c.number)).where(schema.reports.c.identity == identity)
    return connection.execute(wanted).scalar_one() or 0


def _keep_raw(connection: Connection, name: str, raw: bytes) -> None:
    if digest(raw) != name:
        return  # not the bytes that the report was made of
    there = select(schema.raws.c.digest).where(schema.raws.c.digest == name)
    if connection.execute(there).first() is None:
        row = {"digest": name, "size": len(raw), "bytes": zlib.compress(raw)}
        connection.execute(insert(schema.raws).values(**row))


def _erase(connection: Connection, report: str) -> None:
    """Takes a version and all that hangs on it away, the index first, which needs the words."""
    comparisons.drop(connection, [report])
    claims, readings = schema.claims, schema.readings
    of_it = select(readings.c.id).where(readings.c.report == report)
    ids = select(claims.c.id).where(claims.c.reading.in_(of_it))
    joined = claims.join(readings, readings.c.id == claims.c.reading)
    spans = connection.execute(
        select(claims.c.id, claims.c.start, claims.c.stop)
        .select_from(joined)
        .where(readings.c.report == report)
    ).all()
    text = connection.execute(
        select(schema.reports.c.text).where(schema.reports.c.id == report)
    ).scalar_one()
    search.index_of(connection).remove(
        connection, [(row, text[start:stop]) for row, start, stop in spans]
    )
    for table in (schema.claim_places, schema.claim_figures):
        connection.execute(delete(table).where(table.c.claim.in_(ids)))
    connection.execute(delete(claims).where(claims.c.reading.in_(of_it)))
    connection.execute(delete(schema.speakers).where(schema.speakers.c.reading.in_(of_it)))
    connection.execute(delete(readings).where(readings.c.report == report))
    connection.execute(delete(schema.reports).where(schema.reports.c.id == report))
