"""Parts of pages: entries, posts, captions, cards, rows; what follows a report; what is a list."""

from __future__ import annotations

import json

import pytest

from tests.ingest.traps import FLOOD, FLOOD_TITLE, MINE, MINE_TITLE, page, paragraphs
from whence.ingest import html
from whence.ingest.assemble import Draft
from whence.ingest.sniff import Unfit
from whence.records.report import BlockKind

FERRY_TITLE = "Ferry runs aground off Cape Lorn"
FERRY = (
    "A ferry with 120 people on board ran aground off Cape Lorn late on Monday, the coastguard said.",
    "Captain Ilan Moss said that nobody was hurt and that the boat would be towed away at high tide.",
)


def read(markup: str) -> Draft:
    draft = html.read(markup)
    assert isinstance(draft, Draft), draft
    return draft


def story(markup: str, at: int = 3) -> Draft:
    """The draft of a report with this markup after its third paragraph."""
    body = f"{paragraphs(MINE[:at])}{markup}{paragraphs(MINE[at:])}"
    draft = read(page(f"<article><h1>{MINE_TITLE}</h1>{body}</article>", MINE_TITLE))
    assert [words for words in MINE if words not in draft.text] == []
    return draft


def blocks(draft: Draft, *wanted: BlockKind) -> list[str]:
    return [block.span.of(draft.text) for block in draft.blocks if block.kind in wanted]


@pytest.mark.parametrize(
    "markup",
    [
        "<p><em>Ines Farrow is a staff writer at The Sarn Courier. She has covered the valley since 2012.</em></p>",
        "<div class='w'><h4>Ines Farrow</h4><p>Ines has reported on mines for two decades and lives in Low Sarn with two cats.</p></div>",
        "<p>Ines Farrow, who is based in Low Sarn, writes about energy for the Courier. You can reach her on 555-1234.</p>",
        "<p>Contact the reporter: ifarrow@courier.example</p>",
        "<p>Contact Ines with stories by email, ifarrow@courier.example, or by telephone.</p>",
        "<p><strong>The Sarn Courier is a nonprofit newsroom.</strong> If everyone who reads our stories gave £5, we would be funded.</p><p>The Courier has held power to account since 1921, and has never charged for it.</p>",
        "<p>Since you’re here, we have a small favour to ask. Millions of people read the Courier each year.</p>",
        "<section><h3>Why support us?</h3><p>Good journalism costs money. The Courier is owned by nobody and read by all.</p><p>Editor Carla Munt says: “Without you there would be no Courier.”</p><a href='/give'>Give now</a></section>",
        "<div class='xx'><h3>The Sarn Brief</h3><p>A weekly look at what matters in the valley. On Fridays.</p><form><input type='email'><button>Go</button></form></div>",
        "<p>This story was originally published on 2 March.</p>",
        "<p>Note: This story has been published from a wire agency feed without modifications.</p>",
        "<p>Have you been affected? Get in touch by emailing us.</p><p>You can also WhatsApp: +44 123.</p>",
        "<p><i>(Read our explainer on mines <a href='/e'>here</a>.)</i></p><p>Listen to this article (4 minutes)</p>",
        "<p>Our earlier coverage:</p><ul><li><a href='/1'>Strike at the docks enters its third week, says union leader</a></li></ul>",
        "<div class='pr'><span>Further reading</span><a href='/x'><p>Three drown in ferry accident, coastguard says</p></a><p>The ferry was overloaded, said the coastguard’s officer Ilan Moss.</p></div>",
        "<h3>What else is happening</h3><ul><li><a href='/1'>Strike at the docks enters its third week</a></li></ul>",
        "<h4>3 thoughts on “Six miners saved”</h4><ul><li><p>Jim said the owners had lied for years about the gas in this valley.</p></li></ul>",
        "<section class='rx'><h2>What readers say</h2><div><b>Tom88</b><p>The minister said the same in 2019 and nothing happened.</p></div></section>",
    ],
)
def test_what_follows_a_report_is_no_part_of_it(markup: str) -> None:
    assert blocks(story(markup, len(MINE)), "paragraph", "list", "subhead") == [*MINE]


