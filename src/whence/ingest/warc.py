"""Web archives (WARC 1.0 and 1.1, plain and gzipped): each page that a crawl received.

Records are cut apart here and parsed one by one by warcio, so that a damaged one costs only itself:
where one cannot be read, the next is found by its own first bytes. In a gzipped archive each record
is a member of its own (the format's Annex D), bounded as it is unpacked.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO, NamedTuple

from whence.ingest.assemble import Context, Place, reject
from whence.ingest.response import PAGES, Answer, reports_of, unpacked
from whence.ingest.sniff import Unfit
from whence.records import Rejected, Report

#: Bytes that are read or unpacked at once.
_CHUNK = 1 << 16
#: Bytes for a record's own headers and its HTTP headers, beside the page.
_HEADERS = 1 << 16
_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."
_BLANK = re.compile(rb"(?:\r?\n)+")
_LENGTH = re.compile(rb"(?im)^content-length:\s*(\d{1,18})\s*$")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
#: False beginnings in a row before giving up: by chance there is one in 16 MB of packed bytes.
MOST_MISSES = 2_000
#: Types of records with a response to the crawl, or with a page's words alone (WET).
_ANSWERS = frozenset({"response", "resource", "conversion"})
_OK = "200"


#: Beyond the end of any file.
_END = 1 << 62
_NO_RECORD = Unfit("warc", "this is not a record")


class _Record(NamedTuple):
    """One record as it is, or why it cannot be read; `at` is where it begins in the file."""

    at: int
    raw: bytes | Unfit


def read(
    stream: BinaryIO,
    path: str,
    context: Context,
    within: range | None = None,
) -> Iterator[Report | Rejected]:
    """The reports of an archive, in its order; records that are no pages are skipped.

    `stream` must be seekable. Pages' bytes are saved as they were sent, but unpacked. `within` are
    the positions of the records that are wanted, its first the beginning of one.
    """
    any_record = any_page = any_unfit = False
    most = context.limits.max_bytes + _HEADERS
    wanted = range(_END) if within is None else within
    gzipped = _is_gzipped(stream)
    for record in (_members if gzipped else _plain)(stream, most, wanted.start):
        if record.at >= wanted.stop:
            return
        any_record = True
        place = Place(source=f"{path}@{record.at}", path=path, type="html", raw_digest="")
        page = (
            record.raw
            if isinstance(record.raw, Unfit)
            else _page(record.raw, context.limits.max_bytes)
        )
        if isinstance(page, Unfit):
            any_unfit = True
            yield reject(place, page)
        elif page is not None:
            any_page = True
            yield from reports_of(page, path, context)
    if not (any_page or any_unfit) and within is None:
        place = Place(source=path, path=path, type="html", raw_digest="")
        what = "no page, only requests, errors or other records" if any_record else "no record"
        yield reject(place, Unfit("empty", f"the archive has {what}"))


def cuts(stream: BinaryIO, size: int) -> Iterator[int]:
    """Positions of records where the archive may be cut, each `size` bytes or more apart."""
    gzipped = _is_gzipped(stream)
    mark = _MEMBER if gzipped else b"\n" + _RECORD
    at = size
    while (found := _next(stream, at, mark)) is not None:
        if not gzipped:
            yield found + 1
        elif not _begins(stream, found):
            at = found + 1  # these bytes occur in packed data, too
            continue
        else:
            yield found
        at = found + size


def _begins(stream: BinaryIO, at: int) -> bool:
    """Whether a member with a record begins here."""
    stream.seek(at)
    try:
        return zlib.decompressobj(31).decompress(stream.read(_CHUNK), _CHUNK).startswith(_RECORD)
    except zlib.error:
        return False


def _is_gzipped(stream: BinaryIO) -> bool:
    stream.seek(0)
    return stream.read(3) == _MEMBER


def _page(raw: bytes, most: int) -> Answer | Unfit | None:
    """The page of a record; None where it has none."""
    from warcio.recordloader import ArcWarcRecordLoader

    try:
        # Not verified: crawlers write "HTTP/2" too, and an invalid status is found below.
        loader = ArcWarcRecordLoader(verify_http=False)
        record = loader.parse_record_stream(io.BytesIO(raw), known_format="warc")
        kind, http = record.rec_type, record.http_headers
        if kind not in _ANSWERS:
            return None
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        date = record.rec_headers.get_header("WARC-Date")
        status = http.get_statuscode() if http is not None else ""
        described = http.get_header("Content-Type") if http is not None else record.content_type
        media_type, charset = _media_type(described or "")
        body = record.raw_stream.read()
    except Exception as error:  # noqa: BLE001  a library's parser on other people's bytes
        return Unfit("warc", f"the record cannot be read ({type(error).__name__})")
    if not address.startswith(("http://", "https://")):
        return None
    if kind == "response" and not (status.isascii() and status.isdigit()):
        return Unfit("warc", "the record has no HTTP response")
    if http is not None and status != _OK:
        return None  # a redirect, an error page
    if media_type not in PAGES:
        return None
    if http is not None:
        found = unpacked(
            body,
            http.get_header("Transfer-Encoding", ""),
            http.get_header("Content-Encoding", ""),
            most,
        )
        if isinstance(found, Unfit):
            return found
        body = found
    return Answer(address, media_type, charset, date, body, is_bare=kind == "conversion")


def _media_type(described: str) -> tuple[str, str | None]:
    """A `Content-Type` header's media type and charset."""
    header = Message()
    header["Content-Type"] = described
    return described.partition(";")[0].strip().lower(), header.get_content_charset()


