"""Builds the comparison of reports and the summaries of events."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from whence import bootstrap
from whence.errors import SettingsError
from whence.ports import Vectors

if TYPE_CHECKING:
    from whence.compare.counting_policy import Policy
    from whence.compare.frequencies import Frequencies
    from whence.ledger import SqlLedger
    from whence.records.finding import EventSummary, Finding

#: The default policy for best, low and high of versions.
USUAL_POLICY = "range"


@lru_cache(maxsize=1)
def frequencies() -> Frequencies:
    """How rare words are; raises `BundleError` where that is missing."""
    from whence.compare.frequencies import Frequencies

    return Frequencies.open(bootstrap.data("frequencies"))


def compared(store: SqlLedger, *, again: bool = False) -> Generator[int, None, None]:
    """Compares the pending reports; yields, after each, how many are still pending.

    `again` does it for all of them from the beginning.
    """
    from whence.compare.update import Comparer

    with store.comparisons() as comparisons:
        if again:
            comparisons.begin("")
        yield from Comparer(comparisons, frequencies(), policy(USUAL_POLICY)).update()


def policy(named: str) -> Policy:
    """A policy by its name, or by its file; raises `SettingsError`."""
    from whence.compare.counting_policy import Policy

    folder = bootstrap.data("policies")
    shipped = sorted(file.stem for file in folder.glob("*.toml"))
    if named in shipped:
        return Policy.open(folder / f"{named}.toml")
    if named.endswith(".toml"):
        return Policy.open(Path(named))
    raise SettingsError(
        f"no policy {named!r}; there are {', '.join(shipped)}, or name a file that ends in .toml"
    )


def vectors() -> Vectors:
    """Vectors of claims; raises `BundleError`."""
    from whence.encoder.bundle import TOKENIZER
    from whence.encoder.vectors import WordVectors

    return WordVectors.open(bootstrap.data("vectors"), bootstrap.data("bundle") / TOKENIZER)


def same_claims(store: SqlLedger, summary: EventSummary) -> Iterator[Finding]:
    """The claims of an event that several of its texts make, and those that somebody denies."""
    from whence.compare import same_claims
    from whence.compare.events import in_time
    from whence.compare.statements import statements
    from whence.ledger import reports as ledger_reports

    known = frequencies()
    with store.reading() as connection:
        results = [ledger_reports.result(connection, member.report) for member in summary.members]
    found = [one for result in results for one in statements(result, known)]
    event = summary.event
    fingerprints = store.comparisons().members(event.id).values()
    reports = {fingerprint.report: fingerprint for fingerprint in sorted(fingerprints, key=in_time)}
    copies = {m.report: m.original for m in summary.members if m.original}
    copies |= {original: original for original in copies.values()}
    yield from same_claims.findings(event.id, event.title, reports, found, copies, vectors())


def summaries(
    store: SqlLedger, named: str = USUAL_POLICY, share: float | None = None
) -> Iterator[EventSummary]:
    """Summaries of the events in the ledger's reports, in the order of their ids.

    `named` is a policy; `share` is how much of the shorter of two texts makes them copies, 0 to 1.
    The defaults' summaries are stored in the ledger; another policy or share makes them anew.
    """
    from whence.bootstrap.figure_reasons import explained_summary
    from whence.compare.copies import SHARE
    from whence.compare.summaries import accounts, summary_of
    from whence.ledger import event_annotations, events

    chosen = policy(named)
    usual = named == USUAL_POLICY and share in (None, SHARE)
    with store.comparisons() as comparisons:
        if usual and not comparisons.without_summary():
            with store.reading() as connection:
                found = event_annotations.onto(connection, list(events.every_summary(connection)))
            for stored in found:
                yield explained_summary(stored, chosen)
            return
        for account in accounts(comparisons, chosen, SHARE if share is None else share):
            with store.reading() as connection:
                (summary,) = event_annotations.onto(connection, [summary_of(account)])
            yield explained_summary(summary, chosen)
