"""Some of the counted, by a verb: "three Tunisians and two Danes were among the 84 people killed".

Some of the dead are a part of them, whatever they are called, and never the total.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.lexicon import singular
from whence.resolve.figures.phrases import BE, DETERMINERS
from whence.resolve.figures.roles import ROLES
from whence.resolve.sentences import Token

_NOBODY = words("figures", "animal") | words("figures", "thing")
_THINGS = _NOBODY | {singular(word) for word in words("figures", "account")}
_NEAR_AMONG = 6  #: tokens between the counted and "among"
_NEAR_NOUN = 3  #: tokens between "of" and the noun
_LIGHT = BE | {"also", "all", "both", "reportedly", "said", "to", "have", "had"}
_JOINTS = frozenset({",", "and"})


def settle_among(drafts: Sequence[Draft], tokens: Sequence[Token]) -> None:
    """Makes those who "were among" the counted parts of them; `drafts` are in text order."""
    for draft in drafts:
        if draft.certain and draft.role in ROLES and _are_among(draft, tokens):
            draft.incomplete = True
    for place, whole in enumerate(drafts):
        if whole.certain and whole.role in ROLES and not (whole.implied or whole.unasserted):
            for part in (
                *_before(whole, drafts[:place], tokens),
                *_behind(whole, drafts[place + 1 :], tokens),
            ):
                _set_part(part, whole, tokens)


def _are_among(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether others are left out: "Five Danes were among those killed" gives no total."""
    at, end = draft.last, min(draft.last + _NEAR_AMONG, len(tokens))
    while at < end and tokens[at].lower in _LIGHT:
        at += 1
    behind = [t.lower for t in tokens[at : at + 2]]
    return at > draft.last and behind[:1] == ["among"] and behind[1:] in (["those"], ["the"])


def _before(whole: Draft, earlier: Sequence[Draft], tokens: Sequence[Token]) -> list[Draft]:
    """The list that "were among" follows."""
    at = whole.first
    while at > 0 and tokens[at - 1].lower in DETERMINERS:
        at -= 1
    if at < 2 or tokens[at - 1].lower != "among" or tokens[at - 2].lower not in _LIGHT:
        return []
    at -= 1
    while at > 0 and tokens[at - 1].lower in _LIGHT:
        at -= 1
    found: list[Draft] = []
    for draft in reversed(earlier):
        between = {t.lower for t in tokens[draft.last : at]}
        if draft.last > at or not (between <= _JOINTS if found else not between):
            break
        found.append(draft)
        at = draft.first
    return found


def _behind(whole: Draft, later: Sequence[Draft], tokens: Sequence[Token]) -> list[Draft]:
    """The list that follows in "Among the 84 people killed were three Tunisians and two Danes"."""
    at = whole.first
    while at > 0 and tokens[at - 1].lower in DETERMINERS:
        at -= 1
    if at < 1 or tokens[at - 1].lower != "among":
        return []
    found: list[Draft] = []
    last = whole.last
    for draft in later:
        between = [t.lower for t in tokens[last : draft.first]]
        verb = any(word in BE for word in between) and len(between) <= _NEAR
        if draft.sentence != whole.sentence or not (set(between) <= _JOINTS if found else verb):
            break
        found.append(draft)
        last = draft.last
    return found


_NEAR = 4  #: tokens between the counted and the first of the list: "killed in Orm were"


def _set_part(part: Draft, whole: Draft, tokens: Sequence[Token]) -> None:
    noun = tokens[part.head].lower if part.head is not None else ""
    fewer = (part.value or part.low or 0) < (whole.value or whole.low or 0)
    if part.sentence != whole.sentence or part.zero or part.unasserted or not fewer:
        return
    if noun in _NOBODY or part.part_of is not None or (part.certain and part.role in ROLES):
        return
    part.role, part.unit, part.person, part.certain = whole.role, "person", True, 2
    part.part_of = whole


def is_of_things(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether the noun that it is counted out of is known to be no person."""
    lowered = [t.lower for t in tokens[draft.first : draft.last + _NEAR_NOUN]]
    of = draft.first + lowered.index("of") + 1 if "of" in lowered else draft.last
    for token in tokens[of : of + _NEAR_NOUN]:
        if singular(token.lower) in _THINGS:
            return True
        if token.word is None or token.word.tag not in ("DET", "PRON", "ADJ", "NUM"):
            return False
    return False
