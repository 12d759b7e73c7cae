"""`--format jsonl`: one document a line, flushed as it is read, for pipes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from whence.export.document import document
from whence.export.json import encode
from whence.ports import Result


class JsonLinesExporter:
    """Writes one JSON object a line."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Implements `ports.Exporter`."""
        for result in results:
            out.write(encode(document(*result)) + "\n")
            out.flush()
