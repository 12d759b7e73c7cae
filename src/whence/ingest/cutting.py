"""Cuts a page into runs of text, each with the boxes around it.

A run is text without a block's border in it, whatever markup separates it from the next:
paragraphs, headings, cells, two line breaks, or an empty element between words that would be glued
without it.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from whence.ingest.normalize import canonical, shown
from whence.ingest.text_runs import HIDDEN_STYLE, Box, Run, names_in
from whence.lang import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre
    section summary table tbody td tfoot th thead tr ul
    """.split()
)
#: Elements that show no words of the page's own.
_UNSHOWN = frozenset(
    """
    applet audio button canvas datalist embed frame frameset head iframe img input link map math
    meta noframes noscript object option picture script select style svg template textarea title
    track video
    """.split()
)
_BREAKS = re.compile(
    r"(?:^|[\s_-])(?:br|brk|break|breaks|linebreak|newline|para|paragraph|spacer|gap)(?:$|[\s_-])"
)
_BLOCK_STYLE = re.compile(r"(?i)display\s*:\s*(?:block|flex|grid|table|list-item)")
_LETTERS = re.compile(r"\w")
_COUNTED = re.compile(
    r"(?i)[\d.,]+[KM]?\s*(?:retweets|reposts|likes|replies|shares|views|comments)?"
)
#: Words of a line of a post that names its author or its time.
_LABEL = 7
#: Letters of a table's row, and of a cell in it.
_ROW, _CELL = 300, 90
#: Parts of the names of elements within a paragraph that are no part of it.
_CARDS = words("pages", "cards in paragraphs")
_CREDITS = words("pages", "credits")
_CAPTIONS = words("pages", "captions")
#: Letters of a card that is one link, whatever blocks are in it.
_CARD = 400
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_BOLD = frozenset({"b", "strong"})
#: Letters of a line in bold that heads what follows it in its paragraph, and how that begins.
_HEADS = 60
_SENTENCE = re.compile(
    r"\s*(?:[“\"]|(?:A|An|At|But|By|Both|He|His|Her|If|In|It|Its|On|She|Some|That|The|Their|There"
    r"|These|They|This|Those|We|When|While)\s)"
)
_STOPPED = re.compile(r"[.!?…:;,–—-][\"'”’)\]]*$")
#: Ends of sentences; what follows one without a space is another run.
_ENDED = re.compile(r"[\w.!?…:;,\"'”’)\]]$")
_BEGINS = re.compile(r"[\"'“‘(\[]?[A-Z0-9]")


class _Cutter:
    """The state of a walk through a page's elements."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._parts: list[str] = []
        self._links: list[str] = []
        self._linked = 0
        self._bold = 0
        self._breaks = 0
        self._in_bold = 0  #: elements of bold text around here

    def end(self, box: Box) -> None:
        words = shown("".join(self._parts))
        if _LETTERS.search(words):
            run = Run(words, box, min(self._linked, len(words)), tuple(self._links), self._bold)
            self.runs.append(run)
            for one in box.around():
                one.letters += len(words)
        self._parts, self._links = [], []
        self._linked = self._bold = self._breaks = 0

    def text(self, words: str | None, box: Box) -> None:
        if not words:
            return
        if self._breaks:
            if not words.strip():
                return
            if self._breaks > 1 or self._is_bold_line():
                self.end(box)
            self._breaks = 0
        first, *others = _BLANK_LINE.split(words) if box.tag == "pre" else [words]
        self._take(first)
        for each in others:
            self.end(box)
            self._take(each)

    def _take(self, words: str) -> None:
        self._parts.append(words)
        self._bold += len(words.strip()) if self._in_bold else 0

    def _is_bold_line(self) -> bool:
        """Whether all that comes before a line break is in bold: a heading, or a question."""
        line = canonical("".join(self._parts))
        return 0 < len(line) <= 2 * _HEADS and self._bold >= 0.9 * len(line)

    def walk(self, element: HtmlElement, box: Box) -> None:
        """The runs of an element."""
        self.text(element.text, box)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                self.text(child.tail, box)
                continue
            tag = tag.rpartition(":")[2].lower()
            if tag == "br":
                self._breaks += 1
                self._parts.append(" ")
            elif tag in _UNSHOWN:
                self._parts.append(" " if tag in ("img", "picture", "iframe", "video") else "")
            elif tag in _BLOCKS or _BLOCK_STYLE.search(child.get("style") or ""):
                self._block(child, box)
            elif (named := _named(child)) and named & _CARDS and _is_card(child):
                self._aside(child, Box(child, box))
            elif named & _CREDITS and _is_caption(box):
                self._block(child, box)
            else:
                self._inline(child, tag, box)
            self.text(child.tail, box)

    def _block(self, child: HtmlElement, box: Box) -> None:
        self.end(box)
        inner = Box(child, box)
        self.walk(child, inner)
        self.end(inner)

    def _aside(self, child: HtmlElement, box: Box) -> None:
        """The runs of a card, and goes on with the sentence that it is in."""
        within = _Cutter()
        within.walk(child, box)
        within.end(box)
        self.runs += within.runs
        self._parts.append(" ")

    def _inline(self, child: HtmlElement, tag: str, box: Box) -> None:
        if not len(child) and not (child.text or "").strip():
            self._empty(child, box)
            return
        if HIDDEN_STYLE.search(child.get("style") or ""):
            return
        before, count = sum(map(len, self._parts)), len(self.runs)
        self._in_bold += tag in _BOLD
        self.walk(child, box)
        self._in_bold -= tag in _BOLD
        words = "".join(self._parts)
        inside = canonical(words[before:] if len(self.runs) == count else words)
        if tag == "a" and child.get("href") is not None:
            self._linked += len(inside)
            if inside:
                self._links.append(inside)
            self._link(self.runs[count:])
        elif tag in _BOLD and inside == canonical(words) and _heads(inside, child.tail):
            self.end(box)

    def _link(self, within: list[Run]) -> None:
        """Marks the blocks that a link has in it, where it is a card's and no layout's."""
        if sum(len(run.words) for run in within) > _CARD:
            return
        for run in within:
            run.linked, run.links = len(run.words), (run.words,)

    def _empty(self, child: HtmlElement, box: Box) -> None:
        """An element without words: a break, if it says so or if words were glued without it."""
        class_words = (child.get("class") or "").lower()
        before = "".join(self._parts)
        if (_BREAKS.search(class_words) and child.tag in ("span", "i", "em", "b", "font")) or (
            child.tag != "a"
            and not child.text
            and _ENDED.search(before)
            and _BEGINS.match(child.tail or "")
            and not before[-1:].isupper()
        ):
            self.end(box)
        else:
            self.text(child.text, box)


def _named(child: HtmlElement) -> set[str]:
    """The words of the class of an element in a line; none of a block's."""
    class_words = child.get("class")
    if not class_words or child.tag not in ("span", "a", "small", "em", "i", "cite"):
        return set()
    return set(names_in(class_words))


