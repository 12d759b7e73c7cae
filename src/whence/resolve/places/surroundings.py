"""What the words around a place's name say of where it lies.

"Paris, Texas", "Nairobi's Westgate", "the Adhamiyah district of Baghdad", "the Syrian town of
Azaz": each names what the place lies in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from whence.lang import words as words_in
from whence.resolve.places.candidates import REGION_WORDS
from whence.resolve.places.demonyms import STATES
from whence.resolve.places.gazetteer import Candidate, Gazetteer, kilometres


class Named(Protocol):
    """A name in the text with what it may mean."""

    start: int
    end: int
    candidates: Sequence[Candidate]
    choice: Candidate | None


class Surroundings(NamedTuple):
    """What the text names a place to lie in."""

    container: str = ""  #: a country or ISO 3166-2 code that the place has a candidate in
    listed: bool = False  #: whether the container may as well be the next of a list
    outside: bool = False  #: whether the text names one that no candidate lies in
    within: Named | None = None  #: the name of the place that it lies in
    sure: bool = False  #: whether it lies there or nowhere ("Nairobi's Westgate")
    #: countries and regions of the town before it and a comma ("Niamey, Niger")
    contains: frozenset[str] = frozenset()
    town: bool = False  #: whether it is called a town, or begins a dateline: no region of the name


_CALLED_TOWN = re.compile(r"\b(?:city|town|village|municipality)\s+of\s+$")
#: "GRANADA, Nicaragua -", "GRANADA, June 29 (Kestrel) -": in capitals at the beginning of a line.
_DATELINE = re.compile(
    r"(?:,\s[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)?(?:,\s[A-Z][a-z]+\.?\s\d{1,2})?"
    r"(?:\s\([^()\n]{2,40}\))?\s?[-–—]"
)
_INSIDE = re.compile(r"^\s*,\s*$|^\s*\(\s*$")
_AFTER_COMMA = re.compile(
    r"\s*,\s*([A-Z][A-Za-z]{0,5}\.?(?:[A-Z]\.)*(?:\s?[A-Z][a-z]*\.)?)(?=[\s,.;)—–]|$)"
)
#: What comes after a comma and is no name that the reader knows: "a Bradford, Ontario court".
_NAME_AFTER = re.compile(r"\s*,\s*((?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+)\b(?!['’])")
#: After two names with a comma between, these show a list, not of a place in another: "Boston, New
#: York and Washington".
_LISTED = re.compile(r"\s*,?\s*(?:and|or|&)\s+(?:in\s+)?[A-Z]")
_SORTS = "|".join(sorted(words_in("places", "parts and sorts of places"), key=len, reverse=True))
_OWNS = re.compile(r"['’]s?\s+(?:[a-z][\w-]*\s+){0,2}(?:the\s+)?$")
_LIES_IN = re.compile(
    rf"\s+(?P<sort>(?:(?:{_SORTS}|{REGION_WORDS})\s+)*)(?P<how>in|of)\s+(?:the\s+)?"
    r"(?:[a-z]+ern\s+|[a-z]*central\s+)?"
)
_SORT_BEFORE = re.compile(
    r"(?P<people>[A-Z][\w-]+(?:[ -][A-Z][\w-]+)?)(?P<own>['’]s?)?\s+(?:[a-z][\w-]*,?\s+){0,2}?"
    rf"(?:{_SORTS}|{REGION_WORDS})\s+(?:of\s+)?(?:the\s+)?$"
)
#: Characters before a name in which "the Kenyan town of" begins. A guess, not measured.
_BEFORE = 80
#: What belongs to one country and has a code of its own.
_WITH = {
    "HK": "CN", "MO": "CN", "PR": "US", "GU": "US", "VI": "US", "AS": "US", "GI": "GB", "JE": "GB",
    "GG": "GB", "IM": "GB", "RE": "FR", "GP": "FR", "MQ": "FR", "GF": "FR", "YT": "FR", "PF": "FR",
    "NC": "FR", "GL": "DK", "FO": "DK", "CW": "NL", "AW": "NL", "AX": "FI", "PS": "IL", "TW": "CN",
}  # fmt: skip
#: So far from a region's or a city's point a place may lie in it, in kilometres.
_REACH = {"admin1": 250.0, "region": 600.0, "county": 90.0, "city": 60.0}


def surroundings(text: str, names: Sequence[Named], gazetteer: Gazetteer) -> list[Surroundings]:
    """Of each name what the text says it lies in, as far as the words around it say."""
    found = []
    for at, name in enumerate(names):
        before = names[at - 1] if at else None
        following = names[at + 1] if at + 1 < len(names) else None
        around = (
            _after(text, name, following, gazetteer)
            or _before(text, name, before, gazetteer)
            or Surroundings()
        )
        if before and _INSIDE.match(text[before.end : name.start] or "x"):
            codes = (code for c in before.candidates for code in (c.country, c.admin1))
            around = around._replace(contains=frozenset(codes))
        found.append(around._replace(town=_is_town(text, name)))
    return found


def _is_town(text: str, name: Named) -> bool:
    """Whether the words around a name say that it is a town's."""
    if _CALLED_TOWN.search(text[max(0, name.start - _BEFORE) : name.start]):
        return True
    begins = not text[: name.start].rstrip(" ") or text[: name.start].rstrip(" ").endswith("\n")
    is_dateline = _DATELINE.match(text, name.end) is not None
    return begins and is_dateline and text[name.start : name.end].isupper()


