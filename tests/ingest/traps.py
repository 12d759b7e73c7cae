"""Pages with one trap each: a story in some site's markup, and what is beside it."""

from __future__ import annotations

from typing import NamedTuple

MINE = (
    "Rescuers reached the lower gallery of the Harrow mine before dawn on Sunday and brought out six miners, two of them badly burned.",
    "“There was a bang and then the dust came, and after that nobody could see his own hand,” said Piet Aldous, who has worked there since 2009.",
    "The company, Harrow Minerals, said in a statement that 14 people were still missing and that it would not give up the search.",
    "The inspector of mines, Greta Lund, told reporters that gas had been measured above the limit on three days in November.",
    "Union officials accused the owners of switching off an alarm, which a lawyer for the company denied on Sunday evening.",
    "The president ordered three days of mourning and is expected to visit the valley on Tuesday with the minister of labour.",
)
FLOOD = (
    "At least nine people drowned when the river Sarn burst its banks in the night to Thursday, the district governor said.",
    "Governor Ilse Morane told the local radio that 3,000 people had been taken to schools on higher ground.",
    "“We climbed onto the roof and waited there with the dog until the boat came,” said Tomas Erle, a baker in Low Sarn.",
    "The weather service had warned of heavy rain on Monday, but a spokesman admitted that the water rose faster than its models had said.",
    "Engineers said a dam upstream was holding and that they were letting out water to keep it safe.",
)


class Trap(NamedTuple):
    """A page, what of it has to be read, and what may not be."""

    name: str
    markup: str
    kept: tuple[str, ...]
    left: tuple[str, ...]


def paragraphs(story: tuple[str, ...]) -> str:
    """A story's paragraphs, each in its element."""
    return "\n".join(f"<p>{words}</p>" for words in story)


