"""Jobs for reports added on the page: read one after another beside the answering of requests."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from logging import getLogger
from threading import Lock
from typing import Literal

import msgspec

from whence.bootstrap import comparing
from whence.errors import WhenceError
from whence.ledger import SqlLedger
from whence.records import Kept, Rejected

#: Jobs that are remembered, to show their outcome.
_REMEMBERED = 200
#: Jobs that may wait; a further one is refused for now.
_WAITING = 50

Adds = Callable[[], Iterator[Kept | Rejected]]
State = Literal["waiting", "reading", "comparing", "done", "failed"]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Reports handed in together, and their outcome so far."""

    id: str
    state: State
    kept: tuple[Kept, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    failed: str | None = None  #: why it was cut short


class Full(Exception):
    """Too many jobs wait already."""


class Jobs:
    """The jobs of one server, in the order in which they came."""

    def __init__(self, store: SqlLedger, writing: Lock) -> None:
        """`writing` is held while one is in progress: the store allows one writer at a time."""
        self._store = store
        self._writing = writing
        self._known: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="reading")

    def add(self, adds: Adds) -> Job:
        """Adds a job; raises `Full`."""
        job = Job(id=secrets.token_hex(8), state="waiting")
        with self._lock:
            if sum(one.state == "waiting" for one in self._known.values()) >= _WAITING:
                raise Full
            self._known[job.id] = job
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        self._worker.submit(self._run, job, adds)
        return job

    def get(self, name: str) -> Job | None:
        """A job by its id, as it is now."""
        with self._lock:
            return self._known.get(name)

    def close(self) -> None:
        """Ends after the job in progress; waiting ones are not begun."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, adds: Adds) -> None:
        try:
            job = self._now(msgspec.structs.replace(job, state="reading"))
            for one in self._each(adds):
                if isinstance(one, Kept):
                    job = msgspec.structs.replace(job, kept=(*job.kept, one))
                else:
                    job = msgspec.structs.replace(job, rejected=(*job.rejected, one))
                self._now(job)
            job = self._now(msgspec.structs.replace(job, state="comparing"))
            with self._writing:
                for _ in comparing.compared(self._store):
                    pass
            self._now(msgspec.structs.replace(job, state="done"))
        except WhenceError as error:
            self._now(msgspec.structs.replace(job, state="failed", failed=str(error)))
        except Exception as error:  # the next job must not fail because of this one
            getLogger(__name__).exception("a report could not be added")
            failed = f"unexpected {type(error).__name__}: the server's log says more"
            self._now(msgspec.structs.replace(job, state="failed", failed=failed))

    def _each(self, adds: Adds) -> Iterator[Kept | Rejected]:
        """The outcome of each document; other writers may write between two."""
        with self._writing:
            found = adds()
        while True:
            with self._writing:
                one = next(found, None)
            if one is None:
                return
            yield one

    def _now(self, job: Job) -> Job:
        with self._lock:
            if job.id in self._known:
                self._known[job.id] = job
        return job
