"""The places that a name may mean, with a sort of region and a direction understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.lang import words as words_in
from whence.resolve.places.demonyms import STATES
from whence.resolve.places.gazetteer import Candidate, Gazetteer

#: Words for sorts of regions, as alternatives of a pattern.
REGION_WORDS = (
    "region|oblast|province|governorate|krai|kray|prefecture|territory|district|republic|state|"
    "department|county|raion|canton|voivodeship"
)
_ORDINARY = words_in("places", "ordinary words")
#: Sorts of what lies within a first-level region.
_SMALL_SORTS = ("county", "district", "raion")
#: "Kursk region": its `name` and its `sort`.
REGION_ENDS = re.compile(rf"^(?P<name>.+?)\s+(?P<sort>{REGION_WORDS})$", re.IGNORECASE)
_REGION_BEFORE = re.compile(
    rf"^(?:the\s+)?(?P<sort>{REGION_WORDS}|city|town|village)\s+of\s+(?P<name>.+)$", re.IGNORECASE
)
_PLURAL_SORT = re.compile(r"\s([Cc]ount)ies$")
#: What comes before a name and is no part of it: "the", "eastern", "downtown".
LEAD = re.compile(
    r"^(?:the|far|downtown|central|north(?:ern|east|west|eastern|western)?|"
    r"south(?:ern|east|west|eastern|western)?|east(?:ern)?|west(?:ern)?|greater|mainland|upper|"
    r"lower|inner|metro)\s+",
    re.IGNORECASE,
)
#: Directions and the like in lower case are no part of a name: "south east London".
_SMALL_LEAD = re.compile(
    r"^(?:(?:the|far|metro|central|(?:north|south|east|west)(?:[- ]?(?:east|west|central))?"
    r"(?:ern)?)[\s-]+)+(?=[A-Z])"
)
#: A direction before a city of so many people is mostly a part of it: "East London".
_METROPOLIS = 1_000_000
#: A city of so many people may follow one of these as part of its name: "East Aleppo".
_OF_NAMES, _GREAT = frozenset({"North", "South", "East", "West"}), 300_000
#: So many people live in a town that a region is called by.
_SEAT = 50_000
#: Of a name with a hyphen the first part counts only if it is so long: not "Mid-Jutland".
_LONG = 4
_TAIL = re.compile(r"(?:['’]s?|\s+(?:city|area|metro|suburbs?))$", re.IGNORECASE)
#: Words for what lies in a place or is part of one.
_PARTS_OF_PLACES = frozenset(
    """airport area bay central church city commissioners council county court district fire
        fairgrounds hall harbor harbour health highway hospital jail mall market mosque museum park
        police port prison road school schools seat square station street suburb town township
        unified university village""".split()
)


def candidates_of(words: str, gazetteer: Gazetteer) -> Sequence[Candidate]:
    """The places that the words may mean, a sort of region and a direction understood."""
    words = _PLURAL_SORT.sub(r" \1y", words.strip(" ,;:"))
    if state := _state(words, gazetteer):
        return [state]
    if (small := _SMALL_LEAD.match(words)) and (
        inner := candidates_of(words[small.end() :], gazetteer)
    ):
        return inner
    found = gazetteer.find(words)
    bare = _TAIL.sub("", words)
    if not found and bare != words:
        found = gazetteer.find(bare)
        if words.lower().endswith(" city"):
            found = [c for c in found if c.kind == "city"] or found  # "Quebec City"
    words = bare
    if any(c.kind in ("country", "admin1", "region") for c in found):
        return found
    if (regions := _of_its_sort(words, found, gazetteer)) is not None:
        return regions
    lead = LEAD.match(words)
    if found:
        return [*found, *_around(words[lead.end() :], gazetteer)] if lead else found
    if lead:
        inner = candidates_of(words[lead.end() :], gazetteer)
        if lead.group().strip() in _OF_NAMES:
            # "East Turkestan" is nothing of the town of Turkestan
            inner = [c for c in inner if c.kind != "city" or c.people >= _GREAT]
        return inner
    if "," in words:
        return candidates_of(words.split(",")[0], gazetteer)
    return _of_its_beginning(words, gazetteer)


def is_called(words: str, gazetteer: Gazetteer) -> bool:
    """Whether a place is called by the words themselves, sort and direction aside."""
    words = re.sub(r"['’]s?$", "", words)
    if small := _SMALL_LEAD.match(words):
        words = words[small.end() :]
    sort = REGION_ENDS.match(words) or _REGION_BEFORE.match(words)
    lead = LEAD.match(words)
    forms = [words, sort["name"] if sort else "", words[lead.end() :] if lead else ""]
    return any(form and gazetteer.find(form) for form in forms) or bool(_state(words, gazetteer))


def _of_its_sort(
    words: str, found: Sequence[Candidate], gazetteer: Gazetteer
) -> Sequence[Candidate] | None:
    """The places of a name with its sort, "Kursk region", "city of Kano"; None for another."""
    match = REGION_ENDS.match(words) or _REGION_BEFORE.match(words)
    if not match:
        return None
    inner, sort = gazetteer.find(match["name"]), match["sort"].lower()
    if sort == "region" and match["name"].lower() in _ORDINARY:
        return ()  # "the Gulf region" is no province of that name
    if sort in ("city", "town", "village"):
        return inner or found
    if sort in _SMALL_SORTS and (found or inner):
        return found or [c for c in inner if c.kind == "county"] or inner
    regions = [c for c in inner if c.kind in ("country", "admin1", "county")]
    # A region that is not known by its name lies about the town that it is called by; what
    # is called a department may as well be an office ("the Police Department").
    seats = [c for c in inner if c.own and c.people >= _SEAT]
    return regions or found or seats


def _around(words: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The great cities that a direction may come before, no part of their own name."""
    for city in gazetteer.find(words):
        if city.kind == "city" and city.people >= _METROPOLIS and city.own:
            yield city._replace(own=False)


def _state(words: str, gazetteer: Gazetteer) -> Candidate | None:
    """The American state that an abbreviation means: "Okla.", "W.Va", "TX"."""
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
        least = _LONG if "-" in words else 3
        if len(parts[0]) >= least and (found := gazetteer.find(" ".join(parts[:count]))):
            return found
    return ()
