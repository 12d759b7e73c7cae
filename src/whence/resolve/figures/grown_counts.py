"""Counts that have come to a number, however far off: "Deaths in the fire have risen to 64"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.records.claim import Role
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.factuality import Factuality
from whence.resolve.figures.lexicon import CASUALTY_NOUNS, singular
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.figures.tolls import count_named_at, mark_toll, may_be_toll
from whence.resolve.sentences import Sentence, Token

_GROWING, _STANDING = words("figures", "count grows"), words("figures", "count is")
_APPROACH = words("figures", "approach to a number")
_EVENTS = words("figures", "harm as an event") & CASUALTY_NOUNS.keys()
_BETWEEN = frozenset({"NOUN", "PROPN", "ADJ", "PUNCT", "ADV", "AUX"})
_FAR_VERB = 5  #: tokens between the verb and its number


def link_grown(
    drafts: Sequence[Draft],
    tokens: Sequence[Token],
    sentence: Sentence,
    clauses: Clauses,
    factuality: Factuality,
) -> None:
    """Gives the numbers that a named count has come to its role.

    The count is the verb's subject, however much is between: "The number of people killed in a fire
    at a shoe factory in the port of Velm has climbed to 34".
    """
    for draft in drafts:
        if not may_be_toll(draft) or draft.head is not None:
            continue
        verb = _verb_before(draft, tokens, sentence)
        if verb is None or not factuality.is_asserted(verb, verb + 1, sentence):
            continue
        role = _role_of_subject(verb, tokens, sentence, clauses)
        if role is not None:
            mark_toll(draft, role, tokens)


def _verb_before(draft: Draft, tokens: Sequence[Token], sentence: Sentence) -> int | None:
    """The verb right before a number, but for words of approach: "rose | to more than"."""
    if tokens[draft.first].lower in _GROWING:  # a word of bound: "topped 1,200"
        return draft.first
    for at in range(draft.first - 1, max(sentence.first, draft.first - _FAR_VERB), -1):
        if tokens[at].lower in _GROWING | _STANDING:
            return at
        if tokens[at].lower not in _APPROACH:
            return None
    return None


def _role_of_subject(
    verb: int, tokens: Sequence[Token], sentence: Sentence, clauses: Clauses
) -> Role | None:
    """What those met with whom the verb's subject is the number of; None for others."""
    node = clauses.word(verb)
    subject = clauses.tree.subject(node) if node is not None else None
    if subject is not None:
        at = clauses.token(subject)
        if sentence.first <= at < verb and (role := _role_of(at, tokens, sentence)) is not None:
            return role
    # A headline's capitals may have no parse to trust: "QUAKE DEATHS RISE TO 64".
    for at in range(verb - 1, sentence.first - 1, -1):
        role = _role_of(at, tokens, sentence)
        if role is not None:
            return role
        word = tokens[at].word
        if word is None or word.tag not in _BETWEEN or tokens[at].text in {",", ";", ":"}:
            return None
    return None


def _role_of(at: int, tokens: Sequence[Token], sentence: Sentence) -> Role | None:
    """What a count by name is of: "the toll", "the number of wounded", "arrests"."""
    noun = singular(tokens[at].lower)
    if noun != tokens[at].lower and noun in _EVENTS:
        return CASUALTY_NOUNS[noun]
    return count_named_at(tokens, at, sentence)
