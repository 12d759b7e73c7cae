"""Queries for claims and speakers: every search, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    literal_column,
    or_,
    select,
    text,
)

from whence.ledger import common_word_search, incomplete_wordings, pagination, rows, search
from whence.ledger.conditions import fitting, in_force, last_reading
from whence.ledger.query_types import Counted, Filters, FoundClaim, Page, PlaceNamed
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
from whence.records import Span
from whence.records.attribution_chain import lead, via
from whence.records.keys import key_of_span

#: Claims of one answer, whatever is asked for.
_MOST = 1_000


def find_claims(
    connection: Connection,
    filters: Filters,
    *,
    limit: int = 20,
    cursor: str | None = None,
    oldest_first: bool = False,
) -> Page:
    """Claims in force that fit the filters, the newest report first, in the report's order.

    Raises `LedgerError` for a cursor that this did not return.
    """
    limit = max(1, min(limit, _MOST))
    if cursor is None and not oldest_first:
        newest = common_word_search.newest(connection, filters, limit + 1)
        if newest is not None:
            return _page(connection, newest, filters, limit)
    wanted = fitting_claims(connection, filters)
    if cursor is not None:
        wanted = wanted.where(
            _after(*pagination.read(cursor, tuple[str, str, int]), oldest_first=oldest_first)
        )
    order = (_DAY, reports.c.id) if oldest_first else (_DAY.desc(), reports.c.id.desc())
    wanted = wanted.order_by(*order, claims.c.number).limit(limit + 1)
    return _page(connection, list(connection.execute(wanted).scalars()), filters, limit)


def _page(connection: Connection, ids: list[int], filters: Filters, limit: int) -> Page:
    """The first of these claims, and a cursor where there are more."""
    found = _fetched(connection, ids[:limit], filters)
    return Page(tuple(found), _written(connection, ids[limit - 1]) if len(ids) > limit else None)


def count_claims(connection: Connection, filters: Filters, most: int = 10_000) -> int | None:
    """How many claims in force fit the filters; None where they are more than `most`."""
    some = fitting_claims(connection, filters).limit(most + 1).subquery()
    found = int(connection.execute(select(func.count()).select_from(some)).scalar_one())
    return found if found <= most else None


def reports_with(connection: Connection, filters: Filters) -> list[str]:
    """The ids of the reports with a claim that fits, in the order of their days."""
    found = fitting_claims(connection, filters).with_only_columns(reports.c.id, _DAY).distinct()
    return [row.id for row in connection.execute(found.order_by(_DAY, reports.c.id))]


def timeline(
    connection: Connection, filters: Filters, *, limit: int = 50, skip: int = 0
) -> list[FoundClaim]:
    """Claims about a date, in the order of those dates, then of their reports'."""
    wanted = fitting_claims(connection, filters, dated=True)
    wanted = wanted.order_by(claims.c.told_of, _DAY, reports.c.id, claims.c.number)
    ids = list(connection.execute(wanted.limit(min(limit, _MOST)).offset(skip)).scalars())
    return _fetched(connection, ids, filters)


def every_id(
    connection: Connection, filters: Filters, *, dated: bool = False, oldest_first: bool = False
) -> list[int]:
    """The rows of all claims that fit, in the order of `find_claims`, or of `timeline`: for files.

    `claims_of` returns the claims of some of them.
    """
    wanted = fitting_claims(connection, filters, dated=dated)
    if dated:
        wanted = wanted.order_by(claims.c.told_of, _DAY, reports.c.id, claims.c.number)
    else:
        order = (_DAY, reports.c.id) if oldest_first else (_DAY.desc(), reports.c.id.desc())
        wanted = wanted.order_by(*order, claims.c.number)
    return list(connection.execute(wanted).scalars())


def some_ids(connection: Connection, filters: Filters, limit: int) -> list[int]:
    """The rows of claims that fit, in no order, at most so many."""
    return list(connection.execute(fitting_claims(connection, filters).limit(limit)).scalars())


def claims_of(
    connection: Connection, ids: list[int], filters: Filters | None = None
) -> list[FoundClaim]:
    """The claims of these rows, in this order, with the filters' words marked.

    Claims that were removed since are left out.
    """
    return _fetched(connection, ids, filters or Filters())


