"""Whose voice an assertion is, how firmly it is made, and what the text holds back from."""

from __future__ import annotations

import pytest

from tests.readings import empty, report
from tests.resolve.readings import resolved
from whence.records import Claim, Report, Span
from whence.resolve.claims.hedges import find_hedges
from whence.resolve.claims.modality import modality, polarity
from whence.resolve.sentences import Sentences


def sentences(text: str) -> Sentences:
    return Sentences(report(text), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No civilians were killed in the strike.", "negative"),
        ("The minister did not resign.", "negative"),
        ("She has never met him.", "negative"),
        ("Rescuers were unable to reach the village.", "negative"),
        ("The company cannot pay.", "negative"),
        ("Nobody was hurt.", "negative"),
        ("Civilians were killed in the strike.", "positive"),
        ("It was not only the mayor who left.", "positive"),
        ("The ministry urged residents not to travel.", "positive"),
        ("The attack was a failure.", "positive"),
        ("The road reopened after no one claimed the car.", "positive"),
    ],
)
def test_polarity(text: str, expected: str) -> None:
    assert polarity(sentences(text).tokens) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell on Monday.", "actual"),
        ("The bridge will be rebuilt.", "future"),
        ("The court is due to rule on Friday.", "future"),
        ("The toll may rise.", "possible"),
        ("The dam could fail within hours.", "possible"),
        ("If the dam fails, the town will flood.", "conditional"),
        ("The party would win if a vote were held now.", "conditional"),
        ("In May the town was taken.", "actual"),
        ("The town may be taken in May.", "possible"),
    ],
)
def test_modality(text: str, expected: str) -> None:
    assert modality(sentences(text).tokens) == expected


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The general was reportedly killed.", "reportedly", "hearsay"),
        ("He allegedly stole the car.", "allegedly", "hearsay"),
        ("The so-called caliphate fell.", "so-called", "distance"),
        ("The toll may rise.", "may", "doubt"),
        ("It apparently sank.", "apparently", "doubt"),
        ("At least 18 people died.", "At least", "approximation"),
        ("About 2,300 people fled.", "About", "approximation"),
        ("The ministry sent an “expert” to the port.", "“expert”", "distance"),
        ("It tested the “world’s best” rocket.", "“world’s best”", "distance"),
        ("It sounds like a plan was made.", "sounds like", "doubt"),
        ("It will fly for nine years or so.", "or so", "approximation"),
    ],
)
def test_hedges(text: str, words: str, kind: str) -> None:
    found = [(h.span.of(text), h.kind) for h in find_hedges(sentences(text))]
    assert found == [(words, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The election is in May 2026.",
        "They asked about two men.",
        "The bridge fell over the river.",
        "Voters like him.",
        "Ada Venn wrote “The Long Harbour” in a year.",
    ],
)
def test_no_hedges(text: str) -> None:
    assert find_hedges(sentences(text)) == ()


def test_a_quotation_is_no_scare_quote() -> None:
    text = "She called it “madness” on Monday."
    quoted = Span(text.index("“"), text.index("”") + 1)
    assert find_hedges(sentences(text), [quoted]) == ()


COPY = (
    "PORT SULLA (Wire) - A blast tore through the harbour on Monday.\n\n"
    "The ministry said that 18 people had been killed. It denied that anyone had been warned.\n\n"
    "The shed reportedly held fertiliser.\n\n"
    "No ships were in port.\n"
)


def claim(text: str, part: str) -> tuple[Report, Claim]:
    """The claim that holds the words."""
    one, _, resolution = resolved(text, published="2025-03-03")
    at = text.index(part)
    held = [c for c in resolution.claims if c.span.start <= at and at + len(part) <= c.span.end]
    assert held, f"no claim holds {part!r}"
    return one, min(held, key=lambda c: c.span.end - c.span.start)


@pytest.mark.parametrize(
    ("part", "standing", "polarity"),
    [
        ("A blast tore", "own-voice", "positive"),
        ("18 people had been killed", "attributed", "positive"),
        ("reportedly held fertiliser", "hearsay", "positive"),
        ("No ships were in port", "own-voice", "negative"),
    ],
)
def test_standing(part: str, standing: str, polarity: str) -> None:
    _, found = claim(COPY, part)
    assert (found.standing, found.polarity) == (standing, polarity)


@pytest.mark.parametrize(
    "text",
    [
        "The council plans to close the harbour in May.",
        "Ada Venn never considered leaving the town.",
        "Officers were called to a shooting on Elm Road just after noon.",
        "It appears the ferry was late again on Monday.",
        "The alleged gunman was arrested at the port on Monday.",
        "Tom Resk was charged with murder on Monday.",
    ],
)
def test_what_nobody_is_quoted_for_is_the_outlets_own(text: str) -> None:
    _, found = claim(text, text.rstrip("."))
    assert found.standing == "own-voice"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Venn said that the harbour will close in May.",
        "Police believe that the car was stolen from the port.",
        "The harbour is expected to close in May.",
    ],
)
def test_what_somebody_says_is_not(text: str) -> None:
    _, _, resolution = resolved(text)
    assert resolution.claims
    assert all(one.standing != "own-voice" for one in resolution.claims)


def test_a_clause_that_denies_is_a_claim_beside_its_sentence() -> None:
    text = "They found the driver, who was not hurt, near the port."
    _, whole = claim(text, text.rstrip("."))
    _, part = claim(text, "who was not hurt")
    assert (whole.polarity, part.polarity) == ("positive", "negative")


