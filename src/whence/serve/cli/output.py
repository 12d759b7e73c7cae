"""Output of commands: tables for people, rows for programs, notes on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click
import msgspec

from whence.bootstrap import comparing
from whence.errors import LedgerBusy
from whence.records import Kept, Rejected

if TYPE_CHECKING:
    from whence.ledger import Filters, SqlLedger
    from whence.ledger.query_types import FoundClaim
    from whence.records.finding import Event, EventSummary
    from whence.settings import Settings

#: Words for a claim without a quoted source.
_NOBODY = {"own-voice": "(the outlet)", "hearsay": "(hearsay)"}
#: Fields that a table of texts leaves out: they repeat others, or mark hits.
_NESTED = ("voices", "marked")
NARROW = 60  #: columns; a narrower table is of no use


def compare_all(ledger: SqlLedger, *, again: bool = False, quiet: bool = True) -> int:
    """Compares pending reports; returns how many there were."""
    from whence.serve.cli.progress import Progress

    done = 0
    with nullcontext() if quiet else Progress(sys.stderr, doing="comparing") as progress:
        for _ in comparing.compared(ledger, again=again):
            done += 1
            if progress:
                progress.show(done, 0)
    return done


def send_alerts(ledger: SqlLedger, place: str, settings: Settings) -> None:
    """Sends alerts, and reports on stderr what could not be sent."""
    if not ledger.alerts().listed():
        return  # and no server library is imported
    from whence.serve.alerts import send_all

    try:
        for one in send_all(place, settings):
            if one.failed:
                line = f"whence: alert {one.alert} to {one.target}: {one.failed}"
                click.echo(clean(line), err=True)
    except LedgerBusy as error:  # what was added stays, whatever keeps it busy
        click.echo(f"whence: alerts: {error}", err=True)


def names_of(ledger: SqlLedger, summaries: Sequence[EventSummary]) -> dict[str, str]:
    """The names of events by id, as the page has them: "Explosion, Port Selvane, 3 Sep 2025"."""
    from whence.serve.web.pages import event_names

    with ledger.reading() as connection:
        return event_names.named(connection, summaries)


def warn_of_waiting(ledger: SqlLedger) -> None:
    """Says on stderr that some reports are not compared yet."""
    waiting = ledger.comparisons().count_waiting()
    if waiting:
        some = "1 report is" if waiting == 1 else f"{waiting:,} reports are"
        click.echo(f"whence: {some} not compared yet; `whence compare` does it", err=True)


def warn_of_more(left: int) -> None:
    """Says on stderr how many a limit left out, in any format."""
    if left > 0:
        click.echo(f"whence: {left:,} more; see them with --limit", err=True)


def counted(name: str, count: int) -> str:
    """A count with a noun that is given in the plural, as tables are: "1 event report"."""
    name = name.replace("_", " ")
    one = f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
    return f"{count:,} {one if count == 1 else name}"


def has_words(event: Event, words: Sequence[str]) -> bool:
    """Whether an event's titles, type and place have all these words."""
    where = event.where.name if event.where else ""
    text = f"{event.title} {event.type} {where} {' '.join(event.titles)}".casefold()
    return all(word.casefold() in text for word in words)


def say(one: Kept | Rejected, *, report_json: bool, quiet: bool) -> None:
    """Reports on one document, for people or for programs."""
    if report_json:
        click.echo(msgspec.json.encode(one).decode())
    if isinstance(one, Rejected):
        click.echo(clean(f"whence: {one.source}: {one.detail} [{one.code}]"), err=True)
    elif one.state != "known" and not quiet and not report_json:
        claims = f"{one.claims:,} claim{'' if one.claims == 1 else 's'}"
        click.echo(clean(f"{one.state:<8} {one.report[:8]}  {one.title or one.source}  ({claims})"))


