"""GeoNames' codes of first-level regions to ISO 3166-2.

GeoNames' city files number the regions and name none. A region is known by its towns: the one
whose chief towns carry the register's name of a subdivision ("Kursk", "Kurskaya oblast'") is it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from training.gazetteer.sources import facts
from whence.resolve.places.normal import normal

_KINDS = re.compile(
    r"\b(?:oblast|province|region|state|governorate|department|departamento|district|county|krai|kray|"
    r"republic|respublika|prefecture|autonomous|city|municipality|provincia|wilayat|wilaya|viloyat|"
    r"oblasy|kraj|land|voivodeship|canton|territory|parish|division|rayon|judet|sheng|shi|zizhiqu|"
    r"of|the|de|al|ad|ash|an|az)\b"
)
_ADJECTIVES = re.compile(r"(?:skaya|skaia|skyi|ska|skiy|sky|skoye|skoe)\b")
_ALIKE = 0.82  #: least likeness of two names to be one


def stem(name: str) -> str:
    """A subdivision's name without its sort and adjectival ending."""
    plain = _KINDS.sub(" ", normal(name))
    plain = _ADJECTIVES.sub("sk" if "skaya" in plain else "", plain)
    return " ".join(plain.split())


def mapped(
    cities: Iterable[dict[str, Any]], subdivisions: Iterable[dict[str, str]]
) -> dict[tuple[str, str], str]:
    """(country, GeoNames' admin1 code) -> ISO 3166-2 code, where one can be told."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        groups[city["countrycode"], city["admin1code"]].append(city)
    by_country: dict[str, list[dict[str, str]]] = defaultdict(list)
    for one in subdivisions:
        if "parent" not in one:
            by_country[one["code"][:2]].append(one)
    found: dict[tuple[str, str], str] = {}
    for country, numbers in facts()["admin1_numbers"].items():
        found |= {(country, code): f"{country}-{iso}" for code, iso in numbers.items()}
    leaves: dict[str, list[dict[str, str]]] = defaultdict(list)
    for one in subdivisions:
        leaves[one["code"][:2]].append(one)
    for country, towns in facts()["chief_towns"].items():
        found |= _by_chief_towns(country, towns, groups, leaves[country])
    for country, of_country in by_country.items():
        codes = {key for key in groups if key[0] == country and key not in found}
        known = {one["code"] for one in of_country}
        direct = {key for key in codes if f"{country}-{key[1]}" in known}
        if len(direct) > 0.8 * len(codes) and any(not key[1].isdigit() for key in codes):
            found |= {key: f"{country}-{key[1]}" for key in direct}
            continue
        taken = set(found.values())
        found |= _by_towns(codes, groups, [one for one in of_country if one["code"] not in taken])
    return found


def _by_chief_towns(
    country: str,
    towns: dict[str, str],
    groups: dict[tuple[str, str], list[dict[str, Any]]],
    subdivisions: list[dict[str, str]],
) -> dict[tuple[str, str], str]:
    """The region that a chief town lies in is the subdivision named with it."""
    chief: dict[str, tuple[int, tuple[str, str]]] = {}
    for key, cities in groups.items():
        if key[0] != country:
            continue
        for city in cities:
            for name in {normal(city["name"]), *(normal(n) for n in city["alternatenames"])}:
                if city["population"] > chief.get(name, (-1, key))[0]:
                    chief[name] = city["population"], key
    found = {}
    for town, region in towns.items():
        names = [n for n in chief if n.startswith(normal(town.replace("_", " ")))]
        best = max((chief[n] for n in names), default=None)
        wanted = normal(region.replace("_", " "))
        fitting = [one for one in subdivisions if normal(one["name"]).startswith(wanted)] or [
            one for one in subdivisions if wanted in normal(one["name"])
        ]
        if best and fitting:
            found[best[1]] = min(fitting, key=lambda one: len(one["name"]))["code"]
    return found


def _by_towns(
    codes: set[tuple[str, str]],
    groups: dict[tuple[str, str], list[dict[str, Any]]],
    subdivisions: list[dict[str, str]],
) -> dict[tuple[str, str], str]:
    """Pairs of region and subdivision, the likeliest first, each once."""
    scored = []
    for key in codes:
        towns = sorted(groups[key], key=lambda c: -c["population"])[:12]
        total = sum(c["population"] for c in towns) or 1
        for one in subdivisions:
            wanted = stem(one["name"])
            best = 0.0
            for rank, town in enumerate(towns):
                names = {normal(town["name"]), *(normal(n) for n in town["alternatenames"][:40])}
                likeness = max(_likeness(wanted, name) for name in names)
                if likeness >= _ALIKE:
                    weight = 1.0 if rank == 0 else 0.5 + 0.4 * town["population"] / total
                    best = max(best, likeness * weight)
            if best:
                scored.append((best, key, one["code"]))
    found: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for _, key, code in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if key not in found and code not in taken:
            found[key] = code
            taken.add(code)
    return found


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 4:
        return 0.0
    if one.startswith(other) or other.startswith(one):
        return 0.9 * min(len(one), len(other)) / max(len(one), len(other)) + 0.05
    if one[:2] != other[:2]:
        return 0.0
    return SequenceMatcher(None, one, other).ratio()
