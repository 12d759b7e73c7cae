"""Paragraphs that are all quotation and that the tagger gave nobody: the quotation goes on.

    “We have found two,” said Ada Venn.

    “Nobody was hurt.”

A paragraph in quotation marks from its first word to its last is of whoever was quoted in the
paragraph before, as printers hold it; where nobody was, it is a quotation without a source, and
not the outlet's own word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from whence.extract.acts import act_of
from whence.extract.kinds import kind_of
from whence.extract.quotes import Quotation, Quotations
from whence.records import Attribution, Span

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SENTENCE_END = re.compile(r"[.!?…,][\"”’'»›)\]]*\s*$")
#: A line that ends no sentence stands between two paragraphs as a picture's caption does; so many
#: of them are passed over.
_CAPTIONS = 2
#: Words of a quotation that is more than a title in marks.
_LEAST = 4
#: How a transcript names who speaks, and what it notes beside: "VENN: ...", "(LAUGHTER)".
_TRANSCRIPT = re.compile(r"\W*(?:\(|[A-Z][A-Z.'’ -]+:)")
#: How sure a quotation without a source is: PolNeAR's annotators leave most of them out.
SCORE = 0.6


class _Continued(NamedTuple):
    """A quotation of a whole paragraph, and the index of the attribution that it goes on with."""

    span: Span
    of: int | None


class _Paragraph(NamedTuple):
    span: Span
    #: its one quotation, where it is all of the paragraph
    whole: Quotation | None


def with_continued(text: str, found: Sequence[Attribution], marks: Quotations) -> list[Attribution]:
    """The attributions, longer by the paragraphs that go on with them, and those without a source.

    `found` are the outermost ones of the text, in any order, which is kept.
    """
    longer = list(found)
    for span, of in _continued(text, found, marks):
        if of is None:
            act = act_of("", span.of(text), quoted=True)
            longer.append(
                Attribution(source=(), cue=(), content=(span,), kind="direct", act=act, score=SCORE)
            )
        else:
            one = longer[of]
            content = (*one.content, span)
            kind = kind_of(text, content, one.cue or one.source, marks)
            longer[of] = msgspec.structs.replace(one, content=content, kind=kind)
    return longer


def _continued(text: str, found: Sequence[Attribution], marks: Quotations) -> Iterator[_Continued]:
    """The quotations that no attribution touches, in text order."""
    if not any(q.depth == 0 and _opens_line(text, q) for q in marks):
        return
    paragraphs = [_paragraph(text, Span(*m.span()), marks) for m in _LINE.finditer(text)]
    taken = sorted(
        (span, index) for index, a in enumerate(found) for span in (*a.source, *a.cue, *a.content)
    )
    #: paragraph -> the attribution that its last words are of
    ending: dict[int, int | None] = {}
    for number, (span, whole) in enumerate(paragraphs):
        near = [(s, index) for s, index in taken if s.overlaps(span)]
        if near:
            ending[number] = _last_quoted(found, near, span)
        elif whole is not None:
            before = _before(text, paragraphs, number)
            of = ending.get(before) if before is not None else None
            ending[number] = of
            if _is_speech(text, whole):
                yield _Continued(Span(whole.start, whole.end), of)


def _opens_line(text: str, quotation: Quotation) -> bool:
    start = quotation.start
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _paragraph(text: str, span: Span, marks: Quotations) -> _Paragraph:
    start, end = span.start, span.end
    outer = [q for q in marks.near(start, end) if q.depth == 0]
    whole = (
        len(outer) == 1
        and not text[start : outer[0].start].strip()
        and not text[outer[0].end : end].strip()
    )
    return _Paragraph(span, outer[0] if whole else None)


def _last_quoted(
    found: Sequence[Attribution], near: Sequence[tuple[Span, int]], paragraph: Span
) -> int | None:
    """The last of a paragraph's attributions, where it quotes and nobody is quoted in it."""
    index = max(near)[1]
    one = found[index]
    quoted = one.kind != "indirect" and any(s.overlaps(paragraph) for s in one.content)
    return index if quoted and one.parent is None else None


def _before(text: str, paragraphs: Sequence[_Paragraph], number: int) -> int | None:
    """The paragraph before, captions passed over."""
    for back in range(number - 1, max(-1, number - 2 - _CAPTIONS), -1):
        if _SENTENCE_END.search(paragraphs[back].span.of(text)):
            return back
    return None


def _is_speech(text: str, quotation: Quotation) -> bool:
    words = text[quotation.start : quotation.end]
    if len(words.split()) <= _LEAST or _TRANSCRIPT.match(words):
        return False
    return bool(_SENTENCE_END.search(words)) or not quotation.closed
