"""A page cut into runs of text, each with the boxes around it: the pieces that bodies are made of.

A run is text without a block's border in it, whatever markup separates it from the next:
paragraphs, headings, cells, two line breaks, or an empty element between words that would be glued
without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from whence.ingest.normalize import canonical, shown

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
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKS = re.compile(
    r"(?:^|[\s_-])(?:br|brk|break|breaks|linebreak|newline|para|paragraph|spacer|gap)(?:$|[\s_-])"
)
_BLOCK_STYLE = re.compile(r"(?i)display\s*:\s*(?:block|flex|grid|table|list-item)")
_HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_LETTERS = re.compile(r"\w")
#: Parts of the names of boxes in which social networks' posts are embedded.
_POSTS = frozenset(
    {"twitter", "tweet", "instagram", "tiktok", "bluesky", "mastodon", "fb", "threads"}
)
#: Letters of a table's row, and of a cell in it.
_ROW, _CELL = 300, 90
#: Ends of sentences; what follows one without a space is another run.
_ENDED = re.compile(r"[\w.!?…:;,\"'”’)\]]$")
_BEGINS = re.compile(r"[\"'“‘(\[]?[A-Z0-9]")


class Box:
    """A block element around runs. `heading` is the last heading in it, as the runs are read."""

    def __init__(self, element: HtmlElement, parent: Box | None) -> None:
        self.element = element
        self.parent = parent
        self.tag = str(element.tag)
        self.letters = 0  #: of all the runs within
        self.depth: int = parent.depth + 1 if parent else 0

    @cached_property
    def named(self) -> frozenset[str]:
        """The words of its class and id, in lower case."""
        attributes = f"{self.element.get('class', '')} {self.element.get('id', '')}"
        attributes += (
            f" {self.element.get('data-component', '')} {self.element.get('data-testid', '')}"
        )
        return frozenset(word.lower() for word in _WORDS.findall(attributes))

    @cached_property
    def kind(self) -> str:
        """What boxes made by one template have in common: tag and classes, without numbers."""
        class_words = re.sub(r"\d+", "", self.element.get("class") or "")
        return " ".join([self.tag, *sorted(class_words.split())])

    @cached_property
    def hidden(self) -> bool:
        """Whether the page says that it is not shown."""
        element = self.element
        return bool(
            element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or "sf-hidden" in (element.get("class") or "").split()  # SingleFile's
            or _HIDDEN_STYLE.search(element.get("style") or "")
        )

    def around(self) -> Iterator[Box]:
        """Itself and the boxes around it, from within."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    def within(self, *tags: str) -> Box | None:
        """The nearest box of these tags, itself too."""
        return next((box for box in self.around() if box.tag in tags), None)


class Run:
    """Words without a border in them."""

    def __init__(
        self, words: str, box: Box, linked: int, links: tuple[str, ...], bold: int
    ) -> None:
        self.words = words
        self.box = box
        self.linked = linked  #: letters of it within links
        self.links = links  #: the words of each
        self.bold = bold  #: letters of it in bold

    @cached_property
    def size(self) -> int:
        """Its letters and figures, and what is between them."""
        return len(self.words)

    @property
    def share_linked(self) -> float:
        """The share of it in links."""
        return self.linked / max(1, self.size)

    @cached_property
    def heading(self) -> Box | None:
        """The heading that it is in."""
        return self.box.within(*HEADINGS)

    @cached_property
    def is_post(self) -> bool:
        """Whether it is embedded from a social network."""
        return any(box.named & _POSTS for box in self.box.around() if box.tag == "blockquote")

    @cached_property
    def tokens(self) -> list[str]:
        """Its words, in lower case."""
        return re.findall(r"\w+", self.words.casefold())


class _Cutter:
    """The state of a walk through a page's elements."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._parts: list[str] = []
        self._links: list[str] = []
        self._linked = 0
        self._bold = 0
        self._breaks = 0

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
            if self._breaks > 1:
                self.end(box)
            self._breaks = 0
        self._parts.append(words)

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
                self.end(box)
                inner = Box(child, box)
                self.walk(child, inner)
                self.end(inner)
            else:
                self._inline(child, tag, box)
            self.text(child.tail, box)

    def _inline(self, child: HtmlElement, tag: str, box: Box) -> None:
        if not len(child) and not (child.text or "").strip():
            self._empty(child, box)
            return
        if _HIDDEN_STYLE.search(child.get("style") or ""):
            return
        before, count = sum(map(len, self._parts)), len(self.runs)
        self.walk(child, box)
        if tag not in ("a", "b", "strong"):
            return
        words = "".join(self._parts)
        inside = canonical(words[before:] if len(self.runs) == count else words)
        if tag == "a" and child.get("href") is not None:
            self._linked += len(inside)
            if inside:
                self._links.append(inside)
        elif tag != "a":
            self._bold += len(inside)

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


def cut(tree: HtmlElement) -> list[Run]:
    """The runs of a page, in its order."""
    body = tree if tree.tag == "body" else next(iter(tree.iter("body")), tree)
    cutter, box = _Cutter(), Box(body, None)
    cutter.walk(body, box)
    cutter.end(box)
    return _joined(cutter.runs)


def _joined(runs: list[Run]) -> list[Run]:
    """The runs with the cells of a table's row in one, and an embedded post with who wrote it."""
    found: list[Run] = []
    for unit, group in groupby(runs, key=_unit):
        several = list(group)
        if unit is None or len(several) < 2 or not _is_one(unit, several):
            found += several
            continue
        between = " | " if unit.tag == "tr" else " "
        found.append(
            Run(
                between.join(run.words for run in several),
                unit,
                sum(run.linked for run in several),
                tuple(link for run in several for link in run.links),
                sum(run.bold for run in several),
            )
        )
    return found


def _unit(run: Run) -> Box | None:
    box = run.box.within("tr", "blockquote")
    return box if box is not None and (box.tag == "tr" or run.is_post) else None


def _is_one(unit: Box, several: list[Run]) -> bool:
    """Whether it is a row of a table with data, not of one for layout."""
    if unit.tag != "tr":
        return True
    return unit.letters <= _ROW and all(run.size <= _CELL for run in several)
