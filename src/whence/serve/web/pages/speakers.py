"""Speakers, and everything that one of them said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from whence.compare.counting_policy import words_of_value
from whence.ledger import decisions, events, queries, speakers
from whence.ledger.facets import Facet
from whence.ledger.query_types import Filters, FoundClaim, Person
from whence.records import Decision, in_effect
from whence.records.finding import EventSummary
from whence.records.name_keys import folded
from whence.serve.web import addresses, downloads
from whence.serve.web.endpoint import (
    Cursor,
    Endpoint,
    Limit,
    Query,
    Row,
    Rows,
    Shown,
    Words,
    cursor_given,
    skipped,
)
from whence.serve.web.errors import RequestError
from whence.serve.web.pages.claims import Filtered, filters_of
from whence.serve.web.pages.event_names import named as called_events
from whence.serve.web.state import ServerState

#: Reports whose events are looked up for one page, to bound the work.
_MOST = 100
#: Days that are shown one by one; of more, months.
_DAYS = 31
#: Other people of the same name that fit in one line.
_OTHERS = 5


class SpeakersAsked(Query, frozen=True, kw_only=True):
    """Speakers whose names have these words."""

    q: Words = ""
    limit: Limit = 50
    cursor: Cursor | None = None


class Speakers(msgspec.Struct, frozen=True, kw_only=True):
    """Speakers, those with most claims first. `all` is how many there are, `next` the cursor."""

    speakers: tuple[Person, ...]
    all: int
    next: str | None


def _speakers(state: ServerState, asked: SpeakersAsked, _: Mapping[str, str]) -> Shown:
    skip = skipped(asked.cursor)
    found = _people(state, asked)
    shown = tuple(found[skip : skip + asked.limit])
    more = str(skip + asked.limit) if skip + asked.limit < len(found) else None
    return Shown(Speakers(speakers=shown, all=len(found), next=more))


def _people(state: ServerState, asked: SpeakersAsked) -> Sequence[Person]:
    with state.reading() as connection:
        if asked.q:
            return speakers.people(connection, asked.q)
        return state.remembered("people", connection, speakers.people)


def _each(state: ServerState, asked: SpeakersAsked, _: Mapping[str, str]) -> Iterator[Row]:
    for one in _people(state, asked):
        yield Row(one, addresses.speaker(one.name))


class SpeakerAsked(Filtered, frozen=True, kw_only=True):
    """Which of somebody's claims."""

    limit: Limit = 30


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody's count of something changed."""

    event: str
    title: str
    role: str
    of: str | None
    steps: tuple[tuple[str | None, str], ...]  #: when it was published, and the value in words


class SpeakerShown(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, and what they said, the newest first. `next` is the cursor of the rest."""

    person: Person
    claims: tuple[FoundClaim, ...]
    moved: tuple[Moved, ...]
    days: tuple[Facet, ...]  #: how many of these claims were published on each day
    outlets: tuple[Facet, ...]
    decisions: tuple[Decision, ...]  #: decisions on which names are theirs
    next: str | None


def _speaker(state: ServerState, asked: SpeakerAsked, parts: Mapping[str, str]) -> Shown:
    with state.reading() as connection:
        people, person = _called(connection, parts["name"])
        names = _names(person)
        filters = filters_of(asked, names)
        with cursor_given(asked.cursor):
            page = queries.find_claims(connection, filters, limit=asked.limit, cursor=asked.cursor)
        reports = dict.fromkeys(claim.report for claim in page.found)
        summaries = events.of_reports(connection, list(reports)[:_MOST])
        called = called_events(connection, summaries)
        days = speakers.days(connection, filters)
        outlets = speakers.outlets(connection, filters)
        made = _decided(connection, names)
    view = SpeakerShown(
        person=person,
        claims=page.found,
        moved=tuple(_moved(summaries, names, called)),
        days=tuple(Facet(value=day, claims=n) for day, n in days),
        outlets=tuple(Facet(value=name, claims=n) for name, n in outlets),
        decisions=made,
        next=page.next,
    )
    others = [one.name for one in people if one.name != person.name]
    return Shown(view, {"others": others[:_OTHERS], "when": _when(view.days)})


def _when(days: Sequence[Facet]) -> list[Facet]:
    """The days, or the months where they are many; those without a date are left out."""
    dated = [one for one in days if one.value]
    if len(dated) <= _DAYS:
        return dated
    months = Counter[str]()
    for one in dated:
        months[one.value[:7]] += one.claims
    return [Facet(value=month, claims=n) for month, n in sorted(months.items())]


def _decided(connection: Any, names: Sequence[str]) -> tuple[Decision, ...]:
    """The decisions on who is who with one of somebody's names."""
    made = in_effect(decisions.of_people(connection))
    return tuple(one for one in made if {folded(name) for name in one.names}.intersection(names))


def _called(connection: Any, name: str) -> tuple[Sequence[Person], Person]:
    """Speakers with this in their names, and one with exactly this name; raises `RequestError`."""
    wanted = folded(name)
    people = speakers.people(connection, name) if wanted.strip() else []
    # A name that is part of several whole names belongs to nobody.
    named = [p for p in people if wanted in {folded(one) for one in p.names}]
    if not named:
        raise RequestError(404, "no-speaker", f"nobody called {name!r} speaks here")
    return people, named[0]


def _names(person: Person) -> tuple[str, ...]:
    return tuple({folded(name) for name in person.names})


def _of_speaker(state: ServerState, asked: SpeakerAsked, parts: Mapping[str, str]) -> Filters:
    with state.reading() as connection:
        _, person = _called(connection, parts["name"])
    return filters_of(asked, _names(person))


def _moved(
    summaries: Sequence[EventSummary], names: Sequence[str], called: Mapping[str, str]
) -> list[Moved]:
    """Counts of an event of which somebody gave several versions."""
    found = []
    for summary in summaries:
        event = summary.event
        for figure in event.figures:
            given = [
                version
                for version in figure.versions
                if any(folded(speaker) in names for speaker in version.speakers)
            ]
            if len(given) > 1:
                found.append(
                    Moved(
                        event=event.id,
                        title=called[event.id],
                        role=figure.role,
                        of=figure.of,
                        steps=tuple((v.first_published, words_of_value(v)) for v in given),
                    )
                )
    return found


ENDPOINTS = (
    Endpoint(
        path="/speakers",
        name="speakers",
        says="Speakers, those with most claims first.",
        query=SpeakersAsked,
        view=Speakers,
        answer=_speakers,
        template="speakers.html",
        rows=Rows(Person, _each),
    ),
    Endpoint(
        path="/speakers/{name:path}",
        name="speaker",
        says="Everything that one person or body said, the newest first.",
        query=SpeakerAsked,
        view=SpeakerShown,
        answer=_speaker,
        template="speaker.html",
        rows=downloads.claims(_of_speaker),
    ),
)