def test_a_reporter_in_the_news_is_no_bio() -> None:
    words = "Ines Farrow is a reporter for the Courier, and the court let her go on Monday."
    assert words in story(f"<p>Ines Farrow was detained for a week.</p><p>{words}</p>", 6).text
    author = "Mina Orr (played by Ida Bern) is an author who hides her name in the film."
    assert author in story(f"<p>{author}</p>", 6).text


@pytest.mark.parametrize(
    "words",
    [
        "The Sarn Courier has asked the ministry for comment.",
        "The Courier was the first to report the leak, and its reporter was detained on Monday.",
        "Correction: An earlier version of this story gave the wrong number of the missing.",
        "“Sign up for our newsletter,” the minister told voters in a letter that the court called fraud.",
        "The publisher of the newsletter said that it would lay off 40 staff in the valley.",
    ],
)
def test_news_of_outlets_and_newsletters_is_news(words: str) -> None:
    assert words in story(f"<p>{words}</p>", len(MINE)).text


@pytest.mark.parametrize(
    "words",
    [
        "Additional reporting by Kira Dent in Osk. Editing by Paul Hume.",
        "(Reporting by Ines Farrow; Editing by Paul Hume)",
        "The Valley Wire contributed to this report.",
        "(With inputs from agencies)",
    ],
)
def test_who_helped_is_a_credit(words: str) -> None:
    assert blocks(story(f"<p>{words}</p>", len(MINE)), "credit") == [words]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='telegram-post'><div class='author'>Governor Sela Rin</div><div class='text'>All shelters in the valley are open.</div><time>09:12</time></div>",
        "<div class='tweet-embed'><div class='tweet-header'><b>Governor Sela Rin</b></div><p>All shelters in the valley are open.</p><a href='x'>09:12</a><div>22 Retweets</div></div>",
        "<figure class='embed-tweet'><blockquote class='twitter-tweet'><p>All shelters in the valley are open.</p>— Governor Sela Rin <a href='y'>09:12</a></blockquote></figure>",
    ],
)
def test_an_embedded_post_has_its_author_and_time(markup: str) -> None:
    draft = story(markup)
    assert blocks(draft, "post") == [
        "All shelters in the valley are open. — Governor Sela Rin 09:12"
    ]
    assert draft.byline is None


def test_buttons_to_share_are_no_post() -> None:
    markup = "<div class='social-share tweet-button'><a href='t'>Tweet</a> <a>Share</a></div>"
    assert blocks(story(markup), "post") == []


@pytest.mark.parametrize(
    "form", ["<div class='image'><img><p class='caption'>{}</p></div>", "<div class='wp-caption'><img><p class='wp-caption-text'>{}</p></div>"]
)  # fmt: skip
def test_a_caption_by_its_name(form: str) -> None:
    words = "Rescuers at the shaft on Sunday morning."
    assert blocks(story(form.format(words)), "caption") == [words]


def test_a_credit_in_a_caption_is_apart() -> None:
    markup = "<figure><img><figcaption>Rescuers at the shaft on Sunday. <span class='credit'>Photograph: Ida Bern/Courier</span></figcaption></figure>"
    draft = story(markup, 0)
    assert blocks(draft, "caption") == ["Rescuers at the shaft on Sunday."]
    assert blocks(draft, "credit") == ["Photograph: Ida Bern/Courier"]


def test_words_set_large_are_read_once() -> None:
    quoted = "There was a bang and then the dust came"
    draft = story(f"<blockquote class='pull-quote'><p>{quoted}</p></blockquote>")
    assert draft.text.count(quoted) == 1


@pytest.mark.parametrize(
    ("markup", "head"),
    [
        (f"<p><b>The alarm</b><br>{FLOOD[1]}</p>", "The alarm"),
        (f"<p><strong>No warning</strong> The {FLOOD[3][4:]}</p>", "No warning"),
    ],
)
def test_a_heading_in_its_paragraph_is_apart(markup: str, head: str) -> None:
    draft = story(markup)
    assert blocks(draft, "subhead") == [head]
    assert f"{head} " not in draft.text


