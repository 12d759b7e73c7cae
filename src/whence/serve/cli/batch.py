"""`whence batch`: reads an archive into Parquet tables."""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence import bootstrap
from whence.bootstrap import archives
from whence.serve.cli.dispatch import DONE, REJECTED
from whence.serve.cli.options import engine_options, fast_option, files, verbose_option
from whence.serve.cli.output import clean, counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whence.batch.manifest import Entry

_EPILOG = """\b
Examples:
  whence batch archive/ --out claims
  whence batch CC-NEWS-*.warc.gz --out claims --workers 8
  whence batch reports.jsonl reports.parquet --out claims
  whence batch /data/2025/ --out /data/claims --engine ray --address auto

A SOURCE is a file or a folder of files: .warc .warc.gz .jsonl .parquet, and .json .html .txt;
gzipped files (.jsonl.gz) are read by one process, web archives aside. The columns of a Parquet
table are named like the keys of JSON Lines. The tables are reports, attributions, claims, figures
and rejected, in OUT/TABLE/day=.../; OUT/manifest.json and OUT/manifest/ record how they were made
and which shards are done. If stopped, the same command does the rest; with more sources it adds
theirs.

\b
Read them with anything that reads Parquet, compare them, or add them to a ledger:
  duckdb -c "select speaker, count(*) from 'claims/claims/**/*.parquet' group by 1"
  whence batch-compare claims
  whence add claims --ledger archive.db

Documents without a report, broken files among them, are rows of the table `rejected`; a file
that cannot be read now is left to the next run. Exit codes: 0 all done; 1 a source is missing or
broken or could not be read, each named on stderr, the others done; 2 wrong use; 3 settings or
installation; 130 interrupted (what is done stays done).
"""


@click.command(name="batch", epilog=_EPILOG)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, shell_complete=files)
@click.option(
    "--out",
    "-o",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder of the tables; made if missing.",
)
@engine_options
@click.option(
    "--shard-size",
    metavar="MB",
    type=click.FloatRange(0.001, 10_000),
    help="How much of the sources one process reads at a time.  [default: by their size, up to 4]",
)
@fast_option
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    help="Settings in TOML; default is the file that $WHENCE_SETTINGS names.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@verbose_option
def command(  # noqa: PLR0913, PLR0917  click gives each option by name
    sources: tuple[str, ...],
    folder: Path,
    engine: archives.Engine,
    workers: int | None,
    address: str | None,
    shard_size: float | None,
    fast: bool,
    settings_file: Path | None,
    quiet: bool,
) -> int:
    """Read an archive into Parquet tables, on many processes."""
    from whence.batch.run import planned

    settings = bootstrap.settings(settings_file, fast=fast)
    mapper = archives.mapper(engine, workers, address)
    size = round(shard_size * 2**20) if shard_size else None
    manifest = archives.manifest(settings, folder, size)
    plan = planned(sources, manifest, size)
    for one in plan.rejected:
        click.echo(clean(f"whence: {one.source}: {one.detail} [{one.code}]"), err=True)
    began = time.perf_counter()
    tally = _Tally()
    found = archives.batch(plan, settings, manifest, mapper)
    tally.count(found, len(plan.shards), shown=not quiet)
    if not quiet:
        click.echo(tally.summary(time.perf_counter() - began, plan.done, plan.skipped, folder))
    return REJECTED if plan.rejected or tally.wrong else DONE


class _Tally:
    """Counts the results of shards, and names failed ones on stderr."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.words = 0
        self.faults = 0
        self.spoiled = 0
        self.left = 0

    def count(self, entries: Iterable[Entry], shards: int, *, shown: bool) -> None:
        """Counts them as they come."""
        from whence.serve.cli.progress import Progress

        bar = shown and sys.stderr.isatty()
        with Progress(sys.stderr) if bar else nullcontext() as progress:
            for number, entry in enumerate(entries, 1):
                self.rows.update(entry.rows)
                self.words += entry.words
                if progress:
                    progress.clear()
                self.left += len(entry.left)
                self.spoiled += len(entry.spoiled)
                for one in (*entry.spoiled, *entry.left):
                    line = f"whence: {one.source}: {one.detail} [{one.code}]"
                    click.echo(clean(line), err=True)
                if entry.fault is not None:
                    self.faults += 1
                    first = entry.parts[0].name
                    what = first if len(entry.parts) == 1 else f"{first} and those after it"
                    line = f"whence: shard {entry.shard} ({what}): {entry.fault}"
                    click.echo(clean(line), err=True)
                elif shown and not bar:
                    click.echo(
                        f"{number:,} of {counted('shards', shards)},"
                        f" {counted('reports', self.rows['reports'])}",
                        err=True,
                    )
                if progress:
                    progress.show(self.rows["reports"], self.rows["rejected"])

    @property
    def wrong(self) -> int:
        """How many sources are broken or could not be read."""
        return self.faults + self.spoiled + self.left

    def summary(self, seconds: float, done: int, skipped: int, folder: Path) -> str:
        """What was done, in one line."""
        parts = [
            counted("reports", self.rows["reports"]),
            counted("claims", self.rows["claims"]),
            f"{self.rows['rejected']:,} rejected",
        ]
        parts += [f"{counted('parts', done)} done before"] if done else []
        failed = f"{counted('shards', self.faults)} failed: run again to retry"
        parts += [failed] if self.faults else []
        unread = f"{counted('files', self.left)} could not be read: run again to retry"
        parts += [unread] if self.left else []
        parts += [f"{skipped:,} of other types skipped"] if skipped else []
        pace = f", {self.words / seconds:,.0f} words a second" if self.words and seconds else ""
        return f"whence: {', '.join(parts)}; in {folder} ({seconds:,.0f} s{pace})"
