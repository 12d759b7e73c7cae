"""The numbers of a sentence that count or measure something, before their roles are known."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from whence.lang import words
from whence.records import Span
from whence.resolve.figures.candidate import Draft, counted_draft
from whence.resolve.figures.exclusions import is_excluded
from whence.resolve.figures.lexicon import (
    CASUALTY_NOUNS,
    MEASURE_PREFIXES,
    MEASURES,
    PEOPLE,
    UNCOUNTED,
    UNINFLECTED,
    is_person,
    is_plural,
    singular,
    status_of,
)
from whence.resolve.figures.money import money_at
from whence.resolve.figures.numbers import JOINED_UNITS, Number, number_at, starts_number
from whence.resolve.figures.phrases import DETERMINERS, POSSESSIVES, Phrase, phrase_after
from whence.resolve.sentences import Sentence, Token

_PERCENT = frozenset({"%", "percent", "pct", "percentage"})
_INHABITED = frozenset(
    "town city village country nation population community state district county".split()
)
_VOTES = frozenset({"vote", "voted", "votes", "voting"})
_PRISONER = words("figures", "state of a prisoner")
_FAR_OWNED = 7  #: tokens
_NOBODY = words("figures", "animal") | words("figures", "thing")
_EARLIER = frozenset({"prior", "previous", "past", "earlier"})
_BEFORE_NOT = frozenset({",", "and", "but", "(", "—", "–"})
_COUNTED, _TWICE = frozenset("counted listed recorded registered entered reported".split()), 6
#: Before "31 lives" these say that they were lost.
_CLAIMING = frozenset("claimed claims claim claiming cost costs costing took taken taking".split())


class Stretches:
    """Stretches of the text, asked whether one of them covers a place."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        """Takes the stretches in any order."""
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def covers(self, start: int, end: int) -> bool:
        """Whether [start, end) shares a code point with a stretch."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start


class Excluded(NamedTuple):
    """Where numbers count nothing: by their characters, and inside expressions of time."""

    shapes: Stretches
    times: Stretches


def quantities(
    tokens: Sequence[Token], sentence: Sentence, index: int, excluded: Excluded
) -> list[Draft]:
    """The drafts of the sentence's explicit numbers, in text order."""
    found: list[Draft] = []
    at = sentence.first
    while at < sentence.last:
        if not starts_number(tokens[at]):
            at += 1
            continue
        number = number_at(tokens, at, sentence.last)
        if number is None:
            at += 1
            continue
        draft = _draft(tokens, sentence, index, number, excluded)
        if draft is not None:
            found.append(draft)
        at = number.last
    return found


def _draft(
    tokens: Sequence[Token], sentence: Sentence, index: int, number: Number, excluded: Excluded
) -> Draft | None:
    if number.opens < sentence.first:
        number = number._replace(opens=max(number.opens, sentence.first))
    start, end = tokens[number.first].start, tokens[number.last - 1].end
    if number.value is None and number.low is None:
        return None
    priced = money_at(tokens, sentence, index, number) or _percentage(
        tokens, sentence, index, number
    )
    if priced is not None:
        return priced
    if excluded.shapes.covers(start, end):
        return None
    measured = _measure(tokens, sentence, index, number)
    if measured is not None:
        return measured
    if is_excluded(tokens, number, sentence.last):
        return None
    draft = _counted(tokens, sentence, index, number)
    if draft is not None and (_is_wrong(tokens, number) or _is_twice(tokens, draft, sentence)):
        draft.unasserted = True
    if draft is not None and excluded.times.covers(start, end) and not draft.person:
        return None
    return draft


