"""Where a text names places: the reader's, those it missed, and those within longer names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.lang import words as words_in
from whence.lang.verbs import lemmas
from whence.records import Mention, Reading, Report, Span
from whence.resolve.places.candidates import LEAD, REGION_ENDS, REGION_WORDS, candidates_of
from whence.resolve.places.gazetteer import Gazetteer
from whence.resolve.places.normalize import normal
from whence.syntax import Tree

_REGION_AFTER = re.compile(rf"\s+(?:{REGION_WORDS})\b", re.IGNORECASE)
#: "The US state of Texas", "Jiangsu province of eastern China".
_REGION_OF = re.compile(
    rf"^(?:the\s+)?(?P<whole>(?P<outer>[^\d,]+?)\s+(?:{REGION_WORDS}))\s+of\s+"
    r"(?:(?:the\s+)?(?:north|south|east|west|central)\w*\s+)?(?P<inner>[A-Z].+)$",
    re.IGNORECASE,
)
#: "The South African region KwaZulu-Natal".
_REGION_NAMED = re.compile(
    rf"^(?:the\s+)?(?P<people>[A-Z][\w ]+?)\s+(?:{REGION_WORDS}|city|town|village)\s+"
    r"(?P<inner>[A-Z].+)$"
)
#: "China's Guangdong province", "Chad in central Africa".
_OWNED = re.compile(r"^(?P<outer>[^\d,]+?)['’]s?\s+(?P<inner>[A-Z].+)$")
_LIES_IN = re.compile(r"^(?P<inner>[^\d,]+?)\s+in\s+(?P<outer>.+)$")
_COUNTIES = re.compile(r"\band\b.*\s(?:counties|parishes|provinces|regions)$", re.IGNORECASE)
_COUNTY = re.compile(r"\b(?:[A-Z][\w.'’-]+ ){1,3}(?:County|Parish)\b")
#: What follows a place's name in the name of what serves the place.
_CIVIC = re.compile(
    r"\s+(?:City\s+|Town\s+|Borough\s+|County\s+|State\s+|Area\s+|Metropolitan\s+|Public\s+|"
    r"Municipal\s+|Regional\s+|Community\s+|Independent\s+)*(?:Council|Police|Sheriff|Fire|"
    r"School|Schools|High|Department|Court|Courthouse|Commission|Commissioners|Board|Authority|"
    r"University|College|Hospital|Airport|Jail|Prison|Legislature|Senate|Supreme|Superior|Circuit|"
    r"District|Chamber|Parliament|Government|Ministry|Mayor|Hall|Library|Medical)\b"
)
_DIRECTIONS = frozenset("north south east west northern southern eastern western central".split())
_ORDINARY = words_in("places", "ordinary words")
_NEVER = frozenset("the of and street avenue road motherland homeland earth house church".split())
#: So many people live in a city that is known by its name alone.
_CITY, _METROPOLIS = 50_000, 300_000
_TITLES = (
    words_in("people", "title") | words_in("people", "male title")
    | words_in("people", "female title") | words_in("people", "role")
)  # fmt: skip
_DONE_TO_PLACES = frozenset(lemmas("places", "done to places"))
_LEAST_SCORE = 0.4  #: of a name that the reader did not take for a place


def toponym_mentions(report: Report, reading: Reading, gazetteer: Gazetteer) -> list[Mention]:
    """The reader's places, widened by their sort of region, and counties that it missed."""
    text = report.text
    named = {normal(m.span.of(text)) for m in reading.entities if m.type == "place"}
    found = [m for one in reading.entities for m in _served(text, one, named, gazetteer)]
    found += _taken_for_others(text, reading.entities, gazetteer)
    found += _attacked(Tree(text, reading.words), reading.entities, gazetteer)
    places = [
        part for m in reading.entities if m.type == "place" for part in _parts(text, m, gazetteer)
    ]
    for mention in sorted(places, key=_start):
        words = mention.span.of(text)
        after = _REGION_AFTER.match(text, mention.span.end)
        wide = after and not text.startswith(" of ", after.end()) and not REGION_ENDS.match(words)
        if after and wide and _is_regional(words, gazetteer):
            span = Span(mention.span.start, after.end())
            mention = Mention(span=span, type="place", score=mention.score)  # noqa: PLW2901
        if normal(words) not in _NEVER:
            found.append(mention)
    taken = [m.span for m in reading.entities] + [m.span for m in found]
    found += [
        Mention(span=county, type="place", score=_LEAST_SCORE)
        for county in (Span(*match.span()) for match in _COUNTY.finditer(text))
        if not any(county.overlaps(span) for span in taken) and gazetteer.find(county.of(text))
    ]
    remaining: list[Mention] = []
    for mention in sorted(found, key=_start):
        if not remaining or mention.span.start >= remaining[-1].span.end:
            remaining.append(mention)
    return remaining


