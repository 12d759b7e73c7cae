"""Fetches addresses: politely, within limits, and none inside our own network.

Connections are those of `network_guard`. Robots exclusion is RFC 9309's: no robots.txt means
permission, a server in trouble means none.
"""

from __future__ import annotations

import atexit
import datetime as dt
import re
import ssl
import time
import zlib
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from whence.errors import WhenceError
from whence.ingest import feed
from whence.ingest.assemble import Limits
from whence.ingest.network_guard import Guarded, Refused, Transport, Unknown
from whence.ingest.response import PAGES, Answer
from whence.ingest.sniff import Unfit

AGENT = "whence/0.1 (reads news reports for attributed claims; obeys robots.txt)"
_NAME = "whence"  #: our name in robots.txt
_CONNECT, _READ, _WHOLE = 10.0, 15.0, 60.0  #: seconds for a connection, a pause, a whole page
_POLITE = 0.5  #: seconds between two pages of one site
#: Redirects that are followed in a row.
_REDIRECTS = 8
#: Requests for a page from a server that is busy.
_TRIES = 3
_PAUSE = 1.0  #: seconds before the second try; each next one waits twice as long
_LONGEST_WAIT = 20.0  #: seconds that a server may ask us to wait
_ROBOTS_BYTES = 500 * 1024  # bytes; the least that RFC 9309 asks to be read
#: Bytes that are unpacked at once.
_CHUNK = 1 << 16
#: Status codes; the last two begin their hundreds.
_OK, _UNCHANGED, _TOO_MANY, _CLIENT_FAULT, _SERVER_FAULT = 200, 304, 429, 400, 500
# RFC 9309: rules are not to be used for longer than a day.
_RULES_HOLD, _NO_RULES_HOLD = 86_400.0, 300.0
_MOVED = frozenset({301, 302, 303, 307, 308})
_ENCODINGS = {"": 0, "identity": 0, "gzip": 47, "x-gzip": 47, "deflate": 47}


_COUNT = re.compile(r"[0-9]{1,18}")


