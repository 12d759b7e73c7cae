"""Claims found by words, speaker, outlet, place, day, standing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from whence.ledger import events, facets, queries, reports
from whence.ledger.facets import Facet, Facets
from whence.ledger.query_types import Filters, FoundClaim
from whence.records.claim import HedgeKind, Role, Standing
from whence.records.reading import Act
from whence.serve.web import downloads
from whence.serve.web.endpoint import (
    Cursor,
    Day,
    Endpoint,
    Limit,
    Name,
    Query,
    Shown,
    Words,
    cursor_given,
    skipped,
)
from whence.serve.web.errors import RequestError
from whence.serve.web.pages import event_names
from whence.serve.web.state import ServerState


class Filtered(Query, frozen=True, kw_only=True):
    """Filters of claims; all that are given must fit."""

    q: Words = ""
    publisher: Name | None = None
    role: Role | None = None
    standing: Standing | None = None
    since: Day | None = None
    until: Day | None = None
    limit: Limit = 20
    cursor: Cursor | None = None


class ClaimsAsked(Filtered, frozen=True, kw_only=True):
    """Filters of claims of anybody."""

    speaker: Name | None = None
    place: Name | None = None
    hedge: HedgeKind | None = None
    act: Act | None = None
    asserted: bool | None = None


class ClaimsFound(msgspec.Struct, frozen=True, kw_only=True):
    """Claims, those of the newest reports first. `next` is the cursor of the rest.

    `total` is how many fit, null where they are more than 10,000.
    """

    claims: tuple[FoundClaim, ...]
    total: int | None
    facets: Facets
    next: str | None


def filters_of(asked: Filtered, names: tuple[str, ...] = ()) -> Filters:
    """The query as filters of the ledger; limited to speakers with one of the names."""
    try:
        return Filters(
            words=asked.q,
            names=names,
            publisher=asked.publisher,
            role=asked.role,
            since=asked.since,
            until=asked.until,
            standing=asked.standing,
        )
    except ValueError as error:  # the thirteenth month
        field, _, detail = str(error).partition(": ")
        raise RequestError(400, "not-understood", detail, target=field) from error


def _of_anybody(asked: ClaimsAsked) -> Filters:
    more = {name: getattr(asked, name) for name in ("speaker", "place", "hedge", "act", "asserted")}
    return msgspec.structs.replace(filters_of(asked), **more)


def _claims(state: ServerState, asked: ClaimsAsked, _: Mapping[str, str]) -> Shown:
    with state.reading() as connection, cursor_given(asked.cursor):
        filters = _of_anybody(asked)
        page = queries.find_claims(connection, filters, limit=asked.limit, cursor=asked.cursor)
        total = queries.count_claims(connection, filters)
        spread = facets.facets(connection, filters)
    view = ClaimsFound(claims=page.found, total=total, facets=spread, next=page.next)
    return Shown(view)


class TimelineAsked(ClaimsAsked, frozen=True, kw_only=True):
    """Filters of claims about a date; of one event's reports alone, if it is given."""

    event: Name | None = None
    at: Day | None = None  #: the first day to be shown; by default that of the first report


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Claims by the date that they are about, the earliest first; `next` is the cursor.

    They begin `at` a day; `months` counts those of every month, before it too.
    """

    claims: tuple[FoundClaim, ...]
    at: str | None
    months: tuple[Facet, ...]
    next: str | None


def _of_event(state: ServerState, asked: TimelineAsked) -> tuple[Filters, str | None, str | None]:
    """The filters of a timeline, its event's name, and that event's day."""
    filters = _of_anybody(asked)
    if not asked.event:
        return filters, None, None
    with state.reading() as connection:
        summary = events.summary(connection, asked.event)
        if summary is None:
            raise RequestError(400, "no-event", "there is no event with that id", target="event")
        name = event_names.named(connection, [summary])[summary.event.id]
    reports = tuple(member.report for member in summary.members)
    return msgspec.structs.replace(filters, reports=reports), name, summary.event.when.start


def _from_day(state: ServerState, asked: TimelineAsked, _: Mapping[str, str]) -> Filters:
    """The filters of a timeline as a file: from the first day on, unless another is asked for."""
    return msgspec.structs.replace(_of_event(state, asked)[0], about_since=asked.at)


def _timeline(state: ServerState, asked: TimelineAsked, _: Mapping[str, str]) -> Shown:
    skip = skipped(asked.cursor)
    filters, title, day = _of_event(state, asked)
    with state.reading() as connection:
        if filters == Filters():  # which takes a look at every claim
            months = state.remembered("months", connection, _months)
        else:
            months = facets.months(connection, filters)
        # What happened before the first report is background, however far it goes back.
        at = asked.at or day or reports.first_day(connection)
        if at and not asked.at and not any(one.value >= at[:7] for one in months):
            at = None
        filters = msgspec.structs.replace(filters, about_since=at)
        found = queries.timeline(connection, filters, limit=asked.limit + 1, skip=skip)
    more = str(skip + asked.limit) if len(found) > asked.limit else None
    view = Timeline(claims=tuple(found[: asked.limit]), at=at, months=tuple(months), next=more)
    facts = {
        "title": title,
        "earlier": sum(one.claims for one in months if at and one.value < at[:7]),
    }
    return Shown(view, facts)


def _months(connection: Any) -> list[facets.Facet]:
    return facets.months(connection, Filters())


class UnattributedAsked(Query, frozen=True, kw_only=True):
    """The filters of unattributed assertions."""

    publisher: Name | None = None
    standing: Literal["own-voice", "hearsay"] = "own-voice"
    q: Words = ""
    limit: Limit = 20
    cursor: Cursor | None = None


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """How many claims an outlet makes with each standing."""

    publisher: str | None
    claims: int
    own_voice: int
    hearsay: int


class Unattributed(msgspec.Struct, frozen=True, kw_only=True):
    """Assertions by outlets without a source, and their share of all claims."""

    outlets: tuple[Outlet, ...]
    claims: tuple[FoundClaim, ...]
    next: str | None


def _of_nobody(asked: UnattributedAsked) -> Filters:
    return Filters(words=asked.q, publisher=asked.publisher, standing=asked.standing)


def _unattributed(state: ServerState, asked: UnattributedAsked, _: Mapping[str, str]) -> Shown:
    filters = _of_nobody(asked)
    with state.reading() as connection:
        rows = state.remembered("outlets", connection, queries.outlets)
        outlets = [Outlet(**row) for row in rows]
        with cursor_given(asked.cursor):
            page = queries.find_claims(connection, filters, limit=asked.limit, cursor=asked.cursor)
    return Shown(Unattributed(outlets=tuple(outlets), claims=page.found, next=page.next))


ENDPOINTS = (
    Endpoint(
        path="/claims",
        name="claims",
        says="Claims by words, speaker, outlet, place, day, standing.",
        query=ClaimsAsked,
        view=ClaimsFound,
        answer=_claims,
        template="claims.html",
        rows=downloads.claims(lambda _, asked, __: _of_anybody(asked)),
    ),
    Endpoint(
        path="/timeline",
        name="timeline",
        says="Claims by the date that they are about.",
        query=TimelineAsked,
        view=Timeline,
        answer=_timeline,
        template="timeline.html",
        rows=downloads.claims(_from_day, dated=True),
    ),
    Endpoint(
        path="/unattributed",
        name="unattributed",
        says="Assertions without a source.",
        query=UnattributedAsked,
        view=Unattributed,
        answer=_unattributed,
        template="unattributed.html",
        rows=downloads.claims(lambda _, asked, __: _of_nobody(asked)),
    ),
)
