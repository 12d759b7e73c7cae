"""The state that all pages of a server share: the ledger, the settings, the jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar

from whence import bootstrap
from whence.ledger import reports
from whence.ledger.database import as_ledger_errors
from whence.serve.web.jobs import Jobs
from whence.settings import Settings

_Made = TypeVar("_Made")


class ServerState:
    """A ledger that is served. `place` is its file or URL; raises `LedgerError` and its kinds."""

    def __init__(self, place: str, settings: Settings) -> None:
        self.store = bootstrap.ledger(place, create=True)
        self.settings = settings
        #: Held by the writer: the store allows one at a time.
        self.writing = Lock()
        self._known: dict[str, tuple[tuple[int, int, int, int], Any]] = {}
        self.jobs = Jobs(self.store, self.writing)

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """A connection for the ledger's queries, with its errors as the ledger's."""
        with as_ledger_errors(), self.store.reading() as connection:
            yield connection

    def remembered(self, name: str, connection: Any, make: Callable[[Any], _Made]) -> _Made:
        """What `make` makes from the ledger, made again only when a reading or decision changed."""
        stamp = reports.stamp(connection)
        known = self._known.get(name)
        if known is None or known[0] != stamp:
            known = self._known[name] = stamp, make(connection)
        made: _Made = known[1]
        return made

    def close(self) -> None:
        """Closes the ledger, once the current job is done."""
        self.jobs.close()
        self.store.close()
