"""What a sum is the price of: "sold the terminal for 48 million", "a ransom of $2 million"."""

from __future__ import annotations

import re

from whence.compare.frequencies import words_of
from whence.compare.stems import stem
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.records import Figure
from whence.syntax import Tree

_SMALL = frozenset("the a an of for in at on its their his her this that to by from was is".split())
_TRADING, _PAYING = lemmas("across", "trading"), lemmas("across", "paying")
_SUMS = words("across", "sums by name")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: The thing of a price that the sentence only points to: "my client bought it for".
POINTED_AT = "it"


def of_price(tree: Tree, figure: Figure) -> tuple[str, tuple[str, ...]] | None:
    """What a sum was paid for, and the words by which to recognise that again.

    None where it is no price, or one of long ago: a house is sold again.
    """
    at = tree.head_of(figure.span)
    verb = None if at is None else tree.predicate(at)
    if at is None or verb is None or tree.negated(verb):
        return None
    if any(_YEAR.fullmatch(tree.lower(i)) for i in tree.subtree(verb)):
        return None
    mood = "future" if tree.mood(verb) in ("future", "conditional") else "actual"
    name = _name_of_sum(tree, at)
    if name is not None:
        beside = [c for c in tree.children(name) if c != at]
        return _described(tree, "sum", name, mood, [*beside, *_payer(tree, name)])
    thing = _thing(tree, verb, at)
    if thing is None:
        return None
    return _described(tree, "price", thing, mood, [thing])


def _described(
    tree: Tree, kind: str, noun: int, mood: str, around: list[int]
) -> tuple[str, tuple[str, ...]]:
    head = stem(tree.lower(noun)) if tree.words[noun].tag != "PRON" else POINTED_AT
    inside = [i for at in around for i in tree.subtree(at)]
    if kind == "sum":  # whose ransom it was, by name where there is one
        inside = [i for i in inside if tree.words[i].tag == "PROPN"] or inside
    tokens = {w for i in inside for w in words_of(tree.lower(i))}
    rest = sorted({stem(w) for w in tokens if w not in _SMALL and not w.isdigit()} - {head})
    return tree.phrase(noun, case=False).of(tree.text), (head, kind, mood, *rest)


def _name_of_sum(tree: Tree, at: int) -> int | None:
    """The ransom in "a ransom of $2 million", "the ransom was $2 million"."""
    head = tree.head(at)
    if head is not None and tree.relation(at) == "nmod" and tree.preposition(at) == "of":
        return head if tree.lower(head) in _SUMS else None
    subject = tree.child(at, "nsubj")
    is_it = subject is not None and tree.child(at, "cop") is not None
    return subject if is_it and tree.lower(subject or 0) in _SUMS else None


def _payer(tree: Tree, name: int) -> list[int]:
    """Who pays or gets a sum, where the sentence is about that."""
    verb = tree.predicate(name)
    subject = None if verb is None else tree.subject(verb)
    return [] if subject is None or subject == name else [subject]


def _thing(tree: Tree, verb: int, at: int) -> int | None:
    """What is bought or sold for a sum, or for what it is paid."""
    lower = tree.lower(verb)
    if lower in _TRADING and tree.relation(at) == "obl" and tree.preposition(at) in ("for", "at"):
        return tree.patient(verb)
    if lower in _PAYING and tree.relation(at) == "obj":
        near = (*tree.children(verb, "obl"), *tree.children(at, "nmod"))
        return next((c for c in near if tree.preposition(c) == "for"), None)
    return None
