"""Recognises pages that are no reports: lists of other pages, videos with a line of text, paywalls.

Each rule needs two signs at once, what the page says or shows, and how little of a report it has,
since a report that is taken for a list is lost and a list that is taken for a report is only noise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from whence.ingest import page_metadata
from whence.ingest.body import Judged
from whence.ingest.normalize import canonical
from whence.ingest.sniff import Unfit
from whence.ingest.text_runs import Run

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Words: wires' briefs are seldom shorter, and seldom on a page that is mostly something else. A
# report of `_BRIEF` words that ends with its sentence may be complete, whatever the site sells.
_STUB, _BRIEF, _CAPTIONED = 100, 60, 60
#: Cards of other stories, from which on a page of them is a list; and their share of its words.
_CARDS, _OF_CARDS = 3, 0.7
# The share of the text's characters in links to other pages; and the number of links.
_LINKED, _LINKS = 0.5, 5
_HEADLINE = 20  #: characters that a link to another report has at least
_KINDS = re.compile(r"(?:Article|Report|BlogPosting|LiveBlog)")
# What a page says where its text stops, and what sites say on every page.
_ENDS_HERE = re.compile(
    r"""(?ix)
      \bto\s+(?:continue|keep|finish)\s+(?:reading|with\s+this)\b
    | \b(?:subscribe|log\s*in|sign\s*(?:in|up)|register)\b[\w\s,]{0,30}
        \bto\s+(?:continue|finish|unlock|(?:keep\s+)?read(?:ing)?\s+(?:the\s+(?:rest|full|whole)|on\b|this))
    | \b(?:this|the)\s+(?:article|story|content|page)\s+is\s+(?:only\s+)?(?:for|available\s+to)\s+
        (?:\w+\s+){0,2}(?:subscribers|members)\b
    """
)
_CLOSED = re.compile(
    r"""(?ix)
      \b(?:subscribe|log\s*in|sign\s*(?:in|up)|register)\b[\w\s,]{0,30}
        \bto\s+(?:continue|keep|finish|read|unlock|access)\b
    | \balready\s+a\s+(?:subscriber|member)\b
    | \bsubscribers?[-\s]only\b
    """
)
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\W{0,3}$|[^.!?…\"'”’)\]\s]\s*$")

_OG_TYPE = "//meta[@property='og:type']/@content"
# Signs in a site's frame are on its free pages too.
_FRAME = ("header", "nav", "aside", "footer")


class Signs:
    """Signs of a page's type, taken before the article is cut out of it."""

    def __init__(self, tree: HtmlElement, runs: Iterable[Run]) -> None:
        """Examines a whole page's tree, and its runs, and leaves them as they are."""
        found_objects = list(page_metadata.objects(tree))
        kinds = {str(kind) for one in found_objects for kind in _listed(one.get("@type"))}
        og = next((str(value).lower() for value in tree.xpath(_OG_TYPE)), "")
        self.article = og == "article" or any(map(_KINDS.search, kinds))
        self.video = og.startswith("video") or "VideoObject" in kinds
        free = {_is_free(one) for one in found_objects} - {None}
        shown = [run.words for run in runs if run.box.within(*_FRAME) is None]
        self.stops = False in free or (not free and any(map(_ENDS_HERE.search, shown)))
        self.closed = self.stops or (not free and any(map(_CLOSED.search, shown)))
        self.links = {
            words
            for link in tree.xpath("//a[@href]")
            if len(words := canonical(" ".join(link.itertext()))) >= _HEADLINE
        }


def no_report(signs: Signs, paragraphs: list[str], last: str) -> Unfit | None:
    """Why a page with these paragraphs is no report; None where it seems to be one.

    `last` is the last of them that is the article's.
    """
    words = sum(len(words.split()) for words in paragraphs)
    cut = signs.stops or words < _BRIEF or bool(_CUT_OFF.search(last))
    if signs.closed and cut and words < _STUB:
        why = f"the page is a paywall's stub: {words} words, and the rest for subscribers"
        return Unfit("paywall", why)
    if signs.article:
        return None
    if signs.video and words < _CAPTIONED:
        return Unfit("video", f"the page is a video with {words} words of text")
    # Within paragraphs, since a list of links is often taken for one paragraph.
    text = "\n".join(paragraphs)
    linked = [link for link in signs.links if link in text]
    share = sum(map(len, linked)) / max(1, len(text))
    if len(linked) >= _LINKS and share >= _LINKED:
        return Unfit("index", f"the page is a list of {len(linked)} links to others")
    return None


def lists_stories(judged: Sequence[Judged], signs: Signs) -> Unfit | None:
    """Why a page is an index: nearly all of it is other stories' headlines with a line of each."""
    if signs.article:
        return None
    cards = words = under = 0
    in_card = False
    for one in judged:
        if not one.is_article:
            continue
        if one.run.heading is not None:
            in_card = one.run.share_linked > _LINKED
            cards += in_card
        elif one.prose:
            words += len(one.run.tokens)
            under += in_card * len(one.run.tokens)
    if cards >= _CARDS and under >= _OF_CARDS * words:
        return Unfit("index", f"the page is a list of {cards} other stories, with a line of each")
    return None


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _is_free(article: dict[str, object]) -> bool | None:
    """Whether JSON-LD says that the page is free to read, in any of its forms of true."""
    value = str(article.get("isAccessibleForFree", "")).lower().rpartition("/")[2]
    return {"true": True, "false": False}.get(value)
