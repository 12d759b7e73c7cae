"""Blocks: which reports are worth comparing, without looking at all of them.

A report is indexed by its weightiest terms, each with its weight. Two are compared where the terms
they share already make them somewhat alike. A term that is rare in news at large is looked up
whatever the dates of the two, any other only where they came out at about the same time; so blocks
stay small in an archive of many years on one subject. All this depends on the two reports alone:
one that comes late finds the same neighbours as one that came first.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections import Counter

from whence.compare.frequencies import Frequencies
from whence.records.fingerprint import Fingerprint

#: The weightiest terms of a report, by which it is indexed. See docs/decisions/0011-comparing.md.
TERMS = 40
#: Millionths: less likeness by those terms is no reason to compare. On the incidents this
#: gives 7 candidates a report, and the events are as good as with 45.
LIKENESS = 110_000
#: Thousandths: its square is above `LIKENESS`, so that sharing one spot is reason enough to
#: compare, whatever the words.
_OF_SPOT = 340
#: A term of at least this weight (inverse document frequency) is looked up without a date: one
#: that is in fewer than 1 of 150 reports. A guess.
RARE = 5.0
#: Days of a window: other terms are looked up in their own window and the two beside it, so that
#: reports up to 60 days apart are compared by them, and none that are 120 apart. A guess.
WINDOW = 60


def keys_of(
    fingerprint: Fingerprint, frequencies: Frequencies
) -> tuple[dict[int, int], dict[int, int]]:
    """The keys that find a fingerprint, and the keys by which it finds others, with their weights.

    Keys are signed 64-bit numbers, weights thousandths of a unit vector. Reports without a date
    find each other by common terms, and reports with a date by rare ones alone.
    """
    weight: Counter[str] = Counter()
    for part in (
        fingerprint.words,
        fingerprint.lead,
        fingerprint.lead,
        fingerprint.people,
        fingerprint.places,
    ):
        weight.update(part)
    length = math.sqrt(sum(x * x for x in weight.values())) or 1.0
    rarity = {term: frequencies.weight(term) for term in weight}
    top = sorted(weight, key=lambda term: (-weight[term] * rarity[term], term))[:TERMS]
    window = _window(fingerprint.published)
    near = ("",) if window is None else tuple(str(window + n) for n in (-1, 0, 1))
    own: dict[int, int] = {}
    wanted: dict[int, int] = {}
    for term in top:
        x = round(1000 * weight[term] / length)
        if rarity[term] >= RARE:
            own[_key(term)] = wanted[_key(term)] = x
        else:
            own[_key(term, near[len(near) // 2])] = x
            wanted |= {_key(term, one): x for one in near}
    for spot in fingerprint.spots:
        own[_key("spot", spot, near[len(near) // 2])] = _OF_SPOT
        wanted |= {_key("spot", spot, one): _OF_SPOT for one in near}
    return own, wanted


def _window(published: str) -> int | None:
    try:
        return dt.date.fromisoformat(published[:10]).toordinal() // WINDOW
    except ValueError:
        return None


def _key(*parts: str) -> int:
    raw = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(raw, "big", signed=True)