class Web:
    """Fetches pages. Holds its connections and each site's robots.txt while it lives."""

    def __init__(
        self, max_bytes: int, *, private: bool = False, robots: bool = True, whole: float = _WHOLE
    ) -> None:
        """`private` allows addresses inside the network, `robots` obeys robots.txt.

        `whole` is the longest that one page may take, in seconds.
        """
        self._most = max_bytes
        self._obey = robots
        self._whole = whole
        self._robots: dict[str, tuple[RobotFileParser | Unfit, float]] = {}
        self._since: dict[str, str] = {}
        self._also: Callable[[str], object] | None = None
        self._asked: dict[str, float] = {}
        self._backend = Guarded(private=private)
        self._client = httpx.Client(
            transport=Transport(self._backend),
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
            timeout=httpx.Timeout(_READ, connect=_CONNECT),
            follow_redirects=False,
        )

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def fetch(
        self,
        address: str,
        etag: str | None = None,
        modified: str | None = None,
        also: Callable[[str], object] | None = None,
    ) -> Answer | Unfit:
        """The page at an address, or why there is none; never raises for what a server does.

        With the validators of an earlier answer, an unchanged page is not sent again: the code is
        then `unchanged`. `also` says which other media types than pages' and feeds' are wanted.
        """
        self._since = _since(etag, modified)
        self._also = also
        try:
            return self._fetched(address)
        except WhenceError:
            raise
        except Exception as error:  # noqa: BLE001  no answer of a server ends a run
            return Unfit("answer", f"its server's answer cannot be read ({type(error).__name__})")

    def _fetched(self, address: str) -> Answer | Unfit:
        wrong = _scheme(address)
        if wrong:
            return wrong
        self._wait(urlsplit(address).netloc)
        deadline = self._backend.deadline = time.monotonic() + self._whole
        for _ in range(_REDIRECTS + 1):
            wrong = _scheme(address)
            if wrong:
                return wrong
            refusal = self._refused(address, deadline) if self._obey else None
            if refusal:
                return refusal
            try:
                found = self._tried(address, deadline, self._most)
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                if time.monotonic() >= deadline:
                    return Unfit("slow", f"it did not arrive within {self._whole:g} s")
                return Unfit("unreachable", _why(error))
            if not isinstance(found, str):
                return found
            address = urljoin(address, found)
        return Unfit("redirects", f"it redirects more than {_REDIRECTS} times")

    def _wait(self, state: str) -> None:
        """Waits until a site may be asked again."""
        now = time.monotonic()
        pause = self._asked.get(state, 0.0) + _POLITE - now
        if pause > 0:
            time.sleep(pause)
        self._asked[state] = time.monotonic()

    def _tried(self, address: str, deadline: float, most: int) -> Answer | Unfit | str:
        """The page, the address it redirects to, or why neither; retries where that may help."""
        pause = _PAUSE
        for turn in range(_TRIES):
            last = turn == _TRIES - 1
            try:
                with self._client.stream("GET", address, headers=self._since) as response:
                    waits = response.status_code == _TOO_MANY
                    if (waits or response.status_code >= _SERVER_FAULT) and not last:
                        pause = _asked(response.headers.get("Retry-After"), pause)
                    else:
                        return self._answer(response, address, deadline, most)
            except (httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError) as error:
                if last or isinstance(error.__cause__, Refused | Unknown):
                    raise
            if time.monotonic() + pause > deadline:
                return Unfit("busy", "the server is too busy to answer")
            time.sleep(pause)
            pause *= 2
        raise AssertionError  # the last turn returned or raised

    def _answer(
        self, response: httpx.Response, address: str, deadline: float, most: int
    ) -> Answer | Unfit | str:
        status = response.status_code
        if status in _MOVED and response.headers.get("Location"):
            return str(response.headers["Location"])
        if status == _UNCHANGED and self._since:
            return Unfit("unchanged", "it has not changed")
        if status >= _SERVER_FAULT or status == _TOO_MANY:
            return Unfit("busy", f"the server answered {status} {response.reason_phrase}".strip())
        if status != _OK:
            return Unfit("status", f"the server answered {status} {response.reason_phrase}".strip())
        said = response.headers.get("Content-Type", "text/html")
        media_type = said.partition(";")[0].strip().lower()
        ours = media_type in (*PAGES, *feed.TYPES)
        if not ours and not (self._also and self._also(media_type)):
            return Unfit("unsupported", f"it is {media_type}, not a page or feed")
        body = _body(response, deadline, most)
        if isinstance(body, Unfit):
            return body
        charset = response.charset_encoding
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        headers = response.headers
        return Answer(
            address,
            media_type,
            charset,
            now,
            body,
            headers.get("ETag"),
            headers.get("Last-Modified"),
        )

    def _refused(self, address: str, deadline: float) -> Unfit | None:
        """Why robots.txt forbids an address, if it does."""
        parts = urlsplit(address)
        state = f"{parts.scheme}://{parts.netloc}"
        rules, until = self._robots.get(state, (None, 0.0))
        if rules is None or time.monotonic() > until:
            rules = self._rules(f"{state}/robots.txt", deadline)
            holds = _NO_RULES_HOLD if isinstance(rules, Unfit) else _RULES_HOLD
            self._robots[state] = rules, time.monotonic() + holds
        if isinstance(rules, Unfit):
            return rules
        if rules.can_fetch(_NAME, address):
            return None
        return Unfit("robots", "the site's robots.txt asks not to fetch it")

    def _rules(self, address: str, deadline: float) -> RobotFileParser | Unfit:
        rules = RobotFileParser()
        try:
            for _ in range(_REDIRECTS):
                with self._client.stream("GET", address) as response:
                    status = response.status_code
                    if status in _MOVED and response.headers.get("Location"):
                        address = urljoin(address, response.headers["Location"])
                        if _scheme(address):
                            break
                        continue
                    if status >= _SERVER_FAULT or status == _TOO_MANY:
                        return Unfit("busy", f"the site's robots.txt answers {status}")
                    if status >= _CLIENT_FAULT:
                        break
                    body = _body(response, deadline, _ROBOTS_BYTES)
                    text = "" if isinstance(body, Unfit) else body.decode("utf-8", "replace")
                    rules.parse(text.splitlines())
                    return rules
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return Unfit("unreachable", _why(error))
        rules.parse([])
        return rules


