"""`whence who`: lists speakers, or everything that one of them said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whence import bootstrap
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import format_option, ledger_option, verbose_option
from whence.serve.cli.output import Claims, clean, table, warn_of_more, write

if TYPE_CHECKING:
    from whence.ledger.query_types import Person

_EPILOG = """\b
Examples:
  whence who
  whence who "Ada Venn"
  whence who venn --format jsonl

Without a NAME, all speakers, those with most claims first. With a NAME of one person
or body, everything they said, the oldest first; with a NAME that several have, a list of them.

Exit codes: 0 done; 1 nobody of that name; 2 wrong use; 3 no ledger, or it cannot be used.
"""


@click.command(name="who", epilog=_EPILOG)
@click.argument("name", required=False)
@ledger_option
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="The most to show."
)
@click.option(
    "--after", "cursor", metavar="CURSOR", help="Continue after this page of one speaker's claims."
)
@format_option
@verbose_option
def command(name: str | None, place: str, limit: int, cursor: str | None, form: str) -> int:
    """List speakers, or show everything that somebody said."""
    from whence.ledger import Filters, speakers
    from whence.records.name_keys import folded

    with bootstrap.ledger(place) as ledger, ledger.reading() as connection:
        people = speakers.people(connection, name)
        if name and len(people) == 1:
            names = tuple(folded(one) for one in people[0].names)
            said = Claims(connection, Filters(names=names), limit, cursor, oldest_first=True)
            claims = list(said)
    if name and not people:
        click.echo(f"whence: nobody called {name!r} speaks in {ledger.place}", err=True)
        return 1
    if cursor is not None and not (name and len(people) == 1):
        raise click.UsageError("--after needs the name of one speaker")
    if name and len(people) == 1:
        if form == "table":
            click.echo(_line(people[0]) + "\n")
            table(claims)
        else:
            write(claims, form)
        if said.next:
            click.echo(f"whence: there are more; continue with --after {said.next}", err=True)
        return DONE
    if form == "table":
        if name:
            click.echo(f"{len(people):,} of that name:\n")
        for person in people[:limit]:
            click.echo(_line(person))
        if not people:
            click.echo(f"whence: nobody speaks in {ledger.place}", err=True)
    else:
        write(people[:limit], form)
    warn_of_more(len(people) - limit)
    return DONE


def _line(person: Person) -> str:
    descriptions = ", ".join(person.descriptions[:3])
    others = [name for name in person.names if name != person.name]
    parts = [person.name, f"({', '.join(filter(None, [person.type, descriptions]))})"]
    if others:
        parts.append("also " + ", ".join(others))
    if person.perhaps:
        parts.append("perhaps " + " or ".join(person.perhaps))
    reports = f"{person.reports:,} report{'' if person.reports == 1 else 's'}"
    parts.append(f"- {person.claims:,} claim{'' if person.claims == 1 else 's'} in {reports}")
    return clean(" ".join(parts))
