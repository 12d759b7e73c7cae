"""What the commands over a ledger share: its option, its tables, its formats."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from functools import wraps
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click
import msgspec
from click.shell_completion import CompletionItem

from whence import wire
from whence.errors import LedgerBusy
from whence.records import Kept, Rejected
from whence.records.claim import HedgeKind, Role, Standing
from whence.records.reading import Act
from whence.wire import comparing, plugged

if TYPE_CHECKING:
    from whence.ledger import Filters, SqlLedger
    from whence.ledger.answers import FoundClaim
    from whence.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., Any])
FORMATS = ("table", "json", "jsonl", "csv", "spreadsheet")
#: Whose word it is where nobody is quoted.
_NOBODY = {"own-voice": "(the outlet)", "hearsay": "(hearsay)"}
#: Options that are called as what they filter by; --place is not, for `place` is the ledger's.
_CHOSEN = ("speaker", "act", "publisher", "role", "since", "until", "standing", "hedge")
#: What a table of texts has no room for: it is there in other fields, or tells where a hit is.
_NESTED = ("voices", "marked")
NARROW = 60  #: columns; in fewer a table is of no use


def files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What a shell completes where a file may stand, beside an address or an id: its files."""
    return [CompletionItem(incomplete, type="file")]


def _policies(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    names = sorted(file.stem for file in wire.data("policies").glob("*.toml"))
    ship = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return [*ship, *files(ctx, param, incomplete)]


def ledger_option(command: _Command) -> _Command:
    """Adds `--ledger`."""
    return click.option(
        "--ledger",
        "place",
        metavar="PLACE",
        default=lambda: os.environ.get("WHENCE_LEDGER") or "whence.db",
        show_default="$WHENCE_LEDGER, else whence.db here",
        shell_complete=files,
        help="The ledger: a file, the URL of a PostgreSQL database, or (add) a plug-in's NAME:...",
    )(command)


class Named(click.ParamType[str]):
    """One of names that are looked up when they are needed: plug-ins are not imported for it."""

    name = "choice"

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._names = names

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """As `click.Choice` tells it."""
        return click.Choice(self._names()).get_metavar(param, ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, or a usage error that lists those there are."""
        return click.Choice(self._names()).convert(value, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names that begin so."""
        return click.Choice(self._names()).shell_complete(ctx, param, incomplete)


def reader_option(command: _Command) -> _Command:
    """Adds `--reader`."""
    return click.option(
        "--reader",
        type=Named(plugged.readers),
        help="What reads: whence, or a plug-in's reader; default is the settings'.",
    )(command)


def fast_option(command: _Command) -> _Command:
    """Adds `--fast`."""
    return click.option(
        "--fast", is_flag=True, help="Read with a smaller model: twice as fast, a little less well."
    )(command)


def format_option(command: _Command) -> _Command:
    """Adds `--format`."""
    return click.option(
        "--format",
        "-f",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="table for people; json, jsonl, csv for programs; spreadsheet: safe csv.",
    )(command)


def filter_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options by which claims are chosen, and hands them on as one `filters`."""

    @wraps(command)
    def chosen(**given: Any) -> int:
        from whence.ledger import Filters

        told = {name: given.pop(name) for name in _CHOSEN}
        try:
            filters = Filters(place=given.pop("where"), **told)
        except ValueError as error:
            raise click.UsageError(f"--{error}") from error
        return command(filters=filters, **given)

    for option in (
        click.option("--hedge", type=click.Choice(get_args(HedgeKind)), help="With such a hedge."),
        click.option("--standing", type=click.Choice(get_args(Standing)), help="Whose word it is."),
        click.option("--until", metavar="DATE", help="In reports of that day and before."),
        click.option("--since", metavar="DATE", help="In reports of that day and later."),
        click.option(
            "--role", type=click.Choice(get_args(Role)), help="With a figure of this role."
        ),
        click.option("--place", "where", help="Of which place: a name, or an ISO 3166 code."),
        click.option("--publisher", help="In which outlet: part of its name."),
        click.option(
            "--act", type=click.Choice(get_args(Act)), help="How it is said: deny, ask, warn ..."
        ),
        click.option("--speaker", help="By whom: a name, or its beginning."),
    ):
        option(chosen)
    return chosen


def policy_option(command: _Command) -> _Command:
    """Adds `--policy`."""
    return click.option(
        "--policy",
        metavar="NAME|FILE",
        default="range",
        show_default=True,
        shell_complete=_policies,
        help="How versions of a figure become one.",
    )(command)


def copies_option(command: _Command) -> _Command:
    """Adds `--copies`."""
    return click.option(
        "--copies",
        "share",
        metavar="SHARE",
        type=click.FloatRange(0.1, 1.0),
        default=0.3,
        show_default=True,
        help="Share of the shorter text from which on two reports are copies.",
    )(command)


def compare_all(ledger: SqlLedger, *, again: bool = False, quiet: bool = True) -> int:
    """Compares what waits; gives how many reports that were."""
    from whence.serve.cli.progress import Progress

    done = 0
    with nullcontext() if quiet else Progress(sys.stderr, doing="comparing") as progress:
        for _ in comparing.compared(ledger, again=again):
            done += 1
            if progress:
                progress.show(done, 0)
    return done


def send_alerts(ledger: SqlLedger, place: str, told: Settings) -> None:
    """Tells whoever asked for it what is new, and on stderr what could not be sent."""
    if not ledger.alerts().listed():
        return  # and no server's library is imported
    from whence.serve.alerts import send_all

    try:
        for one in send_all(place, told):
            if one.failed:
                line = f"whence: alert {one.alert} to {one.target}: {one.failed}"
                click.echo(clean(line), err=True)
    except LedgerBusy as error:  # whatever keeps it busy does not undo what was added
        click.echo(f"whence: alerts: {error}", err=True)


def warn_of_waiting(ledger: SqlLedger) -> None:
    """Says on stderr that some reports are not compared yet."""
    waiting = ledger.comparisons().count_waiting()
    if waiting:
        some = "1 report is" if waiting == 1 else f"{waiting:,} reports are"
        click.echo(f"whence: {some} not compared yet; `whence compare` does it", err=True)


def warn_of_more(left: int) -> None:
    """Says on stderr that a limit left out so many, in whatever format."""
    if left > 0:
        click.echo(f"whence: {left:,} more; see them with --limit", err=True)


def counted(name: str, count: int) -> str:
    """How many of what is named in the plural, as tables are: "1 event report"."""
    name = name.replace("_", " ")
    one = f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
    return f"{count:,} {one if count == 1 else name}"


def number(value: float) -> str:
    """A figure for people."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def verbose_option(command: _Command) -> _Command:
    """Adds `--verbose`, which `group` looks for."""
    return click.option(
        "--verbose", "-v", is_flag=True, expose_value=False, help="Show where faults happen."
    )(command)


def say(one: Kept | Rejected, *, report_json: bool, quiet: bool) -> None:
    """Tells of one document, for people or for programs."""
    if report_json:
        click.echo(msgspec.json.encode(one).decode())
    if isinstance(one, Rejected):
        click.echo(clean(f"whence: {one.source}: {one.detail} [{one.code}]"), err=True)
    elif one.state != "known" and not quiet and not report_json:
        claims = f"{one.claims:,} claim{'' if one.claims == 1 else 's'}"
        click.echo(clean(f"{one.state:<8} {one.report[:8]}  {one.title or one.source}  ({claims})"))


class Claims:
    """Claims that fit, as many as are wanted, fetched page by page as they are written.

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
        from whence.ledger import ask

        left = self._limit
        while left > 0:
            page = ask.find_claims(
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

    Who says it and the words are one sentence: "Pell denied | that anything was being concealed".
    `told_of` gives the date that a claim tells of, and not its report's.
    """
    from rich.table import Table
    from rich.text import Text

    from whence.export.terminal import Terminal

    console = Terminal(soft_wrap=False)
    narrow = console.width < NARROW
    shown = Table(box=None, pad_edge=False, expand=True, header_style="dim")
    shown.add_column("date", no_wrap=True, width=10)
    if not narrow:
        shown.add_column("outlet", ratio=2, overflow="fold")
    shown.add_column("who says it", ratio=3, overflow="fold")
    shown.add_column("words", ratio=8)
    for claim in claims:
        day = ((claim.told_of if told_of else claim.published) or "")[:10]
        who = claim.said or _NOBODY.get(claim.standing, "(not told)")
        outlet = claim.publisher or _outlet(claim.source)
        cells = [day, Text(clean(outlet)), Text(clean(who)), _words(claim)]
        shown.add_row(*(cells if not narrow else [cells[0], *cells[2:]]))
    console.print(shown)


def _outlet(source: str) -> str:
    """What stands for an outlet that the report does not name: its folder, else its file."""
    path = PurePath(source)
    return path.parent.name or path.name


def _words(claim: FoundClaim) -> Any:
    from rich.text import Text

    from whence.ledger.search import END, HIT

    words = Text()
    for part in clean(claim.marked, keep=HIT + END).split(HIT):
        hit, end, rest = part.partition(END)
        words.append(hit, style="bold" if end else "")
        words.append(rest)
    if claim.act == "deny":
        words.append(" [denied]", style="dim")
    if not claim.asserted:
        words.append(" [not asserted]", style="dim")
    if claim.polarity == "negative":
        words.append(" [negated]", style="dim")
    if claim.hedges:
        words.append(f" [{', '.join(claim.hedges)}]", style="dim")
    return words


def clean(words: str, keep: str = "") -> str:
    """Words on one line, without what would steer a terminal."""
    joined = " ".join(words.split())
    return "".join(c if c.isprintable() or c in keep else "\ufffd" for c in joined)
