"""One person under several names across reports: joined where that is plain, else left apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from whence.ledger.answers import Person


class Spoke(NamedTuple):
    """Somebody as one report has them: a name, and how many claims are theirs there."""

    name: str
    type: str
    folded: str
    descriptions: str
    report: str
    claims: int


def joined(found: Iterable[Spoke]) -> list[Person]:
    """Persons and bodies with all their names, those of most claims first.

    Whoever has one name and type is one. A last name alone ("Venn") is that of the one person in
    the ledger whose full name ends with it; where there are two such, or none, it stays apart.
    """
    groups: dict[tuple[str, str], list[Spoke]] = defaultdict(list)
    for one in found:
        groups[one.type, one.folded].append(one)
    bearers: dict[str, set[str]] = defaultdict(set)
    for kind, name in groups:
        if kind == "person" and " " in name:
            bearers[name.split()[-1]].add(name)
    merged: dict[tuple[str, str], list[Spoke]] = defaultdict(list)
    for (kind, name), spoke in groups.items():
        full = bearers.get(name, set()) if kind == "person" else set()
        merged[kind, next(iter(full)) if len(full) == 1 else name] += spoke
    people = [_person(spoke) for spoke in merged.values()]
    return sorted(people, key=lambda p: (-p.claims, p.name))


def _person(spoke: list[Spoke]) -> Person:
    names = list(dict.fromkeys(one.name for one in spoke))
    told = (part for one in spoke for part in one.descriptions.split("; ") if part)
    return Person(
        name=max(names, key=lambda name: (len(name.split()), len(name))),
        names=tuple(names),
        type=spoke[0].type,
        descriptions=tuple(dict.fromkeys(told)),
        reports=len({one.report for one in spoke}),
        claims=sum(one.claims for one in spoke),
    )
