"""What sets two reports apart though words, a place and a day are the same.

Two shootings in one town on one weekend, two trials in one courthouse, two central banks, a sheriff
and a minister of one name, the bulletins of two days. A wrong join says what is not so, a missed
one only leaves something out: what is reported twice in other words must share more than these.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from whence.compare.event_kinds import WORDS as KIND_WORDS
from whence.compare.event_kinds import leading, may_be_one, physical
from whence.compare.frequencies import NUMBER_WORDS, words_of
from whence.lang import words
from whence.records.fingerprint import Outline

_DAY_WORDS = words("across", "day words")
#: Words of a title: two shorter ones may differ by numbers alone by chance. A guess.
_LEAST_TITLE = 4
#: Millionths: less likeness in words, places and days aside, is no evidence. No measurement
#: of it is recorded.
_SHARED_ENOUGH = 48_000
#: The same where both are of one kind of event, whose words they share in any case:
#: those are aside, too. No measurement of it is recorded.
_SHARED_BESIDE_KIND = 15_000
#: What is in every report on a trial or an arrest.
_COURT = words("across", "court words")
#: Kinds of what happens to a person by name.
_OF_ONE_PERSON = frozenset({"trial", "arrest"})
#: Kinds of which there are two in one town on one day; floods and quakes there are not.
_TWICE_A_DAY = frozenset({"shooting", "attack", "fire", "accident"})
_IN_EACH_TOWN = _TWICE_A_DAY | {"election"}
#: Killed: where each counts more, there are two counts of one event sooner than two events.
#: A guess.
_FEW = 3
#: Days for which one event is news in the same words. A guess.
_NEWS = 2
#: What two reports of one event hardly ever share none of.
_DETAILS = ("places", "people", "groups", "numbers", "spots", "ages")
#: What is in every report of a death, and what there is where much happens.
_COMMON = words("across", "anybody") | words("across", "authorities")
#: Words that distinguish two towns of one name, each with the other.
_TWIN_PAIRS = [pair.split("=") for pair in sorted(words("across", "twin towns"))]
_TWINS = {word: other for pair in _TWIN_PAIRS for word, other in (pair, reversed(pair))}
_INSTITUTIONS = words("across", "institutions") | words("across", "authorities")


def unlike(one: Outline, other: Outline) -> bool:
    """Whether two reports are about unlike events: crash and shooting, the tolls of two days."""
    if _another_bulletin(one, other) or _another_day(one, other):
        return True
    if _another_country(one, other) or _in_one_form(one, other) or _in_twin_towns(one, other):
        return True
    if _looks_back_on(one, other) or _looks_back_on(other, one):
        return True
    ours, theirs = physical(one), physical(other)
    if not ours or not theirs:
        return False
    return not any(may_be_one(a, b) for a in ours for b in theirs)


def only_where_and_when(one: Outline, other: Outline) -> bool:
    """Whether two reports share only the town, the day, a name and words that all news shares."""
    names = _share(one.people, other.people)
    if names and (_share(one.places, other.places) or _share(one.groups, other.groups)):
        return False
    if _is_one_protest(one, other):
        return False
    aside = _DAY_WORDS | one.places.keys() | other.places.keys()
    if not physical(one) and not physical(other):
        aside |= _INSTITUTIONS
    if one.protests and other.protests and not _share(one.protests, other.protests):
        return _shared_beside(one, other, aside | KIND_WORDS | _COMMON) < _SHARED_ENOUGH
    if names:
        aside |= _words_of_people(one) | _words_of_people(other)
    elif _are_two_of_a_kind(one, other):
        aside |= KIND_WORDS | _COURT | _COMMON | one.groups.keys() | other.groups.keys()
        return _shared_beside(one, other, aside) < _SHARED_BESIDE_KIND
    if physical(one) & physical(other):
        return False  # nor do they share that
    return _shared_beside(one, other, aside) < _SHARED_ENOUGH


def _are_two_of_a_kind(one: Outline, other: Outline) -> bool:
    """Whether what they report of one kind of event differs: whom they name, how many were hurt.

    Numbers rise, and each names others: only beside a lack of all else does that say anything.
    """
    kinds = leading(one) & leading(other)
    if not kinds or _share(one.ages, other.ages):
        return False
    if not _OF_ONE_PERSON.isdisjoint(kinds) and one.people and other.people:
        return True
    if kinds.isdisjoint(_TWICE_A_DAY) or "killed" not in one.tolls or "killed" not in other.tolls:
        return False
    if min(one.tolls["killed"], other.tolls["killed"]) > _FEW:
        return False
    return not any(one.tolls[role] == other.tolls.get(role) for role in one.tolls)


def _is_one_protest(one: Outline, other: Outline) -> bool:
    """Whether both begin with a protest of one kind of people, or for one thing, on one day.

    There are hardly two "opposition marches" in one place.
    """
    same_day = one.days[:1] == other.days[:1] != ()
    return same_day and _share(one.places, other.places) and _share(one.protests, other.protests)


def _shared_beside(one: Outline, other: Outline, aside: Collection[str]) -> int:
    """The likeness of two reports' words, some aside, in millionths."""
    shared = one.words.keys() & other.words.keys()
    return sum(one.words[w] * other.words[w] for w in shared if w not in aside)


