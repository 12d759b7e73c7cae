"""Blocks: which reports are worth comparing, without looking at all of them.

Two reports are compared where they share some of their weightiest terms. A term that is rare in
news at large counts whenever the two came out, any other only where they came out at about the same
time; so blocks stay small in an archive of many years on one subject. All this is a matter of the
two reports alone: one that comes late finds the same neighbours as one that came first.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter

from whence.compare.frequencies import Frequencies
from whence.records.sketch import Sketch

#: The weightiest terms of a report that it is looked up by.
TERMS = 30
#: Fewer shared ones are no reason to compare.
SHARED = 2
#: A term of such weight is looked up without a date.
RARE = 5.0
#: Other terms are looked up in their own window of so many days and the two beside it.
WINDOW = 60


def keys_of(sketch: Sketch, frequencies: Frequencies) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The keys that a sketch is found by, and those that it finds others by.

    Keys are signed 64-bit numbers. Reports that tell no date find each other by common terms, and
    reports with a date by rare ones alone.
    """
    weight: Counter[str] = Counter()
    for part in (sketch.words, sketch.lead, sketch.lead, sketch.people, sketch.places):
        weight.update(part)
    rarity = {term: frequencies.weight(term) for term in weight}
    top = sorted(weight, key=lambda term: (-weight[term] * rarity[term], term))[:TERMS]
    window = _window(sketch.published)
    near = ("",) if window is None else tuple(str(window + n) for n in (-1, 0, 1))
    own: list[int] = []
    wanted: list[int] = []
    for term in top:
        if rarity[term] >= RARE:
            own.append(_key(term))
            wanted.append(_key(term))
        else:
            own.append(_key(term, near[len(near) // 2]))
            wanted += [_key(term, one) for one in near]
    return tuple(sorted(own)), tuple(sorted(wanted))


def _window(published: str) -> int | None:
    try:
        return dt.date.fromisoformat(published[:10]).toordinal() // WINDOW
    except ValueError:
        return None


def _key(*parts: str) -> int:
    raw = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(raw, "big", signed=True)
