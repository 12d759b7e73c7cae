"""Phrases of several words for harm, where each word alone says nothing: "needed treatment".

Each function gives the word after the phrase that begins at a word, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.lexicon import COMBATANTS, singular
from whence.resolve.figures.number_words import TENS, UNITS

_HURT, _BROKEN, _BONES = (
    words("figures", "hurt"),
    words("figures", "broken"),
    words("figures", "bone"),
)
_KINDS_OF_INJURY = words("figures", "kind of injury")
_TREATED, _CARE = words("figures", "in need of care"), words("figures", "kind of care")
_HAVING = frozenset({"had", "have", "has"})
#: What somebody has that is no injury: "had cuts to make".
_OTHER_CUTS = frozenset({"cut", "cuts", "sprain"})
#: What ends such a phrase: "had burns on both hands", not "had burn marks".
_BEHIND = frozenset({"on", "to", "from", "and", "or", "while", "after", "in", "but", "of"})
_LOSING = words("figures", "losing")
_FIGHTING, _OWN = words("figures", "fighting body"), frozenset({"its", "their", "his", "her"})
_NOT, _SEEKING = frozenset({"not", "n't", "n’t"}), words("figures", "finding somebody")
#: What may be after "not been found"; not "guilty".
_SEEKING_ENDS = frozenset("by since yet despite after and but in on two three five".split())
#: What may be after "did not survive", and what people do not survive.
_SURVIVING_ENDS = frozenset("and but after despite when although while".split())
_HARMFUL = words("figures", "not survived")
_NEAR = 4  #: words between "had" and "burns", "for" and "burns", "lost" and "soldiers"


def treated(lowered: Sequence[str], at: int) -> int | None:
    """Past "needed hospital treatment"; for an illness it is no injury of this event."""
    if lowered[at] not in _TREATED:
        return None
    end, care = at + 1, False
    while end < len(lowered) and lowered[end] in _CARE:
        end, care = end + 1, True
    if lowered[end : end + 1] != ["treatment"]:
        return None
    if lowered[end + 1 : end + 2] == ["for"]:
        return end + 1 if _HURT & set(lowered[end + 2 : end + 2 + _NEAR]) else None
    return end + 1 if care or not lowered[at].startswith("receiv") else None


def had_injuries(lowered: Sequence[str], at: int) -> int | None:
    """Past "had severe burns", "had broken legs"."""
    if lowered[at] not in _HAVING:
        return None
    for ahead in range(at + 1, min(at + 1 + _NEAR, len(lowered))):
        word = lowered[ahead]
        bone = lowered[ahead - 1] in _BROKEN and word in _BONES
        if bone or word in _HURT - _OTHER_CUTS:
            behind = lowered[ahead + 1 : ahead + 2]
            ends = not behind or behind[0] in _BEHIND or not behind[0][0].isalnum()
            return ahead + 1 if ends else None
        if word not in _KINDS_OF_INJURY | _BROKEN:
            return None  # "has died from her injuries"
    return None


def lost_fighters(lowered: Sequence[str], at: int) -> int | None:
    """Past the "lost" of "The army lost 12 soldiers", who are dead.

    Only of those who fight: a firm loses workers to a rival, and an army some to desertion.
    """
    if lowered[at] not in _LOSING or not _FIGHTING & set(lowered[:at]):
        return None
    begin = at + 1
    if lowered[begin : begin + 2] == ["at", "least"]:
        begin += 2
    number = lowered[begin] if begin < len(lowered) else ""
    if not (number[:1].isdigit() or number.split("-")[0] in UNITS | TENS):
        return None
    for ahead in range(begin + 1, min(begin + _NEAR, len(lowered))):
        word = lowered[ahead]
        own = word == "of" and set(lowered[ahead + 1 : ahead + 2]) <= _OWN
        if own or singular(word) in COMBATANTS or word in {"men", "troops"}:
            return None if "to" in lowered[ahead + 1 : ahead + 3] else at + 1
        if not word.isalpha():
            return None
    return None


def not_found(lowered: Sequence[str], at: int) -> int | None:
    """Past "not been found", "yet to be found", "not been seen since"."""
    if lowered[at] == "yet" and lowered[at + 1 : at + 3] == ["to", "be"]:
        verb = at + 3
    elif lowered[at] in _NOT and lowered[at + 1 : at + 2] == ["been"]:
        verb = at + 2
    else:
        return None
    if verb >= len(lowered):
        return None
    behind = lowered[verb + 1 : verb + 2]
    if lowered[verb] == "seen":
        return verb + 2 if behind == ["since"] else None
    if lowered[verb] == "heard":
        return verb + 2 if behind in (["from"], ["of"]) else None
    ends = not behind or not behind[0].isalpha() or behind[0] in _SEEKING_ENDS
    return verb + 1 if lowered[verb] in _SEEKING and ends else None


def not_survived(lowered: Sequence[str], at: int) -> int | None:
    """Past the "not survive" of "did not survive", "did not survive the fall"; not of a law."""
    if lowered[at] not in _NOT or lowered[at - 1 : at] != ["did"]:
        return None
    if lowered[at + 1 : at + 2] != ["survive"]:
        return None
    behind = lowered[at + 2 : at + 3]
    if not behind or not behind[0][0].isalnum() or behind[0] in _SURVIVING_ENDS:
        return at + 2
    return at + 2 if _HARMFUL & set(lowered[at + 3 : at + 3 + _NEAR]) else None


def is_not_survived(phrase: str) -> bool:
    """Whether the words of a phrase are what `not_survived` is past."""
    return phrase.endswith(" survive") and phrase.split(" ", 1)[0] in _NOT


def is_not_found(phrase: str) -> bool:
    """Whether the words of a phrase are what `not_found` is past."""
    return phrase.startswith(("yet to be ", "not been ", "n't been ", "n’t been "))


def is_treated(phrase: str) -> bool:
    """Whether the words of a phrase are what `treated` is past."""
    return phrase.endswith(" treatment")


def is_having(phrase: str) -> bool:
    """Whether the words of a phrase are what `had_injuries` is past."""
    return phrase.split(" ", 1)[0] in _HAVING
