"""JSON and JSON Lines: one report an object, streamed, each with its text unchanged.

The keys are the contract's, and news-please's names for the same. A `.jsonl` file is read line by
line, so a broken line costs one report; a `.json` file holds an object or an array of them, found
by their braces without loading the file. Memory holds one object at a time.
"""

from __future__ import annotations

import codecs
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

import msgspec

from whence.ingest.assemble import Context, Draft, Place, assemble, reject
from whence.ingest.formats import Type
from whence.ingest.json_draft import drafts_of
from whence.ingest.sniff import Unfit
from whence.records import Rejected, Report, digest

#: Bytes that are read at once.
_CHUNK = 2**16
# Ids of a file that are remembered to notice duplicates: enough for any file made by hand, and a
# bound for the others.
_REMEMBERED_IDS = 100_000

_IN_STRING = re.compile(rb'["\\]')
_OUTSIDE = re.compile(rb'["{}\[\]]')
_SCALAR = re.compile(rb"[^\s,\[\]{}:]+")


#: Bytes of white space in a row, after which the rest is not read.
MOST_BLANK = 32 << 20
_BLANK = Unfit("too_large", f"{MOST_BLANK >> 20} MiB of white space; the rest is not read")


class Item(NamedTuple):
    """One object of a file as bytes, or why it could not be cut out; `line` counts from 1."""

    line: int
    raw: bytes | Unfit


def read(
    stream: BinaryIO,
    path: str,
    kind: Type,
    context: Context,
) -> Iterator[Report | Rejected]:
    """The reports of a JSON (`kind` "json") or JSON Lines ("jsonl") stream, in its order.

    Each object's bytes are saved as UTF-8.
    """
    items = lines if kind == "jsonl" else objects
    found = items(_as_utf8(stream), context.limits.max_bytes)
    any_item = False
    for result in reports_of(found, path, kind, context):
        any_item = True
        yield result
    if not any_item:
        place = Place(source=path, path=path, type=kind, raw_digest="")
        yield reject(place, Unfit("empty", "it has no report"))


def reports_of(
    items: Iterable[Item],
    path: str,
    kind: Type,
    context: Context,
) -> Iterator[Report | Rejected]:
    """The reports of objects that were cut out of a file, in their order."""
    ids: OrderedDict[str, str] = OrderedDict()
    for line, raw in items:
        source = f"{path}:{line}"
        place = Place(source=source, path=path, type=kind, raw_digest="")
        if isinstance(raw, Unfit):
            yield reject(place, raw)
            continue
        for number, (one, draft) in enumerate(drafts_of(raw), 1):
            # One of several in an object is named by its number.
            where = source if one is raw else f"{source}.{number}"
            yield _report(one, draft, where, path, kind, context, ids)


def _report(
    raw: bytes,
    draft: Draft | Unfit,
    source: str,
    path: str,
    kind: Type,
    context: Context,
    ids: OrderedDict[str, str],
) -> Report | Rejected:
    """The report of one object; `ids` are those of the file so far, each with its line."""
    place = Place(source=source, path=path, type=kind, raw_digest=digest(raw))
    context.save(place.raw_digest, raw)
    if isinstance(draft, Unfit):
        return reject(place, draft)
    named = place
    if draft.own_id:
        first = ids.setdefault(draft.own_id, source)
        if first != source:
            line = first.removeprefix(f"{path}:")
            why = f"its id {draft.own_id!r} is already in this file, at line {line}"
            return reject(place, Unfit("duplicate", why))
        if len(ids) > _REMEMBERED_IDS:
            ids.popitem(last=False)
        named = msgspec.structs.replace(place, source=draft.own_id)
    result = assemble(draft, named, context)
    if isinstance(result, Rejected) and result.source != source:
        # People look for the line; the id alone would make them search.
        return reject(place, Unfit(result.code, result.detail))
    return result


def lines(stream: BinaryIO, limit: int, before: int = 0) -> Iterator[Item]:
    """The lines that are not blank; one over the limit is skipped without being stored.

    `before` is the number of lines before the stream's first.
    """
    number, blank = before, 0
    while raw := stream.readline(limit + 2):
        number += 1
        blank = 0 if raw.strip() else blank + len(raw)
        if blank > MOST_BLANK:
            yield Item(number, _BLANK)
            return
        if len(raw.rstrip(b"\r\n")) > limit:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(_CHUNK)
            yield Item(number, _too_large("line", limit))
        elif raw.strip():
            yield Item(number, raw.strip())


