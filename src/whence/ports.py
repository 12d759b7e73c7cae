"""The interfaces between stages, as Protocols: what each expects of what it is given.

They take and return many at once where that pays. Offsets count code points of a report's text; ids
and keys are hexadecimal digests; a moment is ISO 8601 in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO, TypeAlias, TypeVar

from whence.records import (
    Decision,
    Fingerprint,
    Kept,
    Outline,
    Reading,
    Rejected,
    Report,
    Resolution,
    Run,
)
from whence.records.finding import EventSummary, Finding

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Task = TypeVar("Task")
Value = TypeVar("Value")

#: Called with the digest and the bytes of each document, before its report is given.
SaveRaw: TypeAlias = Callable[[str, bytes], None]

#: A report with its reading and what that means.
Result: TypeAlias = tuple[Report, Reading, Resolution]


class Parser(Protocol):
    """Turns the bytes of one media type into reports."""

    def parse(self, raw: bytes, source: str) -> Iterator[Report | Rejected]:
        """The reports in a document, and what failed among them.

        `raw` is the whole document, `source` its path or address. Bad content gives `Rejected`,
        never an exception.
        """
        ...


class Parsers(Protocol):
    """Parsers of types that whence itself does not read."""

    def of_name(self, name: str) -> Parser | None:
        """The parser for a file name, by its ending, such as ".eml"; None if there is none."""
        ...

    def of_type(self, media_type: str) -> Parser | None:
        """The parser for a media type as a server sends it; None if there is none."""
        ...


class Reader(Protocol):
    """Finds attributions, names and times. A report's reading does not depend on its batch."""

    def read(self, reports: Sequence[Report]) -> list[Reading]:
        """One reading for each report, in the same order.

        May raise a `WhenceError`, which ends the run; other exceptions reject the report.
        """
        ...


class Resolver(Protocol):
    """Works out what a reading means."""

    def resolve(self, report: Report, reading: Reading) -> Resolution:
        """Speakers, times, places, figures and claims; depends on these two arguments alone."""
        ...


class Store(Protocol):
    """Stores results. One process writes at a time; a report is stored whole or not at all."""

    def has(self, report: Report) -> bool:
        """Whether this version of the report is there, by its id."""
        ...

    def is_forgotten(self, report: Report) -> bool:
        """Whether the report was erased with `forget` and may not be added again."""
        ...

    def add(self, result: Result, raw: bytes | None = None) -> Kept:
        """Stores a report with its reading, and its bytes if given; leaves an existing one alone.

        Gives whether it was added, changed or known. Raises a `WhenceError` where it cannot write.
        """
        ...

    def reject(self, rejected: Rejected) -> None:
        """Stores, once, that a document gave no report."""
        ...


class ReviewedResult(Protocol):
    """A result with people's decisions applied to it."""

    @property
    def result(self) -> Result:
        """The report, reading and resolution after the decisions."""
        ...

    @property
    def decided(self) -> Mapping[str, Decision]:
        """The last decision on each item, by the item's key."""
        ...

    @property
    def orphans(self) -> Sequence[Decision]:
        """The decisions whose words are no longer in the report."""
        ...


#: Applies the decisions on one report, in their order, to what a machine read in it.
ApplyDecisions: TypeAlias = Callable[[Result, Sequence[Decision]], ReviewedResult]


class Reviews(Protocol):
    """Stores people's decisions, and has the readings that they are applied to."""

    def machine(self, report: str) -> Result:
        """A version, by its full id, as a machine last read it; raises `LedgerError`."""
        ...

    def of_report(self, identity: str) -> list[Decision]:
        """All decisions on a report, by its identity, in order, undone ones included."""
        ...

    def by_number(self, number: int) -> Decision:
        """One decision by its number; raises `LedgerError` if there is none."""
        ...

    def reviewed(self) -> Iterator[ReviewedResult]:
        """The last version of each report that has decisions."""
        ...

    def add_decision(self, decision: Decision) -> int:
        """Stores a decision, updates what is in force, and gives the decision's number."""
        ...


class Matches(Protocol):
    """What summarizing an event needs: the fingerprints of its reports and of those around it.

    Fingerprints go by numbers, which the store gives them.
    """

    def fingerprints(self, numbers: Sequence[int]) -> dict[int, Fingerprint]:
        """Fingerprints by their numbers."""
        ...

    def matches_of(self, numbers: Sequence[int], score: int) -> dict[tuple[int, int], int]:
        """The matches of these fingerprints with any others: pair -> score, in thousandths.

        Only those of at least `score`.
        """
        ...

    def copies_among(self, numbers: Sequence[int], share: int) -> dict[tuple[int, int], int]:
        """Pairs of these that share text: pair -> thousandths of the shorter, at least `share`."""
        ...


