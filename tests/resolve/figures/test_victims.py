"""Who is given as dead, hurt or held by name: above all, nobody is called dead who lives."""

from __future__ import annotations

import pytest

from tests.resolve.figures.test_names import figures
from whence.lang import words
from whence.resolve.figures.roles import triggers_in
from whence.resolve.sentences import Token


def names_by_role(text: str) -> dict[str, set[str]]:
    """The names of those in each role."""
    found: dict[str, set[str]] = {}
    for figure in figures(text):
        if figure.role != "count":
            found.setdefault(figure.role, set()).update(figure.people)
    return found


def phrases(text: str) -> list[tuple[str, str]]:
    """What is found in a sentence to have happened: the role, and the words that say it."""
    tokens, at = [], 0
    for word in text.split():
        tokens.append(Token(start=at, end=at + len(word), text=word, lower=word.lower()))
        at += len(word) + 1
    return [(one.role, one.words) for one in triggers_in(tokens, 0, len(tokens))]


@pytest.mark.parametrize(
    ("text", "hurt", "dead"),
    [
        ("Ada Venn was shot on Monday. Eva Olsik was killed.", {"Ada Venn"}, {"Eva Olsik"}),
        ("Ada Venn was shot on Monday. Her driver was killed.", {"Ada Venn"}, set()),
        ("Ada Venn was shot on Monday. Three other people were killed.", {"Ada Venn"}, set()),
        ("Four people were killed. Ada Venn was shot in the leg.", {"Ada Venn"}, set()),
        ("Four people were killed. Ada Venn was shot.", None, {"Ada Venn"}),
        ("Ada Venn was shot on Monday. The woman died.", None, {"Ada Venn"}),
        # Three who were shot are not the one who is dead.
        (
            "One man was killed. Ada Venn, Jana Holt and Eva Olsik were shot.",
            {"Ada Venn", "Jana Holt", "Eva Olsik"},
            set(),
        ),
    ],
)
def test_the_shot_are_dead_only_if_they_may_be_the_dead(
    text: str, hurt: set[str] | None, dead: set[str]
) -> None:
    found = names_by_role(text)
    assert found.get("injured") == hurt
    assert found.get("killed", set()) == dead


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The army gave the names of the dead as Anton Resk and Jana Holt.", 2),
        ("The army published the names of the dead: Anton Resk, Daniel Olsik and Jana Holt.", 3),
        ("Police identified the dead as Anton Resk, 61, and his wife, Jana Holt, 58.", 2),
        ("The dead were a couple in their sixties, Anton Resk and Jana Holt.", 2),
        ("The dead woman was Jana Holt, a cook.", 1),
        ("Two people died. One was Anton Resk, 16. The other was her cousin, Jana Holt, 17.", 2),
        ("A man was killed on Sunday. Police named him as Anton Resk.", 1),
        ("Also killed was Jana Holt, a cook at the school.", 1),
    ],
)
def test_the_dead_are_named_in_many_ways(text: str, dead: int) -> None:
    names = names_by_role(text)["killed"]
    assert len(names) == dead


@pytest.mark.parametrize(
    "text",
    [
        "Three people were killed. One was a friend of the mayor, Ada Venn.",
        "Police identified the dead man's killer as Dorvan Pell, 40.",
        "A girl was killed on Friday. Police named him as Dorvan Pell.",
        "A man was killed on Sunday. His flatmate fled. He was Dorvan Pell, 30.",
        "The dead included two nephews of the former president, Ada Venn.",
        "The dead man's brother is Dorvan Pell.",
    ],
)
def test_others_are_not_named_among_the_dead(text: str) -> None:
    assert names_by_role(text).get("killed", set()) == set()


def test_the_sum_of_a_list_is_given_only_where_every_member_is_counted() -> None:
    every = "The dead were Anton Resk, 30, and Jana Holt, 28."
    some = "The dead were Anton Resk, 30, Jana Holt, 28, and two children."
    assert 2 in {f.value for f in figures(every) if f.role == "killed" and f.main}
    assert 2 not in {f.value for f in figures(some) if f.role == "killed"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He lost both legs in the blast", [("injured", "lost both legs")]),
        ("Three lost fingers", [("injured", "lost fingers")]),
        ("She lost her sight", [("injured", "lost her sight")]),
        ("She broke her collarbone", [("injured", "broke her collarbone")]),
        ("She lost sight of them", []),
        ("He lost a leg of the race", []),
        ("She lost her seat", []),
        ("He broke the bank", []),
        ("He was held in Orm prison", [("detained", "held in orm prison")]),
        ("A judge ordered him held for 30 days", [("detained", "held")]),
        ("A meeting was held for two days", []),
        ("The ministry sent three inspectors", []),
        ("The blast sent three others to the hospital", [("injured", "sent")]),
        ("His body was found in a ditch", [("killed", "body")]),
        ("The governing body was found wanting", []),
    ],
)
def test_phrases_about_harm(text: str, found: list[tuple[str, str]]) -> None:
    assert phrases(text) == found


def test_limbs_are_no_vital_parts() -> None:
    assert not words("figures", "limb") & {"head", "chest", "neck", "back", "heart"}
    assert not words("figures", "outer part") & {"head", "chest", "neck", "back", "heart"}
