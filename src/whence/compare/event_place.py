"""Where the event of a report was: by the country that its words mention most, and by its towns.

The shares and weights were chosen on the training part of `attacks` and a quarter of MUC-4, by the
country of the event; the scores are of others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whence.lang import words as words_in
from whence.lang.peoples import peoples_in
from whence.records import Entity, Place
from whence.syntax import Tree

_HEAVENLY = words_in("across", "heavenly bodies")
_WHERE = words_in("places", "prepositions of where")
_FINENESS = ("point", "admin1", "country", "region")
#: Characters in which a report names the places it is about: some five paragraphs. A guess.
_FIRST = 900
#: Weight of a mention after those, beside 1 for one among them. A guess, as are the next three.
_LATER = 0.3
#: "In Kenya" says more of where something was than "Kenya said", and "the U.S. embassy" less.
_PLACED, _MODIFIER = 2.0, 0.5
#: A people's name, of a country's: "Egyptian police".
_PEOPLE = 0.5
#: So many mentions of one name count at most: those of a long report's topic say nothing more.
_MOST = 9
#: Of all that is said of places, the least share that a country must have to be the event's.
#: A guess.
_SHARE = 0.4


class _Named(NamedTuple):
    """A place of a report: how often it is named, whether early, and what it weighs."""

    place: Place | None
    times: int
    early: bool
    weight: float
    heavenly: bool


def place_of_event(entities: Sequence[Entity], tree: Tree) -> Place | None:
    """The finest place of the event's country that is named as often as a report's own is.

    None where no country is mentioned more than others, and where an unknown place is named more
    often: a town of the same name elsewhere is worse than none. The country alone, where it is
    named, is known then, too.
    """
    named = [_named(one, tree) for one in entities if one.type == "place"]
    known = [(n, n.place) for n in named if n.place is not None]
    weights: defaultdict[str, float] = defaultdict(float)
    for one, place in known:
        weights[_area(place)] += one.weight
    for country, weight in _peoples(tree.text):
        weights[country] += weight
    if not weights:
        return None
    area = max(weights, key=lambda key: (weights[key], key))
    if weights[area] < _SHARE * sum(weights.values()):
        return None
    inside = [(n, place) for n, place in known if _area(place) == area]
    most = max((n.times for n, _ in inside), default=0)
    unknown = max((n for n in named if n.place is None), key=lambda n: n.times, default=None)
    if unknown and unknown.times > most:
        inside = [(n, p) for n, p in inside if p.precision == "country" and not unknown.heavenly]
    often = [(n, p) for n, p in inside if 2 * n.times >= most and (n.early or n.times == most)]
    return min(
        often,
        key=lambda one: (_FINENESS.index(one[1].precision), -one[0].times),
        default=(None, None),
    )[1]


def _area(place: Place) -> str:
    """Its country, else its own name: the Middle East."""
    return place.country or place.name


def _named(entity: Entity, tree: Tree) -> _Named:
    names = [mention for mention in entity.mentions if mention.form == "name"]
    weight = 0.0
    for mention in names[:_MOST]:
        early = 1.0 if mention.span.start < _FIRST else _LATER
        weight += early * _worth(tree, tree.head_of(mention.span))
    return _Named(
        place=entity.place,
        times=len(names),
        early=any(mention.span.start < _FIRST for mention in entity.mentions),
        weight=weight,
        heavenly=entity.name.casefold() in _HEAVENLY,
    )


def _worth(tree: Tree, at: int | None) -> float:
    """How much a mention says of where something was, by what it is in its phrase."""
    if at is None:
        return 1.0
    if tree.relation(at) in ("compound", "amod", "nmod:poss"):
        return _MODIFIER
    return _PLACED if tree.preposition(at) in _WHERE else 1.0


def _peoples(text: str) -> Iterator[tuple[str, float]]:
    for part, weight in ((text[:_FIRST], _PEOPLE), (text[_FIRST:], _PEOPLE * _LATER)):
        for country, times in peoples_in(part).items():
            yield country, weight * min(times, _MOST)
