"""An event's counts over time: who tells which, since when, which stand and which disagree.

A *line* is one source with all that goes back to it (see `corroborate`). Within a line a later
value replaces an earlier one: a revision. Two lines whose values stand at one time and cannot both
hold are in conflict. What a report takes back is a correction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from whence.compare.corroborate import Lines, Telling, counted
from whence.compare.tellings import has_dead, parts, totals
from whence.records.claim import Role
from whence.records.finding import Point, State, Version
from whence.records.sketch import Sketch, Told

#: The order in which roles are told.
ORDER: tuple[Role, ...] = (
    "killed", "injured", "missing", "rescued", "captured", "detained", "evacuated", "displaced",
    "affected", "attendance",
)  # fmt: skip


#: What an outlet's own words stand under.
_NOBODY = "(no source)"


class Group(NamedTuple):
    """The tellings of one value."""

    value: float | None
    low: float | None
    high: float | None
    tellings: tuple[Telling, ...]


class History(NamedTuple):
    """One count of an event: its versions in the order in which they were first told."""

    role: Role
    of: str | None
    versions: tuple[Version, ...]
    contested: bool
    revisions: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    course: tuple[Point, ...]


class Change(NamedTuple):
    """Two versions of a count that are not the same, and what makes them so."""

    before: int  #: indices into the history's versions
    after: int
    evidence: str


def histories(
    reports: Sequence[Sketch],
    copies: Mapping[str, str],
    besides: Sequence[tuple[Sketch, Told]] = (),
) -> list[History]:
    """Every count of an event: the total of each role before its parts.

    `copies` gives, for a report that reprints another, the id of the text's first; `besides` are
    counts that reports on other happenings give of this one.
    """
    lines = Lines([*reports, *(sketch for sketch, _ in besides)], copies)
    dead = has_dead(reports)
    found: list[History] = []
    for role in ORDER:
        whole = [t for report in reports for t in totals(report, role, lines, dead=dead)]
        if not whole:
            continue
        whole += [Telling(s, told, lines.of(s, told)) for s, told in besides if told.role == role]
        found.append(_history(role, None, whole, lines, copies))
        for of, some in sorted(parts(reports, role, lines).items()):
            found.append(_history(role, of, some, lines, copies))
    return found


def _history(
    role: Role,
    of: str | None,
    tellings: Sequence[Telling],
    lines: Lines,
    copies: Mapping[str, str],
) -> History:
    groups = _grouped(tellings)
    standing = _standing(groups)
    denied = {n for n, g in enumerate(groups) if any(t.told.act == "deny" for t in g.tellings)}
    states = [
        _states(group, n, groups, standing, denied=n in denied) for n, group in enumerate(groups)
    ]
    versions = tuple(
        _version(group, state, lines, copies) for group, state in zip(groups, states, strict=True)
    )
    conflicts = _conflicts(groups, states, lines)
    return History(
        role=role,
        of=of,
        versions=versions,
        contested=bool(conflicts or denied),
        revisions=_revisions(groups, lines),
        conflicts=conflicts,
        course=_course(groups, lines),
    )


def _grouped(tellings: Sequence[Telling]) -> list[Group]:
    """The tellings by value, in the order in which each was first told."""
    by_value: dict[tuple[float | None, ...], list[Telling]] = {}
    for telling in sorted(tellings, key=_moment):
        told = telling.told
        key = (told.value,) if told.value is not None else (None, told.low, told.high)
        by_value.setdefault(key, []).append(telling)
    found = []
    for same in by_value.values():
        # "At least 22" and "22" are one version, and somebody says that it is exact.
        exact = next((t.told for t in same if t.told.low == t.told.high), same[0].told)
        found.append(Group(exact.value, exact.low, exact.high, tuple(same)))
    return found


def _moment(telling: Telling) -> tuple[bool, str, str, int]:
    report = telling.report
    return (not report.published, report.published, report.report, telling.told.span.start)


def _affirmed(group: Group) -> list[Telling]:
    return [t for t in group.tellings if t.told.act != "deny" and not t.told.withdrawn]


def _standing(groups: Sequence[Group]) -> dict[str, int]:
    """The last new value of each line: what it goes back to in passing does not count again."""
    found: dict[str, int] = {}
    for number, group in enumerate(groups):
        for telling in _affirmed(group):
            found[telling.line] = number
    return found


def _states(
    group: Group,
    number: int,
    groups: Sequence[Group],
    standing: Mapping[str, int],
    *,
    denied: bool,
) -> tuple[State, ...]:
    """What is to be said of a version: see `Version.state`."""
    found: list[State] = []
    affirmed = _affirmed(group)
    withdrawn = any(t.told.withdrawn for t in group.tellings)
    if withdrawn and not any(is_named_line(t.line) for t in affirmed):
        found.append("withdrawn")
    if denied:
        found.append("denied")
    own = {t.line for t in affirmed}
    named = {line for line in own if is_named_line(line)}
    if (named and all(standing[line] != number for line in named)) or (
        own and not named and _outdated(group, groups)
    ):
        found.append("superseded")
    if own and not named:
        if all(line.startswith("hearsay:") for line in own):
            found.append("hearsay")
        elif all(line.startswith("unnamed:") for line in own):
            found.append("unnamed")
    return tuple(found)


def is_named_line(line: str) -> bool:
    """Whether a line is a source with a name."""
    return not line.startswith(("unnamed:", "outlet:", "hearsay:"))


def _outdated(group: Group, groups: Sequence[Group]) -> bool:
    """Whether anybody tells of more on a later day: what nobody is named for moves on with it."""
    first = _first(group)
    return bool(first) and any(
        _size_of(other) > _size_of(group)
        and _first(other)[:10] > first[:10]
        and _last(group)[:10] < _first(other)[:10]
        and _affirmed(other)
        for other in groups
    )


def _size_of(group: Group) -> float:
    return group.value if group.value is not None else group.low or group.high or 0.0


def _first(group: Group) -> str:
    return group.tellings[0].report.published


def _last(group: Group) -> str:
    return max(t.report.published for t in group.tellings)


def _version(
    group: Group, state: tuple[State, ...], lines: Lines, copies: Mapping[str, str]
) -> Version:
    reports = {t.report.report: t.report for t in group.tellings}
    dates = sorted(r.published for r in reports.values() if r.published)
    telling = _affirmed(group) or list(group.tellings)
    heard = dict.fromkeys(t.told.voice.name for t in telling if t.told.voice is not None)
    return Version(
        value=group.value,
        low=group.low,
        high=group.high,
        claims=tuple(dict.fromkeys(t.told.claim for t in group.tellings)),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        reports=len(reports),
        copies=sum(name in copies and copies[name] != name for name in reports),
        independent_sources=counted(telling, lines, copies),
        speakers=tuple(heard),
        outlets=tuple(dict.fromkeys(r.outlet for r in reports.values() if r.outlet)),
        state=state,
        told_in=tuple(r.source for r in reports.values()),
        said=tuple(dict.fromkeys(t.told.said for t in group.tellings if t.told.said)),
    )


def _revisions(groups: Sequence[Group], lines: Lines) -> tuple[Change, ...]:
    """Where a line moved on from one value to the next."""
    by_line: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        for telling in _affirmed(group):
            path = by_line.setdefault(telling.line, [])
            if is_named_line(telling.line) and number not in path:
                path.append(number)
    found = []
    for line, path in by_line.items():
        for before, after in pairwise(path):
            found.append(Change(before, after, f"both by {lines.name(line)}"))
    return tuple(found)


def _conflicts(
    groups: Sequence[Group],
    states: Sequence[tuple[State, ...]],
    lines: Lines,
) -> tuple[Change, ...]:
    """Versions of two lines that stand at one time and cannot both hold."""
    stands = _stands(groups)
    found: dict[tuple[int, int], str] = {}
    for one in stands:
        for other in stands:
            a, b = one.group, other.group
            if a >= b or one.line == other.line or "withdrawn" in (*states[a], *states[b]):
                continue
            if _can_both_hold(groups[a], groups[b]) or not one.meets(other):
                continue
            found.setdefault((a, b), f"{lines.name(one.line)} against {lines.name(other.line)}")
    return tuple(Change(a, b, why) for (a, b), why in sorted(found.items()))


class _Stand(NamedTuple):
    """One line's standing by one value: told from `first` to `last`, and meant up to `until`."""

    line: str
    group: int
    first: str
    last: str
    until: str

    def meets(self, other: _Stand) -> bool:
        """Whether both stand at one time.

        A source goes on meaning what it said until it says otherwise; an outlet's own words are
        held to nothing but the time when they were printed.
        """
        if is_named_line(self.line) and is_named_line(other.line):
            return self.first < other.until and other.first < self.until
        return self.first <= other.last and other.first <= self.last


