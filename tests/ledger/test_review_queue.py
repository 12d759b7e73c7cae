"""The text around the words that need a look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ledger.review_queue import beside
from whence.records import Span

TEXT = "A headline\nThe consumer authority said 23 people had been injured by the heaters.\nMore"


@pytest.mark.parametrize(
    ("most", "before", "after"),
    [
        (200, "The consumer authority said ", " people had been injured by the heaters."),
        (20, "…authority said ", " people had been…"),
        (15, "…authority said ", " people had…"),
        (14, "…said ", " people had…"),
        (3, "…", "…"),
    ],
)
def test_words_stay_whole(most: int, before: str, after: str) -> None:
    start = TEXT.index("23")
    assert beside(TEXT, Span(start, start + 2), most) == (before, after)


@given(st.text(alphabet="ab \n"), st.data())
def test_it_is_the_line_or_a_part_of_it_between_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    most = data.draw(st.integers(1, 8))
    before, after = beside(text, span, most)
    line = text[: span.start].rpartition("\n")[2], text[span.end :].partition("\n")[0]
    for shown, whole, cut in (
        (before, line[0], whole_begins),
        (after, line[1], whole_ends),
    ):
        if "…" not in shown:
            assert shown == whole
        else:
            assert len(whole) > most
            assert cut(whole, shown.strip("…"))


def whole_begins(whole: str, shown: str) -> bool:
    """Whether what is shown of a line's end begins with a word."""
    left = whole.removesuffix(shown)
    return left + shown == whole and (not shown or left.endswith(" "))


def whole_ends(whole: str, shown: str) -> bool:
    """Whether what is shown of a line's beginning ends with a word."""
    rest = whole.removeprefix(shown)
    return shown + rest == whole and (not shown or rest.startswith(" "))
