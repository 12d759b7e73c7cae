"""Names, labels and counts that look like times."""

from __future__ import annotations

import pytest

from tests.resolve.times.factories import named, read


@pytest.mark.parametrize(
    ("words", "name", "left"),
    [
        ("Captain August Tillen said the sea was calm.", "August Tillen", []),
        ("Captain August Tillen said the sea was calm.", "Tillen", []),
        ("June Halloran was arrested.", "June Halloran", []),
        ("April Torres saw nothing.", "April Torres", []),
        ("She met August Berg there.", "August Berg", []),
        ("Dawn Friday, a spokeswoman, said nobody was hurt.", "Dawn Friday", []),
        ("Robin Monday was freed.", "Robin Monday", []),
        ("Tuesday Moss, a singer, sued.", "Moss", []),
        ("Mr June resigned, said Nina June.", "Nina June", ["June 2024-06"]),
        ("Nobody has seen him since May lost the vote.", "May", []),
        # These are times, whatever name is beside them.
        ("On Tuesday Moss, a singer, sued.", "Moss", ["Tuesday 2024-11-19"]),
        ("In August Tillen left the party.", "August Tillen", ["August 2024-08"]),
        ("President Joe Tusk Friday signed it.", "Joe Tusk Friday", ["Friday 2024-11-22"]),
        ("Ann Moss spoke. Tuesday Moss left.", "Moss", ["Tuesday 2024-11-19"]),
        ("It was shut by Moss on Monday.", "Moss", ["Monday 2024-11-18"]),
    ],
)
def test_months_and_days_in_the_names_of_people(words: str, name: str, left: list[str]) -> None:
    assert named(words, name) == left


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The Sunday Courier said he would go.", "Sunday Courier"),
        ("The leader of the 12 June Party resigned.", "12 June Party"),
        ("He joined the April 6 Youth Movement.", "April 6 Youth Movement"),
        ("The March 23 Movement took the town.", "March 23 Movement"),
        ("At the 1 May Stadium fans fought.", "1 May Stadium"),
        ("The 8 March Alliance won.", "8 March Alliance"),
    ],
)
def test_bodies_called_after_a_day(words: str, name: str) -> None:
    assert named(words, name, kind="organization") == []
    # Where the reader knows no name, the words decide.
    assert read(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "The 17 November group claimed it.",
        "The Mail on Sunday apologised.",
        "The painting hangs in Hall 2010.",
        "He was found in room 1912.",
        "Flight 1812 was late.",
        "Case No. 1984 was closed.",
        "Route 1950 is shut.",
        "He was held in cell 1999.",
        "It fell under Order 1651.",
        "The bus carried 2019 litres of fuel.",
        "It lies 1900 metres up.",
        "Some 2010 families fled.",
        "They paid 1980 euros.",
        "At least 1950 houses burned.",
        "The mine gave 1800 tonnes of ore.",
    ],
)
def test_what_looks_like_a_day_or_a_year(words: str) -> None:
    assert read(words) == []


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("The 2019 elections were quiet.", "2019 DATE 2019"),
        ("In 2018 elections were cancelled.", "2018 DATE 2018"),
        ("Prices are higher than 2012 levels.", "2012 DATE 2012"),
        ("He left the room in 1912.", "1912 DATE 1912"),
        ("The flight of 1812 was long.", "1812 DATE 1812"),
        ("The party met on 12 June.", "12 June DATE 2024-06-12"),
        ("They read The Courier on Sunday.", "Sunday DATE 2024-11-17"),
    ],
)
def test_what_is_a_day_or_a_year(words: str, meant: str) -> None:
    assert meant in read(words)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Watch the launch | [2:30]:TIME The rocket left on [Tuesday].", "Tuesday DATE 2024-11-19"),
        ("Why build islands? [01:14]:TIME\nThe ship left on [Monday].", "Monday DATE 2024-11-18"),
        ("The photo was taken by Florida [Today] on [Monday].", "Monday DATE 2024-11-18"),
        ("It ended [USA TODAY]. The ship left on [Monday].", "Monday DATE 2024-11-18"),
    ],
)
def test_playing_times_and_papers(words: str, left: str) -> None:
    assert read(words) == [left]


def test_a_clock_time_at_the_end_of_a_line() -> None:
    assert read("The trains met at [05:10]:TIME\nNobody died.") == ["05:10 TIME 2024-11-22T05:10"]


def test_the_new_year_is_a_year_and_its_eve_a_day() -> None:
    assert read("They plan to open in [the new year].") == ["the new year DATE 2025"]
    assert read("It opens on [New Year]'s Eve.") == ["New Year's Eve DATE 2024-12-31"]
