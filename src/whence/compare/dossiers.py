"""Events told out of a store: the reports of each, what became of their counts, what disagrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whence.compare import copies
from whence.compare.disputes import findings
from whence.compare.events import Account, account_of, in_time, type_of
from whence.compare.lookback import looking_back, of_its_own, taken_out
from whence.compare.policy import Policy
from whence.ports import Comparisons, Matches
from whence.records.finding import Dossier, Member
from whence.records.sketch import Sketch

#: Less likeness is none: it changes no event, and there is most of it.
FAINT = 60


def accounts(store: Comparisons, policy: Policy, share: float = copies.SHARE) -> Iterator[Account]:
    """Every event that the store's reports tell of, in the order of their ids."""
    for name, members in store.events():
        yield account(store, name, members, policy, share)


def account(
    store: Matches,
    name: str,
    members: Mapping[int, Sketch],
    policy: Policy,
    share: float = copies.SHARE,
) -> Account:
    """What the reports of one event tell, and what others tell of it.

    `members` are its reports' sketches by number; `share` is how much of the shorter of two texts
    makes them copies, 0 to 1.
    """
    numbers = sorted(members)
    shares = store.copies_among(numbers, round(1000 * share))
    pairs = store.matches_of(numbers, FAINT)
    outside = store.sketches(sorted({n for pair in pairs for n in pair} - members.keys()))
    others = sorted(outside.values(), key=in_time)
    kind = type_of(list(members.values()))
    own = {
        number: of_its_own(taken_out(sketch, others), kind) for number, sketch in members.items()
    }
    besides = looking_back(list(members.values()), others)
    return account_of(name, own, shares, policy, besides)


def dossier_of(told: Account) -> Dossier:
    """All that is kept of an event."""
    reports = list(told.reports.values())
    besides = {sketch.report: sketch for sketch, _ in told.besides}
    return Dossier(
        event=told.event,
        findings=tuple(findings(told.event, told.histories)),
        courses=tuple(history.course for history in told.histories),
        drifts=tuple(told.drifts),
        members=tuple(_member(sketch, told.copies) for sketch in reports),
        besides=tuple(_member(sketch, {}) for sketch in besides.values()),
        spans={
            one.claim: (sketch.report, one.span.start, one.span.end)
            for sketch in (*besides.values(), *reports)
            for one in sketch.told
        },
    )


def _member(sketch: Sketch, first: Mapping[str, str]) -> Member:
    original = first.get(sketch.report)
    return Member(
        report=sketch.report,
        source=sketch.source,
        title=sketch.title,
        outlet=sketch.outlet,
        published=sketch.published,
        original=None if original == sketch.report else original,
    )
