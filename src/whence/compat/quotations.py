"""Direct quotations in the shape of textacy's `extract.direct_quotations`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from whence.compat.component import usual
from whence.compat.serialize import document, is_stored
from whence.compat.views import Attribution, attributions
from whence.extract.quotes import Quotations, quotations


class DQTriple(NamedTuple):
    """A direct quotation, with the fields of textacy's `DQTriple`."""

    speaker: list[Token]
    cue: list[Token]
    content: Span  #: with its quotation marks


def direct_quotations(doc: Doc, *, mixed: bool = False) -> Iterator[DQTriple]:
    """Direct quotations with a source and a cue, in text order.

    A doc that has not been through the component is read now, with the usual settings, and the
    result is stored in it. Each quoted stretch is a triple of its own, so a split quotation is two,
    with one speaker and one cue. `mixed` gives the quoted parts of mixed quotations ("it “complied
    with every rule”"), too. As with textacy, quotations without a source are left out.

    Unlike textacy's, `speaker` has all words of the source ("Mayor Ada Venn"), and a mark that is
    never closed costs its paragraph at most. Nothing is raised for a text, whatever it is.
    """
    if not is_stored(doc):
        usual()(doc)
    if document(doc) is None:
        return
    marks = quotations(doc.text) if mixed else Quotations()
    for one in attributions(doc):
        speaker, cue = _tokens(one.source), _tokens(one.cue)
        # Only what is asserted is a quotation.
        if not speaker or not cue or not one.asserted or one.stance != "statement":
            continue
        if one.kind == "direct":
            stretches = list(one.content)
        elif one.kind == "mixed":
            stretches = _quoted(doc, one, marks)
        else:
            continue
        for content in stretches:
            yield DQTriple(speaker, cue, content)


def _tokens(spans: Sequence[Span]) -> list[Token]:
    return sorted({token for span in spans for token in span}, key=lambda token: token.i)


def _quoted(doc: Doc, one: Attribution, marks: Quotations) -> list[Span]:
    """The quoted stretches that are entirely in its content, only the outermost."""
    found: list[Span] = []
    for start, end in one.content_chars:
        reached = start
        for quotation in marks.near(start, end):
            if reached <= quotation.start and quotation.end <= end:
                reached = quotation.end
                span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
                if span is not None:
                    found.append(span)
    return found
