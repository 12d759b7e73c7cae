"""`whence alert`: sends people and programs what is new."""

from __future__ import annotations

from pathlib import Path

import click

from whence import bootstrap
from whence.errors import SettingsError
from whence.serve.cli.dispatch import DONE, REJECTED
from whence.serve.cli.options import format_option, ledger_option, verbose_option
from whence.serve.cli.output import clean, write

_CODES = "Exit codes: 0 done; 1 something could not be sent; 2 wrong use; 3 no ledger, or settings."
_EPILOG = f"""\b
Examples:
  whence alert add "/claims?act=deny&speaker=Pell" --to mailto:desk@example.org
  whence alert add /events/cb04ec3af5a35799 --to https://hooks.example.org/whence
  whence alert list

An alert follows an address of the page: a search, a speaker, an event, the disputes. `add` and
`watch` send what is new there. Settings: alert_smtp and alert_from for e-mail, alert_secret to
sign webhooks, alert_page for links.

{_CODES}
"""
_ADD = f"""\b
Examples:
  whence alert add /disputes --to mailto:desk@example.org
  whence alert add "/claims?q=recall" --to https://hooks.example.org/whence

What is there now is not sent, only what is new. A webhook gets JSON by POST, signed in the header
X-Whence-Signature: t=SECONDS,v1=HEX, the HMAC-SHA256 of "SECONDS.BODY" by alert_secret. An address
inside the network is refused unless private_addresses is set.

{_CODES}
"""
_LIST = f"""\b
Examples:
  whence alert list
  whence alert list --format json

Unconfirmed items were being sent when something stopped. They may have arrived, so they are not
sent again.

{_CODES}
"""
_REMOVE = f"""\b
Example:
  whence alert remove 2

{_CODES}
"""
_SEND = f"""\b
Example:
  whence alert send      # what could not be sent before, too

{_CODES}
"""
settings_option = click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    help="Settings in TOML; default is the file that $WHENCE_SETTINGS names.",
)


@click.group(name="alert", epilog=_EPILOG)
def command() -> None:
    """Send people and programs what is new."""


@command.command(name="add", epilog=_ADD)
@click.argument("address")
@click.option("--to", "target", required=True, help="mailto:ADDRESS, or a webhook's http(s) URL.")
@ledger_option
@settings_option
@verbose_option
def _add(address: str, target: str, place: str, settings_file: Path | None) -> int:
    """Follow an address of the page."""
    from whence.serve import alerts

    with bootstrap.ledger(place):
        pass  # a missing ledger is not made here
    try:
        number = alerts.add(place, bootstrap.settings(settings_file), address, target)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"whence: alert {number}")
    return DONE


@command.command(name="list", epilog=_LIST)
@ledger_option
@format_option
@verbose_option
def _list(place: str, form: str) -> int:
    """List the alerts and their targets."""
    with bootstrap.ledger(place) as ledger:
        found = ledger.alerts().listed()
    if form != "table":
        write(found, form)
        return DONE
    for one in found:
        left = f", {one.unconfirmed:,} unconfirmed" if one.unconfirmed else ""
        click.echo(clean(f"{one.id} {one.address} -> {one.target}{left}"))
    if not found:
        click.echo("whence: no alerts", err=True)
    return DONE


@command.command(name="remove", epilog=_REMOVE)
@click.argument("number", type=int)
@ledger_option
@verbose_option
def _remove(number: int, place: str) -> int:
    """Stop an alert."""
    with bootstrap.ledger(place) as ledger:
        ledger.alerts().remove(number)
    click.echo(f"whence: alert {number} removed")
    return DONE


@command.command(name="send", epilog=_SEND)
@ledger_option
@settings_option
@verbose_option
def _send(place: str, settings_file: Path | None) -> int:
    """Send what is new now."""
    from whence.serve.alerts import send_all

    with bootstrap.ledger(place):
        pass
    failed = False
    for one in send_all(place, bootstrap.settings(settings_file)):
        failed = failed or bool(one.failed)
        said = one.failed or f"{one.sent:,} sent"
        line = f"whence: alert {one.alert} to {one.target}: {said}"
        click.echo(clean(line), err=bool(one.failed))
    return REJECTED if failed else DONE
