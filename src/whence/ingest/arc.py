"""Web archives of the Internet Archive's older format (ARC, plain and gzipped), by warcio."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from typing import Any, BinaryIO

from whence.ingest.assemble import Context, Place, reject
from whence.ingest.response import PAGES, Answer, reports_of
from whence.ingest.sniff import Unfit
from whence.records import Rejected, Report

_OK = "200"
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")


def read(
    stream: BinaryIO,
    path: str,
    context: Context,
) -> Iterator[Report | Rejected]:
    """The reports of an archive, in its order; records that are no pages are skipped."""
    from warcio.archiveiterator import ArchiveIterator

    records = pages = 0
    try:
        for record in ArchiveIterator(stream, verify_http=False):
            records += 1
            page = _page(record, context.limits.max_bytes)
            if isinstance(page, Unfit):
                place = Place(source=path, path=path, type="html", raw_digest="")
                yield reject(place, page)
            elif page is not None:
                pages += 1
                yield from reports_of(page, path, context)
    except Exception as error:  # noqa: BLE001  a library's parser on other people's bytes
        why = f"the archive cannot be read further ({type(error).__name__})"
        yield reject(Place(source=path, path=path, type="html", raw_digest=""), Unfit("warc", why))
        return
    if not pages:
        why = f"the archive holds {records:,} records and no page" if records else "it is empty"
        yield reject(Place(source=path, path=path, type="html", raw_digest=""), Unfit("empty", why))


def _page(record: object, most: int) -> Answer | Unfit | None:
    """The page of a record; None where it has none."""
    headers: Any = getattr(record, "rec_headers", None)
    http: Any = getattr(record, "http_headers", None)
    address = headers.get_header("uri") if headers else ""
    if not (address or "").startswith(("http://", "https://")):
        return None
    if http is None or http.get_statuscode() != _OK:
        return None
    described = Message()
    described["Content-Type"] = http.get_header("Content-Type", "")
    media_type = described.get_content_type()
    if media_type not in PAGES:
        return None
    body = record.content_stream().read(most + 1)  # type: ignore[attr-defined]  # warcio has no types
    if len(body) > most:
        return Unfit("too_large", f"a page has over {most:,} bytes (setting max_bytes)")
    stamp = _STAMP.match(headers.get_header("archive-date") or "")
    when = "{}-{}-{}T{}:{}:{}Z".format(*stamp.groups()) if stamp else None
    return Answer(address, media_type, described.get_content_charset(), when, body)
