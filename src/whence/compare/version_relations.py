"""How the versions of a count relate over time: revisions, conflicts, who gave which.

A source here has everything that is traced to it (see `sources`). Its last value is current until
it gives another. Two sources disagree where their totals are current at one time and nothing
explains both:
given within hours of each other, or set against each other by a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from whence.compare.count_relations import Beside, Bounds, Related, at_once, reconciled
from whence.compare.source_types import SourceKey
from whence.compare.sources import Assertion, Sources
from whence.lang import words
from whence.records.claim import Role
from whence.records.finding import Point, State
from whence.records.roles import GROWING

#: What an outlet's own words and hearsay are listed under.
_NOBODY = "(no source)"
#: Shares by which the numbers of a count in progress differ at about one time. A guess.
_PROGRESS = 0.1
_FIRST = words("across", "at first")
#: "At least" this many times the most that another number of about the same time allows is no toll
#: that rose. A guess.
_FAR_MORE = 2


class Group(NamedTuple):
    """The assertions of one value."""

    value: float | None
    low: float | None
    high: float | None
    assertions: tuple[Assertion, ...]

    @property
    def bounds(self) -> Bounds:
        """Its value."""
        return Bounds(self.value, self.low, self.high)


class Change(NamedTuple):
    """Two different versions of a count, and why they differ."""

    before: int  #: indices into the history's versions
    after: int
    evidence: str
    related: Related | None = None


def affirmed(group: Group) -> list[Assertion]:
    """Those who give it and neither deny it nor take it back."""
    return [
        t for t in group.assertions if t.observation.act != "deny" and not t.observation.withdrawn
    ]


def revisions(groups: Sequence[Group], sources: Sources) -> tuple[Change, ...]:
    """Where a source moved on from one value to the next."""
    by_source: dict[SourceKey, list[int]] = {}
    for number, group in enumerate(groups):
        for assertion in affirmed(group):
            path = by_source.setdefault(assertion.source, [])
            if assertion.source.named and number not in path:
                path.append(number)
    found = []
    for source, path in by_source.items():
        for before, after in pairwise(path):
            if _moved(groups[before], groups[after], source):
                found.append(Change(before, after, f"both by {sources.name(source)}"))
    known = {change.after for change in found}
    return (*found, *(c for c in _said_to_have_moved(groups) if c.after not in known))


def _said_to_have_moved(groups: Sequence[Group]) -> Iterator[Change]:
    """Where a report itself, and nobody by name, says that the last count rose or fell to it."""
    for number, group in enumerate(groups):
        moved = [t for t in affirmed(group) if t.observation.moved]
        if not moved or any(t.source.named for t in affirmed(group)) or not group.bounds.exact:
            continue
        published = min(t.report.published for t in moved)
        before = [
            (max(t.report.published for t in affirmed(other)), n)
            for n, other in enumerate(groups)
            if n != number and affirmed(other) and other.bounds.exact
        ]
        if not before or not published or max(before)[0] >= published:
            continue
        last = max(before)[1]
        rose = group.bounds.size > groups[last].bounds.size
        if {"up" if rose else "down"} == {t.observation.moved for t in moved}:
            way = "risen" if rose else "fallen"
            yield Change(last, number, f"it is said to have {way}")


def _moved(before: Group, after: Group, source: SourceKey) -> bool:
    """Whether a source gave the one in an earlier report than the other."""
    first = {t.report.report for t in affirmed(before) if t.source == source}
    return not first.intersection(t.report.report for t in affirmed(after) if t.source == source)


def relations(
    role: Role,
    groups: Sequence[Group],
    states: Sequence[tuple[State, ...]],
    sources: Sources,
    beside: Beside,
) -> tuple[Change, ...]:
    """How each two versions relate, those of one source aside: those revise."""
    found: dict[tuple[int, int], Change] = {}
    supports = _supports(groups)
    rivals = _rivals(groups, growing=role in GROWING)
    for one, other in _pairs(supports):
        a, b = one.group, other.group
        if "withdrawn" in (*states[a], *states[b]):
            continue
        explained = reconciled(role, groups[a].bounds, groups[b].bounds, beside)
        if explained is not None:
            found.setdefault((a, b), Change(a, b, explained.reason, explained))
            continue
        related = _unexplained(role, groups, one, other, rivals)
        known = found.get((a, b))
        if known is None or (known.related and known.related.kind != "conflict"):
            who = f"{sources.name(one.source)} against {sources.name(other.source)}"
            evidence = who if related.kind == "conflict" else related.reason
            found[a, b] = Change(a, b, evidence, related)
    return tuple(found[key] for key in sorted(found))


def _pairs(supports: Sequence[_Support]) -> Iterator[tuple[_Support, _Support]]:
    for one in supports:
        for other in supports:
            if one.group < other.group and one.source != other.source:
                yield one, other


def _unexplained(
    role: Role,
    groups: Sequence[Group],
    one: _Support,
    other: _Support,
    rivals: set[frozenset[SourceKey]],
) -> Related:
    """How two sources' counts relate where no number explains both: other times, or a conflict."""
    if _at_first(groups[one.group]) or _at_first(groups[other.group]):
        return Related("later", "the one is what was said at first")
    both_named = one.source.named and other.source.named
    opposed = frozenset({one.source, other.source}) in rivals
    meet = one.first < other.until and other.first < one.until
    before, after = groups[one.group].bounds, groups[other.group].bounds
    if meet and opposed:
        return Related("conflict", "held against each other")
    if both_named and before.exact and after.exact:
        if at_once(one.first, other.first) and not _close(before.size, after.size):
            return Related("conflict", "given at one time")
        shrank = role in GROWING and after.size < before.size and other.first > one.first
        if meet and shrank and one.last >= other.first:
            return Related("conflict", "the higher count was given again after the lower one")
    least, most = sorted((before, after), key=lambda b: b.size)
    far_more = (most.low or most.value or 0.0) >= _FAR_MORE * least.range()[1]
    if both_named and far_more and at_once(one.first, other.first):
        return Related("conflict", "given at one time")
    return Related(
        "later", "given at another time" if both_named else "nobody is named for one of them"
    )


