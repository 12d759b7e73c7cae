"""The report's own total for each role.

A choice among the role's figures that are no part of another, by a linear score over a handful of
features: a conditional logit (McFadden, "Conditional logit analysis of qualitative choice
behavior", 1974), whose weights `training/figures/fit_totals.py` fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from whence.records.claim import Role
from whence.resolve.figures.draft import Draft

_NO_TOTAL: frozenset[Role] = frozenset({"money", "percentage", "count", "measure"})
#: Words that tell that someone was hit, whether or not it was fatal.
_HIT = frozenset({"shot", "stabbed", "shooting", "shoots", "stabbing", "shooting of"})
_PLAINLY_HURT = frozenset(
    """injured wounded hurt injuring wounding injures wounds injury injuries hurting""".split()
)

#: What each feature adds to a figure's score.
WEIGHTS: dict[str, float] = {
    "first": 1.0,
    "explicit": 2.0,
    "same value": 1.0,
    "zero": -1.5,
}


def mark_totals(drafts: Sequence[Draft], headline: Sequence[Draft]) -> None:
    """Sets `main` on at most one draft a role; `headline` are the title's own drafts."""
    for role, candidates in candidates_by_role(drafts).items():
        scores = [
            sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())
            for features in described(candidates, [d for d in headline if d.role == role])
        ]
        candidates[scores.index(max(scores))].main = True


def candidates_by_role(drafts: Sequence[Draft]) -> dict[Role, list[Draft]]:
    """The drafts that may be a role's total, in text order."""
    found: dict[Role, list[Draft]] = {}
    for draft in drafts:
        if draft.role in _NO_TOTAL or not draft.certain or draft.background or draft.former:
            continue
        if draft.part_of is None:
            found.setdefault(draft.role, []).append(draft)
    return found


def described(candidates: Sequence[Draft], headline: Sequence[Draft]) -> list[dict[str, float]]:
    """The features of each candidate of one role, in order."""
    counted = Counter(d.value for d in candidates if d.value is not None and not d.implied)
    commonest = max(counted.values(), default=0)
    told = {d.value for d in headline if not d.part_of}
    largest = max((d.value or d.low or 0.0 for d in candidates), default=0.0)
    found = []
    for place, draft in enumerate(candidates):
        value = draft.value
        same = counted[value] if value is not None else 0
        found.append(
            {
                "first": float(place == 0),
                "second": float(place == 1),
                "late": min(place, 10) / 10,
                "opening": float(draft.sentence <= 1),
                "explicit": float(not draft.implied),
                "same value": min(same, 4) / 4,
                "commonest": float(same == commonest > 1),
                "largest": float((value or draft.low or 0.0) >= largest),
                "one": float(value == 1),
                "zero": float(draft.zero),
                "vague": float(value is None),
                "residual": float(draft.residual),
                "definite": float(draft.definite),
                "in title": float(value in told and not draft.implied),
                "one in title": float(value in told and value == 1),
                "plainly hurt": float(draft.cue.split(" ")[-1] in _PLAINLY_HURT),
                "hit": float(draft.cue in _HIT),
                "near": float(draft.certain >= 3),
            }
        )
    return found
