"""`--format jsonl`: one document a line, flushed as it is read, for pipes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from whence.export.document import document
from whence.export.json import encode
from whence.records import Reading, Report


class JsonLinesExporter:
    """Writes one JSON object a line."""

    def write(self, documents: Iterable[tuple[Report, Reading]], out: TextIO) -> None:
        """Keeps `ports.Exporter`."""
        for report, reading in documents:
            out.write(encode(document(report, reading)) + "\n")
            out.flush()
