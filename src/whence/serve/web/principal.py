"""The client of a request: who it is and what it may do."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from typing import Any, Literal

import msgspec
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from whence.errors import WhenceError
from whence.records import Role
from whence.records.user import ROLES
from whence.serve.web.errors import RequestError, unauthorized
from whence.serve.web.rendering import problem

_log = logging.getLogger("whence.serve")

#: Methods that only read; everything else needs the csrf token.
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
#: The header that scripts send it in, and the field that forms use.
CSRF_HEADER, CSRF_FIELD = "X-CSRF-Token", "csrf"


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """The client of a request, in `request.state.principal`."""

    name: str
    role: Role | None  #: None for nobody
    by: Literal["loopback", "session", "token", "nobody"]
    csrf: str = ""  #: the token in their pages' forms; "" where none is needed, or there is none

    def may(self, role: Role) -> bool:
        """Whether they may do what a role may."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


NOBODY = Principal(name="nobody", role=None, by="nobody")


def principal_of(request: HTTPConnection) -> Principal:
    """The client; nobody where there was no middleware."""
    found = getattr(request.state, "principal", NOBODY)
    return found if isinstance(found, Principal) else NOBODY


def require(request: Request, role: Role) -> Principal:
    """The client, if they have the role; else raises `RequestError`.

    Also refuses a form that `check_csrf` must check and has not.
    """
    principal = principal_of(request)
    if principal.by == "nobody":
        raise unauthorized("sign in first")
    if not principal.may(role):
        detail = f"this needs the role {role!r}, and {principal.name} has {principal.role!r}"
        raise RequestError(403, "forbidden", detail)
    if getattr(request.state, "csrf_owed", False):
        raise _forged()
    return principal


def check_csrf(request: Request, form: Mapping[str, Any]) -> None:
    """Raises `RequestError` unless the form has the user's csrf token in its field `csrf`."""
    principal = principal_of(request)
    if principal.by != "token" and not is_csrf(principal, form.get(CSRF_FIELD)):
        raise _forged()
    request.state.csrf_owed = False


def is_csrf(principal: Principal, sent: object) -> bool:
    """Whether what was sent is the user's csrf token."""
    if not principal.csrf or not isinstance(sent, str):
        return False
    return secrets.compare_digest(principal.csrf.encode(), sent.encode("utf-8", "replace"))


def csrf_of(secret: str) -> str:
    """The csrf token for a cookie's secret, which it does not reveal.

    Derived from it, so that it is valid in another process, and after a restart.
    """
    return hashlib.sha256(b"whence csrf:" + secret.encode("utf-8", "replace")).hexdigest()


def address_of(request: HTTPConnection) -> str:
    """The address that a request came from; "" where it has none."""
    return request.client.host if request.client else ""


def household(address: str) -> str:
    """The address by which clients are counted: one connection has a whole /64 of IPv6."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return f"{IPv6Address(int(found) >> 64 << 64)}/64"
    return str(found)


async def answer_refused(request: Request, error: Exception) -> Response:
    """The app's exception handler for `RequestError` and `WhenceError`."""
    if isinstance(error, RequestError):
        return problem(request, error)
    if isinstance(error, WhenceError):
        return problem(request, ledger_failure(error, detailed=principal_of(request).may("admin")))
    raise error


def ledger_failure(error: WhenceError, *, detailed: bool) -> RequestError:
    """An internal error; what it says of files and machines is not for everybody."""
    _log.error("%s: %s", type(error).__name__, error)
    detail = str(error) if detailed else "the ledger cannot be used now; the server's log says why"
    return RequestError(error.http_status, "ledger", detail)


def _forged() -> RequestError:
    detail = f"the form's {CSRF_FIELD!r}, or {CSRF_HEADER}, is missing or old; load the page again"
    return RequestError(403, "csrf", detail, target=CSRF_FIELD)


def forged(detail: str) -> RequestError:
    """A request that another site's page may have made."""
    return RequestError(403, "csrf", detail)
