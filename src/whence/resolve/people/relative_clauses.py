"""Who speaks in a relative clause: the noun that its pronoun refers to, "Venn, who said"."""

from __future__ import annotations

from collections.abc import Mapping

from whence.records import Attribution, Span
from whence.resolve.people.entities import Member
from whence.resolve.people.nouns import Noun
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.pronouns import Answer
from whence.resolve.people.referents import Party
from whence.resolve.people.unnamed_mentions import Spoken
from whence.resolve.people.word_lists import RELATIVE
from whence.syntax import Tree

#: How sure such an answer is: the share that was right on GUM's training documents and half of
#: MEANTIME.
_RELATIVE = 0.9
_AGE = 4  #: words between a name and its "who" with an age in marks
_FAR_RELATIVE = 40  #: words between two relative clauses of one noun
_SENTENCE_ENDS = frozenset(".?!")


def before_relative(
    attribution: Attribution, phrases: Phrases, named: Mapping[Span, Member], spoken: Spoken
) -> tuple[Party, Answer] | None:
    """The phrase that a relative pronoun depends on: "Venn, who said", "villagers who say"."""
    tree = phrases.tree
    if not attribution.source:
        return None
    at = tree.head_of(min(attribution.source))
    if at is None or tree.lower(at) not in RELATIVE:
        return None
    if at and tree.words[at - 1].tag == "CCONJ":
        first = _same_before(tree, at)
        if first is None:
            return None
        at = first  # "nurses who worked on Sunday and who say"
    noun = phrases.before(at)
    if noun is None or noun.kind == "pronoun":
        return None
    between = range(noun.last + 1, at)  # "Jules Amoako, 58, who"
    aged = all(tree.words[i].tag in ("PUNCT", "NUM") for i in between)
    if len(between) > 1 and not (aged and len(between) <= _AGE):
        return None
    verb = tree.head(at)
    head = None if verb is None or tree.relation(verb) != "acl:relcl" else tree.head(verb)
    whose = None if head is None else phrases.at(head)
    if whose is not None and whose.kind in ("person", "document") and whose.last < at:
        noun = whose  # "a doctor at the hospital, who said", "a petition on a site that asks"
    elif tree.lower(at) == "who" and noun.kind in ("place", "other"):
        person = _person_before(phrases, noun, at)
        if person is None and (noun.name is not None or tree.words[noun.head].mention):
            return None
        noun = person or noun
    if tree.lower(at) == "that" and noun.kind == "place" and noun.name is None:
        return None  # "a flier for a party at the same location that encouraged"
    party = Party((noun,))
    if noun.name is not None and (member := named.get(noun.name)) is not None:
        return party, Answer((member,), _RELATIVE)
    known = spoken.understood.get(noun.head) or spoken.described.answer(party)
    return party, Answer(known.members, _RELATIVE)


def _person_before(phrases: Phrases, thing: Noun, at: int) -> Noun | None:
    """Whom the thing before "who" belongs to: "a man in the car, who", "its keeper"."""
    tree = phrases.tree
    start = next((i for i in range(at - 1, -1, -1) if tree.lower(i) in _SENTENCE_ENDS), -1)
    for noun in reversed(phrases.within(start + 1, thing.first)):
        if any(tree.words[i].tag in ("VERB", "AUX") for i in range(noun.last + 1, thing.first)):
            return None
        if noun.kind == "person":
            return noun
    return None


def _same_before(tree: Tree, at: int) -> int | None:
    """The relative pronoun of the same form, earlier in the sentence, that one goes on from."""
    for before in range(at - 1, max(-1, at - _FAR_RELATIVE), -1):
        if tree.lower(before) in {tree.lower(at), "whose"}:
            return before
        if tree.lower(before) in _SENTENCE_ENDS:
            return None
    return None