def test_a_name_in_bold_is_no_heading() -> None:
    assert "Governor Ilse Morane told" in story(f"<p><b>Governor</b> {FLOOD[1][9:]}</p>").text


def test_a_card_in_a_sentence_does_not_cut_it() -> None:
    card = "<span class='card'><a href='/x'><span>Related story</span><span>Bank lowers its rate</span></a></span>"
    hover = "<span class='rollover-people'><a href='/p'>Ilse Morane</a> <a href='/1'>Governor wants a new dam at Low Sarn</a> <a>MORE</a></span>"
    words = FLOOD[1].split(" told ")
    draft = story(f"<p>{words[0]} {hover} told {words[1]} {card}</p>")
    assert FLOOD[1] in draft.text
    assert "Bank lowers" not in draft.text
    assert "new dam" not in draft.text


def test_a_list_of_terms_is_rows() -> None:
    markup = "<dl><dt>Killed</dt><dd>303</dd><dt>Wounded</dt><dd>1,200</dd></dl>"
    assert blocks(story(markup), "row") == ["Killed | 303", "Wounded | 1,200"]


def test_paragraphs_of_a_text_in_fixed_width() -> None:
    text = "\n\n".join(MINE)
    draft = read(page(f"<h1>{MINE_TITLE}</h1><pre>{text}</pre>", MINE_TITLE))
    assert blocks(draft, "paragraph") == [*MINE]


@pytest.mark.parametrize(
    "form", ["<p><b>{0}</b> {1}</p>", "<div class='e'><time>{0}</time><p>{1}</p></div>"]
)
@pytest.mark.parametrize(
    "times", [("11:42", "10:15", "9.05"), ("5 minutes ago", "1 hour ago", "2h ago")]
)
def test_the_time_of_an_entry_is_apart(form: str, times: tuple[str, ...]) -> None:
    if "ago" in times[0] and "<b>" in form:
        return
    entries = "".join(map(form.format, times, MINE))
    draft = read(page(f"<h1>{MINE_TITLE}: live</h1>{entries}", f"{MINE_TITLE}: live"))
    assert blocks(draft, "entry") == [*times]
    assert blocks(draft, "paragraph") == [*MINE[:3]]


def test_a_first_paragraph_that_is_the_description_is_no_deck() -> None:
    markup = page(f"<article><h1>{MINE_TITLE}</h1>{paragraphs(MINE)}</article>", MINE_TITLE)
    described = f'<meta property="og:description" content="{MINE[0]}"></head>'
    draft = read(markup.replace("</head>", described))
    assert blocks(draft, "deck") == []
    assert blocks(draft, "paragraph") == [*MINE]


def test_the_rest_of_a_report_that_is_hidden_until_asked_for() -> None:
    rest = f"<div class='more' style='display:none'>{paragraphs(MINE[2:])}</div><a>Read more</a>"
    body = f"<article><h1>{MINE_TITLE}</h1>{paragraphs(MINE[:2])}{rest}</article>"
    assert blocks(read(page(body, MINE_TITLE)), "paragraph") == [*MINE]


def test_a_body_that_a_page_s_data_go_on_with() -> None:
    data = json.dumps(
        {"@type": "NewsArticle", "headline": MINE_TITLE, "articleBody": "\n\n".join(MINE)}
    )
    markup = page(f"<h1>{MINE_TITLE}</h1><p>{MINE[0]}</p>", MINE_TITLE)
    draft = read(
        markup.replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    )
    assert blocks(draft, "paragraph") == [*MINE]


def test_a_paragraph_that_is_one_link() -> None:
    assert FLOOD[3] in story(f"<p><a href='/x'>{FLOOD[3]}</a></p>").text


@pytest.mark.parametrize(
    "form", ["<h3>{0}</h3>{1}", "<article><h2>{0}</h2>{1}</article>", "<p><b>{0}</b></p>{1}"]
)
def test_a_round_up_is_its_stories(form: str) -> None:
    stories = ((MINE_TITLE, MINE[:3]), (FLOOD_TITLE, FLOOD[:3]), (FERRY_TITLE, FERRY))
    body = "".join(form.format(title, paragraphs(words)) for title, words in stories)
    draft = read(page(f"<h1>News in brief</h1>{body}", "News in brief"))
    found = (draft, *draft.others)
    assert [one.title for one in found] == [title for title, _ in stories]
    for one, (_, words) in zip(found, stories, strict=True):
        assert blocks(one, "paragraph") == [*words]


