"""Events, their disputes, and one event with all its versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

import msgspec

from whence.bootstrap import comparing, figure_reasons
from whence.compare.counting_policy import Policy, decide
from whence.errors import SettingsError
from whence.ledger import event_annotations, events, queries, reports, speakers
from whence.ledger.query_types import FoundClaim
from whence.records.claim import Role
from whence.records.decision import EventGrade, EventStatus
from whence.records.finding import (
    Drift,
    Event,
    EventFigure,
    EventSummary,
    Finding,
    FindingKind,
    Member,
)
from whence.records.roles import ROLES
from whence.serve.web import addresses
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
from whence.serve.web.pages import event_names, event_rows, event_view
from whence.serve.web.state import ServerState
from whence.serve.web.table_rows import VersionRow

#: Claims of a version that are shown at once.
_CITED = 4
#: Types of events to choose from.
TYPES = (
    "accident", "arrest", "attack", "deal", "earthquake", "election", "explosion", "fire", "flood",
    "outbreak", "protest", "recall", "resignation", "shooting", "storm", "strike", "trial", "other",
)  # fmt: skip
#: The policies that ship, with their names on the page.
POLICIES = ("range", "conservative", "contested-min-zero", "best-high-low")
#: Pages of events that are searched for the first finding of a kind.
_PAGES = 50


class EventsAsked(Query, frozen=True, kw_only=True):
    """Which events."""

    q: Words = ""
    disputed: bool | None = None
    alone: bool = False  #: those of one report too
    type: Name | None = None
    place: Name | None = None
    role: Role | None = None  #: with a figure of this kind
    since: Day | None = None
    until: Day | None = None
    order: events.Order = "latest"
    limit: Limit = 20
    cursor: Cursor | None = None

    def wanted(self) -> events.Wanted:
        """The same for the ledger's query; `fits` checks the rest."""
        return events.Wanted(
            words=" ".join(filter(None, (self.q, self.type, self.place))),
            disputed=self.disputed,
            several=not self.alone,
            since=self.since,
            until=self.until,
            order=self.order,
        )

    def fits(self, event: Event) -> bool:
        """Whether an event has the type and the figure that are asked for."""
        return (self.type is None or event.type == self.type) and (
            self.role is None or any(figure.role == self.role for figure in event.figures)
        )


class EventsFound(msgspec.Struct, frozen=True, kw_only=True):
    """Events, those with the newest report first. `next` is the cursor of the rest."""

    events: tuple[Event, ...]
    next: str | None


def _events(state: ServerState, asked: EventsAsked, _: Mapping[str, str]) -> Shown:
    with state.reading() as connection, cursor_given(asked.cursor):
        page = chosen_events(connection, asked)
    usual = comparing.policy(comparing.USUAL_POLICY)
    found = tuple(figure_reasons.explained(d.event, usual) for d in page.summaries)
    view = EventsFound(events=found, next=page.next)
    called = _named(state, page.summaries)
    lines = [event_view.line(summary, called[summary.event.id]) for summary in page.summaries]
    return Shown(view, {"lines": lines, "types": TYPES})


def chosen_events(connection: Any, asked: EventsAsked) -> events.Listed:
    """A page of the events that fit all filters."""
    found: list[EventSummary] = []
    cursor = asked.cursor
    # Type, place and figure are checked in each: where none of these fits, later ones may.
    for _ in range(_PAGES):
        page = events.listed(connection, asked.wanted(), limit=asked.limit, cursor=cursor)
        found += [summary for summary in page.summaries if asked.fits(summary.event)]
        cursor = page.next
        if cursor is None or len(found) >= asked.limit:
            break
    return events.Listed(tuple(event_annotations.onto(connection, found)), cursor)


class DisputesAsked(Query, frozen=True, kw_only=True):
    """Which findings, of the events with the words."""

    q: Words = ""
    kind: FindingKind = "conflict"
    drift: bool = False
    limit: Limit = 10
    cursor: Cursor | None = None


