"""The kinds of formats as `ports.LedgerExporter`s: a text or a folder of reports, or a ledger."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, TextIO

from whence.ports import Exporter, Holdings, Result, Target


class TextOfReports:
    """Exports reports, each written alone, as one text."""

    def __init__(self, exporter: Exporter) -> None:
        """`exporter` writes the reports; a plug-in's will do."""
        self._exporter = exporter

    def export(self, held: Holdings, target: Target) -> dict[str, int]:
        """Implements `ports.LedgerExporter`."""
        results = _Counted(held.results())
        with target.text() as out:
            self._exporter.write(results, out)
        return {"reports": results.count}


class TextOfLedger(ABC):
    """Exports what only a ledger has, such as events, as one text."""

    counted: ClassVar[str] = "reports"  #: what `write` counts

    def export(self, held: Holdings, target: Target) -> dict[str, int]:
        """Implements `ports.LedgerExporter`."""
        with target.text() as out:
            return {self.counted: self.write(held, out)}

    @abstractmethod
    def write(self, held: Holdings, out: TextIO) -> int:
        """Writes it piece by piece; gives how many reports, or events, were written."""


class FolderOfReports(ABC):
    """Exports reports to a folder with some files for each."""

    def export(self, held: Holdings, target: Target) -> dict[str, int]:
        """Implements `ports.LedgerExporter`."""
        results = _Counted(held.results())
        self.write_folder(results, target.path)
        return {"reports": results.count}

    @abstractmethod
    def write_folder(self, results: Iterable[Result], folder: Path) -> None:
        """Writes the folder; existing files of the same names are replaced."""


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A text file to write, which has its name only when all of it is there.

    What interrupts the writing leaves an old file of that name as it was, and a full disk no
    fuller.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        # Line ends stay as they are; halves of surrogate pairs cannot be written.
        with partial.open("w", encoding="utf-8", errors="replace", newline="") as out:
            yield out
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


class _Counted:
    """Results, counted as they go by."""

    def __init__(self, results: Iterable[Result]) -> None:
        self.count = 0
        self._results = results

    def __iter__(self) -> Iterator[Result]:
        for result in self._results:
            self.count += 1
            yield result
