"""What the versions of a count are to each other over time: revisions, conflicts, who gave which.

A *line* is one source with all that goes back to it (see `corroborate`). What it said it means
until it says otherwise. Two lines disagree where their totals stand at one time and nothing
explains both: given within hours of each other, or held against each other by a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from whence.compare.count_relations import Beside, Bounds, Related, at_once, reconciled
from whence.compare.sources import Assertion, Sources
from whence.lang import words
from whence.records.claim import Role
from whence.records.finding import Point, State

#: What an outlet's own words stand under.
_NOBODY = "(no source)"
#: Counts that can only grow while nobody errs.
_GROWING = frozenset({"killed", "injured", "rescued", "captured", "detained", "evacuated"})


#: A count in progress gives such different numbers at about one time.
_PROGRESS = 0.1
_FIRST = words("across", "at first")
#: "At least" so many times an exact number of about the same time is no toll that rose.
_FAR_MORE = 2


class Group(NamedTuple):
    """The tellings of one value."""

    value: float | None
    low: float | None
    high: float | None
    assertions: tuple[Assertion, ...]

    @property
    def bounds(self) -> Bounds:
        """Its value."""
        return Bounds(self.value, self.low, self.high)


class Change(NamedTuple):
    """Two versions of a count that are not the same, and what makes them so."""

    before: int  #: indices into the history's versions
    after: int
    evidence: str
    related: Related | None = None


def affirmed(group: Group) -> list[Assertion]:
    """Who tells it and neither denies it nor takes it back."""
    return [
        t for t in group.assertions if t.observation.act != "deny" and not t.observation.withdrawn
    ]


def is_named_line(line: str) -> bool:
    """Whether a line is a source with a name."""
    return not line.startswith(("unnamed:", "outlet:", "hearsay:"))


def _is_voiced(line: str) -> bool:
    return not line.startswith(("outlet:", "hearsay:"))


def revisions(groups: Sequence[Group], sources: Sources) -> tuple[Change, ...]:
    """Where a line moved on from one value to the next."""
    by_line: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        for assertion in affirmed(group):
            path = by_line.setdefault(assertion.line, [])
            if is_named_line(assertion.line) and number not in path:
                path.append(number)
    found = []
    for line, path in by_line.items():
        for before, after in pairwise(path):
            if _moved(groups[before], groups[after], line):
                found.append(Change(before, after, f"both by {sources.name(line)}"))
    return tuple(found)


def _moved(before: Group, after: Group, line: str) -> bool:
    """Whether a source gave the one in an earlier report than the other."""
    first = {t.report.report for t in affirmed(before) if t.line == line}
    return not first.intersection(t.report.report for t in affirmed(after) if t.line == line)


def relations(
    role: Role,
    groups: Sequence[Group],
    states: Sequence[tuple[State, ...]],
    sources: Sources,
    beside: Beside,
) -> tuple[Change, ...]:
    """What each two versions are to each other, those of one source aside: those revise."""
    found: dict[tuple[int, int], Change] = {}
    stands = _stands(groups)
    rivals = _rivals(groups, growing=role in _GROWING)
    for one, other in _pairs(stands):
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
            who = f"{sources.name(one.line)} against {sources.name(other.line)}"
            evidence = who if related.kind == "conflict" else related.reason
            found[a, b] = Change(a, b, evidence, related)
    return tuple(found[key] for key in sorted(found))


def _pairs(stands: Sequence[_Stand]) -> Iterator[tuple[_Stand, _Stand]]:
    for one in stands:
        for other in stands:
            if one.group < other.group and one.line != other.line:
                yield one, other


def _unexplained(
    role: Role,
    groups: Sequence[Group],
    one: _Stand,
    other: _Stand,
    rivals: set[frozenset[str]],
) -> Related:
    """Two counts of two sources that no number explains: of two times, or in conflict."""
    if _at_first(groups[one.group]) or _at_first(groups[other.group]):
        return Related("later", "the one is what was said at first")
    voiced = is_named_line(one.line) and is_named_line(other.line)
    held_against = frozenset({one.line, other.line}) in rivals
    meet = one.first < other.until and other.first < one.until
    before, after = groups[one.group].bounds, groups[other.group].bounds
    if meet and held_against:
        return Related("conflict", "held against each other")
    if voiced and before.exact and after.exact:
        if at_once(one.first, other.first) and not _close(before.size, after.size):
            return Related("conflict", "given at one time")
        shrank = role in _GROWING and after.size < before.size and other.first > one.first
        if meet and shrank and one.last >= other.first:
            return Related("conflict", "the higher count was given again after the lower one")
    least, most = sorted((before, after), key=lambda b: b.size)
    far_more = least.exact and (most.low or 0.0) >= _FAR_MORE * least.size
    if voiced and far_more and at_once(one.first, other.first):
        return Related("conflict", "given at one time")
    return Related(
        "later", "given at another time" if voiced else "nobody is named for one of them"
    )


def _at_first(group: Group) -> bool:
    """Whether all who tell a value tell that it was said at first: "initially said that two"."""
    return all(not _FIRST.isdisjoint(t.observation.context) for t in affirmed(group))


def _close(one: float, other: float) -> bool:
    """Whether two numbers are what one count in progress gives within hours."""
    return abs(one - other) <= _PROGRESS * max(one, other)


def _rivals(groups: Sequence[Group], *, growing: bool) -> set[frozenset[str]]:
    """The sources whose totals one report holds against each other.

    Of what can only grow, not where the report itself gives more than either: those came before.
    """
    by_report: dict[str, dict[str, set[int]]] = {}
    most: dict[str, float] = {}
    for number, group in enumerate(groups):
        for assertion in affirmed(group):
            name = assertion.report.report
            most.setdefault(name, _most(assertion))
            if _is_voiced(assertion.line):
                by_line = by_report.setdefault(name, {})
                by_line.setdefault(assertion.line, set()).add(number)
    found = set()
    for name, by_line in by_report.items():
        for one, other in combinations(sorted(by_line), 2):
            given = [groups[n].bounds.size for line in (one, other) for n in by_line[line]]
            past = growing and max(given) < most.get(name, 0.0)
            if by_line[one].isdisjoint(by_line[other]) and not past:
                found.add(frozenset({one, other}))
    return found


def _most(assertion: Assertion) -> float:
    """The greatest count of its role that a telling's report gives of its own happening."""
    role = assertion.observation.role
    given = (
        told.value or told.low or 0.0
        for told in assertion.report.observations
        if told.role == role and not told.background and not told.withdrawn and told.act != "deny"
    )
    return max(given, default=0.0)


