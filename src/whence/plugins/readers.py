"""Readers of plug-ins: their readings are checked and carry their name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from whence import ports
from whence.errors import WhenceError, fault_of
from whence.plugins.find import FAULTS, Plugin, sound
from whence.records import Reader, Reading, Report, Span, digest


class ReaderFault(Exception):
    """A plug-in's reader failed on a report, which is rejected."""


class PluginReader:
    """A plug-in's reader, whose readings are checked and carry its name."""

    def __init__(self, plugin: Plugin, reader: ports.Reader) -> None:
        self._plugin = plugin
        self._inner = reader
        declared = getattr(reader, "reader", None)
        #: The maker of its readings. The digest is no other plug-in's, and not the shipped model's.
        if isinstance(declared, Reader):
            name = plugin.name if declared.name == "whence" else declared.name
            made = digest(plugin.distribution, plugin.name, declared.bundle)
            self.reader = Reader(
                name=name, bundle=made, version=declared.version, runtime=declared.runtime
            )
        else:
            made = digest(plugin.distribution, plugin.name, plugin.version)
            self.reader = Reader(name=plugin.name, bundle=made, version=plugin.version)

    def read(self, reports: Sequence[Report]) -> list[Reading]:
        """Implements `ports.Reader`; raises `ReaderFault`, or errors for the operator."""
        try:
            readings = list(self._inner.read(reports))
            if len(readings) != len(reports):
                wrong = f"it returned {len(readings)} readings for {len(reports)} reports"
                raise ValueError(wrong)
            pairs = zip(reports, readings, strict=True)
            return [self._checked(report, reading) for report, reading in pairs]
        except WhenceError:
            raise
        except FAULTS as error:
            raise ReaderFault(f"{self._plugin}: {fault_of(error)}") from error

    def _checked(self, report: Report, reading: Reading) -> Reading:
        """The reading, with its types, spans and indices checked, and its maker."""
        if not isinstance(reading, Reading):
            raise TypeError(f"it returned a {type(reading).__name__}, not a reading")
        if reading.report_id != report.id:
            raise ValueError("it returned the reading of another report")
        checked: Reading = sound(reading)
        for span in _spans(checked):
            if not 0 <= span.start <= span.end <= len(report.text):
                raise ValueError(f"its span {span.start} to {span.end} is not in the text")
        _check_tree([one.parent for one in checked.attributions], "parent")
        _check_tree([word.head for word in checked.words], "head")
        return msgspec.structs.replace(checked, reader=self.reader)


def _spans(reading: Reading) -> Iterator[Span]:
    for one in reading.attributions:
        yield from (*one.source, *one.cue, *one.content)
    for mention in (*reading.entities, *reading.times):
        yield mention.span
    for word in reading.words:
        yield word.span
    for antecedent in reading.antecedents:
        yield from (antecedent.mention, antecedent.antecedent)


def _check_tree(above: Sequence[int | None], what: str) -> None:
    """Raises ValueError where an index leads nowhere, or round in a circle."""
    ended: set[int] = set()
    for start in range(len(above)):
        path: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in ended:
            if not 0 <= at < len(above) or at in path:
                raise ValueError(f"a {what} of it leads nowhere")
            path[at] = None
            at = above[at]
        ended.update(path)
