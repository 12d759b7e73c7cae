"""`whence disputes`: where reports or speakers disagree, laid out by source and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whence import bootstrap
from whence.bootstrap import comparing
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import copies_option, ledger_option, verbose_option
from whence.serve.cli.output import clean, has_words, names_of, warn_of_more, warn_of_waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whence.records.finding import Drift, Finding

_EPILOG = """\b
Examples:
  whence disputes
  whence disputes port --kind conflict --kind correction
  whence disputes --drift
  whence disputes --format jsonl > findings.jsonl

A conflict: sources whose values hold at one time and cannot both be true; a revision: a count
that one source changed; a correction: one that was withdrawn; a copy: one text in several reports;
same: one claim in several texts, and denials of it. Without --kind, conflicts and corrections.
--drift shows what counts lost from one report to the next: their source, their "about", their
"reportedly". With WORDS, only for events with all of them in their reports' titles, types or
places.

Exit codes: 0 done; 2 wrong use; 3 no ledger, or it cannot be used.
"""
#: The subject of a finding that is not about a count.
_WHAT = {"same": "one claim in several texts", "copy": "one text", "conflict": "a denial",
         "misattribution": "one quotation of two people"}  # fmt: skip
_OF_CLAIMS = frozenset({"same", "misattribution"})
KINDS = ("conflict", "correction", "revision", "copy", "same", "misattribution")


@click.command(name="disputes", epilog=_EPILOG)
@click.argument("words", nargs=-1)
@ledger_option
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Which findings.")
@click.option("--drift", is_flag=True, help="What counts lost between reports.")
@click.option("--limit", type=click.IntRange(1, 1_000_000), help="How many; default in a table 20.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(("table", "json", "jsonl")),
    default="table",
    show_default=True,
    help="table for people; json and jsonl for programs.",
)
@copies_option
@verbose_option
def command(
    words: tuple[str, ...],
    place: str,
    share: float,
    kinds: tuple[str, ...],
    drift: bool,
    limit: int | None,
    form: str,
) -> int:
    """Show where reports disagree, with every version and who gave it."""
    from whence.serve.cli.output import write

    if drift and kinds:
        raise click.UsageError("--drift and --kind exclude each other: give one of the two")
    with bootstrap.ledger(place) as ledger:
        warn_of_waiting(ledger)
        summaries = comparing.summaries(ledger, share=share)
        listed = [summary for summary in summaries if has_words(summary.event, words)]
        names = names_of(ledger, listed) if form == "table" else {}
    listed.sort(key=lambda d: (-len(d.event.reports), d.event.id))
    if form == "table":
        limit = limit or 20
    if drift:
        lost = [one for summary in listed for one in summary.drifts]
        if form == "table":
            _show_drift(lost[:limit])
        else:
            write(lost[:limit], form)
        warn_of_more(len(lost) - (limit or len(lost)))
        return DONE
    wanted = kinds or KINDS[:2]
    found = [one for summary in listed for one in summary.findings if one.kind in wanted]
    if not _OF_CLAIMS.isdisjoint(wanted):
        with bootstrap.ledger(place) as ledger:
            for summary in listed:
                of_claims = comparing.same_claims(ledger, summary)
                # Denials come with the claims that they deny.
                found += [x for x in of_claims if x.kind in {*wanted, "conflict"}]
    if form == "table":
        for one in found[:limit]:
            _show(one, names)
        if not found:
            click.echo("whence: no such findings", err=True)
    else:
        write(found[:limit], form)
    warn_of_more(len(found) - (limit or len(found)))
    return DONE


def _show(finding: Finding, names: Mapping[str, str]) -> None:
    from whence.bootstrap.figure_reasons import explanations
    from whence.serve.cli.dispute_table import print_versions, said, versions

    topic = finding.topic
    what = topic.role or _WHAT.get(finding.kind, "claims")
    of = f", {topic.of}" if topic.of else ""
    name = names.get(topic.event or "", topic.what)
    click.secho(f"{finding.kind}: {what}{clean(of)} - {clean(name)}", bold=True)
    if finding.versions and topic.role:
        print_versions(finding)
        versions(finding)
    for version in finding.versions:
        if version.text:
            who = said(version)
            click.echo(f"  {who + ': ' if who else ''}{clean(version.text)}")
            click.echo(f"    {clean('; '.join(version.independent_sources.reasons))}")
    for line in finding.evidence:
        # The table shows what a source said first and then.
        if finding.kind == "revision" or ", then " not in line:
            click.echo(f"  {clean(line)}")
    for line in explanations(finding.relations):
        click.echo(f"  {clean(line)}")
    click.echo()


def _show_drift(lost: Sequence[Drift]) -> None:
    from whence.records.amounts import in_figures

    for one in lost:
        click.echo(
            clean(
                f"{one.role} {in_figures(one.value)}: lost its {one.lost} ({one.had}) "
                f"between {one.before} and {one.after}"
            )
        )
    if not lost:
        click.echo("whence: no drift found", err=True)
