"""An outlet's name, and who wrote a report: out of the many names on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from whence.ingest import dates
from whence.ingest.normalize import canonical, shown
from whence.lang import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PLATFORMS = words("pages", "platforms")
_DESKS = words("pages", "desks")
_AGENCIES = words("pages", "agencies")
_SITE_META = ("og:site_name", "publisher", "dc.publisher", "application-name")
_APP_META = (
    "apple-mobile-web-app-title", "al:ios:app_name", "al:android:app_name", "site_name",
    "twitter:app:name:iphone", "twitter:app:name:googleplay", "cre", "source", "copyright",
)  # fmt: skip
_SITES = re.compile(r"(?:Organization|WebSite|Newspaper)$")
_PART = re.compile(r"\s+[|–—·•»-]+\s+|\s*\|\s*|:\s+")
_WINDOW = re.compile(r"\s+[|–—·•»-]+\s+|\s*\|\s*")
_FEW = 4  #: words of a name after a title
_KIND = re.compile(r"(?:news|online|today|mag|magazine|paper)$")
_BEFORE = re.compile(
    r"(?i)^(?:the\s+)?(?:official\s+(?:web\s*)?site\s+(?:of|for)|home\s*(?:page)?\s+of|welcome\s+to"
    r"|visit|logo\s+of|copyright|©)\s+(?:the\s+(?=[a-z]{2,5}\b))?"
)
_BEHIND = re.compile(r"(?i)\s+(?:logo|home\s*page|homepage|home|website|official\s+site)$")
_OWNER = re.compile(
    r"(?:©|\(c\)|[Cc]opyright)\s*(?:[Cc]opyright\s*)?(?:©\s*)?(?:\d{4}\s*(?:[-–]\s*\d{4})?\s*,?\s*)?"
    r"(?:by\s+)?(?P<who>[A-Z][\w&.'’ -]{2,40})"
)
_DOMAIN = re.compile(r"(?i)^(?:www\.)?[\w-]+(?:\.[\w-]+)+$")
#: An outlet's name is seldom longer; slogans are.
_LONGEST = 60
#: How well a name fits the host: it is the host's, holds it, is like it, or is its address.
_SAME, _HOLDS, _LIKE, _ADDRESS_LIKE = 3.0, 2.0, 1.5, 1.0

_BEFORE_NAME = re.compile(
    r"(?i)^(?:(?:written|reported|words|story|posted|article|text|analysis|opinion)\s+)?by:?\s+"
)
_AFTER_NAME = re.compile(
    r"(?i)\s*(?:[|•·/]|\b(?:published|updated|posted|contributing|contributor|special\s+to|for\s+the"
    r"|(?:photo(?:graph)?s?|pictures?|illustrations?|graphics|video)\s+by|(?-i:for(?=\s+[A-Z]))"
    r"|senior|staff\s+writer|reporter|correspondent|editor)\b|\b(?:in|on)\s+[A-Z]|\d|@|\().*$"
)
_ROLE = re.compile(
    r"(?i)(?:\w+\s+){0,3}(?:reporter|correspondent|editor|writer|contributor|columnist|producer)s?"
)
_ADDRESS = re.compile(r"(?i)^(?:https?:|/|www\.|@)|\.com/|^\d+$")
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*;\s*)\s*")
#: Characters of a person's name.
_MOST_NAME = 80


def publisher(
    tree: HtmlElement,
    meta: Mapping[str, str],
    article: Mapping[str, Any],
    objects: Iterable[Mapping[str, Any]],
    url: str | None,
) -> str | None:
    """The outlet's name: from the page's metadata, and in its address where that differs."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    said = list(_readable(_named_by(meta, article, objects)))
    best = _best(said, host, _ADDRESS_LIKE)
    if best and (_DOMAIN.match(best) or best.startswith("@")):
        # An address or an account; the page may show the name that the outlet writes itself by.
        shown_ = [one for one in _readable(_seen(tree)) if " " in one]
        best = _best(shown_, host, _SAME) or best.lstrip("@")
    if best:
        return best
    # A site's own name that is not its address's: a copy, whose address is the first outlet's.
    short = next((one for one in said if len(one) <= _LONGEST), None)
    if short:
        return short
    seen = _best(list(_readable(_seen(tree))), host, _LIKE) if host else _behind_title(tree)
    return seen or host or None


