"""An archive of any size out of some reports that were read: the same news with other names.

Each *world* is every report again with the rare capitalised words turned into others of the same
length, the same word into the same one, and published some months later. So events and copies are
as many and as like each other as in the reports themselves, common words are common to all, and no
world's reports tell of another's events.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Sequence

import msgspec

from whence.compare.frequencies import Frequencies
from whence.ports import Result
from whence.records import digest

_RARE = 4.5
_MONTHS = 120  #: days between two worlds
_NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnprstvwz"


def archive(results: Sequence[Result], size: int, frequencies: Frequencies) -> list[Result]:
    """So many results, in no order of worlds."""
    found = []
    world = 0
    while len(found) < size:
        found += list(_world(results, world, frequencies))
        world += 1
    found = found[:size]
    random.Random(7).shuffle(found)
    return found


def _world(results: Sequence[Result], world: int, frequencies: Frequencies) -> Iterator[Result]:
    for report, reading, resolution in results:
        if not world:
            yield report, reading, resolution
            continue
        name = digest(report.id, str(world))
        published = report.published
        if published:
            day = dt.date.fromisoformat(published.value[:10]) + dt.timedelta(days=_MONTHS * world)
            published = msgspec.structs.replace(published, value=day.isoformat())
        entities = tuple(
            msgspec.structs.replace(entity, name=_renamed(entity.name, world, frequencies))
            for entity in resolution.entities
        )
        yield (
            msgspec.structs.replace(
                report,
                id=name,
                identity=name,
                text=_renamed(report.text, world, frequencies),
                title=_renamed(report.title, world, frequencies) if report.title else None,
                published=published,
                origin=msgspec.structs.replace(
                    report.origin, source=f"{world}/{report.origin.source}"
                ),
            ),
            msgspec.structs.replace(reading, report_id=name),
            msgspec.structs.replace(resolution, report_id=name, entities=entities),
        )


def _renamed(text: str, world: int, frequencies: Frequencies) -> str:
    def other(match: re.Match[str]) -> str:
        word = match.group().lower()
        if frequencies.weight(word) < _RARE:
            return match.group()
        seed = random.Random(f"{word} {world}")
        letters = [seed.choice(_VOWELS if c in _VOWELS else _CONSONANTS) for c in word]
        return "".join(letters).capitalize()

    return _NAME.sub(other, text)
