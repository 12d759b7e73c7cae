"""`whence watch`: polls feeds, and stores what is new."""

from __future__ import annotations

import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence import bootstrap
from whence.errors import LedgerBusy
from whence.records import Rejected
from whence.serve.cli.dispatch import DONE, REJECTED
from whence.serve.cli.options import fast_option, files, ledger_option, verbose_option
from whence.serve.cli.output import clean, compare_all, say, send_alerts

if TYPE_CHECKING:
    from whence.ingest import Given
    from whence.ledger import SqlLedger
    from whence.settings import Settings

_EPILOG = """\b
Examples:
  whence watch https://example.org/feed.xml --every 30m
  whence watch https://example.org/feed.xml https://example.net/news-sitemap.xml --once

A FEED is the address of an RSS or Atom feed or of a sitemap. Pages in it for the first
time, or with a newer date, are fetched and stored; a server is asked to send a feed only if it has
changed. What was seen is stored in the ledger: stopped at any time, the same command goes on
from there. With --once, for a timer of your own, each feed is polled once.

Exit codes: 0 all done; 1 with --once, a feed or page was rejected, each named on stderr; 2 wrong
use; 3 ledger, settings or installation; 130 stopped (what was stored stays stored).
"""
#: Seconds between two polls, out of courtesy towards the sites.
_LEAST = 60
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def _pause(_context: click.Context, _parameter: click.Parameter, value: str) -> int:
    """The seconds of a pause, at least a minute, to be polite; a bare number is minutes."""
    found = re.fullmatch(r"(\d{1,6})\s*([smhd]?)", value.strip().lower())
    if not found:
        raise click.BadParameter(f"{value!r} is not a pause such as 90s, 15m or 1h")
    seconds = int(found[1]) * _UNITS[found[2] or "m"]
    if seconds < _LEAST:
        raise click.BadParameter("sites are not polled more than once a minute")
    return seconds


@click.command(name="watch", epilog=_EPILOG)
@click.argument("feeds", metavar="FEED...", nargs=-1, required=True, shell_complete=files)
@ledger_option
@click.option(
    "--every",
    metavar="PAUSE",
    callback=_pause,
    default="15m",
    show_default=True,
    help="Pause between two rounds, such as 90s, 15m, 1h.",
)
@click.option("--once", is_flag=True, help="One round, then stop.")
@click.option("--no-compare", is_flag=True, help="Do not compare the reports with each other.")
@click.option("--publisher", help="Publisher, if a page has none.")
@click.option("--report-json", is_flag=True, help="One JSON object a document, on stdout.")
@fast_option
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    help="Settings in TOML; default is the file that $WHENCE_SETTINGS names.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
@verbose_option
def command(  # noqa: PLR0913, PLR0917  click gives each option by name
    feeds: tuple[str, ...],
    place: str,
    every: int,
    once: bool,
    no_compare: bool,
    publisher: str | None,
    report_json: bool,
    fast: bool,
    settings_file: Path | None,
    quiet: bool,
) -> int:
    """Poll feeds, and store what is new."""
    for feed in feeds:
        if not feed.lower().startswith(("http://", "https://")):
            raise click.BadParameter(f"{feed} is not an http(s) address", param_hint="FEED")
    settings = bootstrap.settings(settings_file, fast=fast)
    with _stopped_by_terminate(), bootstrap.ledger(place, create=True) as ledger:
        watch = _Watch(
            settings,
            ledger,
            bootstrap.given(publisher=publisher),
            report_json=report_json,
            quiet=quiet,
        )
        while True:
            counts = watch.round(dict.fromkeys(feeds))
            if not no_compare and (counts["added"] or counts["changed"]):
                watch.compare()
            # Each round: what could not be sent in the last one is tried again.
            send_alerts(ledger, place, settings)
            if not quiet and (once or counts.total()):
                click.echo(_summary(counts, ledger.place), err=report_json)
            if once:
                return REJECTED if counts["rejected"] else DONE
            time.sleep(every)


@contextmanager
def _stopped_by_terminate() -> Iterator[None]:
    """SIGTERM as an interruption: a clean end, and all that a container's first process gets."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Watch:
    """Rounds over feeds; a feed that fails repeatedly for one reason is named once."""

    def __init__(
        self, settings: Settings, ledger: SqlLedger, given: Given, *, report_json: bool, quiet: bool
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._given = given
        self._json = report_json
        self._quiet = quiet
        self._wrong: dict[str, str] = {}

    def round(self, feeds: dict[str, None]) -> Counter[str]:
        """Polls each feed once and reports the outcome of each new page."""
        counts: Counter[str] = Counter()
        for feed in feeds:
            wrong = ""
            try:
                for one in bootstrap.polled(feed, self._settings, self._ledger, self._given):
                    if isinstance(one, Rejected) and one.source == feed:
                        wrong = one.detail
                        if self._wrong.get(feed) == wrong:
                            continue
                    counts["rejected" if isinstance(one, Rejected) else one.state] += 1
                    say(one, report_json=self._json, quiet=self._quiet)
            except LedgerBusy as error:
                # There will be another round, which stores what this one could not.
                counts["rejected"] += 1
                click.echo(clean(f"whence: {feed}: {error}"), err=True)
            self._wrong[feed] = wrong
        return counts

    def compare(self) -> None:
        """Compares new reports; what another process blocks is left to the next round."""
        try:
            compare_all(self._ledger)
        except LedgerBusy as error:
            click.echo(f"whence: {error}", err=True)


def _summary(counts: Counter[str], place: str) -> str:
    parts = [f"{counts[state]:,} {state}" for state in ("added", "changed", "rejected")]
    return f"whence: {time.strftime('%H:%M')}: {', '.join(parts)}; in {place}"
