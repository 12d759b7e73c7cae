"""Who may speak next and who may not: the one asked, a verb's own subject, two in turn."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from whence.records import Attribution, Span
from whence.resolve.people.entities import Member
from whence.resolve.people.gender import of_words
from whence.resolve.people.nouns import Noun
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.pronouns import (
    Answer,
    Scene,
    Words,
    agrees,
    before_quotation,
    moved_on,
    who,
)
from whence.resolve.people.referents import Party
from whence.resolve.people.span_helpers import start
from whence.resolve.people.unnamed_mentions import Spoken
from whence.resolve.people.word_lists import (
    ADDING,
    ANSWERING,
    BOTH,
    OTHER_PARTIES,
    PLURAL,
    singular,
)

#: How sure it is that "they" are the two in the sentences before.
_IN_TURN = 0.85
_DASHES = (["--"], ["—"], ["–"])
_MARKS = frozenset('“”"')


class Exchange:
    """Asks the syntax around an attribution or a pronoun."""

    def __init__(
        self, phrases: Phrases, named: Mapping[Span, Member], spoken: Spoken, scene: Scene
    ) -> None:
        """`named` are members by the spans of their names."""
        self._phrases = phrases
        self._named = named
        self._by_name = sorted(named.items(), key=start)
        self._spoken = spoken
        self._scene = scene

    def own_subject(self, noun: Noun) -> frozenset[int]:
        """Whom an object cannot be: "A jogger had seen her" (Condition B, Chomsky 1981)."""
        tree = self._phrases.tree
        verb = tree.head(noun.head)
        if tree.relation(noun.head) not in ("obj", "iobj", "obl") or verb is None:
            return frozenset()
        subject = tree.subject(verb)
        at = None if subject is None else self._phrases.at(subject)
        party = None if at is None else self._phrases.around(at) or Party((at,))
        if party is None:
            return frozenset()
        name = party.called.name
        if name is not None and name in self._named:
            return frozenset({id(self._named[name])})
        known = self._spoken.understood.get(party.called.head)
        return frozenset(id(m) for m in known.members) if known else frozenset()

    def asked(self, attribution: Attribution, asker: Member) -> Member | None:
        """Whom a question is put to, who mostly speaks next: "the coroner asked Pappas. He"."""
        tree = self._phrases.tree
        if attribution.act != "ask":
            return None
        for index in (i for span in attribution.cue for i in tree.within(span)):
            person = tree.child(index, "obj", "iobj") if tree.words[index].tag == "VERB" else None
            noun = None if person is None or person < index else self._phrases.at(person)
            own = (*attribution.content, *attribution.source)  # "“Why?” asked the mayor, Ada Venn"
            if noun is None or any(s.covers(self._phrases.span(noun)) for s in own):
                continue
            party = self._phrases.around(noun) or Party((noun,))
            name = party.called.name
            if name is not None and name in self._named:
                return self._named[name]
            known = self._spoken.understood.get(party.called.head)
            if known is None and noun.kind == "pronoun":
                known = self._meant_by(noun, asker)
            if known is not None and len(known.members) == 1:
                return known.members[0]
        return None

    def _meant_by(self, noun: Noun, asker: Member) -> Answer | None:
        """Who a pronoun is that a question is put to: "counsel asked [her] how fast it was"."""
        pronoun = self._phrases.tree.lower(noun.head)
        at = self._phrases.span(noun).start
        others = Words(frozenset({id(asker)}))
        return who(pronoun, at, self._scene, None, others, speaks=False)

    def by_form(self, attribution: Attribution) -> Answer | None:
        """Who speaks by the form of the source: "both", "the pair", a letter's "LATE IN LUNDE"."""
        if not attribution.source:
            return None
        written = min(attribution.source).of(self._phrases.tree.text)
        signed = [s.of(self._phrases.tree.text) for s in attribution.cue] in _DASHES
        if signed and written.isupper() and " " in written:
            return Answer((self._spoken.described.pen_name(min(attribution.source)),), _IN_TURN)
        words = min(attribution.source).of(self._phrases.tree.text).lower().strip(" ,")
        cue = min(attribution.cue).of(self._phrases.tree.text).lower() if attribution.cue else ""
        if words in BOTH or (words in PLURAL and cue.startswith("both ")):
            return self._two_before(min(attribution.source).start)
        return None

    def _two_before(self, at: int) -> Answer | None:
        """The two people of the sentence before, if it has no third: "Both said", "the pair".

        Where it has none by name, those that "they" would be.
        """
        here = self._scene.sentences.at(at)
        found = dict.fromkeys(
            member
            for m in self._scene.before(at)
            if here - self._scene.sentences.at(m.start) == 1 and not m.said
            for member in (m.member.both or (m.member,))
            if member.type == "person"
        )
        if len(found) == 2 and all(m.names and not m.plural for m in found):
            return Answer(tuple(found), _IN_TURN)
        return None if found else self.two_in_turn(at)

    def two_in_turn(self, at: int) -> Answer | None:
        """Two people in the two sentences before, where nobody else may be "they"."""
        here = self._scene.sentences.at(at)
        near = [m for m in self._scene.before(at) if here - self._scene.sentences.at(m.start) <= 2]
        if any(agrees("they", m.member) for m in near):
            return None
        found = dict.fromkeys(
            m.member for m in near if m.subject and m.member.type == "person" and m.member.names
        )
        return Answer(tuple(found), _IN_TURN) if len(found) == 2 else None

    def goes_on(
        self,
        attribution: Attribution,
        pronoun: str,
        last: tuple[int, Member],
        excluded: frozenset[int],
        at: int,
    ) -> bool:
        """Whether who spoke last goes on by the verb's sense, before anybody else is spoken of."""
        began, speaker = last
        cue = " ".join(s.of(self._phrases.tree.text) for s in attribution.cue).lower()
        sentences = self._scene.sentences
        near = (
            sentences.at(before_quotation(self._phrases.tree.text, at)) - sentences.at(began) <= 1
        )
        return (
            cue in ADDING and near and agrees(pronoun, speaker) and id(speaker) not in excluded
            and not moved_on(pronoun, last, at, excluded, self._scene)
        )  # fmt: skip

    def adds(
        self,
        attribution: Attribution,
        noun: Noun,
        last: tuple[int, Member],
        at: int,
        *,
        asked: bool,
    ) -> bool:
        """Whether a description is of who spoke last, who goes on: "“...,” the Dutchwoman added".

        Its gender must fit, and it must be no other party to what was said ("the driver"). Who was
        `asked` a question just before answers it: "The witness replied".
        """
        tree = self._phrases.tree
        if tree.lower(noun.first) != "the" or noun.owner is not None or noun.plural:
            return False
        if noun.kind in ("organization", "document"):
            return False
        if last[1].type != "person" or last[1].plural:
            return False
        cue = " ".join(s.of(tree.text) for s in attribution.cue).lower()
        near = self._scene.sentences.at(at) - self._scene.sentences.at(last[0]) <= 1
        gender = of_words(tree.lower(noun.head)) or last[1].gender or last[1].likely
        pronoun = "she" if gender == "female" else "he"
        if asked and near and cue in ANSWERING:
            return agrees(pronoun, last[1])
        if attribution.kind != "direct" or min(attribution.content).end > at:
            return False
        if singular(tree.lower(noun.head)) in OTHER_PARTIES:
            return False
        return self.goes_on(attribution, pronoun, last, frozenset(), at)

    def echo(self, attribution: Attribution, pronoun: str, at: int) -> Member | None:
        """Whom indirect words before a pronoun call by it first: "[She] was ill, she said"."""
        tree = self._phrases.tree
        before = [s for s in attribution.content if s.end <= at]
        if attribution.kind != "indirect" or not before:
            return None
        words = tree.within(before[0])
        first = next((i for i in words if tree.relation(i) in ("nsubj", "nsubj:pass")), None)
        if first is None or tree.lower(first) != pronoun:
            return None
        return self._scene.at(tree.words[first].span.start)

    def called_alike(self, attribution: Attribution) -> frozenset[int]:
        """Bodies of the speaker's kind that the words name: others than who speaks.

        "The court ruled that it would end unless the Supreme Court wades in".
        """
        tree = self._phrases.tree
        head = tree.head_of(min(attribution.source)) if attribution.source else None
        if head is None or tree.words[head].tag != "NOUN":
            return frozenset()
        inside = self.named_inside(attribution)
        return frozenset(
            id(member)
            for _, member in self._by_name
            if id(member) in inside and member.name.lower().split()[-1:] == [tree.lower(head)]
        )

    def named_inside(self, attribution: Attribution) -> frozenset[int]:
        """Members whom the words said name: people seldom call themselves by name.

        In indirect speech that is grammar where the pronoun comes first (Condition C of binding,
        Chomsky 1981): in "he said Pell had left" he is not Pell.
        """
        found: set[int] = set()
        for span in attribution.content:
            before = span.start < attribution.source[0].start
            if attribution.kind == "indirect" and before:
                continue
            at = bisect_left(self._by_name, span.start, key=lambda pair: pair[0].start)
            while at < len(self._by_name) and self._by_name[at][0].start < span.end:
                reported = self._phrases.tree.text[span.start : self._by_name[at][0].start]
                if not (before and attribution.kind == "mixed" and not _MARKS & set(reported)):
                    found.add(id(self._by_name[at][1]))
                at += 1
        return frozenset(found)
