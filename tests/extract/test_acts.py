"""What a cue does, by the contract's rulings."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.extract.acts import _forms, act_of, is_speech_or_belief, may_hold_cue
from whence.records.reading import Act

#: Cues that mean one thing whatever is said.
CUES: dict[Act, str] = {
    "state": """said; says; saying; has said; said in a statement; told reporters; told; added; noted;
        stated; stating; pointed out; stressed; explained; according to; According to; : ; —; wrote;
        tweeted; announced; claimed; claims; argued; acknowledged; admitted; confirmed; insists;
        maintained; testified; replied; reported; was reported; It was reported; is said to; reads;
        spoke of; put the figure at; puts; as he put it; described; called; calls it; suggested;
        concluded; recalled; joked; emphasized; emphasised; highlights; highlighted; reiterated;
        declared; revealed; found; shows; was quoted as saying; ruled; praised; agreeing; went on;
        made clear; made it clear; snapped; apologised; signalled; Reaffirming; in the words of;
        repeated; branded; estimated; gave assurances; issued a statement""",
    "deny": """denied; denies; has denied; denying; rejected; rejects; dismissed as; refuted; disputed;
        ruled out; contradicted; issued a denial; rejected calls for; dismissed the appeal""",
    "ask": """asked; asks; asked whether; Asked if; asked for; was asked; urged; urging; appealed to;
        called on; calls on; has called on; calling for; called for; requested; wondered; begged;
        questioned; inquired; demanded to know; encouraged; recommended; pleaded""",
    "order": """ordered; has ordered; tasked; has tasked; instructed; directed; commanded; demanded;
        decreed; decreeing; banned; required""",
    "promise": "promised; has promised; vowed; vowing; pledged; guaranteed; guaranteeing; committed to",
    "warn": "warned; has warned; cautioned; threatened; threatened to; alerted; issued a warning",
    "accuse": """accused; accuses; is accused of; blamed; alleged; alleging; criticised; criticized;
        condemned; denounced; slammed; lashed out at; hit out at; pointed the finger at; complained;
        is alleged to""",
    "believe": """believe; believes; firmly believe; think; thinks; don't think; don’t think; expect;
        expects; is expected to; are expected; was seen as; is seen as; was thought to be; are
        suspected of; hopes; fears; feels; I'm sure; ’m sure; am not sure; 'm not so sure; isn't sure;
        is confident; are convinced; doubts; considers; predicts; worried; is understood; in my view;
        speculated; is feared; considered""",
    "other": """declined to comment; declined to say; refused to say; refused; refuses; would not say;
        would not comment; did not respond; did not immediately respond; has not commented; couldn’t
        say; no comment; did not deny; wants; plans; supports; offered; seeks; failed to""",
}


def cases() -> list[tuple[str, str]]:
    return [(" ".join(cue.split()), act) for act, cues in CUES.items() for cue in cues.split(";")]


@pytest.mark.parametrize(("cue", "act"), cases())
def test_the_act_goes_by_the_cue(cue: str, act: str) -> None:
    assert act_of(cue, "the toll rose to 18 on Thursday", quoted=False) == act
    assert act_of(cue.upper(), "the toll rose to 18 on Thursday", quoted=False) == act


@pytest.mark.parametrize(
    ("cue", "content", "quoted", "act"),
    [
        # Neutral cues: by the meaning where the words are plain.
        ("said", "it will", False, "state"),
        ("said", "it would publish every complaint", False, "state"),
        ("said", "she never saw the memo", False, "state"),
        ("said", "“I did not see it.”", True, "state"),
        ("insisted", "she never", False, "deny"),
        ("insisted", "she never saw the memo", False, "deny"),
        ("insists", "that he had never met her", False, "deny"),
        ("insisted", "“I never saw it.”", True, "deny"),
        ("insists", "he did not know", False, "deny"),
        ("insisted", "that there was no second list", False, "deny"),
        ("maintains", "his innocence", False, "deny"),
        ("swore", "that he never saw it", False, "deny"),
        ("swore", "to protect the country", False, "promise"),
        ("insists", "that only 18 people died", False, "state"),
        ("insists on", "the importance of Ukrainian forces in Kursk", False, "state"),
        ("maintains", "that she won by ‘roughly 200,000’ votes", False, "state"),
        # Told to is an order; told that is not.
        ("told", "to leave the building", False, "order"),
        ("told", "not to drink the water", False, "order"),
        ("had told them", "to “wait for a letter”", False, "order"),
        ("was told", "“to wait”", True, "order"),
        ("told", "that it would rain", False, "state"),
        ("told", "tomorrow would be too late", False, "state"),
        ("asked", "to publish its list", False, "ask"),
        ("urged", "not to reopen the inquiry", False, "ask"),
        ("warned", "to boil tap water", False, "warn"),
        ("advised", "to avoid the centre of Ustrelin", False, "ask"),
        ("advised", "that the road was closed", False, "state"),
        # A question asked with a neutral cue.
        ("replied:", "‘Why would I?’", True, "ask"),
        ("said", "“Is this how a winner behaves?”", True, "ask"),
        ("said", "“Who sent you, Mr. Pell?”", True, "ask"),
        ("said", "‘They looked in 212 drawers. What is he afraid of?’", True, "state"),
        ("said", "the man who asked “why?”", False, "state"),
        ("warned", "“Do you want this?”", True, "warn"),
        ("denied", "“Me?”", True, "deny"),
        # Without words, or without a cue.
        ("", "“We heard two explosions.”", True, "state"),
        ("went on to blame", "the ministry", False, "accuse"),
        ("went on about", "the ministry", False, "state"),
        ("didn’t apologise for", "his remarks", False, "other"),
        (":", "Ministry puts toll at 18", False, "state"),
        ("said", "", False, "state"),
    ],
)
def test_where_the_words_count(cue: str, content: str, quoted: bool, act: str) -> None:
    assert act_of(cue, content, quoted) == act


@pytest.mark.parametrize(
    "words",
    [
        "He set this goal, and I firmly believe he wants to achieve this",
        "he can fulfill, as he stated, the objectives",
        "I'm sure that they will come",
        "according to the hospital, 23",
        "The drivers said, “Sugar.”",
        "We EXPECT them back",
    ],
)
def test_a_content_worth_a_second_look(words: str) -> None:
    assert may_hold_cue(words)


@pytest.mark.parametrize(
    "words", ["", "We heard two explosions.", "the lights went out", "a reader"]
)
def test_a_content_that_holds_no_cue(words: str) -> None:
    assert not may_hold_cue(words)


@pytest.mark.parametrize("cue", ["said", "believe", "'m sure", "denies", "asked"])
def test_nested_attributions_say_or_think(cue: str) -> None:
    assert is_speech_or_belief(cue)


@pytest.mark.parametrize("cue", ["wants", "declined to", "ran", "the"])
def test_what_neither_says_nor_thinks(cue: str) -> None:
    assert not is_speech_or_belief(cue)


def test_the_lexicon_holds_each_verb_under_an_act_and_its_forms() -> None:
    forms = _forms()
    for form, lemma in (
        ("agreeing", "agree"),
        ("decreeing", "decree"),
        ("guaranteeing", "guarantee"),
        ("denies", "deny"),
        ("stresses", "stress"),
        ("writing", "write"),
        ("signalling", "signal"),
        ("quipped", "quip"),
    ):
        assert forms[form][0] == lemma


@given(st.text(max_size=80), st.text(max_size=80), st.booleans())
def test_any_cue_has_an_act(cue: str, content: str, quoted: bool) -> None:
    assert act_of(cue, content, quoted) in get_args(Act)
    may_hold_cue(content)
