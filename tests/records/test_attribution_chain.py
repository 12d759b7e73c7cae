"""Who says a claim and how, in words: no denial and no question reads as a statement."""

from __future__ import annotations

from typing import Any

import pytest

from whence.records import Attributed, NamedSpeaker
from whence.records.attribution_chain import asserted, lead, sentence, via


def somebody(name: str, named: bool = True) -> NamedSpeaker:
    return NamedSpeaker(name=name, named=named, key=name)


def one(*names: str, cue: str = "said", **more: Any) -> Attributed:
    speakers = tuple(map(somebody, names))
    usual: dict[str, Any] = {"kind": "indirect", "act": "state", "source": ""}
    return Attributed(key="k", speakers=speakers, cue=cue, **{**usual, **more})


@pytest.mark.parametrize(
    ("chain", "words", "shown"),
    [
        ([], "The port burned", "The port burned"),
        (
            [one("Pell", cue="denied", act="deny")],
            "that anything was being concealed",
            "Pell denied that anything was being concealed",
        ),
        ([one("Pell", cue="asked", act="ask")], "whether 30 died", "Pell asked whether 30 died"),
        (
            [one("Pell", cue="asked", act="ask", asserted=False)],
            "whether 30 died",
            "Pell asked whether 30 died",
        ),
        # the listener is no part of the cue
        ([one("Venn", cue="told")], "that it shook", "Venn said that it shook"),
        ([one(cue="was told")], "it shook", "source not given (“was told”): it shook"),
        ([one("Venn")], "“We heard nothing,”", "Venn said: “We heard nothing,”"),
        ([one("Venn", cue="described")], "him as able", "Venn described him as able"),
        ([one("Roth", "Keller")], "it is over", "Roth and Keller said it is over"),
        ([one("Roth", "Keller", "Venn")], "it is over", "Roth, Keller and Venn said it is over"),
        (
            [one("the ministry", cue="According to")],
            "eight died",
            "According to the ministry: eight died",
        ),
        ([one("McCaul", cue=":")], "this ends now", "McCaul: this ends now"),
        ([one("McCaul", cue="")], "this ends now", "McCaul: this ends now"),
        ([one(source="residents")], "it shook", "residents said it shook"),
        ([one(cue="was reported")], "it shook", "source not given (“was reported”): it shook"),
        (
            [one("Venn", via=("the Herald", "the Courier"))],
            "it is over",
            "Venn said (via the Herald and the Courier): it is over",
        ),
        (
            [one("Norvia", cue="has not confirmed", asserted=False)],
            "that its drone hit the school",
            "Norvia has not confirmed that its drone hit the school",
        ),
        # A cue whose "not" is outside of it.
        (
            [one("Norvia", cue="confirmed", asserted=False)],
            "that its drone hit the school",
            "not said by Norvia (“confirmed”): that its drone hit the school",
        ),
        (
            [one("Roth"), one(source="We", cue="don’t know", asserted=False)],
            "who fired",
            "Roth said: We don’t know who fired",
        ),
        (
            [one("Venn", cue="refused", asserted=False)],
            "to say how many there were",
            "Venn refused to say how many there were",
        ),
        # Nobody is named who does not say it.
        (
            [one(cue="has not been confirmed", asserted=False)],
            "that it was shot down",
            "not said (“has not been confirmed”): that it was shot down",
        ),
        (
            [one("Roth"), one("Keller", cue="warned")],
            "it burns",
            "Roth said: Keller warned it burns",
        ),
        (
            [one("Roth", cue="denied", act="deny"), one("Keller")],
            "it burns",
            "Roth denied: Keller said it burns",
        ),
        (
            [one("Roth"), one("Roth", source="I", cue="think", act="believe")],
            "it burns",
            "Roth said: I think it burns",
        ),
    ],
)
def test_a_claim_reads_as_a_sentence(chain: list[Attributed], words: str, shown: str) -> None:
    assert sentence(chain, words) == shown
    assert sentence(chain, words).startswith(lead(chain))


def test_whether_it_is_said() -> None:
    assert asserted([])
    assert asserted([one("Roth"), one("Keller", cue="denied", act="deny")])
    assert not asserted([one("Roth", asserted=False)])
    assert not asserted([one("Roth", asserted=False), one("Keller")])
    assert not asserted([one("Roth"), one("Keller", asserted=False)])
    # To deny that somebody spoke leaves it open what is so.
    assert not asserted([one("Roth", cue="denied", act="deny"), one("Keller")])


def test_who_passes_the_words_on() -> None:
    assert via([]) == ()
    assert via([one("Roth", via=("the Herald",))]) == ("the Herald",)
    outer = one("Roth", via=("the Herald",))
    assert via([outer, one("Keller", via=("an aide",))]) == ("an aide", "Roth", "the Herald")
    assert via([one(source="a source"), one("Keller")]) == ("a source",)
    # "I think": nobody passes their own words on.
    assert via([one("Roth"), one("Roth", source="I", cue="think")]) == ()
