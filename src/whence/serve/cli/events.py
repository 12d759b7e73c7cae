"""`whence events`: lists events with their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whence import bootstrap
from whence.bootstrap import comparing
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import copies_option, ledger_option, policy_option, verbose_option
from whence.serve.cli.output import clean, has_words, names_of, warn_of_more, warn_of_waiting

if TYPE_CHECKING:
    from whence.records.finding import Event, EventFigure

_EPILOG = """\b
Examples:
  whence events
  whence events explosion --policy conservative
  whence events --all --format jsonl > events.jsonl

Each figure is given as its best value and, where sources differ, its low and high, under a policy:
range (the default), conservative, contested-min-zero, best-high-low, or a file of your own that
ends in .toml. The table shows events with several reports, those with most first;
--all also those with one report. With WORDS, only events with all of
them in their reports' titles, types or places.

Exit codes: 0 done; 2 wrong use; 3 no ledger or no such policy.
"""


@click.command(name="events", epilog=_EPILOG)
@click.argument("words", nargs=-1)
@ledger_option
@policy_option
@click.option("--all", "everything", is_flag=True, help="Also events with one report.")
@click.option("--limit", type=click.IntRange(1, 1_000_000), help="How many; default in a table 20.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(("table", "json", "jsonl")),
    default="table",
    show_default=True,
    help="table for people; json and jsonl for programs, with every event.",
)
@copies_option
@verbose_option
def command(
    words: tuple[str, ...],
    place: str,
    share: float,
    policy: str,
    everything: bool,
    limit: int | None,
    form: str,
) -> int:
    """List events, with each figure's best, low and high."""
    from whence.serve.cli.output import write

    comparing.policy(policy)  # a wrong name is reported before a ledger is opened
    with bootstrap.ledger(place) as ledger:
        warn_of_waiting(ledger)
        every = comparing.summaries(ledger, policy, share)
        listed = [summary for summary in every if has_words(summary.event, words)]
        names = names_of(ledger, listed) if form == "table" else {}
    found = [summary.event for summary in listed]
    found.sort(key=lambda e: (-len(e.reports), e.when.start or "", e.id))
    if form != "table":
        write(found[:limit], form)
        warn_of_more(len(found) - (limit or len(found)))
        return DONE
    several = [event for event in found if everything or len(event.reports) > 1]
    for event in several[: limit or 20]:
        _show(event, names[event.id])
    warn_of_more(len(several) - (limit or 20))
    if everything and not found:
        click.echo("whence: no events", err=True)
    elif not several:
        alone = f" ({len(found):,} of one report each: --all)" if found else ""
        click.echo(f"whence: no events with several reports{alone}", err=True)
    return DONE


def _show(event: Event, name: str) -> None:
    from whence.bootstrap.figure_reasons import blamed, explanations, recorded
    from whence.compare.counting_policy import words_of_value
    from whence.serve.cli.dispute_table import said

    click.secho(clean(name), bold=True)
    if name != event.title:
        click.echo(f"  “{clean(event.title)}”")
    copies = sum(len(group) - 1 for group in event.copies)
    counted = f"{len(event.reports)} report{'' if len(event.reports) == 1 else 's'}"
    if copies:
        counted += f", {copies} of them {'a reprint' if copies == 1 else 'reprints'} of another"
    click.echo(f"  {counted}")
    for one in event.recorded:
        click.echo(f"  {clean(recorded(one))}")
    for figure in event.figures:
        click.echo(f"  {_figure(figure)}")
        if len(figure.versions) > 1:
            click.echo(f"    {clean(figure.why)}")
            for line in explanations(figure.relations):
                click.echo(f"    {clean(line)}")
        for version in figure.versions:
            # A count that somebody denies is shown with the denial.
            if "denied" in version.state and version.said:
                click.echo(f"    {words_of_value(version)}: {said(version)}")
    for blame in event.blamed:
        click.echo(f"  {clean(f'{blame.who}: {blamed(blame)}')}")
    click.echo()


def _figure(figure: EventFigure) -> str:
    from whence.records.amounts import in_figures

    name = figure.role if figure.of is None else f"{figure.role}, {figure.of}"
    if figure.best is None and figure.low is None and figure.high is None:
        return f"{name:<20} nothing that the policy counts"
    best = "-" if figure.best is None else in_figures(figure.best)
    ends = [figure.low, figure.high]
    differ = len({x for x in (figure.best, *ends) if x is not None}) > 1
    between = "..".join("?" if x is None else in_figures(x) for x in ends)
    spread = f"  ({between})" if differ else ""
    many = len(figure.versions)
    versions = f"  {many} versions" if many > 1 else ""
    return f"{clean(name):<20} {best:>9}{spread}{versions}"
