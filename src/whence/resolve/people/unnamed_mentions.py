"""What a text speaks of besides names: descriptions, and several people at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from whence.records import Attribution, Span
from whence.records.claim import Form
from whence.resolve.people.described import Described
from whence.resolve.people.descriptions import call_of
from whence.resolve.people.entities import Entities, Member
from whence.resolve.people.name_forms import plain
from whence.resolve.people.nouns import Noun
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.pronouns import Answer, Mentioned, Scene
from whence.resolve.people.referents import Party
from whence.resolve.people.span_helpers import ends_alike
from whence.resolve.people.word_lists import (
    BODIES,
    DEPARTMENTS,
    DOCUMENTS,
    PRONOUNS,
    ROLES,
    TITLES,
    singular,
)

#: So many sentences back a document is looked for, and how sure it is then.
_NEAR_DOCUMENT, _DOCUMENT = 1, 0.85


class Written(NamedTuple):
    """The document that "it read" speaks of: None where none was mentioned."""

    answer: Answer | None


class Spoken:
    """Takes what a text speaks of in, and puts it on the scene."""

    def __init__(
        self, phrases: Phrases, entities: Entities, named: Mapping[Span, Member], scene: Scene,
        contents: Sequence[Span],
    ) -> None:  # fmt: skip
        """`named` are members by the spans of their names, `contents` all words that are said."""
        self._phrases = phrases
        self._entities = entities
        self._named = named
        self._scene = scene
        self._contents = contents
        self.described = Described(phrases, entities, scene)
        #: head word of a description that was understood -> whom it means
        self.understood: dict[int, Answer] = {}
        self._noted: set[int] = set()  #: head words that are on the scene already

    def document_before(self, attribution: Attribution, at: int) -> Written | None:
        """What "“We failed him,” it read" means by "it": the document last mentioned.

        None where the cue is of something else.
        """
        text = self._phrases.tree.text
        cue = {s.of(text).lower().strip(":,") for s in attribution.cue}
        if not cue or cue - {"read", "reads", "said", "says"}:
            return None
        says = not cue & {"read", "reads"}
        here = self._scene.sentences.at(at)
        for noun in reversed(self._phrases.nouns):
            start = self._phrases.span(noun).start
            if start >= at or here - self._scene.sentences.at(start) > _NEAR_DOCUMENT:
                continue
            about = here - self._scene.sentences.at(start) == 1 and self._phrases.is_subject(noun)
            if says and not about:
                continue  # "A sign stands at the gate. It says:" is of what the sentence is about
            some = noun.name is None and self._phrases.tree.lower(noun.first) != "no"
            if some and singular(self._phrases.tree.lower(noun.head)) in DOCUMENTS:
                party = Party((noun,))
                member = self.described.new(party, call_of(self._phrases, noun))
                return Written(Answer((member,), _DOCUMENT))
        return None if says else Written(None)

    def take(self, parties: Sequence[Party]) -> None:
        """Takes descriptions in, and several in a list as "they"."""
        members: list[Member] = []
        for party in parties:
            noun = party.called
            if noun.name is not None:
                members += filter(None, [self._named.get(noun.name)])
            elif self.is_somebody(noun) and not (self._is_office(noun) or self._is_fronted(party)):
                answer = self.described.answer(party)
                self.understood[noun.head] = answer
                members += answer.members
                self.note(noun, answer, pending=True)
        people = list(dict.fromkeys(m for m in members if m.type == "person"))
        if len(people) > 1 and len(parties) > 1:
            both = Member("person", plural=True, both=tuple(people))
            first = parties[0].called
            subject = any(self._phrases.is_subject(n) for p in parties for n in p.nouns)
            start = self._phrases.tree.words[first.first].span.start
            said = self._is_said(start)
            self._scene.add(Mentioned(start, both, subject, governed=False, said=said))

    def _is_office(self, noun: Noun) -> bool:
        """Whether a phrase is what somebody is, and nobody: "was elected [mayor] in May"."""
        word = self._phrases.tree.words[noun.first]
        bare = noun.owner is None and noun.first == noun.head and word.tag == "NOUN"
        small = self._phrases.tree.text[word.span.start].islower()
        return bare and small and not noun.plural and not self._phrases.is_subject(noun)

    def _is_fronted(self, party: Party) -> bool:
        """Whether it describes the subject after it: "[the daughter of a docker], she left"."""
        tree = self._phrases.tree
        end = tree.within(tree.phrase(party.nouns[0].head))[-1]
        while tree.words[end].tag == "PUNCT" and end > party.nouns[-1].last:
            end -= 1
        if end + 2 >= len(tree.words) or tree.lower(end + 1) != ",":
            return False
        subject = self._phrases.at(end + 2)
        if subject is None or subject.first != end + 2:
            return False
        pronoun = tree.lower(subject.head) in ("he", "she")
        behind = tree.lower(party.nouns[0].first - 1) in (",", ".") or party.nouns[0].first == 0
        return behind and pronoun and tree.relation(subject.head) in ("nsubj", "nsubj:pass")

    def is_somebody(self, noun: Noun) -> bool:
        """Whether a description may be of one who speaks."""
        tree = self._phrases.tree
        if "whose" in (tree.lower(noun.first), tree.lower(max(0, noun.first - 1))):
            return False  # "Lamont, whose side dropped her"
        if tree.lower(noun.first) == "no":
            return False  # "There were no reports of injuries"
        if noun.kind in ("person", "group"):
            return True
        subject = self._phrases.is_subject(noun) and not self._phrases.preposition(noun)
        if noun.kind == "organization" and noun.owner is not None:
            return subject or noun.owner.kind != "pronoun"
        return noun.kind == "organization" or (noun.kind == "place" and subject)

    def note(self, noun: Noun, answer: Answer, *, pending: bool = False) -> None:
        """Adds a description or pronoun to what is spoken of, and to its member's mentions."""
        span = self._phrases.span(noun)
        form: Form = "pronoun" if noun.kind == "pronoun" else "nominal"
        for member in answer.members:
            if pending or (form == "pronoun" and not member.names and not member.others):
                member.pending.append((span, form, answer.score))
            elif noun.name is None:
                member.refer(span, form, answer.score)
        member = answer.members[0]
        if len(answer.members) > 1:
            member = Member("person", plural=True, both=answer.members)
        if noun.head in self._noted:
            return
        self._noted.add(noun.head)
        head = self._phrases.tree.words[noun.head].span.start
        governed = bool(self._phrases.preposition(noun))
        subject = self._phrases.is_subject(noun) and not governed
        said = self._is_said(span.start)
        self._scene.add(Mentioned(span.start, member, subject, governed, said), [head])

    def unseen_name(self, noun: Noun) -> Member | None:
        """A person whose name the reader did not see: one of a title, or one named elsewhere."""
        tree = self._phrases.tree
        first = noun.last
        while first > noun.first and self._is_name_word(first - 1) and noun.last - first < 2:
            if tree.lower(first - 1) in BODIES | DEPARTMENTS:
                break  # "Superintendent of Police Rao", "Defence Committee Franz Klint"
            first -= 1
        if not self._is_name_word(noun.last):
            return None
        whole = plain(self._phrases.words(noun, whole=False))  # "the SHA"
        elsewhere = {id(m): m for m in self._entities.members for _, n in m.names if n == whole}
        if len(elsewhere) == 1:  # "Boeing", which the reader saw as a name elsewhere
            return next(iter(elsewhere.values()))
        span = tree.span(first, noun.last)
        words = span.of(self._phrases.tree.text).casefold().replace("’", "'").split()
        title = [tree.lower(i).strip(".") for i in range(noun.first, first)][-1:]
        found = [
            m for m in self._entities.people()
            if any(ends_alike(name.casefold().split(), words) for _, name in m.names)
        ]  # fmt: skip
        if len(found) > 1 or not (found or (title and title[0] in TITLES)):
            return None
        member = found[0] if found else self._entities.add(Member("person"))
        # "Prosecutor Kim Bell": the reader saw her name, which has no title
        role = tree.lower(first).strip(".") in ROLES - TITLES
        if not any(own == span or (role and span.covers(own)) for own, _ in member.names):
            member.names.append((span, span.of(self._phrases.tree.text)))
        return member

    def _is_name_word(self, index: int) -> bool:
        tree = self._phrases.tree
        capital = self._phrases.tree.text[tree.words[index].span.start].isupper()
        return capital and tree.lower(index).strip(".") not in TITLES | PRONOUNS

    def _is_said(self, at: int) -> bool:
        return any(s.start <= at < s.end for s in self._contents)


def add_pending_mentions(member: Member) -> None:
    """Of one without a name who speaks, all mentions are kept."""
    if not member.names:
        for span, form, score in member.pending:
            member.refer(span, form, score)
    member.pending.clear()
