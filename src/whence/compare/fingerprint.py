"""A report to its fingerprint: the words, names, numbers and days that it is compared by."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from whence.compare.blame import accused
from whence.compare.boilerplate import without_boilerplate
from whence.compare.credits import credits_of
from whence.compare.event_day import dated_counts, day_of_event, days_of_kind
from whence.compare.event_kinds import kinds_of, protests_named
from whence.compare.event_place import place_of_event
from whence.compare.frequencies import Frequencies, words_of
from whence.compare.fresh_day import days_given, fresh_day
from whence.compare.observations import counts
from whence.compare.spots import spots_of
from whence.compare.victims import harmed
from whence.lang import words as words_in
from whence.lang.peoples import COUNTRY_OF_DEMONYM
from whence.ports import Result
from whence.records import Entity, Resolution
from whence.records.fingerprint import Fingerprint, Observation, Weights
from whence.records.roles import OF_PEOPLE
from whence.syntax import Tree

#: Terms of each kind: only the weightiest are stored, which keeps a fingerprint small. Guesses.
_WORDS, _LEAD, _NAMES, _NUMBERS = 160, 60, 24, 24
#: Words: the beginning of a report, without those too common to count. A guess.
_BEGINNING = 120
#: Characters in which a report names the people it is about: some five paragraphs. A guess.
_FIRST = 900
#: A word of the title counts for so many of the text. A guess.
_TITLE = 3
#: Weight (inverse document frequency): words of less, in half of all reports and more, are no
#: evidence: "the", "said".
_COMMON = 0.7
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|, (?:aged )?(\d{1,2}),|\baged? (\d{1,2})\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HEAVENLY = words_in("across", "heavenly bodies")
#: "The killings had nothing to do with a shooting in town" shares no word with the report of it.
_OTHERS = re.compile(
    rf"\b(?:{'|'.join(sorted(words_in('across', 'unrelated')))})\b[^.!?\n]*".replace("-", r"\s+"),
    re.IGNORECASE,
)


def fingerprint_of(result: Result, published: str, frequencies: Frequencies) -> Fingerprint:
    """The fingerprint of a report that was read.

    `published` is the moment that reports are ordered by, in UTC where that is known.
    """
    report, _, resolution = result
    text = _OTHERS.sub("", without_boilerplate(report.text))
    weight = frequencies.weight
    words = [word for word in words_of(text) if len(word) > 1 and weight(word) >= _COMMON]
    title = [w for w in words_of(report.title or "") if len(w) > 1 and weight(w) >= _COMMON]
    names = _Names(resolution, set(words_of(f"{report.title or ''} {text}")))

    beginning = set(words_of(f"{report.title or ''} {text[:_FIRST]}"))

    def of_words(found: Iterable[str], limit: int, again: Iterable[str] = ()) -> Weights:
        counted = Counter(found)
        counted.update({word: _TITLE * n for word, n in Counter(again).items()})
        return weighed(counted, weight, limit)

    every = counts(result, frequencies)
    counted = tuple(one for one in every if one.role in OF_PEOPLE)
    own, said = days_given(result)
    tree = Tree(report.text, result[1].words)
    first = day_of_event(result, counted, own, tree)
    days = tuple(dict.fromkeys((*filter(None, [first]), *own, *said)))
    return Fingerprint(
        report=report.id,
        source=report.origin.source,
        published=published,
        title=report.title,
        outlet=report.publisher,
        credits=credits_of(report),
        words=of_words(words, _WORDS, title),
        lead=of_words(words[:_BEGINNING], _LEAD, title),
        people=weighed(names.people, weight, _NAMES),
        first_people=_again(weighed(names.people, weight, _NAMES), beginning),
        places=weighed(names.places, weight, _NAMES),
        groups=weighed(names.groups, weight, _NAMES),
        numbers=weighed(Counter(_NUMBER.findall(text)), _of_number, _NUMBERS),
        days=days,
        years=tuple(sorted(set(_YEAR.findall(text)))),
        ages=tuple(sorted({a or b or c for a, b, c in _AGE.findall(text)})),
        regions=tuple(sorted(names.regions)),
        where=place_of_event(names.located, tree),
        length=len(report.text),
        observations=counted,
        amounts=tuple(one for one in every if one.role not in OF_PEOPLE),
        accused=accused(result),
        harmed=harmed(result),
        speaking=_speaking(resolution),
        countries=tuple(sorted(names.countries | _of_authorities(counted))),
        states=tuple(sorted(names.states)),
        spots=spots_of(tree, resolution, frequencies, _FIRST),
        kinds=kinds_of(report, tree),
        fresh=fresh_day(result, published, counted, tree),
        tolls=_tolls(counted),
        happened=days_of_kind(result, tree),
        protests=protests_named(tree),
        dated=dated_counts(result, counted, tree),
    )


def weighed(counted: Mapping[str, int], weight: Callable[[str], float], limit: int) -> Weights:
    """The weightiest terms as a unit vector in thousandths: (1 + log count) times weight."""
    found = {term: (1 + math.log(n)) * weight(term) for term, n in counted.items()}
    top = sorted(((x, term) for term, x in found.items() if x > 0), key=lambda t: (-t[0], t[1]))
    # The norm is that of all terms, or a long report would look more like all others than it is.
    length = math.sqrt(math.fsum(x * x for x, _ in top)) or 1.0
    return {term: value for x, term in top[:limit] if (value := round(1000 * x / length))}


def _again(weights: Weights, among: set[str]) -> Weights:
    """Those of the terms that are in a set, as a unit vector."""
    shared = {term: x for term, x in weights.items() if term in among}
    length = math.sqrt(sum(x * x for x in shared.values())) or 1.0
    return {term: round(1000 * x / length) for term, x in shared.items()}


def _of_number(number: str) -> float:
    """A long number is a better sign than "2"."""
    return 1.0 + min(len(number), 5)


def _tolls(counted: Iterable[Observation]) -> dict[str, float]:
    """The totals by role; of a role whose total is of a longer period, the first other count."""
    own = [c for c in counted if not c.background and c.value is not None]
    longer = {c.role for c in counted if c.main and c.background}
    others = (c for c in own if c.role in longer and c.part_of is None)
    found: dict[str, float] = {}
    for one in (*(c for c in own if c.main), *others):
        found.setdefault(one.role, one.value or 0.0)
    return found


def _of_authorities(counted: Iterable[Observation]) -> set[str]:
    """The countries of the bodies that count for a report: Italy's of "the Italian coast guard"."""
    bodies = (one.source.name for one in counted if one.main and one.source is not None)
    words = (word for name in bodies for word in words_of(name))
    return {COUNTRY_OF_DEMONYM[word] for word in words if word in COUNTRY_OF_DEMONYM}