def page(body: str, title: str, outlet: str = "The Sarn Courier") -> str:
    """A page with a site's frame around a body."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
        '<meta property="article:published_time" content="2025-03-02T07:15:00Z">'
        f'<meta property="og:site_name" content="{outlet}"></head><body>'
        f'<header><a href="/">{outlet}</a><nav><a href="/w">World</a> <a href="/l">Local</a></nav></header>'
        f"{body}<footer><p>© 2025 {outlet}. All rights reserved.</p></footer></body></html>"
    )


MINE_TITLE = "Six miners saved, 14 missing after blast at Harrow"
FLOOD_TITLE = "Nine drown as the Sarn bursts its banks"

#: What is beside stories, with words of each that may not be read.
BESIDE: dict[str, tuple[str, tuple[str, ...]]] = {
    "plea": (
        "<div class='x1'><p>Independent reporting takes time and money. If you value our work, please consider making a contribution today, because readers like you keep us going.</p><p>We have no owner and no paywall: our newsroom is funded by its readers.</p></div>",
        ("takes time and money", "no owner and no paywall"),
    ),
    "plea of another kind": (
        "<section class='appeal-block'><h4>Before you go</h4><p>Thousands of readers rely on our newsroom every day. Will you help us keep local journalism alive? Become a supporter from just £3 a month.</p></section>",
        ("rely on our newsroom", "Become a supporter"),
    ),
    "long plea": (
        "<div class='bottom'><div><p>"
        + "The Courier believes that facts should be open to everybody, whatever they earn. That is why we ask our readers, those who can, to support the journalism that we do with a small donation. "
        * 6
        + "</p></div></div>",
        ("facts should be open", "small donation"),
    ),
    "cookies": (
        "<div id='ot'><h3>Manage your choices</h3><p>"
        + "We and our partners store information on your device, such as cookies, to show you adverts and to measure how they do. You can change your preferences at any time. "
        * 5
        + "</p><p>Strictly necessary cookies make this website work and cannot be switched off. Targeting cookies may be set by our advertising partners.</p></div>",
        ("store information on your device", "Strictly necessary", "Targeting"),
    ),
    "cookies, third person": (
        "<div class='cc'><h2>About cookies</h2><p>Cookies are small text files that are placed on a computer or phone when a browser opens a website. Analytics cookies count visitors. Marketing cookies follow visitors across websites to show them advertising that they may like.</p></div>",
        ("small text files", "Marketing cookies"),
    ),
    "newsletter": (
        "<div class='box2'><h3>The morning mail</h3><p>Sign up for the Courier's morning mail and get the day's stories in your inbox at six.</p><p>By signing up you agree to our terms and privacy policy.</p><p>You have been subscribed. Check your inbox to confirm.</p></div>",
        ("morning mail", "By signing up", "You have been subscribed"),
    ),
    "form": (
        "<form action='/s'><label>Email</label><p>Enter your email address to receive notifications of new posts.</p><p>Please enter a valid email address.</p><p>There was an error. Please try again later.</p></form>",
        ("Enter your email", "valid email", "There was an error"),
    ),
    "comment form": (
        "<div class='resp'><h3>Join the discussion</h3><p>Your email address will not be published. Required fields are marked.</p><p>Comments are moderated and may take a while to appear.</p></div>",
        ("will not be published", "Comments are moderated"),
    ),
    "related": (
        "<div class='rel'><h3>You may also like</h3><ul><li><a href='/a'>Minister resigns over the harbour contract</a></li><li><a href='/b'>Five dead in a bus crash near Tarn, police say</a></li></ul></div>",
        ("harbour contract", "bus crash near Tarn"),
    ),
    "teasers": (
        "<div class='tt'><h4>Trending now</h4><p><a href='/1'>Strike at the docks enters its third week</a> The union’s leader, Vera Stamm, said yesterday that 2,000 dockers would stay out.</p><p><a href='/2'>Bank lowers its rate for the first time</a> Governor Paul Reve told parliament that prices had fallen.</p></div>",
        ("Vera Stamm", "Paul Reve"),
    ),
    "teasers in cards": (
        "<div class='grid'><h2>Read next</h2><div class='card'><a href='/1'><h3>Strike at the docks enters its third week</h3></a><p>The union’s leader, Vera Stamm, said yesterday that 2,000 dockers would stay out.</p></div><div class='card'><a href='/2'><h3>Bank lowers its rate</h3></a><p>Governor Paul Reve told parliament that prices had fallen.</p></div></div>",
        ("Vera Stamm", "Paul Reve"),
    ),
    "teasers under a heading that nobody knows": (
        "<div class='zz'><h4>Our readers’ favourites</h4><p><a href='/1'>Strike at the docks enters its third week</a> The union’s leader, Vera Stamm, said yesterday that 2,000 dockers would stay out.</p><p><a href='/2'>Bank lowers its rate for the first time</a> Governor Paul Reve told parliament that prices had fallen.</p></div>",
        ("Vera Stamm", "Paul Reve"),
    ),
    "bio": (
        "<div class='by-line-end'><p>Nora Quill is a senior reporter for the Courier who covers energy and mining. She joined in 2016. Follow her on Twitter @noraquill or email nora@courier.example.</p></div>",
        ("senior reporter for the Courier", "noraquill"),
    ),
    "comments": (
        "<div id='comments'><h3>2 comments</h3><div class='comment'><p>BigJim: They all knew it, the minister said so last year.</p></div><div class='comment'><p>Anna: My uncle died there and nobody ever said sorry.</p></div></div>",
        ("BigJim", "My uncle died"),
    ),
    "rights": (
        "<p>This material may not be published, broadcast, rewritten or redistributed without permission.</p>",
        ("may not be published",),
    ),
    "app": (
        "<div><p>Download our app for breaking news alerts.</p><p>Follow us on Facebook and WhatsApp for more.</p></div>",
        ("Download our app", "Follow us on"),
    ),
    "paywall's box": (
        "<div class='pw'><p>You have read two of your three free stories this month. Log in or subscribe for unlimited access.</p></div>",
        ("free stories this month",),
    ),
    "appeal in few words": (
        "<div class='k9'><p>Good reporting isn’t cheap. Chip in whatever you can and keep the Courier free for everyone.</p></div>",
        ("isn’t cheap", "Chip in"),
    ),
    "appeal of a house": (
        "<div class='k8'><p>This story is free thanks to people like you. Every gift, large or small, is doubled until Friday.</p><p>Since 1921 we have been on the side of ordinary people in the valley. Stand with us.</p></div>",
        ("thanks to people like you", "Every gift", "ordinary people in the valley"),
    ),
    "messages of a form": (
        "<div class='m1'><p>Oops! That didn’t work. Reload and have another go.</p><p>We’ve sent a link to the address you gave us. Open it within an hour.</p><p>Thanks for signing up! Check your inbox.</p></div>",
        ("That didn’t work", "sent a link", "Thanks for signing up"),
    ),
    "alerts": (
        "<div class='m2'><h4>Never miss a thing</h4><p>Choose which alerts you want and how often you want to hear from us.</p></div>",
        ("Choose which alerts",),
    ),
    "files that a site saves": (
        "<div class='m3'><h3>How we use cookies</h3><p>A cookie is a text file which a site saves on your computer. Some of these files are needed for the site to work; others help us understand how it is used.</p></div>",
        ("text file which a site saves", "Some of these files"),
    ),
    "archive": (
        "<div class='m4'><h4>From our archive</h4><div class='it'><a href='/1'><b>Strike at the docks enters its third week</b><p>The union’s leader, Vera Stamm, said that 2,000 dockers would stay out.</p></a></div><div class='it'><a href='/2'><b>Bank lowers its rate</b><p>Governor Paul Reve told parliament that prices had fallen.</p></a></div></div>",
        ("Vera Stamm", "Paul Reve"),
    ),
    "most read, numbered": (
        "<div class='m5'><p class='h'>Most read</p><ol><li><a href='/1'>Strike at the docks enters its third week, says union leader Vera Stamm</a></li><li><a href='/2'>Prices have fallen, governor Paul Reve tells parliament in the capital</a></li></ol></div>",
        ("Vera Stamm", "Paul Reve"),
    ),
    "writer": (
        "<div class='m6'><p><strong>About the writer:</strong> Mara Tell reports on mines and energy for the Courier. Her book on the strike came out in 2020.</p></div>",
        ("Mara Tell",),
    ),
    "registered": (
        "<div class='m7'><p>Already registered? Sign in here.</p><p>Create a free account to save this story and read it later on any device.</p></div>",
        ("Already registered", "Create a free account"),
    ),
    "survey": (
        "<div class='q'><p>Did you find this story useful? Tell us what you think about our website.</p></div>",
        ("find this story useful",),
    ),
}


def beside() -> list[Trap]:
    """Each kind of boilerplate: behind a story, within its box, and outside of it."""
    found = []
    for name, (markup, left) in BESIDE.items():
        within = f"<main><article><h1>{MINE_TITLE}</h1>{paragraphs(MINE)}{markup}</article></main>"
        found.append(Trap(f"{name}, within", page(within, MINE_TITLE), MINE, left))
        outside = f"<h1>{FLOOD_TITLE}</h1><div class='txt'>{paragraphs(FLOOD)}</div>{markup}"
        found.append(Trap(f"{name}, outside", page(outside, FLOOD_TITLE), FLOOD, left))
        middle = (
            f"<div class='wrap'><h1>{MINE_TITLE}</h1><div class='content-area'>{paragraphs(MINE[:3])}"
            f"{markup}{paragraphs(MINE[3:])}</div></div>"
        )
        found.append(Trap(f"{name}, between", page(middle, MINE_TITLE), MINE, left))
        short = f"<h1>{FLOOD_TITLE}</h1><div class='e'><div class='p'><p>{FLOOD[0]}</p></div><div class='p'><p>{FLOOD[2]}</p></div></div>{markup}"
        found.append(
            Trap(f"{name}, short story", page(short, FLOOD_TITLE), (FLOOD[0], FLOOD[2]), left)
        )
    return found


def wrapped() -> list[Trap]:
    """Stories in several boxes, in breaks, around cards, under links."""
    long = (*MINE, *FLOOD)
    thirds = [long[:4], long[4:8], long[8:]]
    found = []

    def add(name: str, body: str, kept: tuple[str, ...] = MINE, left: tuple[str, ...] = ()) -> None:
        found.append(Trap(name, page(f"<h1>{MINE_TITLE}</h1>{body}", MINE_TITLE), kept, left))

    add(
        "sections of a template",
        "".join(
            f'<section class="chunk chunk--{n}"><div class="chunk__text">{paragraphs(part)}</div></section>'
            '<div class="slot"><p>Advertisement</p></div>'
            for n, part in enumerate(thirds)
        ),
        long,
        ("Advertisement",),
    )
    add(
        "sections of a template in a main",
        "<main>"
        + "".join(
            f'<div class="col col-{n}"><div class="rich-text">{paragraphs(part)}</div></div>'
            f'<div class="promo-unit">Subscribe</div>'
            for n, part in enumerate(thirds)
        )
        + "</main>",
        long,
    )
    add(
        "each paragraph in a box of its own",
        "".join(f'<div class="pb"><div class="pb-i"><p>{one}</p></div></div>' for one in MINE),
    )
    add(
        "a link that is nearly the paragraph",
        "".join(f'<div class="pb"><p>{one}</p></div>' for one in MINE[:3])
        + '<div class="pb"><p>She <a href="/x">warned the ministry twice in the autumn that the lower gallery was not safe to work in</a>.</p></div>'
        + "".join(f'<div class="pb"><p>{one}</p></div>' for one in MINE[3:]),
        (*MINE, "She warned the ministry twice in the autumn that the lower gallery was not safe"),
    )
    add(
        "a lede full of links",
        '<div class="b"><p><a href="/1">Rescuers</a> reached the <a href="/2">lower gallery of the Harrow mine</a> before dawn on <a href="/3">Sunday and brought out six miners</a>, two of them badly burned.</p>'
        + paragraphs(MINE[1:])
        + "</div>",
        ("Rescuers reached the lower gallery of the Harrow mine before dawn on Sunday", *MINE[1:]),
    )
    add(
        "a card in a paragraph",
        f"<article>{paragraphs(MINE[:2])}<p><aside class='card'><a href='/r'><h4>How deep mines are aired</h4></a></aside>{MINE[2]}</p>{paragraphs(MINE[3:])}</article>",
        MINE,
        ("How deep mines",),
    )
    add(
        "another card in a paragraph",
        f"<article>{paragraphs(MINE[:2])}<p><div class='related-inline'><a href='/r'><span>Read also</span><p>How deep mines are aired</p></a></div>{MINE[2]}</p>{paragraphs(MINE[3:])}</article>",
        MINE,
        ("How deep mines",),
    )
    add("breaks for paragraphs", f"<div class='s'>{'<br><br>'.join(MINE)}</div>")
    add(
        "empty elements for paragraphs",
        "<div class='s'>" + "<span class='linebreak'></span>".join(MINE) + "</div>",
    )
    add("empty elements without a name", f"<div class='s'>{'<span></span>'.join(MINE)}</div>")
    add("no paragraphs at all", "".join(f"<div class='t'>{one}</div>" for one in MINE))
    add(
        "hidden copies",
        f"<article>{paragraphs(MINE)}</article><div style='display:none'>{paragraphs(FLOOD)}</div>",
        MINE,
        FLOOD,
    )
    return found


def live() -> list[Trap]:
    """Live pages: every entry is the report's."""
    entries = [
        ("18:40", "Search goes on", MINE[2]),
        ("17.05", "Inspector speaks", MINE[3]),
        ("4.30pm", "Union accuses owners", MINE[4]),
        ("15:10 GMT", "Mourning ordered", MINE[5]),
        ("13:00", "First miners out", MINE[0] + " " + MINE[1]),
    ]
    kept = tuple(words for _, _, words in entries)
    forms = {
        "headings with times": "<div class='post-body'><h3>{0} {1}</h3><p>{2}</p></div><div class='share'><a href='#'>Share</a></div>",
        "times of their own": "<article class='live-entry'><time>{0}</time><h2>{1}</h2><p>{2}</p></article>",
        "entries in a list": "<li class='liveblog-item'><span class='ts'>{0}</span><h4>{1}</h4><div class='copy'><p>{2}</p></div></li>",
        "sections": "<section class='update' id='u{0}'><div class='update-head'><b>{1}</b></div><div class='update-copy'><p>{2}</p></div><button>Share</button></section>",
    }
    found = []
    for name, form in forms.items():
        body = "".join(form.format(*one) for one in entries)
        whole = f"<div class='page'><h1>{MINE_TITLE}: live</h1><div class='feed-of-day'>{body}</div></div>"
        found.append(Trap(f"live, {name}", page(whole, f"{MINE_TITLE}: live"), kept, ()))
    return found


