"""`whence token`: manages the API tokens of a shared server."""

from __future__ import annotations

import click

from whence import bootstrap
from whence.errors import SettingsError
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import format_option, ledger_option, verbose_option
from whence.serve.cli.output import clean, write

_EPILOG = """\b
Examples:
  whence token add ana --label "nightly export"
  whence token list
  whence token revoke 3f2a9c1d

A program sends it with each request: Authorization: Bearer whence_...
"""
_CODES = (
    "Exit codes: 0 done; 2 wrong use; 3 no such account or token, no ledger, or it cannot be used."
)
_ADD = f"""\b
Example:
  whence token add ana --label "nightly export" > token.txt

The token is printed once; the ledger stores only its digest. It may do what
its account may.

{_CODES}
"""
_LIST = f"""\b
Examples:
  whence token list
  whence token list ana --format json

{_CODES}
"""
_REVOKE = f"""\b
Example:
  whence token revoke 3f2a9c1d

A running server refuses it within seconds.

{_CODES}
"""


@click.group(name="token", epilog=_EPILOG)
def command() -> None:
    """Manage API tokens."""


@command.command(name="add", epilog=_ADD)
@click.argument("account")
@click.option("--label", required=True, help="What it is for.")
@ledger_option
@verbose_option
def _add(account: str, label: str, place: str) -> int:
    """Make a token for an account, and print it once."""
    with bootstrap.ledger(place) as ledger:
        try:
            secret = ledger.accounts().make_token(account, label)
        except SettingsError as error:
            raise click.UsageError(str(error)) from error
    click.echo(secret)
    click.echo("whence: save it; it is not shown again", err=True)
    return DONE


@command.command(name="list", epilog=_LIST)
@click.argument("account", required=False)
@ledger_option
@format_option
@verbose_option
def _list(account: str | None, place: str, form: str) -> int:
    """List the valid tokens, without their secrets."""
    with bootstrap.ledger(place) as ledger:
        tokens = ledger.accounts().tokens(account)
    if form != "table":
        write(tokens, form)
        return DONE
    if not tokens:
        click.echo("whence: no tokens; `whence token add` makes one", err=True)
    width = max((len(token.account) for token in tokens), default=0)
    for token in tokens:
        line = f"{token.id}  {token.account:<{width}}  {token.made_at[:10]}"
        click.echo(f"{line}  {clean(token.label)}")
    return DONE


@command.command(name="revoke", epilog=_REVOKE)
@click.argument("token")
@ledger_option
@verbose_option
def _revoke(token: str, place: str) -> int:
    """Revoke a token, by the beginning of its id."""
    with bootstrap.ledger(place) as ledger:
        try:
            gone = ledger.accounts().revoke(token)
        except SettingsError as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"revoked: {gone.id} of {gone.account} ({clean(gone.label)})")
    return DONE
