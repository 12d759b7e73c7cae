"""Exporters of plug-ins: a report that they fail on costs only that report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeAlias

from whence import ports
from whence.errors import PluginError, fault_of
from whence.plugins.find import FAULTS, Plugin
from whence.ports import Result
from whence.records import Rejected, Report

#: Called with each report that could not be written.
Failed: TypeAlias = Callable[[Rejected], None]


class PluginExporter:
    """A plug-in's exporter: a report that it fails on is rejected, and the rest is written.

    `write` is then called again with the reports that are left.
    """

    def __init__(self, plugin: Plugin, exporter: ports.Exporter, failed: Failed | None) -> None:
        """`failed` is called with what could not be written; without it that is a `PluginError`."""
        self._plugin = plugin
        self._exporter = exporter
        self._failed = failed

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Implements `ports.Exporter`."""
        given = _Given(results)
        while True:
            given.forget()
            try:
                self._exporter.write(given, out)
            except FAULTS as error:
                # Not its fault: reading raised, or the output's reader closed the pipe.
                if error is given.raised or isinstance(error, OSError):
                    raise
                if self._failed is None or given.last is None:
                    raise PluginError(f"{self._plugin} failed: {fault_of(error)}") from error
                self._failed(self._rejected(given.last, error))
                continue
            return

    def _rejected(self, report: Report, error: BaseException) -> Rejected:
        return Rejected(
            source=report.origin.source,
            stage="read",
            code="exporter",
            detail=f"{self._plugin} failed on it: {fault_of(error)}",
            origin=report.origin,
        )


class _Given(Iterator[Result]):
    """Results with a note of the last one passed on, and of what getting them raised."""

    def __init__(self, results: Iterable[Result]) -> None:
        self._results = iter(results)
        self.last: Report | None = None
        self.raised: BaseException | None = None

    def forget(self) -> None:
        """Forgets the last one passed on."""
        self.last = None

    def __next__(self) -> Result:
        try:
            result = next(self._results)
        except StopIteration:
            raise
        except BaseException as error:
            self.raised = error
            raise
        self.last = result[0]
        return result
