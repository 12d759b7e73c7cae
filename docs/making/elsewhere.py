"""Links that leave this folder: to pages that lie beside it, and to files that the site lacks."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Pages that lie elsewhere in the repository -> what they are called on the site.
BESIDE = {
    "benchmarks/README.md": "benchmarks.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "examples/README.md": "examples.md",
}
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^(```.*?^```\s*?$|    .*?$)", re.MULTILINE | re.DOTALL)


def mended(text: str, page: str, at: str) -> str:
    """The markdown with links that work on the site.

    `page` is its place in the repository, `at` where on the site. What the site does not have
    becomes its name alone.
    """
    parts = _FENCE.split(text)
    return "".join(
        part if index % 2 else _LINK.sub(lambda m: _link(m, page, at), part)
        for index, part in enumerate(parts)
    )


def _link(match: re.Match[str], page: str, at: str) -> str:
    picture, words, target = match.groups()
    place, _, anchor = target.partition("#")
    if not place or re.match(r"[a-z]+:", place):
        return match[0]
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), place))
    known = BESIDE.get(whole)
    if known is None and whole.startswith("docs/"):
        known = whole.removeprefix("docs/")
        if (ROOT / whole).is_dir():
            return words
    if known is None:
        if not (ROOT / whole).exists():
            raise LookupError(f"{page} links to {target}, which is not there")
        return words if words.startswith("`") else f"`{words}`"
    found = posixpath.relpath(known, posixpath.dirname(at) or ".")
    return f"{picture}[{words}]({found}{'#' + anchor if anchor else ''})"
