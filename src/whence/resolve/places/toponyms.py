"""Place names in a text to places on earth, by the words around them.

A name's candidates are weighed by how many people live there, by the container that the text names
("Springfield, Ill."), and by the countries and regions that the rest of the report speaks of; what
is plain is settled first and helps to settle the rest (Leidner, "Toponym Resolution in Text",
2007: one sense a discourse, and the smallest area that holds them all).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from whence.lang import words as words_in
from whence.lang.peoples import peoples_in
from whence.records import Mention, Place, Reading, Report, Span
from whence.resolve.places.candidates import REGION_WORDS, candidates_of, is_called
from whence.resolve.places.demonyms import STATES
from whence.resolve.places.gazetteer import Candidate, Gazetteer
from whence.resolve.places.mentions import toponym_mentions
from whence.resolve.places.normalize import normal
from whence.resolve.places.sure import (
    THRESHOLD,
    evidence,
    is_far_fetched,
    is_overshadowed,
    is_plain,
    sureness,
)
from whence.resolve.places.surroundings import lies_in, surroundings
from whence.resolve.places.votes import Name, Votes


class Toponym(NamedTuple):
    """A place name in the text, and the place that it means; None where that is not known."""

    mention: Mention
    place: Place | None


_FACILITIES = words_in("places", "facilities")
_SORTS = frozenset(REGION_WORDS.split("|"))
_HEAVENLY = words_in("across", "heavenly bodies")
_DIRECTIONS = words_in("places", "directions")
_MISNOMERS = words_in("places", "misnomers")
#: "U.N." and "NATO" are no towns of that name, if "ROME (AP)" is one.
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,5}")
_DATELINE = re.compile(r"\s*(?:[,(—–]|-+\s)")
#: Inhabitants of a city that an acronym may mean: by its own name, by another. Guesses.
_CITY, _METROPOLIS = 50_000, 1_000_000
#: Inhabitants of a city that stays possible where a person or a firm has its name. A guess.
_GREAT = 300_000
_FORMAL = re.compile(r"\b((?:[A-Z][\w'’]+ )+of (?:the )?)$")
#: Characters: "the Democratic People's Republic of" is among the longest, with 32.
_FORMAL_NAME = 40
_MOSTLY = 0.5  #: the share by which it is a report on that country
_SPOKEN_OF = 0.15  #: the share of its other names by which a report speaks of a country
_SHORT = 3  #: letters of a name that nothing is taken to be named after
_PRODUCT = re.compile(r"[a-z]+[A-Z]")  #: "iOS" is no island
_GOES_ON = re.compile(r"[ -][A-Z]")
_BEGAN = re.compile(r"[a-z,;] [A-Z][a-z]+ $")
#: "Elizabeth Street", "Elizabeth St." and "the Milan Drive home", by the word behind or the last.
_STREETS = "|".join(sorted(words_in("places", "streets")))
_STREET_BEHIND = re.compile(rf"\s(?:[NSEW]\.?\s)?(?:{_STREETS})\b(?!\.?\s[A-Z])")
_STREET = re.compile(rf".+\s(?:{_STREETS})\.?")
_SHOP_BEHIND = re.compile(rf"\s(?:{'|'.join(sorted(words_in('places', 'shops')))})s?\b")
_COUNTIES = re.compile(r"\s+[Cc]ounties\b")
#: What makes "Dublin City" an office's and not a town's, and an office that only America has.
_OFFICE_BEHIND = re.compile(r"\s+(?:Manager|Council|Hall|Clerk|Attorney|Commission|Administrator)")
_ATTORNEY = re.compile(r"(?P<place>.+) [Dd]istrict")
_ATTORNEY_BEHIND = re.compile(r"(?:\s+(?:County\s+)?[Dd]istrict)?\s+[Aa]ttorney\b")
#: Two streets: "near Douglas and Greenwich", "at the corner of Lincoln and Vine".
_CROSSING = re.compile(r"\b(?:near|at|(?:corner|intersection) of)\s+$")
_LISTED = re.compile(r",\s+[A-Z]")
_CROSSED = re.compile(r"\s+and\s+")
_BRITISH = re.compile(rf"£\d|\b(?:{'|'.join(sorted(words_in('places', 'british signs')))})\b")
_JOINED = re.compile(r",\s+|\s+and\s+|,\s+and\s+")
_PAPER = re.compile(r"[^\W\d_]{4,}")
_GENERIC = re.compile(
    r"^(?:the|thisis|online|inside|my)|(?:online|localnews|news|herald|register|times|daily|press|"
    r"tribune|gazette|post|journal|citizen|review|leader|weekly|today|sun|star|reporter|sentinel|"
    r"chronicle|observer|record|dispatch|courier|enquirer|mail|live|com|net|org|local|town|item)$"
)
_ENDING = re.compile(r"\.(uk|ca|au|nz|ie|in|za|ru|eg|ng|ke|pk|ph|sg|my|il|de|fr|it|es|jp|cn|ua)$")


def locate(report: Report, reading: Reading, gazetteer: Gazetteer) -> list[Toponym]:
    """The report's toponyms in text order, none overlapping another."""
    names = names_in(report, reading, gazetteer)
    paper, home = home_of(report, gazetteer)
    votes = Votes(names, paper, home, peoples=peoples_in(report.text))
    votes.settle()
    # Where it is not sure which place is meant, none is given, and none supports the others.
    british = bool(_BRITISH.search(report.text))
    if unsure := _unsure(names, votes, british=british):
        votes.settle(unsure)
        votes.settle(unsure | _unsure(names, votes, british=british))
    _place_counties(names, paper, gazetteer)
    return [
        Toponym(name.mention, gazetteer.place(name.choice) if name.choice else None)
        for name in names
    ]


