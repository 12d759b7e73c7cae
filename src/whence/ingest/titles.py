"""The headline of a page: the one that it shows, without the kicker before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from whence.ingest.normalize import loosely, shown
from whence.lang import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLE_META = (
    "og:title",
    "twitter:title",
    "dc.title",
    "headline",
    "parsely-title",
    "sailthru.title",
)
_KICKERS = words("pages", "kickers")
_KINDS = words("pages", "kinds of reports")
_PIPE = re.compile(r"\s+\|\s+|\s*\|\s+")
_SUFFIX = re.compile(r"\s+[|–—:·»«›‹•-]+\s+")
#: Share of the words of two headlines that are alike where they are one.
_ALIKE = 0.3
#: Words of a heading that is the headline without any other sign.
_ENOUGH = 4
_BESIDE = "ancestor::aside or ancestor::nav or ancestor::footer"


def title(
    tree: HtmlElement, meta: Mapping[str, str], article: Mapping[str, Any], outlet: str | None
) -> str | None:
    """The headline that the page shows; failing that, the one in its metadata."""
    window = next((text_of(e) for e in tree.xpath("//head/title")), "")
    headline = article.get("headline")
    titles = [
        words_
        for one in (headline, *(meta.get(name) for name in _TITLE_META), window)
        if isinstance(one, str) and (words_ := _without_kind(without_outlet(shown(one), outlet)))
    ]
    headings = [h for h in tree.xpath(f"//h1[not({_BESIDE})]") if not _is_logo(h, outlet)]
    headings = headings or [h for h in tree.xpath("//h1") if not _is_logo(h, outlet)]
    best = max(
        (
            (_likeness(words_, titles), -n, words_)
            for h in headings
            for n, words_ in enumerate(_forms(h))
        ),
        default=(0.0, 0, ""),
    )
    if best[0] >= _ALIKE or (best[2] and not titles):
        return best[2]
    if len(headings) == 1 and not _is_shown(tree, titles):
        alone = next(_forms(headings[0]), "")
        if len(alone.split()) >= _ENOUGH:
            return alone
    return next(iter(titles), None)


def text_of(element: HtmlElement) -> str:
    """An element's words as they are shown."""
    return shown(" ".join(element.itertext())).replace(" ,", ",")


def without_outlet(headline: str, outlet: str | None) -> str:
    """A window's title without the outlet's name after it."""
    parts = _SUFFIX.split(headline)
    if outlet and len(parts) > 1 and loosely(outlet) in loosely(parts[-1]):
        return headline[: headline.rindex(parts[-1])].rstrip(" |–—:·»«›‹•-") or headline
    return headline


def _without_kind(headline: str) -> str:
    """A title without the kind of report before or after it: "Opinion | ..."."""
    parts = _PIPE.split(headline)
    said = [part for part in parts if part.casefold().strip(" :") not in _KINDS]
    return " | ".join(said) if said and len(said) < len(parts) else headline


def _forms(heading: HtmlElement) -> Iterator[str]:
    """A heading's words: whole, without what its box's name says is a kicker, and in parts."""
    joined = "".join(heading.itertext())
    whole = shown(joined) if " " in joined.strip() else text_of(heading)
    blocks = any(child.tag in ("div", "p", "br", "span", "a", "small", "em") for child in heading)
    whole = text_of(heading) if blocks and len(heading) > 1 else whole
    bare = _without_kickers(heading)
    if bare != whole and len(bare.split()) >= 2:
        yield bare
    yield whole
    for child in heading.iterdescendants():
        if isinstance(child.tag, str) and len(words_ := text_of(child)) > 8:
            yield words_
    for part in _PIPE.split(whole):
        if len(part.split()) >= _ENOUGH and part != whole:
            yield part


def _without_kickers(heading: HtmlElement) -> str:
    """The heading's words without children before it that are a section's name."""
    pieces = [heading.text or ""]
    for child in heading:
        named = set(re.findall(r"[a-z]+", f"{child.get('class') or ''}".lower()))
        words_ = text_of(child) if isinstance(child.tag, str) else ""
        short = 0 < len(words_.split()) <= 4
        said = words_.casefold().strip(" |:–—-") in _KINDS
        beside = bool(named & _KICKERS) or said or child.tag in ("div", "a", "small")
        pieces += [" " if short and beside else f" {words_} ", child.tail or ""]
    return shown("".join(pieces)).strip(" |:–—-")


def _is_logo(heading: HtmlElement, outlet: str | None) -> bool:
    """Whether a heading is the site's name: many have that as their first h1."""
    plain = loosely(text_of(heading))
    if not plain:
        return True
    if outlet and plain == loosely(outlet):
        return True
    home = any(a.get("href") in ("/", "./", "#") for a in heading.iter("a"))
    return home and len(text_of(heading).split()) <= 5


def _is_shown(tree: HtmlElement, titles: list[str]) -> bool:
    """Whether the page shows one of these titles in another heading."""
    plain = {loosely(one) for one in titles}
    return any(loosely(text_of(h)) in plain for h in tree.xpath("//h2 | //h3"))


def _likeness(one: str, titles: list[str]) -> float:
    here = _words(one)
    return max(
        (len(here & t) / len(here | t) for t in map(_words, titles) if here and t), default=0.0
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
