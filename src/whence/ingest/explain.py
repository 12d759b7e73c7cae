"""Which block of a page became what, and why: `whence read --explain`, `whence show --why`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from whence.ingest import blocks, html, limits, mail, sniff, stories
from whence.ingest.body import Judged
from whence.ingest.formats import media_type_of
from whence.ingest.sniff import Unfit

#: Media types of what can be explained.
PAGES = frozenset({media_type_of("html"), media_type_of("saved page")})
#: The role of a run that is in no report.
LEFT_OUT = "left out"


class Explained(NamedTuple):
    """A run of a page: what it became, its points with their reasons, and its words."""

    became: str
    points: float | None
    reasons: tuple[str, ...]
    words: str
    story: int = 1  #: which of the page's stories it is in


def page(raw: bytes, media_type: str = "text/html") -> list[Explained] | Unfit:
    """Every run of a page in its order; the title first, which may be in its head alone.

    Args:
        raw: the page's bytes, or those of a file that a browser saved it in.
        media_type: which of the two, one of `PAGES`.
    """
    is_saved = media_type == media_type_of("saved page")
    markup = mail.markup(raw) if is_saved else sniff.decode(raw, html=True)
    bounded = markup if isinstance(markup, Unfit) else limits.bounded(markup)
    if isinstance(bounded, Unfit):
        return bounded
    found = html.examined(bounded.markup)
    if isinstance(found, Unfit):
        return found
    return list(_explained(found))


def _explained(found: html.Examined) -> Iterator[Explained]:
    heading = html.shown(found.runs, found.page.title)
    split = stories.split(found.judged, heading, found.page.title or "")
    for number, story in enumerate(split, 1):
        own = html.page_of(found, story)
        became: dict[int, str] = {}
        for part in blocks.parts(story.judged, own, story.heading or heading):
            if part.judged is None:
                yield Explained(part.kind, None, ("the page's title",), part.words, number)
            else:
                became[id(part.judged)] = part.kind
        for one in story.judged:
            yield _of(one, became.get(id(one)), number)


def _of(one: Judged, kind: str | None, number: int) -> Explained:
    reasons = tuple(one.reasons)
    if kind is None and one.is_article:
        reasons += ("it is repeated, or is the title, the byline or the outlet's name",)
    became = kind or ("furniture" if one.beside else LEFT_OUT)
    return Explained(became, one.points, reasons, one.run.words, number)
