"""What the middleware and the pages share: rules, credentials, limits."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response

from whence.ledger.accounts import SqlAccounts
from whence.records import User
from whence.serve.web import rendering
from whence.serve.web.errors import RequestError
from whence.serve.web.principal import address_of, principal_of
from whence.serve.web.rate_limit import Buckets, Clock, Rate

#: Seconds for which a valid credential is not checked again.
REMEMBERED = 3.0
_MOST = 1_000  #: credentials that are remembered
#: Passwords that are checked at once, each in 64 MB; and how many more may wait.
_AT_ONCE, _WAITING = 2, 20

#: Makes an answer from a template's name, its variables, and the status.
Render = Callable[[Request, str, Mapping[str, object], int], Response]


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """How a server is open, and to whom."""

    loopback: bool  #: listens on this machine alone: without accounts, the local user may do all
    names: tuple[str, ...] = ()  #: host names of the server, besides localhost
    origins: tuple[str, ...] = ()  #: sites whose scripts may read, as "https://example.org"
    hours: float = 12  #: that a session lasts
    reads: Rate = Rate(count=600, seconds=60, burst=200)
    writes: Rate = Rate(count=60, seconds=60, burst=60)
    logins: Rate = Rate(count=10, seconds=300, burst=10)  #: of an address
    #: for a name where its owner signed in before, and for a name from everywhere else together
    known_logins: Rate = Rate(count=100, seconds=300, burst=100)


class Authenticator:
    """Checks credentials and counts requests: in `request.state.authenticator`."""

    def __init__(self, accounts: SqlAccounts, rules: Rules, clock: Clock, render: Render) -> None:
        self.accounts = accounts
        self.rules = rules
        self.render = render
        #: the csrf secret of forms where there are no accounts
        self.csrf = secrets.token_urlsafe(32)
        self.reads = Buckets(rules.reads, clock)
        self.writes = Buckets(rules.writes, clock)
        self.logins = Buckets(rules.logins, clock)
        self.known_logins = Buckets(rules.known_logins, clock)
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], tuple[User, float]] = OrderedDict()
        self._any: tuple[bool, float] | None = None
        self._verifiers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="whence-login")
        self._verifying = 0

    async def are_accounts(self) -> bool:
        """Whether there is an account at all."""
        if self._any is None or self._any[1] <= self._clock():
            found = await run_in_threadpool(self.accounts.has_any)
            self._any = (found, self._clock() + REMEMBERED)
        return self._any[0]

    async def by_token(self, secret: str) -> User | None:
        """The account of a token."""
        return await self._by("token", secret, self.accounts.account_of_token)

    async def by_session(self, secret: str) -> User | None:
        """The account of a session."""
        return await self._by("session", secret, self.accounts.account_of_session)

    async def _by(self, kind: str, secret: str, look: Callable[[str], User | None]) -> User | None:
        now = self._clock()
        known = self._known.get((kind, secret))
        if known and known[1] > now:
            return known[0]
        found = await run_in_threadpool(look, secret)
        # Unknown credentials are always looked up: a new one is valid at once.
        if found is None:
            self._known.pop((kind, secret), None)
            return None
        self._known[kind, secret] = (found, now + REMEMBERED)
        self._known.move_to_end((kind, secret))
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        return found

    def forget(self) -> None:
        """Has every credential checked again: one was revoked, or an account changed."""
        self._known.clear()
        self._any = None

    async def verify(self, name: str, password: str) -> User | None:
        """The account with that name and password; few at once, since each takes much memory."""
        if self._verifying >= _AT_ONCE + _WAITING:
            raise RequestError(
                503, "busy", "too many users are signing in now", headers={"Retry-After": "5"}
            )
        self._verifying += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._verifiers, self.accounts.verify, name, password
            )
        finally:
            self._verifying -= 1


def authenticator_of(request: HTTPConnection) -> Authenticator:
    """The authenticator of a request."""
    found = request.state.authenticator
    if not isinstance(found, Authenticator):
        raise TypeError("the app is not behind `guarded`")
    return found


async def audit(request: Request, what: str, target: str) -> None:
    """Records what the user did."""
    note = authenticator_of(request).accounts.note
    await run_in_threadpool(note, principal_of(request).name, what, target, address_of(request))


def rendered(request: Request, name: str, given: Mapping[str, object], status: int) -> Response:
    """A page from a template, like the others."""
    return HTMLResponse(rendering.rendered(request, name, **given), status)
