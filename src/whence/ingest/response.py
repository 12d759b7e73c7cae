"""A server's response with a page, from an archive or the network, to its report."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from whence.ingest import assemble, bare, sniff
from whence.ingest import limits as bounds
from whence.ingest.assemble import Context, Draft, Place, reject
from whence.ingest.formats import Type
from whence.ingest.sniff import Unfit
from whence.records import Rejected, Report, digest

#: Media types of pages.
PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_MEMBER = b"\x1f\x8b\x08"
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n")


class Answer(NamedTuple):
    """A server's response for an address; `body` as it was sent, but unpacked."""

    address: str
    media_type: str
    charset: str | None
    fetched_at: str | None
    body: bytes
    etag: str | None = None
    modified: str | None = None
    is_bare: bool = False  #: whether it is a page's words, all of them, without its markup


def report_of(
    page: Answer,
    path: str,
    context: Context,
) -> Report | Rejected:
    """The report of the page from the file or address `path`; the first of several."""
    return next(reports_of(page, path, context))


def reports_of(
    page: Answer,
    path: str,
    context: Context,
) -> Iterator[Report | Rejected]:
    """The report of the page, and of a page with several each of them."""
    kind: Type = "text" if page.media_type == "text/plain" else "html"
    place = Place(
        source=page.address,
        path=path,
        type=kind,
        raw_digest=digest(page.body),
        fetched_at=page.fetched_at,
    )
    context.save(place.raw_digest, page.body)
    text = _decoded(page, html_markup=kind == "html")
    if isinstance(text, Unfit):
        yield reject(place, text)
        return
    if kind == "html":
        draft = bounds.page(text, context.limits)
    else:
        draft = bare.draft(text) if page.is_bare else Draft(text=text)
    if isinstance(draft, Unfit):
        yield reject(place, draft)
        return
    # Its own address comes first: it knows its variants.
    named = context.knowing(url=page.address)
    yield from assemble.reports_of(draft, place, named)


def _decoded(page: Answer, *, html_markup: bool) -> str | Unfit:
    """The page's text: a byte order mark decides first, then the server, then the page itself."""
    if page.charset and not page.body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return page.body.decode(page.charset)
        except (LookupError, ValueError):
            pass  # the server was wrong, or its charset has an impossible name
    return sniff.decode(page.body, html=html_markup)


def unpacked(body: bytes, transfer: str, encoding: str, most: int) -> bytes | Unfit:
    """The body without its transfer encodings, which many crawlers have undone already."""
    if "chunked" in transfer.lower():
        body = _joined(body)
    for one in (part.strip().lower() for part in encoding.split(",")):
        if one in ("gzip", "x-gzip", "deflate"):
            if one != "deflate" and not body.startswith(_MEMBER):
                continue
            found = _inflated(body, most)
            if isinstance(found, Unfit):
                return found
            body = found
        elif one not in ("", "identity") and not body.lstrip().startswith(b"<"):
            return Unfit("warc", f"the page was sent as {one!r}, which is not supported")
    return body


def _joined(body: bytes) -> bytes:
    """A chunked body in one piece; unchanged where it is no longer chunked."""
    parts: list[bytes] = []
    at = 0
    while True:
        match = _CHUNK_SIZE.match(body, at)
        if match is None:
            return body
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[match.end() : match.end() + size])
        at = match.end() + size + 2
        if at > len(body) + 2:
            return body


def _inflated(body: bytes, most: int) -> bytes | Unfit:
    for bits in (47, -15):  # zlib or gzip by its header, then bare
        unpacker = zlib.decompressobj(bits)
        try:
            found = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        if len(found) > most:
            return Unfit("too_large", f"unpacked it has over {most:,} bytes (setting max_bytes)")
        return found
    return Unfit("warc", "the page's compression is broken")