def _is_caption(box: Box) -> bool:
    """Whether a box is a caption's."""
    around = [box, *([box.parent] if box.parent else [])]
    return any(one.tag in ("figcaption", "figure") or one.named & _CAPTIONS for one in around)


def _is_card(child: HtmlElement) -> bool:
    """Whether an element in a line is mostly links to other stories."""
    links = [child] if child.tag == "a" else child.iter("a")
    linked = sum(len("".join(link.itertext()).strip()) for link in links)
    return linked >= 0.6 * len("".join(child.itertext()).strip()) > 0


def _heads(words: str, after: str | None) -> bool:
    """Whether words in bold head the sentence after them, and are no part of it."""
    return (
        bool(words)
        and len(words) <= _HEADS
        and not words.isupper()
        and not _STOPPED.search(words)
        and bool(_SENTENCE.match(after or ""))
        and bool(_LETTERS.search(words))
        and not words[0].isdigit()
    )


def cut(tree: HtmlElement) -> list[Run]:
    """The runs of a page, in its order."""
    body = tree if tree.tag == "body" else next(iter(tree.iter("body")), tree)
    cutter, box = _Cutter(), Box(body, None)
    cutter.walk(body, box)
    cutter.end(box)
    return _joined(_listed(cutter.runs))


def _listed(runs: list[Run]) -> list[Run]:
    """The runs with each short term of a list and what is said of it in one, as a table's row."""
    found: list[Run] = []
    for run in runs:
        before = found[-1] if found else None
        if (
            before is not None
            and before.box.tag == "dt"
            and run.box.tag == "dd"
            and run.box.parent is not None
            and max(before.size, run.size) <= _CELL
        ):
            found[-1] = _one_of([before, run], run.box.parent, " | ")
        else:
            found.append(run)
    return found


def _one_of(several: list[Run], box: Box, between: str) -> Run:
    return Run(
        between.join(run.words for run in several),
        box,
        sum(run.linked for run in several),
        tuple(link for run in several for link in run.links),
        sum(run.bold for run in several),
    )


def _joined(runs: list[Run]) -> list[Run]:
    """The runs with the cells of a table's row in one, and an embedded post with who wrote it."""
    found: list[Run] = []
    for unit, group in groupby(runs, key=_unit):
        several = list(group)
        if unit is None or len(several) < 2 or not _is_one(unit, several):
            found += several
            continue
        if unit.is_post and unit.tag != "blockquote":
            several = _signed(several)
        found.append(_one_of(several, unit, " | " if unit.tag == "tr" else " "))
    return found


def _unit(run: Run) -> Box | None:
    return run.post or run.box.within("tr")


def _signed(several: list[Run]) -> list[Run]:
    """A post's runs with its words first, then its author and time, as in networks' embeds."""
    several = [run for run in several if not _COUNTED.fullmatch(run.words)]
    labels = [
        run
        for run in several
        if len(run.tokens) <= _LABEL and not run.words.endswith((".", "!", "?", "…"))
    ]
    said = [run for run in several if run not in labels]
    if not labels or not said:
        return several
    first = Run(
        f"— {labels[0].words.lstrip('—–- ')}", labels[0].box, labels[0].linked, labels[0].links, 0
    )
    return [*said, first, *labels[1:]]


def _is_one(unit: Box, several: list[Run]) -> bool:
    """Whether it is a row of a table with data, not of one for layout."""
    if unit.tag != "tr":
        return True
    return unit.letters <= _ROW and all(run.size <= _CELL for run in several)
