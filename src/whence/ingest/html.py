"""Web pages: the article without what stands around it, in one canonical form.

trafilatura finds the article; `page` finds what the page says of itself. The text is the headline
first, then deck, paragraphs, subheadings and captions, a blank line between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from whence.ingest import page, plain, worth
from whence.ingest.assemble import Draft
from whence.ingest.canon import canonical
from whence.ingest.sniff import Unfit
from whence.records import Block, Published, Span
from whence.records.report import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Marks a caption on its way through trafilatura, which drops figures but keeps paragraphs.
_CAPTION = "\ue000"
# Marks a line break in the same way: two of them are a paragraph's end, one is a space.
_BREAK = "\ue001"
_PARAGRAPH_END = re.compile(rf"{_BREAK}\s*{_BREAK}[{_BREAK}\s]*")
_CAPTIONS = "//figure//figcaption | //*[contains(@class,'wp-caption-text')][not(ancestor::figure)]"
# The picture under the headline: its caption is the report's, wherever the text begins.
_LEAD_CAPTION = (
    "(//h1/following::figure[not(ancestor::aside or ancestor::nav or ancestor::footer)])[1]"
    "//figcaption"
)
_BETWEEN = "\n\n"

#: After so many pages the libraries' caches are emptied: they keep whole pages' texts.
_CACHED_PAGES = 50
_pages = count(1)

_BLOCKS = frozenset({"p", "head", "quote", "list", "item", "table", "row", "code", "fw"})
# Whole paragraphs that are about the page or the reader, not the news; each must match to its end.
_FURNITURE = re.compile(
    r"""(?ix)
      (?:share|tweet|print|email|save|comments?|advertisement|sponsored|loading)\b[\s\w:]{0,24}
    | (?:share|follow)\s+(?:this|us|on|via)\b.{0,60}
    | (?:read\s+(?:more|also|next)|see\s+also|related(?:\s+\w+)?|more\s+on\s+this(?:\s+story)?
        |also\s+read|watch|listen|more\s+from\s+\w+)\s*[:\-–—].{0,200}
    | (?:read\s+more|see\s+also|most\s+(?:read|viewed|popular)
        |related(?:\s+(?:stories|articles|news|topics))?)
    | (?:sign\s+up|subscribe|support\s+us)\b.{0,160}
    | (?:©|\(c\)|copyright)\s.{0,160}
    | (?:posted\s+in|tagged|filed\s+under|topics?|tags?)\s*:?\s.{0,120}
    | (?:first\s+|last\s+)?(?:published|updated|posted)\s*:?\s.{0,80}\d{4}.{0,40}
    """
)


def read(markup: str) -> Draft | Unfit:
    """The article in a page's markup."""
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
            return Unfit("no_text", "it holds no readable web page")
        told, signs = page.describe(tree), worth.Signs(tree)
        lead = _words(tree.xpath(_LEAD_CAPTION))
        _mark_captions(tree)
        for line_break in tree.iter("br"):
            line_break.tail = _BREAK + (line_break.tail or "")
        article = trafilatura.bare_extraction(tree, include_comments=False)
        body = getattr(article, "body", None)
    except Exception as error:  # noqa: BLE001 - other people's parser on other people's pages
        return Unfit("html", f"its markup cannot be read ({type(error).__name__})")
    if body is None:
        return Unfit("no_text", "the page holds no article text")
    parts = list(_parts(body, told))
    heads = sum(1 for words in (told.title, told.deck) if words)
    if lead and ("caption", lead) not in parts and len(parts) > 1:
        parts.insert(heads, ("caption", lead))
    if not any(kind == "paragraph" for kind, _ in parts):
        return Unfit("no_text", "the page holds no article text")
    wrong = worth.no_report(signs, [words for kind, words in parts if kind != "caption"][heads:])
    return wrong or _draft(parts, told)


def _words(elements: list[HtmlElement]) -> str:
    return canonical(" ".join(text for element in elements for text in element.itertext()))


def _mark_captions(tree: HtmlElement) -> None:
    """Makes each figure with a caption a marked paragraph in its place."""
    for caption in tree.xpath(_CAPTIONS):
        words = _words([caption])
        figure = next(caption.iterancestors("figure"), caption)
        parent = figure.getparent()
        if not words or parent is None:
            continue
        paragraph = figure.makeelement("p")
        paragraph.text = _CAPTION + words
        paragraph.tail = figure.tail
        parent.replace(figure, paragraph)


def _parts(body: HtmlElement, told: page.Page) -> Iterator[tuple[BlockKind, str]]:
    """The parts of the text in order, each with its role: headline and deck first."""
    head = [words for words in (told.title, told.deck) if words]
    for words in head:
        yield "headline", words
    seen = {_loosely(words) for words in (*head, told.byline or "", f"by {told.byline}")}
    captions: set[str] = set()
    pieces = ((tag, raw) for tag, run in _paragraphs(body) for raw in _PARAGRAPH_END.split(run))
    for tag, raw in pieces:
        words = canonical(raw.replace(_CAPTION, "").replace(_BREAK, " "))
        if not words or _loosely(words) in seen or _FURNITURE.fullmatch(words):
            continue
        if _CAPTION in raw:
            # A slide show repeats its captions.
            if words not in captions:
                yield "caption", words
            captions.add(words)
        else:
            yield "headline" if tag == "head" else "paragraph", words


def _paragraphs(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """Depth first, the runs of text between block elements, with the tag that holds each."""
    tag = str(element.tag)
    run = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield tag, "".join(run)
            run = []
            yield from _paragraphs(child)
        else:
            run.append("".join(child.itertext()))
            if child.tag == "cell":
                run.append(" ")
        run.append(child.tail or "")
    yield tag, "".join(run)


def _draft(parts: list[tuple[BlockKind, str]], told: page.Page) -> Draft:
    blocks: list[Block] = []
    at = 0
    for kind, words in parts:
        blocks.append(Block(kind=kind, span=Span(at, at + len(words))))
        at += len(words) + len(_BETWEEN)
    text = _BETWEEN.join(words for _, words in parts)
    published = told.published
    first = next(i for i, block in enumerate(blocks) if block.kind == "paragraph")
    wire = plain.wire_dateline(blocks[first].span.of(text))
    if wire:
        start, end = blocks[first].span.start, blocks[first].span.end
        blocks[first : first + 1] = [
            Block(kind="dateline", span=Span(start, start + wire.end)),
            Block(kind="paragraph", span=Span(start + wire.next, end)),
        ]
        if published is None and wire.published:
            published = Published(value=wire.published, found_in="text")
    return Draft(
        text=text,
        blocks=tuple(blocks),
        title=told.title,
        byline=told.byline,
        published=published,
        publisher=told.publisher,
        url=told.url,
    )


def _loosely(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()
