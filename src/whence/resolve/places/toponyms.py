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

from whence.records import Mention, Place, Reading, Report, Span
from whence.resolve.places.demonyms import STATES
from whence.resolve.places.gazetteer import Candidate, Gazetteer
from whence.resolve.places.normal import normal
from whence.resolve.sentences import Sentences


class Toponym(NamedTuple):
    """A place name in the text, and the place that it means; None where that is not known."""

    mention: Mention
    place: Place | None


_REGION_WORDS = (
    "region|oblast|province|governorate|krai|kray|prefecture|territory|district|republic|state|"
    "department|county|raion|canton|voivodeship"
)
#: Sorts of what lies within a first-level region.
_SMALL_SORTS = ("county", "district", "raion")
_REGION_AFTER = re.compile(rf"\s+(?:{_REGION_WORDS})\b", re.IGNORECASE)
_REGION_ENDS = re.compile(rf"^(?P<name>.+?)\s+(?P<sort>{_REGION_WORDS})$", re.IGNORECASE)
_REGION_BEFORE = re.compile(
    rf"^(?:the\s+)?(?P<sort>{_REGION_WORDS}|city|town|village)\s+of\s+(?P<name>.+)$", re.IGNORECASE
)
#: "The US state of Texas", "Jiangsu province of eastern China".
_REGION_OF = re.compile(
    rf"^(?:the\s+)?(?P<whole>(?P<outer>[^\d,]+?)\s+(?:{_REGION_WORDS}))\s+of\s+"
    r"(?:(?:the\s+)?(?:north|south|east|west|central)\w*\s+)?(?P<inner>[A-Z].+)$",
    re.IGNORECASE,
)
#: "The South African region KwaZulu-Natal".
_REGION_NAMED = re.compile(
    rf"^(?:the\s+)?(?P<people>[A-Z][\w ]+?)\s+(?:{_REGION_WORDS}|city|town|village)\s+"
    r"(?P<inner>[A-Z].+)$"
)
_PLURAL_SORT = re.compile(r"\s([Cc]ount)ies$")
_COUNTIES = re.compile(r"\band\b.*\s(?:counties|parishes|provinces|regions)$", re.IGNORECASE)
_COUNTY = re.compile(r"\b(?:[A-Z][\w.'’-]+ ){1,3}(?:County|Parish)\b")
_LEAD = re.compile(
    r"^(?:the|far|downtown|central|north(?:ern|east|west|eastern|western)?|"
    r"south(?:ern|east|west|eastern|western)?|east(?:ern)?|west(?:ern)?|greater|mainland|upper|"
    r"lower|inner|metro)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:['’]s?|\s+(?:city|area|metro|suburbs?))$", re.IGNORECASE)
_INSIDE = re.compile(r"^\s*,\s*$|^\s*\(\s*$")
_AFTER_COMMA = re.compile(
    r"\s*,\s*([A-Z][A-Za-z]{0,5}\.?(?:[A-Z]\.)*(?:\s?[A-Z][a-z]*\.)?)(?=[\s,.;)—–]|$)"
)
#: After two names with a comma between, these tell of a list, not of a place in another:
#: "Boston, New York and Washington".
_LISTED = re.compile(r"\s*,?\s*(?:and|or|&)\s+(?:in\s+)?[A-Z]")
#: What stands behind a place's name in the name of what serves the place.
_CIVIC = re.compile(
    r"\s+(?:City\s+|Town\s+|Borough\s+|County\s+|State\s+|Area\s+|Metropolitan\s+|Public\s+|"
    r"Municipal\s+|Regional\s+|Community\s+|Independent\s+)*(?:Council|Police|Sheriff|Fire|"
    r"School|Schools|High|Department|Court|Courthouse|Commission|Commissioners|Board|Authority|"
    r"University|College|Hospital|Airport|Jail|Prison|Legislature|Senate|Supreme|Superior|Circuit|"
    r"District|Chamber|Parliament|Government|Ministry|Mayor|Hall|Library|Medical)\b"
)
#: Words for what lies in a place or is part of one.
_PARTS_OF_PLACES = frozenset(
    """airport area bay central church city colony commissioners council county court district fire
        fairgrounds hall harbor harbour health highway hospital jail mall market mosque museum park
        police port prison road school schools seat square station street suburb town township
        unified university village""".split()
)
_DIRECTIONS = frozenset("north south east west northern southern eastern western central".split())
_NEVER = frozenset("the of and street avenue road motherland homeland earth house church".split())
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
_LEAST_SCORE = 0.4  #: of a name that the reader did not take for a place


