"""Summaries of events from a store: the reports of each, its counts, what disagrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whence.compare import copies
from whence.compare.counting_policy import Policy
from whence.compare.disputes import findings
from whence.compare.events import Account, account_of, in_time, type_of
from whence.compare.retrospective import looking_back, of_its_own, taken_out
from whence.ports import Comparisons, Matches
from whence.records.finding import EventSummary, Member
from whence.records.fingerprint import Fingerprint

#: Thousandths: a lower score changes no event, and most scores are lower.
FAINT = 60


def accounts(store: Comparisons, policy: Policy, share: float = copies.SHARE) -> Iterator[Account]:
    """Every event of the store's reports, in the order of their ids."""
    for name, members in store.events():
        yield account(store, name, members, policy, share)


def account(
    store: Matches,
    name: str,
    members: Mapping[int, Fingerprint],
    policy: Policy,
    share: float = copies.SHARE,
) -> Account:
    """The account of one event by its own reports and by others.

    `members` are its reports' fingerprints by number; `share` is how much of the shorter of two
    texts
    makes them copies, 0 to 1.
    """
    numbers = sorted(members)
    shares = store.copies_among(numbers, round(1000 * share))
    pairs = store.matches_of(numbers, FAINT)
    outside = store.fingerprints(sorted({n for pair in pairs for n in pair} - members.keys()))
    others = sorted(outside.values(), key=in_time)
    kind = type_of(list(members.values()))
    own = {
        number: of_its_own(taken_out(fingerprint, others), kind)
        for number, fingerprint in members.items()
    }
    besides = looking_back(list(members.values()), others)
    return account_of(name, own, shares, policy, besides)


def summary_of(found: Account) -> EventSummary:
    """The record of an event that is stored."""
    reports = list(found.reports.values())
    besides = {fingerprint.report: fingerprint for fingerprint, _ in found.besides}
    return EventSummary(
        event=found.event,
        findings=tuple(findings(found.event, found.histories)),
        courses=tuple(history.course for history in found.histories),
        drifts=tuple(found.drifts),
        members=tuple(_member(fingerprint, found.copies) for fingerprint in reports),
        besides=tuple(_member(fingerprint, {}) for fingerprint in besides.values()),
        spans={
            one.claim: (fingerprint.report, one.span.start, one.span.end)
            for fingerprint in (*besides.values(), *reports)
            for one in fingerprint.observations
        },
    )


def _member(fingerprint: Fingerprint, first: Mapping[str, str]) -> Member:
    original = first.get(fingerprint.report)
    return Member(
        report=fingerprint.report,
        source=fingerprint.source,
        title=fingerprint.title,
        outlet=fingerprint.outlet,
        published=fingerprint.published,
        original=None if original == fingerprint.report else original,
    )