def _is_wrong(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a number is set against the right one: "three, not 13", "five, and not seven"."""
    before = [t.lower for t in tokens[max(0, number.opens - 2) : number.opens]]
    return before[-1:] == ["not"] and before[0] in _BEFORE_NOT and not number.zero


def _is_twice(tokens: Sequence[Token], draft: Draft, sentence: Sentence) -> bool:
    """Whether it is an error in a count: "two bodies had been counted twice"."""
    near = tokens[draft.last : min(draft.last + _TWICE, sentence.last)]
    # "cut to 16 after three were found to be counted twice": the nearest number is meant
    own = itertools.takewhile(lambda token: not starts_number(token), near)
    behind = [t.lower for t in own]
    return any(verb in _COUNTED and again == "twice" for verb, again in itertools.pairwise(behind))


def _percentage(
    tokens: Sequence[Token], sentence: Sentence, index: int, number: Number
) -> Draft | None:
    last = number.last
    if last >= sentence.last:
        return None
    lower = tokens[last].lower
    unit = "percent"
    if lower in _PERCENT:
        last += 1
        if lower == "percentage":
            if last >= sentence.last or singular(tokens[last].lower) != "point":
                return None
            last += 1
            unit = "percentage point"
    elif (
        lower == "per" and last + 1 < sentence.last and tokens[last + 1].lower in {"cent", "cents"}
    ) or (lower == "-" and last + 1 < sentence.last and tokens[last + 1].lower == "percent"):
        last += 2
    else:
        return None
    of = None
    if last + 1 < sentence.last and tokens[last].lower == "of":
        at = last + 1
        while at < sentence.last and tokens[at].lower in DETERMINERS:
            at += 1
        phrase = phrase_after(tokens, at, sentence.last)
        if phrase.head is not None:
            of = Span(tokens[last + 1].start, tokens[phrase.last - 1].end)
    return Draft(
        sentence=index,
        first=number.opens,
        last=last,
        start=tokens[number.first].start,
        end=tokens[last - 1].end,
        value=number.value,
        low=number.low,
        high=number.high,
        role="percentage",
        unit=unit,
        of=of,
        person=False,
        certain=9,
        vague=number.vague,
    )


def _measure(
    tokens: Sequence[Token], sentence: Sentence, index: int, number: Number
) -> Draft | None:
    at = number.last
    unit: str | None = None
    if number.suffix in JOINED_UNITS and number.suffix in MEASURES:
        unit = MEASURES[number.suffix]
    elif at < sentence.last:
        if tokens[at].text in {"-", "–"} and at + 1 < sentence.last:
            at += 1
        prefix = ""
        if tokens[at].lower in MEASURE_PREFIXES and at + 1 < sentence.last:
            prefix = tokens[at].lower + " "
            at += 1
        noun = singular(tokens[at].lower)
        name = MEASURES.get(noun)
        if noun == "pound":
            name = "pound"
        if name is not None and not (name in {"foot", "yard"} and number.vague):
            unit = prefix + name
    before = tokens[number.first - 1].lower if number.first > sentence.first else ""
    if unit is None and before in {"magnitude", "magnitude-"} and number.digits:
        unit = "magnitude"
    if unit is None:
        return None
    return Draft(
        sentence=index,
        first=number.opens,
        last=min(at + 1, sentence.last),
        start=tokens[number.first].start,
        end=tokens[number.last - 1].end,
        value=number.value,
        low=number.low,
        high=number.high,
        role="measure",
        unit=unit,
        person=False,
        certain=9,
        vague=number.vague,
    )


def _counted(
    tokens: Sequence[Token], sentence: Sentence, index: int, number: Number
) -> Draft | None:
    at, end = number.last, sentence.last
    partitive = at + 1 < end and tokens[at].lower == "of"
    phrase: Phrase | None
    if partitive:
        phrase = _after_of(tokens, at + 1, end)
    elif at + 1 < end and tokens[at].text in {"-", "–"}:
        phrase = _after_hyphen(tokens, at + 1, end)
    else:
        phrase = phrase_after(tokens, at, end)
    if phrase is None:
        return None
    draft = counted_draft(index, number, phrase, tokens)
    if phrase.head is None and not partitive:
        _name_from_context(draft, number, tokens, sentence)
    if partitive:
        draft.residual = False
    _name_unit(draft, tokens)
    if (
        partitive and number.zero
    ):  # "None of the injuries was grave" does not say that there is none
        draft.role, draft.certain = "count", 0
    if draft.unit is None and phrase.head is not None and tokens[phrase.head].lower in UNCOUNTED:
        return None
    if _is_name(draft, number, tokens) or _is_pronoun(draft, number, partitive=partitive):
        draft.head = draft.of = None
    return draft


def _after_of(tokens: Sequence[Token], at: int, end: int) -> Phrase:
    """What something is counted out of: "two of them", "18 of the 30 passengers"."""
    while at < end and tokens[at].lower in DETERMINERS:
        at += 1
    if at < end and tokens[at].lower in {"them", "whom", "us", "you", "which"}:
        return Phrase(at, at + 1, None)
    inner = number_at(tokens, at, end) if at < end and starts_number(tokens[at]) else None
    found = phrase_after(tokens, inner.last if inner else at, end)
    if found.head is not None and found.last < end and tokens[found.last].lower in POSSESSIVES:
        found = _owned(tokens, found.last + 1, end) or found
    return found


def _owned(tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """The plural noun of whose owner "of" leads to: "one of the world's | best-known poets"."""
    for place in range(at, min(at + _FAR_OWNED, end)):
        word = tokens[place].word
        if word is None or word.tag == "AUX" or (word.tag == "VERB" and word.relation != "amod"):
            return None
        if word.tag in ("NOUN", "PROPN") and is_plural(tokens[place].lower):
            return Phrase(at, place + 1, place)
    return None


def _after_hyphen(tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """What a hyphen joins on: "a 10,000-strong crowd", "a six-member panel", "a 52-48 vote".

    None where nothing is counted: "a 12-story building".
    """
    noun = tokens[at].lower
    if noun == "strong":
        return phrase_after(tokens, at + 1, end)
    if tokens[at].text.isdigit():
        return Phrase(at - 1, at - 1, None)
    joined = noun.split("-")[0] in {"member", "person", "seat", "man", "woman", "vehicle", "car"}
    return Phrase(at, at + 1, at) if joined else None


def _is_name(draft: Draft, number: Number, tokens: Sequence[Token]) -> bool:
    """Whether the number names what follows it: "the 787 project manager"."""
    if not number.digits or number.value is None or number.value < 2 or draft.head is None:
        return False
    head = tokens[draft.head].lower
    return not is_plural(head) and head not in UNINFLECTED and number.bound is None


def _is_pronoun(draft: Draft, number: Number, *, partitive: bool) -> bool:
    """Whether "one" says no more than "a" or "some": "one analyst", "one of the reasons"."""
    if number.digits or number.value != 1 or number.bound is not None:
        return False
    return partitive or draft.person is True


def _name_from_context(
    draft: Draft, number: Number, tokens: Sequence[Token], sentence: Sentence
) -> None:
    """Sets what a bare number counts where the words before it say: votes, inhabitants."""
    near = tokens[max(sentence.first, number.first - 6) : min(sentence.last, number.last + 4)]
    beside = {tokens[at].text for at in (number.first - 1, number.last) if 0 <= at < sentence.last}
    if beside & {"-", "–", "to"} and any(token.lower in _VOTES for token in near):
        draft.unit, draft.certain = "vote", 1
    elif (
        number.opens - 2 >= sentence.first
        and tokens[number.opens - 1].lower == "of"
        and tokens[number.opens - 2].lower in _INHABITED
        and (number.value or 0) >= 20
    ):
        draft.unit, draft.certain, draft.person = "person", 1, True


def share_nouns(drafts: Sequence[Draft], tokens: Sequence[Token]) -> None:
    """Gives a bare number the noun of the one that it is joined to: "1,600 and 400 jobs"."""
    for draft, following in itertools.pairwise(drafts):
        if draft.head is not None or draft.certain or following.head is None or draft.implied:
            continue
        joint = [token.lower for token in tokens[draft.last : following.first]]
        if joint in (["and"], ["or"], ["to"], [","]) and not following.implied:
            draft.head, draft.of, draft.unit = following.head, following.of, following.unit
            draft.person, draft.role, draft.certain = (
                following.person,
                following.role,
                following.certain,
            )


def _name_unit(draft: Draft, tokens: Sequence[Token]) -> None:
    """Sets what is counted: unit, whether persons, and, where the noun says it, the role."""
    if draft.head is None:
        return
    lower = tokens[draft.head].lower
    if lower == "others":
        return
    if lower in UNCOUNTED:
        return
    noun = singular(lower)
    draft.person = is_person(lower)
    draft.nobody = noun in _NOBODY
    draft.unit = "person" if draft.person else noun
    if draft.of is not None:
        words = [t.lower for t in tokens[draft.first : draft.head + 1] if t.start >= draft.of.start]
        draft.status = status_of(words)
    role = CASUALTY_NOUNS.get(noun)
    before = {t.lower for t in tokens[draft.first : draft.head]}
    if (role == "attendance" and before & _PRISONER) or (role == "detained" and before & _EARLIER):
        role = None  # "freed 40 detained protesters", "has 20 prior arrests"
    if noun == "life":
        lead = [t.lower for t in tokens[max(0, draft.first - 2) : draft.first]]
        role = "killed" if lead[-1:] and (lead[-1] in _CLAIMING or lead == ["loss", "of"]) else None
    if role is not None and (
        is_plural(lower) or draft.zero or draft.value == 1 or lower in UNINFLECTED
    ):
        draft.role = role
        draft.certain = 1 if noun in PEOPLE else 5
        draft.person = True
        draft.unit = "person"
