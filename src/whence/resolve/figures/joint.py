"""Totals that a sentence gives in parts: "a man and two women were killed" is three.

Where a text lists whom a casualty word is about and gives no number of all of them, they are one
figure more, as long as the list, and each of them is a part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from whence.records import Span
from whence.records.claim import Role
from whence.resolve.figures.draft import Draft
from whence.resolve.sentences import Token

#: So far apart a list's members may stand, in tokens.
_APART = 14


def joined(
    groups: Sequence[Sequence[Draft]], drafts: Sequence[Draft], tokens: Sequence[Token]
) -> list[Draft]:
    """The figures of the groups that have no total among the `drafts`; sets their `part_of`.

    A group is what one casualty word is about, in text order or not.
    """
    found = []
    for group in groups:
        parts = sorted(group, key=lambda draft: draft.first)
        if not _is_list(parts):
            continue
        value = sum(part.value or 0 for part in parts)
        role = parts[0].role
        if any(_tells(draft, value, role, parts) for draft in drafts):
            continue
        found.append(_whole(parts, value, tokens))
    return found


def _is_list(parts: Sequence[Draft]) -> bool:
    """Whether they are several, exact, of one role, beside one another and in no other figure.

    One at least is a single person: nobody adds up "18 soldiers and 500 volunteers".
    """
    if len(parts) < 2 or len({(part.role, part.sentence) for part in parts}) > 1:
        return False
    if not any(part.implied for part in parts):
        return False
    return all(
        part.value is not None
        and part.low == part.high == part.value
        and part.value > 0
        and part.certain
        and part.person is not False
        and part.part_of is None
        and not part.background
        for part in parts
    ) and all(0 <= later.first - one.last <= _APART for one, later in pairwise(parts))


def _tells(draft: Draft, value: float, role: Role, parts: Sequence[Draft]) -> bool:
    """Whether a figure of the same sentence already is their total."""
    return (
        draft.sentence == parts[0].sentence
        and draft.role == role
        and (draft.value or draft.low or 0) >= value
        and all(draft is not part for part in parts)
    )


def _whole(parts: Sequence[Draft], value: float, tokens: Sequence[Token]) -> Draft:
    first, last = parts[0].first, parts[-1].last
    start, end = parts[0].start, tokens[last - 1].end
    whole = Draft(
        sentence=parts[0].sentence, first=first, last=last, start=start, end=end,
        value=value, low=value, high=value,
        role=parts[0].role, unit="person", head=parts[-1].head, of=Span(start, end), person=True,
        cue=parts[0].cue, certain=min(part.certain for part in parts), implied=True,
        people=[name for part in parts for name in part.people],
    )  # fmt: skip
    if len({part.status for part in parts}) == 1:
        whole.status = parts[0].status
    for part in parts:
        part.part_of = whole
    return whole
