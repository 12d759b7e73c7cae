"""Persons of whom a report first tells that they were shot and then that they died.

"A man was shot ... He died in hospital" tells of one killed and of none injured: the first figure
takes the role of the second. So does "a man" where "the man" or "the victim" dies later, and a
name where the same name does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whence.resolve.figures.draft import Draft
from whence.resolve.figures.lexicon import singular
from whence.resolve.sentences import Token

_MALE = frozenset("man boy father husband brother son male gentleman guy grandfather uncle".split())
_FEMALE = frozenset("woman girl mother wife sister daughter female lady grandmother aunt".split())
#: Nouns that may stand for any person told of before.
_ANYONE = frozenset("victim person teen teenager driver youth suspect gunman shooter".split())
_HE, _SHE = frozenset({"he"}), frozenset({"she"})
#: How many sentences back a pronoun, and a definite phrase, may refer.
_PRONOUN_BACK, _PHRASE_BACK = 2, 8


class PronounDeath(NamedTuple):
    """Where "he died" or "she was killed" stands."""

    sentence: int
    start: int
    pronoun: str


def settle_deaths(
    drafts: Sequence[Draft], pronouns: Sequence[PronounDeath], tokens: Sequence[Token]
) -> None:
    """Gives singular figures of the injured who died the role "killed"."""
    hurt = [d for d in drafts if d.role == "injured" and d.value == 1 and not d.part_of]
    if not hurt:
        return
    for death in pronouns:
        for draft in reversed(hurt):
            near = 0 <= death.sentence - draft.sentence <= _PRONOUN_BACK
            if near and draft.start < death.start and _agrees(draft, death.pronoun, tokens):
                draft.role = "killed"
                break
    for death_draft in drafts:
        if death_draft.role == "killed" and death_draft.implied:
            _settle(death_draft, hurt, tokens)


def _settle(death: Draft, hurt: Sequence[Draft], tokens: Sequence[Token]) -> None:
    if death.people:
        last = death.people[0].split()[-1]
        for draft in hurt:
            if draft.people and draft.people[0].split()[-1] == last:
                draft.role = "killed"
        return
    if not death.definite:
        return
    noun = _noun(death, tokens)
    for draft in reversed(hurt):
        back = death.sentence - draft.sentence
        if draft.start < death.start and back <= _PHRASE_BACK and _same(noun, _noun(draft, tokens)):
            draft.role = "killed"
            return


def _same(noun: str, earlier: str) -> bool:
    if noun in _ANYONE or earlier in _ANYONE:
        return (noun in {"suspect", "gunman", "shooter"}) == (
            earlier in {"suspect", "gunman", "shooter"}
        )
    return noun == earlier or any({noun, earlier} <= kind for kind in (_MALE, _FEMALE))


def _agrees(draft: Draft, pronoun: str, tokens: Sequence[Token]) -> bool:
    noun = _noun(draft, tokens)
    return noun not in (_FEMALE if pronoun in _HE else _MALE)


def _noun(draft: Draft, tokens: Sequence[Token]) -> str:
    return singular(tokens[draft.head].lower) if draft.head is not None else ""
