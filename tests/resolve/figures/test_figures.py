"""Counts in invented copy: role, value, bounds, who is counted, and what counts nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import tried
from tests.readings import empty, report
from tests.steps import grows_with
from whence.records import Figure, Published
from whence.resolve.figures import find_figures
from whence.resolve.sentences import Sentences

DATE = Published(value="2025-03-03", found_in="caller")


def figures(text: str, title: str | None = None) -> list[Figure]:
    """The figures of a text without any reading: by its words alone."""
    one = msgspec.structs.replace(report(text, title=title), published=DATE)
    return list(find_figures(one, empty(one), Sentences(one, ()), ()))


def figures_of(text: str) -> list[tuple[str, float | None, float | None, float | None]]:
    return [(f.role, f.value, f.low, f.high) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed 18 people.", [("killed", 18, 18, 18)]),
        ("Eighteen people were killed in the blast.", [("killed", 18, 18, 18)]),
        ("At least 18 people died.", [("killed", 18, 18, None)]),
        ("More than 80 people were injured.", [("injured", 80, 80, None)]),
        ("Nearly 1,000 people were evacuated.", [("evacuated", 1000, None, 1000)]),
        ("About 80 people were hurt.", [("injured", 80, None, None)]),
        ("Between 18 and 20 people were killed.", [("killed", None, 18, 20)]),
        (
            "The attack left 18 dead and 33 wounded.",
            [("killed", 18, 18, 18), ("injured", 33, 33, 33)],
        ),
        ("The storm claimed the lives of 500 people.", [("killed", 500, 500, 500)]),
        ("The death toll rose to 27 on Monday.", [("killed", 27, 27, 27)]),
        ("No one was injured.", [("injured", 0, 0, 0)]),
        (
            "The toll rose to 18, the ministry said, but the hospital put it at 23.",
            [("killed", 18, 18, 18), ("killed", 23, 23, 23)],
        ),
        (
            "Some 20 people died. Sulla General puts the figure at 22.",
            [("killed", 20, None, None), ("killed", 22, 22, 22)],
        ),
        (
            "The blast killed 22 people according to the ministry and 27 according to the hospital.",
            [("killed", 22, 22, 22), ("killed", 27, 27, 27)],
        ),
        ("Two people were hurt. The organisers claimed 15,000.", [("injured", 2, 2, 2)]),
        # Several of whom some are mentioned one by one are as many as the list is long.
        (
            "A man and two women were killed.",
            [("killed", 3, 3, 3), ("killed", 1, 1, 1), ("killed", 2, 2, 2)],
        ),
        (
            "A girl, two women and a man were injured.",
            [("injured", 4, 4, 4), *[("injured", n, n, n) for n in (1, 2, 1)]],
        ),
        (
            "18 soldiers and 500 volunteers were killed.",
            [("killed", n, n, n) for n in (518, 18, 500)],
        ),
        (
            "Three people, a man and two women, were killed.",
            [("killed", 3, 3, 3), ("count", 2, 2, 2)],
        ),
        # Nor is an age a number of people.
        ("My father's 40 and he hasn't been shot yet.", []),
        ("I’m 16. I was shot.", []),
        ("The victim was 40 and was shot twice.", []),
        ("They mourn the death of Ada Venn, three (left).", []),
        ("The toll was 40 on Monday.", [("killed", 40, 40, 40)]),
        # A day before a death is no number of them.
        ("They asked about the Aug. 22 triple homicide.", []),
        ("By May 500 to 600 people had been killed.", [("killed", None, 500, 600)]),
        ("There were 22 homicides.", [("killed", 22, 22, 22)]),
        (
            "A man and a 20-year-old woman were shot.",
            [("injured", 2, 2, 2), ("injured", 1, 1, 1), ("injured", 1, 1, 1)],
        ),
        ("Relatives of three victims were injured.", [("count", 3, 3, 3)]),
        ("Two of the three men who were shot died.", [("killed", 2, 2, 2), ("count", 3, 3, 3)]),
        ("The bodies of three people were found.", [("killed", 3, 3, 3)]),
        ("Officers who arrived found two people dead.", [("killed", 2, 2, 2)]),
        (
            "A girl and her two brothers were killed.",
            [("killed", 3, 3, 3), ("killed", 1, 1, 1), ("killed", 2, 2, 2)],
        ),
        (
            "A boy, 4, and his mother were killed.",
            [("killed", 2, 2, 2), ("killed", 1, 1, 1), ("killed", 1, 1, 1)],
        ),
        ("A 23-year-old man was shot dead on Monday.", [("killed", 1, 1, 1)]),
        ("Police detained 140 protesters.", [("detained", 140, 140, 140)]),
        ("Police made no arrests.", [("detained", 0, 0, 0)]),
        ("The company paid $2.5 million.", [("money", 2_500_000, 2_500_000, 2_500_000)]),
        ("Turnout was 62 percent.", [("percentage", 62, 62, 62)]),
        ("He had about a 3 percent chance.", [("percentage", 3, None, None)]),
        (
            "Three people — two of them children — were killed.",
            [("killed", 3, 3, 3), ("killed", 2, 2, 2)],
        ),
        (
            "Eight people were shot, including five minors.",
            [("injured", 8, 8, 8), ("injured", 5, 5, 5)],
        ),
        # What is included in accidents is no injured person.
        (
            "20 people were hurt in 112 accidents, including one derailment.",
            [("injured", 20, 20, 20), ("count", 112, 112, 112), ("count", 1, 1, 1)],
        ),
    ],
)
def test_what_is_counted(
    text: str, expected: list[tuple[str, float | None, float | None, float | None]]
) -> None:
    assert figures_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He was born in 1994.",
        "The match ended 3-1.",
        "She lives at 12 Harbour Street.",
        "The vote is on March 12.",
        "Call 555-0134 for tickets.",
        "He spoke for 40 minutes.",
        "Ada Venn, 64, is the mayor.",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert figures_of(text) == []


@pytest.mark.parametrize(
    ("text", "low_at_least", "high_at_most"),
    [("Dozens of people were killed.", 12, 200), ("Hundreds were injured.", 100, 2000)],
)
def test_vague_words_have_bounds(text: str, low_at_least: int, high_at_most: int) -> None:
    (found,) = figures(text)
    assert found.value is None
    assert found.low is not None
    assert found.low >= low_at_least
    assert found.high is None or found.high <= high_at_most


def test_a_part_points_to_its_whole() -> None:
    whole, part = figures("Three people, including two children, were killed.")
    assert (whole.value, whole.role) == (3, "killed")
    assert part.value == 2
    assert part.part_of == 0


def test_who_is_counted_and_on_which_side() -> None:
    text = "The strike killed 18 soldiers and 4 civilians."
    both, soldiers, civilians = figures(text)
    assert (both.value, both.implied, both.main) == (22, True, True)
    assert soldiers.of
    assert soldiers.of.of(text) == "soldiers"
    assert (soldiers.status, civilians.status) == ("combatant", "civilian")


def test_another_event_is_background() -> None:
    text = (
        "A gunman killed 4 people at a shop in Port Sulla on Monday. The town remembers a 2012 "
        "shooting that killed 12 people."
    )
    now, then = figures(text)
    assert (now.value, now.main, now.background) == (4, True, False)
    assert (then.value, then.main, then.background) == (12, False, True)


def test_one_total_a_role() -> None:
    found = figures(
        "The blast killed 18 people, the ministry said. Two of the dead were children. Officials "
        "said that 18 people had died and 33 had been injured."
    )
    assert [f.value for f in found if f.main and f.role == "killed"] == [18]
    assert [f.value for f in found if f.main and f.role == "injured"] == [33]


@pytest.mark.parametrize(
    "text",
    [
        "5,00,000 people were displaced.",
        f"{'9' * 400} people were killed.",
        "1.2.3.4 people were killed.",
        "Minus 4 people were killed.",
    ],
)
def test_no_nonsense_value(text: str) -> None:
    for found in figures(text):
        for value in (found.value, found.low, found.high):
            assert value is None or 0 <= value <= 1e15


PIECES = st.sampled_from(
    """18 33 1,000 5,00,000 two dozen dozens hundred of at least more than about people soldiers
    killed injured dead wounded were was and , . ( ) % $ million no one a man children including
    the death toll rose to between 2012 year-old said - 9999999999999999999999""".split()
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=30))
@settings(max_examples=tried(200))
def test_any_words(words: list[str]) -> None:
    text = " ".join(words)
    for found in figures(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.of is None or 0 <= found.of.start < found.of.end <= len(text)
        if found.low is not None and found.high is not None:
            assert found.low <= found.high


@pytest.mark.parametrize("piece", ["a", "1", ".", "12, ", "A.", "two ", "killed "])
def test_steps_grow_with_the_text(piece: str) -> None:
    def work(size: int) -> Callable[[], object]:
        one = report(piece * (size // len(piece)))
        return partial(find_figures, one, empty(one), Sentences(one, ()), ())

    grows_with(1_500, work)


def test_the_members_of_a_list_are_parts_of_their_number() -> None:
    text = "A man and two women were killed."
    whole, *parts = figures(text)
    assert (whole.main, whole.implied, whole.span.of(text)) == (True, True, "A man and two women")
    assert [(part.main, part.part_of) for part in parts] == [(False, 0), (False, 0)]
