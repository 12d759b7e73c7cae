"""Addresses to reports: a page's own, or those of the pages that a feed or a sitemap lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from whence.errors import WhenceError
from whence.ingest import discover, feed, plugin_adapter
from whence.ingest.assemble import Context, Limits, Place, assemble, reject
from whence.ingest.http_client import web_of
from whence.ingest.response import PAGES, Answer, report_of, reports_of, unpacked
from whence.ingest.sniff import Unfit
from whence.records import Published, Rejected, Report, Watched, digest

#: Sitemaps of one index that are read.
MOST_SITEMAPS = 50

#: Codes of failures that may pass.
PASSING = frozenset({"busy", "unreachable", "slow"})


class Polled(NamedTuple):
    """A feed's pages now, compared with those before."""

    due: tuple[feed.Entry, ...]  #: new, or changed since
    known: dict[str, str]  #: the rest, as `Watched.pages`
    failed: tuple[Rejected, ...]  #: sitemaps in it that could not be read
    etag: str | None
    modified: str | None


def fetched(
    address: str,
    context: Context,
) -> Iterator[Report | Rejected]:
    """The report of the page at an address, or those of the pages in a feed there.

    Other media types go to the parsers.
    """
    page = web_of(context.limits).fetch(
        address, also=context.parsers.of_type if context.parsers else None
    )
    parser = None
    of_others = isinstance(page, Answer) and page.media_type not in (*PAGES, *feed.TYPES)
    if isinstance(page, Answer) and context.parsers and of_others:
        parser = context.parsers.of_type(page.media_type)
    if isinstance(page, Unfit):
        yield _unfetched(address, page)
    elif parser:
        place = Place(
            source=page.address,
            path=address,
            type="text",
            raw_digest=digest(page.body),
            fetched_at=page.fetched_at,
            media_type=page.media_type,
        )
        named = context.knowing(url=page.address)
        yield from plugin_adapter.reports_of(page.body, place, parser, named)
    elif page.media_type in feed.TYPES or feed.is_feed(page.body):
        yield from _listed(page.body, page.address, address, context)
    else:
        yield from reports_of(page, address, context)


def saved(path: Path, source: str, context: Context) -> Iterator[Report | Rejected]:
    """The reports of the pages in a feed that was saved to a file, fetched from their addresses."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(context.limits.max_bytes + 1)
    except (OSError, ValueError) as error:
        yield discover.unreadable(source, error)
        return
    if len(raw) > context.limits.max_bytes:
        why = f"it has more than {context.limits.max_bytes:,} bytes (setting max_bytes)"
        yield _unfetched(source, Unfit("too_large", why))
        return
    yield from _listed(raw, None, source, context)


def poll(address: str, limits: Limits, state: Watched) -> Polled | Rejected | None:
    """A feed's pages now; None where it is unchanged, according to its server."""
    try:
        return _poll(address, limits, state)
    except WhenceError:
        raise
    except Exception as error:  # noqa: BLE001  no feed ends a watch
        return discover.failed(address, error)


def _poll(address: str, limits: Limits, state: Watched) -> Polled | Rejected | None:
    found = web_of(limits).fetch(address, state.etag, state.modified)
    if isinstance(found, Unfit):
        return None if found.code == "unchanged" else _unfetched(address, found)
    entries: list[feed.Entry] = []
    failed: list[Rejected] = []
    for one in _entries(found.body, found.address, address, limits):
        if isinstance(one, feed.Entry):
            entries.append(one)
        elif one.source == address:
            return one
        else:
            failed.append(one)
    known = {one.address: one.dated for one in entries if state.pages.get(one.address) == one.dated}
    due = tuple(one for one in entries if one.address not in known)
    return Polled(due, known, tuple(failed), found.etag, found.modified)


def _listed(
    raw: bytes, base: str | None, source: str, context: Context
) -> Iterator[Report | Rejected]:
    """The reports of the pages in a feed."""
    for one in _entries(raw, base, source, context.limits):
        yield one if isinstance(one, Rejected) else page_of(one, context)


def _entries(
    raw: bytes, base: str | None, source: str, limits: Limits
) -> Iterator[feed.Entry | Rejected]:
    """The pages in a feed, and the sitemaps in a sitemap."""
    due, seen = [(raw, base, source)], {base}
    while due:
        raw, base, source = due.pop(0)
        plain = unpacked(raw, "", "gzip", limits.max_bytes)
        listed = plain if isinstance(plain, Unfit) else feed.parse(plain, base)
        if isinstance(listed, Unfit):
            yield _unfetched(source, listed)
            continue
        yield from listed.entries
        for sitemap in listed.sitemaps:
            if sitemap in seen:
                continue
            if len(seen) > MOST_SITEMAPS:
                why = f"no more than {MOST_SITEMAPS} sitemaps of one index are read"
                yield _unfetched(sitemap, Unfit("feed", why))
                break
            seen.add(sitemap)
            page = web_of(limits).fetch(sitemap)
            if isinstance(page, Unfit):
                yield _unfetched(sitemap, page)
            else:
                due.append((page.body, page.address, sitemap))


def page_of(entry: feed.Entry, context: Context) -> Report | Rejected:
    """The report of a page in a feed, with the feed's date where the page has none."""
    try:
        return _page_of(entry, context)
    except WhenceError:
        raise
    except Exception as error:  # noqa: BLE001  one page must not end the others
        return discover.failed(entry.address, error)


def _page_of(entry: feed.Entry, context: Context) -> Report | Rejected:
    if not entry.is_on_web:
        page: Answer | Unfit = Unfit("unfetched", "the feed gives no address for it")
    elif context.limits.fetch_pages or not entry.content:
        page = web_of(context.limits).fetch(entry.address)
    else:
        page = Unfit("unfetched", "pages are not to be fetched (setting fetch_pages)")
    if isinstance(page, Unfit):
        return _of_feed(entry, context) or _unfetched(entry.address, page)
    known = context.knowing(published=entry.published or context.given.published)
    report = report_of(page, entry.address, known)
    if isinstance(report, Rejected) or not (entry.published and report.published):
        return report
    if report.published.found_in != "caller":
        return report
    published = msgspec.structs.replace(report.published, found_in="feed")
    return msgspec.structs.replace(report, published=published)


def _of_feed(entry: feed.Entry, context: Context) -> Report | None:
    """The report in the feed itself, for a page that cannot be fetched; None where it has none."""
    if not entry.content:
        return None
    # Imported here: it loads a parser, which only feeds with whole texts need.
    from whence.ingest import fragment, outlet_and_author

    raw = entry.content.encode()
    place = Place(source=entry.address, path=entry.address, type="html", raw_digest=digest(raw))
    context.save(place.raw_digest, raw)
    draft = fragment.draft(entry.content, entry.title)
    outlet = outlet_and_author.name_of(entry.outlet)
    draft = msgspec.structs.replace(
        draft,
        own_id=None if entry.is_on_web else entry.address,
        byline=outlet_and_author.byline([entry.author], outlet),
        publisher=outlet,
    )
    if entry.published:
        published = Published(value=entry.published, found_in="feed")
        draft = msgspec.structs.replace(draft, published=published)
    known = context.knowing(url=entry.address) if entry.is_on_web else context
    result = assemble(draft, place, known)
    return result if isinstance(result, Report) else None


def _unfetched(address: str, unfit: Unfit) -> Rejected:
    return reject(Place(source=address, path=address, type="html", raw_digest=""), unfit)