def names_in(report: Report, reading: Reading, gazetteer: Gazetteer) -> list[Name]:
    """The names of places in a report, in text order, each with the places it may mean."""
    mentions = toponym_mentions(report, reading, gazetteer)
    places = {m.span.start for m in reading.entities if m.type == "place"}
    names = [
        _name(report.text, mention, gazetteer, sort, served=mention.span.start not in places)
        for mention, sort in zip(mentions, _sorts(report.text, mentions), strict=True)
    ]
    _named_after(names)
    _parts_of_towns(report.text, names)
    _cross(report.text, names)
    _not_others(report, reading, names)
    for name, around in zip(names, surroundings(report.text, names, gazetteer), strict=True):
        name.around = around
        nameless = name.key in _HEAVENLY or _DIRECTIONS.issuperset(name.key.split())
        if nameless and around.within and not around.container:
            # "Chicago's South Side" is in Chicago, if anywhere.
            outer = around.within.candidates
            name.candidates = [c for c in name.candidates if any(lies_in(c, o) for o in outer)]
        elif nameless and not around.container:
            name.candidates = ()
        if name.key in _MISNOMERS or _is_bare_code(report.text, name.mention.span):
            name.candidates = ()
    _in_one_sense(names)
    return names


def _is_bare_code(text: str, span: Span) -> bool:
    """Whether a state's two letters come without a town before: "AR and VR", not "Conway, AR"."""
    words = span.of(text)
    code = len(words) == 2 and words.isupper() and words.lower() in STATES
    return code and not text[: span.start].endswith(", ")


def _in_one_sense(names: Sequence[Name]) -> None:
    """What lies in Nairobi at one mention lies there at all of them."""
    given = {n.key: n.around for n in reversed(names) if n.around.within and n.around.sure}
    for name in names:
        around = given.get(name.key)
        if around and not (name.around.container or name.around.within or name.around.outside):
            name.around = around._replace(contains=name.around.contains)


def _named_after(names: Sequence[Name]) -> None:
    """Gives what is named after another place of the report that one: "Dublin Veterans Park"."""
    known = {name.key: name for name in names if name.candidates and len(name.key) > _SHORT}
    for name in names:
        parts = name.key.split()
        if name.candidates or not _FACILITIES.intersection(parts[1:]):
            continue
        for count in range(len(parts) - 1, 0, -1):
            if other := known.get(" ".join(parts[:count])):
                name.key, name.candidates, name.exact = other.key, other.candidates, False
                break


def _parts_of_towns(text: str, names: Sequence[Name]) -> None:
    """Leaves a village out for "North Baltimore"; "Dublin City Manager" is of the town Dublin."""
    known = {name.key: name for name in names if name.candidates}
    for name in names:
        first, _, rest = name.key.partition(" ")
        part = rest if first in _DIRECTIONS else ""
        if _OFFICE_BEHIND.match(text, name.mention.span.end):
            part = part or name.key.removesuffix(" city")
        other = known.get(part)
        small = all(c.kind == "city" and c.people < _CITY for c in name.candidates)
        if other is None or other is name or not (small or part == first):
            continue
        name.candidates, name.exact = (() if part == rest else other.candidates), False


def _cross(text: str, names: Sequence[Name]) -> None:
    """Marks what may be two streets of a town, as American papers write them."""
    often = Counter(name.key for name in names)
    for one, other in pairwise(names):
        between = text[one.mention.span.end : other.mention.span.start]
        led = _CROSSING.search(text, max(0, one.start - 30), one.start)
        alone = often[one.key] == often[other.key] == 1
        listed = _LISTED.match(text, other.mention.span.end)  # "near Redding and Chico, Calif."
        if led and alone and not listed and _CROSSED.fullmatch(between):
            one.crossed = other.crossed = True


def _not_others(report: Report, reading: Reading, names: Sequence[Name]) -> None:
    """Leaves small towns out where the report has a body or a person of the name: "Delta"."""
    taken = {name.start for name in names}
    others = Counter(
        normal(m.span.of(report.text))
        for m in reading.entities
        if m.type in ("organization", "person", "product") and m.span.start not in taken
    )
    as_places = Counter(name.key for name in names if not name.served)
    for name in names:
        if others[name.key] > as_places[name.key] > 0:
            name.candidates = [
                c for c in name.candidates
                if c.kind not in ("city", "county") or c.people >= _GREAT
            ]  # fmt: skip


