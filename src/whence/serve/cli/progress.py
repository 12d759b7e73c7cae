"""One line on stderr that tells how far long work is; only ever shown on a terminal."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self, TextIO

_AFTER = 0.5  #: seconds of work that need no telling
_EVERY = 0.1  #: seconds between two tellings


class Progress:
    """Counts of what is read and rejected, with the pace. The total is not known: work streams."""

    def __init__(self, out: TextIO, *, doing: str = "reading") -> None:
        self._doing = doing
        self._out = out
        self._begun = time.monotonic()
        self._next = self._begun + _AFTER
        self._on_screen = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def show(self, read: int, rejected: int) -> None:
        """Rewrites the line, at most ten times a second."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _EVERY
        pace = (read + rejected) / (now - self._begun)
        bad = f", {rejected:,} rejected" if rejected else ""
        reports = f"{read:,} report{'' if read == 1 else 's'}"
        self._out.write(f"\r\x1b[K{self._doing}: {reports}{bad} ({pace:,.1f} a second)")
        self._out.flush()
        self._on_screen = True

    def clear(self) -> None:
        """Takes the line away, so that something else can be said."""
        if self._on_screen:
            self._out.write("\r\x1b[K")
            self._out.flush()
            self._on_screen = False