class Comparisons(Matches, Protocol):
    """What comparing reports needs of a store."""

    def begin(self, method: str) -> int:
        """Drops what another method made, and what is of versions that were replaced since.

        `method` is a digest of how reports are compared. Gives how many reports wait.
        """
        ...

    def waiting(self) -> list[str]:
        """The ids of some of the reports that wait, in no order; empty when all are done."""
        ...

    def result(self, report: str) -> tuple[Result, str]:
        """A report by its id, and its moment of publication, "" if unknown."""
        ...

    def near(self, terms: Mapping[int, int], bands: Sequence[int], likeness: int) -> list[int]:
        """The fingerprints that share a band, or enough weight of terms, with this one.

        `terms` are hashes with weights; `likeness` is the least sum of the products of weights.
        """
        ...

    def outlines(self, numbers: Sequence[int]) -> dict[int, Outline]:
        """The part of fingerprints that matching needs, by number; cheaper than the whole."""
        ...

    def add_fingerprint(
        self,
        fingerprint: Fingerprint,
        terms: Mapping[int, int],
        bands: Sequence[int],
        matches: Mapping[int, tuple[int, int]],
    ) -> int:
        """Stores a fingerprint with its matches, number -> score and share; gives its number."""
        ...

    def ungrouped(self) -> list[int]:
        """The fingerprints that are in no event yet."""
        ...

    def decided_pairs(self, numbers: Sequence[int]) -> dict[tuple[int, int], bool]:
        """Pairs, with any of these in them, that people joined (True) or separated (False)."""
        ...

    def named(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """The report's id and the moment of publication for each of these fingerprints."""
        ...

    def group(self, named: Mapping[int, str], beside: Collection[str] = ()) -> None:
        """Sets the events of fingerprints, number -> event id, all or none.

        The summaries of events that change are dropped, and those of the events `beside`.
        """
        ...

    def events(self) -> Iterator[tuple[str, dict[int, Fingerprint]]]:
        """Every event by its id, with its reports' fingerprints by number; ordered by id."""
        ...

    def members(self, event: str) -> dict[int, Fingerprint]:
        """The fingerprints of an event's reports, by number."""
        ...

    def events_of(self, numbers: Sequence[int]) -> set[str]:
        """The ids of the events that these fingerprints are in."""
        ...

    def without_summary(self) -> list[str]:
        """The ids of the events that have no summary yet."""
        ...

    def store_summary(self, summary: EventSummary) -> None:
        """Stores the summary of an event."""
        ...


class Vectors(Protocol):
    """Turns texts into vectors; the product of two is how similar the texts are, -1 to 1."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """An array of shape (texts, width): one row of length 1 for each text."""
        ...


class Mapper(Protocol):
    """Does many tasks on many processes, on this machine or a cluster."""

    def map(
        self, build: Callable[[], Callable[[Task], Value]], tasks: Sequence[Task]
    ) -> Iterator[tuple[int, Value | None, str | None]]:
        """Each task's index with its result, or None and the reason; in the order of finishing.

        `build` makes, once in each process, the function that does a task. It, tasks and results
        must be picklable. A task may run twice where a process died. Raises `WorkerError`.
        """
        ...


class Exporter(Protocol):
    """Writes reports and what was read in them as one text; plug-ins have such exporters, too."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Writes each result as it arrives, so that memory does not grow with their number."""
        ...


class Holdings(Protocol):
    """What is exported: a ledger, the reports with claims that fit a query, or results alone."""

    @property
    def tables(self) -> Sequence[str]:
        """The names of the tables that there are rows for, in their order."""
        ...

    def results(self) -> Iterator[Result]:
        """The last version of each report, with people's decisions applied."""
        ...

    def summaries(self) -> Iterator[EventSummary]:
        """The summaries of the events that these reports are about."""
        ...

    def claims(self, summary: EventSummary) -> Mapping[str, str]:
        """The claims of an event's reports: claim key -> id of its report."""
        ...

    def same(self, summary: EventSummary) -> Iterator[Finding]:
        """Findings of claims in an event that say the same."""
        ...

    def decisions(self, report: Report) -> Sequence[Decision]:
        """The decisions on a report that were not undone, in their order."""
        ...

    def runs(self) -> Iterator[tuple[int, Run]]:
        """The calls that wrote to the ledger, each with its number."""
        ...

    def runs_of(self, report: Report) -> tuple[int, int]:
        """The numbers of the run that added a report, and of the run that read it."""
        ...

    def rejected(self) -> Iterator[Rejected]:
        """The documents that gave no report."""
        ...

    def reviewed(self) -> Iterator[tuple[Result, ReviewedResult]]:
        """The reports with decisions: as a machine read each, and after the decisions."""
        ...


class Target(Protocol):
    """Where an export goes: standard output, a file or a folder."""

    @property
    def path(self) -> Path:
        """The file or folder; raises `SettingsError` for standard output, which is neither."""
        ...

    def text(self) -> AbstractContextManager[TextIO]:
        """A stream of text to it. A file gets its name at the end, where nothing was raised."""
        ...


class LedgerExporter(Protocol):
    """Exports a ledger, or a part of it, in one format: as a text, a file or a folder."""

    def export(self, held: Holdings, target: Target) -> dict[str, int]:
        """Writes it piece by piece; gives the number of reports, events, or rows of each table.

        Raises `SettingsError` or OSError where it cannot write, and `MissingExtra`.
        """
        ...
