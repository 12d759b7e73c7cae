"""Where the words of a decision are now, in a text that may have changed since.

Words in their old place, between the same words, are found at once. Else every place with these
words is scored by how much of the old context is still around it. Where that does not decide,
nothing is found: a decision is shown again rather than moved to other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.records import Selector, Span

#: Characters that the words and their remaining context must have, or all that there was.
_ENOUGH = 24
#: Characters by which the context of one place must agree better than the next one's.
_CLEARLY = 6
#: Of places that agree alike, one must be so many times nearer than the next.
_NEARER = 4


def anchored(selector: Selector, text: str) -> Span | None:
    """The span of the selector's words in the text, None where they are gone or ambiguous."""
    here = Span(selector.start, selector.end)
    around = len(selector.prefix) + len(selector.suffix)
    if here.of(text) == selector.exact and _agreement(selector, text, here.start) == around:
        return here
    if not selector.exact:
        return None
    found = sorted(
        (-_agreement(selector, text, start), abs(start - selector.start), start)
        for start in _places(text, selector.exact)
    )
    if not found:
        return None
    agreed, distance, start = found[0]
    if -agreed < around and len(selector.exact) - agreed < _ENOUGH:
        return None
    # The next best by agreement need not be the nearest of those that agree nearly as well.
    rivals = [one for one in found[1:] if one[0] < agreed + _CLEARLY]
    if any(_NEARER * distance >= other for _, other, _ in rivals):
        return None
    return Span(start, start + len(selector.exact))


def all_anchored(selectors: Sequence[Selector], text: str) -> tuple[Span, ...] | None:
    """The spans of all the selectors, None where one is not found."""
    found = [anchored(one, text) for one in selectors]
    return None if None in found else tuple(span for span in found if span is not None)


def _agreement(selector: Selector, text: str, start: int) -> int:
    """How many characters before and after a place are as they were, without a break."""
    end = start + len(selector.exact)
    before = text[max(0, start - len(selector.prefix)) : start]
    after = text[end : end + len(selector.suffix)]
    return _common(before[::-1], selector.prefix[::-1]) + _common(after, selector.suffix)


def _common(one: str, other: str) -> int:
    """How many characters the two have in common at the start."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
