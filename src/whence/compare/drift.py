"""Drift: what a count lost as it passed from one report to the next.

A number given with a source, or with "about" or "reportedly", is later given by another outlet
without. Copies are left out: they lose what their editors cut, and that shows as a copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from whence.compare.count_relations import at_once
from whence.compare.match import days_apart
from whence.compare.sources import Assertion, Sources, is_named
from whence.compare.totals import has_dead, totals
from whence.records.amounts import is_exact
from whence.records.claim import Role
from whence.records.finding import Drift
from whence.records.fingerprint import Fingerprint, Observation
from whence.records.roles import OF_PEOPLE

Lost = Literal["source", "approximation", "hearsay"]


#: People: smaller numbers are not followed; they occur in too many ways. A guess.
_LEAST = 3
#: Days after which a number counts as common knowledge. A guess.
_DAYS = 1
_AT_LEAST = "at least"


def drifts(event: str, reports: Sequence[Fingerprint], copies: Mapping[str, str]) -> list[Drift]:
    """What the counts of an event lost, in the order of the later reports."""
    sources = Sources(reports, copies)
    dead = has_dead(reports)
    ordered = sorted(reports, key=lambda s: (not s.published, s.published, s.source))
    found: list[Drift] = []
    for role in OF_PEOPLE:
        by_value: dict[float, list[Assertion]] = {}
        for report in ordered:
            for assertion in totals(report, role, sources, dead=dead):
                if assertion.observation.value is not None and not assertion.observation.withdrawn:
                    by_value.setdefault(assertion.observation.value, []).append(assertion)
        for value, assertions in by_value.items():
            if value < _LEAST:
                continue  # of one or none there are too many
            found += _of_value(event, role, value, assertions, copies)
    return found


def _of_value(
    event: str, role: Role, value: float, assertions: Sequence[Assertion], copies: Mapping[str, str]
) -> list[Drift]:
    first = assertions[0]
    found = []
    seen: set[tuple[str, str]] = set()
    for later in assertions[1:]:
        if _text(later, copies) == _text(first, copies) or later.observation.act == "deny":
            continue
        known = _is_known_by_then(first.report, later.report)
        beside = [t.observation for t in assertions if t.report is later.report]
        # A source or an "at least" that the report gives elsewhere is not lost.
        beside += [t for t in later.report.observations if t.role == role and t.value == value]
        at_one_time = at_once(first.report.published, later.report.published)
        for lost, had in _lost(first.observation, beside):
            if (lost, later.report.report) in seen:
                continue
            if had == _AT_LEAST and not at_one_time:
                continue  # hours later it may be counted out
            if known and lost != "approximation":
                continue
            seen.add((lost, later.report.report))
            found.append(
                Drift(
                    lost=lost,
                    role=role,
                    value=value,
                    before=first.report.source,
                    after=later.report.source,
                    had=had,
                    claims=(first.observation.claim, later.observation.claim),
                    event=event,
                )
            )
    return found


def _is_known_by_then(first: Fingerprint, later: Fingerprint) -> bool:
    """Whether the later is of the same outlet, or days later: by then the source is known."""
    if first.outlet is not None and first.outlet == later.outlet:
        return True
    apart = days_apart(first.published, later.published)
    return apart is not None and apart > _DAYS


def _text(assertion: Assertion, copies: Mapping[str, str]) -> str:
    return copies.get(assertion.report.report, assertion.report.report)


def _lost(before: Observation, after: Sequence[Observation]) -> list[tuple[Lost, str]]:
    """What a count had and no assertion of it in the other report has."""
    lost: list[tuple[Lost, str]] = []
    if before.source is not None and all(t.source is None for t in after):
        kind = before.source.name if is_named(before.source) else f"unnamed: {before.source.name}"
        lost.append(("source", kind))
    if not is_exact(before) and all(is_exact(t) for t in after):
        bound = _AT_LEAST if before.high is None and before.low is not None else "about"
        lost.append(("approximation", "up to" if before.low is None and before.high else bound))
    if before.standing == "hearsay" and all(t.standing == "own-voice" for t in after):
        lost.append(("hearsay", "given as hearsay"))
    return lost
