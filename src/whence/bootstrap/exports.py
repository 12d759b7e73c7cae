"""Exports a ledger, or a chosen part of it, in any format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from whence import bootstrap, ports
from whence.bootstrap import comparing, registry
from whence.errors import LedgerError, SettingsError
from whence.export.exporters import whole
from whence.pipeline import store_all
from whence.ports import Result, ReviewedResult
from whence.records import Decision, Kept, Rejected, Report, Run, in_effect
from whence.records.finding import EventSummary, Finding
from whence.settings import Settings

if TYPE_CHECKING:
    from whence.ingest import Given
    from whence.ledger import Filters, SqlLedger


class Holdings:
    """Implements `ports.Holdings`: the reports with a claim that fits, and their events."""

    def __init__(
        self,
        store: SqlLedger,
        filters: Filters | None = None,
        policy: str = comparing.USUAL_POLICY,
        seen: Callable[[int], None] | None = None,
    ) -> None:
        """Without filters: the whole ledger. `seen` is called with the number of reports so far."""
        from whence.ledger import Filters

        self.store = store
        self._filters = filters or Filters()
        self._whole = self._filters == Filters()
        self._policy = policy
        self._seen = seen

    def _chosen(self) -> list[str]:
        from whence.ledger import queries, reports

        with self.store.reading() as connection:
            if self._whole:
                return list(reports.every_report(connection))
            return queries.reports_with(connection, self._filters)

    def results(self) -> Iterator[Result]:
        """Implements `ports.Holdings.results`: one in memory at a time."""
        from whence.ledger import reports

        for count, report in enumerate(self._chosen(), 1):
            with self.store.reading() as connection:
                yield reports.result(connection, report)
            if self._seen is not None:
                self._seen(count)

    def summaries(self) -> Iterator[EventSummary]:
        """Implements `ports.Holdings.summaries`."""
        chosen = None if self._whole else set(self._chosen())
        for summary in comparing.summaries(self.store, self._policy):
            if chosen is None or any(member.report in chosen for member in summary.members):
                yield summary

    def claims(self, summary: EventSummary) -> Mapping[str, str]:
        """Implements `ports.Holdings.claims`."""
        from whence.ledger import reports as ledger_reports
        from whence.records.keys import claim_key

        reports: dict[str, str] = {}
        with self.store.reading() as connection:
            for member in summary.members:
                report, _, resolution = ledger_reports.result(connection, member.report)
                reports |= {claim_key(report, one): report.id for one in resolution.claims}
        return reports

    def same(self, summary: EventSummary) -> Iterator[Finding]:
        """Implements `ports.Holdings.same`."""
        if len(summary.members) > 1:
            yield from comparing.same_claims(self.store, summary)

    def decisions(self, report: Report) -> Sequence[Decision]:
        """Implements `ports.Holdings.decisions`."""
        return in_effect(self.store.reviews().of_report(report.identity or report.id))

    def runs(self) -> Iterator[tuple[int, Run]]:
        """Implements `ports.Holdings.runs`."""
        from whence.ledger import reports

        with self.store.reading() as connection:
            yield from reports.every_run(connection)

    def runs_of(self, report: Report) -> tuple[int, int]:
        """Implements `ports.Holdings.runs_of`."""
        from whence.ledger import reports

        with self.store.reading() as connection:
            return reports.runs_of(connection, report.id)

    def rejected(self) -> Iterator[Rejected]:
        """Implements `ports.Holdings.rejected`; a selection by claims has none."""
        from whence.ledger import reports

        if self._whole:
            with self.store.reading() as connection:
                yield from reports.every_rejected(connection)

    def reviewed(self) -> Iterator[tuple[Result, ReviewedResult]]:
        """Implements `ports.Holdings.reviewed`; of the whole ledger, whatever the filters."""
        reviews = self.store.reviews()
        for reviewed in reviews.reviewed():
            yield reviews.machine(reviewed.result[0].id), reviewed

    @property
    def tables(self) -> Sequence[str]:
        """Implements `ports.Holdings.tables`: all of them."""
        from whence.export.tables.rows import COLUMNS

        return tuple(COLUMNS)

    def rows(self, tables: Sequence[str] | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of these tables, or of all; raises `SettingsError` for an unknown table."""
        from whence.export.tables.exporter import rows_held

        wanted = self.tables if tables is None else tables
        for table in wanted:
            if table not in self.tables:
                raise SettingsError(f"no table {table!r}; there are {', '.join(self.tables)}")
        return rows_held(self, wanted)


