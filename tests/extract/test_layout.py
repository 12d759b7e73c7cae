"""Attributions that the layout shows."""

from __future__ import annotations

import pytest

from whence.extract.layout import of_layout
from whence.extract.quotes import quotations


def read(text: str) -> list[tuple[str, str]]:
    found = of_layout(text, quotations(text), ())
    return [
        (
            " ".join(s.of(text) for s in one.source),
            " / ".join(s.of(text) for s in one.content),
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("VOSS", "HERALD"), ("NORA GOWER, CAPTAIN", "IVO PARR, NEIGHBOR"), ("PELL", "Q"),
        ("MAYOR ROTH", "VENN"), ("HOST", "PELL"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("what", ["The roof came down at six.", "He stayed, and it was dark."])
def test_turns_of_a_transcript_are_their_speakers(first: str, second: str, what: str) -> None:
    text = f"It burned.\n\n{second}: When did you leave?\n\n{first}: {what}\n\nIt is shut."
    assert (first.split(",", maxsplit=1)[0], what) in read(text)


def test_answers_without_a_name_are_nobody_s() -> None:
    assert read("Q: Where were you?\n\nA: At home.") == [("", "Where were you?"), ("", "At home.")]


def test_a_name_in_small_letters_comes_again() -> None:
    text = "Pell: Eleven are missing.\n\nHerald: Who?\n\nPell: Three boys."
    assert ("Pell", "Three boys.") in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Price: 14 crowns.\n\nVenue: Town hall.\n\nDate: 4 March.",
        "READ MORE: Two held in Harn.\n\nRELATED: A fire in Kovel.",
        "Harn: The road is shut.",
        "The score: Otters 2, Bears 1.\n\nThe crowd: 900.",
        "UPDATE: The road is open.\n\nNOTE: Times are local.",
    ],
)
def test_a_list_of_facts_is_no_transcript(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("tail", "who"),
    [
        ("— Mara Holten (@maraholten) March 4, 2025", "Mara Holten"),
        ("— Ostrava Police (@ostravapd) May 2, 2025", "Ostrava Police"),
        ("- Jan Keld (@jk_1)", "Jan Keld"),
        ("–– Pia Rossmo (@pia) 3 June 2024", "Pia Rossmo"),
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n\n", "\n"])
def test_a_post_belongs_to_its_author(tail: str, who: str, gap: str) -> None:
    what = "The detour takes three hours. Please send help."
    assert read(f"It is shut.\n\n{what}{gap}{tail}\n\nIt opened later.") == [(who, what)]


@pytest.mark.parametrize(
    ("headline", "who", "what"),
    [
        ("Kovel blast: nine dead, says mayor", "mayor", "Kovel blast: nine dead"),
        ("Tunnel was unsafe, inquiry finds", "inquiry", "Tunnel was unsafe"),
        ("Mine was not inspected for years, documents show", "documents",
         "Mine was not inspected for years"),
        ("Bridge may fall, warns engineer", "engineer", "Bridge may fall"),
        ("Rebels have left, army claims", "army", "Rebels have left"),
    ],
)  # fmt: skip
def test_a_headline_that_names_its_source_behind(headline: str, who: str, what: str) -> None:
    assert read(f"{headline}\n\nIt was a cold day.") == [(who, what)]


@pytest.mark.parametrize(
    "text",
    [
        "He left, he says.\n\nIt rained.",
        "Nine dead in Kovel\n\nIt rained.",
    ],
)
def test_no_headline_of_that_form(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("In the words of Petra Sund, “the town is finished”.", "Petra Sund"),
        ("“It was chaos.” Those were the words of Nell Ormond.", "Nell Ormond"),
        ("“It is lost”: that is how Ivo Parr put it.", "Ivo Parr"),
        ('In the words of Mayor Ada Venn, "we lost".', "Mayor Ada Venn"),
    ],
)
def test_words_that_are_signed(text: str, who: str) -> None:
    assert [source for source, _ in read(text)] == [who]


def test_paragraphs_between_two_turns_belong_to_the_first() -> None:
    text = "VOSS: We left.\n\nIt was dark by then.\n\nHERALD: When?\n\nThe bridge fell later."
    assert read(text) == [("VOSS", "We left. / It was dark by then."), ("HERALD", "When?")]
