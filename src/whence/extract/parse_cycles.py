"""Words that depend on one another in a circle, which a repair of the parse may have made."""

from __future__ import annotations

from collections.abc import Sequence

from whence.records import Word


def circle_in(words: Sequence[Word]) -> list[int]:
    """Words that depend on one another in a circle; none where it is a tree."""
    seen: dict[int, int] = {}
    for start in range(len(words)):
        path: list[int] = []
        index: int | None = start
        while index is not None and index not in seen:
            seen[index] = start
            path.append(index)
            index = words[index].head
        if index is not None and seen[index] == start:
            return path[path.index(index) :]
    return []


def verb_above(words: Sequence[Word], index: int) -> int | None:
    """The nearest verb that a word depends on, over others; None where there is none.

    Repairs before this one may have made a circle, which ends the search.
    """
    seen = {index}
    above = words[index].head
    while above is not None and words[above].tag != "VERB":
        if above in seen:
            return None
        seen.add(above)
        above = words[above].head
    return above
