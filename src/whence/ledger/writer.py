"""The ledger's one writer: adds whole reports, one transaction each, and forgets them for good."""

from __future__ import annotations

import datetime as dt
import zlib
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import Connection, delete, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from whence.errors import LedgerError
from whence.ledger import assignments, comparisons, decisions, feeds, reports, rows, schema, search
from whence.ledger.accounts import SqlAccounts
from whence.ledger.alerts import SqlAlerts
from whence.ledger.comparisons import SqlComparisons
from whence.ledger.database import (
    DAMAGE,
    FAULTS,
    Writing,
    as_ledger_errors,
    damage,
    engine_of,
    insert_row,
    overwrite,
    shown,
    writing,
)
from whence.ledger.migrations import check_columns, migrate, version_of
from whence.ledger.readings import Readings
from whence.ledger.reviews import SqlReviews
from whence.ports import ApplyDecisions, Result
from whence.records import (
    Kept,
    Reading,
    Rejected,
    Report,
    Resolution,
    Run,
    Watched,
    digest,
)


class SqlLedger:
    """An open ledger. Not to be shared between threads; processes may share its file."""

    def __init__(
        self, place: str, *, create: bool = False, apply_decisions: ApplyDecisions | None = None
    ) -> None:
        """Opens the ledger at a path or a database's URL; `create` makes one where there is none.

        `apply_decisions` applies people's decisions to readings; without it no reviewed report
        can be written to. Raises `LedgerError` and its kinds.
        """
        self.place = shown(place)  #: without a password
        self._engine = engine_of(place, create=create)
        self._run: int | None = None
        self._readings = Readings()
        self._reviews = SqlReviews(self._engine, self._readings, apply_decisions)
        self.version = schema.VERSION
        try:
            self._bring_up(create=create)
        except BaseException:
            self._engine.dispose()
            raise

    def _bring_up(self, *, create: bool) -> None:
        # Checked first, so that readers need not wait for a writer.
        with as_ledger_errors(), self.reading() as connection:
            found = version_of(connection, self.place)
        if found is None and not create:
            raise LedgerError(f"there is no ledger in {self.place}; `whence add` makes one")
        if found != schema.VERSION:
            with as_ledger_errors(), self._writing() as connection:
                migrate(connection, self.place)
                check_columns(connection, self.place)
        else:
            with as_ledger_errors(), self.reading() as connection:
                check_columns(connection, self.place)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, FAULTS) and (wrong := damage(self._engine)):
            self.close()
            raise LedgerError(f"{self.place}: the ledger is damaged: {wrong}") from error
        self.close()
        if isinstance(error, DAMAGE):
            with as_ledger_errors():
                raise error

    def close(self) -> None:
        """Closes the file."""
        self._engine.dispose()

    def reading(self) -> Connection:
        """A connection for `queries` and `reports`; close it, or use it in a `with`."""
        return self._engine.connect()

    def try_writing(self) -> None:
        """Raises `LedgerError` where nothing can be written."""
        with as_ledger_errors(), self._writing() as connection:
            connection.execute(delete(schema.runs).where(schema.runs.c.id < 0))

    def comparisons(self) -> SqlComparisons:
        """What comparing the reports found."""
        return SqlComparisons(self._engine)

    def reviews(self) -> SqlReviews:
        """People's decisions on what was read."""
        return self._reviews

    def alerts(self) -> SqlAlerts:
        """Alerts, and what they sent."""
        return SqlAlerts(self._engine)

    def accounts(self) -> SqlAccounts:
        """Accounts for a server over this ledger; unlike it, to be shared between threads."""
        return SqlAccounts(self._engine)

    def begin(self, run: Run) -> None:
        """Starts a run: the next rows are written on its behalf."""
        with as_ledger_errors(), self._writing() as connection:
            self._run = insert_row(connection, schema.runs, msgspec.structs.asdict(run))

    def has(self, report: Report) -> bool:
        """Whether this very version of the report is stored, read by any bundle."""
        with as_ledger_errors(), self.reading() as connection:
            return _exists(connection, report.id)

    def is_forgotten(self, report: Report) -> bool:
        """Whether the report was forgotten, in any version."""
        table = schema.tombstones
        wanted = select(table.c.identity).where(table.c.identity == _identity(report))
        with as_ledger_errors(), self.reading() as connection:
            return connection.execute(wanted).first() is not None

    def add(self, result: Result, raw: bytes | None = None) -> Kept:
        """Stores a report with its reading, whole or not at all; a known one is left alone.

        `raw` are the bytes that it came as. Raises `LedgerError` before `begin`, and where the
        report was forgotten.
        """
        report, _, resolution = result
        with as_ledger_errors(), self._writing() as connection:
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
                _add_raw(connection, report.origin.raw_digest, raw)
            connection.execute(
                insert(schema.reports).values(**rows.report_row(report, before + 1, self._run_id()))
            )
            self._readings.add(connection, result, self._run_id())
            if before:
                self._reviews.apply_decisions(connection, _identity(report))
        return Kept.of(report, "changed" if before else "added", len(resolution.claims))

    def reread(self, result: Result) -> bool:
        """Adds a newer reading of a stored report; False where the last one is the same.

        People's decisions are applied to it.
        """
        report, reading, resolution = result
        table = schema.readings
        last = (
            select(table.c.bundle, table.c.body)
            .where(table.c.report == report.id, table.c.id.not_in(select(schema.reviewed)))
            .order_by(table.c.id.desc())
            .limit(1)
        )
        with as_ledger_errors(), self._writing() as connection:
            row = connection.execute(last).first()
            same = row is not None and row.bundle == reading.reader.digest
            if row is not None and same and _is_as(row.body, reading, resolution):
                return False
            comparisons.drop(connection, [report.id])  # made of the reading before
            old = reports.reviewed(connection, report.id)
            self._readings.remove(connection, report.id, old)
            self._readings.add(connection, result, self._run_id())
            self._reviews.apply_decisions(connection, _identity(report))
        return True

    def reject(self, rejected: Rejected) -> None:
        """Stores a document that gave no report, once; nothing for one that was forgotten."""
        if rejected.code == FORGOTTEN:
            return  # the tombstone says everything
        origin = rejected.origin
        row = {
            "source": rejected.source,
            "stage": rejected.stage,
            "code": rejected.code,
            "detail": rejected.detail,
            "raw_digest": origin.raw_digest if origin else "",
            "run": self._run_id(),
        }
        with as_ledger_errors():
            try:
                with self._writing() as connection:
                    connection.execute(insert(schema.rejected).values(**row))
            except IntegrityError:
                return  # already rejected for this

    def watched(self, feed: str) -> Watched:
        """The state of the feed at an address when it was last polled."""
        with as_ledger_errors(), self.reading() as connection:
            return feeds.watched(connection, feed)

    def watch(self, feed: str, state: Watched) -> None:
        """Stores the state of a feed."""
        with as_ledger_errors(), self._writing() as connection:
            feeds.watch(connection, feed, state)

    def forget(self, prefix: str, reason: str) -> list[str]:
        """Erases a report in all its versions and leaves a tombstone; returns their ids.

        Text, bytes, readings, claims, index entries and decisions on it are deleted, and their
        pages in the file overwritten. `prefix` is the beginning of one version's id, or its address
        or source. Raises `LedgerBusy` where another process holds the database's log, with the
        words in it: it is forgotten then, and `finish_forgetting` does the rest.
        """
        with as_ledger_errors(), self._writing() as connection:
            identity = reports.identity_of(connection, prefix)
            table = schema.reports
            of_it = connection.execute(
                select(table.c.id, table.c.raw_digest).where(table.c.identity == identity)
            ).all()
            _erase_rejected(connection, identity)
            for report, _ in of_it:
                self._readings.erase(connection, report)
            decisions.erase(connection, identity)
            assignments.erase(connection, identity)
            # Names of those who spoke only in it are removed.
            spoken = select(schema.speakers.c.name)
            words = schema.name_words
            connection.execute(delete(words).where(words.c.name.not_in(spoken)))
            connection.execute(delete(schema.names).where(schema.names.c.id.not_in(spoken)))
            self._readings.forget_names()
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
        self.finish_forgetting()
        return [report for report, _ in of_it]

    def finish_forgetting(self) -> None:
        """Removes what was erased from file and log; raises `LedgerBusy` while others read."""
        with as_ledger_errors():
            overwrite(self._engine)

    def _writing(self) -> Writing:
        return writing(self._engine)

    def _run_id(self) -> int:
        if self._run is None:
            raise LedgerError("nothing is written to a ledger before `begin`")
        return self._run