def test_a_list_of_other_stories_is_no_report() -> None:
    stories = ((MINE_TITLE, MINE[0]), (FLOOD_TITLE, FLOOD[0]), (FERRY_TITLE, FERRY[0]))
    cards = "".join(
        f"<div class='c'><a href='/{n}'><h3>{title}</h3></a><p>{words}</p></div>"
        for n, (title, words) in enumerate(stories)
    )
    markup = page(f"<h1>World news</h1>{cards}", "World news").replace('"article"', '"website"')
    found = html.read(markup)
    assert isinstance(found, Unfit)
    assert found.code == "index"


def test_a_complete_short_report_is_no_stub() -> None:
    body = f"<article><h1>{MINE_TITLE}</h1>{paragraphs(MINE[:4])}</article>"
    wall = "<div><p>Already a subscriber? Log in</p><p>Subscribe to read more of us</p></div>"
    assert blocks(read(page(body + wall, MINE_TITLE)), "paragraph") == [*MINE[:4]]
    cut = body.replace(MINE[3], MINE[3][:60])
    found = html.read(page(cut + wall, MINE_TITLE))
    assert isinstance(found, Unfit)
    assert found.code == "paywall"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By INES FARROW, VALLEY WIRE SERVICE", "INES FARROW"),
        ("Ines Farrow for The Sarn Courier", "Ines Farrow"),
        ("Words by Ines Farrow<br>Photographs by Ida Bern", "Ines Farrow"),
    ],
)
def test_a_byline_without_the_house(line: str, byline: str) -> None:
    draft = read(
        page(f"<h1>{MINE_TITLE}</h1><p class='byline'>{line}</p>{paragraphs(MINE)}", MINE_TITLE)
    )
    assert draft.byline == byline


@pytest.mark.parametrize("named", ["sarncourier.example", "@sarncourier"])
def test_the_name_that_a_page_shows_goes_before_an_address(named: str) -> None:
    markup = page(f"<h1>{MINE_TITLE}</h1>{paragraphs(MINE)}", MINE_TITLE, "Sarn Courier")
    markup = markup.replace('site_name" content="Sarn Courier"', f'site_name" content="{named}"')
    address = '<link rel="canonical" href="https://sarncourier.example/1"></head>'
    assert read(markup.replace("</head>", address)).publisher == "Sarn Courier"


@pytest.mark.parametrize(
    ("shown", "window"),
    [
        ("<h1><span>Opinion</span> {0}</h1>", "Opinion | {0}"),
        ("<h1>{0}<span class='updated'>Updated 3 hours ago</span></h1>", "{0}"),
        ("<h1><span>Crime |</span> {0}</h1>", "{0}"),
        ("<h1 class='logo'><a href='/'>The Sarn Courier</a></h1><h2>{0}</h2>", "{0} « The Sarn Courier"),
        ("<h1>{0} | Editorial</h1>", "{0} | Editorial"),
    ],
)  # fmt: skip
def test_what_kind_of_report_it_is_stays_out_of_the_title(shown: str, window: str) -> None:
    markup = page(f"{shown.format(MINE_TITLE)}{paragraphs(MINE)}", window.format(MINE_TITLE))
    draft = read(markup)
    assert draft.title == MINE_TITLE
    assert blocks(draft, "paragraph", "subhead") == [*MINE]


def test_a_day_in_a_line_under_the_headline() -> None:
    body = f"<h1>{MINE_TITLE}</h1><p>March 2, 2025 / 8:00 AM EST / The Sarn Courier</p>"
    markup = page(body + paragraphs(MINE), MINE_TITLE).replace("article:published_time", "x")
    published = read(markup).published
    assert published is not None
    assert published.value[:10] == "2025-03-02"
