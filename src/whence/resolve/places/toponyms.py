"""Place names in a text to places on earth, by what stands around them.

A name's candidates are weighed by how many people live there, by the container that the text names
("Springfield, Ill."), and by the countries and regions that the rest of the report speaks of; what
is plain is settled first and helps to settle the rest (Leidner, "Toponym Resolution in Text",
2007: one sense a discourse, and the smallest area that holds them all).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whence.records import Mention, Place, Reading, Report
from whence.resolve.places.candidates import candidates_of
from whence.resolve.places.demonyms import STATES
from whence.resolve.places.gazetteer import Candidate, Gazetteer
from whence.resolve.places.mentions import toponym_mentions
from whence.resolve.places.normal import normal
from whence.resolve.sentences import Sentences


class Toponym(NamedTuple):
    """A place name in the text, and the place that it means; None where that is not known."""

    mention: Mention
    place: Place | None


_INSIDE = re.compile(r"^\s*,\s*$|^\s*\(\s*$")
_AFTER_COMMA = re.compile(
    r"\s*,\s*([A-Z][A-Za-z]{0,5}\.?(?:[A-Z]\.)*(?:\s?[A-Z][a-z]*\.)?)(?=[\s,.;)—–]|$)"
)
#: After two names with a comma between, these tell of a list, not of a place in another:
#: "Boston, New York and Washington".
_LISTED = re.compile(r"\s*,?\s*(?:and|or|&)\s+(?:in\s+)?[A-Z]")
_PAPER = re.compile(r"[^\W\d_]{4,}")
_GENERIC = re.compile(
    r"^(?:the|thisis|online|inside|my)|(?:online|localnews|news|herald|register|times|daily|press|"
    r"tribune|gazette|post|journal|citizen|review|leader|weekly|today|sun|star|reporter|sentinel|"
    r"chronicle|observer|record|dispatch|courier|enquirer|mail|live|com|net|org|local|town|item)$"
)
_ENDING = re.compile(r"\.(uk|ca|au|nz|ie|in|za|ru|eg|ng|ke|pk|ph|sg|my|il|de|fr|it|es|jp|cn|ua)$")
#: These weights were searched for on the halves of LGL and GeoVirus that no score is told of.
_KIND_PRIOR = {"country": 4.79, "admin1": 4.59, "region": 1.12, "county": 0, "city": 0.0}
_PEOPLE = 0.46  #: what ten times as many people are worth
_GREAT = 0.05  #: what they are worth besides, beyond a third of a million
_SAME_COUNTRY, _SAME_REGION, _NEARBY = 2.37, 3.92, 1.73
_IN_CONTAINER, _IN_LIST = 8.0, -3.0
_OWN_NAME = 0.9
_NEAR_KM = 225.0
_PAPER_VOTE, _HOME_VOTE = 2.86, 2.31
_MAY_BE = 0.17
_ROUNDS = 3


def locate(
    report: Report, reading: Reading, sentences: Sentences, gazetteer: Gazetteer
) -> list[Toponym]:
    """The report's toponyms in text order, none overlapping another."""
    del sentences
    names = [
        _Name.of(report.text, m, gazetteer) for m in toponym_mentions(report, reading, gazetteer)
    ]
    _contain(report.text, names)
    paper = _of_paper(report, gazetteer)
    votes = _Votes(names, paper, _home(report))
    for _ in range(_ROUNDS):
        chosen: dict[tuple[str, str], Candidate | None] = {}
        for name in names:
            key = name.key, name.container
            if key not in chosen:
                chosen[key] = votes.best(name)
            name.choice = chosen[key]
        votes.count(names)
    _place_counties(names, paper, gazetteer)
    return [
        Toponym(name.mention, gazetteer.place(name.choice) if name.choice else None)
        for name in names
    ]


class _Name:
    """A mention with what its words may mean."""

    def __init__(self, mention: Mention, key: str, candidates: Sequence[Candidate]) -> None:
        self.mention = mention
        self.key = key
        self.candidates = candidates
        self.container = ""  #: country or ISO 3166-2 code that the text names after it
        self.listed = False  #: whether the container may as well be the next of a list
        self.choice: Candidate | None = None

    @classmethod
    def of(cls, text: str, mention: Mention, gazetteer: Gazetteer) -> _Name:
        words = " ".join(mention.span.of(text).split())
        return cls(mention, normal(words), candidates_of(words, gazetteer))


def _contain(text: str, names: Sequence[_Name]) -> None:
    """Notes the container of each name that is followed by one: "Paris, Texas"."""
    for at, name in enumerate(names):
        following = names[at + 1] if at + 1 < len(names) else None
        end = name.mention.span.end
        if following and _INSIDE.match(text[end : following.mention.span.start] or "x"):
            sorts = ("admin1",) if _is_country(name) else ("country", "admin1")
            areas = [c for c in following.candidates if c.kind in sorts]
            own = {code for c in name.candidates for code in (c.country, c.admin1)}
            # In the order of the candidates, so that of several the likeliest is taken.
            codes = (c.admin1 or c.country for c in areas)
            inside = [code for code in codes if code and code in own]
            if inside:
                name.container = max(inside, key=len)
                name.listed = bool(_LISTED.match(text, following.mention.span.end))
                continue
        match = _AFTER_COMMA.match(text, end)
        if match:
            code = STATES.get(match[1].lower().rstrip(". "))
            if code and any(c.admin1 == code for c in name.candidates):
                name.container = code


