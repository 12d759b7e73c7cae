"""The very spot that a report is about: a museum in a small town, a river, a street, a ship.

Two reports of one day from one town may be of anything; two from the same mill in it hardly are.
Only names that are rare in news at large count: much happens at one parliament.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from whence.compare.frequencies import Frequencies, words_of
from whence.lang import words
from whence.records import Entity, Resolution
from whence.records.fingerprint import Outline
from whence.syntax import Tree

#: Of these there may be one in a small town; where courts sit and councils meet, much happens.
_PREMISES = words("across", "premises")
#: What has a name of its own, which a report may give without the noun: "plunged into the Sumapaz".
_WAYS = words("across", "ways and waters")
#: Weight (inverse document frequency) of a name that means one place: one in fewer than 1 of 150
#: reports. A guess.
_RARE = 5.0
#: The noun of any way or water, whatever it is: the other may say "the bank of the Sumapaz".
_WAY = "way"
#: What a ship is called before or after its name: "the ferry Blue Heron", "the freighter's crew".
_SHIPS, _SHIP = words("across", "ships"), "ship"
_PLACES = frozenset({"place", "facility", "organization", "other"})
#: What the name of a ship may be taken for.
_SHIP_NAMES = _PLACES | {"product", "person"}
_INSIDE = frozenset({"in", "at", "of", "near", "on"})


def spots_of(
    tree: Tree, resolution: Resolution, frequencies: Frequencies, before: int
) -> tuple[str, ...]:
    """The spots that a report names before a place in its text: "museum drentwold", "way alder"."""
    found: set[str] = set()
    for entity in resolution.entities:
        if entity.type not in _SHIP_NAMES or not entity.named:
            continue
        rare = [
            word
            for word in words_of(entity.name)
            if len(word) > 1 and frequencies.weight(word) >= _RARE and word not in _PREMISES
        ]
        if rare and _is_ship(tree, entity, before):
            found.add(" ".join((_SHIP, *(w for w in words_of(entity.name) if w not in _SHIPS))))
        elif rare and entity.type in _PLACES:
            found |= {f"{noun} {word}" for noun in _nouns(tree, entity, before) for word in rare}
    return tuple(sorted(found))


def _is_ship(tree: Tree, entity: Entity, before: int) -> bool:
    """Whether a name comes right after the noun for a ship: "the ferry Blue Heron"."""
    for mention in entity.mentions:
        inside = tree.within(mention.span) if mention.span.start < before else ()
        if (
            mention.form == "name"
            and inside
            and inside[0]
            and (tree.lower(inside[0] - 1) in _SHIPS or tree.lower(inside[0]) in _SHIPS)
        ):
            return True
    return False


def _nouns(tree: Tree, entity: Entity, before: int) -> Iterator[str]:
    """The nouns for a spot that a name has in itself, or that are said to be in it."""
    if entity.place is None and not _WAYS.isdisjoint(words_of(entity.name)):
        yield _WAY
    yield from _PREMISES.intersection(words_of(entity.name))
    for mention in entity.mentions:
        at = tree.head_of(mention.span) if mention.span.start < before else None
        if at is None or mention.form != "name":
            continue
        above = tree.head(at)
        if above is None:
            continue
        attached = tree.relation(at) in ("compound", "nmod:poss") or (
            tree.relation(at) in ("nmod", "obl") and tree.preposition(at) in _INSIDE
        )
        if attached and tree.lower(above) in _PREMISES:
            yield tree.lower(above)
        elif attached and tree.words[above].tag == "VERB":
            # "The blast at the museum in Drentwold": wherever the parse attaches the town.
            for other in tree.children(above, "obl"):
                if other < at and tree.lower(other) in _PREMISES:
                    yield tree.lower(other)


def share_spot(one: Outline, other: Outline) -> bool:
    """Whether both are about one spot."""
    if not set(one.spots).isdisjoint(other.spots):
        return True
    return _is_named(one.spots, other) or _is_named(other.spots, one)


def _is_named(spots: Collection[str], by: Outline) -> bool:
    """Whether a way, a water or a ship of one report is named by the other."""
    for noun, *name in (spot.split() for spot in spots):
        if noun in (_WAY, _SHIP) and by.places.keys() >= set(name):
            return True
        # Of one word, a company may have the name as well.
        if noun == _SHIP and len(name) > 1 and by.groups.keys() >= set(name):
            return True
    return False