#: Headings as sites mark them, a kicker beside the title: all show one title.
KICKERS = (
    '<h1><span class="kicker">Analysis</span> {0}</h1>',
    '<h1><a class="label" href="/o">World news</a>{0}</h1>',
    "<h1><small>Exclusive</small><br>{0}</h1>",
    '<h1 class="t"><div class="cat">Politics</div><div>{0}</div></h1>',
    "<h1>Opinion | {0}</h1>",
    "<h1><span>Live</span><span>{0}</span></h1>",
    '<p class="kicker">Energy</p><h1>{0}</h1>',
    '<h1><strong class="section-name">Mining:</strong> {0}</h1>',
)

#: Other reports under a report, each under its heading.
OTHERS = (
    (
        (
            "Dockers’ leader walks out of talks with the port",
            "The leader of the dockers, Vera Stamm, walked out of the talks with the port on Friday.",
            "“They offered us nothing,” Stamm told the dockers at the gate.",
        ),
        (
            "Bank lowers its rate for the first time in years",
            "The central bank lowered its rate on Friday, its governor Paul Reve said.",
            "“Prices have fallen,” Reve told the bank’s council.",
        ),
    ),
    (
        (
            "Actress Mona Feld marries in a village church",
            "Actress Mona Feld married the painter Ossip Kran in a village church on Saturday, her agent said.",
            "“It was a small wedding,” the agent said of Feld’s marriage.",
        ),
    ),
)


def several(tag: str, box: str) -> list[tuple[str, tuple[str, ...]]]:
    """Pages of a report and others under headings, with the others' titles."""
    found = []
    for others in OTHERS:
        rest = "".join(
            box.format(f"<{tag}>{title}</{tag}>" + "".join(f"<p>{one}</p>" for one in story))
            for title, *story in others
        )
        body = f"<main><article><h1>{MINE_TITLE}</h1>{paragraphs(MINE)}{rest}</article></main>"
        found.append((page(body, MINE_TITLE), tuple(title for title, *_ in others)))
    return found


#: One report with subheads: its sections come back to the same people and things.
SUBHEADED = (
    f"<h1>{MINE_TITLE}</h1><article><p>{MINE[0]}</p><p>{MINE[1]}</p><p>{MINE[2]}</p>"
    f"<h2>Alarm was switched off, union says</h2><p>{MINE[4]}</p>"
    f"<h2>Gas above the limit on three days</h2><p>{MINE[3]}</p>"
    f"<h2>Three days of mourning are ordered</h2><p>{MINE[5]}</p></article>"
)
