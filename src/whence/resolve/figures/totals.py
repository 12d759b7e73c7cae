"""The report's own total for each role.

Of the role's figures that are no part of another and not background, the one that comes first, is
said in so many words and comes again most often; "no one" only where nothing else is there. The
weights were set by hand on the training part of the shootings set. Where a report gives groups and
no total ("18 soldiers and 500 volunteers"), the first group is marked: the contract has no word for
"no total given", and a reader looks for the figure that the report puts first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from whence.records.claim import Role
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.shot import MAY_KILL

_NO_TOTAL: frozenset[Role] = frozenset({"money", "percentage", "count", "measure"})
#: Points of a candidate: for coming first, having a number, being repeated, being called a toll;
#: and off for a toll that is passed, and for "none". Set by hand, as the docstring says: to be
#: called a toll counts as much as the three before it together.
_FIRST, _EXPLICIT, _AGAIN, _TOLL, _PASSED, _ZERO = 1.0, 2.0, 1.0, 4.0, -1.5, -1.5
_SOON = 2  #: sentences after a headline in which its figure is given in full
_MOST_AGAIN = 4  #: more repetitions than this add nothing


def mark_totals(drafts: Sequence[Draft], headline: Sequence[Draft]) -> None:
    """Sets `main` on at most one draft a role; `headline` are the title's own drafts.

    A figure of the title is counted as one more with its value.
    """
    for role, found in candidates_by_role(drafts).items():
        candidates = [d for d in found if not _is_added(d, found)] or found
        candidates = _without_inexact(candidates)
        if role == "injured":
            parted = _parted(drafts, candidates)
            candidates = [d for d in candidates if id(d) not in parted] or candidates
        in_headline = [d for d in headline if d.role == role and not d.part_of]
        counted = Counter(d.value for d in (*candidates, *in_headline) if d.value and not d.implied)
        most = _most_from(candidates)
        scores = [
            _FIRST * (place == 0)
            + _EXPLICIT * (not draft.implied)
            + _AGAIN * min(counted[draft.value or 0.0], _MOST_AGAIN) / _MOST_AGAIN
            + (_TOLL if _is_most(draft, most) else _PASSED) * draft.toll
            + _ZERO * draft.zero
            for place, draft in enumerate(candidates)
        ]
        candidates[scores.index(max(scores))].main = True


def _is_added(draft: Draft, candidates: Sequence[Draft]) -> bool:
    """Whether a greater count of its sentence grew by it: "two more died, so that six"."""
    return draft.residual and any(
        other.sentence == draft.sentence
        and other is not draft
        and not other.residual
        and (other.value or other.low or 0) > (draft.value or draft.low or 0)
        for other in candidates
    )


def _without_inexact(candidates: Sequence[Draft]) -> list[Draft]:
    """Those without a headline's numbers that are given better soon after.

    "Thousands" becomes "3,400 people", and "12 dead" becomes "at least 12 people".
    """
    soon = [d for d in candidates if 0 < d.sentence <= _SOON and not d.implied]
    at_least = {
        d.value for d in soon if d.value is not None and d.low == d.value and d.high is None
    }
    most = max((d.value for d in soon if d.value is not None), default=0.0)
    found = []
    for draft in candidates:
        exact = draft.value is not None and draft.high == draft.value
        vague = draft.value is None and draft.low is not None and draft.high is not None
        better = (exact and draft.value in at_least) or (vague and (draft.low or 0) <= most)
        if draft.sentence or not better or not soon:
            found.append(draft)
    return found


def _parted(drafts: Sequence[Draft], candidates: Sequence[Draft]) -> set[int]:
    """The ids of those who were shot, some of whom are reported dead and all others wounded.

    "Five people were shot, one of them fatally. The four wounded": four were injured.
    """
    values = {draft.value for draft in candidates}
    found = set()
    shot: Draft | None = None
    for draft in drafts:
        if draft.role == "injured":
            shot = draft
        if draft.role != "killed":
            continue
        # A part, or a bare number that goes on from it: "five people were shot, one fatally".
        bare = draft.head is None and not draft.implied
        beside = shot if bare and shot is not None and shot.sentence == draft.sentence else None
        whole = draft.part_of or beside
        shot_at = whole is not None and whole.cue.replace(" ", "_") in MAY_KILL
        if whole is not None and shot_at and whole.role == "injured":
            rest = (whole.value or 0) - (draft.value or 0)
            if rest in values and rest > 0:
                found.add(id(whole))
    return found


def _most_from(candidates: Sequence[Draft]) -> dict[int, float]:
    """The greatest number in each sentence and after it."""
    found: dict[int, float] = {}
    greatest = 0.0
    for draft in sorted(candidates, key=lambda draft: -draft.sentence):
        if not draft.implied:
            greatest = max(greatest, draft.value or 0.0)
        found[draft.sentence] = greatest
    return found


def _is_most(toll: Draft, most: Mapping[int, float]) -> bool:
    """Whether no number of a later sentence is greater."""
    return (toll.value or toll.low or 0.0) >= most[toll.sentence]


def candidates_by_role(drafts: Sequence[Draft]) -> dict[Role, list[Draft]]:
    """The drafts that may be a role's total, in text order."""
    found: dict[Role, list[Draft]] = {}
    for draft in drafts:
        if draft.role in _NO_TOTAL or not draft.certain or draft.background or draft.former:
            continue
        if draft.increment or draft.unasserted or draft.restated or draft.incomplete:
            continue
        # "Eight people were shot, and two of them died": two are the dead, all of them.
        if draft.part_of is None or draft.part_of.role != draft.role:
            found.setdefault(draft.role, []).append(draft)
    return found