class Disputes(msgspec.Struct, frozen=True, kw_only=True):
    """Where reports disagree. `next` is the cursor of the rest of the events."""

    findings: tuple[Finding, ...]
    drifts: tuple[Drift, ...]
    next: str | None


def _disputes(state: ServerState, asked: DisputesAsked, __: Mapping[str, str]) -> Shown:
    only = True if asked.kind == "conflict" and not asked.drift else None
    cursor = asked.cursor
    # Where none of these events has one, older ones may.
    for _ in range(_PAGES):
        with state.reading() as connection, cursor_given(cursor):
            chosen = events.Wanted(asked.q, only, several=True)
            page = events.listed(connection, chosen, limit=asked.limit, cursor=cursor)
        findings = [f for d in page.summaries for f in d.findings if f.kind == asked.kind]
        drifts = [one for d in page.summaries for one in d.drifts] if asked.drift else []
        cursor = page.next
        if cursor is None or (drifts if asked.drift else findings):
            break
    view = Disputes(
        findings=() if asked.drift else tuple(findings), drifts=tuple(drifts), next=page.next
    )
    sources = {point.source for finding in view.findings for point in finding.course}
    with state.reading() as connection:
        speak = speakers.who_speak(connection, sources)
    facts = {
        "reports": event_view.of_reports(page.summaries),
        "names": _named(state, page.summaries),
    }
    return Shown(view, {**facts, "speak": speak})


def _named(state: ServerState, summaries: Sequence[EventSummary]) -> dict[str, str]:
    with state.reading() as connection:
        return event_names.named(connection, summaries)


class EventAsked(Query, frozen=True, kw_only=True):
    """The policy for best, low and high."""

    policy: str = comparing.USUAL_POLICY
    all: bool = False  #: on the page, every claim of a version, not only the first of each text


