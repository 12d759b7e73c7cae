"""Who "he", "she", "they" and "it" are: candidates weighed by agreement, nearness and salience.

The weights were fitted by hand on GUM's training documents and half of MEANTIME; the model's own
view of which mentions go together, where the reading has one, is the strongest of them.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from whence.records import Antecedent, Span
from whence.resolve.people.cast import Member
from whence.resolve.people.words import FEMALE, MALE, NEUTER, PLURAL
from whence.resolve.sentences import Sentences

#: Sentences further back than this are not looked at: 98 in 100 antecedents stand nearer.
_REACH = 8
_SUBJECT = 1.2  #: what a member gains that opened its sentence
_SPOKE_LAST = 1.6  #: what the speaker of the attribution before gains
_DISTANCE = 0.55  #: what each sentence of distance costs
_OFTEN = 0.35  #: what each doubling of mentions gains
_KNOWN_GENDER = 0.8  #: what a gender that is known to agree gains
_SAME_SENTENCE = 0.3  #: what a mention in the pronoun's own sentence gains
_MANY = 2000  #: mentions further back than so many others are no antecedents
_MODEL = 4.0  #: what a certain antecedent of the model's gains
#: Scores are turned into a share of certainty by a softmax with this temperature.
_TEMPERATURE = 0.9


class Answer(NamedTuple):
    """Whom a pronoun means, and how sure that is, 0 to 1."""

    member: Member
    score: float


class Scene(NamedTuple):
    """What stands before a pronoun."""

    sentences: Sentences
    #: every mention of a member so far, (start, member), in text order
    mentions: Sequence[tuple[int, Member]]
    #: mention word's start -> (antecedent word's span, score)
    antecedents: Mapping[int, Sequence[tuple[Span, float]]]


def antecedents_by_start(
    found: Iterable[Antecedent],
) -> dict[int, list[tuple[Span, float]]]:
    """The model's antecedents by where the mention's word begins."""
    by_start: dict[int, list[tuple[Span, float]]] = defaultdict(list)
    for one in found:
        by_start[one.mention.start].append((one.antecedent, one.score))
    return by_start


def who(
    pronoun: str,
    at: int,
    scene: Scene,
    spoke_last: Member | None,
    excluded: frozenset[int],
    spans: Mapping[int, Member],
) -> Answer | None:
    """The likeliest member, None where nobody fits.

    `excluded` are ids of members who cannot be meant: those that the words said name. `spans`
    gives the member of each word that belongs to a mention, by where the word begins.
    """
    here = scene.sentences.at(at)
    nearest: dict[int, tuple[int, Member]] = {}
    counts: dict[int, int] = defaultdict(int)
    end = bisect_left(scene.mentions, at, key=_start)
    for start, member in reversed(scene.mentions[max(0, end - _MANY) : end]):
        sentence = scene.sentences.at(start)
        if here - sentence > _REACH:
            break
        if id(member) in excluded or not agrees(pronoun, member):
            continue
        counts[id(member)] += 1
        nearest.setdefault(id(member), (start, member))
    new = spoke_last is not None and id(spoke_last) not in {*nearest, *excluded}
    if spoke_last is not None and new and agrees(pronoun, spoke_last):
        nearest[id(spoke_last)] = (at, spoke_last)
        counts[id(spoke_last)] = 1
    if not nearest:
        return None
    likely = told(at, scene, spans)
    scores = {
        key: _score(pronoun, start, member, here, scene, counts[key])
        + (_SPOKE_LAST if member is spoke_last else 0.0)
        + _MODEL * likely.get(key, 0.0)
        for key, (start, member) in nearest.items()
    }
    best = max(scores, key=lambda key: scores[key])
    top = scores[best]
    total = sum(math.exp((s - top) / _TEMPERATURE) for s in scores.values())
    return Answer(nearest[best][1], 1.0 / total)


def _start(mention: tuple[int, Member]) -> int:
    return mention[0]


def told(at: int, scene: Scene, spans: Mapping[int, Member]) -> dict[int, float]:
    """What the model says of each member, summed over the words of its mentions."""
    found: dict[int, float] = defaultdict(float)
    for word, score in scene.antecedents.get(at, ()):
        member = spans.get(word.start)
        if member is not None and word.start != at:
            found[id(member)] += score
    return found


def _score(pronoun: str, start: int, member: Member, here: int, scene: Scene, count: int) -> float:
    sentences = scene.sentences
    index = sentences.at(start)
    sentence = sentences.sentences[index]
    score = -_DISTANCE * (here - index) + _OFTEN * math.log2(1 + count)
    if index == here:
        score += _SAME_SENTENCE
    if sentences.token_at(start) - sentence.first <= 3:
        score += _SUBJECT
    if pronoun in MALE | FEMALE and member.gender is not None:
        score += _KNOWN_GENDER
    return score


def agrees(pronoun: str, member: Member) -> bool:
    """Whether the pronoun (lower case) may stand for the member, by number, gender and type."""
    if pronoun in MALE:
        return member.type == "person" and not member.plural and member.gender != "female"
    if pronoun in FEMALE:
        return member.type == "person" and not member.plural and member.gender != "male"
    if pronoun in NEUTER:
        return member.type in ("organization", "place", "product", "facility", "other") and (
            not member.plural
        )
    if pronoun in PLURAL:
        return member.plural or member.type in ("group", "organization")
    return False