def _unsure(names: Sequence[Name], votes: Votes, *, british: bool) -> set[str]:
    """The keys of names of which it is not sure what they mean: where no mention of one is.

    `british`: the report's words are those of British copy.
    """
    best: dict[str, float] = defaultdict(float)
    for name in names:
        best[name.key] += 0.0
        if found := evidence(name, votes):
            # What is named after a town is there only where the report speaks of that country.
            town = not (found.country or found.admin1 or found.region)
            if town and not (found.exact or found.contained) and found.same_country < _SPOKEN_OF:
                continue
            american = town and votes.ranked(name)[0][1].country == "US"
            at_home = any(c.country == "GB" for c in name.candidates)
            if american and (name.crossed or (british and at_home and found.lonely)):
                continue
            if town and is_overshadowed(name, votes, found):
                continue
            if town and is_far_fetched(name, votes, found):
                continue
            # "The Western Region" is that of the country that the report speaks of.
            unnamed = set(name.key.split()) <= _DIRECTIONS | _SORTS
            if unnamed and not found.contained and found.same_country < _MOSTLY:
                continue
            # What has no country ("the Middle East") is no town that may be another's namesake.
            if (found.region and found.exact) or is_plain(name, votes, found):
                best[name.key] = 1.0
            best[name.key] = max(best[name.key], sureness(found))
    return {key for key, sure in best.items() if sure < THRESHOLD}


def _name(
    text: str, mention: Mention, gazetteer: Gazetteer, sort: str, *, served: bool = False
) -> Name:
    """The name, with a sort of region that the last of a list has for all of it."""
    start, end = mention.span.start, mention.span.end
    words = " ".join(mention.span.of(text).split())
    if text.startswith(".", end) and STATES.get(words.lower()):
        words += "."  # "Pa."
    if sort and (counties := gazetteer.find(words + sort)):
        return Name(mention, normal(words + sort), counties)
    prosecuted = _ATTORNEY_BEHIND.match(text, end)
    if prosecuted and (district := _ATTORNEY.fullmatch(words)):
        words = district["place"]
    candidates = () if _PRODUCT.match(words) else candidates_of(words, gazetteer)
    if prosecuted:
        candidates = [c for c in candidates if c.country == "US"]
    key = normal(words)
    if formal := _FORMAL.search(text, max(0, start - _FORMAL_NAME), start):
        whole = (
            formal[1].removeprefix("The ") + words
        )  # "the Democratic People's Republic of" Korea
        if countries := [c for c in gazetteer.find(whole) if c.kind == "country"]:
            candidates, key = countries, normal(whole)
    road = _STREET.fullmatch(words) and not gazetteer.find(words)
    if road or _STREET_BEHIND.match(text, end):
        candidates = ()  # Lisbon Road is not in Portugal
    elif _SHOP_BEHIND.match(text, end):
        candidates = [c for c in candidates if c.kind != "city" or c.people >= _GREAT]
    if _ACRONYM.fullmatch(words) and not _DATELINE.match(text, end):
        candidates = [
            c for c in candidates
            if c.kind != "city" or c.people >= (_CITY if c.own else _METROPOLIS)
        ]  # fmt: skip
    return Name(
        mention,
        key,
        candidates,
        exact=is_called(words, gazetteer),
        served=served,
        runs_on=bool(_GOES_ON.match(text, end) or _BEGAN.search(text[max(0, start - 30) : start])),
    )


def _sorts(text: str, mentions: Sequence[Mention]) -> list[str]:
    """Of each name that is listed before a word for all of the list, that word.

    "Barrow, Jackson and Madison counties" are three counties.
    """
    found = [""] * len(mentions)
    for at in range(len(mentions) - 1, -1, -1):
        span = mentions[at].span
        if _COUNTIES.search(span.of(text)) or _COUNTIES.match(text, span.end):
            found[at] = " County"
        elif at + 1 < len(mentions) and found[at + 1]:
            joined = _JOINED.fullmatch(text, span.end, mentions[at + 1].span.start)
            found[at] = found[at + 1] if joined else ""
    return found


def _place_counties(
    names: Sequence[Name], paper: Sequence[Candidate], gazetteer: Gazetteer
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


def home_of(report: Report, gazetteer: Gazetteer) -> tuple[list[Candidate], str]:
    """Where the publisher may be at home, and the country of its address, else ""."""
    return _of_paper(report, gazetteer), _home(report)


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
    """The country of the publisher's web address, where its ending shows it; else ""."""
    match = _ENDING.search((report.publisher or report.url or "").lower().split("/")[-1])
    return {"uk": "GB"}.get(match[1], match[1].upper()) if match else ""
