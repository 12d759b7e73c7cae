"""Parses feeds and sitemaps (RSS, Atom, news sitemaps) to the addresses that they list.

RSS 2.0 and 1.0, Atom (RFC 4287), and the sitemap protocol with Google's news extension are
distinguished by their elements' names alone: feeds in the wild mix and misdeclare their namespaces.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from whence.ingest import dates
from whence.ingest.sniff import Unfit

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Media types of feeds as servers send them.
TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    # Sitemaps are packed by their authors too, beside what the server packs.
    "application/gzip",
    "application/x-gzip",
)
_ITEMS = frozenset({"item", "entry", "url"})
_TOUCHED = ("updated", "modified", "lastmod")
_PUBLISHED = ("pubdate", "published", "publication_date", "date", *_TOUCHED)
_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)
#: Bytes in which a feed's root element must begin.
_BEGINNING = 2048
#: Rank of a link that is deeper in an entry: after any of the entry's own.
_DEEP = 10
#: Characters from which a text may be a whole report's.
_WHOLE_TEXT = 250
#: The same for an item's description, which is mostly a summary.
_WHOLE_DESCRIPTION = 800
_MAIL = re.compile(r"\S+@\S+(?:\s+\((?P<name>[^()]*)\))?")
_WEB = ("http://", "https://")


class Entry(NamedTuple):
    """A page in a feed: its address, when it was published and changed, where given."""

    address: str
    published: str | None
    touched: str | None = None
    title: str | None = None
    content: str | None = None  #: the whole text, as markup, where the feed has it
    author: str | None = None
    outlet: str | None = None  #: the feed's title

    @property
    def is_on_web(self) -> bool:
        """Whether its address is a page's; else it is the entry's id, and the feed has its text."""
        return self.address.startswith(_WEB)

    @property
    def dated(self) -> str:
        """A value that changes with edits of the page, by the feed; "" where it gives none."""
        return self.touched or self.published or ""


class Listed(NamedTuple):
    """The contents of a feed or sitemap: pages, and further sitemaps."""

    entries: tuple[Entry, ...]
    sitemaps: tuple[str, ...]


def is_feed(raw: bytes) -> bool:
    """Whether a document begins as a feed or sitemap."""
    return bool(_ROOT.search(raw[:_BEGINNING]))


def parse(raw: bytes, base: str | None) -> Listed | Unfit:
    """The pages in a feed, each once, in its order; never raises for bad content.

    `base` is the feed's own address, against which relative links are read.
    """
    from lxml import etree

    # No entity is resolved and nothing is loaded: a feed may come from anybody.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Unfit("feed", f"it is not a feed ({type(error).__name__})")
    if root is None or not is_feed(raw):
        return Unfit("feed", "it is not RSS, Atom or a sitemap")
    entries: dict[str, Entry] = {}
    unfit = 0
    outlet = _title_of(root)
    for item in root.iter():
        if _name(item) not in _ITEMS:
            continue
        content = _content(item)
        address = _address(item, base) or (_own(item, ("guid", "id")) if content else None)
        if address is None:
            unfit += 1
            continue
        entry = Entry(
            address,
            _date(item, _PUBLISHED),
            _date(item, _TOUCHED),
            title=_own(item, ("title",)),
            content=content,
            author=_author(item),
            outlet=outlet,
        )
        entries.setdefault(address, entry)
    sitemaps = tuple(
        found
        for one in root.iter()
        if _name(one) == "sitemap" and (found := _address(one, base)) is not None
    )
    if not entries and not sitemaps:
        why = f"none of its {unfit:,} items has an address" if unfit else "it lists nothing"
        return Unfit("feed", why)
    return Listed(tuple(entries.values()), sitemaps)


def _name(element: Element) -> str:
    """An element's name in lower case, without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _address(item: Element, base: str | None) -> str | None:
    """An item's page: its link, its location, else an id that is an address."""
    found: list[tuple[int, str]] = []
    # Unclosed markup in a title swallows what follows it: deeper elements come last, since an
    # entry's `source` has links too, and they are another feed's.
    for child in item.iter():
        name, words = _name(child), (child.text or "").strip()
        deep = 0 if child.getparent() is item else _DEEP
        if name == "link" and child.get("href"):
            # Atom has several: the page itself is "alternate", or has no relation.
            if child.get("rel", "alternate") == "alternate":
                found.append((deep, str(child.get("href")).strip()))
        elif name in ("link", "loc") and words:
            found.append((deep + 1, words))
        elif name in ("guid", "id") and words.startswith(_WEB) and _is_address(child):
            found.append((deep + 2, words))
    for _, words in sorted(found, key=lambda pair: pair[0]):
        try:
            address = urljoin(base, words) if base else words
        except ValueError:
            continue
        if address.startswith(_WEB):
            return address
    return None


def _own(item: Element, names: tuple[str, ...]) -> str | None:
    """The words of an item's own first child of one of these names, with the markup in it."""
    from lxml import etree

    for child in item:
        if _name(child) in names and (child.text or len(child)):
            inner = "".join(etree.tostring(e, encoding="unicode") for e in child)
            return ((child.text or "") + inner).strip() or None
    return None


def _title_of(root: Element) -> str | None:
    """The feed's own title, which is the outlet's name; None in a sitemap."""
    channel = next((one for one in root if _name(one) == "channel"), root)
    return _own(channel, ("title",))


def _author(item: Element) -> str | None:
    """Who wrote an item: RSS's creator, or the name within Atom's author."""
    for child in item:
        if _name(child) in ("creator", "author"):
            name = _own(child, ("name",)) or (child.text or "").strip()
            # RSS's own element is an address, with the name in brackets behind it.
            mail = _MAIL.fullmatch(name)
            if found := (mail["name"] if mail else name):
                return found
    return None


def _content(item: Element) -> str | None:
    """The whole text of an item, by RSS's module for it or Atom's element; no summary."""
    found = _own(item, ("encoded", "content"))
    if found and len(found) >= _WHOLE_TEXT:
        return found
    found = _own(item, ("description",))
    return found if found and len(found) >= _WHOLE_DESCRIPTION else None


def _is_address(identifier: Element) -> bool:
    """Whether an item's id is its page's address: RSS has an attribute for one that is not."""
    return bool(identifier.get("isPermaLink", "true") != "false")


def _date(item: Element, names: tuple[str, ...]) -> str | None:
    """The first date of an item under one of these names, as ISO 8601."""
    fields = {_name(child): (child.text or "").strip() for child in item.iter()}
    for name in names:
        words = fields.get(name)
        if not words:
            continue
        # Mail's form is RSS's; the rest write ISO 8601, which Python's mail parser misreads.
        if not words[0].isdigit():
            try:
                return parsedate_to_datetime(words).isoformat()
            except (TypeError, ValueError, IndexError, OverflowError):
                pass
        found = dates.parse(words)
        if found:
            return found
    return None
