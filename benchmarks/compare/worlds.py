"""An archive of any size out of some reports that were read: other news of the same kind.

Each *world* is every report again, published some months later, with its rare words turned into
others of the same length, the same word into the same one: names into invented ones, other words
into real ones of like rarity. So events and copies are as many and as like each other as in the
reports themselves, words are as common as in news, and no world reports another's events
or are made on the pattern of one of its texts, as no two of an archive are that are no copies.
"""

from __future__ import annotations

import datetime as dt
import gzip
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from whence import bootstrap
from whence.compare.frequencies import Frequencies
from whence.ports import Result
from whence.records import digest

RARE = 4.5
_MONTHS = 120  #: days between two worlds
_WORD = re.compile(r"\b[A-Za-z][a-z]{2,}\b")
#: Words whose weights differ by less are of like rarity.
_BAND = 0.5
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnprstvwz"


def archive(
    results: Sequence[Result], size: int, frequencies: Frequencies, rare: float = RARE
) -> list[Result]:
    """So many results, in no order of worlds. Words from the weight `rare` on are turned."""
    found: list[Result] = []
    number = 0
    while len(found) < size:
        found += world(results, number, Words(frequencies, number, rare))
        number += 1
    found = found[:size]
    random.Random(7).shuffle(found)
    return found


def world(results: Sequence[Result], number: int, words: Words) -> Iterator[Result]:
    """The reports in a world, by its number; the first is as they are."""
    for report, reading, resolution in results:
        if not number:
            yield report, reading, resolution
            continue
        name = digest(report.id, str(number))
        published = report.published
        if published:
            day = dt.date.fromisoformat(published.value[:10]) + dt.timedelta(days=_MONTHS * number)
            published = msgspec.structs.replace(published, value=day.isoformat())
        entities = tuple(
            msgspec.structs.replace(entity, name=words.turned(entity.name))
            for entity in resolution.entities
        )
        yield (
            msgspec.structs.replace(
                report,
                id=name,
                identity=name,
                text=words.turned(report.text),
                title=words.turned(report.title) if report.title else None,
                published=published,
                origin=msgspec.structs.replace(
                    report.origin, source=f"{number}/{report.origin.source}"
                ),
            ),
            msgspec.structs.replace(reading, report_id=name),
            msgspec.structs.replace(resolution, report_id=name, entities=entities),
        )


class Words:
    """A world's words for those of the reports."""

    def __init__(self, frequencies: Frequencies, world: int, rare: float = RARE) -> None:
        self._weight = frequencies.weight
        self._alike = _alike(frequencies)
        self._world = world
        self._rare = rare
        self._known: dict[str, str] = {}

    def turned(self, text: str) -> str:
        """The text in this world, each word as long as it was."""
        return _WORD.sub(lambda match: self._other(match.group()), text)

    def _other(self, name: str) -> str:
        if name not in self._known:
            word = name.lower()
            self._known[name] = (
                name
                if self._weight(word) < self._rare
                else self._invented(word)
                if name[0].isupper()
                else self._real(word)
            )
        return self._known[name]

    def _invented(self, word: str) -> str:
        seed = random.Random(f"{word} {self._world}")
        letters = [seed.choice(_VOWELS if c in _VOWELS else _CONSONANTS) for c in word]
        return "".join(letters).capitalize()

    def _real(self, word: str) -> str:
        """Another word of its length and about its rarity; no two words become one."""
        kind = _kind(word, self._weight(word))
        alike = self._alike[kind]
        if word not in alike:
            return word
        step = random.Random(f"{kind} {self._world}").randrange(1, max(2, len(alike)))
        return alike[(alike.index(word) + step) % len(alike)]


def _kind(word: str, weight: float) -> tuple[int, int]:
    return len(word), int(weight / _BAND)


@lru_cache(maxsize=1)
def _alike(frequencies: Frequencies) -> defaultdict[tuple[int, int], list[str]]:
    """The words that are counted, by length and rarity."""
    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    with gzip.open(bootstrap.data("frequencies") / "words.tsv.gz", "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            word = line.split("\t")[0]
            if word.isalpha() and word.isascii():
                found[_kind(word, frequencies.weight(word))].append(word)
    return found
