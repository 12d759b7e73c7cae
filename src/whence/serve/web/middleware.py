"""Access control: who may use the server, how often, and no requests forged by other sites.

    handlers = {RequestError: answer_refused, WhenceError: answer_refused} app =
    guarded(Starlette(routes=..., exception_handlers=handlers), ledger.accounts(), Rules(...))

Every request passes, in this order: the headers of every answer; the host name; authentication; the
rate limit; access; the check that our own page made it. Functions for the pages are exported here,
too.
"""

from __future__ import annotations

import re
import time
from ipaddress import ip_address
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.errors import SettingsError, WhenceError
from whence.ledger import SqlLedger
from whence.ledger.accounts import SqlAccounts
from whence.serve.web.auth import Authenticator, Render, Rules, audit, authenticator_of, rendered
from whence.serve.web.errors import RequestError, refusal, too_many, unauthorized
from whence.serve.web.headers import SafeHeaders
from whence.serve.web.login import (
    csrf_secret_of,
    login,
    login_page,
    logout,
    safe_next,
    session_of,
)
from whence.serve.web.principal import (
    CSRF_HEADER,
    NOBODY,
    SAFE,
    Principal,
    address_of,
    answer_refused,
    check_csrf,
    csrf_of,
    forged,
    household,
    is_csrf,
    ledger_failure,
    principal_of,
    require,
)
from whence.serve.web.rate_limit import Clock, Rate
from whence.serve.web.rendering import is_page, problem

__all__ = [
    "Authenticator",
    "Principal",
    "Rate",
    "Render",
    "RequestError",
    "Rules",
    "answer_refused",
    "audit",
    "authenticator_of",
    "check_csrf",
    "guarded",
    "is_loopback",
    "login",
    "login_page",
    "logout",
    "may_open",
    "principal_of",
    "refusal",
    "require",
    "safe_next",
]

_HERE = ("localhost", "127.0.0.1", "[::1]")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
#: Open to everybody, and the same for all.
_OPEN = re.compile(r"/health|/static/.*", re.DOTALL)
_FORM_BYTES = 2**20  #: of a form without files


def guarded(
    app: ASGIApp,
    accounts: SqlAccounts,
    rules: Rules,
    *,
    render: Render = rendered,
    clock: Clock = time.monotonic,
) -> ASGIApp:
    """The app with its middleware, as a server runs it: nothing is outside."""
    return SafeHeaders(
        _AccessControl(app, Authenticator(accounts, rules, clock, render)), rules.origins
    )


