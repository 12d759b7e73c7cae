"""Which contents are read again, and what of that is an attribution of its own."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.readings import documents, span
from whence.extract.nested import insides, is_nested
from whence.records import Attribution, Reading, Report, Span


def attribution(text: str, *contents: str, cue: str = "", source: str = "") -> Attribution:
    return Attribution(
        source=(span(text, source),) if source else (),
        cue=(span(text, cue),) if cue else (),
        content=tuple(span(text, words) for words in contents),
        kind="direct",
        act="state",
        score=0.9,
    )


@pytest.mark.parametrize(
    ("content", "stretch"),
    [
        ("“I firmly believe he wants it,”", "I firmly believe he wants it,"),
        ("‘The drivers said, “Sugar.”’", "The drivers said, “Sugar."),
        ("\"'Yes' is what he said.\"", "Yes' is what he said."),
        ("that the police said so", "that the police said so"),
    ],
)
def test_a_content_that_may_hold_a_cue_is_read_again_without_its_marks(
    content: str, stretch: str
) -> None:
    text = f"{content} he added."
    ((index, found),) = insides(text, [attribution(text, content, cue="added")])
    assert (index, found.of(text)) == (0, stretch)


@pytest.mark.parametrize("content", ["“We heard two loud explosions,”", "“He said,”", "“”", "''"])
def test_contents_without_attributions_are_not_read_again(content: str) -> None:
    text = f"{content} he added."
    assert insides(text, [attribution(text, content, cue="added")]) == []


def test_each_part_of_a_split_quotation_is_looked_at() -> None:
    text = "“I think that it rained,” he said. “They believe that it did not.”"
    one = attribution(
        text, "“I think that it rained,”", "“They believe that it did not.”", cue="said"
    )
    assert [index for index, _ in insides(text, [one, one])] == [0, 0, 1, 1]


TEXT = "“He set this goal, and I firmly believe he wants to achieve this,” Zelensky stated."
STRETCH = span(TEXT, "He set this goal, and I firmly believe he wants to achieve this,")


@pytest.mark.parametrize(
    ("source", "cue", "content", "expected"),
    [
        ("I", "firmly believe", "he wants to achieve this", True),
        ("", "firmly believe", "he wants to achieve this", True),
        ("I", "", "he wants to achieve this", False),
        ("He", "set", "this goal", False),
        ("He", "wants", "to achieve this", False),
        ("Zelensky", "stated", "He set this goal", False),
        ("I", "firmly believe", "he wants to achieve this,”", False),
    ],
)
def test_what_a_second_look_may_add(source: str, cue: str, content: str, expected: bool) -> None:
    inner = attribution(TEXT, content, cue=cue, source=source)
    assert is_nested(TEXT, inner, STRETCH) is expected


def test_a_cue_without_a_content_adds_nothing() -> None:
    inner = attribution(TEXT, cue="firmly believe", source="I")
    assert not is_nested(TEXT, inner, STRETCH)


@given(documents())
def test_stretches_lie_within_their_contents(document: tuple[Report, Reading]) -> None:
    report, reading = document
    for index, stretch in insides(report.text, reading.attributions):
        contents = reading.attributions[index].content
        assert any(content.covers(stretch) for content in contents)
        assert len(stretch.of(report.text).strip()) > 1
        assert isinstance(stretch, Span)
