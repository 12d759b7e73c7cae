"""Stores people's decisions and applies them to readings.

The result of a review is a reading row of its own after the machine's, marked in `reviewed`, so
that every query for the reading in force finds it. It depends on the machine's reading and the
decisions alone, and is made again whenever either changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, Engine, insert

from whence.errors import LedgerError
from whence.ledger import assignments, comparisons, decisions, reports, review_queue, rows, schema
from whence.ledger.database import as_ledger_errors, writing
from whence.ledger.query_types import Assignment, Waiting
from whence.ledger.readings import Readings
from whence.ports import ApplyDecisions, Result, ReviewedResult
from whence.records import Decision, in_effect
from whence.records.decision import in_force


class SqlReviews:
    """Implements `ports.Reviews` over a ledger's database."""

    def __init__(
        self, engine: Engine, readings: Readings, apply_decisions: ApplyDecisions | None
    ) -> None:
        self._engine = engine
        self._readings = readings
        self._apply_decisions = apply_decisions

    def add_decision(self, decision: Decision) -> int:
        """Stores a decision and applies all of its report's to every version; returns its number.

        A decision without a time gets the clock's. Raises `LedgerError` where there is no such
        report, or nothing to undo.
        """
        with as_ledger_errors(), writing(self._engine) as connection:
            decision = self._complete(connection, decision)
            number = decisions.stored(connection, decision)
            if decision.identity is not None:
                self.apply_decisions(connection, decision.identity)
            if decision.verb != "correct":  # which changes no event's reports
                comparisons.ungroup(connection, decision.reports)
        return number

    def _complete(self, connection: Connection, decision: Decision) -> Decision:
        changes: dict[str, object] = {"id": None}
        if not decision.at:
            changes["at"] = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        if decision.verb == "undo":
            if decision.undoes is None:
                raise LedgerError("undo needs the number of what it undoes")
            before = decisions.by_number(connection, decision.undoes)
            # It belongs with the decision that it undoes: found with it, and forgotten with it.
            changes |= {
                "identity": before.identity,
                "report": before.report,
                "reports": before.reports,
                "names": before.names,
                "target": before.target,
            }
            if before.identity is not None:
                alike = decisions.of_report(connection, before.identity)
            elif before.target == "person":
                alike = decisions.of_people(connection)
            else:
                alike = decisions.of_events(connection)
            if any(one.verb == "undo" and one.undoes == before.id for one in in_force(alike)):
                raise LedgerError(f"decision {before.id} is already undone")
        else:
            named = (*decision.reports, *([decision.identity] if decision.identity else []))
            for identity in named:
                if not reports.ids_of(connection, identity):
                    raise LedgerError(f"no report in the ledger has the identity {identity}")
        return msgspec.structs.replace(decision, **changes)

    def apply_decisions(self, connection: Connection, identity: str) -> None:
        """Applies the decisions on a report to each of its versions, inside a transaction."""
        made = in_effect(decisions.of_report(connection, identity))
        for report in reports.ids_of(connection, identity):
            self._apply_to(connection, report, made)

    def _apply_to(self, connection: Connection, report: str, made: list[Decision]) -> None:
        old = reports.reviewed(connection, report)
        if not made and not old:
            return
        machine, run = reports.machine(connection, report)
        result = self._applied(machine, made).result if made else machine
        with_decisions, read = rows.stored_reading(*result[1:]), rows.stored_reading(*machine[1:])
        if with_decisions == (reports.result(connection, report)[1:] if old else read):
            return
        self._readings.remove(connection, report, old)
        if with_decisions != read:
            number = self._readings.add(connection, result, run)
            connection.execute(insert(schema.reviewed), {"reading": number})
        comparisons.drop(connection, [report])  # made of the reading before

    def _applied(self, machine: Result, made: list[Decision]) -> ReviewedResult:
        if self._apply_decisions is None:
            raise LedgerError("the ledger was opened without a way to apply decisions")
        return self._apply_decisions(machine, made)

    def machine(self, report: str) -> Result:
        """A version, by its whole id, as last read, before decisions; raises `LedgerError`."""
        with as_ledger_errors(), self._engine.connect() as connection:
            return reports.machine_result(connection, report)

    def of_report(self, identity: str) -> list[Decision]:
        """All decisions of a report, in their order, with what was undone and the undoing."""
        with as_ledger_errors(), self._engine.connect() as connection:
            return decisions.of_report(connection, identity)

    def of_events(self) -> list[Decision]:
        """All decisions on which reports are of one event, in their order."""
        with as_ledger_errors(), self._engine.connect() as connection:
            return decisions.of_events(connection)

    def latest(self, limit: int = 50, before: int | None = None) -> list[Decision]:
        """The last decisions, the newest first; `before` goes on from a number."""
        with as_ledger_errors(), self._engine.connect() as connection:
            return decisions.latest(connection, limit, before)

    def by_number(self, number: int) -> Decision:
        """One decision; raises `LedgerError`."""
        with as_ledger_errors(), self._engine.connect() as connection:
            return decisions.by_number(connection, number)

    def event_pairs(self) -> dict[tuple[str, str], bool]:
        """The pairs of identities that people joined (True) or separated (False)."""
        with as_ledger_errors(), self._engine.connect() as connection:
            return decisions.event_pairs(connection)

    def _reviewed(self, connection: Connection, report: str) -> ReviewedResult:
        machine, _ = reports.machine(connection, report)
        identity = machine[0].identity or report
        return self._applied(machine, in_effect(decisions.of_report(connection, identity)))

    def reviewed(self) -> Iterator[ReviewedResult]:
        """The last version of each report with decisions."""
        with as_ledger_errors(), self._engine.connect() as connection:
            for identity in decisions.identities(connection):
                versions = reports.ids_of(connection, identity)
                if versions:
                    yield self._reviewed(connection, versions[-1])

    def orphans(self) -> list[tuple[str, Decision]]:
        """The decisions whose words are gone from the last version of their report, with its id."""
        return [
            (reviewed.result[0].id, one) for reviewed in self.reviewed() for one in reviewed.orphans
        ]

    def assign(self, identity: str, who: str, *, over: bool = False) -> None:
        """Assigns a report to somebody; with `over` also one that somebody else has.

        Raises `LedgerError` where somebody else has it.
        """
        with as_ledger_errors(), writing(self._engine) as connection:
            assignments.take(connection, identity, who, over=over)

    def release(self, identity: str) -> None:
        """Makes a report nobody's."""
        with as_ledger_errors(), writing(self._engine) as connection:
            assignments.erase(connection, identity)

    def assigned(self) -> list[Assignment]:
        """Who is reviewing what, by name."""
        with as_ledger_errors(), self._engine.connect() as connection:
            return assignments.listed(connection)

    def assigned_to(self, identity: str) -> Assignment | None:
        """Who is reviewing a report; None for nobody."""
        with as_ledger_errors(), self._engine.connect() as connection:
            return next(iter(assignments.listed(connection, identity)), None)

    def queue(
        self,
        limit: int | None = 20,
        reports: int = review_queue.RECENT,
        chosen: review_queue.Sought = review_queue.ANYTHING,
    ) -> list[Waiting]:
        """What most needs review in so many of the latest reports, the most doubtful first."""
        with as_ledger_errors(), self._engine.connect() as connection:

            def decided(report: str) -> frozenset[str]:
                return frozenset(self._reviewed(connection, report).decided)

            return review_queue.waiting(connection, decided, limit, reports, chosen)
