"""Attributions put together from linked spans and from directives, and their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

import msgspec

from whence.extract.acts import act_of
from whence.extract.cue_grammar import (
    before_semicolon,
    one_source,
    without_addressee,
    without_expletive,
    without_subject,
    without_the_asked,
)
from whence.extract.decode_spans import Tagged
from whence.extract.directives import SCORE, directives
from whence.extract.kinds import bare, kind_of, trimmed, whole_words, with_marks
from whence.extract.link_to_cues import Linked
from whence.extract.quotes import Quotations
from whence.records import Attribution, Span


def attribution(
    text: str, linked: Linked, span_of: Callable[[Tagged], Span], marks: Quotations
) -> Attribution:
    """The attribution of a linked cue, its spans cut to what is source and what is content.

    Args:
        text: what was read.
        linked: the cue with its sources and contents.
        span_of: gives the place in the text of a tagged span.
        marks: the quotations of the text.
    """

    def spans(tags: Sequence[Tagged]) -> tuple[Span, ...]:
        found = (span_of(tag) for tag in tags)
        return tuple(whole_words(text, trimmed(text, span.start, span.end)) for span in found)

    cue = tuple(bare(text, span) for span in spans(linked.cue))
    scores = [tag.score for tag in linked.source]
    source = one_source(text, list(zip(spans(linked.source), scores, strict=True)), cue)
    source, content = without_subject(text, source, cue, spans(linked.content))
    source = without_the_asked(text, source, cue, content)
    content = before_semicolon(text, source, cue, content)
    content = without_expletive(text, cue, without_addressee(text, cue, content))
    content = tuple(with_marks(bare(text, span), marks) for span in content)
    kind = kind_of(text, content, cue or source, marks)
    words = " ".join(span.of(text) for span in content)
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        kind=kind,
        act=act_of(" ".join(span.of(text) for span in cue), words, kind == "direct"),
        score=round(linked.score, 4),
    )


def by_rule(text: str, found: Sequence[Attribution], marks: Quotations) -> Iterator[Attribution]:
    """The attributions that directives make, but for those found already."""
    for rule in directives(text, found):
        kind = kind_of(text, [rule.content], [rule.cue], marks)
        yield Attribution(
            source=(rule.source,),
            cue=(rule.cue,),
            content=(rule.content,),
            kind=kind,
            act=act_of(rule.cue.of(text), rule.content.of(text), kind == "direct"),
            score=SCORE,
        )


def ordered(found: list[Attribution]) -> tuple[Attribution, ...]:
    """In text order, parents before what they hold; `parent` follows."""

    def place(index: int) -> tuple[int, int, int]:
        one = found[index]
        spans = (*one.source, *one.cue, *one.content)
        return min(map(attrgetter("start"), spans)), -max(map(attrgetter("end"), spans)), index

    order = sorted(range(len(found)), key=place)
    position = {old: new for new, old in enumerate(order)}
    return tuple(
        found[old]
        if found[old].parent is None
        else msgspec.structs.replace(found[old], parent=position[found[old].parent or 0])
        for old in order
    )
