"""`whence add`: reads reports into a ledger."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence import bootstrap
from whence.bootstrap import archives
from whence.plugins import PluginStore
from whence.records import Rejected
from whence.serve.cli.dispatch import DONE, REJECTED
from whence.serve.cli.options import (
    fast_option,
    files,
    ledger_option,
    reader_option,
    verbose_option,
)
from whence.serve.cli.output import compare_all, say, send_alerts

if TYPE_CHECKING:
    from whence.serve.cli.progress import Progress

_EPILOG = """\b
Examples:
  whence add reports/
  whence add page.html --publisher "The Sulla Courier" --ledger sulla.db
  whence add https://example.org/story https://example.org/feed.xml
  whence add archive.jsonl --report-json > added.jsonl

A SOURCE is a file (.txt .html .json .jsonl .warc, each may end in .gz, and .parquet), a
folder, an http(s) address of a page, feed or news sitemap, a feed in a file (.rss .atom .xml), or -
for standard input. The pages in a feed are fetched. The folder of a `whence batch` is added
as it was read. Adding the same again adds nothing; a report whose text was edited since becomes
a new version of itself. If stopped, the ledger has what was added until then, and the same
command completes it.

Exit codes: 0 all done; 1 some sources rejected, each named on stderr, the others stored; 2 wrong
use; 3 ledger, settings or installation; 130 interrupted (what was stored stays stored).
"""


_STORES_ONLY = (
    "is a plug-in's store, which only stores reports: they are not compared, and claims, who,"
    " events and the rest need a ledger that is a file or a PostgreSQL database"
)


@click.command(name="add", epilog=_EPILOG)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, shell_complete=files)
@ledger_option
@click.option("--report-json", is_flag=True, help="One JSON object a document, on stdout.")
@click.option("--no-compare", is_flag=True, help="Do not compare the reports with each other.")
@click.option("--published", metavar="WHEN", help="Date or time, if the source has none.")
@click.option("--title", help="Title, if the source has none.")
@click.option("--publisher", help="Publisher, if the source has none.")
@click.option("--url", help="Address of the report, if the source has none.")
@fast_option
@reader_option
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
    place: str,
    report_json: bool,
    no_compare: bool,
    published: str | None,
    title: str | None,
    publisher: str | None,
    url: str | None,
    fast: bool,
    reader: str | None,
    settings_file: Path | None,
    quiet: bool,
) -> int:
    """Read reports and store them in the ledger."""
    settings = bootstrap.settings(settings_file, fast=fast, reader=reader)
    try:
        given = bootstrap.given(published=published, title=title, publisher=publisher, url=url)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--published") from error
    counts: Counter[str] = Counter()
    with bootstrap.store(place) as ledger, _progress(quiet) as progress:
        batches = [source for source in sources if archives.is_batch(source)]
        files = [source for source in sources if source not in batches]
        taken, found = bootstrap.added(files, settings, ledger, given)
        for one in chain(found, archives.taken_in(batches, settings, ledger) if batches else ()):
            state = "rejected" if isinstance(one, Rejected) else one.state
            counts[state] += 1
            if progress and not report_json:
                progress.clear()
            say(one, report_json=report_json, quiet=quiet)
            if progress:
                progress.show(counts.total() - counts["rejected"], counts["rejected"])
        if progress:
            progress.clear()
        if isinstance(ledger, PluginStore):
            if not (quiet or no_compare):
                click.echo(f"whence: {ledger.place} {_STORES_ONLY}", err=True)
        elif not no_compare:
            compare_all(ledger, quiet=progress is None)
            send_alerts(ledger, place, settings)
    if not quiet:
        click.echo(_summary(counts, taken.skipped, ledger.place), err=report_json)
    return REJECTED if counts["rejected"] else DONE


def _summary(counts: Counter[str], skipped: int, place: str) -> str:
    parts = [
        f"{counts['added']:,} added",
        f"{counts['changed']:,} changed",
        f"{counts['known']:,} already there",
        f"{counts['rejected']:,} rejected",
    ]
    parts += [f"{skipped:,} of other types skipped"] if skipped else []
    return f"whence: {', '.join(parts)}; in {place}"


def _progress(quiet: bool) -> AbstractContextManager[Progress | None]:
    if quiet or not sys.stderr.isatty() or sys.stdout.isatty():
        return nullcontext()  # the lines on the screen show the progress
    from whence.serve.cli.progress import Progress

    return Progress(sys.stderr)
