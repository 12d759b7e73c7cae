"""`whence reread`: reads every stored report again with the current reader."""

from __future__ import annotations

from pathlib import Path

import click

from whence import bootstrap
from whence.records import Rejected
from whence.serve.cli.dispatch import DONE, REJECTED
from whence.serve.cli.options import fast_option, ledger_option, reader_option, verbose_option
from whence.serve.cli.output import clean

_EPILOG = """\b
Example:
  whence reread --ledger sulla.db
  whence reread --only-older

Every version of every report is read again. Where the new reading differs from the one in force,
it takes its place; the old one stays stored but is no longer shown.

Exit codes: 0 done; 1 some reports could not be read again, each named on stderr; 2 wrong use; 3 no
ledger, or it cannot be used.
"""


@click.command(name="reread", epilog=_EPILOG)
@ledger_option
@click.option("--only-older", is_flag=True, help="Only what this reader has not read.")
@fast_option
@reader_option
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    help="Settings in TOML; default is the file that $WHENCE_SETTINGS names.",
)
@verbose_option
def command(
    place: str, only_older: bool, fast: bool, reader: str | None, settings_file: Path | None
) -> int:
    """Read every stored report again with the current reader."""
    settings = bootstrap.settings(settings_file, fast=fast, reader=reader)
    read = changed = failed = 0
    with bootstrap.ledger(place) as ledger:
        for outcome in bootstrap.reread(settings, ledger, only_older=only_older):
            if isinstance(outcome, Rejected):
                failed += 1
                click.echo(clean(f"whence: {outcome.source}: {outcome.detail}"), err=True)
            else:
                read += 1
                changed += outcome
    counts = f"{read:,} read again, {changed:,} of them changed, {failed:,} failed"
    click.echo(f"whence: {counts}; in {ledger.place}")
    return REJECTED if failed else DONE
