"""The role that a casualty word gives to a figure, where none holds it more firmly."""

from __future__ import annotations

from collections.abc import Sequence

from whence.records.claim import Role
from whence.resolve.figures.casualties import Trigger
from whence.resolve.figures.draft import Draft
from whence.resolve.figures.lexicon import GROUPS
from whence.resolve.sentences import Token

#: Roles that take only persons; the others take what they find.
_PERSONS_ONLY = frozenset(
    {"killed", "injured", "missing", "captured", "detained", "displaced", "rescued", "attendance"}
)
_RANK: dict[Role, int] = {
    "killed": 5, "missing": 4, "captured": 4, "detained": 4, "rescued": 4, "displaced": 3,
    "evacuated": 3, "injured": 2, "attendance": 1, "affected": 1,
}  # fmt: skip


def give_role(draft: Draft, trigger: Trigger, near: int, tokens: Sequence[Token]) -> None:
    """Gives the draft the trigger's role; `near` is how close to it the trigger stands, 1 to 3."""
    role = trigger.role
    if draft.role in {"money", "percentage", "measure"} or draft.certain == 5:
        return
    if draft.person is False and role == "affected":
        return
    group = draft.head is not None and tokens[draft.head].lower in GROUPS
    if draft.person is False and role in _PERSONS_ONLY and not group:
        return
    if draft.certain and (draft.certain, _RANK[role]) <= (
        draft.certain,
        _RANK.get(draft.role, 0),
    ):
        return
    draft.role, draft.certain, draft.cue = role, max(near, draft.certain), trigger.words
    if draft.person is not False:
        draft.unit = "person"
