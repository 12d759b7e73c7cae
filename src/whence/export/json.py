"""`--format json`: one array of documents, each on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

import msgspec

from whence.export.document import Document, document
from whence.ports import Result

_encoder = msgspec.json.Encoder()


def encode(found: Document) -> str:
    """One document as one line of JSON."""
    try:
        return _encoder.encode(found).decode()
    except UnicodeEncodeError:
        # JSON may carry a lone surrogate ("\ud83d" cut from its pair) and the text is kept
        # unchanged; UTF-8 cannot write it, so such a document is written with escapes instead.
        return json.dumps(msgspec.to_builtins(found), separators=(",", ":"))


class JsonExporter:
    """Writes a JSON array; an empty one where there are no documents."""

    def write(self, results: Iterable[Result], out: TextIO) -> None:
        """Implements `ports.Exporter`."""
        before = "["
        for result in results:
            out.write(before + "\n" + encode(document(*result)))
            before = ","
        out.write("[]\n" if before == "[" else "\n]\n")
