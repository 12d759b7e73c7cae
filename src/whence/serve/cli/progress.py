"""A progress line on stderr; only shown on a terminal."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self, TextIO

_AFTER = 0.5  #: seconds of work that need no progress line
_EVERY = 0.1  #: seconds between two updates


class Progress:
    """Counts of what is read and rejected, with the speed. The total is not known: work streams."""

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
        """Removes the line, so that something else can be printed."""
        if self._on_screen:
            self._out.write("\r\x1b[K")
            self._out.flush()
            self._on_screen = False
