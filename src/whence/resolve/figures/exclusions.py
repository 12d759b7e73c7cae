"""Numbers that count nothing: dates, ages, addresses, scores, telephone and model numbers.

Some show in the characters around a number (`not_counted`, one pass over a text), some in the
words beside it (`is_excluded`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.ages import (
    is_age,
    is_age_of,
    is_noun_after,
    is_presumed_age,
    is_stated_age,
)
from whence.resolve.figures.lexicon import DURATIONS, is_person, is_plural, singular
from whence.resolve.figures.numbers import Number, number_at, starts_number
from whence.resolve.figures.phrases import (
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
)
from whence.resolve.figures.roles import triggers_in
from whence.resolve.sentences import Token

_SAYING = words("figures", "saying")

#: What begins with a digit or with a word is asked together, so that most code points of a text are
#: done with in one look each.
_NOT_COUNTED = re.compile(
    r"""
    (?:https?://|www\.)\S+ | \S{1,64}@\S+ | [@\#]\w+                      # addresses, handles
    | (?=[\d(])(?:
      \(?\b\d{3}\)?[-.\s]\s?\d{3}[-.]\d{4}\b | \b\d{3}-\d{4}\b | \b1-8\d\d-[\w-]+  # telephones
      | \b\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?|hrs?\b|GMT|UTC)
      | \b\d{1,2}:\d{2}(?::\d{2})?\b                                      # times of day
      | \b\d{1,2}(?:\s?-\s?\d{1,2})?\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock)
      | \b\d{1,4}/\d{1,2}(?:/\d{2,4})?\b | \b\d{4}-\d{2}-\d{2}\b          # dates, 24/7, fractions
      | \b\d+(?:st|nd|rd|th)\b
      | \b\d{1,2}(?:\.\d+)?\s?-?(?:mm\b|millimeter|gauge|caliber|calibre)
      | (?:\b\d{1,3}(?:,\s|\s(?:to|and|or)\s|,\s?and\s|-)){0,8}
        \b\d{1,3}(?:\s|-)(?:years?|months?|days?|weeks?)(?:\s|-)olds?\b
      | \b\d{1,2}\sand\s(?:over|older|under|younger|up)\b
      | \b\d+\s(?:block\b|[NSEW]\.\s|(?:NE|NW|SE|SW)\b)
      | \b\d{1,6}\s(?:[A-Z][\w.'’]{0,30}\s){1,4}
        (?:St|Ave|Blvd|Rd|Dr|Ln|Ct|Pl|Hwy|Street|Avenue|Boulevard|Road|Drive|Lane|Court|Place
        |Highway|Parkway|Way|Terrace|Circle|Square)\b
      | \b(?:\d+-){2,}\d+\b)
    | \b(?:
      (?:ages?|aged|age\sof)\s\d+(?:(?:,\s|\s?-\s?|\s(?:to|and|or)\s|,\s?and\s)\d+)*\b
      | (?:in|of)\s(?:his|her|their|its|the)\s(?:early\s|mid-?\s?|late\s)?\d0s\b
      | (?:under|over|below|above)\s(?:the\sage\sof\s)?1[0-9]\b(?=\s*(?:[,.;)]|$|years|were|was))
      | [A-Z]+-\d+\b | Nos?\.\s?\d+ | number\s\d+)
    | (?<![\d$])\.\d{2,3}(?:[- ]cal(?:iber|ibre|\.)
      | \b(?=\s{0,3}(?:caliber|calibre|rifle|handgun|pistol|revolver)))
    """,
    re.VERBOSE,
)
#: Between the numbers of a rate: "two in every hundred", "nine out of ten".
_OUT_OF = (["in", "every"], ["out", "of", "every"], ["out", "of"], ["in"])
_ROUND = frozenset({"hundred", "thousand", "million", "dozen"})
_YEARS = range(1000, 2100)
_MONTHS = frozenset(
    """january february march april may june july august september october november december jan
        feb mar apr jun jul aug sep sept oct nov dec""".split()
)
#: Words (lower case) after which a number is a name: Highway 61, Chapter 11, Flight 370.
_NAMED_BY_NUMBER = frozenset(
    """highway route interstate road exit room suite apt apartment unit box flight channel section
        article title chapter rule number level grade class phase stage week day game part page
        proposition prop amendment act bill resolution district ward precinct zone area division
        station terminal gate pier platform bus line engine region group formula type model version
        boeing airbus apollo soyuz windows verse psalm psalms corinthians matthew mark luke romans
        sunday saturday monday tuesday wednesday thursday friday super episode season volume vol
        issue image photo figure table item step lot runway tier category cat hr sb s.b h.r fig
        quarter round race heat lap set hole inning car pool sector block mile kilometer marker
        studio camp area hall tower building floor school ps track size psalm federal code ladder
        battalion brigade regiment squadron count counts report""".split()
) - {"mark", "car", "report", "counts", "federal"}  # fmt: skip
_SHORT_TIMES = frozenset({"minutes", "hrs", "mins", "secs"})
#: The longest months' last day: a greater number after "May" is no day.
_LAST_DAY = 31
_LONGEST_NAME = 6  #: tokens of the first of two names that "both" leads to
_CREWS = frozenset({2, 4, 8})


def not_counted(text: str) -> list[tuple[int, int]]:
    """Where the characters themselves show that a number counts nothing, in text order."""
    return [match.span() for match in _NOT_COUNTED.finditer(text)]


def is_excluded(tokens: Sequence[Token], number: Number, end: int) -> bool:
    """Whether the words beside a number in digits or words show that it counts nothing.

    Money and percentages are not asked about: their signs are plain enough.
    """
    before = tokens[number.first - 1] if number.first else None
    after = tokens[number.last] if number.last < end else None
    follows = after.lower if after else ""
    if _is_duration(tokens, number, end) or follows in {"year-old", "years-old"}:
        return True
    if _is_rate(tokens, number, end) or is_age_of(tokens, number, end):
        return True
    if is_presumed_age(tokens, number, end):
        return True
    if not number.digits:
        if _is_pair(tokens, number, end) or _is_crew(tokens, number, end):
            return True
        aged = follows in {",", "(", ")"} and is_age(before, follows, tokens, number, 0)
        idiom = [t.lower for t in tokens[number.last : min(number.last + 2, end)]] == ["way", "or"]
        return aged or idiom or _is_loose_word(number, before, follows)
    value = number.value if number.value is not None else number.low
    if value is None:
        return True
    if value in {911, 999} and number.last - number.first == 1:  # calls for help
        return True
    if before is not None and _is_excluded_by(before, follows, tokens, number, end):
        return True
    if follows.rstrip(".") in _MONTHS and value <= 31:
        return True
    if _is_year(tokens[number.first], value) and not (
        after and is_person(follows) and follows == after.text
    ):
        return True
    if is_age(before, follows, tokens, number, value):
        return True
    return _is_score(tokens, number, end) or _is_label(before, after, tokens, number, end)


def _is_excluded_by(
    before: Token, follows: str, tokens: Sequence[Token], number: Number, end: int
) -> bool:
    """Whether the word before says what the number is: "Dec. 15", "#9", "chapter 7", "I'm 16"."""
    month = tokens[number.first - 2] if before.text == "." and number.first > 1 else before
    least = number.value if number.value is not None else number.low  # "in May 500 to 600 people"
    if month.lower.rstrip(".") in _MONTHS and (least or 0) <= _LAST_DAY:
        return True
    if before.text in {"#", "'", "’"} or (before.text == "/" or follows == "/"):
        return True
    if before.lower.rstrip(".") in _NAMED_BY_NUMBER and not is_noun_after(tokens, number, end):
        return True
    return is_stated_age(tokens, number, end)


def _is_duration(tokens: Sequence[Token], number: Number, end: int) -> bool:
    at = number.last
    if at < end and tokens[at].text in "-–" and tokens[at].end - tokens[at].start == 1:
        at += 1
    for ahead in range(at, min(at + 2, end)):
        lower = tokens[ahead].lower
        if singular(lower.split("-")[0]) in DURATIONS or lower in _SHORT_TIMES:
            return not (ahead > at and is_person(tokens[at].lower))
        if lower not in {"more", "full", "straight", "consecutive", "calendar", "long", "whole"} | {
            "additional", "other", "further", "business", "working", "school",
        }:  # fmt: skip
            return False
    return False


def _is_rate(tokens: Sequence[Token], number: Number, end: int) -> bool:
    """Either number of a rate: "one in eight patients", "1 in 6,500 children"."""
    if number.value is None:
        return False
    at = number.last
    if number.value == 1 and at + 2 < end and tokens[at + 1].lower == "in":
        other = number_at(tokens, at + 2, end) if starts_number(tokens[at + 2]) else None
        word = tokens[at].word
        if other is not None and word is not None and word.tag == "NOUN":
            return _are_rate(tokens, number, other, end)  # "one climber in 50"
    for link in _OUT_OF:
        last = at + len(link)
        if [t.lower for t in tokens[at:last]] == link and last < end:
            if link[-1] == "every" and tokens[last].lower in _ROUND:
                return True
            other = number_at(tokens, last, end) if starts_number(tokens[last]) else None
            return other is not None and _are_rate(tokens, number, other, end)
    for link in _OUT_OF:
        first = number.first - len(link)
        if first > 0 and [t.lower for t in tokens[first : number.first]] == link:
            other = number_at(tokens, first - 1, first)
            return other is not None and _are_rate(tokens, other, number, end)
    return False


def _are_rate(tokens: Sequence[Token], few: Number, many: Number, end: int) -> bool:
    if few.value is None or many.value is None or not 0 < few.value < many.value:
        return False
    year = many.digits and _is_year(tokens[many.first], many.value)
    return not year and not _is_duration(tokens, many, end) and few.value <= 10


def _is_loose_word(number: Number, before: Token | None, follows: str) -> bool:
    """Whether a number in words means something else: "the one who", "no one", "one of"."""
    if number.vague or number.zero:
        return False
    if follows in {"time", "times", "fold", "day", "-", "thing"} and number.value == 1:
        return True
    if before is not None and before.lower == "number":  # "the party's number two"
        return True
    if follows == "times" or follows.startswith("year"):
        return True
    if number.value == 1 and number.last - number.first == 1:
        loose = "any this that each every which only the no some 's ’s another day as".split()
        return bool(before and before.lower in loose) or follows in {
            "'s",
            "’s",
            "another",
            "'",
            "’",
        }
    return False


def _is_pair(tokens: Sequence[Token], number: Number, end: int) -> bool:
    """Whether "both" only leads to two that are named: "both Labour and the Greens"."""
    if tokens[number.first].lower != "both":
        return False
    word = tokens[number.first].word
    noun = tokens[number.last].lower if number.last < end else ""
    people = is_person(noun) and is_plural(noun)  # "killed both officers and a nurse"
    if word is not None and (word.relation == "cc:preconj" or word.tag == "CCONJ"):
        near = [t.lower for t in tokens[number.last : min(number.last + _LONGEST_NAME, end)]]
        return not people and "and" in near  # not in "two victims, both dead"
    for at in range(number.last, min(number.last + _LONGEST_NAME, end - 1)):
        if tokens[at].lower == "and" and at > number.last:
            behind = at + 2 if tokens[at + 1].lower == "the" and at + 2 < end else at + 1
            return tokens[behind].text[0].isupper()
        if not tokens[at].text[0].isupper() and tokens[at].lower != "the":
            return False
    return False


def _is_crew(tokens: Sequence[Token], number: Number, end: int) -> bool:
    """Whether it is a boat's crew, or an event for one: "the men's eight", "women's four final"."""
    at = number.first
    if at < 2 or tokens[at - 1].lower not in {"'s", "’s"}:
        return False
    if tokens[at - 2].lower not in {"men", "women"} or number.value not in _CREWS:
        return False
    near = range(number.last, min(number.last + 3, end))
    return not any(is_plural(tokens[n].lower) or is_person(tokens[n].lower) for n in near)


def _is_year(token: Token, value: float) -> bool:
    return len(token.text) == 4 and token.text.isdigit() and int(value) in _YEARS and (
        1700 <= value <= 2099
    )  # fmt: skip


def _is_score(tokens: Sequence[Token], number: Number, end: int) -> bool:
    """A score or another pair: "won 3-1", "a 5-4 lead"."""
    for at, other in ((number.first - 1, number.first - 2), (number.last, number.last + 1)):
        if at < 1 or other < 0 or other >= end or tokens[at].text not in "-–":
            continue
        if tokens[other].text.isdigit() and tokens[at].end - tokens[at].start == 1:
            return not _is_vote(tokens, number, end)
    return False


def _is_vote(tokens: Sequence[Token], number: Number, end: int) -> bool:
    near = tokens[max(0, number.first - 6) : min(end, number.last + 4)]
    return any(token.lower in {"vote", "voted", "votes", "voting", "passed"} for token in near)


def _is_label(
    before: Token | None, after: Token | None, tokens: Sequence[Token], number: Number, end: int
) -> bool:
    """A model or a name ("Boeing 737", "G 20"), the number of a list's item, or of a picture."""
    if before is None:
        return after is not None and after.text in {".", ")"} and number.last + 1 < end
    if after is not None and after.text == "-" and number.last + 1 < end:
        return tokens[number.last + 1].lower in {"caliber", "calibre", "gauge", "on", "yard-line"}
    if triggers_in(tokens, number.first - 1, number.first):
        return False  # in a headline: "Gunmen Abduct 21 Schoolgirls"
    named = before.text[0].isupper() and before.text[-1].isalpha() and number.first >= 2
    named = named and before.lower not in PREPOSITIONS  # in capitals: "DEATHS RISE TO 64"
    if not named or tokens[number.first - 2].text in {".", "!", "?", ":", "“", '"'}:
        return False
    bare = after is None or not after.text[0].isalpha() or not after.text.islower()
    return bare or after is None or _is_model(tokens, number, after.lower)


def _is_model(tokens: Sequence[Token], number: Number, follows: str) -> bool:
    """A model of a product: "a Corra 2 in the hall", "every Corra 2 heater", "old Corra 2 and 3".

    But "in Sulla 12 were hurt", "he told Reuters 12 in the hall had died".
    """
    at = number.first - 1
    while at > 0 and tokens[at - 1].text[0].isupper() and not starts_number(tokens[at - 1]):
        at -= 1
    lead = tokens[at - 1].lower if at else ""
    if lead in DETERMINERS or (at and starts_number(tokens[at - 1])):
        return True  # "three Falcon 9 rockets"
    if lead in PREPOSITIONS | CLAUSE_WORDS | AUXILIARIES | _SAYING or not lead.isalpha():
        return False
    return follows in PREPOSITIONS | {"and", "or"}
