"""Matches to events: average linkage, in which no report joins because of one neighbour alone.

Agglomerative clustering with unweighted average linkage (UPGMA; Sokal and Michener 1958), with one
addition: two tight groups are not joined by a likeness much lower than either's own. That keeps
apart the second earthquake in one province from the first. The likeness between reprints of one
text does not count for that.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

#: Thousandths: only reports connected, directly or through others, by likenesses of at least this
#: may be of one event: many faint likenesses do not make a group. It also limits what one more
#: report can change. Worth half a point on the incidents.
BOND = 275
#: Thousandths: groups are joined where the mean score of their pairs is at least this
#: (no measurement of this alone is recorded),
JOIN = 195
#: ... and at least this share of the lower of the two groups' own means: at 0.60 ECB+ loses two
#: points, at 0.66 `outlets` one.
COHESION = 0.63
#: Reports: a smaller group has no useful mean: two have one pair.
_GROUP = 3
#: Thousandths: reprints of one text are as alike as can be, which says nothing about other reports
#: of their event, so no group's own mean counts for more than this.
#: From 550 to 700 the sets give the same.
_TIGHT = 600

Pair = tuple[str, str]


def components(pairs: Mapping[Pair, int], bond: int = BOND) -> list[set[str]]:
    """The groups of reports connected by scores of at least the bond."""
    near: dict[str, set[str]] = {}
    for (one, other), score in pairs.items():
        if score >= bond:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    found: list[set[str]] = []
    seen: set[str] = set()
    for first in near:
        if first not in seen:
            group, waiting = {first}, [first]
            while waiting:
                fresh = near[waiting.pop()] - group
                group |= fresh
                waiting += fresh
            seen |= group
            found.append(group)
    return found


def events(reports: Sequence[str], pairs: Mapping[Pair, int]) -> list[tuple[str, ...]]:
    """The reports in groups, one for each event, sorted."""
    place = {name: n for n, group in enumerate(components(pairs)) for name in group}
    inside: dict[int, dict[Pair, int]] = {}
    for pair, score in pairs.items():
        one, other = place.get(pair[0]), place.get(pair[1])
        if one is not None and one == other:
            inside.setdefault(one, {})[pair] = score
    members: dict[int, list[str]] = {}
    for name, n in place.items():
        members.setdefault(n, []).append(name)
    found: list[tuple[str, ...]] = [(name,) for name in reports if name not in place]
    for n, group in members.items():
        found += clusters(group, inside[n])
    return sorted(found)


def clusters(
    reports: Sequence[str], pairs: Mapping[Pair, int], threshold: int = JOIN
) -> list[tuple[str, ...]]:
    """The reports in groups, each sorted; `pairs` has scores in thousandths, 0 where it has none.

    The same reports and pairs give the same groups in any order.
    """
    names = sorted(reports)
    number = {name: n for n, name in enumerate(names)}
    near: dict[int, dict[int, int]] = {n: {} for n in range(len(names))}
    for (one, other), score in pairs.items():
        if score > 0 and one in number and other in number:
            a, b = number[one], number[other]
            near[a][b] = near[b][a] = score
    members: dict[int, tuple[int, ...]] = {n: (n,) for n in near}
    inside = dict.fromkeys(near, 0)
    # Scores are whole numbers and sums exact; equal means are taken in the order of the names.
    heap = [
        (-score / 1.0, a, b)
        for a, row in near.items()
        for b, score in row.items()
        if a < b and score >= threshold
    ]
    heapq.heapify(heap)
    new = len(names)
    while heap:
        mean, a, b = heapq.heappop(heap)
        if a not in near or b not in near or not _hold(-mean, inside, members, a, b):
            continue
        ours, theirs = near.pop(a), near.pop(b)
        inside[new] = inside[a] + inside[b] + ours[b]
        members[new] = members.pop(a) + members.pop(b)
        row: dict[int, int] = {}
        for c in sorted((ours.keys() | theirs.keys()) - {a, b}):
            row[c] = ours.get(c, 0) + theirs.get(c, 0)
            near[c].pop(a, None)
            near[c].pop(b, None)
            near[c][new] = row[c]
            mean = row[c] / (len(members[new]) * len(members[c]))
            if mean >= threshold:
                heapq.heappush(heap, (-mean, c, new))
        near[new] = row
        new += 1
    return sorted(tuple(sorted(names[n] for n in group)) for group in members.values())


def _hold(
    mean: float,
    inside: Mapping[int, int],
    members: Mapping[int, tuple[int, ...]],
    a: int,
    b: int,
) -> bool:
    """Whether two groups are as alike as their own means ask for."""
    within = []
    for group in (a, b):
        size = len(members[group])
        mean_within = inside[group] / (size * (size - 1) / 2) if size >= _GROUP else 0.0
        within.append(min(mean_within, _TIGHT))
    return mean >= COHESION * min(within)
