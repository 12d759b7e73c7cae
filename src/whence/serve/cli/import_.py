"""`whence import`: imports annotations made elsewhere, as decisions."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from whence import bootstrap
from whence.bootstrap.imports import Imported, imported
from whence.records import Decision, Rejected
from whence.serve.cli.dispatch import DONE, REJECTED
from whence.serve.cli.options import ledger_option, verbose_option
from whence.serve.cli.output import clean, compare_all

if TYPE_CHECKING:
    from whence.serve.cli.progress import Progress

_EPILOG = """\b
Examples:
  whence export --format brat corpus/      # open it in brat, correct it there, then
  whence import corpus/ --who "Ada Venn"
  whence import corrected.jsonl --who "Ada Venn" --accept
  whence import quotes.json --who "Bo Lind" --dry-run
  whence export --format decisions decided.json    # edit it, then
  whence import decided.json --who "Bo Lind"

A SOURCE is a file, or a folder of them: brat standoff (.ann, with its .txt beside it), Citron's
JSON, or a whence.document/1 that was changed (.json, .jsonl). Each difference from the ledger
becomes a decision of --who: an attribution added, corrected or rejected, another speaker, and of a
whence.document/1 another value of a figure, a time, a claim, a name or a place. The report must be
in the ledger with the very text that was annotated. Importing the same twice changes nothing.

Decisions on people and events come from a file of `whence export --format decisions`; what is
missing from it is undone.

Decisions by others since the file was exported stay. Where they and the file changed one thing in
two ways, nothing is stored: each clash is listed, for a person to decide.

Exit codes: 0 all done; 1 some annotations rejected, or clashes, each named on stderr, the others
stored; 2 wrong use; 3 no ledger, or it cannot be used.
"""


@click.command(name="import", epilog=_EPILOG)
@click.argument(
    "sources",
    metavar="SOURCE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@ledger_option
@click.option(
    "--who",
    default=lambda: os.environ.get("USER", ""),
    show_default="$USER",
    help="Who annotated it; decisions are stored by name.",
)
@click.option("--accept", is_flag=True, help="What they left unchanged counts as accepted.")
@click.option("--dry-run", is_flag=True, help="Show what would be decided; store nothing.")
@click.option("--report-json", is_flag=True, help="One JSON object a report, on stdout.")
@verbose_option
def command(
    sources: tuple[Path, ...], place: str, who: str, accept: bool, dry_run: bool, report_json: bool
) -> int:
    """Import annotations or corrections made elsewhere, as decisions."""
    if not who.strip():
        raise click.UsageError("decisions need a name: --who")
    reports = decisions = rejected = 0
    with bootstrap.ledger(place) as ledger, _progress() as progress:
        for one in imported(sources, ledger, who, accept=accept, save=not dry_run):
            if progress:
                progress.clear()
            if report_json:
                click.echo(msgspec.json.encode(one).decode())
            if isinstance(one, Rejected):
                rejected += 1
                click.echo(clean(f"whence: {one.source}: {one.detail} [{one.code}]"), err=True)
                continue
            reports += bool(one.report)
            decisions += len(one.decisions)
            rejected += len(one.refused) + len(one.clashes)
            _say(one, quiet=report_json)
            if progress:
                progress.show(reports, rejected)
        if decisions and not dry_run:
            if progress:
                progress.clear()
            compare_all(ledger, quiet=progress is None)
    decided = "would be decided" if dry_run else "decided"
    click.echo(
        f"whence: {reports:,} report{'' if reports == 1 else 's'}, {decisions:,} {decided}, "
        f"{rejected:,} rejected; in {place}",
        err=report_json,
    )
    return REJECTED if rejected else DONE


def _progress() -> AbstractContextManager[Progress | None]:
    if not sys.stderr.isatty() or sys.stdout.isatty():
        return nullcontext()  # the lines on the screen show the progress
    from whence.serve.cli.progress import Progress

    return Progress(sys.stderr, doing="importing")


def across(one: Decision) -> str:
    """What a decision beyond one report is about."""
    if one.verb == "undo":
        return f"decision {one.undoes}"
    if one.names:
        return " and ".join(one.names)
    changed = msgspec.to_builtins(one.change)
    set_to = ", ".join(f"{name} {'none' if v is None else v}" for name, v in changed.items())
    return set_to or " and ".join(report[:8] for report in one.reports)


def _say(one: Imported, *, quiet: bool) -> None:
    for decision in () if quiet else one.decisions:
        said = " … ".join(words.exact for words in decision.selectors.all()) or across(decision)
        short = said if len(said) <= 90 else said[:89] + "…"
        click.echo(clean(f"{one.report[:8]:8}  {decision.verb} {decision.target}: {short}"))
    for clash in one.clashes:
        click.echo(clean(f"whence: {one.source}: {clash} [clash]"), err=True)
    for why in one.refused:
        click.echo(clean(f"whence: {one.source}: {why} [decision]"), err=True)
