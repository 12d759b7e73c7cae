"""The places that a name may mean, with a sort of region and a direction understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.resolve.places.demonyms import STATES
from whence.resolve.places.gazetteer import Candidate, Gazetteer

#: Words for sorts of regions, as alternatives of a pattern.
REGION_WORDS = (
    "region|oblast|province|governorate|krai|kray|prefecture|territory|district|republic|state|"
    "department|county|raion|canton|voivodeship"
)
#: Sorts of what lies within a first-level region.
_SMALL_SORTS = ("county", "district", "raion")
#: "Kursk region": its `name` and its `sort`.
REGION_ENDS = re.compile(rf"^(?P<name>.+?)\s+(?P<sort>{REGION_WORDS})$", re.IGNORECASE)
_REGION_BEFORE = re.compile(
    rf"^(?:the\s+)?(?P<sort>{REGION_WORDS}|city|town|village)\s+of\s+(?P<name>.+)$", re.IGNORECASE
)
_PLURAL_SORT = re.compile(r"\s([Cc]ount)ies$")
#: What stands before a name and is no part of it: "the", "eastern", "downtown".
LEAD = re.compile(
    r"^(?:the|far|downtown|central|north(?:ern|east|west|eastern|western)?|"
    r"south(?:ern|east|west|eastern|western)?|east(?:ern)?|west(?:ern)?|greater|mainland|upper|"
    r"lower|inner|metro)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:['’]s?|\s+(?:city|area|metro|suburbs?))$", re.IGNORECASE)
#: Words for what lies in a place or is part of one.
_PARTS_OF_PLACES = frozenset(
    """airport area bay central church city colony commissioners council county court district fire
        fairgrounds hall harbor harbour health highway hospital jail mall market mosque museum park
        police port prison road school schools seat square station street suburb town township
        unified university village""".split()
)


def candidates_of(words: str, gazetteer: Gazetteer) -> Sequence[Candidate]:
    """The places that the words may mean, a sort of region and a direction understood."""
    words = _PLURAL_SORT.sub(r" \1y", words.strip(" ,;:"))
    if state := _state(words, gazetteer):
        return [state]
    found = gazetteer.find(words) or gazetteer.find(_TAIL.sub("", words))
    words = _TAIL.sub("", words)
    if any(c.kind in ("country", "admin1", "region") for c in found):
        return found
    sorted_region = REGION_ENDS.match(words) or _REGION_BEFORE.match(words)
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
    lead = LEAD.match(words)
    if lead:
        return candidates_of(words[lead.end() :], gazetteer)
    if "," in words:
        return candidates_of(words.split(",")[0], gazetteer)
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


def _people(candidate: Candidate) -> int:
    return candidate.people
