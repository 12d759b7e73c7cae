"""Each attribution's source to entities, in the order in which a text is understood."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from whence.records import Attribution, Span
from whence.resolve.people.entities import Entities, Member
from whence.resolve.people.named_later import named_later
from whence.resolve.people.nouns import Noun
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.pronouns import (
    Answer,
    Scene,
    Words,
    agrees,
    who,
)
from whence.resolve.people.referents import Party
from whence.resolve.people.relative_clauses import before_relative
from whence.resolve.people.relayed import Passed, passed_on
from whence.resolve.people.span_helpers import covering, length, meets, place
from whence.resolve.people.turns import Exchange
from whence.resolve.people.unnamed_mentions import Spoken, add_pending_mentions
from whence.resolve.people.word_lists import (
    FEMALE,
    FIRST_PERSON,
    MALE,
    NEUTER,
    PLURAL,
    SECOND_PERSON,
)
from whence.resolve.places.demonyms import COUNTRY_OF_DEMONYM

#: How sure each way of answering is: the share that was right on GUM's training documents and half
#: of MEANTIME.
_NAMED, _JOINT, _OF_QUOTATION, _PART = 0.97, 0.95, 0.93, 0.9
#: In indirect speech a pronoun mostly refers to who speaks, seldom for another.
_OF_REPORT = 0.85
_SURE = 0.6  #: a pronoun that is no source is kept as a mention if it is so sure
_CERTAIN = 0.97  #: a pronoun that is no source settles a gender if it is so sure: a guess
_NEAR = 1000  #: code points of a stretch
_WHEN = frozenset({"when", "where"})
_THIRD = MALE | FEMALE


class Speaking(NamedTuple):
    """Who speaks in one attribution, and who passes it on."""

    members: tuple[Member, ...]
    score: float
    via: tuple[Member, ...] = ()


class _Event(NamedTuple):
    """What is understood in its turn: an attribution's source, a list of nouns, or a pronoun."""

    depth: int  #: in how many words said it is: those of the text itself come first
    start: int
    attribution: int | None = None
    parties: tuple[Party, ...] = ()
    pronoun: Noun | None = None


