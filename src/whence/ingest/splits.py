"""Splits large files into parts to be read separately: lines of JSON Lines, archive records, rows.

A report is the same, id and all, whether its file is read as a whole or in parts.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Literal, cast

import msgspec

from whence.ingest import discover, json_reader, opened, parquet_reader, sniff, warc
from whence.ingest.assemble import Context
from whence.ingest.formats import format_of, is_feed
from whence.records import Rejected, Report

#: Bytes that are read at once.
_CHUNK = 1 << 20
#: Bytes of a part's beginning that identify it.
_MARK = 1 << 16

Kind = Literal["file", "lines", "archive", "table"]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file, or the stretch of one between two positions.

    `start` and `stop` count bytes, in a table rows.
    """

    source: str  #: the file's whole path, so that it is the same to every process
    kind: Kind
    start: int = 0
    stop: int = 0
    lines: int = 0  #: lines before the part
    size: int  #: bytes
    mark: int  #: checksum of the part's beginning: a changed file gives another part
    shown: str | msgspec.UnsetType = msgspec.UNSET  #: the path as it was given, if not whole

    @property
    def name(self) -> str:
        """The file by the path that was given: what others are shown."""
        return discover.named(self.source if self.shown is msgspec.UNSET else self.shown)

    @property
    def key(self) -> Part:
        """The part without how its path was given: two that have the same are one."""
        return msgspec.structs.replace(self, shown=msgspec.UNSET)


def parts_of(sources: Iterable[str], size: int) -> Iterator[Part | discover.Skipped | Rejected]:
    """The parts of all files in the sources, in order, each of about `size` bytes at most.

    What cannot be cut is one part however large: a page, a text, a JSON array. Addresses and
    standard input are rejected: an archive consists of files.
    """
    for source in sources:
        for found in discover.find(source):
            if not isinstance(found, discover.Found):
                yield found
            elif found.path is None or is_feed(found.source):
                why = "an archive is read from files and folders; `whence add` fetches"
                yield discover.rejected(found.source, "unsupported", why)
            else:
                given = os.fspath(found.path)
                whole = os.path.abspath(given)  # noqa: PTH100  links stay
                try:
                    for part in _parts(whole, size):
                        shown = msgspec.UNSET if given == whole else given
                        yield msgspec.structs.replace(part, shown=shown)
                except (OSError, ValueError) as error:
                    yield discover.failed(found.source, error)


def read(part: Part, context: Context) -> Iterator[Report | Rejected]:
    """The reports of a part, in its order."""
    yield from discover.shielded(part.name, _read(part, context._replace(path=part.source)))


def _read(part: Part, context: Context) -> Iterator[Report | Rejected]:
    if part.kind == "file":
        yield from opened(discover.Found(source=part.name, path=Path(part.source)), context)
        return
    if part.kind == "table":
        rows = range(part.start, part.stop)
        yield from parquet_reader.read(part.source, part.name, context, within=rows)
        return
    with Path(part.source).open("rb") as stream:
        if part.kind == "archive":
            places = range(part.start, part.stop)
            yield from warc.read(stream, part.name, context, within=places)
            return
        bounded = cast("io.RawIOBase", _Bounded(stream, part.start, part.stop))
        buffered = cast("BinaryIO", io.BufferedReader(bounded, sniff.HEAD))
        found = json_reader.lines(buffered, context.limits.max_bytes, part.lines)
        yield from json_reader.reports_of(found, part.name, "jsonl", context)


def _parts(source: str, size: int) -> Iterator[Part]:
    length = Path(source).stat().st_size
    claimed = format_of(source)
    known = claimed.name if claimed else ""
    with Path(source).open("rb") as stream:
        head = stream.read(sniff.HEAD)
        if length <= size:
            yield _part(stream, source, "file", 0, length)
        elif known == "parquet":
            yield from _of_table(stream, source, size)
        elif known == "warc":
            edges = [0, *warc.cuts(stream, size), length]
            for start, stop in pairwise(edges):
                yield _part(stream, source, "archive", start, stop)
        elif sniff.type_of(head, source) == "jsonl" and not _is_wide(head):
            yield from _of_lines(stream, source, size)
        else:
            yield _part(stream, source, "file", 0, length)


def _of_lines(stream: BinaryIO, source: str, size: int) -> Iterator[Part]:
    """Cut after the line ends that follow each `size` bytes; lines are counted on the way."""
    start = lines = before = 0
    stream.seek(0)
    at = 0
    while chunk := stream.read(_CHUNK):
        begun = 0
        while at + len(chunk) - start >= size:
            end = chunk.find(b"\n", max(begun, start + size - at - 1))
            if end < 0:
                break
            lines += chunk.count(b"\n", begun, end + 1)
            yield _part(stream, source, "lines", start, at + end + 1, before)
            start, before, begun = at + end + 1, lines, end + 1
        lines += chunk.count(b"\n", begun)
        at += len(chunk)
        stream.seek(at)  # the part's mark was read meanwhile
    if start < at:
        yield _part(stream, source, "lines", start, at, before)


def _of_table(stream: BinaryIO, source: str, size: int) -> Iterator[Part]:
    """Cut between rows, each part of so many as make about `size` bytes."""
    try:
        counts = parquet_reader.row_counts(source)
    except (ImportError, OSError, ValueError):
        # `read` says what is wrong with it.
        yield _part(stream, source, "file", 0, Path(source).stat().st_size)
        return
    first = 0
    for rows, packed in counts:
        step = max(1, rows * size // max(packed, 1))
        for start in range(first, first + rows, step):
            stop = min(start + step, first + rows)
            part = _part(stream, source, "table", start, stop)
            share = packed * (stop - start) // max(rows, 1)
            yield msgspec.structs.replace(part, size=share)
        first += rows


def _part(stream: BinaryIO, source: str, kind: Kind, start: int, stop: int, lines: int = 0) -> Part:
    stream.seek(0 if kind == "table" else start)
    mark = zlib.crc32(stream.read(_MARK))
    return Part(
        source=source,
        kind=kind,
        start=start,
        stop=stop,
        lines=lines,
        size=stop - start,
        mark=mark,
    )


def _is_wide(head: bytes) -> bool:
    """Whether a text is in UTF-16 or UTF-32, whose lines do not end with one byte."""
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head


class _Bounded(io.RawIOBase):
    """A stream up to a position in it."""

    def __init__(self, stream: BinaryIO, start: int, stop: int) -> None:
        stream.seek(start)
        self._stream = stream
        self._left = stop - start

    def readable(self) -> bool:
        """Always true."""
        return True

    # The library asks for any buffer; the reader over this one passes memory views only.
    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer, no further than the stop."""
        piece = self._stream.read(min(len(buffer), self._left))
        self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)
