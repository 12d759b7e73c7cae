"""What finds articles in web pages, each as its own documentation calls it.

A way that gives no publisher, day or byline leaves the key out: nothing is scored that it does not
claim to find.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, NamedTuple


class Source(NamedTuple):
    """A page: the name of its file, its address, its bytes, and its characters."""

    name: str
    url: str
    raw: bytes
    markup: str


#: The report's parts that the scorer reads; empty where nothing was found.
Found = dict[str, Any]
Way = Callable[[Source], Found]


class Named(NamedTuple):
    """A way, the module that it needs, and the package that brings it."""

    module: str
    package: str
    way: Way

    def is_here(self) -> bool:
        """Whether it is installed."""
        return find_spec(self.module) is not None


def characters(raw: bytes) -> str:
    """A page's characters, as whence decodes them; "" where they cannot be."""
    from whence.ingest import sniff

    found = sniff.decode(raw, html=True)
    return found if isinstance(found, str) else ""


def whence(page: Source) -> Found:
    """The page as `whence read` takes it in; its own report, the first, where it has several."""
    from whence.ingest import handed
    from whence.records import Report

    report = next(handed([(page.name.removesuffix(".gz"), page.raw)]))
    if not isinstance(report, Report):
        return {}
    return {
        "title": report.title,
        "text": report.text,
        "published": report.published.value if report.published else None,
        "publisher": report.publisher,
        "byline": report.byline,
    }


def _trafilatura(page: Source, *, precise: bool = False) -> Found:
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        page.markup, url=page.url, with_metadata=True, include_comments=False,
        favor_precision=precise,
    )  # fmt: skip
    if found is None:
        return {}
    parts = found.as_dict()
    return {
        "title": parts.get("title"),
        "text": parts.get("text") or "",
        "published": parts.get("date"),
        "publisher": parts.get("sitename"),
        "byline": parts.get("author"),
    }


def _precise(page: Source) -> Found:
    return _trafilatura(page, precise=True)


def _readability(page: Source) -> Found:
    from lxml import html
    from readability import Document

    document = Document(page.markup)
    body = html.fromstring(document.summary(html_partial=True))
    return {"title": document.short_title(), "text": "\n".join(body.itertext())}


def _newspaper(page: Source) -> Found:
    import newspaper

    # Its pictures would be fetched from the network.
    address = page.url or "https://page.example/"
    article = newspaper.Article(address, language="en", fetch_images=False)
    article.download(input_html=page.markup)
    article.parse()
    when = article.publish_date
    return {
        "title": article.title,
        "text": article.text,
        "published": when.isoformat() if hasattr(when, "isoformat") else None,
        "byline": ", ".join(article.authors),
    }


def _goose(page: Source) -> Found:
    from goose3 import Goose

    article = Goose({"enable_image_fetching": False}).extract(raw_html=page.markup)
    return {
        "title": article.title,
        "text": article.cleaned_text,
        "published": article.publish_date,
        "byline": ", ".join(article.authors),
    }


def _justext(page: Source) -> Found:
    import justext

    found = justext.justext(page.markup, justext.get_stoplist("English"))
    return {"text": "\n".join(one.text for one in found if not one.is_boilerplate)}


#: What is measured, by the names that it is shown under.
WAYS: dict[str, Named] = {
    "whence": Named("whence", "whence", whence),
    "trafilatura": Named("trafilatura", "trafilatura", _trafilatura),
    "trafilatura, precise": Named("trafilatura", "trafilatura", _precise),
    "readability-lxml": Named("readability", "readability-lxml", _readability),
    "newspaper4k": Named("newspaper", "newspaper4k", _newspaper),
    "goose3": Named("goose3", "goose3", _goose),
    "jusText": Named("justext", "jusText", _justext),
}
