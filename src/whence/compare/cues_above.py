"""The attribution whose verb governs a count, where the count is in none of its contents."""

from __future__ import annotations

from collections.abc import Mapping

from whence.records import Reading, Span
from whence.syntax import Tree

#: Steps in a sentence's tree: a wrong parse may have a circle or hundreds of clauses.
_DEEP = 12


def cue_words(tree: Tree, reading: Reading) -> dict[int, int]:
    """The words of verbs of speech, each with the number of its attribution."""
    return {
        word: number
        for number, one in enumerate(reading.attributions)
        for cue in one.cue
        for word in tree.within(cue)
    }


def cue_above(tree: Tree, span: Span, cues: Mapping[int, int]) -> int | None:
    """The attribution whose verb governs the clause of a position, or is in parenthesis in it.

    `cues` are those of `cue_words`. "Sixteen have died, the hospital said at midnight: 13 who ..."
    is the hospital's word on the sixteen.
    """
    at = tree.head_of(span)
    predicate = None if at is None else tree.predicate(at)
    for _ in range(_DEEP):
        if predicate is None:
            return None
        near = [predicate, *tree.children(predicate, "parataxis", "ccomp")[:_DEEP]]
        head = tree.words[predicate].head
        if head is not None and tree.relation(predicate) in ("ccomp", "parataxis"):
            near.append(head)
        found = next((cues[word] for word in near if word in cues), None)
        if found is not None:
            return found
        predicate = tree.outer(predicate) if tree.relation(predicate) in ("conj", "ccomp") else None
    return None