class LineOf(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a report, as a headline's."""

    report: str
    start: int
    end: int
    words: str


class EventShown(msgspec.Struct, frozen=True, kw_only=True):
    """An event with its summary, and the claims of its versions."""

    event: Event
    findings: tuple[Finding, ...]
    drifts: tuple[Drift, ...]
    members: tuple[Member, ...]
    besides: tuple[Member, ...]
    claims: dict[str, FoundClaim]  #: by key
    lines: dict[str, LineOf]  #: by key, where a count is in no claim but in a line of its own


def _event(state: ServerState, asked: EventAsked, parts: Mapping[str, str]) -> Shown:
    summary, name = summary_of(state, parts["id"])
    event = msgspec.structs.replace(summary.event, figures=_by_policy(summary, asked.policy))
    event = figure_reasons.explained(event, _policy(asked.policy))
    keys = {
        key for figure in event.figures for version in figure.versions for key in version.claims
    }
    keys |= {key for named in event.people for key in named.claims}
    keys |= {key for blame in event.blamed for key in blame.claims}
    spans = {key: summary.spans[key] for key in sorted(keys) if key in summary.spans}
    with state.reading() as connection:
        claims = queries.claims_at(connection, spans)
        lines = {
            key: LineOf(report=r, start=a, end=b, words=reports.words_at(connection, r, a, b))
            for key, (r, a, b) in spans.items()
            if key not in claims
        }
    view = EventShown(
        event=event,
        findings=summary.findings,
        drifts=summary.drifts,
        members=summary.members,
        besides=summary.besides,
        claims=claims,
        lines=lines,
    )
    facts = event_view.facts(msgspec.structs.replace(summary, event=event))
    rules = [(name, comparing.policy(name).says) for name in POLICIES]
    counted = {(figure.role, figure.of) for figure in event.figures}
    sources = {point.source for course in summary.courses for point in course}
    with state.reading() as connection:
        speak = speakers.who_speak(connection, sources | _people(event))
    more = {
        "speak": speak,
        "cited": _cited(view, asked),
        "rules": rules,
        "name": name,
        # A figure that a person recorded comes beside the one that was found, or alone.
        "alone": [r for r in event.recorded if (r.role, r.of) not in counted],
        "statuses": get_args(EventStatus)[1:],
        "grades": get_args(EventGrade)[1:],
        "roles": ROLES,
    }
    return Shown(view, {**facts, **more})


def _people(event: Event) -> set[str]:
    """Everybody named on an event's page."""
    blamed = {name for one in event.blamed for name in (one.who, one.by) if name}
    return blamed | {one.name for one in event.people}


def _each_version(state: ServerState, _: EventAsked, parts: Mapping[str, str]) -> Iterator[Row]:
    summary, name = summary_of(state, parts["id"])
    for row in event_rows.versions(summary.event, name):
        # By the id that is followed: what was sent is not sent again under a later one.
        yield Row(
            msgspec.structs.replace(row, event=parts["id"]), addresses.event(summary.event.id)
        )


def _cited(view: EventShown, asked: EventAsked) -> dict[tuple[str, ...], list[str]]:
    """The claims of each version that are shown: each wording once, a few of them."""
    shown: dict[tuple[str, ...], list[str]] = {}
    words = {key: claim.words for key, claim in view.claims.items()}
    words |= {key: line.words for key, line in view.lines.items()}
    for figure in view.event.figures:
        for version in figure.versions:
            keys = [key for key in version.claims if key in words]
            if not asked.all:
                first = {" ".join(words[key].split()): key for key in reversed(keys)}
                keys = [key for key in keys if key in set(first.values())][:_CITED]
            shown[version.claims] = keys
    return shown


def summary_of(state: ServerState, name: str) -> tuple[EventSummary, str]:
    """An event's summary and name; raises `RequestError` where there is none."""
    with state.reading() as connection:
        summary = events.summary(connection, name)
        if summary is None:
            detail = "there is no event with that id; its first report may be gone"
            raise RequestError(404, "no-event", detail)
        (summary,) = event_annotations.onto(connection, [summary])
        return summary, event_names.named(connection, [summary])[summary.event.id]


def _policy(named: str) -> Policy:
    """A policy that ships, by its name; raises `RequestError`."""
    if named.endswith(".toml"):  # a server opens no file that a request names
        raise RequestError(
            400, "no-policy", "a policy is named, not opened by its file", target="policy"
        )
    try:
        return comparing.policy(named)
    except SettingsError as error:
        raise RequestError(400, "no-policy", str(error), target="policy") from error


def _by_policy(summary: EventSummary, named: str) -> tuple[EventFigure, ...]:
    """The figures under a policy: their versions are the same under each."""
    figures = summary.event.figures
    if named == comparing.USUAL_POLICY:
        return figures
    policy = _policy(named)
    contested = {(f.topic.role, f.topic.of) for f in summary.findings if f.kind == "conflict"}
    found = []
    for figure in figures:
        at_odds = (figure.role, figure.of) in contested
        decided = decide(figure.versions, policy, contested=at_odds)
        found.append(
            msgspec.structs.replace(
                figure,
                best=decided.best,
                low=decided.low,
                high=decided.high,
                excluded=decided.excluded,
            )
        )
    return tuple(found)


ENDPOINTS = (
    Endpoint(
        path="/events",
        name="events",
        says="Events, each with its reports.",
        query=EventsAsked,
        view=EventsFound,
        answer=_events,
        template="events.html",
        rows=event_rows.EVENTS,
    ),
    Endpoint(
        path="/events/{id}",
        name="event",
        says="One event: its reports, each figure's versions, their sources.",
        query=EventAsked,
        view=EventShown,
        answer=_event,
        template="event.html",
        rows=Rows(VersionRow, _each_version, news=True),
    ),
    Endpoint(
        path="/disputes",
        name="disputes",
        says="Where reports or speakers disagree, with the sources of each version.",
        query=DisputesAsked,
        view=Disputes,
        answer=_disputes,
        template="disputes.html",
        rows=event_rows.FINDINGS,
    ),
)
