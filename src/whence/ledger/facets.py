"""What a search gives besides claims: places, corrections of typos, counts by outlet or speaker."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select, text

from whence.ledger import queries
from whence.ledger.conditions import holds, last_reading
from whence.ledger.query_types import Filters, PlaceNamed
from whence.ledger.schema import (
    claim_figures,
    claim_places,
    claim_voices,
    claims,
    names,
    readings,
    reports,
    speakers,
)
from whence.records.name_keys import folded

#: Claims that are counted for the facets; beyond that the counts are of so many.
MOST = 1_000
_SHOWN = 8  #: values of a kind
_WORD = re.compile(r"\"[^\"]*\"?|\S+")
#: Endings in which English words of one stem differ, the longest first.
_ENDINGS = ("ings", "ing", "edly", "ied", "ies", "ed", "es", "s")
#: Letters: what is shorter is searched for as it was typed.
_LEAST_STEM = 4
_LIKE = 0.75  #: similarity from which a word may be what a typo meant


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the claims have a value, and the filter that selects them."""

    value: str
    claims: int


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """The commonest values of each kind among some claims, by the name of their filter."""

    publisher: tuple[Facet, ...] = ()
    speaker: tuple[Facet, ...] = ()
    place: tuple[Facet, ...] = ()
    month: tuple[Facet, ...] = ()
    standing: tuple[Facet, ...] = ()
    act: tuple[Facet, ...] = ()
    role: tuple[Facet, ...] = ()
    whole: bool = True  #: whether all claims that fit were counted


def facets(connection: Connection, filters: Filters) -> Facets:
    """How many of the claims that fit each outlet, speaker, place, month and kind has."""
    some = queries.some_ids(connection, filters, MOST + 1)
    ids = some[:MOST]
    if not ids:
        return Facets()
    # As JSON: one parameter for each would be more than a statement takes.
    if connection.dialect.name == "sqlite":
        listed = text("select value from json_each(:ids)").bindparams(ids=str(ids))
    else:
        listed = text("select unnest(cast(:ids as bigint[]))").bindparams(ids=ids)
    inside = claims.c.id.in_(listed)

    def of(column: ColumnElement[str], *joined: object, several: bool = False) -> tuple[Facet, ...]:
        source = claims
        for table, condition in zip(joined[::2], joined[1::2], strict=True):
            source = source.join(table, condition)  # type: ignore[assignment,arg-type]
        count = func.count(claims.c.id.distinct()) if several else func.count()
        wanted = (
            select(column.label("value"), count.label("claims"))
            .select_from(source)
            .where(inside, column.is_not(None), column != "")
            .group_by(column)
            .order_by(count.desc(), column)
            .limit(_SHOWN)
        )
        return tuple(Facet(value=r.value, claims=r.claims) for r in connection.execute(wanted))

    report = (
        readings, readings.c.id == claims.c.reading, reports, reports.c.id == readings.c.report
    )  # fmt: skip
    spoken = claim_voices.c.claim == claims.c.id
    return Facets(
        publisher=of(reports.c.publisher, *report),
        month=of(func.substr(reports.c.published_utc, 1, 7), *report),
        speaker=of(
            names.c.name, speakers, speakers.c.id == claims.c.speaker, names,
            (names.c.id == speakers.c.name) & names.c.named,
        ),
        place=of(
            claim_places.c.name, claim_places, claim_places.c.claim == claims.c.id, several=True
        ),
        standing=of(claims.c.standing),
        act=of(claim_voices.c.act, claim_voices, spoken),
        role=of(
            claim_figures.c.role, claim_figures, claim_figures.c.claim == claims.c.id, several=True
        ),
        whole=len(some) <= MOST,
    )  # fmt: skip


def months(connection: Connection, filters: Filters) -> list[Facet]:
    """How many of the claims that fit are about each month, or a year alone, in their order."""
    month = func.substr(claims.c.told_of, 1, 7)
    wanted = queries.fitting_claims(connection, filters).with_only_columns(
        month.label("month"), func.count().label("claims")
    )
    wanted = wanted.where(claims.c.told_of.is_not(None)).group_by(month).order_by(month)
    return [Facet(value=row.month, claims=row.claims) for row in connection.execute(wanted)]


def loosened(typed: str) -> str:
    """What was typed with each word open at its end and without its ending: "killed" as "kill*".

    Words in quotation marks stay as they are.
    """
    return " ".join(
        part if part.startswith('"') or part.endswith("*") else f"{_stem(part)}*"
        for part in _WORD.findall(typed)
    )


def _stem(word: str) -> str:
    plain = folded(word)
    for ending in _ENDINGS:
        stem = plain.removesuffix(ending)
        if stem != plain and len(stem) >= _LEAST_STEM and stem.isalpha():
            return stem
    return word


class PlaceFound(msgspec.Struct, frozen=True, kw_only=True):
    """A place in claims, with how many."""

    place: PlaceNamed
    claims: int


def places(connection: Connection, name: str, limit: int = 5) -> list[PlaceFound]:
    """Places whose names have these words, those of most claims first."""
    if not folded(name):
        return []
    place = claim_places.c
    count = func.count(place.claim.distinct())
    wanted = (
        select(place.name, place.country, place.admin1, count.label("claims"))
        .select_from(
            claim_places.join(claims, claims.c.id == place.claim).join(
                readings, readings.c.id == claims.c.reading
            )
        )
        .where(last_reading(), *holds(place.folded, name))
        .group_by(place.name, place.country, place.admin1)
        .order_by(count.desc(), place.name)
        .limit(limit)
    )
    return [
        PlaceFound(
            place=PlaceNamed(name=row.name, country=row.country, admin1=row.admin1),
            claims=row.claims,
        )
        for row in connection.execute(wanted)
    ]


def spelling_corrected(connection: Connection, typed: str) -> str | None:
    """What was typed, with unknown words corrected; None where that is the same."""
    found = []
    for word in typed.replace('"', " ").split():
        known = _near(connection, folded(word))
        found.append(word if folded(word) in known else _likest(word, known) or word)
    corrected = " ".join(found)
    return corrected if folded(corrected) != folded(typed) else None


def _likest(word: str, known: Sequence[str]) -> str | None:
    return next(iter(difflib.get_close_matches(folded(word), known, 1, _LIKE)), None)


def _near(connection: Connection, word: str) -> list[str]:
    """The words of the ledger with the same beginning and about the same length."""
    length = len(word)
    if length < _LEAST_STEM:
        return [word]
    named = connection.execute(
        select(names.c.folded).where(names.c.folded.contains(word[0], autoescape=True))
    ).scalars()
    known = {part for name in named for part in name.split()}
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "create virtual table if not exists temp.claim_vocabulary"
                " using fts5vocab(main, claims_found, row)"
            )
        )
        wanted = text(
            "select term from temp.claim_vocabulary where term >= :first and term < :last"
            " and length(term) between :least and :most"
        ).bindparams(first=word[0], last=word[0] + "\U0010ffff", least=length - 2, most=length + 2)
        known |= set(connection.execute(wanted).scalars())
    return sorted(one for one in known if abs(len(one) - length) <= 2)