def _at_first(group: Group) -> bool:
    """Whether all who give a value say that it was an early one: "initially said that two"."""
    return all(not _FIRST.isdisjoint(t.observation.context) for t in affirmed(group))


def _close(one: float, other: float) -> bool:
    """Whether two numbers are what one count in progress gives within hours."""
    return abs(one - other) <= _PROGRESS * max(one, other)


def _rivals(groups: Sequence[Group], *, growing: bool) -> set[frozenset[SourceKey]]:
    """The sources whose totals one report sets against each other.

    For counts that only grow, and not where the report itself gives more than either: those came
    before.
    """
    by_report: dict[str, dict[SourceKey, set[int]]] = {}
    most: dict[str, float] = {}
    for number, group in enumerate(groups):
        for assertion in affirmed(group):
            name = assertion.report.report
            most.setdefault(name, _most(assertion))
            if assertion.source.given:
                by_source = by_report.setdefault(name, {})
                by_source.setdefault(assertion.source, set()).add(number)
    found = set()
    for name, by_source in by_report.items():
        for one, other in combinations(sorted(by_source), 2):
            given = [groups[n].bounds.size for source in (one, other) for n in by_source[source]]
            past = growing and max(given) < most.get(name, 0.0)
            if by_source[one].isdisjoint(by_source[other]) and not past:
                found.add(frozenset({one, other}))
    return found | _rejected(groups)


def _rejected(groups: Sequence[Group]) -> set[frozenset[SourceKey]]:
    """The sources of which one says that the other's number is wrong.

    Where the words for whose number it is fit nobody, and only one other gave another before, it is
    that one's.
    """
    given = [
        (number, assertion)
        for number, group in enumerate(groups)
        for assertion in affirmed(group)
        if assertion.source.given
    ]
    found = set()
    for number, one in given:
        before = {
            other.source
            for n, other in given
            if n != number
            and other.source != one.source
            and other.report.published <= one.report.published
        }
        fitting = {
            key for key in before if not set(key.words()).isdisjoint(one.observation.rejects)
        }
        whose = fitting or (before if len(before) == 1 else set())
        if one.observation.rejects:
            found |= {frozenset({one.source, key}) for key in whose}
    return found


def _most(assertion: Assertion) -> float:
    """The highest count of its role in the assertion's report, for its own event."""
    role = assertion.observation.role
    given = (
        count.value or count.low or 0.0
        for count in assertion.report.observations
        if count.role == role
        and not count.background
        and not count.withdrawn
        and count.act != "deny"
    )
    return max(given, default=0.0)


class _Support(NamedTuple):
    """One source's support for one value: from `first` to `last`, not replaced before `until`."""

    source: SourceKey
    group: int
    first: str
    last: str
    until: str


def _supports(groups: Sequence[Group]) -> list[_Support]:
    first: dict[tuple[SourceKey, int], str] = {}
    last: dict[tuple[SourceKey, int], str] = {}
    for number, group in enumerate(groups):
        assertions = affirmed(group)
        has_source = any(t.source.given for t in assertions)
        for one in assertions:
            if has_source and not one.source.given:
                continue  # an outlet that repeats what others said is no source of its own
            first.setdefault((one.source, number), one.report.published)
            last[one.source, number] = one.report.published
    found = []
    for (source, number), start in first.items():
        later = [s for (other, _), s in first.items() if other == source and s > start]
        until = min(later, default="~")  # sorts after every digit
        found.append(_Support(source, number, start, last[source, number], until))
    return found


def values_over_time(groups: Sequence[Group], sources: Sources) -> tuple[Point, ...]:
    """When each source first gave each version: the sources in the order in which they came in."""
    given: dict[str, dict[int, str]] = {}
    for number, group in enumerate(groups):
        for assertion in affirmed(group) or group.assertions:
            if assertion.observation.act != "deny":
                name = sources.name(assertion.source) if assertion.source.given else _NOBODY
                given.setdefault(name, {}).setdefault(number, assertion.report.published)
    return tuple(
        Point(source=name, published=published or None, version=number)
        for name, versions in given.items()
        for number, published in versions.items()
    )
