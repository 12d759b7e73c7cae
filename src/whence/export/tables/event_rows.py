"""An event's summary as rows of tables: the only module that knows both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whence.export.tables.rows import Row
from whence.records.finding import EventSummary, Finding


def rows_of_event(summary: EventSummary, same: Iterable[Finding] = ()) -> Iterator[tuple[str, Row]]:
    """The summary of an event as rows, each with its table.

    `same` are its claims that say the same, and denials, which a summary does not contain.
    """
    event = summary.event
    place = event.where
    fields = ("name", "country", "admin1", "precision", "lat", "lon")
    yield (
        "events",
        {
            "event": event.id,
            "type": event.type,
            "title": event.title,
            "start": event.when.start,
            "end": event.when.end,
            **{f: getattr(place, f) if place else None for f in fields},
            "reports": len(summary.members),
            "copies": sum(member.original is not None for member in summary.members),
            "disputed": summary.disputed,
            "score": event.score,
        },
    )
    for member in summary.members:
        yield (
            "event_reports",
            {
                "event": event.id,
                "report": member.report,
                "source": member.source,
                "outlet": member.outlet,
                "published": member.published or None,
                "original": member.original,
            },
        )
    yield from _figures_of_event(summary)
    yield from _people_of_event(summary)
    for finding in (*summary.findings, *same):
        yield (
            "findings",
            {
                "finding": finding.id,
                "event": event.id,
                "kind": finding.kind,
                "role": finding.topic.role,
                "of": finding.topic.of,
                "score": finding.score,
                "evidence": list(finding.evidence),
            },
        )


def _figures_of_event(summary: EventSummary) -> Iterator[tuple[str, Row]]:
    for figure in summary.event.figures:
        what = {"event": summary.event.id, "role": figure.role, "of": figure.of}
        amounts = {"best": figure.best, "low": figure.low, "high": figure.high}
        yield "event_figures", {**what, **amounts}
        for one in figure.versions:
            yield (
                "versions",
                {
                    **what,
                    **{f: getattr(one, f) for f in ("value", "low", "high", "reports", "copies")},
                    "first_published": one.first_published,
                    "last_published": one.last_published,
                    "sources_least": one.independent_sources.least,
                    "sources_most": one.independent_sources.most,
                    **{
                        f: list(getattr(one, f)) for f in ("speakers", "outlets", "state", "claims")
                    },
                    "sources_known": one.independent_sources.known,
                },
            )
        for relation in figure.relations:
            yield (
                "relations",
                {**what, **{f: getattr(relation, f) for f in ("kind", "one", "other", "reason")}},
            )


def _people_of_event(summary: EventSummary) -> Iterator[tuple[str, Row]]:
    """Who was harmed, who is blamed, and what counts lost between reports."""
    event = summary.event
    for person in event.people:
        row = {"event": event.id, "name": person.name, "role": person.role}
        yield "event_people", {**row, "claims": list(person.claims)}
    for one in event.blamed:
        blame = {"event": event.id, "who": one.who, "by": one.by, "status": one.status}
        yield "blamed", {**blame, "claims": list(one.claims)}
    for lost in summary.drifts:
        names = ("lost", "role", "value", "before", "after", "had")
        held = {name: getattr(lost, name) for name in names}
        yield "drifts", {"event": event.id, **held, "claims": list(lost.claims)}
