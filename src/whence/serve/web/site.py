"""What every page of a server shares: the ledger, the settings, the reading under way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from whence import wire
from whence.ledger.engine import told
from whence.serve.web.jobs import Jobs
from whence.settings import Settings


class Site:
    """A ledger that is served. `place` is its file or URL; raises `LedgerError` and its kinds."""

    def __init__(self, place: str, settings: Settings) -> None:
        self.store = wire.ledger(place, create=True)
        self.settings = settings
        #: Held by whoever writes: the store knows one writer at a time.
        self.writing = Lock()
        self.jobs = Jobs(self.store, self.writing)

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """A connection for the ledger's queries, with its errors told as the ledger's."""
        with told(), self.store.reading() as connection:
            yield connection

    def close(self) -> None:
        """Lets the ledger go, once what is being read is done."""
        self.jobs.close()
        self.store.close()
