"""Who "he", "she", "they" and "it" are: candidates weighed by agreement, nearness and salience.

The weights were fitted by hand on GUM's training documents and half of MEANTIME; the strongest is
the model's own view, where the reading has one. That a subject is what a text goes on about is
Centering (Grosz, Joshi and Weinstein, "Centering", Computational Linguistics 21, 1995).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from whence.records import Antecedent, Span
from whence.resolve.people.entities import Member
from whence.resolve.people.word_lists import (
    BODIES,
    COMPANIES,
    CORPORATE,
    CORPORATE_NOUNS,
    FEMALE,
    MALE,
    NEUTER,
    PLURAL,
)
from whence.resolve.sentences import Sentences

#: Sentences further back than this are not looked at: 98 in 100 antecedents are nearer.
_REACH = 8
_SUBJECT = 1.2  #: what a member gains that a clause is about
_LAST_SUBJECT = 1.5  #: what the subject of the sentence before gains on top of that
_SPOKE_LAST = 1.6  #: what the speaker of the attribution before gains, until another is spoken of
_LOOKED_AT = 4  #: a member's nearest mentions, the best of which counts: a guess
_ECHO = 1.6  #: what those gain whom the words call by the same pronoun: "She is ill, she said"
_SPOKE_TOGETHER = 4.0  #: the same for "they": several who did something seldom speak of it
#: What who is named for the first time gains, the sentence before being about them.
_INTRODUCED = 1.0
_DISTANCE = 0.55  #: what each sentence of distance costs
_OFTEN = 0.35  #: what each doubling of mentions gains
_KNOWN_GENDER = 0.8  #: what a gender that is known to agree gains, and people of whom it is "they"
_SAME_SENTENCE = 0.3  #: what a mention in the pronoun's own sentence gains
_OWN_SUBJECT = 1.2  #: and the sentence's own subject: "Lindqvist laughed when he was told"
_MANY = 2000  #: mentions further back than so many others are no antecedents
_MODEL = 3.0  #: what a certain antecedent of the model's gains
#: Scores are turned into a share of certainty by a softmax with this temperature.
_TEMPERATURE = 0.9
_OF_BODIES = BODIES | COMPANIES | CORPORATE | CORPORATE_NOUNS
#: A pronoun less sure than this gets no answer.
LEAST = 0.5
#: So many sentences after its last mention nobody speaks again unless it is surer than that, if
#: another may be meant; both are guesses.
_FAR, _LEAST_FAR = 3, 0.65


class Answer(NamedTuple):
    """Who is meant, and how sure that is, 0 to 1; several where they speak together."""

    members: tuple[Member, ...]
    score: float


class Mentioned(NamedTuple):
    """A place in the text that speaks of a member."""

    start: int
    member: Member
    subject: bool  #: a clause is about it
    governed: bool  #: a preposition comes before it: "in Odesa"
    said: bool = False  #: it is in somebody's words


class Scene:
    """What a text has spoken of so far, and what the model says of it."""

    def __init__(self, sentences: Sentences, antecedents: Iterable[Antecedent]) -> None:
        """Takes the reading's antecedents; mentions are added as they are understood."""
        self.sentences = sentences
        self.mentions: list[Mentioned] = []
        self._member_at: dict[int, Member] = {}
        self._likely: dict[int, list[tuple[Span, float]]] = defaultdict(list)
        for one in antecedents:
            self._likely[one.mention.start].append((one.antecedent, one.score))

    def add(self, mentioned: Mentioned, words: Iterable[int] = ()) -> None:
        """Takes a mention in; `words` are where each of its words begins."""
        insort(self.mentions, mentioned, key=_start)
        for start in words:
            self._member_at.setdefault(start, mentioned.member)

    def before(self, at: int) -> Sequence[Mentioned]:
        """The mentions before a place, the nearest of them alone in a text of many."""
        end = bisect_left(self.mentions, at, key=_start)
        return self.mentions[max(0, end - _MANY) : end]

    def at(self, start: int) -> Member | None:
        """Whose word begins there, where that is known."""
        return self._member_at.get(start)

    def likely(self, at: int) -> dict[int, float]:
        """What the model says of each member, by its id, summed over the words of its mentions."""
        found: dict[int, float] = defaultdict(float)
        for word, score in self._likely.get(at, ()):
            member = self._member_at.get(word.start)
            if member is not None and word.start != at:
                found[id(member)] += score
        return found

    def has_its(self, at: int) -> bool:
        """Whether something of "its" own comes after a name in its sentence: of no person."""
        text = self.sentences.text
        end = self.sentences.sentences[self.sentences.at(at)].span.end
        return re.search(r"\b[Ii]ts\b", text[at:end]) is not None

    def put(self, start: int, member: Member) -> None:
        """Sets whose word begins there, over what was set before."""
        self._member_at[start] = member


