"""`whence account`: manages the accounts of a shared server."""

from __future__ import annotations

import getpass
import sys
import warnings
from typing import TYPE_CHECKING

import click

from whence import bootstrap
from whence.errors import LedgerError, SettingsError
from whence.records.user import ROLES
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import format_option, ledger_option, verbose_option
from whence.serve.cli.output import clean, write

if TYPE_CHECKING:
    from whence.records import Role

_EPILOG = """\b
Examples:
  whence account add ana --role admin
  whence account list
  whence account password ana
  whence account remove ana
  whence account audit

Without accounts, `whence serve` answers this machine alone, and any user of it may do everything.
With accounts, everybody signs in.
"""
_CODES = "Exit codes: 0 done; 2 wrong use; 3 no such account, no ledger, or it cannot be used."
_ADD = f"""\b
Examples:
  whence account add ana --role review
  whence account add ana@example.org --role admin --password-stdin < password.txt

read may look; review may also decide; admin may also manage the server. The password has
at least 10 letters. It is asked for twice, and not shown.

{_CODES}
"""
_PASSWORD = f"""\b
Example:
  whence account password ana

Everybody signed in with the account is signed out. Its tokens stay: see `whence token list`.

{_CODES}
"""
_REMOVE = f"""\b
Example:
  whence account remove ana

Its sessions and tokens end with it. What it decided stays, under its name.

{_CODES}
"""
_LIST = f"""\b
Example:
  whence account list --format json

{_CODES}
"""

_AUDIT = f"""\b
Example:
  whence account audit --limit 100 --format jsonl

Who signed in, added, reviewed, forgot, and from which address; the last first.

{_CODES}
"""

_from_stdin = click.option(
    "--password-stdin",
    "from_stdin",
    is_flag=True,
    help="Read the password from the first line of standard input.",
)


@click.group(name="account", epilog=_EPILOG)
def command() -> None:
    """Manage server accounts."""


@command.command(name="add", epilog=_ADD)
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What it may do.")
@_from_stdin
@ledger_option
@verbose_option
def _add(name: str, role: Role, from_stdin: bool, place: str) -> int:
    """Make an account."""
    from whence.ledger.accounts import check_name

    with bootstrap.ledger(place) as ledger:
        accounts = ledger.accounts()
        try:
            check_name(name)  # before a password is asked for
            user = accounts.add(name, _password(from_stdin=from_stdin), role)
        except SettingsError as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"added: {user.name} ({user.role})")
    return DONE


@command.command(name="list", epilog=_LIST)
@ledger_option
@format_option
@verbose_option
def _list(place: str, form: str) -> int:
    """List the accounts and what each may do."""
    with bootstrap.ledger(place) as ledger:
        users = ledger.accounts().listed()
    if form != "table":
        write(users, form)
        return DONE
    if not users:
        click.echo("whence: no accounts; `whence account add` makes one", err=True)
    width = max((len(user.name) for user in users), default=0)
    for user in users:
        click.echo(f"{user.name:<{width}}  {user.role:<6}  since {user.made_at[:10]}")
    return DONE


@command.command(name="remove", epilog=_REMOVE)
@click.argument("name")
@ledger_option
@verbose_option
def _remove(name: str, place: str) -> int:
    """Remove an account, with its sessions and tokens."""
    with bootstrap.ledger(place) as ledger:
        accounts = ledger.accounts()
        accounts.remove(name)
        left = accounts.has_any()
    click.echo(f"removed: {name}")
    if not left:
        click.echo(
            "whence: no accounts are left; `whence serve` now answers this machine alone",
            err=True,
        )
    return DONE


@command.command(name="password", epilog=_PASSWORD)
@click.argument("name")
@_from_stdin
@ledger_option
@verbose_option
def _change(name: str, from_stdin: bool, place: str) -> int:
    """Change an account's password, and sign it out everywhere."""
    with bootstrap.ledger(place) as ledger:
        accounts = ledger.accounts()
        if accounts.find(name) is None:
            raise LedgerError(f"there is no account {name!r}; `whence account list` names them")
        try:
            accounts.set_password(name, _password(from_stdin=from_stdin))
        except SettingsError as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"changed: {name}")
    return DONE


@command.command(name="audit", epilog=_AUDIT)
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=50,
    show_default=True,
    help="The most to show.",
)
@ledger_option
@format_option
@verbose_option
def _audit(limit: int, place: str, form: str) -> int:
    """Show what was done on the server, by whom."""
    with bootstrap.ledger(place) as ledger:
        deeds = ledger.accounts().audited(limit)
    if form != "table":
        write(deeds, form)
        return DONE
    for deed in deeds:
        cells = (deed.at[:19], deed.who, deed.what, deed.target, deed.address)
        click.echo("  ".join(clean(one) for one in cells))
    if not deeds:
        click.echo("whence: the audit is empty", err=True)
    return DONE


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            found: str = click.prompt(
                "Password", hide_input=True, confirmation_prompt="Again", err=True
            )
        except getpass.GetPassWarning as error:
            raise click.UsageError(
                "there is no terminal to ask for the password; use --password-stdin"
            ) from error
    return found
