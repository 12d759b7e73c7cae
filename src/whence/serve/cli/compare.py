"""`whence compare`: brings the ledger's findings up to date."""

from __future__ import annotations

import sys

import click

from whence import bootstrap
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import ledger_option, verbose_option
from whence.serve.cli.output import compare_all

_EPILOG = """\b
Examples:
  whence compare
  whence compare --again --ledger archive.db

Every report that is not compared yet is compared with those that may be copies or about the
same event; `add` and `watch` do so themselves unless given --no-compare. If stopped,
the same command goes on from there. The findings depend on the reports, not on their order.

Exit codes: 0 done; 2 wrong use; 3 no ledger, or it cannot be used; 130 interrupted.
"""


@click.command(name="compare", epilog=_EPILOG)
@ledger_option
@click.option("--again", is_flag=True, help="Compare all reports anew.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@verbose_option
def command(place: str, again: bool, quiet: bool) -> int:
    """Bring copies, events and figures up to date."""
    with bootstrap.ledger(place) as ledger:
        done = compare_all(ledger, again=again, quiet=quiet or not sys.stderr.isatty())
    if not quiet:
        click.echo(f"whence: {done:,} report{'' if done == 1 else 's'} compared; in {ledger.place}")
    return DONE
