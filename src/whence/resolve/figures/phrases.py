"""Noun phrases around numbers and casualty words, by the closed classes of English words.

Where the reading has syntax its parts of speech decide; without it a phrase ends at the first
function word, verb or mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whence.lang import words
from whence.resolve.figures.lexicon import CASUALTY_NOUNS, is_person, is_plural, singular
from whence.resolve.sentences import Token

PREPOSITIONS = words("figures", "preposition")
DETERMINERS = frozenset(
    """a an the this that these those his her their its my our your another each every all
        both""".split()
)
AUXILIARIES = words("figures", "auxiliary")
BE = frozenset("be is are was were been being get gets got getting 's 're ’s ’re".split())
HAVE = frozenset("have has had having".split())
#: Verbs that put the casualty word into the mouth of someone or leave it as a result.
LINKS = words("figures", "between subject and verb")
CLAUSE_WORDS = words("figures", "clause opener")
_STOPS = PREPOSITIONS | AUXILIARIES | CLAUSE_WORDS | words("figures", "no noun phrase")
#: Words before the head of a phrase that say that others were counted before.
RESIDUAL = frozenset("other others more additional further extra else another".split())
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
#: Tokens of a noun phrase on one side of its noun; it bounds the work. A guess, not measured.
_LONGEST = 9


def past_determiners(tokens: Sequence[Token], first: int, low: int) -> int:
    """Where the determiners before the token begin, which may be the token itself."""
    while first > low and tokens[first - 1].lower in DETERMINERS:
        first -= 1
    return first


class Phrase(NamedTuple):
    """A noun phrase: tokens [first, last) and its head's index, None where it has no noun."""

    first: int
    last: int
    head: int | None
    residual: bool = False


def phrase_after(tokens: Sequence[Token], at: int, end: int) -> Phrase:
    """The words that a number before token `at` counts: "18 | Russian military personnel"."""
    first, head, residual = at, None, False
    end = min(end, at + _LONGEST)
    while at < end:
        token = tokens[at]
        lower = token.lower
        if lower in RESIDUAL:
            residual = True
            if lower == "others":
                return Phrase(first, at + 1, at, True)
            at += 1
            continue
        if _is_modifier_of_person(tokens, at, end) or _is_dead_before(tokens, at, end):
            at += 1
            continue
        if _is_age_before(tokens, at, end):
            at += 3
            continue
        if not _may_be_in_phrase(token, head is not None) and not (
            head is not None and _goes_on(tokens, head, at, end)
        ):
            break
        if lower in POSSESSIVES:
            break
        if lower in {"-", ",", "“", '"', "‘", "and", "/"}:
            bare = lower == "," and at == first  # "has risen to nine, Sheriff Dale Munroe said"
            if bare or head is not None or not _joins_modifiers(tokens, at, end):
                break
            at += 1
            continue
        if head is not None and is_plural(tokens[head].lower) and _closes(tokens[head], token):
            break
        head = at
        at += 1
    last = head + 1 if head is not None else at
    if head is None:
        return Phrase(first, last, None, residual)
    return Phrase(first, last, head, residual)


def _may_be_in_phrase(token: Token, has_head: bool) -> bool:
    word = token.word
    lower = token.lower
    if lower in CASUALTY_NOUNS and not has_head and lower not in _STOPS:
        return True
    if word is not None:
        if word.tag in {"NOUN", "PROPN", "ADJ"}:
            adverb = lower in LINKS and lower.endswith("ly")  # "shot, one fatally"
            return lower not in {"dead", "missing", "alive", "according", "ago"} and not adverb
        if word.tag == "VERB" and not has_head and lower.endswith(("ed", "ing")):
            return word.relation in {"amod", "compound"}
        return lower in {"-", ",", "“", '"', "‘", "/"} and not has_head
    if lower in _STOPS:
        return False
    if token.text[0].isalpha():
        return not (has_head and _looks_like_verb(lower))
    return lower in {"-", ",", "“", '"', "‘", "/"} and not has_head


def _looks_like_verb(lower: str) -> bool:
    return lower.endswith(("ed", "ing", "ly")) and not is_person(lower) and lower not in {
        "building", "wedding", "police", "hundred", "family",
    }  # fmt: skip


def _goes_on(tokens: Sequence[Token], head: int, at: int, end: int) -> bool:
    """Whether a word in -ed or -ing comes before the plural head: "new refueling tankers"."""
    return (
        tokens[at].word is None
        and at + 1 < end
        and not is_plural(tokens[head].lower)
        and tokens[at].lower not in _STOPS
        and tokens[at].lower.endswith(("ed", "ing"))
        and is_plural(tokens[at + 1].lower)
    )


