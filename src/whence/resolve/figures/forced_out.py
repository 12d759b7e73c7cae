"""People whom something makes leave: "forced 8,500 people to evacuate", "led 300 to flee"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whence.lang import words
from whence.records.claim import Role
from whence.resolve.figures.lexicon import CASUALTY_NOUNS, is_person, singular
from whence.resolve.figures.number_words import TENS, UNITS

#: The words of the trigger, whichever verb it is.
FORCED = "forced out"
_MAKING, _LEAVING = words("figures", "making somebody leave"), frozenset({"leave", "abandon"})
_HOMES = frozenset("home homes house houses village villages town towns apartments flats".split())
_FAR, _NEAR = 16, 3  #: tokens between the verb and "to", and after "evacuate"
_ENDS = frozenset({";", ":", ".", "!", "?", "when", "after", "who", "which", "said", "that"})


class Forced(NamedTuple):
    """The token after the infinitive, and what became of those who were made to leave."""

    last: int
    role: Role


def forced_out(lowered: Sequence[str], at: int) -> Forced | None:
    """What the people after the verb are made to do; None where they do not leave.

    Soldiers who have to evacuate the wounded are not evacuated.
    """
    if lowered[at] not in _MAKING:
        return None
    for to in range(at + 1, min(at + _FAR, len(lowered) - 1)):
        if lowered[to] in _ENDS | _MAKING:
            return None
        if lowered[to] == "to" and not lowered[to + 1][0].isdigit():
            return _leaving(lowered, to + 1)
    return None


def _leaving(lowered: Sequence[str], verb: int) -> Forced | None:
    behind = lowered[verb + 1 : verb + 1 + _NEAR]
    if lowered[verb] == "evacuate":
        return None if any(map(_is_people, behind)) else Forced(verb + 1, "evacuated")
    home = behind[:1] == ["their"] and bool(_HOMES & set(behind))
    if lowered[verb] == "flee" or (lowered[verb] in _LEAVING and home):
        return Forced(verb + 1 + (2 if home else 0), "displaced")
    return None


def _is_people(word: str) -> bool:
    number = word[0].isdigit() or word.split("-", maxsplit=1)[0] in UNITS | TENS
    return number or is_person(word) or singular(word) in CASUALTY_NOUNS
