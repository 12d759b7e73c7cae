"""A person says who speaks together, who passes words on, and that nobody says something."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tests.review.factories import check, decision, parts
from tests.unsaid import (
    DENIAL,
    JOINT,
    NORVIA,
    SUPPORTS,
    TEXT,
    UNCONFIRMED,
    UNNAMED,
    WARNED,
    unsaid,
)
from whence.ports import Result
from whence.records import Change, Claim, Decision, Parts, Span, selectors_of
from whence.records.decision import Target
from whence.review import as_seen, with_decisions

READ = unsaid()


def laid(*made: Decision) -> Result:
    numbered = [msgspec.structs.replace(one, id=n) for n, one in enumerate(made, 1)]
    found = with_decisions(READ, numbered)
    assert not found.orphans
    if found.result is not READ:
        check(found.result)
    return found.result


def correct(number: int, **change: Any) -> Decision:
    return decision(READ[0], "correct", parts(TEXT, READ[1].attributions[number]), **change)


def accepted(number: int) -> Change:
    one = decision(READ[0], "accept", parts(TEXT, READ[1].attributions[number]))
    return as_seen(READ, one).change


def names(result: Result, number: int) -> list[str]:
    entities = result[2].entities
    return [entities[one.entity].name for one in result[2].all_speakers(number)]


def claims(result: Result, words: str) -> list[Claim]:
    return [one for one in result[2].claims if one.span.of(TEXT) == words]


def test_nothing_is_lost_where_something_else_is_decided() -> None:
    found = laid(correct(UNNAMED, act="warn"))
    assert found[2].joint == READ[2].joint
    assert found[2].via == READ[2].via
    assert [one.asserted for one in found[1].attributions] == [
        one.asserted for one in READ[1].attributions
    ]
    assert [one.stance for one in found[1].attributions] == [
        one.stance for one in READ[1].attributions
    ]


def test_joint_speakers_are_named() -> None:
    found = laid(correct(UNNAMED, speakers=("Pia Roth", "Bo Lind", "Pia Roth")))
    assert names(found, UNNAMED) == ["Pia Roth", "Bo Lind"]
    assert names(found, JOINT) == ["Pia Roth", "Jon Keller"]


def test_one_speaker_is_no_joint_one_any_more() -> None:
    assert names(laid(correct(JOINT, speaker="Jon Keller")), JOINT) == ["Jon Keller"]
    assert names(laid(correct(JOINT, speaker="")), JOINT) == []
    assert names(laid(correct(JOINT, speakers=())), JOINT) == []


def test_accepting_retains_all_speakers() -> None:
    seen = accepted(JOINT)
    assert seen.speakers == ("Pia Roth", "Jon Keller")
    assert seen.asserted is True
    one = msgspec.structs.replace(correct(JOINT), verb="accept", change=seen)
    assert names(laid(one), JOINT) == ["Pia Roth", "Jon Keller"]
    assert accepted(UNCONFIRMED).asserted is False


def test_a_removed_speaker_is_no_speaker() -> None:
    first = READ[2].entities[3].mentions[0].span
    gone = decision(READ[0], "reject", Parts(span=selectors_of(TEXT, [first])), target="entity")
    assert names(laid(gone), JOINT) == ["Jon Keller"]


def test_two_names_of_one_person_make_one_speaker() -> None:
    roth, keller = (READ[2].entities[n].mentions[0].span for n in (3, 4))
    one = Parts(one=selectors_of(TEXT, [roth]), other=selectors_of(TEXT, [keller]))
    merged = laid(decision(READ[0], "merge", one, target="entity"))
    assert names(merged, JOINT) == ["Pia Roth"]


def test_who_passes_the_words_on() -> None:
    found = laid(correct(UNNAMED, via=("the Herald", "an aide")))
    entities = found[2].entities
    assert [entities[n].name for n in found[2].passed_on(UNNAMED)] == ["the Herald", "an aide"]
    assert laid(correct(DENIAL, via=()))[2].via == ()


def test_what_is_not_said_makes_no_positive_claim() -> None:
    found = laid(correct(UNNAMED, asserted=False))
    (claim,) = claims(found, "12 houses burned from 3 to 5 March")
    assert claim.modality == "unasserted"
    (back,) = claims(laid(correct(UNCONFIRMED, asserted=True)), "that its drone hit the school")
    assert back.modality == "actual"
    # Of a chain, one who asserts it is enough.
    (fire,) = claims(laid(correct(WARNED, asserted=False)), "of a fire")
    assert fire.modality == "actual"


def test_a_person_says_themselves_how_a_claim_is_put() -> None:
    words = next(c.span for c in READ[2].claims if c.voices == (UNNAMED,))
    part = Parts(span=selectors_of(TEXT, [words]))
    put = decision(READ[0], "correct", part, target="claim", modality="possible")
    (claim,) = claims(
        laid(correct(UNNAMED, asserted=False), put), "12 houses burned from 3 to 5 March"
    )
    assert claim.modality == "possible"


@pytest.mark.parametrize("stance", ["attitude", "deed"])
def test_attitudes_and_deeds_make_no_claims(stance: str) -> None:
    found = laid(correct(UNNAMED, stance=stance))
    assert found[1].attributions[UNNAMED].stance == stance
    assert not claims(found, "12 houses burned from 3 to 5 March")
    assert len(found[2].claims) == len(READ[2].claims) - 1


def test_what_is_a_statement_after_all_makes_a_claim() -> None:
    assert not claims(READ, "the plan")
    (claim,) = claims(laid(correct(SUPPORTS, stance="statement")), "the plan")
    assert claim.voices == (SUPPORTS,)


def test_times_and_metonyms() -> None:
    early, march = (time.span for time in READ[2].times)

    def at(target: Target, span: Span, **change: Any) -> Decision:
        part = Parts(span=selectors_of(TEXT, [span]))
        return decision(READ[0], "correct", part, target=target, **change)

    found = laid(
        at("time", early, mod="END"),
        at("time", march, begin="2025-03-04", until=None),
        at("entity", READ[2].entities[NORVIA].mentions[0].span, metonym=False),
    )
    assert (found[2].times[0].value, found[2].times[0].mod) == ("2025-05", "END")
    assert (found[2].times[1].begin, found[2].times[1].end) == ("2025-03-04", None)
    assert not found[2].entities[NORVIA].mentions[0].metonym