def locate(
    report: Report, reading: Reading, sentences: Sentences, gazetteer: Gazetteer
) -> list[Toponym]:
    """The report's toponyms in text order, none overlapping another."""
    del sentences
    names = [_Name.of(report.text, m, gazetteer) for m in _mentions(report, reading, gazetteer)]
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
        return cls(mention, normal(words), _candidates(words, gazetteer))


def _candidates(words: str, gazetteer: Gazetteer) -> Sequence[Candidate]:
    """The places that the words may mean, a sort of region and a direction understood."""
    words = _PLURAL_SORT.sub(r" \1y", words.strip(" ,;:"))
    if state := _state(words, gazetteer):
        return [state]
    found = gazetteer.find(words) or gazetteer.find(_TAIL.sub("", words))
    words = _TAIL.sub("", words)
    if any(c.kind in ("country", "admin1", "region") for c in found):
        return found
    sorted_region = _REGION_ENDS.match(words) or _REGION_BEFORE.match(words)
    if sorted_region and sorted_region["sort"].lower() not in ("city", "town", "village"):
        inner = gazetteer.find(sorted_region["name"])
        if sorted_region["sort"].lower() in _SMALL_SORTS and (found or inner):
            return found or [c for c in inner if c.kind == "county"] or inner
        regions = [c for c in inner if c.kind == "admin1"] or [
            region
            for city in sorted((c for c in inner if c.kind == "city"), key=_people)[-3:]
            if (region := gazetteer.admin1(city.admin1))
        ]
        if regions or found or inner:
            return regions or found or inner
    elif sorted_region:
        return gazetteer.find(sorted_region["name"]) or found
    if found:
        return found
    lead = _LEAD.match(words)
    if lead:
        return _candidates(words[lead.end() :], gazetteer)
    if "," in words:
        return _candidates(words.split(",")[0], gazetteer)
    return _of_its_beginning(words, gazetteer)


def _state(words: str, gazetteer: Gazetteer) -> Candidate | None:
    """The American state that an abbreviation stands for: "Okla.", "W.Va", "TX"."""
    code = STATES.get(words.lower().rstrip("."))
    if not code or not (words.endswith(".") or words.isupper() or not gazetteer.find(words)):
        return None
    return gazetteer.admin1(code)


def _of_its_beginning(words: str, gazetteer: Gazetteer) -> Sequence[Candidate]:
    """The place that something in it is named after: "Henderson County Jail", "Oxford Mosque"."""
    parts = re.split(r"[\s-]+", words)
    for count in range(len(parts) - 1, 0, -1):
        if parts[count].lower() not in _PARTS_OF_PLACES and "-" not in words:
            return ()
        if len(parts[0]) > 2 and (found := gazetteer.find(" ".join(parts[:count]))):
            return found
    return ()


def _is_regional(words: str, gazetteer: Gazetteer) -> bool:
    """Whether a region may be called by the words: no country is ("the US state")."""
    found = _candidates(words, gazetteer)
    return bool(found) and all(c.kind != "country" for c in found)


def _people(candidate: Candidate) -> int:
    return candidate.people


