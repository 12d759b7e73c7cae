"""Drift: what a count lost on its way from one report to the next.

A number that came from somebody, or with "about" or "reportedly", is given later by another outlet
without. Copies are left out: they lose what their editors cut, and that shows as a copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from whence.compare.corroborate import Lines, Telling, is_named
from whence.compare.figures import ORDER
from whence.compare.tellings import has_dead, totals
from whence.records.claim import Role
from whence.records.finding import Drift
from whence.records.sketch import Sketch, Told

Lost = Literal["source", "approximation", "hearsay"]


#: Fewer are worth no line: one is told of in too many ways.
_LEAST = 3


def drifts(event: str, reports: Sequence[Sketch], copies: Mapping[str, str]) -> list[Drift]:
    """What the counts of an event lost, in the order of the later reports."""
    lines = Lines(reports, copies)
    dead = has_dead(reports)
    ordered = sorted(reports, key=lambda s: (not s.published, s.published, s.source))
    found: list[Drift] = []
    for role in ORDER:
        told: dict[float, list[Telling]] = {}
        for report in ordered:
            for telling in totals(report, role, lines, dead=dead):
                if telling.told.value is not None and not telling.told.withdrawn:
                    told.setdefault(telling.told.value, []).append(telling)
        for value, tellings in told.items():
            if value < _LEAST:
                continue  # of one or none there are too many
            found += _of_value(event, role, value, tellings, copies)
    return found


def _of_value(
    event: str, role: Role, value: float, tellings: Sequence[Telling], copies: Mapping[str, str]
) -> list[Drift]:
    first = tellings[0]
    found = []
    seen: set[tuple[str, str]] = set()
    for later in tellings[1:]:
        if _text(later, copies) == _text(first, copies) or later.told.act == "deny":
            continue
        beside = [t.told for t in tellings if t.report is later.report]
        for lost, had in _lost(first.told, beside):
            if (lost, later.report.report) in seen:
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
                    claims=(first.told.claim, later.told.claim),
                    event=event,
                )
            )
    return found


def _text(telling: Telling, copies: Mapping[str, str]) -> str:
    return copies.get(telling.report.report, telling.report.report)


def _lost(before: Told, after: Sequence[Told]) -> list[tuple[Lost, str]]:
    """What a count had and none of another report's tellings of it has."""
    lost: list[tuple[Lost, str]] = []
    if before.voice is not None and all(t.voice is None for t in after):
        kind = before.voice.name if is_named(before.voice) else f"unnamed: {before.voice.name}"
        lost.append(("source", kind))
    if not _is_exact(before) and all(_is_exact(t) for t in after):
        bound = "at least" if before.high is None and before.low is not None else "about"
        lost.append(("approximation", "up to" if before.low is None and before.high else bound))
    if before.standing == "hearsay" and all(t.standing == "own-voice" for t in after):
        lost.append(("hearsay", "told as hearsay"))
    return lost


def _is_exact(told: Told) -> bool:
    return told.value is not None and told.low == told.value == told.high
