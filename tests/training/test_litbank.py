"""A novel's tokens become running text with chains of mentions on their heads."""

from __future__ import annotations

from collections import Counter

import pytest

from training.corpora import Example, litbank

TAGS = {"the": "DET", "a": "DET", "of": "ADP", "tall": "ADJ", "saw": "VERB", "named": "VERB"}
ROW = {
    "id": "invented",
    "sentences": [
        ['"', "The", "sister", "of", "Ada", "Venn", "saw", "him", ",", '"', "said", "Pell", "."],
        ["His", "tall", ",", "spare", "figure", "did", "n't", "move", "."],
    ],
    "mentions": [
        [0, 1, 6, 0],
        [0, 4, 6, 1],
        [0, 7, 8, 2],
        [0, 11, 12, 3],
        [1, 0, 1, 2],
        [1, 0, 5, 2],
    ],
}


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Example:
    monkeypatch.setattr(litbank, "usual_tags", lambda: TAGS)
    monkeypatch.setattr(
        litbank, "head_types", lambda: {"sister": Counter(person=4), "figure": Counter(other=2)}
    )
    return litbank.example(ROW)


def test_text_is_as_it_was_printed(example: Example) -> None:
    assert example.text == (
        '"The sister of Ada Venn saw him," said Pell. His tall, spare figure didn\'t move.'
    )


def test_heads_point_to_every_earlier_mention_of_their_chain(example: Example) -> None:
    text = example.text
    found = {
        (text[a:b], text[c:d])
        for a, b, (c, d) in example.pointers["antecedent"]
        if (a, b) != (c, d)
    }
    # The words of a name point to one another, as they do in GUM.
    assert found == {
        ("His", "him"),
        ("figure", "him"),
        ("His", "figure"),
        ("Ada", "Venn"),
        ("Venn", "Ada"),
    }


def test_a_type_is_given_only_where_the_chain_shows_it(example: Example) -> None:
    found = {example.text[a:b]: kind for a, b, kind in example.spans["mention"]}
    assert found == {"sister": "person", "him": "person", "His": "person", "figure": "person"}