def claims_in(connection: Connection, report: str) -> list[FoundClaim]:
    """All claims of a version, by its whole id, in the order of its text."""
    wanted = (
        select(claims.c.id)
        .select_from(claims.join(readings, readings.c.id == claims.c.reading))
        .where(readings.c.report == report, last_reading())
        .order_by(claims.c.number)
    )
    return _fetched(connection, list(connection.execute(wanted).scalars()), Filters())


def claims_at(
    connection: Connection, places: Mapping[str, tuple[str, int, int]]
) -> dict[str, FoundClaim]:
    """Claims in force by position: key -> report's id, start and end.

    Claims that are gone, and lines without a claim, are left out.
    """
    reports_of = {report for report, _, _ in places.values()}
    wanted = (
        select(claims.c.id, readings.c.report, claims.c.start, claims.c.stop)
        .select_from(claims.join(readings, readings.c.id == claims.c.reading))
        .where(readings.c.report.in_(reports_of), last_reading())
        .where(claims.c.start.in_({start for _, start, _ in places.values()}))
    )
    rows_of = {(r.report, r.start, r.stop): r.id for r in connection.execute(wanted)}
    ids = [rows_of[place] for place in places.values() if place in rows_of]
    return {claim.key: claim for claim in _fetched(connection, ids, Filters())}


def places_in(connection: Connection, some: Iterable[str]) -> dict[str, Counter[str]]:
    """How often the claims of some reports name each place, by the reports' ids."""
    wanted = (
        select(readings.c.report, claim_places.c.name, func.count().label("times"))
        .select_from(
            claim_places.join(claims, claims.c.id == claim_places.c.claim).join(
                readings, readings.c.id == claims.c.reading
            )
        )
        .where(readings.c.report.in_(list(some)), last_reading())
        .group_by(readings.c.report, claim_places.c.name)
    )
    found: dict[str, Counter[str]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.report, Counter())[row.name] = row.times
    return found


def outlets(connection: Connection) -> list[dict[str, Any]]:
    """How many claims each outlet has, and how many of them in its own voice; the most first."""
    wanted = (
        select(
            reports.c.publisher,
            func.count().label("claims"),
            func.count().filter(claims.c.standing == "own-voice").label("own_voice"),
            func.count().filter(claims.c.standing == "hearsay").label("hearsay"),
        )
        .select_from(
            claims.join(readings, readings.c.id == claims.c.reading).join(
                reports, reports.c.id == readings.c.report
            )
        )
        .where(in_force())
        .group_by(reports.c.publisher)
        .order_by(func.count().desc(), reports.c.publisher)
    )
    return [dict(row) for row in connection.execute(wanted).mappings()]


#: A report without a date comes after all that have one.
_DAY: ColumnElement[str] = reports.c.published_utc


def fitting_claims(connection: Connection, filters: Filters, *, dated: bool = False) -> Select[Any]:
    """The claims that fit by their rows alone; with `dated` those about a date.

    Without their words: those are fetched for the few that are shown, not for all that are sorted.
    """
    terms = search.terms_of(filters.words)
    # Where the filters choose only reports, they are scanned in the order of their days, which
    # saves sorting all claims. The plus makes SQLite do so: no reading is then looked up by a
    # claim, and no report by a reading.
    few = bool(
        terms or filters.speaker or filters.names or filters.role or filters.place
        or filters.reports or filters.act or filters.asserted is False
    )  # fmt: skip
    walked = not few and not dated and connection.dialect.name == "sqlite"
    reading: ColumnElement[int] = literal_column("+readings.id") if walked else readings.c.id
    report: ColumnElement[str] = literal_column("+reports.id") if walked else reports.c.id
    source = reports.join(readings, readings.c.report == report).join(
        claims, claims.c.reading == reading
    )
    wanted = select(claims.c.id).select_from(source)
    if terms:
        wanted = search.index_of(connection).matching(wanted, terms)
    if dated:
        wanted = wanted.where(claims.c.told_of.is_not(None))
    return wanted.where(in_force(), *fitting(filters))