def _since(etag: str | None, modified: str | None) -> dict[str, str]:
    """The headers that ask for an answer only where it has changed."""
    headers = {"If-None-Match": etag, "If-Modified-Since": modified}
    # A value that no header can have did not come from a server.
    return {name: value for name, value in headers.items() if value and value.isprintable()}


def _scheme(address: str) -> Unfit | None:
    """Why an address is not fetched, by its scheme."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return Unfit("address", "it is not an address")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Unfit("address", f"only http and https are fetched, not {parts.scheme or 'that'}")
    if parts.username or parts.password:
        return Unfit("address", "addresses with a password in them are not fetched")
    return None


def _body(response: httpx.Response, deadline: float, most: int) -> bytes | Unfit:
    """The body, unpacked piece by piece, so that a bomb is stopped at the limit."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        return Unfit("unsupported", f"it was sent as {encoding!r}, which was not asked for")
    size = response.headers.get("Content-Length", "")
    if (declared := counted(size)) is not None and declared > most:
        return _too_large(most)
    unpacker = zlib.decompressobj(_ENCODINGS[encoding]) if _ENCODINGS[encoding] else None
    parts: list[bytes] = []
    total = 0
    for raw in response.iter_raw():
        if time.monotonic() > deadline:
            return Unfit("slow", "it was sent too slowly")
        data = raw
        while data:
            try:
                piece = unpacker.decompress(data, _CHUNK) if unpacker else data
            except zlib.error:
                return Unfit("encoding", "its compression is broken")
            data = unpacker.unconsumed_tail if unpacker else b""
            total += len(piece)
            if total > most:
                return _too_large(most)
            parts.append(piece)
    return b"".join(parts)


def _too_large(most: int) -> Unfit:
    return Unfit("too_large", f"it has more than {most:,} bytes (setting max_bytes)")


def _asked(header: str | None, pause: float) -> float:
    """The seconds that a server asks us to wait, within reason."""
    if header is None:
        return pause
    if (seconds := counted(header)) is not None:
        return float(min(seconds, _LONGEST_WAIT))
    try:
        when = parsedate_to_datetime(header)
        if when.tzinfo is None:  # "-0000": its zone is unknown
            when = when.replace(tzinfo=dt.UTC)
        return min(max(0.0, (when - dt.datetime.now(dt.UTC)).total_seconds()), _LONGEST_WAIT)
    except (IndexError, OverflowError, TypeError, ValueError):
        return pause


def counted(header: str) -> int | None:
    """A header's number, where it is one: digits 0 to 9 alone, not too many of them."""
    found = _COUNT.fullmatch(header.strip(" \t"))
    return None if found is None else int(found[0])


def _why(error: BaseException) -> str:
    """What went wrong, in words for people."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, Refused | Unknown):
            return str(seen)
        if isinstance(seen, ssl.SSLError):
            return f"its certificate is not accepted ({seen.reason or 'TLS'})"
        seen = seen.__cause__ or seen.__context__
    if isinstance(error, httpx.ConnectTimeout):
        return f"the server did not answer within {_CONNECT:g} s"
    if isinstance(error, httpx.TimeoutException):
        return f"the server fell silent for {_READ:g} s"
    return f"it cannot be reached ({type(error).__name__})"


@lru_cache(maxsize=4)
def web_of(limits: Limits) -> Web:
    """The fetcher for these limits, reused with its connections for the next address."""
    found = Web(limits.max_bytes, private=limits.private_addresses, robots=limits.obey_robots)
    atexit.register(found.close)
    return found
