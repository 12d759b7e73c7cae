"""Whether a found name is the one that a gold points at."""

from __future__ import annotations

import re
import unicodedata

#: Before a name these say nothing; nor do the words around it: "the 12th Ward police" is police.
_LOOSE = frozenset("the a an of and mr mrs ms dr gen general president".split())


def same_name(one: str | None, other: str | None) -> bool:
    """Whether all words of the one are in the other; no name is the same as no name alone."""
    if one is None or other is None:
        return one is other
    ours, theirs = _words(one), _words(other)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return set(re.findall(r"\w+", plain)) - _LOOSE