class ResultsAlone:
    """Implements `ports.Holdings`: reports that were just read, and nothing that a ledger knows."""

    def __init__(self, results: Iterable[Result]) -> None:
        """The results are taken once, as they come."""
        self._results = results

    @property
    def tables(self) -> Sequence[str]:
        """Implements `ports.Holdings.tables`: those of reports."""
        from whence.export.tables.rows import OF_REPORTS

        return OF_REPORTS

    def results(self) -> Iterator[Result]:
        """Implements `ports.Holdings.results`."""
        return iter(self._results)

    def summaries(self) -> Iterator[EventSummary]:
        """Implements `ports.Holdings.summaries`: none."""
        return iter(())

    def claims(self, summary: EventSummary) -> Mapping[str, str]:  # noqa: ARG002  the port has it
        """Implements `ports.Holdings.claims`: none."""
        return {}

    def same(self, summary: EventSummary) -> Iterator[Finding]:  # noqa: ARG002  the port has it
        """Implements `ports.Holdings.same`: none."""
        return iter(())

    def decisions(self, report: Report) -> Sequence[Decision]:  # noqa: ARG002  the port has it
        """Implements `ports.Holdings.decisions`: none."""
        return ()

    def runs(self) -> Iterator[tuple[int, Run]]:
        """Implements `ports.Holdings.runs`: none."""
        return iter(())

    def runs_of(self, report: Report) -> tuple[int, int]:
        """Implements `ports.Holdings.runs_of`; raises `LedgerError`, since there are none."""
        raise LedgerError(f"no run has stored {report.origin.source}")

    def rejected(self) -> Iterator[Rejected]:
        """Implements `ports.Holdings.rejected`: none."""
        return iter(())

    def reviewed(self) -> Iterator[tuple[Result, ReviewedResult]]:
        """Implements `ports.Holdings.reviewed`: none."""
        return iter(())


class _Target:
    """Implements `ports.Target`."""

    def __init__(self, form: str, out: Path) -> None:
        self._form = form
        self._out = out

    @property
    def path(self) -> Path:
        """Implements `ports.Target.path`."""
        if str(self._out) == "-":
            raise SettingsError(f"{self._form} is more than one text: name a file or a folder")
        return self._out

    @contextmanager
    def text(self) -> Iterator[TextIO]:
        """Implements `ports.Target.text`."""
        if str(self._out) == "-":
            yield sys.stdout
            return
        with whole(self._out) as stream:
            yield stream


def export(held: ports.Holdings, form: str, out: Path) -> dict[str, int]:
    """Exports to a file or, for formats of several files, to a folder.

    `out` "-" is standard output, for formats of one text. Gives the number of rows, reports or
    events by name. Raises `SettingsError` for an unknown format or a path that cannot be written.
    """
    try:
        if form == registry.DECISIONS and isinstance(held, Holdings):
            from whence.bootstrap import decisions_file

            with _Target(form, out).text() as stream:
                return {"decisions": decisions_file.export(held.store, stream)}
        return registry.ledger_exporter(form).export(held, _Target(form, out))
    except BrokenPipeError:
        raise  # the reader has closed the pipe: the commands handle it
    except OSError as error:
        raise SettingsError(f"cannot write {out}: {error.strerror or error}") from error


def added(
    sources: Sequence[str],
    results: Sequence[Result],
    settings: Settings,
    store: SqlLedger,
    given: Given,
) -> Iterator[Kept | Rejected]:
    """The outcomes of adding sources, and results that were already read."""
    if results:
        store.begin(bootstrap.run_of("add", settings))
        reports = [report for report, _, _ in results]
        by_id = {result[0].id: result for result in results}

        def read(fresh: Iterator[Report | Rejected]) -> Iterator[Result | Rejected]:
            return (one if isinstance(one, Rejected) else by_id[one.id] for one in fresh)

        yield from store_all(reports, read, store)
    if sources:
        _, found = bootstrap.added(sources, settings, store, given)
        yield from found
