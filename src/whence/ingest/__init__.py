"""Bytes to reports: files, folders and standard input in, `Report` or `Rejected` out.

    for result in ingest(["reports/", "-"]):
        ...

`discover` finds documents, `formats` lists what can be read and by which module, `compression`
unpacks them, `sniff` recognises their type and encoding, `plain`, `html`, `json_reader`, `warc` and
`parquet_reader` read one format each into a draft, `online` has `http_client` fetch what is
elsewhere, a page or all that a `feed` lists, `assemble` checks the draft and makes the report.
`splits` cuts large files up for many processes. One document is in memory at a time, and none can
stop the others: what fails is a `Rejected`, in its place.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import BinaryIO, cast

from whence.ingest import compression, discover, json_reader, plain, plugin_adapter, sniff
from whence.ingest import limits as bounds
from whence.ingest.assemble import Context, Draft, Given, Limits, Place, reject, reports_of
from whence.ingest.formats import Format, Type, ending_of, format_of, is_feed
from whence.ingest.normalize import unmarked
from whence.ingest.sniff import Unfit
from whence.ports import Parser, Parsers, SaveRaw
from whence.records import Published, Rejected, Report, digest

__all__ = ["Context", "Given", "Intake", "Limits", "ingest"]


def ingest(
    sources: Iterable[str],
    given: Given | None = None,
    limits: Limits | None = None,
    raws: SaveRaw | None = None,
    parsers: Parsers | None = None,
) -> Intake:
    """The reports of these sources, in order, as they are asked for; never raises for a document.

    A source is a path, a folder, an http(s) address or `-`. `given` fills what a source lacks.
    `raws` gets each document's bytes, a JSON object's own for one of several. `parsers` read the
    types that are not read here.
    """
    return Intake(sources, Context(given or Given(), limits or Limits(), raws, parsers))


class Intake(Iterator[Report | Rejected]):
    """An intake in progress, with counts of what went by so far."""

    def __init__(self, sources: Iterable[str], context: Context) -> None:
        self.taken = 0  #: reports given
        self.rejected = 0  #: documents without a report
        self.skipped = 0  #: files in folders of types that are not read
        self._results = self._run(sources, context)

    def __iter__(self) -> Intake:
        """Itself: an intake runs once."""
        return self

    def __next__(self) -> Report | Rejected:
        """The next document's report, or why it gave none."""
        return next(self._results)

    def _run(self, sources: Iterable[str], context: Context) -> Iterator[Report | Rejected]:
        for source in sources:
            for found in discover.find(source, context.parsers):
                if isinstance(found, discover.Skipped):
                    self.skipped += 1
                    continue
                results = (
                    iter((found,))
                    if isinstance(found, Rejected)
                    else discover.shielded(found.source, opened(found, context))
                )
                for result in results:
                    self.taken += isinstance(result, Report)
                    self.rejected += isinstance(result, Rejected)
                    yield result


def opened(found: discover.Found, context: Context) -> Iterator[Report | Rejected]:
    """The reports in a document that was found; what opening or reading it raises is passed on."""
    if found.is_address or is_feed(found.source):
        # Imported here: reading files need not load the network code.
        from whence.ingest import online

        if found.path is None:
            yield from online.fetched(found.source, context)
        else:
            yield from online.saved(found.path, found.source, context)
    elif found.path is None:
        # Not closed: standard input is not ours.
        yield from read(sys.stdin.buffer, found.source, context)
    elif (known := format_of(found.source)) and known.reads == "path":
        which = import_module(f"whence.ingest.{known.module}")
        yield from which.read(str(found.path), found.source, context)
    else:
        with found.path.open("rb") as stream:
            yield from _named(stream, found.source, context)


def handed(
    documents: Iterable[tuple[str, bytes]],
    given: Given | None = None,
    limits: Limits | None = None,
    raws: SaveRaw | None = None,
    parsers: Parsers | None = None,
) -> Iterator[Report | Rejected]:
    """The reports in documents in memory: the name that each came by, and its bytes.

    The name is not used as a path. A report without an address is identified by name and bytes.
    """
    context = Context(given or Given(), limits or Limits(), raws, parsers)
    for name, raw in documents:
        source = (
            f"{digest(raw)[:12]}/{discover.named(name.replace(chr(92), '/').rpartition('/')[2])}"
        )
        yield from discover.shielded(source, _named(io.BytesIO(raw), source, context))


def _named(stream: BinaryIO, source: str, context: Context) -> Iterator[Report | Rejected]:
    """The reports in an open document, by the format that its name claims or a plug-in's parser."""
    known = format_of(source)
    if known and known.reads in ("stream", "table"):
        yield from import_module(f"whence.ingest.{known.module}").read(stream, source, context)
    elif parser := discover.parser_of(source, context.parsers):
        yield from _parsed(stream, source, parser, context)
    elif known and known.reads == "whole":
        yield from _document(stream, source, known, context)
    else:
        yield from read(stream, source, context)


def read(stream: BinaryIO, source: str, context: Context) -> Iterator[Report | Rejected]:
    """The reports in an open stream; `source` is its name, whose ending counts."""
    head = _head(stream)
    if not head.startswith(compression.MARK):
        yield from _read_on(head, stream, source, context)
        return
    stream = compression.unpacked(_rejoined(head, stream))
    yield from _read_on(_head(stream), stream, source, context)


