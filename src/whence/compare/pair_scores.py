"""Two reports that a block or a band brought together: the scores that are stored for them."""

from __future__ import annotations

from collections.abc import Callable

from whence.compare import copies, match
from whence.compare.summaries import FAINT
from whence.compare.unlike import unlike
from whence.records import Outline

#: Cosine: two whose words are less alike are not checked for copies, which is slow: of those
#: labelled by hand none is under 0.5; of planted ones with up to half of their sentences in other
#: words, one in five hundred is under this, one in thirty under 0.45.
_MAYBE_COPY = 0.3


def judged(one: Outline, other: Outline, copy: Callable[[], copies.Copy]) -> tuple[int, int] | None:
    """Their score and the share of the shorter in the other, both in thousandths.

    None where both are too low. `copy` is called only where the words are alike.
    """
    score = match.score(one, other)
    share = 0
    if match.cosine(one.words, other.words) >= _MAYBE_COPY and not unlike(one, other):
        share = round(1000 * copy().share)
    return (score, share) if score >= FAINT or share >= 1000 * copies.SHARE else None
