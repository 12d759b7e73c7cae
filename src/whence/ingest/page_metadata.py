"""A page's own metadata: headline, byline, publisher, date, address.

In this order of trust: JSON-LD, Open Graph and other meta tags, microdata, then what the page shows
its readers, then htmldate, which knows many layouts but gives the day alone.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from whence.ingest import dates, outlet_and_author, titles
from whence.ingest.normalize import canonical, shown
from whence.ingest.text_runs import Run
from whence.records import Published

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page's metadata; None where it has none."""

    title: str | None = None
    description: str | None = None  #: what it is about, in its own words
    byline: str | None = None
    publisher: str | None = None
    published: Published | None = None
    url: str | None = None
    body: str | None = None  #: the whole text, where its metadata has that
    own_id: str | None = None  #: of one of several stories


_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "article.published", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "dcterms.date", "date",
)  # fmt: skip
_AUTHOR_META = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator")
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_URL_META = ("og:url", "twitter:url")

_EMBEDDED = " or ".join(
    f"contains(@class,'{name}')"
    for name in (
        "tweet",
        "telegram",
        "social-embed",
        "social-post",
        "embedded-post",
        "comment-",
        "related",
        "recommend",
        "teaser",
    )
)
_ASIDE = (
    "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li or ancestor::blockquote"
    f" or ancestor::*[self::div or self::section or self::figure][{_EMBEDDED}]"
)


def _classed(*parts: str) -> str:
    """An XPath condition: the class or id has one of these words or parts, outside asides."""
    names = "translate(concat(' ',@class,' ',@id,' '),'ABCDEFGHIJKLMNOPQRSTUVWXYZ',"
    names += "'abcdefghijklmnopqrstuvwxyz')"
    any_of = " or ".join(f"contains({names},'{part}')" for part in parts)
    return f"({any_of}) and not({_ASIDE})"


_SHOWN_DATES = (
    "//*[@itemprop='datePublished']",
    f"//time[@pubdate or {_classed('publish', 'posted', 'entry-date')}]",
    f"(//article | //main | //header)//time[not({_ASIDE})]",
    f"//*[{_classed('publish', 'dateline', 'timestamp', 'date', 'byline', 'meta')}]",
)
_MARKED_AUTHORS = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//a[contains(concat(' ',@rel,' '),' author ')]",
)
_NAMED_AUTHORS = f"//*[{_classed('byline', 'author')}]"
#: Names on one page; more are a list of the staff.
_MOST_AUTHORS = 4
_BY = (
    "//body//text()[starts-with(normalize-space(.),'By ') or starts-with(normalize-space(.),'by ')"
    f" or normalize-space(.)='By' or normalize-space(.)='by'][not({_ASIDE})]"
)
_BY_NAME = re.compile(
    r"(?i:by)\s+(?:[A-Z][\w.'’-]+)(?:\s+(?:(?:de|van|von|der|al|bin|la|di)\s+)*[A-Z])?"
)
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "last-modified", "lastmod", "revised",
)  # fmt: skip
_SAYS_PUBLISHED = (
    "//body//*[self::p or self::span or self::div or self::small or self::em or self::li]"
    f"[not({_ASIDE})][text()[contains(., 'ublished') or contains(., 'osted')]]"
)
_PUBLISHED_ON = re.compile(
    r"(?i)\b(?:published|posted)\b(?:\s+(?:on|at))?\s*:?\s*(?P<when>(?:\W{0,2}\w+){1,8})"
)


def describe(tree: HtmlElement) -> Page:
    """The metadata of a page. The tree is left as it is."""
    found_objects = list(objects(tree))
    article = _article(found_objects)
    meta = _meta(tree)
    url = _url(tree, meta, article)
    outlet = outlet_and_author.publisher(tree, meta, article, found_objects, url)
    body = article.get("articleBody")
    return Page(
        title=titles.title(tree, meta, article, outlet),
        description=_first(meta, _DESCRIPTIONS)
        or outlet_and_author.name_of(article.get("description")),
        byline=outlet_and_author.byline(_authors(tree, meta, article), outlet),
        publisher=outlet,
        published=_published(tree, meta, article),
        url=url,
        body=html.unescape(body) if isinstance(body, str) else None,
    )


def other(page: Page, heading: Run) -> Page:
    """The metadata of a further story on a page, by the heading over it."""
    links = [link.get("href") for link in heading.box.element.iter("a")]
    address = next((one for one in links if one and re.match(r"https?://", one)), None)
    return msgspec.structs.replace(
        page,
        title=heading.words,
        description=None,
        byline=None,
        url=address,
        own_id=re.sub(r"[\W_]+", "-", heading.words.casefold()).strip("-"),
        body=None,
    )


