"""A ledger's findings brought up to date: each new report is compared with its blocks alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from whence.compare import blocking, cluster, copies, pair_scores
from whence.compare.cluster import Pair
from whence.compare.constraints import as_decided
from whence.compare.counting_policy import Policy
from whence.compare.fingerprint import fingerprint_of
from whence.compare.frequencies import Frequencies
from whence.compare.retrospective import looking_back
from whence.compare.summaries import FAINT, account, summary_of
from whence.ports import Comparisons
from whence.records import Outline, Report, keys

#: Raised with every change in what a fingerprint contains or how two are compared.
METHOD = "10"
#: Fingerprints (50 KB each), and texts cut into shingles (4 KB each), that stay in memory.
_REMEMBERED, _CUT = 1_000, 12_000


class Comparer:
    """Compares the pending reports of a store; their order does not change the results."""

    def __init__(self, store: Comparisons, frequencies: Frequencies, policy: Policy) -> None:
        self._store = store
        self._frequencies = frequencies
        self._policy = policy
        self._known: dict[int, Outline] = {}
        self._cut: dict[str, copies.Shingles] = {}

    def update(self) -> Iterator[int]:
        """Compares every pending report, then updates events; returns how many are still pending.

        A process that is stopped leaves what it finished, and the next continues from there.
        """
        left = self._store.begin(METHOD)
        while some := self._store.waiting():
            for report in some:
                self._compare(report)
                left -= 1
                yield max(left, 0)
        self._group()
        self._store_summaries()

    def _compare(self, report: str) -> None:
        result, published = self._store.result(report)
        fingerprint = fingerprint_of(result, published, self._frequencies)
        own, wanted = blocking.keys_of(fingerprint, self._frequencies)
        shingles = self._shingles_of(result[0])
        bands = copies.bands_of(shingles)
        found: dict[int, tuple[int, int]] = {}
        for number, other in self._near(wanted, bands).items():
            judged = pair_scores.judged(
                fingerprint, other, partial(self._copy, shingles, other.report)
            )
            if judged is not None:
                found[number] = judged
        number = self._store.add_fingerprint(fingerprint, own, bands, found)
        self._remember(number, fingerprint)

    def _near(self, terms: dict[int, int], bands: tuple[int, ...]) -> dict[int, Outline]:
        numbers = self._store.near(terms, bands, blocking.LIKENESS)
        fresh = [n for n in numbers if n not in self._known]
        found = {n: self._known[n] for n in numbers if n in self._known}
        for number, outline in self._store.outlines(fresh).items():
            found[number] = outline
            self._remember(number, outline)
        return found

    def _remember(self, number: int, outline: Outline) -> None:
        self._known[number] = outline
        if len(self._known) > _REMEMBERED:
            self._known.pop(next(iter(self._known)))

    def _copy(self, shingles: copies.Shingles, report: str) -> copies.Copy:
        return copies.compared(shingles, self._shingles(report))

    def _shingles(self, report: str) -> copies.Shingles:
        known = self._cut.get(report)
        return self._shingles_of(self._store.result(report)[0][0]) if known is None else known

    def _shingles_of(self, report: Report) -> copies.Shingles:
        found = self._cut[report.id] = copies.shingles_of(report, self._frequencies)
        if len(self._cut) > _CUT:
            self._cut.pop(next(iter(self._cut)))
        return found

    def _group(self) -> None:
        """Updates the events of ungrouped reports, and of all that they are connected with."""
        came = fresh = set(self._store.ungrouped())
        if not fresh:
            return
        connected: set[int] = set()
        while fresh:
            connected |= fresh
            pairs = self._store.matches_of(sorted(fresh), cluster.BOND)
            joined = [p for p, same in self._store.decided_pairs(sorted(fresh)).items() if same]
            fresh = {number for pair in (*pairs, *joined) for number in pair} - connected
        named = self._store.named(sorted(connected))
        numbers = {report: number for number, (report, _) in named.items()}
        inside: dict[Pair, int] = {}
        for (one, other), score in self._store.matches_of(sorted(connected), FAINT).items():
            if one in named and other in named:
                ours, theirs = named[one][0], named[other][0]
                inside[min(ours, theirs), max(ours, theirs)] = score
        decided = {
            (named[one][0], named[other][0]): same
            for (one, other), same in self._store.decided_pairs(sorted(connected)).items()
            if one in named and other in named
        }
        events: dict[int, str] = {}
        for group in as_decided(cluster.events(sorted(numbers), inside), decided, inside):
            members = [named[numbers[report]] for report in group]
            name = event_id(members)
            events |= {numbers[report]: name for report in group}
        self._store.group(events, self._looking_back(came))

    def _looking_back(self, came: set[int]) -> set[str]:
        """Events that a new report looks back on, or whose reports look back on its event.

        Only its neighbours' events, as when an event is updated.
        """
        found: set[str] = set()
        for number in sorted(came):
            pairs = self._store.matches_of([number], FAINT)
            near = {n for pair in pairs for n in pair} - came
            names = self._store.events_of(sorted(near)) - found if near else set()
            if not names:
                continue
            one = self._store.fingerprints([number])[number]
            for name in names:
                members = list(self._store.members(name).values())
                if looking_back(members, [one]) or looking_back([one], members):
                    found.add(name)
        return found

    def _store_summaries(self) -> None:
        """Stores the summary of each event that has none, or whose summary is out of date."""
        for name in self._store.without_summary():
            members = self._store.members(name)
            self._store.store_summary(summary_of(account(self._store, name, members, self._policy)))


def event_id(members: Sequence[tuple[str, str]]) -> str:
    """The id of an event, from its reports' ids and dates.

    It is made from the first report, so that it stays while the event grows.
    """
    first = min((not published, published, report) for report, published in members)
    return keys.event_id(first[2])