class _Stand(NamedTuple):
    """One line's standing by one value: told from `first` to `last`, and meant up to `until`."""

    line: str
    group: int
    first: str
    last: str
    until: str


def _stands(groups: Sequence[Group]) -> list[_Stand]:
    first: dict[tuple[str, int], str] = {}
    last: dict[tuple[str, int], str] = {}
    for number, group in enumerate(groups):
        assertion = affirmed(group)
        voiced = any(_is_voiced(t.line) for t in assertion)
        for one in assertion:
            if voiced and not _is_voiced(one.line):
                continue  # an outlet that repeats what somebody said does not stand by itself
            first.setdefault((one.line, number), one.report.published)
            last[one.line, number] = one.report.published
    found = []
    for (line, number), start in first.items():
        later = [s for (other, _), s in first.items() if other == line and s > start]
        until = min(later, default="~")  # behind every digit
        found.append(_Stand(line, number, start, last[line, number], until))
    return found


def course_of_values(groups: Sequence[Group], sources: Sources) -> tuple[Point, ...]:
    """When each line first gave each version: the lines in the order in which they came in."""
    given: dict[str, dict[int, str]] = {}
    for number, group in enumerate(groups):
        for assertion in affirmed(group) or group.assertions:
            if assertion.observation.act != "deny":
                name = sources.name(assertion.line) if _is_voiced(assertion.line) else _NOBODY
                given.setdefault(name, {}).setdefault(number, assertion.report.published)
    return tuple(
        Point(source=name, published=published or None, version=number)
        for name, versions in given.items()
        for number, published in versions.items()
    )