def _course(groups: Sequence[Group], lines: Lines) -> tuple[Point, ...]:
    """When each line first gave each version: the lines in the order in which they came in."""
    given: dict[str, dict[int, str]] = {}
    for number, group in enumerate(groups):
        for telling in _affirmed(group) or group.tellings:
            if telling.told.act != "deny":
                name = lines.name(telling.line) if _is_voiced(telling.line) else _NOBODY
                given.setdefault(name, {}).setdefault(number, telling.report.published)
    return tuple(
        Point(source=name, published=published or None, version=number)
        for name, versions in given.items()
        for number, published in versions.items()
    )


def _is_voiced(line: str) -> bool:
    return not line.startswith(("outlet:", "hearsay:"))


def _stands(groups: Sequence[Group]) -> list[_Stand]:
    first: dict[tuple[str, int], str] = {}
    last: dict[tuple[str, int], str] = {}
    for number, group in enumerate(groups):
        telling = _affirmed(group)
        voiced = any(_is_voiced(t.line) for t in telling)
        for one in telling:
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


def _can_both_hold(one: Group, other: Group) -> bool:
    """Whether some number fits both: "at least 9" and 14, "about 60" and 63."""
    if one.value is not None and one.value == other.value:
        return True
    (low, high), (floor, ceiling) = _bounds(one), _bounds(other)
    return low <= ceiling and floor <= high


def _bounds(group: Group) -> tuple[float, float]:
    if group.value is not None and group.low is None and group.high is None:
        return 0.9 * group.value, 1.1 * group.value  # "about"
    low = group.low if group.low is not None else 0.0
    return low, group.high if group.high is not None else float("inf")


def corrections(history: History) -> list[int]:
    """The versions that an outlet took back."""
    return [n for n, version in enumerate(history.versions) if "withdrawn" in version.state]
