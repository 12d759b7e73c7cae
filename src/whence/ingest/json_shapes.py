"""The shapes of reports as JSON: feeds, exports of archives and services, objects by id.

JSON Feed, NewsAPI, NewsCatcher, Event Registry, GDELT, Media Cloud, the Guardian's and New York
Times's, WordPress's, Elasticsearch's hits and Common Crawl's rows: each has its reports in a list
or an object under one of a few names, and each report's parts under one of a few more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whence.ingest.normalize import shown

#: Keys of the text, the surest first: those of whence and crawlers, then those of feeds and
#: services.
TEXT = (
    "text", "maintext", "body", "content_text", "content", "content_html", "article_body",
    "articleBody", "full_text", "fulltext", "body_text", "bodyText", "article_text", "story_text",
    "main_text", "plain_text", "raw_text", "cleaned_text", "raw_content", "full_content",
    "body_html", "story_body", "article", "story",
)  # fmt: skip
#: Texts under these keys are unchanged, whatever markup they contain.
LITERAL = frozenset({"text", "maintext", "content_text"})
PUBLISHER = (
    "publisher", "source_domain", "source", "publication", "outlet", "media_name", "name_source",
    "site_name", "sitename", "source_name", "media", "site", "newspaper", "provider", "domain",
    "clean_url", "domain_url", "media_url", "hostname",
)  # fmt: skip
TITLE = ("title", "headline", "webTitle", "web_title", "article_title")
URL = (
    "url",
    "link",
    "permalink",
    "web_url",
    "webUrl",
    "article_url",
    "source_url",
    "canonical_url",
    "mainEntityOfPage",
)
LANGUAGE = ("language", "lang", "document_language")
ID = ("id", "_id", "uri", "guid", "uuid", "stories_id", "article_id", "identifier")
BYLINE = ("byline", "authors", "author", "creator", "dc_creator", "author_name", "by")

_LISTS = (
    "items", "articles", "results", "stories", "docs", "hits", "data", "response", "entries",
    "news", "posts", "documents", "records", "reports", "rows", "value", "feed", "channel", "item",
    "@graph",
)  # fmt: skip
#: Keys of objects with a report's parts.
_INNER = ("_source", "fields", "attributes", "node", "article", "document", "story")
#: Keys of a text's words, in an object for it.
_WORDS = ("rendered", "value", "text", "content", "html")
#: Objects inside each other in which a report is looked for.
_DEEP = 4
_MARKUP = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|li|blockquote|article|section|figure|span|a)\b[^<>]*>", re.IGNORECASE
)


#: NewsCatcher's whole text is under this key, beside an excerpt of it; elsewhere it is a summary.
_SUMMARY, _EXCERPT = "summary", "excerpt"
#: What an article's text ends with where a service has cut it.
_CUT = re.compile(r"\s*\[\+\d+\s+char(?:acter)?s\]\s*$")


def reports_in(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The objects of reports in an object: itself, or those of its list; none of an empty list."""
    yield from _found(record, {}, 0)


def folded(key: str) -> str:
    """A key without case and without what separates its words."""
    return re.sub(r"[\W_]+", "", key).lower()


def _named(record: dict[str, Any]) -> dict[str, Any]:
    """The object with the known names for keys that are written otherwise, such as "Body"."""
    unknown = {folded(key): value for key, value in record.items() if key not in _KNOWN}
    more = {
        name: unknown[plain]
        for plain, name in _BY_FOLDED.items()
        if plain in unknown and name not in record
    }
    if _EXCERPT in record and text_in(record.get(_SUMMARY)) and not _holds_text(record):
        more["content"] = record[_SUMMARY]
    return {**record, **more} if more else record


def _found(record: dict[str, Any], around: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    record = _named(record)
    if depth > _DEEP or _holds_text(record):
        yield _with(record, around)
        return
    for name in _INNER:
        inner = record.get(name)
        if isinstance(inner, dict) and _holds_text(inner):
            yield _with({**{k: v for k, v in record.items() if k != name}, **inner}, around)
            return
    outlet = _outlet_of(record) or around
    for name in _LISTS:
        value = record.get(name)
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            # A graph has the site and its writers beside the article.
            for one in filter(_holds_text, value) if name == "@graph" else value:
                yield from _found(one, outlet, depth + 1)
            return
        if isinstance(value, dict) and (value := _listing(value)):
            yield from _found(value, outlet, depth + 1)
            return
    values = list(record.values())
    if values and all(isinstance(one, dict) and _holds_text(one) for one in values):
        for key, one in record.items():
            yield _with(one, {**around, "id": key})
        return
    yield _with(record, around)


def _listing(value: dict[str, Any]) -> dict[str, Any]:
    """An object with a list of reports; nothing where it has none."""
    lists = any(isinstance(value.get(name), list | dict) for name in _LISTS)
    by_id = all(isinstance(one, dict) and _holds_text(one) for one in value.values())
    return value if lists or by_id else {}


def _with(record: dict[str, Any], around: dict[str, Any]) -> dict[str, Any]:
    lacking = {k: v for k, v in around.items() if record.get(k) in (None, "")}
    if "publisher" in lacking and any(record.get(name) for name in PUBLISHER):
        lacking.pop("publisher")
    return {**record, **lacking} if lacking else record


def _holds_text(record: dict[str, Any]) -> bool:
    return any(text_in(record.get(name)) for name in TEXT)


def _outlet_of(record: dict[str, Any]) -> dict[str, Any]:
    """A feed's title, as the publisher of its items."""
    name = record.get("title")
    known = isinstance(name, str) and any(
        key in record for key in ("home_page_url", "feed_url", "version", "link", "homepage")
    )
    return {"publisher": name} if known else {}


def text_in(value: Any) -> str | None:
    """The text that a value is, or has in it: as WordPress's do, or in a list of paragraphs."""
    if isinstance(value, list):
        parts = [found for one in value if (found := text_in(one))]
        return "\n\n".join(parts) or None
    if isinstance(value, dict):
        value = next((value[k] for k in _WORDS if value.get(k)), None)
        if isinstance(value, list):
            return text_in(value)
    return _CUT.sub("", value) if isinstance(value, str) and value.strip() else None


def name_in(value: Any) -> str | None:
    """The name that a value is, or has in it as a source's or a title's does."""
    if isinstance(value, dict):
        value = next(
            (
                value[k]
                for k in ("rendered", "main", "name", "title", "original", "uri", "@id")
                if value.get(k)
            ),
            None,
        )
    return shown(value) or None if isinstance(value, str) else None


def names_in(value: Any) -> str | None:
    """The names of authors: a string, an object, or a list of either."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, map(name_in, value)))) or None
    return name_in(value)


_KNOWN = frozenset((*TEXT, *PUBLISHER, *TITLE, *URL, *LANGUAGE, *ID, *BYLINE, *_LISTS, *_INNER))
_BY_FOLDED = {
    folded(name): name for name in reversed((*TEXT, *PUBLISHER, *TITLE, *URL, *LANGUAGE, *BYLINE))
}


def is_text(name: str) -> bool:
    """Whether a column of this name has reports' texts."""
    return name in TEXT or folded(name) in map(folded, TEXT)


def is_address(name: str) -> bool:
    """Whether a column of this name has addresses."""
    return name in URL or folded(name) in map(folded, URL)


def is_markup(text: str) -> bool:
    """Whether a text is a piece of a web page."""
    return len(_MARKUP.findall(text[:20_000])) >= 2
