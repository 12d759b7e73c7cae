"""The same people counted twice in one breath: "6,200 households, or some 27,000 people"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.lexicon import singular
from whence.resolve.sentences import Sentence, Token

_FAMILIES = frozenset({"family", "household"})
_PEOPLE = frozenset({"person", "individual", "soul", "resident", "villager", "inhabitant"})
#: What leads over from one number to the other, besides words of bound.
_OR = frozenset({"or", "(", "equal", "meaning", "totalling", "totaling", "comprising"})
_LIGHT = frozenset({",", "to", "some", "in", "all", "that", "is"})


def settle_restated(drafts: Sequence[Draft], tokens: Sequence[Token], sentence: Sentence) -> None:
    """Gives both numbers one role, and leaves the number of people to be the total.

    Not in a list, where both are counted: "400 families, 300 people from the camp and 20 nurses".
    """
    for one, other in pairwise([d for d in drafts if not d.implied]):
        families = [d for d in (one, other) if _noun(d, tokens) in _FAMILIES]
        people = [d for d in (one, other) if _noun(d, tokens) in _PEOPLE]
        if len(families) != 1 or len(people) != 1 or not _leads_over(one, other, tokens, sentence):
            continue
        if (people[0].value or people[0].low or 0) <= (families[0].value or families[0].low or 0):
            continue
        given = next((d for d in (one, other) if d.certain), None)
        if given is not None:
            for draft in (one, other):
                draft.role, draft.certain, draft.cue = given.role, given.certain, given.cue
                draft.unasserted = given.unasserted
        families[0].restated = True


def _noun(draft: Draft, tokens: Sequence[Token]) -> str:
    return singular(tokens[draft.head].lower) if draft.head is not None else ""


def _leads_over(one: Draft, other: Draft, tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether only "or", a bracket or a comma is between, and no list goes on after."""
    between = [t.lower for t in tokens[one.last : other.first]]
    if not between or any(word not in _OR | _LIGHT for word in between):
        return False
    if _OR & set(between):
        return True
    behind = tokens[other.last].lower if other.last < sentence.last else "."
    return between[0] == "," and behind != "and"