def test_hearsay_of_a_clause_leaves_the_rest_to_the_outlet() -> None:
    text = "A clerk was arrested on Monday for allegedly selling the keys."
    _, whole = claim(text, text.rstrip("."))
    _, part = claim(text, "for allegedly selling the keys")
    assert (whole.standing, part.standing) == ("own-voice", "hearsay")


def test_what_a_speaker_does_before_he_speaks_is_the_outlets_own() -> None:
    text = "Ada Venn, the mayor, walked out of the hall on Monday, saying that she would resign."
    _, found = claim(text, "walked out of the hall")
    assert found.standing == "own-voice"
    assert found.span.of(text).startswith("Ada Venn")
    _, said = claim(text, "she would resign")
    assert said.standing == "attributed"


def test_a_condition_asserts_nothing() -> None:
    text = "The dam will hold, if it does not rain before Friday."
    _, _, resolution = resolved(text)
    assert all(one.polarity == "positive" for one in resolution.claims)


def test_a_claim_points_at_what_it_is_about() -> None:
    one, reading, resolution = resolved(COPY, published="2025-03-03")
    _, found = claim(COPY, "18 people had been killed")
    (figure,) = [resolution.figures[index] for index in found.figures]
    assert (figure.role, figure.value) == ("killed", 18)
    (voice,) = [reading.attributions[index] for index in found.voices]
    assert voice.cue[0].of(one.text) == "said"


def test_a_headline_and_boilerplate_are_no_claims() -> None:
    text = "Blast kills 18 in port\n\nIt was a Monday.\n\nSign up for our newsletter to get more.\n"
    one, _, resolution = resolved(text, title="Blast kills 18 in port")
    words = [c.span.of(one.text) for c in resolution.claims]
    assert not any("newsletter" in one for one in words)


@pytest.mark.parametrize(
    "credit",
    [
        "(Ola Pell, File/Associated Press)",
        "(Ola Pell/Meridian via AP)",
        "(Photo: Ola Pell was there)",
        "Add Weather as an interest to stay up to date on what is new.",
    ],
)
def test_a_pictures_credit_is_no_claim(credit: str) -> None:
    one, _, resolution = resolved(
        f"It was a Monday.\n\n{credit}\n\nThe port (once a fort) is shut."
    )
    words = [c.span.of(one.text) for c in resolution.claims]
    assert words == ["It was a Monday.", "The port (once a fort) is shut."]


def test_the_attributions_of_a_nested_claim_start_with_the_outermost() -> None:
    text = "“I believe that the dam is safe,” Ada Venn said on Monday."
    one, reading, resolution = resolved(text)
    nested = [c for c in resolution.claims if len(c.voices) == 2]
    assert nested
    outer, inner = (reading.attributions[index] for index in nested[0].voices)
    assert inner.parent is not None
    assert reading.attributions[inner.parent] == outer
    assert "dam is safe" in nested[0].span.of(one.text)


def test_an_empty_text_makes_no_claims() -> None:
    one = report("")
    assert find_hedges(Sentences(one, ())) == ()
    assert empty(one).attributions == ()


def claims_of(text: str) -> list[tuple[str, str, str, str]]:
    one, _, resolution = resolved(text)
    return [(c.span.of(one.text), c.standing, c.polarity, c.modality) for c in resolution.claims]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norvia has not confirmed that its drone hit the school.", "its drone hit the school"),
        ("A spokesman declined to say whether the mayor had resigned.", "the mayor had resigned"),
        ("Roth did not say that the bridge was safe.", "the bridge was safe"),
        ("Nobody said that the water was clean.", "the water was clean"),
        ("He asked whether 30 people had died.", "30 people had died"),
        ("The firm refused to say that jobs would go.", "jobs would go"),
    ],
)
def test_what_nobody_asserts_is_no_plain_claim(text: str, words: str) -> None:
    held = [c for c in claims_of(text) if words in c[0]]
    assert held
    assert all(c[3] == "unasserted" or c[1] == "own-voice" for c in held)


@pytest.mark.parametrize(
    ("text", "words", "polarity"),
    [
        ("Keller denied that he had taken money.", "he had taken money", "negative"),
        (
            "The army denied that it had shelled the school.",
            "it had shelled the school",
            "negative",
        ),
        ("Keller denied that nobody had been warned.", "nobody had been warned", "positive"),
        ("Keller said that he had taken money.", "he had taken money", "positive"),
    ],
)
def test_who_denies_says_that_it_is_not_so(text: str, words: str, polarity: str) -> None:
    held = [c for c in claims_of(text) if words in c[0] and c[1] == "attributed"]
    assert [c[2] for c in held] == [polarity]


@pytest.mark.parametrize(
    "text",
    [
        "The president signed the bill into law.",
        "The bill was backed by the unions.",
        "The union condemned the raid.",
        "Holt supports the plan to close the port.",
        "The court banned the march in May.",
    ],
)
def test_deeds_and_attitudes_are_the_outlet_s_assertions(text: str) -> None:
    assert all(c[1] == "own-voice" for c in claims_of(text))


def test_a_question_in_a_quotation_does_not_empty_it() -> None:
    text = '"My son had no weapon," Ada Venmore wrote. "Why did they shoot him?"'
    found = claims_of(text)
    assert any("My son had no weapon" in c[0] and c[1] == "attributed" for c in found)
    assert not any("Why did they" in c[0] for c in found)