def _members(stream: BinaryIO, most: int, start: int = 0) -> Iterator[_Record]:
    """The members of a gzipped archive, each unpacked up to `most` bytes."""
    at = start
    broken = False
    misses = 0
    while True:
        raw, following = _member(stream, at, most)
        if raw is None:
            return
        if isinstance(raw, Unfit) and raw.code == "warc":
            # Damage between two records is reported once, however many beginnings it seems to have.
            if not broken or raw is not _NO_RECORD:
                yield _Record(at, raw)
            broken = True
            misses += 1
            if misses > MOST_MISSES:
                why = f"{misses:,} false beginnings in a row; the rest is not read"
                yield _Record(at, Unfit("warc", why))
                return
            found = _next(stream, at + 1, _MEMBER)
            if found is None:
                return
            at = found
            continue
        if isinstance(raw, Unfit):
            yield _Record(at, raw)
        else:
            # One record a member; an archive that was packed as a whole has all in one.
            yield from (_Record(at, one.raw) for one in _plain(io.BytesIO(raw), most))
        broken, misses = False, 0
        at = following


def _member(stream: BinaryIO, at: int, most: int) -> tuple[bytes | Unfit | None, int]:
    """One member, and where the next begins; None at the end of the file."""
    stream.seek(at)
    unpacker = zlib.decompressobj(31)
    parts: list[bytes] = []
    size = read_in = 0
    while not unpacker.eof:
        data = unpacker.unconsumed_tail
        if not data:
            data = stream.read(_CHUNK)
            read_in += len(data)
        if not data:
            cut = Unfit("warc", "the archive ends within the record")
            return (cut if read_in else None), at
        try:
            piece = unpacker.decompress(data, _CHUNK)
        except zlib.error:
            begun = b"".join(parts).startswith(_RECORD) or data.startswith(_MEMBER + b"\x00")
            return (
                Unfit("warc", "the record's compression is broken") if begun else _NO_RECORD
            ), at
        size += len(piece)
        if size <= most:
            parts.append(piece)
    following = at + read_in - len(unpacker.unused_data)
    if size > most:
        return Unfit("too_large", f"the record has {size:,} bytes (setting max_bytes)"), following
    return b"".join(parts), following


def _plain(stream: BinaryIO, most: int, start: int = 0) -> Iterator[_Record]:
    """The records of a plain archive."""
    length_of_all = stream.seek(0, io.SEEK_END)
    at: int | None = _next(stream, start, _RECORD)
    if at is None or at > start:
        stream.seek(0)
        if stream.read(1):
            yield _Record(0, Unfit("warc", "the archive does not begin with a record"))
    while at is not None:
        stream.seek(at)
        head = stream.read(_HEADERS)
        end = _HEAD_END.search(head)
        length = _LENGTH.search(head, 0, end.end()) if end else None
        if end is None or length is None:
            yield _Record(at, Unfit("warc", "the record's headers are broken"))
            at = _next(stream, at + 1, b"\n" + _RECORD)
            at = None if at is None else at + 1
            continue
        size, body = int(length[1]), at + end.end()
        stream.seek(body + size)
        rest = stream.read(64)
        gap = _BLANK.match(rest)
        whole = (gap is not None and rest[gap.end() :].startswith(_RECORD)) or (
            not rest.strip() and body + size <= length_of_all
        )
        if whole and size <= most:
            stream.seek(at)
            yield _Record(at, stream.read(end.end() + size))
        elif whole:
            yield _Record(
                at, Unfit("too_large", f"the record has {size:,} bytes (setting max_bytes)")
            )
        else:
            yield _Record(at, Unfit("warc", "the record is not as long as it says"))
        if whole and gap is not None and rest[gap.end() :].startswith(_RECORD):
            at = body + size + gap.end()
        else:
            found = None if whole else _next(stream, body, b"\n" + _RECORD)
            at = None if found is None else found + 1


def _next(stream: BinaryIO, start: int, mark: bytes) -> int | None:
    """The next position of the mark in the file, at or after `start`."""
    stream.seek(start)
    held, at = b"", start
    while data := stream.read(_CHUNK):
        held += data
        found = held.find(mark)
        if found >= 0:
            return at + found
        at += max(0, len(held) - len(mark) + 1)
        held = held[-(len(mark) - 1) :]
    return None
