"""Epithets: "the 34-year-old", "the Spaniard", for whom the sentence before is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.records import Span
from whence.resolve.people.entities import Entities, Member
from whence.resolve.people.nouns import Noun
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.pronouns import Answer, Scene, agrees, before_quotation
from whence.resolve.people.word_lists import LEARNED_TRADES, OF_AN_AGE, pairs
from whence.resolve.places.demonyms import COUNTRY_OF_DEMONYM

#: How sure an answer is: the share that was right on GUM's training documents and half of MEANTIME.
DESCRIBED = 0.85
_OWN = frozenset({"his", "her"})
_IN_WORDS = {word: next(iter(number)) for word, number in pairs("age in words").items()}
_AGE = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_IN_WORDS)})[- ]years?[- ]old\b")
_AGE_REACH = 16  #: code points in which the age of "the 46-year-old mother" is
#: What many are called by, too: "the Dutch", "the Chinese".
_MANY_CALLED = re.compile(r"(?:ese|ish|nch|tch|lsh|ss)$")


class Epithets:
    """The epithets of one report."""

    def __init__(self, phrases: Phrases, entities: Entities, scene: Scene) -> None:
        """`scene` holds what was spoken of so far, whenever it is asked."""
        self._phrases = phrases
        self._entities = entities
        self._scene = scene

    def aged(self, noun: Noun) -> Answer | None:
        """The person whose age was given: "Musk, 46, ... the 46-year-old"."""
        member = self._aged(noun, self._phrases.span(noun).start)
        return None if member is None else Answer((member,), DESCRIBED)

    def by_country(self, noun: Noun) -> Answer | None:
        """The only one whom the sentence before is about: "the Spaniard", "the Romanian".

        Not "the Dutch", who are many.
        """
        word = self._phrases.tree.lower(noun.head)
        one = word in COUNTRY_OF_DEMONYM and not _MANY_CALLED.search(word)
        if not one or self._phrases.tree.lower(noun.first) != "the":
            return None
        at = self._phrases.span(noun).start
        people = self._alone_before(at, named=True)
        return Answer((people[0],), DESCRIBED) if people else None

    def _aged(self, noun: Noun, at: int) -> Member | None:
        text = self._phrases.tree.text
        age = _AGE.search(text, at, self._phrases.span(noun).end + _AGE_REACH)
        if age is None or age.start() - at > _AGE_REACH or text[at : at + 4].lower() != "the ":
            return None
        number = _IN_WORDS.get(age[1], age[1])
        found = {
            id(m): m
            for m in self._entities.people()
            for span, _ in m.names
            if span.start < at and re.match(rf",? \(?{number}\b", text[span.end : span.end + 8])
        }
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
        # whose age was not given before: the only one who is named and has no other, or the only
        # one that the sentence before is about
        everybody = (m for _, m in self._nearest(at, frozenset()) if m.type == "person")
        people = [m for m in everybody if not m.plural]
        if len(people) != 1 or not people[0].names:
            people = self._alone_before(at) or self._alone_in_paragraph(noun, at)
            people = people or self._alone_before(at, named=True)
        ages = (
            re.match(r",? \(?\d{1,3}\b", text[span.end : span.end + 8])
            for one in people
            for span, _ in one.names
        )
        return people[0] if people and not any(ages) else None

    def called_again(self, noun: Noun, at: int) -> Member | None:
        """Whom the sentence before, in the same paragraph, is about, called by age or learning.

        "Dr Rukmini Iyer said five had been operated on. [The surgeon] said two might lose a limb",
        "Tevita Langi was still in his boots. [The teenager] said".
        """
        word = self._phrases.tree.lower(noun.head)
        learned = word in LEARNED_TRADES
        if not (learned or word in OF_AN_AGE) or not self._phrases.is_subject(noun):
            return None
        if noun.owner is not None or self._begins_paragraph(at):
            return None
        people = self._alone_before(at, subject=True, named=True)
        if not people or not self.was_subject(people[0], at):
            return None
        (member,) = people
        calls = {call.head for call in member.calls}
        return member if not learned or calls & LEARNED_TRADES else None

    def _begins_paragraph(self, at: int) -> bool:
        """Whether the sentence is the first of its paragraph."""
        sentences = self._scene.sentences.sentences
        here = self._scene.sentences.at(at)
        between = sentences[here - 1].span.end, sentences[here].span.start
        return here == 0 or "\n" in self._phrases.tree.text[slice(*between)]

    def was_subject(self, member: Member, at: int) -> bool:
        """Whether the sentence before is of what the person did, not of what was done to them."""
        tree = self._phrases.tree
        here = self._scene.sentences.at(at)
        for span, _ in member.names:
            head = tree.head_of(span)
            if here - self._scene.sentences.at(span.start) != 1:
                continue
            while head is not None and tree.relation(head) in ("appos", "flat"):
                head = tree.head(head)  # "a theatre nurse, [Nomsa Hadebe], showed us"
            if head is None:
                continue
            if self._phrases.is_inverted(head):
                return True
            if tree.relation(head) == "nsubj" and not tree.is_passive(tree.head(head) or head):
                return True
        return False

    def _alone_before(self, at: int, *, subject: bool = False, named: bool = False) -> list[Member]:
        """The one person in the sentence before, if it has one, by name.

        With `subject` the only one that it is about, though others are in it; with `named` the only
        one whom it names.
        """
        at = before_quotation(self._phrases.tree.text, at)
        here = self._scene.sentences.at(at)
        given = {
            id(m.member): m
            for m in self._scene.before(at)
            if m.member.type == "person" and here - self._scene.sentences.at(m.start) in (0, 1)
            and not m.said and (not subject or (m.subject and not m.member.plural))
        }  # fmt: skip
        if named:
            given = {
                key: m for key, m in given.items()
                if any(here - self._scene.sentences.at(s.start) == 1 for s, _ in m.member.names)
            }  # fmt: skip
        # a name of one word that nothing else shows to be a person's may be a team's
        sure = {key: m for key, m in given.items() if _is_surely_one(m.member, at)}
        given = sure or given
        if len(given) != 1:
            return []
        (one,) = given.values()
        member = one.member
        there = any(here - self._scene.sentences.at(span.start) == 1 for span, _ in member.names)
        return [member] if one.subject and there and not member.plural else []

    def _alone_in_paragraph(self, noun: Noun, at: int) -> list[Member]:
        """The one person of the paragraph so far, by name; of several the one that "his" fits."""
        text, tree = self._phrases.tree.text, self._phrases.tree
        begins = text.rfind("\n\n", 0, at) + 1
        people = list(
            dict.fromkeys(
                member
                for m in self._scene.before(at)
                if m.start >= begins
                and m.member.type == "person"
                and not (m.member.plural and not m.member.both)
                for member in (m.member.both or (m.member,))
            )
        )
        end = self._scene.sentences.sentences[self._scene.sentences.at(at)].span.end
        behind = tree.within(Span(self._phrases.span(noun).end, end))
        own = next((tree.lower(i) for i in behind if tree.lower(i) in _OWN), None)
        if len(people) > 1 and own is not None:
            people = [m for m in people if agrees(own, m)]
        living = [m for m in people if m.died is None]
        return living if len(living) == 1 and living[0].names and not living[0].plural else []

    def _nearest(self, at: int, around: frozenset[int]) -> Iterator[tuple[int, Member]]:
        """Where each member was last mentioned before, the nearest first."""
        seen = set(around)
        for mentioned in reversed(self._scene.before(at)):
            if id(mentioned.member) not in seen:
                seen.add(id(mentioned.member))
                yield mentioned.start, mentioned.member


def _is_surely_one(member: Member, at: int) -> bool:
    """Whether somebody has a name of several words, a description or an earlier mention."""
    before = [span for span, _ in member.names if span.start < at]
    return len(member.name.split()) > 1 or bool(member.calls) or len(before) > 1