def may_open(host: str, ledger: SqlLedger) -> None:
    """Raises `SettingsError` where others could reach a server without accounts."""
    if not is_loopback(host) and not ledger.accounts().has_any():
        raise SettingsError(
            f"on {host or 'every address'} others could reach it, and there are no accounts"
            " to restrict them; make one first: whence account add NAME --role admin"
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens there."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class _AccessControl:
    """Lets requests in, or answers them itself."""

    def __init__(self, app: ASGIApp, authenticator: Authenticator) -> None:
        self._app = app
        self._authenticator = authenticator
        self._names = frozenset(n.lower() for n in (*_HERE, *authenticator.rules.names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Implements the ASGI interface."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # nothing here speaks it
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["state"] = {
            **scope.get("state", {}),
            "authenticator": self._authenticator,
            "principal": NOBODY,
        }
        request = Request(scope, receive)
        try:
            answer = await self._met(request)
            if answer is None and scope["method"] not in SAFE:
                receive = await self._own_page(request, receive)
        except ClientDisconnect:
            return
        except RequestError as refused:
            answer = problem(request, refused)
        except WhenceError as error:
            answer = problem(request, ledger_failure(error, detailed=False))
        await (answer or self._app)(scope, receive, send)

    async def _met(self, request: Request) -> Response | None:
        """Authenticates the client; returns an answer for one that may not enter."""
        _check_framing(request)
        path = request.scope["path"]
        if _OPEN.fullmatch(path):
            return None
        principal = await self._principal(request)
        request.state.principal = principal
        if principal.by == "loopback":
            return None
        self._count(request, principal)
        if principal.by != "nobody" or path == "/login":
            return None
        if "authorization" in request.headers:
            raise unauthorized("the token is not known, or was revoked")
        if not is_page(request):
            raise unauthorized("sign in at /login, or send a token: Authorization: Bearer ...")
        target = safe_next(_came_by(request))
        query = "" if target == "/" else f"?{urlencode({'next': target})}"
        return RedirectResponse(f"/login{query}", 303)

    async def _principal(self, request: Request) -> Principal:
        authenticator = self._authenticator
        if authenticator.rules.loopback or authenticator.rules.names:
            self._check_host(request)
        if authenticator.rules.loopback and not await authenticator.are_accounts():
            return Principal(name="local", role="admin", by="loopback", csrf=authenticator.csrf)
        if header := request.headers.get("authorization"):
            # A valid cookie does not make up for an invalid token.
            kind, _, secret = header.partition(" ")
            user = (
                await authenticator.by_token(secret.strip()) if kind.lower() == "bearer" else None
            )
            return Principal(name=user.name, role=user.role, by="token") if user else NOBODY
        if (secret := session_of(request)) and (user := await authenticator.by_session(secret)):
            return Principal(name=user.name, role=user.role, by="session", csrf=csrf_of(secret))
        if secret := csrf_secret_of(request):
            return Principal(name=NOBODY.name, role=None, by="nobody", csrf=csrf_of(secret))
        return NOBODY

    def _check_host(self, request: Request) -> None:
        """Refuses a host name that somebody else's DNS may have pointed here.

        Otherwise their page, which browsers then take for ours, could read everything.
        """
        called = request.headers.getlist("host")
        found = _HOST.fullmatch(called[0]) if len(called) == 1 else None
        if not found or found[1].lower() not in self._names:
            names = ", ".join(("localhost", "127.0.0.1", *self._authenticator.rules.names))
            detail = f"this server is called {names} (other names: serve --name)"
            raise RequestError(421, "host", detail, target="Host")

    def _count(self, request: Request, principal: Principal) -> None:
        writes = request.method not in SAFE
        if principal.by == "nobody":
            key = f"address {household(address_of(request))}"
        else:
            key = f"account {principal.name}"
        if wait := (self._authenticator.writes if writes else self._authenticator.reads).take(key):
            raise too_many(wait, "too many requests")

    async def _own_page(self, request: Request, receive: Receive) -> Receive:
        """Refuses what another site's page may have made; returns the body's receiver."""
        principal = principal_of(request)
        if principal.by == "token":
            return receive  # a browser never sends one by itself
        _check_origin(request)
        if is_csrf(principal, request.headers.get(CSRF_HEADER)):
            return receive
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        entering = request.scope["path"] == "/login"
        if kind == "application/json" and principal.by == "loopback":
            # No form sends it, and a script of another site would need permission, which it does
            # not get.
            return receive
        if kind == "multipart/form-data" and not entering:
            # Not read here, since it may be large: `require` demands the check.
            request.state.csrf_owed = True
            return receive
        if kind != "application/x-www-form-urlencoded":
            raise forged(f"{CSRF_HEADER} is missing or old; load the page again")
        body = await _read(request)
        if entering:  # checked there, where the answer is the form again
            return _replayed(body, receive)
        try:
            form = dict(parse_qsl(body.decode("latin-1"), max_num_fields=1_000))
        except ValueError as error:
            raise RequestError(400, "form", f"the form cannot be read: {error}") from error
        check_csrf(request, form)
        return _replayed(body, receive)


def _check_framing(request: Request) -> None:
    """Refuses a request with two lengths: a proxy before us may see another request in it."""
    if "transfer-encoding" in request.headers and "content-length" in request.headers:
        detail = "Content-Length and Transfer-Encoding do not go together"
        raise RequestError(400, "framing", detail, headers={"Connection": "close"})


def _check_origin(request: Request) -> None:
    """Refuses what a browser marks as made by another site's page."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise forged("another site's page made this request")
    origin = request.headers.get("origin")
    if origin is None:
        return
    ours = _origin(f"{request.scope['scheme']}://{request.headers.get('host', '')}")
    if ours is None or _origin(origin) != ours:
        raise forged(
            "another site's page made this request; behind a proxy, make it pass on Host and"
            " X-Forwarded-Proto"
        )


def _origin(address: str) -> tuple[str, str, int | None] | None:
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None


def _came_by(request: Request) -> str:
    """The page to go back to: this one, or the one whose form was sent."""
    if request.method in SAFE:
        query = request.scope["query_string"].decode("latin-1")
        return quote(request.scope["path"], safe="/:@!$&'()*+,;=~") + ("?" + query if query else "")
    try:
        parts = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    ours = parts.netloc == request.headers.get("host")
    return parts.path + ("?" + parts.query if parts.query else "") if ours else "/"


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _FORM_BYTES:
            raise RequestError(413, "too-large", "the form is larger than 1 MiB")
    return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A receiver for a body that was read already."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
