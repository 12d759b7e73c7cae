"""One more of those before, without a noun: "killing another", "a fifth was hurt", "a third died".

Whom it is one more of is mentioned before: one more of things, or a fraction, is nobody.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.candidate import Draft, implied_draft
from whence.resolve.figures.lexicon import NTH, singular
from whence.resolve.figures.phrases import Phrase
from whence.resolve.figures.roles import PRICED, triggers_in
from whence.resolve.sentences import Sentence, Token

_ARTICLES = frozenset({"a", "the"})
_NOBODY = words("figures", "animal") | words("figures", "thing")
_HURT = frozenset({"injured", "wounded", "hurt"})
#: Before "another" it is no noun: "shot one another", "one after another", "one way or another".
_NO_OTHER = frozenset({"one", "after", "or", "from", "to"})
#: Behind "a third" these show a fraction: "a third of them", "a third were hurt".
_FRACTION = frozenset({"of", "were", "are", "have", "more", "less"})
#: What a noun's own words may be: "a third [man]", "another [two]".
_IN_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})


def add_others(
    drafts: list[Draft],
    before: Sequence[Draft],
    tokens: Sequence[Token],
    sentence: Sentence,
    index: int,
) -> None:
    """Adds a draft for each; `before` are those of earlier sentences."""
    for at in range(sentence.first, sentence.last):
        lower = tokens[at].lower
        first = at - 1 if lower in NTH else at
        if lower != "another" and lower not in NTH:
            continue
        if lower in NTH and (first < sentence.first or tokens[first].lower not in _ARTICLES):
            continue
        if not _is_alone(tokens, first, at, sentence):
            continue
        counted = [d for d in drafts if d.last <= first and d.role not in PRICED]
        if not counted and first == sentence.first:
            counted = [d for d in before[-1:] if d.sentence == index - 1]
        if not counted or not _goes_on(lower, counted):
            continue
        if counted[-1].person is False and not _are_harmed(counted[-1], at, tokens):
            continue
        draft = implied_draft(index, Phrase(first, at + 1, at, residual=True), tokens)
        draft.residual = True
        insort(drafts, draft, key=lambda d: d.first)


def _is_alone(tokens: Sequence[Token], first: int, at: int, sentence: Sentence) -> bool:
    """Whether no noun follows, and the words before and after leave it a person."""
    if tokens[at].lower == "another":
        lead = tokens[first - 1].lower if first > sentence.first else ""
        if lead in _NO_OTHER:
            return False
    if at + 1 >= sentence.last:
        return True
    behind = tokens[at + 1]
    if tokens[at].lower != "another" and behind.lower in _FRACTION:
        return False
    if behind.text == "-" or behind.word is None:
        return behind.text in {",", ".", ";", ":"}
    return behind.word.tag not in _IN_PHRASE and behind.lower != "of"


def _are_harmed(draft: Draft, at: int, tokens: Sequence[Token]) -> bool:
    """Whether a noun that no list has for people may be one: "two tourers died and a third"."""
    noun = singular(tokens[draft.head].lower) if draft.head is not None else ""
    if noun in _NOBODY:
        return False
    triggers = triggers_in(tokens, draft.last, at)
    return any(one.role == "killed" or one.words in _HURT for one in triggers)


def _goes_on(lower: str, counted: Sequence[Draft]) -> bool:
    """Whether it counts on: "a fifth" after four, or after one and three."""
    if lower == "another":
        return True
    most = NTH.index(lower) + 1
    values = [draft.value or 0 for draft in counted]
    return most in (values[-1:] or [0]) or sum(values) == most
