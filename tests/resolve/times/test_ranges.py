"""Ranges with both ends, parts of days, modifiers, in a report of Friday, November 22, 2024."""

from __future__ import annotations

import pytest

from tests.resolve.times.factories import times_of

_ENDS = [
    ("Power was off from November 1-3.", "2024-11-01", "2024-11-03"),
    ("The bridge was closed on 1-3 November.", "2024-11-01", "2024-11-03"),
    ("The bridge was closed on 1–3 November 2023.", "2023-11-01", "2023-11-03"),
    ("Snow fell between November 1 and 3.", "2024-11-01", "2024-11-03"),
    ("Snow fell between 1 and 3 November.", "2024-11-01", "2024-11-03"),
    ("They fought between September 12th and 22nd, 1914.", "1914-09-12", "1914-09-22"),
    ("The trial ran from 10 to 14 October.", "2024-10-10", "2024-10-14"),
    ("The trial ran from October 10 through 14.", "2024-10-10", "2024-10-14"),
    ("The trial will run from 10 to 14 December.", "2024-12-10", "2024-12-14"),
    ("The fair runs from 10 December to 12 December.", "2024-12-10", "2024-12-12"),
    ("It will be open from December 28 to January 3.", "2024-12-28", "2025-01-03"),
    ("From March 28 to April 3, 2019, it rained.", "2019-03-28", "2019-04-03"),
    ("The strike lasted from Monday to Wednesday.", "2024-11-18", "2024-11-20"),
    ("The strike will last from Monday to Wednesday.", "2024-11-25", "2024-11-27"),
    ("The strike lasted from Saturday to Monday.", "2024-11-16", "2024-11-18"),
    ("He took bribes between 2015 and 2019.", "2015", "2019"),
    ("He led it from 2015 until 2019.", "2015", "2019"),
    ("In the 2012–13 season they lost.", "2012", "2013"),
    ("The 1939-1945 war was long.", "1939", "1945"),
    ("It lasted from 1999-2003.", "1999", "2003"),
    ("Rents rose in January-March 2024.", "2024-01", "2024-03"),
    ("Rents rose between January and March 2023.", "2023-01", "2023-03"),
    ("Between December and February 2024 rents rose.", "2023-12", "2024-02"),
    ("The week ending 9 November was wet.", "2024-11-03", "2024-11-09"),
    ("The week beginning 4 November was wet.", "2024-11-04", "2024-11-10"),
    ("They met over the weekend of November 2-3.", "2024-11-02", "2024-11-03"),
    ("It blew up on the night of 2-3 November.", "2024-11-02", "2024-11-03"),
    ("It blew up on the night of 31 October to 1 November.", "2024-10-31", "2024-11-01"),
    ("It is shut from 9 p.m. to 11 p.m. on Thursday.", "2024-11-21T21:00", "2024-11-21T23:00"),
]

_NO_RANGES = [
    "The talks were moved from Monday to Wednesday.",
    "The vote was put off from 3 March to 5 April.",
    "It rained on November 1 and 3.",
    "The file is dated 2012-05.",
    "It lost in 2015 and 2019.",
]

_DAYS = [
    ("It rained on November 1 and 3.", ["2024-11-01", "2024-11-03"]),
    ("It rained on 1 and 3 November.", ["2024-11-01", "2024-11-03"]),
    ("It rained on 5, 6 and 7 November.", ["2024-11-05", "2024-11-06", "2024-11-07"]),
    ("Output fell in January and February 2023.", ["2023-01", "2023-02"]),
    ("He ran from 10 to 14 October but for [the 12th].", ["2024-10-10", "2024-10-14", "2024-10-12"]),
    ("It ran from 10 to 14 October. The next day he left.", ["2024-10-10", "2024-10-14", "2024-10-15"]),
    ("A bomb went off on the evening of October 20.", ["2024-10-20TEV"]),
    ("It fell on the night of 2 November.", ["2024-11-02TNI"]),
    ("It fell on the morning of Monday, 18 November.", ["2024-11-18TMO"]),
    ("It fell on the night of Tuesday.", ["2024-11-19TNI"]),
    ("He was held on November 22.", ["2024-11-22"]),
    ("The vote was on the last Sunday of October.", ["2024-10-27"]),
    ("It will be the second Monday in December.", ["2024-12-09"]),
    ("It was [the second consecutive year]:DURATION of losses.", ["P1Y"]),
    ("The strike is in its [second day]:DURATION.", ["P1D"]),
    ("[One day] after the crash, they met.", ["P1D"]),
    ("A bomb shook Sulla in nineteen ninety-six.", ["1996"]),
]  # fmt: skip

_MODS = [
    ("It opened in early May.", "START"),
    ("It opened early in May 2023.", "START"),
    ("It opened at the beginning of 2023.", "START"),
    ("It opened in mid-March.", "MID"),
    ("It opened in the middle of 2019.", "MID"),
    ("It shut late on Tuesday.", "END"),
    ("It shut in late 2019.", "END"),
    ("It shut at the end of 2023.", "END"),
    ("It was built about 1950.", "APPROX"),
    ("It was built around 1950.", "APPROX"),
    ("It took nearly three weeks.", "APPROX"),
    ("She left more than two years ago.", "BEFORE"),
    ("She left less than two years ago.", "AFTER"),
    ("It opened in May.", None),
    ("They argued about Friday.", None),
    ("It shut later this year.", None),
]


@pytest.mark.parametrize(("words", "begin", "end"), _ENDS)
def test_both_ends(words: str, begin: str, end: str) -> None:
    assert [(t.begin, t.end) for t in times_of(words)[1] if t.begin] == [(begin, end)]


@pytest.mark.parametrize("words", _NO_RANGES)
def test_no_range(words: str) -> None:
    assert all(t.begin is None and t.end is None for t in times_of(words)[1])


@pytest.mark.parametrize(("words", "values"), _DAYS)
def test_days_given_together(words: str, values: list[str]) -> None:
    assert [t.value for t in times_of(words)[1]] == values


@pytest.mark.parametrize(("words", "mod"), _MODS)
def test_modifiers(words: str, mod: str | None) -> None:
    assert [t.mod for t in times_of(words)[1]] == [mod]
