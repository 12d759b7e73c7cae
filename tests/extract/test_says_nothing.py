"""Attributions in which nobody says anything, by their syntax."""

from __future__ import annotations

from whence.extract.says_nothing import says_nothing
from whence.records import Attribution, Span, Word
from whence.syntax import Tree


def test_a_cue_that_holds_no_whole_word() -> None:
    text = "Men said to flee."
    words = [
        Word(span=Span(0, 3), tag="NOUN", head=1, relation="nsubj"),
        Word(span=Span(4, 8), tag="VERB", head=None, relation="root"),
        Word(span=Span(9, 11), tag="PART", head=3, relation="mark"),
        Word(span=Span(12, 16), tag="VERB", head=1, relation="xcomp"),
    ]
    one = Attribution(
        source=(Span(0, 3),),
        cue=(Span(4, 7),),
        content=(Span(9, 16),),
        kind="indirect",
        act="state",
        score=1.0,
    )
    assert not says_nothing(Tree(text, words), one)
