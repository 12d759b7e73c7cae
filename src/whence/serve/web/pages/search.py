"""One search over everything: people and bodies, claims, events, reports, places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from whence.ledger import events, facets, queries, reports, speakers
from whence.ledger.facets import Facets, PlaceFound
from whence.ledger.query_types import Chosen, Filters, FoundClaim, Person, Stored
from whence.records.finding import Event
from whence.records.name_keys import folded
from whence.serve.web.endpoint import Endpoint, Query, Shown, Words
from whence.serve.web.pages import event_names, event_view
from whence.serve.web.pages.claims import ClaimsAsked
from whence.serve.web.state import ServerState

#: Results of each kind that are shown, and claims.
_SHOWN, _CLAIMS = 4, 8
#: Names that may have the words' beginnings, and claims that are counted.
_NAMES, _COUNTED = 500, 5_000


class SearchAsked(Query, frozen=True, kw_only=True):
    """Words; each may be the beginning of one, or have another ending than in the report."""

    q: Words = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The first few results of each kind and how many there are.

    `asked` is the search with other endings allowed, as `/claims` takes it; `meant` is the
    corrected search, where no text has the words as typed. `claims_of` counts what the first of the
    people said; `claims` have the words in them, and `total` is how many, null where they are more
    than 5,000.
    """

    asked: str
    meant: str | None
    people: tuple[Person, ...]
    people_total: int
    claims: tuple[FoundClaim, ...]
    total: int | None
    facets: Facets
    said_by: str | None  #: whose claims these are, where the search has their name
    events: tuple[Event, ...]
    reports: tuple[Stored, ...]
    reports_total: int
    places: tuple[PlaceFound, ...]


def _search(state: ServerState, asked: SearchAsked, _: Mapping[str, str]) -> Shown:
    found, lines = _found(state, asked.q, None)
    if asked.q.strip() and not _anything(found):
        with state.reading() as connection:
            meant = facets.spelling_corrected(connection, asked.q)
        if meant:
            found, lines = _found(state, meant, meant)
    facts = {"lines": lines, "anything": _anything(found), "claims_asked": _claims_asked}
    return Shown(found, facts)


def _claims_asked(words: str, speaker: str | None) -> ClaimsAsked:
    return ClaimsAsked(q=words, speaker=speaker)


def _anything(found: Found) -> bool:
    return bool(found.people or found.claims or found.events or found.reports or found.places)


def _found(
    state: ServerState, typed: str, meant: str | None
) -> tuple[Found, list[event_view.Line]]:
    loose = facets.loosened(typed)
    wanted = folded(typed)
    with state.reading() as connection:
        people = speakers.people(connection, typed, most=_NAMES) if wanted else []
        filters, said_by = Filters(words=loose), None
        some = queries.find_claims(connection, filters, limit=_CLAIMS).found if wanted else ()
        if wanted and not some:
            filters, said_by = _by_somebody(connection, typed) or (filters, None)
            some = queries.find_claims(connection, filters, limit=_CLAIMS).found if said_by else ()
        chosen = Chosen(typed)
        listed = (
            events.listed(connection, events.Wanted(typed), limit=_SHOWN).summaries
            if wanted
            else ()
        )
        called = event_names.named(connection, listed)
        titled, all_titled = (
            reports.some_and_count(connection, chosen, _SHOWN) if wanted else ([], 0)
        )
        found = Found(
            asked=filters.words,
            meant=meant,
            people=tuple(people[:_SHOWN]),
            people_total=len(people),
            claims=some,
            total=queries.count_claims(connection, filters, _COUNTED) if some else 0,
            facets=facets.facets(connection, filters) if some else facets.Facets(),
            said_by=said_by,
            events=tuple(summary.event for summary in listed),
            reports=tuple(titled),
            reports_total=all_titled,
            places=tuple(facets.places(connection, typed)),
        )
    return found, [event_view.line(summary, called[summary.event.id]) for summary in listed]


def _by_somebody(connection: Any, typed: str) -> tuple[Filters, str] | None:
    """What speakers of a name said with the other words in it: of "pell missing", for one."""
    words = typed.split()
    for length in (2, 1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            rest = " ".join(words[:start] + words[start + length :])
            if not rest or not speakers.is_name(connection, name):
                continue
            return Filters(words=facets.loosened(rest), speaker=name), name
    return None


ENDPOINTS = (
    Endpoint(
        path="/search",
        name="search",
        says="People, claims, events, reports and places that fit some words.",
        query=SearchAsked,
        view=Found,
        answer=_search,
        template="search.html",
    ),
)
