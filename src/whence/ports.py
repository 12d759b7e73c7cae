"""The seams: what a stage asks of what it is given. Protocols only, batch-first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TextIO, TypeAlias

from whence.records import Kept, Reading, Rejected, Report, Resolution

#: What one report came to.
Result: TypeAlias = tuple[Report, Reading, Resolution]


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


class Resolver(Protocol):
    """A report and its reading to what they mean."""

    def resolve(self, report: Report, reading: Reading) -> Resolution:
        """Who, when, where, how many, and how sure; hangs on nothing but the two."""
        ...


class Store(Protocol):
    """Keeps results for good. One writes at a time; each report is kept whole or not at all."""

    def has(self, report: Report) -> bool:
        """Whether this very version is there."""
        ...

    def is_forgotten(self, report: Report) -> bool:
        """Whether it was forgotten and may not come back."""
        ...

    def add(self, result: Result, raw: bytes | None = None) -> Kept:
        """Keeps a report with its reading; one that is there is left alone."""
        ...

    def reject(self, rejected: Rejected) -> None:
        """Keeps that a document gave no report, once."""
        ...


class Exporter(Protocol):
    """Reports with all that was read in them, written for people or programs."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Writes as the documents arrive, so memory does not grow with their number."""
        ...
