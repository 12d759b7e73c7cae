"""What a claim says was done to what, in either voice: "will close its plant", "the plant closed".

Two claims in other words share their verb and its object where they share few other words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from whence.compare.stems import stem
from whence.lang import words
from whence.lang.verbs import forms
from whence.records import Span
from whence.syntax import Tree

#: Verbs that say nothing of what was done.
_LIGHT = words("across", "light verbs")


def _synonyms() -> dict[tuple[str, str], str]:
    """Every form of a verb, with its particle or "", to the stem of the first of its family."""
    found: dict[tuple[str, str], str] = {}
    for family in sorted(words("across", "same verbs")):
        first = stem(family.partition("=")[0])
        for verb in family.split("="):
            plain, _, particle = verb.partition("-")
            found |= {(form, particle): first for form in forms(plain)}
    return found


_SYNONYMS = _synonyms()


class Propositions(NamedTuple):
    """The deeds of one claim."""

    deeds: frozenset[str]  #: stems of a verb and of what it is done to: "clos plant"
    doers: frozenset[str]  #: the names in their subjects, in lower case
    verbs: frozenset[str]  #: the stems of all verbs


def propositions(tree: Tree, span: Span) -> Propositions:
    """What is said to be done in a part of a text."""
    deeds: set[str] = set()
    doers: set[str] = set()
    inside = tree.within(span)
    verbs: set[str] = set()
    for at in inside:
        if tree.words[at].tag != "VERB" or (verb := _verb(tree, at)) is None:
            continue
        verbs.add(verb)
        things = _things(tree, at)
        deeds |= {f"{verb} {stem(tree.lower(n))}" for n in things if n in inside}
        doer = tree.agent(at) if things else None
        if doer is not None and doer in inside:
            doers |= {tree.lower(i) for i in tree.subtree(doer) if tree.words[i].tag == "PROPN"}
    return Propositions(frozenset(deeds), frozenset(doers), frozenset(verbs))


def _verb(tree: Tree, at: int) -> str | None:
    """What a verb says, the same in other words: who steps down resigns; None for a light verb."""
    lower = tree.lower(at)
    for c in tree.children(at, "compound:prt", "advmod"):
        if (lower, tree.lower(c)) in _SYNONYMS:
            return _SYNONYMS[lower, tree.lower(c)]
    return None if lower in _LIGHT else _SYNONYMS.get((lower, ""), stem(lower))


def _things(tree: Tree, verb: int) -> tuple[int, ...]:
    thing = tree.patient(verb)
    if thing is None or tree.words[thing].tag not in ("NOUN", "PROPN"):
        return ()
    return tree.conjuncts(thing)


class Opposites:
    """Words of which two say opposite things: raise, lower, keep."""

    def __init__(self, pairs: Iterable[str], families: Iterable[str]) -> None:
        """Takes pairs of words, "open=close", and verbs by sides, "raise/lift=lower/cut=keep"."""
        self._sides: dict[str, set[tuple[int, int]]] = {}
        for number, pair in enumerate(sorted(pairs)):
            for side, word in enumerate(pair.split("=")):
                self._sides.setdefault(word, set()).add((-1 - number, side))
        for number, family in enumerate(sorted(families)):
            for side, lemmas in enumerate(family.split("=")):
                for form in (f for lemma in lemmas.split("/") for f in forms(lemma)):
                    self._sides.setdefault(form, set()).add((number, side))

    def between(self, ours: Collection[str], theirs: Collection[str]) -> bool:
        """Whether a word of the one is opposite to a word of the other."""
        sides, others = self._of(ours), self._of(theirs)
        # A claim with words of two sides says neither: "rose, then fell".
        return any(
            len(sides[family]) == 1 == len(others[family]) and sides[family] != others[family]
            for family in sides.keys() & others.keys()
        )

    def _of(self, tokens: Collection[str]) -> Mapping[int, set[int]]:
        found: dict[int, set[int]] = {}
        for word in tokens:
            for family, side in self._sides.get(word, ()):
                found.setdefault(family, set()).add(side)
        return found
