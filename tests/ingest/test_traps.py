"""Pages with one trap each, in other words and other markup than those handed over."""

from __future__ import annotations

import pytest

from tests.ingest import traps
from tests.ingest.traps import FLOOD_TITLE, MINE, MINE_TITLE, Trap, page, paragraphs
from whence.ingest import html
from whence.ingest.assemble import Draft
from whence.records.report import BlockKind


def read(markup: str) -> Draft:
    draft = html.read(markup)
    assert isinstance(draft, Draft), draft
    return draft


def kinds(draft: Draft) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(draft.text)) for block in draft.blocks]


@pytest.mark.parametrize(
    "trap", [*traps.beside(), *traps.wrapped(), *traps.live()], ids=lambda trap: trap.name
)
def test_the_whole_story_and_nothing_else(trap: Trap) -> None:
    draft = read(trap.markup)
    assert [words for words in trap.kept if words not in draft.text] == []
    assert [words for words in trap.left if words in draft.text] == []
    assert draft.others == ()


@pytest.mark.parametrize("form", traps.KICKERS)
@pytest.mark.parametrize("in_title", [True, False])
def test_a_kicker_is_no_part_of_the_title(form: str, in_title: bool) -> None:
    markup = page(f"<article>{form.format(MINE_TITLE)}{paragraphs(MINE)}</article>", MINE_TITLE)
    if not in_title:
        markup = markup.replace('<meta property="og:title"', '<meta property="x"')
    assert read(markup).title == MINE_TITLE


@pytest.mark.parametrize("tag", ["h2", "h3"])
@pytest.mark.parametrize("box", ["{0}", "<div>{0}</div>", "<section class='more'>{0}</section>"])
def test_several_stories_are_several_reports(tag: str, box: str) -> None:
    for markup, titles in traps.several(tag, box):
        draft = read(markup)
        assert [words for words in MINE if words not in draft.text] == []
        assert tuple(other.title for other in draft.others) == titles
        assert all(title not in draft.text for title in titles)
        assert len({other.own_id for other in draft.others}) == len(titles)


def test_a_story_followed_by_the_next_in_the_same_template() -> None:
    story = '<div class="story"><header><h1 class="hed">{0}</h1></header><div class="copy">{1}</div></div>'
    markup = page(
        story.format(MINE_TITLE, paragraphs(MINE))
        + story.format(FLOOD_TITLE, paragraphs(traps.FLOOD)),
        MINE_TITLE,
    )
    draft = read(markup)
    assert traps.FLOOD[0] not in draft.text
    (other,) = draft.others
    assert other.title == FLOOD_TITLE
    assert [words for words in traps.FLOOD if words not in other.text] == []
    assert MINE[0] not in other.text


def test_sections_of_one_report_stay_one() -> None:
    draft = read(page(traps.SUBHEADED, MINE_TITLE))
    assert draft.others == ()
    assert ("subhead", "Gas above the limit on three days") in kinds(draft)


@pytest.mark.parametrize("headline", ["The Sarn Courier, news from the valley", "Valley edition"])
def test_the_headline_shown_wins_over_an_unrelated_one(headline: str) -> None:
    data = (
        f'<script type="application/ld+json">{{"@type":"Article","headline":"{headline}"}}</script>'
    )
    markup = page(f"<article><h1>{MINE_TITLE}</h1>{paragraphs(MINE)}</article>", MINE_TITLE)
    markup = markup.replace("</head>", f"{data}</head>")
    assert read(markup).title == MINE_TITLE
    assert (
        read(markup.replace('"og:title"', '"x"').replace("<title>", "<title>x")).title == MINE_TITLE
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Mayor &amp;amp; council: &amp;quot;No&amp;quot;", 'Mayor & council: "No"'),
        ("Caf&amp;eacute; owner&amp;#8217;s fine", "Café owner’s fine"),
        ("It&amp;#039;s over, says port", "It's over, says port"),
    ],
)
@pytest.mark.parametrize("form", ["<h1>{0}</h1>", '<div class="hl">{0}</div>', "<h2>{0}</h2>"])
def test_doubly_encoded_characters(written: str, shown: str, form: str) -> None:
    draft = read(page(f"<article>{form.format(written)}{paragraphs(MINE)}</article>", written))
    assert draft.title == shown
    assert "&amp;" not in draft.text
    assert "&#" not in draft.text


@pytest.mark.parametrize(
    "line",
    [
        "<p class='meta'>Published: 6 May 2025 at 09:40</p>",
        "<div class='info'>By Ines Farrow | Published May 6, 2025</div>",
        "<div class='art-date'>First published 6 May 2025. Last updated 30 June 2025.</div>",
        "<p>Updated 30 June 2025, published 6 May 2025</p>",
        "<div>Ines Farrow<br>Published 06.05.2025</div>",
    ],
)
def test_the_date_shown_goes_before_the_last_change(line: str) -> None:
    markup = page(f"<h1>{MINE_TITLE}</h1>{line}{paragraphs(MINE)}", MINE_TITLE)
    markup = markup.replace("article:published_time", "article:modified_time")
    published = read(markup.replace("2025-03-02T07:15", "2025-06-30T17:12")).published
    assert published is not None
    assert published.value[:10] == "2025-05-06"


