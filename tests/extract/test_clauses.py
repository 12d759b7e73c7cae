"""What the words around a cue say of its source and content."""

from __future__ import annotations

import pytest

from whence.extract.cue_grammar import before_semicolon, without_subject, without_the_asked
from whence.records import Span


def at(text: str, words: str) -> tuple[Span, ...]:
    start = text.index(words)
    return (Span(start, start + len(words)),)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kept"),
    [
        (
            "Asked whether he would run, Pell said no.",
            "Pell",
            "Asked",
            "whether he would run",
            False,
        ),
        ("He left. Pressed on it, Pell said no.", "Pell", "Pressed", "on it", False),
        ("Pell asked whether he would run.", "Pell", "asked", "whether he would run", True),
        ("Told by Pell that all was lost, he left.", "Pell", "Told", "that all was lost", True),
        ("He was told all was lost, Pell.", "Pell", "told", "all was lost", True),
    ],
)
def test_who_was_asked_is_no_source(
    text: str, source: str, cue: str, content: str, kept: bool
) -> None:
    given = at(text, source)
    found = without_the_asked(text, given, at(text, cue), at(text, content))
    assert found == (given if kept else ())


@pytest.mark.parametrize(
    ("text", "source", "content", "meant"),
    [
        (
            "Blast kills 18, ministry says; hospital puts toll at 23",
            "ministry",
            "hospital puts toll at 23",
            "Blast kills 18",
        ),
        (
            "He left.\nTwo are missing, police says; search goes on",
            "police",
            "search goes on",
            "Two are missing",
        ),
        (
            "The ministry says: all is well; so it goes",
            "The ministry",
            "all is well",
            "all is well",
        ),
        ("The ministry says; all is well", "The ministry", "all is well", "all is well"),
    ],
)
def test_what_follows_a_semicolon_is_another_speaker_s(
    text: str, source: str, content: str, meant: str
) -> None:
    found = before_semicolon(text, at(text, source), at(text, "says"), at(text, content))
    assert [span.of(text) for span in found] == [meant]


def test_an_aside_belongs_to_its_subject() -> None:
    text = "Pell, who was elected last year, has been criticized for not doing more."
    source = (*at(text, "Pell"), *at(text, ", who was elected last year"))
    cue, content = at(text, "has been criticized"), at(text, "for not doing more")
    # Only what is right before the cue is a passive's subject.
    assert without_subject(text, source, cue, content)[0] == source
    near = "Pell has been criticized for not doing more."
    cue, content = at(near, "has been criticized"), at(near, "for not doing more")
    assert without_subject(near, at(near, "Pell"), cue, content) == (
        (),
        (*at(near, "Pell"), *content),
    )
