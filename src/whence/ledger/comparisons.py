"""What comparing reports found: fingerprints with their index, matches, events."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeVar

import msgspec
from sqlalchemy import (
    Connection,
    Engine,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from whence.errors import LedgerError
from whence.ledger import decisions, events, rows, schema
from whence.ledger import reports as ledger_reports
from whence.ledger.database import (
    as_ledger_errors,
    insert_row,
    repeatable,
    with_large_cache,
    writing,
)
from whence.ports import Result
from whence.records import Fingerprint, Outline, Report
from whence.records.finding import EventSummary

_sketches, _matches = schema.sketches, schema.matches
#: Numbers in one statement: databases limit its parameters.
_MANY = 500
#: Reports that are listed as pending at a time.
_SOME = 1_000


_Item = TypeVar("_Item")
_Outline = TypeVar("_Outline", bound=Outline)


class SqlComparisons:
    """Implements `ports.Comparisons` over a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._method = ""
        self._connection: Connection | None = None
        self._writer: Connection | None = None

    def __enter__(self) -> Self:
        """Holds its connections until the end: opening one takes a while."""
        self._connection = with_large_cache(self._engine.connect())
        self._writer = with_large_cache(repeatable(self._engine))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for connection in (self._connection, self._writer):
            if connection is not None:
                connection.close()
        self._connection = self._writer = None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._connection is None:
            with self._engine.connect() as connection:
                yield connection
            return
        try:
            yield self._connection
        finally:
            self._connection.rollback()  # to see what is written next

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._writer is None:
            with writing(self._engine) as connection:
                yield connection
            return
        with self._writer.begin():
            yield self._writer

    def begin(self, method: str) -> int:
        """Implements `ports.Comparisons.begin`."""
        self._method = method
        with as_ledger_errors(), self._reading() as connection:
            reports = schema.reports
            old = select(_sketches.c.report).where(_sketches.c.method != method)
            # By the index of identities alone: few reports have several versions.
            last = (
                select(reports.c.identity, func.max(reports.c.number).label("number"))
                .where(reports.c.number > 1)
                .group_by(reports.c.identity)
                .subquery()
            )
            edited = (
                select(_sketches.c.report)
                .join(reports, reports.c.id == _sketches.c.report)
                .join(last, last.c.identity == reports.c.identity)
                .where(reports.c.number < last.c.number)
            )
            gone = old.union(edited)
            stale = list(connection.execute(gone).scalars())
        for some in _in_parts(stale):
            with as_ledger_errors(), self._writing() as connection:
                drop(connection, some)
        return self.count_waiting()

    def count_waiting(self) -> int:
        """How many reports are not yet compared."""
        with as_ledger_errors(), self._reading() as connection:
            waiting = select(func.count()).select_from(self._waiting().subquery())
            return int(connection.execute(waiting).scalar_one())

    def _waiting(self) -> Select[str]:
        reports = schema.reports
        compared = select(_sketches.c.report).where(_sketches.c.report == reports.c.id)
        return select(reports.c.id).where(~compared.exists(), ledger_reports.last_version())

    def waiting(self) -> list[str]:
        """Implements `ports.Comparisons.waiting`."""
        with as_ledger_errors(), self._reading() as connection:
            return list(connection.execute(self._waiting().limit(_SOME)).scalars())

    def result(self, report: str) -> tuple[Result, str]:
        """Implements `ports.Comparisons.result`."""
        with as_ledger_errors(), self._reading() as connection:
            found = ledger_reports.result(connection, report)
        published = found[0].published
        return found, rows.utc(published.value) if published else ""

    def report(self, number: int) -> Report:
        """The report of a fingerprint."""
        with as_ledger_errors(), self._reading() as connection:
            wanted = select(_sketches.c.report).where(_sketches.c.id == number)
            return ledger_reports.report(connection, connection.execute(wanted).scalar_one())

    def near(self, terms: Mapping[int, int], bands: Sequence[int], likeness: int) -> list[int]:
        """Implements `ports.Comparisons.near`."""
        by_band = schema.sketch_bands
        found: set[int] = set()
        with as_ledger_errors(), self._reading() as connection:
            if terms:
                # Written out, all of it whole numbers: compiling it takes twice as long as running
                # it.
                rows_of = ",".join(f"({int(k)},{int(w)})" for k, w in sorted(terms.items()))
                enough = (
                    f"with wanted(key, weight) as (values {rows_of})"  # noqa: S608  numbers of our own
                    " select t.sketch from wanted w join sketch_terms t on t.key = w.key"
                    " group by t.sketch"
                    f" having sum(t.weight * w.weight) >= {int(likeness)}"
                )
                found.update(connection.exec_driver_sql(enough).scalars())
            if bands:
                any_band = select(by_band.c.sketch).where(by_band.c.key.in_(bands)).distinct()
                found.update(connection.execute(any_band).scalars())
        return sorted(found)

    def outlines(self, numbers: Sequence[int]) -> dict[int, Outline]:
        """Implements `ports.Comparisons.outlines`."""
        return {n: _unpacked(body, Outline) for n, body in self._bodies(numbers)}

    def fingerprints(self, numbers: Sequence[int]) -> dict[int, Fingerprint]:
        """Implements `ports.Matches.fingerprints`."""
        return {n: _unpacked(body, Fingerprint) for n, body in self._bodies(numbers)}

    def _bodies(self, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        for some in _in_parts(numbers):
            with as_ledger_errors(), self._reading() as connection:
                wanted = select(_sketches.c.id, _sketches.c.body).where(_sketches.c.id.in_(some))
                found = [(number, body) for number, body in connection.execute(wanted)]
            yield from found

    def add_fingerprint(
        self,
        fingerprint: Fingerprint,
        terms: Mapping[int, int],
        bands: Sequence[int],
        matches: Mapping[int, tuple[int, int]],
    ) -> int:
        """Implements `ports.Comparisons.add_fingerprint`: all or nothing."""
        row = {
            "report": fingerprint.report,
            "method": self._method,
            "published": fingerprint.published,
            "body": rows.packed(fingerprint),
        }
        with as_ledger_errors(), self._writing() as connection:
            there = select(_sketches.c.id).where(_sketches.c.report == fingerprint.report)
            known = connection.execute(there).scalar()
            if known is not None:
                return int(known)  # another process compared it meanwhile
            number = insert_row(connection, _sketches, row)
            # In the order of the keys, in which the tables are.
            held = [{"key": k, "sketch": number, "weight": w} for k, w in sorted(terms.items())]
            cut = [{"key": key, "sketch": number} for key in sorted(bands)]
            for table, keys in ((schema.sketch_terms, held), (schema.sketch_bands, cut)):
                if keys:
                    connection.execute(insert(table), keys)
            # A row each way, so that a report's matches are in one place.
            pairs = [
                {"one": a, "other": b, "score": score, "share": share}
                for other, (score, share) in matches.items()
                for a, b in ((number, other), (other, number))
            ]
            if pairs:
                connection.execute(insert(_matches), pairs)
        return number

    def ungrouped(self) -> list[int]:
        """Implements `ports.Comparisons.ungrouped`."""
        with as_ledger_errors(), self._reading() as connection:
            wanted = select(_sketches.c.id).where(_sketches.c.event.is_(None))
            return list(connection.execute(wanted).scalars())

    def matches_of(self, numbers: Sequence[int], score: int) -> dict[tuple[int, int], int]:
        """Implements `ports.Matches.matches_of`; each pair once, the lower number first."""
        found: dict[tuple[int, int], int] = {}
        with as_ledger_errors(), self._reading() as connection:
            for some in _in_parts(numbers):
                wanted = select(_matches.c.one, _matches.c.other, _matches.c.score).where(
                    _matches.c.one.in_(some), _matches.c.score >= score
                )
                for one, other, how_much in connection.execute(wanted):
                    found[min(one, other), max(one, other)] = how_much
        return found

    def decided_pairs(self, numbers: Sequence[int]) -> dict[tuple[int, int], bool]:
        """Implements `ports.Comparisons.decided_pairs`; each pair once, the lower number first."""
        reports, among = schema.reports, set(numbers)
        with as_ledger_errors(), self._reading() as connection:
            pairs = decisions.event_pairs(connection)
            wanted = (
                select(reports.c.identity, _sketches.c.id)
                .join(_sketches, _sketches.c.report == reports.c.id)
                .where(reports.c.identity.in_({one for pair in pairs for one in pair}))
            )
            found = connection.execute(wanted).all() if pairs else []
        of = {row.identity: int(row.id) for row in found}
        known = {(of[a], of[b]): same for (a, b), same in pairs.items() if a in of and b in of}
        return {(min(p), max(p)): same for p, same in known.items() if among & {*p}}

    def named(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Implements `ports.Comparisons.named`."""
        found: dict[int, tuple[str, str]] = {}
        with as_ledger_errors(), self._reading() as connection:
            for some in _in_parts(numbers):
                wanted = select(_sketches.c.id, _sketches.c.report, _sketches.c.published).where(
                    _sketches.c.id.in_(some)
                )
                found |= {n: (report, day) for n, report, day in connection.execute(wanted)}
        return found

    def group(self, named: Mapping[int, str], beside: Collection[str] = ()) -> None:
        """Implements `ports.Comparisons.group`."""
        with as_ledger_errors(), self._writing() as connection:
            before = _events_of(connection, named)
            moved = {number: event for number, event in named.items() if before[number] != event}
            changed = {*beside, *moved.values(), *(before[n] for n in moved)}
            events.drop(connection, [name for name in changed if name is not None])
            for number, event in moved.items():
                connection.execute(
                    update(_sketches).where(_sketches.c.id == number).values(event=event)
                )

    def events(self) -> Iterator[tuple[str, dict[int, Fingerprint]]]:
        """Every event with the fingerprints of its reports, by number; in the order of ids."""
        members: dict[str, list[int]] = {}
        with as_ledger_errors(), self._reading() as connection:
            wanted = (
                select(_sketches.c.event, _sketches.c.id)
                .where(_sketches.c.event.is_not(None))
                .order_by(_sketches.c.event, _sketches.c.id)
            )
            for event, number in connection.execute(wanted):
                members.setdefault(event, []).append(number)
        for event, numbers in members.items():
            yield event, self.fingerprints(numbers)

    def members(self, event: str) -> dict[int, Fingerprint]:
        """Implements `ports.Comparisons.members`."""
        with as_ledger_errors(), self._reading() as connection:
            wanted = select(_sketches.c.id).where(_sketches.c.event == event)
            numbers = list(connection.execute(wanted.order_by(_sketches.c.id)).scalars())
        return self.fingerprints(numbers)

    def events_of(self, numbers: Sequence[int]) -> set[str]:
        """Implements `ports.Comparisons.events_of`."""
        with as_ledger_errors(), self._reading() as connection:
            return {name for name in _events_of(connection, numbers).values() if name is not None}

    def without_summary(self) -> list[str]:
        """Implements `ports.Comparisons.without_summary`."""
        with as_ledger_errors(), self._reading() as connection:
            return events.without_summary(connection)

    def store_summary(self, summary: EventSummary) -> None:
        """Implements `ports.Comparisons.store_summary`."""
        with as_ledger_errors(), self._writing() as connection:
            events.store(connection, summary)

    def copies_among(self, numbers: Sequence[int], share: int) -> dict[tuple[int, int], int]:
        """Implements `ports.Matches.copies_among`; each pair once, the lower number first."""
        among = set(numbers)
        found: dict[tuple[int, int], int] = {}
        with as_ledger_errors(), self._reading() as connection:
            for some in _in_parts(numbers):
                wanted = select(_matches.c.one, _matches.c.other, _matches.c.share).where(
                    _matches.c.one.in_(some),
                    _matches.c.one < _matches.c.other,
                    _matches.c.share >= share,
                )
                for one, other, common in connection.execute(wanted):
                    if other in among:
                        found[one, other] = common
        return found


def drop(connection: Connection, reports: Sequence[str]) -> None:
    """Deletes what was found for some reports; the others in their events are ungrouped."""
    of_them = select(_sketches.c.id).where(_sketches.c.report.in_(reports))
    numbers = list(connection.execute(of_them).scalars())
    if not numbers:
        return
    shared = select(_sketches.c.event).where(_sketches.c.id.in_(numbers)).distinct()
    gone = [event for event in connection.execute(shared).scalars() if event is not None]
    events.drop_around(connection, numbers)
    connection.execute(update(_sketches).where(_sketches.c.event.in_(gone)).values(event=None))
    for table, name in _HANGING:
        connection.execute(delete(table).where(table.c[name].in_(numbers)))
    connection.execute(delete(_sketches).where(_sketches.c.id.in_(numbers)))


def ungroup(connection: Connection, identities: Sequence[str]) -> None:
    """Has the events of some reports updated, by their identities."""
    if not identities:
        return
    joined = _sketches.join(schema.reports, schema.reports.c.id == _sketches.c.report)
    of_them = (
        select(_sketches.c.event)
        .select_from(joined)
        .where(schema.reports.c.identity.in_(identities), _sketches.c.event.is_not(None))
        .distinct()
    )
    event_ids = [str(event) for event in connection.execute(of_them).scalars()]
    members = select(_sketches.c.id).where(_sketches.c.event.in_(event_ids))
    events.drop_around(connection, list(connection.execute(members).scalars()))
    connection.execute(update(_sketches).where(_sketches.c.event.in_(event_ids)).values(event=None))


def _events_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str | None]:
    """The event that each of some fingerprints is in now; None for one that is in none yet."""
    found: dict[int, str | None] = {}
    for some in _in_parts(sorted(numbers)):
        wanted = select(_sketches.c.id, _sketches.c.event).where(_sketches.c.id.in_(some))
        found |= {row.id: row.event for row in connection.execute(wanted)}
    return found


_HANGING: tuple[tuple[Table, str], ...] = (
    (schema.sketch_terms, "sketch"),
    (schema.sketch_bands, "sketch"),
    (_matches, "one"),
    (_matches, "other"),
)


def _unpacked(body: bytes, kind: type[_Outline]) -> _Outline:
    try:
        return msgspec.msgpack.decode(zlib.decompress(body), type=kind)
    except (zlib.error, msgspec.DecodeError) as error:
        raise LedgerError(
            f"a fingerprint is damaged: {error}; `whence compare --again` makes them anew"
        ) from error


def _in_parts(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), _MANY):
        yield items[start : start + _MANY]