class Words(NamedTuple):
    """What the words said show of who a pronoun is."""

    excluded: frozenset[int]  #: ids of members who cannot be meant: those that they name
    within: Sequence[Span] = ()  #: those around the pronoun: those they speak of come first
    echo: Member | None = None  #: whom they call by the same pronoun


def who(
    pronoun: str,
    at: int,
    scene: Scene,
    spoke_last: tuple[int, Member] | None,
    words: Words,
    *,
    speaks: bool,
) -> Answer | None:
    """The likeliest member, None where nobody fits or none is likely enough.

    The dead do not speak: where the pronoun `speaks`, only the living are candidates. `spoke_last`
    is who was said to speak last, and where.
    """
    excluded, within, echo = words
    # Between a frame and what comes before its quotation there is no distance.
    here = scene.sentences.at(before_quotation(scene.sentences.text, at) if speaks else at)
    nearest, before, counts = _candidates(pronoun, at, scene, excluded, within, living=speaks)
    spoke = None
    # Officials mention many others before "they said" comes again.
    together = speaks and pronoun in PLURAL and spoke_last is not None and spoke_last[1].plural
    moved = spoke_last is not None and not together
    if moved and spoke_last is not None:
        moved = moved_on(pronoun, spoke_last, at, excluded, scene)
    if spoke_last is not None and not moved:
        spoke = spoke_last[1]
        elsewhere = id(spoke) in {*nearest, *excluded} or (nearest and within)
        if not elsewhere and agrees(pronoun, spoke) and not _dead(spoke, at):
            nearest[id(spoke)] = Mentioned(at, spoke, subject=False, governed=False)
            counts[id(spoke)] = 1
    if not nearest:
        return None
    likely = scene.likely(at)
    scores = {
        key: max(
            _score(pronoun, mentioned, here, scene, counts[key])
            for mentioned in (one, *before.get(key, ())[:_LOOKED_AT])
        )
        + ((_SPOKE_TOGETHER if together else _SPOKE_LAST) if one.member is spoke else 0.0)
        + (_INTRODUCED if speaks and _is_introduced(one, here, scene) else 0.0)
        + (_ECHO if one.member is echo and not together else 0.0)
        + _MODEL * (likely.get(key, 0.0) or sum(likely.get(id(m), 0.0) for m in one.member.both))
        for key, one in nearest.items()
    }
    best = max(scores, key=lambda key: scores[key])
    top = scores[best]
    sure = 1.0 / sum(math.exp((s - top) / _TEMPERATURE) for s in scores.values())
    far = here - scene.sentences.at(nearest[best].start) >= _FAR and len(nearest) > 1
    if sure < (_LEAST_FAR if far and speaks else LEAST) or (
        speaks and _likelier_dead(pronoun, at, scene, excluded, likely, top)
    ):
        return None
    member = nearest[best].member
    if _contradicted(pronoun, here, member, spoke_last, scene):
        return None
    if pronoun in NEUTER and member.type == "person":
        member.type = "organization"
    if pronoun in MALE | FEMALE:
        member.type = "person"
    return Answer(member.both or (member,), sure)


