"""Sanitizes a drawn SVG for the page: only what is known to be harmless stays.

The page's Content-Security-Policy allows no inline style and no script, and the words in a picture
come from reports. So the picture is written anew from an allow-list of elements and attributes;
nothing else passes, wherever it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset({"g", "path", "line", "text"})
_ATTRIBUTES = frozenset(
    {
        "d", "dy", "fill", "fill-opacity", "font-size", "font-weight", "stroke", "stroke-dasharray",
        "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor",
        "transform", "x", "x1", "x2", "y", "y1", "y2",
    }
)  # fmt: skip
_COLOURS = frozenset({"fill", "stroke"})
#: Colours are the page's own, by name, so that its light and its dark theme both fit the picture.
_COLOUR = re.compile(r"none|transparent|var\(--[a-z0-9-]+\)")
_PLAIN = re.compile(r"[\w\s.,+#%()-]*", re.ASCII)
#: In a browser a backslash counts as a slash, and a tab or a line end in an address as nothing.
_ADDRESS = re.compile(r"(?:#|/(?!/))[^\\\x00-\x20\x7f]*")
_MARK = re.compile(r"mark-\d+")
_STILL = "translate(0,0)"  #: of a group that moves nothing


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """The tooltip of a mark, and the address that it leads to."""

    title: str
    href: str | None = None


class Caption(msgspec.Struct, frozen=True, kw_only=True):
    """The text alternative of a picture: one sentence, and one for each mark.

    The marks are named `mark-0`, `mark-1`, ... in the drawing, as their descriptions.
    """

    kind: str  #: the picture's class in the page's style sheet
    label: str
    marks: Mapping[str, Mark] = {}


def said(words: str) -> str:
    """A report's words on one line, without what XML cannot carry or what changes the direction.

    Control characters, lone surrogates, unassigned code points and bidirectional overrides go; the
    joiners that Indic and Persian writing needs stay.
    """
    allowed = "".join(
        " " if c.isspace() else c
        for c in words
        if c.isspace() or c in "\u200c\u200d" or unicodedata.category(c) not in _UNSAID
    )
    return " ".join(allowed.split())


_UNSAID = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


def address(href: str | None) -> str | None:
    """The address if it leads to this site or this page, else None."""
    return href if href is not None and _ADDRESS.fullmatch(href) else None


def cleaned(svg: str, caption: Caption) -> Markup:
    """The picture as markup for the page. Raises `ValueError` for what is not SVG."""
    # Imported here: lxml is slow to import, and a page without pictures needs none.
    from lxml import etree

    try:
        drawn = etree.fromstring(
            svg.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError as error:
        raise ValueError(f"the drawing is not XML: {error}") from error
    if drawn.tag != f"{{{_SVG}}}svg":
        raise ValueError(f"the drawing is {drawn.tag}")
    linked = any(address(mark.href) for mark in caption.marks.values())
    root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})
    root.set("class", f"picture {caption.kind}")
    for side in ("width", "height", "viewBox"):
        if (value := drawn.get(side)) and _PLAIN.fullmatch(value):
            root.set(side, value)
    # Content inside an image is hidden from screen readers, and a link with it.
    root.set("role", "group" if linked else "img")
    root.set("aria-label", said(caption.label))
    root.set("font-variant", "tabular-nums")
    for child in drawn:
        _copy(etree, child, root, caption)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 -- written by etree


def _copy(etree: Any, drawn: Any, parent: Any, caption: Caption) -> None:
    """Writes an element under the parent, if it is allowed there and shows something."""
    if not isinstance(drawn.tag, str):
        return
    name = drawn.tag.removeprefix(f"{{{_SVG}}}")
    if name not in _ELEMENTS:
        return
    allowed = _harmless(drawn)
    if (
        name == "g"
        and allowed.keys() <= {"transform"}
        and allowed.get("transform", _STILL) == _STILL
    ):
        for child in drawn:
            _copy(etree, child, parent, caption)
        return
    mark = _mark(drawn, caption)
    if mark is not None:
        allowed.setdefault("fill", "transparent")  # invisible, but reacts to the pointer
    if name == "path" and not (allowed.get("d") and allowed.keys() & _COLOURS):
        return
    if mark is not None and (href := address(mark.href)):
        parent = etree.SubElement(parent, f"{{{_SVG}}}a", {"href": href})
        parent.set("aria-label", said(mark.title))
    copy = etree.SubElement(parent, f"{{{_SVG}}}{name}", allowed)
    if mark is not None:
        etree.SubElement(copy, f"{{{_SVG}}}title").text = said(mark.title)
    if name == "text":
        copy.text = said(drawn.text or "")
    for child in drawn:
        _copy(etree, child, copy, caption)
    if name == "g" and not len(copy):
        parent.remove(copy)


def _harmless(drawn: Any) -> dict[str, str]:
    """The allowed attributes; `stroke="none"` is the default anyway."""
    allowed = {
        key: value
        for key, value in drawn.attrib.items()
        if key in _ATTRIBUTES
        and (key, value) != ("stroke", "none")
        and (_COLOUR if key in _COLOURS else _PLAIN).fullmatch(value)
    }
    if "stroke" in allowed and drawn.tag == f"{{{_SVG}}}text":
        allowed["paint-order"] = "stroke"  # an edge round the letters, not over them
    return allowed


def _mark(drawn: Any, caption: Caption) -> Mark | None:
    key = drawn.get("aria-label", "")
    return caption.marks.get(key) if _MARK.fullmatch(key) else None
