"""Bytes to reports: files, folders and standard input in, `Report` or `Rejected` out.

    for result in ingest(["reports/", "-"]):
        ...

`fetch` finds documents, `compression` unpacks them, `sniff` recognises their type and encoding,
`plain`, `html`, `json_reader`, `warc` and `parquet_reader` read one format each into a draft,
`online` has `web` fetch what is elsewhere, a page or all that a `feed` lists, `assemble` checks the
draft and makes the report. `splits` cuts large files up for many processes. One document is in
memory at a time, and none can stop the others: what fails is a `Rejected`, in its place.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

from whence.ingest import arc, compression, fetch, json_reader, plain, plugin_adapter, sniff, warc
from whence.ingest import limits as bounds
from whence.ingest.assemble import Draft, Given, Limits, Place, reject, reports_of
from whence.ingest.normalize import unmarked
from whence.ingest.sniff import Unfit
from whence.ports import Keep, Parser, Parsers
from whence.records import Published, Rejected, Report, digest

__all__ = ["Given", "Intake", "Limits", "ingest"]


def ingest(
    sources: Iterable[str],
    given: Given | None = None,
    limits: Limits | None = None,
    keep: Keep | None = None,
    parsers: Parsers | None = None,
) -> Intake:
    """The reports of these sources, in order, as they are asked for; never raises for a document.

    A source is a path, a folder, an http(s) address or `-`. `given` fills what a source lacks.
    `keep` gets each document's bytes, a JSON object's own for one of several. `parsers` read the
    types that are not read here.
    """
    return Intake(sources, given or Given(), limits or Limits(), keep, parsers)


class Intake(Iterator[Report | Rejected]):
    """An intake in progress, with counts of what went by so far."""

    def __init__(
        self,
        sources: Iterable[str],
        given: Given,
        limits: Limits,
        keep: Keep | None = None,
        parsers: Parsers | None = None,
    ) -> None:
        self.taken = 0  #: reports given
        self.rejected = 0  #: documents without a report
        self.skipped = 0  #: files in folders of types that are not read
        self._keep = keep
        self._parsers = parsers
        self._results = self._run(sources, given, limits)

    def __iter__(self) -> Intake:
        """Itself: an intake runs once."""
        return self

    def __next__(self) -> Report | Rejected:
        """The next document's report, or why it gave none."""
        return next(self._results)

    def _run(
        self, sources: Iterable[str], given: Given, limits: Limits
    ) -> Iterator[Report | Rejected]:
        for source in sources:
            for found in fetch.find(source, self._parsers):
                if isinstance(found, fetch.Skipped):
                    self.skipped += 1
                    continue
                results = (
                    iter((found,))
                    if isinstance(found, Rejected)
                    else fetch.shielded(
                        found.source, _open(found, given, limits, self._keep, self._parsers)
                    )
                )
                for result in results:
                    self.taken += isinstance(result, Report)
                    self.rejected += isinstance(result, Rejected)
                    yield result


def _open(
    found: fetch.Found, given: Given, limits: Limits, keep: Keep | None, parsers: Parsers | None
) -> Iterator[Report | Rejected]:
    if found.is_address or sniff.is_feed(found.source):
        # Imported here: reading files need not load the network code.
        from whence.ingest import online

        if found.path is None:
            yield from online.fetched(found.source, given, limits, keep, parsers)
        else:
            yield from online.saved(found.path, found.source, given, limits, keep)
        return
    if found.path is not None and sniff.is_table(found.source):
        from whence.ingest import parquet_reader

        yield from parquet_reader.read(str(found.path), found.source, given, limits, keep)
        return
    parser = fetch.parser_of(found.source, parsers) if found.path else None
    if found.path is None:
        # Not closed: standard input is not ours.
        yield from read(sys.stdin.buffer, found.source, given, limits, keep)
        return
    with found.path.open("rb") as stream:
        if sniff.is_archive(found.source):
            yield from _archive(stream, found.source, given, limits, keep)
        elif parser:
            yield from _parsed(stream, found.source, parser, given, limits, keep)
        elif ending := sniff.document_of(found.source):
            yield from _document(stream, found.source, ending, given, limits, keep)
        else:
            yield from read(stream, found.source, given, limits, keep)


