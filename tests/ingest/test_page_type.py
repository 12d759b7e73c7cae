"""Pages that are no reports, and reports that look a little like them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from whence.ingest import html
from whence.ingest.assemble import Draft
from whence.ingest.sniff import Unfit

LEDE = "The port of Sulla reopened before noon on Monday, Mayor Ada Venn said, after three days."
MORE = (
    "Two pilots brought the first grain ships out with the tide, and the harbour office said that "
    "nobody had been hurt in the storm. “We slept in the sheds,” one of the dockers said. "
)
HEADLINES = [
    "Mayor reopens the port after three days of storm",
    "Hospital disputes the ministry's count of the dead",
    "Grain prices fall for the third week in a row",
    "Court hears the last witness in the ferry trial",
    "Ten villages still without power, grid says",
    "Observers leave Kiravel as the count begins",
]


def page(body: str, metadata: dict[str, Any] | None = None, head: str = "") -> str:
    data = json.dumps({"@context": "https://schema.org"} | metadata) if metadata else ""
    script = f'<script type="application/ld+json">{data}</script>' if data else ""
    return (
        f"<html><head><title>Port reopens</title>{head}{script}</head>"
        f"<body><article><h1>Port reopens</h1>{body}</article></body></html>"
    )


def code(markup: str) -> str:
    found = html.read(markup)
    return found.code if isinstance(found, Unfit) else ""


def listing() -> str:
    return "".join(
        f'<div><h3><a href="/{n}">{words}</a></h3></div>' for n, words in enumerate(HEADLINES)
    )


def test_a_front_page() -> None:
    found = html.read(page(f"{listing()}<p>{LEDE}</p>"))
    assert isinstance(found, Unfit)
    assert found == Unfit("index", "the page is a list of 6 links to others")


def test_a_report_with_links_under_it_or_in_it() -> None:
    assert code(page(f"<p>{LEDE}</p><p>{MORE * 6}</p>{listing()}")) == ""
    linked = MORE.replace("first grain ships", '<a href="/1">first grain ships of spring</a>')
    assert code(page(f"<p>{LEDE}</p><p>{linked}</p>")) == ""


def test_a_round_up_that_says_it_is_an_article() -> None:
    assert code(page(f"<p>{LEDE}</p>{listing()}", {"@type": "NewsArticle"})) == ""
    head = '<meta property="og:type" content="article">'
    assert code(page(f"<p>{LEDE}</p>{listing()}", head=head)) == ""


@pytest.mark.parametrize(
    "metadata", [{"@type": "VideoObject"}, {"@graph": [{"@type": "VideoObject"}]}]
)
def test_a_video(metadata: dict[str, Any]) -> None:
    found = html.read(page(f"<p>{LEDE}</p>", metadata))
    assert isinstance(found, Unfit)
    assert found.code == "video"
    assert "words of text" in found.detail
    assert code(page(f"<p>{LEDE}</p><p>{MORE * 3}</p>", metadata)) == ""


def test_a_report_with_a_video_in_it() -> None:
    metadata = {"@graph": [{"@type": "VideoObject"}, {"@type": "NewsArticle"}]}
    assert code(page(f"<p>{LEDE}</p>", metadata)) == ""


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe now to continue reading",
        "Already a subscriber? Log in",
        "This article is for paying subscribers",
        "Please sign in or register to read the rest",
    ],
)
def test_a_stub(wall: str) -> None:
    markup = page(f"<p>{LEDE}</p></article><div class='wall'><h2>{wall}</h2></div>")
    assert code(markup) == "paywall"
    assert code(markup.replace("</article>", f"<p>{MORE * 6}</p></article>", 1)) == ""


@pytest.mark.parametrize("value", [False, "False", "false", "http://schema.org/False"])
def test_a_page_that_says_it_is_not_free(value: Any) -> None:
    metadata = {"@type": "NewsArticle", "isAccessibleForFree": value}
    assert code(page(f"<p>{LEDE}</p>", metadata)) == "paywall"
    assert code(page(f"<p>{LEDE}</p><p>{MORE * 6}</p>", metadata)) == ""
    assert code(page(f"<p>{LEDE}</p>", (metadata | {"isAccessibleForFree": True}))) == ""


def test_a_free_brief_on_a_site_with_a_paywall() -> None:
    wall = "<p>Already a subscriber? Log in</p>"
    assert code(page(f"<p>{LEDE}</p></article><footer>{wall}</footer>")) == ""
    assert code(page(f"<p>{LEDE}</p></article>{wall}", {"isAccessibleForFree": True})) == ""


def test_a_short_report_is_one() -> None:
    assert isinstance(html.read(page(f"<p>{LEDE}</p>")), Draft)
    assert (
        code(page(f"<p>{LEDE}</p><p>Subscribers told the court that they had read it.</p>")) == ""
    )
