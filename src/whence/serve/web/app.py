"""The whole server: addresses, middleware, errors, static files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from logging import getLogger

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from whence.errors import WhenceError
from whence.serve.web import openapi
from whence.serve.web.downloads import FORMS, downloading, following
from whence.serve.web.endpoint import Endpoint, answering, tagged
from whence.serve.web.errors import RequestError
from whence.serve.web.middleware import Rules, answer_refused, guarded, login, login_page, logout
from whence.serve.web.pages import (
    add,
    assign,
    cite,
    claims,
    event_embed,
    events,
    forget,
    front,
    queue,
    reports,
    review,
    review_several,
    same_claims,
    search,
    speakers,
)
from whence.serve.web.rendering import rendered
from whence.serve.web.state import ServerState

#: Every address that is read; of two that begin alike the longer comes first.
ENDPOINTS: tuple[Endpoint, ...] = (
    *front.ENDPOINTS,
    *search.ENDPOINTS,
    *claims.ENDPOINTS,
    *reports.ENDPOINTS,
    *cite.ENDPOINTS,
    *event_embed.ENDPOINTS,
    *same_claims.ENDPOINTS,
    *events.ENDPOINTS,
    *speakers.ENDPOINTS,
    *queue.ENDPOINTS,
    *review.ENDPOINTS,
    *add.ENDPOINTS,
)
#: Every address that takes a POST.
ACTIONS: tuple[openapi.Action, ...] = (
    *add.ACTIONS,
    *review.ACTIONS,
    *review_several.ACTIONS,
    *assign.ACTIONS,
    *forget.ACTIONS,
)
#: Endings of addresses for programs; a spreadsheet's before that of plain CSV.
_PROGRAMS = (".json", ".atom", *(f".{form}" for form in FORMS))
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript", "svg": "image/svg+xml"}


def application(state: ServerState, rules: Rules) -> ASGIApp:
    """The whole server with its middleware."""
    app = Starlette(
        routes=list(_routes()),
        exception_handlers={
            RequestError: answer_refused,
            ClientDisconnect: _gone,
            WhenceError: answer_refused,
            HTTPException: _missing,
            Exception: _fault,
        },
    )
    # It would redirect to the host name in the request, which anybody may make up.
    app.router.redirect_slashes = False
    app.state.site = state
    return guarded(app, state.store.accounts(), rules)


def _routes() -> list[BaseRoute]:
    found: list[BaseRoute] = []
    for endpoint in ENDPOINTS:
        found.append(Route(endpoint.json_path, answering(endpoint, as_json=True)))
        found.append(Route(endpoint.path, answering(endpoint, as_json=False)))
        found += [
            Route(f"{endpoint.path}.{form}", downloading(endpoint, form))
            for form in (FORMS if endpoint.rows else ())
        ]
        if endpoint.rows and endpoint.rows.news:
            found.append(Route(f"{endpoint.path}.atom", following(endpoint)))
    # Addresses for programs come first: a name may have ".json" only at its own end.
    found.sort(key=lambda route: not getattr(route, "path", "").endswith(_PROGRAMS))
    found += [
        Route(path, action.handle, methods=["POST"])
        for action in ACTIONS
        for path in (action.path, f"{action.path}.json")
    ]
    found += [
        Route("/login", login_page, methods=["GET"]),
        Route("/login", login, methods=["POST"]),
        Route("/logout", logout, methods=["POST"]),
        Route("/openapi.json", _openapi),
        Route("/health", _health),
        Route("/static/{name}", _static),
        Route("/help", _help),
    ]
    return found


async def _openapi(request: Request) -> Response:
    return tagged(request, _described(), "application/json")


@cache
def _described() -> bytes:
    return msgspec.json.encode(openapi.document(ENDPOINTS, ACTIONS))


async def _health(request: Request) -> Response:
    state: ServerState = request.app.state.site
    await run_in_threadpool(_look, state)
    return Response(b'{"status":"ok"}', media_type="application/json")


def _look(state: ServerState) -> None:
    with state.reading() as connection:
        connection.exec_driver_sql("select 1")


async def _help(request: Request) -> Response:
    body = await run_in_threadpool(rendered, request, "help.html", endpoints=ENDPOINTS)
    return tagged(request, body, "text/html; charset=utf-8")


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    body = _file(name)
    if body is None:
        raise RequestError(404, "no-file", f"there is no file {name!r}")
    answer = tagged(request, body, _TYPES[name.rpartition(".")[2]])
    answer.headers["Cache-Control"] = "public, max-age=600"
    return answer


@cache
def _file(name: str) -> bytes | None:
    """A file of the page's own; the style of a report is shared with the exporter."""
    known = {one.name for one in files("whence.serve.web").joinpath("static").iterdir()}
    if name not in known:
        return None
    body = files("whence.serve.web").joinpath("static", name).read_bytes()
    if name == "page.css":
        return files("whence.export").joinpath("templates/style.css").read_bytes() + b"\n" + body
    return body


async def _missing(request: Request, error: Exception) -> Response:
    """Errors that Starlette raises itself: a missing address, a method that is not allowed."""
    if not isinstance(error, HTTPException):
        raise error
    nothing = error.status_code == 404
    detail = "there is nothing at this address" if nothing else error.detail
    code = {404: "not-found", 405: "method"}.get(error.status_code, "refused")
    refused = RequestError(error.status_code, code, detail, headers=error.headers)
    return await answer_refused(request, refused)


async def _gone(request: Request, error: Exception) -> Response:  # noqa: ARG001  Starlette's form
    """The client has gone, which is nobody's fault; nobody reads the answer."""
    return Response(status_code=400)


async def _fault(request: Request, error: Exception) -> Response:
    """An internal error: the client learns no more than that."""
    getLogger("whence.serve").error("%s %s", request.method, request.url.path, exc_info=error)
    refused = RequestError(500, "unexpected", "this is a bug in whence; its log has the details")
    return await answer_refused(request, refused)
