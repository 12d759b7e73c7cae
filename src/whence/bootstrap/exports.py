"""Exports a ledger, or a chosen part of it, in any format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from whence import bootstrap
from whence.bootstrap import comparing, registry
from whence.errors import SettingsError
from whence.pipeline import store_all
from whence.ports import LedgerExporter, Result, TableWriter
from whence.records import Decision, Kept, Rejected, Report, Run, in_effect
from whence.records.finding import EventSummary, Finding
from whence.settings import Settings

if TYPE_CHECKING:
    from whence.ingest import Given
    from whence.ledger import Filters, SqlLedger

#: Formats of tables -> the module that writes them, and its writer there.
_TABLES = {
    "csv": ("folder", "CsvTables"),
    "tables": ("folder", "JsonLinesTables"),
    "parquet": ("parquet", "ParquetTables"),
    "sqlite": ("sqlite", "SqliteTables"),
}
#: Formats of what only a ledger has.
_LEDGER = {
    "geojson": ("geojson", "GeoJsonExporter"),
    "jsonld": ("graph", "GraphExporter"),
    "prov": ("prov", "ProvExporter"),
}
#: Formats that are a folder with some files a report.
_FOLDERS = {"brat": ("brat", "BratExporter"), "citron-folder": ("citron", "CitronExporter")}
_TRAINING = "training"
_DECISIONS = "decisions"
TABLE_FORMATS = tuple(_TABLES)
FOLDER_FORMATS = tuple(_FOLDERS)
#: Formats that are a folder, not one file.
FOLDERS = (*FOLDER_FORMATS, *(name for name in _TABLES if name != "sqlite"))


def formats() -> tuple[str, ...]:
    """The formats that a ledger can be exported in, plug-ins' too; imports no plug-in."""
    documents = (name for name in registry.formats() if name not in (*_LEDGER, *_FOLDERS))
    return (*documents, *_FOLDERS, *_TABLES, *_LEDGER, _TRAINING, _DECISIONS)


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

    def rows(self, tables: Sequence[str] | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of these tables, or of all; raises `SettingsError` for an unknown table."""
        from whence.export.tables.rows import COLUMNS, OF_EVENTS, OF_REPORTS

        wanted = tuple(COLUMNS) if tables is None else tuple(tables)
        for table in wanted:
            if table not in COLUMNS:
                raise SettingsError(f"no table {table!r}; there are {', '.join(COLUMNS)}")
        of_reports = self.results() if set(wanted) & set(OF_REPORTS) else ()
        of_events = self.summaries() if set(wanted) & set(OF_EVENTS) else ()
        refused = self.rejected() if "rejected" in wanted else ()
        same = self.same if "findings" in wanted else None
        found = rows(of_reports, of_events, refused, same)
        return ((table, row) for table, row in found if table in wanted)


def rows(
    results: Iterable[Result],
    summaries: Iterable[EventSummary] = (),
    rejected: Iterable[Rejected] = (),
    same: Callable[[EventSummary], Iterable[Finding]] | None = None,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of the tables that `export.tables.rows` describes.

    `same` finds the claims that say the same.
    """
    from whence.export.tables.event_rows import rows_of_event
    from whence.export.tables.rows import row_of_rejected, rows_of

    for result in results:
        yield from rows_of(result)
    for summary in summaries:
        yield from rows_of_event(summary, same(summary) if same is not None else ())
    for one in rejected:
        yield "rejected", row_of_rejected(one)


def export(held: Holdings, form: str, out: Path) -> dict[str, int]:
    """Exports to a file or, for formats of several files, to a folder.

    `out` "-" is standard output, for formats of one text. Gives the number of rows, reports or
    events by name. Raises `SettingsError` for an unknown format or a path that cannot be written.
    """
    if form not in formats():
        raise SettingsError(f"no format {form!r}; there are {', '.join(formats())}")
    try:
        return _export(held, form, out)
    except BrokenPipeError:
        raise  # the reader has closed the pipe: the commands handle it
    except OSError as error:
        raise SettingsError(f"cannot write {out}: {error.strerror or error}") from error


def _export(held: Holdings, form: str, out: Path) -> dict[str, int]:
    if form in _TABLES or form in _FOLDERS:
        if str(out) == "-":
            raise SettingsError(f"{form} is more than one text: name a file or a folder")
        if form in _FOLDERS:
            counted = _Counted(held.results())
            folder_writer(form)(counted, out)
            return {"reports": counted.count}
        from whence.export.tables.rows import COLUMNS

        return table_writer(form).write_to(held.rows(), out, tuple(COLUMNS))
    if str(out) == "-":
        return _write(held, form, sys.stdout)
    # Whole or not at all: an interruption leaves the old file, and a full disk no fuller.
    partial = out.with_name(out.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            found = _write(held, form, stream)
        partial.replace(out)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return found


def _write(held: Holdings, form: str, out: TextIO) -> dict[str, int]:
    if form == _TRAINING:
        return {"reports": _training(held, out)}
    if form == _DECISIONS:
        from whence.bootstrap import decisions

        return {"decisions": decisions.export(held.store, out)}
    if form in _LEDGER:
        module, kind = _LEDGER[form]
        writer: LedgerExporter = getattr(import_module(f"whence.export.{module}"), kind)()
        return {"events" if form == "geojson" else "reports": writer.write(held, out)}
    counted = _Counted(held.results())
    bootstrap.exporter(form).write(counted, out)
    return {"reports": counted.count}


def _training(held: Holdings, out: TextIO) -> int:
    from whence.export.training import training_rows

    count = 0
    for row in training_rows(held.store.reviews()):
        out.write(msgspec.json.encode(row).decode() + "\n")
        count += 1
    return count


def read_formats() -> tuple[str, ...]:
    """The formats for reports without a ledger, plug-ins' too; imports no plug-in."""
    return tuple(dict.fromkeys((*bootstrap.FORMATS, *_FOLDERS, *_TABLES, *registry.formats())))


def write_files(results: Iterable[Result], form: str, out: Path) -> None:
    """Writes results in a format of tables, or one that is a folder with some files a report.

    Raises `SettingsError` where that cannot be written, and `MissingExtra`.
    """
    from whence.export.tables.rows import OF_REPORTS

    try:
        if form in _FOLDERS:
            folder_writer(form)(results, out)
        else:
            table_writer(form).write_to(rows(results), out, OF_REPORTS)
    except OSError as error:
        raise SettingsError(f"cannot write {out}: {error.strerror or error}") from error


def table_writer(form: str) -> TableWriter:
    """The writer of a format of tables."""
    module, kind = _TABLES[form]
    found: TableWriter = getattr(import_module(f"whence.export.tables.{module}"), kind)()
    return found


def folder_writer(form: str) -> Callable[[Iterable[Result], Path], None]:
    """The function that writes a folder with some files for each report."""
    module, kind = _FOLDERS[form]
    found: Callable[[Iterable[Result], Path], None] = getattr(
        import_module(f"whence.export.{module}"), kind
    )().write_folder
    return found


class _Counted:
    """Results, counted as they go by."""

    def __init__(self, results: Iterable[Result]) -> None:
        self.count = 0
        self._results = results

    def __iter__(self) -> Iterator[Result]:
        for result in self._results:
            self.count += 1
            yield result


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
