"""Who in a report is dead, and from where on: the dead do not speak.

*A person dies who is the subject of dying, the object of killing, or the owner of a body or a
funeral.* What they said before comes with their names, never with "he said" afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.records import Span
from whence.resolve.people.entities import Member
from whence.resolve.people.nouns import Noun
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.word_lists import DYING, KILLING, OBITUARY, OF_THE_DEAD
from whence.syntax import Tree


def mark_the_dead(phrases: Phrases, named: Mapping[Span, Member]) -> None:
    """Marks each named person whom the report says to be dead, where it first does."""
    tree = phrases.tree
    for index, word in enumerate(tree.words):
        lower = tree.lower(index)
        if lower in DYING and word.tag in ("VERB", "AUX"):
            dead = None if _is_obituary(tree, index) else _whole(phrases, tree.subject(index))
        elif lower in KILLING and word.tag == "VERB":
            dead = _whole(phrases, _killed(tree, index))
        elif lower in OF_THE_DEAD:
            noun = phrases.at(index)
            dead = noun.owner if noun is not None and noun.head == index else None
            if dead is None and lower in OF_THE_DEAD:  # "the body of Leonie Kraft"
                of = (c for c in tree.children(index, "nmod") if tree.preposition(c) == "of")
                dead = _whole(phrases, next(of, None))
        else:
            continue
        for noun in _members_of_list(phrases, dead):
            member = named.get(noun.name) if noun.name is not None else None
            if member is not None and member.type == "person" and not _denied(tree, index):
                at = word.span.start
                member.died = at if member.died is None else min(member.died, at)


def _is_obituary(tree: Tree, verb: int) -> bool:
    """Whether it reports a life, and so what its subject said before.

    "Sir Aubrey Lock has died aged 91", "Ottoline Marsh has died. She was 91".
    """
    if tree.lower(verb) not in ("died", "dies"):
        return False
    if any(tree.lower(child) in OBITUARY for child in tree.children(verb)):
        return True
    age = verb + 2
    if age < len(tree.words) and tree.lower(verb + 1) in ("at", "aged"):
        counts = tree.words[min(age + 1, len(tree.words) - 1)].tag in ("NOUN", "PROPN")
        on_own_line = "\n" in tree.text[tree.words[age].span.end :][:1]
        return tree.words[age].tag == "NUM" and (on_own_line or not counts)
    stop = verb + 1
    if stop + 3 >= len(tree.words) or tree.lower(stop) != ".":
        return False
    who, was, age = stop + 1, stop + 2, stop + 3
    aged = tree.words[age].tag == "NUM" and tree.lower(min(age + 1, len(tree.words) - 1)) == "."
    return tree.words[who].tag == "PRON" and tree.lower(was) == "was" and aged


def _killed(tree: Tree, verb: int) -> int | None:
    return tree.patient(verb)


def _denied(tree: Tree, verb: int) -> bool:
    predicate = tree.predicate(verb)
    return predicate is not None and (tree.negated(predicate) or tree.mood(predicate) != "actual")


def _whole(phrases: Phrases, word: int | None) -> Noun | None:
    return None if word is None else phrases.at(word)


def _members_of_list(phrases: Phrases, noun: Noun | None) -> list[Noun]:
    if noun is None:
        return []
    tree = phrases.tree
    # "The driver, Wanda Pruett, 61, and Kenneth Lisowski, 48, died at the scene."
    joined = [i for i in tree.conjuncts(noun.head) if tree.first_conjunct(i) == noun.head]
    heads = [noun.head, *joined]
    words = [*heads, *(i for head in heads for i in tree.appositions(head))]
    return [other for i in dict.fromkeys(words) if (other := phrases.at(i)) is not None]
