"""The ledger's reports: the newest, one with its reading, what its edits changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from whence.errors import LedgerError
from whence.export.document import Document, document
from whence.export.html import clean, facts_of
from whence.ledger import events, page_edits, pagination, queries, reports
from whence.ledger.query_types import Chosen, FoundClaim, Stored
from whence.ports import Result
from whence.records import Decision, Entity
from whence.records.claim import Role
from whence.records.finding import EventSummary, Member
from whence.records.keys import claim_key, entity_key
from whence.records.reading import EntityType
from whence.review import service
from whence.serve.web import addresses
from whence.serve.web.differences import Work, difference
from whence.serve.web.endpoint import (
    Cursor,
    Day,
    Endpoint,
    Limit,
    Name,
    Query,
    Row,
    Rows,
    Shown,
    Words,
    cursor_given,
)
from whence.serve.web.errors import RequestError
from whence.serve.web.pages import event_names, event_view
from whence.serve.web.state import ServerState

_ID = re.compile(r"[0-9a-f]{4,64}")
#: Edits that are shown; of more, the last ones.
_EDITS = 20
_BATCH = 500  #: reports that are fetched at once for a file


class ReportsAsked(Query, frozen=True, kw_only=True):
    """Which reports, how many, and from where on; `q` are words of the title."""

    q: Words = ""
    publisher: Name | None = None
    since: Day | None = None
    until: Day | None = None
    place: Name | None = None
    role: Role | None = None  #: with a figure of this kind
    order: Literal["newest", "oldest"] = "newest"
    limit: Limit = 30
    cursor: Cursor | None = None


class Reports(msgspec.Struct, frozen=True, kw_only=True):
    """Reports, the newest published first. `total` fit; `next` is the cursor of the rest."""

    reports: tuple[Stored, ...]
    total: int
    next: str | None


def _reports(state: ServerState, asked: ReportsAsked, _: Mapping[str, str]) -> Shown:
    with state.reading() as connection, cursor_given(asked.cursor):
        after = pagination.read(asked.cursor, tuple[str, str]) if asked.cursor else None
        chosen = _chosen(asked)
        oldest = asked.order == "oldest"
        total = reports.count_reports(connection, chosen)
        found = reports.newest(
            connection, limit=asked.limit + 1, after=after, chosen=chosen, oldest_first=oldest
        )
        shown = found[: asked.limit]
        moment = reports.moment(connection, shown[-1].id) if len(found) > len(shown) else None
    more = None if moment is None else pagination.written((moment, shown[-1].id))
    return Shown(Reports(reports=tuple(shown), total=total, next=more))


def _chosen(asked: ReportsAsked) -> Chosen:
    return Chosen(asked.q, asked.publisher, asked.since, asked.until, asked.place, asked.role)


def _each(state: ServerState, asked: ReportsAsked, _: Mapping[str, str]) -> Iterator[Row]:
    chosen, after, oldest = _chosen(asked), None, asked.order == "oldest"
    while True:
        with state.reading() as connection:
            found = reports.newest(
                connection, limit=_BATCH, after=after, chosen=chosen, oldest_first=oldest
            )
            if found:
                after = reports.moment(connection, found[-1].id), found[-1].id
        for one in found:
            yield Row(one, addresses.report(one.id))
        if len(found) < _BATCH:
            return


class EventNamed(msgspec.Struct, frozen=True, kw_only=True):
    """The event of a report."""

    id: str
    title: str
    says: str
    disputed: bool


class ReportShown(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its reading, its versions, its copies and its event."""

    document: Document
    versions: tuple[Stored, ...]
    copies: tuple[Member, ...]  #: other reports with the same text
    event: EventNamed | None
    #: decisions by an attribution's or a claim's key, else "figure:10-12" and the like
    decisions: dict[str, Decision]
    orphans: tuple[Decision, ...]  #: decisions whose words are not in this version


def _report(state: ServerState, _: Query, parts: Mapping[str, str]) -> Shown:
    with state.reading() as connection:
        versions, one = version_of(connection, parts["id"])
        result = reports.result(connection, one.id)
        event = events.event_of(connection, one.id)
        summary = events.summary(connection, event) if event else None
        called = event_names.named(connection, [summary] if summary else [])
    made = state.store.reviews().of_report(result[0].identity or one.id)
    overlay = service.reviewed(state.store.reviews(), one.id) if made else None
    view = ReportShown(
        document=document(*result),
        versions=tuple(versions),
        copies=tuple(_copies(summary, one.id)) if summary else (),
        event=_event(summary, called) if summary else None,
        decisions=overlay.decided if overlay else {},
        orphans=overlay.orphans if overlay else (),
    )

    def page_of(entity: Entity) -> str:
        # An edited version has nothing in force.
        if entity.named and one.id == versions[-1].id:
            return addresses.speaker(entity.name)
        return addresses.speaker_in(one.id, entity_key(result[0], entity))

    facts = facts_of(*result, page_of=page_of, anchors=_anchors(result))
    decisions = [view.decisions.get(a.key) for a in view.document.attributions]
    return Shown(view, {**facts, "latest": versions[-1], "one": one, "decisions": decisions})


