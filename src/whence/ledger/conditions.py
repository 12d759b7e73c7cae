"""The filters of claims as SQL conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from whence.ledger import search
from whence.ledger.query_types import Filters
from whence.ledger.reports import last_version
from whence.ledger.schema import (
    claim_figures,
    claim_places,
    claim_speakers,
    claim_voices,
    claims,
    name_words,
    names,
    readings,
    reports,
    speakers,
)
from whence.records.name_keys import folded


def fitting(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The conditions on a claim's rows, its words aside."""
    if filters.words.strip() and not search.terms_of(filters.words):
        yield false()  # signs alone were typed, and no claim is found by signs
    yield from _of_speech(filters)
    yield from _of_report(filters)
    if filters.place:
        place = claim_places
        named = or_(
            place.c.folded == folded(filters.place),
            place.c.country == filters.place.upper(),
            place.c.admin1 == filters.place.upper(),
        )
        yield claims.c.id.in_(select(place.c.claim).where(named))
    if filters.role:
        yield claims.c.id.in_(
            select(claim_figures.c.claim).where(claim_figures.c.role == filters.role)
        )
    if filters.about_since:
        yield claims.c.told_of >= filters.about_since
    if filters.standing:
        yield claims.c.standing == filters.standing
    if filters.hedge:
        yield claims.c.hedges.contains(filters.hedge, autoescape=True)


def _of_speech(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """By whom it is said, how, and whether at all."""
    if filters.speaker:
        yield _said_by(called(filters.speaker))
    if filters.names:
        yield _said_by([names.c.folded.in_(filters.names)])
    spoken = claim_voices.c
    if filters.act:
        yield claims.c.id.in_(select(spoken.claim).where(spoken.act == filters.act))
    unsaid = select(spoken.claim).where(spoken.asserted.is_(False))
    if filters.asserted is not None:
        # A claim in the outlet's own words has no such row: the outlet asserts it.
        yield claims.c.id.not_in(unsaid) if filters.asserted else claims.c.id.in_(unsaid)


def _of_report(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Which reports it is in."""
    if filters.reports:
        yield reports.c.id.in_(filters.reports)
    if filters.publisher:
        yield func.lower(reports.c.publisher).contains(filters.publisher.lower(), autoescape=True)
    if filters.since:
        yield reports.c.published_utc >= filters.since
    if filters.until:
        # "2025-03-03" is less than any moment of that day; its end is not.
        yield func.substr(reports.c.published_utc, 1, len(filters.until)) <= filters.until


def _said_by(condition: Sequence[Any]) -> ColumnElement[bool]:
    """That one of the claim's speakers, the first or another, has such a name."""
    # By a name of its own, so that it is not taken for the claims of the query around it.
    theirs = claims.alias("theirs")
    first = (
        select(theirs.c.id)
        .select_from(
            theirs.join(speakers, speakers.c.id == theirs.c.speaker).join(
                names, names.c.id == speakers.c.name
            )
        )
        .where(*condition)
    )
    other = (
        select(claim_speakers.c.claim)
        .select_from(
            claim_speakers.join(speakers, speakers.c.id == claim_speakers.c.speaker).join(
                names, names.c.id == speakers.c.name
            )
        )
        .where(*condition)
    )
    return claims.c.id.in_(first.union(other))


def called(name: str, *, whole: bool = False) -> list[ColumnElement[bool]]:
    """Each of these words begins one of a row of `names`, or with `whole` is one."""
    word = name_words.c.word
    return [
        names.c.id.in_(
            select(name_words.c.name).where(
                word == one if whole else and_(word >= one, word < f"{one}\U0010ffff")
            )
        )
        for one in folded(name).split()
    ]


def holds(column: Any, name: str) -> list[Any]:
    """Each word of the name is in the column, at a word's beginning."""
    return [
        or_(column.startswith(word, autoescape=True), column.contains(" " + word, autoescape=True))
        for word in folded(name).split()
    ]


def in_force() -> ColumnElement[bool]:
    """The last reading of the last version."""
    return and_(last_reading(), last_version())


def last_reading() -> ColumnElement[bool]:
    """That the report was not read again since."""
    newer = readings.alias("newer")
    superseded = select(newer.c.id).where(
        newer.c.report == readings.c.report, newer.c.id > readings.c.id
    )
    return ~superseded.exists()
