"""What rules ask of a parse, over trees written by hand."""

from __future__ import annotations

import pytest

from tests.syntax.trees import index, shown, tree
from whence.records import Span

ACTIVE = """
    Shelling NOUN nsubj 2
    killed VERB root 0
    nine NUM nummod 4
    people NOUN obj 2
    , PUNCT punct 8
    the DET det 7
    mayor NOUN nsubj 8
    said VERB parataxis 2
"""
PASSIVE = """
    Nine NUM nummod 2
    people NOUN nsubj:pass 4
    were AUX aux:pass 4
    killed VERB root 0
    by ADP case 6
    shelling NOUN obl:agent 4
    and CCONJ cc 8
    buried VERB conj 4
"""
PARTICIPLE = """
    A DET det 2
    blast NOUN nsubj 6
    killing VERB acl 2
    nine NUM nummod 5
    people NOUN obj 3
    shook VERB root 0
    Harn PROPN obj 6
"""
REDUCED = """
    People NOUN nsubj:pass 7
    hurt VERB acl 1
    in ADP case 5
    the DET det 5
    blast NOUN obl 2
    were AUX aux:pass 7
    flown VERB root 0
    out ADV advmod 7
"""
RELATIVE = """
    Keller PROPN nsubj 5
    , PUNCT punct 4
    who PRON nsubj 4
    fled VERB acl:relcl 1
    told VERB root 0
    Roth PROPN obj 5
    to PART mark 8
    wait VERB xcomp 5
"""
NOBODY = """
    No DET det 2
    deaths NOUN nsubj:pass 5
    were AUX aux:pass 5
    not PART advmod 5
    reported VERB root 0
"""
IF = """
    If SCONJ mark 4
    the DET det 3
    pipe NOUN nsubj 4
    breaks VERB advcl 8
    , PUNCT punct 4
    dozens NOUN nsubj 8
    could AUX aux 8
    die VERB root 0
"""


@pytest.mark.parametrize(
    ("written", "verb", "agent", "patient"),
    [
        (ACTIVE, "killed", "Shelling", "people"),
        (ACTIVE, "said", "mayor", None),
        (PASSIVE, "killed", "shelling", "people"),
        (PASSIVE, "buried", None, "people"),
        (PARTICIPLE, "killing", "blast", "people"),
        (PARTICIPLE, "shook", "blast", "Harn"),
        (REDUCED, "hurt", None, "People"),
        (RELATIVE, "fled", "Keller", None),
        (RELATIVE, "told", "Keller", "Roth"),
        (RELATIVE, "wait", "Roth", None),
    ],
)
def test_who_does_what_to_whom(written: str, verb: str, agent: str, patient: str) -> None:
    parsed = tree(written)
    at = index(parsed, verb)
    assert shown(parsed, parsed.agent(at)) == agent
    assert shown(parsed, parsed.patient(at)) == patient


@pytest.mark.parametrize(
    ("written", "word", "predicate"),
    [
        (ACTIVE, "nine", "killed"),
        (ACTIVE, "mayor", "said"),
        (PASSIVE, "people", "killed"),
        (PASSIVE, "buried", "buried"),
        (PARTICIPLE, "nine", "killing"),
        (PARTICIPLE, "blast", "shook"),
        (RELATIVE, "who", "fled"),
    ],
)
def test_the_clause_of_a_word(written: str, word: str, predicate: str) -> None:
    parsed = tree(written)
    assert shown(parsed, parsed.predicate(index(parsed, word))) == predicate


def test_what_a_number_counts() -> None:
    parsed = tree(ACTIVE)
    assert shown(parsed, parsed.counted(index(parsed, "nine"))) == "people"


def test_what_is_negated_and_what_need_not_be() -> None:
    nobody, plain, condition = tree(NOBODY), tree(ACTIVE), tree(IF)
    assert nobody.negated(index(nobody, "reported"))
    assert not plain.negated(index(plain, "killed"))
    assert condition.mood(index(condition, "breaks")) == "conditional"
    assert condition.mood(index(condition, "die")) == "possible"
    assert plain.mood(index(plain, "killed")) == "actual"


def test_phrases_and_heads() -> None:
    parsed = tree(PARTICIPLE)
    people = index(parsed, "people")
    assert parsed.phrase(people).of(parsed.text) == "nine people"
    assert parsed.phrase(index(parsed, "blast")).of(parsed.text) == "A blast"
    assert parsed.head_of(parsed.span(3, 4)) == people
    assert parsed.head_of(Span(0, len(parsed.text))) == index(parsed, "shook")
    assert parsed.head_of(Span(0, 0)) is None


def test_a_list_has_all_its_members_from_each() -> None:
    parsed = tree(PASSIVE)
    killed, buried = index(parsed, "killed"), index(parsed, "buried")
    assert parsed.conjuncts(killed) == parsed.conjuncts(buried) == (killed, buried)


def test_offsets_between_words_are_no_word() -> None:
    parsed = tree(ACTIVE)
    assert parsed.at(0) == 0
    assert parsed.at(len("Shelling")) is None
    assert parsed.at(len(parsed.text) + 5) is None