def lies_in(place: Candidate, outer: Candidate) -> bool | None:
    """Whether the one lies in the other; None where that is not known."""
    if outer.kind == "region" and not outer.country:
        return None
    same = nation(place.country) == nation(outer.country)
    if outer.kind == "country" or not same:
        return same
    if outer.kind == "admin1" and place.admin1 == outer.admin1:
        return True
    far = kilometres(place.lat, place.lon, outer.lat, outer.lon)
    return far < _REACH[outer.kind]


def nation(country: str) -> str:
    """The country that another belongs to, else itself."""
    return _WITH.get(country, country)


def _after(
    text: str, name: Named, following: Named | None, gazetteer: Gazetteer
) -> Surroundings | None:
    """What follows the name: ", Texas", ", south London", " district of Baghdad"."""
    codes = {code for c in name.candidates for code in (c.country, c.admin1) if code}
    own = _is_country(name)
    if following and _INSIDE.match(text[name.end : following.start] or "x"):
        sorts = ("admin1",) if own else ("country", "admin1")
        areas = [c for c in following.candidates if c.kind in sorts]
        listed = bool(_LISTED.match(text, following.end))
        # In the order of the candidates, so that of several the likeliest is taken.
        inside = [code for c in areas if (code := c.admin1 or c.country) in codes]
        if inside:
            return Surroundings(max(inside, key=len), listed)
        if listed or own or not following.candidates:
            return None
        if areas and all(c.kind == "city" for c in name.candidates):
            return Surroundings(outside=True)
        return None if areas else Surroundings(within=following)
    match = _AFTER_COMMA.match(text, name.end)
    if match and (state := STATES.get(match[1].lower().rstrip(". "), "")) in codes:
        return Surroundings(state)
    match = _NAME_AFTER.match(text, name.end)
    if match and not own and not _LISTED.match(text, match.end()):
        for c in gazetteer.find(match[1]):
            if c.kind in ("country", "admin1") and (code := c.admin1 or c.country) in codes:
                return Surroundings(code)
    if following is None or own:
        return None
    between = _LIES_IN.fullmatch(text, name.end, following.start)
    if between is None:
        return None
    return Surroundings(within=following, sure=bool(between["sort"]) or between["how"] == "of")


def _before(
    text: str, name: Named, before: Named | None, gazetteer: Gazetteer
) -> Surroundings | None:
    """What comes before the name: "Nairobi's", "the Syrian town of"."""
    if before is not None and before.end <= name.start:
        between = text[max(before.end - 2, 0) : name.start]
        owns = _OWNS.fullmatch(text, before.end, name.start) or _OWNS.fullmatch(between)
        if owns and before.candidates:
            return Surroundings(within=before, sure=True)
    match = _SORT_BEFORE.search(text[max(0, name.start - _BEFORE) : name.start])
    if not match:
        return None
    people = match["people"]
    country = gazetteer.country_of_demonym(people) or gazetteer.country_of_demonym(
        people.split()[-1]
    )
    if country and any(c.country == country for c in name.candidates):
        return Surroundings(country)
    return None


def _is_country(name: Named) -> bool:
    return any(c.kind == "country" for c in name.candidates)
