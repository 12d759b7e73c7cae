"""A three-way merge of somebody's changes to an exported file and later decisions by others.

A file names the last decision that was applied to what it contains. One that does not, from an
older version, is taken to be from the state of the report with the fewest changes to it, and of
several the earliest, so that a clash may be reported by mistake, but none is missed.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from whence.ports import Result
from whence.records import Decision, Selector, Span, in_effect
from whence.review.anchor import all_anchored
from whence.review.annotated.annotations import Annotated
from whence.review.annotated.changes import changes
from whence.review.apply import with_decisions


def merged(
    machine: Result,
    decisions: Sequence[Decision],
    found: Annotated,
    who: str,
    *,
    accept: bool = False,
) -> tuple[list[Decision], list[str]]:
    """The decisions in somebody's file, and its clashes, each a sentence for people.

    `machine` is the result before decisions, `decisions` are the report's, in their order.
    """
    exported = _exported(machine, decisions, found, who)
    base = with_decisions(machine, decisions[:exported]).result
    made = changes(base, machine, found, who, accept=accept)
    since = _with_what_they_undo(decisions, exported)
    if not since:
        return made, []
    now = with_decisions(machine, decisions).result
    free_of_clashes, clashes = [], []
    last = max((one.id or 0 for one in decisions), default=0) + 1
    for one in made:
        other = next((d for d in since if _touches(machine[0].text, one, d)), None)
        if other is None:
            free_of_clashes.append(one)
        elif one.verb != "accept" and not _is_so(machine, decisions, one, last, now):
            clashes.append(_clash(one, other))
    return free_of_clashes, clashes


def _exported(machine: Result, decisions: Sequence[Decision], found: Annotated, who: str) -> int:
    """How many of the decisions were made before the file was exported."""
    if found.decided:
        return sum((one.id or 0) <= found.decided for one in decisions)
    if found.decided is not None:
        # Nothing was in force: no decisions, or all of them undone.
        counts = range(len(decisions), 0, -1)
        return next((count for count in counts if not in_effect(decisions[:count])), 0)
    best, least = 0, None
    for count in range(len(decisions) + 1):
        state = with_decisions(machine, decisions[:count]).result
        differs = len(changes(state, machine, found, who))
        if least is None or differs < least:
            best, least = count, differs
    return best


def _with_what_they_undo(decisions: Sequence[Decision], count: int) -> list[Decision]:
    """The later decisions, each undoing as a decision on what it takes back."""
    by_number = {one.id: one for one in decisions}
    found = []
    for one in decisions[count:]:
        if one.verb == "undo":
            undone = by_number.get(one.undoes)
            if undone is not None:
                found.append(msgspec.structs.replace(undone, who=one.who, id=one.id))
        else:
            found.append(one)
    return found


def _touches(text: str, one: Decision, other: Decision) -> bool:
    """Whether two decisions change the same field of the same thing."""
    if one.target != other.target:
        return False
    ours, theirs = _spans(text, one), _spans(text, other)
    if not any(a.overlaps(b) for a in ours for b in theirs):
        return False
    both = {"correct", "accept"}
    if one.verb not in both or other.verb not in both:
        return True
    return bool(_fields(one) & _fields(other)) or one.verb == "accept"


def _fields(one: Decision) -> set[str]:
    names = {n for n in one.change.__struct_fields__ if getattr(one.change, n) is not UNSET}
    # The speaker is one field, whichever way it is given.
    return {"speaker" if n in ("speakers", "speaker_type") else n for n in names}


def _spans(text: str, one: Decision) -> tuple[Span, ...]:
    parts = one.selectors
    # Several attributions share a source, so it identifies none of them.
    words = parts.content or parts.cue or (*parts.span, *parts.one, *parts.other)
    return all_anchored(words, text) or ()


def _is_so(
    machine: Result, decisions: Sequence[Decision], one: Decision, number: int, now: Result
) -> bool:
    """Whether a decision would change nothing: others decided the same."""
    numbered = msgspec.structs.replace(one, id=number)
    report, reading, resolution = with_decisions(machine, [*decisions, numbered]).result
    # But for which decision was the last.
    same = msgspec.structs.replace(reading, decided=now[1].decided)
    return (report, same, resolution) == now


def _clash(one: Decision, other: Decision) -> str:
    words = " … ".join(selector.exact for selector in _shown(one))
    short = words if len(words) <= 60 else words[:59] + "…"
    return (
        f"{one.verb} of the {one.target} “{short}” goes against what {other.who} decided"
        f" after the export (decision {other.id}); decide it on the page"
    )


def _shown(one: Decision) -> Sequence[Selector]:
    parts = one.selectors
    return parts.content or parts.cue or parts.span or parts.one
