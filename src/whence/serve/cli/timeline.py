"""`whence timeline`: shows claims by the day that they are about or were reported on."""

from __future__ import annotations

import click
import msgspec

from whence import bootstrap
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import format_option, ledger_option, verbose_option
from whence.serve.cli.output import Claims, table, write

_BATCH = 1_000  #: claims that are fetched at once
_EPILOG = """\b
Examples:
  whence timeline explosion
  whence timeline recount --by report --format jsonl
  whence timeline --at 2016

By event (the default), claims about a day come in the order of those days, and others
are left out; by report, in the order of their reports. The table by event begins with the
day of the first report: what is about earlier days is background, shown with --at.

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
@click.option("--at", metavar="DATE", help="By event: the first day to show.")
@format_option
@verbose_option
def command(
    words: tuple[str, ...], place: str, by: str, limit: int, at: str | None, form: str
) -> int:
    """Show claims in the order of time."""
    from whence.ledger import Filters, queries, reports

    try:
        Filters(since=at)  # whether it is a day
    except ValueError as error:
        raise click.BadParameter(str(error).partition(": ")[2], param_hint="--at") from error
    filters = Filters(words=" ".join(words), about_since=at)
    earlier = 0
    with bootstrap.ledger(place) as ledger, ledger.reading() as connection:
        if by == "event":
            ids = queries.every_id(connection, filters, dated=True)
            if form == "table" and at is None and (first := reports.first_day(connection)):
                since = msgspec.structs.replace(filters, about_since=first)
                if later := queries.every_id(connection, since, dated=True):
                    ids, earlier, filters = later, len(ids) - len(later), since
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
    if earlier:
        many = f"{earlier:,} claim{'' if earlier == 1 else 's'}"
        click.echo(f"whence: {many} about earlier days; see them with --at 0001", err=True)
    if more:
        click.echo("whence: there are more; see them with --limit", err=True)
    return DONE
