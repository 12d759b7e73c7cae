"""Paragraphs that are all quotation and that the tagger gave nobody: the quotation goes on.

    “We have found two,” said Ada Venn.

    “Nobody was hurt.”

A paragraph in quotation marks from its first word to its last has the speaker quoted in the
paragraph before, as printers hold it; where nobody was, it is a quotation without a source, and not
the outlet's own word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from whence.extract.acts import act_of
from whence.extract.kinds import kind_of
from whence.extract.quotes import Quotation, Quotations, paragraphs
from whence.records import Attribution, Span

_SENTENCE_END = re.compile(r"[.!?…,][\"”’'»›)\]]*\s*$")
#: A line that ends no sentence is between two paragraphs as a picture's caption is; so many of them
#: are skipped.
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

    `found` are the outermost ones of the text, in any order, which is preserved. What is inside a
    quotation that is a whole paragraph is left out: it is found again as nested in it.
    """
    if not any(q.depth == 0 and _opens_line(text, q) for q in marks):
        return list(found)
    lines = [
        _paragraph(text, Span(*span), marks) for span in paragraphs(text) if _has_words(text, span)
    ]
    longer = _without_nested(text, _left_open(found, lines, marks), lines)
    for span, of in _continued(text, list(longer), lines):
        if of is None:
            act = act_of("", span.of(text), quoted=True)
            longer.append(
                Attribution(source=(), cue=(), content=(span,), kind="direct", act=act, score=SCORE)
            )
        else:
            one = longer[of]
            content = tuple(sorted((*one.content, span)))
            kind = kind_of(text, content, one.cue or one.source, marks)
            longer[of] = msgspec.structs.replace(one, content=content, kind=kind)
    return longer


def _left_open(
    found: Sequence[Attribution], lines: Sequence[_Paragraph], marks: Quotations
) -> list[Attribution]:
    """The attributions without paragraphs that go on with a quotation left open before them.

    A quotation that no mark closes at a paragraph's end runs on into the next one, as printers
    hold it: nobody who is named in a further paragraph has said it.
    """
    result: list[Attribution | None] = list(found)
    held: list[Span] = []
    for (before, _), (span, whole) in pairwise(lines):
        outer = [q for q in marks.near(before.start, before.end) if q.depth == 0]
        if not outer or outer[-1].closed or whole is None:
            held = []
            continue
        held = [*(held or [before]), span]
        framed = {
            index
            for index, one in enumerate(result)
            if one is not None and one.cue and any(part.covers(min(one.cue)) for part in held)
        }
        for index, one in enumerate(result) if framed else ():
            if one is None or index in framed or not any(s.overlaps(span) for s in one.content):
                continue
            content = tuple(s for s in one.content if not s.overlaps(span))
            result[index] = msgspec.structs.replace(one, content=content) if content else None
    return [one for one in result if one is not None]


def _has_words(text: str, span: tuple[int, int]) -> bool:
    return bool(text[span[0] : span[1]].strip())


def _without_nested(
    text: str, found: Sequence[Attribution], paragraphs: Sequence[_Paragraph]
) -> list[Attribution]:
    """Those that are of the text's own words: "he said" in a quotation is of who is quoted."""
    nested: set[int] = set()
    for span, whole in paragraphs:
        if whole is None or not _is_speech(text, whole):
            continue
        near = [n for n, a in enumerate(found) if any(s.overlaps(span) for s in _spans(a))]
        inside = Span(whole.start + 1, whole.end)
        if all(all(inside.covers(s) for s in (*found[n].source, *found[n].cue)) for n in near):
            nested.update(n for n in near if found[n].source or found[n].cue)
    return [a for n, a in enumerate(found) if n not in nested]


def _continued(
    text: str, found: Sequence[Attribution], paragraphs: Sequence[_Paragraph]
) -> list[_Continued]:
    """The quotations that no attribution touches, in text order."""
    taken = sorted((span, index) for index, a in enumerate(found) for span in _spans(a))
    #: paragraph -> the attribution that its last words, or its first, are of
    ending: dict[int, int | None] = {}
    beginning: dict[int, int | None] = {}
    free: list[int] = []
    for number, (span, whole) in enumerate(paragraphs):
        near = [(s, index) for s, index in taken if s.overlaps(span)]
        said = [(s, index) for s, index in near if found[index].kind == "direct"]
        # "I think" inside a quotation neither begins nor ends who is quoted
        near = [
            (s, index)
            for s, index in near
            if not any(other.covers(s) and index != by for other, by in said)
        ]
        if near:
            ending[number] = _quoted(found, max(near)[1], span)
            beginning[number] = _quoted(found, min(near)[1], span)
        elif whole is not None:
            before = _before(text, paragraphs, number)
            ending[number] = ending.get(before) if before is not None else None
            left = paragraphs[before].whole if before is not None else None
            if _is_speech(text, whole) or (left is not None and not left.closed):
                free.append(number)
    for number in reversed(free):
        whole = paragraphs[number].whole
        if ending[number] is None and whole is not None and not whole.closed:
            # It runs on into the next paragraph, which is followed by who is quoted.
            ending[number] = beginning.get(number + 1)
        beginning[number] = ending[number]
    return [
        _Continued(Span(whole.start, whole.end), ending[number])
        for number in free
        if (whole := paragraphs[number].whole) is not None
    ]


def _spans(one: Attribution) -> tuple[Span, ...]:
    return *one.source, *one.cue, *one.content


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


def _quoted(found: Sequence[Attribution], index: int, paragraph: Span) -> int | None:
    """The attribution, where it quotes in the paragraph."""
    one = found[index]
    quoted = one.kind != "indirect" and any(s.overlaps(paragraph) for s in one.content)
    return index if quoted and one.parent is None else None


def _before(text: str, paragraphs: Sequence[_Paragraph], number: int) -> int | None:
    """The paragraph before, captions skipped."""
    for back in range(number - 1, max(-1, number - 2 - _CAPTIONS), -1):
        words = paragraphs[back].span.of(text)
        if words.rstrip().endswith(":"):
            return None  # "Here is the speech in full:": somebody else's, who is not named
        if _SENTENCE_END.search(words):
            return back
    return None


def _is_speech(text: str, quotation: Quotation) -> bool:
    words = text[quotation.start : quotation.end]
    short = quotation.closed and len(words.split()) <= _LEAST
    if short or _TRANSCRIPT.match(words):
        return False
    return bool(_SENTENCE_END.search(words)) or not quotation.closed