def _is_country(name: _Name) -> bool:
    return any(c.kind == "country" for c in name.candidates)


def _place_counties(
    names: Sequence[_Name], paper: Sequence[Candidate], gazetteer: Gazetteer
) -> None:
    """Puts a county whose own place is not known where the report's towns of its state lie."""
    for name in names:
        county = name.choice
        if county is None or county.kind != "county":
            continue
        state = gazetteer.admin1(county.admin1)
        if state is None or (county.lat, county.lon) != (state.lat, state.lon):
            continue
        towns = [
            *(other.choice for other in names if other.choice and other.choice.kind == "city"),
            *paper,
        ]
        inside = [t for t in towns if t.admin1 == county.admin1 and t.kind == "city"]
        if inside:
            name.choice = county._replace(lat=inside[0].lat, lon=inside[0].lon)


class _Votes:
    """Which countries and regions the report speaks of, and where its places lie."""

    def __init__(self, names: Sequence[_Name], paper: Sequence[Candidate], home: str) -> None:
        self._paper = paper
        self._home = home
        self.countries: dict[str, float] = {}
        self.regions: dict[str, float] = {}
        self.points: list[tuple[str, float, float]] = []
        self.count(names)

    def count(self, names: Sequence[_Name]) -> None:
        """Counts what is chosen; before any choice, what has one meaning only."""
        countries: dict[str, float] = defaultdict(float)
        regions: dict[str, float] = defaultdict(float)
        self.points = []
        for place in self._paper:
            countries[place.country] += _PAPER_VOTE / len(self._paper)
            regions[place.admin1] += _PAPER_VOTE / len(self._paper)
        if self._home:
            countries[self._home] += _HOME_VOTE
        seen: Counter[str] = Counter()
        for name in names:
            seen[name.key] += 1
            if seen[name.key] > 3:
                continue
            choice = name.choice
            if choice is None and len(name.candidates) == 1:
                choice = name.candidates[0]
            if choice is None:
                # Before any choice a name speaks a little for each region that it may lie in.
                areas = {c.admin1 for c in name.candidates if c.admin1 and c.own}
                for area in areas:
                    regions[area] += _MAY_BE / len(areas)
                continue
            weight = 1.0 if choice.kind in ("country", "admin1") or name.container else 0.5
            countries[choice.country] += weight
            if choice.admin1:
                regions[choice.admin1] += weight
            if choice.kind in ("city", "county"):
                self.points.append((name.key, choice.lat, choice.lon))
        self.countries, self.regions = countries, regions

    def best(self, name: _Name) -> Candidate | None:
        """The likeliest of a name's candidates."""
        if not name.candidates:
            return None
        total = sum(self.countries.values()) or 1
        return max(name.candidates, key=lambda c: (self._worth(name, c, total), -c.entry))

    def _worth(self, name: _Name, c: Candidate, total: float) -> float:
        own = 1.0 if name.choice and name.choice.country == c.country else 0.0
        size = math.log10(c.people + 10)
        worth = _KIND_PRIOR[c.kind] + _PEOPLE * size + _GREAT * max(0.0, size - 5.5)
        worth += (
            _SAME_COUNTRY * min(3.0, max(0.0, self.countries[c.country] - own)) / min(3.0, total)
        )
        if c.admin1 and c.kind != "admin1":
            worth += _SAME_REGION * min(1.0, max(0.0, self.regions[c.admin1] - own * 0.5))
        near = sum(
            1 for key, lat, lon in self.points
            if key != name.key and kilometres(lat, lon, c.lat, c.lon) < _NEAR_KM
        )  # fmt: skip
        worth += _NEARBY * min(2, near)
        worth += _OWN_NAME * c.own
        if name.container and name.container in (c.country, c.admin1):
            worth += _IN_LIST if name.listed else _IN_CONTAINER
        return worth


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance between two points, good to a part in a hundred where they lie near."""
    x = math.radians(other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    y = math.radians(other_lat - lat)
    return 6371.0 * math.hypot(x, y)


def _of_paper(report: Report, gazetteer: Gazetteer) -> list[Candidate]:
    """Where the paper may be at home: the places that its own name holds."""
    return [c for words in _paper_words(report) for c in gazetteer.find(words) if c.people > 1000]


def _paper_words(report: Report) -> Iterator[str]:
    """The words of a publisher's name that may be a place's, of a web address too."""
    for word in _PAPER.findall((report.publisher or "").lower()):
        while word != (shorter := _GENERIC.sub("", word)):
            word = shorter  # noqa: PLW2901  "thisisoxfordshire", "onlineathens"
        if len(word) > 3:
            yield word


def _home(report: Report) -> str:
    """The country of the publisher's web address, where its ending tells; else ""."""
    match = _ENDING.search((report.publisher or report.url or "").lower().split("/")[-1])
    return {"uk": "GB"}.get(match[1], match[1].upper()) if match else ""
