"""A report to its fingerprint: the words, names, numbers and days that it is compared by."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from whence.compare.blame import accused
from whence.compare.boilerplate import without_boilerplate
from whence.compare.credits import credits_of
from whence.compare.event_day import dated_counts, day_of_event, days_of_kind, is_of
from whence.compare.event_kinds import kinds_of, protests_named
from whence.compare.event_place import place_of_event
from whence.compare.frequencies import Frequencies, words_of
from whence.compare.observations import counts
from whence.compare.sentence_at import sentence_at
from whence.compare.spots import spots_of
from whence.compare.victims import harmed
from whence.lang import words as words_in
from whence.lang.verbs import lemmas
from whence.ports import Result
from whence.records import Entity, Resolution, Span
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
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Characters: a day so near to "said" may be the one on which it was said. A guess.
_CLOSE = 40
_STOP = re.compile(r"[.!?]\s|\n")
#: Days for which an event is news. A guess.
_NEWS = 2
#: Characters: "the past" is so close before "24 hours", if not part of it.
_BEFORE = 12
_ONE_DAY = frozenset({"PT24H", "P1D"})
_RISES, _SINCE = lemmas("across", "rising").keys(), words_in("across", "since")
#: "The killings had nothing to do with a shooting in town" shares no word with the report of it.
_OTHERS = re.compile(
    rf"\b(?:{'|'.join(sorted(words_in('across', 'unrelated')))})\b[^.!?\n]*".replace("-", r"\s+"),
    re.IGNORECASE,
)
_LAST = re.compile(r"\b(?:past|last|previous)\b", re.IGNORECASE)


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
    own, said = _days(result)
    tree = Tree(report.text, result[1].words)
    first = day_of_event(result, counted, own, tree)
    days = tuple(dict.fromkeys((*filter(None, [first]), *own, *said)))
    tolls: dict[str, float] = {
        t.role: t.value for t in counted if t.main and not t.background and t.value is not None
    }
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
        countries=tuple(sorted(names.countries)),
        states=tuple(sorted(names.states)),
        spots=spots_of(tree, resolution, frequencies, _FIRST),
        kinds=kinds_of(report, tree),
        fresh=_fresh(
            _beside_counts(result, counted, own, tree),
            published,
            of_a_day=_of_a_day(result, counted),
        ),
        tolls=tolls,
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


def _days(result: Result) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The days mentioned, in the order of the text; and those on which something was only said.

    "Police said on Tuesday" dates what police said, and so does a dateline.
    """
    report, reading, resolution = result
    aside = [b.span for b in report.blocks if b.kind in ("dateline", "caption", "credit")]
    contents = [span for one in reading.attributions for span in one.content]
    cues = [span for one in reading.attributions for span in one.cue]
    own: dict[str, None] = {}
    said: dict[str, None] = {}
    for time in resolution.times:
        value = time.value or ""
        if time.type not in {"DATE", "TIME"} or not _DAY.match(value):
            continue
        inside = any(time.span.overlaps(span) for span in contents)
        only_said = any(time.span.overlaps(span) for span in aside) or (
            not inside and any(_beside(report.text, cue, time.span) for cue in cues)
        )
        (said if only_said else own)[value[:10]] = None
    return tuple(own), tuple(said)


def _of_a_day(result: Result, counted: Sequence[Observation]) -> bool:
    """Whether a report counts "in the past 24 hours", as bulletins do."""
    report, _, resolution = result
    days = [time.span for time in resolution.times if time.value in _ONE_DAY]
    return any(one.main for one in counted) and any(
        _LAST.search(report.text, max(0, s.start - _BEFORE), s.end) for s in days
    )


def _beside_counts(
    result: Result, counted: Sequence[Observation], own: Sequence[str], tree: Tree
) -> str:
    """The event's own day nearest to the count of all its victims, in its sentence."""
    report, _, resolution = result
    for one in counted:
        if not one.main or one.background or one.role == "missing":
            continue
        sentence, start = sentence_at(report.text, one.span)
        here = Span(start, start + len(sentence))
        near = [t for t in resolution.times if here.covers(t.span) and (t.value or "")[:10] in own]
        if near:
            count = next((f.span for f in resolution.figures if is_of(f, one)), one.span)
            nearest = min(near, key=lambda t: _distance(tree, t.span, count))
            if not _is_since(tree, nearest.span, count):
                return (nearest.value or "")[:10]
    return ""


def _is_since(tree: Tree, time: Span, count: Span) -> bool:
    """Whether a time is that of a search or a count, and what is counted had happened before.

    "The toll rose to 19 on Wednesday", "soldiers searched on Tuesday after a quake that killed 12".
    """
    at, when = tree.head_of(count), tree.head_of(time)
    verb = None if at is None else tree.predicate(at)
    if at is None or when is None or verb is None:
        return False
    if tree.lower(verb) in _RISES and tree.predicate(when) == verb:
        return True
    above = tree.predicate(when)
    path: list[int] = []
    for one in (at, *tree.ancestors(at)):
        if one == above:
            return any(
                tree.preposition(x) in _SINCE
                or any(tree.lower(c) in _SINCE for c in tree.children(x, "mark"))
                for x in path
            )
        path.append(one)
    return False


def _distance(tree: Tree, time: Span, count: Span) -> tuple[int, int]:
    """How far a time is from a count: one of the clause that says what they suffered is nearest.

    "Families of the 18 people who drowned when the ferry sank on Sunday stood there on Wednesday".
    """
    at, when = tree.head_of(count), tree.head_of(time)
    between = max(time.start - count.end, count.start - time.end)
    if at is None or when is None:
        return 2, between
    noun = tree.counted(at) or at
    nouns = [noun, *(head for head in [tree.head(noun)] if tree.relation(noun) == "nmod")]
    clauses = [c for n in nouns if n is not None for c in tree.children(n, "acl:relcl", "acl")]
    suffered = {i for verb in clauses for i in tree.subtree(verb)}
    if when in suffered:
        return 0, between
    return 1 if tree.predicate(when) == tree.predicate(noun) else 2, between


def _speaking(resolution: Resolution) -> tuple[str, ...]:
    speakers = {s.entity for s in resolution.speakers if s is not None}
    people = [resolution.entities[n] for n in sorted(speakers)]
    return tuple(dict.fromkeys(e.name for e in people if e.type == "person" and e.named))


def _fresh(day_given: str, published: str, *, of_a_day: bool) -> str:
    """The day whose victims a report counts, where that is its news."""
    if of_a_day and published:
        return published[:10]
    try:
        day, out = dt.date.fromisoformat(day_given), dt.date.fromisoformat(published[:10])
    except ValueError:
        return ""
    return day_given if 0 <= (out - day).days <= _NEWS else ""


def _beside(text: str, cue: Span, time: Span) -> bool:
    """Whether the two are near each other in one sentence."""
    between = text[min(cue.end, time.end) : max(cue.start, time.start)]
    return len(between) <= _CLOSE and not _STOP.search(between)


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