def _named_by(
    meta: Mapping[str, str], article: Mapping[str, Any], objects: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    yield name_of(article.get("publisher")) or ""
    yield from (meta[key] for key in _SITE_META if key in meta)
    for one in objects:
        if _SITES.search(str(one.get("@type"))):
            yield name_of(one) or ""
    yield from (meta[key] for key in _APP_META if key in meta)


def _seen(tree: HtmlElement) -> Iterator[str]:
    """Names that a page shows: after its title, on its logo, in its rights line."""
    window = next((shown(" ".join(e.itertext())) for e in tree.xpath("//head/title")), "")
    yield from reversed(_PART.split(window))
    yield from tree.xpath("//header//img/@alt | //*[contains(@class,'logo')]//img/@alt")
    yield from tree.xpath("//*[contains(@class,'logo')]/@title | //header//a[@href='/']/@title")
    yield from (" ".join(e.itertext()) for e in tree.xpath("//a[@href='/']")[:5])
    yield from (
        match["who"] for match in _OWNER.finditer(" ".join(tree.xpath("//body//text()")[-400:]))
    )


def _behind_title(tree: HtmlElement) -> str | None:
    """The end of a window's title, where nothing else names the outlet."""
    window = next((shown(" ".join(e.itertext())) for e in tree.xpath("//head/title")), "")
    parts = list(_readable(_WINDOW.split(window)[1:]))
    return parts[-1] if parts and len(parts[-1].split()) <= _FEW else None


def _readable(names: Iterable[str]) -> Iterator[str]:
    """Each name, then its parts, without those that are no outlet's."""
    for name in names:
        whole = _bare(name)
        for one in dict.fromkeys((whole, *(map(_bare, _PART.split(whole))))):
            letters = [c for c in one if c.isalpha()]
            latin = sum(c < "\u0250" for c in letters)
            # "@name" is an account's name, not the outlet's.
            if (
                letters
                and not one.startswith("@")
                and latin * 2 > len(letters)
                and one.casefold() not in _PLATFORMS
            ):
                yield one


def _bare(name: str) -> str:
    return _BEHIND.sub("", _BEFORE.sub("", shown(name))).strip(" .,|-–—")


def _best(names: list[str], host: str, least: float) -> str | None:
    """The first of those that match the address best, if that is enough."""
    short = [name for name in names if len(name) <= _LONGEST]
    fits = [_fit(name, host) for name in short]
    top = max(fits, default=0.0)
    return short[fits.index(top)] if top >= least else None


def _fit(name: str, host: str) -> float:
    """How well a name matches an address."""
    if not host:
        return 0.0
    plain = re.sub(r"[\W_]+", "", name).casefold()
    labels = host.casefold().split(".")[:-1] or [host.casefold()]
    keys = {
        re.sub(r"\W+", "", label)
        for label in labels
        if len(label) > 2 and label not in ("com", "org", "news")
    }
    keys.add("".join(re.sub(r"\W+", "", label) for label in labels))
    best = 0.0
    for key in filter(None, keys):
        best = max(best, _fit_of(name, plain, key))
    if _DOMAIN.match(name) and re.sub(r"[\W_]+", "", host) in plain:
        best = max(best, _ADDRESS_LIKE)
    return best


def _fit_of(name: str, plain: str, key: str) -> float:
    bare, named = key.removeprefix("the"), plain.removeprefix("the")
    if named and named == bare:
        return _SAME
    initials = "".join(word[0] for word in re.findall(r"\w+", name)).casefold()
    if len(initials) > 2 and initials in (key, f"the{key}"):
        return _HOLDS
    if (len(bare) >= 3 and bare in named) or (len(named) >= 4 and named in bare):
        return _HOLDS
    stem = _KIND.sub("", bare)
    if len(stem) >= 5 and named.startswith(stem):
        return _LIKE
    return _LIKE if len(bare) >= 5 and _within(bare, named) and bare[0] == named[:1] else 0.0


def _within(letters: str, word: str) -> bool:
    """Whether the letters are in the word in their order: "nytimes" in "newyorktimes"."""
    rest = iter(word)
    return all(letter in rest for letter in letters)


def name_of(value: Any) -> str | None:
    """The name, or names, of a JSON-LD person or organization."""
    if isinstance(value, dict):
        return name_of(value.get("name"))
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, map(name_of, value)))) or None
    return shown(value) or None if isinstance(value, str) else None


def byline(said: Iterable[str | None], outlet: str | None) -> str | None:
    """Who wrote a report: the persons named, else the outlet where it signs; desks do not count."""
    signed = None
    for one in said:
        who = _persons(one or "", outlet)
        if who:
            return who
        signed = signed or (outlet if outlet and one and _alike(one, outlet) else None)
    return signed


def _persons(said: str, outlet: str | None) -> str | None:
    said = _BEFORE_NAME.sub("", canonical(said)).strip()
    if not said or _ADDRESS.search(said):
        return None
    found = [
        who
        for part in _AND.split(said)
        if not _ROLE.fullmatch(part.strip())
        and (who := _AFTER_NAME.sub("", _BEFORE_NAME.sub("", part)).strip(" ,.-–—|:"))
        and not _is_desk(who, outlet)
        and 2 < len(who) <= _MOST_NAME
        and not _ADDRESS.search(who)
    ]
    # Behind persons, another name is the agency that they write for.
    persons = [who for who in found if who.casefold().split()[-1] not in _AGENCIES]
    return ", ".join(dict.fromkeys(persons or found)) or None


def _is_desk(who: str, outlet: str | None) -> bool:
    plain = who.casefold()
    tokens = re.findall(r"[\w'’]+", plain)
    if (
        dates.is_part(plain)
        or plain in _PLATFORMS
        or plain in _DESKS
        or any(token in _DESKS for token in tokens)
    ):
        return True
    return bool(outlet) and _alike(who, str(outlet))


def _alike(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()