#: The code of a forgotten document that comes again.
FORGOTTEN = "forgotten"


def _erase_rejected(connection: Connection, identity: str) -> None:
    """Deletes the rejected documents with a report's name, address or bytes."""
    table, of_it = schema.reports, schema.reports.c.identity == identity
    columns = [select(column).where(of_it) for column in (table.c.source, table.c.url)]
    raws = select(table.c.raw_digest).where(of_it, table.c.raw_digest != "")
    gone = schema.rejected.c
    connection.execute(
        delete(schema.rejected).where(
            or_(*(gone.source.in_(one) for one in columns), gone.raw_digest.in_(raws))
        )
    )


def _is_as(body: bytes, reading: Reading, resolution: Resolution) -> bool:
    """Whether a packed reading equals this one."""
    try:
        # Unpacked, since equal readings need not be packed to the same bytes.
        return rows.unpacked_body(body) == rows.stored_reading(reading, resolution)
    except LedgerError:
        return False  # `reread` replaces a damaged one


def _identity(report: Report) -> str:
    return report.identity or report.id


def _exists(connection: Connection, report: str) -> bool:
    wanted = select(schema.reports.c.id).where(schema.reports.c.id == report)
    return connection.execute(wanted).first() is not None


def _versions(connection: Connection, identity: str) -> int:
    wanted = select(func.max(schema.reports.c.number)).where(schema.reports.c.identity == identity)
    return connection.execute(wanted).scalar_one() or 0


def _add_raw(connection: Connection, name: str, raw: bytes) -> None:
    if digest(raw) != name:
        return  # not the bytes that the report was made from
    there = select(schema.raws.c.digest).where(schema.raws.c.digest == name)
    if connection.execute(there).first() is None:
        row = {"digest": name, "size": len(raw), "bytes": zlib.compress(raw)}
        connection.execute(insert(schema.raws).values(**row))
