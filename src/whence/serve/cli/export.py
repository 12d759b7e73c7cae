"""`whence export`: what the ledger holds, for other programs."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from whence import wire
from whence.serve.cli.group import DONE
from whence.serve.cli.kept import ledger_option, verbose_option

_EPILOG = """\b
Example:
  whence export --format training corrections.jsonl

training: people's word on attributions, one JSON object a reviewed report, as `python -m
training.train --extra corrections.jsonl` reads it. It holds the reports' whole texts.

OUT is a file, or - for standard output.

Exit codes: 0 done; 2 wrong use; 3 no ledger, or it cannot be used.
"""
_FORMATS = ("training",)


@click.command(name="export", epilog=_EPILOG)
@click.argument("out", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@ledger_option
@click.option("--format", "-f", "form", type=click.Choice(_FORMATS), required=True)
@verbose_option
def command(out: Path, place: str, form: str) -> int:  # noqa: ARG001  there is one format yet
    """Write what the ledger holds for other programs."""
    from whence.export.training import training_rows

    count = 0
    with wire.ledger(place) as ledger, click.open_file(str(out), "wb") as file:
        for row in training_rows(ledger.reviews()):
            file.write(msgspec.json.encode(row) + b"\n")
            count += 1
    if str(out) != "-":
        click.echo(f"whence: {count:,} report{'' if count == 1 else 's'} to {out}")
    return DONE
