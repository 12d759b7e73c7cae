"""The definition of an address: its query, its answer, as a page and as JSON.

Every address is defined once, as an `Endpoint`; the routes, the checks of the query, the OpenAPI
document and its tests are all made from that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, NamedTuple

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from whence.errors import LedgerBusy, LedgerError
from whence.serve.web.errors import RequestError
from whence.serve.web.forms import misread
from whence.serve.web.rendering import rendered
from whence.serve.web.state import ServerState

Limit = Annotated[int, msgspec.Meta(ge=1, le=200, description="How many.")]
Cursor = Annotated[str, msgspec.Meta(max_length=500, description="The answer's `next`, to go on.")]
Words = Annotated[str, msgspec.Meta(max_length=300, description="Words that must all be there.")]
Name = Annotated[str, msgspec.Meta(max_length=300)]
_DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
Day = Annotated[str, msgspec.Meta(pattern=_DAY, description="ISO 8601.")]


_DIGITS = 9  #: a cursor that counts has fewer digits


class Query(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of an address. An empty field counts as not given."""


class Shown(NamedTuple):
    """An endpoint's answer: `view` as JSON; `facts` are what the page needs besides."""

    view: Any
    facts: Mapping[str, Any] = {}


class Row(NamedTuple):
    """One row of a downloaded list: its JSON object, and its address here."""

    item: msgspec.Struct
    link: str


def _itself(item: Any) -> tuple[Any, ...]:
    return (item,)


class Rows(NamedTuple):
    """A whole list, not a page of it. `kind` is the type of a line of CSV.

    `each` returns the rows, with the same arguments as `Endpoint.answer`; `flat` makes the lines of
    an item.
    """

    kind: type[msgspec.Struct]
    each: Callable[[ServerState, Any, Mapping[str, str]], Iterator[Row]]
    flat: Callable[[Any], Iterable[Any]] = _itself
    news: bool = False  #: whether it can be followed as a feed


class WentWrong(msgspec.Struct, frozen=True, kw_only=True):
    """An error, as `errors` writes it."""

    status: int
    code: str
    detail: str
    target: str | None  #: the part of the request that it is about, if any


class ErrorShape(msgspec.Struct, frozen=True, kw_only=True):
    """The shape of every error."""

    error: WentWrong


class Endpoint(NamedTuple):
    """One address, read by GET.

    `path` is as Starlette writes it, without `.json`. `answer` gets the server's state, the query,
    and the parts of the path with `base`, the server's address as it was called; it runs in a
    thread, raises `RequestError`, and returns `view`.
    """

    path: str
    name: str
    says: str
    view: Any
    answer: Callable[[ServerState, Any, Mapping[str, str]], Shown]
    template: str
    query: type[Query] = Query
    rows: Rows | None = None  #: for a list, which can be downloaded whole

    @property
    def json_path(self) -> str:
        """The address of the same as JSON."""
        return "/index.json" if self.path == "/" else f"{self.path}.json"

    @property
    def shown_path(self) -> str:
        """The address of the same as JSON, as people write it."""
        return re.sub(r"\{(\w+):\w+\}", r"{\1}", self.json_path)


def answering(endpoint: Endpoint, *, as_json: bool) -> Callable[[Request], Any]:
    """The endpoint as a Starlette endpoint."""

    async def call(request: Request) -> Response:
        asked = asked_of(request, endpoint.query)
        state: ServerState = request.app.state.site
        parts = {**request.path_params, "base": str(request.base_url).rstrip("/")}
        shown = await run_in_threadpool(endpoint.answer, state, asked, parts)
        if as_json:
            body = msgspec.json.encode(shown.view, enc_hook=str)
            return tagged(request, body, "application/json")
        body = await run_in_threadpool(
            rendered, request, endpoint.template, view=shown.view, asked=asked, **shown.facts
        )
        return tagged(request, body, "text/html; charset=utf-8")

    return call


def asked_of(request: Request, kind: type[Query]) -> Any:
    """The query, checked; raises `RequestError` that names the field."""
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in given:
            raise RequestError(400, "twice", f"{name} is given twice", target=name)
        if value:
            given[name] = value
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise misread(error) from error


def tagged(request: Request, body: bytes, kind: str) -> Response:
    """The answer with its ETag, or 304 where the client has it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
    known = request.headers.get("if-none-match", "")
    if tag in {one.strip().removeprefix("W/") for one in known.split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


@contextmanager
def cursor_given(cursor: str | None) -> Iterator[None]:
    """Refuses a cursor that the ledger never returned."""
    try:
        yield
    except LedgerError as error:
        if cursor is None or isinstance(error, LedgerBusy):
            raise
        raise RequestError(400, "cursor", str(error), target="cursor") from error


def skipped(cursor: str | None) -> int:
    """The offset in a cursor of a list without an order of its own; raises `RequestError`."""
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < _DIGITS):
        raise RequestError(
            400, "cursor", f"{cursor!r} is not a cursor of this list", target="cursor"
        )
    return int(cursor)


def wants_json(request: Request) -> bool:
    """Whether the client is a program: by the address, or by what it accepts."""
    accepts = request.headers.get("accept", "")
    return request.url.path.endswith(".json") or (
        "application/json" in accepts and "text/html" not in accepts
    )
