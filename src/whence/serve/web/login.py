"""Signing in and out."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response

from whence.serve.web.auth import Authenticator, audit, authenticator_of
from whence.serve.web.errors import RequestError, refusal, too_many, unauthorized
from whence.serve.web.principal import (
    address_of,
    check_csrf,
    csrf_of,
    household,
    principal_of,
    require,
)

_SESSION, _SIGN_IN = "whence", "whence-door"
#: Letters by which tries for a name are counted, in capitals or not.
_LETTERS = 254
_MINUTES = 60  #: that the form stays valid


def session_of(request: HTTPConnection) -> str:
    """The secret in the session's cookie; "" for none."""
    return request.cookies.get(_cookie(request, _SESSION), "")


def csrf_secret_of(request: HTTPConnection) -> str:
    """The csrf secret of the sign-in form; "" for none."""
    return request.cookies.get(_cookie(request, _SIGN_IN), "")


def safe_next(asked: str | None) -> str:
    """The address after signing in: one of this server, whatever was asked for."""
    if not asked or not asked.startswith("/") or len(asked) > 2_000:
        return "/"
    # A browser reads "\\" as "/", ignores line ends and tabs, and "//host" is another server.
    if asked.startswith("//") or any(c <= " " or c in "\\\x7f" for c in asked):
        return "/"
    try:
        parts = urlsplit(asked)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or parts.path in ("/login", "/logout"):
        return "/"
    return asked


async def login_page(request: Request) -> Response:
    """`GET /login`: the form."""
    target = safe_next(request.query_params.get("next"))
    if principal_of(request).by != "nobody":
        return RedirectResponse(target, 303)
    return _form(request, target)


async def login(request: Request) -> Response:
    """`POST /login`: with `name`, `password`, `next` and `csrf`."""
    authenticator = authenticator_of(request)
    form = await request.form(max_files=0, max_fields=20)
    name, password, target = (_field(form.get(key)) for key in ("name", "password", "next"))
    target = safe_next(target)
    if principal_of(request).by != "nobody":
        return RedirectResponse(target, 303)  # the same form twice, in two tabs
    try:
        check_csrf(request, form)
        await _count(authenticator, request, name)
        user = await authenticator.verify(name, password)
        if user is None:
            await _note_failure(authenticator, request, name)
            raise unauthorized("the name or the password is wrong")
    except RequestError as refused:
        if "text/html" not in request.headers.get("accept", ""):
            return refusal(refused)
        return _form(request, target, name=name, refused=refused)
    secret = await run_in_threadpool(
        authenticator.accounts.open_session, user.name, authenticator.rules.hours
    )
    await run_in_threadpool(
        authenticator.accounts.note, user.name, "login", "", address_of(request)
    )
    answer = RedirectResponse(target, 303)
    # Lax, not strict: a user who follows a colleague's link into the ledger is signed in there,
    # too. Following a link changes nothing.
    seconds = int(authenticator.rules.hours * 3600)
    answer.set_cookie(
        _cookie(request, _SESSION), secret, seconds,
        path="/", secure=_is_secure(request), httponly=True, samesite="lax",
    )  # fmt: skip
    _drop(answer, request, _SIGN_IN)
    return answer


async def logout(request: Request) -> Response:
    """`POST /logout`: ends the session."""
    if require(request, "read").by == "loopback":
        return RedirectResponse("/", 303)
    authenticator = authenticator_of(request)
    await run_in_threadpool(authenticator.accounts.close_session, session_of(request))
    authenticator.forget()
    await audit(request, "logout", "")
    answer = RedirectResponse("/login", 303)
    _drop(answer, request, _SESSION)
    return answer


def _form(
    request: Request, target: str, *, name: str = "", refused: RequestError | None = None
) -> Response:
    secret = csrf_secret_of(request) or secrets.token_urlsafe(32)
    given = {
        "name": name[:_LETTERS],
        "next": target,
        "csrf": csrf_of(secret),
        "error": refused.detail[:1].upper() + refused.detail[1:] + "." if refused else "",
    }
    answer = authenticator_of(request).render(
        request, "login.html", given, refused.status if refused else 200
    )
    answer.headers.update(refused.headers if refused else {})
    answer.headers["Cache-Control"] = "no-store"
    answer.set_cookie(
        _cookie(request, _SIGN_IN), secret, _MINUTES * 60,
        path="/", secure=_is_secure(request), httponly=True, samesite="strict",
    )  # fmt: skip
    return answer


async def _count(authenticator: Authenticator, request: Request, name: str) -> None:
    """Raises `RequestError` after too many tries: from the address, and for the name there.

    Others' tries elsewhere keep nobody out: from an address where somebody signed in before, only
    tries for their name from there count, and of those there may be many. Everywhere else all tries
    for a name are counted together as well, against guessing from many addresses.
    """
    address = household(address_of(request))
    called = name.lower()[:_LETTERS]
    before = await run_in_threadpool(authenticator.accounts.sign_in_addresses, name)
    if address in {household(one) for one in before}:
        tries = [(authenticator.known_logins, f"{called} at {address}")]
    else:
        tries = [
            (authenticator.logins, f"address {address}"),
            (authenticator.known_logins, f"name {called}"),
        ]
    wait = max(buckets.wait(key) for buckets, key in tries)
    if wait:
        raise too_many(wait, "too many tries to sign in")
    for buckets, key in tries:
        buckets.take(key)


async def _note_failure(authenticator: Authenticator, request: Request, name: str) -> None:
    # Only an existing name: people type their passwords into the wrong field.
    found = await run_in_threadpool(authenticator.accounts.find, name)
    who = found.name if found else "nobody"
    await run_in_threadpool(
        authenticator.accounts.note, who, "login-refused", "", address_of(request)
    )


def _field(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_secure(request: HTTPConnection) -> bool:
    return bool(request.scope["scheme"] == "https")


def _cookie(request: HTTPConnection, name: str) -> str:
    """The prefix makes browsers take it from this host alone, and over https alone."""
    return f"__Host-{name}" if _is_secure(request) else name


def _drop(answer: Response, request: Request, name: str) -> None:
    answer.delete_cookie(
        _cookie(request, name), path="/", secure=_is_secure(request), httponly=True, samesite="lax"
    )
