"""Web pages: the article without the rest of the page, in one canonical form.

`cutting` cuts the page, `extractors` have opinions of its article, `body` judges each run by
them, `stories` separates pages of several reports, `blocks` gives each run its role, and
`page_metadata` finds what the page says of itself. The text is the headline first, then deck,
paragraphs, subheadings and captions, a blank line between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from whence.ingest import (
    blocks,
    body,
    boilerplate,
    closing,
    cutting,
    dates,
    extractors,
    page_metadata,
    page_type,
    stories,
)
from whence.ingest.assemble import Draft
from whence.ingest.blocks import Part
from whence.ingest.normalize import canonical, loosely
from whence.ingest.sniff import Unfit
from whence.ingest.text_runs import Run
from whence.records import Published

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Characters of a page's own data that are a report by themselves, where the page shows none.
_ENOUGH_TEXT = 200
#: Letters of a line with a date.
_LINE = 90
#: Share of a page's paragraphs that its own data have, where these go on with them.
_MOST = 0.8
#: Where a browser, or SingleFile, notes the address that it saved a page from; and how far in.
_SAVED_FROM = re.compile(
    r"<!--(?:\s*saved\s+from\s+url=\(\d+\)|\s*Page\s+saved\s+with\s+SingleFile\s+url:\s*)"
    r"(?P<url>https?://\S+)"
)
#: Characters in which a browser notes where it saved a page from.
_HEAD = 4096
_TAG = re.compile(r"<[^<>]{1,2000}>")

#: Pages after which the libraries' caches, which hold whole pages' texts, are emptied.
_CACHED_PAGES = 50
_pages = count(1)


class Examined(NamedTuple):
    """A page: its tree, its metadata, its runs with their judgements."""

    tree: HtmlElement
    page: page_metadata.Page
    runs: list[Run]
    judged: list[body.Judged]


def read(markup: str) -> Draft | Unfit:
    """The article in a page's markup; further stories are in its `others`."""
    found = examined(markup)
    if isinstance(found, Unfit):
        return found
    heading = shown(found.runs, found.page.title)
    signs = page_type.Signs(found.tree, found.runs)
    drafts: list[Draft] = []
    wrong: Unfit | None = None
    for story in stories.split(found.judged, heading, found.page.title or ""):
        draft = _draft_of(story, found, heading, signs)
        if isinstance(draft, Draft):
            drafts.append(draft)
        else:
            wrong = wrong or draft
    if not drafts:
        return wrong or Unfit("no_text", "the page has no article text")
    return msgspec.structs.replace(drafts[0], others=tuple(drafts[1:]))


def _draft_of(
    story: stories.Story, found: Examined, heading: Run | None, signs: page_type.Signs
) -> Draft | Unfit | None:
    """One story's draft; None where it has no text."""
    own = page_of(found, story)
    parts = list(blocks.parts(story.judged, own, story.heading or heading))
    # The extractors' bodies count, too: a front page's links are no paragraphs.
    text = [one.run.words for one in story.judged if one.is_article or one.votes]
    if story.heading is None and (not _has_text(parts) or _is_beginning(story.judged, own)):
        parts = _from_metadata(own) or parts
        text = []
    if not _has_text(parts):
        return None
    wrong = page_type.lists_stories(story.judged, signs)
    if wrong:
        return wrong
    last = next((part.words for part in reversed(parts) if part.kind in blocks.PARAGRAPHS), "")
    wrong = page_type.no_report(signs, text or [part.words for part in parts], last)
    return wrong or _draft(parts, own)


def page_of(found: Examined, story: stories.Story) -> page_metadata.Page:
    """The metadata of one of a page's stories."""
    return found.page if story.heading is None else page_metadata.other(found.page, story.heading)


def examined(markup: str) -> Examined | Unfit:
    """A page's markup, examined in every way."""
    # Imported here: trafilatura and lxml cost a third of a second that text files need not pay.
    import trafilatura
    from trafilatura.meta import reset_caches

    if next(_pages) % _CACHED_PAGES == 0:
        reset_caches()
    try:
        tree = trafilatura.load_html(markup)
        if tree is None:
            # A fragment, such as a table alone: it takes only whole pages.
            tree = trafilatura.load_html(f"<html><body><div>{markup}</div></body></html>")
        if tree is None:
            return Unfit("no_text", "it is not a readable web page")
        described = page_metadata.describe(tree)
        cut = cutting.cut(tree)
        own = extractors.of_itself(described.body)
        if described.url is None and (saved := _SAVED_FROM.search(markup, 0, _HEAD)):
            described = msgspec.structs.replace(described, url=saved["url"])
        judged = body.judge(cut, extractors.opinions(tree), own)
        closing.leave_out(judged, described.byline, described.publisher)
        if described.published is None and (day := _day_over(judged, described.title)):
            described = msgspec.structs.replace(described, published=day)
        return Examined(tree, described, cut, judged)
    except Exception as error:  # noqa: BLE001 - other people's parser on other people's pages
        return Unfit("html", f"its markup cannot be read ({type(error).__name__})")


def _day_over(judged: Sequence[body.Judged], title: str | None) -> Published | None:
    """The day in a line of its own between the headline and the first paragraph."""
    heading = shown([one.run for one in judged], title)
    headed = False
    for one in judged:
        if headed and one.is_article and one.prose:
            return None
        headed = headed or one.run is heading
        if headed and len(one.run.words) <= _LINE and boilerplate.is_date(one.run.words):
            moment = dates.find(one.run.words)
            return Published(value=moment.value, found_in="text") if moment else None
    return None


def shown(cut: Sequence[Run], title: str | None) -> Run | None:
    """The run that shows the title."""
    if not title:
        return None
    plain_title = loosely(title)
    same = [run for run in cut if plain_title in loosely(run.words) and run.size < 3 * len(title)]
    headings = [run for run in same if run.heading is not None]
    first = [run for run in headings if run.heading is not None and run.heading.tag == "h1"]
    return next(iter(first or headings or same), None)


def _has_text(parts: Sequence[Part]) -> bool:
    return any(part.kind in blocks.PARAGRAPHS for part in parts)


def _is_beginning(judged: Sequence[body.Judged], described: page_metadata.Page) -> bool:
    """Whether what the page shows is less than half of its own data, which goes on from there."""
    whole = extractors.of_itself(described.body)
    shown_ = [one.run for one in judged if one.is_article and one.prose]
    letters = sum(run.size for run in shown_)
    if whole is None or not shown_ or 2 * letters >= len(whole.words):
        return False
    return sum(run.size for run in shown_ if whole.has(run)) >= _MOST * letters


def _from_metadata(described: page_metadata.Page) -> list[Part]:
    """The body in a page's own data, where it shows readers none: scripts write those."""
    if not described.body or len(described.body) < _ENOUGH_TEXT:
        return []
    lines = re.split(r"\n+|\s{3,}", _TAG.sub("\n", described.body))
    found = [Part("headline", described.title)] if described.title else []
    return found + [Part("paragraph", words) for line in lines if (words := canonical(line))]


def _draft(parts: Sequence[Part], described: page_metadata.Page) -> Draft:
    layout = blocks.laid_out(parts)
    published = described.published
    if published is None and layout.published:
        published = Published(value=layout.published, found_in="text")
    return Draft(
        text=layout.text,
        blocks=layout.blocks,
        own_id=described.own_id,
        title=described.title,
        byline=described.byline,
        published=published,
        publisher=described.publisher,
        url=described.url,
    )
