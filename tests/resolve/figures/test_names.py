"""Whom a report names among those that it counts; above all nobody who only speaks of them."""

from __future__ import annotations

import re
from functools import partial

import msgspec
import pytest

from tests.readings import empty, report
from tests.steps import grows_with
from whence.records import Figure, Mention, Span
from whence.resolve.figures import find_figures
from whence.resolve.sentences import Sentences

NAMES = ("Anton Resk", "Daniel Olsik", "Eva Olsik", "Jana Holt", "Ada Venn", "Dorvan Pell")
_NAME = re.compile("|".join((*NAMES, r"\bEva\b", r"\bDaniel\b")))


def figures(text: str) -> list[Figure]:
    """The figures of a text of which no more is known than where its names are."""
    one = report(text)
    found = tuple(
        Mention(span=Span(*match.span()), type="person", score=1.0)
        for match in _NAME.finditer(text)
    )
    reading = msgspec.structs.replace(empty(one), entities=found)
    return list(find_figures(one, reading, Sentences(one, ()), ()))


def named(text: str) -> list[tuple[str, float | None, tuple[str, ...]]]:
    return [(f.role, f.value, f.people) for f in figures(text) if f.role != "count"]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Eva Olsik was killed in the blast.", ["Eva Olsik"]),
        ("Daniel Olsik and Eva Olsik were killed.", ["Daniel Olsik", "Eva Olsik"]),
        (
            "Anton Resk, 34, Daniel Olsik, 20, and Eva Olsik, 9, were killed in the blast.",
            ["Anton Resk", "Daniel Olsik", "Eva Olsik"],
        ),
        ("Gunmen killed Anton Resk and Jana Holt on Monday.", ["Anton Resk", "Jana Holt"]),
        ("Gunmen killed Anton Resk, 34, and Jana Holt, 20.", ["Anton Resk", "Jana Holt"]),
        # Who reports it is none of them.
        ("Gunmen killed Anton Resk, Ada Venn said on Monday.", ["Anton Resk"]),
        ("She told Ada Venn, and Eva Olsik was killed.", ["Eva Olsik"]),
    ],
)
def test_each_of_several_by_name_is_one_and_all_are_their_number(
    text: str, dead: list[str]
) -> None:
    each = [("killed", 1, (name,)) for name in dead]
    assert named(text) == ([("killed", len(dead), tuple(dead)), *each] if len(dead) > 1 else each)


@pytest.mark.parametrize(
    "text",
    [
        "The blast tore through the port, killing 18 people, Ada Venn said.",
        "The blast killed 18 people, Ada Venn, the mayor, said on Monday.",
        "The blast killed 18 people. The victims were mourned by Ada Venn and Dorvan Pell.",
        "“18 people were killed,” Ada Venn said: “We mourn them.”",
        "18 people were killed, officials said. Witness: Ada Venn.",
        "Ada Venn and Dorvan Pell said that 18 people were killed.",
        "18 people were killed, according to Ada Venn.",
    ],
)
def test_nobody_who_speaks_or_mourns_is_among_them(text: str) -> None:
    assert named(text) == [("killed", 18, ())]


@pytest.mark.parametrize(
    ("listed", "dead"),
    [
        ("The dead were named as Anton Resk, Daniel Olsik and Eva Olsik.", 3),
        ("Police named the dead as Anton Resk, 34, a docker, and Eva Olsik.", 2),
        ("The victims were identified by the hospital as Anton Resk and Eva Olsik.", 2),
        ("The dead included General Anton Resk and Colonel Eva Olsik.", 2),
        (
            "Among the dead are Anton Resk and two children: Daniel Olsik, 9, and his sister Eva.",
            3,
        ),
        ("Among the dead was Anton Resk, 58, a friend of Ada Venn and Dorvan Pell.", 1),
        ("Among the dead was Anton Resk, according to Ada Venn.", 1),
        ("The victims were identified as Anton Resk and Eva Olsik, Ada Venn said.", 2),
    ],
)
def test_a_list_names_those_that_another_sentence_counts(listed: str, dead: int) -> None:
    counted = "The blast killed 18 people on Monday."
    for text in (f"{counted} {listed}", f"{listed} {counted}"):
        (killed,) = [f for f in figures(text) if f.role == "killed" and not f.implied]
        assert killed.value == 18
        assert len(killed.people) == dead
        assert not {"Ada Venn", "Dorvan Pell"} & set(killed.people)
        for name in killed.people:
            assert name in listed


def test_a_list_behind_the_count_itself() -> None:
    text = "Three people were killed: Anton Resk, Daniel Olsik and Eva Olsik."
    assert named(text) == [("killed", 3, ("Anton Resk", "Daniel Olsik", "Eva Olsik"))]
    text = "Eighteen people were killed, including Anton Resk, 34, and Eva Olsik, Ada Venn said."
    assert named(text) == [("killed", 18, ("Anton Resk", "Eva Olsik"))]


def test_the_hurt_are_not_named_among_the_dead() -> None:
    text = "18 people died and two were hurt. Among the injured was Anton Resk."
    assert named(text) == [("killed", 18, ()), ("injured", 2, ("Anton Resk",))]


def test_a_list_longer_than_the_count_is_of_somebody_else() -> None:
    text = "One man was killed. Among the dead are Anton Resk and Eva Olsik."
    assert all(not people for _, _, people in named(text))


@pytest.mark.parametrize("piece", ["Eva Olsik, ", "Among the dead are Eva Olsik: ", "18 dead: "])
def test_steps_grow_with_the_names(piece: str) -> None:
    grows_with(2_000, lambda size: partial(figures, piece * (size // len(piece))))
