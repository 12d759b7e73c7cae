"""One person under several names across reports: joined where that is plain, else left apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from whence.ledger.answers import Person

_PART = re.compile(r"[,;]")
_ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their|our) ")


class Spoke(NamedTuple):
    """Somebody under one name: in how many reports, with how many claims."""

    name: str
    type: str
    folded: str
    descriptions: str | None  #: parted by commas
    reports: int
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
    parts = (part.strip() for one in spoke for part in _PART.split(one.descriptions or ""))
    told: dict[str, str] = {}  # "the interior minister" and "Interior Minister" are one
    for part in parts:
        told.setdefault(_ARTICLE.sub("", part.casefold()), part)
    told.pop("", None)
    return Person(
        name=max(names, key=lambda name: (len(name.split()), len(name))),
        names=tuple(names),
        type=spoke[0].type,
        descriptions=tuple(told.values()),
        # A report has one name for each of them.
        reports=sum(one.reports for one in spoke),
        claims=sum(one.claims for one in spoke),
    )
