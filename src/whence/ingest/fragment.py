"""Reads a piece of a web page with a report and nothing else, as feeds and services give it."""

from __future__ import annotations

from whence.ingest import blocks, boilerplate, cutting
from whence.ingest.assemble import Draft
from whence.ingest.blocks import Part
from whence.ingest.body import ENOUGH, Judged
from whence.ingest.normalize import shown
from whence.ingest.page_metadata import Page


def parts(markup: str, title: str | None) -> list[Part]:
    """The blocks of a fragment, without text addressed to the reader; its title first, if given."""
    # Imported here: it costs start-up that plain text need not pay.
    from lxml import html

    tree = html.fragment_fromstring(markup, create_parent="div")
    judged = []
    for run in cutting.cut(tree):
        one = Judged(run, [])
        one.add(ENOUGH, "it is in a report's own text")
        one.beside = boilerplate.by_words(run.words)
        if one.beside:
            one.add(-ENOUGH, one.beside)
        judged.append(one)
    return list(blocks.parts(judged, Page(title=title)))


def draft(markup: str, title: str | None) -> Draft:
    """The draft of a fragment."""
    title = shown(title) or None if title else None
    found = parts(markup, title)
    layout = blocks.laid_out(found)
    return Draft(text=layout.text, blocks=layout.blocks, title=title)


def text(markup: str, title: str | None) -> str:
    """The words of a fragment, a blank line between its blocks."""
    return blocks.BETWEEN.join(part.words for part in parts(markup, title))
