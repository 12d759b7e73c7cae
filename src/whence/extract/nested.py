"""The inside of a content, read again: who is quoted by those who are quoted."""

from __future__ import annotations

from collections.abc import Sequence

from whence.extract.acts import is_speech_or_belief, may_hold_cue
from whence.records import Attribution, Span

#: A quotation inside a quotation inside a quotation is as deep as print goes.
DEEPEST = 2
#: Shorter than this many characters, a content holds nothing but itself.
_SHORTEST = 12
_MARKS = "\"“”„‟«»‹›‘’‚'` \n\t"


def insides(text: str, attributions: Sequence[Attribution]) -> list[tuple[int, Span]]:
    """(index of the attribution, stretch) of each content that is worth a second look.

    The stretch is the content without its outer marks, so that the reader meets it as plain text.
    """
    found = []
    for index, attribution in enumerate(attributions):
        for span in attribution.content:
            start, end = span.start, span.end
            while start < end and text[start] in _MARKS:
                start += 1
            while end > start and text[end - 1] in _MARKS:
                end -= 1
            if end - start >= _SHORTEST and may_hold_cue(text[start:end]):
                found.append((index, Span(start, end)))
    return found


def is_nested(text: str, inner: Attribution, stretch: Span) -> bool:
    """Whether what a second look found is an attribution of its own, not the content again."""
    if not inner.cue or not inner.content:
        return False
    if not is_speech_or_belief(" ".join(cue.of(text) for cue in inner.cue)):
        return False
    return all(stretch.covers(s) for s in (*inner.source, *inner.cue, *inner.content))