def handed(
    documents: Iterable[tuple[str, bytes]],
    given: Given | None = None,
    limits: Limits | None = None,
    keep: Keep | None = None,
    parsers: Parsers | None = None,
) -> Iterator[Report | Rejected]:
    """The reports in documents in memory: the name that each came by, and its bytes.

    The name is not used as a path. A report without an address is identified by name and bytes.
    """
    for name, raw in documents:
        source = f"{digest(raw)[:12]}/{fetch.named(name.replace(chr(92), '/').rpartition('/')[2])}"
        stream, known, bounds = io.BytesIO(raw), given or Given(), limits or Limits()
        parser = fetch.parser_of(source, parsers)
        if sniff.is_archive(source):
            found = _archive(stream, source, known, bounds, keep)
        elif parser:
            found = _parsed(stream, source, parser, known, bounds, keep)
        elif ending := sniff.document_of(source):
            found = _document(stream, source, ending, known, bounds, keep)
        else:
            found = read(stream, source, known, bounds, keep)
        yield from fetch.shielded(source, found)


def _archive(
    stream: BinaryIO, source: str, given: Given, limits: Limits, keep: Keep | None
) -> Iterator[Report | Rejected]:
    """The reports of a web archive, in the format of its name."""
    which = arc if sniff.is_old_archive(source) else warc
    yield from which.read(stream, source, given, limits, keep)


def read(
    stream: BinaryIO, source: str, given: Given, limits: Limits, keep: Keep | None = None
) -> Iterator[Report | Rejected]:
    """The reports in an open stream; `source` is its name, whose ending counts."""
    head = _head(stream)
    if not head.startswith(compression.MARK):
        yield from _read_on(head, stream, source, given, limits, keep)
        return
    stream = compression.unpacked(_rejoined(head, stream))
    yield from _read_on(_head(stream), stream, source, given, limits, keep)


def _read_on(
    head: bytes, stream: BinaryIO, source: str, given: Given, limits: Limits, keep: Keep | None
) -> Iterator[Report | Rejected]:
    """The reports in a stream whose beginning was read."""
    kind = sniff.type_of(head, source)
    place = Place(source=source, path=source, type="text", raw_digest=digest(head))
    if not head:
        yield reject(place, Unfit("empty", "the file is empty"))
    elif isinstance(kind, Unfit):
        yield reject(place, kind)
    elif kind in ("json", "jsonl"):
        yield from json_reader.read(_rejoined(head, stream), source, kind, given, limits, keep)
    else:
        yield from _whole(head, stream, source, kind, given, limits, keep)


def _whole(
    head: bytes,
    stream: BinaryIO,
    source: str,
    kind: sniff.Type,
    given: Given,
    limits: Limits,
    keep: Keep | None,
) -> Iterator[Report | Rejected]:
    """The report of a text or a page, and of a page with several each of them."""
    raw = _all(head, stream, limits)
    if isinstance(raw, Unfit):
        place = Place(source=source, path=source, type=kind, raw_digest=digest(head))
        yield reject(place, raw)
        return
    place = Place(source=source, path=source, type=kind, raw_digest=digest(raw))
    if keep:
        keep(place.raw_digest, raw)
    text = sniff.decode(raw, html=kind == "html")
    if isinstance(text, Unfit):
        yield reject(place, text)
        return
    is_page = kind == "html" and text.strip()
    draft = bounds.page(text, limits) if is_page else plain_draft(text)
    if isinstance(draft, Unfit):
        yield reject(place, draft)
    else:
        yield from reports_of(draft, place, given, limits)


def _document(
    stream: BinaryIO,
    source: str,
    ending: str,
    given: Given,
    limits: Limits,
    keep: Keep | None,
) -> Iterator[Report | Rejected]:
    """The report of a document in a format of its own: a message, a saved page, a PDF."""
    # Imported here: few sources need it.
    from whence.ingest import documents, mail

    head = _head(stream)
    raw = _all(head, stream, limits)
    place = Place(
        source=source,
        path=source,
        type="text",
        raw_digest=digest(head if isinstance(raw, Unfit) else raw),
        media_type=sniff.DOCUMENTS[ending],
    )
    if isinstance(raw, Unfit) or not raw:
        yield reject(place, raw or Unfit("empty", "the file is empty"))
        return
    if keep:
        keep(place.raw_digest, raw)
    if ending == ".eml":
        draft = mail.letter(raw, limits)
    elif ending in (".mht", ".mhtml"):
        draft = mail.saved_page(raw, limits)
    else:
        draft = documents.read(raw, ending, limits)
    if isinstance(draft, Unfit):
        yield reject(place, draft)
    else:
        yield from reports_of(draft, place, given, limits)


def _parsed(
    stream: BinaryIO,
    source: str,
    parser: Parser,
    given: Given,
    limits: Limits,
    keep: Keep | None,
) -> Iterator[Report | Rejected]:
    """The reports that a plug-in's parser finds in a stream."""
    head = _head(stream)
    raw = _all(head, stream, limits)
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
        yield from plugin_adapter.reports_of(raw, place, parser, given, limits, keep)


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