class Speakers:
    """Answers for the attributions of one report."""

    def __init__(
        self, attributions: Sequence[Attribution], entities: Entities,
        named: Mapping[Span, Member], phrases: Phrases, scene: Scene,
    ) -> None:  # fmt: skip
        """`named` are members by the spans of their names; `scene` holds them already."""
        self._attributions = attributions
        self._entities = entities
        self._named = named
        self._phrases = phrases
        self._text = phrases.tree.text
        self._scene = scene
        contents = [s for a in attributions for s in a.content]
        self._spoken = Spoken(phrases, entities, named, scene, contents)
        self._exchange = Exchange(phrases, named, self._spoken, scene)
        #: where somebody was asked or ordered to speak, and who
        self._spoke: list[tuple[int, Member]] = []
        #: who put a question to a member, by its id
        self._asker: dict[int, Member] = {}
        self.answers: list[Speaking | None] = [None] * len(attributions)
        #: the attributions with indirect words in each stretch of the text, for long texts
        self._indirect_near: dict[int, list[int]] = defaultdict(list)
        for index, one in enumerate(attributions):
            for span in one.content if one.kind == "indirect" else ():
                for stretch in range(span.start // _NEAR, span.end // _NEAR + 1):
                    if self._indirect_near[stretch][-1:] != [index]:
                        self._indirect_near[stretch].append(index)

    def resolve(self) -> list[Speaking | None]:
        """One answer an attribution, None where the text does not say."""
        for event in sorted(self._events(), key=lambda e: (e.depth, e.start)):
            if event.attribution is not None:
                self._attribution(event.attribution)
            elif event.pronoun is not None:
                self._plain_pronoun(event.pronoun)
            else:
                self._spoken.take(event.parties)
        for index, speaking in enumerate(self.answers):
            if speaking is not None:
                members, via = (
                    tuple(
                        dict.fromkeys(named_later(m, self._entities, self._scene) or m for m in of)
                    )
                    for of in (speaking.members, speaking.via)
                )
                self.answers[index] = speaking._replace(members=members, via=via)
        return self.answers

    # -- the order in which a text is understood -------------------------------------------------

    def _events(self) -> Iterator[_Event]:
        sources = sorted(s for a in self._attributions for s in a.source)
        for index, one in enumerate(self._attributions):
            spans = one.source or (*one.cue, *one.content)
            yield _Event(self._depth(index), min((s.start for s in spans), default=0), index)
        quoted = [span for a in self._attributions if a.kind == "direct" for span in a.content]
        for parties in self._phrases.all_parties():
            start = self._at(parties[0].nouns[0])
            yield _Event(covering(quoted, start), start, parties=tuple(parties))
        for noun in self._phrases.nouns:
            for pronoun in (noun, noun.owner):
                if pronoun is None or pronoun.kind != "pronoun":
                    continue
                start = self._at(pronoun)
                is_source = any(s.start == start and pronoun is noun for s in sources)
                if self._lower(pronoun) in _THIRD and not is_source:
                    yield _Event(covering(quoted, start), start, pronoun=pronoun)

    def _depth(self, index: int) -> int:
        depth, parent = 0, self._attributions[index].parent
        while parent is not None and depth < len(self._attributions):
            depth, parent = depth + 1, self._attributions[parent].parent
        return depth

    def _at(self, noun: Noun) -> int:
        return self._phrases.tree.words[noun.first].span.start

    def _lower(self, noun: Noun) -> str:
        return self._phrases.tree.lower(noun.head)

    # -- pronouns that are no source ---------------------------------------------------------------

    def _plain_pronoun(self, noun: Noun) -> None:
        """A pronoun that is no source: it shows who is spoken of, and as man or woman."""
        start = self._at(noun)
        direct = [
            i for i, a in enumerate(self._attributions)
            if a.kind != "indirect" and any(s.start <= start < s.end for s in a.content)
        ]  # fmt: skip
        said = [m for i in direct if (v := self.answers[i]) for m in v.members]
        excluded = frozenset(id(m) for m in said) | self._exchange.own_subject(noun)
        held = [s for i in direct for s in self._attributions[i].content]
        pronoun = self._lower(noun)
        last = self._saying(start) or self._last_before(start)
        answer = who(pronoun, start, self._scene, last, Words(excluded, held), speaks=False)
        if answer is None:
            return
        (member, *others) = answer.members
        if answer.score >= _CERTAIN:
            self._learn_gender(pronoun, answer)
        elif not others and pronoun in _THIRD and member.likely is None:
            # "Prosecutor Dewulf named the dead man. He had shielded a child, she said"
            member.likely = "male" if pronoun in MALE else "female"
        if answer.score >= _SURE:
            self._spoken.note(noun, answer)

    def _saying(self, at: int) -> tuple[int, Member] | None:
        """In whose indirect words a place is, and where that begins: "a driver, who said he"."""
        for index in self._indirect_near.get(at // _NEAR, ()):
            one, answer = self._attributions[index], self.answers[index]
            within = any(s.start <= at < s.end for s in one.content)
            if within and answer is not None and len(answer.members) == 1 and one.source:
                begins = min(one.source).start
                if begins < at:
                    return begins, answer.members[0]
        return None

    def _last_before(self, at: int) -> tuple[int, Member] | None:
        found = bisect_left(self._spoke, at, key=place)
        return self._spoke[found - 1] if found else None

    @staticmethod
    def _learn_gender(pronoun: str, answer: Answer) -> None:
        """Whom the text calls "he" it does not call "she" further on."""
        (member, *others) = answer.members
        if not others and member.gender is None and pronoun in _THIRD:
            member.gender = "male" if pronoun in MALE else "female"

    # -- who speaks --------------------------------------------------------------------------------

    def _attribution(self, index: int) -> None:
        attribution = self._attributions[index]
        passed = passed_on(attribution, self._phrases)
        by = self._handed_on(index, passed)
        around = self._around(index) | {id(member) for member in by}
        around |= self._exchange.called_alike(attribution)
        answers = [(p, self._party(index, p, around)) for p in self._who(attribution, passed)]
        answered = [(party, answer) for party, answer in answers if answer is not None]
        if not answered:
            relative = before_relative(attribution, self._phrases, self._named, self._spoken)
            answered = [relative] if relative is not None else []
        members = tuple(dict.fromkeys(m for _, answer in answered for m in answer.members))
        if (two := self._exchange.by_form(attribution)) is not None:
            answered, members = [], two.members
        if not members:
            return
        score = min((answer.score for _, answer in answered), default=_JOINT)
        if len(answered) > 1:
            score = min(score, _JOINT)
        for party, answer in answered:
            if party.called.name is None:
                self._spoken.note(party.called, answer)
            for member in answer.members:
                add_pending_mentions(member)
        self.answers[index] = Speaking(members, score, self._via(index, members, by))
        if attribution.parent is None:
            at = max((s.end for s in (*attribution.source, *attribution.content)), default=0)
            asked = self._exchange.asked(attribution, members[0])
            if asked is not None:
                self._asker[id(asked)] = members[0]
            insort(self._spoke, (at, asked or members[0]), key=place)

    def _who(self, attribution: Attribution, passed: Passed) -> Sequence[Party]:
        if passed.speakers:
            return passed.speakers
        if not attribution.source:
            return ()
        parties = self._phrases.parties(min(attribution.source))
        if len(parties) != 1 or self._spoken.unseen_name(parties[0].called) is not None:
            return parties
        return [self._whole(parties[0], attribution)]

    def _whole(self, party: Party, attribution: Attribution) -> Party:
        """The party with what a reader left out of the source: the head before, the name after.

        "Rolf Sande of [the coast guard] said", "said [her sister], Tamar". Nothing of what is
        said, and nothing on the other side of the cue, belongs to it.
        """
        whole = self._phrases.around(party.nouns[0])
        if whole is None or whole.nouns == party.nouns:
            return party
        outside = (*attribution.cue, *attribution.content)
        if any(meets(self._phrases.span(noun), outside) for noun in whole.nouns):
            return party
        first, second = sorted((whole.nouns[0].first, party.nouns[0].first))
        tree = self._phrases.tree
        between = tree.span(first, second)
        # "She fell victim when police said": a clause of its own.
        clause = any(
            tree.words[i].tag in ("SCONJ", "VERB", "AUX") or tree.lower(i) in _WHEN
            for i in range(first, second)
        )
        if clause or meets(between, outside):
            return party
        if party.nouns[0] in whole.of:
            head = whole.called
            to = self._phrases.preposition(party.nouns[0]) == "to"  # a letter to them
            belongs = head.kind == "person" or (head.kind == "document" and to)
            belongs = belongs and party.called.kind != "pronoun"
            return whole if belongs else party
        return whole if party.called.name is None and whole.called.name is not None else party

    def _party(self, index: int, party: Party, around: frozenset[int]) -> Answer | None:
        noun = party.called
        if noun.kind == "pronoun":
            return self._pronoun(index, noun)
        if noun.name is not None and noun.name in self._named:
            held = self._named[noun.name]
            if held.type != "person" or self._lower(noun) in COUNTRY_OF_DEMONYM:
                described = self._spoken.described  # "the 27-year-old Ecuadorean", "the Spaniard"
                meant = described.aged(noun) or described.by_country(noun)
                return meant or Answer((self._adding(index, noun) or held,), _NAMED)
            return Answer((held,), _NAMED)
        if (member := self._spoken.unseen_name(noun)) is not None:
            return Answer((member,), _PART)
        known = self._spoken.understood.get(noun.head)
        if known is not None and not any(id(m) in around for m in known.members):
            return known
        return self._spoken.described.answer(party, around, self._adding(index, noun))

    def _adding(self, index: int, noun: Noun) -> Member | None:
        """Who has just spoken, or was asked, where that goes on: "the Dutchwoman added"."""
        at = self._at(noun)
        if (last := self._last_before(at)) is None:
            return None
        one, asked = self._attributions[index], id(last[1]) in self._asker
        return last[1] if self._exchange.adds(one, noun, last, at, asked=asked) else None

    def _pronoun(self, index: int, noun: Noun) -> Answer | None:
        attribution, pronoun, at = self._attributions[index], self._lower(noun), self._at(noun)
        if pronoun in FIRST_PERSON:
            return self._quoted(index)
        if pronoun in SECOND_PERSON or pronoun not in _THIRD | PLURAL | NEUTER:
            return None
        if pronoun in NEUTER and (written := self._spoken.document_before(attribution, at)):
            return written.answer
        reporter = self._reporting(attribution)
        several = reporter is not None and pronoun in PLURAL and len(reporter.members) > 1
        if reporter and (several or any(agrees(pronoun, m) for m in reporter.members)):
            return Answer(reporter.members, reporter.score * _OF_REPORT)
        excluded, last = self._exchange.named_inside(attribution), self._last_before(at)
        if (
            last is not None
            and agrees(pronoun, last[1])
            and (asker := self._asker.get(id(last[1])))
        ):
            excluded |= {id(asker)}
        outer, held = self._outer(attribution)
        # Who is quoted word for word says "I" of himself.
        excluded |= {id(m) for m in outer}
        last = None if last is not None and last[1] in outer else last
        if last and self._exchange.goes_on(attribution, pronoun, last, excluded, at):
            return Answer((last[1],), _OF_REPORT)
        words = Words(excluded, held, self._exchange.echo(attribution, pronoun, at))
        answer = who(pronoun, at, self._scene, last, words, speaks=True)
        if answer is None and pronoun in PLURAL:
            return self._exchange.two_in_turn(at)
        if answer is not None:
            self._learn_gender(pronoun, answer)
        return answer

    def _quoted(self, index: int) -> Answer | None:
        """Who is quoted, for "I" and "we": the attribution whose content they are in."""
        parent = self._attributions[index].parent
        if parent is None:
            at = self._attributions[index].source[0].start
            holding = [
                i
                for i, other in enumerate(self._attributions)
                if i != index and any(s.start <= at < s.end for s in other.content)
            ]
            parent = min(holding, key=lambda i: length(self._attributions[i]), default=None)
        outer = self.answers[parent] if parent is not None else None
        return Answer(outer.members, outer.score * _OF_QUOTATION) if outer else None

    def _reporting(self, attribution: Attribution) -> Speaking | None:
        """Who speaks in the indirect speech around an attribution: "police said they knew"."""
        parent = attribution.parent
        if parent is None or self._attributions[parent].kind == "direct" or not attribution.source:
            return None
        at = attribution.source[0].start
        holding = (s for s in self._attributions[parent].content if s.start <= at < s.end)
        before = next((self._text[span.start : at] for span in holding), "")
        if before.count("“") > before.count("”") or before.count('"') % 2:
            return None  # word for word, where a pronoun is somebody else
        return self.answers[parent]

    def _outer(self, attribution: Attribution) -> tuple[tuple[Member, ...], tuple[Span, ...]]:
        """Who speaks in direct speech around an attribution, and what is said."""
        parent = attribution.parent
        if parent is None or self._attributions[parent].kind == "indirect":
            return (), ()
        speaking = self.answers[parent]
        return speaking.members if speaking else (), self._attributions[parent].content

    def _around(self, index: int) -> frozenset[int]:
        """The persons in whose words an attribution is, however deep, by their ids."""
        found: set[int] = set()
        parent = self._attributions[index].parent
        for _ in self._attributions:
            if parent is None:
                break
            if speaking := self.answers[parent]:
                found |= {id(m) for m in speaking.members if m.type == "person"}
            parent = self._attributions[parent].parent
        return frozenset(found)

    def _handed_on(self, index: int, passed: Passed) -> tuple[Member, ...]:
        """Those who hand the words on by a verb of quoting: "quoted by the Herald"."""
        found: list[Member] = []
        for party in passed.by:
            answer = self._party(index, party, frozenset())
            if answer is None:
                continue
            if party.called.name is None:
                self._spoken.note(party.called, answer)
            for member in answer.members:
                add_pending_mentions(member)
            found += answer.members
        return tuple(found)

    def _via(
        self, index: int, members: Sequence[Member], by: Sequence[Member]
    ) -> tuple[Member, ...]:
        """Who passes the words on: who quotes them, and who reports what another said."""
        found = list(by)
        parent = self._attributions[index].parent
        said = parent is not None and self._attributions[parent].stance == "statement"
        if said and parent is not None and (outer := self.answers[parent]) is not None:
            found += [*outer.via, *outer.members]
        return tuple(dict.fromkeys(m for m in found if m not in members))
