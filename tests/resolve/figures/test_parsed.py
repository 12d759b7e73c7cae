"""Counts by the parse, in invented copy: whose place in the sentence makes them harmed, or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.readings import report
from tests.resolve.figures.patterns import Example, added, not_so, simplest
from whence.records import Figure, Published
from whence.resolve.figures import find_figures
from whence.resolve.sentences import Sentences

if TYPE_CHECKING:
    from whence.extract.neural import NeuralReader

DATE = Published(value="2025-03-05", found_in="caller")


def figures(neural: NeuralReader, texts: Sequence[str]) -> list[tuple[Figure, ...]]:
    """The figures of each text, by the shipped reader's parse."""
    reports = [msgspec.structs.replace(report(text), published=DATE) for text in texts]
    return [
        find_figures(one, reading, Sentences(one, reading.words), ())
        for one, reading in zip(reports, neural.read(reports), strict=True)
    ]


def wrong(neural: NeuralReader, cases: Sequence[Example]) -> list[str]:
    """The texts whose total of the role is another, or that have a total of another role."""
    failed = []
    for case, found in zip(cases, figures(neural, [one.text for one in cases]), strict=True):
        totals = {f.role: f.value for f in found if f.main}
        expected = {} if case.value is None else {case.role: case.value}
        if totals != expected:
            failed.append(f"{case.text} - {totals}")
    return failed


def test_the_simplest_sentences(neural: NeuralReader) -> None:
    assert wrong(neural, simplest()) == []


def test_neighbouring_text_changes_no_total(neural: NeuralReader) -> None:
    assert wrong(neural, added()) == []


def test_what_nobody_asserts_is_no_total(neural: NeuralReader) -> None:
    assert wrong(neural, not_so()) == []


BY_THE_PARSE: list[tuple[str, list[tuple[str, float | None, float | None, float | None]]]] = [
    # Who is killed is the subject, and not whom it depends on.
    ("The father of three was killed on Monday.", [("killed", 1, 1, 1)]),
    ("The wife of a soldier died in hospital.", [("killed", 1, 1, 1)]),
    (
        "A teacher of 40 children was killed.",
        [("killed", 1, 1, 1), ("count", 40, 40, 40)],
    ),
    (
        "An officer guarding 12 detainees was killed.",
        [("killed", 1, 1, 1), ("detained", 12, 12, 12)],
    ),
    (
        "A driver with two passengers was injured.",
        [("injured", 1, 1, 1), ("count", 2, 2, 2)],
    ),
    (
        "A man whose two sons had served in the army was shot dead.",
        [("killed", 1, 1, 1), ("count", 2, 2, 2)],
    ),
    (
        "A woman who was visiting her daughter in Sulla was also killed.",
        [("killed", 1, 1, 1)],
    ),
    (
        "Three nurses who had treated 200 patients died.",
        [("killed", 3, 3, 3), ("count", 200, 200, 200)],
    ),
    (
        "The man who shot two officers was killed.",
        [("killed", 1, 1, 1), ("injured", 2, 2, 2)],
    ),
    (
        "A man accused of killing two women was arrested.",
        [("detained", 1, 1, 1), ("killed", 2, 2, 2)],
    ),
    ("Venn was one of three men killed there.", [("killed", 1, 1, 1), ("killed", 3, 3, 3)]),
    ("Venn was among 12 people killed there.", [("killed", 12, 12, 12)]),
    ("A family of four was killed.", [("killed", 4, 4, 4)]),
    ("A nurse ― a mother of two ― was shot and killed.", [("killed", 1, 1, 1)]),
    ("The Dec. 15 death of a boy was ruled a homicide.", [("killed", 1, 1, 1)]),
]


def test_who_is_harmed_is_shown_by_the_parse(neural: NeuralReader) -> None:
    read = figures(neural, [text for text, _ in BY_THE_PARSE])
    failed = []
    for (text, expected), found in zip(BY_THE_PARSE, read, strict=True):
        figures_found = [(f.role, f.value, f.low, f.high) for f in found]
        if figures_found != expected:
            failed.append(f"{text} - {figures_found}")
    assert failed == []


#: Lists -> how many they are, and who is named among them.
LISTS = {
    "Gunmen killed two brothers, Ali and Omar Haddad.": (2, {"Ali", "Omar Haddad"}),
    "Gunmen killed a nurse, Ana Quill, and a driver, Tom Marsh.": (2, {"Ana Quill", "Tom Marsh"}),
    "Ana Quill, 34, and Tom Marsh, 40, were killed, Mara Holt said.": (
        2,
        {"Ana Quill", "Tom Marsh"},
    ),
    "A girl, two women and a man were killed, police said.": (4, set()),
    "Three people, a man and two women, were killed.": (3, set()),
    "Nine policemen and four others were killed, the mayor said.": (13, set()),
    "Four people died in Harrow and three in Carrow, police said.": (7, set()),
    "Two landslides killed five villagers each.": (10, set()),
    "Half of the 24 prisoners were killed.": (12, set()),
    "All but three of the 20 sailors drowned.": (17, set()),
    "The death toll rose by 11 to 74, the ministry said.": (74, set()),
    "Divers found seven more bodies, bringing the toll to 31.": (31, set()),
    "Soldiers shot dead a man named Idris Quell.": (1, {"Idris Quell"}),
    "The driver, Pim Adair, 51, died on the way to hospital.": (1, {"Pim Adair"}),
}


def test_lists_and_tolls(neural: NeuralReader) -> None:
    failed = []
    for (text, expected), found in zip(LISTS.items(), figures(neural, list(LISTS)), strict=True):
        totals = [f.value for f in found if f.main and f.role == "killed"]
        names = {name for f in found for name in f.people}
        if (totals, names) != ([expected[0]], expected[1]):
            failed.append(f"{text} - {totals} {names}")
    assert failed == []


@pytest.mark.parametrize("cause", ["of cancer", "of a heart attack", "at the age of 93", "aged 88"])
def test_a_natural_death_is_no_killing(neural: NeuralReader, cause: str) -> None:
    (found,) = figures(neural, [f"The painter Ode Lanner died {cause} in Harrow."])
    assert [f for f in found if f.role == "killed"] == []