class SpeakerInReport(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker in a report, named or not, and what they say there."""

    report: Stored
    name: str
    named: bool
    type: EntityType
    descriptions: tuple[str, ...]
    claims: tuple[FoundClaim, ...]


def _speaker(state: ServerState, _: Query, parts: Mapping[str, str]) -> Shown:
    with state.reading() as connection:
        versions, one = version_of(connection, parts["id"])
        report, _reading, resolution = reports.result(connection, one.id)
        claims = queries.claims_in(connection, one.id)
    spoken = range(len(resolution.speakers))
    speaking = {s.entity for n in spoken for s in resolution.all_speakers(n)}
    keys = {entity_key(report, resolution.entities[n]): n for n in sorted(speaking)}
    found = [key for key in keys if key.startswith(parts["key"])]
    if not found:
        raise RequestError(404, "no-speaker", "no speaker in this report has that key")
    entity = resolution.entities[keys[found[0]]]
    view = SpeakerInReport(
        report=one,
        name=entity.name,
        named=entity.named,
        type=entity.type,
        descriptions=entity.descriptions,
        claims=tuple(
            claim
            for claim in claims
            if claim.voices and found[0] in {s.key for s in claim.voices[-1].speakers}
        ),
    )
    return Shown(view, {"everywhere": entity.named and one.id == versions[-1].id})


def _each_claim(state: ServerState, asked: Query, parts: Mapping[str, str]) -> Iterator[Row]:
    for one in _speaker(state, asked, parts).view.claims:
        yield Row(one, addresses.claim(one.report, one.key))


def _anchors(result: Result) -> dict[int, list[str]]:
    """Where each claim begins, by its key."""
    report, _, resolution = result
    found: dict[int, list[str]] = {}
    for claim in resolution.claims:
        key = addresses.claim_anchor(claim_key(report, claim))
        found.setdefault(claim.span.start, []).append(key)
    return found


def _event(summary: EventSummary, called: Mapping[str, str]) -> EventNamed:
    return EventNamed(
        id=summary.event.id,
        title=called[summary.event.id],
        says=event_view.headline(summary),
        disputed=summary.disputed,
    )


def _copies(summary: EventSummary, report: str) -> list[Member]:
    """The other reports with the same text."""
    of = {m.report: m.original or m.report for m in summary.members}
    return [m for m in summary.members if m.report != report and of[m.report] == of.get(report)]


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """What one edit changed in a report's claims."""

    before: Stored
    after: Stored
    appeared: tuple[str, ...]
    went: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]


class ChangesShown(msgspec.Struct, frozen=True, kw_only=True):
    """What edits changed in a report, the oldest first."""

    versions: tuple[Stored, ...]
    changes: tuple[Changed, ...]
    older: int = 0  #: earlier edits, which are not compared here


def _changes(state: ServerState, _: Query, parts: Mapping[str, str]) -> Shown:
    name = _named(parts["id"])
    with state.reading() as connection:
        versions = _versions(connection, name)
        identity = versions[-1].id
        found = page_edits.changes(connection, identity, last=_EDITS)
        shown = versions[-_EDITS - 1 :]
        texts = {v.id: clean(reports.report(connection, v.id).text) for v in shown}
    changes = tuple(Changed(**msgspec.structs.asdict(one)) for one in found)
    work = Work()
    differences = [difference(texts[c.before.id], texts[c.after.id], work) for c in found]
    older = len(versions) - len(shown)
    view = ChangesShown(versions=tuple(versions), changes=changes, older=older)
    return Shown(view, {"differences": differences})


def _versions(connection: Any, name: str) -> Sequence[Stored]:
    try:
        return reports.versions(connection, name)
    except LedgerError as error:
        raise RequestError(404, "no-report", str(error)) from error


def version_of(connection: Any, given: str) -> tuple[Sequence[Stored], Stored]:
    """All versions of a report, and the one with this beginning of an id; raises `RequestError`."""
    name = _named(given)
    versions = _versions(connection, name)
    return versions, next(v for v in versions if v.id.startswith(name))


def _named(given: str) -> str:
    if not _ID.fullmatch(given):
        raise RequestError(404, "no-report", "a report is named by the beginning of its id")
    return given


ENDPOINTS = (
    Endpoint(
        path="/reports",
        name="reports",
        says="The ledger's reports, the newest first.",
        query=ReportsAsked,
        view=Reports,
        answer=_reports,
        template="reports.html",
        rows=Rows(Stored, _each, news=True),
    ),
    Endpoint(
        path="/reports/{id}/changes",
        name="changes",
        says="What edits changed in a report.",
        view=ChangesShown,
        answer=_changes,
        template="changes.html",
    ),
    Endpoint(
        path="/reports/{id}/speakers/{key}",
        name="speaker-in-report",
        says="Somebody who speaks in a report, named or not, and what they say there.",
        view=SpeakerInReport,
        answer=_speaker,
        template="speaker_in.html",
        rows=Rows(FoundClaim, _each_claim),
    ),
    Endpoint(
        path="/reports/{id}",
        name="report",
        says="A report with all that was read in it, its versions, copies and event.",
        view=ReportShown,
        answer=_report,
        template="report.html",
    ),
)
