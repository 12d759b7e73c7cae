"""Whole lists as files: CSV, CSV for spreadsheets, JSON Lines, with every row that fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import PurePath
from typing import Any

import msgspec
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from whence.export import sheet
from whence.ledger import queries
from whence.ledger.query_types import Filters, FoundClaim
from whence.serve.web import addresses, atom
from whence.serve.web.endpoint import Endpoint, Row, Rows, asked_of, tagged
from whence.serve.web.state import ServerState

#: Endings of addresses, the longer of two alike first, and the media type of each.
FORMS = {
    "spreadsheet.csv": "text/csv; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
}
#: Rows of a list that are searched for a feed: findings are not ordered by day.
_LOOKED = 200
_BATCH = 500  #: rows that are fetched at once
#: Characters of a piece of lines that is sent at once.
_PIECE = 64_000
#: Fields that a table of texts leaves out: they repeat others, or mark hits.
_NESTED = ("voices", "marked", "before", "after")


def downloading(endpoint: Endpoint, form: str) -> Callable[[Request], Any]:
    """A list's rows as a file, as a Starlette endpoint."""
    rows = endpoint.rows
    if rows is None:
        raise ValueError(f"{endpoint.name} is not a list")

    async def call(request: Request) -> Response:
        asked = asked_of(request, endpoint.query)
        state: ServerState = request.app.state.site
        each = rows.each(state, asked, request.path_params)
        # Errors are raised before the answer begins.
        first = await run_in_threadpool(next, each, None)
        base = str(request.base_url).rstrip("/")
        lines = _lines(rows, first, each, form, base)
        return StreamingResponse(
            iterate_in_threadpool(_pieces(lines)),
            media_type=FORMS[form],
            headers={
                "Content-Disposition": f'attachment; filename="{endpoint.name}.{form}"',
                "Cache-Control": "private, no-cache",
                "Vary": "Cookie, Authorization",
            },
        )

    return call


def following(endpoint: Endpoint) -> Callable[[Request], Any]:
    """The newest of a list as a feed, as a Starlette endpoint."""
    rows = endpoint.rows
    if rows is None:
        raise ValueError(f"{endpoint.name} is not a list")

    async def call(request: Request) -> Response:
        asked = asked_of(request, endpoint.query)
        state: ServerState = request.app.state.site
        base = str(request.base_url).rstrip("/")

        def made() -> bytes:
            each = islice(rows.each(state, asked, request.path_params), _LOOKED)
            entries = [e for row in each for e in atom.of_item(row.item, base + row.link)]
            page = str(request.url).replace(".atom", "", 1)
            words = " ".join(str(v) for v in request.query_params.values())
            title = f"{endpoint.name}{f': {words}' if words else ''} - whence"
            return atom.feed(title, str(request.url), page, entries)

        return tagged(request, await run_in_threadpool(made), atom.TYPE)

    return call


def _lines(
    rows: Rows, first: Row | None, rest: Iterator[Row], form: str, base: str
) -> Iterator[str]:
    def all_of_them() -> Iterator[Row]:
        if first is not None:
            yield first
            yield from rest

    if form == "jsonl":
        for row in all_of_them():
            fields = msgspec.to_builtins(row.item) | {"link": base + row.link}
            yield msgspec.json.encode(fields).decode() + "\n"
        return
    columns = ["link", *(n for n in rows.kind.__struct_fields__ if n not in _NESTED)]
    if rows.kind is FoundClaim:
        columns.insert(0, "sentence")
    flat = (
        _named(one) | {"link": base + row.link}
        for row in all_of_them()
        for one in rows.flat(row.item)
    )
    yield from sheet.lines(columns, flat, spreadsheet=form == "spreadsheet.csv")


def _named(one: msgspec.Struct) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(one)
    if isinstance(one, FoundClaim):  # a denial alone would read as an assertion
        values["sentence"] = " ".join(one.sentence.split())
    source = values.get("source")
    if isinstance(source, str) and "://" not in source:
        values["source"] = PurePath(source).name  # no folder of this machine
    return values


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    """The lines in pieces that are worth sending."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= _PIECE:
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)


def claims(
    filters_of: Callable[[ServerState, Any, Mapping[str, str]], Filters], *, dated: bool = False
) -> Rows:
    """All claims that fit: newest report first, or by the date that they are about."""

    def each(state: ServerState, asked: Any, parts: Mapping[str, str]) -> Iterator[Row]:
        filters = filters_of(state, asked, parts)
        with state.reading() as connection:
            ids = queries.every_id(connection, filters, dated=dated)
        # No connection is held while a slow client receives its answer.
        for start in range(0, len(ids), _BATCH):
            with state.reading() as connection:
                some = queries.claims_of(connection, ids[start : start + _BATCH])
            for one in some:
                yield Row(one, addresses.claim(one.report, one.key))

    return Rows(FoundClaim, each, news=True)