def test_each_block_has_its_role() -> None:
    body = (
        f"<article><h1>{MINE_TITLE}</h1><p class='standfirst'>A search under way in the valley since Saturday.</p>"
        f"<figure><img src='x'><figcaption>Rescuers at the shaft on Sunday.</figcaption></figure>"
        f"<figure><img src='y'><figcaption>Photo: Ida Bern/Agency</figcaption></figure>"
        f"<p>{MINE[0]}</p><p>{MINE[1]}</p><h2>The alarm was off</h2><p>{MINE[4]}</p><p>{MINE[2]}</p>"
        "<blockquote><p>We will find them, however long it takes us to dig.</p></blockquote>"
        "<ul><li>Six miners were brought out before dawn.</li><li>Two of them are badly burned.</li></ul>"
        "<table><tr><td>Killed</td><td>3</td></tr><tr><td>Missing</td><td>14</td></tr></table>"
        '<blockquote class="twitter-tweet"><p>The lower gallery is closed to all until Monday.</p>'
        '&mdash; Harrow Police (@harrowpolice) <a href="/t/1">March 2, 2025</a></blockquote>'
        f"<p>{MINE[3]}</p><p>{MINE[5]}</p></article>"
    )
    found = kinds(read(page(body, MINE_TITLE)))
    assert found[:3] == [
        ("headline", MINE_TITLE),
        ("deck", "A search under way in the valley since Saturday."),
        ("caption", "Rescuers at the shaft on Sunday."),
    ]
    assert ("credit", "Photo: Ida Bern/Agency") in found
    assert ("subhead", "The alarm was off") in found
    assert ("quotation", "We will find them, however long it takes us to dig.") in found
    assert ("list", "Two of them are badly burned.") in found
    assert ("row", "Missing | 14") in found
    posts = [words for kind, words in found if kind == "post"]
    assert all(words.startswith("The lower") and "(@harrowpolice)" in words for words in posts)


def test_entries_of_a_live_page_have_their_times() -> None:
    entries = "".join(
        f"<div class='lb-entry'><h3>{hour}.10 {head}</h3><p>{words}</p></div>"
        for hour, head, words in zip(range(9, 14), "ABCDE", MINE, strict=False)
    )
    draft = read(page(f"<h1>{MINE_TITLE}</h1><div class='lb'>{entries}</div>", MINE_TITLE))
    assert [words for kind, words in kinds(draft) if kind == "entry"] == [
        "9.10 A",
        "10.10 B",
        "11.10 C",
        "12.10 D",
        "13.10 E",
    ]


def test_a_body_that_is_only_in_a_page_s_metadata() -> None:
    text = "\\n\\n".join(MINE).replace('"', '\\"')
    data = f'<script type="application/ld+json">{{"@type":"Article","headline":"{MINE_TITLE}","articleBody":"{text}"}}</script>'
    draft = read(page("<div id='app'></div>", MINE_TITLE).replace("</head>", f"{data}</head>"))
    assert [words for words in MINE if words not in draft.text] == []


@pytest.mark.parametrize(
    ("metadata", "address", "outlet"),
    [
        ("Blogger", "https://sarnvoice.example/1", "Sarn Voice"),
        ("The Sarn Courier", "https://sarncourier.example/1", "The Sarn Courier"),
        ("萨恩信使报", "https://sarncourier.example/1", "Sarn Courier"),
        ("Official Site of Sarn Courier", "https://sarncourier.example/1", "Sarn Courier"),
        ("Sarn Courier | News of the valley", "https://sarncourier.example/1", "Sarn Courier"),
        ("Hosted", "https://a.example/1", None),
    ],
)
def test_an_outlet_has_the_name_that_it_uses_itself(
    metadata: str, address: str, outlet: str | None
) -> None:
    shown = outlet or "x"
    markup = page(f"<h1>{MINE_TITLE}</h1>{paragraphs(MINE)}", MINE_TITLE, shown)
    markup = markup.replace(
        f'"og:site_name" content="{shown}"', f'"og:site_name" content="{metadata}"'
    ).replace("</head>", f'<link rel="canonical" href="{address}"></head>')
    found = read(markup).publisher
    assert found == outlet if outlet else found != metadata


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<p class='byline'>By Ines Farrow</p>", "Ines Farrow"),
        (
            "<p class='byline'>By Ines Farrow and Otto Lamm, Courier staff</p>",
            "Ines Farrow, Otto Lamm",
        ),
        ("<p class='author'>News Desk</p>", None),
        ("<span>By Ines Farrow</span>", "Ines Farrow"),
        ("<p>by <a href='/a'>Ines Farrow</a>, Mining correspondent</p>", "Ines Farrow"),
    ],
)
def test_a_byline_names_persons(line: str, byline: str | None) -> None:
    found = read(page(f"<h1>{MINE_TITLE}</h1>{line}{paragraphs(MINE)}", MINE_TITLE))
    assert found.byline == byline
    assert "Farrow" not in found.text


def test_a_page_saved_by_a_browser_has_its_address() -> None:
    whole = page(
        f"<h1>{MINE_TITLE}</h1>{paragraphs(MINE)}<p class='sf-hidden'>Nobody sees these words here.</p>",
        MINE_TITLE,
    )
    saved = "<!--\n Page saved with SingleFile \n url: https://sarn.example/2 \n-->"
    draft = read(whole.replace("<html", f"{saved}<html", 1))
    assert draft.url == "https://sarn.example/2"
    assert "Nobody sees" not in draft.text
    older = "<!-- saved from url=(0022)https://sarn.example/3 -->"
    assert read(whole.replace("<html", f"{older}<html", 1)).url == "https://sarn.example/3"