def _words_of_people(report: Outline) -> set[str]:
    return {*report.people, *(word for name in report.speaking for word in words_of(name))}


def _share(one: Collection[str], other: Collection[str]) -> bool:
    return not set(one).isdisjoint(other)


def _another_country(one: Outline, other: Outline) -> bool:
    """Whether they are in different countries, as far as known, and share no name.

    Where each names its country, a town of one name is two towns.
    """
    if not one.countries or not other.countries or _share(one.countries, other.countries):
        return False
    if one.states and other.states and physical(one) and physical(other):
        return not (_share(one.people, other.people) or _share(one.groups, other.groups))
    named = one.places.keys() | one.people.keys() | one.groups.keys()
    return named.isdisjoint(other.places.keys() | other.people.keys() | other.groups.keys())


def _in_twin_towns(one: Outline, other: Outline) -> bool:
    """Whether one is in Upper Senn, the other in Lower Senn, and nothing else is shared."""
    shared = one.places.keys() & other.places.keys()
    ours, theirs = one.places.keys() - shared, other.places.keys() - shared
    if not shared or not any(_TWINS[word] in theirs for word in ours if word in _TWINS):
        return False
    if not one.people or not other.people or _share(one.numbers, other.numbers):
        return False
    return not (_share(one.people, other.people) or _share(one.groups, other.groups))


def _another_bulletin(one: Outline, other: Outline) -> bool:
    """Whether two reports of one outlet differ in their titles by numbers and days alone.

    "Air defences down 34 drones overnight", a day later "Air defences down 21 drones overnight".
    """
    if not one.outlet or one.outlet != other.outlet or one.title == other.title:
        return False
    if not one.published or one.published[:10] == other.published[:10]:
        return False
    ours, theirs = (_without_counts(r.title or "") for r in (one, other))
    return ours == theirs and len(ours) >= _LEAST_TITLE


def _without_counts(title: str) -> tuple[str, ...]:
    """The words of a title with a mark for each number and day."""
    found = words_of(title)
    counted = {w for w in found if w.isdigit() or w in NUMBER_WORDS or w in _DAY_WORDS}
    return tuple("#" if w in counted else w for w in found)


def _days_before(report: Outline) -> list[str]:
    """The days mentioned before it came out: on that day it was said, and what comes is no news."""
    return [day for day in report.days if not report.published or day < report.published[:10]]


def _another_day(one: Outline, other: Outline) -> bool:
    """Whether each counts the victims of a day of its own, which the other does not mention."""
    if not one.fresh or not other.fresh or one.fresh == other.fresh:
        return False
    if one.fresh in _days_before(other) or other.fresh in _days_before(one):
        return False
    shared = [role for role in one.tolls if role in other.tolls]
    return bool(shared) and all(one.tolls[role] != other.tolls[role] for role in shared)


def _looks_back_on(later: Outline, earlier: Outline) -> bool:
    """Whether a report on another event mentions the other's, with its day and its count.

    "Six people were killed on Wednesday. On February 2 two nurses died when a ward was shelled."
    """
    if not later.happened or not _is_days_after(later.happened[0], earlier.days[:1]):
        return False
    for day, role, value in later.dated:
        own = later.tolls.get(role)
        if day == earlier.days[0] and earlier.tolls.get(role) == value and own not in (None, value):
            return True
    return False


def _is_days_after(day: str, before: Sequence[str]) -> bool:
    """Whether a day is so much later than another that what happened then is something else."""
    try:
        first, last = dt.date.fromisoformat(before[0]), dt.date.fromisoformat(day)
    except (IndexError, ValueError):
        return False
    return (last - first).days > _NEWS


def _in_one_form(one: Outline, other: Outline) -> bool:
    """Whether two reports of one kind are one form filled in twice, as fire brigades have them.

    Neither a name nor a number is in both.
    """
    if not _IN_EACH_TOWN & leading(one) & leading(other):
        return False
    if not (one.places and other.places and one.numbers and other.numbers):
        return False
    if any(_share(getattr(one, kind), getattr(other, kind)) for kind in _DETAILS):
        return False
    return not _share(one.regions, other.regions) or (_names_place(one) and _names_place(other))


def _names_place(report: Outline) -> bool:
    return _share(report.places, words_of(report.title or ""))