def _read_on(
    head: bytes, stream: BinaryIO, source: str, context: Context
) -> Iterator[Report | Rejected]:
    """The reports in a stream whose beginning was read."""
    kind = sniff.type_of(head, source)
    place = Place(source=source, path=source, type="text", raw_digest=digest(head))
    if not head:
        yield reject(place, Unfit("empty", "the file is empty"))
    elif isinstance(kind, Unfit):
        yield reject(place, kind)
    elif kind in ("json", "jsonl"):
        yield from json_reader.read(_rejoined(head, stream), source, kind, context)
    else:
        yield from _whole(head, stream, source, kind, context)


def _whole(
    head: bytes, stream: BinaryIO, source: str, kind: Type, context: Context
) -> Iterator[Report | Rejected]:
    """The report of a text or a page, and of a page with several each of them."""
    raw = _all(head, stream, context.limits)
    if isinstance(raw, Unfit):
        place = Place(source=source, path=source, type=kind, raw_digest=digest(head))
        yield reject(place, raw)
        return
    place = Place(source=source, path=source, type=kind, raw_digest=digest(raw))
    context.save(place.raw_digest, raw)
    text = sniff.decode(raw, html=kind == "html")
    if isinstance(text, Unfit):
        yield reject(place, text)
        return
    is_page = kind == "html" and text.strip()
    draft = bounds.page(text, context.limits) if is_page else plain_draft(text)
    if isinstance(draft, Unfit):
        yield reject(place, draft)
    else:
        yield from reports_of(draft, place, context)


def _document(
    stream: BinaryIO, source: str, known: Format, context: Context
) -> Iterator[Report | Rejected]:
    """The report of a document in a format of its own: a message, a saved page, a PDF."""
    head = _head(stream)
    raw = _all(head, stream, context.limits)
    place = Place(
        source=source,
        path=source,
        type="text",
        raw_digest=digest(head if isinstance(raw, Unfit) else raw),
        media_type=known.media_type,
    )
    if isinstance(raw, Unfit) or not raw:
        yield reject(place, raw or Unfit("empty", "the file is empty"))
        return
    context.save(place.raw_digest, raw)
    reader = import_module(f"whence.ingest.{known.module}")
    draft: Draft | Unfit = reader.read(raw, ending_of(source), context.limits)
    if isinstance(draft, Unfit):
        yield reject(place, draft)
    else:
        yield from reports_of(draft, place, context)


def _parsed(
    stream: BinaryIO, source: str, parser: Parser, context: Context
) -> Iterator[Report | Rejected]:
    """The reports that a plug-in's parser finds in a stream."""
    head = _head(stream)
    raw = _all(head, stream, context.limits)
    known = head if isinstance(raw, Unfit) else raw
    place = Place(
        source=source,
        path=source,
        type="text",
        raw_digest=digest(known),
        media_type="application/octet-stream",
    )
    if isinstance(raw, Unfit):
        yield reject(place, raw)
    elif not raw:
        yield reject(place, Unfit("empty", "the file is empty"))
    else:
        yield from plugin_adapter.reports_of(raw, place, parser, context)


def plain_draft(text: str) -> Draft:
    """The draft of a plain text, unchanged but for a byte order mark."""
    text = unmarked(text)
    layout = plain.lay_out(text)
    value = layout.published
    return Draft(
        text=text,
        blocks=layout.blocks,
        title=layout.title,
        byline=layout.byline,
        published=Published(value=value, found_in="text") if value else None,
    )


def _head(stream: BinaryIO) -> bytes:
    return _read(stream, sniff.HEAD)


def _all(head: bytes, stream: BinaryIO, limits: Limits) -> bytes | Unfit:
    """The whole of a stream whose beginning was read, if it is not too large."""
    size = _size(stream)
    raw = (
        head if size > limits.max_bytes else head + _read(stream, limits.max_bytes + 1 - len(head))
    )
    if max(size, len(raw)) > limits.max_bytes:
        is_it = f"it has {size:,} bytes" if size else "it is too long"
        detail = f"{is_it}; the limit is {limits.max_bytes:,} (setting max_bytes)"
        return Unfit("too_large", detail)
    return raw


def _read(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes; a pipe may give them in many small pieces."""
    pieces = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _size(stream: BinaryIO) -> int:
    """A regular file's size in bytes; 0 for what has none, such as a pipe."""
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _rejoined(head: bytes, stream: BinaryIO) -> BinaryIO:
    """A stream as it was before its beginning was read."""
    whole = cast("io.RawIOBase", _Rejoined(head, stream, _size(stream)))
    return cast("BinaryIO", io.BufferedReader(whole, sniff.HEAD))


class _Rejoined(io.RawIOBase):
    """A stream with its beginning, which was read ahead, put back before it.

    A file is read no further than its size at the start: one that is written to meanwhile comes to
    an end.
    """

    def __init__(self, head: bytes, rest: BinaryIO, size: int) -> None:
        self._head = head
        self._rest = rest
        self._left = max(0, size - len(head)) if size else None

    def readable(self) -> bool:
        """Always true."""
        return True

    # The library asks for any buffer; the reader over this one passes memory views only.
    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer from the head, then from the rest."""
        piece = self._head[: len(buffer)]
        if piece:
            self._head = self._head[len(piece) :]
        else:
            most = len(buffer) if self._left is None else min(len(buffer), self._left)
            piece = self._rest.read(most)
            self._left = None if self._left is None else self._left - len(piece)
        buffer[: len(piece)] = piece
        return len(piece)
