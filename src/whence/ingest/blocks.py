"""A page's article as the blocks of a report, each with its role, in one canonical form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whence.ingest import boilerplate, plain
from whence.ingest.body import Judged
from whence.ingest.normalize import loosely
from whence.ingest.page_metadata import Page
from whence.ingest.text_runs import Run
from whence.lang import patterns, words
from whence.records import Block, Span
from whence.records.report import BlockKind

#: Kinds of blocks that are a report's own text.
PARAGRAPHS: frozenset[BlockKind] = frozenset({"paragraph", "list", "row", "post", "quotation"})
#: Separates two blocks of a text.
BETWEEN = "\n\n"

_DECKS = words("pages", "decks")
#: How far after the title a deck may be, in runs; and its letters.
_REACH, _SHORTEST, _LONGEST = 12, 20, 420
#: Share of the words in common from which a paragraph repeats the page's description.
_LIKE = 0.8
_CAPTIONS = words("pages", "captions")
_CREDITS = words("pages", "credits")
_HELPED = patterns("page_talk", "who helped")
_CREDIT = re.compile(
    r"(?i)\W*(?:(?:photos?|photograph|image|picture|video|illustration|credit|graphic|file\s+photo)\b[^.]{0,20}"
    r"(?:\s+by|:|/|\|)\s*.{2,120}|.{2,80}\b(?:/\s*)?(?:getty(?:\s+images)?|reuters|afp|shutterstock|epa"
    r"|associated\s+press)\W*)"
)
#: An entry's time before its first sentence, and of how many paragraphs, that they are entries.
_TIMED = re.compile(
    r"(?P<time>[0-2]?\d[.:][0-5]\d(?:\s?[ap]\.?m\b\.?)?(?:\s(?:[A-Z]{2,4})\b)?)\s*[-–—:|]?\s+(?=[“\"A-Z])"
)
_ENTRIES = 3  #: paragraphs that begin with a time, on a live page
_STOP = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_KICKER = 4  #: words of the line over a headline
_BYLINE = 16  #: words of a byline
_AGAIN = 30  #: letters of a caption that is there already, within another
_SUBHEAD = 120  #: letters of a line in bold that is a subheading
#: Share of the article in quotations' boxes up to which these are quotations; beyond it, they are
#: the page's layout.
_QUOTED = 0.4


class Part(NamedTuple):
    """A future block: its role and words, and the judgement that it came from."""

    kind: BlockKind
    words: str
    judged: Judged | None = None


def parts(judged: Sequence[Judged], page: Page, heading: Run | None = None) -> Iterator[Part]:
    """The parts of a story in its order: title, deck, then the article's runs.

    Args:
        judged: its runs.
        page: what its page says of it.
        heading: the run that shows its title.
    """
    title, byline = page.title, page.byline
    article = [one for one in judged if one.is_article]
    if title:
        yield Part("headline", title)
    deck = _deck(judged, title, page.description, heading)
    if deck is not None:
        yield Part("deck", deck.run.words, deck)
    quoted = sum(one.run.size for one in article if _in_quotation(one.run))
    quotations = quoted <= _QUOTED * sum(one.run.size for one in article)
    said: dict[str, Judged | None] = {
        loosely(title or ""): None,
        loosely(page.publisher or ""): None,
    }
    if deck is not None:
        said[loosely(deck.run.words)] = deck
    begun = False
    headed = heading is None
    for one in judged:
        headed = headed or one.run is heading
        begun = begun or (one.is_article and one.prose)
        lead = headed and not begun
        if one is deck or not (one.is_article or _is_caption_of(one, lead=lead)):
            continue
        if one.run is heading and title and loosely(title) in loosely(one.run.words):
            continue
        if not headed and len(one.run.tokens) <= _KICKER and not is_caption(one.run):
            continue  # the name of a section over the headline
        plain = loosely(one.run.words)
        before = said.get(plain)
        again = plain in said and (before is None or before.run.box is not one.run.box)
        if again and (before is None or len(one.run.tokens) >= 4):
            continue  # responsive pages and slide shows repeat text
        if (is_caption(one.run) or _is_pulled(one.run)) and any(
            len(plain) > _AGAIN and plain in had for had in said
        ):
            continue  # a caption with its credit or without, a quotation set large
        if _is_byline(one, byline):
            continue
        said.setdefault(plain, one)
        yield Part(_kind(one, quotations=quotations), one.run.words, one)


def _is_byline(one: Judged, byline: str | None) -> bool:
    """Whether it only says who wrote the story."""
    run = one.run
    if one.prose or len(run.tokens) > _BYLINE or run.heading is not None:
        return False
    if re.match(r"(?i:by)\s+[A-Z]", run.words):
        return True
    named = re.findall(r"\w+", (byline or "").casefold())
    return bool(named) and set(named) <= set(run.tokens) and len(run.tokens) <= 2 * len(named) + 2


class Layout(NamedTuple):
    """A text and its blocks; `published` is the date in a wire's dateline."""

    text: str
    blocks: tuple[Block, ...]
    published: str | None


