"""Findings: where the reports of an event disagree, and what claims lost as they were repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.compare.counting_policy import words_of_value
from whence.compare.histories import History, relations
from whence.compare.version_relations import Change
from whence.records.finding import Event, Finding, FindingKind, Topic
from whence.records.ids import digest


def findings(event: Event, counts: Sequence[History]) -> Iterator[Finding]:
    """Findings on the event's counts: conflicts, corrections and revisions, one for each count.

    A count in conflict gives one finding of that kind, which also lists withdrawals and revisions.
    """
    for history in counts:
        taken_back = [n for n, v in enumerate(history.versions) if "withdrawn" in v.state]
        denied = [n for n, v in enumerate(history.versions) if "denied" in v.state]
        kind: FindingKind
        if history.conflicts or denied:
            kind = "conflict"
        elif taken_back:
            kind = "correction"
        elif history.revisions:
            kind = "revision"
        else:
            continue
        values = [words_of_value(version) for version in history.versions]
        evidence = [
            *(f"{_both(values, c)} cannot both hold: {c.evidence}" for c in history.conflicts),
            *(f"{values[n]} is denied" for n in denied),
            *(f"{values[n]} was withdrawn" for n in taken_back),
            *(
                f"{values[c.before]}, then {values[c.after]}: {c.evidence}"
                for c in history.revisions
            ),
        ]
        yield Finding(
            id=digest("finding", event.id, history.role, history.of or "")[:16],
            kind=kind,
            topic=Topic(
                what=event.title,
                event=event.id,
                role=history.role,
                of=history.of,
                where=event.where,
                when=event.when,
            ),
            versions=history.versions,
            evidence=tuple(evidence),
            score=event.score,
            course=history.course,
            relations=relations(history),
        )
    yield from _copies(event)


def _both(values: Sequence[str], change: Change) -> str:
    return f"{values[change.before]} and {values[change.after]}"


def _copies(event: Event) -> Iterator[Finding]:
    """One finding for each text that several reports reprint."""
    for group, why in zip(event.copies, event.originals, strict=True):
        yield Finding(
            id=digest("copies", event.id, *group)[:16],
            kind="copy",
            topic=Topic(what=event.title, event=event.id, where=event.where, when=event.when),
            versions=(),
            evidence=(f"one text in {', '.join(group)}", f"original: {why}"),
            score=1.0,
        )
