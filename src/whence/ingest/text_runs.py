"""The pieces that bodies are made of: runs of text, each with the boxes around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: An element's style that hides it.
HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
#: Parts of the names of boxes in which social networks' posts are embedded.
_POSTS = frozenset(
    {"twitter", "tweet", "instagram", "tiktok", "bluesky", "mastodon", "fb", "threads"}
)
#: Names that say so only beside one of the others.
_NETWORKS = frozenset({"telegram", "social", "x", "weibo", "vk", "truth", "facebook", "reddit"})
_EMBEDDED = frozenset({"post", "embed", "embedded", "message", "status"})
#: Letters of a post.
_POST = 1500


def names_in(attributes: str) -> Iterator[str]:
    """The words in the names of an element's class or id, in lower case."""
    return (word.lower() for word in _WORDS.findall(attributes))


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
        return frozenset(names_in(attributes))

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
            or HIDDEN_STYLE.search(element.get("style") or "")
        )

    @cached_property
    def is_post(self) -> bool:
        """Whether it has one post of a social network."""
        if self.tag == "blockquote":
            return bool(self.named & _POSTS)
        if self.tag not in ("div", "section", "figure", "article") or self.letters > _POST:
            return False
        if "tweet" in self.named and not self.named & {"tweets", "button", "share"}:
            return True
        return bool(self.named & (_POSTS | _NETWORKS) and self.named & _EMBEDDED)

    @cached_property
    def post(self) -> Box | None:
        """The outermost box of a post around it, itself too."""
        return (self.parent.post if self.parent else None) or (self if self.is_post else None)

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

    @property
    def post(self) -> Box | None:
        """The box of the social network's post that it is in, embedded by a quotation or a box."""
        return self.box.post

    @property
    def is_post(self) -> bool:
        """Whether it is embedded from a social network."""
        return self.post is not None

    @cached_property
    def tokens(self) -> list[str]:
        """Its words, in lower case."""
        return re.findall(r"\w+", self.words.casefold())