def _fetched(connection: Connection, ids: list[int], filters: Filters) -> list[FoundClaim]:
    """These claims with everything that is shown, in this order."""
    terms = search.terms_of(filters.words)
    wanted = (
        select(
            claims,
            literal_column("claim_words.words").label("words"),
            reports.c.id.label("report"),
            reports.c.published,
            reports.c.publisher,
            reports.c.source,
            reports.c.title,
            reports.c.url,
            claim_voices.c.voices,
            claim_voices.c.asserted,
            names.c.name.label("speaker_name"),
            names.c.named.label("speaker_named"),
        )
        .select_from(
            claims.join(readings, readings.c.id == claims.c.reading)
            .join(reports, reports.c.id == readings.c.report)
            .join(text("claim_words"), literal_column("claim_words.id") == claims.c.id)
            .outerjoin(claim_voices, claim_voices.c.claim == claims.c.id)
            .outerjoin(speakers, speakers.c.id == claims.c.speaker)
            .outerjoin(names, names.c.id == speakers.c.name)
        )
        .where(claims.c.id.in_(ids))
    )
    by_id = {row["id"]: row for row in connection.execute(wanted).mappings()}
    places, figures = _places(connection, ids), _figures(connection, ids)
    found = {one: _claim(row, search.marked(row["words"], terms)) for one, row in by_id.items()}
    partial = [n for n, c in found.items() if incomplete_wordings.is_fragment(c.voices, c.words)]
    around = incomplete_wordings.sentences_of(connection, partial)
    for one in partial:
        before, after = incomplete_wordings.with_outer(found[one].voices, around[one])
        found[one] = msgspec.structs.replace(found[one], before=before, after=after)
    return [
        msgspec.structs.replace(
            found[one],
            places=tuple(places.get(one, ())),
            figures=tuple(figures.get(one, ())),
        )
        for one in ids
        if one in found
    ]


def _places(connection: Connection, ids: list[int]) -> dict[int, list[PlaceNamed]]:
    """The places of some claims, by the claims' rows."""
    found: dict[int, list[PlaceNamed]] = {}
    wanted = select(claim_places).where(claim_places.c.claim.in_(ids))
    for row in connection.execute(wanted):
        place = PlaceNamed(name=row.name, country=row.country, admin1=row.admin1)
        found.setdefault(row.claim, []).append(place)
    return found


def _figures(connection: Connection, ids: list[int]) -> dict[int, list[Counted]]:
    """The figures of some claims, by the claims' rows."""
    found: dict[int, list[Counted]] = {}
    wanted = select(claim_figures).where(claim_figures.c.claim.in_(ids))
    for row in connection.execute(wanted):
        figure = Counted(role=row.role, value=row.value, low=row.low, high=row.high)
        found.setdefault(row.claim, []).append(figure)
    return found


def _after(day: str, report: str, number: int, *, oldest_first: bool) -> ColumnElement[bool]:
    """What comes after a position in the order of `find_claims`."""
    later = ">" if oldest_first else "<"
    return or_(
        _DAY.op(later)(day),
        and_(_DAY.in_((day,)), reports.c.id.op(later)(report)),
        and_(_DAY.in_((day,)), reports.c.id.in_((report,)), claims.c.number > number),
    )


def _written(connection: Connection, claim: int) -> str:
    """The cursor after a claim."""
    wanted = (
        select(_DAY, reports.c.id, claims.c.number)
        .select_from(
            claims.join(readings, readings.c.id == claims.c.reading).join(
                reports, reports.c.id == readings.c.report
            )
        )
        .where(claims.c.id == claim)
    )
    return pagination.written(tuple(connection.execute(wanted).one()))


def _claim(row: Any, marked: str) -> FoundClaim:
    chain = rows.chain_of(row["voices"]) if row["voices"] else ()
    return FoundClaim(
        key=key_of_span(row["report"], Span(row["start"], row["stop"])),
        report=row["report"],
        start=row["start"],
        end=row["stop"],
        words=row["words"],
        marked=marked,
        standing=row["standing"],
        polarity=row["polarity"],
        modality=row["modality"],
        hedges=tuple(row["hedges"].split()),
        speaker=row["speaker_name"],
        speaker_named=bool(row["speaker_named"]),
        told_of=row["told_of"],
        published=row["published"],
        publisher=row["publisher"],
        source=row["source"],
        title=row["title"],
        said=lead(chain),
        act=chain[-1].act if chain else None,
        cue=chain[-1].cue if chain else "",
        asserted=row["asserted"] is not False and row["asserted"] != 0,
        speakers=tuple(one.name for one in chain[-1].speakers) if chain else (),
        via=via(chain),
        attribution=chain[-1].key if chain else None,
        url=row["url"],
        voices=chain,
    )
