"""The seams: what a stage asks of what it is given. Protocols only, batch-first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO, TypeAlias, TypeVar

from whence.records import (
    Decision,
    Kept,
    Outline,
    Reading,
    Rejected,
    Report,
    Resolution,
    Run,
    Sketch,
)
from whence.records.finding import Dossier, Finding

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Task = TypeVar("Task")
Value = TypeVar("Value")

#: What is told the bytes of each document with their digest, before its report is given.
Keep: TypeAlias = Callable[[str, bytes], None]

#: What one report came to.
Result: TypeAlias = tuple[Report, Reading, Resolution]


class Parser(Protocol):
    """Bytes of one media type to reports."""

    def parse(self, raw: bytes, source: str) -> Iterator[Report | Rejected]:
        """The reports in `raw`, and what failed among them; never raises for bad content."""
        ...


class Parsers(Protocol):
    """Parsers of types that are not whence's own, chosen by what a document is called."""

    def of_name(self, name: str) -> Parser | None:
        """The parser of a file, by the ending of its name."""
        ...

    def of_type(self, media_type: str) -> Parser | None:
        """The parser of what a server calls so."""
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


class Laid(Protocol):
    """A result with people's decisions laid over it."""

    @property
    def result(self) -> Result:
        """What holds now."""
        ...

    @property
    def decided(self) -> Mapping[str, Decision]:
        """The last decision of each thing, by its key."""
        ...

    @property
    def orphans(self) -> Sequence[Decision]:
        """The decisions whose words are gone."""
        ...


#: Decisions of one report, in their order, over what a machine read in it.
Lay: TypeAlias = Callable[[Result, Sequence[Decision]], Laid]


class Reviews(Protocol):
    """Keeps what people decide, and has what it is laid over."""

    def machine(self, report: str) -> Result:
        """A version, by its whole id, as a machine last read it."""
        ...

    def of_report(self, identity: str) -> list[Decision]:
        """All decisions of a report, in their order, with what was undone and the undoing."""
        ...

    def by_number(self, number: int) -> Decision:
        """One decision."""
        ...

    def reviewed(self) -> Iterator[Laid]:
        """The last version of each report that somebody decided something of."""
        ...

    def keep(self, decision: Decision) -> int:
        """Keeps a decision, and brings what is in force in line; gives its number."""
        ...


class Matches(Protocol):
    """What telling an event needs to know of its reports and of those around it.

    Sketches go by the numbers that whoever holds them gives them.
    """

    def sketches(self, numbers: Sequence[int]) -> dict[int, Sketch]:
        """Sketches by their numbers."""
        ...

    def matches_of(self, numbers: Sequence[int], score: int) -> dict[tuple[int, int], int]:
        """The matches of some sketches, with whomever, from a score on."""
        ...

    def copies_among(self, numbers: Sequence[int], share: int) -> dict[tuple[int, int], int]:
        """Pairs of these sketches of which so many thousandths of the shorter are the other's."""
        ...


