"""Words, a mind made known or a deed; and what a source does not say, over trees by hand."""

from __future__ import annotations

import pytest

from tests.syntax.trees import tree
from whence.extract.acts import act_of
from whence.extract.kinds import kind_of
from whence.extract.quotes import quotations
from whence.extract.stance import is_asserted, stance_of
from whence.records import Attribution, Span
from whence.records.reading import Stance
from whence.syntax import Tree

THAT = """
    {who} PROPN nsubj 2
    {verb} VERB root 0
    that SCONJ mark 6
    the DET det 5
    bridge NOUN nsubj 6
    fell VERB ccomp 2
"""
THING = """
    {who} PROPN nsubj 2
    {verb} VERB root 0
    the DET det 4
    raid NOUN obj 2
"""
NEGATED = """
    {who} PROPN nsubj 4
    has AUX aux 4
    not PART advmod 4
    {verb} VERB root 0
    that SCONJ mark 8
    the DET det 7
    bridge NOUN nsubj 8
    fell VERB ccomp 4
"""
IF = """
    if SCONJ mark 3
    {who} PROPN nsubj 3
    {verb} VERB root 0
    that SCONJ mark 7
    the DET det 6
    bridge NOUN nsubj 7
    fell VERB ccomp 3
"""


def attribution(of: Tree, cue: str, content: str) -> Attribution:
    """The attribution of these words; the source is the first word before the cue."""
    text = of.text
    at = text.index(cue)
    begin = text.index(content, at + len(cue))
    spans = Span(at, at + len(cue)), Span(begin, begin + len(content))
    marks = quotations(text)
    kind = kind_of(text, [spans[1]], [spans[0]], marks)
    return Attribution(
        source=(of.words[0].span,),
        cue=(spans[0],),
        content=(spans[1],),
        kind=kind,
        act=act_of(cue, content, kind == "direct"),
        score=0.9,
    )


@pytest.mark.parametrize("who", ["Roth", "Norvia", "Police"])
@pytest.mark.parametrize(
    ("verb", "stance"),
    [
        ("said", "statement"), ("claimed", "statement"), ("condemned", "statement"),
        ("lamented", "statement"), ("warned", "statement"), ("found", "statement"),
        ("believed", "statement"), ("predicted", "statement"), ("denied", "statement"),
        ("feared", "attitude"), ("hoped", "attitude"), ("worried", "attitude"),
    ],
)  # fmt: skip
def test_with_a_clause(verb: str, stance: Stance, who: str) -> None:
    of = tree(THAT.format(verb=verb, who=who))
    assert stance_of(of, attribution(of, verb, "that the bridge fell")) == stance


@pytest.mark.parametrize("who", ["Roth", "Norvia", "Police"])
@pytest.mark.parametrize(
    ("verb", "stance"),
    [
        ("condemned", "attitude"), ("praised", "attitude"), ("welcomed", "attitude"),
        ("supports", "attitude"), ("wants", "attitude"), ("feared", "attitude"),
        ("signed", "deed"), ("banned", "deed"), ("approved", "deed"), ("launched", "deed"),
        ("announced", "statement"), ("denied", "statement"), ("described", "statement"),
        ("rejected", "attitude"), ("mentioned", "statement"),
    ],
)  # fmt: skip
def test_with_a_thing_alone(verb: str, stance: Stance, who: str) -> None:
    of = tree(THING.format(verb=verb, who=who))
    assert stance_of(of, attribution(of, verb, "the raid")) == stance


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("condemned", "“an act of war”", "statement"),
        ("rejected", "claims that he lied", "statement"),
        ("rejected", "the allegations", "statement"),
        ("rejected", "the plan", "attitude"),
        ("denied", "bail", "deed"),
        ("denied", "a request for bail", "deed"),
        ("denied", "the report", "statement"),
        (":", "nine dead", "statement"),
        ("according to", "nine dead", "statement"),
        ("'s statement", "nine dead", "statement"),
        ("'s hopes", "an early end", "attitude"),
    ],
)
def test_without_a_tree(cue: str, content: str, stance: Stance) -> None:
    of = Tree(f"Roth {cue} {content} ", ())
    marks = quotations(of.text)
    spans = Span(5, 5 + len(cue)), Span(6 + len(cue), len(of.text) - 1)
    kind = kind_of(of.text, [spans[1]], [spans[0]], marks)
    one = Attribution(
        source=(Span(0, 4),), cue=(spans[0],), content=(spans[1],), kind=kind,
        act=act_of(cue, content, kind == "direct"), score=0.9,
    )  # fmt: skip
    assert stance_of(of, one) == stance


def test_the_reader_s_own_word_goes_before_the_rules() -> None:
    of = tree(THAT.format(verb="said", who="Roth"))
    assert stance_of(of, attribution(of, "said", "that the bridge fell"), "deed") == "deed"


@pytest.mark.parametrize("verb", ["said", "confirmed", "claimed", "announced", "reported"])
def test_who_has_not_said_it_does_not_assert_it(verb: str) -> None:
    of = tree(NEGATED.format(verb=verb, who="Norvia"))
    for cue in (f"has not {verb}", verb):
        assert not is_asserted(of, attribution(of, cue, "that the bridge fell"))
    of = tree(IF.format(verb=verb, who="Roth"))
    assert not is_asserted(of, attribution(of, verb, "that the bridge fell"))
    of = tree(THAT.format(verb=verb, who="Nobody").replace("PROPN", "PRON"))
    assert not is_asserted(of, attribution(of, verb, "that the bridge fell"))
    of = tree(THAT.format(verb=verb, who="Roth"))
    assert is_asserted(of, attribution(of, verb, "that the bridge fell"))


@pytest.mark.parametrize(
    ("cue", "asserted"),
    [
        ("declined to say", False), ("refused to confirm", False), ("failed to mention", False),
        ("has yet to say", False), ("is expected to announce", False), ("never said", False),
        ("didn't say", False), ("would not say", False), ("may say", False),
        ("should explain", False), ("neither confirmed nor denied", False),
        ("cannot confirm", False), ("declined to comment", False),
        ("said", True), ("not only said", True), ("has said", True), ("would say", True),
        ("denied", True), ("wanted to know", True), ("continued to insist", True),
    ],
)  # fmt: skip
def test_what_the_cue_s_own_words_hold_back(cue: str, asserted: bool) -> None:
    of = Tree(f"Roth {cue} that it fell", ())
    one = Attribution(
        source=(Span(0, 4),), cue=(Span(5, 5 + len(cue)),),
        content=(Span(6 + len(cue), len(of.text)),), kind="indirect",
        act=act_of(cue, "that it fell", False), score=0.9,
    )  # fmt: skip
    assert is_asserted(of, one) == asserted


@pytest.mark.parametrize(
    ("cue", "content", "asserted"),
    [
        ("asked", "whether it fell", False), ("asked", "if it fell", False),
        ("asked", "how it fell", False), ("did know", "whether it fell", False),
        ("explained", "how it fell", True), ("asked", "to leave", True),
        ("asked", "him to leave", True),
    ],
)  # fmt: skip
def test_who_asks_whether_asserts_nothing(cue: str, content: str, asserted: bool) -> None:
    of = Tree(f"Roth {cue} {content}", ())
    one = Attribution(
        source=(Span(0, 4),), cue=(Span(5, 5 + len(cue)),),
        content=(Span(6 + len(cue), len(of.text)),), kind="indirect",
        act=act_of(cue, content, False), score=0.9,
    )  # fmt: skip
    assert is_asserted(of, one) == asserted
