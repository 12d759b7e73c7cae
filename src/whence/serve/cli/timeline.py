"""`whence timeline`: shows claims by the day that they are about or were reported on."""

from __future__ import annotations

import click

from whence import bootstrap
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import format_option, ledger_option, verbose_option
from whence.serve.cli.output import Claims, table, write

_BATCH = 1_000  #: claims that are fetched at once
_EPILOG = """\b
Examples:
  whence timeline explosion
  whence timeline recount --by report --format jsonl

By event (the default), claims about a day come in the order of those days, and others
are left out; by report, in the order of their reports.

Exit codes: 0 done; 2 wrong use; 3 no ledger, or it cannot be used.
"""


@click.command(name="timeline", epilog=_EPILOG)
@click.argument("words", nargs=-1)
@ledger_option
@click.option(
    "--by",
    type=click.Choice(("event", "report")),
    default="event",
    show_default=True,
    help="The day that a claim is about, or that of its report.",
)
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="The most to show."
)
@format_option
@verbose_option
def command(words: tuple[str, ...], place: str, by: str, limit: int, form: str) -> int:
    """Show claims in the order of time."""
    from whence.ledger import Filters, queries

    filters = Filters(words=" ".join(words))
    with bootstrap.ledger(place) as ledger, ledger.reading() as connection:
        if by == "event":
            ids = queries.every_id(connection, filters, dated=True)
            found = [
                claim
                for start in range(0, min(limit, len(ids)), _BATCH)
                for claim in queries.claims_of(
                    connection, ids[start : min(limit, start + _BATCH)], filters
                )
            ]
            more = len(ids) > limit
        else:
            claims = Claims(connection, filters, limit, oldest_first=True)
            found, more = list(claims), claims.next is not None
    if form != "table":
        write(found, form)
    elif found:
        table(found, told_of=by == "event")
    else:
        click.echo("whence: no claims found", err=True)
    if more:
        click.echo("whence: there are more; see them with --limit", err=True)
    return DONE
