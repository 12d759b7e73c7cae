"""Other extractors' opinions of a page's body: trafilatura, twice, readability, its JSON-LD.

Each gives the text that it takes for the body; a run of the page has its vote where most of the
run's four-word shingles are in that text.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from whence.ingest.text_runs import Run

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Words in a row, by which texts of two methods are compared.
_SHINGLE = 4
#: Share of a run's shingles that must be in a text.
_HELD = 0.6
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]{1,2000}>")


class Opinion(NamedTuple):
    """A text that somebody takes for the body; `weight` is the weight of its vote."""

    name: str
    shingles: frozenset[tuple[str, ...]]
    lines: frozenset[str]
    words: str  #: all of it, in lower case and without marks
    weight: float = 1.0

    def has(self, run: Run) -> bool:
        """Whether the run is in it."""
        if len(run.tokens) < _SHINGLE:
            joined = " ".join(run.tokens)
            # The cells of a row are lines of their own in other extractors.
            return joined in self.lines or (
                run.box.tag in ("tr", "dl") and f" {joined} " in self.words
            )
        found = shingles(run.tokens)
        return len(found & self.shingles) >= _HELD * len(found)


def shingles(tokens: list[str]) -> set[tuple[str, ...]]:
    """Every four words in a row."""
    return {tuple(tokens[n : n + _SHINGLE]) for n in range(len(tokens) - _SHINGLE + 1)}


def opinion(name: str, text: str, weight: float = 1.0) -> Opinion:
    """A text as an opinion."""
    lines = (" ".join(_WORD.findall(line.casefold())) for line in text.split("\n"))
    tokens = _WORD.findall(text.casefold())
    held = frozenset(shingles(tokens))
    return Opinion(name, held, frozenset(filter(None, lines)), f" {' '.join(tokens)} ", weight)


def opinions(tree: HtmlElement) -> list[Opinion]:
    """What the libraries find; the tree is left as it is."""
    import trafilatura
    from trafilatura.external import try_readability

    found = []
    for name, precise in (("trafilatura", False), ("trafilatura, precise", True)):
        # Fast: its fallback is asked separately, below.
        extracted = trafilatura.bare_extraction(
            tree, include_comments=False, fast=True, favor_precision=precise
        )
        body = getattr(extracted, "body", None)
        if body is not None:
            found.append(opinion(name, "\n".join(body.itertext())))
    read = try_readability(deepcopy(tree))
    found.append(opinion("readability", "\n".join(read.itertext())))
    return found


def of_itself(body: str | None) -> Opinion | None:
    """The body that a page gives machines, if it gives one."""
    if not body or len(body) < 200:
        return None
    return opinion("the page's own data", _TAG.sub("\n", body), 1.5)
