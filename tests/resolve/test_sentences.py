"""Sentences and tokens: every word once, ends where people would end them."""

from __future__ import annotations

import re
import string
import sys

import pytest
from hypothesis import given

from tests.readings import TEXTS, report
from whence.resolve import sentences
from whence.resolve.sentences import Sentences


def split(text: str) -> list[str]:
    return [s.span.of(text) for s in Sentences(report(text), ()).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Mr. Venn left. Gen. Roe stayed.", ["Mr. Venn left.", "Gen. Roe stayed."]),
        ("It fell 3.5 percent. Then it rose.", ["It fell 3.5 percent.", "Then it rose."]),
        ("“We left,” he said. “They stayed.”", ["“We left,” he said.", "“They stayed.”"]),
        ("The U.S. Navy said no.", ["The U.S. Navy said no."]),
        ("Resk Jr. Memorial Park is shut.", ["Resk Jr. Memorial Park is shut."]),
        (
            "He works for Sulla Inc. The firm is old.",
            ["He works for Sulla Inc.", "The firm is old."],
        ),
        # Paragraphs glued together, but no web address.
        ("It hit the port.Officers came soon.", ["It hit the port.", "Officers came soon."]),
        ("See sulla.Com for more.", ["See sulla.Com for more."]),
        ("One\n\nTwo", ["One", "Two"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert [s.strip() for s in split(text)] == expected


@given(TEXTS)
def test_tokens_are_in_order_and_every_word_has_one(text: str) -> None:
    found = Sentences(report(text), ())
    ends = 0
    for token in found.tokens:
        assert token.start >= ends
        assert text[token.start : token.end] == token.text
        ends = token.end
    covered = {i for t in found.tokens for i in range(t.start, t.end)}
    assert all(i in covered for i, char in enumerate(text) if char.isalnum())


@given(TEXTS)
def test_each_token_is_of_one_sentence(text: str) -> None:
    found = Sentences(report(text), ())
    assert [t for s in found.sentences for t in found.of(s)] == found.tokens
    for number, sentence in enumerate(found.sentences):
        for token in found.of(sentence):
            assert found.at(token.start) == number
            assert found.tokens[found.token_at(token.start)] == token


@given(TEXTS)
def test_most_words_need_no_second_look(text: str) -> None:
    """The first way of a token is a short cut to what the others find."""
    ways = sentences._TOKEN.pattern.split("\n    | ")
    assert "most words" in ways[0]
    slow = re.compile("\n    | ".join(ways[1:]), re.VERBOSE)
    assert sentences._TOKEN.findall(text) == slow.findall(text)


def test_a_folded_text_is_what_ignoring_case_sees() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = Sentences(report(every)).folded
    assert len(folded) == len(every)
    for letter in string.ascii_lowercase:
        seen = [m.start() for m in re.finditer(letter, every, re.IGNORECASE)]
        assert [m.start() for m in re.finditer(letter, folded)] == seen