class Claims:
    """Claims that fit, up to a limit, fetched page by page as they are written.

    Afterwards `next` is the cursor of the rest, or None.
    """

    def __init__(
        self,
        connection: Any,
        filters: Filters,
        limit: int,
        cursor: str | None = None,
        *,
        oldest_first: bool = False,
    ) -> None:
        self.next = cursor
        self._asked = connection, filters
        self._limit = limit
        self._oldest_first = oldest_first

    def __iter__(self) -> Iterator[FoundClaim]:
        from whence.ledger import queries

        left = self._limit
        while left > 0:
            page = queries.find_claims(
                *self._asked, limit=left, cursor=self.next, oldest_first=self._oldest_first
            )
            self.next = page.next
            yield from page.found
            left -= len(page.found)
            if page.next is None:
                return


def write(items: Iterable[msgspec.Struct], form: str) -> None:
    """Writes structs as one JSON array, as JSON Lines, or as CSV with a line of names."""
    from whence.export import sheet

    rows = map(msgspec.to_builtins, items)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(list(rows)), indent=2).decode())
    elif form == "jsonl":
        for row in rows:
            click.echo(msgspec.json.encode(row).decode())
    elif (first := next(rows, None)) is not None:
        columns = [name for name in first if name not in _NESTED]
        safe = form == "spreadsheet"
        for line in sheet.lines(columns, chain([first], rows), spreadsheet=safe):
            click.echo(line if safe else line.replace("\r\n", "\n"), nl=False)


def table(claims: Iterable[FoundClaim], *, told_of: bool = False) -> None:
    """Claims for people: when, in which outlet, who says it and how, the words with hits set off.

    Speaker and words make one sentence: "Pell denied | that anything was being concealed".
    `told_of` shows the date that a claim is about, not its report's.
    """
    from rich.table import Table
    from rich.text import Text

    from whence.export.terminal import Terminal

    console = Terminal(soft_wrap=False)
    narrow = console.width < NARROW
    shown = Table(box=None, pad_edge=False, expand=True, header_style="dim")
    # No width: rich before 14.3 adds the space beside it to one that is given, later ones do not.
    shown.add_column("date", no_wrap=True)
    if not narrow:
        shown.add_column("outlet", ratio=2, overflow="fold")
    shown.add_column("who says it", ratio=3, overflow="fold")
    shown.add_column("words", ratio=8)
    for claim in claims:
        day = ((claim.told_of if told_of else claim.published) or "")[:10]
        who = claim.said or _NOBODY.get(claim.standing, "(source not given)")
        outlet = claim.publisher or _outlet(claim.source)
        cells = [day, Text(clean(outlet)), Text(clean(who)), _words(claim)]
        shown.add_row(*(cells if not narrow else [cells[0], *cells[2:]]))
    console.print(shown)


def _outlet(source: str) -> str:
    """A name for an outlet that the report does not name: its folder, else its file."""
    path = PurePath(source)
    return path.parent.name or path.name


def _words(claim: FoundClaim) -> Any:
    from rich.text import Text

    from whence.ledger.search import END, HIT

    words = Text()
    if claim.before:
        words.append(f"{clean(claim.before)} ", style="dim")
    for part in clean(claim.marked, allowed=HIT + END).split(HIT):
        hit, end, rest = part.partition(END)
        words.append(hit, style="bold" if end else "")
        words.append(rest)
    if claim.after:
        words.append(claim.after[:1].replace("\n", " ") + clean(claim.after[1:]), style="dim")
    if claim.act == "deny":
        words.append(" [denied]", style="dim")
    if not claim.asserted:
        words.append(" [not asserted]", style="dim")
    if claim.polarity == "negative":
        words.append(" [negative]", style="dim")
    if claim.hedges:
        words.append(f" [{', '.join(claim.hedges)}]", style="dim")
    return words


def clean(words: str, allowed: str = "") -> str:
    """Words on one line, without characters that control a terminal."""
    joined = " ".join(words.split())
    return "".join(c if c.isprintable() or c in allowed else "\ufffd" for c in joined)
