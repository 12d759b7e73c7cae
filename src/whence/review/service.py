"""Takes decisions: checks them, stores them, and returns their reports as they are then."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from whence.errors import DecisionError
from whence.ports import Reviews
from whence.records import Decision
from whence.review.apply import Overlay, with_decisions
from whence.review.validate import ACROSS, as_seen, fault


class Decided(NamedTuple):
    """The number of a stored decision, and its report as it is now, if it is about one."""

    number: int
    overlay: Overlay | None


def reviewed(store: Reviews, report: str) -> Overlay:
    """A version, by its whole id, after decisions, with who decided what."""
    machine = store.machine(report)
    return with_decisions(machine, store.of_report(machine[0].identity or machine[0].id))


def decided(store: Reviews, decision: Decision) -> Decided:
    """Stores a decision and applies it.

    It names its `report`; the identity is looked up. An accept stores what was accepted. Raises
    `DecisionError` where it lacks something, or its words are not in that version.
    """
    if decision.verb == "undo" and decision.undoes is not None:
        return undone(store, decision.undoes, decision.who, decision.why)
    if decision.target not in ACROSS:
        decision = _of_report(store, decision)
    _refuse(fault(decision))
    number = store.add_decision(decision)
    return Decided(number, reviewed(store, decision.report) if decision.report else None)


def undone(store: Reviews, number: int, who: str, why: str = "") -> Decided:
    """Undoes a decision by its number; both stay on record, and an undoing can be undone, too."""
    before = store.by_number(number)
    undo = Decision(target=before.target, verb="undo", who=who, why=why, undoes=number)
    _refuse(fault(undo))
    made = store.add_decision(undo)
    return Decided(made, reviewed(store, before.report) if before.report else None)


def _of_report(store: Reviews, decision: Decision) -> Decision:
    """A decision with its missing fields, if its words are in the version that it names."""
    if decision.report is None:
        raise DecisionError(f"a decision of a report's {decision.target} needs that report's id")
    machine = store.machine(decision.report)
    identity = machine[0].identity or machine[0].id
    decision = msgspec.structs.replace(decision, identity=identity)
    _refuse(fault(decision))
    before = store.of_report(identity)
    decision = as_seen(with_decisions(machine, before).result, decision)
    last = 1 + max((one.id or 0 for one in before), default=0)
    after = with_decisions(machine, [*before, msgspec.structs.replace(decision, id=last)])
    if any(one.id == last for one in after.orphans):
        raise DecisionError(
            f"the {decision.target} to {decision.verb} is not in that version of the report"
        )
    return decision


def _refuse(wrong: str | None) -> None:
    if wrong:
        raise DecisionError(wrong)
