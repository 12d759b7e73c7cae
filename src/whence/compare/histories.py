"""An event's counts over time: who gives which value, since when, and which disagree.

A source here has everything that is traced to it (see `sources`). Its later value replaces its
earlier one: a revision. Two sources whose values are current at one time and cannot both be true
are in conflict. What a report takes back is a correction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from whence.compare import money, version_relations
from whence.compare.count_relations import Beside, is_rounded
from whence.compare.counting_policy import words_of_value
from whence.compare.source_types import SourceKey
from whence.compare.sources import Assertion, Sources, counted
from whence.compare.totals import has_dead, known_parts, parted, parts, totals, without_smaller
from whence.compare.version_relations import Change, Group, affirmed
from whence.records.amounts import size_of
from whence.records.claim import Role
from whence.records.finding import Point, Relation, State, Version
from whence.records.fingerprint import Fingerprint, Observation
from whence.records.roles import OF_PEOPLE


class History(NamedTuple):
    """One count of an event: its versions in the order in which they were first reported."""

    role: Role
    of: str | None
    versions: tuple[Version, ...]
    contested: bool
    revisions: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    relations: tuple[Change, ...]  #: of all versions, the conflicts among them
    course: tuple[Point, ...]


def histories(
    reports: Sequence[Fingerprint],
    copies: Mapping[str, str],
    besides: Sequence[tuple[Fingerprint, Observation]] = (),
) -> list[History]:
    """Every count of an event: the total of each role before its parts.

    `copies` gives, for a report that reprints another, the id of the text's first; `besides` are
    counts of this event in reports on others.
    """
    sources = Sources([*reports, *(fingerprint for fingerprint, _ in besides)], copies)
    dead = has_dead(reports)
    found: list[History] = []
    for role in OF_PEOPLE:
        whole = [t for report in reports for t in totals(report, role, sources, dead=dead)]
        whole = without_smaller(whole)
        if not whole:
            continue
        whole += [
            Assertion(s, count, sources.of(s, count)) for s, count in besides if count.role == role
        ]
        whole, aside = parted(whole)
        some = parts(reports, role, sources)
        for of, assertions in aside.items():
            some.setdefault(of, []).extend(assertions)
        for place, of in reversed(known_parts(whole, some, reports).items()):
            some.setdefault(of, []).append(whole.pop(place))
        beside = Beside(
            parts=frozenset(
                t.observation.value for one in some.values() for t in one if t.observation.value
            ),
            dead=frozenset(
                t.value
                for r in reports
                for t in r.observations
                if t.role == "killed" and t.value and not t.background
            ),
            doer=any(t.observation.doer for t in whole),
        )
        found.append(_history(role, None, whole, sources, copies, beside))
        for of, assertions in sorted(some.items()):
            found.append(_history(role, of, assertions, sources, copies, Beside()))
    for assertions in money.rivals(reports, sources):
        count = assertions[0].observation
        history = _history(count.role, count.of, assertions, sources, copies, Beside())
        conflicts = money.conflicts(_grouped(assertions), sources)
        found.append(history._replace(conflicts=conflicts, relations=conflicts, contested=True))
    return found


def _history(
    role: Role,
    of: str | None,
    assertions: Sequence[Assertion],
    sources: Sources,
    copies: Mapping[str, str],
    beside: Beside,
) -> History:
    groups = _grouped(assertions)
    current = _current(groups)
    denied = {
        n for n, g in enumerate(groups) if any(t.observation.act == "deny" for t in g.assertions)
    }
    states = [
        _states(group, n, groups, current, denied=n in denied) for n, group in enumerate(groups)
    ]
    most = max((g.value or g.low or 0.0 for g in groups if affirmed(g)), default=0.0)
    versions = tuple(
        _version(group, state, sources, copies, one_of_several=group.value == 1 < most)
        for group, state in zip(groups, states, strict=True)
    )
    related = (
        version_relations.relations(role, groups, states, sources, beside) if of is None else ()
    )
    conflicts = tuple(c for c in related if c.related and c.related.kind == "conflict")
    return History(
        role=role,
        of=of,
        versions=versions,
        contested=bool(conflicts or denied),
        revisions=version_relations.revisions(groups, sources),
        conflicts=conflicts,
        relations=related,
        course=version_relations.values_over_time(groups, sources),
    )


def _grouped(assertions: Sequence[Assertion]) -> list[Group]:
    """The assertions by value, in the order in which each was first reported."""
    by_value: dict[tuple[float | None, ...], list[Assertion]] = {}
    for assertion in sorted(assertions, key=_moment):
        count = assertion.observation
        key = (count.value,) if count.value is not None else (None, count.low, count.high)
        by_value.setdefault(key, []).append(assertion)
    found = []
    for same in by_value.values():
        # "At least 22" and "22" are one version, and one source says that it is exact.
        exact = next(
            (t.observation for t in same if t.observation.low == t.observation.high),
            same[0].observation,
        )
        found.append(Group(exact.value, exact.low, exact.high, tuple(same)))
    return found


def _moment(assertion: Assertion) -> tuple[bool, str, str, int]:
    report = assertion.report
    return (not report.published, report.published, report.report, assertion.observation.span.start)


def _current(groups: Sequence[Group]) -> dict[SourceKey, int]:
    """The last new value of each source; an old value mentioned again does not count."""
    found: dict[SourceKey, int] = {}
    for number, group in enumerate(groups):
        for assertion in affirmed(group):
            found[assertion.source] = number
    return found


def _states(
    group: Group,
    number: int,
    groups: Sequence[Group],
    current: Mapping[SourceKey, int],
    *,
    denied: bool,
) -> tuple[State, ...]:
    """The states of a version: see `Version.state`."""
    found: list[State] = []
    own = {t.source for t in affirmed(group)}
    named = {source for source in own if source.named}
    taken_back = {t.source for t in group.assertions if t.observation.withdrawn}
    # What an outlet takes back it may have had from a source: "an earlier version wrongly said".
    by_outlets = {t.report.outlet for t in group.assertions if t.observation.withdrawn} - {None}
    still = {t.source for t in affirmed(group) if t.report.outlet not in by_outlets}
    if taken_back and (named <= taken_back or not still & named):
        found.append("withdrawn")
    if denied:
        found.append("denied")
    moved_on = bool(named) and all(current[source] != number for source in named)
    moved_on = moved_on or _is_outdated(number, groups, named, current)
    if moved_on or (own and _outdated(group, groups, nobody=not named)):
        found.append("superseded")
    if own and not named:
        if all(source.kind == "hearsay" for source in own):
            found.append("hearsay")
        elif all(source.kind == "unnamed" for source in own):
            found.append("unnamed")
    return tuple(found)


def _is_outdated(
    number: int,
    groups: Sequence[Group],
    named: Collection[SourceKey],
    current: Mapping[SourceKey, int],
) -> bool:
    """Whether a source raised its count and nobody has given the lower one since.

    Those who had it from that source had no more than was known then.
    """
    last = _last(groups[number])
    return any(
        groups[current[source]].bounds.exact
        and size_of(groups[current[source]]) > size_of(groups[number])
        and last < _first(groups[current[source]])
        for source in named
    )


def _outdated(group: Group, groups: Sequence[Group], *, nobody: bool) -> bool:
    """Whether a later count takes its place.

    A bound gives way to any later number that it allows; a value without a named source, and one of
    an earlier day that was not given again, to a higher one.
    """
    first, last = _first(group), _last(group)
    if not first:
        return False
    for other in groups:
        if other is group or not affirmed(other) or size_of(other) <= 0:
            continue
        begins = _first(other)
        if not group.bounds.exact and other.bounds.exact and begins >= last:
            low, high = group.bounds.range()
            if low <= size_of(other) <= high:
                return True
        if is_rounded(other.bounds, group.bounds):
            continue  # "nearly 2,400" rounds the 2,386 of the day before
        if size_of(other) > size_of(group) and begins[:10] > first[:10] and last < begins:
            return True
        if nobody and size_of(other) > size_of(group) and last[:10] < begins[:10]:
            return True
    return False


def _first(group: Group) -> str:
    return group.assertions[0].report.published


def _last(group: Group) -> str:
    return max(t.report.published for t in group.assertions)


def _version(
    group: Group,
    state: tuple[State, ...],
    sources: Sources,
    copies: Mapping[str, str],
    *,
    one_of_several: bool,
) -> Version:
    reports = {t.report.report: t.report for t in group.assertions}
    dates = sorted(r.published for r in reports.values() if r.published)
    assertions = affirmed(group) or list(group.assertions)
    speakers = dict.fromkeys(
        t.observation.source.name for t in assertions if t.observation.source is not None
    )
    return Version(
        value=group.value,
        low=group.low,
        high=group.high,
        claims=tuple(dict.fromkeys(t.observation.claim for t in group.assertions)),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        reports=len(reports),
        copies=sum(name in copies and copies[name] != name for name in reports),
        independent_sources=counted(assertions, sources, copies, one_of_several=one_of_several),
        speakers=tuple(speakers),
        outlets=tuple(dict.fromkeys(r.outlet for r in reports.values() if r.outlet)),
        state=state,
        told_in=tuple(r.source for r in reports.values()),
        said=tuple(
            dict.fromkeys(t.observation.said for t in group.assertions if t.observation.said)
        ),
    )


def corrections(history: History) -> list[int]:
    """The versions that an outlet took back."""
    return [n for n, version in enumerate(history.versions) if "withdrawn" in version.state]


def relations(history: History) -> tuple[Relation, ...]:
    """How the versions of a count relate, in words."""
    values = [words_of_value(version) for version in history.versions]
    return tuple(
        Relation(
            kind=change.related.kind,
            one=values[change.before],
            other=values[change.after],
            reason=change.evidence,
        )
        for change in history.relations
        if change.related is not None
    )
