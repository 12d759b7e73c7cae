"""Whatever a parser makes of a text, its repairs end, and end as a tree."""

from __future__ import annotations

import random

import pytest

from whence.extract.parse_cycles import circle_in, verb_above
from whence.extract.parse_repairs import repaired
from whence.records import Span, Word

WORDS = """It killed two men and a girl , who had been told that Ada Venn of Brell and 7,500 residents
have been moved . Ben Orr , a spokesman for the army , told reporters and the mayor was hurt""".split()
TAGS = {
    "NOUN": 6,
    "PROPN": 4,
    "VERB": 5,
    "AUX": 2,
    "DET": 2,
    "ADP": 3,
    "CCONJ": 3,
    "PUNCT": 3,
    "NUM": 2,
}
RELATIONS = (
    "nsubj nsubj:pass obj obl nmod flat appos conj cc aux aux:pass cop punct case det nummod amod"
    " acl:relcl ccomp compound dep"
).split()


def parse(chance: random.Random) -> tuple[str, list[Word]]:
    """A text and a tree over its words, drawn by chance."""
    count = chance.randint(4, len(WORDS))
    text, spans = "", []
    for form in WORDS[:count]:
        text += " " if text else ""
        spans.append(Span(len(text), len(text) + len(form)))
        text += form
    order = list(range(count))
    chance.shuffle(order)
    heads = {at: chance.choice(order[:n]) for n, at in enumerate(order) if n}
    tags = chance.choices(list(TAGS), weights=list(TAGS.values()), k=count)
    return text, [
        Word(
            span=span,
            tag=tag,
            relation=chance.choice(RELATIONS) if at in heads else "root",
            head=heads.get(at),
        )
        for at, (span, tag) in enumerate(zip(spans, tags, strict=True))
    ]


@pytest.mark.parametrize("seed", range(20))
def test_repairs_end_as_a_tree(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        text, words = parse(chance)
        assert circle_in(words) == []
        assert circle_in(repaired(text, words)) == []


def test_a_circle_has_no_verb_above() -> None:
    words = [
        Word(span=Span(0, 1), tag="NOUN", relation="conj", head=1),
        Word(span=Span(2, 3), tag="NOUN", relation="nmod", head=2),
        Word(span=Span(4, 5), tag="NOUN", relation="nmod", head=1),
    ]
    assert circle_in(words) == [1, 2]
    assert verb_above(words, 0) is None
