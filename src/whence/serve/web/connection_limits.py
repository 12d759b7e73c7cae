"""Limits for connections: how many, how long each may take, how often the log mentions them.

A server runs out of descriptors long before it runs out of work: a client that opens a thousand
connections and says nothing would shut out all others. So there are fewer connections than
descriptors, leaving some for the ledger and the log; an idle one is dropped in time, or earlier
where another needs its place. A complete request is never dropped for another: where all places are
taken by such, new clients wait in the system's queue (`server.Server`).
"""

from __future__ import annotations

import asyncio
import heapq
import logging
import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

#: The most connections; and descriptors that are reserved for the ledger, the log and files.
MOST, RESERVED = 1_000, 256
#: Seconds for a request's head; without a byte received, or sent; for the whole body.
HEAD, SILENT, WHOLE = 10.0, 30.0, 600.0
#: Bytes of a request's head.
HEAD_BYTES = 64 * 1024
_FRESH = 1.0  #: seconds for which a new or just answered one is dropped last
_LOOK = 2.0  #: seconds between two checks of a connection


def most_connections() -> int:
    """The number of connections that leaves descriptors for everything else."""
    try:
        import resource
    except ImportError:  # Windows, which has a limit of its own far above
        return MOST
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return MOST
    return max(8, min(MOST, soft - RESERVED, soft * 3 // 4))


class Connection(H11Protocol):
    """A connection that is dropped where it waits too long or where others need its place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = self._heard = time.monotonic()
        self._unsent = (0, self.since)
        self._look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Registers it, and begins to check it."""
        super().connection_made(transport)
        self._look = self.loop.call_later(_LOOK, self._looked)

    def connection_lost(self, exc: Exception | None) -> None:
        """Unregisters it."""
        if self._look:
            self._look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Notes that data came, and since when the next request is awaited."""
        self._heard = time.monotonic()
        super().data_received(data)

    def on_response_complete(self) -> None:
        """Begins to wait for the next request."""
        self.since = time.monotonic()
        super().on_response_complete()

    @property
    def waits(self) -> bool:
        """Whether there is no unanswered request with a complete head."""
        cycle: Any = self.cycle  # which is None before the first request, whatever its type says
        return cycle is None or bool(cycle.response_complete)

    @property
    def may_go(self) -> bool:
        """Whether there is no complete and unanswered request."""
        return self.waits or bool(self.cycle.more_body)

    def worth(self, now: float) -> tuple[bool, bool, bool, float]:
        """The priority of its place among those that may be dropped.

        A new client may still ask something; one that sends or receives does more than one that
        waits.
        """
        came = self.since > now - _FRESH
        busy = not self.waits or self.transport.get_write_buffer_size() > 0
        return came, busy, self.cycle is None, self.since

    def drop(self) -> None:
        """Ends it without an answer."""
        self.connections.discard(self)  # now, and not when the loop comes to it
        self.transport.abort()

    def _looked(self) -> None:
        now = time.monotonic()
        if self._is_over(now):
            self.drop()
            return
        self._look = self.loop.call_later(_LOOK, self._looked)

    def _is_over(self, now: float) -> bool:
        unsent = self.transport.get_write_buffer_size()
        if unsent == 0 or unsent != self._unsent[0]:
            self._unsent = unsent, now
        if unsent:  # an answer may be complete here long before it is received
            self.since = max(self.since, self._unsent[1])
            return now - self._unsent[1] > SILENT
        if self.waits:
            return now - self.since > HEAD
        if self.cycle.more_body:
            return now - self._heard > SILENT or now - self.since > WHOLE
        return False


def free_places(connections: Iterable[object], most: int, wanted: int) -> int:
    """How many of `wanted` new connections may be accepted, with these and a maximum.

    None where all places are taken by requests in progress: then some of the oldest are asked to
    close after their answer, so that a client with endless requests on one connection does not keep
    others out.
    """
    taken = [one for one in connections if isinstance(one, Connection)]
    free = most - len(taken)
    if free < wanted:
        free += sum(one.may_go for one in taken)
    if free > 0:
        return min(free, wanted)
    answered = (one for one in taken if not one.may_go)
    for one in heapq.nsmallest(wanted, answered, key=lambda one: one.since):
        one.shutdown()
    return 0


def drop_for(connections: Iterable[object], most: int, came: int) -> None:
    """Drops as many as are needed for so many new ones: those of least priority."""
    taken = [one for one in connections if isinstance(one, Connection)]
    over = len(taken) + came - most
    if over <= 0:
        return
    now = time.monotonic()
    may_go = (one for one in taken if one.may_go)
    for one in heapq.nsmallest(over, may_go, key=lambda one: one.worth(now)):
        one.drop()


class Seldom(logging.Filter):
    """Lets a repeated log line through a few times a minute, then says how many there were."""

    def __init__(self, times: int = 5, seconds: float = 60.0, most: int = 200) -> None:
        """`times` in so many `seconds`; the last `most` kinds of line are remembered."""
        super().__init__()
        self._times, self._seconds, self._most = times, seconds, most
        self._said: OrderedDict[tuple[str, str, str], tuple[float, int]] = OrderedDict()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        fault = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        key = (record.name, str(record.msg)[:200], fault)
        now = time.monotonic()
        began, count = self._said.pop(key, (now, 0))
        if now - began > self._seconds:
            if count > self._times:
                more = count - self._times
                record.msg = f"{record.msg} (and {more:,} times more in the minute before)"
            began, count = now, 0
        self._said[key] = began, count + 1
        if len(self._said) > self._most:
            self._said.popitem(last=False)
        return count < self._times


def hush() -> None:
    """Limits the repetition of everything that a server logs."""
    seldom = Seldom()
    for name in (
        "asyncio",
        "uvicorn.error",
        "uvicorn.asgi",
        "whence.serve",
        "whence.serve.web.jobs",
    ):
        logging.getLogger(name).addFilter(seldom)
