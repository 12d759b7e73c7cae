"""Direct, indirect or mixed, by a content's own quotation marks; and its edges set right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings import span
from whence.extract.kinds import kind_of, trimmed, with_marks
from whence.extract.quotes import Quotations, quotations
from whence.records import Span
from whence.records.reading import Kind

#: {content}, [outside]: what the content covers, and where cue and source are.
CASES: list[tuple[str, Kind]] = [
    ("{“We heard two explosions,”} [she said]. {“Then the lights went out.”}", "direct"),
    ("{'Yes,'} [he said], {'we won.'}", "direct"),
    ('{"We will go up the chain,"} [Hradin told] us', "direct"),
    ("[He said] {that it would rain}.", "indirect"),
    ("[He said] {the players' bus was late, O'Brien's too}.", "indirect"),
    ("[He said] {that the figure was “a floor, not a ceiling”}.", "mixed"),
    ("[She said] {he was ‘not aware’ of it}.", "mixed"),
    ('[According to him], {the forces are "defending their Motherland," he thinks}.', "mixed"),
    # Another's quotation around the whole is not the content's own.
    (
        "“He set this goal, and [I firmly believe] {he wants to achieve this},” he stated.",
        "indirect",
    ),
    ("“[They told me], {‘go home’},” she said.", "direct"),
    ("‘A man in Dolvane [says] {that somebody told him, “Write it down”}.’", "mixed"),
    # The marks of so-called are the writer's.
    ("[He highlighted] {the end of the so-called “special operation,” on all fronts}.", "indirect"),
    ("[He highlighted] {the so called “special operation”}", "indirect"),
    # So are those of a nickname.
    ('[Police said] {Davit "Dro" Tann was held}.', "indirect"),
    ("[Police said] {Ada “The Rock” Venn was held}.", "indirect"),
    ('[Police said] {the "Dro" file was lost}.', "mixed"),
    # And those of a work's title, but not of words.
    ("[Selle hopes] {that “The Long Harbour” will run in May}.", "indirect"),
    ("[Selle said] {that “the long harbour” was lost}.", "mixed"),
    # Quotations that reopen each paragraph.
    ("{“One two.}\n\n{“Three four,”} [she said].", "direct"),
    # The marks themselves are no words.
    ("[He said]: {“”}", "indirect"),
]


def parse(marked: str) -> tuple[str, list[Span], list[Span]]:
    text = ""
    contents: list[Span] = []
    outside: list[Span] = []
    start = 0
    for char in marked:
        if char in "{[":
            start = len(text)
        elif char in "}]":
            (contents if char == "}" else outside).append(Span(start, len(text)))
        else:
            text += char
    return text, contents, outside


@pytest.mark.parametrize(("marked", "kind"), CASES)
def test_the_kind_goes_by_the_contents_own_marks(marked: str, kind: Kind) -> None:
    text, contents, outside = parse(marked)
    assert kind_of(text, contents, outside, quotations(text)) == kind


def test_nothing_said_is_indirect() -> None:
    assert kind_of("He said.", [], [], Quotations()) == "indirect"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("“We heard it,” she said.", "We heard it,", "“We heard it,”"),
        ("“We heard it,” she said.", "“We heard it", "“We heard it,”"),
        ("“We heard it,” she said.", "We heard it", "“We heard it,”"),
        ("He said: 'No, never.'", "No, never", "'No, never.'"),
        # An edge deep in a quotation is meant to be there.
        ("“We heard two explosions,” she said.", "two explosions", "two explosions,”"),
        ("“We saw it. We heard it then.”", "We saw it", "“We saw it"),
        # No closing mark, nothing to take in at the end.
        ("“We heard it.\n\n“Yes.”", "We heard it.", "“We heard it."),
        # Marks beside the content are not its own.
        ("he ‘did’ it", "he", "he"),
        ("he said so", "he said so", "he said so"),
    ],
)
def test_a_content_includes_the_marks_around_it(text: str, words: str, expected: str) -> None:
    assert with_marks(span(text, words), quotations(text)).of(text) == expected


@given(st.text(alphabet="“”‘’\"' \nab,.", max_size=40), st.data())
def test_edges_grow_by_a_mark_and_a_comma_at_most(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    start, end = sorted((data.draw(place), data.draw(place)))
    found = with_marks(Span(start, end), quotations(text))
    assert 0 <= found.start <= start <= end <= found.end <= len(text)
    if start < end:
        kind = kind_of(text, [found], [], quotations(text))
        assert kind in ("direct", "indirect", "mixed")


@given(st.text(alphabet=" \n\t\u00a0\u2003ab", max_size=20), st.data())
def test_trimming(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    start, end = sorted((data.draw(place), data.draw(place)))
    found = trimmed(text, start, end)
    assert start <= found.start <= found.end <= end
    assert found.of(text) == text[start:end].strip()
