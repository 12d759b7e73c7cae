"""Which figure is counted within which other: "three people, including two children"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.resolve.figures.draft import Draft
from whence.resolve.figures.lexicon import CASUALTY_NOUNS, is_person, singular
from whence.resolve.figures.numbers import starts_number
from whence.resolve.sentences import Token

_INCLUDING = frozenset({"including", "among"})
_CLAUSE = frozenset("was were is are had has have who that when said".split())
_PRICED = frozenset({"money", "percentage", "measure"})
#: How many drafts back, and how many tokens, a whole may stand.
_WHOLES_BACK = 8


def find_parts(drafts: Sequence[Draft], tokens: Sequence[Token]) -> None:
    """Sets `part_of`, and the role of a part that has none of its own."""
    for index, draft in enumerate(drafts):
        if draft.role in _PRICED or draft.zero:
            continue
        earlier = drafts[max(0, index - _WHOLES_BACK) : index]
        if _is_included(draft, tokens):
            alike = [other for other in earlier if _alike(draft, other, tokens)]
            whole = _whole_of(draft, alike, same_sentence=True)
        elif _is_partitive(draft, tokens):
            whole = _whole_of(draft, earlier, same_sentence=False)
        else:
            continue
        if whole is None:
            continue
        draft.part_of = whole
        if not draft.certain:
            draft.role, draft.unit, draft.certain = whole.role, whole.unit, 1
        elif draft.role == "count":
            draft.role = whole.role


def _alike(part: Draft, whole: Draft, tokens: Sequence[Token]) -> bool:
    """Whether both count persons, or both count things, as far as their nouns tell."""
    if part.head is None:
        return True
    noun = tokens[part.head].lower
    people = is_person(noun) or noun in CASUALTY_NOUNS or singular(noun) in CASUALTY_NOUNS
    return people or whole.unit != "person"


def _is_included(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether "including" opens the list that the draft stands in."""
    for back in range(draft.first - 1, max(-1, draft.first - 13), -1):
        lower = tokens[back].lower
        if lower in _INCLUDING:
            return True
        if not (lower.isalnum() or lower in {",", "and", "-", "'s", "’s"} or "-" in lower):
            return False
        if lower in _CLAUSE:
            return False
    return False


def _is_partitive(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether it is counted out of others: "two of them", "three of whom"."""
    for at in range(draft.first, min(draft.last, len(tokens) - 1)):
        if tokens[at].lower == "of" and at > draft.first:
            return not starts_number(tokens[at + 1]) or tokens[at + 1].lower == "a"
    return False


def _whole_of(draft: Draft, earlier: Sequence[Draft], *, same_sentence: bool) -> Draft | None:
    """The nearest earlier draft that may hold this one; of the same role if there is one."""
    able = [
        other
        for other in reversed(earlier)
        if other.part_of is None
        and other.role not in _PRICED
        and other.person is not False
        and not other.implied
        and not other.zero
        and (other.certain or other.head is not None)
        and draft.sentence - other.sentence <= (0 if same_sentence else 2)
        and _can_hold(other, draft)
    ]
    same = [other for other in able if other.role == draft.role]
    return next(iter(same or able), None)


def _can_hold(whole: Draft, part: Draft) -> bool:
    most = whole.high if whole.high is not None else float("inf")
    return (part.value or part.low or 0) < most or (part.value or 0) == whole.value == 2
