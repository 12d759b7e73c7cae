"""Common parts of formats made of JSON and IRIs: one line of JSON, and ids."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from whence.records import Entity, Report, Span
from whence.records.keys import entity_key

#: The values of a JSON object in these formats.
Node = dict[str, Any]

# Without what RFC 3987 forbids in an IRI: such a value would be no address to any reader.
_ADDRESS = re.compile(
    r"https?://[^\x00-\x20\x7f-\xa0<>\"{}|\\^`\[\]\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff\s]+\Z",
    re.IGNORECASE,
)
_encoder = msgspec.json.Encoder()


def line(found: Mapping[str, Any]) -> str:
    """An object as one line of JSON that UTF-8 can write.

    A lone surrogate, which JSON may carry and UTF-8 may not, makes the line one of escapes.
    """
    try:
        return _encoder.encode(found).decode()
    except UnicodeEncodeError:
        return json.dumps(found, separators=(",", ":"))


def urn(kind: str, key: str) -> str:
    """The id of a thing where an IRI is asked for: `urn:whence:claim:3f…`."""
    return f"urn:whence:{kind}:{quote(key, safe='', errors='replace')}"


def address(report: Report) -> str | None:
    """The report's http(s) address; None where it has none that is a valid IRI."""
    url = report.url or ""
    return url if _ADDRESS.match(url) else None


def entity_urn(report: Report, entity: Entity) -> str:
    """The same for any model that finds the same name first at the same words."""
    return urn("entity", entity_key(report, entity))


def shown(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans with words of the text, in text order."""
    for span in sorted(spans):
        if 0 <= span.start < span.end <= len(text):
            yield span


def without_empty(found: Node) -> Node:
    """Without unknown properties: a property that is there has a value."""
    return {name: value for name, value in found.items() if value not in (None, "", [])}
