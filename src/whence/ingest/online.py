"""Addresses to reports: a page's own, or those of the pages that a feed or a sitemap lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from whence.ingest import feed, fetch
from whence.ingest.answer import report_of, unpacked
from whence.ingest.assemble import Given, Limits, Place, reject
from whence.ingest.sniff import Unfit
from whence.ingest.web import web_of
from whence.records import Rejected, Report

#: Sitemaps of one index that are looked into.
MOST_SITEMAPS = 50

_Keep = Callable[[str, bytes], None]


def fetched(
    address: str, given: Given, limits: Limits, keep: _Keep | None = None
) -> Iterator[Report | Rejected]:
    """The report of the page at an address, or those of the pages that a feed there lists."""
    page = web_of(limits).fetch(address)
    if isinstance(page, Unfit):
        yield _unfetched(address, page)
    elif page.media_type in feed.TYPES or feed.is_feed(page.body):
        yield from _listed(page.body, page.address, address, given, limits, keep)
    else:
        yield report_of(page, address, given, limits, keep)


def saved(
    path: Path, source: str, given: Given, limits: Limits, keep: _Keep | None = None
) -> Iterator[Report | Rejected]:
    """The reports of the pages that a feed in a file lists, fetched from where they are."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(limits.max_bytes + 1)
    except (OSError, ValueError) as error:
        yield fetch.unreadable(source, error)
        return
    if len(raw) > limits.max_bytes:
        told = f"it has more than {limits.max_bytes:,} bytes (setting max_bytes)"
        yield _unfetched(source, Unfit("too_large", told))
        return
    yield from _listed(raw, None, source, given, limits, keep)


def _listed(
    raw: bytes, base: str | None, source: str, given: Given, limits: Limits, keep: _Keep | None
) -> Iterator[Report | Rejected]:
    """The reports of the pages that a feed lists, and those of the sitemaps in a sitemap."""
    due, seen = [(raw, base, source)], {base}
    while due:
        raw, base, source = due.pop(0)
        plain = unpacked(raw, "", "gzip", limits.max_bytes)
        listed = plain if isinstance(plain, Unfit) else feed.parse(plain, base)
        if isinstance(listed, Unfit):
            yield _unfetched(source, listed)
            continue
        for entry in listed.entries:
            yield page_of(entry, given, limits, keep)
        for sitemap in listed.sitemaps:
            if sitemap in seen:
                continue
            if len(seen) > MOST_SITEMAPS:
                told = f"no more than {MOST_SITEMAPS} sitemaps of one index are looked into"
                yield _unfetched(sitemap, Unfit("feed", told))
                break
            seen.add(sitemap)
            page = web_of(limits).fetch(sitemap)
            if isinstance(page, Unfit):
                yield _unfetched(sitemap, page)
            else:
                due.append((page.body, page.address, sitemap))


def page_of(
    entry: feed.Entry, given: Given, limits: Limits, keep: _Keep | None = None
) -> Report | Rejected:
    """The report of a page that a feed lists, with the feed's date where the page has none."""
    page = web_of(limits).fetch(entry.address)
    if isinstance(page, Unfit):
        return _unfetched(entry.address, page)
    told = msgspec.structs.replace(given, published=entry.published or given.published)
    report = report_of(page, entry.address, told, limits, keep)
    if isinstance(report, Rejected) or not (entry.published and report.published):
        return report
    if report.published.found_in != "caller":
        return report
    published = msgspec.structs.replace(report.published, found_in="feed")
    return msgspec.structs.replace(report, published=published)


def _unfetched(address: str, unfit: Unfit) -> Rejected:
    return reject(Place(source=address, path=address, type="html", raw_digest=""), unfit)
