"""Stores the result of reading a doc in the doc: plain bytes in its user data.

spaCy sends docs between processes and writes them to disk with msgpack, which takes plain values
alone. So the records are stored packed, and everything else is made from them on demand.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any, cast

import msgspec
from spacy.tokens import Doc

from whence.api.document import Document
from whence.errors import ParseError
from whence.pipeline import Outcome
from whence.records import Reading, Rejected, Report, Resolution, digest

#: The key that spaCy uses for the value of `doc._.whence`, so that it is treated as one everywhere.
_KEY = ("._.", "whence", None, None)
#: The fastest level: a sixth of the time of the usual one, for a fifth more bytes.
_LEVEL = 1


class _Read(msgspec.Struct, frozen=True, tag="read"):
    """A result; its report's text is the doc's and not stored twice."""

    text: str  #: digest of the doc's text
    report: Report
    reading: Reading
    resolution: Resolution


class _Refused(msgspec.Struct, frozen=True, tag="refused"):
    """Why a doc gave no report."""

    text: str
    rejected: Rejected


_DECODER: msgspec.msgpack.Decoder[_Read | _Refused] = msgspec.msgpack.Decoder(_Read | _Refused)


def store(doc: Doc, outcome: Outcome) -> None:
    """Writes the outcome for a doc into it, replacing an earlier one."""
    text = digest(doc.text)
    if isinstance(outcome, Rejected):
        packed = msgspec.msgpack.encode(_Refused(text, outcome))
    else:
        report, reading, resolution = outcome
        bare = msgspec.structs.replace(report, text="")
        packed = msgspec.msgpack.encode(_Read(text, bare, reading, resolution))
    _data(doc)[_KEY] = zlib.compress(packed, _LEVEL)


def is_stored(doc: Doc) -> bool:
    """Whether this doc, with its current text, was read or rejected."""
    return _outcome(doc) is not None


def document(doc: Doc) -> Document | None:
    """The document of a doc; None where it gave none, or was never read."""
    found = _outcome(doc)
    return found if isinstance(found, Document) else None


def rejected(doc: Doc) -> Rejected | None:
    """Why the doc gave no report, if it gave none."""
    found = _outcome(doc)
    return found if isinstance(found, Rejected) else None


def _data(doc: Doc) -> dict[Any, Any]:
    # Keys are of any kind, whatever spaCy's types say.
    return cast("dict[Any, Any]", doc.user_data)


def _outcome(doc: Doc) -> Document | Rejected | None:
    packed = _data(doc).get(_KEY)
    return None if packed is None else _unpacked(packed, doc.text)


@lru_cache(maxsize=8)
def _unpacked(packed: bytes, text: str) -> Document | Rejected | None:
    """None where it is for another text: spaCy copies user data to docs made from a part of one."""
    try:
        found = _DECODER.decode(zlib.decompress(packed))
    except (zlib.error, msgspec.DecodeError) as error:
        raise ParseError(
            "this doc was read by another version of whence; send it through again"
        ) from error
    if found.text != digest(text):
        return None
    if isinstance(found, _Refused):
        return found.rejected
    # A report has no byte order mark; see `views.shift`.
    whole = msgspec.structs.replace(found.report, text=text.removeprefix("\ufeff"))
    return Document(whole, found.reading, found.resolution)
