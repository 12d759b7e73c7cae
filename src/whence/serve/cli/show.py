"""`whence show`: shows a stored report, or what its edits changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from whence import bootstrap
from whence.bootstrap import registry
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import Named, files, ledger_option, verbose_option
from whence.serve.cli.output import clean

if TYPE_CHECKING:
    from whence.ledger.query_types import Changes, Stored

_EPILOG = """\b
Examples:
  whence show 3f2a9c1d
  whence show https://example.org/story --format html > story.html
  whence show 3f2a9c1d --changes
  whence show 3f2a9c1d --why

REPORT is the beginning of a report's id, its address, or the source that it was added from.

Exit codes: 0 done; 2 wrong use; 3 no such report, no ledger, or it cannot be used.
"""


@click.command(name="show", epilog=_EPILOG)
@click.argument("report", shell_complete=files)
@ledger_option
@click.option(
    "--format",
    "-f",
    "form",
    type=Named(registry.formats),
    show_default="text",
    help="As in `whence read`.",
)
@click.option("--changes", is_flag=True, help="What each new version changed in its claims.")
@click.option("--raw", is_flag=True, help="The original bytes.")
@click.option("--why", is_flag=True, help="What became of each block of its page, and why.")
@verbose_option
def command(report: str, place: str, form: str | None, changes: bool, raw: bool, why: bool) -> int:
    """Show a stored report, what its edits changed, its original bytes, or how they were read."""
    from whence.errors import LedgerError
    from whence.ledger import page_edits, reports
    from whence.serve.cli.explain import explained

    chosen = [name for name, is_on in (("changes", changes), ("raw", raw), ("why", why)) if is_on]
    if len(chosen) > 1:
        raise click.UsageError(f"--{chosen[0]} and --{chosen[1]} exclude each other")
    if form is None:
        form = "text"
    elif chosen:
        raise click.UsageError(f"--{chosen[0]} has no --format")
    with bootstrap.ledger(place) as ledger, ledger.reading() as connection:
        if changes:
            _changes(reports.versions(connection, report), page_edits.changes(connection, report))
            return DONE
        last = reports.versions(connection, report)[-1]
        result = reports.result(connection, last.id)
        if raw or why:
            digest = result[0].origin.raw_digest
            found = reports.raw(connection, digest)
            if found is None:
                raise LedgerError(f"the bytes of {report} were not stored")
            if raw:
                sys.stdout.buffer.write(found)
            else:
                explained([result[0]], {digest: found})
            return DONE
    bootstrap.exporter(form).write(iter([result]), sys.stdout)
    return DONE


def _changes(versions: list[Stored], found: list[Changes]) -> None:
    if not found:
        click.echo(f"one version, {_called(versions[0])}: nothing changed")
    for change in found:
        click.echo(f"{_called(change.before)} → {_called(change.after)}")
        for words in change.went:
            click.echo(clean(f"  - {words}"))
        for words in change.appeared:
            click.echo(clean(f"  + {words}"))
        for before, after in change.changed:
            click.echo(clean(f"  - {before}") + "\n" + clean(f"    + {after}"))


def _called(version: Stored) -> str:
    day = f", {version.published[:10]}" if version.published else ""
    return f"version {version.number} ({version.id[:8]}{day})"