def _speaking(resolution: Resolution) -> tuple[str, ...]:
    speakers = {s.entity for s in resolution.speakers if s is not None}
    people = [resolution.entities[n] for n in sorted(speakers)]
    return tuple(dict.fromkeys(e.name for e in people if e.type == "person" and e.named))


class _Names:
    """The names of a resolution that occur in the report's own text."""

    def __init__(self, resolution: Resolution, own: set[str]) -> None:
        self.people: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.groups: Counter[str] = Counter()
        self.regions: set[str] = set()
        self.located: list[Entity] = []
        self.countries: set[str] = set()
        self.states: set[str] = set()
        for entity in resolution.entities:
            words = [word for word in words_of(entity.name) if len(word) > 1]
            if not entity.named or not own.issuperset(words):
                continue
            by_name = sum(mention.form == "name" for mention in entity.mentions)
            if entity.type == "person":
                # By the surname, since one report gives the whole name and another that alone.
                self.people.update(dict.fromkeys(words[-1:], len(entity.mentions)))
            elif entity.type == "place":
                self.places.update(dict.fromkeys(words, by_name))
                self._locate(entity)
            else:
                self.groups.update(dict.fromkeys(words, by_name))

    def _is_early(self, entity: Entity) -> bool:
        """Whether it is named where a report says where it is from."""
        return any(mention.span.start < _FIRST for mention in entity.mentions)

    def _locate(self, entity: Entity) -> None:
        self.located.append(entity)
        if entity.name.casefold() in _HEAVENLY or not self._is_early(entity):
            return
        if entity.place is not None and entity.place.admin1:
            self.regions.add(entity.place.admin1)
        if entity.place is not None and entity.place.country:
            self.countries.add(entity.place.country)
            if entity.place.precision == "country":
                self.states.add(entity.place.country)
