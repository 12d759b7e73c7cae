"""Whom a phrase hangs on: "the mother of two was killed" tells of one person, and not of two.

What stands nearest before a verb is often no subject: it may be governed by "of" ("a teacher of 40
children"), by a participle ("an officer guarding 12 detainees"), or stand in a relative clause of
the subject's ("a man whose two sons serve in the army").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.resolve.figures.casualties import Trigger
from whence.resolve.figures.draft import Draft
from whence.resolve.figures.lexicon import GROUPS, is_person, singular
from whence.resolve.figures.numbers import starts_number
from whence.resolve.figures.parenthesis import BREAKS
from whence.resolve.figures.phrases import (
    AUXILIARIES,
    BE,
    CLAUSE_WORDS,
    HAVE,
    LINKS,
    PREPOSITIONS,
    Phrase,
    past_determiners,
    person_after,
    person_before,
)
from whence.resolve.sentences import Token

#: "an aide to three presidents", "a driver with two passengers"
_BINDS = frozenset("of to with for".split())
#: Words that open a clause about the person before them.
RELATIVES = frozenset("who whose that which".split())
#: Of these "of" tells what they are made of: "a couple of soldiers", "the bodies of two men".
_MADE_OF = GROUPS | frozenset("body corpse soul dead crowd majority remains people person".split())
#: "the son of a friend of two victims" is as deep as news goes.
_NESTED = 3
#: Verbs of a subject of their own, which need no auxiliary.
FINITE = frozenset("died dies perished succumbed disappeared vanished drowned".split())
#: So far back a relative pronoun is looked for.
_FAR = 24


def governing(tokens: Sequence[Token], at: int, low: int, ending: Mapping[int, Draft]) -> int:
    """Where the phrase ends that the one which ends at the token hangs on, `at` where on none.

    `ending` are the sentence's drafts by the token after their last.
    """
    for _ in range(_NESTED):
        phrase = ending.get(at) or person_before(tokens, at, low)
        end = governor(tokens, phrase.first, low) if phrase else None
        if end is None:
            break
        at = end
    return at


def governor(tokens: Sequence[Token], first: int, low: int) -> int | None:
    """The token after the person that the phrase which begins at `first` hangs on, None for none.

    `low` is the first token that may belong to it.
    """
    at = past_determiners(tokens, first, low)
    if at - 1 <= low:
        return None
    before = tokens[at - 1]
    if before.lower in _BINDS or _is_participle(before):
        noun = tokens[at - 2].lower
        if is_person(noun) and singular(noun) not in _MADE_OF:
            return at - 1
    return None


def antecedent(tokens: Sequence[Token], at: int, low: int) -> int:
    """The token after the person in whose relative clause the words before `at` stand.

    `at` where they stand in no such clause, or where it has no verb: "two men | who were shot".
    """
    verb = False
    for back in range(at - 1, max(low, at - _FAR) - 1, -1):
        token = tokens[back]
        if token.lower in RELATIVES:
            end = back - 1 if tokens[back - 1].lower == "," else back
            noun = tokens[end - 1].lower if end > low else ""
            return end if verb and is_person(noun) else at
        if token.lower in BREAKS or token.lower in CLAUSE_WORDS or token.lower in {"and", ","}:
            break
        verb = verb or _is_verb(token)
    return at


def acted_on(tokens: Sequence[Token], first: int, triggers: Mapping[int, Trigger]) -> bool:
    """Whether a casualty verb right before the phrase that begins at `first` has it for its object.

    Then it is no subject of a later verb: "a man accused of killing two women was shot".
    """
    trigger = triggers.get(past_determiners(tokens, first, 0) - 1)
    return trigger is not None and trigger.side != "left"


def has_own_predicate(
    tokens: Sequence[Token], at: int, end: int, triggers: Mapping[int, Trigger]
) -> bool:
    """Whether a verb of its own follows the phrase that ends before the token."""
    for ahead in range(at, min(at + 3, end)):
        lower = tokens[ahead].lower
        if ahead in triggers or lower in BE or lower in HAVE:
            return True
        if lower not in LINKS:
            return False
    return False


def first_person(tokens: Sequence[Token], first: int, end: int) -> Phrase | None:
    """The one person whom the tokens [first, end) begin with, no preposition before."""
    for at in range(first, end):
        if tokens[at].lower in PREPOSITIONS:
            return None
        found = person_after(tokens, at, end)
        if found is not None:
            return found
    return None


def _is_participle(token: Token) -> bool:
    if not token.lower.endswith("ing") or token.lower in PREPOSITIONS:
        return False
    return token.word is None or token.word.tag == "VERB"


def _is_verb(token: Token) -> bool:
    if token.lower in AUXILIARIES:
        return token.lower != "to"
    if token.word is not None:
        return token.word.tag == "VERB" and not starts_number(token)
    return token.lower.endswith("ed")
