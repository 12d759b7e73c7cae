"""`whence claims`: searches claims by words, speaker, outlet, place, day and standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from whence import bootstrap
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import filter_options, format_option, ledger_option, verbose_option
from whence.serve.cli.output import Claims, table, write

if TYPE_CHECKING:
    from whence.ledger import Filters

_EPILOG = """\b
Examples:
  whence claims explosion
  whence claims '"death toll" hospital' --since 2025-09-04
  whence claims --speaker venn --role killed
  whence claims --standing own-voice --publisher courier --format csv > unsourced.csv

WORDS must all be in a claim, in any case and order; "in quotes" as a phrase; port* as a beginning.
Claims of the newest report come first. --place takes a name or an ISO code (UA, RU-KRS).

Exit codes: 0 done; 2 wrong use; 3 no ledger, or it cannot be used.
"""


@click.command(name="claims", epilog=_EPILOG)
@click.argument("words", nargs=-1)
@ledger_option
@filter_options
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="The most to show."
)
@click.option("--after", "cursor", metavar="CURSOR", help="Continue after this page.")
@format_option
@verbose_option
def command(
    words: tuple[str, ...],
    place: str,
    filters: Filters,
    limit: int,
    cursor: str | None,
    form: str,
) -> int:
    """Find claims by their words, speaker, outlet, place, figures, day, standing or hedge."""
    filters = msgspec.structs.replace(filters, words=" ".join(words))
    with bootstrap.ledger(place) as ledger, ledger.reading() as connection:
        found = Claims(connection, filters, limit, cursor)
        if form != "table":
            write(found, form)
        elif claims := list(found):
            table(claims)
        else:
            click.echo("whence: no claims found", err=True)
    if found.next:
        click.echo(f"whence: there are more; continue with --after {found.next}", err=True)
    return DONE