def objects(stream: BinaryIO, limit: int) -> Iterator[Item]:
    """The top-level objects of a stream, bare or in one array, cut out by their braces."""
    scan = _Scan(limit)
    blank = 0
    while chunk := stream.read(_CHUNK):
        found = False
        for one in scan.feed(chunk):
            found = True
            yield one
        # White space between objects, or within one; anything else is bounded by `limit`.
        blank = blank + len(chunk) if not found and not chunk.strip() else 0
        if blank > MOST_BLANK:
            yield Item(scan.line, _BLANK)
            return
    yield from scan.finish()


class _Scan:
    """The state of a walk through JSON's braces and strings, a chunk at a time."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._line = 1  # of the next byte
        self._start = 1  # line at which the object in hand began
        self._open = bytearray()  # brackets around here
        self._braces = 0  # of them, so that depth costs nothing to ask
        self._in_string = self._escaped = self._array = False
        self._buffer = bytearray()  # the object in hand
        self._size = 0  # of it, stored or not

    def feed(self, chunk: bytes) -> Iterator[Item]:
        """The objects that end in this chunk."""
        at = 0
        if self._escaped:
            self._take(chunk[:1])
            at, self._escaped = 1, False
        while at < len(chunk):
            match = (_IN_STRING if self._in_string else _OUTSIDE).search(chunk, at)
            end = match.end() if match else len(chunk)
            piece = chunk[at:end]
            mark = chunk[end - 1] if match else 0
            if not self._in_string:
                yield from self._stray(piece[:-1] if match else piece)
            at = end
            if mark == ord("\\"):
                # The character after a backslash is part of the string whatever it is.
                piece += chunk[at : at + 1]
                self._escaped = at >= len(chunk)
                at += 1
            yield from self._step(mark, piece)

    @property
    def line(self) -> int:
        """The line that it is at."""
        return self._line

    def finish(self) -> Iterator[Item]:
        """What is left open at the end of the stream."""
        if self._in_object():
            why = f"the file ends inside the object that begins at line {self._start}"
            yield Item(self._start, Unfit("json", why))
        elif self._open:
            yield Item(self._line, Unfit("json", "the file ends before its array is closed"))

    def _in_object(self) -> bool:
        return self._braces > 0

    def _step(self, mark: int, piece: bytes) -> Iterator[Item]:
        """Takes a piece that ends with a mark, and gives the object that the mark closes."""
        outside = not self._in_object()
        if mark == ord('"'):
            self._in_string = not self._in_string
            if outside and self._in_string:
                yield Item(self._line, Unfit("json", "this is a string, not an object"))
        elif not self._in_string and mark in b"{[":
            if mark == ord("{") and outside:
                self._buffer, self._size = bytearray(), 0
                self._start = self._line + piece.count(b"\n")
                self._line, piece = self._start, b"{"
            self._open.append(mark)
            self._braces += mark == ord("{")
        elif not self._in_string and mark in b"}]" and self._open:
            opened = self._open.pop()
            self._braces -= opened == ord("{")
            if not outside and not self._in_object():
                self._take(piece)
                yield Item(self._start, self._whole(opened, mark))
                return
        self._take(piece)

    def _take(self, piece: bytes) -> None:
        self._line += piece.count(b"\n")
        if self._in_object() or self._size:
            self._size += len(piece)
            if self._size <= self._limit:
                self._buffer += piece

    def _whole(self, opened: int, mark: int) -> bytes | Unfit:
        size, self._size = self._size, 0
        if size > self._limit:
            return _too_large("object", self._limit)
        if (opened, mark) != (ord("{"), ord("}")):
            return Unfit("json", "its brackets do not match")
        return bytes(self._buffer)

    def _stray(self, piece: bytes) -> Iterator[Item]:
        """Words between objects, where only commas and brackets belong."""
        if self._in_object():
            return
        word = _SCALAR.search(piece)
        if word:
            shown = word.group()[:20].decode("utf-8", "replace")
            line = self._line + piece.count(b"\n", 0, word.start())
            yield Item(line, Unfit("json", f"this is {shown!r}, not an object"))


def _too_large(what: str, limit: int) -> Unfit:
    return Unfit(
        "too_large", f"this {what} is over the limit of {limit:,} bytes (setting max_bytes)"
    )


def _as_utf8(stream: BinaryIO) -> BinaryIO:
    """A stream in UTF-16 or UTF-32 recoded on the way; any other as it is, without its mark."""
    head = stream.peek(4)[:4] if hasattr(stream, "peek") else b""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "utf-32"
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        if head.startswith(codecs.BOM_UTF8):
            stream.read(3)
        return stream
    return codecs.EncodedFile(stream, "utf-8", encoding, "replace")
