"""`whence batch-compare`: finds copies and events in the tables of a batch."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from whence.bootstrap import archives
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import engine_options, verbose_option
from whence.serve.cli.output import counted

_EPILOG = """\b
Examples:
  whence batch-compare claims
  whence batch-compare /data/claims --engine ray --address auto --memory 32GB

Finds what `whence compare` finds in a ledger of the same reports, without holding them or their
pairs in memory, and writes it beside the batch's tables, in DIR/compare/:

\b
  copies          two reports of which one reprints the other, with the share of the shorter
  events          type, title, days, place; `dossier` has all of an event as JSON
  event_reports   the reports of each, and the originals of copies
  event_figures   best, low and high of each count
  versions        each value of a count, with its reports and independent sources
  findings        where they disagree, revise or correct

After more was added to the batch, run it again: it fingerprints what is new and compares
everything. The joins are DuckDB's, on this machine, with either engine.
Exit codes: 0 done; 2 wrong use; 3 no batch there, or a step failed; 130 interrupted.
"""


@click.command(name="batch-compare", epilog=_EPILOG)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@engine_options
@click.option(
    "--memory",
    metavar="SIZE",
    default="2GB",
    show_default=True,
    help="Memory for the joins before they use the disk.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@verbose_option
def command(
    folder: Path,
    engine: archives.Engine,
    workers: int | None,
    address: str | None,
    memory: str,
    quiet: bool,
) -> int:
    """Find the copies and events in a batch's tables."""
    from whence.batch.compare import Step

    mapper = archives.mapper(engine, workers, address)
    doing = ""
    for one in archives.compared(folder, mapper, memory, workers if engine == "local" else None):
        if quiet:
            continue
        if not isinstance(one, Step):
            rows = ", ".join(counted(table, n) for table, n in one.rows.items())
            of = f"{counted('reports', one.reports)}, {counted('pairs', one.pairs)} looked at"
            click.echo(f"whence: {of}: {rows}")
        elif sys.stderr.isatty():
            click.echo(f"\r\x1b[K{one.doing}: {one.done:,} of {one.of:,}", nl=False, err=True)
        elif one.doing != doing:
            doing = one.doing
            click.echo(f"{doing} ...", err=True)
    if not quiet and sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    return DONE