def _closes(head: Token, follows: Token) -> bool:
    """Whether a plural head ends its phrase before the word that follows.

    A name within a phrase does not: "two Los Angeles [police officers]".
    """
    name = head.word is not None and head.word.tag == "PROPN"
    within = name and head.word is not None and head.word.relation in ("compound", "flat")
    if within and follows.word is not None and follows.word.tag == "NOUN":
        return False
    if is_person(head.lower):
        # "five Marines Sunday", "four people dead"; but "20 women students".
        return not (is_plural(follows.lower) and is_person(follows.lower))
    if head.text[0].isupper() and is_person(follows.lower):
        return False  # "nine United Nations staff"
    return not is_plural(follows.lower) and follows.text.islower()


def _is_modifier_of_person(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a casualty adjective comes before its noun: "18 wounded soldiers"."""
    if tokens[at].lower not in ADJECTIVES or at + 1 >= end:
        return False
    return any(
        is_person(tokens[ahead].lower) and is_plural(tokens[ahead].lower)
        for ahead in range(at + 1, min(at + 3, end))
        if all(tokens[i].text.isalpha() for i in range(at + 1, ahead + 1))
        and not any(tokens[i].lower in _STOPS for i in range(at + 1, ahead))
    )


def _is_dead_before(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether "dead" says of the noun right behind it what it is: "1,150 dead birds"."""
    words = [tokens[n].word for n in range(at, min(at + 4, end))]
    if tokens[at].lower != "dead" or words[0] is None or words[0].relation != "amod":
        return False
    for place, word in enumerate(words[1:], at + 1):
        dying = tokens[place].lower in {"and", "or", "dying"}  # "200 dead and dying whales"
        if word is None or not (dying or word.tag in ("ADJ", "NOUN", "PROPN")):
            return False
        if word.tag == "NOUN" and is_plural(tokens[place].lower):
            return True
    return False


def _is_age_before(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether "23-year-old" begins at the token: three tokens, or one with the noun left out."""
    return (
        at + 2 < end
        and tokens[at].text.isdigit()
        and tokens[at + 1].text in {"-", "–"}
        and tokens[at + 2].lower.endswith("-old")
    )


#: Participles and adjectives that may come before the persons they describe.
ADJECTIVES = words("figures", "casualty adjective")


def _joins_modifiers(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a mark or "and" is between modifiers: "two young, armed men"."""
    if at + 2 >= end:
        return False
    following = tokens[at + 1]
    return (
        following.text[0].isalpha()
        and following.lower not in _STOPS
        and following.lower not in DETERMINERS
        and tokens[at].lower != "and"
        and (tokens[at].lower != "," or not is_plural(following.lower))
        and tokens[at + 2].text[0].isalpha()
        and tokens[at + 2].lower not in _STOPS
    )


def person_after(tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """A phrase for one person that begins at token `at`: "a police officer", "his wife"."""
    if at >= end:
        return None
    opened = tokens[at].lower in DETERMINERS - {"these", "those", "all", "both"}
    found = phrase_after(tokens, at + 1 if opened else at, end)
    last = found.last
    # "the man's wife", "Roe's brother"
    while last + 1 < end and tokens[last].lower in POSSESSIVES and found.head is not None:
        found = phrase_after(tokens, last + 1, end)
        opened = True
        if found.head is None or found.last == last:
            return None
        last = found.last
    if found.head is None or not is_single_person(tokens[found.head].lower):
        return None
    if not opened and not tokens[at].lower.endswith("-year-old") and not tokens[at].text.isdigit():
        return None
    return Phrase(at, found.last, found.head)


def person_before(tokens: Sequence[Token], last: int, low: int) -> Phrase | None:
    """A phrase for one person that ends before token `last`: "A 23-year-old man | was shot"."""
    head = last - 1
    if head < low or not is_single_person(tokens[head].lower):
        return None
    at = head
    while at > low and head - at < _LONGEST:
        lower = tokens[at - 1].lower
        if lower in DETERMINERS:
            return Phrase(at - 1, last, head) if lower not in {"these", "those", "all"} else None
        if lower in POSSESSIVES and at - 2 >= low:
            owner = at - 2
            while owner > low and tokens[owner - 1].text[0].isupper():
                owner -= 1
            if owner > low and tokens[owner - 1].lower in DETERMINERS:
                owner -= 1
            return Phrase(owner, last, head)
        if lower in {"-", ","}:
            if at - 2 < low or not (tokens[at - 2].text[0].isalnum()):
                break
        elif lower in _STOPS or not tokens[at - 1].text[0].isalnum():
            break
        at -= 1
    # In headlines the article is left out: "Man killed in crash".
    opens = at == low or tokens[at].text[0].isupper() or tokens[at].lower[0].isdigit()
    return Phrase(at, last, head) if opens and tokens[at].lower not in RESIDUAL else None


def is_single_person(noun: str) -> bool:
    """Whether a noun in lower case names one person."""
    return is_person(noun) and singular(noun) == noun and noun not in _MANY


_MANY = frozenset(
    """police personnel staff crew family household couple troop people dead crowd human wounded
        injured body soul dead""".split()
)
