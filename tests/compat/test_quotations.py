"""Direct quotations as textacy gives them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from tests.compat.conftest import Finder, MadeUp, said
from whence.compat import DQTriple, direct_quotations, serialize
from whence.extract.neural import NeuralReader
from whence.records import Attribution, Report

Put = Callable[[Finder], MadeUp]

#: A sentence as a parser annotates it: word, part of speech, relation, head.
PARSED = [
    ('"', "PUNCT", "punct", 3),
    ("We", "PRON", "nsubj", 3),
    ("are", "AUX", "aux", 3),
    ("leaving", "VERB", "ccomp", 8),
    (",", "PUNCT", "punct", 8),
    ('"', "PUNCT", "punct", 8),
    ("Ada", "PROPN", "compound", 7),
    ("Venn", "PROPN", "nsubj", 8),
    ("said", "VERB", "ROOT", 8),
    (".", "PUNCT", "punct", 8),
]
LEMMAS = {"said": "say", "are": "be", "leaving": "leave"}


def parsed() -> Doc:
    words = [word for word, *_ in PARSED]
    return Doc(
        spacy.blank("en").vocab,
        words=words,
        spaces=[False, True, True, False, False, True, True, True, False, False],
        pos=[one[1] for one in PARSED],
        deps=[one[2] for one in PARSED],
        heads=[one[3] for one in PARSED],
        lemmas=[LEMMAS.get(word, word) for word in words],
    )


def plain(triples: list[DQTriple]) -> list[tuple[list[str], list[str], str]]:
    return [
        ([t.text for t in one.speaker], [t.text for t in one.cue], one.content.text)
        for one in triples
    ]


def test_the_shape_is_textacys(real: NeuralReader) -> None:
    textacy = pytest.importorskip("textacy.extract", reason="textacy is not here")
    doc = parsed()
    (theirs,), (ours,) = list(textacy.direct_quotations(doc)), list(direct_quotations(doc))
    assert ours._fields == theirs._fields
    assert plain([ours]) == plain([theirs])
    assert plain([ours]) == [(["Ada", "Venn"], ["said"], '"We are leaving,"')]
    for name in theirs._fields:
        assert type(getattr(ours, name)) is type(getattr(theirs, name))
    assert ours == tuple(theirs)
    # A mark that is alone is where they part.
    odd = spacy.blank("en")('A 6" nail held it. "We are leaving," Ada Venn said.')
    with pytest.raises(ValueError, match="unclosed"):
        list(textacy.direct_quotations(odd))
    assert plain(list(direct_quotations(odd))) == [(["Ada", "Venn"], ["said"], '"We are leaving,"')]


def test_any_doc_is_read_where_it_was_not(made_up: Put) -> None:
    reader = made_up(lambda report: [said(report, "Ada Venn", "said", '"We are leaving,"')])
    doc = parsed()
    assert not serialize.is_stored(doc)
    first = list(direct_quotations(doc))
    assert plain(first) == [(["Ada", "Venn"], ["said"], '"We are leaving,"')]
    assert list(direct_quotations(doc)) == first
    assert reader.batches == [1]
    (one,) = first
    assert isinstance(one.content, Span)
    assert all(isinstance(token, Token) for token in one.speaker + one.cue)
    assert one.content.doc is doc


def test_which_are_given(nlp: Language, made_up: Put) -> None:
    text = (
        "“We are leaving,” Ada Venn said. “It is late.” She said that it “met every rule” and "
        "“more”. “Who is there?” He thought so. She said that they went."
    )

    def find(report: Report) -> list[Attribution]:
        return [
            said(report, "Ada Venn", "said", "“We are leaving,”", "“It is late.”"),
            said(report, "She", "said", "that it “met every rule” and “more”", kind="mixed"),
            said(report, "", "", "“Who is there?”"),
            said(report, "She", "said", "that they went", kind="indirect"),
        ]

    made_up(find)
    doc = nlp(text)
    venn = ["Ada", "Venn"]
    split = [(venn, ["said"], "“We are leaving,”"), (venn, ["said"], "“It is late.”")]
    assert plain(list(direct_quotations(doc))) == split
    parts = [(["She"], ["said"], "“met every rule”"), (["She"], ["said"], "“more”")]
    assert plain(list(direct_quotations(doc, mixed=True))) == split + parts


def test_nothing_from_an_empty_text(made_up: Put) -> None:
    reader = made_up(lambda report: [])
    nlp = spacy.blank("en")
    assert list(direct_quotations(nlp(""))) == []
    assert list(direct_quotations(nlp(" \n "))) == []
    assert reader.batches == []