def _mentions(report: Report, reading: Reading, gazetteer: Gazetteer) -> list[Mention]:
    """The reader's places, widened by their sort of region, and counties that it missed."""
    text = report.text
    found = [m for one in reading.entities for m in _served(text, one, gazetteer)]
    found += _taken_for_others(text, reading.entities, gazetteer)
    places = [
        part for m in reading.entities if m.type == "place" for part in _parts(text, m, gazetteer)
    ]
    for mention in sorted(places, key=_start):
        words = mention.span.of(text)
        after = _REGION_AFTER.match(text, mention.span.end)
        wide = after and not text.startswith(" of ", after.end()) and not _REGION_ENDS.match(words)
        if after and wide and _is_regional(words, gazetteer):
            span = Span(mention.span.start, after.end())
            mention = Mention(span=span, type="place", score=mention.score)  # noqa: PLW2901
        if normal(words) not in _NEVER:
            found.append(mention)
    taken = [m.span for m in reading.entities] + [m.span for m in found]
    starts = {i for span in taken for i in range(span.start, span.end)}
    found += [
        Mention(span=Span(*match.span()), type="place", score=_LEAST_SCORE)
        for match in _COUNTY.finditer(text)
        if not starts & set(range(*match.span())) and gazetteer.find(match.group())
    ]
    kept: list[Mention] = []
    for mention in sorted(found, key=_start):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def _taken_for_others(
    text: str, entities: Sequence[Mention], gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Places that the reader took for something else, by the name alone.

    In the worldwide newswire set a country's name is a place 4,714 times and something else 45
    times, a first-level region's 1,549 times and an organization 29 times.
    """
    places = {normal(m.span.of(text)) for m in entities if m.type == "place"}
    for mention in entities:
        if mention.type in ("place", "person"):
            continue
        words = " ".join(mention.span.of(text).split())
        found = gazetteer.find(words)
        kinds = {c.kind for c in found}
        region = "admin1" in kinds or ("county" in kinds and words.endswith(" County"))
        if (
            "country" in kinds
            or (mention.type == "organization" and region and normal(words) not in _DIRECTIONS)
            or (found and normal(words) in places)
        ):
            yield Mention(span=mention.span, type="place", score=mention.score)


def _served(text: str, mention: Mention, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The place that begins the name of what serves it: "Dublin City Council"."""
    if mention.type not in ("organization", "facility"):
        return
    words = mention.span.of(text)
    civic = _CIVIC.search(words)
    if not civic:
        return
    lead = len(words) - len(words.removeprefix("the ").removeprefix("The "))
    county = re.search(r"\s+(?:County|Parish)\s+", civic.group() + " ")
    end = civic.start() + (county.end() if county else 0)
    name = words[lead:end].rstrip()
    if len(name) > 3 and len(name.split()) <= 3 and gazetteer.find(name):
        start = mention.span.start + lead
        yield Mention(span=Span(start, start + len(name)), type="place", score=_LEAST_SCORE)


def _parts(text: str, mention: Mention, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The places of a name that holds several: "Houston, Texas", "the US state of Texas"."""
    start = mention.span.start
    words = mention.span.of(text)
    lead = _LEAD.match(words)
    known = gazetteer.find(words[lead.end() :] if lead else words)
    if (within := _REGION_OF.match(words)) and not known:
        country = any(c.kind == "country" for c in gazetteer.find(within["outer"]))
        yield _part(mention, *within.span("outer" if country else "whole"))
        yield _part(mention, *within.span("inner"))
        return
    named = _REGION_NAMED.match(words)
    if named and gazetteer.country_of_demonym(named["people"]):
        yield _part(mention, *named.span("inner"))
        return
    pattern = r"(,\s+)"
    if _COUNTIES.search(words) or _holds_two(words, gazetteer):
        pattern = r"(\s+and\s+)"
    for part in re.split(pattern, words):
        end = start + len(part)
        if part.strip() not in ("", "and") and not part.startswith(","):
            yield Mention(span=Span(start, end), type="place", score=mention.score)
        start = end


def _part(mention: Mention, first: int, last: int) -> Mention:
    span = Span(mention.span.start + first, mention.span.start + last)
    return Mention(span=span, type="place", score=mention.score)


def _holds_two(words: str, gazetteer: Gazetteer) -> bool:
    """Whether the words join two places, and are no place's name as a whole."""
    parts = words.split(" and ")
    return len(parts) == 2 and not gazetteer.find(words) and all(map(gazetteer.find, parts))


def _start(mention: Mention) -> tuple[int, int]:
    return mention.span.start, -mention.span.end


def _contain(text: str, names: Sequence[_Name]) -> None:
    """Notes the container of each name that is followed by one: "Paris, Texas"."""
    for at, name in enumerate(names):
        following = names[at + 1] if at + 1 < len(names) else None
        end = name.mention.span.end
        if following and _INSIDE.match(text[end : following.mention.span.start] or "x"):
            sorts = ("admin1",) if _is_country(name) else ("country", "admin1")
            areas = [c for c in following.candidates if c.kind in sorts]
            inside = {c.admin1 or c.country for c in areas} & {
                code for c in name.candidates for code in (c.country, c.admin1)
            }
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