class Comparisons(Matches, Protocol):
    """What comparing needs of a store."""

    def begin(self, method: str) -> int:
        """Drops what another method made, or made of a report that is no last version any more.

        Gives how many reports wait to be compared.
        """
        ...

    def waiting(self) -> list[str]:
        """The ids of some of the reports that wait, in no particular order; none at the end."""
        ...

    def result(self, report: str) -> tuple[Result, str]:
        """A report as it was read, and the moment that reports are ordered by, "" for unknown."""
        ...

    def near(self, terms: Mapping[int, int], bands: Sequence[int], likeness: int) -> list[int]:
        """The sketches that hold any of the bands, or share at least so much of the terms.

        What is shared is the sum over the terms of the products of the two weights.
        """
        ...

    def outlines(self, numbers: Sequence[int]) -> dict[int, Outline]:
        """What of sketches two are compared by: less to take out than the whole."""
        ...

    def keep(
        self,
        sketch: Sketch,
        terms: Mapping[int, int],
        bands: Sequence[int],
        matches: Mapping[int, tuple[int, int]],
    ) -> int:
        """Keeps a sketch with its matches, number -> score and share; gives its number."""
        ...

    def ungrouped(self) -> list[int]:
        """The sketches whose event is not known."""
        ...

    def decided_pairs(self, numbers: Sequence[int]) -> dict[tuple[int, int], bool]:
        """The pairs, with any of some sketches in them, that people joined (True) or parted."""
        ...

    def named(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """The report and the moment of publication of each of some sketches."""
        ...

    def group(self, named: Mapping[int, str], beside: Collection[str] = ()) -> None:
        """Tells the events of sketches, all or none.

        What was told of an event that changed by it is dropped, and of the events `beside`, for
        which a report that came is news.
        """
        ...

    def events(self) -> Iterator[tuple[str, dict[int, Sketch]]]:
        """Every event with the sketches of its reports, by number; in the order of their ids."""
        ...

    def members(self, event: str) -> dict[int, Sketch]:
        """The sketches of an event's reports, by number."""
        ...

    def events_of(self, numbers: Sequence[int]) -> set[str]:
        """The events that some sketches are in."""
        ...

    def untold(self) -> list[str]:
        """The events of which nothing is told yet."""
        ...

    def tell(self, dossier: Dossier) -> None:
        """Keeps what is told of an event."""
        ...


class Vectors(Protocol):
    """Texts to vectors whose products say how alike the texts are."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One unit row a text, (texts, width)."""
        ...


class Mapper(Protocol):
    """Does many tasks on many processes, here or elsewhere."""

    def map(
        self, build: Callable[[], Callable[[Task], Value]], tasks: Sequence[Task]
    ) -> Iterator[tuple[int, Value | None, str | None]]:
        """Each task by its place with what it gave, or why it gave nothing; as they are done.

        `build` makes, once in each process, what does a task; it, tasks and what they give can be
        pickled. A task may be done twice where a process died, so it must not matter.
        """
        ...


class Exporter(Protocol):
    """Reports with all that was read in them, written for people or programs."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Writes as the documents arrive, so memory does not grow with their number."""
        ...


class TableWriter(Protocol):
    """All that was read and compared, written as tables into files of its own."""

    def write_to(
        self, rows: Iterable[tuple[str, dict[str, Any]]], place: Path, tables: Iterable[str]
    ) -> dict[str, int]:
        """Writes rows, each with its table's name, to a file or folder; gives how many of each.

        `tables` are all that there are, since one may have no row.
        """
        ...


class Holdings(Protocol):
    """What a ledger holds, or a part of it that somebody chose, to be written for others."""

    def results(self) -> Iterator[Result]:
        """The reports in force, people's decisions laid over them."""
        ...

    def dossiers(self) -> Iterator[Dossier]:
        """What is told of the events that any of them tells of."""
        ...

    def claims(self, dossier: Dossier) -> Mapping[str, str]:
        """The claims of an event's reports: the id of the report of each, by the claim's key."""
        ...

    def same(self, dossier: Dossier) -> Iterator[Finding]:
        """Claims of an event that say the same."""
        ...

    def decisions(self, report: Report) -> Sequence[Decision]:
        """What people decided of a report and did not undo, in their order."""
        ...

    def runs(self) -> Iterator[tuple[int, Run]]:
        """The calls that wrote to the ledger, by number."""
        ...

    def runs_of(self, report: Report) -> tuple[int, int]:
        """The numbers of the runs that added a report, and that made its reading."""
        ...

    def rejected(self) -> Iterator[Rejected]:
        """The documents that gave no report."""
        ...


class LedgerExporter(Protocol):
    """What a ledger holds, written for programs."""

    def write(self, held: Holdings, out: TextIO) -> int:
        """Writes it as it comes; gives how many things that were, reports or events."""
        ...
