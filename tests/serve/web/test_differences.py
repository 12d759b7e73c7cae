"""A difference is right to the letter and bounded in work, whatever the two texts are."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import tried
from whence.ledger import page_edits
from whence.ledger.query_types import Stored
from whence.serve.web.differences import Work, difference

LINE = "12:{:02} Sulla port: shares up {} points, the exchange said."


MUCH = 50_000


def ticker(change: Callable[[int], str]) -> tuple[str, str]:
    return (
        "\n".join(LINE.format(n % 60, n % 7) for n in range(350)),
        "\n".join(change(n) for n in range(350)),
    )


PAIRS: dict[str, tuple[str, str]] = {
    "every line edited": ticker(lambda n: LINE.format(n % 60, n % 7 + 10)),
    "every line edited, one more": ticker(lambda n: LINE.format(n % 60, n % 5) + "\nEnd." * (n == 9)),
    "turned round": ticker(lambda n: LINE.format((349 - n) % 60, (349 - n) % 7)),
    "one word": ("up " * 3_000, "down up " * 1_500),
    "one word a line": ("up\n" * 3_000, "down\nup\n" * 1_500),
    "one letter": ("a " * 3_000, "a " * 2_999 + "b"),
    "nothing alike": ("".join(f"a{n} " for n in range(2_000)), "".join(f"b{n} " for n in range(2_000))),
    "shuffled": (
        "".join(f"a{n} " for n in range(2_000)),
        "".join(f"a{n * 7 % 2_000} " for n in range(2_000)),
    ),
    "nested": (
        " ".join(f"a{n} x x" for n in range(700)),
        " ".join(f"a{n} x y x" for n in range(700)),
    ),
    "no words": ("\n" * 3_000, " \n" * 3_000),
    "marks": ("." * 3_000, ".," * 1_500),
}  # fmt: skip


def steps(call: Callable[[], Any]) -> int:
    """Lines of Python that a call runs: what it costs, on any machine."""
    count = 0

    def line(*_: object) -> Any:
        nonlocal count
        count += 1
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", PAIRS)
def test_every_letter_is_there_and_the_work_is_bounded(name: str) -> None:
    before, after = PAIRS[name]
    work = Work(MUCH)
    found = difference(before, after, work)
    assert "".join(s.words for s in found.stretches if s.kind != "came") == before
    assert "".join(s.words for s in found.stretches if s.kind != "went") == after
    assert 0 <= work.left <= MUCH
    # A bound by the texts' length and by what may be held against each other.
    assert (
        steps(lambda: difference(before, after, Work(MUCH)))
        < 60 * (len(before) + len(after)) + 8 * MUCH
    )


@given(st.text("ab \n", max_size=200), st.text("ab \n", max_size=200), st.integers(0, 500))
@settings(max_examples=tried(100), deadline=None)
def test_whatever_the_texts(before: str, after: str, most: int) -> None:
    found = difference(before, after, Work(most))
    assert "".join(s.words for s in found.stretches if s.kind != "came") == before
    assert "".join(s.words for s in found.stretches if s.kind != "went") == after
    kinds = [s.kind for s in found.stretches]
    assert all(one != other for one, other in pairwise(kinds))


def test_edited_lines_are_compared_word_by_word() -> None:
    before, after = PAIRS["every line edited"]
    found = difference(before, after)
    assert found.whole == 0
    assert max(len(s.words) for s in found.stretches if s.kind == "went") == 1


def test_what_is_over_the_limit_is_shown_whole_and_counted() -> None:
    found = difference("one two one two " * 50, "two one one one " * 60, Work(1_000))
    assert found.whole == 1
    assert {s.kind for s in found.stretches} >= {"went", "came"}


def stored(number: int) -> Stored:
    return Stored(
        id=f"{number}", number=number, source="a", title=None, published=None, publisher=None,
        url=None,
    )  # fmt: skip


def test_claims_of_a_ticker_are_paired_within_bounds() -> None:
    old = [f"shares of number {n} went up by {n % 9} points at noon" for n in range(600)]
    new = [f"shares of number {n} went up by {n % 9} points at dusk" for n in range(600)]
    found = page_edits._changes(stored(1), stored(2), old, new)
    assert dict(found.changed) == dict(zip(old, new, strict=True))
    assert steps(lambda: page_edits._changes(stored(1), stored(2), old, new)) < 600 * 700


def test_claims_that_differ_in_one_word_are_all_listed() -> None:
    old, new = ["a b c d " + "x" * n for n in range(99)], ["a b c e " + "y" * n for n in range(99)]
    found = page_edits._changes(stored(1), stored(2), old, new)
    assert {*found.went, *(one for one, _ in found.changed)} == set(old)
    assert {*found.appeared, *(one for _, one in found.changed)} == set(new)
