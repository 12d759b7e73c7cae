"""Checks that a decision is complete, and records what was accepted."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET

from whence.ports import Result
from whence.records import Change, Decision
from whence.review.anchor import all_anchored
from whence.review.timex import is_timex

#: Decisions that are not about one report.
ACROSS = frozenset({"event", "person"})
#: A larger number is a slip: it counts nothing in the news.
MOST_COUNTED = 1e12
_VERBS = {
    "attribution": {"accept", "correct", "reject", "add"},
    "figure": {"accept", "correct", "reject", "add"},
    "time": {"accept", "correct", "reject", "add"},
    "place": {"accept", "correct", "reject"},
    "claim": {"accept", "correct", "reject"},
    "entity": {"accept", "correct", "reject", "merge", "split"},
    "event": {"same-event", "other-event", "correct"},
    "person": {"merge", "split"},
}


def fault(decision: Decision) -> str | None:
    """What is wrong with a decision, as one clear sentence; None for a valid one."""
    parts, verb, target = decision.selectors, decision.verb, decision.target
    if not decision.who.strip():
        return "a decision needs the name of who decided"
    if verb == "undo":
        return None if decision.undoes is not None else "undo needs the id of what it undoes"
    if verb not in _VERBS[target]:
        return f"{verb} is not a decision on {_a(target)}"
    if target in ACROSS:
        return _fault_across(decision)
    if decision.identity is None:
        return f"a decision of {_a(target)} needs its report's identity"
    if target == "attribution":
        lacking = None if parts.content or parts.cue else "content"
    elif verb == "merge":
        lacking = None if parts.one and parts.other else "one and other"
    else:
        lacking = None if parts.span else "span"
    if lacking:
        return f"{verb} of {_a(target)} needs the selectors {lacking}"
    if verb == "correct" and decision.change == Change():
        return "a correction needs something that it changes"
    return _fault_of_value(decision)


def _fault_of_value(decision: Decision) -> str | None:
    """What is wrong with the figure or the time that a decision sets."""
    verb, target, change = decision.verb, decision.target, decision.change
    if verb == "add" and target == "figure" and change.role is UNSET:
        return "a figure that is added needs a role"
    if target != "time" or verb not in ("add", "correct"):
        return None
    values = [one for one in (change.time, change.begin, change.until) if one]
    if verb == "add" and not values:
        return "a time that is added needs a value"
    wrong = next((one for one in values if not is_timex(str(one))), None)
    if wrong is None:
        return None
    return (
        f"“{wrong}” is no time: write a day as 2025-09-03, a month as 2025-09, an hour as"
        " 2025-09-03T14:00, three days as P3D"
    )


def _fault_across(decision: Decision) -> str | None:
    """What is wrong with a decision on an event, or on a person in every report."""
    verb, change = decision.verb, decision.change
    if decision.target == "person":
        two = len({one.strip().casefold() for one in decision.names if one.strip()}) == 2
        return None if two else f"{verb} of a person needs two names"
    if verb != "correct":
        two = len(decision.reports) == len(set(decision.reports)) == 2
        return None if two else f"{verb} needs the identities of two reports"
    if not decision.reports:
        return "a correction of an event needs the identities of its reports"
    counts = {change.value, change.low, change.high} - {UNSET, None}
    if counts and change.role is UNSET:
        return "a figure of an event needs a role"
    if any(isinstance(one, float) and (one < 0 or one > MOST_COUNTED) for one in counts):
        return f"a figure of an event is between 0 and {MOST_COUNTED:,.0f}"
    return "a correction needs something that it changes" if change == Change() else None


def as_seen(result: Result, decision: Decision) -> Decision:
    """An accept with what was accepted, so that it holds if another model reads that differently.

    `result` is what the person saw; other decisions, and those that contain it already, stay.
    """
    if decision.verb != "accept" or decision.change != Change():
        return decision
    found = _seen(result, decision)
    return decision if found is None else msgspec.structs.replace(decision, change=found)


def _seen(result: Result, decision: Decision) -> Change | None:
    report, reading, resolution = result
    if decision.target == "attribution":
        parts = decision.selectors
        words = [all_anchored(p, report.text) for p in (parts.source, parts.cue, parts.content)]
        for index, one in enumerate(reading.attributions):
            if [one.source, one.cue, one.content] == words:
                by = [resolution.entities[s.entity] for s in resolution.all_speakers(index)]
                named: dict[str, Any] = {}
                # An unnamed speaker is identified by the words of this reading alone, and where
                # there was none a better model may find one.
                if by and by[0].named:
                    named = {"speaker": by[0].name, "speaker_type": by[0].type}
                if len(by) > 1 and all(entity.named for entity in by):
                    named["speakers"] = tuple(entity.name for entity in by)
                return Change(
                    act=one.act, kind=one.kind, stance=one.stance, asserted=one.asserted, **named
                )
        return None
    spans = all_anchored(decision.selectors.span, report.text)
    if not spans:
        return None
    items: dict[str, tuple[Any, ...]] = {
        "figure": resolution.figures, "time": resolution.times, "claim": resolution.claims,
    }  # fmt: skip
    for one in items.get(decision.target, ()):
        if one.span == spans[0]:
            if decision.target == "figure":
                return Change(value=one.value, low=one.low, high=one.high, role=one.role)
            if decision.target == "time":
                more = {"mod": one.mod, "begin": one.begin, "until": one.end}
                return Change(time=one.value, **{n: v for n, v in more.items() if v is not None})
            return Change(standing=one.standing, polarity=one.polarity, modality=one.modality)
    return None


def _a(target: str) -> str:
    return f"{'an' if target[0] in 'aeiou' else 'a'} {target}"
