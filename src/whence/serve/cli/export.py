"""`whence export`: writes the ledger in open formats."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from whence import bootstrap
from whence.bootstrap import comparing, exports, registry
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import (
    Named,
    filter_options,
    ledger_option,
    policy_option,
    verbose_option,
)
from whence.serve.cli.output import counted, warn_of_waiting

if TYPE_CHECKING:
    from whence.ledger import Filters
    from whence.serve.cli.progress import Progress

_EPILOG = """\b
Examples:
  whence export --format sqlite newsroom.db     # datasette newsroom.db -m newsroom.metadata.json
  whence export --format csv tables/
  whence export --format jsonld --speaker venn venn.jsonld
  whence export --format geojson events.geojson
  whence export --format training corrections.jsonl

\b
Whole reports, all or those with a claim that fits:
  text, html, json, jsonl, annotation, conll, citron    a file, as `whence read` writes them
  brat, citron-folder   a folder with some files for each report
  jsonld                schema.org, with claims that reports share, and decisions
  prov                  the provenance of everything: W3C PROV-O as JSON-LD

\b
Tables of reports, entities, mentions, times, attributions, claims, figures, events and more:
  csv, tables, parquet  a folder with a file for each table (tables: JSON Lines)
  sqlite                one file for Datasette and SQL, with views

\b
And:
  geojson    the events of those reports, for a map
  training   decisions on attributions, one JSON object for each reviewed report, as `python -m
             training.train --extra corrections.jsonl` reads it; no query
  decisions  decisions on people and events: names that are one, reports about one event, what is
             recorded for an event; to be changed and taken back by `whence import`; no query

OUT is a file or a folder, depending on the format, or - for standard output. docs/formats.md has
the contents and media type of each.

Exit codes: 0 done; 2 wrong use; 3 no ledger, it cannot be used, or a library is missing.
"""


@click.command(name="export", epilog=_EPILOG)
@click.argument("out", type=click.Path(allow_dash=True, path_type=Path))
@ledger_option
@click.option(
    "--format", "-f", "form", type=Named(registry.ledger_formats), required=True, help="See below."
)
@click.option("--words", default="", help="Reports with a claim with these words.")
@filter_options
@policy_option
@verbose_option
def command(
    out: Path,
    place: str,
    form: str,
    words: str,
    filters: Filters,
    policy: str,
) -> int:
    """Export the ledger, or what fits a query, in an open format."""
    filters = msgspec.structs.replace(filters, words=words)
    if form == "training" and filters != type(filters)():
        raise click.UsageError("training takes no query: it has every reviewed report")
    _refuse(out, form, place)
    comparing.policy(policy)  # a wrong name is reported before a ledger is opened
    # A progress line and text that streams onto the same screen would garble each other.
    shown = sys.stderr.isatty() and (str(out) != "-" or not sys.stdout.isatty())
    with bootstrap.ledger(place) as ledger, _progress(shown) as progress:
        warn_of_waiting(ledger)
        seen = None if progress is None else lambda count: progress.show(count, 0)
        counts = exports.export(exports.Holdings(ledger, filters, policy, seen), form, out)
    if str(out) != "-":
        written = ", ".join(counted(name, count) for name, count in counts.items() if count)
        click.echo(f"whence: {written or 'nothing'} to {out}")
    return DONE


def _progress(shown: bool) -> AbstractContextManager[Progress | None]:
    if not shown:
        return nullcontext()
    from whence.serve.cli.progress import Progress

    return Progress(sys.stderr, doing="writing")


def _refuse(out: Path, form: str, ledger: str) -> None:
    """Refuses to overwrite a ledger, a folder with a file, or a file with a folder."""
    try:
        over = out.samefile(ledger)
    except (OSError, ValueError):
        over = False
    if over:
        raise click.UsageError(f"{out} is the ledger itself, and would be overwritten")
    folder = form in registry.FOLDERS
    if str(out) == "-" and form in registry.ON_DISK:
        raise click.UsageError(f"{form} is more than one text: name a file or a folder")
    if out.is_dir() and not folder:
        raise click.UsageError(f"{out} is a folder; {form} is one file")
    if out.is_file() and folder:
        raise click.UsageError(f"{out} is a file; {form} is a folder of them")