def objects(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """All JSON-LD on the page, but for what cannot be read."""
    for script in tree.xpath("//script[contains(@type,'ld+json')]"):
        try:
            # Pages leave line breaks inside strings, which strict JSON forbids.
            yield from _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue


def _article(found_objects: list[dict[str, Any]]) -> dict[str, Any]:
    """The first article among the page's JSON-LD, or nothing."""
    articles = (o for o in found_objects if "Article" in str(o.get("@type")) or "headline" in o)
    return next(articles, {})


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"))


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The page's meta tags by lower-case name; the first of a name wins."""
    content_by_name: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = shown(tag.get("content"))
        if name and content:
            content_by_name.setdefault(name.lower(), content)
    return content_by_name


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _text(element: HtmlElement) -> str:
    return canonical(" ".join(element.itertext())).replace(" ,", ",")


def _authors(
    tree: HtmlElement, meta: dict[str, str], article: dict[str, Any]
) -> Iterator[str | None]:
    """Where an author may be named, the surest first."""
    yield outlet_and_author.name_of(article.get("author"))
    yield from (meta.get(name) for name in _AUTHOR_META)
    for query in _MARKED_AUTHORS:
        found = [words for e in tree.xpath(query) if 2 < len(words := _text(e)) <= 120]
        yield ", ".join(dict.fromkeys(found[:_MOST_AUTHORS]))
    found = [words for e in tree.xpath(_NAMED_AUTHORS) if 2 < len(words := _text(e)) <= 120]
    yield from found[:3]
    for line in tree.xpath(_BY):
        holder = line.getparent()
        words = canonical(line) if line.is_tail else _text(holder)
        if len(words) <= 120 and _BY_NAME.match(words):
            yield words


def _url(tree: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> str | None:
    main = article.get("mainEntityOfPage")
    candidates = [
        *tree.xpath("//link[contains(concat(' ',@rel,' '),' canonical ')]/@href"),
        _first(meta, _URL_META),
        article.get("url"),
        main.get("@id") if isinstance(main, dict) else main,
    ]
    for url in candidates:
        if isinstance(url, str) and re.match(r"https?://[^/\s]+\S*$", url.strip()):
            return url.strip()
    return None


def _published(
    tree: HtmlElement, meta: dict[str, str], article: dict[str, Any]
) -> Published | None:
    values = [article.get("datePublished"), *(meta.get(name) for name in _PUBLISHED_META)]
    for text in values:
        value = dates.parse(text) if isinstance(text, str) else None
        if value:
            return Published(value=value, found_in="metadata")
    for query in _SHOWN_DATES:
        for element in tree.xpath(query):
            attribute = element.get("datetime") or element.get("content") or ""
            value = dates.parse(attribute)
            if value:
                return Published(value=value, found_in="metadata")
            words = _text(element)
            moment = dates.find(words) if len(words) <= 200 else None
            if moment:
                return Published(value=moment.value, found_in="text")
    said = _said(tree, meta, article)
    if said:
        return Published(value=said, found_in="text")
    value = _htmldate(tree)
    return Published(value=value, found_in="metadata") if value else None


def _said(tree: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> str | None:
    """The day of a visible "Published 5 March"; its year, where it has none, by the last change."""
    touched = [article.get("dateModified"), *(meta.get(name) for name in _MODIFIED_META)]
    changed = next((v for t in touched if isinstance(t, str) and (v := dates.parse(t))), None)
    for element in tree.xpath(_SAYS_PUBLISHED):
        words = _text(element)
        match = _PUBLISHED_ON.search(words) if len(words) <= 200 else None
        if match is None:
            continue
        moment = dates.find(match["when"])
        if moment:
            return moment.value
        day = dates.day_before(match["when"], changed) if changed else None
        if day:
            return day
    return None


def _htmldate(tree: HtmlElement) -> str | None:
    # Imported here: it costs start-up, and most pages have their date above.
    from htmldate import find_date

    # Not its extensive search, which reads "2 hours ago" by today's clock; and its latest date is
    # set, since it is today by default: a page must always give the same date.
    try:
        found = find_date(tree, extensive_search=False, original_date=True, max_date="2200-01-01")
    except Exception:  # noqa: BLE001 - other people's parser on other people's pages
        return None
    return dates.parse(found) if found else None
