"""Events and findings as table rows: one for each figure, one for each version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from whence.compare.counting_policy import words_of_value
from whence.ledger import events
from whence.records.finding import Event, EventSummary, Finding, Topic
from whence.serve.web import addresses
from whence.serve.web.endpoint import Row, Rows
from whence.serve.web.pages import event_names
from whence.serve.web.state import ServerState
from whence.serve.web.table_rows import FigureRow, VersionRow

#: Events of one query: enough that queries cost little, and few enough to hold in memory.
_BATCH = 100


def _figures(event: Event) -> Iterator[FigureRow]:
    where = event.where
    row = FigureRow(
        event=event.id,
        name=event_names.name_of(event),
        type=event.type,
        start=event.when.start,
        end=event.when.end,
        place=where.name if where else None,
        country=where.country if where else None,
        admin1=where.admin1 if where else None,
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        reports=len(event.reports),
        title=event.title,
    )
    if not event.figures:
        yield row
    for one in event.figures:
        yield msgspec.structs.replace(
            row, role=one.role, of=one.of, best=one.best, low=one.low, high=one.high,
            versions=len(one.versions),
        )  # fmt: skip


def _versions(finding: Finding) -> Iterator[VersionRow]:
    topic = finding.topic
    for one in finding.versions:
        yield VersionRow(
            finding=finding.id,
            kind=finding.kind,
            event=topic.event,
            what=topic.what,
            role=topic.role,
            of=topic.of,
            value=one.text if one.text is not None else words_of_value(one),
            low=one.low,
            high=one.high,
            said=one.said,
            speakers=one.speakers,
            first_published=one.first_published,
            last_published=one.last_published,
            reports=one.reports,
            sources_least=one.independent_sources.least,
            sources_most=one.independent_sources.most,
            sources_known=one.independent_sources.known,
            state=one.state,
        )


def _every(state: ServerState, chosen: events.Wanted) -> Iterator[EventSummary]:
    """All events that fit, a page at a time, so that no connection is held while they are sent."""
    cursor = None
    while True:
        with state.reading() as connection:
            page = events.listed(connection, chosen, limit=_BATCH, cursor=cursor)
        yield from page.summaries
        cursor = page.next
        if cursor is None:
            return


def _each_event(state: ServerState, asked: Any, _: Mapping[str, str]) -> Iterator[Row]:
    for summary in _every(state, asked.wanted()):
        if asked.fits(summary.event):
            yield Row(summary.event, addresses.event(summary.event.id))


def _each_finding(state: ServerState, asked: Any, _: Mapping[str, str]) -> Iterator[Row]:
    only = True if asked.kind == "conflict" and not asked.drift else None
    for summary in _every(state, events.Wanted(asked.q, only, several=True)):
        for finding in summary.findings:
            if finding.kind == asked.kind:
                yield Row(finding, addresses.event(summary.event.id))


EVENTS = Rows(FigureRow, _each_event, _figures)
FINDINGS = Rows(VersionRow, _each_finding, _versions, news=True)


def versions(event: Event, name: str) -> Iterator[VersionRow]:
    """Every version of every figure of an event."""
    for figure in event.figures:
        topic = Topic(what=name, event=event.id, role=figure.role, of=figure.of)
        finding = Finding(
            id="", kind="revision", topic=topic, versions=figure.versions, evidence=(), score=1.0
        )
        for row in _versions(finding):
            yield msgspec.structs.replace(row, kind="figure")


def versions_of(each: Callable[[ServerState, Any, Mapping[str, str]], Iterator[Row]]) -> Rows:
    """Findings from other lists, a row for each version."""
    return Rows(VersionRow, each, _versions)
