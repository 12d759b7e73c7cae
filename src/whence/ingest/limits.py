"""Bounds the work and time that a page may take, whatever it contains.

First the markup is bounded before any parser sees it: tags, their attributes, how many there are.

Parsers take time by the square of some parts of a page, such as the attributes of one element. What
no parser here needs is taken out, and what is left is counted, in time proportional to the page. A
page within the bounds is returned unchanged. A page that is still large is then read in a process
that can be ended, and is rejected where it takes too long.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from whence.ingest import html
from whence.ingest.assemble import Draft, Limits
from whence.ingest.sniff import Unfit
from whence.scale import isolated

#: Start tags of one page; the longest live blogs have a quarter of it.
MOST_TAGS = 60_000
#: Letters of one tag that are left as they are; and those of one attribute of a longer one.
LONG_TAG, LONG_VALUE = 4_000, 10_000
#: Attributes of one tag, where it is a long one.
MOST_ATTRIBUTES = 40

#: A page with no more tags and letters is read in this process: at worst it takes some seconds. Of
#: 213 news pages one has more than 3,600 tags.
SMALL_TAGS, SMALL_LETTERS = 4_000, 1_500_000

# Attributes that the parsers, and the search for dates and bylines, need; long tags lose all
# others.
_KNOWN = frozenset(
    """
    alt aria-hidden charset class colspan content data-component data-lp-replacement-content
    data-preloaded data-testid data-utime datetime dir href hreflang http-equiv id itemid itemprop
    itemscope itemtype lang media name property pubdate rel role rowspan src srcset style target
    text title type xml:lang
    """.split()
)
# As the standard reads a tag, without backtracking: the time is proportional to the tag.
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+|(?=>))"""
_ATTRIBUTE = rf"""(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+{_VALUE}|(?!\s*+=))"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)>")
_EACH = re.compile(rf"""(=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+({_VALUE}))?""")
_NEXT = re.compile(r"<(?:[a-zA-Z/!?])")
_RAW_END = {name: re.compile(rf"(?i)</{name}(?=[\s/>])") for name in ("script", "style")}


class Bounded(NamedTuple):
    """A page's markup within bounds, and how many tags begin in it."""

    markup: str
    tags: int


def page(markup: str, limits: Limits) -> Draft | Unfit:
    """The article in a page's markup, as `html.read` finds it, within the bounds."""
    found = bounded(markup)
    if isinstance(found, Unfit):
        return found
    if found.tags <= SMALL_TAGS and len(found.markup) <= SMALL_LETTERS:
        return html.read(found.markup)
    try:
        result: Draft | Unfit = isolated.call(_READ, limits.max_seconds, found.markup)
    except isolated.Failed as error:
        return Unfit("html", f"its markup cannot be read ({error})")
    except isolated.Ended as error:
        return over(limits.max_seconds) if error.slow else Unfit("broken", f"{error} of it")
    return result


def over(seconds: float) -> Unfit:
    """The rejection of a document that takes too long."""
    why = f"it takes more than {seconds:,.0f} s of a processor to read (setting max_seconds)"
    return Unfit("slow", why)


_READ = "whence.ingest.html:read"


def bounded(markup: str) -> Bounded | Unfit:
    """The markup within bounds, or why it cannot be brought there."""
    pieces: list[str] = []
    at = taken = tags = 0
    while begins := _NEXT.search(markup, at):
        start = begins.start()
        tag = _TAG.match(markup, start)
        if tag is None:
            after = _passed(markup, start)
            if after is None:  # it ends within a tag or a comment, which no parser shows
                rest = markup[start:] if len(markup) - start <= LONG_TAG else ""
                return Bounded("".join([*pieces, markup[taken:start], rest]), tags)
            at = after
            continue
        at = tag.end()
        tags += not tag[1]
        if tags > MOST_TAGS:
            return Unfit("too_large", f"its markup has more than {MOST_TAGS:,} elements")
        if at - start > LONG_TAG:
            pieces += [markup[taken:start], _short(tag)]
            taken = at
        if not tag[1] and (end := _RAW_END.get(tag[2].lower())):
            closed = end.search(markup, at)
            if closed is None:
                break
            at = closed.start()
    return Bounded("".join([*pieces, markup[taken:]]) if pieces else markup, tags)


def _passed(markup: str, start: int) -> int | None:
    """The end of something that begins here and is no tag; None where it has none."""
    if markup.startswith("<!--", start):
        # "<!-->" and "<!--->" are complete.
        end = markup.find("-->", start + 2)
        return None if end < 0 else end + 3
    if markup[start + 1] in "!?" or (
        markup[start + 1] == "/" and not markup[start + 2 : start + 3].isalpha()
    ):
        end = markup.find(">", start)
        return None if end < 0 else end + 1
    return None


def _short(tag: re.Match[str]) -> str:
    """A long tag with only the attributes that are needed, the first of each name."""
    closing, name, attributes = tag.groups()
    found: dict[str, str] = {}
    for each in _EACH.finditer(attributes):
        called, value = each[1].lower(), each[2] or ""
        if called not in _KNOWN or called in found or len(value) > LONG_VALUE:
            continue
        found[called] = each[0]
        if len(found) >= MOST_ATTRIBUTES:
            break
    shown = "" if closing else "".join(f" {one}" for one in found.values())
    return f"<{closing}{name[:100]}{shown}>"
