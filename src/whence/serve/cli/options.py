"""The options that several commands have."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, get_args

import click
from click.shell_completion import CompletionItem

from whence import bootstrap
from whence.bootstrap import archives, registry
from whence.records.claim import HedgeKind, Standing
from whence.records.reading import Act
from whence.records.roles import ROLES

_Command = TypeVar("_Command", bound=Callable[..., Any])
FORMATS = ("table", "json", "jsonl", "csv", "spreadsheet")
#: Options with the name of the field that they filter; --place is not, for `place` is the ledger's.
_CHOSEN = ("speaker", "act", "publisher", "role", "since", "until", "standing", "hedge")


def files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completes file names where an argument may be a file, an address or an id."""
    return [CompletionItem(incomplete, type="file")]


def _policies(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    names = sorted(file.stem for file in bootstrap.data("policies").glob("*.toml"))
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
    """One of some names, looked up when needed, so that plug-ins are not imported for it."""

    name = "choice"

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._names = names

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """As in `click.Choice`."""
        return click.Choice(self._names()).get_metavar(param, ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, or a usage error with the names there are."""
        return click.Choice(self._names()).convert(value, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names with this beginning."""
        return click.Choice(self._names()).shell_complete(ctx, param, incomplete)


def reader_option(command: _Command) -> _Command:
    """Adds `--reader`."""
    return click.option(
        "--reader",
        type=Named(registry.readers),
        help="The reader: whence, or a plug-in's; default is the settings'.",
    )(command)


def fast_option(command: _Command) -> _Command:
    """Adds `--fast`."""
    return click.option(
        "--fast",
        is_flag=True,
        help="Read with a smaller model: twice as fast, slightly less accurate.",
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
    """Adds the options that choose claims, and passes them on as one `filters`."""

    @wraps(command)
    def chosen(**given: Any) -> int:
        from whence.ledger import Filters

        values = {name: given.pop(name) for name in _CHOSEN}
        try:
            filters = Filters(place=given.pop("where"), **values)
        except ValueError as error:
            raise click.UsageError(f"--{error}") from error
        return command(filters=filters, **given)

    for option in (
        click.option(
            "--hedge", type=click.Choice(get_args(HedgeKind)), help="With this kind of hedge."
        ),
        click.option(
            "--standing",
            type=click.Choice(get_args(Standing)),
            help="Who vouches for it: a source, hearsay, or the outlet.",
        ),
        click.option("--until", metavar="DATE", help="In reports up to that day."),
        click.option("--since", metavar="DATE", help="In reports from that day on."),
        click.option("--role", type=click.Choice(ROLES), help="With a figure of this role."),
        click.option("--place", "where", help="A place in the claim: a name, or an ISO 3166 code."),
        click.option("--publisher", help="The outlet: part of its name."),
        click.option(
            "--act", type=click.Choice(get_args(Act)), help="How it is said: deny, ask, warn ..."
        ),
        click.option("--speaker", help="The speaker: a name, or its beginning."),
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
        help="Share of the shorter text from which two reports count as copies.",
    )(command)


def verbose_option(command: _Command) -> _Command:
    """Adds `--verbose`, which `dispatch` handles."""
    return click.option(
        "--verbose", "-v", is_flag=True, expose_value=False, help="Show tracebacks."
    )(command)


def engine_options(command: _Command) -> _Command:
    """Adds `--engine`, `--workers` and `--address`."""
    for option in (
        click.option(
            "--address", metavar="ADDRESS", help="Of the Ray cluster; default starts one here."
        ),
        click.option(
            "--workers",
            type=click.IntRange(1, 100_000),
            help="How many processes; default one for each core.",
        ),
        click.option(
            "--engine",
            type=click.Choice(archives.ENGINES),
            default="local",
            show_default=True,
            help="local: processes on this machine. ray: a cluster with one file system.",
        ),
    ):
        command = option(command)
    return command
