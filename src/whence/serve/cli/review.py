"""`whence review`: shows what needs review and who decided what; undoes decisions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from whence import bootstrap
from whence.records import Decision, in_effect
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import ledger_option, verbose_option
from whence.serve.cli.output import clean, compare_all, warn_of_more, write

if TYPE_CHECKING:
    from whence.ledger import SqlLedger
    from whence.ledger.query_types import Waiting

_EPILOG = """\b
Examples:
  whence review                       # what most needs review
  whence review --log --limit 100     # who decided what, and when
  whence review --orphans             # decisions whose words are gone
  whence review --undo 12 --who "Ada Venn" --why "misread"

Undone decisions stay in the log, and undoing can be undone, too.

Exit codes: 0 done; 2 wrong use; 3 no such decision, no ledger, or it cannot be used.
"""
_REASONS = {
    "attribution": "unsure whether this is said",
    "speaker": "unsure who says it",
    "nobody": "no speaker found for the source",
    "disputed": "reports disagree",
}
_DONE = {
    "accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added",
    "merge": "merged", "split": "split", "undo": "undid", "same-event": "joined",
    "other-event": "parted",
}  # fmt: skip


@click.command(name="review", epilog=_EPILOG)
@ledger_option
@click.option("--log", is_flag=True, help="Who decided what, the latest first.")
@click.option("--orphans", is_flag=True, help="Decisions whose words are gone from their report.")
@click.option("--undo", "undone", type=int, metavar="ID", help="Undo a decision of the log.")
@click.option(
    "--who",
    default=lambda: os.environ.get("USER", ""),
    show_default="$USER",
    help="Who undoes it.",
)
@click.option("--why", default="", help="The reason; it is stored.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="The most to show."
)
@click.option("--before", type=int, metavar="ID", help="With --log: continue from there.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(("table", "json", "jsonl")),
    default="table",
    show_default=True,
)
@verbose_option
def command(  # noqa: PLR0913, PLR0917  click gives each option by name
    place: str,
    log: bool,
    orphans: bool,
    undone: int | None,
    who: str,
    why: str,
    limit: int,
    before: int | None,
    form: str,
) -> int:
    """Show what most needs review, or who decided what; undo a decision."""
    if log + orphans + (undone is not None) > 1:
        raise click.UsageError("--log, --orphans and --undo exclude each other")
    if before is not None and not log:
        raise click.UsageError("--before needs --log")
    if undone is not None and not who.strip():
        raise click.BadParameter("say who undoes it", param_hint="--who")
    from whence.review import service

    with bootstrap.ledger(place) as ledger:
        if undone is not None:
            made = service.undone(ledger.reviews(), undone, who, why)
            compare_all(ledger)
            click.echo(f"whence: {undone} is undone, by {made.number}; in {ledger.place}")
        elif log:
            found = ledger.reviews().latest(limit + 1, before)
            _log(ledger, found[:limit], form)
            if len(found) > limit:
                last = found[limit - 1].id
                click.echo(f"whence: there are more; continue with --before {last}", err=True)
        elif orphans:
            gone = ledger.reviews().orphans()
            _orphans(gone[:limit], form)
            warn_of_more(len(gone) - limit)
        else:
            waiting = ledger.reviews().queue(limit + 1)
            _waiting(waiting[:limit], form)
            if len(waiting) > limit:
                click.echo("whence: there are more; see them with --limit", err=True)
    return DONE


def _log(ledger: SqlLedger, found: Sequence[Decision], form: str) -> None:
    if form != "table":
        write(found, form)
        return
    for one in found:
        gone = "" if one.verb == "undo" or _is_in_effect(ledger, one) else " [undone]"
        click.echo(_line(one, (one.report or "")[:8]) + gone)
    if not found:
        click.echo("no decisions yet")


def _is_in_effect(ledger: SqlLedger, one: Decision) -> bool:
    reviews = ledger.reviews()
    beside = reviews.of_events() if one.identity is None else reviews.of_report(one.identity)
    return any(other.id == one.id for other in in_effect(beside))


def _orphans(found: Sequence[tuple[str, Decision]], form: str) -> None:
    if form != "table":
        write([one for _, one in found], form)
        return
    for report, one in found:
        click.echo(_line(one, report[:8]))
    if not found:
        click.echo("no orphans: every decision's words are there")


def _line(one: Decision, report: str) -> str:
    what = f"{one.undoes}" if one.verb == "undo" else one.target
    said = " … ".join(words.exact for words in one.selectors.all())
    about = f" in {report}" if report else f" of {' and '.join(i[:8] for i in one.reports)}"
    changed = ", ".join(
        f"{name} {value if value is not None else 'none'}"
        for name, value in msgspec.to_builtins(one.change).items()
        if one.verb == "correct" and not isinstance(value, list | dict)
    )
    line = f"{one.id:>5}  {one.at[:16]}  {one.who} {_DONE[one.verb]} {what}{about}"
    line += f": {_short(said)}" if said else ""
    line += f" → {changed}" if changed else ""
    return clean(line + (f" ({one.why})" if one.why else ""))


def _waiting(found: Sequence[Waiting], form: str) -> None:
    if form != "table":
        write(found, form)
        return
    for one in found:
        line = f"{one.report[:8]}  {one.target} at {one.start}: {_short(one.words)}"
        click.echo(clean(f"{line}  ({_REASONS[one.reason]})"))
    if not found:
        click.echo("nothing needs review")


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 90 else words[:89] + "…"