def _candidates(
    pronoun: str,
    at: int,
    scene: Scene,
    excluded: frozenset[int],
    within: Sequence[Span],
    *,
    living: bool,
) -> tuple[dict[int, Mentioned], dict[int, list[Mentioned]], dict[int, int]]:
    """The nearest mention of each member who may be meant, those before it, and how many.

    "Abunda is in custody. Before he was held, he said": who the sentence before is about.
    """
    here = scene.sentences.at(at)
    nearest: dict[int, Mentioned] = {}
    others: dict[int, list[Mentioned]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    held: set[int] = set()
    for mentioned in reversed(scene.before(at)):
        member = mentioned.member
        if here - scene.sentences.at(mentioned.start) > _REACH:
            break
        if id(member) in excluded or not agrees(pronoun, member):
            continue
        if living and _dead(member, at):
            continue
        if _only_a_place(mentioned):
            continue
        counts[id(member)] += 1
        _remember(nearest, mentioned, scene)
        others[id(member)].append(mentioned)
        if any(s.start <= mentioned.start < s.end for s in within):
            held.add(id(member))
    if not nearest and pronoun in NEUTER:
        nearest = _misread(scene.before(at), here, scene)
    if not nearest and pronoun in MALE | FEMALE:
        nearest = {id(one.member): one for one in misread_person(scene, at) if one.member.names}
    meant = {key: one for key, one in nearest.items() if not held or key in held}
    return meant, others, counts


def _remember(nearest: dict[int, Mentioned], mentioned: Mentioned, scene: Scene) -> None:
    """Remembers a member's nearest mention; "Zeinab lost her stall": the subject stays."""
    last = nearest.setdefault(id(mentioned.member), mentioned)
    same = scene.sentences.at(last.start) == scene.sentences.at(mentioned.start)
    if same and mentioned.subject and not last.subject:
        nearest[id(mentioned.member)] = last._replace(subject=True, governed=False)


def _contradicted(
    pronoun: str, here: int, member: Member, spoke_last: tuple[int, Member] | None, scene: Scene
) -> bool:
    """Whether only a first name is against who spoke right before, and nothing for another.

    "Bernie Gaughan said ... She said": Bernie may be a woman.
    """
    if spoke_last is None or pronoun not in MALE | FEMALE or member.both:
        return False
    at, speaker = spoke_last
    near = here - scene.sentences.at(at) <= 1 and speaker.type == "person" and not speaker.plural
    known = member.gender or member.likely
    return near and speaker is not member and not agrees(pronoun, speaker) and known is None


def _likelier_dead(
    pronoun: str,
    at: int,
    scene: Scene,
    excluded: frozenset[int],
    likely: Mapping[int, float],
    top: float,
) -> bool:
    """Whether somebody dead is meant rather than the likeliest who lives: then nobody is named.

    "Alleyne was shot ... her cousin ... In the video he says": not the last man of the report.
    """
    here = scene.sentences.at(at)
    for mentioned in reversed(scene.before(at)):
        member = mentioned.member
        if here - scene.sentences.at(mentioned.start) > 1:
            break
        meant = id(member) not in excluded and agrees(pronoun, member) and _dead(member, at)
        score = _score(pronoun, mentioned, here, scene, 1) + _MODEL * likely.get(id(member), 0.0)
        if meant and score > top:
            return True
    return False


def _only_a_place(mentioned: Mentioned) -> bool:
    """Whether it is where something happens: what happens in a town is not done by it."""
    member = mentioned.member
    if member.type == "place":
        return mentioned.governed or not mentioned.subject
    return member.type == "organization" and not member.names and mentioned.governed


def _start(mentioned: Mentioned) -> int:
    return mentioned.start


def _misread(before: Sequence[Mentioned], here: int, scene: Scene) -> dict[int, Mentioned]:
    """A name of one word taken for a person's, for whom nothing shows man or woman: a body's."""
    for one in reversed(before):
        member = one.member
        if here - scene.sentences.at(one.start) > 1:
            break
        plain = member.gender is None and not member.calls and not member.descriptions
        if member.type == "person" and plain and one.subject and member.names:
            known = " " in member.name and not scene.has_its(one.start)
            return {} if known else {id(member): one}
    return {}


def misread_person(scene: Scene, at: int) -> Sequence[Mentioned]:
    """The one name that is a person's though the reader took it for something else's, or none.

    The sentence, or the one before, is about it: several words, of no known place and by no word a
    body's. Who asks knows that a person is meant.
    """
    here = scene.sentences.at(at)
    found: dict[int, Mentioned] = {}
    for one in reversed(scene.before(at)):
        member = one.member
        if here - scene.sentences.at(one.start) > 1:
            break
        words = member.name.lower().split()
        plain = (
            member.type not in ("person", "product") and member.place is None and not member.calls
        )
        if not plain or not member.names or not one.subject or not 1 < len(words) < 4:
            continue
        if words[0] != "the" and not _OF_BODIES & {*words}:
            found[id(member)] = one
    return tuple(found.values()) if len(found) == 1 else ()


def _dead(member: Member, at: int) -> bool:
    return member.died is not None and member.died < at


def moved_on(
    pronoun: str, spoke_last: tuple[int, Member], at: int, excluded: frozenset[int], scene: Scene
) -> bool:
    """Whether a clause after the last words said was about somebody else who may be meant.

    "Merrow said no. Dovert stayed calm. She would wait, she said": Dovert said so.
    """
    began, speaker = spoke_last
    sentence = scene.sentences.at(began)
    for one in reversed(scene.before(at)):
        if scene.sentences.at(one.start) <= sentence:
            return False
        other = one.member is not speaker and id(one.member) not in excluded
        if one.subject and not one.said and other and agrees(pronoun, one.member):
            return not _only_a_place(one)
    return False


def _is_introduced(one: Mentioned, here: int, scene: Scene) -> bool:
    """Whether the sentence before is about somebody whom it brings in, by name or not."""
    if not one.subject or one.said or here - scene.sentences.at(one.start) != 1:
        return False
    if one.member.names:
        return one.member.first == one.start
    someone = one.member.type == "person" and not one.member.plural
    return someone and all(m.member is not one.member for m in scene.before(one.start))


def _score(pronoun: str, one: Mentioned, here: int, scene: Scene, count: int) -> float:
    index = scene.sentences.at(one.start)
    score = -_DISTANCE * max(0, here - index) + _OFTEN * math.log2(1 + count)
    if index == here:
        score += _SAME_SENTENCE + (_OWN_SUBJECT if one.subject and not one.said else 0.0)
    if one.subject:
        score += _SUBJECT
        if here - index == 1 and not one.said:
            score += _LAST_SUBJECT
    if pronoun in MALE | FEMALE:
        gender = one.member.gender or one.member.likely
        if gender is not None:
            agreed = (gender == "male") == (pronoun in MALE)
            score += _KNOWN_GENDER if agreed else -2 * _KNOWN_GENDER
    if pronoun in PLURAL and one.member.type in ("person", "group"):
        score += _KNOWN_GENDER
    return score


def before_quotation(text: str, at: int) -> int:
    """Where a quotation that ends right before a place begins, else the place."""
    before = text[:at].rstrip()
    if before.endswith(("”", '"')) and not before[-2:-1].isspace():
        opened = before.rfind("“" if before.endswith("”") else '"', 0, len(before) - 1)
        return opened if opened >= 0 else at
    return at


def agrees(pronoun: str, member: Member) -> bool:
    """Whether the pronoun (lower case) may refer to the member, by number, gender and type."""
    if pronoun in MALE:
        return member.type == "person" and not member.plural and member.gender != "female"
    if pronoun in FEMALE:
        return member.type == "person" and not member.plural and member.gender != "male"
    if pronoun in NEUTER:
        return member.type in ("organization", "place", "product", "facility", "other") and (
            not member.plural or (member.type == "organization" and bool(member.names))
        )
    if pronoun in PLURAL:
        return member.plural or member.type in ("group", "organization")
    return False
