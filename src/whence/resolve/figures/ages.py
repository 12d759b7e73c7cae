"""Numbers that are ages: "a boy of nine", "John Venn, 34,", "I'm 16", "a girl said to be six"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from whence.lang import words
from whence.resolve.figures.lexicon import is_person, singular
from whence.resolve.figures.number_words import UNITS
from whence.resolve.figures.numbers import Number
from whence.resolve.figures.phrases import is_single_person
from whence.resolve.sentences import Token

_AGE_ENDS = frozenset({",", ".", ";", ")", "(", "and", ":", "of"})
#: Words of which only an age follows bare: "I'm 16", "she turned 40", "he was 40".
_BEING = frozenset("'s ’s is was".split())
_AGING = frozenset("'m ’m am turned turns turning".split())
_PRONOUNS = frozenset("i he she who".split())
#: Years: nobody is known to have lived much longer.
_OLDEST = 120
#: Whose number after "of" is no age: "a mother of three".
_OF_SO_MANY = words("people", "of so many")
_RELATIVE = words("grammar", "relative")
_SAYING = words("figures", "saying")
#: Before "to be" they give somebody's age on others' word.
_PRESUMED = words("figures", "told of past")
#: Tokens between a person and the age that others say, such as who says it.
_FAR_SAID = 8


def is_age_of(tokens: Sequence[Token], number: Number, end: int) -> bool:
    """An age after a child or another single person: "a boy of nine", "a widow of 64 died"."""
    if number.first < 3 or (number.value or 0) > _OLDEST or is_noun_after(tokens, number, end):
        return False
    of, noun = tokens[number.first - 1].lower, tokens[number.first - 2]
    lead = {t.lower for t in tokens[max(0, number.first - 5) : number.first - 2]}
    single = is_single_person(noun.lower) and noun.lower not in _OF_SO_MANY
    return of == "of" and single and bool(lead & {"a", "an", "the"})


def is_age(
    before: Token | None, follows: str, tokens: Sequence[Token], number: Number, value: float
) -> bool:
    """An age after a person: "John Venn, 34, of Leeds", "a woman (32)"."""
    if before is None or value > _OLDEST or number.first < 2 or number.last - number.first > 1:
        return False
    if before.text not in {",", "("} or follows not in _AGE_ENDS | {""}:
        return False
    named = tokens[number.first - 2]
    if named.text == "." and number.first > 2:  # "Roe Jr., 48,"
        named = tokens[number.first - 3]
    return named.text[0].isupper() or is_person(named.lower)


def is_stated_age(tokens: Sequence[Token], number: Number, end: int) -> bool:
    """An age in so many words: "my father's 40", "I'm 16", "the victim was 40"."""
    if number.first < 2 or is_noun_after(tokens, number, end):
        return False
    if not 0 < (number.value or 0) < _OLDEST:
        return False
    verb, subject = tokens[number.first - 1].lower, tokens[number.first - 2].lower
    if verb in _AGING:
        return True
    return verb in _BEING and (
        subject in _PRONOUNS or (is_person(subject) and singular(subject) == subject)
    )


def is_presumed_age(tokens: Sequence[Token], number: Number, end: int) -> bool:
    """An age that others give: "a boy that neighbours said was nine", "a girl said to be six".

    The number is all that is said of one person, by "was" in what somebody says, or by "to be"
    after a verb of saying or believing. A toll is no person: "the toll that the mayor said was
    nine".
    """
    verb = number.opens - 1
    if verb < 2 or not 0 < (number.value or 0) < _OLDEST or is_noun_after(tokens, number, end):
        return False
    if tokens[verb].lower == "be" and tokens[verb - 1].lower == "to":
        if tokens[verb - 2].lower not in _PRESUMED:
            return False
        at = verb - 3
        while at > 0 and (tokens[at].lower in _BEING or tokens[at].lower in {",", "who"}):
            at -= 1
        return at >= 0 and is_single_person(tokens[at].lower)
    if tokens[verb].lower not in _BEING or tokens[verb - 1].lower not in _SAYING:
        return False
    for at in range(verb - 2, max(0, verb - _FAR_SAID), -1):
        if tokens[at].lower in _RELATIVE:
            noun = at - 2 if tokens[at - 1].text == "," else at - 1
            return noun >= 0 and is_single_person(tokens[noun].lower)
    return False


def is_noun_after(tokens: Sequence[Token], number: Number, end: int) -> bool:
    """Whether a plural in lower case is right after the number, which then counts it."""
    if number.last >= end:
        return False
    follows = tokens[number.last]
    return (
        follows.text.isalpha()
        and follows.text.islower()
        and singular(follows.lower) != follows.lower
    )


def age_in(phrase: Sequence[Token]) -> int | None:
    """The age in a description: "an 11-year-old boy", "a six-year-old"."""
    joined = " ".join(token.lower for token in phrase).replace("-", " ").split()
    for number, old in pairwise(joined):
        if old == "year":
            return int(number) if number.isdigit() else int(UNITS.get(number, 0)) or None
    return None
