"""The seams: what a stage asks of what it is given. Protocols only, batch-first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TextIO

from whence.records import Reading, Rejected, Report


class Parser(Protocol):
    """Bytes of one media type to reports."""

    def parse(self, raw: bytes, source: str) -> Iterator[Report | Rejected]:
        """The reports in `raw`, and what failed among them; never raises for bad content."""
        ...


class Reader(Protocol):
    """Reports to readings, in their order. The same report gives the same reading in any batch."""

    def read(self, reports: Sequence[Report]) -> list[Reading]:
        """One reading a report."""
        ...


class Exporter(Protocol):
    """Reports with their readings, written for people or programs."""

    def write(self, documents: Iterable[tuple[Report, Reading]], out: TextIO) -> None:
        """Writes as the documents arrive, so memory does not grow with their number."""
        ...
