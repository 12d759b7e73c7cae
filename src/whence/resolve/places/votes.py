"""Which of a name's places is meant, by what the report's other names may mean.

Each name supports the countries and regions that it may lie in, by how likely each is; so they
settle each other in a few rounds, without one being settled first and wrongly for all.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import NamedTuple

from whence.records import Mention
from whence.resolve.places.gazetteer import Candidate, kilometres
from whence.resolve.places.surroundings import Surroundings, lies_in

#: The words of a name, what the text says it lies in: mentions that share it mean one place.
Sense = tuple[str, str, bool, Candidate | None]


class Weights(NamedTuple):
    """What supports a candidate, as natural logarithms of odds.

    `python -m training.places --search 300` looks for better ones on the halves of LGL and GeoVirus
    that have no score. A gain of a few names there was not taken where it made great cities worth
    less: local papers are more of that half than of the world's news.
    """

    country: float = 4.4  #: of a country, against a town
    admin1: float = 4.0
    region: float = 2.62
    county: float = 0.3
    people: float = 0.6  #: ten times as many people
    great: float = 0.4  #: the same, beyond a third of a million
    own: float = 2.5  #: found by its own name, not by another
    shadow: float = -2.0  #: a small town that a country or a region is called like
    same_country: float = 2.37  #: the others lie in its country
    same_region: float = 3.3
    near: float = 1.73  #: each of two others that lie near
    container: float = 8.0  #: the text names its country or state after it
    listed: float = -3.0  #: the same, where that may be the next of a list
    within: float = 4.0  #: the text names what it lies in otherwise
    contains: float = 2.0  #: it contains the town before it and a comma
    given: float = 3.0  #: another mention of the name has a container
    paper: float = 2.86  #: how much the publisher's own town says, in names
    home: float = 2.31  #: and the country of its address
    sharp: float = 0.8  #: how much surer a likelier candidate is


WEIGHTS = Weights()
#: Times that the names vote. A bound, set by hand: choices may go on changing each other for ever.
_ROUNDS = 4
#: Others that lie within so many kilometres are near.
_NEAR_KM = 225.0
#: A name that is repeated speaks so many times at most.
_MOST = 3
#: So many times as many people leave a town in the shadow of a region.
_SHADOW = 30
#: So many people live in a city that has a name of its own in English.
_CITY = 100_000
#: The share of the others that says all that a region can say.
_SHARE = 0.3
#: The share of all that is said of countries by which a report is about one. A guess.
_ABOUT = 0.6
#: A candidate that is less likely supports nothing.
_LEAST = 0.02


class Name:
    """A mention with what its words may mean."""

    def __init__(
        self,
        mention: Mention,
        key: str,
        candidates: Sequence[Candidate],
        *,
        exact: bool = True,
        served: bool = False,
        runs_on: bool = False,
    ) -> None:
        """Takes the words as they are looked up, and the places that they may mean.

        `exact`: the gazetteer has the words as they are. `served`: the reader took it for no place,
        or it is in the name of something else. `runs_on`: names are right beside it.
        """
        self.mention = mention
        self.key = key
        self.candidates = candidates
        #: the people of the greatest country or region that is called so
        self.shadow = max(
            (c.people for c in candidates if c.kind in ("country", "admin1")), default=0
        )
        self.exact, self.served, self.runs_on = exact, served, runs_on
        self.crossed = False  #: whether it may be one of two streets
        self.start, self.end = mention.span.start, mention.span.end
        self.around = Surroundings()
        self.choice: Candidate | None = None

    @property
    def sense(self) -> Sense:
        """What mentions that mean one place share."""
        within = self.around.within
        place = within.choice if within else None
        return self.key, self.around.container, self.around.outside, place


class Votes:
    """Which countries and regions the report speaks of, and where its places lie."""

    def __init__(
        self,
        names: Sequence[Name],
        paper: Sequence[Candidate],
        home: str,
        weights: Weights = WEIGHTS,
        peoples: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """Takes the names, where the publisher may be at home, and the country of its address.

        `peoples` is how often the report names each country's people.
        """
        self._peoples = peoples
        self._names = names
        self._paper = paper
        self._home = home
        self._weights = weights
        self._silent: AbstractSet[str] = set()
        self._worths: dict[Sense, list[tuple[float, Candidate]]] = {}
        self._settled: dict[str, set[int]] = defaultdict(set)
        for name in names:
            around = name.around
            if around.container and not around.listed:
                inside = (c for c in name.candidates if around.container in (c.country, c.admin1))
                self._settled[name.key].update(c.entry for c in inside)
        self._towns = {name.key for name in names if name.around.town}
        self.countries: dict[str, float] = {}
        self.regions: dict[str, float] = {}
        self._own: dict[str, tuple[dict[str, float], dict[str, float]]] = {}
        self._points: list[tuple[str, float, float]] = []

    def settle(self, silent: AbstractSet[str] = frozenset()) -> None:
        """Chooses for every name; those in `silent`, by their keys, get none and cast no vote."""
        self._silent = silent
        self._count()
        for _ in range(_ROUNDS):
            self._worths = {}
            for name in self._names:
                ranked = self.ranked(name)
                name.choice = ranked[0][1] if ranked and name.key not in silent else None
            self._count()

    def ranked(self, name: Name) -> list[tuple[float, Candidate]]:
        """The name's candidates with what supports each, the likeliest first."""
        if name.around.outside:
            return []
        sense = name.sense
        if sense not in self._worths:
            self._worths[sense] = sorted(
                ((self._worth(name, c), c) for c in name.candidates),
                key=lambda one: (-one[0], one[1].entry),
            )
        return self._worths[sense]

    def lies_within(self, name: Name, c: Candidate) -> bool | None:
        """Whether the candidate lies in the place that the text names around it."""
        within = name.around.within
        return lies_in(c, within.choice) if within and within.choice else None

    def is_settled(self, name: Name, c: Candidate) -> bool:
        """Whether another mention of the name has a container, or the paper is at home there."""
        return c.entry in self._settled.get(name.key, ()) or any(
            c.entry == place.entry for place in self._paper
        )

    def support(self, name: Name, c: Candidate) -> tuple[float, float, float, float]:
        """How far other names support the candidate's country and region, and how many are near.

        The first two are shares of all that the others say, the third a count; the last is how
        much the others say in all, in names.
        """
        countries, regions = self._own.get(name.key, ({}, {}))
        others = sum(self.countries.values()) - sum(countries.values())
        country = self.countries.get(c.country, 0.0) - countries.get(c.country, 0.0)
        region = self.regions.get(c.admin1, 0.0) - regions.get(c.admin1, 0.0) if c.admin1 else 0.0
        of_all = max(1.0, others)
        return country / of_all, region / of_all, self._near(name, c), others

    def is_about_another(self, country: str) -> bool:
        """Whether most of what the names of places and peoples say is of one other country."""
        said = Counter(self.countries)
        for other, times in self._peoples.items():
            said[other] += min(times, _MOST)
        total = sum(said.values())
        return any(n >= _ABOUT * total and other != country for other, n in said.items())

    def _count(self) -> None:
        """Counts what the names support, by how likely each of their candidates is."""
        weights = self._weights
        countries: dict[str, float] = defaultdict(float)
        regions: dict[str, float] = defaultdict(float)
        for place in self._paper:
            countries[place.country] += weights.paper / len(self._paper)
            regions[place.admin1] += weights.paper / len(self._paper)
        if self._home:
            countries[self._home] += weights.home
        self._own, self._points = {}, []
        seen: Counter[str] = Counter()
        for name in self._names:
            seen[name.key] += 1
            if seen[name.key] > _MOST or name.key in self._silent:
                continue
            own = self._own.setdefault(name.key, (defaultdict(float), defaultdict(float)))
            for likely, c in self._likely(name):
                great = c.kind in ("country", "admin1") or name.around.container
                weight = likely * (1.0 if great else 0.5)
                for totals, mine, code in zip(
                    (countries, regions), own, (c.country, c.admin1), strict=True
                ):
                    if code:
                        totals[code] += weight
                        mine[code] += weight
            if (choice := name.choice) and choice.kind in ("city", "county"):
                self._points.append((name.key, choice.lat, choice.lon))
        self.countries, self.regions = countries, regions

    def _likely(self, name: Name) -> list[tuple[float, Candidate]]:
        """The name's candidates, each with how likely it is, in shares of one."""
        ranked = self.ranked(name)
        if not ranked:
            return []
        sharp, best = self._weights.sharp, ranked[0][0]
        odds = [(math.exp(sharp * (worth - best)), c) for worth, c in ranked]
        total = sum(one for one, _ in odds)
        return [(one / total, c) for one, c in odds if one / total >= _LEAST]

    def _worth(self, name: Name, c: Candidate) -> float:
        weights = self._weights
        size = math.log10(c.people + 10)
        worth = weights.people * size + weights.great * max(0.0, size - 5.5)
        small = c.kind == "admin1" and any(
            other.kind == "city" and other.admin1 != c.admin1 and other.people > c.people
            for other in name.candidates
        )  # no parish of Jamaica is meant by "Manchester"
        town = c.kind == "admin1" and self._is_its_town(name, c)
        worth += 0.0 if small or town else getattr(weights, c.kind, 0.0)
        worth += 0.0 if town else weights.own * _own(c)
        if c.kind in ("city", "county") and name.shadow > _SHADOW * c.people:
            worth += weights.shadow
        country, region, near = self._says(name, c)
        worth += weights.same_country * country + weights.same_region * region
        worth += weights.near * near
        around = name.around
        if around.container and around.container in (c.country, c.admin1):
            worth += weights.listed if around.listed else weights.container
        elif c.entry in self._settled.get(name.key, ()):
            worth += weights.given
        if c.kind in ("country", "admin1") and (c.admin1 or c.country) in around.contains:
            worth += weights.contains
        inside = self.lies_within(name, c)
        if inside:
            worth += weights.within
        elif inside is False and around.sure:
            worth -= weights.within
        return worth

    def _is_its_town(self, name: Name, c: Candidate) -> bool:
        """Whether the town is meant that a region is called by: "GRANADA, Nicaragua -"."""
        return name.key in self._towns and any(
            other.kind == "city" and other.own and other.admin1 == c.admin1
            for other in name.candidates
        )

    def _says(self, name: Name, c: Candidate) -> tuple[float, float, float]:
        countries, regions = self._own.get(name.key, ({}, {}))
        total = max(1e-9, sum(self.countries.values()))
        country = self.countries.get(c.country, 0.0) - countries.get(c.country, 0.0)
        region = 0.0
        if c.admin1 and c.kind != "admin1":
            region = self.regions.get(c.admin1, 0.0) - regions.get(c.admin1, 0.0)
        others = max(1.0, total - sum(countries.values()))
        return (
            min(3.0, max(0.0, country)) / min(3.0, max(total, 1.0)),
            # In a list of many towns each region has some of their namesakes.
            min(1.0, max(0.0, region) / max(1.0, _SHARE * others)),
            self._near(name, c),
        )

    def _near(self, name: Name, c: Candidate) -> float:
        near = 0
        for key, lat, lon in self._points:
            if key != name.key and kilometres(lat, lon, c.lat, c.lon) < _NEAR_KM:
                near += 1
                if near == 2:
                    break
        return float(near)


def _own(c: Candidate) -> float:
    """Whether it is found by its own name; a city has one in English, too: Ghent, Cologne."""
    return 1.0 if c.own else 0.5 * (c.people >= _CITY)
