"""`whence reread`: reads every kept report again with the bundle in use."""

from __future__ import annotations

from pathlib import Path

import click

from whence import wire
from whence.serve.cli.group import DONE, REJECTED
from whence.serve.cli.kept import clean, ledger_option, verbose_option

_EPILOG = """\b
Example:
  whence reread --ledger sulla.db

A report that this bundle has read already is left alone. The reading that was in force is kept and
no longer shown; the new one takes its place.

Exit codes: 0 done; 1 some reports could not be read again, each named on stderr; 2 wrong use; 3 no
ledger, or it cannot be used.
"""


@click.command(name="reread", epilog=_EPILOG)
@ledger_option
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    help="Settings in TOML; default is the file that $WHENCE_SETTINGS names.",
)
@verbose_option
def command(place: str, settings_file: Path | None) -> int:
    """Read every kept report again with the bundle in use."""
    told = wire.settings(settings_file)
    read = failed = 0
    with wire.ledger(place) as ledger:
        for rejected in wire.reread(told, ledger):
            if rejected is None:
                read += 1
            else:
                failed += 1
                click.echo(clean(f"whence: {rejected.source}: {rejected.detail}"), err=True)
    click.echo(f"whence: {read:,} read again, {failed:,} failed; in {ledger.place}")
    return REJECTED if failed else DONE
