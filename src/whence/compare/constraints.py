"""People's decisions on events: reports that must be in one event, and reports that must not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from whence.compare.cluster import Pair


def as_decided(
    groups: Sequence[tuple[str, ...]], decided: Mapping[Pair, bool], pairs: Mapping[Pair, int]
) -> list[tuple[str, ...]]:
    """The groups after decisions: pairs that are True together, pairs that are False apart.

    "Apart" wins over "together". `pairs` says how alike two are: each report goes with the
    separated report that it is most like. The order changes nothing.
    """
    if not decided:
        return list(groups)
    members = {name for group in groups for name in group}
    inside = {pair: same for pair, same in decided.items() if members.issuperset(pair)}
    joined = sorted(pair for pair, same in inside.items() if same)
    apart = {frozenset(pair) for pair, same in inside.items() if not same}
    alike = {frozenset(pair): score for pair, score in pairs.items()}
    found: list[tuple[str, ...]] = []
    for group in _united(groups, joined):
        if any(pair <= group for pair in apart):
            found += _parted(group, joined, apart, alike)
        else:
            found.append(tuple(sorted(group)))
    return sorted(found)


def _united(groups: Iterable[Iterable[str]], joined: Iterable[Pair]) -> list[set[str]]:
    """The groups, with those that a pair connects merged."""
    of: dict[str, set[str]] = {}
    for group in groups:
        whole = set(group)
        of |= dict.fromkeys(whole, whole)
    for one, other in joined:
        if of[one] is not of[other]:
            whole = of[one] | of[other]
            of |= dict.fromkeys(whole, whole)
    return list({min(group): group for group in of.values()}.values())


def _parted(
    group: set[str],
    joined: Sequence[Pair],
    apart: set[frozenset[str]],
    alike: Mapping[frozenset[str], int],
) -> list[tuple[str, ...]]:
    blocks: list[set[str]] = []
    for block in _united([(name,) for name in group], [p for p in joined if group.issuperset(p)]):
        # Joined through others with a report it must be apart from: nothing joins it then.
        broken = any(pair <= block for pair in apart)
        blocks += [{name} for name in block] if broken else [block]
    blocks.sort(key=min)

    def clash(one: set[str], other: set[str]) -> bool:
        return any(frozenset((a, b)) in apart for a in one for b in other)

    def likeness(one: set[str], other: set[str]) -> float:
        scores = sum(alike.get(frozenset((a, b)), 0) for a in one for b in other)
        return scores / (len(one) * len(other))

    separated = [block for block in blocks if any(clash(block, other) for other in blocks)]
    parts: list[set[str]] = []
    for block in separated:
        free = [part for part in parts if not clash(block, part)]
        best = max(free, key=lambda part: likeness(block, part), default=None)
        # Not separated by a decision, but not alike either: that alone makes no event.
        if best is None or not likeness(block, best):
            parts.append(set(block))
        else:
            best |= block
    seeds = [frozenset(part) for part in parts]
    for block in blocks:
        if block not in separated:
            nearest = max(range(len(seeds)), key=lambda n: likeness(block, set(seeds[n])))
            parts[nearest] |= block
    return [tuple(sorted(part)) for part in parts]