def laid_out(parts: Sequence[Part]) -> Layout:
    """The text of the parts, a blank line between them; a wire's dateline is a block of its own."""
    made: list[Block] = []
    at = 0
    before: BlockKind | None = None
    for part in parts:
        # The heading under an entry's time is the entry's.
        kind = "entry" if part.kind == "subhead" and before == "entry" else part.kind
        before = part.kind
        made.append(Block(kind=kind, span=Span(at, at + len(part.words))))
        at += len(part.words) + len(BETWEEN)
    text = BETWEEN.join(part.words for part in parts)
    made = _entries(made, text)
    first = next((i for i, block in enumerate(made) if block.kind in PARAGRAPHS), None)
    wire = plain.wire_dateline(made[first].span.of(text)) if first is not None else None
    if first is None or wire is None:
        return Layout(text, tuple(made), None)
    start, end = made[first].span.start, made[first].span.end
    made[first : first + 1] = [
        Block(kind="dateline", span=Span(start, start + wire.end)),
        Block(kind=made[first].kind, span=Span(start + wire.next, end)),
    ]
    return Layout(text, tuple(made), wire.published)


def _entries(made: list[Block], text: str) -> list[Block]:
    """The blocks with the times of a live page's entries in blocks of their own."""
    timed = {
        n: match
        for n, block in enumerate(made)
        if block.kind in PARAGRAPHS and (match := _TIMED.match(text, block.span.start))
    }
    if len(timed) < _ENTRIES:
        return made
    found: list[Block] = []
    for n, block in enumerate(made):
        if n in timed:
            found.append(Block(kind="entry", span=Span(block.span.start, timed[n].end("time"))))
            # from here on the paragraph is what follows the time
            block = Block(kind=block.kind, span=Span(timed[n].end(), block.span.end))  # noqa: PLW2901
        found.append(block)
    return found


def _kind(one: Judged, *, quotations: bool) -> BlockKind:
    run = one.run
    if run.is_post:
        return "post"
    if is_caption(run):
        return "credit" if is_credit(run) else "caption"
    if run.heading is not None:
        return "entry" if boilerplate.TIME.match(run.words) else "subhead"
    if run.bold >= 0.9 * run.size and run.size <= _SUBHEAD and not _STOP.search(run.words):
        return "entry" if boilerplate.TIME.match(run.words) else "subhead"
    if boilerplate.is_time(run.words):
        return "entry"
    if run.box.tag in ("tr", "dl"):
        return "row"
    if run.box.within("li", "dd", "dt"):
        return "list"
    if quotations and _in_quotation(run):
        return "quotation"
    if _HELPED.fullmatch(run.words):
        return "credit"
    if _CREDIT.fullmatch(run.words) and not one.prose and len(run.tokens) < 16:
        return "credit"
    return "paragraph"


def is_credit(run: Run) -> bool:
    """Whether a caption only says who made the picture."""
    credit = _CREDIT.fullmatch(run.words) or run.box.named & _CREDITS
    return bool(credit) and not _STOP.search(run.words)


def is_caption(run: Run) -> bool:
    """Whether a run is the caption of a picture."""
    if run.box.within("figcaption", "caption", "figure"):
        return True
    return any(box.named & _CAPTIONS for box in list(run.box.around())[:2])


def _is_caption_of(one: Judged, *, lead: bool) -> bool:
    """Whether it is the caption of a picture in the story, or of the one under its headline.

    The extractors leave those out, and the second is often outside the article's box.
    """
    return (
        is_caption(one.run)
        and (one.run.box.tag != "figure" or bool(one.run.box.named & _CAPTIONS))
        and one.beside is None
        and not one.run.is_post
        and (one.run.box.within("figcaption") is not None or not is_credit(one.run))
        and len(one.run.tokens) >= 4
        and (lead or one.points > -1.0)
    )


def _is_pulled(run: Run) -> bool:
    """Whether it may be words of the report that are shown again, set large."""
    return _in_quotation(run) or any("pull" in name for name in run.box.named)


def _in_quotation(run: Run) -> bool:
    return run.box.within("blockquote", "q") is not None and not run.is_post


def _deck(
    judged: Sequence[Judged], title: str | None, description: str | None, heading: Run | None
) -> Judged | None:
    """The line under the headline, by its box's name or as the page describes itself."""
    start = next((n for n, one in enumerate(judged) if one.run is heading), None)
    if start is None:
        return None
    for one in judged[start + 1 : start + 1 + _REACH]:
        run = one.run
        named = any(box.named & _DECKS for box in list(run.box.around())[:2])
        described = _repeats(run, description) and not _is_among_paragraphs(one, judged)
        if _is_deck(one) and (named or described):
            return None if loosely(run.words) == loosely(title or "") else one
        if one.is_article and one.prose:
            return None
    return None


def _is_among_paragraphs(one: Judged, judged: Sequence[Judged]) -> bool:
    """Whether it is a paragraph like the next: many pages describe themselves by their first."""
    if not (one.is_article and one.prose):
        return False
    after = judged[judged.index(one) + 1 :]
    next_ = next((each for each in after if each.is_article and each.prose), None)
    return (
        next_ is not None
        and next_.run.box.kind == one.run.box.kind
        and next_.run.box.parent is one.run.box.parent
    )


def _is_deck(one: Judged) -> bool:
    run = one.run
    return (
        _SHORTEST <= run.size <= _LONGEST
        and one.beside is None
        and run.share_linked < 0.5
        and not run.is_post
        and run.box.within("figure", "figcaption", "li") is None
    )


def _repeats(run: Run, description: str | None) -> bool:
    if not description:
        return False
    tokens = re.findall(r"\w+", description.casefold())
    here = set(run.tokens)
    alike = len(here & set(tokens)) / max(1, min(len(here), len(set(tokens))))
    return len(here) >= 5 and len(tokens) >= 5 and alike >= _LIKE
