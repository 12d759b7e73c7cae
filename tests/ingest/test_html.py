from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ingest import html
from whence.ingest.assemble import Draft
from whence.ingest.sniff import Unfit
from whence.records import Published

STORY = "".join(
    f"<p>Paragraph {n}: the minister said on Monday that {n} people had been killed in the port, and "
    "that the search would go on until every one of the missing had been found.</p>"
    for n in range(3, 9)
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Toll rises to 18 | Port News</title>
<meta property="og:title" content="Toll rises to 18, minister says">
<meta property="og:site_name" content="Port News">
<meta property="article:published_time" content="2025-09-04T18:20:00+02:00">
<meta name="author" content="Pavla Druin">
<link rel="canonical" href="https://port.example/2025/09/toll">
</head><body>
<header><h1>Port News</h1><nav><ul><li><a href="/a">City</a></li><li><a href="/b">Sport</a></li></ul></nav></header>
<article><h1>Toll rises to 18, minister says</h1>
<p class="standfirst">Hospital disputes the figure, as families wait for names</p>
<div class="byline">By Pavla Druin</div><time datetime="2025-09-04">4 September</time>
<figure><img src="x.jpg"><figcaption>The quay on Thursday. Photo: O. B.</figcaption></figure>
<p>PORT SELVANE, Sept 4 (Wire) – Eighteen&nbsp;people have\u200b died, the ministry said.</p>
{STORY}
<h2>“The water went flat”</h2><p>A pilot said he saw a white flash over the quay and then nothing.</p>
<div class="share"><h3>Share this:</h3><ul><li><a href="#">Facebook</a></li></ul></div>
</article>
<aside><h2>Related stories</h2><ul><li><a href="/c">Ten walks for autumn</a></li></ul></aside>
<footer><p>© 2025 Port News. All rights reserved.</p></footer></body></html>"""


def read(markup: str) -> Draft:
    draft = html.read(markup)
    assert isinstance(draft, Draft)
    return draft


def test_a_page_with_everything_around_it() -> None:
    draft = read(PAGE)
    parts = [(block.kind, block.span.of(draft.text)) for block in draft.blocks]
    assert parts[:4] == [
        ("headline", "Toll rises to 18, minister says"),
        ("deck", "Hospital disputes the figure, as families wait for names"),
        ("caption", "The quay on Thursday. Photo: O. B."),
        ("dateline", "PORT SELVANE, Sept 4 (Wire) –"),
    ]
    assert parts[4] == ("paragraph", "Eighteen people have died, the ministry said.")
    assert ("subhead", "“The water went flat”") in parts
    for furniture in ("Share", "Facebook", "Related", "walks", "©", "Sport", "Pavla"):
        assert furniture not in draft.text
    assert draft.text.count("Toll rises to 18") == 1
    assert (draft.title, draft.byline) == ("Toll rises to 18, minister says", "Pavla Druin")
    assert (draft.publisher, draft.url) == ("Port News", "https://port.example/2025/09/toll")
    assert draft.published == Published(value="2025-09-04T18:20:00+02:00", found_in="metadata")


def test_the_page_as_a_whole(golden: Callable[[str, str], None]) -> None:
    draft = read(PAGE)
    lines = [f"{block.kind}: {block.span.of(draft.text)}\n" for block in draft.blocks]
    golden("ingest/page.txt", "".join(lines))


def test_the_text_is_its_blocks_with_blank_lines_between() -> None:
    draft = read(PAGE)
    joined = "\n\n".join(block.span.of(draft.text) for block in draft.blocks)
    assert joined.replace("–\n\nEighteen", "– Eighteen") == draft.text


def page(head: str, body: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}<article>{STORY}</article></body></html>"


@pytest.mark.parametrize(
    ("head", "body", "value", "found_in"),
    [
        (
            (
                '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "H",'
                '"datePublished": "2025-01-02T03:04:05Z", "author": [{"name": "A B"}]}]}</script>'
            ),
            "",
            "2025-01-02T03:04:05+00:00",
            "metadata",
        ),
        ('<meta name="date" content="2025-01-02">', "", "2025-01-02", "metadata"),
        (
            "",
            '<time datetime="2025-01-02T03:04" class="published">x</time>',
            "2025-01-02T03:04",
            "metadata",
        ),
        (
            "",
            '<div class="byline">By A B, January 2, 2025 at 3:04 p.m.</div>',
            "2025-01-02T15:04",
            "text",
        ),
        (
            '<link rel="canonical" href="https://x.example/2025/01/02/story">',
            "",
            "2025-01-02",
            "metadata",
        ),
    ],
)
def test_where_a_date_was_found(head: str, body: str, value: str, found_in: str) -> None:
    published = read(page(head, body)).published
    assert published is not None
    assert (published.value, published.found_in) == (value, found_in)


def test_a_page_without_a_date_has_none() -> None:
    assert read(page("", "<p class='date'>2 hours ago</p>")).published is None


def test_a_fragment_is_read() -> None:
    draft = read(f"<table><tr><td><h1>An old page</h1>{STORY}</td></tr></table>")
    assert draft.title == "An old page"


def test_line_breaks_part_words_and_two_part_paragraphs() -> None:
    line = "The minister said on Monday that nobody had been hurt in the fire at the old plant."
    draft = read(
        f"<html><body><div><h1>A fire</h1>{line}<br>{line}<br> <br>{line * 2}</div></body></html>"
    )
    assert f"{line} {line}\n\n{line}" in draft.text


def test_broken_json_ld_is_skipped() -> None:
    draft = read(page('<script type="application/ld+json">{"headline": </script><title>T</title>'))
    assert draft.title == "T"


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body></body></html>",
        "<html><head><title>Only a title</title></head></html>",
        "<",
        "<p>",
    ],
)
def test_a_page_without_text(markup: str) -> None:
    found = html.read(markup)
    assert isinstance(found, Unfit)
    assert found.code in {"no_text", "html"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_markup_is_a_draft_or_a_reason(markup: str) -> None:
    found = html.read(f"<html><body><p>{markup}</p></body></html>")
    if isinstance(found, Draft):
        for block in found.blocks:
            assert block.span.of(found.text).strip()


@pytest.mark.parametrize(
    ("said", "changed", "value"),
    [
        ("Published 5 March", "2025-03-09T10:00:00Z", "2025-03-05"),
        ("Published: March 5", "2025-03-09T10:00:00Z", "2025-03-05"),
        ("First published on 28 December", "2025-01-09T10:00:00Z", "2024-12-28"),
        ("Posted 5 March 2024, 10:15", "2025-03-09T10:00:00Z", "2024-03-05T10:15"),
    ],
)
def test_a_visible_date_goes_before_the_last_change(said: str, changed: str, value: str) -> None:
    words = "The council of Sulla said on Monday that the bridge over the river would be closed. "
    page = (
        f'<html><head><meta property="article:modified_time" content="{changed}"></head>'
        f"<body><h1>Bridge closed</h1><p>{said}</p><p>{words * 3}</p><p>{words * 2}</p></body></html>"
    )
    found = html.read(page)
    assert not isinstance(found, Unfit)
    assert found.published is not None
    assert (found.published.value, found.published.found_in) == (value, "text")
