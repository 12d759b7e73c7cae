"""Words are found again wherever they went, and never taken for others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings import TEXTS
from whence.records import Selector, Span
from whence.review import anchored

TEXT = (
    "The ministry said that 18 people had been killed at the port.\n\n"
    "“We heard nothing,” Mayor Ada Venn said. The hospital counted 18 dead.\n"
)


def of(words: str, text: str = TEXT, nth: int = 0) -> Selector:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Selector.of(text, Span(start, start + len(words)))


def found(selector: Selector, text: str) -> int | None:
    span = anchored(selector, text)
    return None if span is None else span.start


@pytest.mark.parametrize("nth", [0, 1])
def test_words_are_found_where_they_were_and_where_they_moved(nth: int) -> None:
    selector = of("18", nth=nth)
    assert found(selector, TEXT) == selector.start
    assert found(selector, "(Wire) 18 - " + TEXT) == selector.start + 12
    before = TEXT.replace("port", "quarry by the road")
    assert found(selector, before) == before.index("18") if nth == 0 else before.rindex("18")


def test_words_that_are_gone_are_not_moved_to_others() -> None:
    first = of("18")
    edited = TEXT.replace("18 people", "20 people")
    assert found(first, edited) is None
    assert found(of("that 18 people had been killed"), edited) is None
    # At the very place, but other words around it.
    other = "x" * first.start + "18" + "y" * 60
    assert found(first, other) is None


def test_a_long_quotation_needs_no_surroundings() -> None:
    words = "18 people had been killed at the port"
    assert found(of(words), f"Officials: {words}, and more.") == len("Officials: ")


def test_a_word_in_identical_lines_is_not_guessed() -> None:
    line = "He said that nobody had been seen near the gate on Monday. "
    selector = of("nobody", line * 3, nth=1)
    assert found(selector, line * 3) == selector.start
    assert found(selector, "A word more, and quite a few. " + line * 3) is None


@given(TEXTS, st.integers(0, 120), st.integers(0, 120))
def test_always_within_its_own_text(text: str, one: int, other: int) -> None:
    span = Span(min(one, other, len(text)), min(max(one, other), len(text)))
    assert anchored(Selector.of(text, span), text) == span


@given(TEXTS, TEXTS, TEXTS, st.integers(0, 120), st.integers(0, 120))
def test_in_any_text_exact_words_or_nothing(
    text: str, head: str, other: str, one: int, two: int
) -> None:
    span = Span(min(one, two, len(text)), min(max(one, two), len(text)))
    selector = Selector.of(text, span)
    for whole in (other, head + text, text + other, head + text + other):
        at = anchored(selector, whole)
        assert at is None or (at.of(whole) == selector.exact and at.end <= len(whole))
    if selector.exact and (head + text).count(selector.exact) == 1:
        at = anchored(selector, head + text)
        # All that was around it is there, and it occurs once.
        assert at == Span(span.start + len(head), span.end + len(head))


@given(st.text("ab ", max_size=60), st.text("ab ", max_size=12), st.integers(0, 59))
def test_what_is_put_in_elsewhere_moves_nothing_wrongly(text: str, more: str, at: int) -> None:
    """Few letters, so that much occurs twice: a place that is found is the words' own, moved."""
    at = min(at, len(text))
    edited = text[:at] + more + text[at:]
    for start in range(0, len(text), 7):
        span = Span(start, min(start + 5, len(text)))
        found = anchored(Selector.of(text, span), edited)
        if found is not None:
            assert found.of(edited) == span.of(text)
