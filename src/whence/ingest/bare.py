"""A page's words without its markup, as Common Crawl's WET files have them.

Menus, forms and headlines of other stories are lines like the report's own: what reads as a
paragraph, and does not talk to the reader, is the report; the first line is the page's title.
"""

from __future__ import annotations

from whence.ingest import blocks, boilerplate
from whence.ingest.assemble import Draft
from whence.ingest.blocks import Part
from whence.ingest.normalize import canonical
from whence.ingest.sniff import Unfit


def draft(text: str) -> Draft | Unfit:
    """The report in a page's words."""
    lines = [words for line in text.splitlines() if (words := canonical(line))]
    if not lines:
        return Unfit("no_text", "the page has no words")
    said = dict.fromkeys(
        line
        for line in lines[1:]
        if boilerplate.is_sentence(line) and boilerplate.by_words(line) is None
    )
    if not said:
        return Unfit("no_text", "no line of the page reads as a paragraph")
    parts = [Part("headline", lines[0]), *(Part("paragraph", line) for line in said)]
    layout = blocks.laid_out(parts)
    return Draft(text=layout.text, blocks=layout.blocks, title=lines[0])