def _is_regional(words: str, gazetteer: Gazetteer) -> bool:
    """Whether a region may be called by the words: no country is ("the US state")."""
    found = candidates_of(words, gazetteer)
    return bool(found) and all(c.kind != "country" for c in found)


def _taken_for_others(
    text: str, entities: Sequence[Mention], gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Places that the reader took for something else, by the name alone.

    In the worldwide newswire set a country's name is a place 4,714 times and something else 45
    times, a first-level region's 1,549 times and an organization 29 times.
    """
    places = {normal(m.span.of(text)) for m in entities if m.type == "place"}
    people = _in_full(text, entities)
    for mention in entities:
        if mention.type == "person":
            if _is_city_alone(text, mention, people, gazetteer):
                yield Mention(span=mention.span, type="place", score=mention.score)
            continue
        if mention.type == "place":
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


def _in_full(text: str, entities: Sequence[Mention]) -> set[str]:
    """The words of all names of people that are given in full, or with a title before them."""
    people = (m.span for m in entities if m.type == "person")
    given = (s.of(text) for s in people if " " in s.of(text) or _is_titled(text, s))
    return {word for name in given for word in normal(name).split()}


def _is_titled(text: str, span: Span) -> bool:
    before = text[: span.start].rsplit(None, 1)[-1:]
    return bool(before) and before[0].lower().strip(".") in _TITLES


def _is_city_alone(text: str, mention: Mention, people: set[str], gazetteer: Gazetteer) -> bool:
    """Whether one word taken for a person's is a great city's: people are named in full once.

    "Aleppo was quiet on Tuesday."
    """
    name = mention.span.of(text)
    if " " in name or normal(name) in people:
        return False
    return any(c.own and c.people >= _METROPOLIS for c in gazetteer.find(name))


def _attacked(tree: Tree, entities: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Cities that the reader took for a person or a thing, by what is done to them.

    "Kharkiv was bombed", "shells hit Idlib". Nobody of that name may be in the report.
    """
    named = _in_full(tree.text, entities)
    for mention in entities:
        words = mention.span.of(tree.text)
        head = tree.head_of(mention.span)
        if mention.type not in ("person", "other", "organization") or head is None:
            continue
        great = any(c.own and c.people >= _CITY for c in gazetteer.find(words))
        if not great or normal(words) in named:
            continue
        first = tree.first_conjunct(head)
        verb = tree.head(first)
        if verb is None or tree.lower(verb) not in _DONE_TO_PLACES:
            continue
        if first == (tree.subject(verb) if tree.is_passive(verb) else tree.child(verb, "obj")):
            yield Mention(span=mention.span, type="place", score=mention.score)


def _served(
    text: str, mention: Mention, named: set[str], gazetteer: Gazetteer
) -> Iterator[Mention]:
    """The place that begins the name of what serves it: "Dublin City Council".

    Of a small place only where the report names it by itself, too: nobody means Yale, Michigan.
    """
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
    ordinary = _ORDINARY.issuperset(normal(name).split())  # "the Supreme Court"
    if ordinary or len(name) <= 3 or len(name.split()) > 3:
        return
    known = gazetteer.find(name)
    if known and (county or normal(name) in named or _is_great(name, gazetteer)):
        start = mention.span.start + lead
        yield Mention(span=Span(start, start + len(name)), type="place", score=_LEAST_SCORE)


def _parts(text: str, mention: Mention, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The places of a name that holds several: "Houston, Texas", "the US state of Texas"."""
    start = mention.span.start
    words = mention.span.of(text)
    lead = LEAD.match(words)
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
    for pair in (_OWNED.match(words), _LIES_IN.match(words)):
        if pair and not known and _is_great(pair["outer"], gazetteer):
            for name in sorted(("outer", "inner"), key=pair.start):
                yield _part(mention, *pair.span(name))
            return
    pattern = r"(,\s+)"
    if _COUNTIES.search(words) or _holds_two(words, gazetteer):
        pattern = r"(\s+and\s+)"
    for part in re.split(pattern, words):
        end = start + len(part)
        if part.strip() not in ("", "and") and not part.startswith(","):
            yield Mention(span=Span(start, end), type="place", score=mention.score)
        start = end


def _is_great(words: str, gazetteer: Gazetteer) -> bool:
    """Whether a country, a region or a city is called so."""
    return any(
        c.kind in ("country", "admin1", "region") or (c.own and c.people >= _CITY)
        for c in candidates_of(words, gazetteer)
    )


def _part(mention: Mention, first: int, last: int) -> Mention:
    span = Span(mention.span.start + first, mention.span.start + last)
    return Mention(span=span, type="place", score=mention.score)


def _holds_two(words: str, gazetteer: Gazetteer) -> bool:
    """Whether the words join two places, and are no place's name as a whole."""
    parts = words.split(" and ")
    return len(parts) == 2 and not gazetteer.find(words) and all(map(gazetteer.find, parts))


def _start(mention: Mention) -> tuple[int, int]:
    return mention.span.start, -mention.span.end
