"""The inside of a content, read again: who is quoted by those who are quoted."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.extract.acts import is_speech_or_belief, may_hold_cue
from whence.extract.kinds import kind_of, with_marks
from whence.extract.quotes import Quotations
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


def put_back(text: str, inner: Attribution, by: int, marks: Quotations, parent: int) -> Attribution:
    """An attribution found in a stretch, moved to the stretch's place; its kind judged there."""
    moved = shifted(inner, by, parent)
    kind = kind_of(text, moved.content, moved.cue or moved.source, marks)
    return msgspec.structs.replace(moved, kind=kind)


def shifted(one: Attribution, by: int, parent: int | None) -> Attribution:
    """The attribution so many code points further on, of this parent."""

    def move(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(span.start + by, span.end + by) for span in spans) if by else spans

    return msgspec.structs.replace(
        one,
        source=move(one.source),
        cue=move(one.cue),
        content=move(one.content),
        parent=parent,
    )


def with_own_marks(inner: Attribution, parent: Sequence[Span], marks: Quotations) -> Attribution:
    """The attribution with the quotation marks of its content inside the parent's."""
    near = [q for p in parent for q in marks.near(p.start, p.end)]
    own = Quotations(q for q in near if any(p.start < q.start and q.end <= p.end for p in parent))
    content = tuple(with_marks(span, own) for span in inner.content)
    return msgspec.structs.replace(inner, content=content)
